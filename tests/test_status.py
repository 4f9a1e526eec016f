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
        pytest.param(OLD, revoking(9, PARTLY.replace("Pasal 4", "Bagian C")), id="one part only"),
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


OFFICE = "PEMERINTAH KABUPATEN SUKAREJA\nDINAS KOMUNIKASI DAN INFORMATIKA\nJalan Kenari Nomor 3 Sukareja\n"
SIGNED = "Sukareja, 5 Agustus 2024\nKepala Bidang Aplikasi,\nttd\nSri Wahyu\n"


@pytest.mark.parametrize(
    ("pages", "kind"),
    [
        pytest.param((OFFICE + "LEMBAR KENDALI LAYANAN\nKeadaan Juni 2024\nTercatat 12.\n" + SIGNED,),
                     DocumentKind.LAPORAN, id="an office's signed account of its work is a report"),
        pytest.param((OFFICE + "ANALISIS DAN EVALUASI PRODUK HUKUM\nNomor 180/3/HK/2024\nDinilai.\n" + SIGNED,),
                     DocumentKind.LAPORAN, id="a review report"),
        pytest.param((OFFICE + "PENGAMANAN DATA TRIWULAN II\n\"Aman,\" ujarnya (3/6/2024).\n" + SIGNED,),
                     DocumentKind.LAPORAN, id="a signed account is no news though it quotes"),
        pytest.param((OFFICE + "LEMBAR KENDALI LAYANAN\nKepada Yth. Sekretaris Daerah\nTercatat 12.\n" + SIGNED,),
                     DocumentKind.LAINNYA, id="but not where it is addressed like a letter"),
        pytest.param((OFFICE + "LEMBAR KENDALI LAYANAN\nKeadaan Juni 2024\nTercatat 12.",),
                     DocumentKind.LAINNYA, id="nor without a signature"),
        pytest.param((OFFICE + "LEMBAR TEKNIS GERBANG DATA\nAlamat pemanggilan.\n" + SIGNED,),
                     DocumentKind.LAINNYA, id="nor a sheet whose title says otherwise"),
        pytest.param(("REKAP TIKET MEJA BANTUAN\nJanuari 2024",), DocumentKind.LAPORAN, id="a recap"),
        pytest.param(("REGISTER RISIKO TAHUN 2024\nNo Risiko",), DocumentKind.LAPORAN, id="a risk register"),
        pytest.param(("KAJIAN KESENJANGAN KECAKAPAN\nOktober 2024",), DocumentKind.LAPORAN, id="a study"),
        pytest.param(("LAPORANKEGIATAN\nJARINGAN KANTOR",), DocumentKind.LAPORAN, id="a title run together"),
        pytest.param(("KERANGKA ACUAN KERJA\nPembuatan Aplikasi",), DocumentKind.RENCANA, id="terms of reference"),
        pytest.param(("LEMBAR UJI TERIMA\nNo Langkah Hasil",), DocumentKind.FORMULIR, id="a test sheet"),
        pytest.param((OFFICE + "SIARAN PERS - untuk disiarkan segera\nLayanan dibuka.",),
                     DocumentKind.BERITA, id="a title with a remark after a dash"),
        pytest.param(("Belanja Lewat Gawai\nSukareja, 9 Juli - Hujan turun.\n\"Mudah,\" kata Bu Tini.",),
                     DocumentKind.BERITA, id="news with its date in the dateline"),
        pytest.param((OFFICE + "Nomor 045/11/DKI/2024\nHal Penjelasan aplikasi\nKepada Yth. Ketua Tim\n" + SIGNED,),
                     DocumentKind.SURAT, id="a letter whose fields have no colon"),
        pytest.param((OFFICE + "Nomor : 7/HK/2024\nHal : Hasil telaah peraturan\nYth. Sekretaris Daerah\n" + SIGNED,),
                     DocumentKind.LAPORAN, id="a letter that is the report"),
        pytest.param((OFFICE + "Nomor : 7/HK/2024\nHal : Penyampaian hasil uji\nYth. Sekretaris Daerah\n" + SIGNED,),
                     DocumentKind.SURAT, id="a letter that forwards results"),
        pytest.param((OFFICE + "NOTA DINAS\nKepada : Bupati\nNomor : 7/HK/2024\nHal : Laporan pekerjaan\n" + SIGNED,),
                     DocumentKind.SURAT, id="a note of the office"),
    ],
)  # fmt: skip
def test_papers_are_known_by_title_letterhead_and_signature(pages, kind):
    assert status(*pages).kind is kind


