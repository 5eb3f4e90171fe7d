"""Papers beside the main one of a case: what series they are numbered in, who looks at them, what sending them does."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import clearance as rules
from lucheng_desktop.cases.paper_moments import signs
from lucheng_desktop.procedures.clearance_holds import matters
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import protected_draft
from lucheng_desktop.procedures.frozen import refuse_changed, since_written, text_digest
from lucheng_desktop.procedures.numbers import official
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_GOES_OUT = {
    "": ("clearance", "issue_clearance"),
    "escalation": ("clearance", "escalate_clearance"),
    "accusation": ("false_accusation", "send_request"),
}
"""Purpose of a paper -> the record it belongs to, and the step that its going out is."""
CASE_PAPER = "case_paper"
_REVIEWED_HERE = frozenset({"correction", CASE_PAPER})
_SIGNED_HERE = {
    "escalation": ("clearance", "secrecy_reviewed"),
    "accusation": ("false_accusation", "secrecy_reviewed"),
    "correction": ("clearance", "withdrawn"),
}
"""Purpose -> the record and its state in which the paper is signed by itself: after the review for secrecy, or, for a
correction that was drafted anew, once the clearance is withdrawn."""


@dataclass(frozen=True, slots=True)
class ReviewDocument:
    """A paper that is not reviewed together with its case, such as a correction."""

    document: str
    opinion: str


@dataclass(frozen=True, slots=True)
class SignOffDocument:
    """A paper that is not signed together with its case, such as a request to the city."""

    document: str


@dataclass(frozen=True, slots=True)
class ClearDocument:
    """A reviewed paper of a clearance, such as the letter that asks the person."""

    document: str


@dataclass(frozen=True, slots=True)
class PaperMoved:
    """Where the paper stands now."""

    document: str
    state: str


@step("document")
def review_document(desk: Desk, order: ReviewDocument) -> PaperMoved:
    """Another officer reads the paper; refused for one that is read with its case."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "review_document", record)
        if record.fields.get("purpose", "") not in _REVIEWED_HERE:
            raise Refused("E-WITH-CASE", rule=desk.rules.quote("C06"))
        refuse_changed(desk, record)
        advance(desk, shelf, "review_document", record, opinion=order.opinion, text=text_digest(record))
    return PaperMoved(order.document, "reviewed")


@step("document")
def sign_off_document(desk: Desk, order: SignOffDocument) -> PaperMoved:
    """The principal signs a request; the petition office has found nothing in it that points to who reported."""
    today = desk.clock.today().isoformat()
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "sign_off_document", record)
        signs(desk.rules, _signers(record), desk.officer.roles)
        refuse_changed(desk, record, *_ready(desk, shelf, record))
        advance(desk, shelf, "sign_off_document", record, text=text_digest(record), on=today)
    return PaperMoved(order.document, "signed_off")


@step("document")
def clear_document(desk: Desk, order: ClearDocument) -> PaperMoved:
    """A paper of a clearance is laid out beside the sealed identity, which its text may not betray (F01, F02)."""
    from lucheng_desktop.circulars.render import admit

    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "clear_document", record)
        if not _beside_clearance(record):
            raise Refused("E-WITH-CASE", rule=desk.rules.quote("C38"))
        refuse_changed(desk, record)
        owner = shelf.record("clearance", record.fields["clearance"])
        admit(protected_draft(shelf, record, owner.fields["petition"]))
        advance(desk, shelf, "clear_document", record, text=text_digest(record))
    return PaperMoved(order.document, record.state)


def _beside_clearance(record: "State") -> bool:
    return record.fields.get("purpose") == CASE_PAPER and bool(record.fields.get("clearance"))


def _signers(record: "State") -> tuple[str, ...]:
    """The roles of which one signs off this paper."""
    from lucheng_desktop.procedures.case_papers import PRINCIPAL, signed_by

    return signed_by(record.fields["template"]) if record.fields.get("purpose") == CASE_PAPER else PRINCIPAL


def _ready(desk: Desk, shelf: "Shelf", record: "State") -> "tuple[State, ...]":
    """The records whose steps were about this paper; refused before the petition office found nothing in it."""
    purpose, rule = record.fields.get("purpose", ""), desk.rules.quote("C06")
    if purpose == CASE_PAPER:
        if _beside_clearance(record) and "clear_document" not in {done.step for done in since_written(record)}:
            raise Refused("E-WITH-CASE/cleared", rule=desk.rules.quote("C38"))
        return ()
    kind, state = _SIGNED_HERE.get(purpose, ("", ""))
    owner = shelf.record(kind, record.fields[kind]) if kind else None
    if owner is None or (owner.state != state == "withdrawn"):
        raise Refused("E-WITH-CASE", rule=rule)
    if owner.state != state:
        raise Refused("E-WITH-CASE/secrecy", rule=rule)
    return (owner,)


def printed_number(record: "State") -> str:
    """The document's number as it prints, such as 鹿纪〔2026〕1号; empty before it has one."""
    fields = record.fields
    return official(fields["series"], fields["year"], fields["sequence"]) if "sequence" in fields else ""


def signed_on(record: "State") -> date:
    """The day the document was signed off, which is the day it bears (成文日期)."""
    signed = next(done.body["on"] for done in reversed(record.steps) if done.step == "sign_off_document")
    return date.fromisoformat(signed)


def series_of(desk: Desk, record: "State") -> str:
    """The series a paper is numbered in: letters and minutes have their own."""
    kind = record.fields["kind"]
    return desk.rules.term("series", kind if kind in ("letter", "minutes") else "circular")


def refuse_held(desk: Desk, shelf: "Shelf", record: "State") -> None:
    """Refused while something holds the clearance that this paper would bring into the world (F09)."""
    if record.fields.get("clearance") and record.fields.get("purpose", "") in ("", "escalation"):
        rules.nothing_held(desk.rules, matters(shelf, shelf.record("clearance", record.fields["clearance"])))


def go_out(desk: Desk, shelf: "Shelf", record: "State") -> None:
    """What the registered paper does to the record it belongs to."""
    kind, name = _GOES_OUT.get(record.fields.get("purpose", ""), ("", ""))
    if not record.fields.get(kind):
        return
    owner = shelf.record(kind, record.fields[kind])
    if name == "issue_clearance":
        rules.nothing_held(desk.rules, matters(shelf, owner))
    if name == "send_request":
        shelf.set(kind, owner.id, {"requested_on": desk.clock.today().isoformat()})
    advance(desk, shelf, name, owner, document=record.id)
