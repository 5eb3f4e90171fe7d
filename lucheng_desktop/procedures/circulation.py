"""Where the copies of a paper stand: each print job with what is still to be told, each recipient, and what is next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from lucheng_desktop.cases import deadlines
from lucheng_desktop.cases import printing as rules
from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.archiving import why_void
from lucheng_desktop.procedures.desk import Desk, allowed
from lucheng_desktop.procedures.print_jobs import file_copy, sheets_per_copy, spooler
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.printing import Job
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.ledger.merge import Step as Move
    from lucheng_desktop.vault.shelf import Shelf

OVERDUE = "overdue"
REMIND_STEP = "remind_recipient"
_ENTERED = ("register_document", "reprint_document")


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, and when."""

    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JobRow:
    """One print job. `standing`: untold, unwitnessed or settled; `sheets`: how many it takes when nothing is spoiled.

    `numbers` are first and last copy number, 0 where copies bear none; `sha256` is of the very file that prints.
    """

    id: str
    number: int
    copies: int
    numbers: tuple[int, int]
    printer: str
    reason: str
    standing: str
    sheets: int
    used: int
    spoiled: tuple[int, ...]
    lost: int
    sha256: str
    entered: Act | None
    told: Act | None
    witnessed: Act | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Copies of one recipient. `state`: sent, overdue, received; `left`: working days, negative when over."""

    id: str
    recipient: str
    copies: int
    numbers: tuple[int, int]
    sent_on: str
    due: date | None
    left: int
    state: str
    received_on: str
    received_by: str
    reminded: tuple[Act, ...]
    why: str
    """What keeps this officer from entering a receipt; empty when nothing does."""


@dataclass(frozen=True, slots=True)
class Circulation:
    """All of it. `unsettled`: why the paper cannot be printed again or filed yet; `instead`: copies for spoiled ones.

    `next` is the step that is due, empty when none is; `spooler`: this PC can hand a PDF to a print service.
    """

    jobs: tuple[JobRow, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    unsettled: str = ""
    instead: tuple[Share, ...] = ()
    next: str = ""
    spooler: bool = False
    void: str = ""
    """The day and the reason of its voiding."""
    redraft: str = ""
    """The draft in the place of a void paper."""


def circulation(desk: Desk, document: str) -> Circulation:
    """Jobs and recipients of one paper; of a paper that never printed there is nothing."""
    with looking(desk) as shelf:
        record = shelf.record("document", document)
        known = rules.jobs(record.appended.get("print", ()))
        void = why_void(shelf, record)
        redraft = next((done.body["redraft"] for done in reversed(record.steps) if "redraft" in done.body), "")
        if not known:
            return Circulation(spooler=spooler(), void=void, redraft=redraft)
        names: Mapping[str, str] = dict(shelf.rows("officer", ("id", "name")))
        jobs = tuple(_job(record, one, names) for one in known)
        deliveries = tuple(_deliveries(desk, shelf, document, names))
    instead = _instead(known)
    due = _next(record, known, deliveries, instead)
    return Circulation(jobs, deliveries, _unsettled(desk, known), instead, due, spooler(), void, redraft)


def _job(record: "State", job: "Job", names: Mapping[str, str]) -> JobRow:
    body = job.body
    outcomes = [said for said in record.appended["print"] if said.get("what") == rules.OUTCOME]
    used = next((said["sheets"] for said in outcomes if said["job"] == job.number), 0)
    acts = (_act(record, steps, job.number, names) for steps in (_ENTERED, ("record_print",), ("witness_destruction",)))
    entered, told, witnessed = acts
    return JobRow(
        str(job.number), job.number, job.copies, (job.first, job.last), body.get("printer", ""), body.get("reason", ""),
        job.standing, job.copies * sheets_per_copy(record), used, job.spoiled, job.lost, body.get("file", ""),
        entered, told, witnessed,
    )  # fmt: skip


def _act(record: "State", steps: tuple[str, ...], job: int, names: Mapping[str, str]) -> Act | None:
    done = [one for one in record.steps if one.step in steps and one.body.get("job", 1) == job]
    return _told(done[-1], names) if done else None


def _told(done: "Move", names: Mapping[str, str]) -> Act:
    return Act(names.get(done.officer, done.officer), moment(done.stamp))


def _deliveries(desk: Desk, shelf: "Shelf", document: str, names: Mapping[str, str]) -> Iterator[Delivery]:
    for (id_,) in shelf.rows("delivery", ("id",), where={"document": document, "voided": 0}):
        record = shelf.record("delivery", id_)
        fields = record.fields
        due = None if fields.get("received_on") else receipt_due(desk, fields["sent_on"])
        left = deadlines.working_days_left(desk.clock.today(), due) if due else 0
        reminded = tuple(_told(done, names) for done in record.steps if done.step == REMIND_STEP)
        yield Delivery(
            id_, fields["recipient"], fields["copies"], (fields.get("first", 0), fields.get("last", 0)),
            fields["sent_on"], due, left, OVERDUE if due and left < 0 else record.state,
            fields.get("received_on", ""), fields.get("received_by", ""), reminded, _shut(desk, record),
        )  # fmt: skip


def _shut(desk: Desk, delivery: "State") -> str:
    try:
        allowed(desk, "record_receipt", delivery)
    except Refused as refused:
        return refused.message
    return ""


def receipt_due(desk: Desk, sent_on: str) -> date:
    """The last day for a recipient to sign for what was sent that day."""
    limit = next(one for one in desk.rules.deadlines if one.procedure == "delivery")
    (since,) = limit.since
    row = deadlines.Running("delivery", "", limit.states[0], {since: sent_on})
    found = deadlines.last_day(desk.rules, limit, row)
    assert found
    return found.on


def receipt_overdue(desk: Desk, sent_on: str) -> bool:
    """Whether that day is over."""
    return receipt_due(desk, sent_on) < desk.clock.today()


def _unsettled(desk: Desk, known: "tuple[Job, ...]") -> str:
    try:
        rules.settled(desk.rules, known)
    except Refused as refused:
        return refused.message
    return ""


def _instead(known: "tuple[Job, ...]") -> tuple[Share, ...]:
    """The spoiled copies of the last job, by who was to get them; without numbers nobody can say whose they were."""
    job = known[-1]
    told = [(one["recipient"], one.get("first", 0), one.get("last", 0)) for one in job.body.get("shares", ())]
    counted = ((name, sum(first <= one <= last for one in job.spoiled)) for name, first, last in told)
    found = tuple(Share(name, count) for name, count in counted if count)
    return found or tuple(Share(file_copy(), job.lost) for _ in range(job.lost > 0))


def _next(
    record: "State", known: "tuple[Job, ...]", deliveries: tuple[Delivery, ...], instead: tuple[Share, ...]
) -> str:  # fmt: skip
    """What a registered paper waits for: the outcome, the witness, the reprint, the receipts, and its file."""
    waits = {rules.UNTOLD: "record_print", rules.UNWITNESSED: "witness_destruction"}
    steps = [waits[job.standing] for job in known if job.standing in waits]
    steps += ["reprint_document"] if instead else []
    steps += ["record_receipt"] if any(not one.received_on for one in deliveries) else []
    return (*steps, "archive_document")[0] if record.state == "registered" and not record.voided else ""
