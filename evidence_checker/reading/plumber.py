"""pdfplumber's view of a PDF: the glyphs and ruled lines of each page, read one page at a time.

The page class is pdfplumber's own with a lighter device: it records the same characters (text and box) but
none of the colours, fonts' objects and marked content that cost half of the reading time.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import PdfminerException

from evidence_checker.reading.layout import Glyph, Rules, snapped

# pdfminer reports each odd colour or font of a paper; what matters is told by the reader's own result.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
logging.getLogger("pdfplumber").setLevel(logging.CRITICAL)

RULE_WIDTH = 2.5  # points: a filled rectangle up to this thickness is a ruled line
RULE_LENGTH = 6.0  # points: shorter strokes are parts of drawings


def turn_of(a: float, b: float) -> int:
    """Give the direction of a baseline (a, b), whole degrees counted against the clock."""
    return snapped(math.degrees(math.atan2(b, a)))


class _Device(PDFPageAggregator):  # type: ignore[misc]
    """Records characters as pdfplumber does, and ruled lines, of one page."""

    def __init__(self, page: PlumberPage) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
        self.page = page
        self.chars: list[dict[str, Any]] = []
        self.vertical: list[tuple[float, float, float]] = []
        self.horizontal: list[tuple[float, float, float]] = []

    def render_image(self, name: str, stream: Any) -> None:
        """Note that there is an image, and pass over it."""
        self.page.has_image = True

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep straight lines and the edges of boxes; pass over drawings."""
        start = 0
        for i in range(1, len(path) + 1):
            if i == len(path) or path[i][0] == "m":
                if 2 <= i - start <= 6:
                    self._rule(path[start:i], stroke)
                start = i

    def _rule(self, path: Any, stroke: bool) -> None:
        if any(step[0] not in "mlh" for step in path):
            return
        a, b, c, d, e, f = self.ctm
        points = [(a * s[1] + c * s[2] + e, b * s[1] + d * s[2] + f) for s in path if s[0] != "h"]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        top, bottom = self.page.height - y1, self.page.height - y0
        if x1 - x0 <= RULE_WIDTH and y1 - y0 >= RULE_LENGTH:
            self.vertical.append(((x0 + x1) / 2, top, bottom))
        elif y1 - y0 <= RULE_WIDTH and x1 - x0 >= RULE_LENGTH:
            self.horizontal.append(((top + bottom) / 2, x0, x1))
        elif stroke and len(points) >= 4 and x1 - x0 >= RULE_LENGTH and y1 - y0 >= RULE_LENGTH:
            self.vertical += [(x0, top, bottom), (x1, top, bottom)]
            self.horizontal += [(top, x0, x1), (bottom, x0, x1)]

    def _glyph(self, font: Any, cid: int) -> tuple[str, float]:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        return text, font.char_width(cid)

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        state: Any,
    ) -> float:
        """Record one character of turned, vertical or mirrored text the long way."""
        text, width = self._glyph(font, cid)
        item = LTChar(matrix, font, fontsize, scaling, rise, text, width, font.char_disp(cid), ncs, state)
        char = self.page.process_object(item)
        a, b, c, d = matrix[:4]
        # In mirrored text (one axis flipped) the upright axis tells the direction; vertical scripts run down.
        char["turn"] = 270 if font.is_vertical() else turn_of(a, b) if a * d - b * c > 0 else turn_of(d, -c)
        self.chars.append(char)
        return float(item.adv)

    def render_string_horizontal(
        self,
        seq: Any,
        matrix: Any,
        pos: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        charspace: float,
        wordspace: float,
        rise: float,
        dxscale: float,
        ncs: Any,
        graphicstate: Any,
    ) -> Any:
        """Record a string of upright text: one dictionary a character, each glyph looked up once a font."""
        a, b, c, d, e, f = matrix
        if b or c or a <= 0 or d <= 0 or scaling <= 0 or isinstance(font.fontname, bytes):
            return super().render_string_horizontal(
                seq,
                matrix,
                pos,
                font,
                fontsize,
                scaling,
                charspace,
                wordspace,
                rise,
                dxscale,
                ncs,
                graphicstate,
            )
        known = font.__dict__.setdefault("_known_glyphs", {})
        page = self.page
        left, up = page.mediabox[:2]
        x, y = pos
        low = d * (y + font.get_descent() * fontsize + rise) + f
        high = low + d * fontsize
        y0, y1 = min(low, high), max(low, high)
        top, bottom = page.height - y1 + up, page.height - y0 + up
        shared = {
            "top": top,
            "bottom": bottom,
            "doctop": page.initial_doctop + top,
            "y0": y0,
            "y1": y1,
            "height": y1 - y0,
            "size": y1 - y0,
            "upright": True,
            "fontname": font.fontname,
            "object_type": "char",
            "page_number": page.page_number,
            "turn": 0,
        }
        scale, e = fontsize * scaling, e + left
        stretch = wordspace if not font.is_multibyte() else 0
        spaced = False
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * dxscale
                spaced = True
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                if spaced:
                    x += charspace
                glyph = known.get(cid)
                if glyph is None:
                    glyph = known[cid] = self._glyph(font, cid)
                advance = glyph[1] * scale
                x0, x1 = a * x + e, a * (x + advance) + e
                if x1 < x0:
                    x0, x1 = x1, x0
                self.chars.append({"text": glyph[0], "x0": x0, "x1": x1, "width": x1 - x0, **shared})
                x += advance
                if cid == 32 and stretch:
                    x += stretch
                spaced = True
        return x, y


