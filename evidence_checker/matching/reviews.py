"""Reviews of a subject: minutes or a report of one, young enough, with issues and recommendations.

A review counts when its paper is minutes or a report whose title says so, it is younger than the instrument
allows, and near the subject it names both an issue and a recommendation (general evidence rules
`reviu_kurang_2_tahun`, `reviu_berisi`). A policy is reviewed as a policy, a practice as a practice: minutes on
faults of the network review no regulation, and a review of the regulation no network.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence_checker.matching.case import TOLD, Case, Hit, is_service
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.lexicon import Phrase, Stand
from evidence_checker.matching.scan import SILENT_ROLES, ScannedPaper, ScannedPassage
from evidence_checker.matching.scope import Place, Scope
from evidence_checker.model import (
    POLICIES,
    ConditionResult,
    DocumentKind,
    DocumentStatus,
    Issuer,
    ModifierKind,
    NearMiss,
    Proof,
    Role,
    Support,
    Verdict,
)

_HEADS = 2  # lead-ins of a row that may say what its table tells
_COVER = 4  # passages that may be a paper's title
_NEAR = 3  # passages after the subject in which issue and recommendation must stand
_TOO_OLD = 2  # years, where the rubric names no limit
_REFERENCE = 5  # words in which a finding names the article that it is about
_CLAUSE = 25  # words between a subject and the words that leave it out
_KINDS = (DocumentKind.LAPORAN, DocumentKind.NOTULENSI)
_LETTERS = (DocumentKind.SURAT, DocumentKind.PAPARAN)  # a review only if they go through a policy's articles
_NEVER = re.compile(
    r"\b(?:belum|tidak|tak)\s+pernah\b|\bbelum\s+(?:ada|dilakukan|diadakan|dilaksanakan)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BY_RULE = "aturan reviu"
_LEFT_OUT = "objek ini dinyatakan di luar lingkup reviu"


@dataclass(frozen=True, slots=True)
class Review:
    """A review of the subject: its paper, the passages with subject, issue and recommendation, and their words."""

    paper: int
    date: str
    year: int | None
    subjects: tuple[int, ...]
    issues: tuple[int, ...]
    recommendations: tuple[int, ...]
    stems: frozenset[str]


def review(case: Case) -> ConditionResult:
    """Prove by the minutes or report of a review; a norm that orders one only promises it."""
    reviews, rejected = find_reviews(case)
    if reviews:
        supports = [support for found in reviews for support in shown(case, found)]
        reason = "reviu memuat persoalan dan rekomendasi"
        return case.result(Verdict.SUPPORTED, reason, supports=supports, matcher=_BY_RULE)
    left_out = [m for m in rejected if m.reason == _LEFT_OUT]
    if left_out:
        supports = [Support(citation=left_out[0].citation)]
        return case.result(Verdict.CONTRADICTED, _LEFT_OUT, supports=supports, matcher=_BY_RULE)
    denied = _never_held(case)
    if denied:
        reason = "dokumen sendiri menyatakan reviu belum dilakukan"
        return case.result(Verdict.CONTRADICTED, reason, supports=denied, misses=rejected, matcher=_BY_RULE)
    promised = _promised(case)
    if promised:
        reason = "reviu baru diperintahkan atau direncanakan, pelaksanaannya tidak ditunjukkan"
        return case.result(Verdict.PLANNED, reason, supports=promised, misses=rejected, matcher=_BY_RULE)
    reason = rejected[0].reason if rejected else "laporan atau notulen reviu tidak ditemukan"
    return case.result(Verdict.NOT_FOUND, reason, misses=rejected, matcher=_BY_RULE)


def find_reviews(case: Case) -> tuple[list[Review], list[NearMiss]]:
    """Give the reviews of the subject, and what looks like one with the reason why it is none.

    A report of what came of a review is none itself, unless nothing else tells of the review.
    """
    found, rejected = _find(case, of_what_came=False)
    return (found, rejected) if found else (_find(case, of_what_came=True)[0], rejected)


def _find(case: Case, *, of_what_came: bool) -> tuple[list[Review], list[NearMiss]]:
    found: list[Review] = []
    rejected: list[NearMiss] = []
    for paper, (scanned, scope) in enumerate(zip(case.shared.papers, case.scopes, strict=True)):
        if not _may_review(case, paper) or _says(scanned, "ditindaklanjuti", case) != of_what_came:
            continue
        for part in _parts(case, scanned):
            articles, on_policy = _articles(case, scanned), _on_policy(case, scanned)
            subjects = tuple(
                i
                for i in part
                if _speaks(scanned, i)
                and (
                    scope.own[i]
                    or i in on_policy
                    or _names(scanned, i, articles)
                    or _criticised(case, scanned, i, articles)
                )
            )
            fault = flaw(case, paper, part) or _left_out(case, paper, subjects)
            made = fault or _review(case, paper, part, subjects)
            if isinstance(made, Review):
                found.append(made)
            elif subjects:
                citation = case.cite_passage(paper, subjects[0])
                rejected.append(NearMiss(condition=case.condition.id, citation=citation, reason=made))
    return found, rejected


def _may_review(case: Case, paper: int) -> bool:
    scanned = case.shared.papers[paper]
    spoken_of = case.scopes[paper].weight > 0 or bool(_articles(case, scanned)) or bool(_on_policy(case, scanned))
    return spoken_of and scanned.paper.status.kind in (*_KINDS, *_LETTERS)


def _articles(case: Case, scanned: ScannedPaper, *, alone: bool = True) -> frozenset[str]:
    """Give the articles on the subject of the policies that a paper names by number ("Pasal 6" reviews it).

    Where it names several policies, an article that more than one of them has says nothing `alone`.
    """
    named = _named(case, scanned)
    counts = Counter(article for at in named for article in _of(case.shared.papers[at], None))
    found = {article for at in named for article in _of(case.shared.papers[at], case.scopes[at])}
    return frozenset(article for article in found if counts[article] == 1 or not alone)


def amended_articles(case: Case, scanned: ScannedPaper) -> frozenset[str]:
    """Give the articles on the subject of the policies that a paper's title names by number (those that it amends)."""
    title = {token.form for token in scanned.title_words}
    return frozenset(
        article
        for policy, scope in zip(case.shared.papers, case.scopes, strict=True)
        if policy is not scanned and policy.paper.status.number and policy.paper.status.number.lower() in title
        for article in _of(policy, replace(scope, titled=False))
    )


