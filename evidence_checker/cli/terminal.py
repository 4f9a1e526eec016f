"""Tables and progress on the terminal, in Indonesian."""

from decimal import Decimal
from types import TracebackType

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from evidence_checker.model import (
    Assessment,
    Document,
    DocumentStatus,
    NextBand,
    Passage,
    Proposal,
    Rubric,
    Score,
)
from evidence_checker.report import narrative, view, wording

_PIPED_WIDTH = 120


class Progress:
    """A bar on stderr, one step a document; does nothing unless `shown`."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not shown,
        )
        self._task = self._bar.add_task("Membaca dokumen", total=total)

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, name: str, done: int, total: int) -> None:
        """Show that `done` of `total` documents are read, and the name of the last."""
        self._bar.update(self._task, completed=done, total=total, description=wording.shortened(name, 40))


class _Screen(Console):
    """Results on stdout; a reader that has seen enough (`| head`) is no failure of ours."""

    def on_broken_pipe(self) -> None:
        """Leave it to whoever knows the exit codes."""
        raise BrokenPipeError


def console() -> Console:
    """Give the console for results: as wide as the terminal, or wide enough to read when piped."""
    screen = _Screen(highlight=False, emoji=False, markup=False)
    if not screen.is_terminal:
        screen.width = _PIPED_WIDTH
    return screen


def print_assessment(assessment: Assessment) -> None:
    """Print a table of proposals for each group, and the summary."""
    out = console()
    for at, (group, proposals) in enumerate(_by_group(assessment)):
        table = Table(
            box=box.SIMPLE_HEAD,
            pad_edge=False,
            expand=True,
            show_header=not at,
            title=Text(group, style="bold"),
            title_justify="left",
        )
        table.add_column("No", justify="right", width=3)
        table.add_column("Indikator", ratio=5)
        table.add_column("Tingkat", justify="center", width=7)
        table.add_column("Maks.", justify="center", width=5)
        table.add_column("Yang belum terpenuhi", ratio=7)
        table.add_column("Kutipan terbaik", ratio=6)
        for proposal in proposals:
            table.add_row(*_row(assessment, proposal))
        out.print(table)
    _print_summary(out, assessment)


def _by_group(assessment: Assessment) -> list[tuple[str, list[Proposal]]]:
    groups = {group.id: group.name for group in assessment.rubric.groups}
    found: dict[str, list[Proposal]] = {}
    for proposal in sorted(assessment.proposals, key=lambda each: each.indicator):
        name = groups[assessment.rubric.indicator(proposal.indicator).group]
        found.setdefault(name, []).append(proposal)
    return list(found.items())


def _row(assessment: Assessment, proposal: Proposal) -> tuple[Text, ...]:
    indicator = assessment.rubric.indicator(proposal.indicator)
    blocked = view.blocking(indicator, proposal)
    first = f"{wording.VERDICTS[blocked[0][1].verdict].capitalize()}: {blocked[0][0].text}" if blocked else ""
    best = narrative.best(assessment, proposal)
    cited = ""
    if best is not None:
        document, support = best
        place = wording.where(support.citation.address, support.citation.spans[0].page)
        cited = f"{wording.shortened(document.name, 40)}, {place}"
    level = Text(str(proposal.level), style="bold green" if proposal.level > assessment.rubric.lowest else "")
    return (
        Text(str(proposal.indicator)),
        Text(wording.shortened(indicator.name, 80)),
        level,
        Text(str(proposal.ceiling) if proposal.ceiling > proposal.level else "\u2013"),
        Text(wording.shortened(first, 110)),
        Text(cited),
    )


def _print_summary(out: Console, assessment: Assessment) -> None:
    score = assessment.score
    if score is not None:
        out.print(Text(wording.summary_line(score.value, score.band), style="bold"))
        if score.high > score.low:
            out.print(Text(wording.range_line(score.low, score.high)))
    out.print(Text(wording.documents_line(len(assessment.documents), len(assessment.unreadable))))
    out.print(Text(wording.OUTSIDE))


def print_ladder(rubric: Rubric, number: int) -> None:
    """Print the ladder of one indicator: its levels, what each asks, and what would satisfy it."""
    out = console()
    indicator = rubric.indicator(number)
    out.print(Text(f"Indikator {number}: {indicator.name}", style="bold"))
    out.print(Text(f"Bobot {wording.weight(indicator.weight)} %. Sumber: {indicator.source}."))
    out.print(Text(indicator.explanation))
    for level in indicator.levels:
        out.print()
        inherits = f" (mencakup seluruh syarat tingkat {level.inherits})" if level.inherits else ""
        out.print(Text(f"Tingkat {level.number} \u2013 {level.name}{inherits}", style="bold"))
        for condition in level.conditions:
            marks = (wording.ROLES[condition.role], wording.CHECKS[condition.check])
            suffix = f" [{'; '.join(filter(None, marks))}]" if any(marks) else ""
            _print_item(out, f"- {condition.text}{suffix}", indent=2)
            for element in condition.elements:
                _print_item(out, f"\u00b7 {element.name}", indent=6)
            if condition.advice:
                _print_item(out, f"{wording.ADVICE}: {condition.advice}", indent=4)


def _print_item(out: Console, text: str, *, indent: int) -> None:
    """Print text with all its lines indented."""
    out.print(Padding(Text(text), (0, 0, 0, indent), expand=False))


def print_index(value: Decimal, band: str, goal: NextBand | None) -> None:
    """Print predikat of an index and what it lacks to the next."""
    out = console()
    out.print(Text(f"Indeks {wording.number(value)}: {band}", style="bold"))
    out.print(Text(wording.next_band(goal)))


def print_score(before: Score, after: Score, goal: NextBand | None) -> None:
    """Print the value of each domain and aspect and the index, with the change if levels were raised."""
    out = console()
    changed = before != after
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Domain / aspek")
    table.add_column("Nilai", justify="right")
    if changed:
        table.add_column("Menjadi", justify="right")
    for old, new in zip(before.by_group, after.by_group, strict=True):
        values = [wording.number(old.value), wording.number(new.value)]
        table.add_row(Text(f"{old.kind.capitalize()} {old.name}"), *values[: 2 if changed else 1])
    out.print(table)
    if changed:
        out.print(Text(f"Semula {wording.number(before.value)} ({before.band})."))
    print_index(after.value, after.band, goal)
    if goal is not None and goal.raises:
        out.print(Text(wording.rises(goal.raises)))


def print_rubric(rubric: Rubric) -> None:
    """Print title, bands, and every indicator under its group, with weights."""
    out = console()
    out.print(Text(f"{rubric.id}: {rubric.title}", style="bold"))
    out.print(Text(f"Sumber: {rubric.source}"))
    out.print(Text(f"Tingkat {rubric.lowest} sampai {rubric.highest}. Sidik berkas: {rubric.digest}"))
    for band in rubric.bands:
        edges = ("[" if band.includes_low else "(", "]" if band.includes_high else ")")
        scale = f"{edges[0]}{wording.weight(band.low)}; {wording.weight(band.high)}{edges[1]}"
        out.print(Text(f"  {band.name:<16} {scale}"))
    _print_groups(out, rubric, parent="", depth=0)


def _print_groups(out: Console, rubric: Rubric, *, parent: str, depth: int) -> None:
    for group in rubric.groups:
        if group.parent != parent:
            continue
        title = f"{group.kind.capitalize()} {group.name} ({wording.weight(group.weight)} %)"
        out.print(Text(f"{'  ' * depth}{title}", style="bold"))
        _print_groups(out, rubric, parent=group.id, depth=depth + 1)
        for indicator in rubric.indicators:
            if indicator.group == group.id:
                line = f"{indicator.number:>3}  {indicator.name} ({wording.weight(indicator.weight)} %)"
                out.print(Text(f"{'  ' * (depth + 1)}{line}"))


def print_reading(document: Document, passages: tuple[Passage, ...], status: DocumentStatus) -> None:
    """Print what was read of a document: its status, its pages, and its passages with place and role."""
    out = console()
    out.print(Text(f"{document.name}  sha256 {document.id}", style="bold"))
    out.print(Text(wording.document_title(status)))
    force = f"Status: {wording.FORCES[status.force]}. {status.reason}"
    out.print(Text(f"{force} Penerbit: {status.institution or '-'}. Tanggal: {status.date or '-'}."))
    for page in document.pages:
        quality = "" if page.quality is None else f", mutu {page.quality:.2f}"
        line = f"halaman {page.number}: {wording.SOURCES[page.source]}, {len(page.text)} huruf{quality}"
        out.print(Text(f"{line}. {page.note}" if page.note else line))
    for passage in passages:
        pages = wording.page_ranges(tuple({run.page for run in passage.runs}))
        leads = f" <- {', '.join(map(str, passage.lead_ins))}" if passage.lead_ins else ""
        label = passage.address.label() or "-"
        out.print(Text(f"[{passage.index}] hlm. {pages} {passage.role.value} {label}{leads}", style="bold"))
        _print_item(out, passage.text, indent=4)
