"""Segmentation read as examples: legal tree, decrees, other papers, tables, running heads, and its invariants."""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_checker.model import Document, Page, Passage, Role, TextSource, Word
from evidence_checker.passages import segment

CHAR, LEFT, PITCH = 5.0, 70.0, 14.0


def paper(*pages: str, placed: bool = True) -> Document:
    """Make a document of these pages; leading blanks of a line indent it on the page."""
    made = []
    for number, raw in enumerate(pages, start=1):
        lines = textwrap.dedent(raw).strip("\n").split("\n")
        text, words = "", []
        for row, line in enumerate(lines):
            text += "\n" if row else ""
            indent = len(line) - len(line.lstrip())
            for match in re.finditer(r"\S+", line):
                text += " " if text and not text.endswith("\n") else ""
                x0 = LEFT + CHAR * (match.start() if match.start() > indent else indent)
                box = (x0, 70 + PITCH * row, x0 + CHAR * len(match.group()), 80 + PITCH * row)
                words.append(Word(start=len(text), end=len(text) + len(match.group()), box=box))
                text += match.group()
        own = tuple(words) if placed else ()
        made.append(Page(number=number, text=text, source=TextSource.TEXT_LAYER, words=own, width=595.0, height=842.0))
    return Document(id="d" * 64, name="naskah.pdf", pages=tuple(made))


def find(passages: tuple[Passage, ...], start: str) -> Passage:
    """Give the one passage that begins with these words."""
    found = [passage for passage in passages if passage.text.startswith(start)]
    assert len(found) == 1, [passage.text for passage in passages]
    return found[0]


def lead_in(passages: tuple[Passage, ...], passage: Passage) -> list[str]:
    """Give the texts that lead in to a passage, outermost first."""
    return [passages[index].text for index in passage.lead_ins]


REGULATION = (
    """
                    BUPATI SUKAREJA
                    PERATURAN BUPATI SUKAREJA
                    NOMOR 12 TAHUN 2023
                    TENTANG
                    TATA KELOLA SISTEM ELEKTRONIK DAERAH
                    DENGAN RAHMAT TUHAN YANG MAHA ESA
                    BUPATI SUKAREJA,
    Menimbang : a. bahwa layanan digital perlu diatur secara terpadu di seluruh
                   perangkat daerah;
                b. bahwa perlu menetapkan Peraturan Bupati;
    Mengingat : 1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan
                   Daerah;
                    MEMUTUSKAN:
    Menetapkan : PERATURAN BUPATI TENTANG TATA KELOLA SISTEM
                 ELEKTRONIK DAERAH.
                    BAB I
                    KETENTUAN UMUM
                    Pasal 1
    Dalam Peraturan Bupati ini yang dimaksud dengan:
    1. Arsitektur adalah kerangka dasar yang menjelaskan integrasi data dan
       layanan.
    2. Bupati adalah Bupati Sukareja.
                    BAB II
                    TATA KELOLA
                    Bagian Kesatu
                    Arsitektur
                    Pasal 2
    (1) Perangkat Daerah menyusun arsitektur sebagaimana dimaksud dalam
        Pasal 1 angka 1 dan ketentuan ayat (2).
    (2) Domain arsitektur terdiri atas:
        a. proses bisnis;
    """,
    """
        b. data dan informasi, yang meliputi:
           1. data induk; dan
           2. data referensi; serta
        c. keamanan.
    (3) Arsitektur ditinjau setiap tahun.
                    Pasal 3
    Pendanaan dibebankan pada anggaran daerah.
    Agar setiap orang mengetahuinya, memerintahkan
    pengundangan Peraturan Bupati ini.
                                        Ditetapkan di Sukareja
                                        pada tanggal 4 Mei 2023
                                        BUPATI SUKAREJA,
                                        ttd
                                        A. CONTOH
    """,
    """
                                        LAMPIRAN
                                        PERATURAN BUPATI SUKAREJA
                                        NOMOR 12 TAHUN 2023
    A. Pendahuluan
    Pedoman ini menguraikan langkah penyusunan arsitektur pada setiap
    perangkat daerah.
    """,
)


def test_an_article_is_addressed_down_to_its_numbers():
    passages = segment(paper(*REGULATION))
    item = find(passages, "2. data referensi")
    assert item.address.label() == "Pasal 2 ayat (2) huruf b angka 2"
    assert (item.address.bab, item.address.bagian) == ("II", "Kesatu")
    assert item.role is Role.NORM


