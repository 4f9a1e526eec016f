"""PDFium's view of a PDF: page count, amount of text, and glyphs where pdfplumber sees none.

PDFium is not safe to use from two threads; work that runs side by side uses processes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from evidence_checker.reading.layout import Glyph, snapped

PdfiumError = pdfium.PdfiumError
_LETTER = re.compile(r"[^\W_]")


class PdfiumFile:
    """An open PDF; page numbers count from 1."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def __len__(self) -> int:
        return len(self._pdf)

    def size(self, number: int) -> tuple[float, float]:
        """Give (width, height) of a page as it is shown. Raises PdfiumError if the page cannot be loaded."""
        page = self._pdf[number - 1]
        try:
            width, height = page.get_size()
            return float(width), float(height)
        finally:
            page.close()

    def has_image(self, number: int) -> bool:
        """Tell whether a page shows an image. Raises PdfiumError if the page cannot be loaded."""
        page = self._pdf[number - 1]
        try:
            return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
        finally:
            page.close()

    def letters(self, number: int) -> int:
        """Count letters and digits of a page's text; 0 if the page cannot be loaded."""
        try:
            page = self._pdf[number - 1]
        except PdfiumError:
            return 0
        try:
            text = page.get_textpage()
            try:
                return len(_LETTER.findall(text.get_text_range()))
            finally:
                text.close()
        except PdfiumError:
            return 0
        finally:
            page.close()

    def glyphs(self, number: int) -> tuple[Glyph, ...]:
        """Give the characters of a page in drawing order, turned as the page is shown. Raises PdfiumError."""
        page = self._pdf[number - 1]
        try:
            text = page.get_textpage()
            try:
                return tuple(_glyphs(page, text))
            finally:
                text.close()
        finally:
            page.close()


@contextmanager
def open_file(data: bytes) -> Iterator[PdfiumFile]:
    """Open a PDF. Raises PdfiumError if PDFium cannot read it (also for a password or no pages)."""
    pdf = pdfium.PdfDocument(data)
    try:
        yield PdfiumFile(pdf)
    finally:
        pdf.close()


def _glyphs(page: Any, text: Any) -> Iterator[Glyph]:
    rotation = page.get_rotation() % 360
    left, bottom, right, top = page.get_cropbox()
    media = page.get_mediabox()
    left, bottom, right, top = (
        max(left, media[0]),
        max(bottom, media[1]),
        min(right, media[2]),
        min(top, media[3]),
    )
    edges = raw.FS_RECTF()
    for i in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, i)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, i, edges):
            continue
        box = _shown((edges.left, edges.bottom, edges.right, edges.top), (left, bottom, right, top), rotation)
        # PDFium counts the angle clockwise and before the page's rotation.
        angle = round(math.degrees(raw.FPDFText_GetCharAngle(text, i)))
        turn = snapped(-angle - rotation)
        yield Glyph(chr(code), *box, turn)


def _shown(
    box: tuple[float, float, float, float], frame: tuple[float, float, float, float], rotation: int
) -> tuple[float, float, float, float]:
    """Turn a box of the unturned page (origin bottom left) into the page as shown (origin top left)."""
    x0, y0, x1, y1 = box
    left, bottom, right, top = frame
    if rotation == 90:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left
    if rotation == 180:
        return right - x1, y0 - bottom, right - x0, y1 - bottom
    if rotation == 270:
        return top - y1, right - x1, top - y0, right - x0
    return x0 - left, top - y1, x1 - left, top - y0
