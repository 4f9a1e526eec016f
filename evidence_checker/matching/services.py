"""Which paper speaks for which electronic service: by subject, by the application's own name, one service a paper.

Neighbouring services mention each other (a performance application reads the staff register), so a paper speaks
for the service that it is about. A book of several services speaks for each in its own chapter. Indicators that
share one subject (sector services 1 to 3) get one sector each, the most shown first. Where several are named, all
words of a paper decide which of them it is about; where the paper itself says for which sector it was handed in, it
speaks for that.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from evidence_checker.matching.scan import ScannedPaper, called_in
from evidence_checker.matching.scope import Place, Scope
from evidence_checker.model import Indicator, Role

_LEAST_WEIGHT = 4
_MOST_PAPERS = 5  # a word in more titles than this names no single application
_NEARLY = 0.6  # a paper about two services speaks for both when they are nearly equal
_FEWEST_CHAPTERS = 2  # services with a chapter of their own that make a paper a book of services
_SURE = 0.5  # likelihood from which the words of a chapter tell what service it is on
_MOST_OF_IT = 0.8  # a heading over more of a paper than this is its title
_OPENING = 12  # passages in which a paper says for which sector it was handed in
_SECTOR = ("layanan", "publik", "sektor")
_ORDINALS = {"pertama": 1, "kesatu": 1, "kedua": 2, "ketiga": 3}

_Chapter = tuple[Sequence[int], str, tuple[int, ...]]  # indicators of one subject, the phrase that names it, passages
_Spoken = dict[int, dict[int, frozenset[int] | None]]  # indicator -> paper -> passages (None: all of them)


def assign(
    indicators: Sequence[Indicator],
    papers: Sequence[ScannedPaper],
    scopes: Mapping[int, tuple[Scope, ...]],
    hints: Mapping[str, int],
    about: Callable[..., tuple[int, float]],
) -> dict[int, tuple[Scope, ...]]:
    """Narrow each service indicator's scopes to the papers, or their chapters, that speak for it.

    `about` gives for a paper, or for some of its passages, the indicator that all their words tell most of (0 where
    they tell of none) and how likely that is.
    """
    families: dict[tuple[str, ...], list[int]] = {}
    for indicator in indicators:
        families.setdefault(indicator.subject, []).append(indicator.number)
    members = list(families.values())
    turns = {group[0]: _turns(scopes[group[0]]) for group in members}
    spoken: _Spoken = {indicator.number: {} for indicator in indicators}
    books: dict[int, list[_Chapter]] = {}
    for at, paper in enumerate(papers):
        here = {group[0]: scopes[group[0]][at] for group in members}
        handed_in = _handed_in(paper, members)
        chapters = [] if any(scope.titled for scope in here.values()) else _chapters(at, paper, members, here, about)
        if handed_in is not None:
            spoken[handed_in][at] = None
        elif len({group[0] for group, _, _ in chapters}) >= _FEWEST_CHAPTERS:
            books[at] = chapters
        else:
            hint = hints.get(paper.paper.document.id)
            _speak_whole(at, _spoken_for(members, here, about(at)[0]), here, turns, hint, spoken)
    owners = _owners(papers, spoken)
    for at, chapters in books.items():
        _speak_by_chapter(at, papers[at], chapters, turns, owners, spoken)
    _share_names(papers, spoken)
    return {
        number: tuple(_narrowed(scope, chosen.get(at, frozenset())) for at, scope in enumerate(scopes[number]))
        for number, chosen in spoken.items()
    }


def _handed_in(paper: ScannedPaper, members: Sequence[Sequence[int]]) -> int | None:
    """Give the indicator that a paper was handed in for by its own opening: "layanan publik sektor 2 (kesehatan)"."""
    opening = [[token.form for token in passage.tokens] for passage in paper.passages[:_OPENING]]
    said = [words for words in opening if _SECTOR in zip(words, words[1:], words[2:], strict=False)]
    found = (_numbered(group, words) for words in said for group in members if len(group) > 1)
    return next((number for number in found if number is not None), None)


def _spoken_for(members: Sequence[Sequence[int]], here: Mapping[int, Scope], about: int) -> list[Sequence[int]]:
    """Give the services that a paper speaks for: of those it names what its words tell of, else the foremost."""
    named = [group for group in members if here[group[0]].weight > 0]
    told = [group for group in named if about in group]
    if told:
        return told
    most = max((here[group[0]].weight for group in named), default=0)
    return [group for group in named if here[group[0]].weight >= max(_LEAST_WEIGHT, _NEARLY * most)]


def _chapters(
    at: int,
    paper: ScannedPaper,
    members: Sequence[Sequence[int]],
    here: Mapping[int, Scope],
    about: Callable[..., tuple[int, float]],
) -> list[_Chapter]:
    """Give the chapters on one service each: those whose heading names it, then those whose words tell of it."""
    found = [(group, name, part) for group in members for name, part in here[group[0]].sections]
    taken = {passage for _, _, part in found for passage in part}
    for head, passage in enumerate(paper.passages):
        if passage.passage.role is not Role.TITLE or head in taken:
            continue
        part = (head, *(i for i, p in enumerate(paper.passages) if head in p.passage.lead_ins))
        if len(part) > _MOST_OF_IT * len(paper.passages) or not taken.isdisjoint(part):
            continue
        number, likelihood = about(at, part)
        group = next((group for group in members if number in group), None)
        if group is not None and likelihood >= _SURE and len(part) > 1:
            found.append((group, "", part))
            taken.update(part)
    return found


def _speak_by_chapter(
    at: int,
    paper: ScannedPaper,
    chapters: Sequence[_Chapter],
    turns: Mapping[int, tuple[str, ...]],
    owners: Mapping[str, int],
    spoken: _Spoken,
) -> None:
    """Let each chapter speak for the service whose application it names, else for the one that it was told of."""
    for group, name, passages in chapters:
        heading = [token.form for token in paper.passages[passages[0]].tokens]
        owned = {owners[form] for form in heading if form in owners}
        number = min(owned) if len(owned) == 1 else _numbered(group, heading) or _turn(group, turns[group[0]], name)
        spoken[number][at] = frozenset(passages) | (spoken[number].get(at) or frozenset())


def _speak_whole(
    at: int,
    members: Sequence[Sequence[int]],
    here: Mapping[int, Scope],
    turns: Mapping[int, tuple[str, ...]],
    hint: int | None,
    spoken: _Spoken,
) -> None:
    for group in members:
        scope = here[group[0]]
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
    said = (b for a, b in pairwise(words) if a == "sektor")
    named = {_ORDINALS.get(b) or int(b) for b in said if b.isdigit() or b in _ORDINALS}
    return next((group[n - 1] for n in sorted(named) if 0 < n <= len(group)), None)


def _share_names(papers: Sequence[ScannedPaper], spoken: _Spoken) -> None:
    """Let a paper that names only applications speak for the services of the papers, or chapters, that name both.

    A paper on several applications speaks for each where it, or a heading above, names it.
    """
    owners = _owners(papers, spoken)
    taken = {at for papers_of in spoken.values() for at in papers_of}
    for at, paper in enumerate(papers):
        known = {name: owners[name] for name in paper.names if name in owners}
        if at in taken or not known:
            continue
        if len(set(known.values())) == 1:
            spoken[min(known.values())][at] = None
            continue
        for number, passages in _by_name(paper, known):
            spoken[number][at] = passages


def _owners(papers: Sequence[ScannedPaper], spoken: _Spoken) -> dict[str, int]:
    """Give the service that each application's name belongs to; names in many titles, or of two services, to none."""
    everywhere = Counter(name for paper in papers for name in paper.names)
    found: dict[str, set[int]] = {}
    for number, papers_of in spoken.items():
        for at, chapters in papers_of.items():
            for name in papers[at].names if chapters is None else _headed(papers[at], chapters):
                found.setdefault(name, set()).add(number)
    return {name: min(of) for name, of in sorted(found.items()) if len(of) == 1 and everywhere[name] <= _MOST_PAPERS}


