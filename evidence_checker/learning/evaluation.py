"""Gold labels and their papers to an `Evaluation`: figures, intervals, ablation, and every wrong label.

Papers are read once and judged by each matcher of the ablation; what is measured is the published JSON.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_checker import __version__, engine, reading, rubric
from evidence_checker.learning import ablation, gold, measures, weights
from evidence_checker.learning.gold import Gold
from evidence_checker.learning.measures import Figures, PageText, Tally, Wrong
from evidence_checker.matching import similar
from evidence_checker.matching.classifier import Classifier
from evidence_checker.model import Document, Paper, Rubric, UnreadableDocument
from evidence_checker.reading import pdfium
from evidence_checker.report import render

WHOLE = ablation.WHOLE
_BEST_BY = "condition_f1"
_COSINE = "kosinus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """How well the program reads a gold set; shares are 0-1, None where there was nothing to count."""

    tool: str
    rubrics: tuple[tuple[str, str], ...]  # id and digest
    classifier: str  # digest
    submissions: tuple[str, ...]
    figures: Figures
    intervals: Mapping[str, tuple[float, float]]
    by_kind: Mapping[str, Figures]
    by_submission: Mapping[str, Figures]
    status: Figures
    status_scans: Figures
    missing: int  # papers neither read nor reported
    ablation: Mapping[str, Figures]
    reliability: tuple[tuple[float, float, int], ...]
    threshold: float
    wrong: tuple[Wrong, ...]


def evaluate(
    labels: Path,
    documents: Path,
    *,
    quick: bool = False,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Measure on the gold labels of one folder with the papers of another; `quick` leaves the ablation out.

    Raises UsageError where labels or papers are missing or broken.
    """
    golds = gold.read(labels)
    names = sorted({each.rubric for each in golds})
    packs = {name: rubric.load(name) for name in names}
    trained = {name: weights.load(rubric.folder(name)) for name in names}
    matchers = ablation.matchers() if not quick else {WHOLE: ablation.matchers()[WHOLE]}
    tallies: dict[str, list[Tally]] = {name: [] for name in matchers}
    for done, each in enumerate(golds, start=1):
        pack = packs[each.rubric]
        for name, tally in _judged(each, documents, pack, trained[each.rubric], matchers):
            tallies[name].append(tally)
        if on_progress:
            on_progress(each.submission, done, len(golds))
    return _summed(golds, packs, trained, tallies)


def _judged(
    labels: Gold, documents: Path, pack: Rubric, classifier: Classifier | None, matchers: Mapping[str, ablation.Match]
) -> Iterator[tuple[str, Tally]]:
    files = _files(labels, documents)
    papers, unreadable = _read(files, labels.institution)
    kinds = {indicator.number: indicator.kind for indicator in pack.indicators}
    with _PageTexts(files) as texts:
        for name, match in matchers.items():
            assessment = engine.judge(
                papers,
                unreadable,
                pack,
                institution=labels.institution,
                year=labels.year,
                classifier=classifier,
                match=match,
            )
            published: Mapping[str, Any] = json.loads(render(assessment, "json"))
            page_text: PageText = texts if name == WHOLE else _no_text
            yield name, measures.count(labels, published, kinds, page_text)


def _files(labels: Gold, documents: Path) -> list[tuple[str, bytes]]:
    found = []
    for each in labels.documents:
        path = gold.locate(documents, labels.submission, each.file)
        if path.is_file():
            found.append((each.file, path.read_bytes()))
    return sorted(set(found))


def _read(files: Sequence[tuple[str, bytes]], institution: str) -> tuple[list[Paper], list[UnreadableDocument]]:
    read = list(reading.read_all(files))
    papers = engine.describe([each for each in read if isinstance(each, Document)], institution)
    return papers, [each for each in read if isinstance(each, UnreadableDocument)]


def _no_text(_name: str, _page: int) -> str:
    return ""


