"""A rendered PDF page to the words Tesseract sees on it, with boxes and confidence; knows nothing of files.

A page goes through four steps: render to grey, turn upright and straight, split a two-page booklet scan at
its gutter, and recognise. The boxes go back through the same steps, so that words stand where they are seen
on the page: PDF points, origin top left, after the page's own rotation.
"""

import importlib.util
import itertools
import math
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat

from evidence_checker.model import Box, Page, TextSource, Word
from evidence_checker.reading import second_ocr
from evidence_checker.reading.quality import richer

# One thread a process: Tesseract's own threads cost several times the processor time and gain nothing.
# It must be set before the library is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

INSTALL = "sudo apt install tesseract-ocr-script-latn"

# The script model writes every sign of Indonesian papers; the Indonesian model has no ";" and no "%".
_LANGUAGES = ("Latin", "script/Latin", "eng")
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)

_DPI = 300
_MAX_PIXELS = 14_000_000  # a folio page at 300 dpi has 10 million
_MAX_IMAGE_PIXELS = 120_000_000  # an embedded image above this is not decoded
_SURE = 80.0  # Tesseract's confidence from which a word counts as read
_ENOUGH = 0.6  # share of characters in sure words under which a second attempt is made
_GAIN = 60  # sure characters from which OCR beside a text layer adds something
_FAIR = 0.8  # the share from which a page is read well enough to look for the marks of its lists
_DOUBT = 30.0  # confidence under which strokes are not taken for words
_MARK = re.compile(r"\(?(?:[a-z]|\d{1,3})[.)]")  # "a." "12." "(3)" "b)"
_STROKES = re.compile(r"(.)\1\1|[bcdfghjklmnpqrstvwxz]{5}|[^\w\s.,:;/()-].*[^\w\s.,:;/()-]")
_FEW = 40  # a page with fewer characters may simply be nearly empty

_CERTAIN = 2.0  # Tesseract's own measure for the way up
_IMAGE_OBJECT = 3  # FPDF_PAGEOBJ_IMAGE


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of reading: how ink is told from paper, Tesseract's page layout mode, and the scale."""

    threshold: str  # "0" Otsu, "2" Sauvola
    layout: int  # 3 automatic, 6 one block of lines, 11 sparse text in no order
    shrink: float


# Sauvola keeps faint and unevenly lit text. The automatic layout leaves dirt out, but takes the letters and
# numbers of a list for a column of specks: these are looked for by themselves, in one block of lines. Where
# both fail, forms with dotted rules and dirty copies are read as scattered text, smaller, with one threshold
# for the page.
_FIRST = _Way("2", 3, 1.0)
_MARKS = _Way("2", 6, 1.0)
_SECOND = _Way("0", 11, 2 / 3)
_GLANCE = _Way("2", 3, 2 / 3)


class OcrMissing(Exception):
    """No OCR on this machine; the message is Indonesian and names what to install."""


class PageTooLarge(Exception):
    """The page holds an image that is too large to decode safely; the message is Indonesian."""


# Letters with accents and signs that Indonesian papers do not have; specks above a letter are read as these.
_FOREIGN = (
    "".join(chr(code) for code in [*range(0xC0, 0x250), 0x259] if chr(code).isalpha() and code != 0xE9)
    + "¢£¥€¦¤«»¿¡„‚ƒ"
)
_RULES = "|¦_~"  # ruled lines beside a word are read as these


@dataclass(frozen=True, slots=True)
class Seen:
    """One recognised word: its text, its box in pixels of the rendered page, and its confidence (0-100)."""

    text: str
    box: Box
    confidence: float


Line = tuple[Seen, ...]


