"""Scans as offices make them: each is drawn, printed to a picture, spoilt in one way, and read again.

These tests need Tesseract's language data (`sudo apt install tesseract-ocr-script-latn`); without it they fail.
"""

import math
import random
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from io import BytesIO
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageFilter
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evidence_checker.model import Page, TextSource
from evidence_checker.reading import ocr, quality, second_ocr
from evidence_checker.reading.extraction import COMPLETED, REPLACED, Extraction, Opened, Task
from evidence_checker.reading.quality import Need
from evidence_checker.reading.text_layer import GARBLED

PAPER = (
    "BUPATI ARUNIKA",
    "PERATURAN BUPATI ARUNIKA",
    "NOMOR 27 TAHUN 2022",
    "TENTANG",
    "PENYELENGGARAAN LAYANAN TERPADU",
    "Menimbang : a. bahwa layanan kepada masyarakat perlu diatur;",
    "b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam",
    "huruf a, perlu menetapkan Peraturan Bupati;",
    "Pasal 4",
    "(1) Setiap perangkat daerah wajib melaporkan pelaksanaan layanan.",
    "(2) Laporan sebagaimana dimaksud pada ayat (1) memuat:",
    "a. capaian sebesar 87,5% dari sasaran;",
    "b. kendala dan rencana perbaikan.",
    "Ditetapkan di Arunika",
    "pada tanggal 14 Februari 2022",
)
WHOLE = "\n".join(PAPER)
DPI = 200

Spoil = Callable[[Image.Image], Image.Image]


def text_page(canvas: Canvas, lines: tuple[str, ...] = PAPER, x: float = 80, size: float = 12) -> None:
    canvas.setFont("Times-Roman", size)
    for number, line in enumerate(lines):
        canvas.drawString(x, canvas._pagesize[1] - 90 - number * size * 1.7, line)


