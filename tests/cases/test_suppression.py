"""F24: a table that leaves the commission has no cell that points to one person, and none that can be worked out."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import Indicator, Part, Rate
from lucheng_desktop.cases.suppression import marked, outward, shown

RULES = load()
CELLS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(0, 7), max_size=4)


def _figure(by: dict[str, int], **more: object) -> Indicator:
    value = sum(by.values())
    return Indicator("I01", "名称", value, "件", by, "件", tuple(map(str, range(value))), **more)  # type: ignore[arg-type]


def test_scenario_22_one_cell_that_points_to_a_complainant_does_not_leave() -> None:
    """Scenario 22: letters 9, visits 4, one call: the call would name who called."""
    figure = _figure({"letter": 9, "visit": 4, "call": 1})
    inside, outside = marked(RULES, figure), outward(RULES, figure)
    assert (inside.by, inside.value, inside.of, inside.suppressed) == (figure.by, 14, figure.of, True)
    assert outside.by == {"letter": 9, "visit": None, "call": None}, "14 - 9 - 4 would give the call away"
    assert (outside.value, outside.of, outside.suppressed) == (14, (), True)


def test_f24_figures_of_one_are_withheld_whole() -> None:
    outside = outward(RULES, _figure({"letter": 1}, parts={"other": Part(2, "人", ("甲", "乙"))}))
    assert (outside.value, dict(outside.by), outside.parts["other"]) == (None, {}, Part(None, "人"))
    assert outside.suppressed


def test_large_figures_leave_as_they_are() -> None:
    figure = _figure({"letter": 9, "visit": 4, "web": 0}, rate=Rate(6, 13))
    assert not marked(RULES, figure).suppressed
    outside = outward(RULES, figure)
    assert (outside.value, outside.by, outside.rate, outside.suppressed) == (13, figure.by, Rate(6, 13), False)


def test_a_rate_tells_of_both_sides_of_it() -> None:
    for reached, whole, tells in (
        (1, 9, True),
        (8, 9, True),
        (2, 2, True),
        (4, 9, False),
        (0, 9, False),
        (9, 9, False),
    ):
        figure = Indicator("I06", "率", Rate(reached, whole).percent, "%", rate=Rate(reached, whole))
        outside = outward(RULES, figure)
        assert (outside.rate is None, outside.value is None, outside.suppressed) == (tells, tells, tells)


def _fillings(total: int, cells: int) -> int:
    """In how many ways positive numbers in so many cells make the total."""
    return sum(sum(one) == total for one in product(range(1, total + 1), repeat=cells))


@given(CELLS)
def test_nothing_withheld_can_be_worked_out_from_the_sum(cells: dict[str, int]) -> None:
    left = shown(cells, 3)
    assert not any(count is not None and 0 < count < 3 for count in left.values())
    hidden = [name for name, count in left.items() if count is None]
    rest = sum(cells.values()) - sum(count or 0 for count in left.values())
    assert not hidden or _fillings(rest, len(hidden)) > 1
    if not any(0 < count < 3 for count in cells.values()):
        assert left == cells


@given(CELLS)
def test_what_leaves_is_never_more_than_what_is_inside(cells: dict[str, int]) -> None:
    figure = _figure(cells)
    outside = outward(RULES, figure)
    assert outside.value in (None, figure.value)
    assert all(count in (None, cells[name]) for name, count in outside.by.items())
    assert outside.suppressed == (outside.value is None or outside.by != cells)
    assert outward(RULES, outside).by == dict(outside.by)
