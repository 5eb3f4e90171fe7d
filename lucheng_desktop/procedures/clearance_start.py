"""How a clearance begins, how it may end at once, and which candidates still wait for a decision."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases.clearance_after import band
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.portions import named
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

UNDECIDED = frozenset(
    {
        "candidate",
        "consent_sought",
        "consented",
        "proposed",
        "supervision_reviewed",
        "reviewed",
        "secrecy_reviewed",
        "escalated",
        "higher_replied",
        "suspended",
    }
)
"""States in which nobody has decided yet whether the person is cleared."""


@dataclass(frozen=True, slots=True)
class RecordApplication:
    """The person's written application: what happened, what of the report is false, and what is wished."""

    clearance: str
    applied_on: date
    facts: str
    false_content: str
    wish: str


@dataclass(frozen=True, slots=True)
class ApplicationRecorded:
    """`reopened`: the clearance had been declined or found needless."""

    clearance: str
    state: str
    reopened: bool


@dataclass(frozen=True, slots=True)
class OpenFalsePart:
    """The trial office agrees that the false part of a partly true report may be cleared, and says which part."""

    allegation: str
    false_part: str
    opinion: str


@dataclass(frozen=True, slots=True)
class FalsePartOpened:
    """The candidate that stands for the false part."""

    clearance: str


@dataclass(frozen=True, slots=True)
class ProposeNotNeeded:
    """Why this false report need not be cleared: a code of the pack, and what it rests on.

    A no of the person that was never formally asked for is told with its day and two who were present.
    """

    clearance: str
    reason: str
    basis: str
    declined_on: date | None = None
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideNotNeeded:
    """Agree that it need not be cleared."""

    clearance: str


