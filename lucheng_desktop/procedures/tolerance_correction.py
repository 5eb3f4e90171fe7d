"""Carrying a determination out: told, filed, corrected, accepted by somebody else, applied, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import tolerance_correction as rules
from lucheng_desktop.procedures.deadlines import effective
from lucheng_desktop.procedures.desk import Desk, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.tolerance_application import KIND, ToleranceMoved, moved, said, write
from lucheng_desktop.procedures.tolerance_determination import decided, proposed_grounds
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State

_FAILED = ("refuse_rectification", "record_overdue")


@dataclass(frozen=True, slots=True)
class NotifyDetermination:
    """Who was told, and the receipts."""

    case: str
    parties: tuple[str, ...]
    receipts: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FileDetermination:
    """Enter the determination in the list of results."""

    case: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DeterminationFiled:
    """The number in the list of results."""

    case: str
    number: str


@dataclass(frozen=True, slots=True)
class OrderRectification:
    """What has to be corrected, by when; without a day the pack's own limit counts from `on`."""

    case: str
    tasks: tuple[str, ...]
    due: date | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class CloseRefused:
    """Close a case that was not tolerated."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportRectification:
    """What the unit did."""

    case: str
    report: str


@dataclass(frozen=True, slots=True)
class AcceptRectification:
    """The correction is done."""

    case: str
    opinion: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RefuseRectification:
    """The correction does not suffice; a new day is set."""

    case: str
    reason: str
    due: date


@dataclass(frozen=True, slots=True)
class RecordOverdue:
    """The day passed without a report; a new day is set."""

    case: str
    due: date


@dataclass(frozen=True, slots=True)
class RectificationFailed:
    """How often it failed, and whether revoking must now be proposed; nothing is revoked by itself."""

    case: str
    state: str
    failures: int
    revocation_proposed: bool


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """What the determination is used for; `reference`: the notice to whoever applies it."""

    case: str
    uses: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class CloseTolerance:
    """Everything is done."""

    case: str


@dataclass(frozen=True, slots=True)
class ArchiveTolerance:
    """The file is in the archive under this number."""

    case: str
    archive_number: str


@step(KIND)
def notify_determination(desk: Desk, order: NotifyDetermination) -> ToleranceMoved:
    """Tell the person, the unit and the organisation department; the day starts the time for an appeal."""
    rules.everybody_told(desk.rules, order.parties)
    _told(order.receipts, "receipts")
    parties, told_on = list(order.parties), _day(desk, order.on).isoformat()
    told = {"parties": parties, "receipts": order.receipts, "on": told_on}
    return moved(desk, "notify_determination", order.case, {"notified_on": told_on}, **told)


@step(KIND)
def file_determination(desk: Desk, order: FileDetermination) -> DeterminationFiled:
    """Enter the case in the list of results under the next number."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "file_determination", record)
        number = record.fields.get("filing_number") or case_number(desk, shelf, "tolerance_filing", order.case)
        filed = _day(desk, order.on).isoformat()
        write(desk, shelf, "file_determination", record, {"filing_number": number}, number=number, on=filed)
    return DeterminationFiled(order.case, number)


@step(KIND)
def order_rectification(desk: Desk, order: OrderRectification) -> ToleranceMoved:
    """Order the correction, which even full tolerance does not spare (F15)."""
    ordered = _day(desk, order.on)
    due = rules.plan(desk.rules, order.tasks, order.due, ordered)
    fields = {"rectify_from": ordered.isoformat(), "rectify_due": due.isoformat(), "rectify_tasks": list(order.tasks)}
    return moved(desk, "order_rectification", order.case, fields, due=due.isoformat(), tasks=list(order.tasks))


@step(KIND)
def close_refused(desk: Desk, order: CloseRefused) -> ToleranceMoved:
    """Close what was not tolerated; it goes the ordinary way of accountability."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "close_refused", record)
        rules.only_when_refused(desk.rules, decided(record))
        rules.nothing_open(desk.rules, len(shelf.rows("appeal", ("id",), where=_open_appeals(order.case))))
        return write(desk, shelf, "close_refused", record, reason=reason)


@step(KIND)
def report_rectification(desk: Desk, order: ReportRectification) -> ToleranceMoved:
    """Enter the unit's report."""
    _told(order.report, "report")
    return moved(desk, "report_rectification", order.case, {"rectify_report": order.report})


