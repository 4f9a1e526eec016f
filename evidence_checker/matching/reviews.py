"""Reviews and what came of them: minutes or reports of a review, new policies after it, improvements carried out.

A review counts when its paper is minutes or a report whose title says so, it is younger than the instrument
allows, and near the subject it names both an issue and a recommendation (general evidence rules
`reviu_kurang_2_tahun`, `reviu_berisi`, `tingkat5_kebijakan`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from evidence_checker.matching.case import Case, Hit, why_not
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.polarity import governed
from evidence_checker.matching.scan import SILENT_ROLES, ScannedPaper, ScannedPassage
from evidence_checker.matching.scope import Place
from evidence_checker.model import (
    ConditionResult,
    DocumentKind,
    Issuer,
    ModifierKind,
    NearMiss,
    Proof,
    Role,
    Support,
    Verdict,
)

_NEAR = 3  # passages around the subject in which issue and recommendation must stand
_SAME_TEXT = 92.0
_TOO_OLD = 2
_SHARED_STEMS = 2
_BLOCKED = frozenset(
    {ModifierKind.NEGATED, ModifierKind.PLANNED, ModifierKind.POSSIBLE, ModifierKind.EXCEPTED}
)
_REVIEW_KINDS = (DocumentKind.LAPORAN, DocumentKind.NOTULENSI)
_POLICY_KINDS = (DocumentKind.PERATURAN, DocumentKind.KEPUTUSAN, DocumentKind.SURAT_EDARAN, DocumentKind.SOP)


@dataclass(frozen=True, slots=True)
class Review:
    """A review of the subject: its paper, the passages with issue and recommendation, and their words."""

    paper: int
    date: str
    year: int | None
    subjects: tuple[int, ...]
    issues: tuple[int, ...]
    recommendations: tuple[int, ...]
    stems: frozenset[str]


def review(case: Case) -> ConditionResult:
    """Prove by the minutes or report of a review; a norm that orders one only promises it."""
    reviews, rejected = _reviews(case)
    if reviews:
        supports = [s for found in reviews for s in _shown(case, found)]
        return case.result(
            Verdict.SUPPORTED,
            "reviu memuat persoalan dan rekomendasi",
            supports=supports,
            matcher="aturan reviu",
        )
    left_out = [m for m in rejected if m.reason == _LEFT_OUT]
    if left_out:
        return case.result(
            Verdict.CONTRADICTED,
            _LEFT_OUT,
            supports=[Support(citation=left_out[0].citation)],
            matcher="aturan reviu",
        )
    promised = _promised(case)
    if promised:
        return case.result(
            Verdict.PLANNED,
            "reviu baru diperintahkan atau direncanakan, pelaksanaannya tidak ditunjukkan",
            supports=promised,
            misses=rejected,
            matcher="aturan reviu",
        )
    reason = rejected[0].reason if rejected else "laporan atau notulen reviu tidak ditemukan"
    return case.result(Verdict.NOT_FOUND, reason, misses=rejected, matcher="aturan reviu")


_LEFT_OUT = "objek ini dinyatakan di luar lingkup reviu"


def _reviews(case: Case) -> tuple[list[Review], list[NearMiss]]:
    found: list[Review] = []
    rejected: list[NearMiss] = []
    for paper, (scanned, scope) in enumerate(zip(case.shared.papers, case.scopes, strict=True)):
        if scope.weight == 0 or not _is_review(case, scanned):
            continue
        flaw = _flaw(case, paper, scanned)
        subjects = tuple(
            i
            for i, own in enumerate(scope.own)
            if own and scanned.passages[i].passage.role is not Role.CONTENTS
        )
        if flaw:
            if subjects:
                rejected.append(
                    NearMiss(
                        condition=case.condition.id,
                        citation=case.cite_passage(paper, subjects[0]),
                        reason=flaw,
                    )
                )
            continue
        made = _review(case, paper, scanned, subjects)
        if isinstance(made, Review):
            found.append(made)
        elif made is not None:
            rejected.append(made)
    return found, rejected


def _is_review(case: Case, scanned: ScannedPaper) -> bool:
    words = case.shared.words_for
    if scanned.paper.status.kind not in _REVIEW_KINDS:
        return False
    if scanned.titled(words["ditindaklanjuti"]) or _heads(scanned, "ditindaklanjuti", case):
        return False  # it reports what came of a review
    if not scanned.titled(words["reviu"]) and not _heads(scanned, "reviu", case):
        return False
    if case.indicator.level(2).conditions[0].requires_force:  # a policy's review must be of the policy
        return scanned.titled(words["aturan"]) or _heads(scanned, "aturan", case)
    return True


def _heads(scanned: ScannedPaper, name: str, case: Case) -> bool:
    """Tell whether one of the paper's first headings says so (the title may stand over several lines)."""
    phrase = case.shared.words_for[name]
    return any(p.passage.role is Role.TITLE and p.ranges(phrase, alone=True) for p in scanned.passages[:8])


