"""Joint meetings about any record: called with papers in time, members who stand back, opened only when quorate."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import consultation as rules
from lucheng_desktop.cases import recusal as recusal_rules
from lucheng_desktop.cases.consultation import Seat
from lucheng_desktop.procedures import recused
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

KIND = "consultation"
SUBJECTS = ("tolerance", "clearance", "redeployment")
"""Kinds of record that are brought before a joint meeting."""
RUNNING = ("called", "open")
_SECRETARY = frozenset(("general_office", "handling_dept"))


@dataclass(frozen=True, slots=True)
class Item:
    """What is put to the vote; for a tolerance case with the outcome that is proposed."""

    code: str
    text: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CallConsultation:
    """Call a meeting on one record; the papers have been sent on `materials_sent_on`."""

    subject_kind: str
    subject: str
    items: tuple[Item, ...]
    seats: tuple[Seat, ...]
    materials_sent_on: date
    held_on: date
    place: str


@dataclass(frozen=True, slots=True)
class ConsultationCalled:
    """The meeting."""

    meeting: str


@dataclass(frozen=True, slots=True)
class RecuseMember:
    """A member stands back; `proposed`: by somebody else, so that the principal decides."""

    meeting: str
    unit: str
    relation: str
    reason: str = ""
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class ReplaceMember:
    """The unit sends somebody else."""

    meeting: str
    unit: str
    holder: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """Units that may vote now."""

    meeting: str
    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenConsultation:
    """The meeting begins with these units present."""

    meeting: str
    held_on: date
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsultationOpened:
    """The units whose votes will be counted."""

    meeting: str
    voters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdjournConsultation:
    """The meeting does not come about, or is broken off."""

    meeting: str
    reason: str


@dataclass(frozen=True, slots=True)
class EscalateConsultation:
    """Too few may vote: the matter goes to the higher organ."""

    meeting: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConsultationEnded:
    """The meeting is over without a decision; what was cast and said stays."""

    meeting: str
    state: str


@step(KIND)
def call_consultation(desk: Desk, order: CallConsultation) -> ConsultationCalled:
    """Call the meeting; the record that it is about moves with it where its procedure says so."""
    _called_well(desk, order)
    with desk.vault.transaction() as shelf:
        subject = shelf.record(order.subject_kind, order.subject)
        if shelf.rows(KIND, ("id",), where={"subject": subject.id, "state": RUNNING}, limit=1):
            raise Refused("E-MEETING/running")
        if order.subject_kind == "tolerance":
            _prereviewed(desk, subject)
        fields: dict[str, Any] = {"subject_kind": order.subject_kind, "subject": subject.id, "place": order.place}
        days = {"planned_on": order.held_on.isoformat(), "materials_sent_on": order.materials_sent_on.isoformat()}
        lists = {"items": [asdict(item) for item in order.items], "seats": [asdict(seat) for seat in order.seats]}
        meeting = shelf.create(KIND, fields | days | lists | {"called_on": desk.clock.today().isoformat()})
        advance(desk, shelf, "call_consultation", shelf.record(KIND, meeting), subject=subject.id, **lists)
        follow(desk, shelf, subject, "refer_to_consultation", meeting)
        if order.subject_kind == "tolerance":
            shelf.set("tolerance", subject.id, {"meeting": meeting})
    return ConsultationCalled(meeting)


def _prereviewed(desk: Desk, subject: "State") -> None:
    """The state is asked first: who has not come to the reviews yet is told of the way there."""
    allowed(desk, "refer_to_consultation", subject)
    rules.prereviewed(desk.rules, [done.step for done in subject.steps])


def _called_well(desk: Desk, order: CallConsultation) -> None:
    if order.subject_kind not in SUBJECTS:
        raise Refused("E-ABSENT", path="$.subject_kind", kind=order.subject_kind, id=order.subject)
    if not order.items:
        raise Refused("E-INPUT/blank", path="$.items")
    for index, item in enumerate(order.items):
        if not (item.text.strip() and item.code.strip()) or item.code in {one.code for one in order.items[:index]}:
            raise Refused("E-INPUT/item", path=f"$.items[{index}]")
        if order.subject_kind == "tolerance":
            desk.rules.known("outcomes", item.outcome, f"items[{index}].outcome")
    if not order.place.strip():
        raise Refused("E-INPUT/blank", path="$.place")
    rules.well_composed(desk.rules, order.subject_kind, order.seats)
    rules.materials_in_time(desk.rules, order.materials_sent_on, order.held_on)


def follow(desk: Desk, shelf: "Shelf", subject: "State", name: str, meeting: str, **extras: object) -> None:
    """Move the record that a meeting is about, if its procedure has that step."""
    if desk.rules.procedure(subject.kind).transition(name):
        advance(desk, shelf, name, subject, meeting=meeting, **extras)


@step(KIND)
def recuse_member(desk: Desk, order: RecuseMember) -> MembersChanged:
    """A member stands back before the meeting; whoever proposes another's recusal leaves it to the principal."""
    recusal_rules.relation_told(desk.rules, order.relation, order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "recuse_member", record)
        seat = _seat(desk, record, order.unit)
        recusal_rules.decided_here(desk.rules, _roles(shelf, seat.officer))
        if order.proposed:
            recusal_rules.decided_by_principal(desk.rules, desk.officer.roles)
        facts = {"unit": order.unit, "relation": order.relation, "reason": order.reason, "proposed": order.proposed}
        advance(desk, shelf, "recuse_member", record, **facts)
        return _changed(desk, shelf, order.meeting)