def test_broad_pages_that_say_they_were_shown_are_slides():
    shown = ("PORTAL KITA\nDisampaikan pada rapat pimpinan, 3 Mei 2024", "ARSITEKTUR SPBE\nTiga lapis", "Terima kasih")
    assert status(*shown, wide=True).kind is DocumentKind.PAPARAN
    assert status(*shown).kind is not DocumentKind.PAPARAN
    assert status("PORTAL KITA\nJuni 2024", "Tabel aset", "Tabel lisensi", wide=True).kind is DocumentKind.LAINNYA


DECREE = "KEPUTUSAN BUPATI SUKAREJA\nNOMOR {}\nTENTANG\nTIM\n" + END


@pytest.mark.parametrize(
    ("pages", "number"),
    [
        pytest.param((OFFICE + "NOTA DINAS\nKepada : Bupati\nNomor : 000.8/7/BPP/2024\nHal : Data kota\n"
                      "No Pekerjaan Target\n" + SIGNED,), "000.8/7/BPP/2024", id="the head of a table is no number"),
        pytest.param((OFFICE + "LAPORAN KAJIAN ATAS PERATURAN BUPATI NOMOR 8 TAHUN 2020\nNomor 180/4/HUK/2021\n",),
                     "180/4/HUK/2021", id="below a title that gives the number of another paper"),
        pytest.param(("LAPORAN TAHUNAN\nLaporan Biro Umum Nomor LAP-7/BU/X/2024, 8 Oktober 2024\nIsi.",),
                     "LAP-7/BU/X/2024", id="in the title"),
        pytest.param((OFFICE + "LAPORAN TAHUNAN\nI. Dasar\nDasarnya Peraturan Bupati\nNomor 7 Tahun 2022. Isi.",),
                     "", id="in the prose it is the number of another paper"),
        pytest.param((DECREE.format("100/37/\u20442021"),), "100/37/2021", id="strokes of two kinds"),
        pytest.param((DECREE.format("188.4/....../KEP/2021"),), "", id="a blank inside"),
        pytest.param(("PETA PROSES BISNIS\nLampiran Keputusan Bupati Nomor 100.3/40/2023 tanggal 4 Mei 2023\nIsi.",),
                     "100.3/40/2023", id="of the decree to which a map is annexed"),
    ],
)  # fmt: skip
def test_the_number_of_the_paper_itself(pages, number):
    assert status(*pages).number == number


def test_a_number_with_a_blank_part_makes_a_draft():
    assert status(DECREE.format("188.4/....../KEP/2021")).force is Force.DRAFT


def test_damage_of_a_scan_in_a_month_or_an_abbreviation_is_mended():
    def number(written: str) -> str:
        return status(DECREE.format(written), source=TextSource.OCR).number

    assert number("118/MKS/V1/2024") == "118/MKS/VI/2024"
    assert number("188/7/KOMINF0/2021") == "188/7/KOMINFO/2021"
    assert number("188/1/KEP10/2021") == "188/1/KEP10/2021"
    assert status(DECREE.format("118/MKS/V1/2024")).number == "118/MKS/V1/2024"


