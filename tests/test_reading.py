"""The text layer of PDFs: every test draws the paper it speaks of."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from evidence_checker.model import Document, Page, TextSource, UnreadableDocument, UnreadableReason
from evidence_checker.reading import layout, pdfium, plumber, text_layer
from evidence_checker.reading.layout import Glyph
from evidence_checker.reading.shown import as_shown, page_count
from evidence_checker.reading.text_layer import read_text_layer

SENTENCES = (
    "Pemerintah daerah menyelenggarakan layanan",
    "bagi masyarakat secara terpadu dan terbuka",
    "dengan memperhatikan keamanan informasi",
    "serta kesinambungan layanan di setiap unit",
    "kerja menurut rencana yang telah disusun",
    "bersama oleh seluruh perangkat daerah dan",
    "dievaluasi sekurang-kurangnya satu kali",
    "dalam setahun oleh tim yang dibentuk untuk",
    "keperluan itu dan hasilnya dilaporkan pada",
    "kepala daerah paling lambat akhir Desember",
)

Draw = Callable[[Canvas], None]


def pdf(*draws: Draw, size: tuple[float, float] = A4) -> bytes:
    """Draw a PDF, one function a page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for draw in draws:
        canvas.setFont("Times-Roman", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines_at(*texts: str, x: float = 72, y: float = 760, step: float = 16) -> Draw:
    def draw(canvas: Canvas) -> None:
        for i, text in enumerate(texts):
            canvas.drawString(x, y - i * step, text)

    return draw


def read(data: bytes) -> Document:
    document = read_text_layer("contoh.pdf", data)
    assert isinstance(document, Document)
    return document


def only_page(data: bytes) -> Page:
    (page,) = read(data).pages
    return page


def check_words(page: Page) -> None:
    """Words lie in the text in order, apart, cover all but white space, and their boxes lie on the page."""
    at = 0
    for word in page.words:
        assert word.start >= at
        assert page.text[at : word.start].strip() == ""
        token = page.text[word.start : word.end]
        assert token and not any(c.isspace() for c in token)
        x0, top, x1, bottom = word.box
        assert x0 <= x1 and top <= bottom
        at = word.end
    assert page.text[at:].strip() == ""


# --- plain pages -----------------------------------------------------------------------------------------


def test_lines_become_lines_and_words_know_their_place() -> None:
    page = only_page(pdf(lines_at("BAB I", "KETENTUAN UMUM", "Pasal 1")))
    assert page.text == "BAB I\nKETENTUAN UMUM\nPasal 1"
    assert page.source is TextSource.TEXT_LAYER
    assert (page.width, page.height) == pytest.approx(A4, abs=0.5)
    check_words(page)
    first = page.words[0].box
    assert first[0] == pytest.approx(72, abs=0.5)
    assert first[3] == pytest.approx(A4[1] - 760, abs=4)  # the baseline is 760 points above the lower edge


def test_document_is_named_by_its_bytes() -> None:
    import hashlib

    data = pdf(lines_at("Keputusan Bupati"))
    document = read(data)
    assert document.id == hashlib.sha256(data).hexdigest()
    assert document.name == "contoh.pdf"


def test_same_bytes_give_the_same_document() -> None:
    data = pdf(lines_at(*SENTENCES), lines_at("Pasal 2", *SENTENCES))
    assert read(data) == read(data)


def test_words_are_those_of_stock_pdfplumber() -> None:
    def draw(canvas: Canvas) -> None:
        lines_at(*SENTENCES)(canvas)
        text = canvas.beginText(72, 500)
        text.setFont("Helvetica-Bold", 9)
        text.setCharSpace(0.4)
        text.setWordSpace(2)
        text.setRise(3)
        text.textLine("Catatan (1): pasal/ayat; huruf a.")
        text.setHorizScale(80)
        text.textLine("rapat sekali")
        canvas.drawText(text)

    data = pdf(draw)

    def words(page: pdfplumber.page.Page) -> list[tuple[object, ...]]:
        return [
            (w["text"], *(round(w[k], 3) for k in ("x0", "top", "x1", "bottom")))
            for w in page.extract_words(use_text_flow=True)
        ]

    with pdfplumber.open(BytesIO(data)) as stock:
        expected = words(stock.pages[0])
    (lean,) = plumber.open_pages(data)
    assert isinstance(lean, plumber.TextPage)
    assert words(lean) == expected
    page = only_page(data)
    assert [page.text[w.start : w.end] for w in page.words] == [w[0] for w in expected]


def test_running_head_and_page_number_stay_in_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(A4[0] / 2, 40, "- 7 -")  # many programs draw the foot first
        canvas.drawString(72, 800, "Peraturan Bupati Nomor 5 Tahun 2020")
        lines_at(*SENTENCES)(canvas)

    lines = only_page(pdf(draw)).text.split("\n")
    assert lines[0] == "Peraturan Bupati Nomor 5 Tahun 2020"
    assert lines[-1] == "- 7 -"
    assert lines[1:-1] == list(SENTENCES)


# --- rotation --------------------------------------------------------------------------------------------


def turned(data: bytes, degrees: int) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        for page in file.pages:
            page.Rotate = degrees
        file.save(out)
    return out.getvalue()


def sideways(angle: int) -> Draw:
    """Draw the sentences at an angle on a page that is not marked as rotated."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(angle)
        lines_at(*SENTENCES, x=-120, y=100)(canvas)

    return draw


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_text_set_to_be_read_on_a_rotated_page(degrees: int) -> None:
    """A page turned by /Rotate whose text was drawn so that it stands upright when shown."""
    page = only_page(turned(pdf(sideways(degrees)), degrees))
    assert page.text == "\n".join(SENTENCES)
    assert (page.width > page.height) == (degrees in (90, 270))
    for word in page.words:
        assert 0 <= word.box[0] < word.box[2] <= page.width
        assert 0 <= word.box[1] < word.box[3] <= page.height
    tops = [w.box[1] for w in page.words]
    assert tops == sorted(tops)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_text_drawn_sideways_is_read_in_its_own_direction(angle: int) -> None:
    page = only_page(pdf(sideways(angle)))
    assert page.text == "\n".join(SENTENCES)
    check_words(page)
    for word in page.words:
        assert 0 <= word.box[0] < word.box[2] <= page.width
        assert 0 <= word.box[1] < word.box[3] <= page.height


def test_note_in_the_margin_comes_last_and_breaks_no_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Dokumen ini telah ditandatangani secara elektronik")
        canvas.restoreState()
        lines_at(*SENTENCES)(canvas)

    page = only_page(pdf(draw))
    assert page.text.split("\n") == [*SENTENCES, "Dokumen ini telah ditandatangani secara elektronik"]


def test_oblique_watermark_comes_last() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(150, 400)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(0, 0, "RANCANGAN")
        canvas.restoreState()
        lines_at(*SENTENCES)(canvas)

    assert only_page(pdf(draw)).text.split("\n") == [*SENTENCES, "RANCANGAN"]


def test_boxes_count_from_the_corner_of_the_visible_page() -> None:
    data = pdf(lines_at("Pasal 1 ayat (2) huruf c", x=172, y=660))
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.pages[0].MediaBox = [-50, -20, 600, 850]
        file.pages[0].CropBox = [100, 100, 500, 700]
        file.save(out)
    page = only_page(out.getvalue())
    assert (page.width, page.height) == (400, 600)
    assert page.words[0].box[0] == pytest.approx(72, abs=0.5)
    assert page.words[0].box[3] == pytest.approx(40, abs=4)


def test_text_outside_the_visible_page_is_not_read() -> None:
    data = pdf(lines_at("terlihat jelas oleh pembaca", y=600), lines_at("halaman kedua yang utuh"))
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.pages[0].CropBox = [0, 0, 595, 650]
        file.pages[0].contents_add(b"BT /F1 12 Tf 72 800 Td (tersembunyi di luar) Tj ET")
        file.save(out)
    assert read(out.getvalue()).pages[0].text == "terlihat jelas oleh pembaca"


# --- columns, booklets, tables ---------------------------------------------------------------------------


def test_two_columns_drawn_one_after_the_other() -> None:
    left = [f"kiri {i} {s}" for i, s in enumerate(SENTENCES)]
    right = [f"kanan {i} {s}" for i, s in enumerate(SENTENCES)]

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(A4[0] / 2, 800, "LAPORAN HASIL PENELAAHAN TAHUN 2023 SELURUH UNIT")
        canvas.setFont("Times-Roman", 10)
        lines_at(*left, x=60)(canvas)
        lines_at(*right, x=310)(canvas)

    lines = only_page(pdf(draw)).text.split("\n")
    assert lines == ["LAPORAN HASIL PENELAAHAN TAHUN 2023 SELURUH UNIT", *left, *right]


def test_columns_of_prose_drawn_line_by_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        for i, sentence in enumerate(SENTENCES):
            canvas.drawString(60, 700 - 14 * i, f"{sentence} kiri")
            canvas.drawString(310, 700 - 14 * i, f"{sentence} kanan")

    lines = only_page(pdf(draw)).text.split("\n")
    assert lines == [f"{s} kiri" for s in SENTENCES] + [f"{s} kanan" for s in SENTENCES]


@pytest.mark.parametrize("first", ["left", "right"])
def test_booklet_of_two_pages_side_by_side(first: str) -> None:
    left = ["BERITA DAERAH", *SENTENCES, "- 2 -"]
    right = ["Pasal 9", *SENTENCES, "- 3 -"]

    def draw(canvas: Canvas) -> None:
        sides = [(left, 60.0), (right, 480.0)]
        for texts, x in sides if first == "left" else sides[::-1]:
            lines_at(*texts, x=x, y=540, step=20)(canvas)

    page = only_page(pdf(draw, size=landscape(A4)))
    assert page.text.split("\n") == left + right


ROWS = (
    ("1", ("Penyusunan arsitektur", "layanan daerah"), ("Dinas Komunikasi", "dan Informatika")),
    ("2", ("Pelatihan pegawai",), ("Badan Kepegawaian",)),
    ("3", ("Pemeliharaan jaringan", "antarunit kerja", "di kecamatan"), ("Dinas Komunikasi",)),
    ("4", ("Pengadaan peladen",), ("Bagian Umum", "Sekretariat Daerah")),
    ("5", ("Audit perangkat",), ("Inspektorat",)),
)


def table(ruled: bool) -> Draw:
    """Draw a table as word processors do: cell after cell, each cell's lines together."""

    def draw(canvas: Canvas) -> None:
        top = 700.0
        canvas.drawString(72, 730, "Rencana kegiatan tahun berjalan sebagai berikut:")
        for number, work, unit in ROWS:
            height = 14.0 * max(len(work), len(unit)) + 8
            for texts, x in (((number,), 76.0), (work, 112.0), (unit, 312.0)):
                for i, text in enumerate(texts):
                    canvas.drawString(x, top - 14 * (i + 1), text)
            if ruled:
                for x0, x1 in ((70, 106), (106, 306), (306, 506)):
                    canvas.rect(x0, top - height, x1 - x0, height)
            top -= height
        canvas.drawString(72, top - 30, "Demikian rencana kegiatan ini disusun untuk dilaksanakan.")

    return draw


def test_row_of_a_ruled_table_is_one_line() -> None:
    lines = only_page(pdf(table(ruled=True))).text.split("\n")
    assert lines[1:-1] == [" ".join((number, *work, *unit)) for number, work, unit in ROWS]
    assert lines[0].startswith("Rencana") and lines[-1].startswith("Demikian")


def test_table_without_rules_is_read_row_by_row_and_cell_by_cell() -> None:
    text = only_page(pdf(table(ruled=False))).text
    flat = " ".join(text.split())
    assert flat.index("layanan daerah") < flat.index("Dinas Komunikasi dan Informatika") < flat.index("2 Pelatihan")
    assert "2 Pelatihan pegawai Badan Kepegawaian\n" in text


def test_table_of_two_short_columns_is_not_two_columns_of_text() -> None:
    rows = [(f"{i}. Kegiatan nomor {i}", f"Rp {i}00.000,00") for i in range(1, 15)]

    def draw(canvas: Canvas) -> None:
        for i, (work, cost) in enumerate(rows):
            canvas.drawString(72, 700 - 16 * i, work)
            canvas.drawString(380, 700 - 16 * i, cost)

    assert only_page(pdf(draw)).text.split("\n") == [" ".join(row) for row in rows]


def test_recital_keeps_its_label_its_letter_and_its_lines() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Menimbang")
        canvas.drawString(150, 700, ":")
        for i, (letter, first, second) in enumerate(
            (("a.", "bahwa layanan perlu dipadukan di", "lingkungan pemerintah daerah;"),
             ("b.", "bahwa berdasarkan huruf a perlu", "menetapkan peraturan bupati;"))
        ):  # fmt: skip
            canvas.drawString(165, 700 - 32 * i, letter)
            canvas.drawString(190, 700 - 32 * i, first)
            canvas.drawString(190, 684 - 32 * i, second)

    assert only_page(pdf(draw)).text.split("\n") == [
        "Menimbang : a. bahwa layanan perlu dipadukan di",
        "lingkungan pemerintah daerah;",
        "b. bahwa berdasarkan huruf a perlu",
        "menetapkan peraturan bupati;",
    ]


def test_labels_drawn_before_all_the_text_find_their_lines() -> None:
    """So do the text layers of scanned decrees."""
    points = {
        "KESATU": SENTENCES[:2],
        "KEDUA": SENTENCES[2:4],
        "KETIGA": SENTENCES[4:6],
        "KEEMPAT": SENTENCES[6:8],
        "KELIMA": SENTENCES[8:],
    }

    def draw(canvas: Canvas) -> None:
        y = 700
        for label, texts in points.items():
            canvas.drawString(72, y - 2, label)
            y -= 16 * len(texts)
        lines_at(*SENTENCES, x=170, y=700)(canvas)

    lines = only_page(pdf(draw)).text.split("\n")
    assert lines == [
        f"{label} {text}" if i == 0 else text for label, texts in points.items() for i, text in enumerate(texts)
    ]


def test_signature_block_at_the_right_follows_the_text() -> None:
    block = ("Ditetapkan di Arunika", "pada tanggal 4 Mei 2023", "BUPATI ARUNIKA,", "ttd", "SURYA PRATAMA")

    def draw(canvas: Canvas) -> None:
        lines_at(*SENTENCES)(canvas)
        lines_at(*block, x=340, y=560)(canvas)
        lines_at("Diundangkan di Arunika", "pada tanggal 5 Mei 2023", "SEKRETARIS DAERAH,", y=460)(canvas)

    lines = only_page(pdf(draw)).text.split("\n")
    assert lines[10:15] == list(block)
    assert lines[15:] == ["Diundangkan di Arunika", "pada tanggal 5 Mei 2023", "SEKRETARIS DAERAH,"]


def test_signature_blocks_side_by_side_are_not_mixed() -> None:
    left = ("Diundangkan di Arunika", "pada tanggal 5 Mei 2023", "SEKRETARIS DAERAH,", "ttd", "BAYU ADI")
    right = ("Ditetapkan di Arunika", "pada tanggal 4 Mei 2023", "BUPATI ARUNIKA,", "ttd", "SURYA PRATAMA")

    def draw(canvas: Canvas) -> None:
        lines_at(*SENTENCES)(canvas)
        lines_at(*left, x=72, y=500)(canvas)
        lines_at(*right, x=340, y=500)(canvas)

    assert only_page(pdf(draw)).text.split("\n")[10:] == [*left, *right]


def test_number_filled_in_later_stands_in_its_gap() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "PERATURAN BUPATI ARUNIKA TENTANG LAYANAN TERPADU DAERAH")
        canvas.drawString(72, 744, "NOMOR")
        canvas.drawString(160, 744, "TAHUN 2023")
        lines_at(*SENTENCES, y=728)(canvas)
        canvas.drawString(125, 744, "41")

    assert only_page(pdf(draw)).text.split("\n")[1] == "NOMOR 41 TAHUN 2023"


