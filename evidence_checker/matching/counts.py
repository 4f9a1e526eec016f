"""Counts of units in a text: "34 dari 34 perangkat daerah", "dari 33 OPD baru 19", "sebelas OPD belum memakai".

Reads digits and Indonesian number words up to 99, also as "ke-23 kantor" and "23-nya". Says for each count whether
it covers all units or leaves some out; what the count is of is for the caller to know. How many units there are may
be said elsewhere: `sizes` finds it, and `counts` takes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WHOLE = (  # names of all units of an institution, whatever their kind
    r"(?:perangkat daerah|opd|skpd|unit kerja|satuan kerja|satker|kantor|instansi|unit organisasi|unit eselon i{1,2}|"
    r"eselon i{1,2}|pd|unit(?! (?:komputer|peladen|server|perangkat keras|laptop|barang|gawai|printer|pelaksana)))\b"
)
_UNIT = rf"(?:{_WHOLE}|(?:dinas|badan|biro)\b)"
_ANY_UNIT = rf"(?:{_UNIT}|(?:balai|bagian|kecamatan|direktorat|deputi|upt|puskesmas|kelurahan|kedeputian|pangkalan)\b)"
_FIGURE = r"(\d{1,3})(?![.,]?\d|\s?%|\s+persen)"
_N = rf"(?<![\d.,])(?<!ke-){_FIGURE}"  # "keempat kendali" counts no units
_A_WORD = r"(?:[^\W\d]+\s+)"
_USES = (
    r"(?:terdaftar|terhubung|tersambung|terlayani|terintegrasi|bergabung|memakai|menggunakan|memanfaatkan|menerapkan|"
    r"melaksanakan|mengikuti|menempatkan|menjalankan|menyampaikan)"
)
_LEFT_OUT = (
    r"(?:yang\s+)?(?:masih\s+)?(?:belum|tidak|absen|tertinggal|terlewat|terlewati|luput|ketinggalan|kosong|terputus|"
    r"dikecualikan|terkecuali|tersisa|menunggu|mangkir|berdiri sendiri|bekerja sendiri(?:an)?|di luar)\b"
)
_NO_ONE = r"\b(?:(?:tidak|tak)\s+(?:ada|satu|1|terdapat)|tiada)(?:\s*pun)?(?:\s+lagi)?"  # "satu" may be a digit by now


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


# (part, total): "34 dari 34 perangkat daerah", "34/34 OPD", "22 OPD dari 30", "perangkat daerah, yaitu 24 dari 24"
_OF = r"(?:dari|pada|di antara|di)"
_MONTH = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_OF_THINGS = rf"(?!(?:seluruh|semua|segenap|{_MONTH})\b){_A_WORD}"
_PART_FIRST = (
    _pattern(rf"{_N}\s+{_OF_THINGS}{{0,3}}?{_OF}\s+{_OF_THINGS}?{_N}\s+(?:\w+\s+)?{_UNIT}"),
    _pattern(rf"{_N}\s?/\s?{_N}\s+(?:\w+\s+)?{_UNIT}"),
    _pattern(rf"{_N}\s+(?:\w+\s+)?{_UNIT}\s+{_OF}\s+{_A_WORD}?{_N}"),
    _pattern(rf"{_UNIT}[^.;]{{0,15}}{_N}\s+(?:dari|di antara)\s+{_N}"),
)
# (total, part): "dari 33 perangkat daerah baru 19 yang terhubung"
_TOTAL_FIRST = _pattern(
    rf"\bdari\s+{_A_WORD}?{_N}\s+(?:\w+\s+)?{_UNIT}(?:[^\W\d]|[ ,])*?",
    rf"(?:baru|sebanyak|hanya|sudah|telah|tercatat)\s+{_N}",
)
# (part, total) of a table's last row: "jumlah 43/43", "keseluruhan 10 dari 26"
_SUM = _pattern(rf"\b(?:jumlah|total|keseluruhan)\b[\s:|=]*{_N}\s*(?:/|\bdari\b)\s*{_N}")
# the same of a row without signs, where the number of units is known: "Jumlah 28 28 1.689"
_SUM_ROW = _pattern(rf"^\W*(?:jumlah|total|keseluruhan)\b(?:\s+{_ANY_UNIT})?[\s:|=]+{_N}[\s|]+{_N}")
# the number of units beside itself, where it is known: "27 dari 27", the last cells of a row "28 | 28"
_SAME = (_pattern(rf"{_N}\s*(?:/|\bdari\b)\s*{_N}"), _pattern(rf"{_N}[\s|]+{_N}\W*$"))
# and told in two parts: "sebelas unit di pusat dan tujuh balai"
_IN_TWO = _pattern(rf"{_N}\s+{_ANY_UNIT}(?:\s+[^\W\d]+){{0,3}}\s+(?:dan|serta)\s+{_N}\s+{_ANY_UNIT}")
_ALL = (
    # "dari 30 perangkat daerah, seluruhnya ...", "dari 29 perangkat daerah tidak ada yang terlewat"
    _pattern(rf"\b(?:dari|di)\s+{_A_WORD}?{_N}\s+(?:\w+\s+)?{_UNIT}[^.;]{{0,20}}\b(?:seluruhnya|semuanya)\b"),
    _pattern(rf"\bdari\s+{_A_WORD}?{_N}\s+(?:\w+\s+)?{_UNIT}[^.;]{{0,25}}{_NO_ONE}\s+{_LEFT_OUT}"),
    # "ke-30 perangkat daerah", "seluruh 34 perangkat daerah", "semua satuan kerja (23)", "setiap satker, 62 jumlahnya"
    _pattern(rf"(?<!dari )\bke-\s?{_FIGURE}\s+{_UNIT}"),
    _pattern(rf"\b(?:seluruh|semua|segenap|masing-masing dari)\s+{_N}\s+(?:\w+\s+)?{_UNIT}"),
    _pattern(rf"\b(?:seluruh|semua|segenap|setiap|tiap)\s+{_UNIT}(?:\s+[^\W\d]+){{0,2}}\s*\(\s*{_N}(?:\s+\w+)?\s*\)"),
    _pattern(rf"\b(?:seluruh|semua|segenap|setiap|tiap)\s+{_UNIT},\s*{_N}\s+(?:jumlahnya|banyaknya|semuanya)"),
    # "lengkap dari 38 PD", "lengkaplah 37 unit kerja", "dua puluh satker komplet"
    _pattern(rf"\b(?:lengkap|genap|komplet)(?:lah)?\s+{_A_WORD}{{0,2}}?{_N}\s+{_UNIT}"),
    _pattern(rf"{_N}\s+{_UNIT}[^.;]{{0,60}}\btanpa (?:ter)?kecuali\b"),
    _pattern(rf"{_N}\s+{_UNIT},?\s+(?:lengkap|komplet|semuanya|seluruhnya|tanpa kecuali|tanpa terkecuali)\b"),
)
# what stands for all of a number of units that is said beside it: "35-nya", "dua puluh tiga-tiganya", "ke-23"
_EACH_OF = _pattern(r"(?:\bke-\s?|(?<![\d.,]))(\d{1,3})\s*(?:-\s?\w*nya|nya)\b|(?<!dari )\bke-\s?(\d{1,3})\b")
# units beside their number: "38 perangkat daerah", "satker terdaftar 35", "jumlah kantor: 29"
_NUMBER = _pattern(rf"{_N}\s+(?:nama\s+|lembar\s+)?{_WHOLE}")
_NUMBER_AFTER = _pattern(rf"{_WHOLE}(?:\s+[^\W\d]+){{0,3}}\s*[:=|]?\s*{_N}")
_ECHO = 60  # characters after the number of units in which the same number of users is told
_DUE = _pattern(r"\b(?:berlaku (?:bagi|untuk)|wajib|harus|diminta|diundang|sasaran|target|akan|dari)\b")
_LESS = _pattern(r"\b(?:belum|tidak|tak|tanpa|ditolak|batal|baru|hanya)\b")
_NO_UNIT_LEFT = (
    # "tidak ada unit yang tertinggal", "tidak satu pun dinas yang belum"
    _pattern(rf"{_NO_ONE}\s+{_ANY_UNIT}(?:\s+daerah)?(?:\s*pun)?(?:\s+\w+){{0,2}}?\s+{_LEFT_OUT}"),
    _pattern(rf"{_NO_ONE}\s+{_ANY_UNIT}\s+yang\s+(?:[^\W\d]+\s+){{1,5}}?(?:sendiri|sendirian|pengecualian)\b"),
    _pattern(rf"\b(?:seluruh|semua|setiap|segenap)\s+{_WHOLE}[^.;]{{0,25}}\btanpa (?:ter)?kecuali\b"),
)
_NOT_ALL = (
    # "13 perangkat daerah belum terdaftar"
    _pattern(rf"(?:{_N}\s+(?:\w+\s+){{0,2}}?{_UNIT}|{_UNIT})(?:\s+\w+){{0,3}}\s+(?:belum|tidak)\s+(?:\w+\s+)?", _USES),
    # "sebelas OPD memakai internet langganan sendiri"
    _pattern(
        rf"{_UNIT}(?<!kantor)(?:\s+[^\W\d]+){{0,6}}\s+(?:memakai|menggunakan|berlangganan)(?:\s+\w+){{0,5}}\s+",
        r"(?:sendiri|masing-masing|sendiri-sendiri)\b",
    ),
    # "belum seluruh perangkat daerah", "hampir seluruh OPD", "sebagian besar OPD", "OPD ... baru sebagian"
    _pattern(rf"\b(?:belum|tidak|baru|hampir(?: di)?)\s+(?:semua|seluruh|seluruhnya|sebagian)\b.{{0,40}}{_UNIT}"),
    _pattern(rf"\bsebagian\s+(?:besar\s+)?{_UNIT}"),
    _pattern(rf"{_UNIT}.{{0,40}}\b(?:belum|baru) (?:seluruhnya|sebagian)"),
    # "22 kantor selebihnya belum", "satker aktif 7 | satker belum 13"
    _pattern(rf"{_N}\s+{_UNIT}\s+(?:selebihnya|lain|lainnya|sisanya)\s+(?:masih|belum)\b"),
    _pattern(rf"\|\s*(?:{_UNIT}\s+)?belum(?:\s+[^\W\d]+)?\s*:?\s*(?!0\b){_N}"),
)
# "dari 5 dinas yang dikaji": all of a sample is not all units
_SAMPLE = _pattern(
    r"\byang (?:dikaji|disurvei|diteliti|dikunjungi|didatangi|diperiksa|diwawancarai|diundang|diminta|dipilih)\b"
    r"|\b(?:sampel|responden|uji petik|percontohan|perwakilan)\b"
)
_NO_UNIT = _pattern(_NO_ONE, rf"(?:\s+\w+){{0,3}}?\s+{_ANY_UNIT}")
_DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
_TWICE = _pattern(r"(?<![\d.,])(\d{1,3})\s*\(\s*\1\s*\)")
_AFTER = 30  # characters after a count in which a sample is named
_BEFORE = 40  # characters before a gap in which it may be denied
_RATIO_BEFORE = _pattern(r"\d\s+dari\s+\d+\s+$")  # "52 dari 135 | 8 dari 119 | Kantor yang ..."
_FEWEST = 5  # units of an institution; "kedua dinas" are two of them
_FEWEST_KNOWN = 10  # units from which on their number tells them apart from other things counted
_NEARLY = 0.6  # of the largest number of units; smaller ones are parts
_ONE = "|".join(_DIGITS)
_NUMERAL = _pattern(
    rf"\b(?P<ke>ke)?(?:(?P<tens>{_ONE}) puluh(?: (?P<ones>{_ONE}))?|(?P<teen>{_ONE}) belas|(?P<ten>sepuluh)",
    rf"|(?P<eleven>sebelas)|(?P<one>{_ONE}))(?:\b|(?=nya\b))",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count at [start, end) of a text: of all units, or of some of them only.

    `figure`: a number backs it. `bare`: only the number of units is told ("46 satker"), not that they are all.
    """

    start: int
    end: int
    all_units: bool
    figure: bool = True
    bare: bool = False


