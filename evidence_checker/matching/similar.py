"""What passages like the examples show where no phrase was found: paraphrases that nobody wrote down as a phrase.

Two likelihoods are multiplied: that the place speaks of the indicator's subject (named there, or told by all words
around it), and that the passage shows the condition. Every gate of the rules holds here too. From a stated
likelihood on it counts; below, it is a case for review.
"""

from dataclasses import dataclass

from evidence_checker.matching import reviews
from evidence_checker.matching.case import Case
from evidence_checker.matching.classifier import AGAINST, Likeness
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.scan import ScannedPassage
from evidence_checker.matching.scope import Place
from evidence_checker.model import (
    ConditionResult,
    DocumentKind,
    ModifierKind,
    NearMiss,
    Proof,
    Role,
    Support,
    TextSource,
    Verdict,
)

MATCHER = "kemiripan"
_NORMS = (Proof.NORM, Proof.COVERAGE)
_FACTS = (Proof.RECORD, Proof.COVERAGE, Proof.REACH, Proof.FUNCTION, Proof.FOLLOW_UP, Proof.REVIEW)
# How surely a passage speaks of the subject where the subject is named in it, above it, or in its paper's title.
_NAMED = {Place.OWN: 0.9, Place.ABOVE: 0.8, Place.ARTICLE: 0.8, Place.PAPER: 0.6, Place.NONE: 0.0}
# Chosen on made-up submissions that no writer of phrases or passages had seen (docs/model-card.md).
# On 23 made-up submissions, claims from .35 to .40 were right 6 of 6 times where the label speaks of
# the condition; those of the first rung also made something of nothing where no label speaks.
SHOWS = 0.40  # likelihood from which a passage shows a condition of the first rung above none
SHOWS_MORE = 0.35  # and of a higher one, where the lower rungs are shown as well
LOOKS = 0.20  # and from which it is worth a look
_DENIES = 0.35  # likelihood from which another passage says that the condition is not met
_REVIEW = "reviu_evaluasi_periodik"
_OFF_SUBJECT = 0.1
_MOST = 3
_BESIDE = 0.6  # share of the best likelihood from which another passage is shown beside it
_FEWEST_WORDS = 7  # a passage of fewer words (a row of sums, a cell) says too little to be like anything
_WORDY = 0.5  # and one of mostly figures is a piece of a table
_LEGIBLE = 0.7  # quality of a scanned page under which its words are not trusted to be like anything
_REVIEWING = (
    DocumentKind.LAPORAN,
    DocumentKind.NOTULENSI,
    DocumentKind.LAINNYA,
    DocumentKind.SURAT,
    DocumentKind.PAPARAN,
)


@dataclass(frozen=True, slots=True)
class _Like:
    likelihood: float
    paper: int
    number: int


def look(case: Case, result: ConditionResult) -> ConditionResult:
    """Add the passages most like the condition's examples to a result that found nothing."""
    likeness = case.shared.likeness
    condition = case.condition
    if likeness is None or not likeness.knows(condition.id) or not _open(case, result):
        return result
    found = sorted(_candidates(case, likeness), key=lambda like: (-like.likelihood, like.paper, like.number))[:_MOST]
    if not found or found[0].likelihood < LOOKS:
        return result
    found = [like for like in found if like.likelihood >= max(LOOKS, _BESIDE * found[0].likelihood)]
    shows = found[0].likelihood >= _enough(case) and not condition.requires_force and _one_is_enough(case)
    if condition.proof is Proof.FOLLOW_UP:
        shows = shows and _reviewed(case, likeness) and not _to_come(case, found[0])
    denied = shows and _denied(case, likeness, found[0].likelihood)
    shows = shows and not denied
    if not shows and (result.near_misses or result.verdict is not Verdict.NOT_FOUND):
        return result
    return _with(case, result, found, Verdict.SUPPORTED if shows else Verdict.PARTLY, denied=denied)


def _enough(case: Case) -> float:
    return SHOWS if case.level == case.indicator.levels[1].number else SHOWS_MORE


def _open(case: Case, result: ConditionResult) -> bool:
    """Tell whether the rules left the question open: nothing found, or of a review only that one is to come."""
    proof = case.condition.proof
    if result.verdict is Verdict.NOT_FOUND:
        return proof in (_NORMS if case.condition.requires_force else _FACTS)
    return proof is Proof.REVIEW and result.verdict is Verdict.PLANNED


def _denied(case: Case, likeness: Likeness, support: float) -> bool:
    """Tell whether some passage on the subject says more surely that the condition is not met, or not yet."""
    against = f"{AGAINST}{case.condition.id}"
    if not likeness.knows(against):
        return False
    about = _about(case)
    found = likeness.of(case.indicator, against, list(about))
    return max((d * a for d, a in zip(found, about.values(), strict=True)), default=0.0) >= max(_DENIES, support)


