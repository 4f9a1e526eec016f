"""The labelled passages of the corpus: well formed, about conditions that exist, each once, each condition covered."""

import collections
import re

import pytest

from evidence_checker import rubric
from evidence_checker.model import Check, ConditionRole, Example, Proof, Rubric

FEWEST_SUPPORTING = 3  # passages of a condition; fewer say nothing about what its wording may be
FEWEST_OTHER = 3
FEWEST_INSTITUTIONS = 4  # of an indicator; the corpus is split by institution


@pytest.fixture(scope="module")
def spbe() -> Rubric:
    return rubric.load("spbe-2020")


@pytest.fixture(scope="module")
def passages() -> tuple[Example, ...]:
    return rubric.passages()


def test_labels_name_conditions_of_the_instrument(spbe: Rubric, passages: tuple[Example, ...]) -> None:
    known = {
        (indicator.number, condition.id)
        for indicator in spbe.indicators
        for level in indicator.levels
        for condition in level.conditions
    }
    labelled = {(p.indicator, condition) for p in passages for condition, _ in p.expect}
    assert labelled <= known


def test_no_passage_stands_twice_under_one_indicator(passages: tuple[Example, ...]) -> None:
    plain = collections.Counter((p.indicator, re.sub(r"\W+", " ", p.text.casefold()).strip()) for p in passages)
    assert [key for key, count in plain.items() if count > 1] == []


def test_each_passage_says_whose_paper_it_stands_in(passages: tuple[Example, ...]) -> None:
    assert [p.text for p in passages if not p.institution or not p.source or not p.expect] == []


def test_each_indicator_is_spread_over_institutions(passages: tuple[Example, ...]) -> None:
    spread: dict[int, set[str]] = collections.defaultdict(set)
    for passage in passages:
        spread[passage.indicator].add(passage.institution)
    assert {n: len(found) for n, found in spread.items() if len(found) < FEWEST_INSTITUTIONS} == {}
    assert sorted(spread) == list(range(1, 48))


def test_each_condition_of_process_audit_and_service_has_both_sides(
    spbe: Rubric, passages: tuple[Example, ...]
) -> None:
    verdicts: dict[tuple[int, str], collections.Counter[bool]] = collections.defaultdict(collections.Counter)
    for passage in passages:
        for condition, verdict in passage.expect:
            verdicts[passage.indicator, condition][verdict == "supported"] += 1
    wanted = [
        (indicator.number, condition.id)
        for indicator in spbe.indicators
        for level in indicator.levels
        for condition in level.conditions
        if indicator.number > 20
        and condition.proof is not Proof.NONE
        and condition.check is not Check.MANUAL
        and condition.role in (ConditionRole.FULL, ConditionRole.MINIMAL)
    ]
    assert wanted
    lacking = [key for key in wanted if verdicts[key][True] < FEWEST_SUPPORTING or verdicts[key][False] < FEWEST_OTHER]
    assert lacking == []