def _headed(paper: ScannedPaper, chapters: frozenset[int]) -> frozenset[str]:
    """Give the names in capitals in the headings of chapters that their text uses as well."""
    used = Counter(name for i in chapters for name in called_in(paper.passages[i].passage))
    heads = (paper.passages[i] for i in chapters if paper.passages[i].passage.role is Role.TITLE)
    return frozenset(t.form for head in heads for t in head.tokens if used[t.form] > 1)


def _by_name(paper: ScannedPaper, known: Mapping[str, int]) -> list[tuple[int, frozenset[int]]]:
    """Give for each service the passages that name its application, or stand below a heading that does."""
    named = [{known[t.form] for t in p.tokens if t.form in known} for p in paper.passages]
    found: dict[int, set[int]] = {}
    for at, passage in enumerate(paper.passages):
        heads = (named[i] for i in reversed(passage.passage.lead_ins) if len(named[i]) == 1)
        for number in named[at] or next(heads, set()):
            found.setdefault(number, set()).add(at)
    return [(number, frozenset(passages)) for number, passages in sorted(found.items())]


def _narrowed(scope: Scope, passages: frozenset[int] | None) -> Scope:
    """Give the scope with these passages in it (None: all) and nothing else."""
    if passages is None:
        places = tuple(max(place, Place.PAPER) for place in scope.places)
        return replace(scope, places=places, weight=max(scope.weight, 1))
    places = tuple(max(place, Place.PAPER) if i in passages else Place.NONE for i, place in enumerate(scope.places))
    own = tuple(found if i in passages else () for i, found in enumerate(scope.own))
    weight = max(scope.weight, 1) if passages else 0
    return replace(scope, places=places, own=own, weight=weight, titled=scope.titled and bool(passages))