def _of(policy: ScannedPaper, scope: Scope | None) -> frozenset[str]:
    """Give the numbers of a policy's articles, or of those that speak of the subject."""
    places = scope.places if scope else [Place.OWN] * len(policy.passages)
    return frozenset(
        passage.passage.address.pasal.lower()
        for passage, place in zip(policy.passages, places, strict=True)
        if (place >= Place.ABOVE or (scope and scope.titled))
        and passage.passage.role is Role.NORM
        and passage.passage.address.pasal
    )


def _named(case: Case, scanned: ScannedPaper) -> list[int]:
    """Give the policies that a paper's title names by number; else those it names by number and year in its text."""
    title = {token.form for token in scanned.title_words}
    policies = [
        (at, other.paper.status)
        for at, other in enumerate(case.shared.papers)
        if other is not scanned and other.paper.status.number and other.paper.passages
    ]
    in_title = [at for at, status in policies if status.number.lower() in title]
    return in_title or [
        at for at, status in policies if status.kind in POLICIES and status.year and _says_number(scanned, status)
    ]


def _says_number(scanned: ScannedPaper, policy: DocumentStatus) -> bool:
    said = _numbered(policy)
    return any(said.search(p.passage.text) for p in scanned.passages)


def _numbered(policy: DocumentStatus) -> re.Pattern[str]:
    year = "" if str(policy.year) in policy.number else rf"(?:\s+tahun\s+|/){policy.year}"
    return re.compile(rf"(?<![\w/.-]){re.escape(policy.number)}{year}(?!\w)", re.IGNORECASE)


def _on_policy(case: Case, scanned: ScannedPaper) -> frozenset[int]:
    """Give the passages below a heading, and the rows, that name by number a policy on this subject alone."""
    if not _of_policy(case):
        return frozenset()
    named = [
        _numbered(other.paper.status)
        for other, scope in zip(case.shared.papers, case.scopes, strict=True)
        if other is not scanned and scope.titled and other.paper.status.kind in POLICIES and other.paper.status.number
    ]
    heads = {
        i
        for i, p in enumerate(scanned.passages)
        if p.passage.role in (Role.TITLE, Role.TABLE) and i >= _COVER and any(n.search(p.passage.text) for n in named)
    }
    below = {i for i, p in enumerate(scanned.passages) if heads.intersection(p.passage.lead_ins)}
    return frozenset(heads | below)


