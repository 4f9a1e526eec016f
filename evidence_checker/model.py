"""Every type that travels between stages; reads nothing, decides nothing.

Conventions: frozen, keyword-only dataclasses with tuples; half-open character ranges; page numbers count
from 1 in the PDF file; boxes are (x0, top, x1, bottom) in PDF points, origin top left, after the page's
rotation; weights, bands and scores are exact decimals.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Box = tuple[float, float, float, float]


# --- documents -------------------------------------------------------------------------------------------


class TextSource(StrEnum):
    """Where a page's text comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a page: `page.text[start:end]`, its box, and for OCR the engine's confidence (0-1)."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its text exactly as read (lines parted by a newline), in reading order, and its words.

    `quality` is the share (0-1) of readable text by the reader's own test; None where it was not judged.
    `note` says in Indonesian why a page is unread or doubtful; empty otherwise.
    """

    number: int
    text: str
    source: TextSource
    words: tuple[Word, ...] = ()
    width: float = 0.0
    height: float = 0.0
    quality: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range [start, end) of characters in the text of one page."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The place of a passage inside its paper, as lawyers and readers name it; empty parts are unknown."""

    part: str = ""  # "Menimbang", "Mengingat", "Menetapkan", "Lampiran II", "Penutup"
    bab: str = ""
    bagian: str = ""
    pasal: str = ""
    ayat: str = ""
    huruf: str = ""
    angka: str = ""
    diktum: str = ""  # "KESATU" in a decree
    heading: str = ""  # nearest heading of a paper without articles
    row: str = ""  # "Tabel 2 baris 4"

    def label(self) -> str:
        """Give the address as it is printed: `Pasal 7 ayat (2) huruf a`; empty if nothing is known."""
        steps = [self.part] if self.part else []
        if self.pasal:
            steps.append(f"Pasal {self.pasal}")
        elif self.bab and not self.diktum:
            steps.append(f"BAB {self.bab}")
        if self.diktum:
            steps.append(f"diktum {self.diktum}")
        if self.ayat:
            steps.append(f"ayat ({self.ayat})")
        if self.huruf:
            steps.append(f"huruf {self.huruf}")
        if self.angka:
            steps.append(f"angka {self.angka}")
        if self.heading and not self.pasal:
            steps.append(f"bagian \u201c{self.heading}\u201d")
        if self.row:
            steps.append(self.row)
        return " ".join(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words of one document, verbatim: made only by `Document.cite`."""

    document: str
    spans: tuple[Span, ...]
    quote: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that could be read. `id` is the SHA-256 of its bytes, `name` the base name of the file."""

    id: str
    name: str
    pages: tuple[Page, ...]
    note: str = ""

    def page(self, number: int) -> Page:
        """Give the page with this number (from 1). Raises IndexError if there is none."""
        if not 1 <= number <= len(self.pages):
            raise IndexError(number)
        return self.pages[number - 1]

    def cite(self, spans: tuple[Span, ...], address: str = "") -> Citation:
        """Make a citation of these spans; its quote is what the pages say there, joined by a newline."""
        quote = "\n".join(self.page(s.page).text[s.start : s.end] for s in spans)
        return Citation(document=self.id, spans=spans, quote=quote, address=address)

    def boxes(self, spans: tuple[Span, ...]) -> tuple[tuple[int, Box], ...]:
        """Give (page, box) of each line touched by the spans, in order."""
        found: list[tuple[int, Box]] = []
        for span in spans:
            line: Box | None = None
            for word in self.page(span.page).words:
                if word.end <= span.start or word.start >= span.end:
                    continue
                x0, top, x1, bottom = word.box
                if line is not None and top < line[3] and bottom > line[1] and x0 >= line[0]:
                    line = (line[0], min(line[1], top), max(line[2], x1), max(line[3], bottom))
                    continue
                if line is not None:
                    found.append((span.page, line))
                line = word.box
            if line is not None:
                found.append((span.page, line))
        return tuple(found)


class UnreadableReason(StrEnum):
    """Why a file could not be read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    NOT_PDF = "not_pdf"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    VANISHED = "vanished"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableDocument:
    """A file that could not be read; `detail` is one Indonesian sentence that says what to do."""

    id: str
    name: str
    reason: UnreadableReason
    detail: str


# --- passages --------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a passage does in its paper: this, more than its words, decides what it is worth."""

    NORM = "norm"
    DEFINITION = "definition"
    RECITAL = "recital"  # menimbang, mengingat, memperhatikan
    TITLE = "title"  # the paper's own title block, chapter and article headings
    SIGNATURE = "signature"  # enactment, promulgation, names of signers
    ANNEX = "annex"
    TABLE = "table"
    CONTENTS = "contents"  # table of contents
    NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """`passage.text[at:at+length]` stands in `page.text` from `start`, character by character."""

    at: int
    page: int
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document that can be judged alone: an ayat, a list item, a table row, a paragraph.

    `text` is cleaned for matching (hyphens at line ends joined, letter-spacing closed, one space between
    words); `runs` map it back to the pages. `lead_ins` are indices, outermost first, of the passages of the
    same document that lead in to this one (chapter title, article heading, "(2) ... terdiri atas:").
    """

    index: int
    text: str
    runs: tuple[Run, ...]
    address: Address
    role: Role
    lead_ins: tuple[int, ...] = ()

    def locate(self, start: int, end: int) -> tuple[Span, ...]:
        """Give the places in the pages of `text[start:end]`: one span a page touched."""
        ends: dict[int, tuple[int, int]] = {}
        for run in self.runs:
            low, high = max(start, run.at), min(end, run.at + run.length)
            if low < high:
                first = run.start + low - run.at
                last = run.start + high - run.at
                known = ends.get(run.page)
                ends[run.page] = (min(known[0], first), max(known[1], last)) if known else (first, last)
        return tuple(Span(page=page, start=a, end=b) for page, (a, b) in ends.items())


# --- status ----------------------------------------------------------------------------------------------


class DocumentKind(StrEnum):
    """Kinds of paper, in the official Indonesian words."""

    PERATURAN = "peraturan"
    KEPUTUSAN = "keputusan"
    SURAT_EDARAN = "surat_edaran"
    INSTRUKSI = "instruksi"
    SOP = "sop"
    LAPORAN = "laporan"
    NOTULENSI = "notulensi"
    UNDANGAN = "undangan"
    RENCANA = "rencana"
    PAPARAN = "paparan"
    SURAT = "surat"
    FORMULIR = "formulir"
    BERITA = "berita"
    LAINNYA = "lainnya"


POLICIES = (DocumentKind.PERATURAN, DocumentKind.KEPUTUSAN, DocumentKind.SURAT_EDARAN, DocumentKind.INSTRUKSI)


class Force(StrEnum):
    """Whether a paper is in force; NOT_APPLICABLE for papers that are never enacted (reports, minutes)."""

    ENACTED = "enacted"
    DRAFT = "draft"
    REVOKED = "revoked"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Issuer(StrEnum):
    """Who issued a paper, seen from the assessed institution."""

    OWN = "own"
    OTHER_AGENCY = "other_agency"
    NATIONAL = "national"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A paper named inside another: `Peraturan Bupati Nomor 41 Tahun 2021`. Empty parts are unknown."""

    kind: DocumentKind
    number: str
    year: int | None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentStatus:
    """What kind of paper this is, who issued it, and whether it is in force; each with citations.

    `date` is ISO `YYYY-MM-DD`, `YYYY-MM` or empty. `reason` says in Indonesian why `force` is what it is.
    `of_team`: the chairman of a team signed it, not the head of the institution.
    """

    document: str
    kind: DocumentKind
    number: str
    date: str
    year: int | None
    about: str
    institution: str
    force: Force
    issuer: Issuer = Issuer.UNKNOWN
    of_team: bool = False
    revokes: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document with its passages and its status: what the matcher judges."""

    document: Document
    passages: tuple[Passage, ...]
    status: DocumentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A paper (`document`, `name`) that repeats another (`original`, a file name); `redated`: with another date."""

    document: str
    name: str
    original: str
    redated: bool


# --- rubric ----------------------------------------------------------------------------------------------


class Check(StrEnum):
    """How much of a condition a text can decide."""

    AUTOMATIC = "automatic"
    PARTIAL = "partial"
    MANUAL = "manual"


class ConditionRole(StrEnum):
    """The instrument's own marks on a condition (reading guide of the instrument sheet)."""

    FULL = "full"
    MINIMAL = "minimal"  # falls away when the fuller condition is met
    LIMITING = "limiting"  # pembatas: says why a level is not higher; never required
    FLOOR = "floor"  # batas_bawah: always met


class Basis(StrEnum):
    """Where a condition is written: in the regulation itself, or only in the ministry's guideline."""

    REGULATION = "regulation"
    GUIDELINE = "guideline"


class Proof(StrEnum):
    """What kind of thing proves a condition; the matcher has one rule for each."""

    NORM = "norm"  # a norm in an internal policy in force
    COVERAGE = "coverage"  # each element has its own passage
    RECORD = "record"  # a formal paper shows that it exists or happened
    REACH = "reach"  # all units: population, list or ratio
    REVIEW = "review"  # minutes or report of a review with issues and recommendations
    NEW_POLICY = "new_policy"  # a policy enacted after the review that carries its recommendation
    FOLLOW_UP = "follow_up"  # a record that the review's recommendations were carried out
    FUNCTION = "function"  # an application shown doing it
    NONE = "none"  # nothing a text can prove


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One part that a complete coverage must have; any of `phrases` shows it."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One checkable sentence of a level.

    `phrases`, `excluding`: see rubrics/README.md for their small language. `minimum` is how many elements
    (0: all) COVERAGE asks for. Conditions of one level with the same non-empty `any_of` are alternatives.
    """

    id: str
    text: str
    source: str
    basis: Basis = Basis.REGULATION
    role: ConditionRole = ConditionRole.FULL
    check: Check = Check.AUTOMATIC
    proof: Proof = Proof.NONE
    requires_force: bool = False
    accepts_kinds: tuple[DocumentKind, ...] = ()
    max_age_years: int = 0
    elements: tuple[Element, ...] = ()
    minimum: int = 0
    phrases: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    titled: bool = False  # only papers whose own title names the subject
    any_of: str = ""
    fuller: str = ""  # id of the fuller condition, for role MINIMAL
    advice: str = ""  # Indonesian: what would satisfy it


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceNeed:
    """A type of evidence that the guideline asks for at a level, with its need and group kept as written."""

    type: str
    text: str
    need: str
    group: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One rung. `inherits` is the rung whose conditions it takes over (0: none)."""

    number: int
    name: str
    inherits: int
    conditions: tuple[Condition, ...]
    evidence: tuple[EvidenceNeed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator. `subject` phrases name its right object; `not_subject` its look-alikes.

    `subject_in_context` are short names ("arsitektur") that mean the object only in a paper whose own title
    names the rubric's field (`Vocabulary.field`); for an electronic service they count in a paper's title only.
    """

    number: int
    name: str
    group: str
    weight: Decimal
    kind: str
    explanation: str
    source: str
    subject: tuple[str, ...]
    not_subject: tuple[str, ...]
    levels: tuple[Level, ...]
    subject_in_context: tuple[str, ...] = ()

    def level(self, number: int) -> Level:
        """Give the rung with this number. Raises KeyError if there is none."""
        for level in self.levels:
            if level.number == number:
                return level
        raise KeyError(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A domain or an aspect; `parent` is empty for the outermost."""

    id: str
    name: str
    kind: str
    parent: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A predikat and its range; which bounds belong to it is data (SPBE: lower, Pemdi: upper)."""

    name: str
    low: Decimal
    high: Decimal
    includes_low: bool
    includes_high: bool

    def holds(self, value: Decimal) -> bool:
        """Tell whether this band holds the value."""
        above = value >= self.low if self.includes_low else value > self.low
        below = value <= self.high if self.includes_high else value < self.high
        return above and below


class ModifierKind(StrEnum):
    """What a modifier word does to the phrase that it governs."""

    NEGATED = "negated"  # belum, tidak
    PLANNED = "planned"  # akan, direncanakan
    POSSIBLE = "possible"  # dapat, sebaiknya
    EXCEPTED = "excepted"  # kecuali, selain
    PSEUDO = "pseudo"  # "tidak hanya": looks like a modifier and is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """One modifier as data: its words, what it does, which way it looks, how many words it reaches."""

    literal: str
    kind: ModifierKind
    direction: str  # "forward" | "backward" | "both"
    reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words that all indicators of a rubric share.

    `synonyms` maps a name, used as `{name}` in phrases, to its wordings. `confusions` are groups of words
    that look alike and mean opposite things: fuzzy matching never crosses them. `field` are phrases that
    name the instrument's field in a paper's title (SPBE and its other names). `promises` are norms that only
    postpone ("akan diatur lebih lanjut"). `instrument` are phrases of the instrument itself: a paper whose
    title has one talks about the evaluation, and a passage that has one restates the requirement.
    `construction` name, in a title, papers about building an application: they say what it shall do, not what it
    does. `aims` are phrases of aims, principles and scope lists, which regulate nothing. `plans` name, in a title,
    a plan: its annex lays down no norms. `organisation` name, in a title, a policy that only deals out duties to
    offices: no policy on any subject.
    """

    synonyms: tuple[tuple[str, tuple[str, ...]], ...]
    modifiers: tuple[Modifier, ...]
    modifier_ends: tuple[str, ...]
    confusions: tuple[tuple[str, ...], ...]
    field: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    construction: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """One version of one instrument. `digest` is the SHA-256 of its files."""

    id: str
    title: str
    source: str
    digest: str
    lowest: int
    highest: int
    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    indicators: tuple[Indicator, ...]
    vocabulary: Vocabulary

    def indicator(self, number: int) -> Indicator:
        """Give the indicator with this number. Raises KeyError if there is none."""
        for indicator in self.indicators:
            if indicator.number == number:
                return indicator
        raise KeyError(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled text beside an indicator: what its conditions make of it.

    `role` and `kind` say in which paper and place the text stands. A passage of the training corpus also names
    the (made-up) `institution` and the paper (`source`) that it belongs to; both are empty beside an indicator.
    `known_miss`: the matcher does not find yet what it should; never set where it finds too much.
    """

    indicator: int
    text: str
    expect: tuple[tuple[str, str], ...]  # (condition id, verdict)
    kind: DocumentKind
    role: Role
    note: str = ""
    known_miss: bool = False
    institution: str = ""
    source: str = ""


# --- judgement -------------------------------------------------------------------------------------------


class Verdict(StrEnum):
    """What the documents say about a condition."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    PLANNED = "planned"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One citation under a condition, the element that it shows, and what matched it."""

    citation: Citation
    element: str = ""
    matched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A passage that looks like evidence and is not, with the reason in Indonesian."""

    condition: str
    citation: Citation
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """The verdict on one condition of one level, why, and by which rule or similarity."""

    indicator: int
    level: int
    condition: str
    verdict: Verdict
    supports: tuple[Support, ...] = ()
    missing_elements: tuple[str, ...] = ()
    reason: str = ""
    matcher: str = ""
    near_misses: tuple[NearMiss, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The level that the documents support, and the highest still possible (`ceiling`)."""

    indicator: int
    level: int
    ceiling: int
    results: tuple[ConditionResult, ...]
    blocking: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    needs_review: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupScore:
    """Value of one domain or aspect, unrounded."""

    id: str
    name: str
    kind: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Index and predikat; `low` and `high` are the index at all levels and at all ceilings."""

    value: Decimal
    band: str
    by_group: tuple[GroupScore, ...]
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBand:
    """The next predikat, what the index lacks to it, and the fewest level rises that reach it.

    `low` belongs to the band only if `includes_low`; otherwise the index must exceed it, and `lacking` may be
    0. `raises` are (indicator, new level), by indicator; empty where only the index is known.
    """

    band: str
    low: Decimal
    includes_low: bool
    lacking: Decimal
    raises: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierCard:
    """Which classifier took part: empty digest when none did."""

    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The result for one submission; the published JSON (schema 1) is this, rendered.

    `score` is None when only some indicators were asked for: an index needs all of them.
    """

    tool_version: str
    rubric: Rubric
    classifier: ClassifierCard
    institution: str
    year: int
    documents: tuple[Document, ...]
    statuses: tuple[DocumentStatus, ...]
    unreadable: tuple[UnreadableDocument, ...]
    proposals: tuple[Proposal, ...]
    score: Score | None
    misfiled: tuple[tuple[str, int, tuple[int, ...]], ...] = field(default=())
    next_band: NextBand | None = None
    copies: tuple[Copy, ...] = ()
