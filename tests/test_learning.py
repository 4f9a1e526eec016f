"""Fitting is reproducible and honest about what it saw; measures are what they say; evaluation names every error."""

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from evidence_checker import learning, matching, rubric
from evidence_checker.cli import run
from evidence_checker.errors import RubricError, UsageError
from evidence_checker.learning import ablation, evaluation, evaluation_html, gold, measures, training, weights
from evidence_checker.learning.gold import Described, Gold, Label, Quoted, Wanted
from evidence_checker.matching import baselines
from evidence_checker.model import (
    Address,
    Document,
    DocumentKind,
    DocumentStatus,
    Example,
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

ROOT = Path(__file__).parent.parent
SUBMISSIONS = ROOT / "corpora" / "submissions"


@pytest.fixture(scope="module")
def spbe() -> Rubric:
    return rubric.load("spbe-2020")


@pytest.fixture(scope="module")
def examples() -> tuple[Example, ...]:
    """A small part of the corpus: what speaks of data centres and of networks."""
    return tuple(e for e in (*rubric.examples("spbe-2020"), *rubric.passages()) if e.indicator in (16, 17))


@pytest.fixture(scope="module")
def fitted(spbe: Rubric, examples: tuple[Example, ...]) -> learning.Fitted:
    return learning.fit(spbe, examples)


# --- the corpus ------------------------------------------------------------------------------------------


def test_passages_of_the_corpus_belong_to_an_institution_and_speak_of_known_conditions(spbe: Rubric) -> None:
    known = {(i.number, c.id) for i in spbe.indicators for level in i.levels for c in level.conditions}
    for passage in rubric.passages():
        assert passage.institution
        assert passage.source
        assert {(passage.indicator, condition) for condition, _ in passage.expect} <= known, passage.text


def test_a_wrong_file_of_the_corpus_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "kab-x.yaml").write_text("institution: Kabupaten X\npassages:\n- indicator: enam\n", "utf-8")
    with pytest.raises(RubricError, match=r"passages/kab-x\.yaml:3: .*bilangan bulat"):
        rubric.passages(tmp_path)


# --- fitting ---------------------------------------------------------------------------------------------


def test_the_same_rows_give_the_same_bytes(
    spbe: Rubric, examples: tuple[Example, ...], fitted: learning.Fitted
) -> None:
    assert learning.fit(spbe, examples).content == fitted.content


def test_weights_are_kept_without_pickle(fitted: learning.Fitted) -> None:
    with np.load(io.BytesIO(fitted.content), allow_pickle=False) as kept:
        assert all(kept[name].dtype.hasobject is False for name in kept.files)


def test_weights_come_back_as_they_were_but_for_the_last_step(fitted: learning.Fitted) -> None:
    once = weights.unpack(fitted.content)
    again = weights.unpack(weights.pack(once))
    assert once.digest == hashlib.sha256(fitted.content).hexdigest()
    assert (again.terms, again.bias, again.calibration, again.reliability) == (
        once.terms,
        once.bias,
        once.calibration,
        once.reliability,
    )
    assert again.rows.keys() == once.rows.keys()
    for name, (columns, values) in once.rows.items():
        assert np.array_equal(again.rows[name][0], columns)
        step = np.max(np.abs(values), initial=0.0) / 127
        assert np.allclose(again.rows[name][1], values, atol=step)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bukan bobot", None])
def test_other_bytes_are_refused(content: bytes | None, fitted: learning.Fitted, tmp_path: Path) -> None:
    (tmp_path / learning.FILE).write_bytes(fitted.content[:-40] if content is None else content)
    with pytest.raises(UsageError, match="evidence-checker train"):
        learning.load(tmp_path)


def test_a_pack_without_weights_has_no_classifier(tmp_path: Path) -> None:
    assert learning.load(tmp_path) is None