@pytest.mark.parametrize(
    ("pages", "year"),
    [
        pytest.param((OFFICE + "LAPORAN PEMAKAIAN PORTAL\nTAHUN 2023\nNomor 800/4/DKI/2024\nIsi.",), 2024,
                     id="a numbered report is of the year in which it was filed"),
        pytest.param((OFFICE + "LAPORAN PEMAKAIAN PORTAL\nTAHUN 2023\nIsi.\nSukareja, 4 Mei 2024",), 2023,
                     id="another one of the year in its title"),
        pytest.param(("LAPORAN PEMBUATAN APLIKASI\nPeriode Juli 2021 - Agustus 2022\nIsi.",), 2022,
                     id="a period ends with its last year"),
        pytest.param(("LAPORAN MEJA BANTUAN\n1. Dasar\nPeta Rencana SPBE Kabupaten Sukareja 2020-2025\n"
                      "Sukareja, 4 Mei 2024\nKepala Dinas,",), 2024, id="a plan named in the text gives none"),
        pytest.param(("PETA RENCANA SPBE TAHUN 2022-2026\nIsi.\nSukareja, 20 Desember 2021\nSekretaris Daerah,",), 2021,
                     id="a plan for many years is of the year in which it was signed"),
        pytest.param(("MANUAL PORTAL CUTI\nMasuk dengan akun.\nManual Portal Cuti 2022 hlm. 1",), 2022,
                     id="the running foot"),
        pytest.param(("CHANGELOG PORTAL\n[3.4.0] 2024-01-15\nDitambah",), 2024, id="a date of a machine"),
        pytest.param(("RANCANGAN - hasil pembahasan 14 Oktober 2024\nPERATURAN BUPATI SUKAREJA\nNOMOR ... TAHUN ...\n"
                      "TENTANG\nX",), 2024, id="the mark of a draft"),
    ],
)  # fmt: skip
def test_the_year_of_the_paper_itself(pages, year):
    assert status(*pages).year == year


@pytest.mark.parametrize(
    ("pages", "force"),
    [
        pytest.param(("KEPUTUSAN BUPATI SUKAREJA\nNOMOR 1/2020\nTENTANG X\nDitetapkan di Sukareja, 12 Oktober 2020",),
                     Force.ENACTED, id="place and date on one line"),
        pytest.param(("KEPUTUSAN BUPATI SUKAREJA\nNOMOR 1/2020\nTENTANG X\nDitetapkan di Sukareja\npada 6 Mei 2020",),
                     Force.ENACTED, id="the word tanggal left out"),
        pytest.param(("PETIKAN\nLAMPIRAN KEPUTUSAN BUPATI SUKAREJA NOMOR 188/4/2022\nTENTANG PETA RENCANA\nIsi.\n"
                      "Dipetik sesuai aslinya,\nKepala Bagian Hukum,",), Force.ENACTED, id="a certified extract"),
        pytest.param(("PETA RENCANA SPBE\nDisahkan Bupati Sukareja pada tanggal 11 Januari 2023\nIsi.",), Force.ENACTED,
                     id="a plan that the head of the region passed"),
        pytest.param(("PETA RENCANA SPBE\nDisahkan Kepala Dinas Informatika, 11 Januari 2023\nIsi.",),
                     Force.NOT_APPLICABLE, id="a plan of one office"),
        pytest.param(("ARSITEKTUR SPBE\nBuku ini disahkan dengan\nKeputusan Bupati Sukareja.",), Force.ENACTED,
                     id="a book passed by decree"),
        pytest.param(("ARSITEKTUR SPBE\nBuku ini akan ditetapkan dengan\nKeputusan Bupati Sukareja.",),
                     Force.NOT_APPLICABLE, id="a promise"),
        pytest.param(("DRAF 2 - BELUM UNTUK DIKUTIP\nARSITEKTUR SPBE SUKAREJA\nIsi.",), Force.DRAFT,
                     id="a book marked as a draft"),
    ],
)  # fmt: skip
def test_the_force_of_plans_books_and_extracts(pages, force):
    assert status(*pages).force is force


def test_the_word_above_a_decree_may_end_like_a_joining_word():
    found = status(
        "TIM KOORDINASI SPBE\nJalan Teratai Kota Medan\nKEPUTUSAN KETUA TIM KOORDINASI SPBE\nNOMOR 4 TAHUN 2023\n"
        f"TENTANG\nARAH LAYANAN\n{END}"
    )
    assert (found.kind, found.number, found.force) == (DocumentKind.KEPUTUSAN, "4", Force.ENACTED)


@pytest.mark.parametrize("of", ["", " KABUPATEN SUKAREJA"])
def test_a_decree_of_a_chairman_is_one_of_a_team_whatever_the_team_is_called(of):
    found = status(
        f"TIM KOORDINASI SPBE{of}\nKEPUTUSAN KETUA TIM KOORDINASI SPBE{of}\nNOMOR 4 TAHUN 2023\nTENTANG\nARAH\n{END}"
    )
    assert found.of_team
    assert not status(f"BUPATI SUKAREJA\nKEPUTUSAN BUPATI SUKAREJA\nNOMOR 4 TAHUN 2023\nTENTANG\nARAH\n{END}").of_team


