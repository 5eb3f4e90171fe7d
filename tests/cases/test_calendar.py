"""Working days are estimated, and say so."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.calendar import working_days_after


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_exactly_that_many_weekdays_lie_after_the_start(start: date, count: int) -> None:
    due = working_days_after(start, count)
    days = [start + timedelta(days=step) for step in range(1, (due.on - start).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == count
    assert due.on.weekday() < 5
    assert due.estimated


def test_the_start_is_not_counted() -> None:
    assert working_days_after(date(2026, 3, 6), 1).on == date(2026, 3, 9)
    assert working_days_after(date(2026, 3, 7), 5).on == date(2026, 3, 13)
