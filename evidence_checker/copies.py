"""Papers to the copies among them: the same text under another name, or an older text with a new date."""

import re
from collections.abc import Mapping, Sequence

from evidence_checker.model import Copy, Paper

_LETTERS = re.compile(r"[^\W\d_]+")
_SAME = 0.9  # share of the shorter paper's text that must stand in the other
_ALIKE_LENGTH = 0.8
_FEWEST_LETTERS = 400  # a cover or a form says too little to be called a copy

_Texts = Mapping[str, int]  # passage text without digits and signs -> its letters


def find(papers: Sequence[Paper]) -> tuple[Copy, ...]:
    """Give each paper that repeats an earlier one, with that one; by date, then by name.

    A copy is `redated` when the two give different dates or years: last year's report handed in as this year's.
    """
    ordered = sorted(papers, key=lambda p: (p.status.date or str(p.status.year or ""), p.document.name))
    texts = [_texts(paper) for paper in ordered]
    found = []
    for at, paper in enumerate(ordered):
        first = next((i for i in range(at) if _same(texts[i], texts[at])), None)
        if first is not None:
            original = ordered[first]
            redated = (original.status.date, original.status.year) != (paper.status.date, paper.status.year)
            found.append(Copy(document=paper.document.id, name=paper.document.name, original=original.document.name,
                              redated=redated))  # fmt: skip
    return tuple(found)


def _texts(paper: Paper) -> _Texts:
    plain = (" ".join(_LETTERS.findall(passage.text.casefold())) for passage in paper.passages)
    return {text: len(text) for text in plain if text}


def _same(one: _Texts, other: _Texts) -> bool:
    shorter, longer = sorted((sum(one.values()), sum(other.values())))
    if shorter < _FEWEST_LETTERS or shorter < _ALIKE_LENGTH * longer:
        return False
    return sum(length for text, length in one.items() if text in other) >= _SAME * shorter
