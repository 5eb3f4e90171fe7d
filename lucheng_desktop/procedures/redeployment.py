"""Redeployment from nomination to an approved plan: the commission proposes, the organisation department agrees."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

KIND = "redeployment"


@dataclass(frozen=True, slots=True)
class NominateRedeployment:
    """Who, for which reason (entry_reasons), and what speaks for it."""

    person: str
    entry_reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Nominated:
    """The case and its number."""

    redeployment: str
    number: str


@dataclass(frozen=True, slots=True)
class AdmitRedeployment:
    """Was there private gain, and on which day was the person told?"""

    redeployment: str
    private_gain: bool
    informed_on: date


@dataclass(frozen=True, slots=True)
class OfRedeployment:
    """One redeployment."""

    redeployment: str


@dataclass(frozen=True, slots=True)
class WithReason:
    """One redeployment, and why."""

    redeployment: str
    reason: str


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """How long, with what task, to which goals, and how often it is appraised (appraisal_rhythms)."""

    redeployment: str
    months: int
    task: str
    goals: tuple[rules.Goal, ...]
    rhythm: str = "quarterly"


@dataclass(frozen=True, slots=True)
class RedeploymentMoved:
    """The redeployment stands at `state`."""

    redeployment: str
    state: str


@step(KIND)
def nominate_redeployment(desk: Desk, order: NominateRedeployment) -> Nominated:
    """Nominate; refused without the confirmed sanction or measure that the reason stands for."""
    told("basis", order.basis)
    with desk.vault.transaction() as shelf:
        person = shelf.record("person", order.person)
        rules.entry_reason_stands(desk.rules, order.entry_reason, dossier.recorded(shelf, person.id))
        running = shelf.rows(KIND, ("number",), where={"person": person.id, "ended_on": None, "voided": 0})
        rules.not_running(desk.rules, [number or "" for (number,) in running])
        fields = {"person": person.id, "entry_reason": order.entry_reason, "basis": order.basis.strip()}
        post = {"original_post": person.fields.get("post", ""), "original_rank": person.fields.get("rank", "")}
        case = shelf.create(KIND, fields | post)
        number = case_number(desk, shelf, KIND, case)
        shelf.set(KIND, case, {"number": number})
        advance(desk, shelf, "nominate_redeployment", shelf.record(KIND, case))
    return Nominated(case, number)


@step(KIND)
def admit_redeployment(desk: Desk, order: AdmitRedeployment) -> RedeploymentMoved:
    """Admit: an unintended fault without private gain, no open case, the person told."""

    def admit(shelf: "Shelf", record: "State") -> None:
        person, today = record.fields["person"], desk.clock.today()
        rules.dated("informed_on", order.informed_on, None, today)
        gain = dossier.private_gain(desk, shelf, person)
        rules.no_private_gain(desk.rules, declared=order.private_gain, on_record=gain, sees=dossier.sees_all(desk))
        rules.entry_reason_stands(desk.rules, record.fields["entry_reason"], dossier.recorded(shelf, person))
        _unhindered(desk, shelf, record)
        shelf.set(KIND, record.id, {"informed_on": order.informed_on.isoformat()})

    return take(desk, order.redeployment, "admit_redeployment", admit)


@step(KIND)
def decline_redeployment(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """Not admitted; the reason stays on record."""
    return close(desk, order, "decline_redeployment")


@step(KIND)
def withdraw_redeployment(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """Withdrawn before its end; the reason stays on record."""
    return close(desk, order, "withdraw_redeployment")


@step(KIND)
def draft_plan(desk: Desk, order: DraftPlan) -> RedeploymentMoved:
    """Half a year to a year, with goals that can be held against figures."""

    def draft(shelf: "Shelf", record: "State") -> None:
        rules.plan_fits(desk.rules, order.months)
        rules.goals_measurable(desk.rules, order.goals)
        rules.rhythm(desk.rules, order.rhythm)
        told("task", order.task)
        plan = {"plan.months": order.months, "plan.task": order.task.strip(), "plan.rhythm": order.rhythm}
        shelf.set(KIND, record.id, plan | {"plan.goals": [asdict(goal) for goal in order.goals]})

    return take(desk, order.redeployment, "draft_plan", draft)


@step(KIND)
def agree_plan(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """The organisation department agrees to the plan."""
    return take(desk, order.redeployment, "agree_plan", lambda shelf, record: _unhindered(desk, shelf, record))


@step(KIND)
def approve_plan(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """The commission approves the plan."""
    return take(desk, order.redeployment, "approve_plan", lambda shelf, record: _unhindered(desk, shelf, record))


@step(KIND)
def return_plan(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """Send the plan back with the reason."""
    return take(desk, order.redeployment, "return_plan", reason=told("reason", order.reason))


def _unhindered(desk: Desk, shelf: "Shelf", record: "State") -> None:
    found = dossier.open_case(shelf, record.fields["person"])
    rules.no_open_case(desk.rules, found, sees=dossier.sees_all(desk))


def take(
    desk: Desk, case: str, name: str, guarded: "Callable[[Shelf, State], None] | None" = None, **extras: object
) -> RedeploymentMoved:
    """One step in one transaction: may this officer, do the guards agree, then write and move."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, case)
        allowed(desk, name, record)
        if guarded:
            guarded(shelf, record)
        advance(desk, shelf, name, record, **extras)
        state = shelf.record(KIND, case).state
    return RedeploymentMoved(case, state)


def close(desk: Desk, order: WithReason, name: str) -> RedeploymentMoved:
    """A step that ends the case before its time: with its reason, and the day."""

    def end(shelf: "Shelf", record: "State") -> None:
        shelf.set(KIND, record.id, {"ended_on": desk.clock.today().isoformat()})

    return take(desk, order.redeployment, name, end, reason=told("reason", order.reason))


def told(path: str, text: str) -> str:
    """The text without the blanks around it; refused when nothing else is there."""
    if not text.strip():
        raise Refused("E-INPUT/blank", path=f"$.{path}")
    return text.strip()
