"""Glyphs of one page to its text and words, in the order in which a person reads them.

Nothing here knows a PDF library. Glyphs come in drawing order, which in papers made by a word processor is
the order of reading: lines of a cell follow each other before the next cell begins. So drawing order is
trusted for what belongs together (words, lines, blocks), and geometry for the order of the blocks (bands from
top to bottom, columns from left to right, cells of a table row). Lengths are PDF points, origin top left.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from evidence_checker.model import Box, Word


class Glyph(NamedTuple):
    """One drawn character (or ligature), its box, and the angle of its baseline in degrees (0 = upright)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Ruled lines of a page: vertical as (x, top, bottom), horizontal as (y, left, right)."""

    vertical: tuple[tuple[float, float, float], ...] = ()
    horizontal: tuple[tuple[float, float, float], ...] = ()


class Piece(NamedTuple):
    """A word under way: its text, its box in the upright frame, its box on the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    box: Box


@dataclass(slots=True)
class _Segment:
    """Neighbouring words of one line, nothing but word spaces between them."""

    pieces: list[Piece]
    x0: float
    top: float
    x1: float
    bottom: float

    def level_with(self, other: _Segment) -> bool:
        return _level(self.top, self.bottom, other.top, other.bottom)


@dataclass(slots=True)
class _Block:
    """Segments drawn one after the other and stacked: a paragraph, a column, a cell."""

    order: int
    segments: list[_Segment]
    x0: float
    top: float
    x1: float
    bottom: float
    limit: float = -math.inf  # a cell right of another one does not reach left of this
    height: float = field(default=0.0)

    def take(self, segment: _Segment) -> None:
        self.segments.append(segment)
        self.x0, self.x1 = min(self.x0, segment.x0), max(self.x1, segment.x1)
        self.top, self.bottom = min(self.top, segment.top), max(self.bottom, segment.bottom)


_Line = list[Piece]

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# Zero-width characters and byte-order marks carry nothing that a reader sees.
_INVISIBLE = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"}
SEGMENT_GAP = 1.0  # em: wider than a justified word space, narrower than a tab or the gap between two cells
MENDED_GAP = 8.0  # em: the widest word space of a justified line
MIN_GUTTER = 8.0  # points
MAX_RULES = 6000
MAX_BANDS = 400  # more bands than a page has lines: no text whose columns are worth the search
MAX_DEPTH = 40  # of cuts inside cuts; real pages need five
NEAR_LINES = 120  # how far back a filled-in word looks for its line
SKEW = 15.0  # degrees: beyond this a baseline is meant to be oblique (a watermark)
FLAT_ROW_LINES = 15  # a cell longer than this is a text of its own, not part of one row


def arrange(glyphs: Sequence[Glyph], rules: Rules = Rules()) -> tuple[str, tuple[Word, ...]]:
    """Give the text of a page and its words in reading order.

    Words of a line are joined by one space, lines by a newline; a row of a ruled table is one line. Text that
    runs in another direction than most of the page (a note in the margin, a watermark) comes last.
    """
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    if not by_turn:
        return "", ()
    lines: list[_Line] = []
    for turn in sorted(by_turn, key=lambda t: (-len(by_turn[t]), t)):
        lines += _read(by_turn[turn], turn, _turned_rules(rules, turn))
    return _write(lines)


def _write(lines: Iterable[_Line]) -> tuple[str, tuple[Word, ...]]:
    parts: list[str] = []
    words: list[Word] = []
    at = 0
    for line in lines:
        for piece in _close_spacing(line):
            parts.append(piece.text)
            words.append(Word(start=at, end=at + len(piece.text), box=piece.box))
            at += len(piece.text) + 1
            parts.append(" ")
        parts[-1] = "\n"
    if parts:
        parts.pop()
    return "".join(parts), tuple(words)


# --- directions ------------------------------------------------------------------------------------------


def snapped(angle: float) -> int:
    """Give a baseline's angle in whole degrees 0-359; a crooked scan is snapped to its right angle."""
    right = round(angle / 90) * 90
    return (right if abs(angle - right) <= SKEW else round(angle)) % 360


