"""Printing a sealed paper: entered first, sent at its own size, every sheet told; reprints go on with the numbers."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases import printing as rules
from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.cases.petitions import said
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.issuing import sealed_paper
from lucheng_desktop.procedures.numbers import refuse_shared
from lucheng_desktop.procedures.print_jobs import SIDES, Wanted, begin, job_body, sheets_per_copy
from lucheng_desktop.procedures.printers import calibration_page, the_printer
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_AT_ONCE = ("print-scaling=none", f"sides={SIDES}", "media=iso_a4_210x297mm")
_ACCEPTED = re.compile(r"request id is (\S+)")
_PATIENCE = 60
"""Seconds within which a spooler takes a job."""


@dataclass(frozen=True, slots=True)
class SavePrintFile:
    """Write the file of a print job outside the vault, for a printer that this PC cannot reach."""

    document: str
    job: int
    target: Path


@dataclass(frozen=True, slots=True)
class PrintFileSaved:
    """The file, read again: its digest is that of the register."""

    target: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class SendToPrinter:
    """Send the file of a job to the printer it was registered for."""

    document: str
    job: int


@dataclass(frozen=True, slots=True)
class SentToPrinter:
    """What the spooler calls the job."""

    printer: str
    request: str
    sha256: str


@dataclass(frozen=True, slots=True)
class PrintFileReleased:
    """The bytes of a job for a printer that is driven page by page: which one, and how often they are printed."""

    pdf: bytes
    printer: str
    times: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordPrint:
    """What came out: all sheets used; of numbered copies the spoiled numbers, of others how many are `lost`."""

    document: str
    job: int
    sheets: int
    spoiled: tuple[int, ...] = ()
    lost: int = 0


@dataclass(frozen=True, slots=True)
class WitnessDestruction:
    """Another officer saw the spoiled sheets of a job destroyed."""

    document: str
    job: int


@dataclass(frozen=True, slots=True)
class ReprintDocument:
    """Copies in the place of spoiled ones, or more of them: for whom, and why."""

    document: str
    copies: int
    reason: str
    shares: tuple[Share, ...] = ()
    printer: str = ""


@dataclass(frozen=True, slots=True)
class PrintEntered:
    """The job, its copy numbers (0: none), how many copies are spoiled, and whether a witness is still to sign."""

    document: str
    job: int
    first: int
    last: int
    lost: int
    witness_needed: bool


@step("document")
def save_print_file(desk: Desk, order: SavePrintFile) -> PrintFileSaved:
    """Exactly the bytes that were registered."""
    with looking(desk) as shelf:
        data = registered_file(desk, shelf, shelf.record("document", order.document), order.job)
    return PrintFileSaved(order.target, write_checked(order.target, data))


@dataclass(frozen=True, slots=True)
class PrintCalibrationPage:
    """On which printer of this PC."""

    printer: str


@step("printer")
def print_calibration_page(desk: Desk, order: PrintCalibrationPage) -> SentToPrinter:
    """The calibration page to a printer, also to one that nobody has measured yet."""
    data = calibration_page(desk)
    printer = said(order.printer, "printer")
    request = spool(data, printer, "calibration", 1)
    return SentToPrinter(printer, request, sha256(data).hexdigest())


@step("document")
def send_to_printer(desk: Desk, order: SendToPrinter) -> SentToPrinter:
    """Hand the registered bytes to the spooler by its pipe, at their own size and on both sides; nothing on disk."""
    released = release_print_file(desk, order)
    request = spool(released.pdf, released.printer, f"{order.document}-{order.job}", released.times)
    return SentToPrinter(released.printer, request, released.sha256)


def release_print_file(desk: Desk, order: SendToPrinter) -> PrintFileReleased:
    """The registered bytes of a job that may be printed now; refused when it is told, or its printer is not fit."""
    with looking(desk) as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "record_print", record)
        body = job_body(record, order.job)
        rules.untold(desk.rules, rules.the_job(rules.jobs(record.appended["print"]), order.job))
        if not body.get("printer"):
            raise Refused("E-PRINTER/none", path="$.job", job=order.job)
        the_printer(desk, shelf, body["printer"])
        data = registered_file(desk, shelf, record, order.job)
    return PrintFileReleased(data, body["printer"], 1 if "first" in body else int(body["copies"]), body["file"])


def show_print_file(desk: Desk, order: SendToPrinter) -> bytes:
    """The very bytes of a job, to be looked at."""
    with looking(desk) as shelf:
        return registered_file(desk, shelf, shelf.record("document", order.document), order.job)


def spool(data: bytes, printer: str, title: str, copies: int) -> str:
    """Give a PDF to CUPS: the id of its request. Refused E-SPOOL when it does not take it."""
    program = shutil.which("lp")
    if program is None:
        raise Refused("E-SPOOL/absent")
    options = [part for option in _AT_ONCE for part in ("-o", option)]
    words = [program, "-d", printer, "-t", title, "-n", str(copies), *options, "-"]
    try:
        done = subprocess.run(words, input=data, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise Refused("E-SPOOL", printer=printer) from None
    accepted = _ACCEPTED.search(done.stdout.decode(errors="replace"))
    if done.returncode or not accepted:
        raise Refused("E-SPOOL", printer=printer)
    return accepted[1]


def registered_file(desk: Desk, shelf: "Shelf", record: "State", job: int) -> bytes:
    """The file of a job; refused unless it is the one that was registered."""
    if record.voided:
        raise Refused("E-VOIDED")
    body = job_body(record, job)
    data = b"".join(shelf.attachment(body["content"]))
    if sha256(data).hexdigest() != body["file"]:
        raise Refused("E-TEXT-CHANGED", rule=desk.rules.quote("C06"))
    return data


@step("document")
def record_print(desk: Desk, order: RecordPrint) -> PrintEntered:
    """Tell what came out; spoiled copies are out of circulation and wait for their destruction."""
    lost = order.lost or len(order.spoiled)
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "record_print", record)
        job = rules.the_job(rules.jobs(record.appended.get("print", ())), order.job)
        rules.outcome_adds_up(desk.rules, job, spoiled=order.spoiled, lost=lost, sheets=order.sheets,
                              sheets_per_copy=sheets_per_copy(record))  # fmt: skip
        counted = {"sheets": order.sheets, "lost": lost, "spoiled": list(order.spoiled)}
        told = {"what": rules.OUTCOME, "job": job.number, **counted}
        shelf.append("document", record.id, "print", told)
        _take_back(shelf, record, order.spoiled)
        shelf.set("document", record.id, {"printing": rules.UNWITNESSED if lost else rules.SETTLED})
        advance(desk, shelf, "record_print", record, job=job.number)
    return PrintEntered(order.document, job.number, job.first, job.last, lost, lost > 0)


def _take_back(shelf: "Shelf", record: "State", spoiled: tuple[int, ...]) -> None:
    """A recipient is not asked to sign for a copy that was destroyed."""
    columns = ("id", "copies", "first", "last")
    for id_, copies, first, last in shelf.rows("delivery", columns, where={"document": record.id, "state": "sent"}):
        gone = sorted(number for number in spoiled if first and first <= number <= last)
        if not gone:
            continue
        shelf.set("delivery", id_, {"copies": copies - len(gone), "spoiled": gone})
        if copies == len(gone):
            shelf.append("delivery", id_, "void", {"spoiled": gone})


@step("document")
def witness_destruction(desk: Desk, order: WitnessDestruction) -> PrintEntered:
    """An officer other than the one who told the outcome signs that the spoiled sheets were destroyed (Q08)."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "witness_destruction", record)
        job = rules.the_job(rules.jobs(record.appended.get("print", ())), order.job)
        rules.to_witness(desk.rules, job)
        told = {"what": rules.DESTROYED, "job": job.number, "lost": job.lost}
        shelf.append("document", record.id, "print", told)
        shelf.set("document", record.id, {"printing": rules.SETTLED})
        advance(desk, shelf, "witness_destruction", record, job=job.number)
    return PrintEntered(order.document, job.number, job.first, job.last, job.lost, witness_needed=False)


@step("document")
def reprint_document(desk: Desk, order: ReprintDocument) -> PrintEntered:
    """A new job with its reason, after the earlier ones are told; its numbers follow the last ever given (Q08)."""
    reason = said(order.reason, "reason")
    if order.copies < 1:
        raise Refused("E-INPUT/range", path="$.copies")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "reprint_document", record)
        refuse_shared(desk, shelf, record)
        rules.settled(desk.rules, rules.jobs(record.appended.get("print", ())))
        wanted = Wanted(order.copies, order.shares, order.printer, reason)
        number = begin(desk, shelf, record, wanted, sealed_paper(desk, shelf, record))
        advance(desk, shelf, "reprint_document", record, reason=reason, job=number)
        body = job_body(shelf.record("document", order.document), number)
    return PrintEntered(order.document, number, body.get("first", 0), body.get("last", 0), 0, witness_needed=False)