def test_justified_line_with_wide_spaces_stays_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Kebijakan internal yang ada telah mendukung seluruh unit")
        for x, word in ((72, "pengaturan"), (180, "arsitektur"), (270, "yang"), (330, "mencakup")):
            canvas.drawString(x, 684, word)
        canvas.drawString(72, 668, "keseluruhan domain arsitektur menurut peraturan daerah.")

    assert only_page(pdf(draw)).text.split("\n")[1] == "pengaturan arsitektur yang mencakup"


# --- words -----------------------------------------------------------------------------------------------


def spaced(text: str, gap: float, blanks: bool = False) -> Draw:
    """Draw each letter on its own with an extra gap after it; a blank of the text is one more gap and a half."""

    def draw(canvas: Canvas) -> None:
        x = 150.0
        for letter in text:
            if letter == " ":
                x += 1.5 * gap + 6
                continue
            canvas.drawString(x, 780, letter + (" " if blanks else ""))
            x += canvas.stringWidth(letter) + gap
        lines_at(*SENTENCES)(canvas)

    return draw


@pytest.mark.parametrize("blanks", [False, True])
def test_letter_spaced_heading_becomes_words(blanks: bool) -> None:
    page = only_page(pdf(spaced("MENETAPKAN PERATURAN", gap=5, blanks=blanks)))
    assert page.text.split("\n")[0] == "MENETAPKAN PERATURAN"
    check_words(page)


