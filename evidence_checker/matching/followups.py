"""What came of a review: a new policy that carries its recommendation, or a paper that shows it carried out."""

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from evidence_checker.matching.case import Case, Hit, why_not
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.reviews import Review, amended_articles, find_reviews, shown
from evidence_checker.matching.scan import ScannedPaper
from evidence_checker.matching.scope import Place
from evidence_checker.model import POLICIES, ConditionResult, DocumentKind, ModifierKind, Role, Support, Verdict

_UNCHANGED = re.compile(
    r"diubah (?:sehingga |sebagai )|berbunyi sebagai|tetap berlaku|tidak (?:ber|di)ubah", re.IGNORECASE
)
_INSERTED = re.compile(r"(\d+)[A-Z]")
_SHORT = 30  # words of a line that only says what is changed and what is not
_SAME_TEXT = 92.0  # likeness (0-100) from which a norm is taken over, not new
_SHARED_STEMS = 2  # words that a new norm and a recommendation must share
_BLOCKED = frozenset({ModifierKind.NEGATED, ModifierKind.PLANNED, ModifierKind.POSSIBLE, ModifierKind.EXCEPTED})
_COVER = 6  # passages that may be a paper's title
_BY_RULE = "aturan tindak lanjut"
_BEST_FIRST = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.PLANNED, Verdict.NOT_FOUND)
_NO_REVIEW = "belum ada reviu yang dapat ditindaklanjuti"
# Stems so common in any regulation that sharing them links nothing.
_COMMON = frozenset(
    "dan yang dengan untuk dalam pada oleh dari atas perangkat daerah pemerintah bupati wali kota gubernur dinas"  # noqa: SIM905
    " pasal ayat huruf laksana atur tetap selenggara tugas kerja sesuai tentu undang peraturan maksud tersebut"
    " guna".split()
)


def new_policy(case: Case) -> ConditionResult:
    """Prove by a policy enacted after a review that carries a norm on the subject which the old one lacked."""
    return _after_any(case, _carried)


def _after_any(case: Case, judge: Callable[[Case, Review], ConditionResult]) -> ConditionResult:
    """Judge what came of each review, earliest first, and give the best: one more review takes nothing away."""
    reviews = sorted(find_reviews(case)[0], key=lambda r: (r.date or str(r.year), r.paper))
    if not reviews:
        return case.result(Verdict.NOT_FOUND, _NO_REVIEW, matcher=_BY_RULE)
    return min((judge(case, found) for found in reviews), key=lambda result: _BEST_FIRST.index(result.verdict))


def _carried(case: Case, first: Review) -> ConditionResult:
    weak: list[Support] = []
    for paper, scanned in enumerate(case.shared.papers):
        if paper == first.paper or not _later(scanned, first) or not _may_carry(case, paper):
            continue
        strong, rest = _new_norms(case, paper, scanned, first)
        if rest and not strong and _made_for(case, paper, first):
            strong, rest = rest, []
        if strong:
            supports = _as_new(case, paper, strong) + shown(case, first)[-1:]
            reason = "aturan sesudah reviu memuat norma baru yang sejalan dengan rekomendasi"
            return case.result(Verdict.SUPPORTED, reason, supports=supports, matcher=_BY_RULE)
        weak.extend(_as_new(case, paper, rest))
    if weak:
        reason = "ada norma baru sesudah reviu, kaitannya dengan rekomendasi perlu telaah"
        return case.result(Verdict.PARTLY, reason, supports=weak, matcher=_BY_RULE, doubtful=True)
    return _postponed(case, first)


def _made_for(case: Case, paper: int, first: Review) -> bool:
    """Tell whether a recital names this review as the reason: by its number, or by its year and the subject."""
    scanned, scope = case.shared.papers[paper], case.scopes[paper]
    number = case.shared.papers[first.paper].paper.status.number
    told = case.shared.words_for["reviu"]
    recitals = [(i, p) for i, p in enumerate(scanned.passages) if p.passage.role is Role.RECITAL]
    return any(
        (number and number in p.passage.text)
        or (scope.own[i] and p.ranges(told, alone=True) and str(first.year) in {t.form for t in p.tokens})
        for i, p in recitals
    )


