"""Linear weights over word and character n-grams to calibrated likelihoods that a passage shows a condition.

Only numpy: the weights come ready from `learning`. One row of weights is summed from three: what is common to a
condition wherever it is asked, what is so for the kind of its indicator, and what is so for the indicator alone
(domain interaction after Daume 2007), so that rare conditions borrow from frequent ones. Pure: bytes are read
elsewhere.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evidence_checker.matching.scan import ScannedPaper
from evidence_checker.matching.words import Token
from evidence_checker.model import DocumentKind, Indicator, Role

Floats = NDArray[np.float32]

_SHORTEST_GRAM, _LONGEST_GRAM = 3, 5
_WORD, _GRAM = "w ", "c "  # what a term is, before the term
_INNERMOST = 2  # lead-ins that count as part of a passage
_PRECISION = 3  # decimals of a likelihood: sums of floats must not decide an order


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
    words[f"{_WORD}kind={kind.value}"] += 1
    words[f"{_WORD}role={role.value}"] += 1
    return Features(words, grams)


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
    sum into log odds. Below `threshold` the classifier abstains. `reliability` says of ten equal steps of likelihood,
    on papers of institutions not seen: the mean likelihood, the share of passages that showed their condition, and how
    many there were.
    """

    terms: tuple[str, ...]
    words: int  # how many of the terms are words
    idf: Floats
    rows: Mapping[str, tuple[NDArray[np.int32], Floats]]
    bias: Mapping[str, float]
    calibration: Mapping[str, tuple[float, float]]
    threshold: float
    digest: str
    reliability: tuple[tuple[float, float, int], ...] = ()


@dataclass(frozen=True, slots=True)
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

    def likelihoods(
        self, condition: str, kind: str, indicator: int, vectors: Iterable[tuple[NDArray[np.int32], Floats]]
    ) -> list[float]:
        """Give for each passage the calibrated likelihood (0-1) that it shows the condition; 0 where unknown."""
        if not self.knows(condition):
            return [0.0 for _ in vectors]
        slope, offset = self.weights.calibration.get(kind) or self.weights.calibration[""]
        return [_likelihood(slope * s + offset) for s in self.sums(condition, kind, indicator, vectors)]


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