def counts(text: str, known: frozenset[int] = frozenset()) -> Iterator[Count]:
    """Give the counts of units that a text states; the same place may be given by more than one form.

    `known` are the numbers of units that the institution is said to have, if any.
    """
    plain = _in_digits(text)
    yield from (c for c in _stated(plain) if not _SAMPLE.search(text, c.start, c.end + _AFTER))
    yield from _of_known(plain, known)


@lru_cache(maxsize=1)
def sizes(texts: tuple[str, ...]) -> frozenset[int]:
    """Give how many units an institution has by these texts; a number well below the largest is of a part."""
    found = {n for text in texts for n in _sizes(_in_digits(text))}
    largest = max(found, default=0)
    return frozenset(n for n in found if n >= max(_FEWEST_KNOWN, _NEARLY * largest))


_TOTALS = (
    _pattern(rf"\b(?:seluruh|semua|segenap|ke-)\s*{_FIGURE}\s+{_WHOLE}"),
    _pattern(rf"(?:\d\s+{_A_WORD}?|^\W*|[.,;:(]\s*)(?:dari|di antara)\s+{_N}\s+{_WHOLE}"),
    _pattern(rf"\b(?:terdiri (?:atas|dari)|memiliki|mempunyai|jumlah)\s+{_N}\s+{_WHOLE}"),
    _pattern(rf"\b(?:jumlah|banyaknya)\s+{_WHOLE}[^.;|\d]{{0,20}}{_N}"),
    _pattern(rf"\b(?:seluruh|semua|setiap)\s+{_WHOLE}\s*\(\s*{_N}"),
)


