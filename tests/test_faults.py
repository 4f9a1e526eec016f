"""What can fail outside: OCR, disk, cache, files, the run itself; and files spoilt by chance."""

import os
import random
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence_checker import reading
from evidence_checker.model import Document, TextSource, UnreadableDocument
from evidence_checker.reading import Limits, cache, ocr
from evidence_checker.reading.extraction import FAILED, Extraction, Step, Task
from evidence_checker.reading.isolation import Worker


def paper(*pages: str, scan: bool = False) -> bytes:
    """Draw a small PDF with a table, a picture and text, as real papers have."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=0)
    for text in pages:
        canvas.grid([72, 200, 400], [500, 540, 580])
        if scan:
            canvas.rect(100, 600, 200, 100, fill=1)
        else:
            canvas.drawString(72, 760, text)
            canvas.drawString(80, 550, "Uraian kegiatan")
        canvas.linkURL("https://contoh.invalid/", (72, 700, 200, 720))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


GOOD = paper("Pasal 1 Setiap perangkat daerah wajib melapor", "Pasal 2 Peraturan ini mulai berlaku")
SCAN = paper("", scan=True)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "simpanan"))


def pages(data: bytes) -> Document:
    """Read in this process, so that faults can be put in."""
    found: dict[int, object] = {}
    steps: list[Step] = []
    Extraction().run(Task(name="a.pdf", max_pages=50), data, steps.append)
    for step in steps:
        if hasattr(step, "number") and hasattr(step, "source"):
            found[step.number] = step
    return Document(id="0", name="a.pdf", pages=tuple(found[n] for n in sorted(found)))  # type: ignore[misc]


# --- OCR -------------------------------------------------------------------------------------------------


def test_ocr_library_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    page = pages(SCAN).pages[0]
    assert page.source is TextSource.UNREAD
    assert "tesserocr" in page.note


def test_ocr_data_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Latin.traineddata").write_bytes(b"no language data")
    monkeypatch.setattr(ocr, "_DATA_FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    page = pages(SCAN).pages[0]
    assert page.source is TextSource.UNREAD
    assert ocr.INSTALL in page.note


def test_ocr_raises_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("no memory for the picture")

    monkeypatch.setattr(ocr.Reader, "read", crash)
    page = pages(SCAN).pages[0]
    assert page.source is TextSource.UNREAD
    assert FAILED in page.note


# --- disk and cache --------------------------------------------------------------------------------------


def test_disk_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", lambda handle, mode: (os.close(handle), Full())[1])
    with Worker() as worker:
        document, _ = worker.read("a.pdf", GOOD)
    assert isinstance(document, Document)
    assert not cache.store(document)
    assert cache.info().entries == 0  # not even a part is left


def test_cache_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bukan-folder").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "bukan-folder"))
    assert isinstance(reading.read("a.pdf", GOOD), Document)
    reading.close()


def test_cache_corrupted_between_runs() -> None:
    first = reading.read("a.pdf", GOOD)
    place = cache.folder()
    assert place is not None
    for entry in place.iterdir():
        entry.write_bytes(b"\0" * 100)
    assert reading.read("a.pdf", GOOD) == first
    reading.close()


def test_what_went_wrong_is_not_kept() -> None:
    """A deadline missed on a busy machine must not decide the next run."""
    result = reading.read("a.pdf", GOOD, Limits(page_seconds=0.001))
    assert isinstance(result, UnreadableDocument)
    assert cache.info().entries == 0
    assert isinstance(reading.read("a.pdf", GOOD), Document)
    reading.close()


# --- the run itself --------------------------------------------------------------------------------------

INTERRUPTED = """
import signal, sys, time
from evidence_checker.reading.isolation import Worker
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell started the tests in the background
worker = Worker()
worker.read("a.pdf", sys.stdin.buffer.read())
print(worker._process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_run_leaves_no_process(how: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    assert run.stdin is not None and run.stdout is not None
    run.stdin.write(GOOD)
    run.stdin.close()
    worker = int(run.stdout.readline())
    run.send_signal(how)
    run.wait(10)
    run.stdout.close()
    for _ in range(100):
        if not alive(worker):
            return
        time.sleep(0.05)
    pytest.fail("the reading process outlives the run")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


# --- files spoilt by chance ------------------------------------------------------------------------------


def spoilt(data: bytes, seed: int, kind: str) -> bytes:
    """Spoil a file in one of the ways in which transfers, disks and bad programs spoil files."""
    dice = random.Random(seed)
    body = bytearray(data)
    at = dice.randrange(len(body))
    if kind == "cut":
        del body[at:]
    elif kind == "flip":
        for _ in range(dice.randint(1, 60)):
            body[dice.randrange(len(body))] = dice.randrange(256)
    elif kind == "drop":
        del body[at : at + dice.randint(1, 400)]
    elif kind == "twice":
        body[at:at] = body[dice.randrange(len(body)) :][: dice.randint(1, 2000)]
    elif kind == "number":
        digits = [i for i, byte in enumerate(body) if 48 <= byte <= 57]
        for _ in range(dice.randint(1, 20)):
            body[dice.choice(digits)] = dice.choice(b"0123456789")
    else:
        names = [b"/Kids", b"/Length", b"/Parent", b"/Type", b"/Font", b"/Count", b"/Contents", b"endobj"]
        name = dice.choice(names)
        body = bytearray(bytes(body).replace(name, dice.choice([b"/Kids", b"/Null", b"<<", b"]", b"/Count -1 /X"])))
    return bytes(body)


WAYS = ["cut", "flip", "drop", "twice", "number", "name"]


@pytest.fixture(scope="module")
def worker() -> object:
    with Worker(Limits(page_seconds=5.0, file_seconds=10.0, memory_mb=1024)) as worker:
        yield worker


@settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9), kind=st.sampled_from(WAYS), times=st.integers(1, 3))
def test_spoilt_files_always_have_a_row(worker: Worker, seed: int, kind: str, times: int) -> None:
    data = GOOD
    for step in range(times):
        data = spoilt(data, seed + step, kind) or b"%"
    result, _ = worker.read("rusak.pdf", data)
    if isinstance(result, UnreadableDocument):
        assert result.detail
        return
    assert [page.number for page in result.pages] == list(range(1, len(result.pages) + 1))
    for page in result.pages:
        assert page.source is not TextSource.UNREAD or page.note
        assert all(0 <= word.start < word.end <= len(page.text) for word in page.words)
