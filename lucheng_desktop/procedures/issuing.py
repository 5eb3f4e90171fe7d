"""The life of an official document: drafted, numbered once, laid out, sealed by a third officer, registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import allocate, official
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.documents import CircularDraft
    from lucheng_desktop.circulars.render import Rendered
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.store import Shelf


@dataclass(frozen=True, slots=True)
class NumberDocument:
    """Give the signed-off document its number and lay it out."""

    document: str


@dataclass(frozen=True, slots=True)
class DocumentNumbered:
    """The number and the SHA-256 of the pages it was laid out on."""

    document: str
    number: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SealDocument:
    """Place the seal on the numbered document; `number` is typed again to confirm."""

    document: str
    number: str


@dataclass(frozen=True, slots=True)
class DocumentSealed:
    """The sealed bytes, reopened and found equal to the draft before this is said."""

    document: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """Enter how many copies go out; the clearance counts as issued from here."""

    document: str
    copies: int


@dataclass(frozen=True, slots=True)
class DocumentRegistered:
    """The document stands in the register."""

    document: str
    number: str


@dataclass(frozen=True, slots=True)
class SaveCopy:
    """Write the sealed PDF to a file outside the vault."""

    document: str
    target: Path


@dataclass(frozen=True, slots=True)
class CopySaved:
    """The file was read again and its digest is that of the register."""

    target: Path
    bytes: int
    sha256: str


@step("document")
def number_document(desk: Desk, order: NumberDocument) -> DocumentNumbered:
    """Allocate the number and lay the pages out in one transaction: no number without pages that passed the gate."""
    series = desk.rules.term("series", "main")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "number_document", record)
        year, sequence = allocate(desk, shelf, series, order.document)
        number = {"series": series, "year": year, "sequence": sequence}
        shelf.set("document", order.document, number | {"issued_on": desk.clock.today().isoformat()})
        rendered = _render(shelf.record("document", order.document))
        _keep(shelf, order.document, rendered)
        advance(desk, shelf, "number_document", record, sha256=rendered.sha256)
    return DocumentNumbered(order.document, official(series, year, sequence), rendered.sha256)


@step("document")
def seal_document(desk: Desk, order: SealDocument) -> DocumentSealed:
    """The third officer places the seal; what is sealed is what was numbered, and it is reopened before we say so."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "seal_document", record)
        if order.number != printed_number(record):
            raise Refused("E-NUMBER", path="$.number", number=order.number)
        rendered = _render(record, seal="demo")
        content = _keep(shelf, order.document, rendered)
        _reopen(shelf, content, rendered, record)
        shelf.append("document", order.document, "seal", {"sha256": rendered.sha256, "seal": "demo"})
        advance(desk, shelf, "seal_document", record, sha256=rendered.sha256)
    return DocumentSealed(order.document, rendered.sha256, rendered.pages)


@step("document")
def register_document(desk: Desk, order: RegisterDocument) -> DocumentRegistered:
    """Enter the copies in the register; with it the clearance is issued."""
    if order.copies < 1:
        raise Refused("E-INPUT/range", path="$.copies")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "register_document", record)
        shelf.append("document", order.document, "print", {"copies": order.copies, "sha256": record.fields["sha256"]})
        advance(desk, shelf, "register_document", record, copies=order.copies)
        clearance = shelf.record("clearance", record.fields["clearance"])
        advance(desk, shelf, "issue_clearance", clearance, document=record.id)
    return DocumentRegistered(order.document, printed_number(record))


@step("document")
def save_copy(desk: Desk, order: SaveCopy) -> CopySaved:
    """Write the sealed PDF beside a temporary name, read it again, then give it its name."""
    with desk.vault.reading() as shelf:
        record = shelf.record("document", order.document)
        if record.state not in ("sealed", "registered"):
            raise Refused("E-NOT-SEALED")
        pdf = b"".join(shelf.attachment(record.fields["content"]))
    sha256 = write_checked(order.target, pdf)
    if sha256 != record.fields["sha256"]:
        order.target.unlink()
        raise Refused("E-EXPORT", file=order.target.name)
    return CopySaved(order.target, len(pdf), sha256)
