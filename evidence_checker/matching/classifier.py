"""Linear weights over word and character n-grams to calibrated likelihoods that a passage shows a condition.

Only numpy: the weights come ready from `learning`. One row of weights is summed from three: what is common to a
condition wherever it is asked, what is so for the kind of its indicator, and what is so for the indicator alone
(domain interaction after Daume 2007), so that rare conditions borrow from frequent ones. Pure: bytes are read
elsewhere.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evidence_checker.matching.scan import ScannedPaper
from evidence_checker.matching.words import Token
from evidence_checker.model import DocumentKind, Indicator, Role

Floats = NDArray[np.float32]

_SHORTEST_GRAM, _LONGEST_GRAM = 3, 5
_WORD, _GRAM = "w ", "c "  # what a term is, before the term
_KIND, _ROLE = f"{_WORD}kind=", f"{_WORD}role="
_INNERMOST = 2  # lead-ins that count as part of a passage
_PRECISION = 3  # decimals of a likelihood: sums of floats must not decide an order
_AROUND = 6  # passages before and behind one that tell what its place is about
AGAINST = "against/"  # rows that tell a denial or a mere plan of a condition are named so, with the condition
TOPIC = "topic/"  # rows that tell what a text is about are named so, with the indicator's number; 0 is anything else


@dataclass(frozen=True, slots=True)
class Features:
    """The words and characters of one passage: `words` and `grams` are terms with their counts."""

    words: Mapping[str, int]
    grams: Mapping[str, int]


def features(own: Sequence[Token], above: Sequence[Token], kind: DocumentKind, role: Role) -> Features:
    """Give the features of a passage: its words after those of its lead-ins, the kind of its paper and its role.

    Words count as stems, alone and in pairs; characters as the 3-5-grams of each word as written, which carry
    over damage that a stem does not survive. Numbers keep only their length.
    """
    words: Counter[str] = Counter()
    grams: Counter[str] = Counter()
    for line in (above, own):
        stems = [_shape(t.stem) for t in line]
        words.update(_WORD + stem for stem in stems)
        words.update(f"{_WORD}{a} {b}" for a, b in pairwise(stems))
        for token in line:
            grams.update(_grams(_shape(token.form)))
    words[f"{_KIND}{kind.value}"] += 1
    words[f"{_ROLE}{role.value}"] += 1
    return Features(words, grams)


def of_paper(term: str) -> bool:
    """Tell whether a term says in what paper and place a passage stands, not what it says."""
    return term.startswith((_KIND, _ROLE))


def topic_words(passages: Sequence[Sequence[Token]]) -> Counter[str]:
    """Count the words, alone and in pairs, by which a run of passages shows what it is about."""
    words: Counter[str] = Counter()
    for tokens in passages:
        stems = [_shape(t.stem) for t in tokens]
        words.update(_WORD + stem for stem in stems)
        words.update(f"{_WORD}{a} {b}" for a, b in pairwise(stems))
    return words


def _shape(word: str) -> str:
    return "0" * min(len(word), 4) if word.isdigit() else word


@lru_cache(maxsize=200_000)
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        _GRAM + padded[i : i + n] for n in range(_SHORTEST_GRAM, _LONGEST_GRAM + 1) for i in range(len(padded) - n + 1)
    )


def rows_for(condition: str, kind: str, indicator: int) -> tuple[str, str, str]:
    """Give the names of the three rows of weights of a condition: common, of its kind, of its indicator."""
    return condition, f"{condition}/{kind}", f"{condition}/i{indicator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What `learning` fitted. Columns are terms, the words first; `rows` are sparse: columns and their weights.

    `bias` belongs to a condition; `calibration` gives for each kind of indicator the slope and offset that turn a
    sum into log odds. `reliability` says of ten equal steps of likelihood,
    on papers of institutions not seen: the mean likelihood, the share of passages that showed their condition, and how
    many there were.
    """

    terms: tuple[str, ...]
    words: int  # how many of the terms are words
    idf: Floats
    rows: Mapping[str, tuple[NDArray[np.int32], Floats]]
    bias: Mapping[str, float]
    calibration: Mapping[str, tuple[float, float]]
    digest: str
    reliability: tuple[tuple[float, float, int], ...] = ()


