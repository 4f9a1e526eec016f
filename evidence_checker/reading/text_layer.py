"""PDF bytes to a `Document` from the text that the file itself carries; never raises.

pdfplumber is the authority for text and boxes. PDFium counts the pages and the letters beside it, and reads a
page, or a whole file, that pdfplumber cannot see. A page that neither can read is `UNREAD`.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO

import pikepdf

from evidence_checker.model import Document, Page, TextSource, UnreadableDocument, UnreadableReason
from evidence_checker.reading import layout, pdfium, plumber

# What is odd inside a file is told by the result, not by the library's log.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)

MAX_BYTES = 512 * 1024 * 1024
MIN_QUALITY = 0.5  # below it more than half of the letters are not text that a person could read
MIN_LETTERS = 10  # fewer letters than this on a page (a stamp, a page number) is no text layer

_LETTER = re.compile(r"[^\W_]")
_INK = re.compile(rb"[^\0\t\n\f\r ]")  # stripping blanks instead would copy the file

NO_TEXT = "Halaman ini berupa gambar tanpa lapisan teks."
BLANK = "Halaman ini tidak memuat teks."
GARBLED = "Lapisan teks halaman ini rusak (huruf tidak dapat dikenali)."
BROKEN_PAGE = "Halaman ini rusak dan tidak dapat dibuka."

ADVICE = {
    UnreadableReason.EMPTY: "Berkas kosong (0 bita atau tanpa halaman); unggah ulang berkas aslinya.",
    UnreadableReason.NOT_PDF: "Berkas ini bukan PDF; simpan dokumennya sebagai PDF, lalu unggah ulang.",
    UnreadableReason.TOO_LARGE: "Berkas lebih besar dari 512 MB; pecah atau kompres, lalu unggah ulang.",
    UnreadableReason.ENCRYPTED: "Berkas dikunci kata sandi; simpan ulang tanpa sandi, lalu unggah ulang.",
    UnreadableReason.DAMAGED: "Berkas PDF rusak atau terpotong; ambil lagi dari sumbernya, lalu unggah.",
}


def read_text_layer(
    name: str, data: bytes, on_page: Callable[[Page], None] = lambda page: None
) -> Document | UnreadableDocument:
    """Read the text that a PDF carries. Never raises; pages without usable text are `UNREAD` with a note.

    `on_page` is told of each page as it is done, so that whoever waits can tell slow from stuck; a later page
    of the same number replaces an earlier one.
    """
    digest = hashlib.sha256(data).hexdigest()
    reason = _refusal(data)
    pages: tuple[Page, ...] = ()
    if reason is None:
        pages = _pages(data, on_page)
        reason = None if pages else _diagnosis(data)
        if reason is UnreadableReason.DAMAGED:
            repaired = _repaired(data)
            pages = _pages(repaired, on_page) if repaired else ()
            reason = None if pages else reason
    if reason is not None:
        return UnreadableDocument(id=digest, name=name, reason=reason, detail=ADVICE[reason])
    return Document(id=digest, name=name, pages=pages)


def _refusal(data: bytes) -> UnreadableReason | None:
    """Judge a file by its first bytes alone."""
    if not _INK.search(data):
        return UnreadableReason.EMPTY
    if len(data) > MAX_BYTES:
        return UnreadableReason.TOO_LARGE
    if b"%PDF-" not in data[:4096]:
        return UnreadableReason.NOT_PDF
    return None


def _diagnosis(data: bytes) -> UnreadableReason:
    """Say why no engine gave a page."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return UnreadableReason.DAMAGED if len(pdf.pages) else UnreadableReason.EMPTY
    except pikepdf.PasswordError:
        return UnreadableReason.ENCRYPTED
    except Exception:  # noqa: BLE001  whatever a broken file provokes, it is a broken file
        return UnreadableReason.DAMAGED


def _repaired(data: bytes) -> bytes | None:
    """Rebuild a damaged file from what can be found in it; None if nothing can."""
    try:
        out = BytesIO()
        with pikepdf.open(BytesIO(data)) as pdf:
            pdf.save(out)
        return out.getvalue()
    except Exception:  # noqa: BLE001
        return None


