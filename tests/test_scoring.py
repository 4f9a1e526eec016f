"""The index is exact: it reproduces what was published, and what-if finds the fewest rises."""

import csv
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from evidence_checker import rubric, scoring
from evidence_checker.errors import UsageError
from evidence_checker.model import Rubric

HERE = Path(__file__).parent


@cache
def spbe() -> Rubric:
    return rubric.load("spbe-2020")


@cache
def mini() -> Rubric:
    return rubric.load("pemdi-mini", HERE / "packs")


def published() -> dict[str, Any]:
    text = (HERE / "data" / "published-results.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def rows() -> list[dict[str, str]]:
    with (HERE / "data" / "published-agency-results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_at(level: int) -> dict[int, int]:
    return {indicator.number: level for indicator in spbe().indicators}


# --- what was published ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", published()["full_levels"], ids=lambda c: f"{c['agency']} {c['year']}")
def test_levels_give_the_published_index_and_predikat(case: dict[str, Any]) -> None:
    levels = {number: int(level) for number, level in enumerate(case["levels"], 1)}
    result = scoring.score(spbe(), levels)
    assert scoring.rounded(result.value) == Decimal(case["index"])
    assert result.band == case["band"]
    groups = {group.id: scoring.rounded(group.value) for group in result.by_group}
    for group, value in case["groups"].items():
        assert groups[group] == Decimal(value)


def test_levels_give_the_aspect_of_the_regulations_table_10() -> None:
    case = published()["aspect_of_levels"]
    levels = all_at(1) | {int(number): int(level) for number, level in case["levels"].items()}
    values = {group.id: group.value for group in scoring.score(spbe(), levels).by_group}
    assert scoring.rounded(values[case["group"]]) == Decimal(case["value"])


@pytest.mark.parametrize("case", published()["combined"], ids=lambda c: c["source"])
def test_parts_give_the_published_value_of_the_whole(case: dict[str, Any]) -> None:
    values = {group: Decimal(value) for group, value in case["values"].items()}
    assert scoring.rounded(scoring.combine(spbe(), values, case["of"])) == Decimal(case["value"])


@cache
def exact_domain_values() -> tuple[dict[Decimal, tuple[Decimal, ...]], ...]:
    """For each domain the printed values that levels can give, and the exact values behind each."""
    found: list[dict[Decimal, tuple[Decimal, ...]]] = []
    for domain in ("d1", "d2", "d3", "d4"):
        # Indicators of equal weight are alike: only the sum of their levels counts.
        weights = [i.weight for i in spbe().indicators if aspect_parent(i.group) == domain]
        sums = [range(weights.count(w), 5 * weights.count(w) + 1) for w in sorted(set(weights))]
        printed: dict[Decimal, tuple[Decimal, ...]] = {}
        for combination in product(*sums):
            points = sum(s * w for s, w in zip(combination, sorted(set(weights)), strict=True))
            value = Decimal(points) / sum(weights)
            key = scoring.rounded(value)
            printed[key] = (*printed.get(key, ()), value)
        found.append(printed)
    return tuple(found)


def aspect_parent(aspect: str) -> str:
    return next(group.parent for group in spbe().groups if group.id == aspect)


def test_printed_domain_values_give_every_published_index() -> None:
    """1233 results of 2023 and 2024: some exact domain values print as given and make the printed index.

    Published domain values are rounded; of 1233 indices 1096 follow from the rounded values already.
    """
    listed = rows()
    assert len(listed) == 1233
    plain = 0
    for row in listed:
        printed = {domain: Decimal(row[domain]) for domain in ("d1", "d2", "d3", "d4")}
        index = Decimal(row["index"])
        from_rounded = scoring.combine(spbe(), printed)
        assert abs(from_rounded - index) < Decimal("0.011"), row
        if scoring.rounded(from_rounded) == index:
            plain += 1
            continue
        behind = [exact[value] for exact, value in zip(exact_domain_values(), printed.values(), strict=True)]
        assert any(
            scoring.rounded(scoring.combine(spbe(), dict(zip(printed, values, strict=True)))) == index
            for values in product(*behind)
        ), row
    assert plain == 1096


def test_the_predikat_of_2024_follows_the_unrounded_index() -> None:
    """In 2024 an index printed 3.50 is Baik where it is 3.4985, and Sangat Baik where it reaches 3.5."""
    wrong = []
    for row in rows():
        value = scoring.combine(spbe(), {domain: Decimal(row[domain]) for domain in ("d1", "d2", "d3", "d4")})
        near = any(abs(value - band.low) < Decimal("0.005") for band in spbe().bands)
        if row["year"] == "2024" and not near and scoring.band(spbe(), value).name != row["band"]:
            wrong.append(row)
    assert wrong == []
    pacitan = {"d1": Decimal("4.7"), "d2": Decimal("3.0"), "d3": Decimal("2.09"), "d4": Decimal("3.94")}
    value = scoring.combine(spbe(), pacitan)
    assert scoring.rounded(value) == Decimal("3.50")
    assert scoring.band(spbe(), value).name == "Baik"


def test_maluku_utara_2023_lacks_0_11_to_baik() -> None:
    goal = scoring.next_band(spbe(), Decimal("2.49"))
    assert goal is not None
    assert (goal.band, goal.lacking, goal.raises) == ("Baik", Decimal("0.11"), ())


# --- exactness ---------------------------------------------------------------------------------------------


def test_an_index_on_the_border_is_not_lost_to_division() -> None:
    """Levels that weigh exactly 260 give 2.6 and Baik, though domains 3 and 4 are recurring decimals."""
    levels = all_at(1) | {21: 2} | {number: 5 for number in range(32, 40)} | {40: 4, 41: 4}
    levels |= {number: 4 for number in range(42, 48)}
    result = scoring.score(spbe(), levels)
    assert (result.value, result.band) == (Decimal("2.6"), "Baik")
    assert scoring.score(spbe(), levels | {21: 1}).band == "Cukup"


def test_domains_and_aspects_keep_their_unrounded_values() -> None:
    levels = all_at(1) | {21: 2}
    groups = {group.id: group for group in scoring.score(spbe(), levels).by_group}
    assert groups["d3"].value == Decimal(12) / Decimal(11)
    assert (groups["d3"].kind, groups["d3"].name) == ("domain", "Manajemen SPBE")
    assert groups["a5"].kind == "aspek"


@pytest.mark.parametrize(
    ("value", "printed"), [("2.485", "2.49"), ("2.4849", "2.48"), ("3", "3.00"), ("1.005", "1.01")]
)
def test_print_rounds_half_up(value: str, printed: str) -> None:
    assert str(scoring.rounded(Decimal(value))) == printed


def test_ceilings_give_the_highest_index_still_possible() -> None:
    levels = {1: 1, 2: 1, 3: 2, 4: 1}
    result = scoring.score(mini(), levels, {4: 5, 3: 1})
    assert result.low == result.value == Decimal("1.2")
    assert result.high == Decimal("2.8")  # indicator 3's ceiling below its level counts as its level
    assert scoring.score(mini(), levels).high == result.value


def test_bands_that_include_their_upper_bound_are_left_only_above_it() -> None:
    levels = {1: 3, 2: 1, 3: 1, 4: 1}
    result = scoring.score(mini(), levels)
    assert (result.value, result.band) == (Decimal("1.5"), "Kurang")
    goal = scoring.to_next_band(mini(), levels)
    assert goal is not None
    assert (goal.band, goal.lacking, goal.includes_low) == ("Cukup", Decimal(0), False)
    assert goal.raises == ((4, 2),)


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({1: 1, 4: 1}, "Tingkat indikator 2, 3 belum diisi"),
        ({1: 1, 2: 1, 3: 1, 4: 1, 9: 1}, "Indikator 9 tidak ada pada rubrik pemdi-mini"),
        ({1: 1, 2: 6, 3: 1, 4: 0}, "indikator 2, 4 harus antara 1 dan 5, tertulis 6, 0"),
    ],
)
def test_levels_that_do_not_fit_are_named(levels: dict[int, int], words: str) -> None:
    for judge in (scoring.score, scoring.to_next_band):
        with pytest.raises(UsageError, match=words):
            judge(mini(), levels)
    with pytest.raises(UsageError, match="Indikator 9"):
        scoring.score(mini(), {1: 1, 2: 1, 3: 1, 4: 1}, {9: 2})


