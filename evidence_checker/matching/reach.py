"""Whether all units are covered: ratios ("34 dari 34"), counts and lists of units, weighed against claims.

A claim ("seluruh perangkat daerah") that a count or list contradicts is contradicted; one that nothing backs is
supported but flagged (user needs 5: coverage words without a matrix).
"""

import re
from collections.abc import Sequence

from evidence_checker.matching.case import Case, Hit, good, why_not
from evidence_checker.matching.counts import Count, counts, sizes
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.lexicon import Stand
from evidence_checker.matching.polarity import governed
from evidence_checker.matching.scan import SILENT_ROLES, ScannedPaper, ScannedPassage
from evidence_checker.matching.scope import Place
from evidence_checker.model import ConditionResult, Issuer, ModifierKind, NearMiss, Role, Support, Verdict

_BLOCKED = frozenset({ModifierKind.NEGATED, ModifierKind.EXCEPTED, ModifierKind.PLANNED, ModifierKind.POSSIBLE})
_UNIT_ROW = re.compile(
    r"^\W*\d{0,3}\W*(?:dinas|badan|sekretariat|inspektorat|kecamatan|kelurahan|rsud|satuan polisi|kantor|bagian|biro|"
    r"direktorat|deputi|puskesmas|uptd?)\b",
    re.I,
)
_EMPTY_CELL = re.compile(
    r"\b(?:nihil|tidak ada|tidak|belum)\b[\s\d.,|-]*$"
    r"|\bbelum (?:ada|terdaftar|terhubung|tersambung|memakai|menggunakan|menerapkan|terintegrasi|bergabung)\b",
    re.I,
)
_FEWEST_ROWS = 4
_FEW_WORDS = 12
_OPENING = 6  # words in which a paragraph names what it is about
_UNITS_AND_USE = 3  # words in which a claim names both, at the least


def reach(case: Case) -> ConditionResult:
    """Prove that all units are covered, or find the count or list that says otherwise."""
    counted = _counted(case)
    backed = [hit for hit, count in counted if count.all_units and count.figure]
    told = [hit for hit, count in counted if count.all_units and not count.figure]
    against = [hit for hit, count in counted if not count.all_units]
    gaps = [*(_shown(case, h) for h in against), *_gaps_in_lists(case)]
    hits = list(case.hits(case.phrases, Place.PAPER))
    claims = [h for h in hits if _close(case, h) and good(h, blocked=_BLOCKED) and _says_all(case, h)]
    claims = [h for h in claims if h.place is Place.OWN or not _of_another(case, h.paper, h.passage)]
    claims += told
    if gaps:
        reason = "dokumen sendiri menunjukkan belum semua unit tercakup"
        misses = [case.miss(h, "klaim dibantah rincian dalam dokumen") for h in claims[:2]]
        return case.result(Verdict.CONTRADICTED, reason, supports=gaps, misses=misses)
    supports = [_shown(case, h) for h in (*backed, *claims)]
    if backed:
        reason = "jumlah unit yang tercakup sama dengan jumlah seluruh unit"
        return case.result(Verdict.SUPPORTED, reason, supports=supports)
    if claims:
        reason = "dinyatakan mencakup seluruh unit, tanpa daftar atau angka pembanding: perlu telaah"
        return case.result(Verdict.SUPPORTED, reason, supports=supports, doubtful=True)
    return _missing(case, hits)


def _counted(case: Case) -> list[tuple[Hit, Count]]:
    """Find the counts of units that use the subject."""
    found = []
    known = number_of_units(case.shared.papers)
    for paper, number, passage, place in case.passages(Place.PAPER):
        if passage.passage.role in SILENT_ROLES or case.gate(paper).worth is not Worth.GOOD:
            continue
        row = passage.passage.role is Role.TABLE  # a table's head may say what its rows count
        used = bool(passage.ranges(case.shared.words_for["pemakaian"], alone=not row))
        if place < Place.ABOVE and not used:
            continue  # a count of units in a paper about the subject need not be a count of its users
        if any(passage.ranges(p, alone=True) for p in case.excluding):
            continue
        if place < Place.OWN and _of_another(case, paper, number):
            continue
        for count in counts(passage.passage.text, known):
            if count.bare and not used:
                continue
            words = words_of(passage, count)
            modifier = governed(passage.cues, words)
            if count.all_units and modifier in _BLOCKED:
                continue
            text = passage.passage.text[count.start : count.end].strip()
            hit = Hit(paper, number, words, text, place, modifier, case.gate(paper))
            found.append((hit, count))
    return found


