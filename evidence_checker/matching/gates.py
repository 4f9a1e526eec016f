"""What a paper is worth for a condition before a word of it is read: issuer, kind, force, age, the instrument."""

from dataclasses import dataclass
from enum import StrEnum

from evidence_checker.model import Condition, DocumentKind, DocumentStatus, Force, Issuer, Proof

# Papers that announce or sell; they show no practice (gold rule: "a news article is not evidence").
NEVER = (DocumentKind.BERITA, DocumentKind.UNDANGAN)


# Papers that tell facts as a report does, under another heading or none: a memo, a deck, a filled-in form.
_TELLING = (
    DocumentKind.LAINNYA,
    DocumentKind.SURAT,
    DocumentKind.PAPARAN,
    DocumentKind.FORMULIR,
    DocumentKind.NOTULENSI,
)


class Worth(StrEnum):
    """How far a paper can carry a condition."""

    GOOD = "good"
    DOUBTFUL = "doubtful"  # perlu telaah: counts as partly
    PLANNED = "planned"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Gate:
    """The worth of a paper and, where it is not good, why in Indonesian."""

    worth: Worth
    reason: str = ""


_GOOD = Gate(Worth.GOOD)


def admit(condition: Condition, status: DocumentStatus, year: int, *, of_the_instrument: bool) -> Gate:
    """Judge a paper for a condition at the evaluation year (0: unknown, no age limit applies)."""
    if of_the_instrument:
        return Gate(Worth.NONE, "membahas instrumen atau hasil evaluasi, bukan bukti instansi")
    if status.issuer is Issuer.NATIONAL:
        return Gate(
            Worth.NONE,
            f"diterbitkan {status.institution or 'instansi nasional'}, bukan dokumen internal instansi",
        )
    if status.issuer is Issuer.OTHER_AGENCY:
        return Gate(Worth.NONE, f"diterbitkan {status.institution or 'instansi lain'}, bukan instansi yang dinilai")
    if not _kind_counts(condition, status.kind):
        return Gate(
            Worth.NONE,
            f"jenis dokumen \u201c{status.kind.value.replace('_', ' ')}\u201d tidak diterima untuk syarat ini",
        )
    if status.force is Force.REVOKED:
        return Gate(Worth.NONE, status.reason or "sudah dicabut")
    if status.force is Force.DRAFT:
        return Gate(Worth.PLANNED, status.reason or "masih rancangan")
    if status.kind is DocumentKind.RENCANA and year and (status.year or 0) > year:
        return Gate(Worth.PLANNED, f"rencana tahun {status.year}, sesudah tahun evaluasi {year}")
    if too_old(condition, status, year):
        return Gate(
            Worth.NONE,
            f"dokumen tahun {status.year} lebih tua dari batas umur bukti pada tahun evaluasi {year}",
        )
    if condition.requires_force:
        return _in_force(status)
    return _GOOD


def _in_force(status: DocumentStatus) -> Gate:
    if status.force is not Force.ENACTED:
        return Gate(Worth.DOUBTFUL, status.reason or "penetapannya tidak dapat dipastikan, perlu telaah")
    if status.of_team:
        return Gate(Worth.DOUBTFUL, "ditandatangani ketua tim, bukan pimpinan instansi: perlu telaah")
    if status.issuer is Issuer.UNKNOWN:
        return Gate(Worth.DOUBTFUL, "penerbitnya tidak dapat dipastikan, perlu telaah")
    return _GOOD


def _kind_counts(condition: Condition, kind: DocumentKind) -> bool:
    if condition.accepts_kinds:
        accepted = condition.accepts_kinds
        return kind in accepted or (DocumentKind.LAPORAN in accepted and kind in _TELLING)
    if condition.proof in (Proof.RECORD, Proof.REACH, Proof.FUNCTION, Proof.FOLLOW_UP):
        return kind not in (*NEVER, DocumentKind.PERATURAN)
    return kind not in (*NEVER, DocumentKind.SURAT, DocumentKind.PAPARAN)  # neither lays down a norm


def too_old(condition: Condition, status: DocumentStatus, year: int) -> bool:
    """Tell whether a dated paper is past the condition's age limit; an undated one is not judged here."""
    written = int(status.date[:4]) if status.date else status.year
    if not condition.max_age_years or not year or written is None:
        return False
    return year - written >= condition.max_age_years