def _data_folder() -> tuple[str, str]:
    """Give (folder, language) of the best language data here. Raises OcrMissing."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = ((named, f"{named}/tessdata") if named else ()) + _DATA_FOLDERS
    for language in _LANGUAGES:
        for folder in folders:
            if (Path(folder) / f"{language}.traineddata").is_file():
                return folder, language
    raise OcrMissing(f"Data bahasa OCR (Tesseract) belum terpasang. Jalankan: {INSTALL}")


def missing() -> str:
    """Say in Indonesian what to install before scans can be read; empty if nothing is missing."""
    if importlib.util.find_spec("tesserocr") is None:
        return "Pustaka OCR (tesserocr) belum terpasang. Jalankan: pip install tesserocr"
    try:
        _data_folder()
    except OcrMissing as error:
        return str(error)
    return ""


def data_version() -> str:
    """Name the language data in use, for whoever keeps results; "none" where pages cannot be read by OCR."""
    if missing():
        return "none"
    folder, language = _data_folder()
    return f"{language} {(Path(folder) / f'{language}.traineddata').stat().st_size}"


class Reader:
    """One Tesseract engine, kept for many pages: loading its language data takes a second."""

    def __init__(self) -> None:
        """Load the engine. Raises OcrMissing."""
        reason = missing()
        if reason:
            raise OcrMissing(reason)
        import tesserocr

        self._tesserocr = tesserocr
        self._folder, self.language = _data_folder()
        try:
            self._engine: Any = self._start(self.language, 3)
        except RuntimeError as error:
            raise OcrMissing(f"Mesin OCR (Tesseract) tidak dapat dijalankan. Jalankan: {INSTALL}") from error
        self._compass: Any = None
        self._second = second_ocr.SecondReader() if second_ocr.installed() else None

    def _start(self, language: str, mode: int) -> Any:
        engine = self._tesserocr.PyTessBaseAPI(path=self._folder, lang=language, psm=mode)
        engine.SetVariable("tessedit_char_blacklist", _FOREIGN)
        return engine

    def read(self, page: Any, number: int, tell: Callable[[Page], None] = lambda page: None) -> Page:
        """Read a pypdfium2 page; a page without ink gives a Page without words. Raises PageTooLarge.

        `tell` is told of a poor reading before the second engine tries: that may take the process with it.
        """
        size = page.get_size()
        picture = render(page)
        scale = picture.width / size[0] if size[0] else 1.0
        best = self._best(picture)
        found = compose(best.lines, number, size, scale)
        if found.words and self.language == "eng":
            found = replace(found, note=f"Dibaca dengan data OCR bahasa Inggris. Lebih tepat dengan: {INSTALL}")
        if self._second is None or not _poor(best) or not has_ink(picture):
            return found
        tell(found)
        other = compose(self._ask_second(picture, best.pose, self._second), number, size, scale)
        # The engines' confidences cannot be compared; ordinary words can.
        return replace(other, note=second_ocr.NOTE) if richer(other.text, found.text) else found

    def glance(self, page: Any, number: int) -> Page:
        """Read a pypdfium2 page in one attempt, as it lies: for pictures beside text. Raises PageTooLarge."""
        size = page.get_size()
        picture = render(page)
        lines = rows(self._lines(picture, _GLANCE)) if has_ink(picture) else []
        return compose(lines, number, size, picture.width / size[0] if size[0] else 1.0)

    def _best(self, picture: Image.Image) -> "_Attempt":
        """Recognise a grey picture, whichever way up: its lines in reading order, boxes in its pixels."""
        if not has_ink(picture):
            return _Attempt(pose=_Pose(quarter=0, angle=0.0, size=picture.size), lines=[], sure=0, standing=0.0)
        best = self._attempt(picture, 0, _FIRST)
        if _poor(best):
            for quarter in self._turns(picture, best):
                best = max(best, self._attempt(picture, quarter, _FIRST), key=_rank)
        if _poor(best):
            best = max(best, self._attempt(picture, best.pose.quarter, _SECOND), key=_rank)
        return best

    def _ask_second(self, picture: Image.Image, pose: "_Pose", second: second_ocr.SecondReader) -> list[Line]:
        """Recognise the picture, laid upright as Tesseract found it, by the second engine; boxes on the picture."""
        found = [
            tuple(Seen(text, box, 100 * confidence) for text, box, confidence in line if text.strip())
            for line in second.lines(pose.lay(picture))
        ]
        upright = rows([line for line in found if line])
        return [tuple(replace(word, box=pose.back(word.box)) for word in line) for line in upright]

    def _attempt(self, picture: Image.Image, quarter: int, way: "_Way") -> "_Attempt":
        """Recognise the picture turned by quarters and straightened."""
        pose = _Pose(quarter=quarter, angle=skew(_turn(picture, quarter)), size=picture.size)
        straight = pose.lay(picture)
        upright: list[Line] = []
        for left, half in halves(straight):
            found = rows(self._lines(half, way))
            if way is _FIRST and _sure_characters(found) >= max(_FEW, _FAIR * _characters(found)):
                edge = half.crop((0, 0, half.width // 2, half.height))
                found = marked(found, [word for line in self._lines(edge, _MARKS) for word in line])
            upright.extend(tuple(replace(word, box=_shift(word.box, left)) for word in line) for line in found)
        return _Attempt(
            pose=pose,
            lines=[tuple(replace(word, box=pose.back(word.box)) for word in line) for line in upright],
            sure=_sure_characters(upright),
            standing=_standing(upright),
        )

    def _turns(self, picture: Image.Image, seen: "_Attempt") -> list[int]:
        """Give the quarter turn worth trying after a poor attempt, if there is one."""
        small = picture.reduce(2)
        turns: tuple[int, ...] = (1, 2, 3)
        if seen.standing > 0.5:
            turns = (1, 3)
        elif seen.characters < _FEW:
            return []
        else:
            found = self._orientation(small)
            if found is not None:
                return [found] if found else []
        counts = {turn: _sure_characters(self._lines(_turn(small, turn), _FIRST)) for turn in turns}
        best = max(counts, key=lambda turn: counts[turn])
        return [best] if counts[best] else []

    def _orientation(self, picture: Image.Image) -> int | None:
        """Ask the orientation data, where installed, for the quarter turn; None if it is not certain."""
        if not (Path(self._folder) / "osd.traineddata").is_file():
            return None
        if self._compass is None:
            self._compass = self._start("osd", 0)
        self._compass.SetImage(picture)
        self._compass.SetSourceResolution(_DPI // 2)
        found = self._compass.DetectOrientationScript()
        if not found or found["orient_conf"] < _CERTAIN:
            return None
        return int(found["orient_deg"]) // 90 % 4

    def _lines(self, image: Image.Image, way: "_Way") -> list[Line]:
        """Recognise one upright picture; boxes in its pixels."""
        level, engine = self._tesserocr.RIL, self._engine
        small = image
        if way.shrink != 1.0:
            size = (round(image.width * way.shrink), round(image.height * way.shrink))
            small = image.resize(size, Image.Resampling.LANCZOS)
        engine.SetVariable("thresholding_method", way.threshold)
        engine.SetPageSegMode(way.layout)
        engine.SetImage(small)
        engine.SetSourceResolution(round(_DPI * way.shrink))
        engine.Recognize()
        lines: list[list[Seen]] = []
        cursor = engine.GetIterator()
        for step in self._tesserocr.iterate_level(cursor, level.WORD) if cursor else ():
            if step.IsAtBeginningOf(level.TEXTLINE) or not lines:
                lines.append([])
            box = step.BoundingBox(level.WORD)
            text = "".join(step.GetUTF8Text(level.WORD).split()).strip(_RULES) if box else ""
            confidence = step.Confidence(level.WORD) if text else 0.0
            if text and not _is_speck(text, confidence):
                x0, top, x1, bottom = (edge / way.shrink for edge in box)
                lines[-1].append(Seen(text, (x0, top, x1, bottom), confidence))
        engine.Clear()
        engine.ClearAdaptiveClassifier()  # a page must not depend on the pages read before it
        return [tuple(line) for line in lines if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pose:
    """How a picture of `size` pixels was laid upright: quarter turns, then degrees (counter-clockwise)."""

    quarter: int
    angle: float
    size: tuple[int, int]  # width, height

    def lay(self, picture: Image.Image) -> Image.Image:
        """Give the picture upright and straight."""
        turned = _turn(picture, self.quarter)
        return turned.rotate(self.angle, Image.Resampling.BICUBIC, fillcolor=255) if self.angle else turned

    def back(self, box: Box) -> Box:
        """Give the box, taken on the upright picture, on the picture as it was."""
        width, height = self.size
        if self.quarter % 2:
            width, height = height, width
        x0, top, x1, bottom = box
        if self.angle:
            # A small turn moves the middle of a word; its width and height stay.
            turn = math.radians(self.angle)
            dx, dy = (x0 + x1 - width) / 2, (top + bottom - height) / 2
            mx = width / 2 + dx * math.cos(turn) - dy * math.sin(turn)
            my = height / 2 + dx * math.sin(turn) + dy * math.cos(turn)
            half_width, half_height = (x1 - x0) / 2, (bottom - top) / 2
            x0, top, x1, bottom = mx - half_width, my - half_height, mx + half_width, my + half_height
        if self.quarter == 1:
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
        elif self.quarter == 2:
            x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
        elif self.quarter == 3:
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
        return (x0, top, x1, bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """What one way of reading gave; `standing` is the share of words taller than wide."""

    pose: _Pose
    lines: list[Line]
    sure: int
    standing: float

    @property
    def characters(self) -> int:
        return _characters(self.lines)


def _characters(lines: list[Line]) -> int:
    return sum(len(word.text) for line in lines for word in line)


def _is_standing(word: Seen) -> bool:
    return len(word.text) > 3 and word.box[3] - word.box[1] > word.box[2] - word.box[0]


def _standing(lines: list[Line]) -> float:
    long = [word for line in lines for word in line if len(word.text) > 3]
    return sum(map(_is_standing, long)) / len(long) if long else 0.0


def _sure_characters(lines: list[Line]) -> int:
    """Count the characters of words that count as read; a word that stands upright is not one."""
    return sum(len(word.text) for line in lines for word in line if word.confidence >= _SURE and not _is_standing(word))


def _rank(attempt: _Attempt) -> float:
    """Compare attempts by what was surely read, less a part of what was not."""
    return attempt.sure - 0.2 * (attempt.characters - attempt.sure)


def _poor(attempt: _Attempt, share: float = _ENOUGH) -> bool:
    """Tell whether another attempt is worth its time."""
    return attempt.sure < max(_FEW, share * attempt.characters)


def _is_speck(text: str, confidence: float) -> bool:
    """Tell dirt, dotted rules and strokes of a signature from words."""
    if confidence >= _DOUBT:
        return False
    return len(text) > 22 or _STROKES.search(text.casefold()) is not None or not any(map(str.isalnum, text))


def _shift(box: Box, left: int) -> Box:
    return (box[0] + left, box[1], box[2] + left, box[3])


# --- pictures --------------------------------------------------------------------------------------------


def refuse_large_images(page: Any) -> None:
    """Look at the sizes that a page's images declare, before any is decoded. Raises PageTooLarge."""
    for item in page.get_objects(filter=[_IMAGE_OBJECT], max_depth=3):
        wide, high = item.get_px_size()
        if wide * high > _MAX_IMAGE_PIXELS:
            raise PageTooLarge(
                f"Gambar pada halaman ini terlalu besar ({wide} x {high} piksel). Pindai ulang dengan resolusi 300 dpi."
            )


