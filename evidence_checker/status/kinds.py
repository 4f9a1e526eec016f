"""Front lines to the kind of paper: the paper that the file is, not one that it cites or carries."""

import re
from dataclasses import dataclass

from evidence_checker.model import Document, DocumentKind
from evidence_checker.status.front import Printed, capitals, printed, titled

_K = DocumentKind
_OFFICES = (
    r"DAERAH|BUPAT[IL]|WALI\s?KOTA|GUBERNUR|MENTERI|PRESIDEN|PEMERINTAH|KEPALA|BADAN|LEMBAGA|KOMISI|SEKRETARIS|SEKRETARIAT|"
    r"DIREKTUR|BERSAMA|DEWAN|REKTOR|KEJAKSAAN|JAKSA|KEPOLISIAN|OTORITAS|BANK|KETUA|MAHKAMAH|PANGLIMA|DESA|CAMAT|INSPEKTUR|"
    r"LURAH|ARSIP|KEMENTERIAN|PERPUSTAKAAN|ANGGOTA|PEJABAT|PENGGUNA|KUASA|PIMPINAN|UNIVERSITAS|DINAS|PENJABAT|MAJELIS|"
    r"OMBUDSMAN|RUMAH SAKIT|KECAMATAN|PELAKSANA"
)
LEGAL_HEAD = re.compile(
    r"^(?:\W{1,3}|\w\W?(?=PERATURAN|KEPUTUSAN|RANCANGAN))?"  # a speck or a stray letter of the scan
    r"(?P<mark>(?:SALINAN|RANCANGAN|DRAFT?|KONSEP)\s+)*"
    r"(?P<word>PERATURAN|KEPUTUSAN|INSTRUKSI|SURAT EDARAN|EDARAN|SURAT KEPUTUSAN)"
    rf"(?:\s+(?P<office>(?:{_OFFICES})\b.*))?$"
)
_ANNEX_HEAD = re.compile(
    r"^LAMPIRAN(?:\s+[IVXL\d]+)?\s*[:.]?\s*(?P<word>PERATURAN|KEPUTUSAN|INSTRUKSI|SURAT EDARAN|SURAT KEPUTUSAN)\b"
)
_LEGAL = {
    "PERATURAN": _K.PERATURAN,
    "KEPUTUSAN": _K.KEPUTUSAN,
    "SURAT KEPUTUSAN": _K.KEPUTUSAN,
    "INSTRUKSI": _K.INSTRUKSI,
    "SURAT EDARAN": _K.SURAT_EDARAN,
    "EDARAN": _K.SURAT_EDARAN,
}
_NUMBERED = re.compile(r"^(?:NOM[O0]R|TENTANG|NO\b)|\bNOMOR\b|\bTAHUN \d{4}$")


def _begins(*words: str) -> re.Pattern[str]:
    """Give a pattern for a title that begins with one of these words."""
    return re.compile(rf"^(?:{'|'.join(words)})\b")