def printed(lines: tuple[str, ...] = PAPER, size: tuple[float, float] = A4) -> Image.Image:
    """Give a clean picture of a page with these lines."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    text_page(canvas, lines)
    canvas.save()
    return picture(out.getvalue())


def picture(data: bytes) -> Image.Image:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return pdf[0].render(scale=DPI / 72, grayscale=True).to_pil().copy()
    finally:
        pdf.close()


def scanned(image: Image.Image, over: Callable[[Canvas], None] = lambda canvas: None) -> bytes:
    """Give a PDF of one page that shows the picture; `over` adds a text layer."""
    size = (image.width * 72 / DPI, image.height * 72 / DPI)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(image.convert("RGB")), 0, 0, *size)
    over(canvas)
    canvas.save()
    return out.getvalue()


def noisy(image: Image.Image, strength: float) -> Image.Image:
    """Spoil every pixel a little, always in the same way."""
    dice = random.Random(7)
    grain = Image.frombytes("L", image.size, dice.randbytes(image.width * image.height))
    return Image.blend(image, grain, strength)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return Extraction()


def read(extraction: Extraction, data: bytes) -> Page:
    """Read the one page of a PDF by all steps."""
    pages: dict[int, Page] = {}

    def tell(step: object) -> None:
        if isinstance(step, Page):
            pages[step.number] = step

    extraction.run(Task(name="pindaian.pdf", max_pages=10), data, tell)
    return pages[1]


def error(page: Page, expected: str = WHOLE) -> float:
    """Give the character error rate, white space folded."""
    mine, theirs = " ".join(page.text.split()), " ".join(expected.split())
    return Levenshtein.distance(mine, theirs) / len(theirs)


def test_language_data_is_installed() -> None:
    assert ocr.missing() == ""
    assert ocr.data_version().startswith(("Latin", "script/Latin"))


def test_clean_scan_with_words_where_they_are_seen(extraction: Extraction) -> None:
    page = read(extraction, scanned(printed()))
    assert page.source is TextSource.OCR
    assert error(page) == 0.0
    assert page.quality is not None and page.quality > 0.9
    words = {page.text[word.start : word.end]: word for word in page.words}
    x0, top, x1, bottom = words["Setiap"].box
    baseline = 90 + PAPER.index("(1) Setiap perangkat daerah wajib melaporkan pelaksanaan layanan.") * 12 * 1.7
    assert top < baseline - 4 and abs(bottom - baseline) < 4
    assert 90 < x0 < 105 and 15 < x1 - x0 < 45
    assert all(0.0 <= (word.confidence or 0.0) <= 1.0 for word in page.words)


def upside_down(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_180)


def on_its_left(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_90)


def on_its_right(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_270)


@pytest.mark.parametrize("spoil", [upside_down, on_its_left, on_its_right])
def test_turned_scan_without_rotate(extraction: Extraction, spoil: Spoil) -> None:
    """The paper lay the wrong way on the glass and the file does not say so."""
    image = spoil(printed())
    page = read(extraction, scanned(image))
    assert error(page) < 0.01
    assert (page.width, page.height) == pytest.approx((image.width * 72 / DPI, image.height * 72 / DPI), abs=1)
    # The box stands where the word is seen, also on the turned page.
    (x0, top, x1, bottom) = next(w.box for w in page.words if page.text[w.start : w.end] == "TENTANG")
    crop = image.crop(tuple(round(edge * DPI / 72) for edge in (x0 - 1, top - 1, x1 + 1, bottom + 1)))
    assert crop.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) < 235
    turned = spoil is not upside_down
    assert (bottom - top > x1 - x0) is turned


@pytest.mark.parametrize("degrees", [-3.5, 2.0])
def test_crooked_scan(extraction: Extraction, degrees: float) -> None:
    image = printed().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert ocr.skew(image) == pytest.approx(-degrees, abs=0.3)
    page = read(extraction, scanned(image))
    assert error(page) < 0.02
    word = next(w for w in page.words if page.text[w.start : w.end] == "TENTANG")
    middle = ((word.box[0] + word.box[2]) / 2 * DPI / 72, (word.box[1] + word.box[3]) / 2 * DPI / 72)
    straight = next(w for w in read(extraction, scanned(printed())).words if w.end - w.start == 7 and w.box[1] > 130)
    x, y = ((straight.box[i] + straight.box[i + 2]) / 2 * DPI / 72 for i in (0, 1))
    turn = math.radians(-degrees)
    dx, dy = x - image.width / 2, y - image.height / 2
    there = (
        image.width / 2 + dx * math.cos(turn) - dy * math.sin(turn),
        image.height / 2 + dx * math.sin(turn) + dy * math.cos(turn),
    )
    assert middle == pytest.approx(there, abs=12)


def test_faint_scan_in_uneven_light(extraction: Extraction) -> None:
    """Pale print on a sheet that darkens towards one edge: one threshold for the page loses half of it."""
    pale = printed().point(lambda grey: 150 + grey * 105 // 255)
    shade = Image.linear_gradient("L").rotate(90).resize(pale.size).point(lambda grey: grey // 2)
    image = Image.composite(Image.new("L", pale.size, 60), pale, shade)
    assert error(read(extraction, scanned(image))) < 0.02


def test_noisy_digits(extraction: Extraction) -> None:
    """Copies of copies: digits of number, year, date and share must come out right or be doubted."""
    image = noisy(printed().filter(ImageFilter.GaussianBlur(0.8)), 0.25)
    page = read(extraction, scanned(image))
    assert error(page) < 0.03
    for wanted in ("27", "2022", "14", "87,5%"):
        assert any(page.text[w.start : w.end].strip("().;") == wanted for w in page.words), wanted


def test_booklet_scan_reads_the_left_page_first(extraction: Extraction) -> None:
    """Two pages of a booklet side by side on one sheet."""
    left = tuple(f"Halaman kiri baris {number} tentang tata kelola" for number in range(1, 13))
    right = tuple(f"Halaman kanan baris {number} tentang keamanan" for number in range(1, 13))
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4), invariant=1)
    text_page(canvas, left, x=60)
    text_page(canvas, right, x=480)
    canvas.save()
    page = read(extraction, scanned(picture(out.getvalue())))
    assert error(page, "\n".join((*left, *right))) < 0.01
    first_right = next(w for w in page.words if page.text[w.start : w.end] == "kanan")
    assert first_right.box[0] > 480


def test_wide_table_is_no_booklet() -> None:
    image = Image.new("L", (1600, 1000), 255)
    image.paste(0, (50, 500, 1550, 504))
    for top in range(100, 900, 60):
        image.paste(0, (100, top, 650, top + 20))
        image.paste(0, (950, top, 1500, top + 20))
    assert len(ocr.halves(image)) == 1
    image.paste(255, (700, 0, 900, 1000))
    assert len(ocr.halves(image)) == 2


def test_detached_label_column_stays_with_its_text(extraction: Extraction) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Times-Roman", 12)
    rows = [
        ("Menimbang", "bahwa layanan kepada masyarakat perlu diatur"),
        ("", "dengan peraturan yang ditetapkan oleh bupati;"),
        ("Mengingat", "Undang-Undang tentang Pemerintahan Daerah yang"),
        ("", "telah diubah beberapa kali, terakhir tahun 2022;"),
    ]
    for number, (label, text) in enumerate(rows):
        canvas.drawString(70, 700 - number * 22, label)
        canvas.drawString(230, 700 - number * 22, text)
    canvas.save()
    page = read(extraction, scanned(picture(out.getvalue())))
    assert page.text.split("\n") == [f"{label} {text}".strip() for label, text in rows]


def seen(text: str, x0: float, top: float, confidence: float = 95.0) -> ocr.Seen:
    return ocr.Seen(text, (x0, top, x0 + 10 * len(text), top + 20), confidence)


def test_letters_of_a_list_come_back_before_their_rows() -> None:
    """The layout keeps at most the full stop of "a."; where a word stands already, nothing is put."""
    lines = [(seen(".", 210, 100), seen("bahwa", 250, 100)), (seen("b.", 200, 140), seen("bahwa", 250, 140))]
    found = [seen("a.", 200, 101), seen("b.", 201, 141), seen("c.", 200, 300), seen("noda", 150, 100)]
    assert [[word.text for word in line] for line in ocr.marked(lines, found)] == [["a.", "bahwa"], ["b.", "bahwa"]]
    assert ocr.marked(lines, [seen("a.", 200, 101, confidence=20.0)]) == lines
    assert ocr.marked(lines, [seen("7.", 20, 100)]) == lines  # far away: a page number, not this row's


def test_blank_page_is_read_and_photo_is_not(extraction: Extraction) -> None:
    blank = read(extraction, scanned(Image.new("L", (1654, 2339), 250)))
    assert (blank.source, blank.text) == (TextSource.OCR, "")
    photo = Image.radial_gradient("L").resize((1654, 2339))
    unread = read(extraction, scanned(photo))
    assert unread.source is TextSource.UNREAD
    assert unread.note


def test_garbage_layer_is_replaced(extraction: Extraction) -> None:
    """A copier read the page sideways and wrote what it saw under the picture."""

    def garbage(canvas: Canvas) -> None:
        canvas.setFont("Courier", 9)
        text = canvas.beginText(80, 700)
        text.setTextRenderMode(3)  # invisible
        for number in range(14):
            text.textLine(f"ISVHO NVA{number} QIHNYA BNVOAI WLV3HO OIVNAI VNIWON HVINII TVSVd")
        canvas.drawText(text)

    page = read(extraction, scanned(printed(), garbage))
    assert page.source is TextSource.OCR
    assert REPLACED in page.note
    assert error(page) < 0.01


def test_layer_without_the_heading_is_completed(extraction: Extraction) -> None:
    """The copier's layer holds the body; number and title stand in the picture alone."""

    def body(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 12)
        text = canvas.beginText()
        text.setTextRenderMode(3)
        for number, line in enumerate(PAPER):
            if number >= 11:
                text.setTextOrigin(80, canvas._pagesize[1] - 90 - number * 12 * 1.7)
                text.textOut(line)
        canvas.drawText(text)

    page = read(extraction, scanned(printed(), body))
    assert page.note == COMPLETED
    assert error(page) < 0.02
    assert page.text.startswith("BUPATI ARUNIKA\nPERATURAN BUPATI ARUNIKA\nNOMOR 27 TAHUN 2022")


