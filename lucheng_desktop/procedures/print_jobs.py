"""A print job of a sealed paper: entered first with its copies, numbers and recipients, then made to print."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import distribution
from lucheng_desktop.cases import printing as rules
from lucheng_desktop.cases.clearance import scope_allows
from lucheng_desktop.cases.distribution import Share, Span
from lucheng_desktop.procedures.desk import Desk, advance
from lucheng_desktop.procedures.drafting import office_words
from lucheng_desktop.procedures.printers import Printer, the_printer
from lucheng_desktop.procedures.squares import of_copies

if TYPE_CHECKING:
    from lucheng_desktop.cases.documents import CircularDraft
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

SIDES = "two-sided-long-edge"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be printed: how many copies, for whom, on which printer, and why once more."""

    copies: int
    shares: tuple[Share, ...] = ()
    printer: str = ""
    reason: str = ""


def spooler() -> bool:
    """Whether this PC can hand a PDF to a print service (CUPS)."""
    return shutil.which("lp") is not None


def file_copy() -> str:
    """What the office's own copies are entered as."""
    name: str = office_words()["distribution"]["file_copy"]
    return name


def numbered_copies(desk: Desk, shelf: "Shelf", record: "State") -> bool:
    """Whether this paper's copies bear numbers: by its classification and the approved scope."""
    classification = record.fields["draft"].get("classification") or ""
    return distribution.numbered(desk.rules, classification, _scope(shelf, record))


def _scope(shelf: "Shelf", record: "State") -> str:
    """The approved scope of a clearing or its correction; requests to the city have none."""
    if record.fields.get("purpose", "") not in ("", "correction") or not record.fields.get("clearance"):
        return ""
    return str(shelf.record("clearance", record.fields["clearance"]).fields.get("scope", ""))


def plan(record: "State", each: int = 1) -> tuple[Share, ...]:
    """Who the paper itself names, with `each` copies."""
    draft = record.fields["draft"]
    return distribution.planned([*draft["to"], *draft.get("cc", ())], office_words()["groups"], each)


def begin(
    desk: Desk, shelf: "Shelf", record: "State", wanted: Wanted, sealed: "tuple[bytes, CircularDraft]"
) -> int:  # fmt: skip
    """Enter the job and what goes to whom; the file that will print is made and kept now. The number of the job."""
    printer = the_printer(desk, shelf, wanted.printer) if wanted.printer else None
    _within_scope(desk, shelf, record)
    shares = _shares(desk, record, wanted)
    known = rules.jobs(record.appended.get("print", ()))
    first = rules.next_number(known) if sealed[1].copy_row else 0
    spans = distribution.spans(shares, first)
    job = len(known) + 1
    body = {"what": rules.JOB, "job": job, "copies": wanted.copies, "sha256": sha256(sealed[0]).hexdigest()}
    body |= {"sides": SIDES, "shares": [_told(span) for span in spans]} | _reasons(wanted)
    numbers = range(spans[0].first, spans[-1].last + 1) if first else range(0)
    printed = _printed(sealed, numbers, of_copies(desk, record, numbers), printer)
    body |= _file(shelf, record, job, (sealed[0], printed))
    body |= {"first": spans[0].first, "last": spans[-1].last} if first else {}
    shelf.append("document", record.id, "print", body)
    shelf.set("document", record.id, {"printing": rules.UNTOLD})
    _send(desk, shelf, record, job, spans)
    return job


def _within_scope(desk: Desk, shelf: "Shelf", record: "State") -> None:
    """Nothing goes further than the harm went, or than this office may publish (F08)."""
    if not _scope(shelf, record):
        return
    owner = shelf.record("clearance", record.fields["clearance"]).fields
    if not owner.get("reply.reference"):
        scope_allows(desk.rules, scope=owner["scope"], harm_scope=owner["harm_scope"])


def _shares(desk: Desk, record: "State", wanted: Wanted) -> tuple[Share, ...]:
    if not wanted.shares:
        return distribution.filled(plan(record), wanted.copies, file_copy())
    draft, words = record.fields["draft"], office_words()
    return distribution.admitted(
        desk.rules, wanted.shares, wanted.copies, recipients=[*draft["to"], *draft.get("cc", ())],
        groups=words["groups"], file=file_copy(),
    )  # fmt: skip


def _told(span: Span) -> dict[str, Any]:
    told: dict[str, Any] = {"recipient": span.recipient, "copies": span.copies}
    return told | ({"first": span.first, "last": span.last} if span.first else {})


def _reasons(wanted: Wanted) -> dict[str, Any]:
    return {name: text for name, text in (("printer", wanted.printer), ("reason", wanted.reason)) if text}


def _printed(
    sealed: "tuple[bytes, CircularDraft]", numbers: range, squares: Sequence[str], printer: Printer | None
) -> bytes:  # fmt: skip
    """What goes to the printer: all numbered copies, or the sealed pages once; moved where the printer is off."""
    from lucheng_desktop.circulars.copies import moved, number_copies

    data, draft = sealed
    if numbers:
        data = number_copies(data, draft, numbers, squares)
    return moved(data, printer.right, printer.below) if printer else data


def _file(shelf: "Shelf", record: "State", job: int, pages: tuple[bytes, bytes]) -> dict[str, Any]:
    """Keep the print file, encrypted, where it is not the sealed one itself."""
    sealed, printed = pages
    told = {"file": sha256(printed).hexdigest()}
    if printed == sealed:
        return {**told, "content": record.fields["content"]}
    stored = shelf.attach(printed, name=f"{record.id}-{job}.pdf", media_type="application/pdf")
    return {**told, "content": stored.content}


def _send(desk: Desk, shelf: "Shelf", record: "State", job: int, spans: tuple[Span, ...]) -> None:
    """One delivery for each recipient; the office's own file signs for nothing."""
    today = desk.clock.today().isoformat()
    for span in spans:
        if span.recipient != file_copy():
            fields = {"document": record.id, "job": job, "sent_on": today, **_told(span)}
            made = shelf.record("delivery", shelf.create("delivery", fields))
            advance(desk, shelf, "send_copies", made)


def sheets_per_copy(record: "State") -> int:
    """Printed on both sides."""
    return (int(record.fields["pages"]) + 1) // 2


def job_body(record: "State", number: int) -> Mapping[str, Any]:
    """What the register holds of a job."""
    return rules.the_job(rules.jobs(record.appended.get("print", ())), number).body
