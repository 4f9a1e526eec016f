"""Small papers and small rubrics made by hand, for tests of matching, levelling and the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from evidence_checker import matching
from evidence_checker.model import (
    Address,
    Condition,
    ConditionResult,
    ConditionRole,
    Document,
    DocumentKind,
    DocumentStatus,
    Force,
    Indicator,
    Issuer,
    Level,
    Modifier,
    ModifierKind,
    Page,
    Paper,
    Passage,
    Proof,
    Role,
    Rubric,
    Run,
    TextSource,
    Vocabulary,
)

POLICIES = (DocumentKind.PERATURAN, DocumentKind.KEPUTUSAN, DocumentKind.SURAT_EDARAN, DocumentKind.INSTRUKSI)


@dataclass(frozen=True)
class Line:
    """One passage to be: its text, its role (None: what is usual in such a paper), article and lead-ins."""

    text: str
    role: Role | None = None
    pasal: str = ""
    under: tuple[int, ...] = ()


def paper(
    *lines: str | Line,
    kind: DocumentKind = DocumentKind.PERATURAN,
    about: str = "",
    name: str = "a.pdf",
    number: str = "1",
    date: str = "2023-03-01",
    force: Force | None = None,
    issuer: Issuer = Issuer.OWN,
    institution: str = "Kabupaten Contoh",
    reason: str = "",
) -> Paper:
    """Make a paper with one page a passage; policies are in force and the institution's own unless said otherwise."""
    usual = Role.NORM if kind in POLICIES else Role.NARRATIVE
    made = [line if isinstance(line, Line) else Line(line) for line in lines]
    passages = tuple(
        Passage(
            index=at,
            text=line.text,
            runs=(Run(at=0, page=at + 1, start=0, length=len(line.text)),),
            address=Address(pasal=line.pasal),
            role=line.role or usual,
            lead_ins=line.under,
        )
        for at, line in enumerate(made)
    )
    document = Document(
        id=f"{name}:{'|'.join(line.text for line in made)}",
        name=name,
        pages=tuple(
            Page(number=at, text=line.text, source=TextSource.TEXT_LAYER) for at, line in enumerate(made, start=1)
        ),
    )
    status = DocumentStatus(
        document=document.id,
        kind=kind,
        number=number,
        date=date,
        year=int(date[:4]) if date else None,
        about=about,
        institution=institution,
        force=force or (Force.ENACTED if kind in POLICIES else Force.NOT_APPLICABLE),
        issuer=issuer,
        reason=reason,
    )
    return Paper(document=document, passages=passages, status=status)


VOCABULARY = Vocabulary(
    synonyms=(
        ("unit", ("perangkat daerah", "opd")),
        ("seluruh_unit", ("seluruh * {unit}", "setiap {unit}", "semua {unit}")),
        ("pemakaian", ("memakai", "menggunakan", "tersambung")),
        ("reviu", ("reviu", "evaluasi")),
        ("aturan", ("peraturan", "perbup")),
        ("persoalan", ("persoalan", "kendala")),
        ("rekomendasi", ("rekomendasi", "menyarankan")),
        ("ditindaklanjuti", ("telah ditindaklanjuti", "telah diperbaiki")),
        ("di_luar_reviu", ("di luar lingkup",)),
        ("peningkatan", ("peningkatan", "perbaikan")),
        ("bukan_nama", ("dinas", "kantor")),
        ("permohonan", ("permohonan",)),
    ),
    modifiers=(
        Modifier(literal="belum", kind=ModifierKind.NEGATED, direction="forward", reach=12),
        Modifier(literal="tidak", kind=ModifierKind.NEGATED, direction="forward", reach=8),
        Modifier(literal="tanpa", kind=ModifierKind.NEGATED, direction="forward", reach=8),
        Modifier(literal="akan", kind=ModifierKind.PLANNED, direction="forward", reach=14),
        Modifier(literal="dapat", kind=ModifierKind.POSSIBLE, direction="forward", reach=8),
        Modifier(literal="kecuali", kind=ModifierKind.EXCEPTED, direction="forward", reach=12),
        Modifier(literal="tidak hanya", kind=ModifierKind.PSEUDO, direction="forward", reach=0),
    ),
    modifier_ends=("namun", "tetapi", "sedangkan"),
    confusions=(("diterapkan", "ditetapkan"), ("penerapan", "penetapan")),
    field=("layanan digital",),
    promises=("akan diatur", "diatur lebih lanjut"),
    instrument=("instrumen penilaian",),
    organisation=("susunan organisasi",),
    construction=("kerangka acuan",),
)


def condition(name: str = "c", proof: Proof = Proof.NORM, **more: object) -> Condition:
    """Make a condition of the instrument."""
    return Condition(id=name, text="Syarat", source="Lampiran", proof=proof, **more)  # type: ignore[arg-type]


def policy(name: str = "ditetapkan", **more: object) -> Condition:
    """Make a condition that only an own policy in force can meet."""
    return condition(name, requires_force=True, **more)


def indicator(*rungs: Condition | Sequence[Condition], number: int = 1, **more: object) -> Indicator:
    """Make an indicator: level 1 is had without evidence, each rung (one condition or several) stands above it."""
    floor = Level(number=1, name="Rintisan", inherits=0, conditions=(condition("awal", role=ConditionRole.FLOOR),))
    levels = tuple(
        Level(
            number=at,
            name=f"Tingkat {at}",
            inherits=at - 1,
            conditions=(rung,) if isinstance(rung, Condition) else tuple(rung),
        )
        for at, rung in enumerate(rungs, start=2)
    )
    given: dict[str, object] = {"subject": ("pusat data",), "not_subject": (), **more}
    return Indicator(
        number=number,
        name=f"Indikator {number}",
        group="a1",
        weight=Decimal(100),
        kind="kebijakan",
        explanation="Menguji.",
        source="Lampiran",
        levels=(floor, *levels),
        **given,  # type: ignore[arg-type]
    )


def rubric(*indicators: Indicator, **vocabulary: object) -> Rubric:
    """Make a rubric of these indicators with the small vocabulary above, some of it replaced."""
    return Rubric(
        id="kecil",
        title="Instrumen Kecil",
        source="Lampiran",
        digest="d" * 64,
        lowest=1,
        highest=5,
        groups=(),
        bands=(),
        indicators=indicators,
        vocabulary=replace(VOCABULARY, **vocabulary),  # type: ignore[arg-type]
    )


def result(
    of: Indicator, name: str, *papers: Paper, year: int = 2024, words: dict[str, object] | None = None
) -> ConditionResult:
    """Give the result of one condition of an indicator over these papers."""
    results = matching.match(rubric(of, **(words or {})), papers, year=year)
    return next(r for r in results if r.condition == name)
