"""What the simplest tools would say, to be measured against: fuzzy keywords, and TF-IDF cosine alone.

They know the rubric's words and nothing of roles, polarity, status or scope. Same arguments and results as `match`.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from evidence_checker.matching.classifier import Classifier
from evidence_checker.matching.words import Words
from evidence_checker.model import (
    Check,
    Condition,
    ConditionResult,
    ConditionRole,
    Indicator,
    Paper,
    Passage,
    Proof,
    Rubric,
    Support,
    Verdict,
)

LIKENESS = 85  # the usual cut for fuzz.partial_ratio
_MOST = 3
_NAME = re.compile(r"\{([^{}]+)\}")
_Found = Mapping[tuple[int, str], Sequence[tuple[int, int]]]  # indicator and condition -> (paper, passage)


def keywords(
    rubric: Rubric,
    papers: Sequence[Paper],
    *,
    year: int,
    indicators: Sequence[int] | None = None,
    hints: Mapping[str, int] | None = None,
    classifier: Classifier | None = None,
) -> tuple[ConditionResult, ...]:
    """Call a condition supported where one of its phrases is in a passage, and its subject in that paper.

    A phrase is in a passage when `fuzz.partial_ratio` is at least 85 for each of its terms; a `{name}` stands for
    its first wording.
    """
    synonyms = dict(rubric.vocabulary.synonyms)
    subjects = {i.number: [_terms(p, synonyms) for p in i.subject] for i in rubric.indicators}
    wanted = {(i.number, c.id): [_terms(p, synonyms) for p in _phrases(i, c)] for i, c in _asked(rubric, indicators)}
    hits: dict[tuple[int, str], list[tuple[int, int]]] = {key: [] for key in wanted}
    for number, paper in enumerate(papers):
        texts = [passage.text.lower() for passage in paper.passages]
        found = _fuzzy(_distinct(subjects.values()), texts)
        about = {i for i, phrases in subjects.items() if _with(phrases, found, len(texts)).any()}
        asked = {key: phrases for key, phrases in wanted.items() if key[0] in about}
        found = _fuzzy(_distinct(asked.values()), texts)
        for key, phrases in asked.items():
            hits[key].extend((number, int(at)) for at in np.flatnonzero(_with(phrases, found, len(texts))))
    return _results(rubric, papers, indicators, hits, "kata kunci")


def cosine(
    rubric: Rubric,
    papers: Sequence[Paper],
    *,
    year: int,
    indicators: Sequence[int] | None = None,
    hints: Mapping[str, int] | None = None,
    classifier: Classifier | None = None,
    likeness: float = 0.4,
) -> tuple[ConditionResult, ...]:
    """Call a condition supported where a passage's TF-IDF cosine with its text is at least `likeness`."""
    words = Words(rubric.vocabulary.confusions)
    places = [(n, k) for n, paper in enumerate(papers) for k in range(len(paper.passages))]
    counts = [Counter(t.stem for t in words.tokens(papers[n].passages[k].text)) for n, k in places]
    idf = _idf(counts)
    postings = _postings(counts, idf)
    hits: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for indicator, condition in _asked(rubric, indicators):
        asked = Counter(t.stem for t in words.tokens(f"{indicator.name} {condition.text}"))
        query = {stem: n * idf[stem] for stem, n in asked.items() if stem in idf}
        length = math.sqrt(sum(v * v for v in query.values())) or 1.0
        sums = np.zeros(len(places))
        for stem, value in sorted(query.items()):
            at, values = postings[stem]
            sums[at] += values * (value / length)
        order = np.argsort(-sums, kind="stable")
        hits[(indicator.number, condition.id)] = [places[at] for at in order[:_MOST] if sums[at] >= likeness]
    return _results(rubric, papers, indicators, hits, "kosinus TF-IDF")


def _asked(rubric: Rubric, indicators: Sequence[int] | None) -> Iterator[tuple[Indicator, Condition]]:
    for indicator in rubric.indicators:
        if indicators is not None and indicator.number not in indicators:
            continue
        for level in indicator.levels[1:]:
            for condition in level.conditions:
                floor = condition.role in (ConditionRole.FLOOR, ConditionRole.LIMITING)
                if not floor and condition.check is not Check.MANUAL and condition.proof is not Proof.NONE:
                    yield indicator, condition


def _phrases(indicator: Indicator, condition: Condition) -> Sequence[str]:
    of_elements = [phrase for element in condition.elements for phrase in element.phrases]
    return condition.phrases or of_elements or indicator.subject


