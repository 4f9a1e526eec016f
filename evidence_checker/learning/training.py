"""Labelled passages to weights and their held-out quality; the same rows always give the same weights.

TF-IDF and the linear fit are scikit-learn's, imported only here. A condition that many indicators share is fitted
once, each feature standing there plain, for the kind of indicator, and for the indicator (Daume 2007). A row that
says nothing of another condition of its indicator counts, weakly, as not showing it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from evidence_checker.learning.weights import pack, unpack
from evidence_checker.matching.classifier import (
    AGAINST,
    TOPIC,
    Classifier,
    Features,
    Weights,
    features,
    of_paper,
    rows_for,
)
from evidence_checker.matching.words import Words
from evidence_checker.model import Check, Condition, Example, Indicator, Proof, Rubric, Verdict

MOST_WORDS, MOST_GRAMS = 7000, 14000  # columns kept, the most frequent first
_FEWEST_WORDS, _FEWEST_GRAMS = 2, 4  # passages that a term must stand in
_UNSAID = 0.3  # weight of a row for a condition that it says nothing of
_OF_KIND, _OF_INDICATOR = 0.7, 0.5  # how freely a kind or an indicator may differ from what is common
_STRENGTH = 8.0  # inverse regularisation
_OFF_SUBJECT = 0.5  # weight of a passage that shows nothing, for telling subjects apart
_SPEAKING = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.PLANNED, Verdict.CONTRADICTED)
_FOLDS = 6
_STEPS = 10  # of the reliability diagram
_JUDGED_APART = (Proof.NEW_POLICY,)  # a pair of papers proves this, not a passage


@dataclass(frozen=True, slots=True)
class Case:
    """A passage put to one condition: whether it shows it, and whether its label says so (else it is silent)."""

    row: int
    condition: str
    proof: Proof
    shows: bool
    said: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A held-out case with its likelihood from a classifier that never saw its institution."""

    indicator: int
    kind: str
    case: Case
    likelihood: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The weights as bytes, what they were fitted on, and every held-out judgement."""

    content: bytes
    rows: int
    institutions: int
    papers: int
    conditions: int
    held_out: tuple[Judged, ...]

    @property
    def classifier(self) -> Classifier:
        """Give the classifier that these bytes are."""
        return Classifier(unpack(self.content))


def fit(rubric: Rubric, examples: Sequence[Example]) -> Fitted:
    """Fit a classifier. Rows without an institution are only learned from, never held out."""
    rows = [e for e in dict.fromkeys(examples) if e.indicator in {i.number for i in rubric.indicators}]
    texts = _features(rubric, rows)
    cases = list(_cases(rubric, rows))
    sums = _held_out_sums(rubric, rows, texts, cases)
    calibration, likelihoods = _calibrate(rubric, rows, cases, sums)
    held_out = tuple(
        Judged(rows[case.row].indicator, _kind(rubric, rows[case.row]), case, likelihoods[at])
        for at, case in enumerate(cases)
        if at in likelihoods
    )
    fitted = _whole(rubric, rows, texts, cases)
    weights = replace(fitted, calibration=calibration, reliability=reliability(held_out))
    return Fitted(
        content=pack(weights),
        rows=len(rows),
        institutions=len({e.institution for e in rows if e.institution}),
        papers=len({(e.institution, e.source) for e in rows if e.source}),
        conditions=len({case.condition for case in cases} & weights.bias.keys()),
        held_out=held_out,
    )


def _kind(rubric: Rubric, row: Example) -> str:
    return rubric.indicator(row.indicator).kind


def _features(rubric: Rubric, rows: Sequence[Example]) -> list[Features]:
    words = Words(rubric.vocabulary.confusions)
    found = []
    for row in rows:
        above, _, own = row.text.rpartition(" >> ")
        found.append(features(words.tokens(own), words.tokens(above), row.kind, row.role))
    return found


def conditions(indicator: Indicator) -> tuple[Condition, ...]:
    """Give the conditions of an indicator that single passages can show."""
    return tuple(
        condition
        for level in indicator.levels[1:]
        for condition in level.conditions
        if condition.check is not Check.MANUAL and condition.proof not in (Proof.NONE, *_JUDGED_APART)
    )


def _cases(rubric: Rubric, rows: Sequence[Example]) -> Iterator[Case]:
    for at, row in enumerate(rows):
        said = dict(row.expect)
        for condition in conditions(rubric.indicator(row.indicator)):
            verdict = said.get(condition.id)
            yield Case(at, condition.id, condition.proof, verdict == Verdict.SUPPORTED, verdict is not None)


# --- one fit ---------------------------------------------------------------------------------------------


def _whole(rubric: Rubric, rows: Sequence[Example], texts: Sequence[Features], cases: Sequence[Case]) -> Weights:
    """Fit what shows each condition, what denies it, and what tells the indicators' subjects apart."""
    corpus = _Corpus.of(texts, cases)
    shown, bias = _by_condition(rubric, rows, corpus, cases)
    denied, against = _denials(rows, corpus, cases)
    topics, prior = _topics(rows, corpus)
    return corpus.weights(shown | denied | topics, bias | against | prior)


