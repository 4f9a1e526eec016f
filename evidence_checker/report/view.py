"""What every format shares: the assessment's parts in reading order, each beside what belongs to it."""

from dataclasses import dataclass
from decimal import Decimal

from evidence_checker.model import (
    Assessment,
    Condition,
    ConditionResult,
    ConditionRole,
    Document,
    Indicator,
    Level,
    Page,
    Proposal,
    TextSource,
    UnreadableDocument,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file, or some pages of one, that could not be read. `pages` is empty when it is the whole file."""

    name: str
    reason: str
    detail: str
    pages: tuple[int, ...] = ()


UNREAD_PAGES = "unread_pages"


def unread_pages(document: Document) -> tuple[Page, ...]:
    """Give the pages of a document that could not be read."""
    return tuple(page for page in document.pages if page.source is TextSource.UNREAD)


def unread(assessment: Assessment, pages_detail: str) -> tuple[Unread, ...]:
    """Give all that could not be read, by file name; `pages_detail` speaks for pages without a note."""
    found = [_whole(document) for document in assessment.unreadable]
    for document in assessment.documents:
        pages = unread_pages(document)
        if pages:
            notes = dict.fromkeys(page.note for page in pages if page.note)
            found.append(
                Unread(
                    name=document.name,
                    reason=UNREAD_PAGES,
                    detail=" ".join(notes) or pages_detail,
                    pages=tuple(page.number for page in pages),
                )
            )
    return tuple(sorted(found, key=lambda each: (each.name, each.reason, each.pages)))


def _whole(document: UnreadableDocument) -> Unread:
    return Unread(name=document.name, reason=document.reason.value, detail=document.detail)


def documents(assessment: Assessment) -> tuple[Document, ...]:
    """Give the readable documents by name; equal names by digest."""
    return tuple(sorted(assessment.documents, key=lambda each: (each.name, each.id)))


def ladder(indicator: Indicator, proposal: Proposal) -> tuple[tuple[Level, Condition, ConditionResult], ...]:
    """Give every condition of every level with its result, in the rubric's order.

    A condition that no stage judged reads as not found; a floor is always met.
    """
    results = {(result.level, result.condition): result for result in proposal.results}
    rungs = []
    for level in indicator.levels:
        for condition in level.conditions:
            result = results.get((level.number, condition.id)) or _unjudged(indicator, level, condition)
            rungs.append((level, condition, result))
    return tuple(rungs)


def _unjudged(indicator: Indicator, level: Level, condition: Condition) -> ConditionResult:
    floor = condition.role is ConditionRole.FLOOR
    return ConditionResult(
        indicator=indicator.number,
        level=level.number,
        condition=condition.id,
        verdict=Verdict.SUPPORTED if floor else Verdict.NOT_FOUND,
    )


def blocking(indicator: Indicator, proposal: Proposal) -> tuple[tuple[Condition, ConditionResult], ...]:
    """Give the conditions that keep the proposal from the next level, with their results.

    An id that several levels share means the lowest level above the proposed one that has it.
    """
    above = [rung for rung in ladder(indicator, proposal) if rung[0].number > proposal.level]
    found = []
    for name in proposal.blocking:
        match = next(((c, r) for _, c, r in above if c.id == name), None)
        if match is not None:
            found.append(match)
    return tuple(found)


def used(assessment: Assessment) -> dict[str, tuple[int, ...]]:
    """Give for each readable document the indicators for which it shows a condition at least partly."""
    found: dict[str, set[int]] = {document.id: set() for document in assessment.documents}
    for proposal in assessment.proposals:
        for result in proposal.results:
            if result.verdict in (Verdict.SUPPORTED, Verdict.PARTLY):
                for support in result.supports:
                    found[support.citation.document].add(proposal.indicator)
    return {document: tuple(sorted(numbers)) for document, numbers in found.items()}


_EFFORT = {
    Verdict.SUPPORTED: 0,
    Verdict.PARTLY: 1,
    Verdict.PLANNED: 2,
    Verdict.UNREADABLE: 3,
    Verdict.MANUAL: 3,
    Verdict.CONTRADICTED: 3,
    Verdict.NOT_FOUND: 3,
}


def first_steps(assessment: Assessment) -> tuple[Proposal, ...]:
    """Give the proposals that something blocks, smallest gap first; of equal gaps the heaviest indicator.

    This orders what to read first; it changes no level.
    """

    def gap(proposal: Proposal) -> tuple[int, Decimal, int]:
        indicator = assessment.rubric.indicator(proposal.indicator)
        blocked = [result for _, result in blocking(indicator, proposal)]
        effort = sum(_EFFORT[result.verdict] + len(result.missing_elements) for result in blocked)
        return effort, -indicator.weight, proposal.indicator

    return tuple(sorted((each for each in assessment.proposals if each.blocking), key=gap))
