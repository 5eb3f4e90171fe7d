"""Limits are counted by working days, told in three degrees, and stop for nobody but an approved suspension."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import deadlines
from lucheng_desktop.cases.calendar import is_working_day, working_days_after
from lucheng_desktop.cases.deadlines import Reminder, Running, Span
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.cases.rulebook import load, packs
from lucheng_desktop.refusal import Refused

RULES = load()
DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 1))


def told(today: date, *rows: Running) -> list[tuple[str, str, date]]:
    return [(one.kind, one.limit, one.on) for one in deadlines.due(RULES, rows, today)]


def forwarded(received: date, *spans: Span, **columns: str | None) -> Running:
    return Running("petition", "a" * 32, "direct_forwarded", {"received_on": received.isoformat(), **columns}, spans)


@given(DAYS, st.integers(-30, 30))
def test_a_limit_is_told_in_three_degrees_as_it_comes_near(received: date, away: int) -> None:
    last = working_days_after(received, 5).on
    today = last + timedelta(days=away)
    left = deadlines.working_days_left(today, last)
    kind = "overdue" if today > last else "urge" if left <= 2 else "remind" if left <= 5 else ""
    assert told(today, forwarded(received)) == ([(kind, "forwarding", last)] if kind else [])


@given(DAYS, DAYS)
def test_working_days_left_are_those_of_the_calendar(today: date, last: date) -> None:
    left = deadlines.working_days_left(today, last)
    if last >= today:
        assert left == sum(is_working_day(today + timedelta(days=one + 1)) for one in range((last - today).days))
    else:
        assert left < 0


@pytest.mark.parametrize("naming", ["anonymous", "signed_unverified", None])
def test_f21_no_limit_runs_for_whoever_gave_no_name(naming: str | None) -> None:
    """Scenario 19."""
    columns = {"received_on": "2026-03-02", "concluded_on": "2026-04-01", "closed_on": "2026-04-02", "naming": naming}
    closed = Running("petition", "b" * 32, "closed", columns)
    assert told(date(2026, 5, 12), closed) == []
    named = Running("petition", "b" * 32, "closed", {**columns, "naming": "real_name"})
    assert {limit for _, limit, _ in told(date(2026, 5, 12), named)} == {"acceptance", "feedback"}


def test_a_met_limit_is_told_no_more() -> None:
    columns = {"received_on": "2026-03-02", "naming": "real_name", "told_accepted_on": "2026-03-05"}
    assert told(date(2026, 6, 1), Running("petition", "c" * 32, "accepted", columns)) == []


def test_feedback_runs_from_the_conclusion_even_when_closed_later() -> None:
    columns = {"concluded_on": "2026-03-02", "closed_on": "2026-03-20", "naming": "joint", "told_accepted_on": "x"}
    row = Running("petition", "d" * 32, "closed", columns)
    assert told(date(2026, 3, 23), row) == [("urge", "feedback", date(2026, 3, 23))]


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_suspension_gives_back_exactly_its_working_days(starts: int, lasts: int) -> None:
    received = date(2026, 3, 2)
    first = received + timedelta(days=starts)
    span = Span(first, first + timedelta(days=lasts))
    last = deadlines.last_day(RULES, RULES.deadlines[0], forwarded(received, span))
    assert last
    counted = [
        day for one in range(1, (last.on - received).days + 1)
        if is_working_day(day := received + timedelta(days=one)) and not span.first <= day <= (span.last or day)
    ]  # fmt: skip
    assert len(counted) == 5
    assert last.on >= working_days_after(received, 5).on


@pytest.mark.parametrize(("procedure", "state", "columns", "limit", "on"), [
    ("clearance", "candidate", {"candidate_on": "2026-03-02"}, "clearance_assessment", "2026-03-09"),
    ("clearance", "issued", {"approved_on": "2026-03-02", "implement_due": "2026-03-16"}, "implementation",
     "2026-03-16"),
    ("clearance", "implemented", {"followup_due": "2026-06-16"}, "followup", "2026-06-16"),
    ("tolerance", "submitted", {"submitted_on": "2026-03-02"}, "tolerance_acceptance", "2026-03-09"),
    ("tolerance", "returned", {"returned_on": "2026-03-02"}, "supplement", "2026-03-09"),
    ("tolerance", "verifying", {"verification_due": "2026-03-30"}, "tolerance_verification", "2026-03-30"),
    ("tolerance", "approved", {"approved_on": "2026-03-02"}, "notification", "2026-03-09"),
    ("tolerance", "notified", {"notified_on": "2026-03-02"}, "filing", "2026-03-16"),
    ("tolerance", "rectifying", {"rectify_due": "2026-04-01"}, "rectification", "2026-04-01"),
    ("appeal", "appealed", {"filed_on": "2026-03-02"}, "appeal_review", "2026-04-01"),
    ("consultation", "called", {"planned_on": "2026-03-25"}, "consultation", "2026-03-25"),
])  # fmt: skip
def test_clearance_tolerance_and_meetings_are_reminded_of_too(
    procedure: str, state: str, columns: dict[str, str | None], limit: str, on: str
) -> None:
    row = Running(procedure, "e" * 32, state, columns)
    last = date.fromisoformat(on)
    assert told(last, row) == [("urge", limit, last)]
    assert told(last + timedelta(days=7), row) == [("overdue", limit, last)]


def test_a_suspension_moves_a_planned_day_but_not_past_the_longest_time() -> None:
    ends = {"start_on": "2025-03-03", "planned_end_on": "2026-08-31"}
    limit = next(one for one in RULES.deadlines if one.code == "final_assessment")
    rest = Span(date(2026, 3, 2), date(2026, 3, 13))
    moved = deadlines.last_day(RULES, limit, Running("redeployment", "f" * 32, "training", ends, (rest,)))
    assert moved and moved.on == date(2026, 9, 3), "eighteen months, not ten working days later"
    sooner = ends | {"planned_end_on": "2026-03-31"}
    moved = deadlines.last_day(RULES, limit, Running("redeployment", "f" * 32, "training", sooner, (rest,)))
    assert moved and moved.on == working_days_after(date(2026, 3, 31), 10).on
    before = Span(date(2025, 1, 6), date(2025, 1, 31))
    moved = deadlines.last_day(RULES, limit, Running("redeployment", "f" * 32, "training", sooner, (before,)))
    assert moved and moved.on == date(2026, 3, 31), "what lay before the training moved nothing"


def test_while_a_suspension_lasts_nobody_is_reminded() -> None:
    row = forwarded(date(2026, 3, 2), Span(date(2026, 3, 5)))
    assert [kind for kind, _, _ in told(date(2026, 3, 4), row)] == ["remind"]
    assert told(date(2026, 6, 1), row) == []
    over = forwarded(date(2026, 3, 2), Span(date(2026, 3, 12)))
    assert told(date(2026, 6, 1), over) == [("overdue", "forwarding", date(2026, 3, 9))], "it was over before"


@pytest.mark.parametrize(("first", "last"), [
    (date(2026, 3, 9), date(2026, 3, 6)), (date(2026, 3, 9), None),
])  # fmt: skip
def test_a_suspension_ends_after_it_begins_and_an_open_one_has_begun(first: date, last: date | None) -> None:
    with pytest.raises(Refused, match="E-DAY"):
        deadlines.suspension_days(first, last, date(2026, 3, 2))


def test_a_year_without_a_calendar_is_said_to_be_a_guess() -> None:
    (one,) = deadlines.due(RULES, [forwarded(date(2027, 12, 30))], date(2028, 1, 20))
    assert isinstance(one, Reminder) and one.estimated and one.kind == "overdue"


@pytest.mark.parametrize("pack", [head.id for head in packs()])
def test_every_limit_of_a_pack_reads_columns_that_its_kind_has(pack: str) -> None:
    for limit in load(pack).deadlines:
        known = {column.partition(":")[0] for column in KINDS[limit.procedure].columns}
        asked = {*limit.since, limit.until, limit.done, *(name for name, _ in limit.fields)} - {""}
        assert asked <= known, limit.code
        assert limit.until or limit.since
