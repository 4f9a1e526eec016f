"""Papers to scanned papers: the words, phrase hits and modifiers of every passage, found once for all conditions."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence_checker.matching.lexicon import Hits, Lexicon, Phrase, Range, Stand, stands
from evidence_checker.matching.polarity import Cue, Polarity
from evidence_checker.matching.words import Token, Words, split
from evidence_checker.model import POLICIES, Paper, Passage, Role

_NOTHING: Hits = {}
_FACT_WINDOW = 25  # words within which a statement of fact says all that a phrase asks
_INNERMOST = 2
_TABLE_HEADING = 2  # passages above a table among which its heading stands
_FIRST_LINES = 3
_START = 3  # words of a title by which its passage is found again
_LONGEST_TITLE = 160  # characters
_APART = 1000
_NUMBERED = re.compile(r"\W*(?:\d+|[A-Z]|[IVX]+)[.)]\s|BAB\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:(?<=[a-z0-9)\u201d\"])|(?<=[a-z]\s[A-Z]))[.!?]\s+(?=[A-Z])")
_SHORTEST_NAME = 4
_CALLED = re.compile(rf"\b[A-Z]{{{_SHORTEST_NAME},}}\b")
_SMALL = re.compile(r"[a-z]{4}")  # text that is not all in capitals
_USED = 2  # passages in which a name stands that the paper really uses
_FIRST = 15  # passages among which minutes and letters name their agenda
_AGENDA = re.compile(
    r"(?:(?:pokok\s+)?(?:acara|bahasan)|agenda|perihal|hal|topik|judul|rapat|kegiatan|yang dibahas)\s*:\s*(.{5,300})"
    r"|(?:(?:pokok\s+)?acara|agenda|yang dibahas)\s+(.{5,300})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ScannedPassage:
    """A passage with its words, the segments that stand in it, those in its lead-ins, and its modifiers.

    `just_above` are the hits of the innermost lead-ins only (a table's header and caption, a list's lead line).
    `sentences` gives the number of each word's sentence.
    """

    passage: Passage
    tokens: tuple[Token, ...]
    hits: Hits
    above: Hits
    just_above: Hits
    cues: tuple[Cue, ...]
    sentences: tuple[int, ...]

    def ranges(self, phrase: Phrase, *, alone: bool = False) -> list[Stand]:
        """Give where a phrase stands here; `alone`: without the help of the lead-ins."""
        return stands(phrase, self.hits, _NOTHING if alone else self.above)

    def close_ranges(self, phrase: Phrase) -> list[Stand]:
        """Give where a phrase states a fact here: its words close together, helped by the innermost lead-ins only."""
        return stands(phrase, self.hits, self.just_above, window=_FACT_WINDOW, sentences=self.sentences)

    def sentence(self, words: Stand) -> str:
        """Give the sentence in which some words begin."""
        same = [t for t, s in zip(self.tokens, self.sentences, strict=True) if s == self.sentences[words.low]]
        return self.passage.text[same[0].start : same[-1].end]


@dataclass(frozen=True, slots=True)
class ScannedPaper:
    """A paper, its passages scanned, and the hits in its title (what the paper says that it is about)."""

    paper: Paper
    passages: tuple[ScannedPassage, ...]
    title: Hits
    title_words: tuple[Token, ...] = field(default=())
    names: frozenset[str] = field(default=frozenset())  # words of the title that are no Indonesian words: names

    def titled(self, phrase: Phrase) -> bool:
        """Tell whether the phrase stands in the paper's title."""
        return bool(stands(phrase, self.title, _NOTHING))


def scan(papers: Sequence[Paper], words: Words, lexicon: Lexicon, polarity: Polarity) -> tuple[ScannedPaper, ...]:
    """Scan all papers; every phrase must have been compiled before, or it is not found."""
    words.repair(w for paper in papers for passage in paper.passages for w, _, _ in split(passage.text))
    called = Counter(name for paper in papers for passage in paper.passages for name in called_in(passage))
    return tuple(_scan_paper(paper, words, lexicon, polarity, called) for paper in papers)


def _scan_paper(paper: Paper, words: Words, lexicon: Lexicon, polarity: Polarity, called: Counter[str]) -> ScannedPaper:
    tokens = [words.tokens(passage.text) for passage in paper.passages]
    hits = [lexicon.find([t.stem for t in line]) for line in tokens]
    scanned = tuple(
        ScannedPassage(
            passage=passage,
            tokens=line,
            hits=found,
            above=_merge([hits[i] for i in passage.lead_ins]),
            just_above=_merge([hits[i] for i in _innermost(paper.passages, passage)]),
            cues=polarity.cues(passage.text, line),
            sentences=_sentences(passage.text, line),
        )
        for passage, line, found in zip(paper.passages, tokens, hits, strict=True)
    )
    title_words = words.tokens(_title(paper))
    return ScannedPaper(
        paper=paper,
        passages=scanned,
        title=lexicon.find([t.stem for t in title_words]),
        title_words=title_words,
        names=_names(paper, title_words, words, called),
    )


