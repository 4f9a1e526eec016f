"""The commands: each reads its arguments, calls one stage or the engine, prints, and gives an exit code."""

import functools
import sys
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_checker import __version__
from evidence_checker.cli import files, usage
from evidence_checker.errors import ExitCode, UnavailableError, UsageError
from evidence_checker.model import (
    Assessment,
    NextBand,
    Rubric,
    Score,
    TextSource,
    UnreadableDocument,
    UnreadableReason,
)
from evidence_checker.reading import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from evidence_checker.cli.terminal import Progress
    from evidence_checker.matching.classifier import Classifier

app = typer.Typer(
    name="evidence-checker",
    help="Membaca dokumen bukti dukung SPBE/Pemdi (PDF) dan mengusulkan tingkat kematangan yang dapat "
    "didukungnya, beserta kutipan. Semua berjalan di komputer ini, tanpa internet.",
    cls=usage.Group,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
)
rubrics = typer.Typer(
    name="rubric", help="Lihat dan periksa instrumen penilaian.", cls=usage.Group, rich_markup_mode=None
)
cache = typer.Typer(
    name="cache", help="Lihat dan kosongkan simpanan hasil baca.", cls=usage.Group, rich_markup_mode=None
)
app.add_typer(rubrics)
app.add_typer(cache)

RubricOption = Annotated[
    str, typer.Option("--rubric", metavar="ID", help="Instrumen: id, atau folder berisi rubric.yaml.")
]
JsonOption = Annotated[
    str | None, typer.Option("--json", metavar="BERKAS", help="Tulis hasil sebagai JSON; - ke stdout.")
]
HtmlOption = Annotated[str | None, typer.Option("--html", metavar="BERKAS", help="Tulis laporan HTML; - ke stdout.")]
PageSecondsOption = Annotated[
    float, typer.Option("--page-seconds", metavar="DETIK", min=0.1, help="Batas waktu membaca satu halaman.")
]
FileSecondsOption = Annotated[
    float, typer.Option("--file-seconds", metavar="DETIK", min=0.1, help="Batas waktu membaca satu berkas.")
]
MemoryOption = Annotated[
    int, typer.Option("--memory-mb", metavar="MB", min=256, help="Batas memori tiap proses pembaca.")
]
MaxPagesOption = Annotated[
    int, typer.Option("--max-pages", metavar="N", min=1, help="Berkas berhalaman lebih banyak tidak dibaca.")
]
MaxMbOption = Annotated[int, typer.Option("--max-mb", metavar="MB", min=1, help="Berkas lebih besar tidak dibaca.")]
DEFAULT_RUBRIC = "spbe-2020"


