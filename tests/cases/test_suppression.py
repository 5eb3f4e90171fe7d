"""F24: a table that leaves the commission has no cell that points to one person, and none that can be worked out."""

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import Indicator, Part, Period, Rate
from lucheng_desktop.cases.suppression import Sum, Told, _cells, _sums, marked, outward

RULES = load()
CELLS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(0, 7), max_size=4)


def _figure(by: Mapping[str, int], code: str = "I01", **more: Any) -> Indicator:
    value = sum(by.values())
    told: dict[str, Any] = {"by": by, "by_unit": "件", "of": tuple(map(str, range(value)))} | more
    return Indicator(code, "名称", value, "件", **told)


def _rated(code: str, reached: int, whole: int, **more: Any) -> Indicator:
    share = Rate(reached, whole)
    return Indicator(code, "率", share.percent, "%", rate=share, **more)


YEAR = Period("2026-01-01", "2026-12-31")


def _out(*figures: Indicator, period: Period = YEAR, told: Sequence[Told] = ()) -> dict[str, Indicator]:
    return {one.code: one for one in outward(RULES, figures, period, told)}


def test_scenario_22_one_cell_that_points_to_a_complainant_does_not_leave() -> None:
    """Scenario 22: letters 9, visits 4, one call: the call would name who called."""
    figure = _figure({"letter": 9, "visit": 4, "call": 1})
    (inside,), outside = marked(RULES, (figure,)), _out(figure)["I01"]
    assert (inside.by, inside.value, inside.of, inside.suppressed) == (figure.by, 14, figure.of, True)
    assert outside.by == {"letter": 9, "visit": None, "call": None}, "14 - 9 - 4 would give the call away"
    assert (outside.value, outside.of, outside.suppressed) == (14, (), True)


def test_f24_figures_of_one_are_withheld_whole() -> None:
    outside = _out(_figure({"letter": 1}, parts={"other": Part(2, "人", ("甲", "乙"))}))["I01"]
    assert (outside.value, dict(outside.by), outside.parts["other"]) == (None, {}, Part(None, "人"))
    assert outside.suppressed


def test_large_figures_leave_as_they_are() -> None:
    figure = _figure({"letter": 9, "visit": 4, "web": 0}, rate=Rate(6, 13))
    assert not marked(RULES, (figure,))[0].suppressed
    outside = _out(figure)["I01"]
    assert (outside.value, outside.by, outside.rate, outside.suppressed) == (13, figure.by, Rate(6, 13), False)


@pytest.mark.parametrize(
    ("reached", "whole", "tells"),
    [(1, 9, True), (8, 9, True), (2, 2, True), (4, 9, False), (0, 9, False), (9, 9, False)],
)
def test_a_rate_tells_of_both_sides_of_it(reached: int, whole: int, tells: bool) -> None:
    outside = _out(_rated("I06", reached, whole))["I06"]
    assert (outside.rate is None, outside.value is None, outside.suppressed) == (tells, tells, tells)


def test_a_list_without_its_sum_is_not_given_away_by_the_sum_of_another_figure() -> None:
    """I03 by channel adds up to I02; what I03 leaves of I02 are names that wait to be verified."""
    received = _figure({}, "I02", by_unit="")
    received = Indicator("I02", "检举控告", 14, "件")
    outside = _out(received, _rated("I03", 6, 14, by={"letter": 9, "visit": 4, "call": 1}, by_unit="件"))
    assert (outside["I02"].value, outside["I03"].by) == (14, {"letter": 9, "visit": None, "call": None})
    waiting = _out(received, _rated("I03", 6, 13, by={"letter": 9, "visit": 5}, by_unit="件"))["I03"]
    assert (waiting.rate, waiting.value) == (None, None), "14 - 13 is one name that waits"


def test_outcomes_are_not_given_away_by_the_rate_beside_them() -> None:
    """Of 12 determinations one was refused: neither the split of I16 nor the rate of I17 may tell."""
    parts = {"determined": Part(12, "件")}
    asked = Indicator(
        "I16", "容错", 20, "件", {"tolerate_full": 7, "partial": 4, "not_tolerated": 1}, "件", parts=parts
    )
    outside = _out(asked, _rated("I17", 11, 12))
    assert outside["I17"].rate is None
    assert outside["I16"].by == {"tolerate_full": 7, "partial": None, "not_tolerated": None}


def _told(first: str, last: str, count: int) -> Told:
    return Told(Period(first, last), {("I09", "value", ""): count})


def _may(first: str, last: str, count: int, *told: Told) -> bool:
    figure = Indicator("I09", "失实件", count, "件")
    return _out(figure, period=Period(first, last), told=told)["I09"].value is not None