def _terms(phrase: str, synonyms: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Give the terms of a phrase, each as its alternatives in plain words."""
    return [
        [" ".join(_named(part, synonyms).replace("*", " ").lower().split()) for part in term.split(" | ")]
        for term in phrase.split(" + ")
    ]


def _distinct(phrases: Iterable[Sequence[Sequence[Sequence[str]]]]) -> list[str]:
    return sorted({each for own in phrases for phrase in own for term in phrase for each in term})


def _named(text: str, synonyms: Mapping[str, Sequence[str]]) -> str:
    """Put its first wording for each `{name}`."""
    while m := _NAME.search(text):
        text = text[: m.start()] + synonyms[m.group(1)][0] + text[m.end() :]
    return text


def _fuzzy(terms: Sequence[str], texts: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    """Tell for each term in which texts it is, by partial_ratio; only texts that share a run of letters are compared.

    A term with at most 15 wrong letters in 100, cut into one piece more than it may have wrong letters, has one piece
    whole. partial_ratio lays the shorter into the longer, so that a scrap would be "in" every term: shorter texts are
    passed over.
    """
    joined = "\n".join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found = {}
    for term in terms:
        inside = np.zeros(len(texts), dtype=np.bool_)
        for at in sorted(_sharing(term, joined, starts)):
            text = texts[at]
            if len(text) >= len(term):
                inside[at] = fuzz.partial_ratio(term, text, score_cutoff=LIKENESS) > 0
        found[term] = inside
    return found


def _sharing(term: str, joined: str, starts: Sequence[int]) -> set[int]:
    """Give the numbers of the texts that have one of the pieces of a term."""
    pieces = len(term) * (100 - LIKENESS) // 100 + 1
    cuts = [len(term) * step // pieces for step in range(pieces + 1)]
    found: set[int] = set()
    for low, high in pairwise(cuts):
        piece = term[low:high]
        at = joined.find(piece)
        while at >= 0:
            text = bisect_right(starts, at) - 1
            found.add(text)
            at = joined.find(piece, max(at + 1, starts[text + 1] - len(piece)))
    return found


def _with(
    phrases: Sequence[Sequence[Sequence[str]]],
    found: Mapping[str, NDArray[np.bool_]],
    size: int,
) -> NDArray[np.bool_]:
    inside = np.zeros(size, dtype=np.bool_)
    for terms in phrases:
        whole = np.ones(size, dtype=np.bool_)
        for alternatives in terms:
            whole &= np.any([found[each] for each in alternatives], axis=0)
        inside |= whole
    return inside


def _idf(counts: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(stem for count in counts for stem in count)
    return {stem: math.log((1 + len(counts)) / (1 + n)) + 1 for stem, n in seen.items()}


def _postings(
    counts: Sequence[Counter[str]], idf: Mapping[str, float]
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    lists: dict[str, list[tuple[int, float]]] = {}
    for at, count in enumerate(counts):
        values = {stem: n * idf[stem] for stem, n in count.items()}
        length = math.sqrt(sum(v * v for v in values.values())) or 1.0
        for stem, value in values.items():
            lists.setdefault(stem, []).append((at, value / length))
    return {
        stem: (np.array([at for at, _ in pairs]), np.array([value for _, value in pairs]))
        for stem, pairs in lists.items()
    }


def _results(
    rubric: Rubric,
    papers: Sequence[Paper],
    indicators: Sequence[int] | None,
    hits: _Found,
    matcher: str,
) -> tuple[ConditionResult, ...]:
    return tuple(
        _result(papers, indicator.number, level.number, condition, hits, matcher)
        for indicator in rubric.indicators
        if indicators is None or indicator.number in indicators
        for level in indicator.levels
        for condition in level.conditions
    )


def _result(
    papers: Sequence[Paper], indicator: int, level: int, condition: Condition, hits: _Found, matcher: str
) -> ConditionResult:
    places = hits.get((indicator, condition.id))
    floor = places is None and (condition.role is ConditionRole.FLOOR or level == 1)
    verdict = Verdict.SUPPORTED if places or floor else Verdict.NOT_FOUND
    return ConditionResult(
        indicator=indicator,
        level=level,
        condition=condition.id,
        verdict=verdict,
        supports=tuple(_support(papers[n], papers[n].passages[k]) for n, k in (places or ())[:_MOST]),
        matcher=matcher,
    )


def _support(paper: Paper, passage: Passage) -> Support:
    spans = passage.locate(0, len(passage.text))
    return Support(citation=paper.document.cite(spans, passage.address.label()))