def test_good_layer_of_a_scan_is_kept(extraction: Extraction) -> None:
    def layer(canvas: Canvas) -> None:
        text = canvas.beginText(80, canvas._pagesize[1] - 90)
        text.setFont("Times-Roman", 12, 12 * 1.7)
        text.setTextRenderMode(3)
        for line in PAPER:
            text.textLine(line)
        canvas.drawText(text)

    page = read(extraction, scanned(printed(), layer))
    assert page.source is TextSource.TEXT_LAYER
    assert error(page) == 0.0


def download_mark(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, 20, "Diunduh dari jdih.arunikakab.example")


@pytest.mark.parametrize("spoil", [lambda image: noisy(image, 0.3), upside_down, on_its_left])
def test_few_words_laid_over_a_scan_do_not_stand_for_it(extraction: Extraction, spoil: Spoil) -> None:
    """The site that published the scan wrote its address on every page; the scan is read as any other."""
    page = read(extraction, scanned(spoil(printed()), download_mark))
    assert (page.source, page.note) == (TextSource.OCR, COMPLETED)
    assert error(page) < 0.09  # the mark itself counts as error: 7 in 100 letters


def test_picture_with_a_caption_keeps_its_caption(extraction: Extraction) -> None:
    page = read(extraction, scanned(Image.radial_gradient("L").resize((1654, 2339)), download_mark))
    assert page.source is TextSource.TEXT_LAYER
    assert page.text == "Diunduh dari jdih.arunikakab.example"


