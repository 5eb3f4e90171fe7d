"""Recusals: declared of oneself or proposed of another, decided by the principal, or by the higher organ."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import recusal as rules
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.portions import named
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class DeclareRecusal:
    """The officer at the desk steps back from a record (`kind` "person": from everything about that person)."""

    kind: str
    record: str
    relation: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposeRecusal:
    """Somebody says that another officer should step back."""

    officer: str
    kind: str
    record: str
    relation: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RecusalEntered:
    """The recusal in the register; an own declaration keeps its officer away from now on."""

    recusal: str


@dataclass(frozen=True, slots=True)
class UpholdRecusal:
    """The officer shall take no step in the case."""

    recusal: str


@dataclass(frozen=True, slots=True)
class RejectRecusal:
    """The officer goes on in the case."""

    recusal: str
    reason: str


@dataclass(frozen=True, slots=True)
class LiftRecusal:
    """The ground has fallen away."""

    recusal: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordRecusalReply:
    """What the higher organ decided about the principal."""

    recusal: str
    upheld: bool
    reference: str
    replied_on: date


@dataclass(frozen=True, slots=True)
class RecusalDecided:
    """The recusal and where it stands now."""

    recusal: str
    state: str


@step("recusal")
def declare_recusal(desk: Desk, order: DeclareRecusal) -> RecusalEntered:
    """Step back at once; whoever decides may say later that it was not needed."""
    rules.relation_told(desk.rules, order.relation, order.reason)
    with desk.vault.transaction() as shelf:
        fields = {"officer": desk.officer.id, "relation": order.relation, "reason": order.reason}
        return RecusalEntered(_enter(desk, shelf, "declare_recusal", fields, order.kind, order.record))


@step("recusal")
def propose_recusal(desk: Desk, order: ProposeRecusal) -> RecusalEntered:
    """Say that a colleague should step back; it is decided before it keeps anybody away."""
    rules.relation_told(desk.rules, order.relation, order.reason)
    with desk.vault.transaction() as shelf:
        officer = shelf.record("officer", order.officer).id
        if officer == desk.officer.id:
            raise Refused("E-INPUT/own_recusal", path="$.officer")
        fields = {"officer": officer, "relation": order.relation, "reason": order.reason}
        return RecusalEntered(_enter(desk, shelf, "propose_recusal", fields, order.kind, order.record))


def _enter(desk: Desk, shelf: "Shelf", name: str, fields: dict[str, str], kind: str, record: str) -> str:
    if kind not in KINDS:
        raise Refused("E-ABSENT", path="$.kind", kind=kind, id=record)
    target = shelf.record(kind, record).id
    about = {"person": target} if kind == "person" else {"record": target, "record_kind": kind}
    recusal = shelf.create("recusal", fields | about | {"declared_on": desk.clock.today().isoformat()})
    advance(desk, shelf, name, shelf.record("recusal", recusal))
    return recusal


@step("recusal")
def uphold_recusal(desk: Desk, order: UpholdRecusal) -> RecusalDecided:
    """The principal decides for anybody but the principal."""
    return _decide(desk, "uphold_recusal", order.recusal, "")


@step("recusal")
def reject_recusal(desk: Desk, order: RejectRecusal) -> RecusalDecided:
    """The officer goes on; the reason stays in the register."""
    return _decide(desk, "reject_recusal", order.recusal, _reason(order.reason))


@step("recusal")
def lift_recusal(desk: Desk, order: LiftRecusal) -> RecusalDecided:
    """End a recusal whose ground has fallen away."""
    return _decide(desk, "lift_recusal", order.recusal, _reason(order.reason))


@step("recusal")
def record_recusal_reply(desk: Desk, order: RecordRecusalReply) -> RecusalDecided:
    """File what the higher organ decided about the principal, with its number and date."""
    name = "record_recusal_reply" if order.upheld else "record_recusal_refusal"
    with desk.vault.transaction() as shelf:
        record = shelf.record("recusal", order.recusal)
        allowed(desk, name, record)
        rules.decided_above(desk.rules, _roles(shelf, record), order.reference)
        replied = order.replied_on.isoformat()
        shelf.set("recusal", order.recusal, {"reference": order.reference, "decided_on": replied})
        advance(desk, shelf, name, record, reference=order.reference, replied_on=replied)
        return RecusalDecided(order.recusal, shelf.record("recusal", order.recusal).state)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    return reason


def _decide(desk: Desk, name: str, recusal: str, reason: str) -> RecusalDecided:
    with desk.vault.transaction() as shelf:
        record = shelf.record("recusal", recusal)
        allowed(desk, name, record)
        rules.decided_here(desk.rules, _roles(shelf, record))
        rules.another_officer(desk.rules, record.fields["officer"], desk.officer.id)
        advance(desk, shelf, name, record, reason=reason)
        shelf.set("recusal", recusal, {"decided_by": desk.officer.id, "decided_on": desk.clock.today().isoformat()})
        return RecusalDecided(recusal, shelf.record("recusal", recusal).state)


def _roles(shelf: "Shelf", record: "State") -> tuple[str, ...]:
    """The roles of the officer whom a recusal is about."""
    ((roles,),) = shelf.rows("officer", ("roles",), where={"id": record.fields["officer"]})
    return tuple(str(roles).split())


@dataclass(frozen=True, slots=True)
class RecusalRow:
    """One line of the register."""

    id: str
    officer: str
    person: str
    relation: str
    declared_on: str
    decided_on: str
    state: str


def list_recusals(desk: Desk) -> tuple[RecusalRow, ...]:
    """The register of recusals, newest first."""
    columns = ("id", "officer", "person", "relation", "declared_on", "decided_on", "state")
    with looking(desk) as shelf:
        rows = shelf.rows("recusal", columns, order="-created")
        names = dict(shelf.rows("officer", ("id", "name"))) | dict(named(shelf, "person", (row[2] for row in rows)))
    return tuple(
        RecusalRow(id_, names.get(officer, officer), names.get(person, ""), relation, declared, decided or "", state)
        for id_, officer, person, relation, declared, decided, state in rows
    )