def dispatch(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    arguments = [each for each in arguments if each != "--debug"]
    result = app(args=arguments or ["--help"], prog_name="evidence-checker", standalone_mode=False)
    return result if isinstance(result, int) else ExitCode.OK


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Tampilkan versi program.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Tampilkan jejak lengkap bila program gagal.")] = False,
) -> None:
    if version:
        typer.echo(f"evidence-checker {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


# --- check -----------------------------------------------------------------------------------------------


@app.command(cls=usage.Command)
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Berkas PDF, atau folder berisi PDF.")],
    rubric: RubricOption = DEFAULT_RUBRIC,
    institution: Annotated[
        str, typer.Option("--institution", metavar="NAMA", help="Instansi yang dinilai, mis. 'Kabupaten X'.")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="TAHUN", help="Tahun evaluasi; bawaannya tahun dokumen terbaru."),
    ] = None,
    indicator: Annotated[
        list[int] | None,
        typer.Option("--indicator", metavar="N", help="Hanya indikator ini; boleh diulang."),
    ] = None,
    target: Annotated[
        int | None,
        typer.Option("--target", metavar="T", help="Keluar dengan kode 1 bila ada usulan di bawah tingkat T."),
    ] = None,
    json: JsonOption = None,
    html: HtmlOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Jangan cetak tabel dan ringkasan; peringatan tetap dicetak.")
    ] = False,
    page_seconds: PageSecondsOption = DEFAULT_LIMITS.page_seconds,
    file_seconds: FileSecondsOption = DEFAULT_LIMITS.file_seconds,
    memory_mb: MemoryOption = DEFAULT_LIMITS.memory_mb,
    max_pages: MaxPagesOption = DEFAULT_LIMITS.max_pages,
    max_mb: MaxMbOption = DEFAULT_LIMITS.max_mb,
) -> int:
    """Nilai dokumen bukti: usulkan tingkat tiap indikator beserta kutipannya."""
    from evidence_checker import engine, reading
    from evidence_checker.report import render

    limits = Limits(
        page_seconds=page_seconds,
        file_seconds=file_seconds,
        memory_mb=memory_mb,
        max_pages=max_pages,
        max_mb=max_mb,
    )
    instrument = _load(rubric)
    numbers = _known(instrument, indicator)
    _in_scale(instrument, target)
    if year is not None and not 1945 <= year <= 2999:
        raise UsageError(f"--year harus tahun empat angka seperti 2024; tertulis {year}.")
    found, skipped = files.pdfs(paths)
    files.check_outputs((json, html))
    if skipped:
        _warn(f"{len(skipped)} berkas dilewati karena bukan PDF: {_names(skipped)}")
    if not institution:
        _warn("instansi tidak disebut (--institution); dokumen instansi lain tidak dapat dikenali dengan pasti.")
    contents, lost = _contents(found)
    with _progress(len(contents), quiet) as advance:
        assessment = engine.assess(
            contents,
            instrument,
            institution=institution,
            year=year or 0,
            indicators=numbers,
            on_progress=advance,
            read_all=functools.partial(reading.read_all, limits=limits),
            classifier=_classifier(rubric),
        )
    assessment = replace(assessment, unreadable=assessment.unreadable + lost)
    for target_path, fmt in ((json, "json"), (html, "html")):
        if target_path is not None:
            files.write(target_path, render(assessment, fmt))
    _report_gaps(assessment)
    if not quiet and files.STDOUT not in (json, html):
        from evidence_checker.cli import terminal

        terminal.print_assessment(assessment)
    return _exit_code(assessment, target)


def _load(pack: str) -> Rubric:
    from evidence_checker import rubric

    return rubric.load(pack)


def _classifier(pack: str) -> "Classifier | None":
    from evidence_checker import learning, rubric

    return learning.load(rubric.folder(pack))


def _known(rubric: Rubric, numbers: list[int] | None) -> tuple[int, ...] | None:
    if not numbers:
        return None
    known = {each.number for each in rubric.indicators}
    unknown = sorted(set(numbers) - known)
    if unknown:
        raise UsageError(
            f"Indikator {', '.join(map(str, unknown))} tidak ada dalam {rubric.id}; "
            f"yang ada: {min(known)} sampai {max(known)}."
        )
    return tuple(sorted(set(numbers)))


def _in_scale(rubric: Rubric, level: int | None) -> None:
    if level is not None and not rubric.lowest <= level <= rubric.highest:
        raise UsageError(f"Tingkat {level} di luar skala {rubric.lowest} sampai {rubric.highest}.")


def _contents(paths: list[Path]) -> tuple[list[tuple[str, bytes]], tuple[UnreadableDocument, ...]]:
    """Read the files; one that cannot be opened does not stop the others."""
    contents: list[tuple[str, bytes]] = []
    lost: list[UnreadableDocument] = []
    for path in paths:
        try:
            contents.append((path.name, path.read_bytes()))
        except OSError as error:
            detail = f"Berkas tidak dapat dibuka ({error.strerror}); periksa izin dan letaknya, lalu ulangi."
            lost.append(UnreadableDocument(id="", name=path.name, reason=UnreadableReason.VANISHED, detail=detail))
    return contents, tuple(lost)