class TextPage(PlumberPage):  # type: ignore[misc]
    """A pdfplumber page that knows its characters and ruled lines only."""

    rules: Rules = Rules()
    has_image: bool = False

    def parse_objects(self) -> dict[str, list[dict[str, Any]]]:
        """Run the page's drawing commands once. Raises PdfminerException if they cannot be followed."""
        device = _Device(self)
        try:
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
        except Exception as error:
            raise PdfminerException(error) from error
        self.rules = Rules(vertical=tuple(device.vertical), horizontal=tuple(device.horizontal))
        return {"char": device.chars} if device.chars else {}

    def glyphs(self) -> tuple[Glyph, ...]:
        """Give the visible characters in drawing order, boxes counted from the corner of the visible page."""
        left, up = self.mediabox[:2]
        dx, dy, width, height = self.frame()
        left, up = left + dx, up + dy
        return tuple(
            Glyph(c["text"], c["x0"] - left, c["top"] - up, c["x1"] - left, c["bottom"] - up, c["turn"])
            for c in self.objects.get("char", ())
            if -1 <= (c["x0"] + c["x1"]) / 2 - left <= width + 1
            and -1 <= (c["top"] + c["bottom"]) / 2 - up <= height + 1
        )

    def visible_rules(self) -> Rules:
        """Give the ruled lines, counted like the glyphs' boxes; ask after `glyphs`."""
        dx, dy, _, _ = self.frame()
        return Rules(
            vertical=tuple((x - dx, t - dy, b - dy) for x, t, b in self.rules.vertical),
            horizontal=tuple((y - dy, a - dx, b - dx) for y, a, b in self.rules.horizontal),
        )

    def frame(self) -> tuple[float, float, float, float]:
        """Give (left, top, width, height) of the crop box inside the media box, both after rotation."""
        mx0, my0, mx1, my1 = _box(self.page_obj.mediabox)
        cx0, cy0, cx1, cy1 = _box(self.page_obj.cropbox or self.page_obj.mediabox)
        cx0, cy0, cx1, cy1 = max(mx0, cx0), max(my0, cy0), min(mx1, cx1), min(my1, cy1)
        if cx1 - cx0 < 1 or cy1 - cy0 < 1:
            cx0, cy0, cx1, cy1 = mx0, my0, mx1, my1
        west, south, east, north = cx0 - mx0, cy0 - my0, mx1 - cx1, my1 - cy1
        # Which side of the unturned page is left and which is top after the page's rotation.
        left, top = {0: (west, north), 90: (south, west), 180: (east, south), 270: (north, east)}[
            round(self.rotation / 90) * 90 % 360
        ]
        width, height = cx1 - cx0, cy1 - cy0
        return (left, top, height, width) if self.rotation in (90, 270) else (left, top, width, height)


def _box(raw: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(v) for v in raw)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def open_pages(data: bytes) -> Iterator[TextPage | Exception]:
    """Give the pages of a PDF one by one, unread; an exception stands for a page that has no usable frame.

    The caller closes each page when it is done. Raises whatever pdfplumber raises for a file it cannot open.
    """
    pdf = pdfplumber.open(BytesIO(data))
    doctop = 0.0
    for number, page_obj in enumerate(PDFPage.create_pages(pdf.doc), start=1):
        try:
            page = TextPage(pdf, page_obj, number, doctop)
            doctop += page.height
        except Exception as error:  # noqa: BLE001  one odd page must not lose the others
            yield error
            continue
        yield page