class _PageTexts:
    """The text of pages as PDFium alone gives it, to check quotes against another reader's words."""

    def __init__(self, files: Sequence[tuple[str, bytes]]) -> None:
        self._files = dict(files)
        self._open: dict[str, pdfium.PdfiumFile | None] = {}
        self._texts: dict[tuple[str, int], str] = {}
        self._stack = ExitStack()

    def __enter__(self) -> "_PageTexts":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def __call__(self, name: str, page: int) -> str:
        if (name, page) not in self._texts:
            self._texts[(name, page)] = self._text(name, page)
        return self._texts[(name, page)]

    def _text(self, name: str, page: int) -> str:
        try:
            if name not in self._open:
                self._open[name] = self._stack.enter_context(pdfium.open_file(self._files[name]))
            pdf = self._open[name]
            if pdf is None or not 1 <= page <= len(pdf):
                return ""
            return "".join(glyph.text for glyph in pdf.glyphs(page))
        except pdfium.PdfiumError:
            self._open.setdefault(name, None)
            return ""


def _summed(
    golds: Sequence[Gold],
    packs: Mapping[str, Rubric],
    trained: Mapping[str, Classifier | None],
    tallies: Mapping[str, Sequence[Tally]],
) -> Evaluation:
    whole = tallies[WHOLE]
    kinds = sorted({name for tally in whole for name in tally.pairs})
    fitted = next((each.weights for each in trained.values() if each is not None), None)
    return Evaluation(
        tool=__version__,
        rubrics=tuple((name, pack.digest) for name, pack in sorted(packs.items())),
        classifier=fitted.digest if fitted else "",
        submissions=tuple(each.submission for each in golds),
        figures=measures.figures(whole),
        intervals=measures.intervals(whole),
        by_kind={kind: measures.figures(whole, kind) for kind in kinds},
        by_submission={tally.submission: measures.figures([tally]) for tally in whole},
        status=measures.status_figures(whole),
        status_scans=measures.status_figures(whole, scans=True),
        missing=sum(tally.papers["silently_missing"] for tally in whole),
        ablation=_table({name: measures.figures(own) for name, own in tallies.items()}),
        reliability=fitted.reliability if fitted else (),
        threshold=similar.SHOWS,
        wrong=tuple(wrong for tally in whole for wrong in tally.wrong),
    )


def _table(rows: Mapping[str, Figures]) -> dict[str, Figures]:
    """Keep of the cosine baselines the one that suits this gold best."""
    cosines = [name for name in rows if name.startswith(_COSINE)]
    best = max(cosines, key=lambda name: rows[name][_BEST_BY] or 0.0, default="")
    return {name: row for name, row in rows.items() if name == best or name not in cosines}


def to_json(evaluation: Evaluation) -> bytes:
    """Give an evaluation as JSON (UTF-8, a newline at the end); equal evaluations give equal bytes."""
    content = {
        "tool": {"version": evaluation.tool},
        "rubrics": [{"id": name, "digest": digest} for name, digest in evaluation.rubrics],
        "classifier": {"digest": evaluation.classifier, "threshold": evaluation.threshold},
        "submissions": list(evaluation.submissions),
        "figures": evaluation.figures,
        "intervals": {name: list(ends) for name, ends in evaluation.intervals.items()},
        "by_kind": evaluation.by_kind,
        "by_submission": evaluation.by_submission,
        "status": evaluation.status,
        "status_scans": evaluation.status_scans,
        "silently_missing": evaluation.missing,
        "ablation": evaluation.ablation,
        "reliability": [
            {"likelihood": mean, "share": share, "cases": cases} for mean, share, cases in evaluation.reliability
        ],
        "wrong": [_wrong(each) for each in evaluation.wrong],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _wrong(each: Wrong) -> dict[str, Any]:
    return {
        "submission": each.submission,
        "indicator": each.indicator,
        "what": each.what,
        "wanted": each.wanted,
        "said": each.said,
        "reason": each.reason,
        "citations": [_cited(*c) for c in each.citations],
        "gold": [_cited(*c) for c in each.gold],
        "why": each.why,
    }


def _cited(file: str, page: int, quote: str) -> dict[str, Any]:
    return {"file": file, "page": page, "quote": quote}
