"""Which words of a passage to show for a hit: the clause around it, on one page, verbatim."""

from evidence_checker.matching.lexicon import Range, Stand
from evidence_checker.matching.scan import ScannedPassage
from evidence_checker.model import Citation, Document, Page, Role, Span, TextSource, Word

_FURTHEST = 160  # characters of context on either side
_WHOLE = 25  # words of a passage that is cited from its beginning
_SAME_CELL = 0.7  # gap between words of one table cell, in heights of a word
_STOPS = (". ", "; ", ": ", ".\n", ";\n")


def quote(document: Document, scanned: ScannedPassage, hit: Stand) -> Citation:
    """Cite the clause around these words of a passage; one page only, so that it can be shown in one place."""
    passage, tokens = scanned.passage, scanned.tokens
    first, last = tokens[hit.low].start, tokens[hit.high - 1].end
    start, end = _clause(passage.text, first, last)
    hits = passage.locate(first, last)
    page = document.page(hits[0].page)
    if passage.role is Role.TABLE:  # only words of one cell surely follow each other on the page
        return document.cite((_cell(page, hits[0]),), passage.address.label())
    here = (span for span in passage.locate(start, end) if span.page == page.number)
    return document.cite(tuple(_of_one_reading(page, span, hits[0]) for span in here), passage.address.label())


def from_picture(document: Document, scanned: ScannedPassage, hit: Stand) -> bool:
    """Tell whether a hit was read by OCR from a picture on a page that has a text layer too: less sure than either."""
    first = scanned.passage.locate(scanned.tokens[hit.low].start, scanned.tokens[hit.low].end)[0]
    page = document.page(first.page)
    if not _two_readings(page):
        return False
    word = next((w for w in page.words if w.end > first.start), None)
    return word is not None and word.confidence is not None


def _two_readings(page: Page) -> bool:
    """Tell whether a page's words come partly from its text layer and partly from OCR of its pictures."""
    return page.source is TextSource.OCR and any(word.confidence is None for word in page.words)


def _of_one_reading(page: Page, span: Span, hit: Span) -> Span:
    """Narrow a span to the words around the hit that were read the same way (text layer or OCR)."""
    if not _two_readings(page):
        return span
    words = [w for w in page.words if w.end > span.start and w.start < span.end]
    at = next((i for i, w in enumerate(words) if w.end > hit.start), 0)
    first = last = at
    while first > 0 and _same_reading(words[first - 1], words[at]):
        first -= 1
    while last + 1 < len(words) and _same_reading(words[last + 1], words[at]):
        last += 1
    return Span(page=span.page, start=max(span.start, words[first].start), end=min(span.end, words[last].end))


def _same_reading(one: Word, other: Word) -> bool:
    return (one.confidence is None) == (other.confidence is None)


def _cell(page: Page, hit: Span) -> Span:
    """Widen the first word of a hit to its line within its table cell: the neighbours without a wide gap."""
    words = page.words
    at = next((i for i, w in enumerate(words) if w.end > hit.start), None)
    if at is None:
        return hit
    first = last = at
    while first > 0 and _beside(page, first - 1):
        first -= 1
    while last + 1 < len(words) and _beside(page, last):
        last += 1
    return Span(page=page.number, start=words[first].start, end=words[last].end)


def _beside(page: Page, at: int) -> bool:
    """Tell whether a word and the next stand on one line without a wide gap."""
    one, other = page.words[at].box, page.words[at + 1].box
    height = max(one[3] - one[1], other[3] - other[1])
    same_line = one[1] < other[3] and other[1] < one[3]
    return same_line and -height <= other[0] - one[2] <= _SAME_CELL * height


def whole(document: Document, scanned: ScannedPassage) -> Citation:
    """Cite a passage from its beginning, at most about three lines."""
    return quote(document, scanned, Stand(0, min(len(scanned.tokens), _WHOLE), ()))


def pieces(document: Document, scanned: ScannedPassage) -> list[Stand]:
    """Give the word ranges of a passage that can be shown by themselves: its sentences, or a table row's cells."""
    marks: list[object] = list(scanned.sentences)
    if scanned.passage.role is Role.TABLE:
        found = [scanned.passage.locate(token.start, token.end)[0] for token in scanned.tokens]
        marks = [_cell(document.page(span.page), span) for span in found]
    starts = [at for at in range(len(marks)) if at == 0 or marks[at] != marks[at - 1]]
    return [Stand(a, b, ()) for a, b in zip(starts, [*starts[1:], len(marks)], strict=True)]


def _clause(text: str, first: int, last: int) -> Range:
    low = max(0, first - _FURTHEST)
    start = max(
        (text.rfind(stop, low, first) + len(stop) for stop in _STOPS if text.rfind(stop, low, first) >= 0),
        default=-1,
    )
    if start < 0:
        start = low if low == 0 else _next_word(text, low)
    high = min(len(text), last + _FURTHEST)
    ends = [at + 1 for stop in _STOPS if (at := text.find(stop, last, high)) >= 0]
    end = min(ends) if ends else (high if high == len(text) else _word_before(text, high))
    return min(start, first), max(end, last)


def _next_word(text: str, at: int) -> int:
    space = text.find(" ", at)
    return at if space < 0 else space + 1


def _word_before(text: str, at: int) -> int:
    space = text.rfind(" ", 0, at)
    return at if space < 0 else space