def reread(data: bytes, numbers: Sequence[int]) -> Iterator[Page]:
    """Read these pages by PDFium alone, one at a time: for a file on which the other engine got stuck."""
    try:
        with pdfium.open_file(data) as second:
            for number in numbers:
                yield _by_pdfium(second, number) if number <= len(second) else _unread(number, BROKEN_PAGE)
    except pdfium.PdfiumError:
        return


def _pages(data: bytes, on_page: Callable[[Page], None]) -> tuple[Page, ...]:
    """Read every page by the better engine; empty if no engine can open the file."""
    found: list[Page] = []

    def take(page: Page) -> None:
        found.append(page)
        on_page(page)

    with ExitStack() as stack:
        second: pdfium.PdfiumFile | None
        try:
            second = stack.enter_context(pdfium.open_file(data))
        except pdfium.PdfiumError:
            second = None
        for page in _plumbed(data, second):
            take(page)
        if second is not None and len(found) != len(second):
            # The page trees are read differently, so page numbers differ: PDFium shows what people see.
            repaired = _repaired(data)
            found = list(_plumbed(repaired, second)) if repaired else []
            for page in found:
                on_page(page)
        if second is not None and len(found) != len(second):
            found.clear()
            for number in range(1, len(second) + 1):
                take(_by_pdfium(second, number))
    return tuple(found)


def _plumbed(data: bytes, second: pdfium.PdfiumFile | None) -> Iterator[Page]:
    """Read page by page with pdfplumber, each closed before the next; stops where the file cannot go on."""
    try:
        for number, page in enumerate(plumber.open_pages(data), start=1):
            yield _plumbed_page(number, page, second)
    except Exception:  # noqa: BLE001  the file breaks off here: the page count tells
        return


def _plumbed_page(number: int, page: plumber.TextPage | Exception, second: pdfium.PdfiumFile | None) -> Page:
    if isinstance(page, Exception):
        return _by_pdfium(second, number) if second else _unread(number, BROKEN_PAGE)
    try:
        glyphs = page.glyphs()
        _, _, width, height = page.frame()
        read = _page(number, glyphs, page.visible_rules(), (width, height), page.has_image)
    except Exception:  # noqa: BLE001  one damaged page must not lose the others
        return _by_pdfium(second, number) if second else _unread(number, BROKEN_PAGE)
    finally:
        page.close()
    if second is None:
        return read
    mine = len(_LETTER.findall(read.text)) if read.source is TextSource.TEXT_LAYER else 0
    if second.letters(number) > 2 * mine + MIN_LETTERS:
        other = _by_pdfium(second, number)
        if other.source is TextSource.TEXT_LAYER:
            return other
    return read


def _by_pdfium(second: pdfium.PdfiumFile, number: int) -> Page:
    try:
        size, has_image = second.size(number), second.has_image(number)
        return _page(number, second.glyphs(number), layout.Rules(), size, has_image)
    except Exception:  # noqa: BLE001  one damaged page must not lose the others
        return _unread(number, BROKEN_PAGE)


def _page(
    number: int, glyphs: tuple[layout.Glyph, ...], rules: layout.Rules, size: tuple[float, float], has_image: bool
) -> Page:
    text, words = layout.arrange(glyphs, rules)
    letters = len(_LETTER.findall(text))
    if letters < MIN_LETTERS and (has_image or not letters):
        return _unread(number, NO_TEXT if has_image else BLANK, size)
    quality = layout.quality(text)
    if quality < MIN_QUALITY:
        return _unread(number, GARBLED, size, quality)
    return Page(
        number=number,
        text=text,
        source=TextSource.TEXT_LAYER,
        words=words,
        width=size[0],
        height=size[1],
        quality=quality,
    )


def _unread(number: int, note: str, size: tuple[float, float] = (0.0, 0.0), quality: float | None = None) -> Page:
    return Page(
        number=number,
        text="",
        source=TextSource.UNREAD,
        width=size[0],
        height=size[1],
        quality=quality,
        note=note,
    )
