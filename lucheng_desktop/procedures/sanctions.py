"""Sanctions and measures on record: entered by one officer, confirmed by another, restored, annulled."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.cases import sanctions
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.dossier import imposed
from lucheng_desktop.procedures.people import Whom, person_of
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class RecordSanction:
    """A decision on paper; `months` only where it sets the length itself (a probation, a longer period)."""

    person: Whom
    code: str
    decided_on: date
    effective_on: date
    decided_by: str
    document_number: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class SanctionRecorded:
    """It waits for another officer."""

    sanction: str
    person: str


@dataclass(frozen=True, slots=True)
class OfSanction:
    """A sanction on record."""

    sanction: str


@dataclass(frozen=True, slots=True)
class RejectSanction:
    """What was entered does not agree with the decision: why."""

    sanction: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordRestoration:
    """The day a member's rights were restored, and the decision that says so."""

    sanction: str
    restored_on: date
    decided_by: str
    document_number: str


@dataclass(frozen=True, slots=True)
class RecordAnnulment:
    """A sanction was lifted on review: by whom, when, in which paper."""

    sanction: str
    decided_on: date
    decided_by: str
    document_number: str


@dataclass(frozen=True, slots=True)
class SanctionMoved:
    """The sanction stands at `state`."""

    sanction: str
    state: str


@step("sanction")
def record_sanction(desk: Desk, order: RecordSanction) -> SanctionRecorded:
    """Enter a sanction from its decision; it bars nothing lawfully and opens nothing until another officer agrees."""
    _told(order, "decided_by", "document_number")
    found = sanctions.Imposed(order.code, order.effective_on, None, order.months)
    sanctions.check_imposed(desk.rules, found)
    rules.dated("decided_on", order.decided_on, None, desk.clock.today())
    rules.dated("effective_on", order.effective_on, order.decided_on, date.max)
    fields = {"code": order.code, "decided_by": order.decided_by, "document_number": order.document_number}
    days = {"decided_on": order.decided_on.isoformat(), "effective_on": order.effective_on.isoformat()}
    length = {} if order.months is None else {"months": order.months}
    with desk.vault.transaction() as shelf:
        person = person_of(desk, shelf, order.person, "person")
        sanction = shelf.create("sanction", {"person": person} | fields | days | length)
        advance(desk, shelf, "record_sanction", shelf.record("sanction", sanction))
    return SanctionRecorded(sanction, person)


@step("sanction")
def confirm_sanction(desk: Desk, order: OfSanction) -> SanctionMoved:
    """Another officer has held the entry against the decision."""
    return _moved(desk, order.sanction, "confirm_sanction")


@step("sanction")
def reject_sanction(desk: Desk, order: RejectSanction) -> SanctionMoved:
    """The entry is wrong and counts for nothing; it stays on record with the reason."""
    return _moved(desk, order.sanction, "reject_sanction", reason=_reason(order.reason))


@step("sanction")
def record_restoration(desk: Desk, order: RecordRestoration) -> SanctionMoved:
    """Enter the restoration of a member's rights: only from that day the effect period runs (F17)."""
    _told(order, "decided_by", "document_number")
    with desk.vault.transaction() as shelf:
        record = shelf.record("sanction", order.sanction)
        allowed(desk, "record_restoration", record)
        known = imposed(record)
        found = sanctions.Imposed(known.code, known.effective_on, order.restored_on, known.months)
        sanctions.check_imposed(desk.rules, found)
        rules.dated("restored_on", order.restored_on, known.effective_on, desk.clock.today())
        paper = {"decided_by": order.decided_by, "document_number": order.document_number}
        shelf.set("sanction", record.id, {"restoration": {"restored_on": order.restored_on.isoformat()} | paper})
        advance(desk, shelf, "record_restoration", record)
    return SanctionMoved(order.sanction, "restoration_recorded")


@step("sanction")
def confirm_restoration(desk: Desk, order: OfSanction) -> SanctionMoved:
    """Another officer agrees; from now on the period is counted."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("sanction", order.sanction)
        allowed(desk, "confirm_restoration", record)
        shelf.set("sanction", record.id, {"restored_on": record.fields["restoration"]["restored_on"]})
        advance(desk, shelf, "confirm_restoration", record)
    return SanctionMoved(order.sanction, "restored")


@step("sanction")
def reject_restoration(desk: Desk, order: RejectSanction) -> SanctionMoved:
    """The restoration was entered wrongly; the sanction stands as before."""
    return _moved(desk, order.sanction, "reject_restoration", reason=_reason(order.reason))


@step("sanction")
def record_annulment(desk: Desk, order: RecordAnnulment) -> SanctionMoved:
    """Enter that a sanction was lifted on review; it still counts until another officer agrees."""
    _told(order, "decided_by", "document_number")
    with desk.vault.transaction() as shelf:
        record = shelf.record("sanction", order.sanction)
        allowed(desk, "record_annulment", record)
        first = date.fromisoformat(record.fields["decided_on"])
        rules.dated("decided_on", order.decided_on, first, desk.clock.today())
        paper = {"decided_by": order.decided_by, "document_number": order.document_number}
        shelf.set("sanction", record.id, {"annulment": {"decided_on": order.decided_on.isoformat()} | paper})
        advance(desk, shelf, "record_annulment", record)
    return SanctionMoved(order.sanction, "annulment_recorded")


@step("sanction")
def confirm_annulment(desk: Desk, order: OfSanction) -> SanctionMoved:
    """Another officer agrees; the sanction bars nothing any more and stays on record."""
    return _moved(desk, order.sanction, "confirm_annulment")


@step("sanction")
def reject_annulment(desk: Desk, order: RejectSanction) -> SanctionMoved:
    """The annulment was entered wrongly; the sanction stands as before."""
    return _moved(desk, order.sanction, "reject_annulment", reason=_reason(order.reason))


def _moved(desk: Desk, sanction: str, name: str, **extras: object) -> SanctionMoved:
    with desk.vault.transaction() as shelf:
        advance(desk, shelf, name, shelf.record("sanction", sanction), **extras)
        state = shelf.record("sanction", sanction).state
    return SanctionMoved(sanction, state)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    return reason.strip()


def _told(order: object, *names: str) -> None:
    for name in names:
        if not getattr(order, name).strip():
            raise Refused("E-INPUT/blank", path=f"$.{name}")


@dataclass(frozen=True, slots=True)
class SanctionView:
    """A sanction, whose it is, and where it stands."""

    id: str
    fields: dict[str, object]
    person: dict[str, object]
    progress: Progress


def show_sanction(desk: Desk, sanction: str) -> SanctionView:
    """One sanction as it was entered and confirmed."""
    with looking(desk) as shelf:
        record = shelf.record("sanction", sanction)
        person = dict(shelf.record("person", record.fields["person"]).fields)
        where = progress(desk, shelf, record)
    return SanctionView(sanction, dict(record.fields), person, where)
