"""A small assessment made by hand: two domains, three indicators, three papers, and all that can go wrong."""

from decimal import Decimal

from evidence_checker.model import (
    Assessment,
    Band,
    Citation,
    ClassifierCard,
    Condition,
    ConditionResult,
    ConditionRole,
    Document,
    DocumentKind,
    DocumentStatus,
    Element,
    Force,
    Group,
    GroupScore,
    Indicator,
    Issuer,
    Level,
    NearMiss,
    NextBand,
    Page,
    Proposal,
    Rubric,
    Score,
    Span,
    Support,
    TextSource,
    UnreadableDocument,
    UnreadableReason,
    Verdict,
    Vocabulary,
    Word,
)


def page(number: int, *lines: str) -> Page:
    """Lay the lines out one below the other, each word 5 points a letter wide; no lines: an unread page."""
    if not lines:
        return Page(number=number, text="", source=TextSource.UNREAD)
    words, start = [], 0
    for row, line in enumerate(lines):
        at, x = start, 72.0
        for word in line.split(" "):
            box = (x, 100.0 + 14 * row, x + 5.123456 * len(word), 112.0 + 14 * row)
            words.append(Word(start=at, end=at + len(word), box=box))
            at, x = at + len(word) + 1, box[2] + 4
        start += len(line) + 1
    return Page(number=number, text="\n".join(lines), source=TextSource.TEXT_LAYER, words=tuple(words))


REGULATION = Document(
    id="a" * 64,
    name="Perbup 7 <final> & lampiran.pdf",
    pages=(
        page(1, "PERATURAN BUPATI CONTOH NUSA", "NOMOR 7 TAHUN 2022"),
        page(2, "Pasal 4", "(1) Perangkat Daerah wajib memakai", "pusat data daerah.", "(2) Bupati menetapkan"),
        page(3, "peta rencana setiap lima tahun."),
    ),
)
MINUTES = Document(
    id="b" * 64,
    name="notulen.pdf",
    pages=(page(1, "Reviu akan dilakukan tahun depan."), page(2), page(3), page(4, "Pusat data adalah fasilitas.")),
)
SHEET = Document(id="c" * 64, name="indikator_02_daftar.pdf", pages=(page(1, "Daftar pemakai pusat data"),))


def cite(document: Document, number: int, text: str, address: str = "") -> Citation:
    """Cite these words of one page."""
    start = document.page(number).text.index(text)
    return document.cite((Span(page=number, start=start, end=start + len(text)),), address)


def over_the_break() -> Citation:
    """Cite words that begin on page 2 of the regulation and end on page 3."""
    text = REGULATION.page(2).text
    first = Span(page=2, start=text.index("(2)"), end=len(text))
    return REGULATION.cite((first, Span(page=3, start=0, end=12)), "Pasal 4 ayat (2)")


def _level(number: int, name: str, *conditions: Condition) -> Level:
    return Level(number=number, name=name, inherits=number - 1, conditions=conditions)


def _condition(name: str, text: str, **more: object) -> Condition:
    return Condition(id=name, text=text, source="Lampiran contoh", **more)  # type: ignore[arg-type]


def _indicator(number: int, name: str, group: str, weight: str) -> Indicator:
    return Indicator(
        number=number,
        name=name,
        group=group,
        weight=Decimal(weight),
        kind="kebijakan",
        explanation=f"Menguji {name.lower()}.",
        source="Lampiran contoh",
        subject=(),
        not_subject=(),
        levels=(
            _level(1, "Rintisan", _condition("konsep", "Masih rancangan", role=ConditionRole.FLOOR)),
            _level(
                2,
                "Terkelola",
                _condition("ditetapkan", "Aturan sudah ditetapkan", advice="Unggah aturan yang sudah ditetapkan."),
                _condition("sebagian", "Sebagian unsur diatur", role=ConditionRole.MINIMAL, fuller="lengkap"),
            ),
            _level(
                3,
                "Terdefinisi",
                _condition(
                    "lengkap",
                    "Semua unsur diatur",
                    elements=(Element(name="Data", phrases=()), Element(name="Keamanan", phrases=())),
                    advice="Lengkapi aturannya dengan pasal tentang keamanan.",
                ),
                _condition("reviu", "Aturan sudah direviu", advice="Unggah notulen reviu."),
            ),
        ),
    )


RUBRIC = Rubric(
    id="contoh-1",
    title="Instrumen Contoh",
    source="Peraturan Contoh 1/2020",
    digest="d" * 64,
    lowest=1,
    highest=3,
    groups=(
        Group(id="d1", name="Kebijakan", kind="domain", parent="", weight=Decimal(60)),
        Group(id="d2", name="Layanan", kind="domain", parent="", weight=Decimal(40)),
        Group(id="a1", name="Kebijakan Internal", kind="aspek", parent="d1", weight=Decimal(60)),
        Group(id="a2", name="Layanan Publik", kind="aspek", parent="d2", weight=Decimal(40)),
    ),
    bands=(
        Band(name="Kurang", low=Decimal(1), high=Decimal(2), includes_low=True, includes_high=False),
        Band(name="Baik", low=Decimal(2), high=Decimal(3), includes_low=True, includes_high=True),
    ),
    indicators=(
        _indicator(1, "Kebijakan Pusat Data", "a1", "30"),
        _indicator(2, "Kebijakan Peta Rencana", "a1", "30"),
        _indicator(3, "Layanan Pengaduan", "a2", "40"),
    ),
    vocabulary=Vocabulary(synonyms=(), modifiers=(), modifier_ends=(), confusions=()),
)


