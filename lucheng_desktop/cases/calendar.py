"""Days of the office: working days by the published calendar of each year, and the last day of a limit."""

import calendar
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from typing import Any

from lucheng_desktop.cases.shapes import read, refusal
from lucheng_desktop.places import resource, words

_SATURDAY = 5
_DAY = timedelta(days=1)
_MOST = {"working_days": 5_000, "days": 7_300, "months": 240}
"""Twenty years: a longer limit is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Year:
    """What the notices of one year move: days off between Monday and Friday, and working days at weekends."""

    off: frozenset[date]
    work: frozenset[date]


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit; `unknown` are the years no calendar stands behind, counted Monday to Friday."""

    on: date
    unknown: tuple[int, ...] = ()

    @property
    def estimated(self) -> bool:
        """Whether a holiday may still move it."""
        return bool(self.unknown)

    def as_json(self) -> dict[str, Any]:
        """The answer of `rules deadline` in the console contract."""
        say = words("cases")["deadline"]
        note = say["estimated"].format(years=say["and"].join(map(str, self.unknown))) if self.unknown else ""
        return {"due": self.on, "estimated": self.estimated, "note": note}


@dataclass(frozen=True, slots=True)
class Limit:
    """How long: exactly one of the three."""

    working_days: int | None = None
    days: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit and the day it starts from, which is not counted."""

    start: date
    limit: Limit


def deadline(data: Any) -> Due:
    """The last day of a limit in the contract's shape; refused E-INPUT with the path of the first fault."""
    asked = read(Deadline, data)
    given = {field.name: getattr(asked.limit, field.name) for field in fields(Limit)}
    units = [unit for unit, count in given.items() if count is not None]
    if len(units) != 1:
        raise refusal(("limit",), "one_limit")
    unit, count = units[0], given[units[0]]
    if not 1 <= count <= _MOST[unit]:
        raise refusal(("limit", unit), "limit_range", f"1-{_MOST[unit]}")
    try:
        return counted(asked.start, asked.limit)
    except OverflowError:
        raise refusal(("start",), "date_range") from None


def counted(start: date, limit: Limit) -> Due:
    """The last day of a limit that names one unit."""
    given = ((unit, getattr(limit, unit)) for unit in _COUNTED)
    return next(_COUNTED[unit](start, count) for unit, count in given if count is not None)


def working_days_after(start: date, count: int) -> Due:
    """The `count`-th working day after `start`, which is not counted itself."""
    day, unknown = start, set()
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
        if year_of(day.year) is None:
            unknown.add(day.year)
    return Due(day, tuple(sorted(unknown)))


def days_after(start: date, count: int) -> Due:
    """`count` days after `start`; a last day off gives way to the next working day."""
    return _rolled(start + count * _DAY)


def months_after(start: date, count: int) -> Due:
    """The same day `count` months later; a last day off gives way to the next working day."""
    return _rolled(add_months(start, count))


def add_months(start: date, count: int) -> date:
    """The same day `count` months later, or the last of a month that has no such day; OverflowError beyond 9999."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def is_working_day(day: date) -> bool:
    """By the calendar of its year; without one, Monday to Friday."""
    year = year_of(day.year)
    if year and day in year.work:
        return True
    return day.weekday() < _SATURDAY and not (year and day in year.off)


@cache
def year_of(year: int) -> Year | None:
    """The calendar `resources/calendars/YYYY.toml`; None where there is none yet."""
    file = resource("calendars", f"{year}.toml")
    if not file.is_file():
        return None
    told = tomllib.loads(file.read_text("utf-8"))
    off = (day for holiday in told["holidays"] for day in _span(holiday["first"], holiday["last"]))
    return Year(frozenset(off), frozenset(told["workdays"]))


def _span(first: date, last: date) -> Iterator[date]:
    return (first + step * _DAY for step in range((last - first).days + 1))


def _rolled(day: date) -> Due:
    last = day
    while not is_working_day(last):
        last += _DAY
    return Due(last, tuple(year for year in range(day.year, last.year + 1) if year_of(year) is None))


_COUNTED = {"working_days": working_days_after, "days": days_after, "months": months_after}