def test_single_letters_far_apart_are_not_closed_up() -> None:
    def draw(canvas: Canvas) -> None:
        for i, letter in enumerate("ABCDE"):
            canvas.drawString(72 + 60 * i, 780, letter)
        lines_at(*SENTENCES)(canvas)

    assert only_page(pdf(draw)).text.startswith("A B C D E\n")


def test_letters_pushed_apart_by_kerning_stay_one_word() -> None:
    """Uneven gaps of up to a third of the letter height inside words, blanks drawn between words."""
    sentence = "bahwa dokumentasi layanan harus disimpan oleh setiap unit kerja di daerah"

    def draw(canvas: Canvas) -> None:
        for row in range(6):
            x = 60.0
            for i, letter in enumerate(sentence):
                canvas.drawString(x, 700 - 16 * row, letter)
                x += canvas.stringWidth(letter) + (3.4 if i % 9 == 4 else 0)

    assert only_page(pdf(draw)).text.split("\n") == [sentence] * 6


def test_words_are_parted_where_no_blank_is_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 7)
        for row, sentence in enumerate(SENTENCES):
            x = 60.0
            for word in sentence.split():
                canvas.drawString(x, 700 - 10 * row, word)
                x += canvas.stringWidth(word, "Times-Roman", 7) + 1.6  # less than pdfplumber's fixed 3 points

    assert only_page(pdf(draw)).text.split("\n") == list(SENTENCES)