def _names(scanned: ScannedPaper, number: int, articles: frozenset[str], *, anywhere: bool = False) -> bool:
    """Tell whether a passage opens with one of these articles ("Pasal 6 pusat data: salinan hanya satu tempat")."""
    forms = [token.form for token in scanned.passages[number].tokens[: None if anywhere else _REFERENCE]]
    return any(a == "pasal" and b in articles for a, b in pairwise(forms))


def _criticised(case: Case, scanned: ScannedPaper, number: int, articles: frozenset[str]) -> bool:
    """Tell whether a passage says what is wrong with one of these articles, or what should be done about it."""
    if not _names(scanned, number, articles, anywhere=True):
        return False
    passage = scanned.passages[number]
    return _lacks(passage) or any(passage.ranges(case.shared.words_for[w]) for w in ("persoalan", "rekomendasi"))


def _lacks(passage: ScannedPassage) -> bool:
    """Tell whether a passage says that something is not there or not done."""
    return any(cue.modifier.kind is ModifierKind.NEGATED for cue in passage.cues)


def _parts(case: Case, scanned: ScannedPaper) -> list[range]:
    """Give the parts of a paper that are a review: all of it if its title says so, else the sections headed so."""
    whole = range(len(scanned.passages))
    kind = scanned.paper.status.kind
    named = kind in _KINDS and (_says(scanned, "reviu", case) or any(scanned.titled(p) for p in _title_words(case)))
    if named and _of_right_object(case, scanned, scanned.titled(case.shared.words_for["aturan"])):
        return [whole]
    if _of_policy(case) and _judges_policy(case, scanned):
        return [whole]
    if named or kind not in _KINDS:
        return []
    phrase, about = case.shared.words_for["reviu"], case.shared.words_for["aturan"]
    titles = [i for i in whole if scanned.passages[i].passage.role is Role.TITLE]
    parts = []
    for at, end in zip(titles, [*titles, len(whole)][1:], strict=True):
        head = scanned.passages[at]
        if head.ranges(phrase, alone=True) and _of_right_object(case, scanned, bool(head.ranges(about, alone=True))):
            parts.append(range(at, end))
    return parts


def _of_policy(case: Case) -> bool:
    return case.indicator.level(2).conditions[0].requires_force


def _judges_policy(case: Case, scanned: ScannedPaper) -> bool:
    """Tell whether a paper goes through articles of the policies that it names, with what should be changed in them."""
    sure, possible = _articles(case, scanned), _articles(case, scanned, alone=False)
    own = next(scope.own for at, scope in enumerate(case.scopes) if case.shared.papers[at] is scanned)
    advice = case.shared.words_for["rekomendasi"]
    if any(scanned.passages[i].ranges(advice, alone=True) for i in _on_policy(case, scanned)):
        return True
    return any(
        _names(scanned, i, possible if own[i] else sure, anywhere=True)
        and any(p.ranges(advice, alone=True) for p in scanned.passages[i : i + _NEAR])
        for i in range(len(scanned.passages))
    )


def _title_words(case: Case) -> list[Phrase]:
    """Give the title words by which this indicator's reviews are known beside the general ones."""
    conditions = (c for rung in case.indicator.levels for c in rung.conditions if c.proof is Proof.REVIEW)
    return [case.shared.lexicon.phrase(text) for c in conditions for text in c.phrases]


def _of_right_object(case: Case, scanned: ScannedPaper, names_policy: bool) -> bool:
    """Tell whether what is reviewed is of the indicator's sort: a policy for a policy, else a practice."""
    of_policy = _of_policy(case)
    return names_policy == of_policy or (of_policy and _says(scanned, "aturan", case))


def _says(scanned: ScannedPaper, name: str, case: Case) -> bool:
    """Tell whether the title or one of the first headings says so (a title may stand over several lines)."""
    phrase = case.shared.words_for[name]
    heads = (p for p in scanned.passages[:8] if p.passage.role is Role.TITLE)
    return scanned.titled(phrase) or any(p.ranges(phrase, alone=True) for p in heads)


