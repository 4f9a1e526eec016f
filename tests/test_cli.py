"""What a user types, what comes back: messages in Indonesian, reports in files, exit codes that hold."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from assessments import MINUTES, made
from reportlab.pdfgen.canvas import Canvas

from evidence_checker import cli, engine
from evidence_checker.cli import files, levels
from evidence_checker.errors import ExitCode, UsageError
from evidence_checker.model import Assessment

CHECK = "evidence_checker.engine.assess"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(each) for each in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def pdf(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), invariant=True)
    for row, line in enumerate(lines):
        canvas.drawString(72, 760 - 16 * row, line)
    canvas.save()
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return pdf(tmp_path / "in" / "perbup.pdf", "PERATURAN BUPATI CONTOH", "Pasal 1", "Bupati adalah Bupati Contoh.")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Stand in for the engine: note what it was asked, and give the assessment made by hand."""
    asked: list[dict] = []

    def assess(contents: list[tuple[str, bytes]], rubric: object, **more: object) -> Assessment:
        asked.append({"names": [name for name, _ in contents], **more})
        return made()

    monkeypatch.setattr(engine, "assess", assess)
    return asked


@pytest.fixture
def giving(monkeypatch: pytest.MonkeyPatch) -> Callable[[Assessment], None]:
    """Let the engine give this assessment."""
    return lambda assessment: monkeypatch.setattr(engine, "assess", lambda *_, **__: assessment)


def all_read() -> Assessment:
    papers = tuple(each for each in made().documents if each is not MINUTES)
    proposals = tuple(each for each in made().proposals if each.indicator != 1)
    return replace(made(), unreadable=(), documents=papers, proposals=proposals, misfiled=())


# --- check: what it is asked ------------------------------------------------------------------------------


def test_check_passes_files_and_choices_on(capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]) -> None:
    run(capsys, "check", paper, "--institution", "Kabupaten X", "--year", 2024, "--indicator", 3, "--indicator", 1)
    asked = calls[0]
    assert asked["names"] == ["perbup.pdf"]
    assert asked["institution"] == "Kabupaten X"
    assert asked["year"] == 2024
    assert asked["indicators"] == (1, 3)


def test_without_a_year_the_papers_decide(capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]) -> None:
    run(capsys, "check", paper)
    assert calls[0]["year"] == 0
    assert calls[0]["indicators"] is None


def test_without_an_institution_a_warning(capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]) -> None:
    assert "instansi tidak disebut" in run(capsys, "check", paper)[2]
    assert "instansi tidak disebut" not in run(capsys, "check", paper, "--institution", "Kota Y")[2]


def test_folders_are_searched_and_nothing_is_taken_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, calls: list[dict]
) -> None:
    pdf(tmp_path / "b" / "z.PDF")
    pdf(tmp_path / "a" / "deep" / "y.pdf")
    pdf(tmp_path / "x.pdf")
    (tmp_path / "a" / "foto.jpg").write_bytes(b"")
    _, _, err = run(capsys, "check", tmp_path, tmp_path / "x.pdf", tmp_path / "a")
    assert calls[0]["names"] == ["x.pdf", "y.pdf", "z.PDF"]
    assert "1 berkas dilewati karena bukan PDF: foto.jpg" in err


def test_a_file_that_cannot_be_opened_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch, calls: list[dict]
) -> None:
    locked = pdf(tmp_path / "in" / "a-terkunci.pdf")
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    out = tmp_path / "out.json"
    code, _, err = run(capsys, "check", tmp_path / "in", "--json", out)
    assert code == ExitCode.INCOMPLETE
    assert calls[0]["names"] == ["perbup.pdf"]
    assert "TIDAK TERBACA a-terkunci.pdf" in err
    assert "a-terkunci.pdf" in {each["name"] for each in json.loads(out.read_text())["unreadable"]}


# --- check: what comes out --------------------------------------------------------------------------------


