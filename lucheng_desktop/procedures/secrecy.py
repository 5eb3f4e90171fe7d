"""The class of papers, and the highest class that this PC may hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import secrecy as rules
from lucheng_desktop.cases.documents import draft_data, read_draft
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.frozen import text_digest
from lucheng_desktop.procedures.machine import ceiling
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.entry import Entry
    from lucheng_desktop.vault.shelf import Shelf

_OFFICE = "general_office"


@dataclass(frozen=True, slots=True)
class SetMachineCeiling:
    """`max_class`: none, work_secret, secret, confidential, top_secret; `basis`: what says that the PC may hold it."""

    max_class: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class MachineCeiling:
    """What this PC may hold, and whether it may exchange anything over a line."""

    device: str
    max_class: str
    synchronises: bool


@dataclass(frozen=True, slots=True)
class ClassifyDocument:
    """`option`: none, work_secret, derived (from the paper named in `source`), authorised (by the grant's number)."""

    document: str
    option: str
    level: str = ""
    months: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class DocumentClassified:
    """What prints in the corner of the paper; empty for nothing."""

    document: str
    mark: str


@step("office")
def set_machine_ceiling(desk: Desk, order: SetMachineCeiling) -> MachineCeiling:
    """Say what this PC may hold; signed, and for this PC alone."""
    if _OFFICE not in desk.officer.roles:
        raise Refused("E-ROLE", title=words("secrecy")["title"], actors=desk.rules.term("roles", _OFFICE))
    rules.ceiling_founded(desk.rules, order.max_class, order.basis)
    device = desk.vault.device.hex()
    with desk.vault.transaction() as shelf:
        shelf.append("device", device, "member", {"max_class": order.max_class, "max_class_basis": order.basis.strip()})
    return MachineCeiling(device, order.max_class, rules.may_synchronise(order.max_class))


@step("document")
def classify_document(desk: Desk, order: ClassifyDocument) -> DocumentClassified:
    """Give a draft its class: nothing, a work secret, what the superior's paper says, or by a grant (F23)."""
    from lucheng_desktop.circulars.render import render

    found = rules.Class(order.option, order.level, order.months, order.source)
    level, mark = rules.come_by(desk.rules, found), rules.mark(found)
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "classify_document", record)
        rules.within_ceiling(desk.rules, level, ceiling(desk, shelf))
        draft = read_draft(record.fields["draft"] | {"classification": mark})
        render(draft)
        told = {"class": order.option, "class.source": order.source.strip(), "class.months": order.months}
        shelf.set("document", order.document, {"draft": draft_data(draft)} | told)
        advance(desk, shelf, "classify_document", record, text=text_digest(shelf.record("document", order.document)))
    return DocumentClassified(order.document, mark or "")


def refuse_above(desk: Desk, shelf: "Shelf", entries: "Iterable[Entry]") -> None:
    """Refused when something that comes in bears a class above what this PC may hold."""
    most = ceiling(desk, shelf)
    for entry in entries:
        if entry.entity_kind == "document":
            draft = (entry.body or {}).get("draft") or {}
            rules.within_ceiling(desk.rules, rules.read_mark(draft.get("classification")), most)
        if entry.entity_kind == "attachment":
            rules.within_ceiling(desk.rules, str((entry.body or {}).get("bears") or rules.NONE), most)