def test_letters_that_are_not_shown_are_no_blank_page(extraction: Extraction) -> None:
    """Whoever reads "blank" takes the page for read; here its font may simply be missing."""

    def unseen(canvas: Canvas) -> None:
        text = canvas.beginText(80, 700)
        text.setTextRenderMode(3)
        text.textLine("3HUDWXUDQ %XSDWL WHQWDQJ SHQBHOHQJJDUDDQ VLVWHP SPHULQWDKDQ GDHUDK")
        canvas.drawText(text)

    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    unseen(canvas)
    canvas.save()
    page = read(extraction, out.getvalue())
    assert page.source is TextSource.UNREAD and page.note == GARBLED
    blank = read(extraction, scanned(Image.new("L", (1654, 2339), 250), unseen))
    assert (blank.source, blank.text) == (TextSource.OCR, "")  # a copier's specks on an empty sheet


def test_page_of_text_without_pictures_needs_nothing() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    text_page(canvas)
    canvas.save()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    page = Page(number=1, text=WHOLE, source=TextSource.TEXT_LAYER, quality=1.0)
    assert quality.need(page, pdf[0]) is Need.NOTHING
    pdf.close()


def test_without_ocr_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_DATA_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    page = read(Extraction(), scanned(printed()))
    assert page.source is TextSource.UNREAD
    assert ocr.INSTALL in page.note
    assert ocr.data_version() == "none"


