"""The four forms of handling: proposed for a person of whom something was found, decided by another officer."""

from dataclasses import dataclass

from lucheng_desktop.cases import disposals
from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.procedures.acting import acting, entering
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petition_disposal import found_against


@dataclass(frozen=True, slots=True)
class ProposeHandling:
    """Which of the four forms for which person, on what petition, and why."""

    petition: str
    person: str
    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideHandling:
    """Decide as proposed."""

    handling: str


@dataclass(frozen=True, slots=True)
class ReturnHandling:
    """Send it back with the reason."""

    handling: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandlingMoved:
    """Where the handling stands."""

    handling: str
    state: str


@step("handling")
def propose_handling(desk: Desk, order: ProposeHandling) -> HandlingMoved:
    """Propose a form for somebody against whom this petition has an approved finding (F06)."""
    desk.rules.known("handling_forms", order.form, "form")
    reason = rules.said(order.reason, "reason")
    with entering(desk, "propose_handling", "handling", order.petition) as act:
        disposals.found_against(desk.rules, order.person, found_against(act.shelf, order.petition))
        act.fields.update({"petition": order.petition, "person": order.person, "form": order.form})
        act.said["reason"] = reason
    return HandlingMoved(act.made[0], "proposed")


@step("handling")
def decide_handling(desk: Desk, order: DecideHandling) -> HandlingMoved:
    """Decide; the day is the one statistics count by."""
    with acting(desk, "decide_handling", "handling", order.handling) as act:
        act.fields["decided_on"] = desk.clock.today().isoformat()
        act.said["form"] = act.value("form")
    return HandlingMoved(order.handling, "decided")


@step("handling")
def return_handling(desk: Desk, order: ReturnHandling) -> HandlingMoved:
    """Send it back; another one may be proposed."""
    reason = rules.said(order.reason, "reason")
    with acting(desk, "return_handling", "handling", order.handling) as act:
        act.said["reason"] = reason
    return HandlingMoved(order.handling, "returned")
