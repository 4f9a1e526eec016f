"""PDF bytes to pages, one step after the other, in this process: text layer, its quality, OCR where needed.

The steps are told as they happen, so that a watcher outside can keep what is done when a hostile file kills or
stalls this process. Nothing in a file is followed: no link, no script, no attachment, no form.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2

from evidence_checker.model import Page, TextSource, UnreadableDocument
from evidence_checker.reading import ocr, quality, text_layer
from evidence_checker.reading.quality import Need
from evidence_checker.reading.shown import as_shown, page_count

COMPLETED = "Sebagian teks halaman ini dibaca dari gambar (OCR)."
REPLACED = "Lapisan teks bawaan halaman ini rusak; teks dibaca ulang dari gambar (OCR)."
BLANK = "Halaman kosong."
FAILED = "Halaman ini gagal dibaca dengan OCR."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The file has this many pages."""

    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The page with this number is judged and, where needed, comes under OCR now."""

    number: int


Step = Opened | Working | Page | UnreadableDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What to do with a file: all of it (`rest` is None), or go on after a failure.

    To go on, `rest` are the numbers of the pages whose text is still to be read, by PDFium alone, and `known`
    the pages whose text is read and which may still need OCR.
    """

    name: str
    max_pages: int
    rest: tuple[int, ...] | None = None
    known: tuple[Page, ...] = ()


class Extraction:
    """Reads one file after the other; keeps the OCR engine between them."""

    def __init__(self) -> None:
        self._reader: ocr.Reader | None = None

    def run(self, task: Task, data: bytes, tell: Callable[[Step], None]) -> None:
        """Read a file and tell each step; a later page of the same number replaces an earlier one."""
        count = page_count(data)
        if count:
            tell(Opened(pages=count))
            if count > task.max_pages:
                return
        pages: Sequence[Page]
        if task.rest is None:
            data = as_shown(data, readable=count > 0)
            read = text_layer.read_text_layer(task.name, data, tell)
            if isinstance(read, UnreadableDocument):
                tell(read)
                return
            tell(Opened(pages=len(read.pages)))
            pages = read.pages
        else:
            again = []
            for page in text_layer.reread(data, task.rest):
                tell(page)
                again.append(page)
            pages = sorted([*task.known, *again], key=lambda page: page.number)
        self._look(pages, data, tell)

    def _look(self, pages: Sequence[Page], data: bytes, tell: Callable[[Step], None]) -> None:
        """Judge each page, and read those by OCR that need it."""
        try:
            pdf: Any = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return
        try:
            for page in pages:
                if page.number > len(pdf):
                    return
                tell(Working(number=page.number))
                done = self._page(page, pdf, tell)
                if done is not page:
                    tell(done)
        finally:
            pdf.close()

    def _page(self, page: Page, pdf: Any, tell: Callable[[Step], None]) -> Page:
        try:
            opened = pdf[page.number - 1]
        except pypdfium2.PdfiumError:
            return page
        try:
            ocr.refuse_large_images(opened)
            if page.source is TextSource.UNREAD and quality.is_blank(opened):
                # A layer of letters that are not shown: their font could not be drawn, or a copier saw specks.
                empty = page.quality is None or quality.is_scan(opened)
                return replace(page, source=TextSource.OCR, quality=None, note=BLANK) if empty else page
            need = quality.need(page, opened)
            if need is Need.NOTHING:
                return page
            if self._reader is None:
                self._reader = ocr.Reader()
            if need is Need.COMPLETE:
                return _completed(page, self._reader.glance(opened, page.number))
            combine = _beneath if need is Need.BENEATH else _replaced
            return combine(page, self._reader.read(opened, page.number, lambda poor: tell(combine(page, poor))))
        except (ocr.OcrMissing, ocr.PageTooLarge) as error:
            return _without_ocr(page, str(error))
        except (pypdfium2.PdfiumError, RuntimeError, ValueError, OSError):
            return _without_ocr(page, FAILED)
        finally:
            opened.close()


def _without_ocr(page: Page, why: str) -> Page:
    """Keep what the text layer gave, and say why it is not more."""
    if page.source is TextSource.UNREAD:
        return replace(page, note=" ".join(filter(None, (page.note, why))))
    return page


def _replaced(page: Page, seen: Page) -> Page:
    if page.source is TextSource.UNREAD:
        return seen if seen.words else replace(page, note=seen.note, width=seen.width, height=seen.height)
    return replace(seen, note=" ".join(filter(None, (REPLACED, seen.note)))) if quality.better(page, seen) else page


def _completed(page: Page, seen: Page) -> Page:
    """Put lines that only OCR sees between the lines of the text layer."""
    whole = ocr.merge(page, seen)
    return replace(whole, note=COMPLETED) if whole is not page else page


def _beneath(page: Page, seen: Page) -> Page:
    """Take all that OCR reads of a scan; of a photograph, in which it sees letters everywhere, what it is sure of."""
    whole = _completed(page, seen)
    if not (quality.better(page, seen) and (ocr.is_fair(seen) or quality.better(whole, seen))):
        return whole
    # Of the few words laid over the scan those stay that OCR does not see, say for lying across it.
    return replace(ocr.merge(seen, page), note=" ".join(filter(None, (COMPLETED, seen.note))))
