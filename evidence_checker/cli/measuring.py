"""The commands for whoever improves the program: fit the classifier, and measure against gold labels."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from evidence_checker.cli import files, usage
from evidence_checker.cli.commands import DEFAULT_RUBRIC, HtmlOption, JsonOption, RubricOption, app

_CARD = "model-card.md"


@app.command(cls=usage.Command)
def train(
    rubric: RubricOption = DEFAULT_RUBRIC,
    card: Annotated[
        str | None,
        typer.Option("--card", metavar="BERKAS", help="Tempat kartu model; bawaannya docs/, atau folder instrumen."),
    ] = None,
) -> None:
    """Latih pengklasifikasi dari contoh instrumen dan korpus, lalu tulis bobot dan kartu modelnya."""
    from evidence_checker import learning
    from evidence_checker import rubric as packs

    folder = packs.folder(rubric)
    target = Path(card) if card is not None else _card(folder)
    weights = folder / learning.FILE
    files.check_outputs((str(weights), str(target)))
    instrument = packs.load(rubric)
    known = {(i.number, c.id) for i in instrument.indicators for level in i.levels for c in level.conditions}
    corpus = [e for e in packs.passages() if any((e.indicator, condition) in known for condition, _ in e.expect)]
    examples = (*packs.examples(rubric), *corpus)
    fitted = learning.fit(instrument, examples)
    files.write(str(weights), fitted.content)
    files.write(str(target), learning.model_card(instrument, examples, fitted).encode())
    typer.echo(
        f"{weights}: {fitted.conditions} syarat dari {fitted.rows} bagian teks, {len(fitted.content)} bita.\n{target}"
    )


def _card(folder: Path) -> Path:
    docs = folder.resolve().parent.parent / "docs"
    return docs / _CARD if docs.is_dir() else folder / _CARD


@app.command(cls=usage.Command)
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="EMAS", help="Folder label: *.yaml, atau */expected.yaml.")],
    documents: Annotated[str, typer.Argument(metavar="DOKUMEN", help="Folder dokumennya.")],
    json: JsonOption = None,
    html: HtmlOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Tanpa pembanding: tabel apa yang ditambahkan tiap mekanisme.")
    ] = False,
) -> None:
    """Ukur ketepatan program terhadap label emas, dengan rentang, pembanding, dan daftar label yang keliru."""
    from evidence_checker.cli import evaluation as tables
    from evidence_checker.learning import evaluation, evaluation_html

    files.check_outputs((json, html))
    measured = evaluation.evaluate(Path(gold), Path(documents), quick=quick, on_progress=_progress())
    if json is not None:
        files.write(json, evaluation.to_json(measured))
    if html is not None:
        files.write(html, evaluation_html.to_html(measured))
    if files.STDOUT not in (json, html):
        tables.print_evaluation(measured)


def _progress() -> Callable[[str, int, int], None]:
    shown = sys.stderr.isatty()

    def tell(name: str, done: int, total: int) -> None:
        if shown:
            typer.echo(f"{done}/{total} {name}", err=True)

    return tell
