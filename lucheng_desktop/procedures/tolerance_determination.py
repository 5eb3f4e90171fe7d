"""Determining a tolerance case: the other side argued, a proposal within the ceiling, a collective decision."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from lucheng_desktop.cases import tolerance_correction as correction
from lucheng_desktop.cases import tolerance_determination as rules
from lucheng_desktop.cases.ceilings import CEILINGS, Ceiling
from lucheng_desktop.cases.tolerance_determination import Resolution
from lucheng_desktop.procedures.consultation_votes import adopted
from lucheng_desktop.procedures.desk import Desk, allowed, step
from lucheng_desktop.procedures.tolerance import opinion_on
from lucheng_desktop.procedures.tolerance_application import KIND, ToleranceMoved, moved, said, write
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ArgueAgainst:
    """The strongest argument against the way the case leans, by the reviewer, before the meeting."""

    case: str
    objection: str


@dataclass(frozen=True, slots=True)
class ProposeDetermination:
    """What the handling department proposes after the meeting; `statutes`: codes of the articles it rests on."""

    case: str
    outcome: str
    reason: str
    statutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApproveDetermination:
    """The proposal as a committee approved it."""

    case: str
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class DeterminationApproved:
    """What was determined; it still has to be told, filed and corrected."""

    case: str
    outcome: str
    state: str


@dataclass(frozen=True, slots=True)
class ReturnDetermination:
    """The deciding organ sends the proposal back."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class RevokeTolerance:
    """Take the determination back: on new evidence, or as proposed; decided by the organ that approved it."""

    case: str
    ground: str
    evidence: str
    resolution: Resolution


@step(KIND)
def argue_against(desk: Desk, order: ArgueAgainst) -> ToleranceMoved:
    """Write the other side down; whoever assessed the case cannot."""
    rules.argued(desk.rules, order.objection)
    return moved(desk, "argue_against", order.case, {"objection": order.objection})


@step(KIND)
def propose_determination(desk: Desk, order: ProposeDetermination) -> ToleranceMoved:
    """Propose what the meeting agreed to, within the ceiling, with its article of law."""
    reason, today = said(order.reason), desk.clock.today()
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "propose_determination", record)
        _within_ceiling(desk, record, order.outcome)
        rules.meeting_agreed(desk.rules, order.outcome, adopted(desk, shelf, record))
        rules.statute_cited(desk.rules, order.outcome, order.statutes, today)
        facts: dict[str, Any] = {"outcome": order.outcome, "statutes": list(order.statutes), "reason": reason}
        return write(desk, shelf, "propose_determination", record, meeting=record.fields["meeting"], **facts)


@step(KIND)
def approve_determination(desk: Desk, order: ApproveDetermination) -> DeterminationApproved:
    """Enter the committee's decision; exclusions and ceiling are asked once more, for no meeting overrides them."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "approve_determination", record)
        outcome = str(proposal(record)["outcome"])
        _within_ceiling(desk, record, outcome)
        rules.meeting_agreed(desk.rules, outcome, adopted(desk, shelf, record))
        rules.collective(desk.rules, order.resolution, managed_by(shelf, record))
        fields = {"outcome": outcome, "approved_on": order.resolution.held_on.isoformat()}
        resolved = resolution(order.resolution)
        done = write(desk, shelf, "approve_determination", record, fields, outcome=outcome, resolution=resolved)
    return DeterminationApproved(order.case, outcome, done.state)


@step(KIND)
def return_determination(desk: Desk, order: ReturnDetermination) -> ToleranceMoved:
    """Send the proposal back with the reason."""
    return moved(desk, "return_determination", order.case, reason=said(order.reason))


@step(KIND)
def revoke_tolerance(desk: Desk, order: RevokeTolerance) -> ToleranceMoved:
    """Take the determination back by the same organ; accountability opens again."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "revoke_tolerance", record)
        correction.ground_known(desk.rules, order.ground, order.evidence, proposed_grounds(shelf, record))
        rules.collective(desk.rules, order.resolution, managed_by(shelf, record))
        body = last(record, "approve_determination")["resolution"]["body"]
        if order.resolution.body != body:
            name = desk.rules.term("deciding_bodies", body)
            raise Refused("E-REVOCATION/organ", path="$.resolution.body", rule=desk.rules.quote("C27"), body=name)
        resolved = resolution(order.resolution)
        return write(
            desk, shelf, "revoke_tolerance", record,
            ground=order.ground, evidence=order.evidence, resolution=resolved,
        )  # fmt: skip


def _within_ceiling(desk: Desk, record: "State", outcome: str) -> None:
    signed = last(record, "complete_assessment").get("ceiling", CEILINGS[0])
    rules.within_ceiling(desk.rules, outcome, opinion_on(desk, record), cast(Ceiling, signed))


def last(record: "State", name: str) -> Mapping[str, Any]:
    """What was signed with a step when it was taken last; empty if it never was."""
    return next((done.body for done in reversed(record.steps) if done.step == name), {})


def proposal(record: "State") -> Mapping[str, Any]:
    """The proposal that lies before the deciding organ."""
    return last(record, "propose_determination")


def decided(record: "State") -> str:
    """The outcome as it was approved last; empty before."""
    return str(last(record, "approve_determination").get("outcome", ""))


def proposed_grounds(shelf: "Shelf", record: "State") -> frozenset[str]:
    """The grounds on which taking the determination back has been proposed: failed corrections, an appeal."""
    found: set[str] = set()
    for done in record.steps:
        if done.step == "approve_determination":
            found.clear()
        elif done.body.get("revocation_proposed"):
            found.add(str(done.body["revocation_proposed"]))
    appeals = shelf.rows("appeal", ("id",), where={"tolerance": record.id, "result": "revoke", "state": "reviewed"})
    return frozenset((*found, *(["appeal"] if appeals else [])))


def resolution(told: Resolution) -> dict[str, Any]:
    """A resolution as the ledger keeps it."""
    return asdict(told) | {"held_on": told.held_on.isoformat()}


def managed_by(shelf: "Shelf", record: "State") -> str:
    """Whose cadre the person is."""
    return str(shelf.record("person", record.fields["subject"]).fields.get("managed_by", ""))


def day_of(record: "State", name: str) -> date | None:
    """The day a step was dated, by its own word; None if it never was."""
    told = last(record, name).get("on")
    return date.fromisoformat(told) if told else None