@dataclass(frozen=True, slots=True)
class RecordUnreachable:
    """An attempt to ask the person that reached nobody; it is not an answer."""

    clearance: str
    on: date
    present: tuple[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class StartMoved:
    """Where the clearance stands now."""

    clearance: str
    state: str


@step("clearance")
def record_application(desk: Desk, order: RecordApplication) -> ApplicationRecorded:
    """The second way to begin; one that was declined or needless begins again with the same allegation."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        again = record.state in ("declined", "not_needed")
        name = "reopen_clearance" if again else "record_application"
        allowed(desk, name, record)
        _apply(desk, shelf, record, order)
        advance(desk, shelf, name, record)
    return ApplicationRecorded(order.clearance, "candidate", again)


@step("clearance")
def reopen_clearance(desk: Desk, order: RecordApplication) -> ApplicationRecorded:
    """The same for one that has ended already; the application is newer than the decision."""
    with looking(desk) as shelf:
        allowed(desk, "reopen_clearance", shelf.record("clearance", order.clearance))
    return record_application(desk, order)


def _apply(desk: Desk, shelf: "Shelf", record: "State", order: RecordApplication) -> None:
    told = {"facts": order.facts, "false_content": order.false_content, "wish": order.wish}
    rules.application_whole(desk.rules, **told)
    allegation = shelf.record("allegation", record.fields["allegation"])
    consent = bool(record.fields.get("false_part"))
    rules.finding_allows(desk.rules, allegation.fields.get("finding", ""), allegation.state, trial_consent=consent)
    decided = record.fields.get("decided_on")
    rules.applied_since(desk.rules, order.applied_on, date.fromisoformat(decided) if decided else None)
    fields = {f"application.{name}": text.strip() for name, text in told.items()}
    fields |= {"start_mode": "application", "applied_on": order.applied_on.isoformat()}
    again = {"consent": "", "decided_on": None, "not_needed_reason": None, "candidate_on": _today(desk)}
    undone = again if decided else {}
    shelf.set("clearance", record.id, _numbered(desk, shelf, record) | fields | undone)


def _today(desk: Desk) -> str:
    return desk.clock.today().isoformat()


def _numbered(desk: Desk, shelf: "Shelf", record: "State") -> dict[str, Any]:
    if record.fields.get("number"):
        return {}
    return {"number": case_number(desk, shelf, "clearance", record.id)}


@step("clearance")
def open_false_part(desk: Desk, order: OpenFalsePart) -> FalsePartOpened:
    """A partly true report becomes a candidate for its false part alone, with the trial office's consent (F06)."""
    if not order.false_part.strip():
        raise Refused("E-INPUT/blank", path="$.false_part")
    with desk.vault.transaction() as shelf:
        allegation = shelf.record("allegation", order.allegation)
        finding = allegation.fields.get("finding", "")
        rules.finding_allows(desk.rules, finding, allegation.state, trial_consent=True)
        if rules.clearable(desk.rules, finding) or shelf.rows("clearance", ("id",), {"allegation": allegation.id}):
            raise Refused("E-FALSE-PART", rule=desk.rules.quote("F06"))
        fields = {"allegation": allegation.id, "subject": allegation.fields["accused"]}
        fields |= {"petition": allegation.fields["petition"], "false_part": order.false_part.strip()}
        fields |= {"candidate_on": _today(desk)}
        candidate = shelf.create("clearance", fields)
        advance(desk, shelf, "open_false_part", shelf.record("clearance", candidate), opinion=order.opinion)
    return FalsePartOpened(candidate)


@step("clearance")
def propose_not_needed(desk: Desk, order: ProposeNotNeeded) -> StartMoved:
    """The handling department says why; the deputy in charge decides."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "propose_not_needed", record)
        asked = bool(order.declined_on and rules.two_persons(desk.rules, order.present))
        declined = asked or record.fields.get("consent") == "decline"
        rules.reason_given(desk.rules, order.reason, order.basis, declined=declined)
        fields = {"not_needed_reason": order.reason, "not_needed_reason.basis": order.basis.strip()}
        if order.declined_on:
            fields["consent.on"] = order.declined_on.isoformat()
        shelf.set("clearance", order.clearance, _numbered(desk, shelf, record) | fields)
        reason = desk.rules.term("needless", order.reason)
        advance(desk, shelf, "propose_not_needed", record, reason=reason, present=list(order.present))
    return StartMoved(order.clearance, record.state)


@step("clearance")
def decide_not_needed(desk: Desk, order: DecideNotNeeded) -> StartMoved:
    """The deputy in charge agrees: decided, with its reason, and open to a later application."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "decide_not_needed", record)
        shelf.set("clearance", order.clearance, {"decided_on": desk.clock.today().isoformat()})
        advance(desk, shelf, "decide_not_needed", record, reason=record.steps[-1].body.get("reason", ""))
    return StartMoved(order.clearance, "not_needed")


@step("clearance")
def record_unreachable(desk: Desk, order: RecordUnreachable) -> StartMoved:
    """Keep the attempt; the question stays open, and the deputy in charge may suspend it."""
    present = rules.two_persons(desk.rules, order.present)
    if not order.note.strip():
        raise Refused("E-INPUT/blank", path="$.note")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        told = {"on": order.on.isoformat(), "present": list(present), "reason": order.note.strip()}
        advance(desk, shelf, "record_unreachable", record, **told)
    return StartMoved(order.clearance, record.state)


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """A candidate nobody has decided on: since when, and how long that is (fresh, pending or stale)."""

    clearance: str
    subject: str
    state: str
    opened_on: date
    band: str


def clearance_backlog(desk: Desk, as_of: date | None = None) -> tuple[BacklogRow, ...]:
    """Every candidate without a decision, oldest first (应澄清尽澄清)."""
    day = as_of or desk.clock.today()
    with looking(desk) as shelf:
        rows = shelf.rows("clearance", ("id", "subject", "state", "created"), where={"state": UNDECIDED})
        people = named(shelf, "person", (row[1] for row in rows))
    opened = ((*row, moment(created).date()) for *row, created in rows)
    return tuple(
        BacklogRow(id_, people.get(subject, ""), state, since, band(desk.rules, since, day))
        for id_, subject, state, since in opened
        if since <= day
    )