# the first line set like a title that begins with one of these names the paper
_TITLES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (_K.NOTULENSI, _begins(
        "NOTULEN", "NOTULENSI", "NOTULA", "RISALAH", "CATATAN (?:RAPAT|SIDANG|PERTEMUAN|DISKUSI)", "MINUTES OF",
        "(?:HASIL|RESUME|RINGKASAN|IKHTISAR) (?:RAPAT|SIDANG|PERTEMUAN)",
        "BERITA ACARA (?:HASIL )?(?:RAPAT|PERTEMUAN|REVIU|PEMBAHASAN)",
    )),
    (_K.UNDANGAN, _begins("(?:SURAT )?UNDANGAN")),
    (_K.SOP, re.compile(
        r"\bSTANDAR(?:D|T)? (?:OPERASIONAL|OPERATING|OPERASI)(?: PROS[EC]DURE?S?\b|$)|\b(?:NOMOR|NAMA|NO\.?) SOP\b|"
        r"^SOP\b|^PROSEDUR(?: TETAP| OPERASIONAL| KERJA| OPERASI)?\b|^INSTRUKSI KERJA\b|\bSOP AP\b"
    )),
    (_K.LAPORAN, re.compile(
        r"^(?:DRAFT?\s+)?(?:LAPORAN|LAPORAN(?=KEGIATAN|KINERJA|HASIL|AKHIR|TAHUNAN)\w+|LKJIP|LKIP|LAKIP|LHE|LKPJ|LPPD|"
        r"REKAP(?:ITULASI)?|EXECUTIVE SUMMARY|STATISTIK (?:PEMAKAIAN|PENGGUNAAN|LAYANAN|KUNJUNGAN)|"
        r"RINGKASAN (?:HASIL|KAJIAN|LAPORAN|EKSEKUTIF)|KAJIAN|TELAAH(?:AN)?(?! STAF)|ANALISIS DAN EVALUASI|"
        r"CATATAN AKHIR (?:TAHUN|SEMESTER|KEGIATAN)|(?:REGISTER|DAFTAR) RISIKO|INVENTARIS(?:ASI)?|"
        r"HASIL (?:PEMANTAUAN|EVALUASI|AUDIT|REVIU|PENILAIAN|SURVEI|PENGUJIAN|MONITORING))\b|"
        r"^(?:PEMANTAUAN|EVALUASI|MONITORING|REVIU|PENILAIAN|AUDIT|SURVEI)\b.*\bTAHUN (?:ANGGARAN )?\d{4}"
    )),
    (_K.RENCANA, _begins(
        r"(?:DRAFT?\s+|DOKUMEN\s+)?RENCANA (?:INDUK|STRATEGIS|KERJA|AKSI|PEMBANGUNAN|TINDAK|UMUM|KEGIATAN|ANGGARAN|"
        "PENGEMBANGAN|KEBUTUHAN|KONTINGENSI|PEMULIHAN|KEBERLANGSUNGAN|KELANGSUNGAN|BISNIS|PENGADAAN|KAPASITAS|PENERAPAN|"
        "OPERASIONAL)",
        r"(?:DRAFT?\s+|DOKUMEN\s+)?(?:RENSTRA|RENJA|RKPD|RPJMD|RKA|DPA|"
        r"PETA RENCANA|MASTER ?PLAN|ROAD ?MAP|PETA JALAN)(?!-)",
        r"(?:DOKUMEN\s+)?(?:CETAK BIRU|BLUE ?PRINT|GRAND DESIGN|PROGRAM KERJA)",
        r"(?:DOKUMEN\s+)?PELAKSANAAN (?:PERUBAHAN |PERGESERAN )?ANGGARAN", "KERANGKA ACUAN", "TERMS? OF REFERENCE",
        r"(?:RINGKASAN |DOKUMEN )*ARSITEKTUR (?:SPBE )?DAN PETA (?:RENCANA|JALAN)",
    )),
    (_K.PAPARAN, _begins("(?:BAHAN )?(?:PAPARAN|PRESENTASI|BAHAN TAYANG|EKSPOSE|MATERI SOSIALISASI)")),
    (_K.FORMULIR, _begins(
        "FORMULIR", "FORM", "LEMBAR (?:ISIAN|KERJA|PERMOHONAN|DISPOSISI|PENILAIAN|UJI|PERIKSA)",
        "CE(?:K|CK|HECK) ?LIST?", "DAFTAR PERIKSA", "KUES?IONER", "BLANGKO", "INSTRUMEN PENILAIAN",
    )),
    (_K.BERITA, _begins(
        "SIARAN PERS", "PRESS RELEASE", "RILIS (?:PERS|BERITA)", "WARTA", "BULETIN",
        "BERITA (?!ACARA|DAERAH|NEGARA)",
    )),
    (_K.SURAT, _begins(
        "NOTA DINAS", "MEMO(?:RANDUM)?", "TELAAHAN STAF",
        "SURAT (?:TUGAS|PERINTAH|KETERANGAN|PERNYATAAN|PENGANTAR|PERMOHONAN|REKOMENDASI|KUASA|PERMINTAAN|DINAS)",
    )),
    (_K.LAINNYA, _begins(
        "(?:(?:BUKU|HIMPUNAN|KUMPULAN) )?(?:PANDUAN|MANUAL|PEDOMAN|PETUNJUK)", "BUKU", "USER (?:MANUAL|GUIDE)",
        "CATATAN (?:RILIS|PERUBAHAN)",
        "RELEASE NOTES?", "DOKUMENTASI", "PIAGAM", "TANGKAPAN LAYAR", "SCREENSHOT", "PENJELASAN",
        "PROFIL", "NASKAH", "DOSIR", "SERTIFIKAT", "PERJANJIAN", "KONTRAK", "NOTA KESEPAHAMAN",
        "KESEPAKATAN", "FOTO",
        "DOKUMEN TEKNIS", "SPESIFIKASI", "BERITA ACARA", "DAFTAR HADIR", "STANDAR PELAYANAN", "MAKLUMAT", "KATALOG",
        "DAFTAR (?:ASET|APLIKASI|LAYANAN)", "ARSITEKTUR", "MODUL", "PETA (?:PROSES|PROBIS|RELASI|LINTAS)",
        "LEMBAR TEKNIS", "(?:KUMPULAN|URAIAN) (?:TANGKAPAN )?LAYAR", "PENGUMUMAN", "PAKTA",
        "(?:STRUKTUR|BAGAN) ORGANISASI", "JADWAL",
    )),
)  # fmt: skip
_SUBJECT_FIELD = 3
_LETTER_FIELDS = (
    re.compile(r"^(?:NOMOR|NO)\b\s*[:.]"), re.compile(r"^SIFAT\b\s*[:.]"), re.compile(r"^LAMP(?:IRAN)?\b\.?\s*[:.]"),
    re.compile(r"^(?:HAL|PERIHAL)\b\s*[:.]"),
)  # fmt: skip
# a letterhead program may leave the colon out: `Nomor 005/12/2023`, `Hal Permohonan data`
_BARE_FIELDS = (
    re.compile(r"^(?:Nomor|No\.?)\s+[\w.\-]+\s*/"), re.compile(r"^Sifat\s+(?:Biasa|Penting|Segera|Rahasia|Terbatas)\b"),
    re.compile(r"^Lamp(?:iran)?\.?\s+(?:\d|[Ss]atu|-)"), re.compile(r"^(?:Hal|Perihal)\s+[A-Z]"),
)  # fmt: skip
_SUBJECT = re.compile(r"^(?:HAL|PERIHAL)\b\s*[:.]?\s*(?P<about>.*)$")
_REPORTS = re.compile(r"^(?:LAPORAN|HASIL)\b")
_ADDRESSEE = re.compile(r"\b(?:KEPADA|YTH|YANG TERHORMAT)\b")
_FORWARDS = re.compile(r"\b(?:PENYAMPAIAN|PENGIRIMAN|PENGANTAR|MENYAMPAIKAN|PENYERAHAN|LAPORAN)\b")
_NEWS = (
    re.compile(r"\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)"),
    re.compile(r"^[A-Z][A-Za-z. ]{2,30}(?:,\s(?:\d{1,2}\s)?[A-Z][\w. ]+)?\s[–—-]{1,2}\s[A-Z]", re.MULTILINE),
    re.compile(
        r"\b(?:(?:ujar|tutur|ungkap|imbuh)(?:nya)?|katanya|jelasnya|terangnya|pungkasnya|lanjutnya|tegasnya|menurutnya|paparnya)\b|"
        r"[\"\u201d]\s+kata\s"
    ),
    re.compile(r"\b(?:Penulis|Editor|Reporter|Redaktur|Redaksi|Pewarta|Kontributor)\s*:"),
    re.compile(r"\b(?:harian|koran|tabloid|surat kabar|kantor berita|media online)\b", re.IGNORECASE),
    re.compile(r"\b(?:kompas|detik|tribun\w*|antaranews|tempo|liputan6|radar\w+|republika)\.(?:com|co\.id|id)\b"),
)


