"""Pages to lines of print with their place on the page, without running heads, feet and catchwords."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from evidence_checker.model import Document, Page, Word
from evidence_checker.passages.markers import roman

_EDGE = 3  # lines from the top or the foot of a page in which running heads and feet stand
_LEVEL = 8.0  # points by which a running head may stand higher or lower on another page
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—~|.]*(?:(?:hal(?:aman)?|hlm|page|lembar)\b[\s.:|\-]*)?"
    r"(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:dari|of|/)\s*\d{1,4})?[\s\-–—~|]*$",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"ditandatangani\s+secara\s+elektronik|sertifikat\s+elektronik\s+yang\s+diterbitkan|"
    r"balai\s+(?:besar\s+)?sertifikasi\s+elektronik|^uu\s+ite\s+no|"
    r"informasi\s+elektronik\s+dan/atau\s+dokumen\s+elektronik\s+dan/atau\s+hasil\s+cetak|"
    r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:go\.id|id)/?\S*$|^distribusi\s+[ii]+$",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(
    r"^(?:BAB\s|Bagian\s|Paragraf\s|Pasal\s|LAMPIRAN\b|MEMUTUSKAN|Men(?:imbang|gingat|etapkan)|"
    r"\(?\w{1,2}[.)]\s)"
)
_TABLE_HEAD = re.compile(r"^(?:No\.?|NO\.?|Nomor)\s+\S+")
_CATCHWORD = re.compile(r"^(?P<stem>\S.{0,70}?)\s*(?:…+|(?:\.\s?){2,}\.?|\.\.+)\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of print: `page.text[start:end]` without outer blanks.

    `x0`, `x1`, `top`, `bottom` are in points, all 0 when the page has no boxes; `columns` are the left
    edges of the words that follow a wide gap; `gap` is the white above in units of the line's height, 0 when
    unknown.
    """

    page: int
    start: int
    end: int
    text: str
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    page_width: float = 0.0
    columns: tuple[float, ...] = ()
    gap: float = 0.0
    words: tuple[Word, ...] = ()

    @property
    def placed(self) -> bool:
        """Tell whether the place on the page is known."""
        return self.x1 > self.x0


def body(document: Document) -> tuple[Line, ...]:
    """Give the document's lines in reading order, running heads and feet left out."""
    pages = [tuple(_lines(page)) for page in document.pages]
    dropped = _repeated(pages)
    dropped |= _numbers_and_banners(pages, dropped)
    kept = [[line for line in lines if (line.page, line.start) not in dropped] for lines in pages]
    _drop_catchwords(kept)
    return tuple(line for lines in kept for line in lines)


def _lines(page: Page) -> Iterator[Line]:
    words = iter(page.words)
    word = next(words, None)
    above = 0.0
    at = 0
    for raw in page.text.split("\n"):
        end = at + len(raw)
        own: list[Word] = []
        while word is not None and word.start < end:
            if word.end > at:
                own.append(word)
            word = next(words, None)
        text = raw.strip()
        if text:
            start = at + len(raw) - len(raw.lstrip())
            line = _line(page, start, start + len(text), text, own, above)
            above = line.bottom
            yield line
        at = end + 1


def _line(page: Page, start: int, end: int, text: str, words: list[Word], above: float) -> Line:
    if not words:
        return Line(page.number, start, end, text)
    top = min(word.box[1] for word in words)
    bottom = max(word.box[3] for word in words)
    height = max(1.0, sorted(word.box[3] - word.box[1] for word in words)[len(words) // 2])
    columns = tuple(
        right.box[0] for left, right in pairwise(words) if right.box[0] - left.box[2] > max(8.0, 0.9 * height)
    )
    gap = (top - above) / height if above and top > above else 0.0
    x0, x1 = min(word.box[0] for word in words), max(word.box[2] for word in words)
    return Line(page.number, start, end, text, x0, x1, top, bottom, page.width, columns, gap, tuple(words))


def _edges(lines: tuple[Line, ...]) -> Iterator[tuple[str, Line]]:
    """Give the lines at the head and the foot of a page."""
    size = min(_EDGE, max(1, len(lines) // 2))
    for line in lines[:size]:
        yield "head", line
    for line in lines[max(size, len(lines) - size) :]:
        yield "foot", line


def _shapes(line: Line) -> Iterator[str]:
    """Give the ways in which a line may recur: as it stands, or with a number that counts the pages."""
    text = re.sub(r"[\s\-–—|.]+", " ", line.text.casefold()).strip()
    yield text
    for match in (re.search(r"(\d{1,4}|\b[ivxl]+)$", text), re.match(r"(\d{1,4})\b", text)):
        if match and len(match.group()) < len(text):
            number = int(match.group()) if match.group().isdigit() else roman(match.group())
            yield f"{text[: match.start()]}#{number - line.page}#{text[match.end() :]}"


def _repeated(pages: list[tuple[Line, ...]]) -> set[tuple[int, int]]:
    """Find lines that stand at the same edge of at least three pages, in a short paper of two."""
    places: dict[tuple[str, str], list[Line]] = {}
    for lines in pages:
        for edge, line in _edges(lines):
            if not _STRUCTURE.match(line.text):
                for shape in _shapes(line):
                    places.setdefault((edge, shape), []).append(line)
    filled = [lines[0].page for lines in pages if lines]
    dropped: set[tuple[int, int]] = set()
    for (edge, _), found in places.items():
        level = median_low(line.top for line in found)
        same = [line for line in found if abs(line.top - level) <= _LEVEL]
        count = len({line.page for line in same})
        short = len(filled) == 2 or (len(filled) <= 4 and edge == "head" and same[0].placed)
        twice = short and count == 2 and len(same[0].text.split()) > 2
        if (count >= 3 and count >= 0.05 * len(filled)) or twice:
            # the first page's own heading and the first head of a table are no running heads
            kept = _TABLE_HEAD.match(same[0].text) or (edge == "head" and same[0].page == filled[0])
            dropped |= {(line.page, line.start) for line in (same[1:] if kept else same)}
    return dropped


def _numbers_and_banners(pages: list[tuple[Line, ...]], dropped: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Find page numbers and signing services' banners: outside of them stands nothing but running heads."""
    found: set[tuple[int, int]] = set()
    for lines in pages:
        for edge in (lines[: _EDGE + 1], lines[::-1][: _EDGE + 1]):
            for line in edge:
                number = bool(_PAGE_NUMBER.match(line.text)) and len(lines) > 1
                if number or _BANNER.search(line.text):
                    found.add((line.page, line.start))
                elif (line.page, line.start) not in dropped:
                    break
    return found


def _drop_catchwords(pages: list[list[Line]]) -> None:
    """Take off a page's last line where it only announces how the next page begins ("b. bahwa ...")."""
    for lines, following in pairwise(pages):
        if len(lines) < 2 or not following:
            continue
        match = _CATCHWORD.match(lines[-1].text)
        if match and len(lines[-1].text.split()) <= 8:
            stem = _letters(match["stem"])
            if stem and _letters(following[0].text).startswith(stem):
                lines.pop()


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
