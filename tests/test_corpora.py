"""The made-up submissions: PDFs are what their sources give, quotes stand on their pages, levels are as expected."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
import yaml
from PIL import ImageChops, ImageStat

from evidence_checker import engine, learning, rubric
from evidence_checker.model import Rubric

CORPORA = Path(__file__).parent.parent / "corpora"
SUBMISSIONS = sorted(f.parent for f in (CORPORA / "submissions").glob("*/submission.yaml"))
TRIALS = sorted(f.parent for f in (CORPORA / "trials").glob("*/submission.yaml"))
FOLDERS = (*SUBMISSIONS, *TRIALS)
LARGEST = 250_000  # bytes; a text paper stays far below


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpora_build", CORPORA / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


build = _builder()

PAPERS = [
    pytest.param(folder, paper, id=f"{folder.name}/{paper['file']}")
    for folder in FOLDERS
    for paper in build.papers(folder)
]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
each_submission = pytest.mark.parametrize("folder", SUBMISSIONS, ids=lambda f: f.name)


def _expected(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((folder / "expected.yaml").read_text("utf-8"))
    return loaded


def _submission(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((folder / "submission.yaml").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def spbe() -> Rubric:
    return rubric.load("spbe-2020")


def test_there_are_submissions() -> None:
    assert SUBMISSIONS
    assert {_submission(folder)["use"] for folder in TRIALS} == {"development", "held out"}


@each_folder
def test_each_paper_is_listed_once_and_labelled(folder: Path) -> None:
    listed = [p["file"] for p in build.papers(folder)]
    assert sorted(listed) == sorted(f.name for f in (folder / "papers").glob("*.pdf"))
    assert sorted(listed) == sorted(d["file"] for d in _expected(folder)["documents"])
    assert sorted(p["source"] for p in build.papers(folder)) == sorted(
        f.name for f in (folder / "papers").glob("*.txt")
    )


@each_folder
def test_labels_are_well_formed(folder: Path, spbe: Rubric) -> None:
    expected = _expected(folder)
    known = {i.number: {c.id for level in i.levels for c in level.conditions} for i in spbe.indicators}
    numbers = [label["indicator"] for label in expected["labels"]]
    assert len(numbers) == len(set(numbers))
    for label in expected["labels"]:
        assert label["level"] in label["accept"], label["indicator"]
        assert label["why"]
        assert {c["id"] for c in label["conditions"]} <= known[label["indicator"]], label["indicator"]


@pytest.mark.parametrize(("folder", "paper"), PAPERS)
def test_a_paper_is_what_its_source_gives(folder: Path, paper: dict[str, Any]) -> None:
    shipped = (folder / "papers" / paper["file"]).read_bytes()
    built = build.paper_pdf(folder, paper)
    assert len(shipped) < LARGEST
    if paper.get("scan"):
        assert not "".join(build.page_texts(shipped)).strip(), "a scan has no text layer"
        assert _difference(shipped, built) < 2.0
    else:
        # Bytes differ from one version of reportlab to the next; the text does not.
        assert [build.fold(t) for t in build.page_texts(shipped)] == [build.fold(t) for t in build.page_texts(built)]


def _difference(one: bytes, other: bytes) -> float:
    """Give the greatest mean difference of grey values (0-255) between the pages of two PDFs, seen small."""
    pages = [[page.render(scale=0.4).to_pil().convert("L") for page in pypdfium2.PdfDocument(d)] for d in (one, other)]
    assert [p.size for p in pages[0]] == [p.size for p in pages[1]]
    return max(ImageStat.Stat(ImageChops.difference(a, b)).mean[0] for a, b in zip(*pages, strict=True))


def test_a_build_gives_the_same_bytes_each_time() -> None:
    folder = SUBMISSIONS[0]
    for paper in build.papers(folder):
        assert build.paper_pdf(folder, paper) == build.paper_pdf(folder, paper)
        assert build.paper_pdf(folder, paper, scan=True) == build.paper_pdf(folder, paper, scan=True)


@each_folder
def test_each_expected_quote_stands_on_its_page(folder: Path) -> None:
    assert build.missing_quotes(folder) == []


def test_a_quote_that_is_not_on_its_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.txt").write_text("Layanan tersedia.\n%% page\nHalaman dua.\n", "utf-8")
    (tmp_path / "submission.yaml").write_text("papers: [{file: a.pdf, source: a.txt}]\n", "utf-8")
    trap = "traps: [{indicator: 1, file: a.pdf, page: 1, quote: Halaman dua}]\n"
    (tmp_path / "expected.yaml").write_text(f"labels: []\n{trap}", "utf-8")
    assert len(build.missing_quotes(tmp_path)) == 1


@each_submission
def test_levels_are_those_a_careful_assessor_gives(folder: Path, spbe: Rubric) -> None:
    expected = _expected(folder)
    files = [(f.name, f.read_bytes()) for f in sorted((folder / "papers").glob("*.pdf"))]
    found = engine.assess(
        files,
        spbe,
        institution=expected["institution"],
        year=expected["year"],
        classifier=learning.load(rubric.folder("spbe-2020")),
    )
    accepted = {label["indicator"]: label["accept"] for label in expected["labels"]}
    floor = [expected["unlabelled_above"]]
    wrong = {
        p.indicator: f"{p.level}, expected {accepted.get(p.indicator, floor)}"
        for p in found.proposals
        if p.level not in accepted.get(p.indicator, floor)
    }
    # Known misses are strict, and only ever too low: a level claimed too high is never one.
    known = set(_submission(folder).get("known_misses", {}))
    assert set(wrong) == known, wrong
    assert all(p.level < min(accepted[p.indicator]) for p in found.proposals if p.indicator in known)


def test_source_marks_become_their_layout() -> None:
    source = """%% footer: Perbup - {page}
%% kop: PEMERINTAH KABUPATEN X | DINAS Y | Jalan Satu
# JUDUL
= Menimbang : a. bahwa satu;
  b. bahwa dua;
^ Pasal 1
(1) Ayat satu yang
bersambung.
  a. huruf a
| No | Nama |
|---|---|
| 1 | Dinas Z |
[gambar: Layar]
Menu
[/gambar]
> BUPATI X,
>
> ttd
%% page
Halaman dua.
"""
    first, second = build.page_texts(build.text_pdf(source))
    assert first.splitlines() == [
        "PEMERINTAH KABUPATEN X",
        "DINAS Y",
        "Jalan Satu",
        "JUDUL",
        "Menimbang : a. bahwa satu;",
        "b. bahwa dua;",
        "Pasal 1",
        "(1) Ayat satu yang bersambung.",
        "a. huruf a",
        "No Nama",
        "1 Dinas Z",
        "Layar",
        "Menu",
        "BUPATI X,",
        "ttd",
        "Perbup - 1",
    ]
    assert second.splitlines() == ["Halaman dua.", "Perbup - 2"]


def test_a_faint_scan_is_paler_and_a_photograph_has_no_words() -> None:
    source = "Layanan tersedia.\n%% page\n[foto]\n"
    plain = build.text_pdf(source)
    assert [bool(t.strip()) for t in build.page_texts(plain)] == [True, False]
    scans = [pypdfium2.PdfDocument(build.scan_pdf(plain, faint=faint)) for faint in (False, True)]
    darkest = [scan[0].render(scale=0.8).to_pil().convert("L").getextrema()[0] for scan in scans]
    assert darkest[0] + 40 < darkest[1]


def test_an_unknown_directive_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown directive: kopp"):
        build.text_pdf("%% kopp: A\n")
