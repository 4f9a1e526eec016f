"""The classifier: its features, its sums beside scikit-learn's own, and what it may and may not do in a judgement."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from evidence_checker import engine, learning, matching, rubric
from evidence_checker.matching import similar
from evidence_checker.matching.classifier import AGAINST, TOPIC, Classifier, Features, Weights, features
from evidence_checker.matching.words import Words
from evidence_checker.model import (
    Address,
    ConditionResult,
    Document,
    DocumentKind,
    DocumentStatus,
    Force,
    Issuer,
    Page,
    Paper,
    Passage,
    Role,
    Rubric,
    Run,
    TextSource,
    Verdict,
)

WORDS = Words(())


@pytest.fixture(scope="module")
def spbe() -> Rubric:
    return rubric.load("spbe-2020")


def found(text: str, above: str = "") -> Features:
    return features(WORDS.tokens(text), WORDS.tokens(above), DocumentKind.LAPORAN, Role.NARRATIVE)


def paper(*texts: str, about: str = "Laporan", role: Role = Role.NARRATIVE) -> Paper:
    """A one-page report of the assessed institution with these passages, one a line."""
    page = Page(number=1, text="\n".join(texts), source=TextSource.TEXT_LAYER)
    starts = [sum(len(t) + 1 for t in texts[:at]) for at in range(len(texts))]
    passages = tuple(
        Passage(
            index=at,
            text=text,
            runs=(Run(at=0, page=1, start=start, length=len(text)),),
            address=Address(),
            role=role,
        )
        for at, (text, start) in enumerate(zip(texts, starts, strict=True))
    )
    status = DocumentStatus(
        document="d1",
        kind=DocumentKind.LAPORAN,
        number="",
        date="2023-06-01",
        year=2023,
        about=about,
        institution="Kabupaten Rekaan",
        force=Force.NOT_APPLICABLE,
        issuer=Issuer.OWN,
    )
    return Paper(document=Document(id="d1", name="laporan.pdf", pages=(page,)), passages=passages, status=status)


def weights(condition: str, **words: float) -> Weights:
    """Weights that look for these stems alone."""
    terms = tuple(sorted(f"w {word}" for word in words))
    row = np.array([words[term[2:]] for term in terms], dtype=np.float32)
    return Weights(
        terms=terms,
        words=len(terms),
        idf=np.ones(len(terms), dtype=np.float32),
        rows={condition: (np.arange(len(terms), dtype=np.int32), row)},
        bias={condition: -2.0},
        calibration={"": (1.0, 0.0)},
        digest="0" * 64,
    )


# --- features --------------------------------------------------------------------------------------------


def test_words_count_as_stems_alone_and_in_pairs() -> None:
    words = found("Penerapan audit diterapkan").words
    assert words["w terap"] == 2
    assert words["w terap audit"] == words["w audit terap"] == 1


def test_words_of_a_lead_in_count_too_but_make_no_pair_with_the_passage() -> None:
    words = found("reviu tahunan", above="Pusat data").words
    assert words["w pusat data"] == 1
    assert "w data reviu" not in words


def test_numbers_keep_only_their_length() -> None:
    assert found("tahun 2023").words == found("tahun 1998").words
    assert found("34 dari 34").words["w 00"] == 2


def test_characters_carry_over_damage_that_a_stem_does_not_survive() -> None:
    sound, damaged = found("perangkat").grams, found("perangkal").grams
    assert len(sound.keys() & damaged.keys()) > len(sound) / 2
    assert found("perangkat").words.keys() != found("perangkal").words.keys()


def test_the_kind_of_paper_and_the_role_of_the_passage_are_features() -> None:
    norm = features((), (), DocumentKind.PERATURAN, Role.NORM)
    assert set(norm.words) == {"w kind=peraturan", "w role=norm"}


def test_a_word_with_an_affix_of_its_own_is_not_taken_for_a_damaged_one() -> None:
    words = Words(())
    words.learn(["reengineering", "infrastruktur"])
    words.repair(["engineering", "insfrastruktur"])
    assert words.stem("engineering") == "engineering"
    assert words.stem("insfrastruktur") == "infrastruktur"


# --- sums ------------------------------------------------------------------------------------------------


def test_sums_are_those_of_scikit_learn() -> None:
    texts = [
        found(text)
        for text in (
            "peladen dipasang di ruang pusat data sejak Mei",
            "peladen baru dipasang dan dioperasikan di pusat data",
            "ruang rapat dicat ulang oleh bagian umum",
            "bagian umum membeli kursi ruang rapat dan meja meja meja",
        )
    ]

    def spelled(part: str) -> TfidfVectorizer:
        return TfidfVectorizer(
            analyzer=lambda text: [term for term, n in getattr(text, part).items() for _ in range(n)],
            sublinear_tf=True,
        )

    words, grams = spelled("words"), spelled("grams")
    matrix = sparse.hstack([words.fit_transform(texts), grams.fit_transform(texts)], format="csr")
    model = LogisticRegression(solver="liblinear", random_state=0).fit(matrix, [True, True, False, False])
    fitted = Weights(
        terms=(*map(str, words.get_feature_names_out()), *map(str, grams.get_feature_names_out())),
        words=len(words.vocabulary_),
        idf=np.concatenate([words.idf_, grams.idf_]).astype(np.float32),
        rows={"ada": (np.arange(matrix.shape[1], dtype=np.int32), model.coef_[0].astype(np.float32))},
        bias={"ada": float(model.intercept_[0])},
        calibration={"": (1.0, 0.0)},
        digest="",
    )
    ours = Classifier(fitted)
    sums = ours.sums("ada", "proses", 16, [ours.vector(text) for text in texts])
    assert sums == pytest.approx(list(model.decision_function(matrix)), abs=1e-4)


def test_rows_of_kind_and_indicator_are_added_to_what_is_common() -> None:
    plain = weights("ada", peladen=1.0)
    row = (np.array([0], dtype=np.int32), np.array([0.5], dtype=np.float32))
    ours = Classifier(replace(plain, rows={**plain.rows, "ada/proses": row, "ada/i16": row}))
    vector = ours.vector(found("peladen"))
    assert ours.sums("ada", "proses", 16, [vector]) == [0.0]
    assert ours.sums("ada", "proses", 17, [vector]) == [-0.5]
    assert ours.sums("ada", "layanan", 33, [vector]) == [-1.0]


def test_an_unknown_condition_is_like_nothing_and_unknown_words_say_nothing() -> None:
    ours = Classifier(weights("ada", peladen=9.0))
    assert ours.likelihoods("lain", "proses", 16, [ours.vector(found("peladen"))]) == [0.0]
    assert ours.sums("ada", "proses", 16, [ours.vector(found("kursi"))]) == [-2.0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9))
def test_likelihoods_stay_between_0_and_1_and_rise_with_the_sum(values: list[float]) -> None:
    known = weights("ada", peladen=0.0)
    by_value = []
    for value in sorted(values):
        ours = Classifier(replace(known, bias={"ada": value}))
        by_value += ours.likelihoods("ada", "proses", 16, [ours.vector(found("kursi"))])
    assert all(0.0 <= each <= 1.0 for each in by_value)
    assert all(a <= b for a, b in pairwise(by_value))


# --- in a judgement --------------------------------------------------------------------------------------


def judged(pack: Rubric, given: Paper, condition: str, classifier: Classifier | None) -> ConditionResult:
    results = matching.match(pack, [given], year=2024, indicators=[16], classifier=classifier)
    return next(r for r in results if r.condition == condition and r.level > 1)


UNSEEN = "Pusat data: mesin induk menyala siang malam melayani permintaan para pengolah angka."


def test_a_passage_like_the_examples_without_a_phrase_counts_and_asks_for_review(spbe: Rubric) -> None:
    alike = Classifier(weights("layanan_tersedia", mesin=9.0, nyala=9.0))
    given = paper(UNSEEN)
    assert judged(spbe, given, "layanan_tersedia", None).verdict is Verdict.NOT_FOUND
    result = judged(spbe, given, "layanan_tersedia", alike)
    assert (result.verdict, result.matcher, result.doubtful) == (Verdict.SUPPORTED, similar.MATCHER, True)
    assert result.reason == "ditunjukkan dengan kata lain (kemiripan 0,90): perlu telaah"
    assert [s.citation.quote for s in result.supports] == [UNSEEN]


@pytest.mark.parametrize(
    ("weight", "verdict"),
    [(1.5, Verdict.SUPPORTED), (0.9, Verdict.PARTLY), (0.4, Verdict.NOT_FOUND)],
)
def test_what_is_less_like_the_examples_is_offered_or_left_out(spbe: Rubric, weight: float, verdict: Verdict) -> None:
    faint = Classifier(weights("layanan_tersedia", mesin=weight, nyala=weight))
    assert judged(spbe, paper(UNSEEN), "layanan_tersedia", faint).verdict is verdict


def test_a_passage_that_denies_the_condition_more_surely_wins(spbe: Rubric) -> None:
    """Both passages are on the subject; the second says that it is not so."""
    denial = "Pusat data: kenyataannya gedung kosong melompong tanpa penghuni sampai laporan ini ditulis."
    plain = weights("layanan_tersedia", kosong=0.0, mesin=9.0, nyala=9.0)
    row = np.array([12.0 if term == "w kosong" else 0.0 for term in plain.terms], dtype=np.float32)
    name = f"{AGAINST}layanan_tersedia"
    both = replace(
        plain,
        rows={**plain.rows, name: (np.arange(len(plain.terms), dtype=np.int32), row)},
        bias={**plain.bias, name: -2.0},
    )
    assert judged(spbe, paper(UNSEEN, denial), "layanan_tersedia", Classifier(plain)).verdict is Verdict.SUPPORTED
    found = judged(spbe, paper(UNSEEN, denial), "layanan_tersedia", Classifier(both))
    assert found.verdict is Verdict.PARTLY
    assert "bagian lain menyatakan belum" in found.reason


def test_words_around_tell_what_a_passage_is_about(spbe: Rubric) -> None:
    """Nowhere is a data centre named; its words are known to be those of indicator 16."""
    texts = ["Mesin induk menyala siang malam melayani permintaan para pengolah angka.", *["Rak dan genset."] * 3]
    plain = weights("layanan_tersedia", genset=0.0, mesin=9.0, nyala=9.0, rak=0.0)
    at = np.arange(len(plain.terms), dtype=np.int32)
    told = replace(
        plain,
        rows={
            **plain.rows,
            f"{TOPIC}16": (at, np.full(len(at), 9.0, dtype=np.float32)),
            f"{TOPIC}0": (at, np.zeros(len(at), dtype=np.float32)),
        },
        bias={**plain.bias, f"{TOPIC}16": 0.0, f"{TOPIC}0": 0.0},
    )
    words = [WORDS.tokens(text) for text in texts]
    assert Classifier(plain).topics(words, []) == {}
    assert min(Classifier(told).topics(words, [])[16]) > 0.9
    assert judged(spbe, paper(*texts), "layanan_tersedia", Classifier(plain)).verdict is Verdict.NOT_FOUND
    assert judged(spbe, paper(*texts), "layanan_tersedia", Classifier(told)).verdict is Verdict.SUPPORTED


def test_a_passage_speaks_of_what_its_own_section_speaks_of() -> None:
    """The same words stand nearer to their subject when no other section's words are heard with them."""
    texts = ["Rak dan genset."] * 2 + ["Taman."] * 4
    plain = weights("layanan_tersedia", genset=0.0, rak=0.0, taman=0.0)
    at = np.arange(len(plain.terms), dtype=np.int32)
    row = np.array([-9.0 if term == "w taman" else 9.0 for term in plain.terms], dtype=np.float32)
    told = replace(
        plain,
        rows={**plain.rows, f"{TOPIC}16": (at, row), f"{TOPIC}0": (at, np.zeros(len(at), dtype=np.float32))},
        bias={**plain.bias, f"{TOPIC}16": 0.0, f"{TOPIC}0": 0.0},
    )
    words = [WORDS.tokens(text) for text in texts]
    one, two = (Classifier(told).topics(words, headings)[16] for headings in ([], [2]))
    assert one[0] < two[0]
    assert one[5] > two[5]