def _progress(files_: int, quiet: bool) -> "Progress":
    from evidence_checker.cli import terminal

    return terminal.Progress(files_, shown=not quiet and sys.stderr.isatty())


def _report_gaps(assessment: Assessment) -> None:
    from evidence_checker.report import view, wording

    for each in view.unread(assessment, wording.UNREAD_PAGES_DETAIL):
        _warn(wording.unread_line(each.name, each.reason, each.pages, each.detail))
    for name, hinted, found in assessment.misfiled:
        _warn(wording.misfiled(name, hinted, found))
    for repeated in assessment.copies:
        _warn(wording.copy(repeated))


def _exit_code(assessment: Assessment, target: int | None) -> ExitCode:
    if not assessment.documents:
        return ExitCode.UNAVAILABLE
    pages = (page for document in assessment.documents for page in document.pages)
    if assessment.unreadable or any(page.source is TextSource.UNREAD for page in pages):
        return ExitCode.INCOMPLETE
    if target is not None and any(proposal.level < target for proposal in assessment.proposals):
        return ExitCode.BELOW_TARGET
    return ExitCode.OK


def _warn(message: str) -> None:
    typer.echo(f"evidence-checker: {message}", err=True)


def _names(paths: list[Path], most: int = 5) -> str:
    rest = f" dan {len(paths) - most} lainnya" if len(paths) > most else ""
    return ", ".join(path.name for path in paths[:most]) + rest


# --- explain, score --------------------------------------------------------------------------------------


@app.command(cls=usage.Command)
def explain(
    number: Annotated[int, typer.Argument(metavar="N", help="Nomor indikator.")],
    rubric: RubricOption = DEFAULT_RUBRIC,
) -> None:
    """Tampilkan tangga satu indikator: apa yang diminta tiap tingkat."""
    from evidence_checker.cli import terminal

    instrument = _load(rubric)
    _known(instrument, [number])
    terminal.print_ladder(instrument, number)


@app.command(cls=usage.Command)
def score(
    levels: Annotated[
        str | None,
        typer.Argument(metavar="LEVELS", help="CSV dengan kolom indicator,level; atau JSON."),
    ] = None,
    raises: Annotated[
        list[str] | None,
        typer.Option("--raise", metavar="N=T", help="Andaikan indikator N bertingkat T; boleh diulang."),
    ] = None,
    index: Annotated[
        str | None,
        typer.Option("--index", metavar="NILAI", help="Nilai indeks saja: predikat dan kekurangannya."),
    ] = None,
    rubric: RubricOption = DEFAULT_RUBRIC,
    json: JsonOption = None,
) -> None:
    """Hitung indeks dan predikat dari tingkat tiap indikator, dan jarak ke predikat berikutnya."""
    from evidence_checker import scoring
    from evidence_checker.cli import levels as level_files

    instrument = _load(rubric)
    files.check_outputs((json,))
    if (levels is None) == (index is None):
        raise UsageError("Sebut berkas tingkat (LEVELS) atau nilai indeks (--index), salah satu saja.")
    if levels is None:
        value = _index(index or "")
        _show_index(value, scoring.band(instrument, value).name, scoring.next_band(instrument, value), json)
        return
    given = level_files.read(Path(levels))
    changed = {**given, **level_files.raised(raises or ())}
    before, after = scoring.score(instrument, given), scoring.score(instrument, changed)
    _show_score(before, after, scoring.to_next_band(instrument, changed), json)


def _index(text: str) -> Decimal:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UsageError(f"--index harus berupa bilangan seperti 2,49; tertulis \u201c{text}\u201d.")
    return value