def test_a_list_item_carries_everything_that_leads_in_to_it_over_the_page_break():
    passages = segment(paper(*REGULATION))
    assert lead_in(passages, find(passages, "1. data induk")) == [
        "BAB II TATA KELOLA",
        "Bagian Kesatu Arsitektur",
        "Pasal 2",
        "(2) Domain arsitektur terdiri atas:",
        "b. data dan informasi, yang meliputi:",
    ]


def test_a_reference_at_the_start_of_a_line_opens_no_article():
    passages = segment(paper(*REGULATION))
    first = find(passages, "(1) Perangkat Daerah")
    assert first.text.endswith("dalam Pasal 1 angka 1 dan ketentuan ayat (2).")
    broken = segment(
        paper(
            """
            Pasal 8
            Ketentuan sebagaimana dimaksud dalam
            Pasal 7
            ayat (2) berlaku bagi semua unit.
            Pasal 9
            Cukup jelas.
            """
        )
    )
    assert [p.text for p in broken if p.role is Role.TITLE] == ["Pasal 8", "Pasal 9"]


@pytest.mark.parametrize(
    ("start", "role", "label"),
    [
        ("a. bahwa layanan", Role.RECITAL, "Menimbang huruf a"),
        ("1. Undang-Undang", Role.RECITAL, "Mengingat angka 1"),
        ("1. Arsitektur adalah", Role.DEFINITION, "Pasal 1 angka 1"),
        ("2. Bupati adalah", Role.DEFINITION, "Pasal 1 angka 2"),
        ("(3) Arsitektur ditinjau", Role.NORM, "Pasal 2 ayat (3)"),
        ("Pendanaan dibebankan", Role.NORM, "Pasal 3"),
        ("BAB II", Role.TITLE, "BAB II"),
        ("NOMOR 12 TAHUN 2023", Role.TITLE, ""),
        ("Agar setiap orang", Role.SIGNATURE, "Penutup"),
        ("Ditetapkan di Sukareja pada tanggal 4 Mei 2023", Role.SIGNATURE, "Penutup"),
        ("Pedoman ini menguraikan", Role.ANNEX, "Lampiran bagian “Pendahuluan”"),
    ],
)
@pytest.mark.parametrize("placed", [True, False])
def test_roles_and_addresses(start, role, label, placed):
    passage = find(segment(paper(*REGULATION, placed=placed)), start)
    assert (passage.role, passage.address.label()) == (role, label)


def test_the_enacting_clause_keeps_its_whole_title():
    passages = segment(paper(*REGULATION))
    assert find(passages, "Menetapkan").text.endswith("TATA KELOLA SISTEM ELEKTRONIK DAERAH.")


DECREE = """
    KEPUTUSAN WALI KOTA MEKARSARI
    NOMOR 188.45/12/2022
    TENTANG
    TIM KOORDINASI
    Menimbang : bahwa perlu dibentuk tim;
    MEMUTUSKAN:
    Menetapkan :
    KESATU : Membentuk Tim Koordinasi.
    KEDUA : Tim sebagaimana dimaksud dalam diktum
            KESATU mempunyai tugas:
            a. merumuskan kebijakan; dan
            b. mengoordinasikan pelaksanaan.
    KETLGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.
    Ditetapkan di Mekarsari
    pada tanggal 2 Juni 2022
    """


def test_the_points_of_a_decree_are_norms_also_where_a_scan_damaged_a_word():
    passages = segment(paper(DECREE))
    item = find(passages, "b. mengoordinasikan")
    assert (item.role, item.address.label()) == (Role.NORM, "diktum KEDUA huruf b")
    assert lead_in(passages, item)[-1].startswith("KEDUA : Tim sebagaimana dimaksud dalam diktum KESATU")
    assert find(passages, "KETLGA").address.diktum == "KETIGA"


def test_an_amendment_addresses_the_article_that_it_quotes():
    passages = segment(
        paper(
            """
            MEMUTUSKAN:
            Menetapkan : PERATURAN BUPATI TENTANG PERUBAHAN.
            Pasal I
            Beberapa ketentuan dalam Peraturan Bupati Nomor 3 Tahun 2020 diubah sebagai berikut:
            1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:
            Pasal 5
            (1) Dinas mengelola pusat data:
                a. utama; dan
                b. cadangan.
            2. Ketentuan Pasal 9 dihapus.
            Pasal II
            Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
            """
        )
    )
    assert find(passages, "b. cadangan").address.label() == "Pasal 5 ayat (1) huruf b"
    assert "1. Ketentuan Pasal 5 diubah" in lead_in(passages, find(passages, "b. cadangan"))[2]
    assert find(passages, "2. Ketentuan Pasal 9").address.label() == "Pasal I angka 2"
    assert find(passages, "Peraturan Bupati ini").address.label() == "Pasal II"