def test_bold_imitated_by_drawing_twice_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "MEMUTUSKAN SEMUA")
        canvas.drawString(72.3, 780, "MEMUTUSKAN SEMUA")
        lines_at(*SENTENCES)(canvas)

    assert only_page(pdf(draw)).text.startswith("MEMUTUSKAN SEMUA\nPemerintah")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "B", "7", " ", "(", "ﬁ", "\u200b", "é"]),
            st.integers(0, 40),
            st.integers(0, 40),
            st.sampled_from([0, 0, 0, 0, 90, 180, 270, 45]),
        ),
        max_size=80,
    )
)
def test_every_visible_letter_is_in_the_text_once(drawn: list[tuple[str, int, int, int]]) -> None:
    places = {(x, y): (text, turn) for text, x, y, turn in drawn}
    glyphs = [
        Glyph(text, x * 12.0, y * 15.0, x * 12.0 + 6, y * 15.0 + 10, turn) for (x, y), (text, turn) in places.items()
    ]
    text, words = layout.arrange(glyphs)
    page = Page(number=1, text=text, source=TextSource.TEXT_LAYER, words=words)
    check_words(page)
    expected = Counter("".join({"ﬁ": "fi", "\u200b": ""}.get(g.text, g.text) for g in glyphs))
    del expected[" "]
    found = Counter(text)
    del found[" "], found["\n"]
    assert found == expected