_MEETING = (
    re.compile(r"^HARI\b.{0,12}\bTANGGAL\b|^HARI\s*:"), re.compile(r"^(?:TEMPAT|RUANG(?:AN)?)\b\s*:?"),
    re.compile(r"^(?:(?:POKOK )?ACARA|AGENDA|PERIHAL|YANG DIBAHAS|BAHASAN|TOPIK)\b"),
    re.compile(r"^(?:PESERTA|HADIR|YANG HADIR|PEMIMPIN|PIMPINAN|KETUA|PENCATAT|PENULIS|NOTULIS)\b"),
)  # fmt: skip
_MEETING_FIELDS = 4
_NEWS_SIGNS = 2
_WORDS_OF_A_SLIDE = 110
_SHOWN = re.compile(r"\b(?:paparan|presentasi|bahan tayang)\b|\bdisampaikan (?:pada|dalam|di)\b", re.IGNORECASE)
_OFFICE_HEAD = re.compile(r"^(?:PEMERINTAH (?:DAERAH|KABUPATEN|KOTA|PROVINSI)|KEMENTERIAN|BADAN|LEMBAGA|KOMISI)\b")
_ADDRESS = re.compile(
    r"^(?:(?:Jalan|JALAN|Jl|JL|Alamat|Telepon|Telp|Gedung|Kompleks)\b|Sekretariat\s*:)|\bKode Pos\b|\b\d{5}$"
)
_ADDRESSED = re.compile(r"^(?:KEPADA|DARI|UNTUK)\b|\bYTH\b")
_SIGNATURE_ROWS = 10
_SIGNER = re.compile(
    r"^(?:A\.?\s?N\.?\s|(?:PLT|PJ|PLH)\.?\s)?(?:KEPALA|SEKRETARIS|INSPEKTUR|KETUA|DIREKTUR|KOORDINATOR|REKTOR|CAMAT)\b"
    r"[^.:;]{0,60},$"
)


