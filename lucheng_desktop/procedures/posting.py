"""Posting and mentor: proposed openly, held against sealed identities by the petition office, answered yes or no."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import redeployment as rules
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.people import Whom, person_of
from lucheng_desktop.procedures.redeployment import (
    KIND,
    OfRedeployment,
    RedeploymentMoved,
    WithReason,
    take,
    told,
)

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ProposePosting:
    """The street or town, and its acceptance: the paper and its day."""

    redeployment: str
    unit: str
    acceptance: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class ConfirmApart:
    """`apart`: neither who complained nor who was harmed has to do with it."""

    redeployment: str
    apart: bool


@dataclass(frozen=True, slots=True)
class ProposeMentor:
    """A party member of the grass-roots branch; `uninterested`: without a part or a relative in the old case."""

    redeployment: str
    mentor: Whom
    branch: str
    party_member: bool
    uninterested: bool


@dataclass(frozen=True, slots=True)
class StartTraining:
    """The day the person took up the work."""

    redeployment: str
    on: date


@step(KIND)
def propose_posting(desk: Desk, order: ProposePosting) -> RedeploymentMoved:
    """Propose a unit that has accepted."""

    def propose(shelf: "Shelf", record: "State") -> None:
        rules.unit_accepts(order.acceptance, order.unit)
        rules.dated("accepted_on", order.accepted_on, None, desk.clock.today())
        _unhindered(desk, shelf, record)
        paper = {"posting.acceptance": order.acceptance.strip(), "posting.on": order.accepted_on.isoformat()}
        shelf.set(KIND, record.id, {"posting_unit": order.unit.strip()} | paper)

    return take(desk, order.redeployment, "propose_posting", propose)


@step(KIND)
def confirm_posting(desk: Desk, order: ConfirmApart) -> RedeploymentMoved:
    """The petition office holds the unit against the sealed identities; all of them, whatever the first one says."""

    def confirm(shelf: "Shelf", record: "State") -> None:
        sealed = [facts.get("unit", "") for facts in dossier.complainants(shelf, record.fields["person"], _UNIT)]
        rules.unit_apart(desk.rules, record.fields["posting_unit"], sealed, confirmed=order.apart)

    return take(desk, order.redeployment, "confirm_posting", confirm)


@step(KIND)
def refuse_posting(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """Another unit is to be proposed; the order has no place for a reason, so that none is ever told."""
    return take(desk, order.redeployment, "refuse_posting")


@step(KIND)
def propose_mentor(desk: Desk, order: ProposeMentor) -> RedeploymentMoved:
    """Propose a mentor without a part in the old case and without a sanction in effect (F19)."""

    def propose(shelf: "Shelf", record: "State") -> None:
        branch = told("branch", order.branch)
        mentor = person_of(desk, shelf, order.mentor, "mentor")
        candidate = _candidate(shelf, record, mentor, member=order.party_member, uninterested=order.uninterested)
        rules.mentor_fits(desk.rules, candidate, desk.clock.today())
        fields = {"mentor": mentor, "mentor.branch": branch, "mentor.party_member": order.party_member}
        shelf.set(KIND, record.id, fields | {"mentor.uninterested": order.uninterested})

    return take(desk, order.redeployment, "propose_mentor", propose)


@step(KIND)
def confirm_mentor(desk: Desk, order: ConfirmApart) -> RedeploymentMoved:
    """The petition office holds the mentor against the sealed identities."""

    def confirm(shelf: "Shelf", record: "State") -> None:
        mentor = record.fields["mentor"]
        candidate = _candidate(shelf, record, mentor, member=True, uninterested=True)
        rules.mentor_fits(desk.rules, candidate, desk.clock.today())
        name = shelf.record("person", mentor).fields["name"]
        sealed = [
            one for facts in dossier.complainants(shelf, record.fields["person"], _MENTOR) for one in _names(facts)
        ]
        rules.mentor_apart(desk.rules, name, sealed, confirmed=order.apart)

    return take(desk, order.redeployment, "confirm_mentor", confirm)


@step(KIND)
def refuse_mentor(desk: Desk, order: OfRedeployment) -> RedeploymentMoved:
    """Somebody else is to be proposed; no reason is told."""
    return take(desk, order.redeployment, "refuse_mentor")


@step(KIND)
def change_mentor(desk: Desk, order: WithReason) -> RedeploymentMoved:
    """The mentor cannot go on; another one is proposed, and the training goes on as it began."""
    return take(desk, order.redeployment, "change_mentor", reason=told("reason", order.reason))


@step(KIND)
def start_training(desk: Desk, order: StartTraining) -> RedeploymentMoved:
    """The months of the plan run from this day; with a new mentor they run on."""

    def start(shelf: "Shelf", record: "State") -> None:
        accepted = date.fromisoformat(record.fields["posting.on"])
        rules.dated("on", order.on, accepted, desk.clock.today())
        _unhindered(desk, shelf, record)
        if not record.fields.get("start_on"):
            end = rules.planned_end(order.on, record.fields["plan.months"])
            days = {"start_on": order.on.isoformat(), "planned_end_on": end.isoformat()}
            months = rules.rhythm(desk.rules, record.fields["plan.rhythm"]).months
            days["appraisal_due"] = rules.appraisal_due(order.on, months).isoformat()
            shelf.set(KIND, record.id, days | {"visits": 0})

    return take(desk, order.redeployment, "start_training", start)


_UNIT, _MENTOR = "posting_check", "mentor_check"
"""For what the sealed identities are opened, as it stays in the ledger."""


def _unhindered(desk: Desk, shelf: "Shelf", record: "State") -> None:
    found = dossier.open_case(shelf, record.fields["person"])
    rules.no_open_case(desk.rules, found, sees=dossier.sees_all(desk))


def _candidate(shelf: "Shelf", record: "State", mentor: str, *, member: bool, uninterested: bool) -> rules.Candidate:
    person = record.fields["person"]
    return rules.Candidate(
        same=mentor == person,
        party_member=member,
        uninterested=uninterested,
        entangled=dossier.entangled(shelf, person, mentor),
        open_case=dossier.open_case(shelf, mentor),
        sanctions=dossier.recorded(shelf, mentor),
    )


def _names(facts: "dossier.Identity") -> tuple[str, ...]:
    return (facts.get("name", ""), *facts.get("aliases", "").splitlines())