REPORT = (
    """
    LAPORAN REVIU KEBIJAKAN
    TAHUN 2023
    1.1 Latar belakang
    Reviu dilaksanakan oleh tim yang dibentuk sekretaris daerah untuk menilai apakah
    kebijakan masih memadai.
    1.2 Temuan
    Berikut temuan tim.
    No  Temuan                 Saran
    1   Katalog belum ada      Menyusun katalog
    2   Data terlambat         Memberi teguran
        pada dua dinas
    3   Server penuh           Menambah rak
    Kesimpulan
    Tim menyarankan perubahan peraturan. Perubahan itu diajukan pada triwulan kedua tahun depan.
    """,
)


def test_a_paper_without_articles_has_headings_and_table_rows():
    passages = segment(paper(*REPORT))
    assert find(passages, "Reviu dilaksanakan").address.heading == "Latar belakang"
    row = find(passages, "2 Data terlambat")
    assert row.role is Role.TABLE
    assert row.text == "2 Data terlambat Memberi teguran pada dua dinas"
    assert row.address.row == "Tabel baris 2"
    assert lead_in(passages, row)[-1] == "No Temuan Saran"
    assert find(passages, "Tim menyarankan").address.heading == "Kesimpulan"


def test_an_elucidation_is_addressed_by_the_article_that_it_explains_and_is_no_norm():
    passages = segment(
        paper(
            """
            Pasal 9
            Peraturan Daerah ini mulai berlaku pada tanggal diundangkan.
            Ditetapkan di Sukareja
            pada tanggal 2 Juni 2020
            """,
            """
            PENJELASAN
            ATAS
            PERATURAN DAERAH KABUPATEN SUKAREJA
            Pasal 2
            Ayat (1)
            Yang dimaksud dengan "interoperabilitas" adalah kemampuan bekerja sama.
            Ayat (2)
            Cukup jelas.
            """,
        )
    )
    meaning = find(passages, "Ayat (1)")
    assert (meaning.role, meaning.address.label()) == (Role.DEFINITION, "Penjelasan Pasal 2 ayat (1)")
    assert find(passages, "Ayat (2)").role is Role.NARRATIVE


def test_the_fields_of_a_letter_stand_alone():
    letter = """
        PEMERINTAH KABUPATEN SUKAREJA
        Nomor    : 005/12/2023
        Hal      : Undangan
        Yth. Kepala Bidang
        Sehubungan dengan evaluasi layanan, kami mengundang Saudara pada rapat.
        """
    texts = [passage.text for passage in segment(paper(letter))]
    assert "Nomor : 005/12/2023" in texts and "Hal : Undangan" in texts


def test_place_and_date_at_the_head_of_a_letter_close_nothing():
    letter = """
        PEMERINTAH KABUPATEN SUKAREJA
        Nomor    : 005/12/2023
        Sukareja, 19 Agustus 2023
        Yth. Kepala Dinas
        Jadwal audit menaruh pemeriksaan aplikasi pada tahun ini dan dua
        tahun lagi, dan putaran yang pertama sudah selesai pada bulan Mei.
        Yang diuji ialah fungsi dan kecepatan dua aplikasi milik dinas kami,
        dan hasilnya sudah kami sampaikan kepada pemiliknya pada bulan Juni.
        Sukareja, 20 Agustus 2023
        Inspektur,
        """
    passages = segment(paper(letter))
    assert find(passages, "Sukareja, 19 Agustus").role is Role.NARRATIVE
    assert find(passages, "Sukareja, 20 Agustus").role is Role.SIGNATURE


def test_a_definition_whose_number_a_scan_lost_is_still_no_norm():
    passages = segment(
        paper(
            """
            BAB I
            KETENTUAN UMUM
            Pasal 1
            Dalam Peraturan ini yang dimaksud dengan:
            1. Daerah adalah Kota Mekarsari.
            Kota adalah Kota Mekarsari.
            3. Dinas adalah Dinas Komunikasi.
            """
        )
    )
    assert find(passages, "Kota adalah").role is Role.DEFINITION
    assert find(passages, "3. Dinas").role is Role.DEFINITION


