"""Changing a paper: returned and revised before it is signed off; after it only void, and drafted anew under way."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import paper_life
from lucheng_desktop.cases.clearance import neutral_summary
from lucheng_desktop.cases.documents import draft_data, read_draft
from lucheng_desktop.cases.petitions import said
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import about
from lucheng_desktop.procedures.frozen import text_digest
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

RETURNED_HERE = frozenset({"correction"})
"""Purposes of papers that are reviewed by themselves; others are returned with their case."""
_OWNERS = {"": "clearance", "escalation": "clearance", "correction": "clearance", "accusation": "false_accusation"}
"""Purpose of a paper -> the kind of record it belongs to."""
_BACK = {"": "redraft_clearance", "escalation": "redraft_clearance", "accusation": "redraft_request"}
"""Purpose -> the step that takes its case back to where a draft is reviewed."""
_CARRIED = ("kind", "title", "clearance", "false_accusation", "subject", "purpose")


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """Send a paper back to its drafter with what is to be changed."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class RevisedParagraph:
    """One paragraph as it is to print; `level` 1 to 4 is the rank of its heading, 0 plain text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ReviseDocument:
    """Another title or text for a draft; to whom it goes, what it clears and what was found stay."""

    document: str
    body: tuple[RevisedParagraph, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class OrderRedraft:
    """A leader lets a signed paper be voided and drafted anew, and says why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidAndRedraft:
    """Void the paper as ordered; its number stays in the register."""

    document: str


@dataclass(frozen=True, slots=True)
class PaperChanged:
    """Where the paper stands now."""

    document: str
    state: str


@dataclass(frozen=True, slots=True)
class PaperRedrafted:
    """The void paper, the number that is spent with it, and the new draft in its place."""

    document: str
    number: str
    redraft: str


@step("document")
def return_document(desk: Desk, order: ReturnDocument) -> PaperChanged:
    """退改: the paper goes back to its drafter; one of a case goes back with its case."""
    reason = said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "return_document", record)
        if record.fields.get("purpose", "") not in RETURNED_HERE:
            raise Refused("E-WITH-CASE", rule=desk.rules.quote("C06"))
        advance(desk, shelf, "return_document", record, reason=reason)
    return PaperChanged(order.document, "draft")


@step("document")
def revise_document(desk: Desk, order: ReviseDocument) -> PaperChanged:
    """Write the draft anew; it passes the whole gate, quotes no complaint and still says each cleared point (F06)."""
    from lucheng_desktop.circulars.render import render

    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "revise_document", record)
        _of_a_case(desk, record)
        draft = read_draft(record.fields["draft"] | _changes(order, record))
        text = "".join(part.text for part in draft.body)
        _still_told(desk, shelf, record, text)
        render(draft)
        shelf.set("document", order.document, {"title": draft.title, "draft": draft_data(draft)})
        revised = shelf.record("document", order.document)
        advance(desk, shelf, "revise_document", revised, text=text_digest(revised))
    return PaperChanged(order.document, "draft")


def _of_a_case(desk: Desk, record: "State") -> None:
    """A form or notice beside the case is drafted anew from the case, not by hand."""
    if record.fields.get("purpose", "") not in _OWNERS:
        raise Refused("E-WITH-CASE/beside", rule=desk.rules.quote("C37"))


def _changes(order: ReviseDocument, record: "State") -> dict[str, Any]:
    body = [{"level": part.level, "text": part.text} for part in order.body]
    return {"title": order.title or record.fields["title"], "body": body}


def _still_told(desk: Desk, shelf: "Shelf", record: "State", text: str) -> None:
    """The cleared point and its finding are in the text, and no words of the complaint (F06, F27)."""
    from lucheng_desktop.circulars.compose import allegation_text, finding_text, wording

    purpose = record.fields.get("purpose", "")
    owner = shelf.record(_OWNERS[purpose], record.fields[_OWNERS[purpose]])
    neutral_summary(desk.rules, text, shelf.record("allegation", owner.fields["allegation"]).fields["text"])
    if purpose == "":
        (point,) = about(shelf, owner)["points"]
        words = wording()
        paper_life.points_kept(desk.rules, text, (allegation_text(words, point), finding_text(words, point)))


@step("document")
def order_redraft(desk: Desk, order: OrderRedraft) -> PaperChanged:
    """A leader who did not draft it orders a signed paper voided; from now on nobody numbers, seals or prints it."""
    reason = said(order.reason, "reason")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "order_redraft", record)
        _of_a_case(desk, record)
        advance(desk, shelf, "order_redraft", record, reason=reason)
    return PaperChanged(order.document, "redraft_ordered")


@step("document")
def void_and_redraft(desk: Desk, order: VoidAndRedraft) -> PaperRedrafted:
    """Void it with the leader's reason and put the same text forward as a new draft; reviews begin again (C06)."""
    from lucheng_desktop.procedures.papers import printed_number

    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "void_and_redraft", record)
        reason = next(done.body["reason"] for done in reversed(record.steps) if done.step == "order_redraft")
        redraft = _drafted_anew(desk, shelf, record)
        advance(desk, shelf, "void_and_redraft", record, reason=reason, redraft=redraft)
        shelf.append("document", order.document, "void", {"reason": reason, "redraft": redraft})
        _hand_over(desk, shelf, record, redraft, reason)
    return PaperRedrafted(order.document, printed_number(record), redraft)


def _drafted_anew(desk: Desk, shelf: "Shelf", record: "State") -> str:
    """The new draft: today's day, no number, and a note of which paper it stands for."""
    today = desk.clock.today().isoformat()
    days = {"date": today} | ({"printed_on": today} if record.fields["draft"].get("printed_on") else {})
    carried = {name: record.fields[name] for name in _CARRIED if name in record.fields}
    draft = draft_data(read_draft(record.fields["draft"] | days))
    document = shelf.create("document", carried | {"draft": draft, "supersedes": record.id})
    drafted = shelf.record("document", document)
    advance(desk, shelf, "draft_document", drafted, text=text_digest(drafted))
    return document


def _hand_over(desk: Desk, shelf: "Shelf", record: "State", redraft: str, reason: str) -> None:
    """The case points to the new draft and goes back to where it is reviewed."""
    purpose = record.fields.get("purpose", "")
    kind = _OWNERS[purpose]
    owner = shelf.record(kind, record.fields[kind])
    shelf.set(kind, owner.id, {"correction" if purpose == "correction" else "document": redraft})
    if owner.state == "approved":
        undone = dict.fromkeys(("approved_on", "decided_on", "implement_due"))
        shelf.set(kind, owner.id, undone)
    if purpose in _BACK:
        advance(desk, shelf, _BACK[purpose], owner, reason=reason, document=record.id)