def render(page: Any) -> Image.Image:
    """Render a pypdfium2 page to grey at 300 dpi, less for very large pages. Raises PageTooLarge."""
    refuse_large_images(page)
    width, height = page.get_size()
    scale = min(_DPI / 72, math.sqrt(_MAX_PIXELS / max(1.0, width * height)))
    image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return image


def has_ink(image: Image.Image) -> bool:
    """Tell whether anything at all stands on the paper."""
    low, high = ImageStat.Stat(image.reduce(4)).extrema[0]
    return high - low > 24


def _turn(image: Image.Image, quarter: int) -> Image.Image:
    """Turn clockwise by quarters, without loss."""
    ways = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    return image.transpose(ways[quarter]) if quarter else image


def _profile(image: Image.Image, *, across: bool) -> list[int]:
    """Give the mean grey of each row (across) or each column."""
    size = (1, image.height) if across else (image.width, 1)
    return list(image.resize(size, Image.Resampling.BOX).tobytes())


def skew(image: Image.Image) -> float:
    """Give the degrees (counter-clockwise) that lay the lines of text level; 0.0 if they nearly are."""
    small = image.reduce(max(1, round(min(image.size) / 500)))
    paper = _paper(small)
    middle = small.point(lambda grey: 255 if grey > paper else 0)

    def sharpness(angle: float) -> int:
        turned = middle.rotate(angle, Image.Resampling.NEAREST, fillcolor=255)
        return sum((a - b) ** 2 for a, b in itertools.pairwise(_profile(turned, across=True)))

    def rank(angle: float) -> tuple[int, float]:
        return sharpness(angle), -abs(angle)

    coarse = max((step * 0.5 for step in range(-12, 13)), key=rank)
    fine = max((coarse + step * 0.1 for step in range(-4, 5)), key=rank)
    if abs(fine) < 0.35 or abs(coarse) > 5.9 or sharpness(fine) < 1.1 * sharpness(0.0):
        return 0.0
    return round(fine, 1)


