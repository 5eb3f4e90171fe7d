"""The life of an official document: drafted, numbered once, laid out, sealed by a third officer, registered."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.cases.paper_life import goes_out_unsealed, takes
from lucheng_desktop.procedures import sealing
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.frozen import NUMBERED, refuse_changed, text_digest
from lucheng_desktop.procedures.history import printed_head
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.numbers import allocate, check_day, official, refuse_shared
from lucheng_desktop.procedures.papers import go_out, printed_number, refuse_held, series_of, signed_on
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named, newest
from lucheng_desktop.procedures.print_jobs import Wanted, begin, numbered_copies
from lucheng_desktop.procedures.progress import Progress, progress, standing
from lucheng_desktop.procedures.reading import looking, masked
from lucheng_desktop.procedures.seal_forms import Brought
from lucheng_desktop.procedures.squares import square
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.documents import CircularDraft
    from lucheng_desktop.circulars.render import Rendered
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class NumberDocument:
    """Give the signed-off document its number and lay it out; `year` is typed when the PC's year leaps ahead."""

    document: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class DocumentNumbered:
    """The number and the SHA-256 of the pages it was laid out on."""

    document: str
    number: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SealDocument:
    """Place the seal on the numbered document; `number` is typed again to confirm.

    `seal`: blank, demo, or a seal's name or id. `right`, `down`: tenths of a millimetre that it is moved, at most 30.
    `pin`, `driver`: for a seal whose key is in a token; the driver where it is not the one it was taken in with.
    """

    document: str
    number: str
    seal: str = ""
    right: int = 0
    down: int = 0
    pin: str = field(default="", repr=False)
    driver: Path | None = None


@dataclass(frozen=True, slots=True)
class DocumentSealed:
    """The sealed bytes, reopened and found equal to the draft before this is said."""

    document: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """Enter how many copies go out and to whom, before they print; the clearance counts as issued from here.

    Without `shares` each recipient gets one and the file the rest. `printer`: one that was measured.
    """

    document: str
    copies: int
    shares: tuple[Share, ...] = ()
    printer: str = ""


@dataclass(frozen=True, slots=True)
class RegisterUnsealed:
    """Enter the copies of a paper that bears no seal; as `RegisterDocument` otherwise."""

    document: str
    copies: int
    shares: tuple[Share, ...] = ()
    printer: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRegistered:
    """The document stands in the register with its first print job."""

    document: str
    number: str
    job: int


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


@dataclass(frozen=True, slots=True)
class SaveDraftDocx:
    """Write a draft that is not signed off yet to a .docx file outside the vault."""

    document: str
    target: Path


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """The file was opened again: its paragraphs are the draft's, its header says what it is."""

    target: Path
    bytes: int
    sha256: str


EDITABLE = frozenset({"draft", "reviewed"})
"""States of a document before it is signed off."""
ISSUED = frozenset({"sealed", "registered", "archived"})
"""States of a document whose sealed pages may leave the vault."""


