"""`Document` to passages addressed by Bab/Pasal/ayat/huruf, each knowing its parents' lead-in text.

Every character of a passage remembers its page and offset. A list that runs over pages stays whole; running
heads, feet, page numbers and catchwords belong to no passage.
"""

from evidence_checker.model import Document, Passage
from evidence_checker.passages.lines import body
from evidence_checker.passages.tree import grow

__all__ = ["segment"]


def segment(document: Document) -> tuple[Passage, ...]:
    """Give the document's passages in reading order; a document without text has none."""
    return grow(body(document))
