"""Every Indonesian sentence of the reports: labels of the enums, and the sentences built from them."""

from decimal import ROUND_HALF_UP, Decimal

from evidence_checker.model import (
    Check,
    ConditionRole,
    Copy,
    DocumentKind,
    DocumentStatus,
    Force,
    Issuer,
    NextBand,
    TextSource,
    UnreadableReason,
    Verdict,
)

VERDICTS = {
    Verdict.SUPPORTED: "terpenuhi",
    Verdict.PARTLY: "sebagian",
    Verdict.PLANNED: "baru direncanakan",
    Verdict.CONTRADICTED: "bertentangan",
    Verdict.NOT_FOUND: "tidak ditemukan",
    Verdict.UNREADABLE: "tidak terbaca",
    Verdict.MANUAL: "perlu telaah",
}

KINDS = {
    DocumentKind.PERATURAN: "Peraturan",
    DocumentKind.KEPUTUSAN: "Keputusan",
    DocumentKind.SURAT_EDARAN: "Surat Edaran",
    DocumentKind.INSTRUKSI: "Instruksi",
    DocumentKind.SOP: "SOP",
    DocumentKind.LAPORAN: "Laporan",
    DocumentKind.NOTULENSI: "Notulensi",
    DocumentKind.UNDANGAN: "Undangan",
    DocumentKind.RENCANA: "Rencana",
    DocumentKind.PAPARAN: "Paparan",
    DocumentKind.SURAT: "Surat",
    DocumentKind.FORMULIR: "Formulir",
    DocumentKind.BERITA: "Berita",
    DocumentKind.LAINNYA: "Dokumen lain",
}

FORCES = {
    Force.ENACTED: "ditetapkan",
    Force.DRAFT: "rancangan",
    Force.REVOKED: "dicabut",
    Force.NOT_APPLICABLE: "bukan produk hukum",
    Force.UNKNOWN: "belum jelas",
}

ISSUERS = {
    Issuer.OWN: "instansi yang dinilai",
    Issuer.OTHER_AGENCY: "instansi lain",
    Issuer.NATIONAL: "peraturan nasional",
    Issuer.UNKNOWN: "belum jelas",
}

UNREADABLE = {
    UnreadableReason.ENCRYPTED.value: "terkunci kata sandi",
    UnreadableReason.DAMAGED.value: "berkas rusak",
    UnreadableReason.EMPTY.value: "berkas kosong",
    UnreadableReason.NOT_PDF.value: "bukan PDF",
    UnreadableReason.TOO_LARGE.value: "berkas terlalu besar",
    UnreadableReason.TIMEOUT.value: "pembacaan terlalu lama",
    UnreadableReason.VANISHED.value: "berkas hilang saat dibaca",
    UnreadableReason.NO_TEXT.value: "tidak ada teks yang terbaca",
    "unread_pages": "sebagian halaman tidak terbaca",
}
UNREAD_PAGES_DETAIL = (
    "Halaman tidak memiliki lapisan teks dan tidak terbaca oleh OCR; periksa halaman ini dengan mata, "
    "atau unggah pindaian yang lebih jelas."
)

SOURCES = {
    TextSource.TEXT_LAYER: "teks",
    TextSource.OCR: "OCR",
    TextSource.UNREAD: "tidak terbaca",
}

ROLES = {
    ConditionRole.FULL: "",
    ConditionRole.MINIMAL: "syarat minimal",
    ConditionRole.LIMITING: "pembatas, bukan syarat",
    ConditionRole.FLOOR: "batas bawah, selalu terpenuhi",
}

CHECKS = {
    Check.AUTOMATIC: "",
    Check.PARTIAL: "sebagian dinilai dari teks",
    Check.MANUAL: "dinilai oleh asesor",
}


def number(value: Decimal) -> str:
    """Give a value rounded to two decimals as printed in Indonesia: `2,49`."""
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


def difference(value: Decimal) -> str:
    """Give a difference with two to four decimals: `0,80`, or `0,0024`, which never reads as nothing."""
    whole, decimals = f"{value.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}".split(".")
    return f"{whole},{decimals.rstrip('0'):0<2}"


def weight(value: Decimal) -> str:
    """Give a weight as it stands in the instrument: `2,75`."""
    return str(value.normalize() if value % 1 else value.quantize(Decimal(1))).replace(".", ",")


def one_line(text: str) -> str:
    """Give the text on one line, each stretch of white space as one space."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Give a clause as a sentence: on one line, with a capital letter and a full stop."""
    line = one_line(text)
    return line[:1].upper() + line[1:] + ("" if line.endswith((".", "!", "?", ":")) else ".") if line else ""


