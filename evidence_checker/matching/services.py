"""Which paper speaks for which electronic service: by subject, by the application's own name, one service a paper.

Neighbouring services mention each other (a performance application reads the staff register), so a paper speaks
for the service that it is about. Indicators that share one subject (sector services 1 to 3) get one application
each, the most shown first.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from evidence_checker.matching.scan import ScannedPaper
from evidence_checker.matching.scope import Place, Scope
from evidence_checker.model import Indicator

_LEAST_WEIGHT = 4
_MOST_PAPERS = 5  # a word in more titles than this names no single application
_NEARLY = 0.6  # a paper about two services speaks for both when they are nearly equal


def assign(
    indicators: Sequence[Indicator],
    papers: Sequence[ScannedPaper],
    scopes: Mapping[int, tuple[Scope, ...]],
    hints: Mapping[str, int],
) -> dict[int, tuple[Scope, ...]]:
    """Narrow each service indicator's scopes to the papers that speak for it; every passage of those is in scope."""
    families: dict[tuple[str, ...], list[int]] = {}
    for indicator in indicators:
        families.setdefault(indicator.subject, []).append(indicator.number)
    spoken: dict[int, set[int]] = {indicator.number: set() for indicator in indicators}
    for at, paper in enumerate(papers):
        weights = {members[0]: scopes[members[0]][at].weight for members in families.values()}
        most = max(weights.values(), default=0)
        for members in families.values():
            weight = weights[members[0]]
            if weight >= _LEAST_WEIGHT and weight >= _NEARLY * most:
                spoken[_member(members, paper, at, hints, scopes[members[0]])].add(at)
    return {
        number: tuple(_whole(scope) if at in papers_of else _nowhere(scope) for at, scope in enumerate(scopes[number]))
        for number, papers_of in spoken.items()
    }


def _share_names(papers: Sequence[ScannedPaper], spoken: dict[int, set[int]]) -> None:
    """Let a paper that names only the application speak for the service of the paper that names both."""
    everywhere = Counter(name for paper in papers for name in paper.names)
    taken = {at for papers_of in spoken.values() for at in papers_of}
    for at, paper in enumerate(papers):
        if at in taken or not paper.names:
            continue
        shared = {
            number: sum(
                1
                for other in papers_of
                for name in paper.names & papers[other].names
                if everywhere[name] <= _MOST_PAPERS
            )
            for number, papers_of in spoken.items()
        }
        most = max(shared.values(), default=0)
        if most:
            spoken[min(number for number, count in shared.items() if count == most)].add(at)


def _member(
    members: Sequence[int], paper: ScannedPaper, at: int, hints: Mapping[str, int], scopes: Sequence[Scope]
) -> int:
    """Choose which of the indicators with one subject a paper speaks for: its file's hint, else its sector's turn."""
    hint = hints.get(paper.paper.document.id)
    if hint is not None and hint in members:
        return hint
    if len(members) == 1:
        return members[0]
    weights: dict[str, int] = {}
    for scope in scopes:
        if scope.weight >= _LEAST_WEIGHT and scope.names:
            weights[scope.names[0][0]] = weights.get(scope.names[0][0], 0) + scope.weight
    sectors = sorted(weights, key=lambda sector: (-weights[sector], sector))
    turn = sectors.index(scopes[at].names[0][0])
    return members[min(turn, len(members) - 1)]


def _whole(scope: Scope) -> Scope:
    places = tuple(max(place, Place.PAPER) for place in scope.places)
    return Scope(places, scope.own, max(scope.weight, 1), scope.titled, scope.names)


def _nowhere(scope: Scope) -> Scope:
    none = tuple(Place.NONE for _ in scope.places)
    return Scope(none, tuple(() for _ in scope.own), 0, False, ())
