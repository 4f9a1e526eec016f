"""Where an indicator's right object is meant: in a passage's own words, its lead-ins, its article, or its paper.

Finding the topic is easy; most wrong evidence is the right topic with the wrong object (design section 4.1). A
subject hit is void where a longer look-alike (`not_subject`) covers it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from evidence_checker.matching.aliases import Alias, named
from evidence_checker.matching.lexicon import Lexicon, Phrase, Stand, stands
from evidence_checker.matching.scan import ScannedPaper, ScannedPassage
from evidence_checker.model import Indicator, Role

_HEADING_WEIGHT, _TITLE_WEIGHT = 3, 8
_BESIDE = 5  # words between a name and the subject that it names
_INTRODUCTION = 30  # passages in which a paper introduces its names


class Place(IntEnum):
    """How near to a passage the subject is named; higher is nearer."""

    NONE = 0
    PAPER = 1
    ARTICLE = 2
    ABOVE = 3
    OWN = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """The subject of one indicator over one paper: a place for each passage, and how much the paper is about it.

    `own` are the word ranges of the subject in each passage. `weight` counts mentions, headings and the title
    more; `titled` tells whether the title names it. `sections` are the passages under each heading (not the
    title) that names an electronic service, with the phrase that names it.
    """

    places: tuple[Place, ...]
    own: tuple[tuple[Stand, ...], ...]
    weight: int
    titled: bool
    names: tuple[tuple[str, int], ...]  # subject phrase -> mentions, for telling sectors apart
    sections: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """The compiled subject phrases of one indicator."""

    named: tuple[Phrase, ...]
    in_context: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...]

    @classmethod
    def of(cls, indicator: Indicator, lexicon: Lexicon) -> "Subject":
        """Compile the subject of an indicator."""
        return cls(
            named=tuple(lexicon.phrase(p) for p in indicator.subject),
            in_context=tuple(lexicon.phrase(p) for p in indicator.subject_in_context),
            excluded=tuple(lexicon.phrase(p) for p in indicator.not_subject),
        )

    def anchors(self, *, with_context: bool) -> frozenset[int]:
        """Give the segments one of which stands wherever the subject does."""
        phrases = self.named + (self.in_context if with_context else ())
        return frozenset(w[0] for p in phrases for w in min(p.terms, key=lambda t: len(t.wordings)).wordings)


def scope(
    subject: Subject,
    paper: ScannedPaper,
    *,
    of_the_field: bool,
    of_a_service: bool,
    known_as: frozenset[Alias] = frozenset(),
) -> Scope:
    """Find the subject in a paper. `of_the_field`: short names count too; `of_a_service`: in the title only.

    `known_as` are names that the submission gives to the subject.
    """
    of_the_field = of_the_field and not of_a_service
    phrases = subject.named + (subject.in_context if of_the_field else ())
    anchors = subject.anchors(with_context=of_the_field)
    names: Counter[str] = Counter()
    own = tuple(_own(p, phrases, subject.excluded, anchors, names, known_as) for p in paper.passages)
    title = phrases + (subject.in_context if of_a_service else ())
    in_title = [p.text for p in title if paper.titled(p)]
    titled = (bool(in_title) and not _title_void(subject, title, paper)) or _named_after(paper, own)
    titled = titled or _titled_by_alias(paper, known_as)
    if titled:
        names.update(dict.fromkeys(in_title, _TITLE_WEIGHT))
    articles = {_article(p) for p, found in zip(paper.passages, own, strict=True) if found and _opens(p)}
    places = []
    weight = _TITLE_WEIGHT if titled else 0
    for scanned, found in zip(paper.passages, own, strict=True):
        place = Place.PAPER if titled else Place.NONE
        if found:
            place = Place.OWN
            weight += _HEADING_WEIGHT if scanned.passage.role is Role.TITLE else 1
        elif any(own[i] for i in scanned.passage.lead_ins):
            place = Place.ABOVE
        elif scanned.passage.address.pasal and _article(scanned) in articles:
            place = Place.ARTICLE
        places.append(place)
    return Scope(
        places=tuple(places),
        own=own,
        weight=weight,
        titled=titled,
        names=tuple(sorted(names.items(), key=lambda n: (-n[1], n[0]))),
        sections=_sections(paper, title, subject.excluded) if of_a_service else (),
    )


def _sections(
    paper: ScannedPaper, phrases: Sequence[Phrase], excluded: Sequence[Phrase]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Give for each heading that names the service the phrase and the passages under it."""
    found = []
    for number, head in enumerate(paper.passages):
        if head.passage.role is not Role.TITLE or not head.hits:
            continue
        void = [r for p in excluded for r in head.ranges(p, alone=True)]
        said = [p.text for p in phrases if any(not _covered(r, void) for r in head.ranges(p, alone=True))]
        if said:
            under = (i for i, p in enumerate(paper.passages) if number in p.passage.lead_ins)
            found.append((said[0], (number, *under)))
    return tuple(found)


def _titled_by_alias(paper: ScannedPaper, known_as: frozenset[Alias]) -> bool:
    forms = tuple(token.form for token in paper.title_words)
    return any(forms[at : at + len(alias)] == alias for alias in known_as for at in range(len(forms) - len(alias) + 1))


def _named_after(paper: ScannedPaper, own: Sequence[Sequence[Stand]]) -> bool:
    """Tell whether a name in the title is, by the paper's own words, a name of the subject ("X adalah gerbang API")."""
    return any(
        token.form in paper.names and at - stand.low >= -_BESIDE and at - stand.high <= _BESIDE
        for scanned, found in zip(paper.passages[:_INTRODUCTION], own, strict=False)
        for stand in found
        for at, token in enumerate(scanned.tokens)
    )


def _own(
    scanned: ScannedPassage,
    phrases: Sequence[Phrase],
    excluded: Sequence[Phrase],
    anchors: frozenset[int],
    names: Counter[str],
    known_as: frozenset[Alias],
) -> tuple[Stand, ...]:
    if scanned.passage.role is Role.CONTENTS:
        return ()
    called = list(named(scanned, known_as)) if known_as else []
    if anchors.isdisjoint(scanned.hits) and not called:
        return ()
    void = [r for p in excluded for r in scanned.ranges(p, alone=True)]
    found: set[Stand] = {r for r in called if not _covered(r, void)}
    for phrase in phrases:
        valid = [r for r in scanned.ranges(phrase, alone=True) if not _covered(r, void)]
        if valid:
            names[phrase.text] += len(valid)
            found.update(valid)
    return tuple(sorted(found))


def _covered(inner: Stand, void: Sequence[Stand]) -> bool:
    return any(outer.low <= inner.low and inner.high <= outer.high for outer in void)


def _title_void(subject: Subject, phrases: Sequence[Phrase], paper: ScannedPaper) -> bool:
    void = [r for p in subject.excluded for r in stands(p, paper.title, {})]
    hits = [r for p in phrases for r in stands(p, paper.title, {})]
    return bool(void) and all(_covered(r, void) for r in hits)


def _article(scanned: ScannedPassage) -> tuple[str, str, str]:
    address = scanned.passage.address
    return address.part, address.bab, address.pasal


def _opens(scanned: ScannedPassage) -> bool:
    """Tell whether a passage can lend its subject to its article: a norm or a heading, not a definition."""
    return bool(scanned.passage.address.pasal) and scanned.passage.role in (Role.NORM, Role.TITLE)
