"""`Assessment` to one self-contained HTML page in Indonesian: no script, nothing from the network."""

from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from evidence_checker.model import (
    Assessment,
    Condition,
    ConditionResult,
    Document,
    DocumentStatus,
    Group,
    Indicator,
    Level,
    Proposal,
    Support,
    TextSource,
)
from evidence_checker.report import narrative, view, wording

_TEMPLATE = "assessment.html.j2"
_FIRST_STEPS = 6
_QUOTES_SHOWN = 8

# What HTML may not hold: control characters but tab and newline, and the two non-characters.
_FORBIDDEN = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0), 0xFFFE, 0xFFFF], "\ufffd")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    """One citation with the document that it comes from."""

    name: str
    place: str
    text: str
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """One condition, its result, and its quotes; `more` quotes are left to the JSON."""

    condition: Condition
    result: ConditionResult
    marks: str
    quotes: tuple[_Quote, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rung:
    """One level with its conditions. `reached` tells whether the proposed level includes it."""

    level: Level
    reached: bool
    conditions: tuple[_Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Miss:
    """A passage that looks like evidence and is not."""

    quote: _Quote
    condition: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """Everything the page says of one indicator."""

    indicator: Indicator
    proposal: Proposal
    level: Level
    next_level: Level | None
    rungs: tuple[_Rung, ...]
    gaps: tuple[_Met, ...]
    misses: tuple[_Miss, ...]
    best: _Quote | None
    narrative: narrative.Narrative
    anything: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """A domain or aspect with its value and, for the innermost, its indicators."""

    group: Group
    value: str
    depth: int
    cards: tuple[_Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """One row of the table of documents."""

    document: Document
    status: DocumentStatus | None
    title: str
    pages: str
    used: str


def to_html(assessment: Assessment) -> bytes:
    """Give the page as UTF-8; equal assessments give equal bytes."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    source = files(__package__).joinpath(_TEMPLATE).read_text("utf-8")
    cards = {each.indicator: _card(assessment, each) for each in assessment.proposals}
    page = environment.from_string(source).render(
        w=wording,
        a=assessment,
        unread=view.unread(assessment, wording.UNREAD_PAGES_DETAIL),
        misfiled=[wording.misfiled(*each) for each in assessment.misfiled],
        copies=[wording.copy(each) for each in assessment.copies],
        sections=_sections(assessment, cards),
        first=[cards[each.indicator] for each in view.first_steps(assessment)[:_FIRST_STEPS]],
        papers=_papers(assessment),
        counts=_counts(assessment),
        levels=range(assessment.rubric.lowest, assessment.rubric.highest + 1),
    )
    return page.translate(_FORBIDDEN).encode("utf-8", "replace")


def _counts(assessment: Assessment) -> list[tuple[int, int]]:
    scale = range(assessment.rubric.lowest, assessment.rubric.highest + 1)
    return [(level, sum(each.level == level for each in assessment.proposals)) for level in scale]


def _sections(assessment: Assessment, cards: dict[int, _Card]) -> list[_Section]:
    """Give the groups in tree order, each before what it holds; groups without an assessed indicator fall away."""
    values = {each.id: wording.number(each.value) for each in assessment.score.by_group} if assessment.score else {}
    rubric = assessment.rubric

    def under(parent: str, depth: int) -> list[_Section]:
        found: list[_Section] = []
        for group in rubric.groups:
            if group.parent != parent:
                continue
            own = tuple(cards[i.number] for i in rubric.indicators if i.group == group.id and i.number in cards)
            inner = under(group.id, depth + 1)
            if own or inner:
                found += [_Section(group=group, value=values.get(group.id, ""), depth=depth, cards=own), *inner]
        return found

    return under("", 0)


def _card(assessment: Assessment, proposal: Proposal) -> _Card:
    indicator = assessment.rubric.indicator(proposal.indicator)
    names = {document.id: document.name for document in assessment.documents}
    texts = {condition.id: condition.text for level in indicator.levels for condition in level.conditions}
    above = [level for level in indicator.levels if level.number > proposal.level]
    best = narrative.best(assessment, proposal)
    ladder = view.ladder(indicator, proposal)
    return _Card(
        indicator=indicator,
        proposal=proposal,
        level=indicator.level(proposal.level),
        next_level=above[0] if above else None,
        rungs=tuple(
            _Rung(
                level=level,
                reached=level.number <= proposal.level,
                conditions=tuple(_met(names, c, r) for at, c, r in ladder if at.number == level.number),
            )
            for level in indicator.levels
        ),
        gaps=tuple(_met(names, c, r) for c, r in view.blocking(indicator, proposal)),
        misses=tuple(
            _Miss(
                quote=_quote(names, Support(citation=miss.citation)),
                condition=texts.get(miss.condition, miss.condition),
                reason=miss.reason,
            )
            for miss in proposal.near_misses
        ),
        best=None if best is None else _quote(names, best[1]),
        narrative=narrative.of(assessment, proposal),
        anything=bool(proposal.near_misses) or any(result.supports for result in proposal.results),
    )


def _met(names: dict[str, str], condition: Condition, result: ConditionResult) -> _Met:
    return _Met(
        condition=condition,
        result=result,
        marks="; ".join(filter(None, (wording.ROLES[condition.role], wording.CHECKS[condition.check]))),
        quotes=tuple(_quote(names, each) for each in result.supports[:_QUOTES_SHOWN]),
        more=max(0, len(result.supports) - _QUOTES_SHOWN),
    )


def _quote(names: dict[str, str], support: Support) -> _Quote:
    citation = support.citation
    return _Quote(
        name=names[citation.document],
        place=wording.where(citation.address, citation.spans[0].page),
        text=citation.quote,
        element=support.element,
    )


def _papers(assessment: Assessment) -> list[_Paper]:
    statuses = {status.document: status for status in assessment.statuses}
    used = view.used(assessment)
    return [
        _Paper(
            document=document,
            status=statuses.get(document.id),
            title=wording.document_title(statuses.get(document.id)),
            pages=_pages(document),
            used=(
                wording.used_for(used[document.id])
                if used[document.id]
                else wording.sentence(wording.not_used(statuses.get(document.id)))
            ),
        )
        for document in view.documents(assessment)
    ]


def _pages(document: Document) -> str:
    counts = [(source, sum(page.source is source for page in document.pages)) for source in TextSource]
    parts = [f"{count} {wording.SOURCES[source]}" for source, count in counts if count]
    return ", ".join(parts)
