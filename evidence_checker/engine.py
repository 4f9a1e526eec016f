"""Runs the stages in order for one submission."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from evidence_checker import __version__, copies, levelling, matching, passages, reading, scoring, status
from evidence_checker.matching.classifier import Classifier
from evidence_checker.model import (
    Assessment,
    ClassifierCard,
    ConditionResult,
    Copy,
    Document,
    Paper,
    Proposal,
    Rubric,
    TextSource,
    UnreadableDocument,
    Verdict,
)

# How guideline and portal name files: "F2201-287-Indikator_01_+_...pdf", "[Indikator 42a] ...pdf", "21.b. ....pdf".
_HINTS = (
    re.compile(r"indikator[\s_\-]*0*(\d{1,2})(?!\d)", re.IGNORECASE),
    re.compile(r"^0*(\d{1,2})\s*[.\-_]\s*[a-z]\s*[.\-_ ]", re.IGNORECASE),
)

_Match = Callable[..., tuple[ConditionResult, ...]]  # as matching.match
_ReadAll = Callable[[Sequence[tuple[str, bytes]]], Iterable[Document | UnreadableDocument]]


def assess(
    files: Sequence[tuple[str, bytes]],
    rubric: Rubric,
    *,
    institution: str = "",
    year: int = 0,
    indicators: Sequence[int] | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
    read_all: _ReadAll = reading.read_all,
    classifier: Classifier | None = None,
) -> Assessment:
    """Assess one submission: (base name, bytes) of each file, in any order.

    `year` 0 takes the newest year among the papers; `indicators` None takes all; `on_progress` is told the name,
    how many files are read, and how many there are; `classifier` is the pack's, if it has one. The same files give
    the same assessment in any order.
    """
    ordered = sorted(set(files))
    documents, unreadable = _read_all(ordered, read_all, on_progress)
    papers = describe(documents, institution)
    return judge(
        papers, unreadable, rubric, institution=institution, year=year, indicators=indicators, classifier=classifier
    )


def judge(
    papers: Sequence[Paper],
    unreadable: Sequence[UnreadableDocument],
    rubric: Rubric,
    *,
    institution: str = "",
    year: int = 0,
    indicators: Sequence[int] | None = None,
    classifier: Classifier | None = None,
    match: _Match = matching.match,
) -> Assessment:
    """Assess papers that are already read and described; the rest as in `assess`. `match` may be another matcher."""
    documents = [p.document for p in papers]
    at_year = year or max((p.status.year or 0 for p in papers), default=0)
    hints = {d.id: hint for d in documents if (hint := hinted(d.name)) is not None}
    results = match(rubric, papers, year=at_year, indicators=indicators, hints=hints, classifier=classifier)
    repeated = copies.find(papers)
    proposals = _propose(rubric, _doubted(results, repeated), documents, unreadable, indicators)
    levels = {p.indicator: p.level for p in proposals}
    whole = len(levels) == len(rubric.indicators)
    return Assessment(
        tool_version=__version__,
        rubric=rubric,
        classifier=ClassifierCard(digest=classifier.weights.digest if classifier else ""),
        institution=institution,
        year=at_year,
        documents=tuple(documents),
        statuses=tuple(p.status for p in papers),
        unreadable=tuple(unreadable),
        proposals=proposals,
        score=scoring.score(rubric, levels, {p.indicator: p.ceiling for p in proposals}) if whole else None,
        misfiled=_misfiled(documents, hints, proposals),
        next_band=scoring.to_next_band(rubric, levels) if whole else None,
        copies=repeated,
    )


def _doubted(results: Sequence[ConditionResult], repeated: Sequence[Copy]) -> list[ConditionResult]:
    """Mark for review what rests only on an older text that was given a new date."""
    redated = {copy.document for copy in repeated if copy.redated}
    return [
        replace(r, doubtful=True) if r.supports and all(s.citation.document in redated for s in r.supports) else r
        for r in results
    ]


def hinted(name: str) -> int | None:
    """Give the indicator that a file name says it was uploaded for, or None."""
    for pattern in _HINTS:
        m = pattern.search(name)
        if m:
            return int(m.group(1))
    return None


def _read_all(
    files: Sequence[tuple[str, bytes]], read_all: _ReadAll, on_progress: Callable[[str, int, int], None] | None
) -> tuple[list[Document], list[UnreadableDocument]]:
    documents: list[Document] = []
    unreadable: list[UnreadableDocument] = []
    for done, ((name, _), found) in enumerate(zip(files, read_all(files), strict=True), start=1):
        if isinstance(found, Document):
            documents.append(found)
        else:
            unreadable.append(found)
        if on_progress:
            on_progress(name, done, len(files))
    return documents, unreadable


def describe(documents: Iterable[Document], institution: str) -> list[Paper]:
    """Segment documents and tell what each is, in their order; papers of one submission know of each other."""
    parts = [(document, passages.segment(document)) for document in documents]
    statuses = status.settle(tuple(status.describe(d, found, institution=institution) for d, found in parts))
    return [
        Paper(document=document, passages=found, status=described)
        for (document, found), described in zip(parts, statuses, strict=True)
    ]


def _propose(
    rubric: Rubric,
    results: Sequence[ConditionResult],
    documents: Sequence[Document],
    unreadable: Sequence[UnreadableDocument],
    indicators: Sequence[int] | None,
) -> tuple[Proposal, ...]:
    blind = [d.name for d in documents if d.pages and all(p.source is TextSource.UNREAD for p in d.pages)]
    unseen = [u.name for u in unreadable] + blind
    awaited = {hinted(name) for name in unseen}
    in_the_dark = bool(unseen) and len(blind) == len(documents)
    unread = bool(unseen) or any(p.source is TextSource.UNREAD for d in documents for p in d.pages)
    proposals = []
    for indicator in rubric.indicators:
        if indicators is not None and indicator.number not in indicators:
            continue
        own = [r for r in results if r.indicator == indicator.number]
        if in_the_dark or indicator.number in awaited:
            own = [_unread(r) for r in own]
        proposals.append(levelling.propose(indicator, own, unread=unread))
    return tuple(proposals)


def _unread(result: ConditionResult) -> ConditionResult:
    """Say "unreadable" instead of "not found" where the file for it could not be read, or none could."""
    if result.verdict is not Verdict.NOT_FOUND or result.near_misses or result.reason.startswith("penanda"):
        return result
    return replace(
        result,
        verdict=Verdict.UNREADABLE,
        reason="tidak ditemukan pada berkas yang terbaca; ada berkas yang tidak terbaca",
    )


def _misfiled(
    documents: Sequence[Document], hints: dict[str, int], proposals: Sequence[Proposal]
) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
    """Name the files whose content supports other indicators than the one that their name gives."""
    found = []
    for document in documents:
        hint = hints.get(document.id)
        if hint is None:
            continue
        cited = {
            p.indicator
            for p in proposals
            for r in p.results
            if r.verdict is Verdict.SUPPORTED
            for s in r.supports
            if s.citation.document == document.id
        }
        if cited and hint not in cited:
            found.append((document.name, hint, tuple(sorted(cited))))
    return tuple(found)