def test_a_quote_of_neighbouring_lines_is_found_by_another_reader() -> None:
    import re

    def fold(text: str) -> str:
        return re.sub(r"[\W_]+", "", text.casefold())

    data = pdf(table(ruled=True), lines_at(*SENTENCES))
    other = pypdfium2.PdfDocument(data)
    for page in read(data).pages:
        sheet = other[page.number - 1]
        text = sheet.get_textpage()
        whole = fold(text.get_text_range())
        text.close()
        sheet.close()
        lines = page.text.split("\n")
        for i in range(len(lines) - 2):
            assert fold(" ".join(lines[i : i + 3])) in whole
    other.close()


# --- pages that cannot be read ---------------------------------------------------------------------------


def test_page_without_text_is_unread_and_says_why() -> None:
    def scan(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("L", (40, 40), 128)), 0, 0, *A4)

    document = read(pdf(lines_at(*SENTENCES), scan, lambda canvas: None))
    assert [p.source for p in document.pages] == [TextSource.TEXT_LAYER, TextSource.UNREAD, TextSource.UNREAD]
    assert document.pages[1].note == text_layer.NO_TEXT
    assert document.pages[2].note == text_layer.BLANK
    assert document.pages[1].width == pytest.approx(A4[0], abs=0.5)


def test_page_of_few_letters_and_no_image_is_read() -> None:
    assert only_page(pdf(lines_at("BAB II"))).text == "BAB II"


