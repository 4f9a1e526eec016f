"""What a paper is, who issued it and whether it is in force: headings of many institutions as examples."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_checker.model import Document, DocumentKind, DocumentStatus, Force, Issuer, Page, TextSource
from evidence_checker.passages import segment
from evidence_checker.status import describe, settle

END = "Ditetapkan di Sukareja\npada tanggal 5 Maret 2021\nBUPATI SUKAREJA,\n"


def paper(*pages: str, name: str = "a", source: TextSource = TextSource.TEXT_LAYER, wide: bool = False) -> Document:
    """Make a document of these pages."""
    width, height = (960.0, 540.0) if wide else (595.0, 842.0)
    return Document(
        id=name,
        name=f"{name}.pdf",
        pages=tuple(
            Page(number=number, text=text.strip("\n"), source=source, width=width, height=height)
            for number, text in enumerate(pages, start=1)
        ),
    )


def status(*pages: str, institution: str = "Kabupaten Sukareja", **how: object) -> DocumentStatus:
    """Describe a paper of these pages."""
    document = paper(*pages, **how)  # type: ignore[arg-type]
    return describe(document, segment(document), institution=institution)


@pytest.mark.parametrize(
    ("head", "number", "year", "institution", "issuer"),
    [
        (
            "BUPATI SUKAREJA\nPROVINSI NUSA MAKMUR\nPERATURAN BUPATI SUKAREJA\nNOMOR 7 TAHUN 2021",
            "7", 2021, "Kabupaten Sukareja", Issuer.OWN,
        ),
        ("PERATURAN DAERAH KABUPATEN SUKAREJA\nNOMOR 3 TAHUN 2021", "3", 2021, "Kabupaten Sukareja", Issuer.OWN),
        (
            "SALINAN\nPERATURAN WALI KOTA MEKARSARI\nNOMOR 26 TAHUN 2021",
            "26", 2021, "Kota Mekarsari", Issuer.OTHER_AGENCY,
        ),
        ("PERATURAN WALIKOTA MEKARSARI\nNOMOR : 26 TAHUN 2021", "26", 2021, "Kota Mekarsari", Issuer.OTHER_AGENCY),
        (
            "PERATURAN GUBERNUR NUSA MAKMUR\nNOMOR 9 TAHUN 2021",
            "9", 2021, "Provinsi Nusa Makmur", Issuer.OTHER_AGENCY,
        ),
        (
            "PERATURAN GUBERNUR DAERAH ISTIMEWA YOGYAKARTA\nNOMOR 9 TAHUN 2021",
            "9", 2021, "Daerah Istimewa Yogyakarta", Issuer.OTHER_AGENCY,
        ),
        (
            "MENTERI DALAM NEGERI\nPERATURAN MENTERI DALAM NEGERI REPUBLIK INDONESIA\nNOMOR 70 TAHUN 2019",
            "70", 2019, "Kementerian Dalam Negeri", Issuer.NATIONAL,
        ),
        (
            "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 53/PMK.03/2021",
            "53/PMK.03/2021", 2021, "Kementerian Keuangan", Issuer.NATIONAL,
        ),
        (
            "PERATURAN KEPALA BADAN PUSAT STATISTIK\nNOMOR 4 TAHUN 2020",
            "4", 2020, "Badan Pusat Statistik", Issuer.NATIONAL,
        ),
        (
            "PERATURAN LEMBAGA ADMINISTRASI NEGARA\nREPUBLIK INDONESIA\nNOMOR 4 TAHUN 2020",
            "4", 2020, "Lembaga Administrasi Negara", Issuer.NATIONAL,
        ),
        ("PERATURAN PRESIDEN REPUBLIK INDONESIA\nNOMOR 95 TAHUN 2018", "95", 2018, "Presiden", Issuer.NATIONAL),
    ],
)  # fmt: skip
def test_regulations_of_many_institutions(head, number, year, institution, issuer):
    found = status(f"{head}\nTENTANG\nTATA KELOLA LAYANAN DIGITAL\nMenimbang : a. bahwa perlu diatur;\n{END}")
    assert (found.kind, found.number, found.year) == (DocumentKind.PERATURAN, number, year)
    assert (found.institution, found.issuer) == (institution, issuer)
    assert found.about == "Tata Kelola Layanan Digital"
    assert (found.force, found.date) == (Force.ENACTED, "2021-03-05")


@pytest.mark.parametrize(
    ("head", "number", "institution"),
    [
        ("KEPUTUSAN BUPATI SUKAREJA\nNOMOR 188.45 / 12 / HK / 2021", "188.45/12/HK/2021", "Kabupaten Sukareja"),
        ("KEPUTUSAN SEKRETARIS DAERAH KABUPATEN SUKAREJA\nNOMOR : 555/Kep.12-Kominfo/2021", "555/Kep.12-Kominfo/2021",
         "Sekretariat Daerah Kabupaten Sukareja"),
        ("KEPUTUSAN KEPALA DINAS KOMUNIKASI DAN INFORMATIKA\nKABUPATEN SUKAREJA\nNOMOR 800/1/2021", "800/1/2021",
         "Dinas Komunikasi dan Informatika Kabupaten Sukareja"),
        ("SURAT KEPUTUSAN\nKEPALA DINAS KESEHATAN KABUPATEN SUKAREJA\nNomor : 440/9/2021", "440/9/2021",
         "Dinas Kesehatan Kabupaten Sukareja"),
        ("LAMPIRAN II\nKEPUTUSAN BUPATI SUKAREJA\nNOMOR : 050/123/2021\nTANGGAL : 5 Maret 2021", "050/123/2021",
         "Kabupaten Sukareja"),
    ],
)  # fmt: skip
def test_decrees_give_their_whole_number(head, number, institution):
    found = status(f"{head}\nTENTANG\nTIM KOORDINASI\n{END}")
    assert (found.kind, found.number, found.year) == (DocumentKind.KEPUTUSAN, number, 2021)
    assert (found.institution, found.issuer, found.force) == (institution, Issuer.OWN, Force.ENACTED)


LETTER = "PEMERINTAH KABUPATEN SUKAREJA\nDINAS KOMUNIKASI DAN INFORMATIKA\nSukareja, 4 Februari 2023\n"
FIELDS = "Nomor : 005/123/2023\nSifat : Biasa\nLampiran : 1 berkas\nHal : {}\nKepada\nYth. Kepala Badan\n"


@pytest.mark.parametrize(
    ("pages", "kind", "number", "year"),
    [
        ((LETTER + FIELDS.format("Undangan Rapat Reviu"),), DocumentKind.UNDANGAN, "005/123/2023", 2023),
        ((LETTER + FIELDS.format("Permohonan Data"),), DocumentKind.SURAT, "005/123/2023", 2023),
        (
            (LETTER + FIELDS.format("Penyampaian Laporan"), "LAPORAN AUDIT TIK\nTAHUN 2022\nA. Dasar\nAudit."),
            DocumentKind.LAPORAN, "", 2022,
        ),
        (
            ("LAPORAN EVALUASI\nPERATURAN BUPATI SUKAREJA NOMOR 5 TAHUN 2019\nTENTANG SPBE\nTAHUN 2023\nIsi.",),
            DocumentKind.LAPORAN, "", 2023,
        ),
        (
            ("NOTULEN RAPAT\nHari/Tanggal : Senin, 3 April 2023\nMembahas Peraturan Bupati Nomor 4 Tahun 2020.",),
            DocumentKind.NOTULENSI, "", 2023,
        ),
        (
            ("BERITA ACARA RAPAT REVIU ARSITEKTUR\nNomor : 555/12/BA/2023\nPada hari ini Senin tanggal 3 April 2023",),
            DocumentKind.NOTULENSI, "555/12/BA/2023", 2023,
        ),
        (
            ("STANDAR OPERASIONAL PROSEDUR\nNomor SOP : 12/SOP/2021\nTgl. Efektif : 3 Januari 2021\nMutu Baku",),
            DocumentKind.SOP, "12/SOP/2021", 2021,
        ),
        (("RENCANA STRATEGIS\nDINAS KESEHATAN\nKABUPATEN SUKAREJA\nTAHUN 2021-2026",), DocumentKind.RENCANA, "", 2021),
        (("DOKUMEN PELAKSANAAN ANGGARAN\nTahun Anggaran 2024",), DocumentKind.RENCANA, "", 2024),
        (
            ("Aplikasi Baru Diluncurkan\nPenulis: Adi\nMEKARSARI, Kabar.id - Aplikasi dipakai, Selasa (12/3/2024).\n"
             '"Ini penting," ujar Wali Kota.',),
            DocumentKind.BERITA, "", 2024,
        ),
        (("SIARAN PERS\nSukareja, 6 Mei 2024 - Bupati meresmikan portal.",), DocumentKind.BERITA, "", 2024),
        (("BUKU PETUNJUK PEMAKAIAN\nAPLIKASI CUTI\n2022",), DocumentKind.LAINNYA, "", 2022),
        (("PIAGAM AUDIT INTERN\nINSPEKTORAT KABUPATEN SUKAREJA",), DocumentKind.LAINNYA, "", None),
    ],
)  # fmt: skip
def test_papers_that_are_never_enacted(pages, kind, number, year):
    found = status(*pages)
    assert (found.kind, found.number, found.year) == (kind, number, year)
    assert found.force is Force.NOT_APPLICABLE


@pytest.mark.parametrize(
    "head",
    [
        "PERATURAN BUPATI SUKAREJA NOMOR 14 TAHUN 2021 TENTANG LAYANAN",
        "PERATURAN\nBUPATI SUKAREJA\nNOMOR 14 TAHUN 2021\nTENTANG\nLAYANAN",
        "Peraturan Bupati Sukareja\nNomor 14 Tahun 2021\nTentang\nLayanan",
        "BERITA DAERAH\nKABUPATEN SUKAREJA\nNOMOR : 33 TAHUN : 2021\nPERATURAN BUPATI SUKAREJA\nNOMOR 14 TAHUN 2021\n"
        "TENTANG\nLAYANAN",
        "P E R A T U R A N B U P A T I SUKAREJA\nNOMOR 14 TAHUN 2021\nTENTANG\nLAYANAN",
    ],
)
def test_a_head_may_be_set_in_many_ways(head):
    found = status(f"{head}\nMenimbang : a. bahwa perlu;\n{END}")
    assert (found.kind, found.number, found.year) == (DocumentKind.PERATURAN, "14", 2021)
    assert (found.institution, found.about) == ("Kabupaten Sukareja", "Layanan")


def test_the_number_of_a_paper_named_in_the_title_is_not_its_own():
    found = status(
        "LAPORAN\nPELAKSANAAN KEPUTUSAN BUPATI SUKAREJA\nNOMOR 188.45/5/2020\nTENTANG TIM\nSukareja, 4 Mei 2021"
    )
    assert (found.kind, found.number, found.year) == (DocumentKind.LAPORAN, "", 2021)


def test_slides_are_known_by_their_shape():
    assert status(*["Arah kebijakan\nPoin satu\nPoin dua"] * 6, wide=True).kind is DocumentKind.PAPARAN


def test_circulars_and_instructions():
    circular = status(
        "PEMERINTAH KABUPATEN SUKAREJA\nSukareja, 3 Mei 2023\nYth. Kepala Dinas\nSURAT EDARAN\nNOMOR 555/1/Kominfo\n"
        "TENTANG\nPENGGUNAAN APLIKASI\nDalam rangka tertib naskah."
    )
    assert (circular.kind, circular.number, circular.date) == (DocumentKind.SURAT_EDARAN, "555/1/Kominfo", "2023-05-03")
    order = status(
        "INSTRUKSI BUPATI SUKAREJA\nNOMOR 2 TAHUN 2020\nTENTANG\nX\nDikeluarkan di Sukareja\npada tanggal 4 Juni 2020"
    )
    assert (order.kind, order.force, order.date) == (DocumentKind.INSTRUKSI, Force.ENACTED, "2020-06-04")


@pytest.mark.parametrize("number", ["NOMOR      TAHUN 2024", "NOMOR ... TAHUN 2024", "NOMOR : ____ TAHUN 2024"])
def test_a_blank_number_makes_a_draft_and_is_never_filled_in(number):
    found = status(f"PERATURAN BUPATI SUKAREJA\n{number}\nTENTANG\nX\n{END}")
    assert (found.force, found.number, found.year) == (Force.DRAFT, "", 2024)


def test_a_blank_date_or_a_mark_makes_a_draft():
    head = "PERATURAN BUPATI SUKAREJA\nNOMOR 5 TAHUN 2024\nTENTANG\nX\n"
    assert status(head + "Ditetapkan di Sukareja\npada tanggal ............\n").force is Force.DRAFT
    assert status(head + "Ditetapkan di Sukareja\npada tanggal        2024\n").force is Force.DRAFT
    assert status("RANCANGAN\n" + head + END).force is Force.DRAFT
    assert status("DRAF 3\n" + head + END).force is Force.DRAFT


def test_a_title_about_drafting_makes_no_draft():
    found = status(f"PERATURAN BUPATI SUKAREJA\nNOMOR 5 TAHUN 2021\nTENTANG\nRANCANGAN INDUK JARINGAN\n{END}")
    assert found.force is Force.ENACTED


def test_without_its_end_nobody_can_say_whether_a_regulation_was_enacted():
    found = status("PERATURAN BUPATI SUKAREJA\nNOMOR 5 TAHUN 2021\nTENTANG\nX\nMenimbang : a. bahwa perlu;")
    assert found.force is Force.UNKNOWN
    assert "tidak ditemukan" in found.reason


def test_a_regulation_without_its_first_page_is_no_manual_and_of_unknown_force():
    rest = "Pasal 4\nDinas mengelola data.\nPasal 5\nPeraturan Bupati ini mulai berlaku pada tanggal diundangkan.\n"
    found = status("", rest + END)
    assert (found.kind, found.number, found.force) == (DocumentKind.PERATURAN, "", Force.UNKNOWN)
    assert (found.institution, found.date) == ("Kabupaten Sukareja", "2021-03-05")
    assert "tidak terbaca" in found.reason


def test_damage_of_a_scan_is_mended_or_left_empty_never_guessed():
    page = (
        "BUPATI SUKAREJA\nPERATURAN BUPAT| SUKAREJA\nNOM0R 4l TAHUN 2O2l\nTENTANG\nLAYANAN\n"
        "Ditetapkan di Sukareja\npada tanggal l2 Mei 2O21\nBUPATI SUKAREJA,"
    )
    mended = status(page, source=TextSource.OCR)
    assert (mended.number, mended.year, mended.date) == ("41", 2021, "2021-05-12")
    noise = status(
        "KEPUTUSAN BUPATI SUKAREJA\nNOMOR : I 88.4}/3i st 0tt}17\nTENTANG\nTIM\n"
        "Ditetapkan di Sukareja\npada tanggal 15 - 0g - 2017\nBUPATI SUKAREJA,"
    )
    assert (noise.number, noise.date, noise.year, noise.force) == ("", "", 2017, Force.ENACTED)
    lost = status("PERATURAN BUPATI SUKAREJA\nNOMOR } TAHUN 2016\nTENTANG\nTARIF\nPasal 1\nIsi.", source=TextSource.OCR)
    assert (lost.number, lost.force) == ("", Force.UNKNOWN)


def test_a_cited_year_is_not_the_year_of_the_paper():
    found = status(
        "LAPORAN REVIU\nPERATURAN BUPATI NOMOR 41 TAHUN\n2019\nNomor: 180/026/HK/2023\nA. Dasar\n"
        "Peraturan Presiden Nomor 95 Tahun 2018 menjadi dasar."
    )
    assert found.year == 2023


def revoking(number: int, clause: str, head: str = "PERATURAN BUPATI SUKAREJA") -> str:
    """Give a regulation of 2024 with this clause in its last article."""
    return (
        f"{head}\nNOMOR {number} TAHUN 2024\nTENTANG\nLAYANAN DIGITAL\nMenimbang : a. bahwa perlu;\nMEMUTUSKAN:\n"
        f"Menetapkan : PERATURAN BUPATI TENTANG LAYANAN DIGITAL.\nPasal 1\nDinas mengelola layanan.\n"
        f"Pasal 2\n{clause}\n"
        "Ditetapkan di Sukareja\npada tanggal 5 Maret 2024\nBUPATI SUKAREJA,"
    )


OLD = "PERATURAN BUPATI SUKAREJA\nNOMOR 41 TAHUN 2021\nTENTANG\nE-GOVERNMENT\n" + END
WHOLE = (
    "Pada saat Peraturan Bupati ini mulai berlaku, Peraturan Bupati Sukareja Nomor 41\nTahun 2021 tentang E-Government "
    "(Berita Daerah Tahun 2021 Nomor 41), dicabut dan dinyatakan\ntidak berlaku."
)


def forces(*texts: str) -> list[Force]:
    """Describe and settle a submission of these papers; give the force of each."""
    papers = [paper(text, name=str(number)) for number, text in enumerate(texts)]
    found = [describe(document, segment(document), institution="Kabupaten Sukareja") for document in papers]
    return [status.force for status in settle(found)]


def test_a_closing_provision_revokes_the_older_paper_of_the_submission_in_any_order():
    assert forces(OLD, revoking(9, WHOLE)) == [Force.REVOKED, Force.ENACTED]
    assert forces(revoking(9, WHOLE), OLD) == [Force.ENACTED, Force.REVOKED]


def test_a_list_of_revoked_papers_is_read_with_its_lead_in():
    clause = (
        "Pada saat Peraturan Bupati ini mulai berlaku:\n"
        "a. Peraturan Bupati Sukareja Nomor 40 Tahun 2021 tentang Laman; dan\n"
        "b. Peraturan Bupati Sukareja Nomor 41 Tahun 2021 tentang E-Government,\ndicabut dan dinyatakan tidak berlaku."
    )
    assert forces(OLD, revoking(9, clause)) == [Force.REVOKED, Force.ENACTED]


AMENDS = "Peraturan Bupati ini mengubah Peraturan Bupati Sukareja Nomor 41 Tahun 2021 tentang E-Government."
PARTLY = (
    "Ketentuan Pasal 4 Peraturan Bupati Sukareja Nomor 41 Tahun 2021 tentang E-Government dicabut dan\n"
    "dinyatakan tidak berlaku."
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(OLD, revoking(9, AMENDS), id="amends"),
        pytest.param(OLD, revoking(9, WHOLE.replace("Nomor 41\nTahun", "Nomor 14\nTahun")), id="another number"),
        pytest.param(OLD.replace("SUKAREJA", "MEKARSARI"), revoking(9, WHOLE), id="another issuer"),
        pytest.param(
            OLD.replace("BUPATI SUKAREJA\nN", "DAERAH KABUPATEN SUKAREJA\nN"), revoking(9, WHOLE), id="family"
        ),
        pytest.param(OLD, "RANCANGAN\n" + revoking(9, WHOLE), id="a draft revokes nothing"),
        pytest.param(OLD, revoking(9, PARTLY), id="one article only"),
    ],
)
def test_what_does_not_revoke(old, new):
    assert forces(old, new)[0] is Force.ENACTED


def test_the_reason_and_the_citation_of_a_revocation_name_the_revoking_paper():
    papers = [paper(OLD, name="lama"), paper(revoking(9, WHOLE), name="baru")]
    old, new = settle([describe(document, segment(document)) for document in papers])
    assert "Nomor 9 Tahun 2024" in old.reason
    assert old.citations[-1].document == "baru"
    assert "Nomor 41" in old.citations[-1].quote
    assert [(reference.number, reference.year) for reference in new.revokes] == [("41", 2021)]


def test_the_own_offices_of_a_ministry_are_own_and_a_ministry_is_national_to_a_region():
    head = "PERATURAN MENTERI PERTANIAN REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2020\nTENTANG\nX\n" + END
    assert status(head, institution="Kementerian Pertanian").issuer is Issuer.OWN
    assert status(head, institution="Kota Mekarsari").issuer is Issuer.NATIONAL
    assert status(head, institution="").issuer is Issuer.NATIONAL


def test_a_paper_without_letterhead_belongs_to_the_institution_that_it_names_most():
    text = "Catatan Rilis Aplikasi\nDipakai seluruh dinas di Kabupaten Sukareja."
    assert status(text).issuer is Issuer.OWN
    assert status(text + "\nDisalin dari Kota Mekarsari.\nKota Mekarsari menyusunnya.").issuer is not Issuer.OWN
    assert status(text, institution="Kota Mekarsari").issuer is not Issuer.OWN


def test_a_paper_without_a_trace_of_its_issuer_is_of_unknown_issue():
    assert status("1. SERVER\n2. KAMERA").issuer is Issuer.UNKNOWN


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(("PERATURAN", "KEPUTUSAN", "INSTRUKSI")),
    st.integers(1, 999),
    st.integers(1995, 2026),
    st.integers(1, 28),
    st.integers(1, 12),
    st.integers(0, 2),
)
def test_citations_are_verbatim_and_fields_come_from_the_paper(word, number, year, day, month, blank_pages):
    months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    name = re.split(" ", months)[month - 1]
    text = (
        f"BUPATI SUKAREJA\n{word} BUPATI SUKAREJA\nNOMOR {number} TAHUN {year}\nTENTANG\nLAYANAN\n"
        f"Menimbang : a. bahwa Peraturan Presiden Nomor 95 Tahun 2018 perlu dilaksanakan;\n"
        f"Ditetapkan di Sukareja\npada tanggal {day} {name} {year}\nBUPATI SUKAREJA,"
    )
    document = paper(*[""] * blank_pages, text)
    found = describe(document, segment(document), institution="Kabupaten Sukareja")
    assert (found.number, found.year, found.date) == (str(number), year, f"{year}-{month:02d}-{day:02d}")
    assert found.citations
    for citation in found.citations:
        assert citation == document.cite(citation.spans, citation.address)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ABNOMRTahun 0123456789./:\n,", max_size=120), max_size=3))
def test_noise_is_described_without_failing_and_claims_nothing(pages):
    found = status(*pages)
    assert found.force in (Force.NOT_APPLICABLE, Force.UNKNOWN, Force.DRAFT)
    assert found.reason
