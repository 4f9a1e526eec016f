"""One condition put before all papers: where its phrases stand, with everything that decides what a hit is worth."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_checker.matching.classifier import Likeness
from evidence_checker.matching.gates import Gate, Worth, admit
from evidence_checker.matching.lexicon import Lexicon, Phrase, Stand
from evidence_checker.matching.polarity import governed
from evidence_checker.matching.quotes import from_picture, pieces, quote, whole
from evidence_checker.matching.scan import SILENT_ROLES, ScannedPaper, ScannedPassage
from evidence_checker.matching.scope import Place, Scope
from evidence_checker.model import (
    Citation,
    Condition,
    ConditionResult,
    DocumentKind,
    Indicator,
    ModifierKind,
    NearMiss,
    Proof,
    Role,
    Support,
    Verdict,
)

MOST_SUPPORTS = 5
TOLD = 0.45  # likelihood from which a place speaks of a subject that it does not name
_MOST_MISSES = 3
_ELSEWHERE = 0.5  # likelihood of another topic from which a passage speaks of that,
_FAR_MORE = 3.0  # if it is so many times that of its own
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DONE = re.compile(r"\b(?:telah|sudah)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:sampai|hingga|s\.?d\.?|berlaku)\b[^.;|]{0,30}?20\d\d", re.IGNORECASE)
_FOREWORD = re.compile(r"\W*(?:kata pengantar|kata sambutan|sambutan|prakata|sekapur sirih)\b", re.IGNORECASE)
_SAYS_SOMETHING = 3  # words without which a piece of a passage shows nothing by itself


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the condition standing in a passage, and what speaks for or against it."""

    paper: int
    passage: int
    words: Stand
    matched: str
    place: Place
    modifier: ModifierKind | None
    gate: Gate
    likeness: float = 0.0  # to examples of the condition, 0-1; 0 without a classifier
    standing: tuple[int, int] = (0, 0)  # of a policy: a regulation before others, a newer before an older
    silent: str = ""  # why the place is no evidence at all (definition, recital, postponing norm, look-alike)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all conditions share: the scanned papers, phrases of the vocabulary, the evaluation year."""

    papers: tuple[ScannedPaper, ...]
    lexicon: Lexicon
    year: int
    promises: tuple[Phrase, ...]
    instrument: tuple[Phrase, ...]
    on_instrument: tuple[bool, ...]  # for each paper: its title talks about the evaluation itself
    aims: tuple[Phrase, ...]
    on_plan: tuple[bool, ...]  # for each paper: its title names a plan
    on_construction: tuple[bool, ...]  # for each paper: its title is about building an application
    on_organisation: tuple[bool, ...]  # for each paper: its title deals out duties to offices
    of_field: tuple[bool, ...]
    words_for: Mapping[str, Phrase]  # "reviu", "persoalan", ...: shared phrases by synonym name
    likeness: Likeness | None = None
    alike: frozenset[int] = frozenset()  # indicators that share one subject: words cannot tell them apart
    of_a_service: frozenset[int] = frozenset()  # papers on one electronic service

    def told(self, indicator: Indicator, paper: int, number: int) -> float:
        """Give how surely all words around a passage tell that it speaks of the indicator's subject (0-1).

        Services share their words: in a paper on one of them, they tell nothing of another.
        """
        if self.likeness is None or indicator.number in self.alike:
            return 0.0
        if paper in self.of_a_service and is_service(indicator):
            return 0.0
        return self.likeness.topic(indicator.number, paper, number)

    def told_of_another(self, indicator: Indicator, paper: int, number: int) -> bool:
        """Tell whether all words around a passage speak of another indicator's subject, and hardly of this one's."""
        if self.likeness is None or indicator.number in self.alike:
            return False
        most, likelihood = self.likeness.topic_of(paper, number)
        own = self.likeness.topic(indicator.number, paper, number)
        return most not in (0, indicator.number) and likelihood >= max(_ELSEWHERE, _FAR_MORE * own)


def is_service(indicator: Indicator) -> bool:
    """Tell whether an indicator is of an electronic service: judged by what an application is shown to do."""
    return any(c.proof is Proof.FUNCTION for level in indicator.levels for c in level.conditions)


