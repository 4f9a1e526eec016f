"""Hostile files: each ends with pages or a named reason, never with a crash, and the next file is read."""

import hashlib
import time
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from evidence_checker import reading
from evidence_checker.model import Document, TextSource, UnreadableDocument, UnreadableReason
from evidence_checker.reading import DEFAULT_LIMITS, Limits
from evidence_checker.reading.isolation import Worker

TIGHT = Limits(page_seconds=4.0, file_seconds=40.0, memory_mb=1024, max_pages=300)


def paper(*pages: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for text in pages:
        canvas.drawString(72, 760, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


GOOD = paper("Pasal 1 Setiap perangkat daerah wajib melapor", "Pasal 2 Peraturan ini mulai berlaku")


def raw_pdf(*objects: bytes) -> bytes:
    """Write a PDF by hand: object 1 is the catalog; libraries would not write such files."""
    out = BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def with_content(content: bytes, entries: bytes = b"", resources: bytes = b"") -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> %s >> >>" % resources,
        stream(content, entries),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(TIGHT) as worker:
        yield worker


def test_good_file_is_read_and_may_be_kept(worker: Worker) -> None:
    document, undisturbed = worker.read("baik.pdf", GOOD)
    assert isinstance(document, Document)
    assert [page.text for page in document.pages] == [
        "Pasal 1 Setiap perangkat daerah wajib melapor",
        "Pasal 2 Peraturan ini mulai berlaku",
    ]
    assert undisturbed


def decompression_bomb() -> bytes:
    """Half a megabyte that unpacks to 256 MB of blanks, packed twice."""
    blanks = zlib.compress(b" " * (256 * 1024 * 1024), 9)
    return with_content(zlib.compress(blanks, 9), b"/Filter [/FlateDecode /FlateDecode]")


def endless_form() -> bytes:
    """A drawing that draws itself."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /A 5 0 R >> >> >>",
        stream(b"/A Do /A Do"),
        stream(
            b"/A Do /A Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /A 5 0 R >> >>",
        ),
    )


def page_tree_in_a_circle() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    )


def deep_nesting() -> bytes:
    return with_content(b"[" * 200_000 + b"]" * 200_000 + b" TJ")


def deep_dictionary() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /X %s >>" % (b"<< /X " * 50_000 + b"1" + b" >>" * 50_000),
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    )


def object_that_is_its_own_length() -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream",
    )


def vast_page() -> bytes:
    return with_content(b"BT /F 12 Tf 72 760 Td (Pasal 1 berlaku untuk semua perangkat) Tj ET").replace(
        b"[0 0 595 842]", b"[0 0 20000 20000]"
    )


def million_glyphs() -> bytes:
    return with_content(
        zlib.compress(
            b"BT /F 1 Tf 1 0 0 1 10 800 Tm " + b"(Setiap orang wajib melapor kepada bupati ) Tj " * 15_000 + b"ET"
        ),
        b"/Filter /FlateDecode",
    )


@pytest.mark.parametrize(
    "make",
    [
        decompression_bomb,
        endless_form,
        page_tree_in_a_circle,
        deep_nesting,
        deep_dictionary,
        object_that_is_its_own_length,
        vast_page,
        million_glyphs,
    ],
)
def test_hostile_file_ends_in_time_with_a_row(worker: Worker, make: object) -> None:
    started = time.monotonic()
    result, _ = worker.read("jahat.pdf", make())  # type: ignore[operator]
    assert time.monotonic() - started < TIGHT.file_seconds + 5
    assert result.name == "jahat.pdf"
    if isinstance(result, UnreadableDocument):
        assert result.detail.endswith(".")
    else:
        assert 1 <= len(result.pages) <= 2
        assert all(page.text or page.note for page in result.pages)
    assert isinstance(worker.read("baik.pdf", GOOD)[0], Document)


def test_vast_page_is_read(worker: Worker) -> None:
    result, _ = worker.read("lebar.pdf", vast_page())
    assert isinstance(result, Document)
    assert "Pasal 1 berlaku" in result.pages[0].text


def test_too_many_pages_are_named(worker: Worker) -> None:
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page().obj
    for _ in range(999):
        pdf.pages.append(pikepdf.Page(page))
    out = BytesIO()
    pdf.save(out)
    result, _ = worker.read("tebal.pdf", out.getvalue())
    assert isinstance(result, UnreadableDocument)
    assert result.reason is UnreadableReason.TOO_LARGE
    assert "1000 halaman" in result.detail and "300" in result.detail


def test_too_many_bytes_are_named() -> None:
    with Worker(Limits(max_mb=0)) as worker:
        result, _ = worker.read("besar.pdf", GOOD)
    assert isinstance(result, UnreadableDocument)
    assert result.reason is UnreadableReason.TOO_LARGE


def test_deadline_of_the_file_is_named() -> None:
    with Worker(Limits(page_seconds=0.001, file_seconds=0.001)) as worker:
        result, undisturbed = worker.read("lambat.pdf", GOOD)
    assert isinstance(result, UnreadableDocument)
    assert result.reason is UnreadableReason.TIMEOUT
    assert not undisturbed


def test_worker_that_dies_while_idle_is_replaced() -> None:
    with Worker(DEFAULT_LIMITS) as worker:
        worker.read("baik.pdf", GOOD)
        assert worker._process is not None
        worker._process.kill()
        worker._process.wait()
        assert isinstance(worker.read("baik.pdf", GOOD)[0], Document)


def test_memory_of_this_process_is_not_counted_as_the_workers() -> None:
    """Else a worker would be given up after every file as soon as this process has grown."""
    ballast = bytearray(b"x") * (600 * 1024 * 1024)
    with Worker(TIGHT) as worker:
        worker.read("baik.pdf", GOOD)
        assert 0 < worker.peak_mb < 400
        assert worker._process is not None
    del ballast


STUCK = """
import evidence_checker.reading.ocr as ocr, os, time
def read(self, page, number, tell):
    found = ocr.compose([(ocr.Seen("terbaca", (0, 0, 9, 9), 95.0),)], number, (595, 842), 1.0)
    if number == 2:
        {trouble}
    return found
ocr.Reader.__init__ = lambda self: None
ocr.Reader.read = read
from evidence_checker.reading.isolation import serve
serve()
"""


def three_scans() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(3):
        canvas.rect(100 + number, 100, 200, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("trouble", "said"),
    [("time.sleep(60)", "batas waktu"), ("os.abort()", "menghentikan"), ("x = bytearray(10**12)", "menghentikan")],
)
def test_page_in_trouble_loses_only_itself(monkeypatch: pytest.MonkeyPatch, trouble: str, said: str) -> None:
    """OCR hangs, crashes or runs out of memory on the second of three scanned pages."""
    monkeypatch.setattr("evidence_checker.reading.isolation._COMMAND", STUCK.format(trouble=trouble))
    with Worker(Limits(page_seconds=3.0)) as worker:
        result, undisturbed = worker.read("tiga.pdf", three_scans())
    assert isinstance(result, Document)
    assert [page.text for page in result.pages] == ["terbaca", "", "terbaca"]
    assert result.pages[1].source is TextSource.UNREAD
    assert said in result.pages[1].note
    assert not undisturbed


@pytest.mark.parametrize("trouble", ["time.sleep(60)", "os.abort()"])
def test_second_engine_in_trouble_leaves_the_first_reading(monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    """It hangs or takes the process with it, after Tesseract's reading was told."""
    monkeypatch.setattr("evidence_checker.reading.isolation._COMMAND", STUCK.format(trouble=f"tell(found); {trouble}"))
    with Worker(Limits(page_seconds=3.0)) as worker:
        result, undisturbed = worker.read("tiga.pdf", three_scans())
    assert isinstance(result, Document) and not undisturbed
    assert [(page.text, page.source, page.note) for page in result.pages] == [("terbaca", TextSource.OCR, "")] * 3


def test_annotations_that_stall_do_not_lose_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    stalls = (
        "import evidence_checker.reading.extraction as extraction, time\n"
        "extraction.as_shown = lambda data, readable: time.sleep(60)\n"
        "from evidence_checker.reading.isolation import serve; serve()"
    )
    monkeypatch.setattr("evidence_checker.reading.isolation._COMMAND", stalls)
    with Worker(Limits(page_seconds=3.0)) as worker:
        result, undisturbed = worker.read("baik.pdf", GOOD)
    assert isinstance(result, Document) and not undisturbed
    assert [page.text.split()[:2] for page in result.pages] == [["Pasal", "1"], ["Pasal", "2"]]


def test_script_attachment_and_link_are_not_followed(tmp_path: Path) -> None:
    """A file full of things to open: none is opened, its text is read."""
    pdf = pikepdf.open(BytesIO(GOOD))
    target = tmp_path / "disentuh"
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String(f"touch {target}"))
    pdf.Root.AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.launchURL('file://{target}')"))
    )
    pdf.attachments["../../disentuh"] = b"jangan ditulis"
    out = BytesIO()
    pdf.save(out)
    with Worker(TIGHT) as worker:
        result, _ = worker.read("../../nama; rm -rf.pdf", out.getvalue())
    assert isinstance(result, Document)
    assert not target.exists()
    assert list(tmp_path.iterdir()) == []


