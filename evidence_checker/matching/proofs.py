"""Norms, coverage, records and functions: what proves each kind of condition, one rule a kind."""

import re
from collections.abc import Sequence
from dataclasses import replace

from evidence_checker.matching.case import MOST_SUPPORTS, Case, Hit, good, why_not
from evidence_checker.matching.counts import counts
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.lexicon import Stand
from evidence_checker.matching.reach import number_of_units, words_of
from evidence_checker.matching.scope import Place
from evidence_checker.model import ConditionResult, DocumentKind, ModifierKind, Role, Support, Verdict

# A norm may speak of what will be built; only negation and exception take a norm away.
_NORM_BLOCKED = frozenset({ModifierKind.NEGATED, ModifierKind.EXCEPTED})
_FACT_BLOCKED = frozenset({ModifierKind.NEGATED, ModifierKind.EXCEPTED, ModifierKind.PLANNED, ModifierKind.POSSIBLE})
# "Pengguna dapat mengunggah" is how manuals say what an application does.
_FUNCTION_BLOCKED = _FACT_BLOCKED - {ModifierKind.POSSIBLE}
_ALL_UNITS = "{seluruh_unit"  # synonyms that phrases for all units begin with
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENACTED = re.compile(r"d\s?itetapkan|pada tanggal|diundangkan", re.IGNORECASE)
_TOPIC_WORDS = 18  # a subject this early in a norm is what the norm is about
_ENOUGH_TOPIC = 2
_SPOKEN_OF = 4  # mentions from which a paper is about a subject that its title does not name
_FIRST_WORDS = 2  # place of a subject that opens an ayat: "(1) Jaringan Intra ..."
_SAYS_SOMETHING = 4  # words that a norm must say of it
_OPENING = 8  # words of a norm by which it is shown


def norm(case: Case) -> ConditionResult:
    """Prove by a norm of an internal policy in force with the subject in scope."""
    hits = list(case.hits(case.phrases, Place.PAPER if case.phrases else Place.ABOVE))
    firm = [h for h in hits if good(h, blocked=_NORM_BLOCKED) and _normative(case, h)] or _all_by_number(case)
    founding = case.level == case.indicator.levels[1].number  # that there is a policy at all
    if firm and (not founding or _topical(case, firm, 1 if case.phrases else _ENOUGH_TOPIC)):
        found = _supported(case, firm, "norma ditemukan")
        return _with_enactment(case, firm, found) if founding else found
    exists = founding and case.condition.id == case.indicator.levels[1].conditions[0].id
    chapter = (_opened(case) or _chapter(case)) if exists else []
    if chapter:
        return _with_enactment(case, chapter, _supported(case, chapter, "norma mengatur objek ini"))
    if firm:
        return _partly(case, firm, "objek hanya disebut sambil lalu dalam norma, tidak diatur tersendiri")
    return _not_supported(case, hits, _NORM_BLOCKED)


def _all_by_number(case: Case) -> list[Hit]:
    """Give the norms for as many units as the institution has, where all units are asked for ("pada 18 Unit Kerja")."""
    if not any(_ALL_UNITS in phrase.text for phrase in case.phrases):
        return []
    known = number_of_units(case.shared.papers)
    found = [
        case.hit(paper, number, words_of(passage, count), place)
        for paper, number, passage, place in case.passages(Place.PAPER)
        for count in counts(passage.passage.text, known)
        if count.all_units and (place >= Place.ARTICLE or case.scopes[paper].titled)
    ]
    return [hit for hit in found if good(hit, blocked=_NORM_BLOCKED) and _normative(case, hit)]


def _opened(case: Case) -> list[Hit]:
    """Give the norms whose very subject is the object: "Jaringan Intra diperuntukkan bagi ..."."""
    hits = (h for h in case.hits((), Place.OWN) if good(h, blocked=_NORM_BLOCKED) and _normative(case, h))
    firm = [h for h in hits if h.words.low <= _FIRST_WORDS]
    lengths = {(h.paper, h.passage): len(case.shared.papers[h.paper].passages[h.passage].tokens) for h in firm}
    return [h for h in firm if lengths[(h.paper, h.passage)] - h.words.high >= _SAYS_SOMETHING]


def _chapter(case: Case) -> list[Hit]:
    """Give the norms of a paper, chapter or part whose title names the subject, if there are several."""
    found = []
    for paper, number, passage, place in case.passages(Place.ABOVE):
        scanned, own = case.shared.papers[paper], case.scopes[paper].own
        headed = case.scopes[paper].titled or any(
            own[i] and scanned.passages[i].passage.role is Role.TITLE for i in passage.passage.lead_ins
        )
        words = Stand(0, min(len(passage.tokens), _OPENING), ())
        hit = case.hit(paper, number, words, place)
        if headed and passage.passage.role is Role.NORM and good(hit, blocked=_NORM_BLOCKED):
            found.append(hit)
    return found if len(found) >= _ENOUGH_TOPIC else []


