"""Working days, estimated from Monday to Friday until the calendar of the year is known."""

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit; `estimated` says that no calendar of holidays stood behind it."""

    on: date
    estimated: bool


def working_days_after(start: date, count: int) -> Due:
    """The `count`-th working day after `start`, which is not counted itself."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return Due(day, estimated=True)
