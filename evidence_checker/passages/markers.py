"""The first words of a line to the place in the legal tree or list that they open."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ORDINALS = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN",
    "KESEPULUH", "KESEBELAS", "KEDUABELAS", "KETIGABELAS", "KEEMPATBELAS", "KELIMABELAS", "KEENAMBELAS",
    "KETUJUHBELAS", "KEDELAPANBELAS", "KESEMBILANBELAS", "KEDUAPULUH",
)  # fmt: skip
_ORDINAL_NAMES = {name: position for position, name in enumerate(ORDINALS, start=1)} | {"PERTAMA": 1}

BAB = re.compile(r"^B\s?A\s?B\s+(?P<number>[IVXLCl1|]{1,8}|\d{1,2})(?![\w/])[.:]?\s*(?P<title>.*)$")
BAB_MIXED = re.compile(r"^Bab\s+(?P<number>[IVXLC]{1,8})[.:]?$")
BAGIAN = re.compile(r"^(?:Bagian|BAGIAN)\s+(?P<number>(?:Ke|KE)\s?\w+(?:\s(?:Belas|Puluh)\w*)?|Pertama|PERTAMA)$")
NAMED_PART = re.compile(
    r"^(?:Bab|Bagian|Buku|Modul|Lembar|BAB|BAGIAN|BUKU|MODUL|LEMBAR)\s+(?:[IVX]{1,5}|\d{1,2}|[A-Z])\s?[.:–-]\s*(?P<title>[A-Z].*)$"
)
FOREWORD = re.compile(
    r"^(?:kata\s+pengantar|kata\s+sambutan|sambutan|prakata|sekapur\s+sirih)(?:\s+[^\W\d]+){0,4}$", re.IGNORECASE
)
PARAGRAF = re.compile(r"^(?:Paragraf|PARAGRAF)\s+(?P<number>\d{1,2}|(?:Ke|KE)\w+|Pertama)\.?$")
PASAL = re.compile(r"^(?:Pasal|PASAL)\s*(?P<number>\d{1,3}\s?[A-Z]?|[IVX]{1,5})\s*\.?$")
PASAL_RUN_IN = re.compile(r"^Pasal\s+(?P<number>\d{1,3})\s+(?=\([1l]\)\s)")
LABEL = re.compile(
    r"^(?P<label>Me(?:ni|nl)(?:m|rn)bang|Meng[il1]n[gq]at|Me(?:m|rn)perhatikan|Me(?:m|rn)baca|Mendengar)"
    r"\s*[:;.]?(?:\s+|$)"
)
DECIDES = re.compile(r"^M\s?.{1,3}\s?U\s?T\s?U\s?S\s?K\s?A\s?N\s*[:;.]?$")
ESTABLISHES = re.compile(r"^(?:Menetapkan|MENETAPKAN)\s*(?:[:;.]\s*|$)(?=[A-Z\"“]|$)")
ANNEX = re.compile(
    r"^(?P<word>LAMPIRAN|Lampiran)(?:\s+(?P<number>[IVXLC]{1,6}|\d{1,2}|[A-Z])(?=[\s.:]|$))?\s*[.:]?\s*(?P<rest>.*)$"
)
_ANNEX_OF = re.compile(r"^(?:$|:|PERATURAN|KEPUTUSAN|SURAT|INSTRUKSI|Peraturan|Keputusan|Surat|Instruksi|PEDOMAN)")
EXPLANATION = re.compile(r"^P\s?E\s?N\s?J\s?E\s?L\s?A\s?S\s?A\s?N$")
CLOSING = re.compile(
    r"^(?:[Dd]itetapkan\s+di\b|[Dd]iundangkan\s+di\b|[Dd]ikeluarkan\s+di\b|D[il]sahkan\s+di\b|"
    r"Agar\s+(?:setiap|supaya)\b.{0,40}(?:mengetahui|orang)|Tembusan\b|Salinan\s+(?:sesuai|Keputusan)|"
    r"DITETAPKAN\s+DI\b|DIUNDANGKAN\s+DI\b)"
)
_MONTH = r"(?:Januari|[FP]e[bp]ruari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|No[vp]ember|Desember)"
PLACE_DATE = re.compile(rf"^[A-Z][A-Za-z. ]{{2,30}},\s*(?:\d{{1,2}}\s+)?{_MONTH}\s+\d{{4}}\.?$", re.IGNORECASE)
CONTENTS = re.compile(r"^DAFTAR\s+(?:ISI|TABEL|GAMBAR|LAMPIRAN|BAGAN|GRAFIK)\b[\s:]*$", re.IGNORECASE)
LEADER = re.compile(r"(?:\.{4,}|(?:\.\s){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$", re.IGNORECASE)
CAPTION = re.compile(
    r"^(?P<kind>Tabel|TABEL|Gambar|GAMBAR|Bagan|Grafik)\s*(?P<number>\d{1,3}(?:[.\-]\d{1,3})*|[IVX]+)\b"
)
KEY_VALUE = re.compile(r"^(?:[A-Z][\w/.,()& \-]{1,38}?\s*:(?:\s|$)|[a-z][\w/]{2,18}(?: [\w/]+)?\s+:\s)")
EXPLAINED = re.compile(r"^(?P<kind>Ayat|Huruf|Angka)\s+\(?(?P<shown>\d{1,3}|[a-z]{1,2})\)?\.?$")
TABLE_HEAD = re.compile(r"^(?:No\.?|NO\.?|Nomor|Kode|KODE)\s+[A-Z(]")
ROW = re.compile(r"^(?P<number>\d{1,3})(?:\s+(?=\S)|$)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A list marker: its style (`a.`, `1)`, ...), its position in its row, how it is printed, its length."""

    style: str
    value: int
    shown: str
    length: int


