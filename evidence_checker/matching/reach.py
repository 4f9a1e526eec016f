"""Whether all units are covered: ratios ("34 dari 34"), counts and lists of units, weighed against claims.

A claim ("seluruh perangkat daerah") that a count or list contradicts is contradicted; one that nothing backs is
supported but flagged (user needs 5: coverage words without a matrix).
"""

import re
from collections.abc import Sequence

from evidence_checker.matching.case import Case, Hit, good, why_not
from evidence_checker.matching.gates import Worth
from evidence_checker.matching.lexicon import Stand
from evidence_checker.matching.polarity import governed
from evidence_checker.matching.scan import SILENT_ROLES, ScannedPassage
from evidence_checker.matching.scope import Place
from evidence_checker.model import Citation, ConditionResult, ModifierKind, NearMiss, Role, Support, Verdict

_BLOCKED = frozenset({ModifierKind.NEGATED, ModifierKind.EXCEPTED, ModifierKind.PLANNED, ModifierKind.POSSIBLE})
_UNIT = r"(?:perangkat daerah|opd|skpd|unit kerja|satuan kerja|satker|dinas|badan|instansi|unit organisasi)"
_N = r"(\d{1,3})"
# "34 dari 34 perangkat daerah", "34/34 OPD", "dari 33 OPD baru 19 yang terhubung": (part, total) or (total, part)
_PART_FIRST = (
    re.compile(rf"\b{_N}\s+(?:[^\W\d]+\s+){{0,3}}?(?:dari|pada|di)\s+(?:[^\W\d]+\s+)?{_N}\s+(?:\w+\s+)?{_UNIT}", re.I),
    re.compile(rf"\b{_N}\s?/\s?{_N}\s+(?:\w+\s+)?{_UNIT}", re.I),
    re.compile(rf"\b{_N}\s+(?:\w+\s+)?{_UNIT}\s+dari\s+(?:[^\W\d]+\s+)?{_N}\b", re.I),
)
_AFTER_UNIT = re.compile(rf"{_UNIT}\b[^.;]{{0,15}}\b{_N}\s+dari\s+{_N}\b", re.I)
_TOTAL_FIRST = re.compile(
    rf"\bdari\s+(?:[^\W\d]+\s+)?{_N}\s+(?:\w+\s+)?{_UNIT}(?:[^\W\d]|[ ,])*?(?:baru|sebanyak|hanya|sudah|telah|tercatat)\s+{_N}\b",
    re.I,
)
_ALL_OF = re.compile(
    rf"\bdari\s+(?:[^\W\d]+\s+)?\d{{1,3}}\s+(?:\w+\s+)?{_UNIT}[^.;]{{0,20}}\b(?:seluruhnya|semuanya)\b|\bke-?\s?\d{{1,3}}\s+{_UNIT}",
    re.I,
)
_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_NUMERAL = re.compile(
    r"\b(?:(?:(?P<tens>dua|tiga|empat|lima|enam|tujuh|delapan|sembilan) puluh(?: (?P<ones>satu|dua|tiga|empat|lima|enam|tujuh"
    r"|delapan|sembilan))?)|(?P<teen>dua|tiga|empat|lima|enam|tujuh|delapan|sembilan) belas|(?P<ten>sepuluh)|(?P<eleven>sebelas)"
    r"|(?P<one>satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan))\b",
    re.I,
)
_LACKING = re.compile(
    rf"(?:\b\d{{1,3}}\s+(?:\w+\s+){{0,2}}?{_UNIT}|{_UNIT})(?:\s+\w+){{0,3}}\s+(?:belum|tidak)\s+(?:\w+\s+)?"
    r"(?:terdaftar|terhubung|tersambung|terlayani|terintegrasi|bergabung|memakai|menggunakan|memanfaatkan|menerapkan|melaksanakan|mengikuti|menempatkan)",
    re.I,
)
_APART = re.compile(
    rf"{_UNIT}(?:\s+[^\W\d]+){{0,6}}\s+(?:memakai|menggunakan|berlangganan)(?:\s+\w+){{0,5}}\s+(?:sendiri|masing-masing|sendiri-sendiri)\b",
    re.I,
)
_NOT_ALL = re.compile(
    rf"\b(?:belum|tidak|baru|hampir(?: di)?)\s+(?:semua|seluruh|seluruhnya|sebagian)\b.{{0,40}}{_UNIT}|\bsebagian\s+(?:besar\s+)?{_UNIT}|{_UNIT}.{{0,40}}\b(?:belum|baru) (?:seluruhnya|sebagian)",
    re.I,
)
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


