"""What verification found of each allegation, drafted by one officer and approved by another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases import disposals, petitions
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """One finding for one allegation against one person, with its reasons."""

    allegation: str
    finding: str
    reason: str
    complainant_fault: str = "none"
    """What is to be thought of the complainant, apart from the finding: nothing, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class ReopenAllegation:
    """New evidence: the approved finding is looked at again."""

    allegation: str
    reason: str


@dataclass(frozen=True, slots=True)
class AllegationReopened:
    """The allegation is open again; what was found stays in its history."""

    allegation: str


@dataclass(frozen=True, slots=True)
class FindingDrafted:
    """The finding waits for another officer."""

    allegation: str
    finding: str


@dataclass(frozen=True, slots=True)
class ReturnFinding:
    """Send a drafted finding back with the reason."""

    allegation: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingReturned:
    """The allegation is open again."""

    allegation: str


@dataclass(frozen=True, slots=True)
class ApproveFinding:
    """Approve the finding that is drafted now."""

    allegation: str


@dataclass(frozen=True, slots=True)
class FindingApproved:
    """`candidate` is the clearance record that a false report opens; empty for any other finding."""

    allegation: str
    finding: str
    candidate: str


@step("allegation")
def draft_finding(desk: Desk, order: DraftFinding) -> FindingDrafted:
    """Record what was found; 诬告陷害 is nobody's to find here (检举控告工作规则 art. 39)."""
    rules.district_may_find(desk.rules, order.finding)
    petitions.fault_allowed(desk.rules, order.complainant_fault)
    petitions.said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("allegation", order.allegation)
        allowed(desk, "draft_finding", record)
        petitions.may_be_found(desk.rules, _petition(shelf, record).state)
        fields = {"finding": order.finding, "finding.reason": order.reason, "found_on": desk.clock.today().isoformat()}
        fields |= {"complainant_fault": order.complainant_fault}
        shelf.set("allegation", order.allegation, fields)
        advance(desk, shelf, "draft_finding", record)
        shelf.drop_drafts("finding", order.allegation)
    return FindingDrafted(order.allegation, order.finding)


@step("allegation")
def return_finding(desk: Desk, order: ReturnFinding) -> FindingReturned:
    """Send the finding back; the reason stays in the history."""
    petitions.said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        advance(desk, shelf, "return_finding", shelf.record("allegation", order.allegation), reason=order.reason)
    return FindingReturned(order.allegation)


@step("allegation")
def approve_finding(desk: Desk, order: ApproveFinding) -> FindingApproved:
    """Approve; every approved-false allegation becomes a clearance candidate at once (应澄清尽澄清)."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("allegation", order.allegation)
        allowed(desk, "approve_finding", record)
        disposals.result_approver(desk.rules, _petition(shelf, record).fields.get("disposal"), desk.officer.roles)
        finding = record.fields.get("finding", "")
        shelf.set("allegation", order.allegation, {"approved_on": desk.clock.today().isoformat()})
        advance(desk, shelf, "approve_finding", record, finding=finding)
        candidate = ""
        if rules.clearable(desk.rules, finding):
            fields = {
                "allegation": record.id,
                "subject": record.fields["accused"],
                "petition": record.fields["petition"],
                "candidate_on": desk.clock.today().isoformat(),
            }
            candidate = shelf.create("clearance", fields)
            advance(desk, shelf, "open_candidate", shelf.record("clearance", candidate))
    return FindingApproved(order.allegation, finding, candidate)


@step("allegation")
def reopen_allegation(desk: Desk, order: ReopenAllegation) -> AllegationReopened:
    """Look again at an approved finding, on new evidence, while its petition is under verification."""
    reason = petitions.said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("allegation", order.allegation)
        petitions.may_be_found(desk.rules, _petition(shelf, record).state)
        advance(desk, shelf, "reopen_allegation", record, reason=reason)
    return AllegationReopened(order.allegation)


def _petition(shelf: "Shelf", allegation: "State") -> "State":
    return shelf.record("petition", allegation.fields["petition"])


@dataclass(frozen=True, slots=True)
class FindingView:
    """Everything the page of one allegation shows; `clearance` is the candidate it opened, or empty.

    `returned` is the reason why the last finding was sent back, while it waits to be mended.
    """

    id: str
    petition: str
    fields: dict[str, Any]
    accused: dict[str, Any]
    clearance: str
    returned: str
    progress: Progress


def show_allegation(desk: Desk, allegation: str) -> FindingView:
    """One allegation with its finding and where it stands; `petition` is the number."""
    with looking(desk) as shelf:
        record = shelf.record("allegation", allegation)
        fields = dict(record.fields)
        accused = dict(shelf.record("person", fields["accused"]).fields)
        number = shelf.record("petition", fields["petition"]).fields.get("number", "")
        rows = shelf.rows("clearance", ("id",), where={"allegation": allegation}, order="-created", limit=1)
        where = progress(desk, shelf, record)
    reasons = [done.body["reason"] for done in record.steps if done.step == "return_finding"]
    returned = reasons[-1] if reasons and record.state == "open" else ""
    return FindingView(allegation, number, fields, accused, rows[0][0] if rows else "", returned, where)