def test_reports_go_to_files_and_the_table_to_stdout(
    capsys: pytest.CaptureFixture[str], paper: Path, tmp_path: Path, calls: list[dict]
) -> None:
    code, out, err = run(capsys, "check", paper, "--json", tmp_path / "a.json", "--html", tmp_path / "a.html")
    assert code == ExitCode.INCOMPLETE
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["schema"] == 1
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!doctype html>")
    assert "Kebijakan Pusat Data" in out
    assert "Pasal 4 ayat (1), halaman 2" in " ".join(out.split())
    assert "Indeks yang dapat didukung dokumen: 2,11 (Baik)." in out
    assert "TIDAK TERBACA terkunci.pdf: terkunci kata sandi." in err
    assert "TIDAK TERBACA notulen.pdf, halaman 2\u20133" in err
    assert "indikator_02_daftar.pdf diunggah untuk indikator 2" in err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.html", "a.json", "in"]


def test_json_to_stdout_is_json_alone(capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]) -> None:
    _, out, _ = run(capsys, "check", paper, "--json", "-")
    assert json.loads(out)["institution"] == "Kabupaten Contoh Nusa"


def test_quiet_prints_no_table_but_still_warns(
    capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]
) -> None:
    _, out, err = run(capsys, "check", paper, "--quiet")
    assert out == ""
    assert "TIDAK TERBACA" in err


def test_the_table_of_some_indicators_has_no_index(
    capsys: pytest.CaptureFixture[str], paper: Path, giving: Callable[[Assessment], None]
) -> None:
    giving(replace(all_read(), score=None, next_band=None))
    code, out, _ = run(capsys, "check", paper)
    assert code == ExitCode.OK
    assert "Indeks" not in out


# --- exit codes -------------------------------------------------------------------------------------------


def test_everything_read(capsys: pytest.CaptureFixture[str], paper: Path, giving: Callable[[Assessment], None]) -> None:
    giving(all_read())
    assert run(capsys, "check", paper)[0] == ExitCode.OK
    assert run(capsys, "check", paper, "--target", 1)[0] == ExitCode.OK
    assert run(capsys, "check", paper, "--target", 2)[0] == ExitCode.BELOW_TARGET


def test_incomplete_outranks_the_target(capsys: pytest.CaptureFixture[str], paper: Path, calls: list[dict]) -> None:
    assert run(capsys, "check", paper, "--target", 3)[0] == ExitCode.INCOMPLETE


def test_unread_pages_alone_are_incomplete(
    capsys: pytest.CaptureFixture[str], paper: Path, giving: Callable[[Assessment], None]
) -> None:
    giving(replace(made(), unreadable=()))
    assert run(capsys, "check", paper)[0] == ExitCode.INCOMPLETE


def test_nothing_read_outranks_incomplete(
    capsys: pytest.CaptureFixture[str], paper: Path, tmp_path: Path, giving: Callable[[Assessment], None]
) -> None:
    giving(replace(made(), documents=(), statuses=(), proposals=(), misfiled=()))
    code, _, _ = run(capsys, "check", paper, "--json", tmp_path / "a.json", "--html", tmp_path / "a.html")
    assert code == ExitCode.UNAVAILABLE
    assert json.loads((tmp_path / "a.json").read_text())["unreadable"]
    assert "Tidak ada dokumen yang dapat dibaca." in (tmp_path / "a.html").read_text("utf-8")