def _fit(rubric: Rubric, rows: Sequence[Example], texts: Sequence[Features], cases: Sequence[Case]) -> Weights:
    """Fit what shows each condition on these cases; calibration is left plain."""
    corpus = _Corpus.of(texts, cases)
    return corpus.weights(*_by_condition(rubric, rows, corpus, cases))


_Rows = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class _Corpus:
    """The TF-IDF matrix of the rows that have cases: `place` gives a row's line in it, `used` a line's row."""

    matrix: Any
    terms: tuple[str, ...]
    words: int
    idf: Any
    used: tuple[int, ...]
    place: Mapping[int, int]

    @classmethod
    def of(cls, texts: Sequence[Features], cases: Sequence[Case]) -> "_Corpus":
        used = tuple(sorted({case.row for case in cases}))
        matrix, terms, words, idf = _vectorised([texts[at] for at in used])
        return cls(matrix, terms, words, idf, used, {row: at for at, row in enumerate(used)})

    def part(self, cases: Sequence[Case]) -> Any:
        return self.matrix[[self.place[case.row] for case in cases]]

    def weights(self, rows: _Rows, bias: dict[str, float]) -> Weights:
        return Weights(
            terms=self.terms,
            words=self.words,
            idf=self.idf,
            rows=rows,
            bias=bias,
            calibration={"": (1.0, 0.0)},
            digest="",
        )


def _grouped(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    of: dict[str, list[Case]] = {}
    for case in cases:
        of.setdefault(case.condition, []).append(case)
    return sorted(of.items())


def _by_condition(
    rubric: Rubric, rows: Sequence[Example], corpus: _Corpus, cases: Sequence[Case]
) -> tuple[_Rows, dict[str, float]]:
    found: _Rows = {}
    bias: dict[str, float] = {}
    for condition, own in _grouped(cases):
        if len({case.shows for case in own}) < 2:
            continue  # nothing to tell apart
        numbers = [rows[case.row].indicator for case in own]
        kinds = [rubric.indicator(number).kind for number in numbers]
        names = [rows_for(condition, kind, number) for kind, number in zip(kinds, numbers, strict=True)]
        weights, bias[condition] = _one(corpus.part(own), own, names)
        found.update(weights)
    return found, bias


def _denials(rows: Sequence[Example], corpus: _Corpus, cases: Sequence[Case]) -> tuple[_Rows, dict[str, float]]:
    """Fit, once for all indicators, what says that a condition is not met, or not yet."""
    found: _Rows = {}
    bias: dict[str, float] = {}
    for condition, own in _grouped(cases):
        told = [replace(case, shows=_denies(rows[case.row], condition)) for case in own]
        if len({case.shows for case in told}) < 2:
            continue
        name = f"{AGAINST}{condition}"
        weights, bias[name] = _one(corpus.part(told), told, [(name, f"{name}/", f"{name}//")] * len(told))
        found.update(weights)
    return found, bias


def _denies(row: Example, condition: str) -> bool:
    return dict(row.expect).get(condition) in (Verdict.CONTRADICTED, Verdict.PLANNED)


def _topics(rows: Sequence[Example], corpus: _Corpus) -> tuple[_Rows, dict[str, float]]:
    """Fit what tells the indicators' subjects apart, over words alone; 0 is what shows nothing of any."""
    from sklearn.linear_model import LogisticRegression

    about = [rows[at].indicator if _on_subject(rows[at]) else 0 for at in corpus.used]
    if len(set(about)) < 3:
        return {}, {}
    terms = corpus.terms[: corpus.words]
    columns = np.array([at for at, term in enumerate(terms) if not of_paper(term)], dtype=np.int32)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=400)
    model.fit(corpus.matrix[:, columns], about, sample_weight=[1.0 if number else _OFF_SUBJECT for number in about])
    found = {
        f"{TOPIC}{number}": (columns, row.astype(np.float32))
        for number, row in zip(model.classes_, model.coef_, strict=True)
    }
    return found, {f"{TOPIC}{n}": float(value) for n, value in zip(model.classes_, model.intercept_, strict=True)}