_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ayat", re.compile(r"^\((?P<v>\d{1,2}[a-z]?|[lI])\)\s*(?=\S)")),
    ("(a)", re.compile(r"^\((?P<v>[a-z])\)\s*(?=\S)")),
    ("decimal", re.compile(r"^(?P<v>\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+(?=\S)")),
    ("1.", re.compile(r"^(?P<v>\d{1,3})\s?\.\s*(?=[^\s\d.])")),
    ("1)", re.compile(r"^(?P<v>\d{1,3})\s?\)\s*(?=\S)")),
    ("a.", re.compile(r"^(?P<v>[a-z]{1,2})\.\s+(?=\S)")),
    ("a)", re.compile(r"^(?P<v>[a-z])\)\s*(?=\S)")),
    ("i.", re.compile(r"^(?P<v>[ivx]{1,5})[.)]\s+(?=\S)")),
    ("I.", re.compile(r"^(?P<v>[IVX]{1,5})\.\s+(?=\S)")),
    ("A.", re.compile(r"^(?P<v>[A-Z])\.\s+(?=\S)")),
    ("-", re.compile(r"^(?P<v>[-–•▪➢✓*·●○§\uf0b7\uf0a7\uf076\uf0d8]|o(?=\s))\s*(?=\S)")),
)


def roman(text: str) -> int:
    """Give the value of a roman number in any case; 0 if it is none."""
    total = 0
    digits = [ROMAN.get(char, 0) for char in text.casefold()]
    if not digits or 0 in digits:
        return 0
    for digit, following in zip(digits, [*digits[1:], 0], strict=True):
        total += -digit if digit < following else digit
    return total


def markers(text: str) -> tuple[Marker, ...]:
    """Give every reading of the list marker at the start of the text: `i.` is the ninth letter or one."""
    found = []
    for style, pattern in _MARKERS:
        match = pattern.match(text)
        if match is None:
            continue
        shown = match["v"]
        value = _value(style, shown)
        if value:
            found.append(Marker(style, value, "1" if shown in "lI" and style == "ayat" else shown, match.end()))
    return tuple(found)


def _value(style: str, shown: str) -> int:
    if style in ("a.", "a)", "(a)", "A."):
        letters = shown.casefold()
        if len(letters) == 2:
            return 26 + ord(letters[0]) - 96 if letters[0] == letters[1] else 0
        return ord(letters) - 96
    if style in ("i.", "I."):
        return roman(shown)
    if style == "ayat":
        return 1 if shown in "lI" else int(re.sub(r"\D", "", shown))
    if style == "decimal":
        return int(shown.rsplit(".", 1)[-1])
    return 1 if style == "-" else int(shown)


def diktum(text: str, last: int, *, after_stop: bool = False) -> tuple[str, int, int] | None:
    """Read `KEDUA :` at the start of a line: its name, position and the length of what was read.

    `last` is the position of the diktum before; a damaged word counts only where it is the next one, more
    damage is allowed `after_stop`, where the sentence before is over.
    """
    match = re.match(
        r"^(?P<name>[A-Z][A-Z,.'|]{2,}(?:\s(?:BELAS|PULUH)|\s?[A-Za-z],?[A-Z]{1,2}(?=\s))?)\s*(?P<colon>[:;.]?)\s*(?=\S|$)",
        text,
    )
    if match is None:
        return None
    name = re.sub(r"[^A-Z]", "", match["name"].upper())
    position = _ORDINAL_NAMES.get(name, 0)
    if position == last + 1 or (position > last and match["colon"]) or (after_stop and last < position <= last + 3):
        return ORDINALS[position - 1] if name != "PERTAMA" else name, position, match.end()
    if last < len(ORDINALS) and name.startswith(("KE", "K3", "KF")):
        wanted = ORDINALS[last]
        if not position and SequenceMatcher(None, name, wanted).ratio() >= (0.66 if after_stop else 0.72):
            return wanted, last + 1, match.end()
    return None


def annex(text: str, first_on_page: bool) -> str | None:
    """Give the annex that the line opens ("Lampiran II"), or None if it only speaks of one."""
    match = ANNEX.match(text)
    if match is None:
        return None
    rest = match["rest"]
    capital = match["word"] == "LAMPIRAN"
    named = first_on_page and re.match(r"^lampiran\s*[:.]\s*\S", text, re.IGNORECASE) is not None
    if not named and not (_ANNEX_OF.match(rest) and (capital or first_on_page)):
        return None
    if not capital and len(text.split()) > 9:
        return None
    return f"Lampiran {match['number']}" if match["number"] else "Lampiran"