def test_a_bug_is_one_line_and_70(
    capsys: pytest.CaptureFixture[str], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Assessment:
        raise ValueError("sesuatu\nyang panjang")

    monkeypatch.setattr(engine, "assess", broken)
    code, _, err = run(capsys, "check", paper, "--institution", "Kota Y")
    assert code == ExitCode.BUG
    assert err.count("\n") == 1
    assert "Terjadi kesalahan dalam program (ValueError: sesuatu)" in err
    code = cli.run(["--debug", "check", str(paper)])
    assert code == ExitCode.BUG
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_130(capsys: pytest.CaptureFixture[str], paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> Assessment:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "assess", interrupted)
    code, _, err = run(capsys, "check", paper, "--institution", "Kota Y")
    assert code == ExitCode.INTERRUPTED
    assert err == "evidence-checker: Dihentikan.\n"


# --- wrong use --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "PATH wajib diisi."),
        (["check", "tidak-ada.pdf"], "tidak-ada.pdf tidak ditemukan"),
        (["check", "{empty}"], "tidak berisi berkas PDF"),
        (["check", "{paper}", "--rubric", "tidak-ada"], "tidak-ada"),
        (["check", "{paper}", "--indicator", "48"], "Indikator 48 tidak ada dalam spbe-2020; yang ada: 1 sampai 47."),
        (["check", "{paper}", "--target", "6"], "Tingkat 6 di luar skala 1 sampai 5."),
        (["check", "{paper}", "--year", "dua"], "--year harus berupa bilangan bulat."),
        (["check", "{paper}", "--year", "24"], "--year harus tahun empat angka seperti 2024; tertulis 24."),
        (["check", "{paper}", "--jason", "x"], "Pilihan --jason tidak dikenal."),
        (["check", "{paper}", "--json"], "Pilihan --json"),
        (["check", "{paper}", "--json", "{empty}"], "adalah folder; sebut nama berkas laporannya."),
        (["check", "{paper}", "--json", "{empty}/tidak/a.json"], "tidak ada; buat dahulu, atau pilih tempat lain."),
        (["check", "{paper}", "--json", "{empty}/a", "--html", "{empty}/a"], "tempat yang sama"),
        (["chek"], "Perintah 'chek' tidak dikenal."),
        (["explain", "0"], "Indikator 0 tidak ada"),
        (["explain", "1", "2"], "Argumen berlebih: 2."),
        (["score"], "salah satu saja"),
        (["score", "tidak-ada.csv"], "tidak-ada.csv tidak ditemukan"),
        (["score", "--index", "tinggi"], "--index harus berupa bilangan"),
        (["score", "--index", "9"], "di luar skala"),
        (["rubric"], "Perintah belum disebut."),
        (["rubric", "show", "tidak-ada"], "tidak-ada"),
        (["read", "tidak-ada.pdf"], "tidak-ada.pdf tidak ditemukan"),
    ],
)
def test_wrong_use_is_said_in_indonesian(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    paper: Path,
    calls: list[dict],
    arguments: list[str],
    message: str,
) -> None:
    empty = tmp_path / "kosong"
    empty.mkdir()
    code, out, err = run(capsys, *(each.format(paper=paper, empty=empty) for each in arguments))
    assert code == ExitCode.USAGE
    assert message in err
    assert out == ""
    assert calls == []


def test_an_output_that_cannot_be_written_is_found_before_the_work(
    capsys: pytest.CaptureFixture[str], paper: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, calls: list[dict]
) -> None:
    original = Path.open

    def refuse(path: Path, *more: object, **others: object) -> object:
        if path.suffix == ".html":
            raise PermissionError(13, "Permission denied")
        return original(path, *more, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = run(capsys, "check", paper, "--html", tmp_path / "a.html")
    assert code == ExitCode.USAGE
    assert "tidak dapat ditulis" in err
    assert calls == []


def test_checking_outputs_leaves_no_trace(tmp_path: Path) -> None:
    kept = tmp_path / "lama.json"
    kept.write_text("isi lama")
    files.check_outputs((str(kept), str(tmp_path / "baru.html"), None))
    assert kept.read_text() == "isi lama"
    assert not (tmp_path / "baru.html").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_is_said() -> None:
    with pytest.raises(UsageError, match="tidak dapat ditulis"):
        files.write("/dev/full", b"x" * 100_000)


# --- score ------------------------------------------------------------------------------------------------


@pytest.fixture
def all_two(tmp_path: Path) -> Path:
    path = tmp_path / "levels.csv"
    path.write_text("indicator,level\n" + "".join(f"{n},2\n" for n in range(1, 48)), encoding="utf-8")
    return path


def test_score_json(capsys: pytest.CaptureFixture[str], all_two: Path) -> None:
    code, out, _ = run(capsys, "score", all_two, "--rubric", "spbe-2020", "--json", "-")
    got = json.loads(out)
    assert code == ExitCode.OK
    assert list(got) == ["index", "band", "by_group", "to_next_band"]
    assert got["index"] == 2.0
    assert got["band"] == "Cukup"
    assert {each["id"]: each["value"] for each in got["by_group"]}["d4"] == 2.0
    assert got["to_next_band"]["band"] == "Baik"
    assert got["to_next_band"]["lacking"] == 0.6


def test_score_what_if(capsys: pytest.CaptureFixture[str], all_two: Path) -> None:
    _, out, _ = run(capsys, "score", all_two, "--raise", "42=3", "--raise", "43=5")
    assert "Semula 2,00 (Cukup)." in out
    assert "Indeks 2,12: Cukup" in out
    assert "Kurang 0,48 ke predikat Baik (minimal 2,60)." in out


@pytest.mark.parametrize("text", ["2.49", "2,49"])
def test_score_of_an_index(capsys: pytest.CaptureFixture[str], text: str) -> None:
    _, out, _ = run(capsys, "score", "--index", text)
    assert "Indeks 2,49: Cukup" in out
    assert "Kurang 0,11 ke predikat Baik (minimal 2,60)." in out
    _, out, _ = run(capsys, "score", "--index", text, "--json", "-")
    assert json.loads(out)["to_next_band"]["lacking"] == 0.11


def test_the_levels_of_an_assessment_can_be_scored(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"proposals": [{"indicator": 1, "level": 2}, {"indicator": 2, "level": 4}]}))
    assert levels.read(path) == {1: 2, 2: 4}