@pytest.mark.parametrize(
    "garbage",
    [
        "(cid:12)(cid:40)(cid:7) (cid:33)(cid:9) (cid:81)(cid:77)",
        "\ue001\ue014\ue022 \ue003\ue044 \uf0b7\uf0a3\ue011\ue012",
        "\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd \ufffd\ufffd\ufffd",
        "3HUDWXUDQ%XSDWLQRPRUWDKXQ WHQWDQJ SHQBHOHQJJDUDDQ VLVWHP SPHULQWDKDQ",
    ],
)
def test_garbled_text_has_low_quality(garbage: str) -> None:
    assert layout.quality(garbage) < text_layer.MIN_QUALITY


@pytest.mark.parametrize(
    "text",
    [
        " ".join(SENTENCES),
        "NIP. 19680410 199603 1 002 Rp 1.250.000,00 (satu juta)",
        "KEPALA BPKAD PROV. DKI JAKARTA, S.Kom., M.T.",
        "https://jdih.arunikakab.example/produk-hukum?id=12 surel: diskominfo@arunikakab.example",
    ],
)
def test_papers_own_words_have_high_quality(text: str) -> None:
    assert layout.quality(text) > 0.9


def test_garbled_page_is_unread() -> None:
    page = only_page(pdf(lines_at(*["3HUDWXUDQ %XSDWL WHQWDQJ SHQBHOHQJJDUDDQ VLVWHP SPHULQWDKDQ GDHUDK"] * 8)))
    assert (page.source, page.text, page.note) == (TextSource.UNREAD, "", text_layer.GARBLED)


def test_one_damaged_page_does_not_lose_the_others() -> None:
    data = pdf(*(lines_at(f"halaman ke-{i}", *SENTENCES) for i in range(1, 4)))
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.pages[1].obj.Contents = file.make_stream(b"\xff\x00 BT (( /F1 Tf << Tj ET Q Q")
        del file.pages[1].obj.MediaBox
        file.save(out)
    document = read(out.getvalue())
    assert [p.number for p in document.pages] == [1, 2, 3]
    assert document.pages[1].source is TextSource.UNREAD and document.pages[1].note
    assert document.pages[0].text.startswith("halaman ke-1") and document.pages[2].text.startswith("halaman ke-3")


def test_page_on_which_pdfplumber_fails_is_read_by_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(lines_at(*SENTENCES), lines_at("Pasal 2", *SENTENCES))
    whole = read(data)

    def fail(self: plumber.TextPage) -> tuple[Glyph, ...]:
        raise ValueError(self.page_number)

    monkeypatch.setattr(plumber.TextPage, "glyphs", fail)
    assert [p.text for p in read(data).pages] == [p.text for p in whole.pages]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_both_engines_see_the_same_words_at_the_same_place(degrees: int, angle: int) -> None:
    data = turned(pdf(sideways(angle)), degrees)
    page = only_page(data)
    with pdfium.open_file(data) as file:
        assert file.size(1) == pytest.approx((page.width, page.height))
        text, words = layout.arrange(file.glyphs(1))
    assert text == page.text == "\n".join(SENTENCES)
    for mine, other in zip(page.words, words, strict=True):
        assert other.box == pytest.approx(mine.box, abs=3)