def _review_age(case: Case) -> int:
    """Give the age in years at which a review of this indicator is too old (general rule `reviu_kurang_2_tahun`)."""
    ages = [c.max_age_years for rung in case.indicator.levels for c in rung.conditions if c.proof is Proof.REVIEW]
    return max(ages, default=0) or _TOO_OLD


def _flaw(case: Case, paper: int, scanned: ScannedPaper) -> str:
    status = scanned.paper.status
    if case.shared.on_instrument[paper]:
        return "laporan evaluasi SPBE menurut instrumen, bukan reviu atas objek ini"
    if status.issuer in (Issuer.NATIONAL, Issuer.OTHER_AGENCY):
        return f"reviu diterbitkan {status.institution or 'instansi lain'}"
    if status.year is None:
        return "tanggal reviu tidak terbaca, perlu telaah"
    if case.shared.year and case.shared.year - status.year >= _review_age(case):
        return f"reviu tahun {status.year} sudah dua tahun atau lebih pada tahun evaluasi {case.shared.year}"
    return ""


def _review(
    case: Case, paper: int, scanned: ScannedPaper, subjects: tuple[int, ...]
) -> Review | NearMiss | None:
    scope = case.scopes[paper]
    kept = [i for i in subjects if not _negated(scanned.passages[i], scope.own[i][0])]
    dropped = [i for i in subjects if i not in kept]
    titled = scope.titled
    around = (
        range(len(scanned.passages)) if titled else sorted({n for i in kept for n in _around(i, scanned)})
    )
    words = case.shared.words_for
    issues = tuple(
        i for i in around if scanned.passages[i].ranges(words["persoalan"]) and _speaks(scanned, i)
    )
    advice = tuple(
        i for i in around if scanned.passages[i].ranges(words["rekomendasi"]) and _speaks(scanned, i)
    )
    if issues and advice and (kept or titled):
        stems = frozenset(
            t.stem for i in {*advice, *kept} for t in scanned.passages[i].tokens if len(t.stem) > 3
        )
        status = scanned.paper.status
        return Review(paper, status.date, status.year, tuple(kept), issues, advice, stems)
    if dropped:
        return NearMiss(
            condition=case.condition.id, citation=case.cite_passage(paper, dropped[0]), reason=_LEFT_OUT
        )
    if kept:
        return NearMiss(
            condition=case.condition.id,
            citation=case.cite_passage(paper, kept[0]),
            reason="laporan tidak memuat persoalan dan rekomendasi tentang objek ini",
        )
    return None


def _negated(passage: ScannedPassage, words: tuple[int, int]) -> bool:
    return governed(passage.cues, *words) is ModifierKind.NEGATED


def _speaks(scanned: ScannedPaper, number: int) -> bool:
    return scanned.passages[number].passage.role not in (Role.CONTENTS, Role.DEFINITION)


def _around(number: int, scanned: ScannedPaper) -> range:
    return range(max(0, number - 1), min(len(scanned.passages), number + _NEAR + 1))