def _says(*words: str) -> re.Pattern[str]:
    """Give a pattern for running text that holds one of these words."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


_BODY_WORDS = (
    (_K.LAPORAN, _says("laporan (?:ini|hasil|kinerja|akhir|kegiatan|pelaksanaan)")),
    (_K.RENCANA, _says("(?:rencana (?:induk|strategis|kerja)|dokumen perencanaan|renstra) ini")),
    (_K.LAINNYA, _says("(?:panduan|pedoman|manual) ini", "buku (?:petunjuk|panduan) ini")),
    (_K.SOP, _says(
        "mutu baku", "nomor sop", "nama sop", r"tgl\.? efektif", "kualifikasi pelaksana",
        r"peralatan\s*/\s*perlengkapan", "pencatatan (?:dan|&) pendataan",
    )),
    (_K.NOTULENSI, _says("notulis", "notulen", "peserta rapat", "jalannya rapat", "pimpinan rapat")),
)  # fmt: skip
_CONTENTS = re.compile(r"\.{4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Head:
    """The line that names the kind of paper, and its place among the front lines; None if none names it."""

    kind: DocumentKind
    at: int | None = None
    legal: bool = False
    annex: bool = False


def recognize(document: Document, front: tuple[Printed, ...]) -> Head:
    """Give the kind of paper and where it is named."""
    heads = [head for at in range(len(front)) if (head := _named(front, at)) is not None]
    first = heads[0] if heads else None
    letter = _letter(front)
    if letter is not None:
        return _letter_or_carried(front, heads, letter)
    if first is not None and not (first.kind in (_K.LAINNYA, _K.RENCANA) and _only_mentioned(document, front, first)):
        return _stronger(front, heads, first)
    return _unnamed(document, front)


def _only_mentioned(document: Document, front: tuple[Printed, ...], head: Head) -> bool:
    """Tell a word of a page from the title of the paper: news on a manual, a slide headed with the architecture."""
    return _is_news(front) or (front[head.at or 0].page > front[0].page and _slides(document))


def _stronger(front: tuple[Printed, ...], heads: list[Head], first: Head) -> Head:
    """Prefer the head of a legal paper to a word above it in the head of its gazette or its cover page."""
    if first.legal:
        return first
    if first.kind in (_K.LAINNYA, _K.SURAT):
        for head in heads:
            page = front[head.at or 0].page
            if head.legal and not head.annex and page > front[first.at or 0].page and first.kind is _K.SURAT:
                return head
    return first


def _named(front: tuple[Printed, ...], at: int) -> Head | None:
    """Read one line as the head of a paper."""
    line = front[at]
    if _CONTENTS.search(line.text):
        return None
    legal = _legal(front, at)
    if legal is not None:
        return legal
    if not (titled(line.text) or _set_apart(line)) or line.row > 30:
        return None
    for kind, pattern in _TITLES:
        if pattern.search(line.folded) and not _cites(line, kind):
            return Head(kind, at)
    return None


def _set_apart(line: Printed) -> bool:
    """Tell a title in capitals with a remark after a dash: "SIARAN PERS - untuk disiarkan segera"."""
    lead, dash, _ = line.text.partition(" - ")
    return bool(dash) and line.row <= 8 and len(lead.split()) <= 8 and capitals(lead) >= 0.75


def _cites(line: Printed, kind: DocumentKind) -> bool:
    """Tell whether a line in mixed case rather speaks of a paper ("Laporan Hasil ... Nomor ...") in prose."""
    return capitals(line.text) < 0.75 and len(line.text.split()) < 2 and kind is not _K.SOP


def _legal(front: tuple[Printed, ...], at: int) -> Head | None:
    """Read the head of a regulation, decree, instruction or circular: its number or TENTANG follows."""
    line = front[at]
    below = front[at + 1 : at + 9]
    if capitals(line.text) < 0.7 and not _typed_small(line, below):
        return None
    annex = _ANNEX_HEAD.match(line.folded)
    if annex is not None and line.row <= 3:
        return Head(_LEGAL[annex["word"]], at, legal=True, annex=True)
    match = LEGAL_HEAD.match(line.folded)
    alone = ("SURAT EDARAN", "EDARAN", "SURAT KEPUTUSAN", "KEPUTUSAN")
    if match is None or not (match["office"] or match["word"] in alone or _goes_on(below)):
        return None
    if not any(_NUMBERED.search(other.folded) for other in (line, *below)):
        return None
    if re.search(r"\bTENTANG\b.*\bTENTANG\b", line.folded):
        return None
    above = front[at - 1].folded if at else ""
    if re.search(r"(?:\b(?:LAPORAN|HASIL|REVIU|EVALUASI|PENELAAHAN|KAJIAN|ATAS|TERHADAP|TENTANG|DAN)|:)$", above):
        return None
    annexed = bool(re.match(r"^LAMPIRAN(?: [IVXL\d]+)?\W*$", above))
    return Head(_LEGAL[match["word"]], at, legal=True, annex=annexed)


def _typed_small(line: Printed, below: tuple[Printed, ...]) -> bool:
    """Tell a head that was not set in capitals: number and TENTANG stand on lines of their own right below."""
    near = [other.folded for other in below[:4]]
    numbered = any(re.match(r"^NOMOR\b.*\bTAHUN\b|^NOMOR\b.*/", text) for text in near[:2])
    return line.row <= 8 and titled(line.text) and numbered and any(text.startswith("TENTANG") for text in near)


def _goes_on(below: tuple[Printed, ...]) -> bool:
    """Tell whether the office stands on the line below the word PERATURAN."""
    return bool(below) and bool(re.match(rf"^(?:{_OFFICES})\b", below[0].folded)) and capitals(below[0].text) >= 0.7


def _letter(front: tuple[Printed, ...]) -> int | None:
    """Give the place of a letter's subject line, if the first page is a letter."""
    page = (
        [(at, line) for at, line in enumerate(front) if line.page == front[0].page and line.row <= 30] if front else []
    )
    fields = {number for _, line in page for number in _fields(line)}
    if len(fields) < 2 or _SUBJECT_FIELD not in fields or not any(_ADDRESSEE.search(line.folded) for _, line in page):
        return None
    return next(at for at, line in page if _SUBJECT_FIELD in _fields(line))


