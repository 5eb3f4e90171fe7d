"""Every limit ends on the day the published calendars give; what no calendar covers is estimated and says so."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.calendar import add_months, days_after, deadline, is_working_day, working_days_after
from lucheng_desktop.cases.petitions import forward_by
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

DAY = timedelta(days=1)
GOLDEN = Path(__file__).parent / "golden" / "working_days.txt"
CALENDARS = sorted(resource("calendars").glob("*.toml"))


def published() -> list[date]:
    """The working days of 2017-2026 by an independent data set, in order."""
    lines = (line.split() for line in GOLDEN.read_text("utf-8").splitlines() if not line.startswith("#"))
    years = ((int(year), int(bits, 16)) for year, bits in lines)
    return [date(year, 1, 1) + n * DAY for year, bits in years for n in range(366) if bits >> n & 1]


def test_every_limit_of_thirty_working_days_agrees_with_the_published_calendars() -> None:
    working = published()
    start, after = date(2019, 1, 1), next(n for n, day in enumerate(working) if day > date(2019, 1, 1))
    while start.year < 2027:
        for count, expected in enumerate(working[after : after + 30], 1):
            due = working_days_after(start, count)
            assert (due.on, due.estimated) == (expected, False), (start, count)
        start += DAY
        after += after < len(working) and working[after] <= start


def test_the_years_before_agree_day_by_day() -> None:
    working = set(published())
    days = (date(2017, 1, 1) + n * DAY for n in range(3652))
    assert not [day for day in days if is_working_day(day) != (day in working)]


@pytest.mark.parametrize("file", CALENDARS, ids=lambda file: file.stem)
def test_a_calendar_names_its_notice_and_moves_only_days_of_its_year(file: Path) -> None:
    told = tomllib.loads(file.read_text("utf-8"))
    assert set(told) == {"year", "status", "sources", "holidays", "workdays"}
    assert (told["year"], told["status"]) == (int(file.stem), "原文")
    assert all(file.stem in source or "部分节假日" in source for source in told["sources"])
    spans = [(holiday["first"], holiday["last"]) for holiday in told["holidays"]]
    assert all(first <= last for first, last in spans)
    assert all(last < first for (_, last), (first, _) in pairwise(spans))
    assert all(day.weekday() > 4 for day in told["workdays"]), "only a weekend becomes a working day"
    assert {day.year for day in [*told["workdays"], *sum(spans, ())]} == {told["year"]}


def test_there_is_a_calendar_for_every_year_of_the_programme() -> None:
    assert [file.stem for file in CALENDARS] == [str(year) for year in range(2017, 2027)]


@given(st.dates(date(2028, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_without_a_calendar_exactly_that_many_weekdays_lie_after_the_start(start: date, count: int) -> None:
    due = working_days_after(start, count)
    days = [start + timedelta(days=step) for step in range(1, (due.on - start).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == count
    assert due.on.weekday() < 5
    assert due.estimated


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        ("2020-01-23", {"working_days": 1}, "2020-02-03"),  # the holiday that was made longer
        ("2020-01-31", {"working_days": 1}, "2020-02-03"),  # a working Saturday that was taken back
        ("2019-04-30", {"working_days": 1}, "2019-05-05"),  # a Sunday at work
        ("2021-09-24", {"working_days": 1}, "2021-09-26"),
        ("2024-09-29", {"working_days": 2}, "2024-10-08"),
        ("2026-02-13", {"working_days": 1}, "2026-02-14"),
        ("2025-09-01", {"days": 30}, "2025-10-09"),  # ends in the holiday and gives way
        ("2025-01-12", {"days": 14}, "2025-01-26"),  # ends on a Sunday at work and stays
        ("2025-01-03", {"days": 1}, "2025-01-06"),
        ("2024-01-31", {"months": 1}, "2024-02-29"),
        ("2023-01-31", {"months": 1}, "2023-02-28"),
        ("2023-08-31", {"months": 1}, "2023-10-07"),  # clamped into the holiday, then on to a Saturday at work
        ("2025-12-31", {"months": 2}, "2026-02-28"),  # a Saturday at work
    ],
)
def test_a_limit_ends_on_its_day(start: str, limit: dict[str, int], due: str) -> None:
    answer = deadline({"start": start, "limit": limit}).as_json()
    assert answer == {"due": date.fromisoformat(due), "estimated": False, "note": ""}


def test_a_missing_year_is_estimated_and_named() -> None:
    answer = deadline({"start": "2028-01-03", "limit": {"working_days": 5}}).as_json()
    assert (answer["due"], answer["estimated"]) == (date(2028, 1, 10), True)
    assert "2028年" in answer["note"]
    over = deadline({"start": "2026-12-30", "limit": {"working_days": 300}}).as_json()
    assert over["estimated"]
    assert "2027年、2028年" in over["note"]


def test_days_off_at_the_end_lead_into_an_unknown_year() -> None:
    assert deadline({"start": "2026-12-01", "limit": {"months": 1}}).estimated
    assert not days_after(date(2026, 12, 1), 30).estimated


@given(st.dates(date(2017, 1, 1), date(2035, 12, 31)), st.integers(1, 240))
def test_a_month_later_is_the_same_day_or_the_last_there_is(start: date, count: int) -> None:
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


@given(st.dates(date(2017, 1, 1), date(2030, 12, 31)), st.sampled_from(["working_days", "days", "months"]),
       st.integers(1, 40))
def test_a_limit_ends_on_a_working_day_and_never_earlier_for_being_longer(start: date, unit: str, count: int) -> None:
    due, next_due = (deadline({"start": start.isoformat(), "limit": {unit: n}}).on for n in (count, count + 1))
    assert start < due <= next_due
    assert is_working_day(due)


@pytest.mark.parametrize(
    ("order", "path"),
    [
        ({"start": "2026-01-05"}, "$.limit"),
        ({"start": "2026-02-30", "limit": {"days": 5}}, "$.start"),
        ({"start": "2026-01-05", "limit": {}}, "$.limit"),
        ({"start": "2026-01-05", "limit": {"days": 5, "months": 1}}, "$.limit"),
        ({"start": "2026-01-05", "limit": {"weeks": 5}}, "$.limit.weeks"),
        ({"start": "2026-01-05", "limit": {"days": 0}}, "$.limit.days"),
        ({"start": "2026-01-05", "limit": {"months": -1}}, "$.limit.months"),
        ({"start": "2026-01-05", "limit": {"working_days": 10**9}}, "$.limit.working_days"),
        ({"start": "2026-01-05", "limit": {"working_days": True}}, "$.limit.working_days"),
        ({"start": "2026-01-05", "limit": {"days": 1.5}}, "$.limit.days"),
        ({"start": "9999-12-31", "limit": {"days": 1}}, "$.start"),
        ({"start": "9999-12-31", "limit": {"months": 1}}, "$.start"),
        ({"start": "2026-01-05", "limit": {"days": 5}, "from": "today"}, "$.from"),
    ],
)
def test_what_is_no_limit_is_refused_at_its_place(order: Any, path: str) -> None:
    with pytest.raises(Refused) as refused:
        deadline(order)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


def test_forwarding_to_the_higher_organ_counts_real_working_days() -> None:
    assert forward_by(load(), date(2020, 1, 22)) == date(2020, 2, 6)
