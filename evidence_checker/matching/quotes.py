"""Which words of a passage to show for a hit: the clause around it, on one page, verbatim."""

from evidence_checker.matching.lexicon import Range, Stand
from evidence_checker.matching.scan import ScannedPassage
from evidence_checker.model import Citation, Document

_FURTHEST = 160  # characters of context on either side
_WHOLE = 25  # words of a passage that is cited from its beginning
_STOPS = (". ", "; ", ": ", ".\n", ";\n")


def quote(document: Document, scanned: ScannedPassage, hit: Stand) -> Citation:
    """Cite the clause around these words of a passage; one page only, so that it can be shown in one place."""
    passage, tokens = scanned.passage, scanned.tokens
    first, last = tokens[hit.low].start, tokens[hit.high - 1].end
    start, end = _clause(passage.text, first, last)
    spans = passage.locate(start, end)
    page = passage.locate(first, last)[0].page
    shown = tuple(span for span in spans if span.page == page)
    return document.cite(shown, passage.address.label())


def whole(document: Document, scanned: ScannedPassage) -> Citation:
    """Cite a passage from its beginning, at most about three lines."""
    return quote(document, scanned, Stand(0, min(len(scanned.tokens), _WHOLE), ()))


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
