"""Documents and pages as plain JSON values and back, exactly; any other shape is a ValueError."""

from collections.abc import Callable
from typing import Any, TypeVar

from evidence_checker.model import (
    Document,
    Page,
    TextSource,
    UnreadableDocument,
    UnreadableReason,
    Word,
)

Record = dict[str, Any]
_T = TypeVar("_T")


def of_page(page: Page) -> Record:
    """Give a page as JSON values; a word is [start, end, x0, top, x1, bottom, confidence]."""
    return {
        "number": page.number,
        "text": page.text,
        "source": page.source.value,
        "words": [[word.start, word.end, *word.box, word.confidence] for word in page.words],
        "width": page.width,
        "height": page.height,
        "quality": page.quality,
        "note": page.note,
    }


def to_page(record: Record) -> Page:
    """Give the page that `of_page` wrote. Raises ValueError."""
    return _strict(_page, record)


def of_document(document: Document | UnreadableDocument) -> Record:
    """Give a reading result as JSON values."""
    if isinstance(document, UnreadableDocument):
        return {
            "id": document.id,
            "name": document.name,
            "reason": document.reason.value,
            "detail": document.detail,
        }
    return {
        "id": document.id,
        "name": document.name,
        "note": document.note,
        "pages": [of_page(page) for page in document.pages],
    }


def to_document(record: Record) -> Document | UnreadableDocument:
    """Give the reading result that `of_document` wrote. Raises ValueError."""
    return _strict(_document, record)


def _strict(make: Callable[[Record], _T], record: Record) -> _T:
    try:
        return make(record)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError("not a record of this program") from error


def _page(record: Record) -> Page:
    text = str(record["text"])
    words = tuple(
        Word(start=start, end=end, box=(x0, top, x1, bottom), confidence=confidence)
        for start, end, x0, top, x1, bottom, confidence in record["words"]
    )
    if any(not 0 <= word.start <= word.end <= len(text) for word in words):
        raise ValueError("a word stands outside its page")
    return Page(
        number=int(record["number"]),
        text=text,
        source=TextSource(record["source"]),
        words=words,
        width=float(record["width"]),
        height=float(record["height"]),
        quality=record["quality"],
        note=str(record["note"]),
    )


def _document(record: Record) -> Document | UnreadableDocument:
    if "reason" in record:
        return UnreadableDocument(
            id=str(record["id"]),
            name=str(record["name"]),
            reason=UnreadableReason(record["reason"]),
            detail=str(record["detail"]),
        )
    pages = tuple(_page(page) for page in record["pages"])
    if [page.number for page in pages] != list(range(1, len(pages) + 1)):
        raise ValueError("pages are not numbered from 1")
    return Document(id=str(record["id"]), name=str(record["name"]), note=str(record["note"]), pages=pages)