def _reviewed(case: Case, likeness: Likeness) -> bool:
    """Tell whether there is, or some passage looks like, a review of the subject: else nothing can be followed up."""
    if reviews.find_reviews(case)[0]:
        return True
    places = [
        (paper, number)
        for paper, scanned in enumerate(case.shared.papers)
        if scanned.paper.status.kind in _REVIEWING
        for number, passage in enumerate(scanned.passages)
        if len(passage.tokens) >= _FEWEST_WORDS
    ]
    found = likeness.as_of_any_kind(case.indicator, _REVIEW, places)
    return any(
        likelihood * max(_NAMED[case.scopes[paper].places[number]], case.shared.told(case.indicator, paper, number))
        >= LOOKS
        for likelihood, (paper, number) in zip(found, places, strict=True)
    )


def _to_come(case: Case, like: _Like) -> bool:
    """Tell whether a passage says that what it tells is planned: that follows nothing up."""
    cues = case.shared.papers[like.paper].passages[like.number].cues
    return any(cue.modifier.kind is ModifierKind.PLANNED for cue in cues)


def _one_is_enough(case: Case) -> bool:
    return case.condition.proof is not Proof.COVERAGE or case.condition.minimum == 1


def _candidates(case: Case, likeness: Likeness) -> list[_Like]:
    """Give the passages on the subject that say something and stand in a paper that counts."""
    about = _about(case)
    found = likeness.of(case.indicator, case.condition.id, list(about))
    return [_Like(likelihood * about[place], *place) for likelihood, place in zip(found, about, strict=True)]


def _about(case: Case) -> dict[tuple[int, int], float]:
    """Give for each passage that may be evidence how surely it speaks of the subject (0-1)."""
    about: dict[tuple[int, int], float] = {}
    for paper, (scanned, scope) in enumerate(zip(case.shared.papers, case.scopes, strict=True)):
        if not _admitted(case, paper):
            continue
        for number, (passage, place) in enumerate(zip(scanned.passages, scope.places, strict=True)):
            if not _says_something(case, paper, passage):
                continue
            named = _NAMED[place]
            if case.condition.requires_force:
                here = named if place >= Place.ABOVE else 0.0
            else:
                here = max(named, case.shared.told(case.indicator, paper, number))
            if here >= _OFF_SUBJECT:
                about[paper, number] = here
    return about


def _admitted(case: Case, paper: int) -> bool:
    if case.gate(paper).worth is not Worth.GOOD or (case.condition.titled and not case.scopes[paper].titled):
        return False
    kind = case.shared.papers[paper].paper.status.kind
    if case.condition.proof is Proof.REVIEW:
        whole = range(len(case.shared.papers[paper].passages))
        return kind in _REVIEWING and not reviews.flaw(case, paper, whole)
    # A norm orders what a fact shows, and words alone do not tell the two apart.
    return case.condition.requires_force or kind is not DocumentKind.PERATURAN


def _says_something(case: Case, paper: int, passage: ScannedPassage) -> bool:
    role = passage.passage.role
    words = sum(token.form.isalpha() for token in passage.tokens)
    return (
        words >= max(_FEWEST_WORDS, _WORDY * len(passage.tokens))
        and (not case.condition.requires_force or role in (Role.NORM, Role.ANNEX))
        and not case.silent(paper, passage)
        and _legible(case, paper, passage)
    )


def _legible(case: Case, paper: int, passage: ScannedPassage) -> bool:
    """Tell whether a scanned page was read well enough to trust its words."""
    page = case.shared.papers[paper].paper.document.page(passage.passage.runs[0].page)
    return page.source is not TextSource.OCR or page.quality is None or page.quality >= _LEGIBLE


def _with(case: Case, result: ConditionResult, best: list[_Like], verdict: Verdict, *, denied: bool) -> ConditionResult:
    likelihood = f"{best[0].likelihood:.2f}".replace(".", ",")
    if verdict is Verdict.SUPPORTED:
        reason = f"ditunjukkan dengan kata lain (kemiripan {likelihood}): perlu telaah"
    elif denied:
        reason = f"mirip contoh (kemiripan {likelihood}), tetapi bagian lain menyatakan belum: perlu telaah"
    else:
        reason = f"mirip contoh (kemiripan {likelihood}), frasa tidak ditemukan: perlu telaah"
    cited = [case.cite_telling(like.paper, like.number) for like in best]
    return case.result(
        verdict,
        reason,
        supports=[Support(citation=citation, matched="mirip contoh") for citation in cited],
        missing=result.missing_elements,
        misses=[NearMiss(condition=case.condition.id, citation=citation, reason=reason) for citation in cited],
        matcher=MATCHER,
        doubtful=True,
    )