def test_what_left_before_gives_no_month_away_by_subtraction() -> None:
    early = _told("2026-01-01", "2026-05-31", 20)
    assert _may("2026-01-01", "2026-05-31", 20) and _may("2026-01-01", "2026-06-30", 23, early)
    assert not _may("2026-01-01", "2026-06-30", 21, early), "June is one"
    assert _may("2026-01-01", "2026-06-30", 20, early), "June is none"
    months = [_told(f"2026-0{month}-01", f"2026-0{month}-28", 5) for month in (1, 2)]
    assert not _may("2026-01-01", "2026-02-28", 12, *months), "two fell between the months that were told"
    assert not _may("2026-01-01", "2026-05-31", 21, early), "one came late, and the difference would tell"
    later = _told("2026-04-01", "2026-12-31", 30)
    assert _may("2026-01-01", "2026-12-31", 45, early, later), "what overlaps is no stretch alone"
    assert not _may("2026-04-01", "2026-05-31", 6, _told("2026-04-01", "2026-04-30", 5)), "May is one"
    assert _may("0001-01-01", "9999-12-31", 60, early, later)


def _fillings(total: int, cells: int) -> int:
    """In how many ways positive numbers in so many cells make the total."""
    return sum(sum(one) == total for one in product(range(1, total + 1), repeat=cells))


@given(CELLS)
def test_nothing_withheld_can_be_worked_out_from_the_sum(cells: dict[str, int]) -> None:
    outside = _out(_figure(cells))["I01"]
    assert not any(count is not None and 0 < count < 3 for count in (*outside.by.values(), outside.value))  # type: ignore[operator]
    hidden = [name for name, count in outside.by.items() if count is None]
    rest = sum(cells.values()) - sum(count or 0 for count in outside.by.values())
    assert not hidden or outside.value is None or _fillings(rest, len(hidden)) > 1
    if not any(0 < count < 3 for count in (*cells.values(), sum(cells.values()))):
        assert outside.by == cells


@given(CELLS)
def test_what_leaves_is_never_more_than_what_is_inside(cells: dict[str, int]) -> None:
    figure = _figure(cells)
    outside = _out(figure)["I01"]
    assert outside.value in (None, figure.value)
    assert all(count in (None, cells[name]) for name, count in outside.by.items())
    assert outside.suppressed == (outside.value is None or outside.by != cells)


def _invented(dice: Random) -> tuple[Indicator, ...]:
    """Figures that hang together as those of an office do."""
    channels = {name: dice.randrange(9) for name in "甲乙丙"}
    whole = sum(channels.values())
    named = dice.randint(0, whole)
    outcomes = {name: dice.randrange(6) for name in ("tolerate_full", "partial", "not_tolerated", "withdrawn")}
    decided = sum(outcomes.values()) - outcomes["withdrawn"]
    determined = {"determined": Part(sum(outcomes.values()), "件")}
    return (
        Indicator("I02", "检举控告", whole, "件"),
        _rated("I03", dice.randint(0, named), named, by=channels, by_unit="件"),
        Indicator("I16", "容错", dice.randrange(9), "件", outcomes, "件", parts=determined),
        _rated("I17", decided - outcomes["not_tolerated"], decided),
    )


@given(st.integers(0, 2**32))
def test_no_small_cell_follows_from_all_that_is_told_together(seed: int) -> None:
    """The attacker fills the cells in every way that all sums allow; each small cell has more than one value left."""
    figures = _invented(Random(seed))
    cells = _cells(figures)
    sums = list(_sums(figures, cells))
    told = _cells(outward(RULES, figures, YEAR))
    unknown = [cell for cell in cells if cell not in told and cells[cell]]
    ways: dict[Any, set[int]] = {cell: set() for cell in unknown}
    for filling in _all(sums, cells, told, unknown):
        for cell, count in filling.items():
            ways[cell].add(count)
    assert not any(
        len(ways[cell]) == 1 for cell in unknown if 0 < cells[cell] < 3 and any(cell in one.of for one in sums)
    )


def _all(sums: Sequence[Sum], cells: dict[Any, int], told: dict[Any, int], unknown: list[Any]) -> list[dict[Any, int]]:
    """Solutions near the truth: every unknown cell a little more or less, so that the search ends."""
    if len(unknown) > 5:
        return [dict.fromkeys(unknown, 0), dict.fromkeys(unknown, 1)]
    found = []
    for shift in product((-1, 0, 1, 2), repeat=len(unknown)):
        tried = told | {cell: cells[cell] + by for cell, by in zip(unknown, shift, strict=True)}
        if min(tried.values(), default=0) >= 0 and all(_holds(one, tried, cells) for one in sums):
            found.append({cell: tried[cell] for cell in unknown})
    return found


def _holds(one: Sum, tried: dict[Any, int], cells: dict[Any, int]) -> bool:
    return tried.get(one.total, cells[one.total]) == sum(tried.get(cell, cells[cell]) for cell in one.of)
