"""Text to words that can be compared: Indonesian stems, with damaged words repaired against the rubric's own.

Stems come from Sastrawi's confix stripping (Adriani et al. 2007) with roots of our field added. A repair never
changes a known word and never crosses a confusion list, since `diterapkan` and `ditetapkan` look alike and mean
opposite things (design section 4.7).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

_WORD = re.compile(r"[^\W_]+")
# Roots that Sastrawi's dictionary lacks; without them "direviu" or "penelaahan" keep their affixes.
_EXTRA_ROOTS = (
    "reviu",
    "telaah",
    "tindaklanjut",
    "tanggungjawab",
    "interoperabilitas",
    "peladen",
    "audit",
    "unggah",
    "unduh",
    "aktivasi",
    "kodefikasi",
    "mitigasi",
    "otentikasi",
    "replikasi",
    "reservasi",
    "validasi",
    "input",
    "hosting",
)
# Words whose stem is another word's: "pengadaan" is not "ada", "persetujuan" is not "tujuan", "sebelum" not "belum".
_OWN_STEM = {
    "sebelum": "sebelum",
    "sebelumnya": "sebelum",
    "sesudah": "sesudah",
    "sesudahnya": "sesudah",
    "setelah": "setelah",
    "setelahnya": "setelah",
    "sebagian": "sebagian",
    "keadaan": "keadaan",
    "peserta": "peserta",
    "pengadaan": "pengadaan",
    "persetujuan": "setuju",
    "menyetujui": "setuju",
    "disetujui": "setuju",
    "penyetujuan": "setuju",
    "keputusan": "keputusan",
    "kebijakan": "kebijakan",
    "pemerintahan": "pemerintah",
    "pemerintah": "pemerintah",
    "pendapatan": "pendapatan",
    "pendapat": "pendapat",
    "peraturan": "peraturan",
    "perubahan": "ubah",
    "setujui": "setuju",
    "kinerja": "kinerja",
    "kepegawaian": "kepegawaian",
    "perbaikan": "perbaikan",
    "diperbaiki": "perbaikan",
    "memperbaiki": "perbaikan",
    "berkelanjutan": "berkelanjutan",
    "meneruskan": "meneruskan",
    "diteruskan": "meneruskan",
    "tempat": "tempat",
    "menempatkan": "menempatkan",
    "ditempatkan": "menempatkan",
    "penempatan": "menempatkan",
}
# Letters that scanners read as digits inside a word, and the letter pairs they merge.
_SCANNER = (("0", "o"), ("1", "l"), ("5", "s"), ("|", "l"), ("rn", "m"), ("vv", "w"), ("cl", "d"))
_SHORTEST_REPAIRED = 5
_NEVER_AFFIXED = 3
_SHORTEST_WITH_NYA = 7
_LIKENESS = 88.0


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a passage: as written (lower case), its stem, and where it stands in the passage's text."""

    form: str
    stem: str
    start: int
    end: int


def split(text: str) -> list[tuple[str, int, int]]:
    """Give the lower-case words of a text with their half-open character ranges; hyphens part words."""
    return [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


@cache
def _roots() -> frozenset[str]:
    return frozenset((*(str(root) for root in StemmerFactory().get_words()), *_EXTRA_ROOTS))


@cache
def _stemmer() -> Stemmer:
    return Stemmer(ArrayDictionary(sorted(_roots())))


@lru_cache(maxsize=200_000)
def _stripped(word: str) -> str:
    """Give a word without its affixes; kept from one submission to the next, for it never changes."""
    return str(_stemmer().stem(word))


class Words:
    """Stems words and repairs damaged ones. Deterministic: the same words always give the same stems."""

    def __init__(self, confusions: tuple[tuple[str, ...], ...], *, repairs: bool = True) -> None:
        self._repairs = repairs
        self._stems: dict[str, str] = dict(_OWN_STEM)
        self._known: dict[str, None] = {}  # the rubric's words, in order
        self._confusable = {word: frozenset(group) - {word} for group in confusions for word in group}

    def stem(self, word: str) -> str:
        """Give the stem of a lower-case word; numbers and unknown words stay as they are."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._bare(word)
        return stem

    def _bare(self, word: str) -> str:
        if not word.isalpha() or len(word) <= _NEVER_AFFIXED:
            return word
        if word.endswith("nya") and len(word) > _SHORTEST_WITH_NYA:  # "memakainya": Sastrawi would cut too deep
            return self.stem(word.removesuffix("nya"))
        return _stripped(word)

    def learn(self, words: Iterable[str]) -> None:
        """Take these (the rubric's) words as right: damaged words of the papers are repaired towards them."""
        for word in words:
            self._known.setdefault(word)
            self.stem(word)

    def repair(self, words: Iterable[str]) -> None:
        """Set the stems of damaged words among these to the stem of the one rubric word they resemble."""
        fresh = [w for w in dict.fromkeys(words) if w not in self._stems]
        damaged = [w for w in fresh if len(w) >= _SHORTEST_REPAIRED and not self.is_word(w)]
        targets = [w for w in self._known if len(w) >= _SHORTEST_REPAIRED]
        if not damaged or not targets or not self._repairs:
            return
        plain = [self._undo_scanner(w) for w in damaged]
        scores = process.cdist(plain, targets, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        for word, best, row in zip(damaged, scores.argmax(axis=1), scores, strict=True):
            if row[best] < _LIKENESS:
                continue
            target = targets[int(best)]
            if _whole_in(word, target):
                continue
            rivals = self._confusable.get(target, frozenset())
            if any(fuzz.ratio(word, rival) >= row[best] for rival in rivals):
                continue
            self._stems[word] = self.stem(target)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Give the words of a text with stems and half-open character ranges."""
        return tuple(Token(form, self.stem(form), a, b) for form, a, b in split(text))

    def is_word(self, word: str) -> bool:
        """Tell whether a word needs no repair: a number, a root or an affixed form of one."""
        if word.isdigit() or word in self._known:
            return True
        return word.isalpha() and _stripped(word) in _roots()

    @staticmethod
    def is_plain(word: str) -> bool:
        """Tell whether a word is a root of the language, or an affixed form of one."""
        return word.isalpha() and _stripped(word) in _roots()

    @staticmethod
    def _undo_scanner(word: str) -> str:
        if any(c.isdigit() for c in word) or "rn" in word or "vv" in word:
            for wrong, right in _SCANNER:
                word = word.replace(wrong, right)
        return word


def _whole_in(one: str, other: str) -> bool:
    """Tell whether one word is the other with an affix of two letters or more: another word, not a damaged one."""
    return abs(len(one) - len(other)) > 1 and (one in other or other in one)
