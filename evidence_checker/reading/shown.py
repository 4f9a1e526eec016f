"""PDF bytes to bytes of the same paper as a viewer shows it: annotations drawn into their pages, damage repaired.

Seals of electronic signatures, filled-in forms, and numbers and dates typed onto a finished PDF stand in
annotations, beside the content of the page: whoever reads the content alone takes the paper for unsigned.
"""

import logging
from io import BytesIO

import pikepdf

from evidence_checker.reading import pdfium

# What is odd inside a file is told by the result, not by the library's log.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)

_DRAWN = frozenset({"/Widget", "/FreeText", "/Stamp"})  # annotations that show text; marks and links do not
_UNSEEN = 2 | 32  # flags: hidden, not on the screen


def page_count(data: bytes) -> int:
    """Count the pages by PDFium; 0 if it cannot open the file."""
    try:
        with pdfium.open_file(data) as pdf:
            return len(pdf)
    except pdfium.PdfiumError:
        return 0


def as_shown(data: bytes, readable: bool) -> bytes:
    """Give the file with its annotations drawn into the pages; rebuilt, too, where PDFium finds it not `readable`.

    Gives `data` itself where there is nothing to do or nothing can be done; never raises.
    """
    head = data[:4096]
    if b"%PDF-" not in head and not head.lstrip().startswith(b"%"):
        return data  # another kind of file, in which a PDF may lie among others
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            drawn = [item for page in pdf.pages for item in _annotations(page) if _is_drawn(item)]
            if drawn:
                if any("/AP" not in item for item in drawn):
                    pdf.generate_appearance_streams()
                pdf.flatten_annotations("all")
                if "/AcroForm" in pdf.Root:
                    del pdf.Root.AcroForm
            elif readable:
                return data
            out = BytesIO()
            # Streams stay as they are: unpacking them is for whoever reads the page.
            pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    except Exception:  # noqa: BLE001  whatever a broken file provokes, it is read as it is
        return data
    rebuilt = out.getvalue()
    return rebuilt if page_count(rebuilt) else data


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object]:
    found = page.obj.get("/Annots")
    return list(found) if isinstance(found, pikepdf.Array) else []


def _is_drawn(item: pikepdf.Object) -> bool:
    """Tell whether an annotation shows text; an odd one does not."""
    try:
        if not isinstance(item, pikepdf.Dictionary) or str(item.get("/Subtype", "")) not in _DRAWN:
            return False
        x0, y0, x1, y1 = (float(edge) for edge in item["/Rect"])
        return not int(item.get("/F", 0)) & _UNSEEN and abs(x1 - x0) > 1 and abs(y1 - y0) > 1
    except (KeyError, TypeError, ValueError):
        return False
