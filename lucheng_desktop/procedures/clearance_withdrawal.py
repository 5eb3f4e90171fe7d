"""Taking a clearance back by the organ that approved it, with a correction to all who had the original."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import clearance_after as rules
from lucheng_desktop.cases import states
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import about, draft_paper
from lucheng_desktop.procedures.frozen import refuse_changed, text_digest
from lucheng_desktop.procedures.papers import printed_number
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

ISSUED = ("issued", "implemented", "followed_up", "archived")
"""States in which there is something to take back."""


@dataclass(frozen=True, slots=True)
class ProposeWithdrawal:
    """Why the point turned out true after all; kept in the record, never printed."""

    clearance: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawalProposed:
    """The correction that was drafted; it is reviewed like any paper, and signed with the withdrawal."""

    clearance: str
    document: str


@dataclass(frozen=True, slots=True)
class WithdrawClearance:
    """`reference`: the city's withdrawing paper, where its paper had cleared."""

    clearance: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceWithdrawn:
    """The clearance stands in the record as withdrawn."""

    clearance: str
    state: str


@step("clearance")
def propose_withdrawal(desk: Desk, order: ProposeWithdrawal) -> WithdrawalProposed:
    """Draft the correction for exactly those who had the original (F29)."""
    if not order.reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        if record.voided or record.state not in ISSUED:
            raise Refused("E-WITHDRAW/nothing", rule=desk.rules.quote("F29"))
        _may_draft(desk)
        if record.fields.get("correction"):
            shelf.append("document", record.fields["correction"], "void", {"reason": order.reason})
        document = "" if _city_paper(record) else _correction(desk, shelf, record)
        shelf.set("clearance", order.clearance, {"correction": document, "correction.reason": order.reason.strip()})
    return WithdrawalProposed(order.clearance, document)


def _may_draft(desk: Desk) -> None:
    """Refused unless drafting is this officer's to do, even where the city's paper leaves nothing to draft."""
    officer = desk.officer
    states.check_step(
        desk.rules, "document", "draft_document", state="", officer=officer.id, roles=officer.roles, doers={}
    )


def _city_paper(record: "State") -> bool:
    return not record.fields.get("document")


def _correction(desk: Desk, shelf: "Shelf", record: "State") -> str:
    original = shelf.record("document", record.fields["document"])
    signed = next(done.body["on"] for done in reversed(original.steps) if done.step == "sign_off_document")
    facts = {"subject": about(shelf, record)["subject"], "original_date": date.fromisoformat(signed)}
    facts |= {"original_title": original.fields["title"], "original_number": printed_number(original)}
    to = original.fields["draft"]["to"]
    return draft_paper(desk, shelf, "clearance_correction", facts, record, to=to, purpose="correction")


@step("clearance")
def withdraw_clearance(desk: Desk, order: WithdrawClearance) -> ClearanceWithdrawn:
    """The principal, who approved it, takes it back and signs the correction; the record stays (F29)."""
    today = desk.clock.today().isoformat()
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "withdraw_clearance", record)
        if "correction.reason" not in record.fields:
            raise Refused("E-WITHDRAW/unproposed", rule=desk.rules.quote("F29"))
        rules.original_organ(desk.rules, city_paper=_city_paper(record), reference=order.reference)
        if record.fields["correction"]:
            _sign(desk, shelf, record, today)
        fields = {"withdrawn_on": today} | ({"withdrawal.reference": order.reference} if order.reference else {})
        shelf.set("clearance", order.clearance, fields)
        advance(desk, shelf, "withdraw_clearance", record, reason=record.fields["correction.reason"])
    return ClearanceWithdrawn(order.clearance, "withdrawn")


def _sign(desk: Desk, shelf: "Shelf", record: "State", today: str) -> None:
    original, correction = (shelf.record("document", record.fields[name]) for name in ("document", "correction"))
    refuse_changed(desk, correction)
    rules.same_scope(desk.rules, original.fields["draft"]["to"], correction.fields["draft"]["to"])
    advance(desk, shelf, "sign_off_document", correction, text=text_digest(correction), on=today)