def _fields(line: Printed) -> list[int]:
    """Give the fields of a letter that a line opens."""
    forms = zip(_LETTER_FIELDS, _BARE_FIELDS, strict=True)
    return [at for at, (form, bare) in enumerate(forms) if form.match(line.folded) or bare.match(line.text)]


def _letter_or_carried(front: tuple[Printed, ...], heads: list[Head], subject_at: int) -> Head:
    """Take a letter for what its subject says; one that forwards a paper, or is the report, is that paper."""
    match = _SUBJECT.match(front[subject_at].folded)
    about = match["about"] if match else ""
    first_page = front[0].page
    for head in heads:
        if head.kind is _K.SURAT_EDARAN and front[head.at or 0].page == first_page:
            return head
    if re.search(r"\bUNDANGAN\b", about):
        return Head(_K.UNDANGAN, subject_at)
    if _FORWARDS.search(about):
        for head in heads:
            line = front[head.at or 0]
            if line.page > first_page and line.row <= 12 and capitals(line.text) >= 0.75:
                return head
    note = any(head.kind is _K.SURAT and front[head.at or 0].page == first_page for head in heads)
    return Head(_K.LAPORAN if _REPORTS.match(about) and not note else _K.SURAT, subject_at)


def _is_news(front: tuple[Printed, ...]) -> bool:
    """Tell a news text by its ways: dateline, quoted speakers, bylines, the paper's own name; two of them at least."""
    text = "\n".join(line.text for line in front)
    return sum(bool(sign.search(text)) for sign in _NEWS) >= _NEWS_SIGNS