@pytest.mark.parametrize(
    "text",
    [
        "indicator,level\n1,2\n2,4\n",
        "\ufeffIndicator;Level;catatan\n1;2;ya\n\n2;4;\n",
        "level, indicator\n2, 1\n4, 2\n",
        '{"1": 2, "2": "4"}',
        '[{"indicator": 1, "level": 2}, {"indicator": 2, "level": 4}]',
    ],
)
def test_levels_are_read_from_csv_and_json(tmp_path: Path, text: str) -> None:
    path = tmp_path / "levels"
    path.write_text(text, encoding="utf-8")
    assert levels.read(path) == {1: 2, 2: 4}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "levels:1: baris pertama harus memuat kolom indicator dan level"),
        ("a,b\n1,2\n", "levels:1: baris pertama"),
        ("indicator,level\n1,2\n2,dua\n", "levels:3: tingkat harus bilangan bulat, tertulis \u201cdua\u201d"),
        ("indicator,level\n1\n", "levels:2: tingkat harus bilangan bulat, tertulis \u201c\u201d"),
        ("indicator,level\n1,2\n1,3\n", "levels:3: indikator 1 tertulis dua kali"),
        ("{", "levels:1: bukan JSON yang sah"),
        ("[1, 2]", "JSON harus memetakan"),
        ('{"1": 2.5}', "tingkat harus bilangan bulat"),
        ('{"1": true}', "tingkat harus bilangan bulat"),
    ],
)
def test_wrong_levels_name_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "levels"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        levels.read(path)


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("48,3\n", "Indikator 48"),
        ("", "Tingkat indikator 47 belum diisi"),
        ("47,6\n", "47"),
        ("47,0\n", "47"),
    ],
)
def test_levels_must_fit_the_rubric(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, extra: str, message: str
) -> None:
    path = tmp_path / "levels.csv"
    last = 48 if extra.startswith("48") else 47
    path.write_text("indicator,level\n" + "".join(f"{n},2\n" for n in range(1, last)) + extra)
    code, _, err = run(capsys, "score", path)
    assert code == ExitCode.USAGE
    assert message in err


# --- the other commands -----------------------------------------------------------------------------------


