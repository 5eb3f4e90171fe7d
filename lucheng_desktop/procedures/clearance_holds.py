"""What holds a clearance up: another clue or case, new evidence, a lawsuit; the drafter is not told which."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.petition_disposal import open_cases
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_WITH_PAPER = ("proposed", "supervision_reviewed", "reviewed", "secrecy_reviewed", "approved")
"""States in which a drafted paper has not gone out."""
INFORMED = frozenset({"deputy_in_charge", "principal", "case_supervision"})
"""Roles that may know what else stands against a person."""


@dataclass(frozen=True, slots=True)
class SuspendClearance:
    """Stop a clearance; `ground` is a code, `reason` everybody reads and so names no other matter."""

    clearance: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeClearance:
    """Go on; with it the officer has weighed every clue that is known now."""

    clearance: str
    reason: str


@dataclass(frozen=True, slots=True)
class HoldMoved:
    """Where the clearance stands now."""

    clearance: str
    state: str


@dataclass(frozen=True, slots=True)
class MatterShown:
    """Another matter against the person: the petition's number, and whether a case was filed."""

    petition: str
    number: str
    filed: bool


@step("clearance")
def suspend_clearance(desk: Desk, order: SuspendClearance) -> HoldMoved:
    """Stop it; a paper that has not gone out is void and stays in the register."""
    desk.rules.known("suspensions", order.ground, "ground")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "suspend_clearance", record)
        rules.names_nothing(desk.rules, order.reason, *_elsewhere(shelf, record))
        document = record.fields.get("document", "")
        if record.state in _WITH_PAPER and document:
            shelf.append("document", document, "void", {"reason": order.reason})
            shelf.set("clearance", order.clearance, {"document": ""})
        if record.state == "approved":
            undone = dict.fromkeys(("approved_on", "decided_on", "implement_due"))
            shelf.set("clearance", order.clearance, undone)
        advance(desk, shelf, "suspend_clearance", record, ground=order.ground, reason=order.reason)
    return HoldMoved(order.clearance, "suspended")


@step("clearance")
def resume_clearance(desk: Desk, order: ResumeClearance) -> HoldMoved:
    """Go on where the last paper that still holds leaves off; refused while a filed case is open."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "resume_clearance", record)
        rules.nothing_filed(desk.rules, matters(shelf, record))
        rules.names_nothing(desk.rules, order.reason, *_elsewhere(shelf, record))
        before = next(done.source for done in reversed(record.steps) if done.step == "suspend_clearance")
        back = {"candidate": "resume_clearance", "consent_sought": "resume_clearance", "issued": "resume_issued"}
        back |= {"escalated": "resume_escalated", "higher_replied": "resume_replied"}
        if before == "approved" and record.fields.get("reply.reference"):
            before = "higher_replied"
        advance(desk, shelf, back.get(before, "resume_consented"), record, reason=order.reason)
        state = shelf.record("clearance", order.clearance).state
    return HoldMoved(order.clearance, state)


def still_false(desk: Desk, shelf: "Shelf", record: "State") -> None:
    """The allegation is approved false, and nobody has the same fact open elsewhere (F03, F05)."""
    allegation = shelf.record("allegation", record.fields["allegation"])
    consent = bool(record.fields.get("false_part"))
    rules.finding_allows(desk.rules, allegation.fields.get("finding", ""), allegation.state, trial_consent=consent)
    where = {"accused": allegation.fields["accused"]}
    columns = ("id", "accused", "text", "state", "finding")
    others = [rules.Reported(*row) for row in shelf.rows("allegation", columns, where=where)]
    this = rules.Reported(allegation.id, allegation.fields["accused"], allegation.fields["text"], allegation.state)
    rules.no_open_twin(desk.rules, this, others)


def matters(shelf: "Shelf", record: "State") -> tuple[rules.Matter, ...]:
    """What else stands against the person: open filed cases, and clues that came in since an officer last resumed."""
    weighed = max((done.stamp for done in record.steps if done.step.startswith("resume_")), default=0)
    where = {"accused": record.fields["subject"]}
    rows = shelf.rows("allegation", ("petition", "state", "created", "voided"), where=where)
    filed = {one.petition for one in open_cases(shelf, record.fields["subject"])}
    clues = {
        petition
        for petition, state, created, voided in rows
        if petition != record.fields["petition"] and state != rules.APPROVED and created > weighed and not voided
    }
    found = [(petition, petition in filed) for petition in filed | (clues - _over(shelf, clues))]
    return tuple(rules.Matter(*one) for one in sorted(found))


def _over(shelf: "Shelf", petitions: Iterable[str]) -> set[str]:
    """Those of the petitions that are closed or void."""
    rows = shelf.rows("petition", ("id", "closed_on", "voided"), where={"id": sorted(petitions)})
    return {id_ for id_, closed, voided in rows if closed or voided}


def _elsewhere(shelf: "Shelf", record: "State") -> tuple[list[str], list[str]]:
    """Numbers and words of the person's other matters, which no reason may carry."""
    where = {"accused": record.fields["subject"]}
    others = [
        (petition, text)
        for id_, petition, text in shelf.rows("allegation", ("id", "petition", "text"), where=where)
        if id_ != record.fields["allegation"]
    ]
    petitions = sorted({petition for petition, _ in others})
    numbers = [row[0] for row in shelf.rows("petition", ("number",), where={"id": petitions}) if row[0]]
    return numbers, [text for _, text in others]


def open_matters(desk: Desk, clearance: str) -> tuple[MatterShown, ...]:
    """What else stands against the person; refused to whoever drafts or handles the clearance (F09)."""
    if not INFORMED & set(desk.officer.roles):
        raise Refused("E-HELD/reader", rule=desk.rules.quote("F09"))
    with looking(desk) as shelf:
        found = matters(shelf, shelf.record("clearance", clearance))
        numbers = dict(shelf.rows("petition", ("id", "number"), where={"id": [one.petition for one in found]}))
    return tuple(MatterShown(one.petition, numbers[one.petition] or "", one.filed) for one in found)