def _innermost(passages: Sequence[Passage], passage: Passage) -> tuple[int, ...]:
    """Give the innermost lead-ins; a table that nothing leads in to has the heading just above it."""
    found = passage.lead_ins[-_INNERMOST:]
    if passage.role is not Role.TABLE or any(passages[i].role is not Role.TABLE for i in found):
        return found
    top = min((*passage.lead_ins, passage.index))
    before = range(top - 1, max(top - _TABLE_HEADING, 0) - 1, -1)
    heading = next((i for i in before if passages[i].role is Role.TITLE), None)
    return found if heading is None else (heading, *found)


def _sentences(text: str, tokens: Sequence[Token]) -> tuple[int, ...]:
    """Give each word the number of its sentence: a full stop before a capital ends one, not that of a list."""
    ends = [m.start() for m in _SENTENCE_END.finditer(text)]
    return tuple(bisect_left(ends, token.start) for token in tokens)


def _names(paper: Paper, title: Sequence[Token], words: Words, called: Counter[str]) -> frozenset[str]:
    """Give the proper names in a title (an application's, mostly) that the paper itself goes on to use.

    Words of the language, of the rubric and of the institution's own name are none, unless the paper, and another
    passage of the submission (`called` counts those), writes them in capitals amid its text: "WARAS menolak ...".
    """
    institution = {word for word, _, _ in split(paper.status.institution)}
    candidates = [t.form for t in title if len(t.form) >= _SHORTEST_NAME and not t.form.isdigit()]
    candidates = [form for form in candidates if form not in institution]
    fresh = {form for form in candidates if not words.is_word(form)}
    used = Counter(word for p in paper.passages for word in {form for form, _, _ in split(p.text)} & fresh)
    own = frozenset(name for p in paper.passages for name in called_in(p)) | _called(paper.status.about)
    named = paper.status.kind not in POLICIES  # these write their headings in capitals, not names
    capital = {form for form in candidates if named and form in own and called[form] >= _USED and words.is_plain(form)}
    return frozenset(form for form, count in used.items() if count >= _USED) | capital


def called_in(passage: Passage) -> frozenset[str]:
    """Give, in small letters, the words that a passage writes in capitals amid its text, as names are."""
    text = passage.text
    if passage.role in SILENT_ROLES - {Role.TITLE} or sum(c.isupper() for c in text) > sum(c.islower() for c in text):
        return frozenset()
    return _called(text)


def _called(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _CALLED.findall(text)) if _SMALL.search(text) else frozenset()


def _title(paper: Paper) -> str:
    """Give what a paper says it is about: its title with the lines under it, and the agenda line of minutes."""
    about = paper.status.about
    first = paper.passages[:_FIRST]
    if about:
        start = " ".join(about.casefold().split()[:_START])
        at = next((i for i, p in enumerate(first) if start in p.text.casefold()), len(first))
        under = [p.text for p in first[at + 1 : at + 3] if _continues(p, first[at])]
    else:  # no title was recognised: the first lines stand for it
        under = [p.text for p in first[:_FIRST_LINES] if p.role is Role.TITLE and len(p.text) < _LONGEST_TITLE]
    agenda = [m.group(1) or m.group(2) for p in first if (m := _AGENDA.match(p.text))]
    return " ; ".join((about, *under, *agenda))


def _continues(line: Passage, title: Passage) -> bool:
    """Tell whether a line under a title belongs to it: a heading without a number, on the same page."""
    if line.role is not Role.TITLE or len(line.text) >= _LONGEST_TITLE or _NUMBERED.match(line.text):
        return False
    return line.runs[0].page == title.runs[0].page


def _merge(found: Sequence[Hits]) -> Hits:
    """Pool the hits of several lead-ins, set apart so that words of different ones are never neighbours."""
    merged: dict[int, tuple[Range, ...]] = {}
    for number, hits in enumerate(found):
        apart = number * _APART
        for segment, ranges in hits.items():
            merged[segment] = merged.get(segment, ()) + tuple((a + apart, b + apart) for a, b in ranges)
    return merged


# Roles whose words are never the paper's own statement of fact or norm.
SILENT_ROLES = frozenset({Role.DEFINITION, Role.RECITAL, Role.CONTENTS, Role.SIGNATURE, Role.TITLE})