def test_pages_that_pdfplumber_does_not_see_are_found() -> None:
    """An old scanner program counts its cross-reference table from 1: pdfplumber then sees no page at all."""
    data = pdf(lines_at(*SENTENCES), lines_at("Pasal 2", *SENTENCES))
    at = data.rindex(b"xref\n0 ", 0, data.rindex(b"startxref"))
    broken = data[:at] + b"xref\n1 " + data[at + len(b"xref\n0 ") :]
    with pdfplumber.open(BytesIO(broken)) as stock:
        assert len(stock.pages) == 0
    assert [p.text for p in read(broken).pages] == [p.text for p in read(data).pages]


def test_reread_gives_the_asked_pages_by_pdfium_alone() -> None:
    data = pdf(*(lines_at(f"halaman ke-{i}", *SENTENCES) for i in range(1, 4)))
    assert [(p.number, p.text.split("\n")[0]) for p in text_layer.reread(data, (2, 3, 9))] == [
        (2, "halaman ke-2"),
        (3, "halaman ke-3"),
        (9, ""),
    ]
    assert list(text_layer.reread(b"bukan pdf", (1,))) == []


def test_pages_are_closed_as_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    close = plumber.TextPage.close

    def note(self: plumber.TextPage) -> None:
        steps.append(f"close {self.page_number}")
        close(self)
        assert not hasattr(self, "_objects")

    monkeypatch.setattr(plumber.TextPage, "close", note)
    data = pdf(*[lines_at(*SENTENCES)] * 3)
    read_text_layer("contoh.pdf", data, lambda page: steps.append(f"page {page.number}"))
    assert steps == ["close 1", "page 1", "close 2", "page 2", "close 3", "page 3"]


# --- files that cannot be read ---------------------------------------------------------------------------


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(lines_at(*SENTENCES)))) as file:
        file.save(out, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return out.getvalue()


def without_pages() -> bytes:
    out = BytesIO()
    with pikepdf.new() as file:
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", UnreadableReason.EMPTY),
        (b"\0" * 500, UnreadableReason.EMPTY),
        (without_pages(), UnreadableReason.EMPTY),
        (b"PK\x03\x04 berkas pengolah kata", UnreadableReason.NOT_PDF),
        (b"<html><body>404</body></html>", UnreadableReason.NOT_PDF),
        (locked(), UnreadableReason.ENCRYPTED),
        (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj << /Type /Cata", UnreadableReason.DAMAGED),
        (pdf(lines_at(*SENTENCES))[:300], UnreadableReason.DAMAGED),
    ],
)
def test_unreadable_file_has_a_reason_and_advice(data: bytes, reason: UnreadableReason) -> None:
    result = read_text_layer("contoh.pdf", data)
    assert isinstance(result, UnreadableDocument)
    assert result.reason is reason
    assert "unggah" in result.detail and result.detail.endswith(".") and result.detail.count(".") == 1


def test_too_large_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_layer, "MAX_BYTES", 1000)
    result = read_text_layer("contoh.pdf", pdf(lines_at(*SENTENCES)) + b"\n" * 1000)
    assert isinstance(result, UnreadableDocument) and result.reason is UnreadableReason.TOO_LARGE


def test_owner_password_alone_does_not_hinder_reading() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(lines_at(*SENTENCES)))) as file:
        file.save(out, encryption=pikepdf.Encryption(user="", owner="rahasia"))
    assert only_page(out.getvalue()).text == "\n".join(SENTENCES)


def test_junk_before_the_header_and_a_broken_index_are_repaired() -> None:
    data = pdf(lines_at(*SENTENCES))
    assert only_page(b"HTTP/1.1 200 OK\r\n\r\n" + data).text == "\n".join(SENTENCES)
    assert only_page(data[: data.rindex(b"startxref")] + b"startxref\n7\n%%EOF").text == "\n".join(SENTENCES)


# --- files as viewers show them ---------------------------------------------------------------------------


