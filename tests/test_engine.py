"""One submission from bytes to assessment: order, duplicates, hints, what cannot be read, and the four invariants."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from evidence_checker import engine, rubric
from evidence_checker.model import (
    Assessment,
    Citation,
    Document,
    DocumentKind,
    Page,
    Proposal,
    TextSource,
    UnreadableDocument,
    UnreadableReason,
    Verdict,
)
from evidence_checker.report import render

PACK = rubric.load(str(Path(__file__).parent / "packs" / "pemdi-mini"))
LOCKED, BLANK = b"terkunci", "\x00"


def read_texts(files: Iterable[tuple[str, bytes]]) -> Iterator[Document | UnreadableDocument]:
    """Stand in for the reader: bytes are the text, pages parted by form feeds, a NUL is a page without text."""
    for name, data in files:
        digest = hashlib.sha256(data).hexdigest()
        if data == LOCKED:
            yield UnreadableDocument(id=digest, name=name, reason=UnreadableReason.ENCRYPTED, detail="Buka kuncinya.")
            continue
        pages = tuple(
            Page(
                number=number,
                text="" if text == BLANK else text.strip("\n"),
                source=TextSource.UNREAD if text == BLANK else TextSource.TEXT_LAYER,
                width=595.0,
                height=842.0,
            )
            for number, text in enumerate(data.decode().split("\f"), start=1)
        )
        yield Document(id=digest, name=name, pages=pages)


DECREE = """KEPUTUSAN BUPATI ARUNIKA
NOMOR 188/45 TAHUN 2023
TENTANG
RENCANA AKSI LAYANAN DIGITAL KABUPATEN ARUNIKA
BUPATI ARUNIKA,
Menimbang : a. bahwa layanan digital perlu diarahkan;
MEMUTUSKAN:
Menetapkan : KEPUTUSAN BUPATI TENTANG RENCANA AKSI LAYANAN DIGITAL.
KESATU : Menetapkan Rencana Aksi Layanan Digital Kabupaten Arunika sebagaimana tercantum dalam Lampiran.
KEDUA : Rencana Aksi Layanan Digital memuat dua belas kegiatan.
KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.
Ditetapkan di Arunika
pada tanggal 6 Februari 2023
BUPATI ARUNIKA,
ttd
SITI RAHAYU
"""
REPORT = """PEMERINTAH KABUPATEN ARUNIKA
DINAS KOMUNIKASI DAN INFORMATIKA
LAPORAN PELAKSANAAN RENCANA AKSI LAYANAN DIGITAL
TAHUN 2023
Rencana aksi layanan digital Kabupaten Arunika telah disusun dan memuat dua belas kegiatan.
"""
REVIEW = """PEMERINTAH KABUPATEN ARUNIKA
DINAS KOMUNIKASI DAN INFORMATIKA
LAPORAN EVALUASI RENCANA AKSI LAYANAN DIGITAL
TAHUN 2023
Evaluasi rencana aksi layanan digital dilaksanakan tanggal 4 Desember 2023.
Kendala pada rencana aksi layanan digital ialah jadwal yang terlambat.
Rekomendasi: kegiatan keamanan pada rencana aksi layanan digital didahulukan.
"""
MANUAL = """PANDUAN PORTAL LAYANAN TERPADU
KABUPATEN ARUNIKA
Portal layanan terpadu menampilkan informasi persyaratan kepada warga.
"""
UNRELATED = (
    "NOTULEN RAPAT\nPersiapan Upacara Hari Jadi\nPeserta sepakat memakai tenda besar di alun-alun.\n",
    "LAPORAN KEGIATAN PENYULUHAN PERTANIAN TAHUN 2023\nPetani menerima bibit padi dan pupuk.\n",
    "SURAT UNDANGAN\nNomor : 005/12/2023\nHal : Undangan rapat\nKami mengundang Saudara hadir pada rapat.\n",
    "PERATURAN BUPATI ARUNIKA\nNOMOR 9 TAHUN 2022\nTENTANG\nPENGELOLAAN SAMPAH\nPasal 2\n"
    "Setiap orang wajib memilah sampah.\nDitetapkan di Arunika\npada tanggal 2 Mei 2022\nBUPATI ARUNIKA,\nttd\n",
    "DAFTAR HADIR\n1 | Budi | Dinas Sosial\n2 | Wati | Dinas Kesehatan\n",
)
FILES = (
    ("keputusan.pdf", DECREE.encode()),
    ("laporan.pdf", REPORT.encode()),
    ("evaluasi.pdf", REVIEW.encode()),
    ("panduan.pdf", MANUAL.encode()),
)


def assess(*files: tuple[str, bytes], indicators: Sequence[int] | None = None) -> Assessment:
    return engine.assess(
        files, PACK, institution="Kabupaten Arunika", year=2024, indicators=indicators, read_all=read_texts
    )


def proposal(of: Assessment, indicator: int = 1) -> Proposal:
    return next(p for p in of.proposals if p.indicator == indicator)


def levels(of: Assessment) -> dict[int, int]:
    return {p.indicator: p.level for p in of.proposals}


def verdicts(of: Assessment, indicator: int) -> dict[str, Verdict]:
    return {r.condition: r.verdict for r in proposal(of, indicator).results}


@cache
def whole() -> Assessment:
    return assess(*FILES)


# --- one submission ------------------------------------------------------------------------------------------


def test_a_submission_is_read_judged_and_scored() -> None:
    found = whole()
    assert levels(found) == {1: 4, 2: 1, 3: 2, 4: 1}
    assert verdicts(found, 1)["ditindaklanjuti"] is Verdict.NOT_FOUND
    assert found.score is not None
    assert found.year == 2024


def test_some_indicators_only_give_no_index() -> None:
    found = assess(*FILES, indicators=(1,))
    assert (levels(found), found.score, found.next_band) == ({1: 4}, None, None)


def test_no_files_at_all() -> None:
    found = assess()
    assert levels(found) == {1: 1, 2: 1, 3: 1, 4: 1}
    assert [p.ceiling for p in found.proposals] == [1, 1, 1, 5]  # the fourth is left to people


def test_progress_is_told_file_by_file() -> None:
    told: list[tuple[str, int, int]] = []
    engine.assess(FILES[:2], PACK, on_progress=lambda *now: told.append(now), read_all=read_texts)
    assert told == [("keputusan.pdf", 1, 2), ("laporan.pdf", 2, 2)]


# --- invariant 1: a quote is what the page says ----------------------------------------------------------------


def citations(of: Assessment) -> Iterator[Citation]:
    for status in of.statuses:
        yield from status.citations
    for p in of.proposals:
        yield from (miss.citation for miss in p.near_misses)
        for r in p.results:
            yield from (support.citation for support in r.supports)
            yield from (miss.citation for miss in r.near_misses)


def test_every_quote_is_what_its_page_says() -> None:
    found = whole()
    documents = {d.id: d for d in found.documents}
    quoted = list(citations(found))
    assert len(quoted) > 10
    for citation in quoted:
        pages = documents[citation.document]
        assert citation.quote.strip()
        assert citation.quote == "\n".join(pages.page(s.page).text[s.start : s.end] for s in citation.spans)


# --- invariant 2: what cannot be read widens, never lowers -----------------------------------------------------


def test_an_unreadable_file_beside_readable_ones_only_opens_what_is_above() -> None:
    found = assess(*FILES, ("terkunci.pdf", LOCKED))
    assert levels(found) == levels(whole())
    assert [u.name for u in found.unreadable] == ["terkunci.pdf"]
    assert [p.ceiling for p in found.proposals] == [5, 5, 5, 5]
    assert verdicts(found, 2)["tim_dibentuk"] is Verdict.NOT_FOUND  # looked for in all that was read


def test_what_a_locked_file_was_uploaded_for_is_unread() -> None:
    found = assess(*FILES, ("Indikator_02_SK.pdf", LOCKED))
    assert verdicts(found, 2)["tim_dibentuk"] is Verdict.UNREADABLE
    assert verdicts(found, 1)["ditindaklanjuti"] is Verdict.NOT_FOUND
    assert verdicts(found, 1)["ditetapkan"] is Verdict.SUPPORTED


@pytest.mark.parametrize("data", [LOCKED, f"{BLANK}\f{BLANK}".encode()])
def test_where_nothing_could_be_read_all_is_unread(data: bytes) -> None:
    found = assess(("a.pdf", data))
    assert verdicts(found, 1)["ditetapkan"] is Verdict.UNREADABLE
    assert {(p.level, p.ceiling) for p in found.proposals} == {(1, 5)}


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 3)), st.sampled_from([LOCKED, BLANK.encode(), f"Lampiran\f{BLANK}".encode()]))
def test_adding_something_unread_lowers_neither_level_nor_ceiling(chosen: set[int], unread: bytes) -> None:
    files = [FILES[at] for at in sorted(chosen)]
    before, after = assess(*files), assess(*files, ("z.pdf", unread))
    for was, now in zip(before.proposals, after.proposals, strict=True):
        assert now.level >= was.level
        assert now.ceiling >= was.ceiling


# --- invariant 3: evidence only helps --------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, 3)), st.sampled_from(UNRELATED), st.sampled_from(["0.pdf", "m.pdf", "z.pdf"]))
def test_an_unrelated_paper_lowers_nothing(chosen: set[int], text: str, name: str) -> None:
    files = [FILES[at] for at in sorted(chosen)]
    before, after = levels(assess(*files)), levels(assess(*files, (name, text.encode())))
    assert after == before


@settings(max_examples=15, deadline=None)
@given(st.permutations(FILES))
def test_each_paper_of_the_submission_only_helps(order: Sequence[tuple[str, bytes]]) -> None:
    steps = [levels(assess(*order[:count])) for count in range(len(order) + 1)]
    for fewer, more in pairwise(steps):
        assert all(more[number] >= level for number, level in fewer.items())


def test_a_revocation_is_the_named_exception() -> None:
    later = DECREE.replace("188/45 TAHUN 2023", "188/77 TAHUN 2024").replace("6 Februari 2023", "6 Februari 2024")
    later = later.replace(
        "KETIGA :",
        "KETIGA : Keputusan Bupati Arunika Nomor 188/45 Tahun 2023 tentang Rencana Aksi Layanan Digital dicabut dan "
        "dinyatakan tidak berlaku.\nKEEMPAT :",
    )
    found = assess(*FILES, ("pencabutan.pdf", later.encode()))
    by_name = dict(zip((d.name for d in found.documents), found.statuses, strict=True))
    assert by_name["keputusan.pdf"].force == "revoked"
    assert by_name["keputusan.pdf"].reason


# --- invariant 4: same input, same bytes -------------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(st.permutations([*FILES, ("terkunci.pdf", LOCKED)]))
def test_the_order_of_the_files_changes_no_byte(order: Sequence[tuple[str, bytes]]) -> None:
    expected = render(assess(*FILES, ("terkunci.pdf", LOCKED)), "json")
    assert render(assess(*order), "json") == expected


def test_the_same_file_twice_is_one_file() -> None:
    assert render(assess(*FILES, FILES[0]), "json") == render(whole(), "json")


def test_the_same_paper_under_two_names_changes_no_level() -> None:
    found = assess(*FILES, ("salinan.pdf", DECREE.encode()))
    assert len(found.documents) == len(FILES) + 1
    assert levels(found) == levels(whole())


# --- file names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("F2201-287-Indikator_01_+_Perbup.pdf", 1),
        ("[Indikator 42] laporan.pdf", 42),
        ("INDIKATOR-7.pdf", 7),
        ("21.b. Register risiko.pdf", 21),
        ("03_a_peraturan.pdf", 3),
        ("Perbup 12 Tahun 2023.pdf", None),
        ("laporan 2023.pdf", None),
        ("Indikator 123.pdf", None),
    ],
)  # fmt: skip
def test_what_a_file_name_says_it_is_for(name: str, indicator: int | None) -> None:
    assert engine.hinted(name) == indicator


def test_a_file_under_the_wrong_indicator_is_named_and_still_counts() -> None:
    found = assess(*((f"Indikator 2 {name}", data) for name, data in FILES[:1]))
    assert found.misfiled == (("Indikator 2 keputusan.pdf", 2, (1,)),)
    assert levels(found) == levels(assess(FILES[0]))


def test_a_file_under_the_right_indicator_is_not_misfiled() -> None:
    assert assess(("Indikator 1 keputusan.pdf", DECREE.encode())).misfiled == ()


# --- the case that the project began with --------------------------------------------------------------------------

NEWS = """Media Nusa, Arunika, 12 Maret 2024
{headline}
ARUNIKA (12/3) - Pemerintah Kabupaten Arunika meraih indeks SPBE sebesar 2,49 dengan predikat Cukup.
Kepala Dinas Kominfo, Budi Santoso, mengatakan capaian itu naik dari tahun sebelumnya.
"Arsitektur SPBE adalah kerangka dasar yang mendeskripsikan integrasi proses bisnis, data dan informasi,
infrastruktur SPBE, aplikasi SPBE, dan keamanan SPBE untuk menghasilkan layanan SPBE yang terintegrasi,"
ujarnya kepada wartawan, Selasa.
Ia menjelaskan Peta Rencana SPBE adalah dokumen yang mendeskripsikan arah dan langkah penyiapan SPBE.
Pemerintah Kabupaten Arunika telah menetapkan Arsitektur SPBE dan seluruh perangkat daerah menggunakan
pusat data serta aplikasi pengaduan pelayanan publik.
Baca juga: Bupati Resmikan Pasar Baru
Penulis: Rina. Editor: Joko.
"""


def news_pdf(headline: str) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 9)
    for row, line in enumerate(NEWS.format(headline=headline).splitlines()):
        canvas.drawString(50, 780 - 16 * row, line)
    canvas.save()
    return made.getvalue()


@pytest.mark.parametrize(
    ("headline", "why"),
    [
        ("Indeks SPBE Kabupaten Arunika Capai 2,49", "bukan bukti instansi"),
        ("Bupati Arunika Apresiasi Kerja Dinas Kominfo", "“berita” tidak diterima untuk syarat ini"),
    ],
)  # fmt: skip
def test_a_news_article_that_recites_a_definition_and_an_index_proves_nothing(headline: str, why: str) -> None:
    pack = rubric.load("spbe-2020")
    files = [("berita.pdf", news_pdf(headline))]
    found = engine.assess(files, pack, institution="Kabupaten Arunika", year=2024)
    assert len(found.documents) == 1
    assert {p.level for p in found.proposals} == {1}
    assert [s.kind for s in found.statuses] == [DocumentKind.BERITA]
    assert any(why in miss.reason for miss in proposal(found, 1).near_misses)
    for fmt in ("json", "html"):
        assert why in render(found, fmt).decode()