def _upright(glyph: Glyph, turn: int) -> tuple[float, float, float, float]:
    """Give the box of a glyph in the frame in which text at this angle runs from left to right."""
    _, x0, top, x1, bottom, _ = glyph
    if turn == 0:
        return x0, top, x1, bottom
    if turn == 90:  # bottom to top
        return -bottom, x0, -top, x1
    if turn == 180:
        return -x1, -bottom, -x0, -top
    if turn == 270:  # top to bottom
        return top, -x1, bottom, -x0
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    half = (x1 - x0) / (abs(cos) + abs(sin)) / 2
    return (
        x * cos - y * sin - half,
        x * sin + y * cos - half,
        x * cos - y * sin + half,
        x * sin + y * cos + half,
    )


def _turned_rules(rules: Rules, turn: int) -> Rules:
    """Give the ruled lines in the frame of text at this angle, sorted; a page full of strokes is a drawing."""
    turned = _rotated(rules, turn)
    if len(turned.vertical) + len(turned.horizontal) > MAX_RULES:
        return Rules()
    return Rules(vertical=tuple(sorted(turned.vertical)), horizontal=tuple(sorted(turned.horizontal)))


def _rotated(rules: Rules, turn: int) -> Rules:
    if turn == 0:
        return rules
    if turn == 90:
        return Rules(
            vertical=tuple((-y, left, right) for y, left, right in rules.horizontal),
            horizontal=tuple((x, -bottom, -top) for x, top, bottom in rules.vertical),
        )
    if turn == 270:
        return Rules(
            vertical=tuple((y, -right, -left) for y, left, right in rules.horizontal),
            horizontal=tuple((-x, top, bottom) for x, top, bottom in rules.vertical),
        )
    if turn == 180:
        return Rules(
            vertical=tuple((-x, -bottom, -top) for x, top, bottom in rules.vertical),
            horizontal=tuple((-y, -right, -left) for y, left, right in rules.horizontal),
        )
    return Rules()


def _read(glyphs: Sequence[Glyph], turn: int, rules: Rules) -> list[_Line]:
    pieces = _words(glyphs, turn)
    blocks = _labelled(_blocks(_mended(_segments(pieces, rules), rules), rules))
    return _order(blocks, rules)


# --- glyphs to words -------------------------------------------------------------------------------------