@step(KIND)
def replace_member(desk: Desk, order: ReplaceMember) -> MembersChanged:
    """The unit sends somebody else, who must not have to stand back as well."""
    if not order.holder.strip():
        raise Refused("E-INPUT/blank", path="$.holder")
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "replace_member", record)
        _seat(desk, record, order.unit)
        facts = {"unit": order.unit, "holder": order.holder, "officer": order.officer}
        advance(desk, shelf, "replace_member", record, **facts)
        return _changed(desk, shelf, order.meeting)


def _changed(desk: Desk, shelf: "Shelf", meeting: str) -> MembersChanged:
    record = shelf.record(KIND, meeting)
    return MembersChanged(meeting, rules.eligible(desk.rules, seats(record), away(shelf, record)))


@step(KIND)
def open_consultation(desk: Desk, order: OpenConsultation) -> ConsultationOpened:
    """Open the meeting; who may vote is settled now and signed."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.meeting)
        allowed(desk, "open_consultation", record)
        sitting, absent = seats(record), away(shelf, record)
        rules.materials_in_time(desk.rules, date.fromisoformat(record.fields["materials_sent_on"]), order.held_on)
        rules.quorate(desk.rules, sitting, absent, order.present)
        voters = [unit for unit in rules.eligible(desk.rules, sitting, absent) if unit in order.present]
        settled = {"present": list(order.present), "recused": sorted(absent), "voters": voters}
        shelf.set(KIND, order.meeting, {"held_on": order.held_on.isoformat()})
        advance(desk, shelf, "open_consultation", record, held_on=order.held_on.isoformat(), **settled)
    return ConsultationOpened(order.meeting, tuple(voters))


@step(KIND)
def adjourn_consultation(desk: Desk, order: AdjournConsultation) -> ConsultationEnded:
    """No quorum, or something new: another meeting has to be called, and nothing of this one is lost."""
    return _end(desk, "adjourn_consultation", order.meeting, order.reason)


@step(KIND)
def escalate_consultation(desk: Desk, order: EscalateConsultation) -> ConsultationEnded:
    """Hand the matter up when too few may vote."""
    return _end(desk, "escalate_consultation", order.meeting, order.reason)


def _end(desk: Desk, name: str, meeting: str, reason: str) -> ConsultationEnded:
    if not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, meeting)
        allowed(desk, name, record)
        if name == "escalate_consultation":
            rules.escalated_only_when_too_few(desk.rules, seats(record), away(shelf, record))
        advance(desk, shelf, name, record, reason=reason)
        subject = shelf.record(record.fields["subject_kind"], record.fields["subject"])
        follow(desk, shelf, subject, "await_consultation", meeting, reason=reason)
        return ConsultationEnded(meeting, shelf.record(KIND, meeting).state)


def seats(record: "State") -> tuple[Seat, ...]:
    """Who sits in the meeting now: as called, with those a unit sent instead."""
    sitting = {told["unit"]: Seat(**told) for told in called_as(record)["seats"]}
    for done in record.steps:
        if done.step == "replace_member":
            sitting[done.body["unit"]] = Seat(*(done.body[name] for name in ("unit", "holder", "officer")))
    return tuple(sitting.values())


def away(shelf: "Shelf", record: "State") -> frozenset[str]:
    """The units whose member stands back: by the meeting's own record, or by the register of recusals."""
    out: set[str] = set()
    for done in record.steps:
        if done.step == "recuse_member":
            out.add(done.body["unit"])
        elif done.step == "replace_member":
            out.discard(done.body["unit"])
    about, members = recused.about(record), (seat for seat in seats(record) if seat.officer)
    by_register = (seat.unit for seat in members if about & {*recused.reach(shelf, seat.officer)})
    return frozenset((*out, *by_register))


def called_as(record: "State") -> Mapping[str, Any]:
    """What was signed when the meeting was called: `subject`, `items`, `seats`; later writes change nothing of it."""
    return next(done.body for done in record.steps if done.step == "call_consultation")


def opening(record: "State") -> Mapping[str, Any]:
    """What was settled when the meeting was opened: `present`, `recused`, `voters`, `held_on`; empty before."""
    return next((done.body for done in reversed(record.steps) if done.step == "open_consultation"), {})


def _seat(desk: Desk, record: "State", unit: str) -> Seat:
    desk.rules.known("meeting_units", unit, "unit")
    found = [seat for seat in seats(record) if seat.unit == unit]
    if not found:
        raise Refused("E-MEETING/not_seated", path="$.unit", unit=desk.rules.term("meeting_units", unit))
    return found[0]


def seated(desk: Desk, record: "State", unit: str) -> Seat:
    """The seat of a unit; refused when it has none, or when it is not this officer's to vote from."""
    seat = _seat(desk, record, unit)
    own = (desk.officer.id, *desk.officer.former)
    if seat.officer not in own if seat.officer else not _SECRETARY & {*desk.officer.roles}:
        raise Refused("E-BALLOT/in_person", rule=desk.rules.quote("C22"), holder=seat.holder)
    return seat


def _roles(shelf: "Shelf", officer: str) -> tuple[str, ...]:
    rows = shelf.rows("officer", ("roles",), where={"id": officer}) if officer else []
    return tuple(str(rows[0][0]).split()) if rows else ()