@pytest.mark.parametrize("role", [Role.DEFINITION, Role.RECITAL, Role.CONTENTS])
def test_what_is_no_statement_is_never_offered(spbe: Rubric, role: Role) -> None:
    alike = Classifier(weights("layanan_tersedia", mesin=9.0, nyala=9.0))
    assert judged(spbe, paper(UNSEEN, role=role), "layanan_tersedia", alike).verdict is Verdict.NOT_FOUND


def test_a_passage_off_the_subject_is_never_offered(spbe: Rubric) -> None:
    alike = Classifier(weights("layanan_tersedia", mesin=9.0, nyala=9.0))
    off = paper(UNSEEN.replace("Pusat data", "Pabrik"))
    assert judged(spbe, off, "layanan_tersedia", alike).verdict is Verdict.NOT_FOUND


def test_of_passages_as_near_the_one_most_like_the_examples_is_cited_first(spbe: Rubric) -> None:
    first = "Pusat data daerah dioperasikan sejak Mei 2021 dengan tujuh rak."
    second = "Pusat data daerah dioperasikan sejak Mei 2021 dengan gerbang baja."
    given = paper(first, second)
    assert judged(spbe, given, "layanan_tersedia", None).supports[0].citation.quote == first
    liked = Classifier(weights("layanan_tersedia", baja=5.0))
    result = judged(spbe, given, "layanan_tersedia", liked)
    assert [s.citation.quote for s in result.supports] == [second, first]