def word_gap(glyphs: Sequence[Glyph], turn: int = 0) -> float:
    """Measure from which gap on, in parts of the glyph height, two letters of this page are two words.

    Where blanks are drawn, only gaps well beyond the page's own unevenness part words ("bahw a" stays one
    word); where they are not, the gaps fall into two heaps and the border between them is the measure.
    """
    gaps: list[float] = []
    blanks = 0
    last: tuple[float, float, float, float] | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            blanks += last is not None
            last = None
            continue
        box = _upright(glyph, turn)
        if last is not None and abs(box[1] - last[1]) < 0.3 * (box[3] - box[1]):
            gap = (box[0] - last[2]) / max(box[3] - box[1], 1.0)
            if -0.3 < gap < 1.0:
                gaps.append(gap)
        last = box
    gaps.sort()
    if len(gaps) < 20:
        return 0.25
    if blanks * 15 >= len(gaps):
        return min(0.6, max(0.2, 2 * gaps[len(gaps) * 98 // 100]))
    return _valley(gaps)


def _valley(gaps: Sequence[float]) -> float:
    """Find the border between gaps inside words and gaps between words (Otsu's threshold)."""
    total, n = sum(gaps), len(gaps)
    best, border, left = 0.0, 0.2, 0.0
    for i in range(1, n):
        left += gaps[i - 1]
        apart = (total - left) / (n - i) - left / i
        score = i * (n - i) * apart * apart
        if score > best:
            best, border = score, (gaps[i - 1] + gaps[i]) / 2
    return min(0.5, max(0.1, border))


def _words(glyphs: Sequence[Glyph], turn: int) -> list[Piece]:
    """Part the glyphs into words, in drawing order; a word drawn twice (imitated bold) is one word."""
    tolerance = word_gap(glyphs, turn)
    found: list[Piece] = []
    seen: dict[str, list[Piece]] = {}
    word: list[Glyph] = []
    x0 = top = x1 = bottom = 0.0
    frame: list[float] = []

    def close() -> None:
        if not word:
            return
        text = "".join([LIGATURES.get(g.text, g.text) for g in word])
        box = (
            min(g.x0 for g in word),
            min(g.top for g in word),
            max(g.x1 for g in word),
            max(g.bottom for g in word),
        )
        piece = Piece(text, frame[0], frame[1], frame[2], frame[3], box)
        twins = seen.setdefault(text, [])
        if not any(_twin(piece, other) for other in twins):
            twins.append(piece)
            found.append(piece)
        word.clear()

    for glyph in glyphs:
        text = glyph.text
        if text in _INVISIBLE:
            continue
        if not text or text.isspace() or unicodedata.category(text[0]) == "Cc":
            close()
            continue
        left, up, right, down = (glyph.x0, glyph.top, glyph.x1, glyph.bottom) if turn == 0 else _upright(glyph, turn)
        if word:
            gap = left - x1
            size = max(down - up, 1.0)
            if gap > tolerance * size or left < x0 - 0.1 * size or not _level(up, down, top, bottom):
                close()
        if word:
            frame[1], frame[2], frame[3] = min(frame[1], up), max(frame[2], right), max(frame[3], down)
        else:
            frame = [left, up, right, down]
        word.append(glyph)
        x0, top, x1, bottom = left, up, right, down
    close()
    return found


def _twin(a: Piece, b: Piece) -> bool:
    near = 0.15 * (a.bottom - a.top)
    return abs(a.x0 - b.x0) < near and abs(a.top - b.top) < near and abs(a.x1 - b.x1) < near


def _level(top: float, bottom: float, other_top: float, other_bottom: float) -> bool:
    """Tell whether two boxes stand on one line: they share half of the lower one's height."""
    shared = min(bottom, other_bottom) - max(top, other_top)
    return shared > 0.5 * min(bottom - top, other_bottom - other_top)


# --- words to blocks -------------------------------------------------------------------------------------


def _segments(pieces: Sequence[Piece], rules: Rules) -> list[_Segment]:
    found: list[_Segment] = []
    now: _Segment | None = None
    for piece in pieces:
        if now is not None:
            last = now.pieces[-1]
            gap = piece.x0 - last.x1
            size = max(piece.bottom - piece.top, last.bottom - last.top)
            near = -0.5 * size < gap < SEGMENT_GAP * size and piece.x0 > last.x0
            level = near and _level(piece.top, piece.bottom, now.top, now.bottom)
            if level and not _ruled(rules, last.x1, piece.x0, piece.top, piece.bottom):
                now.pieces.append(piece)
                now.x1 = max(now.x1, piece.x1)
                now.top, now.bottom = min(now.top, piece.top), max(now.bottom, piece.bottom)
                continue
        now = _Segment([piece], piece.x0, piece.top, piece.x1, piece.bottom)
        found.append(now)
    return found


def _mended(segments: Sequence[_Segment], rules: Rules) -> list[_Segment]:
    """Join the parts of a justified line whose word spaces are wide.

    The line above or below runs across the space, or all stands in one cell of a ruled table.
    """
    lines: list[list[_Segment]] = []
    for segment in segments:
        last = lines[-1][-1] if lines else None
        if last is not None and segment.level_with(last) and segment.x0 >= last.x1:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    for step in (-1, 1):  # from the bottom up a mended line mends the one above it; then downwards
        for i in range(len(lines))[::step]:
            if len(lines[i]) > 1:
                around = [s for j in (i - 1, i + 1) if 0 <= j < len(lines) for s in lines[j]]
                lines[i] = _mended_line(lines[i], around, rules)
    return [segment for line in lines for segment in line]


def _mended_line(line: Sequence[_Segment], around: Sequence[_Segment], rules: Rules) -> list[_Segment]:
    whole = [line[0]]
    for right in line[1:]:
        left = whole[-1]
        height = right.bottom - right.top
        crossed = right.x0 - left.x1 < MENDED_GAP * height and any(
            s.x0 < left.x1 - height
            and s.x1 > right.x0 + height
            and s.top < right.bottom + height
            and s.bottom > right.top - height
            for s in around
        )
        if (crossed and not _ruled(rules, left.x1, right.x0, right.top, right.bottom)) or _in_cell(rules, left, right):
            whole[-1] = _Segment(
                left.pieces + right.pieces,
                left.x0,
                min(left.top, right.top),
                right.x1,
                max(left.bottom, right.bottom),
            )
        else:
            whole.append(right)
    return whole


def _ruled(rules: Rules, left: float, right: float, top: float, bottom: float) -> bool:
    """Tell whether a vertical ruled line runs between `left` and `right` at this height."""
    middle = (top + bottom) / 2
    return any(up <= middle <= down for _, up, down in _between(rules.vertical, left - 1.5, right + 1.5))


def _between(
    rules: Sequence[tuple[float, float, float]], low: float, high: float
) -> Sequence[tuple[float, float, float]]:
    return rules[bisect_left(rules, (low,)) : bisect_right(rules, (high, math.inf, math.inf))]


def _in_cell(rules: Rules, left: _Segment, right: _Segment) -> bool:
    """Tell whether two parts of a line stand in one cell of a ruled table with two columns or more."""
    middle = (right.top + right.bottom) / 2
    at = sorted({x for x, up, down in rules.vertical if up <= middle <= down})
    before = [x for x in at if x <= left.x0 + 1.5]
    after = [x for x in at if x >= right.x1 - 1.5]
    return bool(before and after and len(before) + len(after) == len(at)) and after[-1] - before[0] > 1.3 * (
        after[0] - before[-1]
    )


def _underlined(rules: Rules, upper: _Segment, lower: _Segment) -> bool:
    """Tell whether a horizontal ruled line parts two stacked segments over the whole of the lower one."""
    y0, y1 = upper.bottom - 2, lower.top + 0.35 * (lower.bottom - lower.top)
    return any(
        left <= min(lower.x0, upper.x0) + 1 and right >= lower.x1 - 1
        for _, left, right in _between(rules.horizontal, y0, y1)
    )


def _blocks(segments: Sequence[_Segment], rules: Rules) -> list[_Block]:
    found: list[_Block] = []
    block: _Block | None = None
    for order, segment in enumerate(segments):
        if block is not None and _continues(block, segment, rules):
            block.take(segment)
            continue
        limit = -math.inf
        if block is not None:
            last = block.segments[-1]
            if segment.level_with(last) and segment.x0 >= last.x1 - 1:
                limit = last.x1 - 1
            elif segment.x0 >= block.x1 - 1 and segment.top < block.bottom and segment.bottom > block.top:
                limit = block.x1 - 1
        block = _Block(order, [segment], segment.x0, segment.top, segment.x1, segment.bottom, limit)
        found.append(block)
    for block in found:
        heights = sorted(s.bottom - s.top for s in block.segments)
        block.height = heights[len(heights) // 2]
    return found


def _continues(block: _Block, segment: _Segment, rules: Rules) -> bool:
    last = block.segments[-1]
    height = min(segment.bottom - segment.top, last.bottom - last.top)
    below = segment.top >= last.top + 0.4 * height and not segment.level_with(last)
    near = segment.top - last.bottom < 3 * (last.bottom - last.top)
    stacked = segment.x0 < block.x1 and segment.x1 > block.x0
    return below and near and stacked and segment.x0 >= block.limit and not _underlined(rules, last, segment)


def _labelled(blocks: Sequence[_Block]) -> list[_Block]:
    """Cut a block beside the labels in its margin (Menimbang, KEDUA), where these were drawn on their own.

    Text layers of scanned decrees hold the column of labels first and all the text after it. Two labels beside
    one block are needed: one alone may be the middle line of a table cell.
    """
    apart = [part for block in blocks for part in _cut(block, _wide_gaps(block))]
    labels = [b for b in apart if len(b.segments) == 1 and len(b.segments[0].pieces) <= 2]
    found: list[_Block] = []
    used: set[int] = set()
    for block in blocks:
        beside = [
            b
            for b in labels
            if b.x1 <= block.x0 and b.order < block.order and block.top - b.height < b.top and b.bottom < block.bottom
        ]
        column = [b for b in beside if abs(b.x0 - beside[0].x0) < 2 * b.height]
        lines = {_level_line(block, b) for b in column} - {-1} if len(column) > 1 else set()
        if len(lines) > 1:
            used.update(b.order for b in column)
        found += _cut(block, sorted(lines - {0}) if len(lines) > 1 else [])
    return [part for b in found for part in (_cut(b, _wide_gaps(b)) if used & _orders(b) else [b])]


def _orders(block: _Block) -> set[int]:
    return set(range(block.order, block.order + len(block.segments)))


def _wide_gaps(block: _Block) -> list[int]:
    """Give the lines of a column of short lines that stand well below the line above."""
    if any(len(s.pieces) > 2 for s in block.segments):
        return []
    return [
        i
        for i, (above, below) in enumerate(pairwise(block.segments), start=1)
        if below.top - above.bottom > 0.8 * block.height
    ]


def _cut(block: _Block, at: Sequence[int]) -> list[_Block]:
    """Cut a block before these of its lines."""
    if not at:
        return [block]
    found = []
    for start, end in pairwise((0, *at, len(block.segments))):
        first, *rest = block.segments[start:end]
        part = _Block(block.order + start, [first], first.x0, first.top, first.x1, first.bottom)
        for segment in rest:
            part.take(segment)
        part.limit, part.height = block.limit, block.height
        found.append(part)
    return found


def _level_line(block: _Block, label: _Block) -> int:
    """Give which line of a block a label stands beside, even if the scan is a little crooked; -1 if none."""
    middle = (label.top + label.bottom) / 2
    distances = [abs((s.top + s.bottom) / 2 - middle) for s in block.segments]
    nearest = min(range(len(distances)), key=distances.__getitem__)
    return nearest if distances[nearest] < 0.8 * label.height else -1


# --- order of blocks -------------------------------------------------------------------------------------


def _order(blocks: Sequence[_Block], rules: Rules, depth: int = 0) -> list[_Line]:
    """Read blocks as bands from top to bottom; bands that share a gutter are columns, left side first."""
    if depth > MAX_DEPTH:
        return _tangle(blocks)
    bands = _bands(blocks)
    if len(bands) == 1:
        return _row(bands[0], rules, depth)
    lines: list[_Line] = []
    i = 0
    while i < len(bands):
        zone = _columns(bands, i, rules) if len(bands) <= MAX_BANDS else None
        if zone is None:
            lines += _row(bands[i], rules, depth)
            i += 1
        else:
            end, gutter = zone
            inside = [b for band in bands[i:end] for b in band]
            lines += _order([b for b in inside if b.x1 <= gutter], rules, depth + 1)
            lines += _order([b for b in inside if b.x1 > gutter], rules, depth + 1)
            i = end
    return lines


def _bands(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Cut blocks by horizontal lines that cross none of them."""
    bands: list[list[_Block]] = []
    floor = -math.inf
    for block in sorted(blocks, key=lambda b: (b.top, b.order)):
        slack = 0.3 * block.height
        if not bands or block.top + slack >= floor:
            bands.append([block])
            floor = block.bottom
        else:
            bands[-1].append(block)
            floor = max(floor, block.bottom)
    return bands


def _parts(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """Cut blocks by vertical lines that cross none of them."""
    parts: list[list[_Block]] = []
    edge = -math.inf
    for block in sorted(blocks, key=lambda b: (b.x0, b.order)):
        if not parts or block.x0 >= edge - 0.5:
            parts.append([block])
            edge = block.x1
        else:
            parts[-1].append(block)
            edge = max(edge, block.x1)
    return parts


def _row(blocks: Sequence[_Block], rules: Rules, depth: int) -> list[_Line]:
    """Read the blocks of one band: side by side from left to right; one line if it is a ruled table row.

    Blocks drawn to and fro across the gap (words of a justified line far apart) are no cells side by side.
    """
    parts = _untangled(_parts(blocks))
    if len(parts) == 1:
        return _tangle(blocks)
    read = [_order(part, rules, depth + 1) for part in parts]
    table = any(_parted(a, b, rules) for a, b in pairwise(parts))
    if table and max(map(len, read)) <= FLAT_ROW_LINES:
        return [[piece for lines in read for line in lines for piece in line]]
    joined: list[_Line] = []
    for lines in read:
        if joined and _same_line(joined[-1], lines[0]):
            joined[-1].extend(lines[0])
            joined += lines[1:]
        else:
            joined += lines
    return joined


def _untangled(parts: Sequence[list[_Block]]) -> list[list[_Block]]:
    """Put parts together that were drawn to and fro: the drawing went back to one after another had begun."""
    whole: list[tuple[int, int, list[_Block]]] = []
    for part in parts:
        first, last = min(b.order for b in part), max(b.order for b in part)
        while whole and whole[-1][0] < last and first < whole[-1][1]:
            earlier = whole.pop()
            first, last, part = min(first, earlier[0]), max(last, earlier[1]), earlier[2] + part
        whole.append((first, last, part))
    return [part for _, _, part in whole]


def _parted(left: Sequence[_Block], right: Sequence[_Block], rules: Rules) -> bool:
    x0, x1 = max(b.x1 for b in left), min(b.x0 for b in right)
    first = min(right, key=lambda b: b.top)
    return _ruled(rules, x0, x1, first.top, first.segments[0].bottom)


def _same_line(a: _Line, b: _Line) -> bool:
    return _level(a[-1].top, a[-1].bottom, b[0].top, b[0].bottom)


def _tangle(blocks: Sequence[_Block]) -> list[_Line]:
    """Read blocks that no straight cut parts: in drawing order, each filled-in word at its gap in a line."""
    lines: list[_Line] = []
    for block in sorted(blocks, key=lambda b: b.order):
        for segment in block.segments:
            line = _host(lines, segment)
            if line is None:
                lines.append(list(segment.pieces))
            else:
                line.extend(segment.pieces)
                line.sort(key=lambda piece: piece.x0)
    return lines


def _host(lines: Sequence[_Line], segment: _Segment) -> _Line | None:
    """Find the line that goes on with this segment: the last one, or one that left a blank for it."""
    for line in reversed(lines[-NEAR_LINES:]):
        if not _level(segment.top, segment.bottom, line[-1].top, line[-1].bottom):
            continue
        before = [p for p in line if p.x1 <= segment.x0 + 1]
        after = [p for p in line if p.x0 >= segment.x1 - 1]
        if len(before) + len(after) < len(line) or not before:
            continue
        near = segment.x0 - before[-1].x1 < 3 * (segment.bottom - segment.top)
        blank = near and before[-1].text.endswith((":", "..", "__", "\u2026"))
        if after or line is lines[-1] or blank:
            return line
    return None


def _columns(bands: Sequence[Sequence[_Block]], start: int, rules: Rules) -> tuple[int, float] | None:
    """Give the end of the run of bands from `start` that is text in columns, and its gutter's left edge."""
    parts = _parts(bands[start])
    gutters = [(max(b.x1 for b in left), min(b.x0 for b in right)) for left, right in pairwise(parts)]
    for gutter in sorted(gutters, key=lambda g: (g[0] - g[1], g[0])):
        end, (left, right) = _reach(bands, start, gutter)
        blocks = [b for band in bands[start:end] for b in band]
        if _is_text_in_columns(blocks, (left, right), rules):
            return end, left
    return None


def _reach(
    bands: Sequence[Sequence[_Block]], start: int, gutter: tuple[float, float]
) -> tuple[int, tuple[float, float]]:
    """Follow a gutter downwards as long as nothing crosses it; give the end and what stayed free of it."""
    left, right = gutter
    for end in range(start + 1, len(bands)):
        for block in bands[end]:
            if block.x0 < right and block.x1 > left:
                if block.x0 - left > right - block.x1:
                    right = block.x0
                else:
                    left = block.x1
            if right - left < MIN_GUTTER:
                return end, gutter
        gutter = left, right
    return len(bands), gutter


def _is_text_in_columns(blocks: Sequence[_Block], gutter: tuple[float, float], rules: Rules) -> bool:
    """Tell columns of running text from rows of a table.

    Columns are drawn one after the other. Where each line was drawn across both columns (some scanners'
    text layers), full lines on both sides tell; a table shows ruled lines, short cells or cell-wise drawing.
    """
    sides = ([b for b in blocks if b.x1 <= gutter[0]], [b for b in blocks if b.x0 >= gutter[1]])
    counts = [sum(len(b.segments) for b in side) for side in sides]
    if min(counts) < 4 or any(_words_a_line(side) <= 2 for side in sides):  # few, or labels and figures
        return False
    drawn = [b.x1 <= gutter[0] for b in sorted(blocks, key=lambda b: b.order)]
    switches = sum(a != b for a, b in pairwise(drawn))
    in_turn = switches <= (1 if min(counts) < 20 else 3)
    if in_turn and min(counts) > FLAT_ROW_LINES:
        return True
    by_line = sum(len(b.segments) == 1 for b in blocks) > 0.8 * len(blocks)
    if not in_turn and not (by_line and min(counts) >= 8 and all(_is_prose(side) for side in sides)):
        return False
    return sum(_is_divided(rules, gutter, b) for b in sides[1]) <= 0.5 * len(sides[1])


def _is_divided(rules: Rules, gutter: tuple[float, float], block: _Block) -> bool:
    """Tell whether one ruled line runs in the gutter beside a block; two are the borders of two tables."""
    middle = (block.top + block.bottom) / 2
    left, right = gutter[0] - 1.5, gutter[1] + 1.5
    at = [x for x, up, down in _between(rules.vertical, left, right) if up <= middle <= down]
    return bool(at) and max(at) - min(at) < 4


def _is_prose(side: Sequence[_Block]) -> bool:
    segments = [s for b in side for s in b.segments]
    width = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    full = sum(s.x1 - s.x0 > 0.75 * width for s in segments)
    return full > 0.6 * len(segments) and _words_a_line(side) >= 4


def _words_a_line(side: Sequence[_Block]) -> float:
    lines = [s for b in side for s in b.segments]
    return sum(len(s.pieces) for s in lines) / len(lines)


# --- letter-spaced words ---------------------------------------------------------------------------------


def _close_spacing(line: Sequence[Piece]) -> list[Piece]:
    """Close up words set with spaced letters: `T E N T A N G` becomes one word."""
    closed: list[Piece] = []
    run: list[Piece] = []
    for piece in (*line, None):
        if piece is not None and len(piece.text) == 1 and piece.text.isalpha():
            run.append(piece)
            continue
        closed += _close_run(run)
        run = []
        if piece is not None:
            closed.append(piece)
    return closed


def _close_run(run: Sequence[Piece]) -> list[Piece]:
    if len(run) < 4:
        return list(run)
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    usual = sorted(gaps)[(len(gaps) - 1) // 2]
    height = run[0].bottom - run[0].top
    even = sum(abs(g - usual) <= 0.4 * usual + 0.05 * height for g in gaps)
    if usual > 1.3 * height or even < 0.6 * len(gaps) or len({p.text.isupper() for p in run}) > 1:
        return list(run)
    words: list[list[Piece]] = [[run[0]]]
    for piece, gap in zip(run[1:], gaps, strict=True):
        if gap > 1.6 * usual + 0.05 * height:
            words.append([])
        words[-1].append(piece)
    return [_join(word) for word in words]


def _join(pieces: Sequence[Piece]) -> Piece:
    return Piece(
        "".join(p.text for p in pieces),
        min(p.x0 for p in pieces),
        min(p.top for p in pieces),
        max(p.x1 for p in pieces),
        max(p.bottom for p in pieces),
        (
            min(p.box[0] for p in pieces),
            min(p.box[1] for p in pieces),
            max(p.box[2] for p in pieces),
            max(p.box[3] for p in pieces),
        ),
    )


# --- is it readable? -------------------------------------------------------------------------------------

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}")
_VOWELS = frozenset("aeiou")


def quality(text: str) -> float:
    """Judge which share (0-1) of a page's text stands in tokens that look like words or numbers.

    Glyph numbers such as `(cid:12)`, private-use and replacement characters, and letters without any vowels
    count as unreadable. A text without letters or digits has quality 0.
    """
    good = bad = 0
    for token, times in Counter(text.split()).items():
        size = len(token) * times
        if "(cid:" in token or any(_is_broken(c) for c in token):
            bad += size
            continue
        core = _EDGES.sub("", token)
        if not core:
            continue
        if _looks_like_word(core):
            good += size
        else:
            bad += size
    return round(good / (good + bad), 4) if good + bad else 0.0


def _is_broken(char: str) -> bool:
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cs", "Cc")


def _looks_like_word(core: str) -> bool:
    letters = [c for c in core.casefold() if c.isalpha()]
    if len(letters) < 4 or any(c.isdigit() for c in core):
        return sum(c.isalnum() for c in core) >= 0.5 * len(core)
    if len(letters) < 0.7 * len(core):
        return "/" in core or "@" in core or "." in core or "-" in core
    vowels = sum(c in _VOWELS for c in letters)
    if core.isupper() and len(core) <= 6:
        return True  # an abbreviation
    return vowels >= 0.2 * len(letters) and not _CLUSTER.search("".join(letters))
