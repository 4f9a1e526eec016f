"""Levels + weights to index and predikat; also what-if. Decimal, never float.

Everything is summed as level times weight and divided once, so that no rounded domain or aspect value ever
enters the index: 2.6 is 2.6 and not 2.5999. Rounding is for print only (`rounded`).
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from evidence_checker.errors import UsageError
from evidence_checker.model import Band, Group, GroupScore, NextBand, Rubric, Score

_PRINTED = Decimal("0.01")
_NOTHING = Decimal(0)


def score(rubric: Rubric, levels: Mapping[int, int], ceilings: Mapping[int, int] | None = None) -> Score:
    """Give index, predikat and the value of each domain and aspect for a level of every indicator.

    `high` is the index at the ceilings; an indicator without one, or with one below its level, counts with
    its level. What-if: `score(rubric, {**levels, 5: 3})`.
    Raises UsageError if an indicator is missing or unknown, or a level is off the scale.
    """
    _check(rubric, levels)
    if ceilings:
        _check(rubric, {**levels, **ceilings})
    value = _index(rubric, levels)
    best = {number: max(level, (ceilings or {}).get(number, level)) for number, level in levels.items()}
    return Score(
        value=value,
        band=band(rubric, value).name,
        by_group=tuple(
            GroupScore(id=g.id, name=g.name, kind=g.kind, value=_points(rubric, g.id, levels) / g.weight)
            for g in rubric.groups
        ),
        low=value,
        high=_index(rubric, best),
    )


def band(rubric: Rubric, value: Decimal) -> Band:
    """Give the predikat of an unrounded index. Raises UsageError if the index is off the scale."""
    for candidate in rubric.bands:
        if candidate.holds(value):
            return candidate
    raise UsageError(f"Indeks {value} berada di luar skala {rubric.lowest} sampai {rubric.highest}.")


def next_band(rubric: Rubric, value: Decimal) -> NextBand | None:
    """Give the predikat above an unrounded index and what the index lacks to it; None at the top.

    Raises UsageError if the index is off the scale.
    """
    position = rubric.bands.index(band(rubric, value)) + 1
    if position == len(rubric.bands):
        return None
    above = rubric.bands[position]
    return NextBand(band=above.name, low=above.low, includes_low=above.includes_low, lacking=above.low - value)


def to_next_band(rubric: Rubric, levels: Mapping[int, int]) -> NextBand | None:
    """Give the next predikat and the fewest single-level rises that reach it; None at the top.

    Of equally few rises those of the heaviest indicators are taken, then of the lowest levels, then of the
    lowest numbers. Raises UsageError as `score` does.
    """
    _check(rubric, levels)
    goal = next_band(rubric, _index(rubric, levels))
    if goal is None:
        return None
    weights = {indicator.number: indicator.weight for indicator in rubric.indicators}
    reached = dict(levels)
    # A step adds exactly its weight whatever the level, so the heaviest steps first are also the fewest.
    while not _reaches(goal, _index(rubric, reached)):
        open_steps = (number for number in weights if reached[number] < rubric.highest)
        number = min(open_steps, key=lambda n: (-weights[n], reached[n], n))
        reached[number] += 1
    raises = tuple((number, reached[number]) for number in sorted(levels) if reached[number] > levels[number])
    return NextBand(band=goal.band, low=goal.low, includes_low=goal.includes_low, lacking=goal.lacking, raises=raises)


def combine(rubric: Rubric, values: Mapping[str, Decimal], of: str = "") -> Decimal:
    """Give the value of a group (default: the index) from the values of groups that make it up.

    `values` maps ids of domains, aspects or both to their values; together they must cover the whole once.
    Raises UsageError if one is missing, unknown or covered by another.
    """
    used: set[str] = set()
    total = _combined(rubric, values, of, used)
    left = sorted(set(values) - used)
    if left:
        raise UsageError(
            f"Nilai kelompok {', '.join(left)} tidak dikenal atau sudah tercakup oleh kelompok di atasnya."
        )
    return total


def rounded(value: Decimal) -> Decimal:
    """Round for print: two decimals, half up, as the published indices are."""
    return value.quantize(_PRINTED, rounding=ROUND_HALF_UP)


def _check(rubric: Rubric, levels: Mapping[int, int]) -> None:
    known = {indicator.number for indicator in rubric.indicators}
    missing, unknown = sorted(known - set(levels)), sorted(set(levels) - known)
    if missing:
        raise UsageError(f"Tingkat indikator {_listed(missing)} belum diisi.")
    if unknown:
        raise UsageError(f"Indikator {_listed(unknown)} tidak ada pada rubrik {rubric.id}.")
    off = sorted(n for n, level in levels.items() if not rubric.lowest <= level <= rubric.highest)
    if off:
        raise UsageError(
            f"Tingkat indikator {_listed(off)} harus antara {rubric.lowest} dan {rubric.highest}, "
            f"tertulis {_listed([levels[n] for n in off])}."
        )


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _children(rubric: Rubric, group: str) -> list[Group]:
    return [child for child in rubric.groups if child.parent == group]


def _weight(rubric: Rubric, group: str) -> Decimal:
    parts = [g.weight for g in rubric.groups if (g.id == group if group else not g.parent)]
    return sum(parts, _NOTHING)


def _points(rubric: Rubric, group: str, levels: Mapping[int, int]) -> Decimal:
    """Sum level times weight over the indicators of a group and of the groups in it."""
    own = sum((i.weight * levels[i.number] for i in rubric.indicators if i.group == group), _NOTHING)
    return own + sum((_points(rubric, child.id, levels) for child in _children(rubric, group)), _NOTHING)


def _index(rubric: Rubric, levels: Mapping[int, int]) -> Decimal:
    return _points(rubric, "", levels) / _weight(rubric, "")


def _reaches(goal: NextBand, value: Decimal) -> bool:
    return value >= goal.low if goal.includes_low else value > goal.low


def _combined(rubric: Rubric, values: Mapping[str, Decimal], group: str, used: set[str]) -> Decimal:
    if group in values:
        used.add(group)
        return values[group]
    children = _children(rubric, group)
    if not children:
        raise UsageError(f"Nilai kelompok {group} belum diisi.")
    points = sum((_combined(rubric, values, child.id, used) * child.weight for child in children), _NOTHING)
    return points / _weight(rubric, group)
