"""A rubric's phrases, compiled once, and where each stands in a passage.

The phrase language is described in rubrics/README.md: words compared by stem, `*` for up to three words, ` | `
for alternatives, ` + ` for "all in one passage", `{name}` for a synonym. Every run of neighbouring words (a
segment) is looked up once for all phrases by spaCy's PhraseMatcher; phrases are then verified in place, which
also yields the words to cite.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from evidence_checker.matching.words import Words, split

_NAME = re.compile(r"\{([^{}]+)\}")
_GAP = 3  # words that a `*` may stand for
_MOST_WORDINGS = 4000

Range = tuple[int, int]
Hits = Mapping[int, tuple[Range, ...]]  # segment -> word ranges


class Stand(NamedTuple):
    """Words [low, high) of a passage where a phrase stands; `parts` are those that the phrase itself names."""

    low: int
    high: int
    parts: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """Alternatives; each is segments in order with gaps between them. `by_first` are they by their first segment."""

    wordings: tuple[tuple[int, ...], ...]
    by_first: Mapping[int, tuple[tuple[int, ...], ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the alternatives once: a term may have hundreds, a passage has few segments."""
        by_first: dict[int, list[tuple[int, ...]]] = {}
        for wording in self.wordings:
            by_first.setdefault(wording[0], []).append(wording)
        object.__setattr__(self, "by_first", {first: tuple(own) for first, own in by_first.items()})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase and the text that it was written as."""

    text: str
    terms: tuple[Term, ...]


class Lexicon:
    """Compiles phrases and finds their segments. Raises KeyError for a synonym that nobody defined."""

    def __init__(self, words: Words, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        self._words = words
        self._synonyms = synonyms
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._segments: dict[tuple[str, ...], int] = {}
        self._keys: dict[int, int] = {}
        self._phrases: dict[str, Phrase] = {}
        self._terms: dict[str, Term] = {}

    def phrase(self, text: str) -> Phrase:
        """Compile one phrase; the same text gives the same object."""
        known = self._phrases.get(text)
        if known is None:
            terms = tuple(self._term(part.strip()) for part in text.split(" + "))
            known = self._phrases[text] = Phrase(text, terms)
        return known

    def find(self, stems: list[str]) -> dict[int, tuple[Range, ...]]:
        """Give each segment's places among these stems as half-open word ranges, in order."""
        if not stems:
            return {}
        found: dict[int, list[Range]] = {}
        for key, start, end in self._matcher(Doc(self._vocab, words=stems)):
            found.setdefault(self._keys[key], []).append((start, end))
        return {segment: tuple(sorted(places)) for segment, places in sorted(found.items())}

    def _term(self, text: str) -> Term:
        known = self._terms.get(text)
        if known is None:
            texts = itertools.chain.from_iterable(self._expand(alt.strip(), ()) for alt in text.split(" | "))
            wordings = dict.fromkeys(self._wording(t) for t in texts)
            known = self._terms[text] = Term(tuple(w for w in wordings if w))
        return known

    def _expand(self, text: str, inside: tuple[str, ...]) -> Iterable[str]:
        """Give the text with every `{name}` replaced by each of its wordings."""
        m = _NAME.search(text)
        if m is None:
            return (text,)
        name = m.group(1)
        if name in inside:
            raise KeyError(name)
        choices = [c for w in self._synonyms[name] for c in self._expand(w, (*inside, name))]
        made = [text[: m.start()] + choice + text[m.end() :] for choice in choices]
        whole = [e for t in made for e in self._expand(t, inside)]
        return whole[:_MOST_WORDINGS]

    def _wording(self, text: str) -> tuple[int, ...]:
        parts = (split(part) for part in text.split("*"))
        return tuple(self._segment([word for word, _, _ in part]) for part in parts if part)

    def _segment(self, words: list[str]) -> int:
        self._words.learn(words)
        stems = tuple(self._words.stem(w) for w in words)
        number = self._segments.get(stems)
        if number is None:
            number = self._segments[stems] = len(self._segments)
            name = str(number)
            self._matcher.add(name, [Doc(self._vocab, words=list(stems))])
            self._keys[self._vocab.strings[name]] = number
        return number


def places(term: Term, hits: Hits) -> list[Stand]:
    """Give the places where a term stands, in order."""
    known = term.by_first
    fewer, more = (hits, known) if len(hits) < len(known) else (known, hits)
    found: set[Stand] = set()
    for first in fewer:
        if first not in more:
            continue
        for _, *rest in known[first]:
            if all(segment in hits for segment in rest):
                ways = (_follow(rest, start, hits) for start in hits[first])
                found.update(Stand(parts[0][0], parts[-1][1], parts) for parts in ways if parts is not None)
    return sorted(found)


def _follow(segments: Sequence[int], start: Range, hits: Hits) -> tuple[Range, ...] | None:
    parts = [start]
    for segment in segments:
        end = parts[-1][1]
        nearest = next((r for r in hits[segment] if end <= r[0] <= end + _GAP), None)
        if nearest is None:
            return None
        parts.append(nearest)
    return tuple(parts)


def stands(
    phrase: Phrase, own: Hits, above: Hits, *, window: int = 45, sentences: Sequence[int] | None = None
) -> list[Stand]:
    """Give where a phrase stands in a passage whose lead-ins have the hits `above`.

    Each place covers the phrase's words inside the passage itself; at least one term stands there, the others
    there or in the lead-ins; all its words inside stand within `window` words and, given the sentence of each
    word, in one sentence. At most one place for each place of the first term found.
    """
    inside: list[list[Stand]] = []
    helped: list[bool] = []  # whether the lead-ins have the term too
    for term in phrase.terms:
        here = places(term, own)
        if here:
            inside.append(here)
            helped.append(sentences is not None and bool(places(term, above)))
        elif not places(term, above):
            return []
    if not inside:
        return []
    first = min(range(len(inside)), key=lambda i: len(inside[i]))
    found = []
    for anchor in inside[first]:
        chosen = [anchor]
        for number, others in enumerate(inside):
            near = others if sentences is None else [s for s in others if sentences[s.low] == sentences[anchor.low]]
            if number != first and near:
                chosen.append(_nearest(near, anchor))
            elif number != first and not helped[number]:
                break
        else:
            low, high = min(s.low for s in chosen), max(s.high for s in chosen)
            if high - low <= window:
                found.append(Stand(low, high, tuple(part for s in chosen for part in s.parts)))
    return found


def _nearest(others: Sequence[Stand], anchor: Stand) -> Stand:
    return min(others, key=lambda s: (max(s.low - anchor.high, anchor.low - s.high, 0), s))