def _of_another(case: Case, paper: int, number: int) -> bool:
    return case.shared.told_of_another(case.indicator, paper, number)


def number_of_units(papers: Sequence[ScannedPaper]) -> frozenset[int]:
    """Give how many units the institution has by its own papers."""
    own = [p for p in papers if p.paper.status.issuer in (Issuer.OWN, Issuer.UNKNOWN)]
    return sizes(tuple(p.passage.text for scanned in own for p in scanned.passages))


def words_of(passage: ScannedPassage, count: Count) -> Stand:
    """Give the words of a passage that a count stands on."""
    inside = [i for i, t in enumerate(passage.tokens) if t.start < count.end and count.start < t.end]
    return Stand(inside[0], inside[-1] + 1, ((inside[0], inside[-1] + 1),))


def _shown(case: Case, hit: Hit) -> Support:
    return Support(citation=case.cite(hit), matched=hit.matched)


def _close(case: Case, hit: Hit) -> bool:
    """Tell whether a claim is said of the subject: it names units and use, near the subject or in few words."""
    length = hit.words.high - hit.words.low
    if length < _UNITS_AND_USE:
        return False
    if hit.place is Place.OWN:
        return _same_matter(case, hit)
    return hit.place is Place.ABOVE or length <= _FEW_WORDS


def _same_matter(case: Case, hit: Hit) -> bool:
    """Tell whether the subject stands in the claim's sentence, or opens the paragraph."""
    passage = case.shared.papers[hit.paper].passages[hit.passage]
    own = case.scopes[hit.paper].own[hit.passage]
    sentence = passage.sentences[hit.words.low]
    return any(s.low < _OPENING or passage.sentences[s.low] == sentence for s in own)


def _says_all(case: Case, hit: Hit) -> bool:
    """Tell whether the passage of a hit says "all units", plainly."""
    passage = case.shared.papers[hit.paper].passages[hit.passage]
    ranges = passage.ranges(case.shared.words_for["seluruh_unit"], alone=True)
    return any(governed(passage.cues, words) not in _BLOCKED for words in ranges)


def _gaps_in_lists(case: Case) -> list[Support]:
    """Find rows of a list of units that say "nihil" or "belum" for a unit."""
    found: list[Support] = []
    for paper, scanned in enumerate(case.shared.papers):
        if not case.scopes[paper].titled or case.gate(paper).worth is not Worth.GOOD:
            continue
        rows = [
            (i, p)
            for i, p in enumerate(scanned.passages)
            if p.passage.role is Role.TABLE and _UNIT_ROW.search(p.passage.text)
        ]
        gaps = [(i, p) for i, p in rows if _EMPTY_CELL.search(p.passage.text)]
        if len(rows) >= _FEWEST_ROWS and gaps:
            found.extend(Support(citation=case.cite_passage(paper, i), matched="daftar unit") for i, _ in gaps[:2])
    return found


def _missing(case: Case, hits: Sequence[Hit]) -> ConditionResult:
    misses = [NearMiss(condition=case.condition.id, citation=case.cite(h), reason=why_not(h)) for h in hits[:3]]
    planned = [h for h in hits if not h.silent and h.modifier is ModifierKind.PLANNED]
    if planned:
        return case.result(
            Verdict.PLANNED,
            "baru rencana",
            supports=[Support(citation=case.cite(planned[0]), matched=planned[0].matched)],
            misses=misses,
        )
    return case.result(Verdict.NOT_FOUND, "cakupan seluruh unit tidak ditemukan", misses=misses)
