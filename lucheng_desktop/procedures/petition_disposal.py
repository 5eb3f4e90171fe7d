"""Handling a kept petition: who handles it, what is done with it, what came of it, and taking it up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import disposals, recusal
from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.cases.calendar import Limit, counted
from lucheng_desktop.cases.clearance import APPROVED
from lucheng_desktop.procedures.acting import Act, acting
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petition_moves import PetitionAlone, PetitionMoved, PetitionWithReason, move, moved
from lucheng_desktop.procedures.recused import about, reach
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

_APPROVED = "disposal_approved"


@dataclass(frozen=True, slots=True)
class AssignPetition:
    """Who handles it: officers by id or by name."""

    petition: str
    handlers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposeDisposal:
    """One of the disposals of the pack, with its reason."""

    petition: str
    disposal: str
    reason: str


@dataclass(frozen=True, slots=True)
class StartVerification:
    """Who verifies: the names of two officers or more."""

    petition: str
    verifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldPetition:
    """The day by which it is looked at again, within a year."""

    petition: str
    review_on: date


@dataclass(frozen=True, slots=True)
class FileCase:
    """Against whom of the accused a case is filed."""

    petition: str
    persons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReopenPetition:
    """What evidence is new."""

    petition: str
    evidence: str


@step("petition")
def assign_petition(desk: Desk, order: AssignPetition) -> PetitionMoved:
    """Hand it to officers of the handling department who neither registered it nor keep out of it."""
    with acting(desk, "assign_petition", "petition", order.petition) as act:
        _assign(desk, act, "assign_petition", order.handlers)
    return moved(desk, "assign_petition", order.petition)


@step("petition")
def reassign_petition(desk: Desk, order: AssignPetition) -> PetitionMoved:
    """Hand it to other officers, when one keeps out, leaves, or it was taken up again."""
    with acting(desk, "reassign_petition", "petition", order.petition) as act:
        _assign(desk, act, "reassign_petition", order.handlers)
    return moved(desk, "reassign_petition", order.petition)


@step("petition")
def hand_over_petition(desk: Desk, order: AssignPetition) -> PetitionMoved:
    """Hand what is being dealt with to other officers; it stays where it stands, and its limit runs on."""
    with acting(desk, "hand_over_petition", "petition", order.petition) as act:
        _assign(desk, act, "hand_over_petition", order.handlers)
    return moved(desk, "hand_over_petition", order.petition, act.record.state)


def _assign(desk: Desk, act: Act, name: str, wanted: tuple[str, ...]) -> None:
    handlers = [_handler(act.shelf, who, index) for index, who in enumerate(wanted)]
    people = {one for (one,) in act.shelf.rows("allegation", ("accused",), where={"petition": act.record.id})}
    names = {accused for (accused,) in act.shelf.rows("person", ("name",), where={"id": people})}
    disposals.handlers_apart(desk.rules, handlers, act.record.doer("register_petition"), names)
    _none_recused(desk, act, name, tuple(one.officer for one in handlers))
    today = desk.clock.today()
    act.fields["handlers"] = [one.officer for one in handlers]
    if act.record.state in ("accepted", "reopened"):
        act.fields.update({"assigned_on": today.isoformat(), "disposal_due": _disposal_due(desk, today)})


def _none_recused(desk: Desk, act: Act, name: str, officers: Iterable[str]) -> None:
    """Refused when one of these officers keeps out of the matter."""
    move = desk.rules.procedure("petition").transition(name)
    for officer in officers:
        if move:
            recusal.not_recused(desk.rules, move, reach(act.shelf, officer), about(act.record))


def _handler(shelf: "Shelf", who: str, index: int) -> disposals.Handler:
    columns = ("id", "name", "roles", "retired")
    rows = [row for name in ("id", "name") for row in shelf.rows("officer", columns, where={name: who, "local": 1})]
    found = [(officer, name, roles) for officer, name, roles, retired in rows if not retired]
    if len(found) != 1:
        raise Refused("E-HANDLER/unknown", path=f"$.handlers[{index}]", name=who, count=len(found))
    officer, name, roles = found[0]
    return disposals.Handler(officer, name, tuple(roles.split()))


def _disposal_due(desk: Desk, start: date) -> str | None:
    """The last day for a disposal to be proposed, by the limit of that step."""
    move = desk.rules.procedure("petition").transition("propose_disposal")
    limit = move.limit if move else None
    return counted(start, Limit(limit.working_days, limit.days, limit.months)).on.isoformat() if limit else None


@step("petition")
def return_to_intake(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """It is of no substance or another organ's after all: back to the petition office (art. 17)."""
    return move(desk, "return_to_intake", order.petition, rules.said(order.reason, "reason"))


@step("petition")
def propose_disposal(desk: Desk, order: ProposeDisposal) -> PetitionMoved:
    """Propose one of the disposals that the rules of today know."""
    disposals.in_force(desk.rules, order.disposal, desk.clock.today())
    reason = rules.said(order.reason, "reason")
    with acting(desk, "propose_disposal", "petition", order.petition) as act:
        act.fields["disposal"] = order.disposal
        act.said.update({"reason": reason, "disposal": order.disposal})
    return moved(desk, "propose_disposal", order.petition)


@step("petition")
def approve_disposal(desk: Desk, order: PetitionAlone) -> PetitionMoved:
    """Approve what is proposed now; the approval stays on record when the petition is taken up again."""
    today = desk.clock.today().isoformat()
    with acting(desk, "approve_disposal", "petition", order.petition) as act:
        term = {"assigned_on": act.value("assigned_on"), "due": act.value("disposal_due")}
        approval = {"petition": order.petition, "disposal": act.value("disposal"), "approved_on": today}
        act.shelf.create("disposal_approval", term | approval)
        act.fields["disposal_approved_on"] = today
        act.said["disposal"] = act.value("disposal")
    return moved(desk, "approve_disposal", order.petition)