def test_no_passage_is_judged_by_weights_that_saw_its_institution(spbe: Rubric, examples: tuple[Example, ...]) -> None:
    """A word of one institution alone tells its supported passages from the others; held out, it must not help."""

    def told(number: int) -> Example:
        shows = number % 2 == 1
        return replace(
            examples[0],
            text=f"Pusat data nomor {number} {'qqqqq' if shows else 'zzzzz'}",
            expect=(("layanan_tersedia", "supported" if shows else "not_found"),),
            institution="X",
            source="laporan",
        )

    rows = (*examples, *(told(number) for number in range(40)))
    found = learning.fit(spbe, rows)
    distinct = [*dict.fromkeys(rows)]
    likelihoods: dict[bool, set[float]] = {True: set(), False: set()}
    for judged in found.held_out:
        if judged.case.said and distinct[judged.case.row].institution == "X":
            likelihoods[judged.case.shows].add(round(judged.likelihood, 6))
    assert likelihoods[True] == likelihoods[False]
    classifier = found.classifier
    assert "w qqqqq" in classifier.weights.terms  # what is shipped has learned from all


def test_reliability_counts_every_held_out_pair_once(fitted: learning.Fitted) -> None:
    assert sum(cases for _, _, cases in training.reliability(fitted.held_out)) == len(fitted.held_out)
    assert all(0 <= mean <= 1 and 0 <= share <= 1 for mean, share, _ in training.reliability(fitted.held_out))


def test_held_out_the_classifier_tells_evidence_from_near_misses(fitted: learning.Fitted) -> None:
    said = [j for j in fitted.held_out if j.case.said]
    shown = [j.likelihood for j in said if j.case.shows]
    others = [j.likelihood for j in said if not j.case.shows]
    better = np.mean([[a > b for b in others] for a in shown])
    assert better > 0.75


def test_a_corpus_without_institutions_is_learned_from_and_not_measured(spbe: Rubric) -> None:
    found = learning.fit(spbe, [e for e in rubric.examples("spbe-2020") if e.indicator == 16])
    assert found.held_out == ()
    assert found.conditions > 0


def test_the_model_card_says_what_was_measured(
    spbe: Rubric, examples: tuple[Example, ...], fitted: learning.Fitted
) -> None:
    card = learning.model_card(spbe, examples, fitted)
    assert card == learning.model_card(spbe, examples, fitted)
    assert f"| passages | {fitted.rows} |" in card
    assert hashlib.sha256(fitted.content).hexdigest() in card
    assert "## Limits" in card