def flaw(case: Case, paper: int, part: range) -> str:
    """Say in Indonesian why part of a paper is no review that counts: its issuer, its date, its age; else empty."""
    scanned = case.shared.papers[paper]
    status = scanned.paper.status
    if case.shared.on_instrument[paper]:
        return "laporan evaluasi SPBE menurut instrumen, bukan reviu atas objek ini"
    if status.issuer in (Issuer.NATIONAL, Issuer.OTHER_AGENCY):
        return f"reviu diterbitkan {status.institution or 'instansi lain'}"
    dated = _dated(scanned, part)
    if dated is None:
        return "tanggal reviu tidak terbaca, perlu telaah"
    if case.shared.year and case.shared.year - dated >= _age_limit(case):
        return f"reviu tahun {dated} sudah dua tahun atau lebih pada tahun evaluasi {case.shared.year}"
    return ""


def _dated(scanned: ScannedPaper, part: range) -> int | None:
    """Give the year of a review: of its paper, or of the section that is one (the newest year that it names)."""
    status = scanned.paper.status
    paper = int(status.date[:4]) if status.date else status.year
    if len(part) == len(scanned.passages) or paper is None:
        return paper
    named = {int(t.form) for i in part for t in scanned.passages[i].tokens if _YEAR.fullmatch(t.form)}
    return min(max(named, default=paper), paper)


def _age_limit(case: Case) -> int:
    """Give the age in years at which a review of this indicator is too old (general rule `reviu_kurang_2_tahun`)."""
    ages = [c.max_age_years for rung in case.indicator.levels for c in rung.conditions if c.proof is Proof.REVIEW]
    return max(ages, default=0) or _TOO_OLD


def _left_out(case: Case, paper: int, subjects: tuple[int, ...]) -> str:
    """Say so if the review itself says that it leaves the subject out, or every article on it."""
    phrase = case.shared.words_for["di_luar_reviu"]
    scanned, own = case.shared.papers[paper], case.scopes[paper].own
    articles = _articles(case, scanned)

    def out(number: int, stands: Iterable[Stand]) -> bool:
        passage = scanned.passages[number]
        said = passage.ranges(phrase, alone=True)
        return any(_one_sentence(passage, stand, left) for left in said for stand in stands)

    named = any(out(i, own[i]) for i in subjects)
    by_article = bool(subjects) and all(out(i, _article_stands(scanned.passages[i], articles)) for i in subjects)
    return _LEFT_OUT if named or by_article else ""


def _article_stands(passage: ScannedPassage, articles: frozenset[str]) -> list[Stand]:
    pairs = enumerate(pairwise(token.form for token in passage.tokens))
    return [Stand(at, at + 2, ((at, at + 2),)) for at, (a, b) in pairs if a == "pasal" and b in articles]


def _one_sentence(passage: ScannedPassage, one: Stand, other: Stand) -> bool:
    first, last = min(one.high, other.high), max(one.low, other.low)
    if last - first > _CLAUSE:
        return False
    between = passage.passage.text[passage.tokens[first - 1].end : passage.tokens[last].start]
    return not re.search(r"[.;!?]\s", between)


def _review(case: Case, paper: int, part: range, subjects: tuple[int, ...]) -> Review | str:
    scanned = case.shared.papers[paper]
    titled = case.scopes[paper].titled
    headed = len(part) < len(scanned.passages) and part[0] in subjects
    told = _told_of(case, paper, part)
    if titled or headed:
        around = set(part)
    elif told:
        around, subjects = set(told), subjects or told[:1]
    else:
        kept = [i for i in subjects if not any(scanned.passages[i].ranges(p, alone=True) for p in case.excluding)]
        around = {near for i in kept for near in _around(i, scanned)}
    words = case.shared.words_for
    issues = _with(scanned, around, words["persoalan"])
    if not issues:
        issues = tuple(i for i in sorted(around) if _speaks(scanned, i) and _lacks(scanned.passages[i]))
    advice = _with(scanned, around, words["rekomendasi"])
    if not issues or not advice or not (subjects or titled):
        return "laporan tidak memuat persoalan dan rekomendasi tentang objek ini"
    stems = {t.stem for i in {*advice, *subjects} for t in scanned.passages[i].tokens if len(t.stem) > 3}
    status = scanned.paper.status
    return Review(paper, status.date, status.year, subjects, issues, advice, frozenset(stems))


