"""Clearing an official of one false allegation: consent, proposal, reviews and approval by different officers."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases import clearance_city as city
from lucheng_desktop.cases.clearance_after import implement_by
from lucheng_desktop.procedures.clearance_holds import matters, still_false
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import draft_clearing, hold_against_identity
from lucheng_desktop.procedures.frozen import refuse_changed, text_digest
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named, newest
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class OpenClearance:
    """Ask for the clearance record of one allegation (an application by the person, or the office's own look)."""

    allegation: str


@dataclass(frozen=True, slots=True)
class ClearanceOpened:
    """The candidate that stands for this allegation."""

    clearance: str


@dataclass(frozen=True, slots=True)
class SeekConsent:
    """`summary` is the neutral wording that the person is shown and the circular carries, never the complaint."""

    clearance: str
    summary: str


@dataclass(frozen=True, slots=True)
class ConsentSought:
    """The person is being asked."""

    clearance: str


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """What the person answered, when, and which two officers were present; conditions bind the proposal."""

    clearance: str
    consent: str
    on: date
    present: tuple[str, str]
    conditions: str = ""
    requested_forms: tuple[str, ...] = ()
    requested_scope: str = ""
    requested_display: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """`state` is consented or declined."""

    clearance: str
    state: str


@dataclass(frozen=True, slots=True)
class ProposeClearance:
    """In what form and scope to clear, and what harm was done; 书面 is added to any other form."""

    clearance: str
    adverse_effect: str
    harm_scope: str
    scope: str
    scope_reason: str
    forms: tuple[str, ...]
    name_display: str = "full"


@dataclass(frozen=True, slots=True)
class ClearanceProposed:
    """The proposal and the document drafted for it."""

    clearance: str
    document: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewCaseSupervision:
    """The case supervision office has looked at what else stands against the person."""

    clearance: str
    opinion: str


@dataclass(frozen=True, slots=True)
class ReviewClearance:
    """The trial office agrees to the proposal."""

    clearance: str
    opinion: str


@dataclass(frozen=True, slots=True)
class ReviewSecrecy:
    """The petition office agrees: nothing in the text points to who reported."""

    clearance: str


@dataclass(frozen=True, slots=True)
class ReturnClearance:
    """Send the proposal back with the reason."""

    clearance: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApproveClearance:
    """The principal approves the clearance and signs the document off."""

    clearance: str


@dataclass(frozen=True, slots=True)
class ClearanceMoved:
    """The clearance stands at `state`."""

    clearance: str
    state: str


_PROPOSALS = ("propose_clearance", "propose_escalation", "redraft_clearance")


@step("clearance")
def open_clearance(desk: Desk, order: OpenClearance) -> ClearanceOpened:
    """The candidate of an approved-false allegation; refused, with the rule, for any other finding (F05)."""
    with looking(desk) as shelf:
        allegation = shelf.record("allegation", order.allegation)
        rules.finding_allows(desk.rules, allegation.fields.get("finding", ""), allegation.state)
        rows = shelf.rows("clearance", ("id",), where={"allegation": order.allegation}, order="-created", limit=1)
    if not rows:
        raise Refused("E-ABSENT", kind="clearance", id=order.allegation)
    return ClearanceOpened(rows[0][0])


@step("clearance")
def seek_consent(desk: Desk, order: SeekConsent) -> ConsentSought:
    """Ask the person, showing only a neutral summary (F27)."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "seek_consent", record)
        still_false(desk, shelf, record)
        rules.neutral_summary(
            desk.rules, order.summary, shelf.record("allegation", record.fields["allegation"]).fields["text"]
        )
        shelf.set("clearance", order.clearance, {"summary": order.summary.strip()})
        if not record.fields.get("number"):
            number = case_number(desk, shelf, "clearance", order.clearance)
            mode = record.fields.get("start_mode", "department_proposal")
            shelf.set("clearance", order.clearance, {"number": number, "start_mode": mode})
        advance(desk, shelf, "seek_consent", record)
    return ConsentSought(order.clearance)


@step("clearance")
def record_consent(desk: Desk, order: RecordConsent) -> ConsentRecorded:
    """Record the answer; two officers were present, and declining ends the clearance lawfully."""
    present = list(rules.two_persons(desk.rules, order.present))
    name = "record_consent" if rules.agrees(desk.rules, order.consent) else "record_decline"
    asked = rules.Conditions(
        order.requested_forms, order.requested_scope, order.requested_display, order.conditions.strip()
    )
    rules.conditions_told(desk.rules, order.consent, asked)
    fields: dict[str, Any] = {"consent": order.consent, "consent.on": order.on.isoformat(), "consent.present": present}
    told = {"forms": list(asked.forms), "scope": asked.scope, "name_display": asked.name_display, "text": asked.text}
    fields |= {"consent.conditions": told} if any(told.values()) else {}
    fields |= {"decided_on": order.on.isoformat()} if name == "record_decline" else {}
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, name, record)
        shelf.set("clearance", order.clearance, fields)
        advance(desk, shelf, name, record)
        state = shelf.record("clearance", order.clearance).state
    return ConsentRecorded(order.clearance, state)


def conditions(record: "State") -> rules.Conditions:
    """What the person agreed to at most."""
    told = record.fields.get("consent.conditions") or {}
    return rules.Conditions(
        told.get("forms", ()), told.get("scope", ""), told.get("name_display", ""), told.get("text", "")
    )


@step("clearance")
def propose_clearance(desk: Desk, order: ProposeClearance) -> ClearanceProposed:
    """Propose form and scope and draft the paper, point by point, from this allegation alone."""
    forms = rules.forms_with_writing(desk.rules, order.forms)
    rules.scope_allows(desk.rules, scope=order.scope, harm_scope=order.harm_scope)
    rules.media_allowed(desk.rules, forms, order.harm_scope)
    desk.rules.known("harms", order.adverse_effect, "adverse_effect")
    desk.rules.known("name_displays", order.name_display, "name_display")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "propose_clearance", record)
        still_false(desk, shelf, record)
        rules.nothing_held(desk.rules, matters(shelf, record))
        _own_power(desk, shelf, record, order.scope)
        rules.within_consent(
            desk.rules, conditions(record), forms=forms, scope=order.scope, name_display=order.name_display
        )
        fields = {"adverse_effect": order.adverse_effect, "harm_scope": order.harm_scope, "scope": order.scope}
        fields |= {"scope.reason": order.scope_reason, "name_display": order.name_display}
        shelf.set("clearance", order.clearance, fields | {"forms": list(forms)})
        document = draft_clearing(desk, shelf, shelf.record("clearance", order.clearance))
        shelf.set("clearance", order.clearance, {"document": document})
        advance(desk, shelf, "propose_clearance", record)
        shelf.drop_drafts("clearance", order.clearance)
    return ClearanceProposed(order.clearance, document, forms)


def _own_power(desk: Desk, shelf: "Shelf", record: "State", scope: str) -> None:
    """This office may decide it alone, or within what the city answered."""
    managed_by = shelf.record("person", record.fields["subject"]).fields.get("managed_by", "")
    replied = record.fields.get("reply.scope", "")
    city.own_power(desk.rules, scope=scope, managed_by=managed_by, replied_scope=replied)


@step("clearance")
def review_case_supervision(desk: Desk, order: ReviewCaseSupervision) -> ClearanceMoved:
    """The case supervision office has weighed what else is known of the person; its opinion names nothing of it."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "review_case_supervision", record)
        rules.nothing_held(desk.rules, matters(shelf, record))
        advance(desk, shelf, "review_case_supervision", record, opinion=order.opinion)
    return ClearanceMoved(order.clearance, "supervision_reviewed")


@step("clearance")
def review_clearance(desk: Desk, order: ReviewClearance) -> ClearanceMoved:
    """The trial office reviews proposal and text (审核, 核稿)."""
    return _move(desk, order.clearance, "review_clearance", "review_document", opinion=order.opinion)


@step("clearance")
def review_secrecy(desk: Desk, order: ReviewSecrecy) -> ClearanceMoved:
    """Hold the text against the complainant's sealed identity; only the petition office can open it (F01, F02)."""
    with desk.vault.transaction() as shelf:
        hold_against_identity(desk, shelf, "review_secrecy", shelf.record("clearance", order.clearance))
    return ClearanceMoved(order.clearance, "secrecy_reviewed")


@step("clearance")
def return_clearance(desk: Desk, order: ReturnClearance) -> ClearanceMoved:
    """Send the proposal back with the reason; its document is voided and stays in the register."""
    reason = order.reason.strip()
    if not reason:
        raise Refused("E-INPUT/blank", path="$.reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "return_clearance", record)
        shelf.append("document", record.fields["document"], "void", {"reason": reason})
        shelf.set("clearance", order.clearance, {"document": ""})
        advance(desk, shelf, "return_clearance", record, reason=reason, document=record.fields["document"])
        state = shelf.record("clearance", order.clearance).state
    return ClearanceMoved(order.clearance, state)


@step("clearance")
def approve_clearance(desk: Desk, order: ApproveClearance) -> ClearanceMoved:
    """The principal approves and signs off the paper, if there is one of our own; its text is frozen now (art. 45)."""
    today = desk.clock.today()
    due = implement_by(desk.rules, today).on.isoformat()
    decided = {"approved_on": today.isoformat(), "decided_on": today.isoformat(), "implement_due": due}
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "approve_clearance", record)
        _own_power(desk, shelf, record, record.fields["scope"])
        rules.reviewed_by_all(desk.rules, _since_proposal(record))
        shelf.set("clearance", order.clearance, decided)
        if record.fields["document"]:
            return _moved(desk, shelf, record, "approve_clearance", "sign_off_document", on=today.isoformat())
        still_false(desk, shelf, record)
        rules.nothing_held(desk.rules, matters(shelf, record))
        advance(desk, shelf, "approve_clearance", record, on=today.isoformat())
    return ClearanceMoved(order.clearance, "approved")


def _since_proposal(record: "State") -> list[str]:
    """Every step since the matter was last proposed."""
    names = [done.step for done in record.steps]
    proposals = [at for at, name in enumerate(names) if name in _PROPOSALS]
    return names[proposals[-1] :] if proposals else names


def _move(desk: Desk, clearance: str, name: str, document_step: str, **extras: object) -> ClearanceMoved:
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", clearance)
        allowed(desk, name, record)
        return _moved(desk, shelf, record, name, document_step, **extras)


def _moved(
    desk: Desk, shelf: "Shelf", record: "State", name: str, document_step: str, **extras: object
) -> ClearanceMoved:
    """One officer's act on the clearance and on its document, in one transaction."""
    still_false(desk, shelf, record)
    rules.nothing_held(desk.rules, matters(shelf, record))
    document = shelf.record("document", record.fields["document"])
    refuse_changed(desk, document, record)
    advance(desk, shelf, name, record, **extras)
    advance(desk, shelf, document_step, document, text=text_digest(document), **extras)
    return ClearanceMoved(record.id, shelf.record("clearance", record.id).state)


@dataclass(frozen=True, slots=True)
class ClearanceRow:
    """One line of the clearance list."""

    id: str
    subject: str
    allegation: str
    petition: str
    consent: str
    state: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class ClearanceView:
    """Everything the page of one clearance shows; the complaint's own words are not among it.

    `returned` is the reason why the last proposal was sent back, while another one is to be made.
    """

    id: str
    fields: dict[str, Any]
    subject: dict[str, Any]
    allegation: dict[str, Any]
    petition: str
    document: str
    returned: str
    progress: Progress


def list_clearances(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[ClearanceRow, ...]:
    """Every candidate and what became of it, newest first; `text` searches subject, petition number and allegation."""
    with looking(desk) as shelf:
        columns = ("id", "subject", "allegation", "petition", "consent", "state", "conflict")
        rows = newest(shelf, "clearance", columns, part)
        people = named(shelf, "person", (row[1] for row in rows))
        texts = named(shelf, "allegation", (row[2] for row in rows), "text")
        numbers = named(shelf, "petition", (row[3] for row in rows), "number")
    found = (
        ClearanceRow(
            id_, people[subject], texts[allegation], numbers[petition] or "", consent or "", state, bool(conflict)
        )
        for id_, subject, allegation, petition, consent, state, conflict in rows
    )
    return tuple(row for row in found if text in f"{row.subject} {row.petition} {row.allegation}")


def show_clearance(desk: Desk, clearance: str) -> ClearanceView:
    """One clearance with its subject, its allegation and where it stands."""
    with looking(desk) as shelf:
        record = shelf.record("clearance", clearance)
        fields = dict(record.fields)
        subject = dict(shelf.record("person", fields["subject"]).fields)
        allegation = dict(shelf.record("allegation", fields["allegation"]).fields)
        number = shelf.record("petition", fields["petition"]).fields.get("number", "")
        others = tuple(shelf.record("document", fields["document"]) for _ in range(1) if fields.get("document"))
        where = progress(desk, shelf, record, *others)
    returned = record.steps[-1].body.get("reason", "") if record.steps[-1].step == "return_clearance" else ""
    return ClearanceView(clearance, fields, subject, allegation, number, fields.get("document", ""), returned, where)