def test_seal_of_an_electronic_signature_is_read(worker: Worker) -> None:
    """It stands beside the page's content; the result is named by the file as it came, not as it was rebuilt."""
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R] "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        stream(b"BT /F 12 Tf 72 760 Td (Pasal 1 berlaku untuk semua perangkat) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (ttd) /F 4 /Rect [300 100 520 140] /AP << /N 7 0 R >> >>",
        stream(
            b"BT /F 10 Tf 5 5 Td (Ditandatangani secara elektronik oleh BUPATI) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 220 40] /Resources << /Font << /F 5 0 R >> >>",
        ),
    )
    result, undisturbed = worker.read("ttd.pdf", data)
    assert isinstance(result, Document) and undisturbed
    assert result.id == hashlib.sha256(data).hexdigest()
    assert result.pages[0].text.split("\n")[-1] == "Ditandatangani secara elektronik oleh BUPATI"


def test_results_come_in_the_order_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CHECKER_CACHE", "")
    slow = paper(*["Pasal 1 Setiap perangkat daerah wajib melapor"] * 60)
    files = [("lama.pdf", slow), ("rusak.pdf", b"%PDF-1.7 rusak"), ("cepat.pdf", GOOD), ("kosong.pdf", b"")]
    one = list(reading.read_all(files, jobs=1))
    two = list(reading.read_all(files, jobs=2))
    reading.close()
    assert [result.name for result in two] == [name for name, _ in files]
    assert one == two


def test_second_reading_comes_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVIDENCE_CHECKER_CACHE", str(tmp_path))
    first = reading.read("satu.pdf", GOOD)
    monkeypatch.setattr(Worker, "read", None)  # whoever reads now fails
    assert reading.read("satu.pdf", GOOD) == first
    reading.close()