def _unnamed(document: Document, front: tuple[Printed, ...]) -> Head:
    """Judge a paper whose title names no kind by how it is made."""
    text = "\n".join(line.text for line in front)
    title = _account(document, front)
    if title is not None:
        return Head(_K.LAPORAN, title)
    if _is_news(front):
        return Head(_K.BERITA)
    if _meeting(front):
        return Head(_K.NOTULENSI)
    if _slides(document):
        return Head(_K.PAPARAN)
    counts = [(len(pattern.findall(text)), kind) for kind, pattern in _BODY_WORDS]
    most, kind = max(counts, key=lambda pair: pair[0])
    return Head(kind if most >= 2 else _K.LAINNYA)


def _meeting(front: tuple[Printed, ...]) -> bool:
    """Tell minutes by the fields at their head: when, where, on what, and who was there."""
    page = [line.folded for line in front if line.page == front[0].page] if front else []
    return sum(any(field.match(text) for text in page) for field in _MEETING) >= _MEETING_FIELDS


def _account(document: Document, front: tuple[Printed, ...]) -> int | None:
    """Give the title of an office's account of its work: letterhead with address, title in capitals, signed at the end.

    Such a paper is a report whatever it is called (`LEMBAR KENDALI KERJA`), unless it is addressed like a letter.
    """
    page = [(at, line) for at, line in enumerate(front) if line.page == front[0].page] if front else []
    address = next((at for at, line in page[1:6] if _ADDRESS.match(line.text)), None)
    if address is None or not _OFFICE_HEAD.match(page[0][1].folded):
        return None
    if any(_ADDRESSED.search(line.folded) for _, line in page[:16]) or not _signed_off(document):
        return None
    for at, line in page[address + 1 : address + 4]:
        if capitals(line.text) >= 0.9 and len(line.text.split()) >= 2:
            return at
    return None


def _signed_off(document: Document) -> bool:
    """Tell whether an office signed the paper on its last lines."""
    last = [line for page in document.pages for line in printed(page)][-_SIGNATURE_ROWS:]
    return any(_SIGNER.match(line.folded) for line in last)


def _slides(document: Document) -> bool:
    """Tell slides: pages of a screen's shape with few words on each, or broad pages that say they were shown."""
    pages = [page for page in document.pages if page.width and page.height]
    ratios = [page.width / page.height for page in pages]
    if not pages or sum(len(page.text.split()) for page in pages) / len(pages) >= _WORDS_OF_A_SLIDE:
        return False
    screens = sum(1.25 < ratio < 1.36 or 1.7 < ratio < 1.85 for ratio in ratios)
    if len(pages) >= 5 and screens >= 0.8 * len(pages):
        return True
    shown = any(_SHOWN.search(line.text) for line in printed(pages[0])[:8])
    return shown and len(pages) >= 3 and min(ratios) > 1.25