def test_parts_must_cover_the_whole_once() -> None:
    with pytest.raises(UsageError, match="Nilai kelompok a2 belum diisi"):
        scoring.combine(mini(), {"a1": Decimal(2)})
    with pytest.raises(UsageError, match="Nilai kelompok d9 tidak dikenal"):
        scoring.combine(mini(), {"a1": Decimal(2), "a2": Decimal(2), "d9": Decimal(2)})
    domains = {domain: Decimal(2) for domain in ("d1", "d2", "d3", "d4")}
    with pytest.raises(UsageError, match=r"Nilai kelompok a1 .* sudah tercakup"):
        scoring.combine(spbe(), domains | {"a1": Decimal(2)})
    del domains["d2"]
    mixed = domains | {"a2": Decimal(2), "a3": Decimal(2), "a4": Decimal(2)}
    assert scoring.combine(spbe(), mixed) == 2


@pytest.mark.parametrize("value", ["0.99", "5.01"])
def test_an_index_off_the_scale_has_no_predikat(value: str) -> None:
    with pytest.raises(UsageError, match="di luar skala 1 sampai 5"):
        scoring.band(spbe(), Decimal(value))


# --- what always holds -------------------------------------------------------------------------------------

MINI_LEVELS = st.fixed_dictionaries({number: st.integers(1, 5) for number in (1, 2, 3, 4)})
SPBE_LEVELS = st.lists(st.integers(1, 5), min_size=47, max_size=47).map(lambda ls: dict(enumerate(ls, 1)))