@dataclass(frozen=True, slots=True)
class Case:
    """An indicator's condition with the subject's scope over each paper."""

    indicator: Indicator
    level: int
    condition: Condition
    scopes: tuple[Scope, ...]
    shared: Shared
    phrases: tuple[Phrase, ...]
    excluding: tuple[Phrase, ...]
    elements: tuple[tuple[str, tuple[Phrase, ...]], ...]

    def gate(self, paper: int) -> Gate:
        """Judge a paper for this condition."""
        if self.condition.requires_force and self.shared.on_organisation[paper]:
            return Gate(Worth.NONE, "mengatur organisasi dan tugas unit, bukan kebijakan tentang objek ini")
        status = self.shared.papers[paper].paper.status
        if status.kind is DocumentKind.SURAT and self.shared.papers[paper].titled(self.shared.words_for["permohonan"]):
            return Gate(Worth.PLANNED, "surat permohonan, pelaksanaannya tidak ditunjukkan")
        return admit(self.condition, status, self.shared.year, of_the_instrument=self.shared.on_instrument[paper])

    def passages(self, nearest: Place) -> Iterator[tuple[int, int, ScannedPassage, Place]]:
        """Give (paper, passage number, passage, place) of every passage with the subject at least that near."""
        for paper, (scanned, scope) in enumerate(zip(self.shared.papers, self.scopes, strict=True)):
            if scope.weight == 0 or (self.condition.titled and not scope.titled):
                continue
            for number, (passage, place) in enumerate(zip(scanned.passages, scope.places, strict=True)):
                if place >= nearest and passage.tokens:
                    yield paper, number, passage, place

    def hits(self, phrases: Sequence[Phrase], nearest: Place) -> Iterator[Hit]:
        """Give every hit of these phrases; with no phrases, the subject itself is the hit."""
        gates: dict[int, Gate] = {}
        for paper, number, passage, place in self.passages(nearest):
            found = self._found(phrases, passage) if phrases else _subject_hits(self.scopes[paper], number)
            if not found:
                continue
            gate = gates.setdefault(paper, self.gate(paper))
            for words, matched in found:
                yield self.hit(paper, number, words, place, matched=matched, gate=gate)

    def hit(
        self, paper: int, number: int, words: Stand, place: Place, *, matched: str = "", gate: Gate | None = None
    ) -> Hit:
        """Make a hit of these words of a passage, with all that speaks for or against it."""
        passage = self.shared.papers[paper].passages[number]
        worth = gate or self.gate(paper)
        if worth.worth is Worth.GOOD and from_picture(self.shared.papers[paper].paper.document, passage, words):
            worth = Gate(Worth.DOUBTFUL, "terbaca dari gambar pada halaman berteks, perlu telaah")
        silent = self.silent(paper, passage)
        return Hit(
            paper=paper,
            passage=number,
            words=words,
            matched=matched or _said(passage, words),
            place=place,
            modifier=self._modifier(passage, words),
            gate=worth,
            standing=self._standing(paper),
            silent=silent,
            likeness=0.0 if silent else self.likeness(paper, number),
        )

    def _modifier(self, passage: ScannedPassage, words: Stand) -> ModifierKind | None:
        found = governed(passage.cues, words)
        return self._scheduled(passage, words) or found if found in (None, ModifierKind.POSSIBLE) else found

    def _scheduled(self, passage: ScannedPassage, words: Stand) -> ModifierKind | None:
        """Tell whether all years that a statement of fact names are still to come at the evaluation: a plan.

        What a plan must contain is for any year.
        """
        if self.condition.requires_force or self.condition.proof is Proof.COVERAGE or not self.shared.year:
            return None
        sentence = passage.sentence(words)
        planned = any(cue.modifier.kind is ModifierKind.PLANNED for cue in passage.cues)
        if _DONE.search(sentence) and not planned and self.condition.proof is not Proof.FUNCTION:
            return None  # "telah menyepakati belanja tahun 2025"
        years = [int(year) for year in _YEAR.findall(_UNTIL.sub("", sentence))]
        return ModifierKind.PLANNED if years and min(years) > self.shared.year else None

    def _standing(self, paper: int) -> tuple[int, int]:
        status = self.shared.papers[paper].paper.status
        if not self.condition.requires_force:
            return (0, 0)
        return (int(status.kind is not DocumentKind.PERATURAN), -(status.year or 0))

    def likeness(self, paper: int, number: int) -> float:
        """Give how like the condition's examples a passage is, 0-1; 0 without a classifier."""
        known = self.shared.likeness
        return known.of(self.indicator, self.condition.id, [(paper, number)])[0] if known else 0.0

    def cite(self, hit: Hit) -> Citation:
        """Cite the clause of a hit."""
        scanned = self.shared.papers[hit.paper]
        return quote(scanned.paper.document, scanned.passages[hit.passage], hit.words)

    def cite_telling(self, paper: int, number: int) -> Citation:
        """Cite what in a passage is most like the condition's examples: a sentence, a table row's cell."""
        scanned = self.shared.papers[paper]
        tokens = scanned.passages[number].tokens
        found = [
            piece
            for piece in pieces(scanned.paper.document, scanned.passages[number])
            if sum(token.form.isalpha() for token in tokens[piece.low : piece.high]) >= _SAYS_SOMETHING
        ]
        known = self.shared.likeness
        if known is None or len(found) < 2:
            return self.cite_passage(paper, number)
        ranges = [(piece.low, piece.high) for piece in found]
        best = known.most_telling(self.indicator, self.condition.id, (paper, number), ranges)
        return quote(scanned.paper.document, scanned.passages[number], found[best])

    def cite_passage(self, paper: int, number: int) -> Citation:
        """Cite a passage from its beginning."""
        scanned = self.shared.papers[paper]
        return whole(scanned.paper.document, scanned.passages[number])

    def result(
        self,
        verdict: Verdict,
        reason: str,
        *,
        supports: Sequence[Support] = (),
        missing: Sequence[str] = (),
        misses: Sequence[NearMiss] = (),
        matcher: str = "frasa",
        doubtful: bool = False,
    ) -> ConditionResult:
        """Make the result of this case; at most a handful of citations and near misses are kept."""
        return ConditionResult(
            indicator=self.indicator.number,
            level=self.level,
            condition=self.condition.id,
            verdict=verdict,
            supports=tuple(supports[: max(MOST_SUPPORTS, len(self.elements))]),
            missing_elements=tuple(missing),
            reason=reason,
            matcher=matcher,
            near_misses=tuple(misses[:_MOST_MISSES]),
            doubtful=doubtful,
        )

    def miss(self, hit: Hit, reason: str) -> NearMiss:
        """Make a near miss of a hit."""
        return NearMiss(condition=self.condition.id, citation=self.cite(hit), reason=reason)

    def _found(self, phrases: Sequence[Phrase], passage: ScannedPassage) -> list[tuple[Stand, str]]:
        """Give the first places of each phrase in a passage; facts must be said closer together than norms."""
        found: dict[Stand, str] = {}
        for phrase in phrases:
            ranges = passage.ranges(phrase) if self.condition.requires_force else passage.close_ranges(phrase)
            for words in ranges[:2]:
                found.setdefault(words, _said(passage, words))
        return sorted(found.items())

    def silent(self, paper: int, passage: ScannedPassage) -> str:
        """Say in Indonesian why a passage is no evidence at all; empty if it may be."""
        role = passage.passage.role
        if role in SILENT_ROLES:
            return _SILENCE[role]
        if any(passage.ranges(p, alone=True) for p in self.excluding):
            return "objeknya berbeda dari yang diminta syarat"
        if any(passage.ranges(p, alone=True) for p in self.shared.instrument) and not self._row_of_plan(paper, passage):
            return "mengulang bunyi instrumen evaluasi"
        if any(_FOREWORD.match(self.shared.papers[paper].passages[i].passage.text) for i in passage.passage.lead_ins):
            return "hanya sambutan atau kata pengantar"
        if any(passage.ranges(p, alone=True) for p in self.shared.promises):
            return "baru menjanjikan pengaturan lebih lanjut"
        if self.condition.requires_force and self._only_aims(paper, passage):
            return "hanya tujuan, asas, atau ruang lingkup, bukan norma tentang objek ini"
        if self.condition.proof is Proof.FUNCTION and self.shared.on_construction[paper]:
            return "dokumen pembangunan menguraikan kebutuhan, bukan fungsi yang sudah berjalan"
        return ""

    def _row_of_plan(self, paper: int, passage: ScannedPassage) -> bool:
        """Tell whether a passage is a row of a plan: it names activities, one of which may be a self-assessment."""
        return passage.passage.role is Role.TABLE and (
            self.shared.on_plan[paper] or self.shared.papers[paper].paper.status.kind is DocumentKind.RENCANA
        )

    def _only_aims(self, paper: int, passage: ScannedPassage) -> bool:
        """Tell whether a passage, or the line that leads in to it, states aims, principles or a scope."""
        above = passage.passage.lead_ins[-1:]
        near = (passage, *(self.shared.papers[paper].passages[i] for i in above))
        return any(p.ranges(phrase, alone=True) for p in near for phrase in self.shared.aims)


