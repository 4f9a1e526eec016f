"""Names that a submission gives to an indicator's subject, from where its own papers introduce them.

"Rumah Peladen adalah pusat data Kementerian", "perangkat penghubung layanan yang diberi nama JALINAN", "Jaringan
antarkantor (SIMPULNET)": from then on
the institution's papers speak of the subject by that name. Only what is written like a name counts, and never the
name of an office.
"""

import re
from collections.abc import Iterator, Sequence

from evidence_checker.matching.lexicon import Phrase, Stand
from evidence_checker.matching.scan import ScannedPaper, ScannedPassage
from evidence_checker.model import Issuer, Role

Alias = tuple[str, ...]  # the forms of its words

_LONGEST = 4  # words of a name
_SHORTEST = 4  # letters of a name of one word
_AFTER = 4  # words between the subject and "diberi nama"
_NAMING = (("diberi", "nama"), ("bernama",), ("dinamai",), ("dinamakan",), ("disebut",), ("disingkat",))
_NUMBER = re.compile(r"\d+|ke(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)")
_IS = ("adalah", "ialah", "merupakan")


def aliases(
    papers: Sequence[ScannedPaper], own: Sequence[Sequence[Sequence[Stand]]], offices: Phrase
) -> frozenset[Alias]:
    """Give the names of the subject that the institution's own papers introduce; `own` is where it is named."""
    return frozenset(
        name
        for paper, stands in zip(papers, own, strict=True)
        if paper.paper.status.issuer in (Issuer.OWN, Issuer.UNKNOWN)
        for passage, found in zip(paper.passages, stands, strict=True)
        if found and passage.passage.role is not Role.CONTENTS
        for name in _introduced(passage, found)
        if not _of_office(passage, name, offices)
    )


def named(passage: ScannedPassage, known: frozenset[Alias]) -> Iterator[Stand]:
    """Give where one of these names stands in a passage, written like a name."""
    forms = [token.form for token in passage.tokens]
    for alias in sorted(known):
        for at in range(len(forms) - len(alias) + 1):
            if tuple(forms[at : at + len(alias)]) == alias and _like_a_name(passage, at, at + len(alias)):
                end = at + len(alias)
                yield Stand(at, end, ((at, end),))


def _introduced(passage: ScannedPassage, found: Sequence[Stand]) -> Iterator[Alias]:
    forms = [token.form for token in passage.tokens]
    for stand in found:
        yield from _bracketed(passage, stand.high)
    for at, form in enumerate(forms):
        if form in _IS and any(s.low == at + 1 for s in found):  # the thing itself, not something done with it
            yield from _before(passage, at)
        for cue in _NAMING:
            if tuple(forms[at : at + len(cue)]) == cue and any(0 <= at - s.high <= _AFTER for s in found):
                yield from _behind(passage, at + len(cue))


def _before(passage: ScannedPassage, at: int) -> Iterator[Alias]:
    """Give the name that a definition opens with: all words before the verb, back to the sentence's beginning."""
    start = at
    while start > 0 and passage.sentences[start - 1] == passage.sentences[at]:
        start -= 1
    while start < at and _NUMBER.fullmatch(passage.tokens[start].form):
        start += 1
    alone = passage.tokens[start:at]
    if len(alone) != 1 or passage.passage.text[alone[0].start : alone[0].end].isupper():
        yield from _name(passage, start, at)


def _behind(passage: ScannedPassage, at: int) -> Iterator[Alias]:
    """Give the name that follows a naming verb: the words that are written like one."""
    if at < len(passage.tokens) and passage.tokens[at].form in ("sebagai", "dengan"):
        at += 1
    end = at
    while end < len(passage.tokens) and end - at < _LONGEST and _like_a_name(passage, end, end + 1):
        end += 1
        if passage.passage.text[passage.tokens[end - 1].end :][:1] not in (" ", "\n"):
            break
    yield from _name(passage, at, end)


def _bracketed(passage: ScannedPassage, at: int) -> Iterator[Alias]:
    """Give the name in capitals that stands alone in brackets right behind the subject."""
    if not 0 < at < len(passage.tokens):
        return
    text, before, name = passage.passage.text, passage.tokens[at - 1], passage.tokens[at]
    bracketed = text[before.end : name.start].strip() == "(" and text[name.end : name.end + 1] == ")"
    if bracketed and text[name.start : name.end].isupper():
        yield from _name(passage, at, at + 1)


def _name(passage: ScannedPassage, start: int, end: int) -> Iterator[Alias]:
    words = tuple(token.form for token in passage.tokens[start:end])
    if not 0 < len(words) <= _LONGEST or not _like_a_name(passage, start, end):
        return
    if len(words) > 1 or len(words[0]) >= _SHORTEST:
        yield words


def _like_a_name(passage: ScannedPassage, start: int, end: int) -> bool:
    return all(passage.passage.text[t.start].isupper() for t in passage.tokens[start:end])


def _of_office(passage: ScannedPassage, name: Alias, offices: Phrase) -> bool:
    """Tell whether a name is, or begins with, that of an office: "... yang selanjutnya disebut Dinas"."""
    forms = [token.form for token in passage.tokens]
    return any(tuple(forms[s.low : s.low + len(name)])[:1] == name[:1] for s in passage.ranges(offices, alone=True))
