"""Figures are counted by their definitions, with ids, units and both parts of a rate."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import (
    Assessed,
    Cleared,
    Concluded,
    Period,
    Rate,
    cleared_subjects,
    false_allegations,
    false_petitions,
    rate,
    reappointed,
)
from lucheng_desktop.refusal import Refused

RULES = load()
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 3, 5)
DAYS = st.none() | st.dates()
FINDINGS = [finding.code for finding in RULES.terms.findings]


def test_a_petition_is_false_when_all_that_was_concluded_is_false() -> None:
    rows = [
        Concluded("全部失实", "1", "unsubstantiated", DAY),
        Concluded("全部失实", "2", "fact_but_no_violation", DAY),
        Concluded("部分属实", "3", "unsubstantiated", DAY),
        Concluded("部分属实", "4", "partly_substantiated", DAY),
        Concluded("不能排除", "5", "seriously_untrue", DAY),
        Concluded("不能排除", "6", "not_excluded", DAY),
        Concluded("尚无结论", "7", "", None),
        Concluded("一项未结", "8", "unsubstantiated", DAY),
        Concluded("一项未结", "9", "", None),
        Concluded("明年才结", "10", "unsubstantiated", DAY),
        Concluded("明年才结", "11", "unsubstantiated", date(2027, 1, 1)),
    ]
    counted = false_petitions(RULES, rows, YEAR)
    assert (counted.code, counted.value, counted.unit) == ("I09", 2, "件")
    assert counted.of == ("一项未结", "全部失实")


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_both_ends_of_a_period_count_and_nothing_beyond(day: date) -> None:
    rows = [Concluded("p", "a", "unsubstantiated", day)]
    assert false_allegations(RULES, rows, YEAR).value == 0
    assert false_allegations(RULES, [Concluded("p", "a", "unsubstantiated", date(2026, 12, 31))], YEAR).value == 1


def test_false_allegations_are_split_by_finding() -> None:
    rows = [Concluded("p", str(index), finding, DAY) for index, finding in enumerate(FINDINGS)]
    counted = false_allegations(RULES, rows, YEAR)
    assert counted.by == {"fact_but_no_violation": 1, "seriously_untrue": 1, "unsubstantiated": 1}
    assert (counted.value, counted.unit) == (3, "个")


def test_a_person_cleared_twice_is_one_person_and_an_organization_is_none() -> None:
    rows = [
        Cleared("甲", "person", "section_level", DAY),
        Cleared("甲", "person", "section_level", date(2026, 5, 1)),
        Cleared("乙", "person", "party_members", DAY),
        Cleared("党支部", "organization", "", DAY),
        Cleared("丙", "person", "section_level", date(2025, 5, 1)),
    ]
    counted = cleared_subjects(RULES, rows, YEAR)
    assert (counted.value, counted.of) == (2, ("乙", "甲"))
    assert counted.by == {"section_level": 1, "party_members": 1, "organization": 1}


def test_reappointment_counts_people_and_its_rate_counts_assessments() -> None:
    rows = [
        Assessed("甲", "excellent", DAY, DAY),
        Assessed("乙", "fair", DAY, None),
        Assessed("丙", "poor", DAY, None),
        Assessed("丁", "excellent", date(2025, 5, 1), DAY),
        Assessed("戊", "", None, None),
    ]
    counted = reappointed(RULES, rows, YEAR)
    assert (counted.value, counted.of) == (2, ("丁", "甲"))
    assert counted.rate == Rate(2, 3)


ROWS = st.lists(st.builds(Concluded, st.sampled_from("甲乙丙"), st.uuids().map(str), st.sampled_from(FINDINGS), DAYS))


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_false_petitions_do_not_depend_on_the_order_of_rows(both: tuple[list[Concluded], list[Concluded]]) -> None:
    rows, shuffled = both
    always = Period(date.min, date.max)
    assert false_petitions(RULES, shuffled, always) == false_petitions(RULES, rows, always)
    true = {row.petition for row in rows if row.approved_on and row.finding not in false_findings()}
    assert not true & set(false_petitions(RULES, rows, always).of)


def false_findings() -> set[str]:
    return {"unsubstantiated", "seriously_untrue", "fact_but_no_violation"}


def test_a_rate_has_both_of_its_parts() -> None:
    """Scenario 20."""
    assert rate(3134, 3164).percent == "99.05"
    assert Rate(1, 8).percent == "12.50"
    assert Rate(0, 0).percent is None
    for parts in ((3134, 0), (5, 4), (-1, 4)):
        with pytest.raises(Refused, match="E-RATE"):
            rate(*parts)