def test_explain_shows_the_ladder(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", 10)
    assert code == ExitCode.OK
    assert "Kebijakan Internal Tim Koordinasi SPBE" in out
    assert [f"Tingkat {n} " in out for n in range(1, 6)] == [True] * 5


def test_rubric_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert "spbe-2020" in run(capsys, "rubric", "list")[1]
    _, out, _ = run(capsys, "rubric", "show")
    assert "[2,6; 3,5)" in out
    assert " 47  " in out


def test_rubric_lint_names_file_line_and_key(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pack = tmp_path / "salah"
    pack.mkdir()
    (pack / "rubric.yaml").write_text("id: salah\nid: lagi\n")
    code, out, err = run(capsys, "rubric", "lint", pack)
    assert code == ExitCode.USAGE
    assert re.search(r"rubric\.yaml:2: ", out)
    assert "kesalahan" in err


def test_read_shows_pages_passages_and_roles(capsys: pytest.CaptureFixture[str], paper: Path) -> None:
    code, out, _ = run(capsys, "read", paper)
    assert code == ExitCode.OK
    assert "halaman 1: teks" in out
    assert "Bupati adalah Bupati Contoh." in out


def test_read_says_why_it_cannot(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "kosong.pdf"
    broken.write_bytes(b"")
    code, _, err = run(capsys, "read", broken)
    assert code == ExitCode.UNAVAILABLE
    assert "kosong.pdf: " in err


def test_cache_info_and_clear(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVIDENCE_CHECKER_CACHE", str(tmp_path))
    assert str(tmp_path) in run(capsys, "cache", "info")[1]
    assert "0 dokumen dihapus" in run(capsys, "cache", "clear")[1]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"evidence-checker \d+\.\d+\.\d+\n", run(capsys, "--version")[1])


@pytest.mark.parametrize("command", [[], ["check"], ["explain"], ["score"], ["read"], ["rubric"], ["cache"]])
def test_help_speaks_indonesian(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    code, out, _ = run(capsys, *command, "--help")
    assert code == ExitCode.OK
    assert "Pemakaian: evidence-checker" in out
    assert not re.search(r"Usage|Options|Commands|Arguments|Show this|\[required\]|\[default", out)


# --- as a program -----------------------------------------------------------------------------------------


def program(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evidence_checker", *arguments],
        capture_output=True,
        text=True,
        **more,  # type: ignore[call-overload]
    )


def test_help_loads_no_heavy_library() -> None:
    heavy = ["spacy", "sklearn", "numpy", "pdfplumber", "pypdfium2", "yaml", "jinja2", "rich", "Sastrawi", "rapidfuzz"]
    code = f"""
import sys
from evidence_checker import cli
cli.run(["--help"])
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


def test_a_reader_that_stops_early_is_no_failure() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "evidence_checker", "rubric", "show"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == ExitCode.OK


def test_files_that_cannot_be_read_are_listed_and_the_rest_is_assessed(tmp_path: Path) -> None:
    folder = tmp_path / "berkas"
    pdf(folder / "perbup.pdf", "PERATURAN BUPATI CONTOH", "Pasal 1", "Bupati adalah Bupati Contoh.")
    (folder / "kosong.pdf").write_bytes(b"")
    (folder / "bukan.pdf").write_bytes(b"PK\x03\x04 ini bukan PDF")
    (folder / "terpotong.pdf").write_bytes((folder / "perbup.pdf").read_bytes()[:200])
    environment = {**os.environ, "EVIDENCE_CHECKER_CACHE": ""}
    done = program("check", str(folder), "--json", str(tmp_path / "a.json"), "--quiet", env=environment)
    content = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert done.returncode == ExitCode.INCOMPLETE, done.stderr
    listed = {each["name"] for each in content["documents"]} | {each["name"] for each in content["unreadable"]}
    assert listed == {"perbup.pdf", "kosong.pdf", "bukan.pdf", "terpotong.pdf"}
    assert {"kosong.pdf", "bukan.pdf"} <= {each["name"] for each in content["unreadable"]}
    assert [each["level"] for each in content["proposals"]] == [1] * 47
    for name in ("kosong.pdf", "bukan.pdf"):
        assert f"TIDAK TERBACA {name}" in done.stderr


def test_only_unreadable_files_is_4_with_a_report(tmp_path: Path) -> None:
    (tmp_path / "kosong.pdf").write_bytes(b"")
    done = program("check", str(tmp_path / "kosong.pdf"), "--json", str(tmp_path / "a.json"))
    assert done.returncode == ExitCode.UNAVAILABLE
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["unreadable"][0]["reason"] == "empty"
