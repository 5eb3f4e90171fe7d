"""Figures are counted by their definitions, with ids, units and both parts of a rate."""

from datetime import date

import pytest

from lucheng_desktop.cases.clearance_figures import Cleared, Concluded, cleared_subjects, false_allegations
from lucheng_desktop.cases.clearance_figures import false_petitions as i09
from lucheng_desktop.cases.redeployment_figures import Measured, Trained, metric, reappointed
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import ALWAYS, Period, Rate, rate
from lucheng_desktop.refusal import Refused

RULES = load()
YEAR = Period("2026-01-01", "2026-12-31")
DAY = "2026-03-05"
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
        Concluded("明年才结", "11", "unsubstantiated", "2027-01-01"),
    ]
    counted = i09(RULES, rows, YEAR)
    assert (counted.code, counted.value, counted.unit) == ("I09", 2, "件")
    assert counted.of == ("一项未结", "全部失实")


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_both_ends_of_a_period_count_and_nothing_beyond(day: str) -> None:
    rows = [Concluded("p", "a", "unsubstantiated", day)]
    assert false_allegations(RULES, rows, YEAR).value == 0
    for end in (YEAR.first, YEAR.last):
        assert false_allegations(RULES, [Concluded("p", "a", "unsubstantiated", end)], YEAR).value == 1


def test_a_period_ends_after_it_begins() -> None:
    assert Period.between(date(2026, 1, 1), date(2026, 12, 31)) == YEAR
    with pytest.raises(Refused, match="E-INPUT"):
        Period.between(date(2026, 1, 2), date(2026, 1, 1))


def test_false_allegations_are_split_by_finding() -> None:
    rows = [Concluded("p", str(index), finding, DAY) for index, finding in enumerate(FINDINGS)]
    counted = false_allegations(RULES, rows, YEAR)
    assert counted.by == {"fact_but_no_violation": 1, "seriously_untrue": 1, "unsubstantiated": 1}
    assert (counted.value, counted.unit) == (3, "个")


def test_a_person_cleared_twice_is_one_person_and_an_organization_is_none() -> None:
    rows = [
        Cleared("1", "甲", "section_level", DAY),
        Cleared("2", "甲", "section_level", "2026-05-01"),
        Cleared("3", "乙", "party_members", DAY),
        Cleared("4", "党支部", "", DAY),
        Cleared("5", "丙", "section_level", "2025-05-01"),
    ]
    counted = cleared_subjects(RULES, rows, YEAR)
    assert (counted.value, counted.unit, counted.of) == (2, "人", ("乙", "甲"))
    assert counted.by == {"section_level": 1, "party_members": 1}
    beside = counted.parts["organizations"]
    assert (beside.value, beside.unit, beside.of) == (1, "个", ("党支部",))


def _trained(person: str, grade: str | None, assessed: str | None, again: str | None) -> Trained:
    return Trained(f"培养{person}", person, DAY, None, 0, grade, assessed, again)


def test_reappointment_counts_people_and_its_rate_counts_assessments() -> None:
    rows = [
        _trained("甲", "excellent", DAY, DAY),
        _trained("乙", "fair", DAY, None),
        _trained("丙", "poor", DAY, None),
        _trained("丁", "excellent", "2025-05-01", DAY),
        _trained("戊", None, None, None),
    ]
    counted = reappointed(RULES, rows, YEAR)
    assert (counted.value, counted.of) == (2, ("丁", "甲"))
    assert (counted.rate, counted.reached) == (Rate(2, 3), ("培养乙", "培养甲"))


def test_a_rate_has_both_of_its_parts() -> None:
    """Scenario 20."""
    assert rate(3134, 3164).percent == "99.05"
    assert Rate(1, 8).percent == "12.50"
    assert Rate(0, 0).percent is None
    for parts in ((3134, 0), (5, 4), (-1, 4)):
        with pytest.raises(Refused, match="E-RATE"):
            rate(*parts)


def test_a_metric_of_several_people_adds_up_both_parts() -> None:
    rows = [
        Measured("signing_rate", 3000, 3020, DAY),
        Measured("signing_rate", 134, 144, DAY),
        Measured("signing_rate", 1, None, DAY),
        Measured("visits", 1, 9, DAY),
    ]
    assert metric(rows, "signing_rate", ALWAYS) == Rate(3134, 3164)
    assert metric(rows, "signing_rate", Period("2025-01-01", "2025-12-31")) is None
