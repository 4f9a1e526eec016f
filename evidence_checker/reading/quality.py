"""Whether a page's own text can be believed: judged by its words and by the ink that no word covers.

Office copiers write text layers of their own: garbage where the page lay sideways, or everything but the
heading. Three signs tell: how many words are ordinary words of Indonesian government papers, how many look
like words at all, and how much ink of the scan stands outside the boxes of the words.
"""

import re
from enum import StrEnum
from typing import Any

from PIL import Image, ImageDraw, ImageStat

from evidence_checker.model import Page, TextSource

_TOKEN = re.compile(r"[^\W\d_]{2,}")

# The most frequent words of regulations, decrees, letters and reports; every page of prose is full of them.
_WORDS = """
ada adalah agar akan alamat anggaran anggota angka antara apabila aparatur aplikasi arsip asli atas atau ayat
bab badan bagi bagian bahwa baik barang baru belum bentuk berbasis berdasarkan berikut berita berlaku bersama
bertanggung besar bidang biaya bulan bupati bagaimana dalam dan dapat dari dasar data daerah dengan desa
di dilakukan dilaksanakan dimaksud dinas diatur ditetapkan diundangkan direktur dokumen dua elektronik
evaluasi fungsi gubernur hal halaman harus hasil hukum huruf informasi ini indonesia instansi itu jabatan jangka
jakarta jawab jenis jumlah juga kabupaten kantor kami karena ke keamanan kebijakan kebutuhan kecamatan kedua
kegiatan kepada kepala keputusan kerja kesatu keterangan ketentuan ketiga ketua keuangan kewenangan khusus
komunikasi komputer kota koordinasi lain lainnya lampiran langsung laporan layanan lebih lembaga lembaran
maka masing masyarakat masuk melakukan melaksanakan melalui memperhatikan memberikan membentuk memiliki
memutuskan menengah menetapkan menerima mengatur mengenai mengingat menimbang menjadi menteri
mulai nama nasional negara negeri nip nomor oleh orang organisasi pada pasal pegawai pejabat pelaksanaan pelayanan
pembangunan pembinaan pemerintah pemerintahan pemeriksaan penanggung pendidikan pengadaan pengelolaan
pengembangan pengendalian pengguna penggunaan penyelenggaraan penyusunan perangkat peraturan perencanaan
persetujuan perubahan perundang petunjuk pihak presiden program provinsi publik pusat rencana republik
risiko rupiah sampai sarana satu saat sebagai sebagaimana secara sejak sekretariat sekretaris selaku seluruh
semua serta sesuai setelah setiap sistem standar staf strategis suatu sudah sumber surat susunan tahun tanggal
tata tatakerja teknis teknologi telah tempat tentang terdiri terhadap terkait tersebut tertentu tidak tim
tingkat tugas tujuan umum undang undangan unit untuk upaya urusan usaha wajib walikota waktu wakil wilayah yaitu
yang
"""
_ORDINARY = frozenset(_WORDS.split())

_PROSE = 25  # words from which a page is judged by its ordinary words
_MIN_ORDINARY = 0.08  # prose has a third; lists of names have a tenth
_DOUBTFUL = 0.85  # share of tokens that look like words, under which a scan's own layer is compared with OCR
_SCAN = 0.08  # share of the page covered by pictures from which its ink is looked at
_WHOLE = 0.5  # and from which the page is a scan
_BARE = 0.35  # share of ink outside all words from which the layer is thought to lack something
_SPOT = 0.004  # and this share of the page: a stamp or a logo is less


class Need(StrEnum):
    """What OCR could do for a page."""

    NOTHING = "nothing"
    COMPLETE = "complete"
    BENEATH = "beneath"
    REPLACE = "replace"


def ordinary(text: str) -> tuple[int, int, int]:
    """Count (words, words that are ordinary, their letters)."""
    tokens = _TOKEN.findall(text.casefold())
    known = [token for token in tokens if token in _ORDINARY]
    return len(tokens), len(known), sum(map(len, known))


def need(page: Page, pdf_page: Any) -> Need:
    """Judge a page, read from its text layer, beside the same page opened by pypdfium2."""
    if page.source is TextSource.UNREAD:
        return Need.REPLACE
    pictures = _pictures(pdf_page)
    if pictures < _SCAN:
        return Need.NOTHING
    words, known, _ = ordinary(page.text)
    garbage = words >= _PROSE and known < _MIN_ORDINARY * words
    if pictures > _WHOLE and (garbage or (page.quality is not None and page.quality < _DOUBTFUL)):
        return Need.REPLACE
    bare, spot = bare_ink(page, pdf_page)
    if bare <= _BARE or spot <= _SPOT:
        return Need.NOTHING
    # A seal, a page number or the mark of a download, laid over a scan that is still to be read as a whole.
    return Need.BENEATH if pictures > _WHOLE and words < _PROSE else Need.COMPLETE


def is_blank(pdf_page: Any) -> bool:
    """Tell whether a page shows nothing but paper, and not only because a picture on it is damaged."""
    width, height = pdf_page.get_size()
    image: Image.Image = pdf_page.render(scale=min(1.0, 1000 / max(width, height, 1.0)), grayscale=True).to_pil()
    low, high = ImageStat.Stat(image).extrema[0]
    return high - low < 24 and all(map(_is_sound, pdf_page.get_objects(filter=[3], max_depth=3)))


def is_scan(pdf_page: Any) -> bool:
    """Tell whether a page is a picture for the most part."""
    return _pictures(pdf_page) > _WHOLE


def _is_sound(item: Any) -> bool:
    try:
        item.get_bitmap().close()
    except RuntimeError:  # PdfiumError is one; to name it would load the library wherever this module is needed
        return False
    return True


def better(layer: Page, seen: Page) -> bool:
    """Tell whether OCR read clearly more ordinary words than the page's own layer holds."""
    return richer(seen.text, layer.text)


def richer(text: str, other: str) -> bool:
    """Tell whether a text holds clearly more ordinary words than another reading of the same page."""
    return ordinary(text)[2] > 1.1 * ordinary(other)[2] + 10


def _pictures(pdf_page: Any) -> float:
    """Give the share of the page under pictures, overlaps counted twice, at most 1."""
    width, height = pdf_page.get_size()
    area: float = 0.0
    for item in pdf_page.get_objects(filter=[3], max_depth=3):  # FPDF_PAGEOBJ_IMAGE
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, min(right - left, width)) * max(0.0, min(top - bottom, height))
    return float(min(1.0, area / max(1.0, width * height)))


def bare_ink(page: Page, pdf_page: Any) -> tuple[float, float]:
    """Give the ink outside all words: as a share of the page's ink, and as a share of the page."""
    width, height = pdf_page.get_size()
    scale = min(1.0, 2000 / max(width, height, 1.0))
    image: Image.Image = pdf_page.render(scale=scale, grayscale=True).to_pil()
    # Paper is the commonest brightness; ink is clearly darker.
    histogram = image.histogram()
    paper = max(range(256), key=lambda grey: histogram[grey])
    ink = image.point(lambda grey: 255 if grey < paper - 60 else 0)
    whole = ink.histogram()[255]
    pen = ImageDraw.Draw(ink)
    for word in page.words:
        x0, top, x1, bottom = (edge * scale for edge in word.box)
        if x1 >= x0 and bottom >= top:
            pen.rectangle((x0 - 2, top - 2, x1 + 2, bottom + 2), fill=0)
    left = ink.histogram()[255]
    return left / max(1, whole), left / max(1, image.width * image.height)