def _paper(image: Image.Image) -> int:
    """Give the grey between ink and paper: two thirds up from black to the middle brightness."""
    return int(ImageStat.Stat(image).median[0] * 2 / 3)


def halves(image: Image.Image) -> list[tuple[int, Image.Image]]:
    """Split a booklet scan, two pages side by side, at its gutter: (left edge, picture), in reading order."""
    whole = [(0, image)]
    if image.width < 1.15 * image.height:
        return whole
    small = image.reduce(4)
    paper = _paper(small)
    ink = small.point(lambda grey: 255 if grey < paper else 0)
    columns = _profile(ink, across=False)
    third = len(columns) // 3
    low, high = int(len(columns) * 0.44), int(len(columns) * 0.56)
    # A gutter is a band without any ink; a table laid across has rules that cross it.
    start, end = _widest_gap(columns, low, high)
    if end - start < len(columns) * 0.015:
        return whole
    if min(max(columns[:third]), max(columns[-third:])) < 8:
        return whole
    cut = (start + end) * 2
    return [
        (0, image.crop((0, 0, cut, image.height))),
        (cut, image.crop((cut, 0, image.width, image.height))),
    ]


def _widest_gap(columns: list[int], low: int, high: int) -> tuple[int, int]:
    best = (low, low)
    start = low
    for x in range(low, high + 1):
        if x == high or columns[x] > 0:
            if x - start > best[1] - best[0]:
                best = (start, x)
            start = x + 1
    return best