def _on_subject(row: Example) -> bool:
    """Tell whether a passage speaks of its indicator's subject, whatever it says of it."""
    return any(verdict in _SPEAKING for _, verdict in row.expect)


def _vectorised(texts: Sequence[Features]) -> tuple[Any, tuple[str, ...], int, Any]:
    """Give the TF-IDF matrix, its columns' terms, how many of them are words, and their weights."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    def spelled(part: str) -> Any:
        return lambda text: [term for term, count in getattr(text, part).items() for _ in range(count)]

    common: dict[str, Any] = {"sublinear_tf": True, "dtype": np.float32}
    words = TfidfVectorizer(
        analyzer=spelled("words"), min_df=min(_FEWEST_WORDS, len(texts)), max_features=MOST_WORDS, **common
    )
    grams = TfidfVectorizer(
        analyzer=spelled("grams"), min_df=min(_FEWEST_GRAMS, len(texts)), max_features=MOST_GRAMS, **common
    )
    matrix = FeatureUnion([("words", words), ("grams", grams)]).fit_transform(texts).tocsr()
    terms = (*words.get_feature_names_out(), *grams.get_feature_names_out())
    idf = np.concatenate([words.idf_, grams.idf_]).astype(np.float32)
    return matrix, tuple(str(term) for term in terms), len(words.vocabulary_), idf


def _one(
    part: Any, cases: Sequence[Case], names: Sequence[tuple[str, str, str]]
) -> tuple[dict[str, tuple[Any, Any]], float]:
    """Fit one condition: give its sparse rows of weights by name, and its bias."""
    from sklearn.linear_model import LogisticRegression

    blocks = list(dict.fromkeys(name for three in names for name in three))
    blocks = _telling(blocks, names)
    at = {name: number for number, name in enumerate(blocks)}
    freedom = (1.0, _OF_KIND, _OF_INDICATOR)
    size = part.shape[1]
    cells = part.tocoo()
    rows, columns, values = [], [], []
    for depth in range(3):
        block = np.array([at.get(three[depth], -1) for three in names])[cells.row]
        inside = block >= 0
        rows.append(cells.row[inside])
        columns.append(block[inside] * size + cells.col[inside])
        values.append(cells.data[inside] * freedom[depth])
    wide = np.concatenate(columns)
    used, narrow = np.unique(wide, return_inverse=True)
    sparse = type(part)  # the kind of matrix that scikit-learn works with
    matrix = sparse((np.concatenate(values), (np.concatenate(rows), narrow)), shape=(len(cases), len(used)))
    model = LogisticRegression(solver="liblinear", C=_STRENGTH, class_weight="balanced", random_state=0)
    weight = np.array([1.0 if case.said else _UNSAID for case in cases])
    model.fit(matrix, np.array([case.shows for case in cases]), sample_weight=weight)
    found = {}
    for name, number in at.items():
        inside = (used >= number * size) & (used < (number + 1) * size)
        depth = next(three.index(name) for three in names if name in three)
        row = (model.coef_[0][inside] * freedom[depth]).astype(np.float32)
        found[name] = ((used[inside] - number * size).astype(np.int32), row)
    return found, float(model.intercept_[0])


def _telling(blocks: Sequence[str], names: Sequence[tuple[str, str, str]]) -> list[str]:
    """Leave out rows that would only repeat another: the kind where there is one, the indicator likewise."""
    alone = {depth for depth in (1, 2) if len({three[depth] for three in names}) == 1}
    repeated = {three[depth] for depth in alone for three in names}
    return [name for name in blocks if name not in repeated]


# --- held out --------------------------------------------------------------------------------------------


def _held_out_sums(
    rubric: Rubric, rows: Sequence[Example], texts: Sequence[Features], cases: Sequence[Case]
) -> dict[int, float]:
    """Give the plain sum of every case of an institution, from weights fitted on the other institutions."""
    institutions = sorted({row.institution for row in rows if row.institution})
    folds = [institutions[start::_FOLDS] for start in range(min(_FOLDS, len(institutions)))]
    if len(folds) < 2:
        return {}
    found: dict[int, float] = {}
    for out in folds:
        kept = [case for case in cases if rows[case.row].institution not in out]
        classifier = Classifier(unpack(pack(_fit(rubric, rows, texts, kept))))
        asked: dict[tuple[str, str, int], list[int]] = {}
        for at, case in enumerate(cases):
            if rows[case.row].institution in out and classifier.knows(case.condition):
                row = rows[case.row]
                asked.setdefault((case.condition, _kind(rubric, row), row.indicator), []).append(at)
        for (condition, kind, indicator), places in sorted(asked.items()):
            vectors = [classifier.vector(texts[cases[at].row]) for at in places]
            found.update(zip(places, classifier.sums(condition, kind, indicator, vectors), strict=True))
    return found


def _calibrate(
    rubric: Rubric, rows: Sequence[Example], cases: Sequence[Case], sums: Mapping[int, float]
) -> tuple[dict[str, tuple[float, float]], dict[int, float]]:
    """Fit Platt's slope and offset for each kind of indicator; judge each case by those of the other institutions."""
    calibration = {"": _platt([(sums[at], cases[at].shows) for at in sorted(sums)])}
    likelihoods: dict[int, float] = {}
    for kind in sorted({_kind(rubric, row) for row in rows}):
        places = [at for at in sorted(sums) if _kind(rubric, rows[cases[at].row]) == kind]
        if not places:
            continue
        calibration[kind] = _platt([(sums[at], cases[at].shows) for at in places])
        for institution in sorted({rows[cases[at].row].institution for at in places}):
            mine = [at for at in places if rows[cases[at].row].institution == institution]
            others = [at for at in places if rows[cases[at].row].institution != institution]
            slope, offset = _platt([(sums[at], cases[at].shows) for at in others])
            likelihoods.update(
                (at, float(1 / (1 + np.exp(-np.clip(slope * sums[at] + offset, -30, 30))))) for at in mine
            )
    return calibration, likelihoods


