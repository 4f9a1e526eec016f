"""Figures of an evaluation as tables on the terminal."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from evidence_checker.learning.evaluation import Evaluation
from evidence_checker.learning.evaluation_html import NAMES, SHORT, shown
from evidence_checker.learning.measures import Figures


def print_evaluation(evaluation: Evaluation) -> None:
    """Print the figures with their intervals, by kind of indicator, and what each mechanism adds."""
    console = Console(soft_wrap=True)
    table = Table("Ukuran", "Nilai", "Rentang 95%", title=f"{len(evaluation.submissions)} berkas penilaian")
    for name, title in NAMES.items():
        ends = evaluation.intervals.get(name)
        table.add_row(title, shown(evaluation.figures[name]), f"{shown(ends[0])}–{shown(ends[1])}" if ends else "–")
    for name, title in (("trap_hits", "Jebakan terkena"), ("firm", "Label dengan bukti jelas")):
        table.add_row(title, shown(evaluation.figures[name]), "")
    console.print(table)
    console.print(_matrix("Jenis indikator", evaluation.by_kind))
    console.print(_matrix("Cara menilai", evaluation.ablation))
    fields = {"dengan teks": evaluation.status, "hasil pindai": evaluation.status_scans}
    console.print(_rows("Status dokumen", fields, tuple(evaluation.status)))
    console.print(f"{len(evaluation.wrong)} label keliru; dokumen hilang tanpa keterangan: {evaluation.missing}")


def _matrix(first: str, figures: Mapping[str, Figures]) -> Table:
    return _rows(first, figures, SHORT)


def _rows(first: str, figures: Mapping[str, Figures], columns: Sequence[str]) -> Table:
    table = Table(first, *(NAMES.get(name, name) for name in columns))
    for name, own in figures.items():
        table.add_row(name, *(shown(own[each]) for each in columns))
    return table
