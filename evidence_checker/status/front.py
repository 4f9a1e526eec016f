"""Pages to lines folded for reading headings: capitals, letter-spacing closed, damaged letters mended."""

import re
from dataclasses import dataclass

from evidence_checker.model import Document, Page, Span, TextSource

FRONT_PAGES = 5  # pages with text in which a paper says what it is
_MIXED = re.compile(r"(?<![\w|!])[A-Za-z|!]*[0-9|!][A-Za-z0-9|!]*(?![\w|!])")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_HEAD_WORDS = re.compile(
    r"PERATURAN|KEPUTUSAN|INSTRUKSI|WALIKOTA|BUPATI|GUBERNUR|MENTERI|PRESIDEN|DAERAH|KABUPATEN|KOTA|PROVINSI|"
    r"NOMOR|TAHUN|TENTANG|LAMPIRAN|SURAT|EDARAN"
)
_TO_LETTER = str.maketrans({"0": "O", "1": "I", "|": "I", "!": "I", "5": "S", "8": "B"})
_TO_DIGIT = str.maketrans("OoDQlI|iZzSsBg", "00001111225589")


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of a page: as it stands (`text`), folded (`folded`), where, and its number on the page."""

    page: int
    start: int
    end: int
    text: str
    folded: str
    row: int
    scanned: bool

    def span(self) -> Span:
        """Give the place of the whole line."""
        return Span(page=self.page, start=self.start, end=self.end)


def printed(page: Page) -> tuple[Printed, ...]:
    """Give the lines of a page that hold a letter or digit."""
    found: list[Printed] = []
    at = 0
    for raw in page.text.split("\n"):
        text = raw.strip()
        if any(char.isalnum() for char in text):
            start = at + len(raw) - len(raw.lstrip())
            scanned = page.source is TextSource.OCR
            found.append(Printed(page.number, start, start + len(text), text, fold(text), len(found), scanned))
        at += len(raw) + 1
    return tuple(found)


def all_lines(document: Document) -> tuple[Printed, ...]:
    """Give the lines of all pages in order."""
    return tuple(line for page in document.pages for line in printed(page))


def front_lines(lines: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """Give the lines of the first pages that hold text."""
    pages = list(dict.fromkeys(line.page for line in lines))[:FRONT_PAGES]
    return tuple(line for line in lines if line.page in pages)


def fold(text: str) -> str:
    """Give the text in capitals, letter-spacing closed, and digits inside words read as letters."""
    closed = _SPACED.sub(lambda match: _parted(match.group().replace(" ", "")), text)
    mended = _MIXED.sub(_letters, closed.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", mended).strip().upper()


def _parted(word: str) -> str:
    """Part a word that letter-spacing ran together at the words that heads are made of."""
    return re.sub(r"\s+", " ", _HEAD_WORDS.sub(r" \g<0> ", word)).strip()


def _letters(match: re.Match[str]) -> str:
    word = match.group()
    letters = sum(char.isalpha() for char in word)
    return word.translate(_TO_LETTER) if letters >= 2 and letters > len(word) / 2 else word


def digits(text: str) -> str:
    """Give the text with letters that a scan reads for digits turned back; for numbers and years only."""
    return text.translate(_TO_DIGIT)


def year_in(text: str) -> int | None:
    """Read a year between 1945 and 2099, a damaged one (`2Ol8`) included; the last one in the text."""
    found = None
    for word in re.findall(r"(?<![\w.])[12lIZz][09OoDQ][0-9OolIDQzZ|]{2}(?!\w)", text):
        value = digits(word)
        if value.isdigit() and 1945 <= int(value) <= 2099:
            found = int(value)
    return found


def capitals(text: str) -> float:
    """Give the share of capitals among the letters, 0 if there are none."""
    letters = [char for char in text if char.isalpha()]
    return sum(char.isupper() for char in letters) / len(letters) if letters else 0.0


def titled(text: str) -> bool:
    """Tell whether a line is set like a title: capitals, or a capital on most longer words; not prose."""
    words = re.findall(r"[^\W\d_][\w-]*", text)
    if not words or len(words) > 18 or re.search(r"[;]$|\w\.$", text):
        return False
    if capitals(text) >= 0.75:
        return True
    long = [word for word in words if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
