"""What the words around a hit make of it: stated, negated, planned, only possible, or excepted.

After ConText (Harkema et al. 2009; medspaCy): a modifier is data with a direction and a reach in words, and its
scope ends at a clause end. Modifiers are compared as written, never by stem: "dapat" is not "pendapatan".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evidence_checker.matching.lexicon import Stand
from evidence_checker.matching.words import Token, split
from evidence_checker.model import Modifier, ModifierKind

_CLAUSE_END = re.compile(r"[.;:!?]\s|[.;:!?]$|\n")
# The weightiest first: a negated plan is a negation.
_UNDONE = 2  # different negations over one hit
_ORDER = (ModifierKind.NEGATED, ModifierKind.PLANNED, ModifierKind.EXCEPTED, ModifierKind.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A modifier found among the words [start, end) and the words [low, high) that it governs."""

    modifier: Modifier
    start: int
    end: int
    low: int
    high: int


class Polarity:
    """Finds the modifiers of a rubric's vocabulary in a passage."""

    def __init__(self, modifiers: tuple[Modifier, ...], ends: tuple[str, ...]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Modifier]]] = {}
        for modifier in modifiers:
            forms = tuple(word for word, _, _ in split(modifier.literal))
            self._by_first.setdefault(forms[0], []).append((forms, modifier))
        for known in self._by_first.values():
            known.sort(key=lambda pair: -len(pair[0]))
        self._ends = {tuple(word for word, _, _ in split(end)) for end in ends}
        self._ends.discard(())

    def cues(self, text: str, tokens: Sequence[Token]) -> tuple[Cue, ...]:
        """Give the modifiers that govern some words of this passage, in order; pseudo ones only hide others."""
        clauses = self._clauses(text, tokens)
        found: list[Cue] = []
        at = 0
        while at < len(tokens):
            hit = self._longest(tokens, at)
            if hit is None:
                at += 1
                continue
            forms, modifiers = hit
            end = at + len(forms)
            for modifier in modifiers:
                if modifier.kind is not ModifierKind.PSEUDO:
                    low, high = _scope(modifier, at, end, clauses)
                    found.append(Cue(modifier, at, end, low, high))
            at = end
        return tuple(found)

    def _longest(self, tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...], list[Modifier]] | None:
        known = self._by_first.get(tokens[at].form, ())
        for forms, _ in known:
            if tuple(t.form for t in tokens[at : at + len(forms)]) == forms:
                return forms, [m for f, m in known if f == forms]
        return None

    def _clauses(self, text: str, tokens: Sequence[Token]) -> list[int]:
        """Give for each word the number of its clause; clauses end at punctuation and at words like "namun"."""
        ends = [m.start() for m in _CLAUSE_END.finditer(text)]
        numbers: list[int] = []
        clause = passed = 0
        for at, token in enumerate(tokens):
            while passed < len(ends) and ends[passed] < token.start:
                passed += 1
                clause += 1
            if any(tuple(t.form for t in tokens[at : at + len(end)]) == end for end in self._ends):
                clause += 1
            numbers.append(clause)
        return numbers


def _scope(modifier: Modifier, start: int, end: int, clauses: list[int]) -> tuple[int, int]:
    low, high = start, end
    if modifier.direction in ("forward", "both"):
        while high < len(clauses) and high < end + modifier.reach and clauses[high] == clauses[start]:
            high += 1
    if modifier.direction in ("backward", "both"):
        while low > 0 and low > start - modifier.reach and clauses[low - 1] == clauses[start]:
            low -= 1
    return low, high


def governed(cues: Sequence[Cue], hit: Stand) -> ModifierKind | None:
    """Tell what governs a hit: the weightiest modifier, or None for a plain statement.

    A modifier that the phrase itself names does not govern it. A negation is undone by "tanpa" and by a relative
    clause ("tidak dapat dianggarkan tanpa konsultasi", "tidak ada dinas yang belum"), not by being said again
    ("belum terpadu dan belum terkendali").
    """
    over = [
        cue.modifier
        for cue in cues
        if cue.low < hit.high and hit.low < cue.high and not any(a <= cue.start and cue.end <= b for a, b in hit.parts)
    ]
    negations = {modifier.literal for modifier in over if modifier.kind is ModifierKind.NEGATED}
    kinds = {modifier.kind for modifier in over}
    if len(negations) == _UNDONE and any(n == "tanpa" or n.startswith("yang ") for n in negations):
        kinds.discard(ModifierKind.NEGATED)
    return next((kind for kind in _ORDER if kind in kinds), None)
