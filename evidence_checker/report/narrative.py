"""Fakta, Analisis and Justifikasi of one proposal, made to be copied into the official form."""

from dataclasses import asdict, dataclass

from evidence_checker.model import (
    Assessment,
    Condition,
    ConditionResult,
    ConditionRole,
    Document,
    Indicator,
    Level,
    Proposal,
    Support,
    Verdict,
)
from evidence_checker.report import view, wording

_PLACES_A_CONDITION = 3
_PLACES_A_DOCUMENT = 12
_NEAR_MISSES = 3
_IDLE_NAMED = 3
_QUOTE = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The three parts of the ministry's form, each plain text with one statement a line."""

    fakta: str
    analisis: str
    justifikasi: str

    def as_dict(self) -> dict[str, str]:
        """Give the parts by their official names, in their order."""
        return asdict(self)


def of(assessment: Assessment, proposal: Proposal) -> Narrative:
    """Write the narrative of one proposal from its results alone."""
    indicator = assessment.rubric.indicator(proposal.indicator)
    return Narrative(
        fakta="\n".join(_facts(assessment, indicator, proposal)),
        analisis="\n".join(_analysis(indicator, proposal) + _near_misses(assessment, proposal)),
        justifikasi=_justification(indicator, proposal),
    )


def _facts(assessment: Assessment, indicator: Indicator, proposal: Proposal) -> list[str]:
    statuses = {status.document: status for status in assessment.statuses}
    cited = _supports(indicator, proposal)
    lines = []
    for document in view.documents(assessment):
        supports = [each for each in cited if each.citation.document == document.id]
        if supports:
            title = wording.document_title(statuses.get(document.id))
            lines.append(wording.fact(title, document.name, _places(supports)))
    if not lines:
        lines.append(wording.no_fact(len(assessment.documents)))
        lines.extend(_unused(assessment))
    lines.extend(_reservations(assessment, proposal))
    return lines


def _unused(assessment: Assessment) -> list[str]:
    """Say why documents show nothing at all, where they are few enough to name."""
    statuses = {status.document: status for status in assessment.statuses}
    used = view.used(assessment)
    idle = [document for document in view.documents(assessment) if not used[document.id]]
    if len(idle) > _IDLE_NAMED:
        return []
    return [wording.unused(each.name, wording.not_used(statuses.get(each.id))) for each in idle]


def _supports(indicator: Indicator, proposal: Proposal) -> list[Support]:
    cited: list[Support] = []
    for _, condition, result in view.ladder(indicator, proposal):
        if result.verdict in (Verdict.SUPPORTED, Verdict.PARTLY):
            by_element = bool(condition.elements)
            cited.extend(result.supports if by_element else result.supports[:_PLACES_A_CONDITION])
    return cited


def _places(supports: list[Support]) -> list[str]:
    places: dict[str, None] = {}
    ordered = sorted(supports, key=lambda each: each.citation.spans)
    for support in ordered:
        citation = support.citation
        where = wording.where(citation.address, citation.spans[0].page)
        places.setdefault(wording.place(where, wording.shortened(citation.quote, _QUOTE)))
    return list(places)[:_PLACES_A_DOCUMENT]


def _reservations(assessment: Assessment, proposal: Proposal) -> list[str]:
    lines = []
    unread = view.unread(assessment, wording.UNREAD_PAGES_DETAIL)
    if unread:
        lines.append(wording.unread_reservation(sorted({each.name for each in unread})))
    if proposal.hint:
        lines.append(wording.sentence(proposal.hint))
    return lines


def _analysis(indicator: Indicator, proposal: Proposal) -> list[str]:
    met, planned, open_ = [], [], []
    blocking = {(result.level, result.condition) for _, result in view.blocking(indicator, proposal)}
    supported = {r.condition for _, _, r in view.ladder(indicator, proposal) if r.verdict is Verdict.SUPPORTED}
    for level, condition, result in view.ladder(indicator, proposal):
        if condition.role in (ConditionRole.FLOOR, ConditionRole.LIMITING) or condition.fuller in supported:
            continue
        if result.verdict is Verdict.SUPPORTED:
            met.append(wording.met(level.number, condition.text))
        elif (level.number, condition.id) in blocking:
            open_.append(_unmet(level, condition, result))
        elif result.verdict is Verdict.PLANNED:
            planned.append(wording.met(level.number, condition.text))
    lines = [wording.MET, *met] if met else [wording.NOTHING_MET]
    if open_:
        lines += [wording.UNMET, *open_]
    if planned:
        lines += [wording.ONLY_PLANNED, *planned]
    return lines


def _near_misses(assessment: Assessment, proposal: Proposal) -> list[str]:
    names = {document.id: document.name for document in assessment.documents}
    lines = []
    for miss in proposal.near_misses[:_NEAR_MISSES]:
        citation = miss.citation
        where = wording.where(citation.address, citation.spans[0].page)
        quote = wording.shortened(citation.quote, _QUOTE)
        lines.append(wording.near_miss(where, names[citation.document], quote, miss.reason))
    return [wording.NEAR_MISSES, *lines] if lines else []


def _unmet(level: Level, condition: Condition, result: ConditionResult) -> str:
    return wording.unmet(level.number, condition.text, result.verdict, result.missing_elements, result.reason)


def _justification(indicator: Indicator, proposal: Proposal) -> str:
    level = indicator.level(proposal.level)
    highest = max(each.number for each in indicator.levels)
    lowest = min(each.number for each in indicator.levels)
    sentences = [
        wording.justification(proposal.level, level.name, lowest, highest),
    ]
    if proposal.ceiling > proposal.level:
        sentences.append(wording.ceiling(proposal.ceiling))
    if proposal.needs_review:
        sentences.append(wording.NEEDS_REVIEW)
    return " ".join(sentences)


def best(assessment: Assessment, proposal: Proposal) -> tuple[Document, Support] | None:
    """Give the first citation of the highest supported condition not above the proposed level, or None."""
    indicator = assessment.rubric.indicator(proposal.indicator)
    documents = {document.id: document for document in assessment.documents}
    found = None
    for level, _, result in view.ladder(indicator, proposal):
        if level.number <= proposal.level and result.verdict is Verdict.SUPPORTED and result.supports:
            found = documents[result.supports[0].citation.document], result.supports[0]
    return found
