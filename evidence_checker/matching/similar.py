"""What passages like the examples add where no phrase was found: a case for review, never more.

Rules decide what a passage is worth; likeness alone supports nothing: on papers of institutions not seen it was
right less often than a claim needs (docs/model-card.md).
"""

from dataclasses import dataclass

from evidence_checker.matching.case import Case
from evidence_checker.matching.classifier import Likeness
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.scan import SILENT_ROLES
from evidence_checker.matching.scope import Place
from evidence_checker.model import ConditionResult, NearMiss, Proof, Role, Support, Verdict

MATCHER = "kemiripan"
_NEAREST = {
    Proof.NORM: Place.ABOVE,
    Proof.COVERAGE: Place.ABOVE,
    Proof.RECORD: Place.ABOVE,
    Proof.REACH: Place.ABOVE,
    Proof.FUNCTION: Place.PAPER,
}
_MOST = 3
_FEWEST_WORDS = 6  # a passage of fewer words (a row of sums, a cell) says too little to be like anything


@dataclass(frozen=True, slots=True)
class _Like:
    likelihood: float
    paper: int
    number: int


def look(case: Case, result: ConditionResult) -> ConditionResult:
    """Add the passages most like the condition's examples to a result that found nothing at all."""
    likeness = case.shared.likeness
    if (
        likeness is None
        or result.verdict is not Verdict.NOT_FOUND
        or result.near_misses
        or case.condition.proof not in _NEAREST
        or not likeness.knows(case.condition.id)
    ):
        return result
    found = [like for like in _candidates(case, likeness) if like.likelihood >= likeness.weights.threshold]
    if not found:
        return result
    best = sorted(found, key=lambda like: (-like.likelihood, like.paper, like.number))[:_MOST]
    return _doubtful(case, result, best)


def _candidates(case: Case, likeness: Likeness) -> list[_Like]:
    """Give the passages on the subject that say something and stand in a paper that counts."""
    norms = case.condition.requires_force
    places = [
        (paper, number)
        for paper, number, passage, _ in case.passages(_NEAREST[case.condition.proof])
        if sum(token.form.isalpha() for token in passage.tokens) >= _FEWEST_WORDS
        and passage.passage.role not in SILENT_ROLES
        and (not norms or passage.passage.role in (Role.NORM, Role.ANNEX))
        and case.gate(paper).worth is Worth.GOOD
        and not any(passage.ranges(p, alone=True) for p in (*case.excluding, *case.shared.promises))
    ]
    found = likeness.of(case.indicator, case.condition.id, places)
    return [_Like(likelihood, *place) for likelihood, place in zip(found, places, strict=True)]


def _doubtful(case: Case, result: ConditionResult, best: list[_Like]) -> ConditionResult:
    likelihood = f"{best[0].likelihood:.2f}".replace(".", ",")
    reason = f"mirip contoh (kemiripan {likelihood}), frasa tidak ditemukan: perlu telaah"
    cited = [case.cite_passage(like.paper, like.number) for like in best]
    return case.result(
        Verdict.PARTLY,
        reason,
        supports=[Support(citation=citation, matched="mirip contoh") for citation in cited],
        missing=result.missing_elements,
        misses=[NearMiss(condition=case.condition.id, citation=citation, reason=reason) for citation in cited],
        matcher=MATCHER,
        doubtful=True,
    )