def _result(indicator: int, level: int, condition: str, verdict: Verdict, **more: object) -> ConditionResult:
    return ConditionResult(
        indicator=indicator,
        level=level,
        condition=condition,
        verdict=verdict,
        **more,  # type: ignore[arg-type]
    )


def _proposals() -> tuple[Proposal, ...]:
    norm = cite(REGULATION, 2, "(1) Perangkat Daerah wajib memakai\npusat data daerah.", "Pasal 4 ayat (1)")
    definition = cite(MINUTES, 4, "Pusat data adalah fasilitas.")
    return (
        Proposal(
            indicator=1,
            level=2,
            ceiling=3,
            needs_review=True,
            blocking=("lengkap", "reviu"),
            near_misses=(NearMiss(condition="lengkap", citation=definition, reason="definisi, bukan norma"),),
            results=(
                _result(1, 2, "ditetapkan", Verdict.SUPPORTED, supports=(Support(citation=norm),)),
                _result(1, 2, "sebagian", Verdict.SUPPORTED, supports=(Support(citation=norm, element="Data"),)),
                _result(
                    1,
                    3,
                    "lengkap",
                    Verdict.PARTLY,
                    supports=(Support(citation=over_the_break(), element="Data"),),
                    missing_elements=("Keamanan",),
                    reason="satu dari dua unsur ditemukan",
                ),
                _result(
                    1,
                    3,
                    "reviu",
                    Verdict.PLANNED,
                    supports=(Support(citation=cite(MINUTES, 1, "Reviu akan dilakukan")),),
                    reason="penanda \u201cakan\u201d",
                ),
            ),
        ),
        Proposal(
            indicator=2,
            level=1,
            ceiling=1,
            blocking=("ditetapkan",),
            results=(_result(2, 2, "ditetapkan", Verdict.NOT_FOUND, reason="tidak ditemukan"),),
        ),
        Proposal(
            indicator=3,
            level=3,
            ceiling=3,
            results=tuple(
                _result(3, level, name, Verdict.SUPPORTED, supports=(Support(citation=norm),))
                for level, name in ((2, "ditetapkan"), (2, "sebagian"), (3, "lengkap"), (3, "reviu"))
            ),
        ),
    )


def made() -> Assessment:
    """Give the assessment; its parts are out of order on purpose."""
    return Assessment(
        tool_version="0.0.0",
        rubric=RUBRIC,
        classifier=ClassifierCard(digest=""),
        institution="Kabupaten Contoh Nusa",
        year=2024,
        documents=(MINUTES, SHEET, REGULATION),
        statuses=(
            DocumentStatus(
                document=REGULATION.id,
                kind=DocumentKind.PERATURAN,
                number="7",
                date="2022-03-04",
                year=2022,
                about="Pusat Data Daerah",
                institution="Kabupaten Contoh Nusa",
                force=Force.ENACTED,
                issuer=Issuer.OWN,
                citations=(cite(REGULATION, 1, "NOMOR 7 TAHUN 2022"),),
                reason="nomor dan tahun tertulis",
            ),
            DocumentStatus(
                document=MINUTES.id,
                kind=DocumentKind.NOTULENSI,
                number="",
                date="",
                year=None,
                about="",
                institution="",
                force=Force.NOT_APPLICABLE,
            ),
        ),
        unreadable=(
            UnreadableDocument(
                id="e" * 64,
                name="terkunci.pdf",
                reason=UnreadableReason.ENCRYPTED,
                detail="Unggah salinan tanpa kata sandi.",
            ),
        ),
        proposals=tuple(reversed(_proposals())),
        score=Score(
            value=Decimal("2.105"),
            band="Baik",
            by_group=(
                GroupScore(id="d1", name="Kebijakan", kind="domain", value=Decimal("1.5")),
                GroupScore(id="d2", name="Layanan", kind="domain", value=Decimal(3)),
                GroupScore(id="a1", name="Kebijakan Internal", kind="aspek", value=Decimal("1.5")),
                GroupScore(id="a2", name="Layanan Publik", kind="aspek", value=Decimal(3)),
            ),
            low=Decimal("2.105"),
            high=Decimal("2.4"),
        ),
        misfiled=((SHEET.name, 2, (1, 3)),),
        next_band=NextBand(
            band="Istimewa", low=Decimal("2.5"), includes_low=True, lacking=Decimal("0.395"), raises=((2, 2),)
        ),
    )