def _sizes(plain: str) -> Iterator[int]:
    for pattern in _TOTALS:
        for m in pattern.finditer(plain):
            if not _SAMPLE.search(plain, m.start(), m.end() + _AFTER):
                yield int(m[1])


def _stated(plain: str) -> Iterator[Count]:
    ratios = [(m, int(m[1]), int(m[2])) for pattern in _PART_FIRST for m in pattern.finditer(plain)]
    ratios += [(m, int(m[2]), int(m[1])) for m in _TOTAL_FIRST.finditer(plain)]
    ratios += [(m, int(m[1]), int(m[2])) for m in _SUM.finditer(plain) if re.search(_ANY_UNIT, plain, re.I)]
    for match, part, total in ratios:
        if total >= 2 and part <= total and not _in_a_row(match):
            yield Count(match.start(), match.end(), part == total)
    for pattern in _ALL:
        yield from (Count(m.start(), m.end(), True) for m in pattern.finditer(plain) if int(m[1]) >= _FEWEST)
    for pattern in _NO_UNIT_LEFT:
        yield from (Count(m.start(), m.end(), True, figure=False) for m in pattern.finditer(plain))
    for pattern in _NOT_ALL:
        yield from (Count(m.start(), m.end(), False) for m in pattern.finditer(plain) if not _denied(plain, m))
    yield from _echoed(plain)