def _told_of(case: Case, paper: int, part: range) -> tuple[int, ...]:
    """Give the passages of a part that speak of an electronic service, whatever they call it."""
    if not is_service(case.indicator):
        return ()
    places = case.scopes[paper].places
    return tuple(i for i in part if places[i] >= Place.PAPER)


def _with(scanned: ScannedPaper, around: set[int], phrase: Phrase) -> tuple[int, ...]:
    speaking = [i for i in sorted(around) if _speaks(scanned, i)]
    said = tuple(i for i in speaking if scanned.passages[i].ranges(phrase))
    return said or tuple(i for i in speaking if _in_column(scanned, i, phrase))


def _in_column(scanned: ScannedPaper, number: int, phrase: Phrase) -> bool:
    """Tell whether a row stands below a table's head, or a heading, that says so ("Layanan | Saran | Penanggung")."""
    passage = scanned.passages[number].passage
    heads = passage.lead_ins[: -_HEADS - 1 : -1] if passage.role is Role.TABLE else ()
    rows = [i for i in passage.lead_ins if scanned.passages[i].passage.role is Role.TABLE]
    return any(scanned.passages[i].ranges(phrase, alone=True) for i in (*heads, *rows[:1]))


def _speaks(scanned: ScannedPaper, number: int) -> bool:
    return scanned.passages[number].passage.role not in (Role.CONTENTS, Role.DEFINITION)


def _around(number: int, scanned: ScannedPaper) -> set[int]:
    """Give the passages that speak of the same matter: the next few, and for a table row its table's head."""
    last = min(len(scanned.passages), number + _NEAR + 1)
    if scanned.passages[number].passage.role is not Role.TABLE:
        return set(range(max(0, number - 1), last))
    start = number
    while start > 0 and scanned.passages[start].passage.role is not Role.TITLE:
        start -= 1
    rows = [i for i in range(start, number) if scanned.passages[i].passage.role is Role.TABLE]
    heads = {i for i in range(start, number) if scanned.passages[i].passage.role is not Role.TABLE}
    return {number, *heads, *rows[:1]}


def shown(case: Case, found: Review) -> list[Support]:
    """Show the subject, an issue and a recommendation of a review, each once."""
    chosen = [*found.subjects[:1], *found.issues[:1], *found.recommendations[:2]]
    passages = case.shared.papers[found.paper].passages
    return [
        Support(citation=case.cite_passage(found.paper, i), matched="isi reviu")
        for i in dict.fromkeys(chosen)
        if passages[i].tokens
    ]


def _never_held(case: Case) -> list[Support]:
    """Find where a paper says that the subject was never reviewed: "Peninjauan ... belum pernah dilakukan"."""
    phrase = case.shared.words_for["reviu"]
    for paper, number, passage, place in case.passages(Place.PAPER):
        if case.gate(paper).worth is not Worth.GOOD or passage.passage.role in SILENT_ROLES:
            continue
        for words in passage.ranges(phrase, alone=True):
            if _NEVER.search(passage.sentence(words)) and _of_itself(case, paper, number, words):
                return [Support(citation=case.cite(case.hit(paper, number, words, place)))]
    return []


def _of_itself(case: Case, paper: int, number: int, words: Stand) -> bool:
    """Tell whether a sentence speaks of the subject: by its name, or as the paper does there, not of something else."""
    passage, scope = case.shared.papers[paper].passages[number], case.scopes[paper]
    sentence = passage.sentences[words.low]
    if any(passage.sentences[stand.low] == sentence for stand in scope.own[number]):
        return True
    told = scope.titled and case.shared.told(case.indicator, paper, number) >= TOLD
    return told and "sendiri" not in {t.form for t in passage.tokens}


def _promised(case: Case) -> list[Support]:
    """Find a norm or plan that orders a review of the subject."""
    phrase = case.shared.words_for["reviu"]
    for paper, number, passage, _ in case.passages(Place.ARTICLE):
        ranges = passage.ranges(phrase, alone=True)
        if not ranges or passage.passage.role in SILENT_ROLES:
            continue
        gate = case.gate(paper)
        if gate.worth is not Worth.NONE or passage.passage.role is Role.NORM:
            return [Support(citation=case.cite(Hit(paper, number, ranges[0], "", Place.OWN, None, gate)))]
    return []
