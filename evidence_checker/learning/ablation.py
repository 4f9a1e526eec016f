"""What each mechanism adds: the same papers judged by plainer and plainer matchers, down to keywords alone.

A mechanism is taken away by changing what the matcher is given, not the matcher: without roles every passage speaks
for its paper, without polarity there are no modifiers, without gates every paper is the institution's own, in force
and young enough, without lists no line leads in to another, without elements one element is enough, and so on.
Copies are only flagged (`copies`): they change no verdict, so they have no row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from evidence_checker import matching
from evidence_checker.matching import baselines
from evidence_checker.matching.classifier import Classifier
from evidence_checker.matching.gates import NEVER
from evidence_checker.matching.scan import SILENT_ROLES
from evidence_checker.model import (
    POLICIES,
    Condition,
    ConditionResult,
    DocumentKind,
    Force,
    Indicator,
    Issuer,
    Level,
    Paper,
    Passage,
    Proof,
    Role,
    Rubric,
    Verdict,
)

Match = Callable[..., tuple[ConditionResult, ...]]
LIKENESSES = (0.3, 0.4, 0.5)  # cuts of the cosine baseline; the table shows the one that suits it best


@dataclass(frozen=True, slots=True)
class Mechanisms:
    """Which mechanisms take part."""

    fuzzy: bool = True
    classifier: bool = True
    roles: bool = True
    polarity: bool = True
    gates: bool = True
    lists: bool = True
    elements: bool = True
    instrument: bool = True
    synonyms: bool = True
    guard: bool = True
    names: bool = True
    bare_claims: bool = True


_NONE = Mechanisms(fuzzy=False, classifier=False, roles=False, polarity=False, gates=False)
WHOLE = "+ gerbang status (lengkap)"
STEPS: tuple[tuple[str, Mechanisms], ...] = (
    ("frasa dan objek saja", _NONE),
    ("+ perbaikan kata rusak", replace(_NONE, fuzzy=True)),
    ("+ pengklasifikasi", replace(_NONE, fuzzy=True, classifier=True)),
    ("+ peran bagian teks", Mechanisms(polarity=False, gates=False)),
    ("+ polaritas", Mechanisms(gates=False)),
    (WHOLE, Mechanisms()),
    ("lengkap tanpa perbaikan kata", Mechanisms(fuzzy=False)),
    ("lengkap tanpa pengklasifikasi", Mechanisms(classifier=False)),
    ("lengkap tanpa peran", Mechanisms(roles=False)),
    ("lengkap tanpa polaritas", Mechanisms(polarity=False)),
    ("lengkap tanpa kalimat pengantar daftar", Mechanisms(lists=False)),
    ("lengkap, satu unsur cukup", Mechanisms(elements=False)),
    ("lengkap tanpa penolakan bunyi instrumen", Mechanisms(instrument=False)),
    ("lengkap tanpa padanan istilah", Mechanisms(synonyms=False)),
    ("lengkap tanpa penjaga kata mirip", Mechanisms(guard=False)),
    ("lengkap tanpa nama yang diberikan berkas", Mechanisms(names=False)),
    ("lengkap, klaim cakupan tanpa pembanding ditolak", Mechanisms(bare_claims=False)),
)


def matchers() -> dict[str, Match]:
    """Give every matcher of the table by name: from the plainest to the whole, then the whole without one thing."""
    found: dict[str, Match] = {"kata kunci (partial_ratio 85)": baselines.keywords}
    for likeness in LIKENESSES:
        found[f"kosinus TF-IDF {likeness}".replace(".", ",")] = partial(baselines.cosine, likeness=likeness)
    found.update({name: partial(match, mechanisms) for name, mechanisms in STEPS})
    return found


def match(
    mechanisms: Mechanisms,
    rubric: Rubric,
    papers: Sequence[Paper],
    *,
    year: int,
    indicators: Sequence[int] | None = None,
    hints: Mapping[str, int] | None = None,
    classifier: Classifier | None = None,
) -> tuple[ConditionResult, ...]:
    """Judge as `matching.match` does, with only these mechanisms."""
    if not mechanisms.roles:
        papers = [_without_roles(paper) for paper in papers]
    if not mechanisms.polarity:
        rubric = replace(rubric, vocabulary=replace(rubric.vocabulary, modifiers=()))
    if not mechanisms.gates:
        papers = [_without_gates(paper) for paper in papers]
        rubric, year = _for_any_kind(rubric), 0
    if not mechanisms.lists:
        papers = [_without_lists(paper) for paper in papers]
    found = matching.match(
        _with_fewer_words(mechanisms, rubric),
        papers,
        year=year,
        indicators=indicators,
        hints=hints,
        classifier=classifier if mechanisms.classifier else None,
        repair=mechanisms.fuzzy,
        names=mechanisms.names,
    )
    return found if mechanisms.bare_claims else tuple(_backed(rubric, result) for result in found)


def _with_fewer_words(mechanisms: Mechanisms, rubric: Rubric) -> Rubric:
    words = rubric.vocabulary
    if not mechanisms.instrument:
        words = replace(words, instrument=())
    if not mechanisms.guard:
        words = replace(words, confusions=())
    if not mechanisms.synonyms:
        words = replace(words, synonyms=tuple((name, wordings[:1]) for name, wordings in words.synonyms))
    indicators = rubric.indicators
    if not mechanisms.elements:
        indicators = _changed(rubric, lambda c: replace(c, minimum=1) if c.proof is Proof.COVERAGE else c)
    return replace(rubric, vocabulary=words, indicators=indicators)


def _backed(rubric: Rubric, result: ConditionResult) -> ConditionResult:
    """Refuse a claim of all units that no count or list backs."""
    conditions = (c for level in rubric.indicator(result.indicator).levels for c in level.conditions)
    reach = any(c.id == result.condition and c.proof is Proof.REACH for c in conditions)
    bare = reach and result.doubtful and result.verdict is Verdict.SUPPORTED
    return replace(result, verdict=Verdict.PARTLY) if bare else result


def _without_lists(paper: Paper) -> Paper:
    return replace(paper, passages=tuple(replace(passage, lead_ins=()) for passage in paper.passages))


def _without_roles(paper: Paper) -> Paper:
    spoken = Role.NORM if paper.status.kind in POLICIES else Role.NARRATIVE
    return replace(paper, passages=tuple(_spoken(passage, spoken) for passage in paper.passages))


def _spoken(passage: Passage, role: Role) -> Passage:
    return replace(passage, role=role) if passage.role in SILENT_ROLES else passage


def _without_gates(paper: Paper) -> Paper:
    status = paper.status
    kind = DocumentKind.LAPORAN if status.kind in NEVER else status.kind
    return replace(paper, status=replace(status, kind=kind, force=Force.ENACTED, issuer=Issuer.OWN))


def _for_any_kind(rubric: Rubric) -> Rubric:
    indicators = _changed(rubric, lambda c: replace(c, accepts_kinds=(), max_age_years=0))
    return replace(rubric, indicators=indicators, vocabulary=replace(rubric.vocabulary, instrument=()))


def _changed(rubric: Rubric, change: Callable[[Condition], Condition]) -> tuple[Indicator, ...]:
    return tuple(replace(i, levels=tuple(_levels(i, change))) for i in rubric.indicators)


def _levels(indicator: Indicator, change: Callable[[Condition], Condition]) -> list[Level]:
    return [replace(level, conditions=tuple(change(c) for c in level.conditions)) for level in indicator.levels]
