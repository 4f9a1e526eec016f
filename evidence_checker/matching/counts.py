"""Counts of units in a text: "34 dari 34 perangkat daerah", "dari 33 OPD baru 19", "sebelas OPD belum memakai".

Reads digits and Indonesian number words up to 99. Says for each count whether it covers all units or leaves some
out; what the count is of is for the caller to know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNIT = (
    r"(?:perangkat daerah|opd|skpd|unit kerja|satuan kerja|satker|dinas|badan|instansi|unit organisasi|"
    r"unit eselon i{1,2}|biro)"
)
_N = r"(\d{1,3})"
_A_WORD = r"(?:[^\W\d]+\s+)"
_USES = (
    r"(?:terdaftar|terhubung|tersambung|terlayani|terintegrasi|bergabung|memakai|menggunakan|memanfaatkan|menerapkan|"
    r"melaksanakan|mengikuti|menempatkan|menjalankan|menyampaikan)"
)


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


# (part, total): "34 dari 34 perangkat daerah", "34/34 OPD", "22 OPD dari 30", "perangkat daerah, yaitu 24 dari 24"
_PART_FIRST = (
    _pattern(rf"\b{_N}\s+{_A_WORD}{{0,3}}?(?:dari|pada|di)\s+{_A_WORD}?{_N}\s+(?:\w+\s+)?{_UNIT}"),
    _pattern(rf"\b{_N}\s?/\s?{_N}\s+(?:\w+\s+)?{_UNIT}"),
    _pattern(rf"\b{_N}\s+(?:\w+\s+)?{_UNIT}\s+dari\s+{_A_WORD}?{_N}\b"),
    _pattern(rf"{_UNIT}\b[^.;]{{0,15}}\b{_N}\s+dari\s+{_N}\b"),
)
# (total, part): "dari 33 perangkat daerah baru 19 yang terhubung"
_TOTAL_FIRST = _pattern(
    rf"\bdari\s+{_A_WORD}?{_N}\s+(?:\w+\s+)?{_UNIT}(?:[^\W\d]|[ ,])*?",
    rf"(?:baru|sebanyak|hanya|sudah|telah|tercatat)\s+{_N}\b",
)
# "dari 30 perangkat daerah, seluruhnya ...", "ke-30 perangkat daerah", "seluruh 34 perangkat daerah"
_ALL = (
    _pattern(rf"\bdari\s+{_A_WORD}?\d{{1,3}}\s+(?:\w+\s+)?{_UNIT}[^.;]{{0,20}}\b(?:seluruhnya|semuanya)\b"),
    _pattern(rf"\bke-?\s?\d{{1,3}}\s+{_UNIT}"),
    _pattern(rf"\b(?:seluruh|semua|segenap)\s+\d{{1,3}}\s+{_UNIT}"),
)
_NOT_ALL = (
    # "13 perangkat daerah belum terdaftar"
    _pattern(
        rf"(?:\b\d{{1,3}}\s+(?:\w+\s+){{0,2}}?{_UNIT}|{_UNIT})(?:\s+\w+){{0,3}}\s+(?:belum|tidak)\s+(?:\w+\s+)?",
        _USES,
    ),
    # "sebelas OPD memakai internet langganan sendiri"
    _pattern(
        rf"{_UNIT}(?:\s+[^\W\d]+){{0,6}}\s+(?:memakai|menggunakan|berlangganan)(?:\s+\w+){{0,5}}\s+",
        r"(?:sendiri|masing-masing|sendiri-sendiri)\b",
    ),
    # "belum seluruh perangkat daerah", "hampir seluruh OPD", "sebagian besar OPD", "OPD ... baru sebagian"
    _pattern(rf"\b(?:belum|tidak|baru|hampir(?: di)?)\s+(?:semua|seluruh|seluruhnya|sebagian)\b.{{0,40}}{_UNIT}"),
    _pattern(rf"\bsebagian\s+(?:besar\s+)?{_UNIT}"),
    _pattern(rf"{_UNIT}.{{0,40}}\b(?:belum|baru) (?:seluruhnya|sebagian)"),
)
# "dari 5 dinas yang dikaji": all of a sample is not all units
_SAMPLE = _pattern(
    r"\byang (?:dikaji|disurvei|diteliti|dikunjungi|diperiksa|diwawancarai)\b|\b(?:sampel|responden|uji petik)\b"
)
_DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_AFTER = 30  # characters after a count in which a sample is named
_ONE = "|".join(_DIGITS)
_NUMERAL = _pattern(
    rf"\b(?:(?P<tens>{_ONE}) puluh(?: (?P<ones>{_ONE}))?|(?P<teen>{_ONE}) belas|(?P<ten>sepuluh)|(?P<eleven>sebelas)",
    rf"|(?P<one>{_ONE}))\b",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count at [start, end) of a text: of all units, or of some of them only."""

    start: int
    end: int
    all_units: bool


def counts(text: str) -> Iterator[Count]:
    """Give the counts of units that a text states; the same place may be given by more than one form."""
    return (c for c in _stated(_in_digits(text)) if not _SAMPLE.search(text, c.start, c.end + _AFTER))


def _stated(plain: str) -> Iterator[Count]:
    ratios = [(m, int(m[1]), int(m[2])) for pattern in _PART_FIRST for m in pattern.finditer(plain)]
    ratios += [(m, int(m[2]), int(m[1])) for m in _TOTAL_FIRST.finditer(plain)]
    for match, part, total in ratios:
        if total >= 2 and part <= total:
            yield Count(match.start(), match.end(), part == total)
    for pattern in _ALL:
        yield from (Count(m.start(), m.end(), True) for m in pattern.finditer(plain))
    for pattern in _NOT_ALL:
        yield from (Count(m.start(), m.end(), False) for m in pattern.finditer(plain))


def _in_digits(text: str) -> str:
    """Write number words up to 99 as digits, padded so that every character keeps its place."""
    return _NUMERAL.sub(lambda m: str(_value(m)).ljust(len(m.group())), text)


def _value(m: re.Match[str]) -> int:
    if m["ten"] or m["eleven"]:
        return 10 if m["ten"] else 11
    if m["teen"]:
        return 10 + _DIGITS[m["teen"].lower()]
    if m["tens"]:
        return 10 * _DIGITS[m["tens"].lower()] + (_DIGITS[m["ones"].lower()] if m["ones"] else 0)
    return _DIGITS[m["one"].lower()]