def reason(verdict: Verdict, text: str) -> str:
    """Give the reason of a verdict as a sentence; empty where it only says the verdict again."""
    said = sentence(text)
    return "" if said.rstrip(".").lower() == VERDICTS[verdict] else said


def shortened(text: str, limit: int) -> str:
    """Give the text on one line, cut at a word with an ellipsis when longer than `limit` characters."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", 0, limit + 1)
    return line[: cut if cut > limit // 2 else limit].rstrip(" ,;:.") + " \u2026"


def page_ranges(pages: tuple[int, ...]) -> str:
    """Give page numbers as ranges: `2\u20134, 7`."""
    parts: list[list[int]] = []
    for page in sorted(pages):
        if parts and page == parts[-1][1] + 1:
            parts[-1][1] = page
        else:
            parts.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}\u2013{b}" for a, b in parts)


def document_title(status: DocumentStatus | None) -> str:
    """Give kind, number, year and subject of a paper: `Peraturan Nomor 41 Tahun 2021 tentang SPBE`.

    A paper whose own title says what it is ("Laporan Keadaan Jaringan") goes by that title.
    """
    if status is None:
        return KINDS[DocumentKind.LAINNYA]
    kind, about = KINDS[status.kind], shortened(status.about, 160)
    number = f"Nomor {status.number}" if status.number else ""
    named = status.kind is DocumentKind.LAINNYA or about.lower().startswith(kind.lower())
    known = f"{status.number} {about if named else ''}"
    year = f"Tahun {status.year}" if status.year is not None and str(status.year) not in known else ""
    if about and named:
        return " ".join(filter(None, (about, number, year)))
    return " ".join(filter(None, (kind, number, year, f"tentang {about}" if about else "")))


def used_for(indicators: tuple[int, ...]) -> str:
    """Name the indicators that a document helps to show."""
    return f"indikator {page_ranges(indicators)}"


def not_used(status: DocumentStatus | None) -> str:
    """Say why a document that was read shows nothing; the gravest reason alone."""
    if status is not None:
        if status.kind in _NEVER_EVIDENCE:
            return f"bukan bukti: {_NEVER_EVIDENCE[status.kind]}"
        if status.force in (Force.DRAFT, Force.REVOKED):
            return f"bukan bukti: {_WITHOUT_FORCE[status.force]}"
        if status.issuer in _FOREIGN:
            return f"bukan bukti: {_FOREIGN[status.issuer]}"
    return "tidak ada bagian yang memenuhi syarat"


_NEVER_EVIDENCE = {
    DocumentKind.BERITA: "berita bercerita tentang SPBE, bukan dokumen yang mengatur atau mencatat pelaksanaannya",
    DocumentKind.UNDANGAN: "undangan menunjukkan rencana rapat, bukan pelaksanaannya",
    DocumentKind.PAPARAN: "paparan bukan dokumen yang ditetapkan",
}
_WITHOUT_FORCE = {
    Force.DRAFT: "masih rancangan, belum ditetapkan",
    Force.REVOKED: "sudah dicabut",
}
_FOREIGN = {
    Issuer.NATIONAL: "peraturan nasional, bukan kebijakan internal instansi ini",
    Issuer.OTHER_AGENCY: "diterbitkan instansi lain",
}


def where(address: str, page: int) -> str:
    """Give the place of a citation: `Pasal 7 ayat (2), halaman 9`."""
    return f"{address}, halaman {page}" if address else f"halaman {page}"


# --- narrative -------------------------------------------------------------------------------------------

MET = "Syarat yang terpenuhi:"
NOTHING_MET = "Belum ada syarat di atas tingkat terendah yang terpenuhi oleh dokumen."
UNMET = "Syarat yang belum terpenuhi untuk tingkat berikutnya:"
ONLY_PLANNED = "Syarat yang baru direncanakan:"
NEAR_MISSES = "Mirip, tetapi bukan bukti:"
NEEDS_REVIEW = "Usulan ini perlu ditelaah asesor."


def fact(title: str, name: str, places: list[str]) -> str:
    """Say what a document shows and where."""
    return f"- {title} (berkas {name}): {'; '.join(places)}."


def place(where: str, quote: str) -> str:
    """Give a place and its words."""
    return f"{where}: \u201c{quote}\u201d"


def no_fact(documents: int) -> str:
    """Say that no document holds evidence."""
    return f"Tidak ditemukan bukti untuk indikator ini dalam {documents} dokumen yang dibaca."


def unused(name: str, why: str) -> str:
    """Say of a document why it shows nothing."""
    return f"- {name}: {why}."


def near_miss(where_: str, name: str, quote: str, why: str) -> str:
    """Say of a passage that looks like evidence why it is none."""
    return f"- {where_} (berkas {name}): \u201c{quote}\u201d {sentence(why)}"


def unread_reservation(names: list[str]) -> str:
    """Say which files could not be read, wholly or in part, so that nothing is taken for absent."""
    return f"Catatan: belum dinilai karena tidak terbaca (seluruhnya atau sebagian): {', '.join(names)}."


def met(level: int, text: str) -> str:
    """Name a condition and its level."""
    return f"- Tingkat {level}: {text.rstrip('.')}."


def unmet(level: int, text: str, verdict: Verdict, missing: tuple[str, ...], why: str) -> str:
    """Say what a condition still lacks."""
    line = f"- Tingkat {level}: {text.rstrip('.')} ({VERDICTS[verdict]})."
    if missing:
        line += f" Belum ada: {', '.join(missing)}."
    return f"{line} {reason(verdict, why)}".rstrip()


def justification(level: int, name: str, lowest: int, highest: int) -> str:
    """Say which level the documents support, and why not more or less."""
    result = f"sehingga dokumen mendukung tingkat {level} ({name})."
    if level == lowest:
        return f"Syarat tingkat {level + 1} belum terpenuhi oleh dokumen yang dibaca, {result}"
    if level == highest:
        return f"Seluruh syarat sampai tingkat {level} terpenuhi, {result}"
    return f"Seluruh syarat sampai tingkat {level} terpenuhi dan syarat tingkat {level + 1} belum terpenuhi, {result}"


def ceiling(level: int) -> str:
    """Say how high the level could be once a person has read what the program could not decide."""
    return (
        f"Tingkat ini dapat naik paling tinggi ke {level} bila bagian yang tidak terbaca atau perlu telaah "
        "ternyata terpenuhi."
    )


# --- summary and warnings --------------------------------------------------------------------------------

OUTSIDE = "Usulan ini dari dokumen saja: interviu, visitasi, dan pertimbangan asesor berada di luar penilaian ini."


def summary_line(index: Decimal, band: str) -> str:
    """Give index and predikat as what the documents support."""
    return f"Indeks yang dapat didukung dokumen: {number(index)} ({band})."


def range_line(low: Decimal, high: Decimal) -> str:
    """Give the index at all levels and at all ceilings."""
    return (
        f"Rentang {number(low)} sampai {number(high)}: batas atas berlaku bila yang tidak terbaca dan yang "
        "perlu telaah ternyata terpenuhi."
    )


def documents_line(read: int, unreadable: int) -> str:
    """Say how many documents were read and how many were not."""
    line = f"{read} dokumen dibaca"
    return f"{line}, {unreadable} tidak dapat dibaca." if unreadable else f"{line}."


def unread_line(name: str, reason: str, pages: tuple[int, ...], detail: str) -> str:
    """Say in one line what could not be read of a file, why, and what to do."""
    part = f", halaman {page_ranges(pages)}" if pages else ""
    return f"TIDAK TERBACA {name}{part}: {UNREADABLE.get(reason, reason)}. {one_line(detail)}"


def misfiled(name: str, hinted: int, found: tuple[int, ...]) -> str:
    """Say that a file uploaded for one indicator speaks of others."""
    line = f"Berkas {name} diunggah untuk indikator {hinted}, tetapi isinya tidak membuktikan indikator itu"
    if found:
        line += f"; isinya membuktikan indikator {', '.join(map(str, found))}"
    return line + "."


def copy(each: Copy) -> str:
    """Say that a paper repeats another, and whether with a new date."""
    if each.redated:
        return f"Isi {each.name} sama dengan {each.original} tetapi tanggalnya berbeda: perlu telaah."
    return f"Isi {each.name} sama dengan {each.original}; dihitung sebagai satu bukti."


def next_band(goal: NextBand | None) -> str:
    """Say what the index lacks to the next predikat."""
    if goal is None:
        return "Predikat tertinggi sudah tercapai."
    edge = "minimal" if goal.includes_low else "lebih dari"
    return f"Kurang {difference(goal.lacking)} ke predikat {goal.band} ({edge} {number(goal.low)})."


def rises(pairs: tuple[tuple[int, int], ...]) -> str:
    """Name the fewest level rises that reach the next predikat."""
    listed = ", ".join(f"indikator {number} ke tingkat {level}" for number, level in pairs)
    return f"Kenaikan paling sedikit untuk mencapainya: {listed}."


# --- page ------------------------------------------------------------------------------------------------

PAGE_TITLE = "Usulan tingkat kematangan"
PAGE_LANGUAGE = "id"
EYEBROW = "Hasil baca dokumen bukti dukung"
NO_INSTITUTION = "Instansi tidak disebut"
YEAR = "Tahun evaluasi"
UNREAD_HEADING = "Ada yang tidak terbaca"
UNREAD_INTRO = (
    "Yang berikut belum ikut dinilai. Tidak terbaca bukan berarti tidak ada: tingkat di bawah ini dapat naik "
    "sampai batas atasnya setelah bagian ini diperiksa."
)
MISFILED_HEADING = "Mungkin salah tempat"
COPIES_HEADING = "Berkas yang isinya sama"
SUMMARY_HEADING = "Ringkasan"
INDEX_LABEL = "Indeks yang dapat didukung dokumen"
BAND_LABEL = "Predikat yang dapat didukung dokumen"
RANGE_LABEL = "Rentang"
NO_SCORE = "Indeks tidak dihitung karena hanya sebagian indikator yang dinilai."
COUNTS_LABEL = "Jumlah indikator per tingkat"
GROUPS_LABEL = "Nilai domain dan aspek"
FIRST_HEADING = "Yang dikerjakan dahulu"
FIRST_INTRO = "Kesenjangan terkecil lebih dahulu; bila sama, indikator yang bobotnya lebih besar."
TABLE_HEADING = "Usulan per indikator"
DETAILS_HEADING = "Rincian per indikator"
DOCUMENTS_HEADING = "Dokumen yang dibaca"
NO_DOCUMENTS = "Tidak ada dokumen yang dapat dibaca."
CONTENTS_LABEL = "Isi"

COLUMN_NUMBER = "No"
COLUMN_INDICATOR = "Indikator"
COLUMN_LEVEL = "Tingkat"
COLUMN_CEILING = "Batas atas"
COLUMN_BLOCKING = "Yang belum terpenuhi"
COLUMN_CITATION = "Kutipan terbaik"
COLUMN_FILE = "Berkas"
COLUMN_PAPER = "Dokumen"
COLUMN_ISSUER = "Penerbit"
COLUMN_STATUS = "Status"
COLUMN_PAGES = "Halaman"
COLUMN_USED = "Menjadi bukti untuk"

LADDER_HEADING = "Tangga tingkat"
NARRATIVE_HEADING = "Untuk disalin ke formulir"
FAKTA = "Fakta"
ANALISIS = "Analisis"
JUSTIFIKASI = "Justifikasi"
MISSES_HEADING = NEAR_MISSES.rstrip(":")
REACHED = "tercapai"
NOT_REACHED = "belum tercapai"
MISSING = "Belum ada"
ADVICE = "Cara memenuhi"
WHY_NOT = "Mengapa bukan bukti"
TOP_REACHED = "Tingkat tertinggi sudah didukung dokumen."
REVIEW_MARK = "perlu telaah asesor"
NO_EVIDENCE_MARK = "belum ada bukti"
VERSION = "Versi program"
RUBRIC = "Instrumen"
RUBRIC_DIGEST = "Sidik instrumen"
CLASSIFIER_DIGEST = "Sidik pengklasifikasi"

SYMBOLS = {
    Verdict.SUPPORTED: "\u2713",
    Verdict.PARTLY: "\u25d0",
    Verdict.PLANNED: "\u25cb",
    Verdict.CONTRADICTED: "\u2715",
    Verdict.NOT_FOUND: "\u2013",
    Verdict.UNREADABLE: "?",
    Verdict.MANUAL: "\u25c7",
}


def to_reach(level: int, name: str) -> str:
    """Head the list of what the next level lacks."""
    return f"Untuk naik ke tingkat {level} ({name}) diperlukan:"


def from_to(level: int, next_level: int) -> str:
    """Name a step: `tingkat 2 \u2192 3`."""
    return f"tingkat {level} \u2192 {next_level}"


def level_of(level: int, highest: int) -> str:
    """Name a level on its scale: `tingkat 2 dari 5`."""
    return f"tingkat {level} dari {highest}"


def ceiling_note(level: int) -> str:
    """Say that the level may rise once a person has looked."""
    return f"dapat naik sampai {level} setelah ditelaah"


def more_quotes(count: int) -> str:
    """Say that more quotes stand in the JSON."""
    return f"dan {count} kutipan lain (lihat keluaran JSON)"


def unread_count(count: int) -> str:
    """Count files that could not be read, wholly or in part."""
    return f"{count} berkas tidak terbaca seluruhnya atau sebagian"


def pages_label(pages: tuple[int, ...]) -> str:
    """Name unread pages: `halaman 2\u20134, 7`."""
    return f"halaman {page_ranges(pages)}"


def weight_label(value: Decimal) -> str:
    """Give the weight of an indicator: `bobot 2,75 %`."""
    return f"bobot {weight(value)} %"