def _shown(case: Case, found: Review) -> list[Support]:
    """Show the subject, an issue and a recommendation of a review, each once."""
    chosen = [*found.subjects[:1], *found.issues[:1], *found.recommendations[:2]]
    scanned = case.shared.papers[found.paper]
    return [
        Support(citation=case.cite_passage(found.paper, i), matched="isi reviu")
        for i in dict.fromkeys(chosen)
        if scanned.passages[i].tokens
    ]


def _promised(case: Case) -> list[Support]:
    """Find a norm or plan that orders a review of the subject."""
    phrase = case.shared.words_for["reviu"]
    for paper, number, passage, _ in case.passages(Place.ARTICLE):
        ranges = passage.ranges(phrase, alone=True)
        if (
            ranges and passage.passage.role not in SILENT_ROLES and case.gate(paper).worth is not Worth.NONE
        ) or (ranges and passage.passage.role is Role.NORM):
            hit = Hit(paper, number, ranges[0], phrase.text, Place.OWN, None, case.gate(paper))
            return [Support(citation=case.cite(hit), matched="perintah reviu")]
    return []


def new_policy(case: Case) -> ConditionResult:
    """Prove by a policy enacted after a review that carries a norm on the subject which the old one lacked."""
    reviews, _ = _reviews(case)
    if not reviews:
        return case.result(
            Verdict.NOT_FOUND, "belum ada reviu yang dapat ditindaklanjuti", matcher="aturan tindak lanjut"
        )
    first = min(reviews, key=lambda r: r.date or str(r.year))
    weak: list[Support] = []
    for paper, scanned in enumerate(case.shared.papers):
        if (
            paper == first.paper
            or not _later(scanned, first)
            or scanned.paper.status.kind not in _POLICY_KINDS
        ):
            continue
        if case.gate(paper).worth is not Worth.GOOD and scanned.paper.status.kind is not DocumentKind.SOP:
            continue
        strong, rest = _new_norms(case, paper, scanned, first)
        if strong:
            supports = [
                Support(citation=case.cite_passage(paper, i), matched="norma baru sesudah reviu")
                for i in strong
            ]
            supports.extend(_shown(case, first)[-1:])
            return case.result(
                Verdict.SUPPORTED,
                "aturan sesudah reviu memuat norma baru yang sejalan dengan rekomendasi",
                supports=supports,
                matcher="aturan tindak lanjut",
            )
        weak.extend(
            Support(citation=case.cite_passage(paper, i), matched="norma baru sesudah reviu") for i in rest
        )
    if weak:
        return case.result(
            Verdict.PARTLY,
            "ada norma baru sesudah reviu, kaitannya dengan rekomendasi perlu telaah",
            supports=weak,
            matcher="aturan tindak lanjut",
            doubtful=True,
        )
    return _postponed(case, first)


def _postponed(case: Case, found: Review) -> ConditionResult:
    scanned = case.shared.papers[found.paper]
    for number in sorted({*found.subjects, *found.recommendations}):
        if any(c.modifier.kind is ModifierKind.PLANNED for c in scanned.passages[number].cues):
            return case.result(
                Verdict.PLANNED,
                "rekomendasi reviu ditunda atau baru direncanakan",
                supports=[Support(citation=case.cite_passage(found.paper, number))],
                matcher="aturan tindak lanjut",
            )
    return case.result(
        Verdict.NOT_FOUND,
        "aturan baru yang mewujudkan rekomendasi reviu tidak ditemukan",
        matcher="aturan tindak lanjut",
    )


def _later(scanned: ScannedPaper, found: Review) -> bool:
    """Tell whether a paper is dated after a review; by year alone only when a day is missing."""
    status = scanned.paper.status
    if len(status.date) == 10 and len(found.date) == 10:
        return status.date > found.date
    return status.year is not None and found.year is not None and status.year > found.year