def test_english_data_alone_are_used_but_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, language = ocr._data_folder()
    (tmp_path / "eng.traineddata").symlink_to(Path(folder) / f"{language}.traineddata")
    monkeypatch.setattr(ocr, "_DATA_FOLDERS", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    page = read(Extraction(), scanned(printed()))
    assert page.source is TextSource.OCR
    assert ocr.INSTALL in page.note


def test_picture_too_large_is_not_decoded(extraction: Extraction) -> None:
    """A black-and-white picture of 500 megapixels takes a few bytes in the file."""
    read_page = read(extraction, with_image(b"\x00", 25000, 20000))
    assert read_page.source is TextSource.UNREAD
    assert "25000 x 20000" in read_page.note


def test_damaged_picture_is_no_blank_page(extraction: Extraction) -> None:
    page = read(extraction, with_image(b"\xff\xd8 no picture", 800, 600, Filter=Name.DCTDecode))
    assert page.source is TextSource.UNREAD
    assert page.note


def with_image(data: bytes, width: int, height: int, **more: object) -> bytes:
    """Give a PDF of one page filled by an image that declares this size."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    kind = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    image = Stream(pdf, data, Width=width, Height=height, **kind, **more)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    page.obj.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_same_page_twice_gives_the_same_bytes(extraction: Extraction) -> None:
    """A page does not depend on the pages read before it."""
    data = scanned(noisy(printed(), 0.2))
    first = read(extraction, data)
    read(extraction, scanned(printed(tuple("Lain sekali isinya baris ini" for _ in range(9)))))
    assert read(extraction, data) == first


def test_opened_is_told_first(extraction: Extraction) -> None:
    steps: list[object] = []
    extraction.run(Task(name="a.pdf", max_pages=10), scanned(printed(("Satu baris saja",))), steps.append)
    assert steps[0] == Opened(pages=1)


# --- the second engine -----------------------------------------------------------------------------------


class FakeEngine:
    """Stands in for `rapidocr.RapidOCR`: finds these words, one row each, or fails; counts what it is asked."""

    def __init__(self, words: tuple[str, ...] = (), trouble: str = "") -> None:
        self.words, self.trouble, self.asked = words, trouble, 0
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, picture: Any, return_word_box: bool) -> object:
        self.asked += 1
        self.shapes.append(picture.shape)
        if self.trouble == "asked":
            raise RuntimeError("bad allocation")
        assert return_word_box
        rows = []
        for row, line in enumerate(self.words):
            top = 100 + 60 * row
            rows.append(
                tuple(
                    (
                        word,
                        0.9,
                        ((100 + 300 * at, top), (350 + 300 * at, top), (350 + 300 * at, top + 40), (100, top + 40)),
                    )
                    for at, word in enumerate(line.split())
                )
            )
        return SimpleNamespace(word_results=tuple(rows) or None)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> "FakeEngine":
        def start(params: dict[str, object]) -> FakeEngine:
            if self.trouble == "started":
                raise FileNotFoundError("no model")
            return self

        module = ModuleType(second_ocr.MODULE)
        module.__spec__ = ModuleSpec(second_ocr.MODULE, None)
        module.RapidOCR = start  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, second_ocr.MODULE, module)
        return self


def illegible() -> Image.Image:
    """A small page whose lines are seen and whose letters are not."""
    image = printed(PAPER[:8], size=(420, 320))
    small = image.resize((image.width // 7, image.height // 7), Image.Resampling.BOX)
    return small.resize(image.size, Image.Resampling.BICUBIC)


CLEAR = ("peraturan bupati tentang", "pelayanan kepada masyarakat", "ditetapkan pada tanggal")


def test_second_engine_is_not_asked_for_a_clean_or_an_empty_page(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(CLEAR).install(monkeypatch)
    extraction = Extraction()
    assert error(read(extraction, scanned(printed()))) == 0.0
    assert read(extraction, scanned(Image.new("L", (1654, 2339), 250))).text == ""
    assert engine.asked == 0


def test_second_engine_replaces_a_poor_reading_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = FakeEngine(CLEAR).install(monkeypatch)
    page = read(Extraction(), scanned(illegible()))
    assert engine.asked == 1
    assert page.text == "\n".join(CLEAR)
    assert (page.source, page.note) == (TextSource.OCR, second_ocr.NOTE)
    assert {word.confidence for word in page.words} == {0.9}


def test_second_engine_sees_the_page_as_tesseract_laid_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its boxes go back to the page as it lies in the file."""
    engine = FakeEngine(CLEAR).install(monkeypatch)
    monkeypatch.setattr(ocr, "_poor", lambda attempt: True)
    monkeypatch.setattr(ocr, "richer", lambda text, other: True)
    page = read(Extraction(), scanned(on_its_left(printed())))
    height, width, _ = engine.shapes[0]
    assert height > width and page.width > page.height
    assert page.text == "\n".join(CLEAR)
    x0, top, x1, bottom = page.words[0].box
    assert bottom - top > x1 - x0
    assert (x0, page.height - bottom) == pytest.approx((100 * 72 / 300, 100 * 72 / 300), abs=1)


def test_poor_reading_is_told_before_the_second_engine_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[object] = []
    engine = FakeEngine(CLEAR).install(monkeypatch)
    Extraction().run(
        Task(name="a.pdf", max_pages=10), scanned(illegible()), lambda step: steps.append((engine.asked, step))
    )
    pages = [(asked, step) for asked, step in steps if isinstance(step, Page)]  # type: ignore[misc]
    assert [asked for asked, _ in pages] == [0, 0, 1]  # its text layer, Tesseract, the second engine
    assert [page.note for _, page in pages][2] == second_ocr.NOTE != pages[1][1].note


@pytest.mark.parametrize("words", [(), ("zxqv kkw", "brmpf"), ("dan",)])
def test_second_engine_that_reads_no_more_leaves_the_first_reading(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    data = scanned(illegible())
    monkeypatch.setattr(second_ocr, "installed", lambda: False)
    first = read(Extraction(), data)
    monkeypatch.undo()
    engine = FakeEngine(words).install(monkeypatch)
    assert read(Extraction(), data) == first
    assert engine.asked == 1


@pytest.mark.parametrize("trouble", ["started", "asked"])
def test_second_engine_that_fails_leaves_the_first_reading(monkeypatch: pytest.MonkeyPatch, trouble: str) -> None:
    data = scanned(illegible())
    monkeypatch.setattr(second_ocr, "installed", lambda: False)
    first = read(Extraction(), data)
    monkeypatch.undo()
    FakeEngine(CLEAR, trouble).install(monkeypatch)
    assert read(Extraction(), data) == first
    assert second_ocr.NOTE not in first.note
