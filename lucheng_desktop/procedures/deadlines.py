"""Limits that run in this office, who is to be reminded, and suspensions of a limit, which count only when approved."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import deadlines
from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.cases.suspended import SUSPENDING
from lucheng_desktop.procedures.acting import acting
from lucheng_desktop.procedures.desk import Desk, advance, step
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import TimeLimit
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_RESTS = "rests"
_NAMES = ("number", "title", "matter")
"""Columns of which a record shows the first it has."""


@dataclass(frozen=True, slots=True)
class AskSuspension:
    """Of which record, from when to when (no end: until it is ended), and why."""

    kind: str
    record: str
    since: date
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DecideSuspension:
    """The suspension, and the reason when it is not approved."""

    suspension: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EndSuspension:
    """The last day of the suspension."""

    suspension: str
    on: date


@dataclass(frozen=True, slots=True)
class SuspensionMoved:
    """Where the suspension stands; its days count only once it is approved."""

    suspension: str
    state: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One limit near its end or past it. `kind`: remind, urge or overdue; `left`: working days, negative when over."""

    kind: str
    procedure: str
    id: str
    number: str
    limit: str
    step: str
    verb: str
    actors: tuple[str, ...]
    on: date
    left: int
    estimated: bool
    mine: bool


@step("suspension")
def ask_suspension(desk: Desk, order: AskSuspension) -> SuspensionMoved:
    """Ask to suspend the limits of a record."""
    reason = rules.said(order.reason, "reason")
    if order.kind not in {limit.procedure for limit in desk.rules.deadlines}:
        raise Refused("E-SUSPENSION/kind", path="$.kind", kind=order.kind)
    deadlines.suspension_days(order.since, order.until, desk.clock.today())
    with desk.vault.transaction() as shelf:
        until = order.until.isoformat() if order.until else None
        fields = {"subject_kind": order.kind, "subject": shelf.record(order.kind, order.record).id}
        made = shelf.create("suspension", {**fields, "since": order.since.isoformat(), "until": until})
        advance(desk, shelf, "ask_suspension", shelf.record("suspension", made), reason=reason)
    return SuspensionMoved(made, "asked")


@step("suspension")
def approve_suspension(desk: Desk, order: DecideSuspension) -> SuspensionMoved:
    """Approve: from now on its days do not count."""
    with acting(desk, "approve_suspension", "suspension", order.suspension) as act:
        act.fields["approved_on"] = desk.clock.today().isoformat()
        act.said.update({"since": act.value("since"), "until": act.value("until") or ""})
    return SuspensionMoved(order.suspension, "approved")


@step("suspension")
def refuse_suspension(desk: Desk, order: DecideSuspension) -> SuspensionMoved:
    """The limit runs on."""
    reason = rules.said(order.reason, "reason")
    with acting(desk, "refuse_suspension", "suspension", order.suspension) as act:
        act.said["reason"] = reason
    return SuspensionMoved(order.suspension, "refused")


@step("suspension")
def end_suspension(desk: Desk, order: EndSuspension) -> SuspensionMoved:
    """The limit runs again; an end already approved may come earlier, never later."""
    with acting(desk, "end_suspension", "suspension", order.suspension) as act:
        until = act.value("until")
        last = min(desk.clock.today(), date.fromisoformat(until)) if until else desk.clock.today()
        rules.day_between(order.on, "on", last=last)
        deadlines.suspension_days(date.fromisoformat(act.value("since")), order.on, last)
        act.fields["until"] = order.on.isoformat()
    return SuspensionMoved(order.suspension, "ended")


def list_deadlines(desk: Desk, _order: None = None) -> tuple[DeadlineRow, ...]:
    """What is to be reminded of today, the earliest limit first; `mine`: an officer of these roles takes the step."""
    with looking(desk) as shelf:
        rows = [row for kind in _kinds(desk) for row in _running(desk, shelf, kind)]
    found = deadlines.due(desk.rules, [row for row, _ in rows], desk.clock.today())
    names = {row.id: name for row, name in rows}
    verbs = {move.code: move.title for procedure in desk.rules.procedures for move in procedure.transitions}
    roles = set(desk.officer.roles)
    return tuple(_row(one, names[one.id], verbs[one.step], bool(roles & set(one.actors))) for one in found)


def _row(one: deadlines.Reminder, number: str, verb: str, mine: bool) -> DeadlineRow:
    what = (one.kind, one.procedure, one.id, number, one.limit, one.step, verb, one.actors)
    return DeadlineRow(*what, one.on, one.left, one.estimated, mine)


def _kinds(desk: Desk) -> tuple[str, ...]:
    """The kinds of record that have limits, each once, in the pack's order."""
    return tuple(dict.fromkeys(limit.procedure for limit in desk.rules.deadlines if limit.procedure in KINDS))


def _running(desk: Desk, shelf: "Shelf", kind: str) -> Iterator[tuple[deadlines.Running, str]]:
    """The records of a kind that stand where a limit can run, with the name each is known by."""
    limits = [limit for limit in desk.rules.deadlines if limit.procedure == kind]
    states = {state for limit in limits for state in limit.states}
    known = [column.partition(":")[0] for column in KINDS[kind].columns]
    asked = {column for limit in limits for column in _asked(limit)}
    columns = [column for column in known if column in asked or column in (*_NAMES, _RESTS)]
    spans = _spans(shelf, kind)
    for id_, state, *values in shelf.rows(kind, ("id", "state", *columns), where={"state": states, "voided": 0}):
        row = dict(zip(columns, values, strict=True))
        name = next((row[column] for column in _NAMES if row.get(column)), "")
        rested = _rests((row.get(_RESTS) or "").split())
        yield deadlines.Running(kind, id_, state, row, (*spans.get(id_, ()), *rested)), name


def effective(desk: Desk, shelf: "Shelf", record: "State", code: str) -> date:
    """The last day of a planned limit of this record, as approved suspensions have moved it."""
    limit = next(limit for limit in desk.rules.deadlines if limit.code == code)
    wanted = {name: record.fields.get(name) for name in (*limit.since, limit.until)}
    spans = (*_spans(shelf, record.kind, record.id).get(record.id, ()), *_rests(record.fields.get(_RESTS) or ()))
    running = deadlines.Running(record.kind, record.id, limit.states[0], wanted, spans)
    found = deadlines.last_day(desk.rules, limit, running)
    return found.on if found else date.fromisoformat(record.fields[limit.until])


def _rests(told: "Iterable[str]") -> tuple[deadlines.Span, ...]:
    """Times in which the work itself rested, as the record tells them: first and last day."""
    return tuple(deadlines.Span(*map(date.fromisoformat, one.split("/"))) for one in told)


def _asked(limit: "TimeLimit") -> Iterator[str]:
    yield from (*limit.since, limit.until, limit.done, *(name for name, _ in limit.fields))


def _spans(shelf: "Shelf", kind: str, record: str = "") -> Mapping[str, tuple[deadlines.Span, ...]]:
    """Record -> its approved suspensions."""
    found: dict[str, list[deadlines.Span]] = defaultdict(list)
    where = {"subject_kind": kind, "state": SUSPENDING} | ({"subject": record} if record else {})
    for subject, since, until in shelf.rows("suspension", ("subject", "since", "until"), where=where):
        last = date.fromisoformat(until) if until else None
        found[subject].append(deadlines.Span(date.fromisoformat(since), last))
    return {subject: tuple(spans) for subject, spans in found.items()}
