"""Results of conditions to a proposal: cumulative ladder, ceiling, what blocks the next level, the nearest miss."""

from collections.abc import Callable, Mapping, Sequence

from evidence_checker.model import (
    Check,
    Condition,
    ConditionResult,
    ConditionRole,
    Indicator,
    Level,
    Proposal,
    Verdict,
)

_MOST_MISSES = 3
# Verdicts that a person or an unread page may still turn into "supported".
_OPEN = (Verdict.MANUAL, Verdict.UNREADABLE)

_Places = Mapping[tuple[int, str], ConditionResult]


def propose(indicator: Indicator, results: Sequence[ConditionResult], *, unread: bool, hint: str = "") -> Proposal:
    """Propose the highest rung with everything up to it supported, and the ceiling above it.

    `unread`: some page or file could not be read, so whatever was not found may stand there; this widens the
    ceiling and never touches the level. Alternatives (`any_of`) need one of them. `results` are this indicator's.
    """
    by_place = {(r.level, r.condition): r for r in results}
    level = _climb(indicator, lambda rung: not _lacking(rung, by_place))
    ceiling = _climb(indicator, lambda rung: _reachable(rung, by_place, unread))
    following = next((rung for rung in indicator.levels if rung.number > level), None)
    lacking = _lacking(following, by_place) if following else ()
    misses = [m for c in lacking for m in by_place[(level + 1, c.id)].near_misses]
    return Proposal(
        indicator=indicator.number,
        level=level,
        ceiling=max(level, ceiling),
        results=tuple(results),
        blocking=tuple(c.id for c in lacking),
        near_misses=tuple(misses[:_MOST_MISSES]),
        needs_review=ceiling > level or any(r.doubtful for r in results if r.level <= level + 1),
        hint=hint,
    )


def _climb(indicator: Indicator, holds: Callable[[Level], bool]) -> int:
    """Climb from the lowest rung while each next one holds; rungs are contiguous (rubric lint)."""
    top = indicator.levels[0].number
    for rung in indicator.levels[1:]:
        if not holds(rung):
            break
        top = rung.number
    return top


def _lacking(rung: Level, by_place: _Places) -> tuple[Condition, ...]:
    """Give the required conditions of a rung that are not supported; an alternative group lacks only as a whole."""
    asked = [c for c in rung.conditions if c.role in (ConditionRole.FULL, ConditionRole.MINIMAL)]
    supported = {c.id for c in asked if by_place[(rung.number, c.id)].verdict is Verdict.SUPPORTED}
    met = {c.any_of for c in asked if c.id in supported}
    return tuple(c for c in asked if c.id not in supported and (not c.any_of or c.any_of not in met))


def _reachable(rung: Level, by_place: _Places, unread: bool) -> bool:
    """Tell whether all that a rung lacks is open; of alternatives one is enough."""
    lacking = _lacking(rung, by_place)
    still = {c.id for c in lacking if _open(c, by_place[(rung.number, c.id)], unread)}
    ways = {c.any_of for c in lacking if c.id in still}
    return all(c.id in still or (c.any_of and c.any_of in ways) for c in lacking)


def _open(condition: Condition, result: ConditionResult, unread: bool) -> bool:
    """Tell whether a condition may still turn out supported once people and unread pages have spoken.

    A condition that text decides in part stays open where some paper speaks of it, not where none does.
    """
    if result.verdict is Verdict.CONTRADICTED:
        return False
    in_part = condition.check is Check.PARTIAL and bool(result.supports or result.near_misses)
    return unread or result.verdict in _OPEN or in_part
