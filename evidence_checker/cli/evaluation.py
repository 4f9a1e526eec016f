"""Figures of an evaluation as tables on the terminal."""

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Column, Table

from evidence_checker.learning.evaluation import Evaluation
from evidence_checker.learning.evaluation_html import NAMES, SHORT, STATUS, shown
from evidence_checker.learning.measures import Figures

# Heads of narrow columns; the first table names each in full.
_HEADS = dict(zip(SHORT, ("Semua", "Jelas", "Lebih", "Kappa", "P", "R", "F1", "Lunak", "Kutip"), strict=True))


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the figures with their intervals, by kind of indicator, and what each mechanism adds."""
    console = Console(soft_wrap=True)
    table = Table("Ukuran", "Nilai", "Rentang 95%", title=f"{len(evaluation.submissions)} berkas penilaian")
    for name, title in NAMES.items():
        ends = evaluation.intervals.get(name)
        head = f" ({_HEADS[name]})" if name in _HEADS else ""
        between = f"{shown(ends[0])}–{shown(ends[1])}" if ends else "–"
        table.add_row(title + head, shown(evaluation.figures[name]), between)
    for name, title in (("trap_hits", "Jebakan terkena"), ("firm", "Label dengan bukti jelas")):
        table.add_row(title, shown(evaluation.figures[name]), "")
    console.print(table)
    console.print(_matrix("Jenis indikator", evaluation.by_kind))
    console.print(_matrix("Cara menilai", evaluation.ablation))
    table = Table("Status dokumen", *STATUS.values())
    for name, own in (("dengan teks", evaluation.status), ("hasil pindai", evaluation.status_scans)):
        table.add_row(name, *(shown(own[each]) for each in STATUS))
    console.print(table)
    console.print(f"{len(evaluation.wrong)} label keliru; dokumen hilang tanpa keterangan: {evaluation.missing}")


def _matrix(first: str, figures: Mapping[str, Figures]) -> Table:
    numbers = (Column(_HEADS[name], justify="right", no_wrap=True) for name in SHORT)
    table = Table(Column(first), *numbers, box=box.SIMPLE, padding=(0, 1, 0, 0))
    for name, own in figures.items():
        table.add_row(name, *(shown(own[each]) for each in SHORT))
    return table