CHAIR = "KEPUTUSAN KETUA TIM KOORDINASI SPBE\nNOMOR 03/TK/2022\nTENTANG\nSTRATEGI\nDitetapkan di X\npada 4 Mei 2022"


@pytest.mark.parametrize(
    ("text", "institution", "issuer"),
    [
        pytest.param("PEMERINTAH KABUPATEN SUKAREJA\nTIM KOORDINASI SPBE\n" + CHAIR, "Kabupaten Sukareja", Issuer.OWN,
                     id="the chairman of a team speaks for the institution of the letterhead"),
        pytest.param("PEMERINTAH KOTA MEKARSARI\nTIM KOORDINASI SPBE\n" + CHAIR, "Kabupaten Sukareja",
                     Issuer.OTHER_AGENCY, id="of another one"),
        pytest.param("PT SINAR TELAAH NUSA\nAuditor Sistem\nLAPORAN AUDIT KABUPATEN SUKAREJA", "Kabupaten Sukareja",
                     Issuer.UNKNOWN, id="a firm's letterhead"),
        pytest.param("LAPORAN AUDIT APLIKASI KABUPATEN SUKAREJA\noleh PT Sinar Telaah, Juni 2022\nIsi.",
                     "Kabupaten Sukareja", Issuer.UNKNOWN, id="a firm named as the author"),
        pytest.param("RINGKASAN KAJIAN\nKabupaten Sukareja, Mei 2024\nIsi.\nCV Bina Arung | 1", "Kabupaten Sukareja",
                     Issuer.UNKNOWN, id="a firm in the running foot"),
        pytest.param("LAPORAN PELATIHAN\nKabupaten Sukareja\nPT Sinar Telaah melatih pegawai selama tiga hari penuh.",
                     "Kabupaten Sukareja", Issuer.OWN, id="a firm that the text names"),
        pytest.param("HARIAN LAYAR PAGI - Sabtu, 4 Mei 2024\nSUKAREJA - Kabupaten Sukareja maju, ujarnya.",
                     "Kabupaten Sukareja", Issuer.UNKNOWN, id="a newspaper"),
        pytest.param("Kabar Data\nDinas Kominfo Sukareja", "Kabupaten Sukareja", Issuer.OWN, id="the bare name"),
        pytest.param("Kabar Data\nDinas Kominfo", "Kabupaten Sukareja", Issuer.OWN, id="an office only"),
        pytest.param("Kabar Data\nPusat Informatika | 1", "Badan Perairan Luas", Issuer.OWN, id="an inner office"),
        pytest.param("Kabar Data\nDinas Kominfo\nDisalin dari Kota Mekarsari.", "Kabupaten Sukareja", Issuer.UNKNOWN,
                     id="an office in a paper that names another region"),
    ],
)  # fmt: skip
def test_who_issued_papers_of_teams_firms_and_offices(text, institution, issuer):
    assert status(text, institution=institution).issuer is issuer


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


@pytest.mark.parametrize(
    ("letterhead", "institution", "issuer"),
    [
        ("BADAN PERAIRAN LUAS", "Badan Perairan Luas", Issuer.OWN),
        ("BADAN PERAIRAN SEMPIT", "Badan Perairan Sempit", Issuer.NATIONAL),
        ("SALINAN", "", Issuer.UNKNOWN),  # any body has a head
    ],
)
def test_a_body_called_by_its_office_alone_has_the_name_that_its_first_page_gives(letterhead, institution, issuer):
    found = status(
        f"{letterhead}\nKEPUTUSAN KEPALA BADAN\nNOMOR 12 TAHUN 2022\nTENTANG\nTIM PENGARAH\n{END}",
        institution="Badan Perairan Luas",
    )
    assert (found.institution, found.issuer) == (institution, issuer)


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("ARUNA 3.4 (2 September 2024)", "2024-09-02"),
        ("ARUNA 3.4 Pembaruan Besar Bagi Para Pemohon dan Petugas Loket (2 September 2024)", "2024-09-02"),
        ("ARUNA 3.4", ""),
    ],
)
def test_a_release_note_is_dated_in_brackets_beside_its_title(title, date):
    note = f"Catatan Rilis\n{title}\nPetugas memilah berkas menurut tanggal yang diminta warga pada 9 Mei 2021."
    assert status(note).date == date