def _may_carry(case: Case, paper: int) -> bool:
    status = case.shared.papers[paper].paper.status
    if status.kind is DocumentKind.SOP:
        return case.gate(paper).worth in (Worth.GOOD, Worth.DOUBTFUL)
    return status.kind in POLICIES and case.gate(paper).worth is Worth.GOOD


def _as_new(case: Case, paper: int, numbers: Sequence[int]) -> list[Support]:
    return [Support(citation=case.cite_passage(paper, i), matched="norma baru sesudah reviu") for i in numbers]


def _postponed(case: Case, found: Review) -> ConditionResult:
    passages = case.shared.papers[found.paper].passages
    for number in sorted({*found.subjects, *found.recommendations}):
        if any(cue.modifier.kind is ModifierKind.PLANNED for cue in passages[number].cues):
            supports = [Support(citation=case.cite_passage(found.paper, number))]
            reason = "rekomendasi reviu ditunda atau baru direncanakan"
            return case.result(Verdict.PLANNED, reason, supports=supports, matcher=_BY_RULE)
    return case.result(Verdict.NOT_FOUND, "tindak lanjut atas rekomendasi reviu tidak ditemukan", matcher=_BY_RULE)


def _later(scanned: ScannedPaper, found: Review) -> bool:
    """Tell whether a paper is dated after a review; by year alone only when a day is missing."""
    status = scanned.paper.status
    if len(status.date) == 10 and len(found.date) == 10:
        return status.date > found.date
    return status.year is not None and found.year is not None and status.year > found.year


def _new_norms(case: Case, paper: int, scanned: ScannedPaper, found: Review) -> tuple[list[int], list[int]]:
    """Give the norms on the subject that no older policy has.

    First those that share words with the recommendation, then the rest. With no older policy to compare,
    nothing can be called new.
    """
    old = [
        p.passage.text
        for number, other in enumerate(case.shared.papers)
        if number != paper and other.paper.status.kind in POLICIES and not _later(other, found)
        for p, place in zip(other.passages, case.scopes[number].places, strict=True)
        if place >= Place.ARTICLE
    ]
    scope = case.scopes[paper]
    amended = amended_articles(case, scanned)
    subject = {
        token.stem
        for passage, own in zip(scanned.passages, scope.own, strict=True)
        for stand in own
        for token in passage.tokens[stand.low : stand.high]
    }
    strong: list[int] = []
    rest: list[int] = []
    for number, (passage, place) in enumerate(zip(scanned.passages, scope.places, strict=True)):
        if _UNCHANGED.search(passage.passage.text) and len(passage.tokens) <= _SHORT:
            continue
        beside = _INSERTED.fullmatch(passage.passage.address.pasal)  # Pasal 5A belongs to what Pasal 5 is about
        about = place >= Place.ARTICLE or (beside is not None and beside[1] in amended)
        if not old or not about or passage.passage.role not in (Role.NORM, Role.ANNEX, Role.TABLE):
            continue
        if any(fuzz.ratio(passage.passage.text, known, score_cutoff=_SAME_TEXT) for known in old):
            continue
        shared = {t.stem for t in passage.tokens if len(t.stem) > 3} & found.stems - subject - _COMMON
        (strong if len(shared) >= _SHARED_STEMS else rest).append(number)
    return strong, rest


def follow_up(case: Case) -> ConditionResult:
    """Prove by a paper, dated after a review of the subject, that shows its recommendations carried out."""
    return _after_any(case, _carried_out)


