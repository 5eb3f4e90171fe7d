"""Limits that run: when each ends by the calendar of working days, and whether to remind, to urge, or it is over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import Due, Limit, add_months, counted, is_working_day, working_days_after
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook, TimeLimit, Transition

_DAY = timedelta(days=1)
_LONGEST = 36
"""Months ahead: a suspension is for something that will end."""
REMIND, URGE, OVERDUE = "remind", "urge", "overdue"


@dataclass(frozen=True, slots=True)
class Span:
    """An approved suspension, both days counted; `last` None: it still lasts."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A record that stands somewhere: the columns of its row, and when its limits were suspended with approval."""

    procedure: str
    id: str
    state: str
    columns: Mapping[str, str | None]
    suspended: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """A limit near its end or past it. `left`: working days to its last day, negative once it is over."""

    kind: str
    procedure: str
    id: str
    limit: str
    step: str
    actors: tuple[str, ...]
    on: date
    left: int
    estimated: bool


def due(rules: "Rulebook", rows: Iterable[Running], today: date) -> tuple[Reminder, ...]:
    """What is to be reminded of on `today`, the earliest limit first."""
    watched = _watched(rules)
    found = (
        one
        for row in rows
        for limit, move in watched.get((row.procedure, row.state), ())
        for one in _reminder(rules, limit, move, row, today)
    )
    return tuple(sorted(found, key=lambda one: (one.on, one.id, one.limit)))


def _watched(rules: "Rulebook") -> "Mapping[tuple[str, str], list[tuple[TimeLimit, Transition]]]":
    """Procedure and state -> the limits that can run there, each with its step."""
    found: dict[tuple[str, str], list[tuple[TimeLimit, Transition]]] = {}
    for limit in rules.deadlines:
        for state in limit.states:
            found.setdefault((limit.procedure, state), []).append((limit, _move(rules, limit.step)))
    return found


def last_day(rules: "Rulebook", limit: "TimeLimit", row: Running) -> Due | None:
    """The last day of a limit for a record; None when it does not run there, or not for such a record."""
    runs = row.procedure == limit.procedure and row.state in limit.states
    return _last_day(rules, limit, _move(rules, limit.step), row) if runs else None


def _last_day(rules: "Rulebook", limit: "TimeLimit", move: "Transition", row: Running) -> Due | None:
    if _met(limit, row):
        return None
    first = min((day for column in limit.since if (day := row.columns.get(column))), default="")
    start = date.fromisoformat(first) if first else None
    last = _set_day(limit, row) if limit.until else _counted(move, start)
    if not (last and row.suspended):
        return last
    return _at_most(rules, limit, last, put_off(last, start, row.suspended), start)


def _set_day(limit: "TimeLimit", row: Running) -> Due | None:
    until = row.columns.get(limit.until)
    return Due(date.fromisoformat(until)) if until else None


def _counted(move: "Transition", start: date | None) -> Due | None:
    allowed = move.limit
    return _after(start, allowed.working_days, allowed.days, allowed.months) if allowed and start else None


@cache
def _after(start: date, working_days: int | None, days: int | None, months: int | None) -> Due:
    """Thousands of records share few days."""
    return counted(start, Limit(working_days, days, months))


@cache
def working_days_left(today: date, last: date) -> int:
    """Working days after today up to the last day; those since it, negative, once it is over."""
    return _between(today, last) if last >= today else -max(1, _between(last, today))


def suspension_days(first: date, last: date | None, today: date) -> None:
    """Refused when a suspension ends before it begins, or has no end and lies ahead."""
    if last is not None and last < first:
        raise Refused("E-DAY/early", path="$.until", on=last.isoformat(), limit=first.isoformat())
    if max(first, last or first) > add_months(today, _LONGEST):
        limit = add_months(today, _LONGEST).isoformat()
        raise Refused("E-DAY/late", path="$.until" if last else "$.since", on=(last or first).isoformat(), limit=limit)
    if last is None and first > today:
        raise Refused("E-DAY/late", path="$.since", on=first.isoformat(), limit=today.isoformat())


def _reminder(
    rules: "Rulebook", limit: "TimeLimit", move: "Transition", row: Running, today: date
) -> Iterator[Reminder]:
    last = _last_day(rules, limit, move, row)
    if last is None or any(span.last is None and span.first <= min(today, last.on) for span in row.suspended):
        return
    left = working_days_left(today, last.on)
    urge, remind = rules.parameter("urge_working_days"), rules.parameter("remind_working_days")
    kind = OVERDUE if left < 0 else URGE if left <= urge else REMIND if left <= remind else ""
    if kind:
        yield Reminder(kind, row.procedure, row.id, limit.code, move.code, move.actors, last.on, left, last.estimated)


def _move(rules: "Rulebook", step: str) -> "Transition":
    """The step, of this procedure or of a record that hangs on it."""
    moves = (procedure.transition(step) for procedure in rules.procedures)
    return next(move for move in moves if move)


def _met(limit: "TimeLimit", row: Running) -> bool:
    """The step was taken, or the limit does not concern such a record."""
    if limit.done and row.columns.get(limit.done):
        return True
    return any(row.columns.get(name) not in values for name, values in limit.fields)


def put_off(last: Due, start: date | None, suspended: Iterable[Span]) -> Due:
    """As many working days later as approved suspensions took from the limit, those within the delay too."""
    spans = [(span.first - _DAY, span.last) for span in suspended if span.last]
    later = last
    while spans and start:
        lost = sum(_between(max(before, start), min(end, later.on)) for before, end in spans)
        moved = working_days_after(last.on, lost)
        if moved.on == later.on:
            return Due(later.on, tuple(sorted({*last.unknown, *moved.unknown})))
        later = moved
    return last


def _at_most(rules: "Rulebook", limit: "TimeLimit", planned: Due, moved: Due, start: date | None) -> Due:
    """The moved day, but never later than the longest time the pack allows, nor earlier than planned."""
    if not (limit.most and start):
        return moved
    most = add_months(start, rules.parameter(limit.most))
    return moved if moved.on <= most else Due(max(planned.on, most), moved.unknown)


def _between(after: date, until: date) -> int:
    """Working days later than `after`, up to `until`."""
    return sum(1 for days in range(1, (until - after).days + 1) if is_working_day(after + days * _DAY))