@step("document")
def number_document(desk: Desk, order: NumberDocument) -> DocumentNumbered:
    """Allocate the number and lay the pages out in one transaction: no number without pages that passed the gate."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "number_document", record)
        takes(desk.rules, record.fields["kind"], "number")
        refuse_changed(desk, record)
        refuse_held(desk, shelf, record)
        series = series_of(desk, record)
        check_day(desk, shelf, series, signed_on(record), order.year)
        code = printed_head(desk, shelf)
        year, sequence = allocate(desk, shelf, series, order.document)
        number = {"series": series, "year": year, "sequence": sequence, "code": code}
        kept: dict[str, Any] = {"copy_row": True} if numbered_copies(desk, shelf, record) else {}
        kept |= square(desk, record, official(series, year, sequence))
        shelf.set("document", order.document, number | kept | {"issued_on": desk.clock.today().isoformat()})
        numbered = shelf.record("document", order.document)
        rendered = _render(numbered)
        _keep(shelf, order.document, rendered)
        advance(desk, shelf, "number_document", record, sha256=rendered.sha256, text=text_digest(numbered, NUMBERED))
    return DocumentNumbered(order.document, official(series, year, sequence), rendered.sha256)


@step("document")
def seal_document(desk: Desk, order: SealDocument) -> DocumentSealed:
    """The third officer places the seal; what is sealed is what was numbered, and it is reopened before we say so."""
    from lucheng_desktop.circulars.render import remembering

    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "seal_document", record)
        takes(desk.rules, record.fields["kind"], "seal")
        refuse_changed(desk, record)
        refuse_shared(desk, shelf, record)
        if order.number != printed_number(record):
            raise Refused("E-NUMBER", path="$.number", number=order.number)
        brought = Brought(order.pin, order.driver)
        mark = sealing.chosen(desk, shelf, record, order.seal, (order.right, order.down), brought)
        with remembering():
            paper = _render(record, mark.drawn)
            done = sealing.sealed(desk, shelf, record, mark, paper)
            _reopen(desk, shelf, record, mark, paper, _keep(shelf, order.document, done))
        sealing.enter(desk, shelf, record, mark, paper.sha256, done.sha256)
        advance(desk, shelf, "seal_document", record, sha256=done.sha256)
    return DocumentSealed(order.document, done.sha256, done.pages)


@step("document")
def register_document(desk: Desk, order: RegisterDocument) -> DocumentRegistered:
    """Enter the copies in the register; with it the clearance is issued, or the request sent."""
    if order.copies < 1:
        raise Refused("E-INPUT/range", path="$.copies")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "register_document", record)
        refuse_shared(desk, shelf, record)
        wanted = Wanted(order.copies, order.shares, order.printer)
        job = begin(desk, shelf, record, wanted, sealed_paper(desk, shelf, record))
        advance(desk, shelf, "register_document", record, copies=order.copies)
        go_out(desk, shelf, record)
    return DocumentRegistered(order.document, printed_number(record), job)


@step("document")
def register_unsealed(desk: Desk, order: RegisterUnsealed) -> DocumentRegistered:
    """Enter the copies of minutes, a form or a report: numbered or signed off, and never sealed."""
    if order.copies < 1:
        raise Refused("E-INPUT/range", path="$.copies")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "register_unsealed", record)
        goes_out_unsealed(desk.rules, record.fields["kind"], numbered=record.state == "numbered")
        refuse_changed(desk, record)
        refuse_shared(desk, shelf, record)
        rendered = _render(record)
        _keep(shelf, order.document, rendered)
        advance(desk, shelf, "register_unsealed", record, copies=order.copies, sha256=rendered.sha256)
        kept = shelf.record("document", order.document)
        wanted = Wanted(order.copies, order.shares, order.printer)
        job = begin(desk, shelf, kept, wanted, (rendered.pdf, _final(kept, "blank")))
    return DocumentRegistered(order.document, printed_number(record), job)


@step("document")
def save_copy(desk: Desk, order: SaveCopy) -> CopySaved:
    """Write the sealed PDF beside a temporary name, read it again, then give it its name."""
    with looking(desk) as shelf:
        record = shelf.record("document", order.document)
        if record.state not in ISSUED:
            raise Refused("E-NOT-SEALED")
        if record.voided:
            raise Refused("E-VOIDED")
        pdf = _pages(desk, shelf, record)
    return CopySaved(order.target, len(pdf), write_checked(order.target, pdf))


@step("document")
def save_draft_docx(desk: Desk, order: SaveDraftDocx) -> DraftSaved:
    """Write what is not signed off yet as .docx for colleagues who edit; it says on every page that it is a draft."""
    from lucheng_desktop.circulars.draft_docx import write

    with looking(desk) as shelf:
        record = shelf.record("document", order.document)
    if record.voided:
        raise Refused("E-VOIDED")
    if record.state not in EDITABLE:
        raise Refused("E-NOT-DRAFT")
    content = write(read_draft(record.fields["draft"]))
    return DraftSaved(order.target, len(content), write_checked(order.target, content))


def _render(record: "State", seal: str = "blank") -> "Rendered":
    """Lay the document out with its number and day; refused with the gate's codes."""
    from lucheng_desktop.circulars.render import render

    return render(_final(record, seal))


def _final(record: "State", seal: str) -> "CircularDraft":
    """The signed-off draft with what only the register gives: number, day, code of the ledger's head, seal."""
    fields, given = record.fields, {"date": signed_on(record).isoformat()}
    if "sequence" not in fields:  # a form or a report within the office bears no number
        return read_draft(fields["draft"] | given)
    number = {"series": fields["series"], "year": fields["year"], "seq": fields["sequence"]}
    told = {"number": number, "printed_on": fields["issued_on"], "code": fields["code"], "seal": seal}
    return read_draft(fields["draft"] | given | told | {"copy_row": fields.get("copy_row", False),
                                                        "check": fields.get("check")})  # fmt: skip