def _carried_out(case: Case, first: Review) -> ConditionResult:
    phrases = (*case.phrases, case.shared.words_for["ditindaklanjuti"])
    hits = [h for h in case.hits(phrases, Place.PAPER) if _after(case, h, first) and _of_the_subject(case, h)]
    done = [h for h in hits if h.modifier not in _BLOCKED]
    undone = [h for h in hits if h.modifier in _BLOCKED]
    if done and not _waits(case, {h.paper for h in done}):
        supports = [Support(citation=case.cite(h), matched=h.matched) for h in done]
        reason = "rekomendasi reviu ditunjukkan telah dikerjakan"
        return case.result(Verdict.SUPPORTED, reason, supports=supports, matcher=_BY_RULE)
    if undone or done:
        supports = [Support(citation=case.cite(h), matched=why_not(h)) for h in (undone or done)[:2]]
        return case.result(Verdict.PLANNED, "tindak lanjut baru direncanakan", supports=supports, matcher=_BY_RULE)
    return _postponed(case, first)


def _section(case: Case, paper: int) -> set[int]:
    """Give the passages under a heading that names the subject; empty where the paper has no such section."""
    scanned, scope = case.shared.papers[paper], case.scopes[paper]
    heads = {i for i, own in enumerate(scope.own) if own and scanned.passages[i].passage.role is Role.TITLE}
    first = min(heads, default=0)
    heads.discard(first if first < _COVER else -1)  # the paper's own title heads everything
    return {i for i, p in enumerate(scanned.passages) if heads.intersection(p.passage.lead_ins)}


def _of_the_subject(case: Case, hit: Hit) -> bool:
    """Tell whether a hit speaks of the subject: in its section where there is one, else anywhere in the paper."""
    section = _section(case, hit.paper)
    return not section or hit.passage in section


def _waits(case: Case, papers: set[int]) -> bool:
    """Tell whether the subject's own section says that something is not done, or not yet."""
    waiting = (ModifierKind.NEGATED, ModifierKind.PLANNED)
    return any(
        cue.modifier.kind in waiting
        for paper in sorted(papers)
        for number in sorted(_section(case, paper))
        if case.shared.papers[paper].passages[number].passage.role is not Role.TABLE
        for cue in case.shared.papers[paper].passages[number].cues
    )


def _heading(scanned: ScannedPaper, number: int) -> int:
    """Give the innermost heading above a passage; -1 where there is none."""
    heads = (i for i in scanned.passages[number].passage.lead_ins if scanned.passages[i].passage.role is Role.TITLE)
    return max(heads, default=-1)


def _names_review(case: Case, scanned: ScannedPaper, first: Review) -> bool:
    """Tell whether a paper names the review: by its number, or by the words for reviews and recommendations."""
    number = case.shared.papers[first.paper].paper.status.number
    if number and any(number in p.passage.text for p in scanned.passages):
        return True
    words = [case.shared.words_for[name] for name in ("reviu", "rekomendasi")]
    return any(p.ranges(phrase, alone=True) for p in scanned.passages for phrase in words)


def _after(case: Case, hit: Hit, first: Review) -> bool:
    """Tell whether a hit stands in a paper that came after the review and says that it answers one."""
    scanned = case.shared.papers[hit.paper]
    if hit.silent or hit.gate.worth is not Worth.GOOD:
        return False
    if hit.paper == first.paper:  # one report of the review and of what was improved after it
        heads = [scanned.passages[i] for i in scanned.passages[hit.passage].passage.lead_ins]
        better = case.shared.words_for["peningkatan"]
        if scanned.titled(better) or any(head.ranges(better, alone=True) for head in heads):
            return True
        answers = (case.shared.words_for["reviu"], case.shared.words_for["rekomendasi"])
        behind = _heading(scanned, hit.passage) > _heading(scanned, min(first.recommendations))
        said = (scanned.passages[hit.passage], *heads)
        return behind and any(p.ranges(phrase, alone=True) for p in said for phrase in answers)
    return _later(scanned, first) and _names_review(case, scanned, first)