def _in_a_row(count: re.Match[str]) -> bool:
    """Tell whether a count is the last of a row of them, whose next word begins another row."""
    return bool(_RATIO_BEFORE.search(count.string, 0, count.start()))


def _denied(plain: str, gap: re.Match[str]) -> bool:
    """Tell whether a gap is one that no unit has: "tidak ada OPD yang belum memakai"."""
    no_unit = _NO_UNIT.search(plain, max(gap.start() - _BEFORE, 0), gap.end())
    return no_unit is not None and no_unit.start() <= gap.start()


def _echoed(plain: str) -> Iterator[Count]:
    """Find the number of units and the same number of users beside it: "jumlah kantor 29, jumlah penghuni 29"."""
    for pattern in (_NUMBER, _NUMBER_AFTER):
        for m in pattern.finditer(plain):
            if int(m[1]) < _FEWEST:
                continue
            rest = re.split(r"\.\s", plain[m.end() : m.end() + _ECHO])[0]
            again = re.search(rf"(?<![\d.,]){m[1]}(?![.,]?\d|\s?%)", rest)
            if again and not _LESS.search(rest[: again.start()]) and not _LESS.match(rest[again.end() :].lstrip()):
                yield Count(m.start(), m.end() + again.end(), True)
    yield from _each(plain, frozenset(int(m[1]) for m in _NUMBER.finditer(plain)))


def _each(plain: str, known: frozenset[int]) -> Iterator[Count]:
    """Find "35-nya" and "ke-23" where that many units are known."""
    for m in _EACH_OF.finditer(plain):
        number = int(m[1] or m[2])
        if number in known and number >= _FEWEST:
            yield Count(m.start(), m.end(), True)


def _of_known(plain: str, known: frozenset[int]) -> Iterator[Count]:
    """Find as many units as there are: "tersedia pada 46 satker", the row of sums "Jumlah 28 28"."""
    if not known:
        return
    yield from _each(plain, known)
    for m in _NUMBER.finditer(plain):
        clause = re.split(r"[.;|]\s", plain[: m.start()])[-1]
        after = re.split(r"[.;|]\s", plain[m.end() :])[0]
        if int(m[1]) in known and not any(p.search(clause) for p in (_LESS, _DUE)) and not _LESS.search(after):
            yield Count(m.start(), m.end(), True, bare=True)
    for m in _IN_TWO.finditer(plain):
        if int(m[1]) + int(m[2]) in known:
            yield Count(m.start(), m.end(), True, bare=True)
    for pattern in (_SUM_ROW, *_SAME):
        for m in pattern.finditer(plain):
            if m[1] == m[2] and int(m[1]) in known:
                yield Count(m.start(), m.end(), True)


def _in_digits(text: str) -> str:
    """Write number words up to 99 as digits, padded so that every character keeps its place.

    A number told twice, "18 (delapan belas)", is told once.
    """
    plain = _NUMERAL.sub(lambda m: (("ke-" if m["ke"] else "") + str(_value(m))).ljust(len(m.group())), text)
    return _TWICE.sub(lambda m: m[1].ljust(len(m.group())), plain)


def _value(m: re.Match[str]) -> int:
    if m["ten"] or m["eleven"]:
        return 10 if m["ten"] else 11
    if m["teen"]:
        return 10 + _DIGITS[m["teen"].lower()]
    if m["tens"]:
        return 10 * _DIGITS[m["tens"].lower()] + (_DIGITS[m["ones"].lower()] if m["ones"] else 0)
    return _DIGITS[m["one"].lower()]
