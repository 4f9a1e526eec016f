"""The ladder from results to a proposal: what holds a level, what blocks the next, what may still turn out."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import condition, indicator

from evidence_checker import rubric
from evidence_checker.levelling import propose
from evidence_checker.model import (
    Check,
    Citation,
    Condition,
    ConditionResult,
    ConditionRole,
    Indicator,
    NearMiss,
    Proposal,
    Support,
    Verdict,
)

S, N, C = Verdict.SUPPORTED, Verdict.NOT_FOUND, Verdict.CONTRADICTED
LADDER = indicator(condition("dua"), condition("tiga"), condition("empat"), condition("lima"))


def proposed(
    of: Indicator, verdicts: dict[str, Verdict], *, unread: bool = False, others: Verdict = N, **more: object
) -> Proposal:
    """Propose from these verdicts by condition id; what is not named was not found."""
    results = [
        ConditionResult(
            indicator=of.number,
            level=level.number,
            condition=c.id,
            verdict=S if level.number == 1 else verdicts.get(c.id, others),
            **more,  # type: ignore[arg-type]
        )
        for level in of.levels
        for c in level.conditions
    ]
    return propose(of, results, unread=unread)


def level(of: Indicator, *supported: str) -> int:
    return proposed(of, dict.fromkeys(supported, S)).level


def test_the_ladder_is_climbed_rung_by_rung() -> None:
    assert level(LADDER) == 1
    assert level(LADDER, "dua") == 2
    assert level(LADDER, "dua", "tiga", "empat", "lima") == 5
    assert level(LADDER, "dua", "empat", "lima") == 2  # a missing rung is not jumped
    assert level(LADDER, "lima") == 1


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not S])
def test_nothing_but_supported_carries_a_rung(verdict: Verdict) -> None:
    assert proposed(LADDER, {"dua": verdict}).level == 1


def test_every_condition_of_a_rung_is_needed() -> None:
    of = indicator((condition("a"), condition("b")))
    assert (level(of, "a"), level(of, "a", "b")) == (1, 2)
    assert proposed(of, {"a": S}).blocking == ("b",)


def test_of_alternatives_one_is_enough() -> None:
    of = indicator((condition("a", any_of="x"), condition("b", any_of="x"), condition("c")))
    assert level(of, "a", "c") == level(of, "b", "c") == 2
    assert level(of, "c") == 1
    assert proposed(of, {"c": S}).blocking == ("a", "b")


def test_minimal_is_required_limiting_and_floor_never_are() -> None:
    def of(role: ConditionRole) -> Indicator:
        return indicator((condition("a"), condition("b", role=role)))

    assert level(of(ConditionRole.MINIMAL), "a") == 1
    assert level(of(ConditionRole.LIMITING), "a") == 2
    assert level(of(ConditionRole.FLOOR), "a") == 2


def test_what_blocks_is_of_the_next_rung_only() -> None:
    assert proposed(LADDER, {"dua": S}).blocking == ("tiga",)
    assert proposed(LADDER, dict.fromkeys(("dua", "tiga", "empat", "lima"), S)).blocking == ()


def test_near_misses_are_those_of_what_blocks() -> None:
    citation = Citation(document="d", spans=(), quote="q", address="")
    misses = tuple(NearMiss(condition="c", citation=citation, reason=str(n)) for n in range(5))
    assert proposed(LADDER, {}, near_misses=misses).near_misses == misses[:3]


# --- the ceiling -----------------------------------------------------------------------------------------------


def test_the_ceiling_is_the_level_where_nothing_is_open() -> None:
    found = proposed(LADDER, {"dua": S})
    assert (found.level, found.ceiling, found.needs_review) == (2, 2, False)


def test_what_was_not_read_widens_and_never_lowers() -> None:
    found = proposed(LADDER, {"dua": S}, unread=True)
    assert (found.level, found.ceiling, found.needs_review) == (2, 5, True)


def test_a_contradiction_closes_even_what_was_not_read() -> None:
    assert proposed(LADDER, {"dua": S, "empat": C}, unread=True).ceiling == 3


@pytest.mark.parametrize("verdict", [Verdict.MANUAL, Verdict.UNREADABLE])
def test_what_people_decide_stays_open(verdict: Verdict) -> None:
    assert proposed(LADDER, {"dua": S, "tiga": verdict, "lima": verdict}).ceiling == 3


def test_a_partial_check_stays_open_where_some_paper_speaks_of_it() -> None:
    of = indicator(condition("dua", check=Check.PARTIAL))
    citation = Citation(document="d", spans=(), quote="q", address="")
    assert proposed(of, {"dua": Verdict.PARTLY}, supports=(Support(citation=citation),)).ceiling == 2
    assert proposed(of, {}).ceiling == 1


def test_one_open_alternative_keeps_the_ceiling() -> None:
    of = indicator((condition("a", any_of="x"), condition("b", any_of="x")))
    assert proposed(of, {"a": C, "b": Verdict.MANUAL}).ceiling == 2
    assert proposed(of, {"a": C, "b": C}, unread=True).ceiling == 1


def test_a_doubtful_result_near_the_level_asks_for_review() -> None:
    assert proposed(LADDER, {"dua": S}, doubtful=True).needs_review


# --- indicator 3: partial coverage falls away when it is complete --------------------------------------------------


def test_the_ladder_of_indicator_3() -> None:
    of = rubric.load("spbe-2020").indicator(3)
    names = [[c.id for c in rung.conditions] for rung in of.levels[1:]]
    assert names == [
        ["ditetapkan"],
        ["muatan_sebagian"],
        ["muatan_lengkap"],
        ["reviu_evaluasi_periodik", "tindak_lanjut_kebijakan_baru"],
    ]
    assert level(of) == 1
    assert level(of, "ditetapkan") == 2
    assert level(of, "ditetapkan", "muatan_sebagian") == 3
    assert level(of, "ditetapkan", "muatan_sebagian", "muatan_lengkap") == 4
    assert level(of, "muatan_sebagian", "muatan_lengkap") == 1
    assert level(of, "ditetapkan", "muatan_sebagian", "muatan_lengkap", "reviu_evaluasi_periodik") == 4
    assert level(of, *(name for rung in names for name in rung)) == 5


# --- for any ladder ------------------------------------------------------------------------------------------------

CONDITIONS = st.builds(
    Condition,
    id=st.just(""),
    text=st.just("Syarat"),
    source=st.just("Lampiran"),
    role=st.sampled_from(ConditionRole),
    check=st.sampled_from(Check),
    any_of=st.sampled_from(["", "", "x"]),
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Indicator, dict[str, Verdict]]:
    """Give an indicator of up to four rungs and a verdict for each of its conditions."""
    rungs = draw(st.lists(st.lists(CONDITIONS, min_size=1, max_size=4), min_size=1, max_size=4))
    named = [
        tuple(dataclasses.replace(c, id=f"c{at}_{n}") for n, c in enumerate(rung)) for at, rung in enumerate(rungs)
    ]
    ids = [c.id for rung in named for c in rung]
    verdicts = draw(st.lists(st.sampled_from(Verdict), min_size=len(ids), max_size=len(ids)))
    return indicator(*named), dict(zip(ids, verdicts, strict=True))


@given(cases(), st.booleans())
def test_level_and_ceiling_lie_on_the_ladder(case: tuple[Indicator, dict[str, Verdict]], unread: bool) -> None:
    of, verdicts = case
    found = proposed(of, verdicts, unread=unread)
    assert 1 <= found.level <= found.ceiling <= of.levels[-1].number
    assert bool(found.blocking) == (found.level < of.levels[-1].number)


@given(cases())
def test_unread_widens_never_lowers(case: tuple[Indicator, dict[str, Verdict]]) -> None:
    of, verdicts = case
    read, unread = proposed(of, verdicts), proposed(of, verdicts, unread=True)
    assert unread.level == read.level
    assert unread.ceiling >= read.ceiling


@given(cases(), st.data())
def test_one_more_condition_met_never_lowers(case: tuple[Indicator, dict[str, Verdict]], data: st.DataObject) -> None:
    of, verdicts = case
    better = verdicts | {data.draw(st.sampled_from(sorted(verdicts))): S}
    before, after = proposed(of, verdicts), proposed(of, better)
    assert after.level >= before.level
    assert after.ceiling >= before.ceiling


@given(cases())
def test_the_ceiling_is_reached_when_all_that_is_open_turns_out_well(
    case: tuple[Indicator, dict[str, Verdict]],
) -> None:
    of, verdicts = case
    well = {name: verdict if verdict is C else S for name, verdict in verdicts.items()}
    assert proposed(of, verdicts, unread=True).ceiling == proposed(of, well).level