def reach(case: Case) -> ConditionResult:
    """Prove that all units are covered, or find the count or list that says otherwise."""
    backed: list[Support] = []
    against: list[Support] = []
    for paper, number, passage, place in case.passages(Place.PAPER):
        if passage.passage.role in SILENT_ROLES or case.gate(paper).worth is not Worth.GOOD:
            continue
        if place < Place.ABOVE and not passage.ranges(case.shared.words_for["pemakaian"], alone=True):
            continue  # a count of units in a paper about the subject need not be a count of its users
        _weigh(case, paper, number, passage, backed, against)
    against.extend(_gaps_in_lists(case))
    hits = list(case.hits(case.phrases, Place.PAPER))
    claims = [h for h in hits if _close(h) and good(h, blocked=_BLOCKED) and _says_all(case, h)]
    if against:
        return case.result(
            Verdict.CONTRADICTED,
            "dokumen sendiri menunjukkan belum semua unit tercakup",
            supports=against,
            misses=[case.miss(h, "klaim dibantah rincian dalam dokumen") for h in claims[:2]],
        )
    if backed:
        supports = backed + [Support(citation=case.cite(h), matched=h.matched) for h in claims]
        return case.result(
            Verdict.SUPPORTED, "jumlah unit yang tercakup sama dengan jumlah seluruh unit", supports=supports
        )
    if claims:
        supports = [Support(citation=case.cite(h), matched=h.matched) for h in claims]
        return case.result(
            Verdict.SUPPORTED,
            "dinyatakan mencakup seluruh unit, tanpa daftar atau angka pembanding: perlu telaah",
            supports=supports,
            doubtful=True,
        )
    return _missing(case, hits)


def _close(hit: Hit) -> bool:
    """Tell whether a claim is about the subject: named near it, or said in few words in a paper about it."""
    return hit.place >= Place.ABOVE or hit.words.high - hit.words.low <= _FEW_WORDS


def _says_all(case: Case, hit: Hit) -> bool:
    """Tell whether the passage of a hit says "all units", plainly."""
    passage = case.shared.papers[hit.paper].passages[hit.passage]
    ranges = passage.ranges(case.shared.words_for["seluruh_unit"], alone=True)
    return any(governed(passage.cues, words) not in _BLOCKED for words in ranges)


def _weigh(
    case: Case,
    paper: int,
    number: int,
    passage: ScannedPassage,
    backed: list[Support],
    against: list[Support],
) -> None:
    text = _in_digits(passage.passage.text)
    ratios = [(m, int(m[1]), int(m[2])) for pattern in (*_PART_FIRST, _AFTER_UNIT) for m in pattern.finditer(text)]
    ratios += [(m, int(m[2]), int(m[1])) for m in _TOTAL_FIRST.finditer(text)]
    for match, part, total in ratios:
        if 2 <= total and part <= total:
            support = Support(citation=_cite(case, paper, number, passage, match), matched=match.group().strip())
            (backed if part == total else against).append(support)
    whole = _ALL_OF.search(text)
    if whole:
        backed.append(Support(citation=_cite(case, paper, number, passage, whole), matched=whole.group()))
    for pattern in (_LACKING, _APART, _NOT_ALL):
        m = pattern.search(text)
        if m:
            against.append(Support(citation=_cite(case, paper, number, passage, m), matched=m.group()))


def _in_digits(text: str) -> str:
    """Write number words up to 99 as digits, padded so that every character keeps its place."""
    return _NUMERAL.sub(lambda m: str(_value(m)).ljust(len(m.group())), text)


def _value(m: re.Match[str]) -> int:
    if m["ten"] or m["eleven"]:
        return 10 if m["ten"] else 11
    if m["teen"]:
        return 10 + _UNITS[m["teen"].lower()]
    if m["tens"]:
        return 10 * _UNITS[m["tens"].lower()] + (_UNITS[m["ones"].lower()] if m["ones"] else 0)
    return _UNITS[m["one"].lower()]


def _cite(case: Case, paper: int, number: int, passage: ScannedPassage, match: re.Match[str]) -> Citation:
    inside = [i for i, t in enumerate(passage.tokens) if t.start < match.end() and match.start() < t.end]
    hit = Hit(paper, number, Stand(inside[0], inside[-1] + 1, ()), match.group(), Place.PAPER, None, case.gate(paper))
    return case.cite(hit)


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