# --- text ------------------------------------------------------------------------------------------------


def rows(lines: list[Line]) -> list[Line]:
    """Join lines that stand side by side (a label column and its text) and order rows from the top."""
    done: list[list[Seen]] = []
    for line in sorted(lines, key=lambda each: (_span(each)[0], each[0].box[0])):
        top, bottom = _span(line)
        for row in reversed(done[-6:]):
            row_top, row_bottom = _span(row)
            common = min(bottom, row_bottom) - max(top, row_top)
            if common > 0.5 * min(bottom - top, row_bottom - row_top) and not _overlap(row, line):
                row.extend(line)
                break
        else:
            done.append(list(line))
    return [tuple(sorted(row, key=lambda word: word.box[0])) for row in done]


def marked(lines: list[Line], seen: list[Seen]) -> list[Line]:
    """Put the letters and numbers of lists among `seen` before the words of their rows, where none stand yet."""
    rest = [list(line) for line in lines]
    for mark in seen:
        if mark.confidence < _SURE / 2 or not _MARK.fullmatch(mark.text):
            continue
        x0, top, x1, bottom = mark.box
        height = bottom - top
        for row in rest:
            row_top, row_bottom = _span(row)
            level = min(bottom, row_bottom) - max(top, row_top) > 0.5 * min(height, row_bottom - row_top)
            after = min((word.box[0] - x1 for word in row if word.box[0] > x1 - 2), default=math.inf)
            if not level or after > 5 * height:
                continue
            # What stands there now is at most the full stop of the mark.
            there = [word for word in row if word.box[0] < x1 and word.box[2] > x0]
            if all(not any(map(str.isalnum, word.text)) for word in there):
                row[:] = sorted([*(w for w in row if w not in there), mark], key=lambda word: word.box[0])
            break
    return [tuple(row) for row in rest]