@step(KIND)
def accept_rectification(desk: Desk, order: AcceptRectification) -> ToleranceMoved:
    """Accept the correction, by somebody who neither drafted nor ordered it."""
    _told(order.opinion, "opinion")
    day = {"rectified_on": _day(desk, order.on).isoformat()}
    return moved(desk, "accept_rectification", order.case, day, opinion=order.opinion)


@step(KIND)
def refuse_rectification(desk: Desk, order: RefuseRectification) -> RectificationFailed:
    """Send the correction back; the second failure makes a proposal to revoke, and no more than that."""
    return _failed(desk, "refuse_rectification", order.case, order.due, reason=said(order.reason))


@step(KIND)
def record_overdue(desk: Desk, order: RecordOverdue) -> RectificationFailed:
    """Enter that the day has passed; counts as a failure."""
    return _failed(desk, "record_overdue", order.case, order.due)


def _failed(desk: Desk, name: str, case: str, due: date, **extras: Any) -> RectificationFailed:
    today = desk.clock.today()
    days = {"rectify_from": today.isoformat(), "rectify_due": due.isoformat()}
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, case)
        allowed(desk, name, record)
        if name == "record_overdue":
            rules.overdue(desk.rules, effective(desk, shelf, record, "rectification").isoformat(), today)
        rules.plan(desk.rules, record.fields["rectify_tasks"], due, date.fromisoformat(record.fields["rectify_due"]))
        count = failures(record) + 1
        proposed = rules.revocation_due(desk.rules, count)
        told = {"revocation_proposed": "correction_failed"} if proposed else {}
        done = write(desk, shelf, name, record, days, failures=count, **told, **extras)
    return RectificationFailed(case, done.state, count, proposed)


def failures(record: "State") -> int:
    """How often the correction has failed since the determination was approved last."""
    since = 0
    for done in record.steps:
        since = 0 if done.step == "approve_determination" else since + (done.step in _FAILED)
    return since


@step(KIND)
def apply_result(desk: Desk, order: ApplyResult) -> ToleranceMoved:
    """Tell whoever assesses and promotes what the determination means."""
    rules.uses_known(desk.rules, order.uses)
    _told(order.reference, "reference")
    uses = list(order.uses)
    return moved(desk, "apply_result", order.case, {"uses": uses}, uses=uses, reference=order.reference)


@step(KIND)
def close_tolerance(desk: Desk, order: CloseTolerance) -> ToleranceMoved:
    """Close the case; refused while an appeal is open."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "close_tolerance", record)
        rules.nothing_open(desk.rules, len(shelf.rows("appeal", ("id",), where=_open_appeals(order.case))))
        return write(desk, shelf, "close_tolerance", record)


@step(KIND)
def archive_tolerance(desk: Desk, order: ArchiveTolerance) -> ToleranceMoved:
    """Put the file into the archive."""
    _told(order.archive_number, "archive_number")
    return moved(desk, "archive_tolerance", order.case, {"archive_number": order.archive_number})


def _open_appeals(case: str) -> Mapping[str, str]:
    return {"tolerance": case, "state": "appealed"}


def _told(text: str, name: str) -> None:
    if not text.strip():
        raise Refused("E-INPUT/blank", path=f"$.{name}")


def _day(desk: Desk, day: date | None) -> date:
    return day or desk.clock.today()


@dataclass(frozen=True, slots=True)
class RevocationRow:
    """A case whose revocation has been proposed and waits for the organ that approved it."""

    id: str
    number: str
    grounds: tuple[str, ...]


def list_revocation_proposals(desk: Desk) -> tuple[RevocationRow, ...]:
    """Every proposal to revoke that nobody has decided yet."""
    states = ("rectifying", "rectification_reported", "rectified", "applied", "notified", "filed")
    with looking(desk) as shelf:
        rows = shelf.rows(KIND, ("id", "number", "rectify_from"), where={"state": states})
        appealed = {case for (case,) in shelf.rows("appeal", ("tolerance",), where={"result": "revoke"})}
        rows = [row for row in rows if row[2] or row[0] in appealed]  # only a correction or an appeal ends in one
        found = [(id_, number, proposed_grounds(shelf, shelf.record(KIND, id_))) for id_, number, _ in rows]
    return tuple(RevocationRow(id_, number, tuple(sorted(grounds))) for id_, number, grounds in found if grounds)