@dataclass(frozen=True)
class Classifier:
    """Applies `Weights`; deterministic, and equal to scikit-learn's own sums but for the rounding of the weights."""

    weights: Weights
    _columns: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_columns", {term: at for at, term in enumerate(self.weights.terms)})

    def vector(self, found: Features) -> tuple[NDArray[np.int32], Floats]:
        """Give the columns and TF-IDF values of a passage: sublinear counts, words and characters each of length 1."""
        words = self._block(found.words)
        grams = self._block(found.grams)
        return np.concatenate([words[0], grams[0]]), np.concatenate([words[1], grams[1]])

    def _block(self, counts: Mapping[str, int]) -> tuple[NDArray[np.int32], Floats]:
        known = sorted((self._columns[t], n) for t, n in counts.items() if t in self._columns)
        columns = np.array([at for at, _ in known], dtype=np.int32)
        values = np.array([1.0 + math.log(n) for _, n in known], dtype=np.float32) * self.weights.idf[columns]
        length = float(np.sqrt(np.sum(values * values)))
        return columns, (values / length).astype(np.float32) if length else values.astype(np.float32)

    def knows(self, condition: str) -> bool:
        """Tell whether there are weights for this condition."""
        return condition in self.weights.bias

    def kinds(self, condition: str) -> tuple[str, ...]:
        """Give the kinds of indicators that a condition has weights of their own for."""
        names = (name.removeprefix(f"{condition}/") for name in self.weights.rows if name.startswith(f"{condition}/"))
        return tuple(sorted(name for name in names if name in self.weights.calibration))

    def sums(
        self, condition: str, kind: str, indicator: int, vectors: Iterable[tuple[NDArray[np.int32], Floats]]
    ) -> list[float]:
        """Give the plain linear sums of these passages for a condition that is known."""
        dense = np.zeros(len(self.weights.terms), dtype=np.float32)
        for name in rows_for(condition, kind, indicator):
            row = self.weights.rows.get(name)
            if row is not None:
                dense[row[0]] += row[1]
        bias = self.weights.bias[condition]
        return [float(np.sum(values * dense[columns])) + bias for columns, values in vectors]

    @cached_property
    def _topics(self) -> tuple[tuple[int, ...], Floats, Floats]:
        """Give the indicators told apart, and for each its weights (words x indicators) and bias."""
        rows = self.weights.rows
        numbers = tuple(sorted(int(name.removeprefix(TOPIC)) for name in rows if name.startswith(TOPIC)))
        dense = np.zeros((self.weights.words, len(numbers)), dtype=np.float32)
        for at, number in enumerate(numbers):
            columns, values = rows[f"{TOPIC}{number}"]
            dense[columns, at] = values
        bias = np.array([self.weights.bias[f"{TOPIC}{number}"] for number in numbers], dtype=np.float32)
        return numbers, dense, bias

    def topics(self, passages: Sequence[Sequence[Token]], headings: Sequence[int]) -> Mapping[int, Floats]:
        """Give for each indicator how likely each passage of a paper stands where the paper speaks of it (0-1).

        A passage alone says little: its surroundings, as far as its section reaches, count twice, it and the whole
        paper once. `headings` are the passages that begin a section, in order.
        """
        numbers, _, _ = self._topics
        if not numbers or not passages:
            return {}
        counts = [self._counts(topic_words([tokens])) for tokens in passages]
        whole = self._about(counts)
        found = np.stack(
            [
                (self._about(counts[at : at + 1]) + 2 * self._about(counts[low:high]) + whole) / 4
                for at, (low, high) in enumerate(_surroundings(len(counts), headings))
            ]
        )
        return {number: found[:, at].astype(np.float32) for at, number in enumerate(numbers) if number}

    def main_topic(self, passages: Sequence[Sequence[Token]]) -> tuple[int, float]:
        """Give the indicator that all words of some passages tell most of (0: none), and how likely it is (0-1)."""
        numbers, _, _ = self._topics
        if not numbers or not passages:
            return 0, 0.0
        found = self._about([self._counts(topic_words(passages))])
        best = int(np.argmax(found))
        return numbers[best], round(float(found[best]), _PRECISION)

    def _counts(self, words: Mapping[str, int]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        known = [(self._columns[t], n) for t, n in words.items() if t in self._columns]
        return np.array([c for c, _ in known], dtype=np.int32), np.array([n for _, n in known], dtype=np.int32)

    def _about(self, counts: Sequence[tuple[NDArray[np.int32], NDArray[np.int32]]]) -> Floats:
        """Give the likelihood of each topic for a run of passages."""
        _, dense, bias = self._topics
        totals = np.bincount(np.concatenate([c for c, _ in counts]), np.concatenate([n for _, n in counts]))
        columns = np.flatnonzero(totals)
        numbers = totals[columns]
        values = (1.0 + np.log(numbers)).astype(np.float32) * self.weights.idf[columns]
        length = float(np.sqrt(np.sum(values * values)))
        sums = (values / length if length else values) @ dense[columns] + bias
        odds = np.exp(sums - np.max(sums))
        return np.asarray(odds / np.sum(odds), dtype=np.float32)

    def likelihoods(
        self, condition: str, kind: str, indicator: int, vectors: Iterable[tuple[NDArray[np.int32], Floats]]
    ) -> list[float]:
        """Give for each passage the calibrated likelihood (0-1) that it shows the condition; 0 where unknown."""
        if not self.knows(condition):
            return [0.0 for _ in vectors]
        plain = condition.startswith(AGAINST)
        slope, offset = (1.0, 0.0) if plain else self.weights.calibration.get(kind) or self.weights.calibration[""]
        return [_likelihood(slope * s + offset) for s in self.sums(condition, kind, indicator, vectors)]


def _surroundings(passages: int, headings: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give for each passage the half-open range around it that lies in its section."""
    starts = [0, *headings, passages]
    for at in range(passages):
        begun = bisect_right(starts, at, hi=len(starts) - 1)
        yield max(starts[begun - 1], at - _AROUND), min(starts[begun], at + _AROUND + 1)


def _likelihood(log_odds: float) -> float:
    bounded = max(-30.0, min(30.0, log_odds))
    return round(1.0 / (1.0 + math.exp(-bounded)), _PRECISION)


class Likeness:
    """How like its examples each passage of one submission is; features are taken once and only where asked for."""

    def __init__(self, classifier: Classifier, papers: Sequence[ScannedPaper]) -> None:
        self.weights = classifier.weights
        self._classifier = classifier
        self._papers = papers
        self._vectors: dict[tuple[int, int], tuple[NDArray[np.int32], Floats]] = {}
        self._known: dict[tuple[int, str, int, int], float] = {}
        self._topics: dict[int, Mapping[int, Floats]] = {}

    def knows(self, condition: str) -> bool:
        """Tell whether the classifier has weights for this condition."""
        return self._classifier.knows(condition)

    def of(self, indicator: Indicator, condition: str, places: Sequence[tuple[int, int]]) -> list[float]:
        """Give for each place (paper, passage) the likelihood (0-1) that it shows a condition of the indicator."""
        key = (indicator.number, condition)
        fresh = [place for place in dict.fromkeys(places) if (*key, *place) not in self._known]
        if fresh:
            vectors = [self._vector(*place) for place in fresh]
            found = self._classifier.likelihoods(condition, indicator.kind, indicator.number, vectors)
            self._known.update({(*key, *place): value for place, value in zip(fresh, found, strict=True)})
        return [self._known[(*key, *place)] for place in places]

    def as_of_any_kind(self, indicator: Indicator, condition: str, places: Sequence[tuple[int, int]]) -> list[float]:
        """Give the same for a condition that is asked only of other kinds of indicators: the highest of those kinds."""
        kinds = self._classifier.kinds(condition)
        if not kinds or indicator.kind in kinds:
            return self.of(indicator, condition, places)
        vectors = [self._vector(*place) for place in places]
        found = [self._classifier.likelihoods(condition, kind, 0, vectors) for kind in kinds]
        return [max(each) for each in zip(*found, strict=True)]

    def most_telling(
        self, indicator: Indicator, condition: str, place: tuple[int, int], pieces: Sequence[tuple[int, int]]
    ) -> int:
        """Tell which of these word ranges of a passage shows a condition best; the longest of equals."""
        scanned = self._papers[place[0]]
        passage = scanned.passages[place[1]]
        kind, role = scanned.paper.status.kind, passage.passage.role
        vectors = [self._classifier.vector(features(passage.tokens[a:b], (), kind, role)) for a, b in pieces]
        found = self._classifier.likelihoods(condition, indicator.kind, indicator.number, vectors)
        return max(range(len(pieces)), key=lambda at: (found[at], pieces[at][1] - pieces[at][0], -at))

    def topic(self, indicator: int, paper: int, number: int) -> float:
        """Give how likely a passage stands where its paper speaks of an indicator's subject (0-1)."""
        found = self._topics_of(paper).get(indicator)
        return 0.0 if found is None else round(float(found[number]), _PRECISION)

    def topic_of(self, paper: int, number: int) -> tuple[int, float]:
        """Give the indicator whose subject a passage most likely speaks of, and how likely; 0, 0 if none is known."""
        known = self._topics_of(paper)
        best = max(known, key=lambda indicator: (known[indicator][number], -indicator), default=0)
        return (best, round(float(known[best][number]), _PRECISION)) if best else (0, 0.0)

    def _topics_of(self, paper: int) -> Mapping[int, Floats]:
        if paper not in self._topics:
            passages = self._papers[paper].passages
            titles = {at for at, p in enumerate(passages) if p.passage.role is Role.TITLE}
            headings = sorted(at for at in titles if at - 1 not in titles)
            self._topics[paper] = self._classifier.topics([p.tokens for p in passages], headings)
        return self._topics[paper]

    def main_topic(self, paper: int, part: Sequence[int] | None = None) -> tuple[int, float]:
        """Give the indicator that a paper, or part of it, speaks of most by its words (0: none), and how likely."""
        passages = self._papers[paper].passages
        chosen = range(len(passages)) if part is None else part
        return self._classifier.main_topic([passages[i].tokens for i in chosen])

    def _vector(self, paper: int, number: int) -> tuple[NDArray[np.int32], Floats]:
        known = self._vectors.get((paper, number))
        if known is None:
            scanned = self._papers[paper]
            passage = scanned.passages[number]
            leads = passage.passage.lead_ins[-_INNERMOST:]
            above = [token for at in leads for token in scanned.passages[at].tokens]
            found = features(passage.tokens, above, scanned.paper.status.kind, passage.passage.role)
            known = self._vectors[(paper, number)] = self._classifier.vector(found)
        return known