def _with_enactment(case: Case, hits: Sequence[Hit], found: ConditionResult) -> ConditionResult:
    """Show beside the norm where its paper says that it was enacted: that is what the condition asks first."""
    status = case.shared.papers[_best(hits)[0].paper].paper.status
    enacted = [c for c in status.citations if _ENACTED.search(c.quote)]
    shown = [Support(citation=c, matched="penetapan") for c in enacted[:1]]
    supports = [*found.supports[:1], *shown, *found.supports[1:]]
    return replace(found, supports=tuple(supports[:MOST_SUPPORTS]))


def coverage(case: Case) -> ConditionResult:
    """Prove element by element: each has its own citation, the missing ones are named."""
    policy = case.condition.requires_force
    blocked = _NORM_BLOCKED if policy else _FACT_BLOCKED
    supports: list[Support] = []
    missing: list[str] = []
    weak: list[Hit] = []
    for name, phrases in case.elements:
        hits = list(case.hits(phrases, Place.PAPER)) if phrases else []
        firm = [h for h in hits if good(h, blocked=blocked) and (not policy or _normative(case, h))]
        if firm:
            best = min(firm, key=_rank)
            supports.append(Support(citation=case.cite(best), element=name, matched=best.matched))
        else:
            missing.append(name)
            weak.extend(hits)
    wanted = case.condition.minimum or len(case.elements)
    if supports and len(supports) >= wanted:
        return case.result(
            Verdict.SUPPORTED,
            f"{len(supports)} dari {len(case.elements)} unsur ditemukan",
            supports=supports,
            missing=missing,
        )
    if supports:
        return case.result(
            Verdict.PARTLY,
            f"{len(supports)} dari {len(case.elements)} unsur ditemukan",
            supports=supports,
            missing=missing,
            misses=[case.miss(h, why_not(h)) for h in _best(weak)],
        )
    if policy and case.condition.minimum:
        return _general_norms(case, missing)
    found = _not_supported(case, weak, blocked)
    return case.result(found.verdict, found.reason, missing=missing, misses=found.near_misses)


def _general_norms(case: Case, missing: Sequence[str]) -> ConditionResult:
    """Partial coverage is also met by several norms on the subject itself that name no element (Pasal by Pasal)."""
    hits = [h for h in case.hits((), Place.OWN) if good(h, blocked=_NORM_BLOCKED) and _normative(case, h)]
    if len({(h.paper, h.passage) for h in hits}) >= _ENOUGH_TOPIC and _topical(case, hits):
        ordered = sorted(hits, key=_rank)
        supports = [Support(citation=case.cite(h), matched=h.matched) for h in ordered]
        return case.result(
            Verdict.SUPPORTED,
            "objek diatur beberapa norma, tanpa menyebut unsur",
            supports=supports,
            missing=missing,
            doubtful=True,
        )
    return case.result(Verdict.NOT_FOUND, "tidak ada unsur yang diatur", missing=missing)


def record(case: Case) -> ConditionResult:
    """Prove by a formal paper that states the fact; with no phrases, a paper of the accepted kind on the subject."""
    if not case.phrases:
        return _by_paper(case)
    hits = list(case.hits(case.phrases, Place.PAPER))
    firm = [h for h in hits if good(h, blocked=_FACT_BLOCKED) and not _only_listed(case, h)]
    if firm:
        return _supported(case, firm, "pelaksanaan ditunjukkan")
    return _not_supported(case, hits, _FACT_BLOCKED)


def _only_listed(case: Case, hit: Hit) -> bool:
    """Tell whether a hit is a row in a list about something else (an inventory that names the subject as a place).

    Where a plan is accepted evidence, a row of a programme is what is asked for.
    """
    if DocumentKind.RENCANA in case.condition.accepts_kinds or case.scopes[hit.paper].titled:
        return False
    kind, weight = case.shared.papers[hit.paper].paper.status.kind, case.scopes[hit.paper].weight
    if kind is DocumentKind.SOP and weight >= _SPOKEN_OF:
        return False  # the steps of a procedure on the subject are its rows
    passages = case.shared.papers[hit.paper].passages
    row = passages[hit.passage].passage
    if row.role is not Role.TABLE:
        return False
    own = case.scopes[hit.paper].own
    return not any(own[i] and passages[i].passage.role is not Role.TABLE for i in row.lead_ins)


def function(case: Case) -> ConditionResult:
    """Prove by an application shown doing it, in a paper about the service."""
    hits = list(case.hits(case.phrases, Place.PAPER))
    firm = [h for h in hits if good(h, blocked=_FUNCTION_BLOCKED)]
    if firm:
        return _supported(case, firm, "fungsi aplikasi ditunjukkan")
    return _not_supported(case, hits, _FUNCTION_BLOCKED)


def _by_paper(case: Case) -> ConditionResult:
    for paper, (scanned, scope) in enumerate(zip(case.shared.papers, case.scopes, strict=True)):
        if not scope.titled or not scanned.passages or case.gate(paper).worth is not Worth.GOOD:
            continue
        status = scanned.paper.status
        supports = [Support(citation=c, matched="judul dokumen") for c in status.citations[:2]]
        if not supports:
            supports = [Support(citation=case.cite_passage(paper, 0), matched="judul dokumen")]
        kind = status.kind.value.replace("_", " ")
        return case.result(
            Verdict.SUPPORTED,
            f"tersedia dokumen jenis \u201c{kind}\u201d tentang objek ini",
            supports=supports,
        )
    return case.result(Verdict.NOT_FOUND, "dokumen tentang objek ini tidak ditemukan")