def _keep(shelf: "Shelf", document: str, rendered: "Rendered") -> str:
    """Store the pages encrypted and say in the record which bytes they are."""
    stored = shelf.attach(rendered.pdf, name=f"{document}.pdf", media_type="application/pdf")
    faces = {face["slot"]: face["sha256"] for face in rendered.fonts}
    told = {"content": stored.content, "sha256": rendered.sha256, "pages": rendered.pages, "fonts": faces}
    shelf.set("document", document, told)
    return stored.content


def _pages(desk: Desk, shelf: "Shelf", record: "State") -> bytes:
    """The bytes of the register; refused unless they are those that numbering, or after it sealing, signed for."""
    pdf = b"".join(shelf.attachment(record.fields["content"]))
    signed = [done.body["sha256"] for done in record.steps if "sha256" in done.body]
    if sha256(pdf).hexdigest() != signed[-1]:
        raise Refused("E-TEXT-CHANGED", rule=desk.rules.quote("C06"))
    return pdf


def numbered_pages(desk: Desk, shelf: "Shelf", record: "State") -> "Rendered":
    """The pages of a numbered document laid out anew; refused E-TEXT-CHANGED unless they are the register's bytes."""
    rendered = _render(record)
    if rendered.pdf != _pages(desk, shelf, record):
        raise Refused("E-TEXT-CHANGED", rule=desk.rules.quote("C06"))
    return rendered


def sealed_paper(desk: Desk, shelf: "Shelf", record: "State") -> tuple[bytes, "CircularDraft"]:
    """The sealed bytes of the register and the draft that they print."""
    seals = [body["seal"] for body in record.appended.get("seal", ())]
    return _pages(desk, shelf, record), _final(record, "demo" if seals[-1:] == ["demo"] else "blank")


def _reopen(
    desk: Desk, shelf: "Shelf", record: "State", mark: "sealing.Mark", paper: "Rendered", content: str
) -> None:  # fmt: skip
    """Read the stored bytes again and hold them against the draft before anybody is told of success."""
    from lucheng_desktop.circulars.render import check

    sealing.reopened(desk, shelf, mark, paper, b"".join(shelf.attachment(content)))
    check(paper.pdf, _final(record, mark.drawn))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the register; `state` and its `word` say when it is void."""

    id: str
    number: str
    title: str
    subject: str
    issued_on: str
    state: str
    word: str
    conflict: bool
    voided: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """Everything the page of one document shows."""

    id: str
    number: str
    fields: dict[str, Any]
    subject: dict[str, Any]
    progress: Progress


def list_documents(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[DocumentRow, ...]:
    """Drafts and issued documents, newest first; voided ones stay in the register. `text` searches title and number."""
    columns = ("id", "series", "year", "sequence", "title", "subject", "issued_on", "state", "conflict", "voided")
    with desk.vault.reading() as shelf:
        rows = newest(shelf, "document", columns, part)
        people = named(shelf, "person", (row[5] for row in rows))
    found = (
        DocumentRow(
            id_,
            official(series, year, sequence) if sequence else "",
            title,
            people.get(subject, ""),
            issued or "",
            *standing(desk, "document", state, voided=bool(voided)),
            bool(conflict),
            bool(voided),
        )
        for id_, series, year, sequence, title, subject, issued, state, conflict, voided in rows
    )
    shown = masked(found, desk, "title", "subject")
    return tuple(row for row in shown if text in f"{row.number} {row.title}")


def show_document(desk: Desk, document: str) -> DocumentView:
    """One document and where it stands."""
    with looking(desk) as shelf:
        record = shelf.record("document", document)
        about = record.fields.get("subject")  # a list of many filings is about nobody
        subject = dict(shelf.record("person", about).fields) if about else {}
        where = progress(desk, shelf, record)
    return DocumentView(document, printed_number(record), dict(record.fields), subject, where)


def preview(desk: Desk, document: str) -> bytes:
    """The pages as PDF: the very bytes of the register once numbered, a laying-out of the draft before."""
    from lucheng_desktop.circulars.render import render

    with looking(desk) as shelf:
        record = shelf.record("document", document)
        if "content" in record.fields:
            return _pages(desk, shelf, record)
    pdf: bytes = render(read_draft(record.fields["draft"])).pdf
    return pdf