_SILENCE = {
    Role.DEFINITION: "hanya definisi, bukan norma atau pelaksanaan",
    Role.RECITAL: "hanya pertimbangan atau dasar hukum",
    Role.CONTENTS: "hanya daftar isi",
    Role.SIGNATURE: "hanya bagian penutup",
    Role.TITLE: "hanya judul",
}


def _said(passage: ScannedPassage, words: Stand) -> str:
    """Give the words of a hit as the passage says them."""
    return passage.passage.text[passage.tokens[words.low].start : passage.tokens[words.high - 1].end]


def _subject_hits(scope: Scope, number: int) -> list[tuple[Stand, str]]:
    own = scope.own[number]
    return [(own[0], "objek indikator")] if own else []


def good(hit: Hit, *, blocked: frozenset[ModifierKind]) -> bool:
    """Tell whether a hit carries its condition fully."""
    return not hit.silent and hit.gate.worth is Worth.GOOD and hit.modifier not in blocked


def why_not(hit: Hit) -> str:
    """Say in Indonesian why a hit does not carry its condition."""
    if hit.silent:
        return hit.silent
    if hit.gate.worth is not Worth.GOOD:
        return hit.gate.reason
    if hit.modifier is None:
        return "belum cukup menunjukkan syarat"
    return _MODIFIED[hit.modifier]


_MODIFIED = {
    ModifierKind.NEGATED: "menyatakan belum atau tidak",
    ModifierKind.PLANNED: "baru rencana",
    ModifierKind.POSSIBLE: "baru kemungkinan atau anjuran",
    ModifierKind.EXCEPTED: "dikecualikan",
    ModifierKind.PSEUDO: "belum cukup menunjukkan syarat",
}