def test_likeness_fills_what_rules_leave_open_and_never_shows_a_norm(spbe: Rubric) -> None:
    """The eager classifier likes every passage; no verdict of a rule falls, and no policy rises."""
    known = [c.id for i in spbe.indicators for level in i.levels for c in level.conditions]
    eager = Classifier(
        Weights(
            terms=("w role=narrative",),
            words=1,
            idf=np.ones(1, dtype=np.float32),
            rows={},
            bias=dict.fromkeys(known, 5.0),
            calibration={"": (1.0, 0.0)},
            digest="",
        )
    )
    texts = [e.text.rpartition(" >> ")[2] for e in rubric.examples("spbe-2020") if e.kind is DocumentKind.LAPORAN]
    given = paper(*texts[:120], about="Laporan penyelenggaraan SPBE")
    plain = matching.match(spbe, [given], year=2024)
    liked = matching.match(spbe, [given], year=2024, classifier=eager)
    norms = {
        (i.number, c.id) for i in spbe.indicators for rung in i.levels for c in rung.conditions if c.requires_force
    }
    raised = []
    for before, after in zip(plain, liked, strict=True):
        if before.verdict is not after.verdict and after.reason.startswith(("mirip contoh", "ditunjukkan dengan")):
            assert before.verdict in (Verdict.NOT_FOUND, Verdict.PLANNED)
            assert after.doubtful
            raised.append(after)
        elif before.verdict is Verdict.SUPPORTED:
            assert after.verdict is Verdict.SUPPORTED
    assert any(r.verdict is Verdict.SUPPORTED for r in raised)
    assert not any(r.verdict is Verdict.SUPPORTED and (r.indicator, r.condition) in norms for r in raised)


def test_an_assessment_names_its_classifier(spbe: Rubric) -> None:
    shipped = learning.load(rubric.folder("spbe-2020"))
    assert shipped is not None
    with_it = engine.judge([paper(UNSEEN)], [], spbe, year=2024, indicators=[16], classifier=shipped)
    without = engine.judge([paper(UNSEEN)], [], spbe, year=2024, indicators=[16])
    assert with_it.classifier.digest == shipped.weights.digest
    assert len(with_it.classifier.digest) == 64
    assert without.classifier.digest == ""


def test_vectors_have_length_one_for_words_and_for_characters() -> None:
    shipped = learning.load(rubric.folder("spbe-2020"))
    assert shipped is not None
    columns, values = shipped.vector(found("Pusat data daerah dioperasikan oleh Dinas Kominfo"))
    word = columns < shipped.weights.words
    assert math.isclose(float(np.sum(values[word] ** 2)), 1.0, rel_tol=1e-5)
    assert math.isclose(float(np.sum(values[~word] ** 2)), 1.0, rel_tol=1e-5)