def test_what_a_thing_is_defines_wherever_it_stands_in_a_regulation():
    passages = segment(
        paper(
            """
                    PERATURAN BUPATI SUKAREJA
                    NOMOR 12 TAHUN 2023
                    TENTANG
                    PUSAT DATA
                    MEMUTUSKAN:
    Menetapkan : PERATURAN BUPATI TENTANG PUSAT DATA.
                    Pasal 4
    (1) Pusat Data Nasional adalah kumpulan pusat data yang dipakai bersama.
    (2) Penanggung jawab Pusat Data adalah Kepala Dinas.
                    Pasal 5
    Jaringan Daerah adalah sistem jaringan tertutup yang menghubungkan kantor.
            """
        )
    )
    assert find(passages, "(1) Pusat").role is Role.DEFINITION
    assert find(passages, "(2) Penanggung").role is Role.NORM
    assert find(passages, "Jaringan Daerah").role is Role.DEFINITION


def test_a_table_is_named_by_its_caption_and_its_rows_by_their_numbers():
    page = """
        A. Data
        Tabel 4. Beban layanan
        No  Layanan   Beban
        7   Surat     10
        8   Cuti      20
        """
    row = find(segment(paper(page)), "8 Cuti")
    assert (row.role, row.address.row, row.address.heading) == (Role.TABLE, "Tabel 4 baris 8", "Data")


def test_running_heads_page_numbers_catchwords_and_banners_belong_to_no_passage():
    head, banner = "BUPATI SUKAREJA - PRODUK HUKUM", "Dokumen ini telah ditandatangani secara elektronik oleh BSrE"
    body = [
        "Pasal 1\n(1) Dinas mengelola pusat data dan",
        "jaringan.\n(2) Dinas menyusun laporan.",
        "(3) Laporan disampaikan kepada Bupati.",
        "Pasal 2\nPeraturan ini mulai berlaku.",
    ]
    feet = ["jaringan ...", "(3) Laporan ...", "Pasal 2 . . .", "selesai"]
    pages = [
        f"{head}\n- {number} -\n{text}\n{foot}\n{banner}"
        for number, (text, foot) in enumerate(zip(body, feet, strict=True), start=1)
    ]
    texts = [passage.text for passage in segment(paper(*pages))]
    assert "(1) Dinas mengelola pusat data dan jaringan." in texts
    assert "(3) Laporan disampaikan kepada Bupati." in texts
    joined = " ".join(texts)
    assert "BSrE" not in joined and "- 2 -" not in joined and ". . ." not in joined
    assert joined.count(head) == 1  # on the first page it is a title like any other


def test_a_table_of_contents_is_no_body():
    passages = segment(
        paper(
            """
            DAFTAR ISI
            BAB I PENDAHULUAN ........................ 1
            BAB II PEMBAHASAN ........................ 4
            BAB III PENUTUP .......................... 9
            """
        )
    )
    assert {passage.role for passage in passages} == {Role.CONTENTS}


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("penyeleng-", "garaan layanan"), "penyelenggaraan layanan"),
        (("Undang-", "Undang Nomor 1"), "Undang-Undang Nomor 1"),
        (("langkah-", "langkahnya jelas"), "langkah-langkahnya jelas"),
        (("e-", "government daerah"), "e-government daerah"),
        (("dan/", "atau badan"), "dan/atau badan"),
        (("P E N U T U P",), "PENUTUP"),
    ],
)
def test_words_parted_by_a_line_end_or_letter_spacing_are_whole_again(lines, text):
    passages = segment(paper("\n".join(lines), placed=False))
    assert passages[0].text == text


def test_a_long_paragraph_is_split_at_sentence_ends_only():
    sentence = "Menurut Kab. Sukareja No. 5 dan a.n. Bupati layanan ini dipakai dua belas ribu orang di seluruh daerah."
    passages = segment(paper("A. Uraian\n" + "\n".join([sentence] * 12), placed=False))
    prose = [passage for passage in passages if passage.role is Role.NARRATIVE]
    assert len(prose) > 1
    assert all(passage.text.startswith("Menurut") and passage.text.endswith("daerah.") for passage in prose)


def test_an_empty_document_has_no_passages():
    assert segment(paper("")) == ()


# --- invariants --------------------------------------------------------------------------------------------

