"""Lines of print to one running text whose every character remembers where it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from evidence_checker.model import Run
from evidence_checker.passages.lines import Line

_HYPHENS = "-\u00ad\u2010\u2011\ufffe"
_SOFT = "\u00ad\ufffe"
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_KEEP_HYPHEN = frozenset({"e", "non", "anti", "pra", "pasca", "ke", "co", "i", "m", "t", "x", "up", "on", "off"})
_LONG = 120  # words: a longer paragraph is split at sentence ends
_PART = 60  # words that a part aims at
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|No|Nomor|Kab|Prov|Kec|Jl|Jln|Rp|dll|dsb|dst|dkk|Dr|Drs|Dra|Ir|Hj|Prof|St|Sdr|Yth|"
    r"hal|hlm|tgl|Tgl|a\.n|u\.b|u\.p|d\.a|s\.d|S\.H|M\.H|M\.Si|S\.T|M\.T|S\.Kom|Tn|Ny|Bpk|Ket|Gb|Tab|Vol|ver|v|"
    r"\d{1,2}|[ivxIVX]{1,4})\.$"
)
_SENTENCE_END = re.compile(r"[.!?][)\"”]?\s+(?=[\"“(]?[A-Z])|;\s+")


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text with the runs that map it to the pages (see `model.Run`)."""

    text: str
    runs: tuple[Run, ...]


def flow(lines: Sequence[Line], skip: int = 0) -> Flow:
    """Join lines to one text, leaving out the first `skip` characters of the first line."""
    text: list[str] = []
    runs: list[Run] = []
    size = 0
    for number, line in enumerate(lines):
        joint = _joint("".join(text[-1:]), line.text) if number else ""
        if joint is None:  # the hyphen parted one word
            runs[-1] = replace(runs[-1], length=runs[-1].length - 1)
            runs = runs if runs[-1].length else runs[:-1]
            text[-1] = text[-1][:-1]
            size -= 1
        elif joint and size:
            text.append(joint)
            size += 1
        last_piece = ""
        for piece, offset in _pieces(line, skip if not number else 0):
            if piece == " " and offset < 0:
                last_piece += " "
                size += 1
                continue
            runs.append(Run(at=size, page=line.page, start=line.start + offset, length=len(piece)))
            size += len(piece)
            last_piece += piece
        if last_piece:
            text.append(last_piece)
    return Flow("".join(text), merged(tuple(runs)))


def _joint(before: str, after: str) -> str | None:
    """Give what stands between two lines: a blank, nothing, or None where the hyphen goes as well."""
    if not before:
        return ""
    if before[-1] == "/" and before[-2:-1].isalpha():
        return ""
    if before[-1] not in _HYPHENS or not before[-2:-1].isalnum() or not after[:1].isalnum():
        return " "
    if not before[-2].isalpha() or not after[0].isalpha():
        return ""
    if before[-1] in _SOFT:
        return None
    left = re.split(r"[^\w]+", before[:-1])[-1].casefold()
    right = re.split(r"[^\w]+", after)[0].casefold()
    if after[0].isupper() or left in _KEEP_HYPHEN or _doubled(left, right):
        return ""
    return None


def _doubled(left: str, right: str) -> bool:
    """Tell a doubled word (langkah-langkahnya, berlari-lari) from one word parted at the line's end."""
    if len(left) < 3 or len(right) < 3:
        return False
    stem = left[:4] if len(left) > 4 else left
    return right.startswith(stem) or left.endswith(right[:4]) or right[-len(left) :] == left


def _pieces(line: Line, skip: int) -> Iterator[tuple[str, int]]:
    """Give stretches of a line with their offset; a blank that closes letter-spacing up has offset -1."""
    text = line.text
    cuts = list(_spaced(line))
    at = skip
    for start, end, breaks in cuts:
        if start < skip:
            continue
        yield from _squeezed(text, at, start)
        for offset in range(start, end, 2):
            yield text[offset], offset
            if offset in breaks:
                yield " ", -1
        at = end
    yield from _squeezed(text, at, len(text))


def _squeezed(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Give a stretch with one space for every stretch of white space and without soft hyphens."""
    for match in re.finditer(r"[^\s\u00ad\ufffe]+|\s+", text[start:end]):
        piece = match.group()
        if piece.isspace():
            real = piece.find(" ")
            yield (" ", start + match.start() + real) if real >= 0 else (" ", -1)
        else:
            yield piece, start + match.start()
    # a soft hyphen at the very end stays for `_joint` to see
    if end == len(text) and end > start and text[-1] in _SOFT:
        yield text[-1], end - 1


def _spaced(line: Line) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Find letter-spaced stretches ("P E N U T U P") and where, by the boxes, their words part."""
    for match in _SPACED.finditer(line.text):
        start, end = match.span()
        boxes = {w.start - line.start: w.box for w in line.words}
        offsets = list(range(start, end, 2))
        gaps = {
            left: boxes[right][0] - boxes[left][2]
            for left, right in pairwise(offsets)
            if left in boxes and right in boxes
        }
        usual = sorted(gaps.values())[len(gaps) // 2] if gaps else 0.0
        wide = frozenset(at for at, gap in gaps.items() if gap > max(1.6 * usual, usual + 2.0))
        yield start, end, wide


def parts(whole: Flow) -> tuple[Flow, ...]:
    """Split a long paragraph at sentence ends into parts of about sixty words; a short one stays whole."""
    if whole.text.count(" ") < _LONG:
        return (whole,)
    cuts = [0]
    for match in _SENTENCE_END.finditer(whole.text):
        before = whole.text[max(0, match.start() - 11) : match.start() + 1]
        if whole.text[match.start()] == "." and _ABBREVIATION.search(before):
            continue
        if whole.text.count(" ", cuts[-1], match.end()) >= _PART:
            cuts.append(match.end())
    if len(cuts) > 1 and whole.text.count(" ", cuts[-1]) < _PART // 4:
        cuts.pop()
    return tuple(
        piece
        for start, end in zip(cuts, [*cuts[1:], len(whole.text)], strict=True)
        if (piece := cut(whole, start, end)).text
    )


def cut(whole: Flow, start: int, end: int) -> Flow:
    """Give the part [start, end) of a text, outer blanks taken off."""
    while start < end and whole.text[start].isspace():
        start += 1
    while end > start and whole.text[end - 1].isspace():
        end -= 1
    runs = []
    first = max(0, bisect_right(whole.runs, start, key=lambda run: run.at) - 1)
    for run in islice(whole.runs, first, None):
        if run.at >= end:
            break
        low, high = max(start, run.at), min(end, run.at + run.length)
        if low < high:
            runs.append(Run(at=low - start, page=run.page, start=run.start + low - run.at, length=high - low))
    return Flow(whole.text[start:end], tuple(runs))


def merged(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Join runs that follow each other both in the text and on the page."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if (
            last is not None
            and last.page == run.page
            and last.at + last.length == run.at
            and last.start + last.length == run.start
        ):
            found[-1] = replace(last, length=last.length + run.length)
        else:
            found.append(run)
    return tuple(found)
