"""Tables among the lines of a page: head and rows, found by their columns and running numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence_checker.passages.lines import Line
from evidence_checker.passages.markers import CAPTION, CLOSING, PASAL, ROW, TABLE_HEAD, markers

_ROW_LINES = 40  # a row that runs on longer has lost its table
_NEAR = 4.0  # points within which two words stand in the same column


@dataclass(frozen=True, slots=True)
class Table:
    """Head lines, the lines of each row, and how many lines the table takes in all."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    taken: int
    numbered: bool = False


def table_rows(lines: Sequence[Line], at: int) -> Table | None:
    """Give the table that begins at this line, or None."""
    return _numbered(lines, at) or _columned(lines, at)


def _numbered(lines: Sequence[Line], at: int) -> Table | None:
    """Read a table whose rows are numbered 1, 2, 3 without a dot, below a head that begins with "No"."""
    if not TABLE_HEAD.match(lines[at].text):
        return None
    start = next((i for i in range(at + 1, min(at + 8, len(lines))) if _starts(lines, i)), 0)
    if not start:
        return None
    rows: list[list[Line]] = [[lines[start]]]
    end, last = start + 1, _number(lines[start])
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if _next(line, rows[-1][0], last):
            rows.append([line])
            last = _number(line)
        elif len(rows[-1]) >= _ROW_LINES or _ends(line, rows[-1]):
            break
        elif not TABLE_HEAD.match(line.text):
            rows[-1].append(line)
        end = i + 1
    if len(rows) < 2:
        return None
    return Table(tuple(lines[at:start]), tuple(tuple(row) for row in rows), end - at, numbered=True)


def _number(line: Line) -> int:
    match = ROW.match(line.text)
    return int(match["number"]) if match else 0


def _starts(lines: Sequence[Line], at: int) -> bool:
    """Tell whether rows begin here: with number 1, or on the next page with any number and the one after it."""
    number = _number(lines[at])
    return number == 1 or (number > 1 and any(_number(line) == number + 1 for line in lines[at + 1 : at + 12]))


def _next(line: Line, row: Line, last: int) -> bool:
    """Tell whether the line carries the next running number, in the column of the numbers before it."""
    number = _number(line)
    if line.placed and row.placed:
        return abs(line.x0 - row.x0) <= 3 * _NEAR and (number > last or (number == 1 and last > 1))
    return number == last + 1


def _ends(line: Line, row: Sequence[Line]) -> bool:
    """Tell whether the line no longer belongs to the table: wide prose, a caption or a closing."""
    if CAPTION.match(line.text) or CLOSING.match(line.text) or PASAL.match(line.text):
        return True
    if line.placed and row[0].placed:
        starts_left = line.x0 < row[0].x0 + _NEAR
        full = not line.columns and line.x1 - line.x0 > 0.5 * line.page_width
        return starts_left and (full or not line.text[:1].isdigit())
    return len(row) > 6


def _columned(lines: Sequence[Line], at: int) -> Table | None:
    """Read a table without numbers: at least three lines with words that stand in the same columns."""
    first = lines[at]
    if not first.columns or markers(first.text):
        return None
    end = at + 1
    while end < len(lines) and lines[end].page == first.page and _aligned(lines[end], first, lines[end - 1]):
        end += 1
    if end - at < 3:
        return None
    left = min(line.x0 for line in lines[at:end])
    rows: list[list[Line]] = []
    for line in lines[at:end]:
        if rows and line.x0 > left + 2 * _NEAR:
            rows[-1].append(line)
        else:
            rows.append([line])
    if len(rows) < 2:
        return None
    return Table(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), end - at)


def _aligned(line: Line, *others: Line) -> bool:
    """Tell whether a word after a wide gap, or the line itself, starts in a column of the other lines."""
    columns = [x for other in others for x in other.columns]
    starts = line.columns or (line.x0,)
    return any(abs(x - y) <= _NEAR for x in starts for y in columns)