def test_the_shipped_weights_are_small_and_bring_in_no_scikit_learn() -> None:
    assert (rubric.folder("spbe-2020") / learning.FILE).stat().st_size < 6_000_000
    code = (
        "import sys; from evidence_checker import learning, rubric; "
        "assert learning.load(rubric.folder('spbe-2020')).weights.bias; "
        "print(*(m for m in ('sklearn', 'scipy', 'joblib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


def test_the_shipped_weights_know_the_conditions_of_their_pack(spbe: Rubric) -> None:
    shipped = learning.load(rubric.folder("spbe-2020"))
    assert shipped is not None
    asked = {condition.id for i in spbe.indicators for condition in training.conditions(i)}
    assert len(asked & set(shipped.weights.bias)) > 0.9 * len(asked)


# --- measures --------------------------------------------------------------------------------------------

LABELS = Gold(
    submission="kab-rekaan",
    institution="Kabupaten Rekaan",
    year=2024,
    rubric="spbe-2020",
    documents=(
        Described(file="a.pdf", fields=(("kind", "peraturan"), ("number", "7"), ("year", "null")), scan=False),
        Described(file="hilang.pdf", fields=(("kind", "laporan"),), scan=False),
    ),
    labels=(
        Label(
            indicator=1,
            level=3,
            accept=(2, 3),
            conditions=(
                Wanted(id="ada", verdict="supported", citations=(Quoted(file="a.pdf", page=2, quote="satu dua"),)),
                Wanted(id="janji", verdict="planned", citations=()),
                Wanted(id="debat", verdict="disputed", citations=()),
            ),
        ),
        Label(indicator=2, level=2, accept=(2,)),
    ),
    traps=((3, Quoted(file="a.pdf", page=1, quote="Arsitektur adalah kerangka dasar")),),
)
KINDS = {1: "kebijakan", 2: "kebijakan", 3: "proses"}


def cited(page: int, quote: str) -> dict[str, Any]:
    return {"document": "a.pdf", "page": page, "quote": quote}


def proposal(number: int, level: int, conditions: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    return {
        "indicator": number,
        "level": level,
        "ceiling": level,
        "needs_review": False,
        "conditions": [{"level": 2, "reason": "", "citations": [], **c} for c in conditions],
    }


def published(*proposals: dict[str, Any]) -> dict[str, Any]:
    status = {"kind": "peraturan", "number": "7", "year": 2021, "force": "enacted"}
    return {"documents": [{"name": "a.pdf", "status": status}], "unreadable": [], "proposals": list(proposals)}


def tally(*proposals: dict[str, Any], text: str = "") -> measures.Tally:
    return measures.count(LABELS, published(*proposals), KINDS, lambda _name, _page: text)


def test_a_level_among_the_defensible_ones_is_right() -> None:
    found = measures.figures([tally(proposal(1, 2), proposal(2, 1), proposal(3, 2))])
    assert found["level_exact_all"] == round(1 / 3, 4)
    assert found["level_exact_listed"] == found["level_exact_firm"] == 0.5
    assert found["over_claim_where_only_1"] == 1.0
    assert found["under_claim_all"] == round(1 / 3, 4)
    assert found["within_one"] == 1.0


def test_conditions_are_counted_where_the_annotators_agreed() -> None:
    said = proposal(
        1,
        3,
        [
            {"id": "ada", "verdict": "supported", "citations": [cited(2, "lain sekali")]},
            {"id": "janji", "verdict": "supported"},
            {"id": "debat", "verdict": "supported"},
        ],
    )
    one = tally(said)
    found = measures.figures([one])
    assert (found["condition_precision"], found["condition_recall"]) == (0.5, 1.0)
    assert found["soft_not_claimed"] == 0.0
    assert found["citation_recall_at_3"] == 1.0  # the page is the gold's
    assert [w.what for w in one.wrong if w.indicator == 1] == ["janji"]


def test_a_citation_after_the_third_is_not_recalled() -> None:
    shown = [cited(9, word) for word in ("pertama", "kedua", "ketiga")]
    said = proposal(1, 3, [{"id": "ada", "verdict": "supported", "citations": [*shown, cited(2, "satu dua")]}])
    assert measures.figures([tally(said)])["citation_recall_at_3"] == 0.0


def test_a_trap_is_hit_only_by_its_own_words_under_its_own_indicator() -> None:
    def hits(number: int, quote: str) -> float | None:
        said = {"id": "x", "verdict": "supported", "citations": [cited(1, quote)]}
        return measures.figures([tally(proposal(number, 2, [said]))])["trap_hits"]

    assert hits(3, "Arsitektur adalah kerangka dasar yang") == 1
    assert hits(2, "Arsitektur adalah kerangka dasar yang") == 0
    assert hits(3, "Pusat data daerah beroperasi") == 0


def test_quotes_are_compared_by_their_letters_alone() -> None:
    text = "Arsi-\ntektur SPBE memuat proses bisnis, data dan informasi, serta infrastruktur dan keamanan."
    said = {"id": "x", "verdict": "supported", "citations": [cited(1, "ARSITEKTUR SPBE"), cited(1, "tidak ada")]}
    assert measures.figures([tally(proposal(3, 2, [said]), text=text)])["quotes_verbatim"] == 0.5


def test_papers_that_are_neither_read_nor_reported_are_counted() -> None:
    found = tally(proposal(1, 1))
    assert found.papers["silently_missing"] == 1
    status = measures.status_figures([found])
    assert (status["kind"], status["number"], status["year"]) == (1.0, 1.0, None)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    gold_levels, said = zip(*pairs, strict=True)
    if len({*gold_levels, *said}) == 1:
        assert measures.weighted_kappa(pairs) == 1.0
        return
    wanted = cohen_kappa_score(gold_levels, said, labels=[1, 2, 3, 4, 5], weights="quadratic")
    assert measures.weighted_kappa(pairs) == pytest.approx(wanted)


def test_intervals_are_the_same_each_time_and_hold_the_figure() -> None:
    tallies = [tally(proposal(1, level), proposal(2, 2), proposal(3, 1)) for level in (1, 2, 3, 5, 3, 2)]
    found = measures.intervals(tallies)
    assert found == measures.intervals(tallies)
    figures = measures.figures(tallies)
    for name in ("level_exact_all", "level_exact_firm", "under_claim_all"):
        low, high = found[name]
        assert low <= (figures[name] or 0) <= high
    assert found["level_exact_firm"][0] < found["level_exact_firm"][1]


# --- baselines and ablation ------------------------------------------------------------------------------


def paper(text: str, role: Role, kind: DocumentKind, force: Force = Force.ENACTED) -> Paper:
    page = Page(number=1, text=text, source=TextSource.TEXT_LAYER)
    run_ = Run(at=0, page=1, start=0, length=len(text))
    passage = Passage(index=0, text=text, runs=(run_,), address=Address(pasal="7"), role=role)
    status = DocumentStatus(
        document="d",
        kind=kind,
        number="7",
        date="2023-02-01",
        year=2023,
        about="Penyelenggaraan Sistem Pemerintahan Berbasis Elektronik",
        institution="Kabupaten Rekaan",
        force=force,
        issuer=Issuer.OWN,
    )
    return Paper(document=Document(id="d", name="d.pdf", pages=(page,)), passages=(passage,), status=status)


def supported(results: Sequence[Any]) -> set[tuple[int, str]]:
    return {(r.indicator, r.condition) for r in results if r.verdict is Verdict.SUPPORTED and r.level > 1}


DEFINITION = "Tim Koordinasi SPBE adalah tim yang dibentuk oleh Bupati untuk mengoordinasikan penerapan SPBE."


def test_fuzzy_keywords_find_the_topic_and_take_a_definition_for_evidence(spbe: Rubric) -> None:
    given = paper(DEFINITION, Role.DEFINITION, DocumentKind.PERATURAN)
    assert any(i == 10 for i, _ in supported(baselines.keywords(spbe, [given], year=2024)))
    assert not any(i == 10 for i, _ in supported(matching.match(spbe, [given], year=2024)))


def test_cosine_finds_what_shares_words_with_the_condition(spbe: Rubric) -> None:
    condition = spbe.indicator(10).level(2).conditions[0]
    same = paper(f"{spbe.indicator(10).name} {condition.text}", Role.NARRATIVE, DocumentKind.LAPORAN)
    other = paper("Harga cabai di pasar induk naik sepekan terakhir.", Role.NARRATIVE, DocumentKind.LAPORAN)
    found = baselines.cosine(spbe, [same, other], year=2024)
    assert (10, condition.id) in supported(found)
    assert supported(baselines.cosine(spbe, [other], year=2024)) == set()


def test_each_mechanism_that_is_taken_away_lets_its_own_fault_through(spbe: Rubric) -> None:
    norm = "Bupati membentuk Tim Koordinasi SPBE yang diketuai oleh Sekretaris Daerah."
    whole = ablation.Mechanisms()

    def claims(given: Paper, mechanisms: ablation.Mechanisms) -> bool:
        return any(i == 10 for i, _ in supported(ablation.match(mechanisms, spbe, [given], year=2024, indicators=[10])))

    good = paper(norm, Role.NORM, DocumentKind.PERATURAN)
    recital = paper(norm, Role.RECITAL, DocumentKind.PERATURAN)
    draft = paper(norm, Role.NORM, DocumentKind.PERATURAN, Force.DRAFT)
    denied = paper(norm.replace("membentuk", "tidak membentuk"), Role.NORM, DocumentKind.PERATURAN)
    assert claims(good, whole)
    for faulty, without in (
        (recital, replace(whole, roles=False)),
        (draft, replace(whole, gates=False)),
        (denied, replace(whole, polarity=False)),
    ):
        assert not claims(faulty, whole)
        assert claims(faulty, without)


def test_without_the_instrument_its_own_words_count_as_facts(spbe: Rubric) -> None:
    given = paper(
        "Tingkat kematangan 2: Bupati membentuk Tim Koordinasi SPBE yang diketuai oleh Sekretaris Daerah.",
        Role.NORM,
        DocumentKind.PERATURAN,
    )
    whole = ablation.Mechanisms()
    assert not any(i == 10 for i, _ in supported(ablation.match(whole, spbe, [given], year=2024, indicators=[10])))
    without = replace(whole, instrument=False)
    assert any(i == 10 for i, _ in supported(ablation.match(without, spbe, [given], year=2024, indicators=[10])))


def test_with_one_element_enough_a_part_counts_as_the_whole(spbe: Rubric) -> None:
    given = paper(
        "Arsitektur SPBE Pemerintah Daerah memuat domain arsitektur layanan.", Role.NORM, DocumentKind.PERATURAN
    )
    whole = ablation.Mechanisms()
    without = replace(whole, elements=False)
    asked = {"year": 2024, "indicators": [1]}
    assert (1, "muatan_lengkap") not in supported(ablation.match(whole, spbe, [given], **asked))  # type: ignore[arg-type]
    assert (1, "muatan_lengkap") in supported(ablation.match(without, spbe, [given], **asked))  # type: ignore[arg-type]


def test_without_synonyms_only_the_first_name_is_known(spbe: Rubric) -> None:
    old = paper("Bupati membentuk Tim Koordinasi e-government daerah.", Role.NORM, DocumentKind.PERATURAN)
    whole = ablation.Mechanisms()
    found = supported(ablation.match(whole, spbe, [old], year=2024, indicators=[10]))
    assert supported(ablation.match(replace(whole, synonyms=False), spbe, [old], year=2024, indicators=[10])) < found


def test_the_table_runs_from_keywords_to_the_whole_matcher() -> None:
    names = list(ablation.matchers())
    assert names[0].startswith("kata kunci")
    plain, whole = names.index("frasa dan objek saja"), names.index(evaluation.WHOLE)
    assert 0 < plain < whole
    assert all(name.startswith("lengkap") for name in names[whole + 1 :])


# --- evaluation ------------------------------------------------------------------------------------------


def test_gold_labels_are_read_from_expected_files() -> None:
    found = {each.submission: each for each in gold.read(SUBMISSIONS)}
    lembayung = found["kab-lembayung-2024"]
    assert lembayung.label(1).accept == (4,)
    assert lembayung.label(47).accept == (1,)
    assert dict(lembayung.documents[0].fields)["number"] == "27"
    assert gold.locate(SUBMISSIONS, "kab-lembayung-2024", lembayung.documents[0].file).is_file()


@pytest.mark.parametrize("content", ["- daftar\n", "submission: x\n", "a: b: c\n"])
def test_what_is_no_gold_label_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=r"x\.yaml"):
        gold.read(tmp_path)


def test_an_empty_folder_is_no_gold_set(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="tidak berisi label emas"):
        gold.read(tmp_path)


def test_evaluate_writes_figures_and_names_every_wrong_label(tmp_path: Path) -> None:
    """The labels of one submission, one of them made wrong on purpose: the report must show that one."""
    source = (SUBMISSIONS / "kab-lembayung-2024" / "expected.yaml").read_text("utf-8")
    labels = tmp_path / "emas"
    labels.mkdir()
    first = "  - indicator: 1\n    level: 4\n    accept: [4]"
    wrong = source.replace(first, first.replace("4", "2"))
    assert wrong != source
    (labels / "kab-lembayung-2024.yaml").write_text(wrong, "utf-8")
    as_json, as_html = tmp_path / "ukur.json", tmp_path / "ukur.html"
    code = run(["evaluate", str(labels), str(SUBMISSIONS), "--quick", "--json", str(as_json), "--html", str(as_html)])
    assert code == 0
    found = json.loads(as_json.read_text("utf-8"))
    assert found["figures"]["quotes_verbatim"] == 1.0
    assert found["figures"]["over_claim_all"] == round(1 / 47, 4)
    assert found["silently_missing"] == 0
    levels = [w for w in found["wrong"] if w["what"] == "level"]
    assert [(w["indicator"], w["wanted"], w["said"]) for w in levels] == [(1, "2", "4")]
    assert levels[0]["citations"]
    page = as_html.read_text("utf-8")
    assert page.count("<svg") >= 3
    assert "Setiap label yang keliru" in page
    assert levels[0]["citations"][0]["file"] in page


def test_a_page_shows_dashes_for_what_could_not_be_counted() -> None:
    assert [evaluation_html.shown(v) for v in (None, 0.5, 3)] == ["–", "0,500", "3"]


def test_train_writes_weights_and_card_beside_a_pack_of_ones_own(tmp_path: Path) -> None:
    pack = tmp_path / "mini"
    source = ROOT / "tests" / "packs" / "pemdi-mini"
    for file in source.rglob("*.yaml"):
        target = pack / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    assert run(["train", "--rubric", str(pack)]) == 0
    assert learning.load(pack) is not None
    assert "Model card" in (pack / "model-card.md").read_text("utf-8")