@step("petition")
def return_disposal(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """Send the proposal back with the reason."""
    return move(desk, "return_disposal", order.petition, rules.said(order.reason, "reason"))


@step("petition")
def start_verification(desk: Desk, order: StartVerification) -> PetitionMoved:
    """Begin to verify, by talking or by looking into it, two officers or more together."""
    names = disposals.two_officers(desk.rules, order.verifiers)
    today = desk.clock.today()
    with acting(desk, "start_verification", "petition", order.petition) as act:
        disposals.leads_to(desk.rules, act.value("disposal"), "start_verification")
        known = act.shelf.rows("officer", ("id",), where={"name": names, "local": 1})
        _none_recused(desk, act, "start_verification", (officer for (officer,) in known))
        last = disposals.due_after(desk.rules, act.value("disposal"), today)
        act.fields.update({"verifying_on": today.isoformat(), "verification_due": last.isoformat() if last else None})
        act.said["verifiers"] = list(names)
    return moved(desk, "start_verification", order.petition)


@step("petition")
def hold_petition(desk: Desk, order: HoldPetition) -> PetitionMoved:
    """Let it rest until a day within the year."""
    disposals.review_within(desk.rules, order.review_on, desk.clock.today())
    with acting(desk, "hold_petition", "petition", order.petition) as act:
        disposals.leads_to(desk.rules, act.value("disposal"), "hold_petition")
        act.fields["review_on"] = order.review_on.isoformat()
    return moved(desk, "hold_petition", order.petition)


@step("petition")
def extend_hold(desk: Desk, order: HoldPetition) -> PetitionMoved:
    """Looked at again, and it rests on."""
    disposals.review_within(desk.rules, order.review_on, desk.clock.today())
    return move(desk, "extend_hold", order.petition, review_on=order.review_on.isoformat())


@step("petition")
def close_held(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """Looked at again, and it ends."""
    reason = rules.said(order.reason, "reason")
    today = desk.clock.today().isoformat()
    return move(desk, "close_held", order.petition, reason, closed_on=today, review_on=None)


@step("petition")
def close_petition(desk: Desk, order: PetitionWithReason) -> PetitionMoved:
    """End it: as its approved disposal, or after its conclusion."""
    reason = rules.said(order.reason, "reason")
    with acting(desk, "close_petition", "petition", order.petition) as act:
        if act.record.state == _APPROVED:
            disposals.leads_to(desk.rules, act.value("disposal"), "close_petition")
        act.fields["closed_on"] = desk.clock.today().isoformat()
        act.said["reason"] = reason
    return moved(desk, "close_petition", order.petition)


@step("petition")
def conclude_petition(desk: Desk, order: PetitionAlone) -> PetitionMoved:
    """Conclude once each allegation against each person has its approved finding."""
    with acting(desk, "conclude_petition", "petition", order.petition) as act:
        states = [row[0] for row in act.shelf.rows("allegation", ("state",), where={"petition": order.petition})]
        disposals.every_allegation_found(desk.rules, states)
        act.fields["concluded_on"] = desk.clock.today().isoformat()
    return moved(desk, "conclude_petition", order.petition)


@step("petition")
def file_case(desk: Desk, order: FileCase) -> PetitionMoved:
    """File a case against those of whom something was found; until it is closed nobody clears them (F09)."""
    with acting(desk, "file_case", "petition", order.petition) as act:
        filed = (act.value("case_filed_against") or []) if not act.value("closed_on") else []
        if act.record.state == _APPROVED:
            disposals.leads_to(desk.rules, act.value("disposal"), "file_case")
        disposals.may_file_case(desk.rules, order.persons, found_against(act.shelf, order.petition), filed)
        today = desk.clock.today().isoformat()
        act.shelf.create("case_filing", {"petition": order.petition, "filed_on": today})
        act.fields["case_filed_on"] = today
        act.fields["case_filed_against"] = [*filed, *order.persons]
    return moved(desk, "file_case", order.petition)


def found_against(shelf: "Shelf", petition: str) -> frozenset[str]:
    """The accused of whom an approved finding of this petition says that something is true."""
    where = {"petition": petition, "state": APPROVED, "finding": disposals.AGAINST}
    return frozenset(person for (person,) in shelf.rows("allegation", ("accused",), where=where))


@step("petition")
def reopen_petition(desk: Desk, order: ReopenPetition) -> PetitionMoved:
    """Take it up again on new evidence; what was done before stays in the history."""
    evidence = rules.said(order.evidence, "evidence")
    today = desk.clock.today()
    blank = dict.fromkeys(("closed_on", "concluded_on", "fed_back_on", "review_on", "disposal_approved_on"))
    with acting(desk, "reopen_petition", "petition", order.petition) as act:
        act.fields.update(blank | {"assigned_on": today.isoformat(), "disposal_due": _disposal_due(desk, today)})
        act.said["reason"] = evidence
    return moved(desk, "reopen_petition", order.petition)


def open_cases(shelf: "Shelf", person: str) -> tuple[rules.Filed, ...]:
    """The cases that stand open against a person, on whatever petition (F09)."""
    of = {petition for (petition,) in shelf.rows("allegation", ("petition",), where={"accused": person})}
    columns = ("id", "number", "case_filed_against", "case_filed_on", "closed_on")
    rows = shelf.rows("petition", columns, where={"id": list(of)})
    filed = (
        rules.Filed(petition, number or "", one, filed_on, closed_on)
        for petition, number, against, filed_on, closed_on in rows
        for one in (against or "").split()
    )
    return rules.open_case_on(person, filed)