@given(SPBE_LEVELS, st.integers(1, 47))
def test_raising_a_level_never_lowers_anything(levels: dict[int, int], number: int) -> None:
    before = scoring.score(spbe(), levels)
    after = scoring.score(spbe(), levels | {number: min(5, levels[number] + 1)})
    order = [band.name for band in spbe().bands]
    assert after.value >= before.value
    assert order.index(after.band) >= order.index(before.band)
    for low, high in zip(before.by_group, after.by_group, strict=True):
        assert high.value >= low.value


@given(SPBE_LEVELS)
def test_domains_combine_to_the_index(levels: dict[int, int]) -> None:
    result = scoring.score(spbe(), levels)
    for kind in ("domain", "aspek"):
        parts = {group.id: group.value for group in result.by_group if group.kind == kind}
        assert abs(scoring.combine(spbe(), parts) - result.value) < Decimal("1e-20")


@given(st.decimals(min_value=1, max_value=5, places=6), st.sampled_from(["spbe", "mini"]))
def test_every_index_has_exactly_one_predikat(value: Decimal, which: str) -> None:
    pack = spbe() if which == "spbe" else mini()
    assert [band.holds(value) for band in pack.bands].count(True) == 1
    assert scoring.band(pack, value).holds(value)


@pytest.mark.parametrize("pack", [spbe(), mini()], ids=["spbe", "mini"])
def test_every_border_belongs_to_exactly_one_predikat(pack: Rubric) -> None:
    for border in [band.low for band in pack.bands] + [band.high for band in pack.bands]:
        assert [band.holds(border) for band in pack.bands].count(True) == 1


@given(MINI_LEVELS)
def test_no_fewer_rises_reach_the_next_predikat(levels: dict[int, int]) -> None:
    goal = scoring.to_next_band(mini(), levels)
    order = [band.name for band in mini().bands]
    current = order.index(scoring.score(mini(), levels).band)
    if goal is None:
        assert current == len(order) - 1
        return
    assert goal.band == order[current + 1]
    raised = levels | dict(goal.raises)
    assert all(raised[number] >= levels[number] for number in levels)
    assert order.index(scoring.score(mini(), raised).band) > current
    fewest = min(
        sum(other) - sum(levels.values())
        for other in product(*(range(level, 6) for level in levels.values()))
        if order.index(scoring.score(mini(), dict(zip(levels, other, strict=True))).band) > current
    )
    assert sum(raised.values()) - sum(levels.values()) == fewest


@given(SPBE_LEVELS)
def test_the_rises_reach_the_next_predikat_and_one_step_less_does_not(levels: dict[int, int]) -> None:
    goal = scoring.to_next_band(spbe(), levels)
    if goal is None:
        assert scoring.score(spbe(), levels).band == "Memuaskan"
        return
    raised = levels | dict(goal.raises)
    assert scoring.score(spbe(), raised).value >= goal.low
    lightest = min(goal.raises, key=lambda rise: (spbe().indicator(rise[0]).weight, rise[0]))[0]
    assert scoring.score(spbe(), raised | {lightest: raised[lightest] - 1}).value < goal.low
    assert goal == scoring.to_next_band(spbe(), dict(reversed(levels.items())))