def _show_index(value: Decimal, band: str, goal: NextBand | None, json: str | None) -> None:
    if json is not None:
        from evidence_checker.report import as_json

        content = {"index": as_json.rounded(value), "band": band}
        files.write(json, as_json.dumped({**content, "to_next_band": as_json.next_band(goal)}))
    if json != files.STDOUT:
        from evidence_checker.cli import terminal

        terminal.print_index(value, band, goal)


def _show_score(before: Score, after: Score, goal: NextBand | None, json: str | None) -> None:
    if json is not None:
        from evidence_checker.report import as_json

        content = as_json.score(after)
        del content["range"]
        files.write(json, as_json.dumped({**content, "to_next_band": as_json.next_band(goal)}))
    if json != files.STDOUT:
        from evidence_checker.cli import terminal

        terminal.print_score(before, after, goal)


# --- rubric ----------------------------------------------------------------------------------------------


@rubrics.command("list", cls=usage.Command)
def list_rubrics() -> None:
    """Sebut instrumen yang tersedia."""
    from evidence_checker import rubric

    for name in rubric.available():
        typer.echo(f"{name}  {rubric.load(name).title}")


@rubrics.command("lint", cls=usage.Command)
def lint_rubrics(
    packs: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="Instrumen yang diperiksa; tanpa ini: semuanya."),
    ] = None,
) -> int:
    """Periksa berkas instrumen: salah tulis, bobot, predikat, sumber, dan contoh."""
    from evidence_checker import rubric

    problems: list[str] = []
    names = packs or list(rubric.available())
    for name in names:
        folder = rubric.packs_root() / name if name in rubric.available() else Path(name)
        problems.extend(rubric.lint(folder))
    for problem in problems:
        typer.echo(problem)
    if problems:
        _warn(f"{len(problems)} kesalahan dalam {', '.join(names)}.")
        return ExitCode.USAGE
    typer.echo(f"Tidak ada kesalahan dalam {', '.join(names)}.")
    return ExitCode.OK


@rubrics.command("show", cls=usage.Command)
def show_rubric(
    pack: Annotated[str, typer.Argument(metavar="ID", help="Instrumen: id atau folder.")] = DEFAULT_RUBRIC,
) -> None:
    """Tampilkan isi instrumen: predikat, domain, aspek, indikator, dan bobotnya."""
    from evidence_checker.cli import terminal

    terminal.print_rubric(_load(pack))


# --- read, cache -----------------------------------------------------------------------------------------


@app.command(cls=usage.Command)
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Satu berkas PDF.")],
    institution: Annotated[str, typer.Option("--institution", metavar="NAMA", help="Instansi yang dinilai.")] = "",
) -> int:
    """Tampilkan apa yang terbaca dari satu berkas: halaman, bagian teks, alamat, dan perannya."""
    from evidence_checker import passages, reading, status
    from evidence_checker.cli import terminal

    found, _ = files.pdfs([file])
    contents, lost = _contents(found[:1])
    document = lost[0] if lost else reading.read(*contents[0])
    if isinstance(document, UnreadableDocument):
        raise UnavailableError(f"{document.name}: {document.detail}")
    parts = passages.segment(document)
    terminal.print_reading(document, parts, status.describe(document, parts, institution=institution))
    unread = any(page.source is TextSource.UNREAD for page in document.pages)
    return ExitCode.INCOMPLETE if unread else ExitCode.OK


@cache.command("info", cls=usage.Command)
def show_cache() -> None:
    """Sebut letak dan ukuran simpanan hasil baca."""
    from evidence_checker.reading import cache as pages

    state = pages.info()
    if state.folder is None:
        typer.echo("Simpanan dimatikan.")
    else:
        typer.echo(f"{state.folder}\n{state.entries} dokumen, {state.bytes} bita")


@cache.command("clear", cls=usage.Command)
def clear_cache() -> None:
    """Kosongkan simpanan hasil baca."""
    from evidence_checker.reading import cache as pages

    state = pages.clear()
    typer.echo(f"{state.entries} dokumen dihapus dari simpanan, {state.bytes} bita.")
