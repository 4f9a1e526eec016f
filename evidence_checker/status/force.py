"""Kind, number and date to whether a paper is in force, with the reason in Indonesian."""

import re
from collections.abc import Sequence

from evidence_checker.model import DocumentKind, Force
from evidence_checker.status.facts import DRAFT_MARK, Found, annexed_to, passed
from evidence_checker.status.front import Printed
from evidence_checker.status.kinds import Head

_IN_FORCE = re.compile(
    r"\bMULAI BERLAKU\b|\bBERLAKU (?:SEJAK|PADA|TERHITUNG|MULAI)\b.{0,20}\bTANGGAL\b|\bDIUNDANGKAN DI\b"
)
_CERTIFIED = re.compile(r"\b(?:SALINAN|PETIKAN|DISALIN|DIPETIK)\b.{0,20}\bSESUAI\b.{0,12}\bASLINYA\b")
_MARK_ROWS = 3
_NEVER_DRAFTED = (DocumentKind.BERITA, DocumentKind.UNDANGAN, DocumentKind.SURAT)


def judge(
    head: Head, front: Sequence[Printed], lines: Sequence[Printed], number: Found, date: Found
) -> tuple[Force, str]:
    """Tell the force of a paper: what is blank makes a draft, what cannot be seen leaves it unknown."""
    if not head.legal:
        return _not_legal(head, front, number, date)
    draft = _draft_mark(head, front, lines)
    if draft is not None:
        return Force.DRAFT, f"Bertanda rancangan: \u201c{draft.text}\u201d."
    if number.blank and not number.lines[0].scanned:
        return Force.DRAFT, "Nomor belum diisi, sehingga dokumen ini masih rancangan."
    scanned = any(line.scanned for line in date.lines)
    if date.blank and not number.illegible and not scanned:
        return Force.DRAFT, "Tanggal penetapan belum diisi, sehingga dokumen ini masih rancangan."
    if date.blank and scanned:
        return Force.UNKNOWN, "Tanggal penetapan tidak terbaca pada hasil pindai; periksa apakah sudah diisi."
    takes_force = any(line.scanned and _IN_FORCE.search(line.folded) for line in lines)
    if takes_force and (number.value or number.illegible) and not date.value:
        return Force.ENACTED, "Bernomor dan menyatakan mulai berlaku; tanggalnya tidak terbaca pada hasil pindai."
    if not date.lines and number.value and any(_CERTIFIED.search(line.folded) for line in lines):
        return Force.ENACTED, "Bernomor dan dinyatakan petikan atau salinan yang sesuai dengan aslinya."
    if not date.lines:
        return Force.UNKNOWN, "Bagian penetapan (Ditetapkan di … pada tanggal …) tidak ditemukan dalam berkas."
    if number.blank:
        return Force.UNKNOWN, "Nomor tidak terbaca pada hasil pindai; periksa apakah sudah diisi."
    if not number.lines:
        return Force.UNKNOWN, "Nomor tidak ditemukan, sehingga penetapan tidak dapat dipastikan."
    if number.illegible or not date.value:
        return Force.ENACTED, "Nomor atau tanggal tertulis tetapi tidak terbaca; dokumen sudah ditetapkan."
    return Force.ENACTED, "Bernomor dan bertanggal penetapan."


def _not_legal(head: Head, front: Sequence[Printed], number: Found, date: Found) -> tuple[Force, str]:
    """Judge the rest: reports and manuals are not enacted; a guideline with number and date is.

    A plan or book that says with what decree it was passed is in force; one that is marked as a draft is a draft.
    """
    if head.kind not in _NEVER_DRAFTED:
        for line in front[:_MARK_ROWS]:
            if DRAFT_MARK.match(line.folded) and line.page == front[0].page:
                return Force.DRAFT, f"Bertanda rancangan: \u201c{line.text}\u201d."
    if passed(front, head) or annexed_to(front, head):
        return Force.ENACTED, "Menyebut keputusan atau pejabat yang menetapkannya."
    if head.kind is DocumentKind.LAINNYA and head.at is not None:
        named = re.match(r"^PEDOMAN (?:MENTERI|KEPALA|BUPATI|WALI|GUBERNUR|SEKRETARIS|BADAN)", front[head.at].folded)
        if named and number.value and date.value:
            return Force.ENACTED, "Bernomor dan bertanggal penetapan."
        if named:
            return Force.UNKNOWN, "Nomor atau tanggal penetapan tidak ditemukan."
    return Force.NOT_APPLICABLE, "Jenis dokumen ini tidak ditetapkan sebagai peraturan atau keputusan."


def _draft_mark(head: Head, front: Sequence[Printed], lines: Sequence[Printed]) -> Printed | None:
    """Find RANCANGAN or DRAF above or in the head, or alone on a line of any page."""
    assert head.at is not None
    for line in front[: head.at + 1]:
        if DRAFT_MARK.match(line.folded) and line.row <= 12:
            return line
    for line in lines:
        if re.fullmatch(r"\W*(?:RANCANGAN|DRA?F(?:T)?|DRAF|KONSEP)\W*", line.folded):
            return line
    return None