def _span(line: Iterable[Seen]) -> tuple[float, float]:
    """Give the median top and bottom of a line: a single tall stroke must not stretch it."""
    tops = sorted(word.box[1] for word in line)
    bottoms = sorted(word.box[3] for word in line)
    return tops[len(tops) // 2], bottoms[len(bottoms) // 2]


def _overlap(row: Iterable[Seen], line: Line) -> bool:
    left, right = line[0].box[0], line[-1].box[2]
    return any(word.box[0] < right - 2 and word.box[2] > left + 2 for word in row)


def compose(lines: list[Line], number: int, size: tuple[float, float], scale: float) -> Page:
    """Make a Page of lines whose boxes are in pixels, `scale` pixels a point."""
    text = ""
    words: list[Word] = []
    for line in lines:
        if text:
            text += "\n"
        for position, seen in enumerate(line):
            if position:
                text += " "
            start = len(text)
            text += seen.text
            box = tuple(round(edge / scale, 2) for edge in seen.box)
            confidence = round(min(1.0, max(0.0, seen.confidence / 100)), 3)
            words.append(Word(start=start, end=len(text), box=(box[0], box[1], box[2], box[3]), confidence=confidence))
    whole = sum(word.end - word.start for word in words)
    sure = sum(word.end - word.start for word in words if (word.confidence or 0) >= _SURE / 100)
    return Page(
        number=number,
        text=text,
        source=TextSource.OCR,
        words=tuple(words),
        width=size[0],
        height=size[1],
        quality=round(sure / whole, 3) if whole else None,
        note="" if whole else "Tidak ada teks yang terbaca pada halaman ini.",
    )


def is_fair(page: Page) -> bool:
    """Tell whether OCR is sure of most of what it read on a page."""
    return page.quality is not None and page.quality >= _FAIR


def merge(layer: Page, seen: Page) -> Page:
    """Put the sure lines that only `seen` has between the lines of `layer`, whose words stay.

    One of them is the page's text layer, the other what OCR reads. Gives `layer` itself if next to nothing is new.
    """
    own = _lines_of(layer)
    added = [
        line
        for line in ([(text, word) for text, word in each if _is_new(word, layer)] for each in _lines_of(seen))
        if sum(len(text) for text, _ in line) >= 4
    ]
    if sum(len(text) for line in added for text, _ in line) < _GAIN:
        return layer
    beside: list[list[tuple[str, Word]]] = []
    for line in added:
        top, bottom = line[0][1].box[1], line[0][1].box[3]
        if any(word.box[1] < bottom and word.box[3] > top for word in layer.words):
            beside.append(line)  # a picture beside a paragraph must not break into its sentences
            continue
        place = next((i for i, each in enumerate(own) if each[0][1].box[1] > top), len(own))
        own.insert(place, line)
    own.extend(beside)
    text = ""
    words: list[Word] = []
    for number, line in enumerate(own):
        text += "\n" if number else ""
        for position, (written, word) in enumerate(line):
            text += " " if position else ""
            words.append(replace(word, start=len(text), end=len(text) + len(written)))
            text += written
    return replace(layer, text=text, words=tuple(words), source=TextSource.OCR)


def _lines_of(page: Page) -> list[list[tuple[str, Word]]]:
    lines: list[list[tuple[str, Word]]] = []
    last = 0
    for word in page.words:
        if not lines or "\n" in page.text[last : word.start]:
            lines.append([])
        lines[-1].append((page.text[word.start : word.end], word))
        last = word.end
    return lines


def _is_new(word: Word, layer: Page) -> bool:
    """Tell whether a word is sure, as those of a text layer are, and no word of `layer` stands where it stands."""
    if word.confidence is not None and word.confidence < _SURE / 100:
        return False
    x0, top, x1, bottom = word.box
    return not any(
        other.box[0] < x1 and other.box[2] > x0 and other.box[1] < bottom and other.box[3] > top
        for other in layer.words
    )