def annotated(kind: str, text: str, place: tuple[int, int, int, int] = (300, 600, 520, 640), **more: object) -> bytes:
    """Lay an annotation with its own picture of a text over the first page."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf(lines_at(*SENTENCES)))) as file:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        picture = file.make_stream(
            f"/Tx BMC q BT /F 10 Tf 2 20 Td ({text}) Tj ET Q EMC".encode(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=pikepdf.Array([0, 0, place[2] - place[0], place[3] - place[1]]),
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)),
        )
        entries = {"Subtype": pikepdf.Name(f"/{kind}"), "F": 4, "AP": pikepdf.Dictionary(N=picture), **more}
        item = file.make_indirect(pikepdf.Dictionary(Rect=pikepdf.Array(list(place)), **entries))
        file.pages[0].obj.Annots = pikepdf.Array([item])
        if kind == "Widget":
            file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([item]))
        file.save(out)
    return out.getvalue()


def seal() -> bytes:
    return annotated("Widget", "Ditandatangani secara elektronik", FT=pikepdf.Name.Sig, T=pikepdf.String("ttd"))


def typed_number() -> bytes:
    return annotated("FreeText", "NOMOR 27 TAHUN 2022", DA=pikepdf.String("/F 10 Tf"))


@pytest.mark.parametrize(
    ("data", "text"), [(seal(), "Ditandatangani secara elektronik"), (typed_number(), "NOMOR 27 TAHUN 2022")]
)
def test_text_of_seals_forms_and_notes_is_read_where_it_is_seen(data: bytes, text: str) -> None:
    assert text not in only_page(data).text
    page = only_page(as_shown(data, readable=True))
    assert text in page.text and SENTENCES[0] in page.text
    check_words(page)
    word = next(word for word in page.words if page.text[word.start : word.end] == text.split()[0])
    assert word.box[0] == pytest.approx(302, abs=1) and word.box[3] == pytest.approx(A4[1] - 620, abs=4)


def test_filled_in_field_without_a_picture_of_its_own_is_read() -> None:
    """A program filled in the value and left the drawing to the viewer."""
    entries = {"FT": pikepdf.Name.Tx, "T": pikepdf.String("nomor"), "V": pikepdf.String("NOMOR 27"), "F": 4}
    out = BytesIO()
    with pikepdf.open(BytesIO(annotated("Widget", "", DA=pikepdf.String("/F 10 Tf"), **entries))) as file:
        field = file.Root.AcroForm.Fields[0]
        font = field.AP.N.Resources
        del field.AP
        file.Root.AcroForm.DR, file.Root.AcroForm.NeedAppearances = font, True
        file.save(out)
    assert "NOMOR 27" in only_page(as_shown(out.getvalue(), readable=True)).text


@pytest.mark.parametrize(
    "data",
    [
        pdf(lines_at(*SENTENCES)),
        annotated("Widget", "tersembunyi", F=2, FT=pikepdf.Name.Sig, T=pikepdf.String("ttd")),
        annotated("Widget", "tanpa luas", (0, 0, 0, 0), FT=pikepdf.Name.Sig, T=pikepdf.String("ttd")),
        annotated("Highlight", "sorotan"),
        locked(),
        b"",
        b"%PDF-1.7\n1 0 obj << /Type /Catalog",
    ],
)
def test_file_with_nothing_more_to_show_stays_as_it_is(data: bytes) -> None:
    assert as_shown(data, readable=page_count(data) > 0) is data


def test_file_without_header_is_rebuilt() -> None:
    """PDFium refuses it; other viewers show it."""
    data = pdf(lines_at(*SENTENCES))
    beheaded = b"%" + data[data.index(b"\n") :]
    assert page_count(beheaded) == 0
    assert only_page(as_shown(beheaded, readable=False)).text == "\n".join(SENTENCES)


def test_zip_with_a_pdf_inside_is_no_pdf() -> None:
    inner = pdf(lines_at(*SENTENCES))
    archive = b"PK\x03\x04" + b"\0" * 5000 + inner
    assert as_shown(archive, readable=page_count(archive) > 0) is archive


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_raise(data: bytes, header: bool) -> None:
    result = read_text_layer("x.pdf", b"%PDF-1.4\n" + data if header else data)
    assert isinstance(result, (Document, UnreadableDocument))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_to_a_paper_raises(data: st.DataObject) -> None:
    broken = bytearray(pdf(lines_at("Pasal 1", *SENTENCES), lines_at("Pasal 2")))
    for _ in range(data.draw(st.integers(1, 40))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    result = read_text_layer("x.pdf", bytes(broken[:cut] if data.draw(st.booleans()) else broken))
    assert isinstance(result, (Document, UnreadableDocument))
    for page in result.pages if isinstance(result, Document) else ():
        check_words(page)