def _normative(case: Case, hit: Hit) -> bool:
    """Tell whether a hit stands where a policy lays down norms: its articles, dicta, or an annex of its own."""
    scanned = case.shared.papers[hit.paper]
    role = scanned.passages[hit.passage].passage.role
    if role is Role.NORM:
        return True
    if case.shared.on_plan[hit.paper]:
        return False  # what a plan sets out to do is laid down nowhere
    if role is Role.TABLE and not _table_on_subject(case, hit):
        return False  # a row of an inventory names the subject and rules nothing
    if role in (Role.ANNEX, Role.TABLE, Role.NARRATIVE):
        return scanned.paper.status.kind in (DocumentKind.KEPUTUSAN, DocumentKind.SURAT_EDARAN) or role is Role.ANNEX
    return False


def _table_on_subject(case: Case, hit: Hit) -> bool:
    scope = case.scopes[hit.paper]
    row = case.shared.papers[hit.paper].passages[hit.passage].passage
    return scope.titled or any(scope.own[i] for i in row.lead_ins)


def _topical(case: Case, hits: Sequence[Hit], enough: int = _ENOUGH_TOPIC) -> bool:
    """Tell whether the subject is regulated, not only mentioned: named in a heading or early in several norms."""
    weight = 0
    for hit in {(h.paper, h.passage): h for h in hits}.values():
        scanned = case.shared.papers[hit.paper]
        scope = case.scopes[hit.paper]
        passage = scanned.passages[hit.passage].passage
        titled = any(scope.own[i] and scanned.passages[i].passage.role is Role.TITLE for i in passage.lead_ins)
        if titled or scope.titled:
            weight += _ENOUGH_TOPIC
        elif scope.own[hit.passage] and scope.own[hit.passage][0].low < _TOPIC_WORDS:
            weight += 1
    return weight >= enough


def _rank(hit: Hit) -> tuple[int, tuple[int, int], float, int, int, int]:
    return (-hit.place, hit.standing, -hit.likeness, hit.paper, hit.passage, hit.words.low)


def _supported(case: Case, hits: Sequence[Hit], reason: str) -> ConditionResult:
    best = _best(hits)
    supports = [Support(citation=case.cite(h), matched=h.matched) for h in best]
    telling = [support for support in supports if len(_WORD.findall(support.citation.quote)) >= _SAYS_SOMETHING]
    supports = telling or supports  # "Jumlah" alone shows nobody anything
    return case.result(Verdict.SUPPORTED, f"{reason}: \u201c{best[0].matched}\u201d", supports=supports)


def _partly(case: Case, hits: Sequence[Hit], reason: str) -> ConditionResult:
    supports = [Support(citation=case.cite(h), matched=h.matched) for h in _best(hits)]
    return case.result(Verdict.PARTLY, reason, supports=supports, doubtful=True)


def _best(hits: Sequence[Hit], most: int = 5) -> list[Hit]:
    """Give the nearest hits, one a passage."""
    seen: dict[tuple[int, int], Hit] = {}
    for hit in sorted(hits, key=_rank):
        seen.setdefault((hit.paper, hit.passage), hit)
    return list(seen.values())[:most]


def _not_supported(case: Case, hits: Sequence[Hit], blocked: frozenset[ModifierKind]) -> ConditionResult:
    """Say the most telling of: doubtful, planned, contradicted, not found; with the near misses."""
    misses = [case.miss(h, why_not(h)) for h in _best(hits, 3)]
    loud = [h for h in hits if not h.silent]
    doubtful = [h for h in loud if h.gate.worth is Worth.DOUBTFUL and h.modifier not in blocked]
    if doubtful:
        return _partly(case, doubtful, doubtful[0].gate.reason)
    planned = [h for h in hits if _is_plan(h)]
    negated = [h for h in loud if h.gate.worth is Worth.GOOD and h.modifier is ModifierKind.NEGATED]
    for verdict, found in ((Verdict.CONTRADICTED, negated), (Verdict.PLANNED, planned)):
        if found:
            supports = [Support(citation=case.cite(h), matched=h.matched) for h in _best(found, 2)]
            return case.result(verdict, why_not(_best(found)[0]), supports=supports, misses=misses)
    return case.result(Verdict.NOT_FOUND, misses[0].reason if misses else "tidak ditemukan", misses=misses)


def _is_plan(hit: Hit) -> bool:
    if hit.silent:
        return hit.silent.startswith("baru") and hit.gate.worth is Worth.GOOD
    if hit.gate.worth is Worth.PLANNED:
        return True
    return hit.gate.worth is Worth.GOOD and hit.modifier in (ModifierKind.PLANNED, ModifierKind.POSSIBLE)