def _platt(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Give slope and offset of the log odds; plain where there is nothing to tell apart."""
    from sklearn.linear_model import LogisticRegression

    if len({shows for _, shows in points}) < 2:
        return 1.0, 0.0
    model = LogisticRegression(C=100.0, solver="lbfgs", max_iter=1000)
    model.fit(np.array([[s] for s, _ in points]), np.array([shows for _, shows in points]))
    return round(float(model.coef_[0][0]), 6), round(float(model.intercept_[0]), 6)


def reliability(judged: Sequence[Judged]) -> tuple[tuple[float, float, int], ...]:
    """Give for each tenth of likelihood that has cases: mean likelihood, share that shows its condition, cases."""
    found = []
    for step in range(_STEPS):
        inside = [j for j in judged if min(int(j.likelihood * _STEPS), _STEPS - 1) == step]
        if inside:
            mean = sum(j.likelihood for j in inside) / len(inside)
            share = sum(j.case.shows for j in inside) / len(inside)
            found.append((round(mean, 4), round(share, 4), len(inside)))
    return tuple(found)


def precision_at(judged: Sequence[Judged], likelihood: float) -> tuple[float, int]:
    """Give the share of cases at or above a likelihood that show their condition, and how many cases those are."""
    above = [j.case.shows for j in judged if j.likelihood >= likelihood]
    return (sum(above) / len(above) if above else 0.0), len(above)