def _new_norms(case: Case, paper: int, scanned: ScannedPaper, found: Review) -> tuple[list[int], list[int]]:
    """Give the norms on the subject that no older policy has: those that share the recommendation's words, and the rest."""
    old = [
        p.passage.text
        for number, other in enumerate(case.shared.papers)
        if number != paper and other.paper.status.kind in _POLICY_KINDS and not _later(other, found)
        for p, place in zip(other.passages, case.scopes[number].places, strict=True)
        if place >= Place.ARTICLE
    ]
    if not old:
        return [], []
    scope = case.scopes[paper]
    subject = {
        t.stem
        for i, own in enumerate(scope.own)
        for low, high in own
        for t in scanned.passages[i].tokens[low:high]
    }
    strong: list[int] = []
    rest: list[int] = []
    for number, (passage, place) in enumerate(zip(scanned.passages, scope.places, strict=True)):
        if place < Place.ARTICLE or passage.passage.role not in (Role.NORM, Role.ANNEX):
            continue
        text = passage.passage.text
        if any(fuzz.ratio(text, known, score_cutoff=_SAME_TEXT) for known in old):
            continue
        shared = {t.stem for t in passage.tokens if len(t.stem) > 3} & found.stems - subject - _COMMON
        (strong if len(shared) >= _SHARED_STEMS else rest).append(number)
    return strong, rest


# Stems so common in any regulation that sharing them links nothing.
_COMMON = frozenset(
    [
        "dan",
        "yang",
        "dengan",
        "untuk",
        "dalam",
        "pada",
        "oleh",
        "dari",
        "atas",
        "perangkat",
        "daerah",
        "pemerintah",
        "bupati",
        "wali",
        "kota",
        "gubernur",
        "dinas",
        "pasal",
        "ayat",
        "huruf",
        "laksana",
        "atur",
        "tetap",
        "selenggara",
        "tugas",
        "kerja",
        "sesuai",
        "tentu",
        "undang",
        "peraturan",
        "maksud",
        "tersebut",
        "guna",
    ]
)


def follow_up(case: Case) -> ConditionResult:
    """Prove by a paper, dated after a review of the subject, that shows its recommendations carried out."""
    reviews, _ = _reviews(case)
    if not reviews:
        return case.result(
            Verdict.NOT_FOUND, "belum ada reviu yang dapat ditindaklanjuti", matcher="aturan tindak lanjut"
        )
    first = min(reviews, key=lambda r: r.date or str(r.year))
    planned: list[Support] = []
    for hit in case.hits((*case.phrases, case.shared.words_for["ditindaklanjuti"]), Place.PAPER):
        scanned = case.shared.papers[hit.paper]
        if (
            hit.silent
            or hit.gate.worth is not Worth.GOOD
            or not (_later(scanned, first) or hit.paper == first.paper)
        ):
            continue
        if not _answers(case, scanned):
            continue
        if hit.modifier in _BLOCKED:
            planned.append(Support(citation=case.cite(hit), matched=why_not(hit)))
            continue
        if hit.paper != first.paper:
            same = [
                h
                for h in case.hits((*case.phrases, case.shared.words_for["ditindaklanjuti"]), Place.PAPER)
                if h.paper == hit.paper
            ]
            return case.result(
                Verdict.SUPPORTED,
                "rekomendasi reviu ditunjukkan telah dikerjakan",
                supports=_cited(case, same),
                matcher="aturan tindak lanjut",
            )
    if planned:
        return case.result(
            Verdict.PLANNED,
            "tindak lanjut baru direncanakan",
            supports=planned[:2],
            matcher="aturan tindak lanjut",
        )
    return _postponed(case, first)


def _cited(case: Case, hits: Sequence[Hit]) -> list[Support]:
    firm = [h for h in hits if not h.silent and h.modifier not in _BLOCKED]
    return [Support(citation=case.cite(h), matched=h.matched) for h in firm]


def _answers(case: Case, scanned: ScannedPaper) -> bool:
    """Tell whether a paper says that it answers a review or its recommendations."""
    words = case.shared.words_for
    return any(
        p.ranges(words[name], alone=True) for p in scanned.passages for name in ("reviu", "rekomendasi")
    )
