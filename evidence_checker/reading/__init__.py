"""PDF bytes to `Document` or `UnreadableDocument`; alone knows PDF libraries, OCR and the page cache."""

from evidence_checker.model import Document, UnreadableDocument
from evidence_checker.reading.text_layer import read_text_layer

__all__ = ["read", "read_text_layer"]


def read(name: str, data: bytes) -> Document | UnreadableDocument:
    """Read a PDF. `name` is its base name, `data` its bytes; never raises, whatever the bytes are.

    Every page of the file is in the document, in order; one that could not be read is `UNREAD` and says why.
    """
    return read_text_layer(name, data)