WORDS = ("Dinas", "mengelola", "data", "pusat", "dan", "layanan", "dalam", "Pasal 7", "ayat (2)", "tersebut", "1.000")
OPENINGS = (
    "Pasal {n}", "BAB II", "KETENTUAN UMUM", "({n})", "a.", "b.", "1.", "{n}.", "1)", "-", "KEDUA :", "Menimbang :",
    "MEMUTUSKAN:", "Menetapkan :", "Ditetapkan di Kota", "LAMPIRAN I", "PENJELASAN", "Tabel {n}.", "No Uraian Nilai",
    "{n} Server", "1.{n}", "A.", "Bagian Kesatu", "DAFTAR ISI", "Catatan .......... {n}", "", "penye-", "x/",
)  # fmt: skip
LINE = st.builds(
    lambda opening, n, words, end: f"{opening.format(n=n)} {' '.join(words)}{end}".strip(),
    st.sampled_from(OPENINGS),
    st.integers(1, 12),
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.sampled_from(("", ".", ";", ":", " dan", "-", ",")),
)
PAGES = st.lists(st.lists(LINE, max_size=12).map("\n".join), min_size=1, max_size=4)
NOISE = st.lists(st.text(alphabet="Aa1.():-–\t |§ \u00adé", max_size=80), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.one_of(PAGES, NOISE), st.booleans())
def test_every_character_of_a_passage_is_what_the_page_says(pages, placed):
    document = paper(*pages, placed=placed)
    for index, passage in enumerate(segment(document)):
        assert passage.index == index and passage.text.strip()
        assert all(lead < index for lead in passage.lead_ins)
        at = 0
        for run in passage.runs:
            assert run.at >= at and run.length > 0
            at = run.at + run.length
            printed = document.page(run.page).text[run.start : run.start + run.length]
            assert passage.text[run.at : at] == printed
        unmapped = (
            set(passage.text)
            if not passage.runs
            else {
                char
                for place, char in enumerate(passage.text)
                if not any(run.at <= place < run.at + run.length for run in passage.runs)
            }
        )
        assert unmapped <= {" "}


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_runs_follow_the_order_of_reading(pages):
    document = paper(*pages)
    places = [(run.page, run.start) for passage in segment(document) for run in passage.runs]
    assert places == sorted(places)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25))
def test_no_word_of_a_single_page_is_lost(lines):
    document = paper("\n".join(["Pembuka naskah ini.", *lines, "Penutup naskah ini."]))
    page = document.page(1)
    covered = {
        place
        for passage in segment(document)
        for run in passage.runs
        for place in range(run.start, run.start + run.length)
    }
    words = [word for word in page.words if any(char.isalnum() for char in page.text[word.start : word.end])]
    lost = [page.text[word.start : word.end] for word in words if word.start not in covered]
    assert not lost


@settings(max_examples=50, deadline=None)
@given(PAGES)
def test_the_same_paper_gives_the_same_passages(pages):
    assert segment(paper(*pages)) == segment(paper(*pages))


PARTS = """
    Panduan Loket
    Sambutan Kepala Dinas Pelayanan Warga
    Seluruh loket kini melayani warga dengan cepat
    berkat kerja semua petugas.
    Bab 2. Cara kerja petugas pada loket utama
    Petugas menerima berkas pada loket dan mencatat
    berkas itu dalam buku yang disediakan.
    Bagian II - Layanan yang dapat dipilih warga
    Warga memilih layanan pada papan yang terpasang
    di muka loket setiap hari.
    """


def test_named_parts_and_forewords_are_headings_in_a_paper_without_articles():
    """They may be as long as the lines of the text."""
    passages = segment(paper(PARTS))
    titles = [passage.text for passage in passages if passage.role is Role.TITLE]
    assert titles == [
        "Panduan Loket",
        "Sambutan Kepala Dinas Pelayanan Warga",
        "Bab 2. Cara kerja petugas pada loket utama",
        "Bagian II - Layanan yang dapat dipilih warga",
    ]
    assert lead_in(passages, find(passages, "Seluruh loket")) == titles[1:2]
    assert lead_in(passages, find(passages, "Warga memilih")) == titles[3:]


@pytest.mark.parametrize("heading", ["Bab 2. Cara kerja petugas pada loket utama", "1. Cara kerja", "Cara Kerja"])
def test_a_foreword_ends_at_the_next_heading(heading):
    passages = segment(paper(PARTS.replace("Bab 2. Cara kerja petugas pada loket utama", heading)))
    assert lead_in(passages, find(passages, "Petugas menerima")) == [heading]


def test_a_sentence_or_an_article_that_begins_like_a_named_part_is_no_heading():
    passages = segment(paper(PARTS.replace("petugas pada loket utama", "diuraikan di bawah.")))
    assert find(passages, "Bab 2.").role is Role.NARRATIVE
    law = paper(
        """
        PERATURAN BUPATI SUKAREJA
        NOMOR 12 TAHUN 2023
        MEMUTUSKAN:
        Pasal 3
        Dinas menyusun buku panduan yang memuat
        Sambutan Kepala Dinas
        dan uraian layanan.
        """
    )
    assert find(segment(law), "Dinas menyusun").text.endswith("dan uraian layanan.")
