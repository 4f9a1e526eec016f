"""Which paper speaks for which electronic service: by subject, by the application's own name, one service a paper.

Neighbouring services mention each other (a performance application reads the staff register), so a paper speaks
for the service that it is about. A book of several services speaks for each in its own chapter. Indicators that
share one subject (sector services 1 to 3) get one sector each, the most shown first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from evidence_checker.matching.scan import ScannedPaper
from evidence_checker.matching.scope import Place, Scope
from evidence_checker.model import Indicator

_LEAST_WEIGHT = 4
_MOST_PAPERS = 5  # a word in more titles than this names no single application
_NEARLY = 0.6  # a paper about two services speaks for both when they are nearly equal
_FEWEST_CHAPTERS = 2  # services with a chapter of their own that make a paper a book of services

_Spoken = dict[int, dict[int, frozenset[int] | None]]  # indicator -> paper -> passages (None: all of them)


def assign(
    indicators: Sequence[Indicator],
    papers: Sequence[ScannedPaper],
    scopes: Mapping[int, tuple[Scope, ...]],
    hints: Mapping[str, int],
) -> dict[int, tuple[Scope, ...]]:
    """Narrow each service indicator's scopes to the papers, or their chapters, that speak for it."""
    families: dict[tuple[str, ...], list[int]] = {}
    for indicator in indicators:
        families.setdefault(indicator.subject, []).append(indicator.number)
    members = list(families.values())
    turns = {group[0]: _turns(scopes[group[0]]) for group in members}
    spoken: _Spoken = {indicator.number: {} for indicator in indicators}
    for at, paper in enumerate(papers):
        hint = hints.get(paper.paper.document.id)
        here = {group[0]: scopes[group[0]][at] for group in members}
        if _is_book(here):
            _speak_by_chapter(at, paper, members, here, turns, spoken)
        else:
            _speak_whole(at, members, here, turns, hint, spoken)
    _share_names(papers, spoken)
    return {
        number: tuple(_narrowed(scope, chosen.get(at, frozenset())) for at, scope in enumerate(scopes[number]))
        for number, chosen in spoken.items()
    }


def _is_book(here: Mapping[int, Scope]) -> bool:
    """Tell whether a paper has chapters on several services and a title that names none of them."""
    chapters = [scope for scope in here.values() if scope.sections]
    return len(chapters) >= _FEWEST_CHAPTERS and not any(scope.titled for scope in here.values())


def _speak_by_chapter(
    at: int,
    paper: ScannedPaper,
    members: Sequence[Sequence[int]],
    here: Mapping[int, Scope],
    turns: Mapping[int, tuple[str, ...]],
    spoken: _Spoken,
) -> None:
    for group in members:
        for name, passages in here[group[0]].sections:
            heading = [token.form for token in paper.passages[passages[0]].tokens]
            number = _numbered(group, heading) or _turn(group, turns[group[0]], name)
            spoken[number][at] = frozenset(passages) | (spoken[number].get(at) or frozenset())


def _speak_whole(
    at: int,
    members: Sequence[Sequence[int]],
    here: Mapping[int, Scope],
    turns: Mapping[int, tuple[str, ...]],
    hint: int | None,
    spoken: _Spoken,
) -> None:
    most = max((scope.weight for scope in here.values()), default=0)
    for group in members:
        scope = here[group[0]]
        if scope.weight < _LEAST_WEIGHT or scope.weight < _NEARLY * most:
            continue
        name = scope.names[0][0] if scope.names else ""
        spoken[hint if hint is not None and hint in group else _turn(group, turns[group[0]], name)][at] = None


def _turns(scopes: Sequence[Scope]) -> tuple[str, ...]:
    """Give the sectors of a subject, the most shown first: their order decides which indicator each goes to."""
    weights: Counter[str] = Counter()
    for scope in scopes:
        if scope.weight >= _LEAST_WEIGHT and scope.names:
            weights[scope.names[0][0]] += scope.weight
        for name, passages in scope.sections:
            weights[name] += len(passages)
    return tuple(sorted(weights, key=lambda sector: (-weights[sector], sector)))


def _turn(group: Sequence[int], turns: Sequence[str], name: str) -> int:
    return group[min(turns.index(name) if name in turns else 0, len(group) - 1)]


def _numbered(group: Sequence[int], words: Sequence[str]) -> int | None:
    """Give the indicator of "sektor 2" among those that share a subject, if the words say so."""
    named = {int(b) for a, b in pairwise(words) if a == "sektor" and b.isdigit()}
    return next((group[n - 1] for n in sorted(named) if 0 < n <= len(group)), None)


def _share_names(papers: Sequence[ScannedPaper], spoken: _Spoken) -> None:
    """Let a paper that names only the application speak for the service of the paper that names both."""
    everywhere = Counter(name for paper in papers for name in paper.names)
    taken = {at for papers_of in spoken.values() for at in papers_of}
    for at, paper in enumerate(papers):
        if at in taken or not paper.names:
            continue
        rare = {name for name in paper.names if everywhere[name] <= _MOST_PAPERS}
        shared = {
            number: sum(len(rare & papers[other].names) for other, chapters in papers_of.items() if chapters is None)
            for number, papers_of in spoken.items()
        }
        most = max(shared.values(), default=0)
        if most:
            spoken[min(number for number, count in shared.items() if count == most)][at] = None


def _narrowed(scope: Scope, passages: frozenset[int] | None) -> Scope:
    """Give the scope with these passages in it (None: all) and nothing else."""
    if passages is None:
        places = tuple(max(place, Place.PAPER) for place in scope.places)
        return replace(scope, places=places, weight=max(scope.weight, 1))
    places = tuple(max(place, Place.PAPER) if i in passages else Place.NONE for i, place in enumerate(scope.places))
    own = tuple(found if i in passages else () for i, found in enumerate(scope.own))
    return replace(
        scope, places=places, own=own, weight=scope.weight if passages else 0, titled=scope.titled and bool(passages)
    )
