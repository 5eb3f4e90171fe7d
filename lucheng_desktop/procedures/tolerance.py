"""Judging an honest failure by the eight criteria: every answer saved as it is given, people decide."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import criteria, petitions, precedents, prefiling, states
from lucheng_desktop.cases import tolerance as rules
from lucheng_desktop.cases import tolerance_application as applying
from lucheng_desktop.cases.secrecy import NONE, within_ceiling
from lucheng_desktop.procedures import case_rules
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.machine import ceiling
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named, newest
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.tolerance_application import verification_due
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

Answer = str | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class OpenTolerance:
    """`subject` is a person record; `verification` says which report established the facts."""

    subject: str
    matter: str
    act_date: date
    verification: str


@dataclass(frozen=True, slots=True)
class ToleranceOpened:
    """The case and its number; the eight criteria stay locked until the report is confirmed."""

    case: str
    number: str


@dataclass(frozen=True, slots=True)
class ConfirmVerification:
    """Confirm that the facts are verified."""

    case: str


@dataclass(frozen=True, slots=True)
class VerificationConfirmed:
    """The eight criteria are open."""

    case: str


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """One answer of the assessment; `path` such as `gates.legality` or `findings.work_basis.reason`."""

    case: str
    path: str
    value: Answer


@dataclass(frozen=True, slots=True)
class AnswerRecorded:
    """The answer is in the ledger; the opinion is the pattern as it now stands."""

    case: str
    path: str
    opinion: "Opinion"


@dataclass(frozen=True, slots=True)
class AttachEvidence:
    """A file as evidence for one criterion; `source` is read once and stored encrypted."""

    case: str
    criterion: str
    source: Path
    name: str
    media_type: str = "application/octet-stream"
    bears: str = "none"
    """The class the file bears: none, work_secret, secret, confidential, top_secret."""


@dataclass(frozen=True, slots=True)
class EvidenceAttached:
    """The evidence record, its size in bytes and the SHA-256 of the file."""

    case: str
    attachment: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CompleteAssessment:
    """Close the assessment as it stands."""

    case: str


@dataclass(frozen=True, slots=True)
class AssessmentCompleted:
    """The ceiling the rules leave to the meeting, with reasons; never a decision, never a score."""

    case: str
    opinion: "Opinion"


@step("tolerance")
def open_tolerance(desk: Desk, order: OpenTolerance) -> ToleranceOpened:
    """Open a case on verified facts; the three distinctions are no shield before verification (F11)."""
    for field in ("matter", "verification"):
        if not getattr(order, field).strip():
            raise Refused("E-INPUT/blank", path=f"$.{field}")
    petitions.day_between(order.act_date, "act_date", last=desk.clock.today())
    with desk.vault.transaction() as shelf:
        subject = shelf.record("person", order.subject).id
        fields = {"subject": subject, "matter": order.matter, "verification": order.verification}
        case = shelf.create("tolerance", fields | {"act_date": order.act_date.isoformat()} | verification_due(desk))
        number = case_number(desk, shelf, "tolerance", case)
        shelf.set("tolerance", case, {"number": number})
        advance(desk, shelf, "open_tolerance", shelf.record("tolerance", case))
    return ToleranceOpened(case, number)


def why_not_open(desk: Desk, _order: None = None) -> str:
    """Why this officer may not open a case; empty when it is theirs to do."""
    officer = desk.officer
    try:
        states.check_step(
            desk.rules, "tolerance", "open_tolerance", state="", officer=officer.id, roles=officer.roles, doers={}
        )
    except Refused as refused:
        return refused.message
    return ""


@step("tolerance")
def confirm_verification(desk: Desk, order: ConfirmVerification) -> VerificationConfirmed:
    """Another officer confirms the verification report; only now do the eight criteria open."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("tolerance", order.case)
        allowed(desk, "confirm_verification", record)
        applying.verification_reported(desk.rules, record.fields.get("verification", ""))
        advance(desk, shelf, "confirm_verification", record)
    return VerificationConfirmed(order.case)


@step("tolerance")
def record_answer(desk: Desk, order: RecordAnswer) -> AnswerRecorded:
    """Save one answer in its own transaction."""
    value = list(order.value) if isinstance(order.value, tuple) else order.value
    with desk.vault.transaction() as shelf:
        record = assessor(desk, shelf, order.case)
        rules.check_answer(case_rules.pinned(desk, record), order.path, order.value)
        prefiling.date_stands(desk.rules, linked=order.path == "prefiled_on" and "prefiled" in record.fields)
        again = case_rules.given_again(record, order.path)
        shelf.set("tolerance", order.case, {order.path: value} | again)
        shelf.drop_drafts("tolerance", order.case, (order.path,))
        opinion = opinion_on(desk, shelf.record("tolerance", order.case))
    return AnswerRecorded(order.case, order.path, opinion)


@step("tolerance")
def attach_evidence(desk: Desk, order: AttachEvidence) -> EvidenceAttached:
    """Store the file encrypted and name it as evidence of the criterion, in one transaction."""
    path = f"findings.{order.criterion}.evidence"
    with desk.vault.transaction() as shelf:
        record = assessor(desk, shelf, order.case)
        rules.check_answer(case_rules.pinned(desk, record), path, ())
        within_ceiling(desk.rules, order.bears, ceiling(desk, shelf))
        stored = shelf.attach(order.source, name=order.name, media_type=order.media_type)
        fields = {"owner": order.case, "criterion": order.criterion, "name": order.name, "media_type": order.media_type}
        fields |= {"bears": order.bears} if order.bears != NONE else {}
        content = {"bytes": stored.bytes, "content": stored.content, "sha256": stored.sha256}
        attachment = shelf.create("attachment", fields | content)
        answer = {path: [*record.fields.get(path, ()), attachment]}
        shelf.set("tolerance", order.case, answer | case_rules.given_again(record, path))
    return EvidenceAttached(order.case, attachment, stored.bytes, stored.sha256)


@step("tolerance")
def complete_assessment(desk: Desk, order: CompleteAssessment) -> AssessmentCompleted:
    """Close the assessment; refused while anything is missing, each missing part named."""
    with desk.vault.transaction() as shelf:
        record = shelf.record("tolerance", order.case)
        opinion = opinion_on(desk, record)
        allowed(desk, "complete_assessment", record)
        rules.nothing_missing(opinion)
        case_rules.all_given_again(desk, record)
        pattern = precedents.pattern(criteria.from_fields(case_rules.pinned(desk, record), record.fields))
        shelf.set("tolerance", order.case, {"pattern": pattern})
        advance(desk, shelf, "complete_assessment", record, ceiling=opinion.ceiling)
        shelf.drop_drafts("tolerance", order.case)
    return AssessmentCompleted(order.case, opinion)


def assessor(desk: Desk, shelf: "Shelf", case: str) -> "State":
    """The case, if this officer may answer in it now: whoever may complete it may write in it."""
    record = shelf.record("tolerance", case)
    rules.wizard_open(record.state)
    allowed(desk, "complete_assessment", record)
    return record


def opinion_on(desk: Desk, record: "State") -> "Opinion":
    """The opinion on a case as it stands; a filing made after the act is evidence of nothing (F13)."""
    by = case_rules.pinned(desk, record)
    return criteria.assess(by, criteria.from_fields(by, prefiling.without_late(record.fields)))


@dataclass(frozen=True, slots=True)
class ToleranceRow:
    """One line of the tolerance list."""

    id: str
    number: str
    subject: str
    matter: str
    act_date: str
    state: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence."""

    id: str
    criterion: str
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ToleranceView:
    """Everything the case page and the wizard show; `drafts` are words typed but not yet settled, by path."""

    id: str
    fields: dict[str, Any]
    subject: dict[str, Any]
    drafts: dict[str, str]
    evidence: tuple[Evidence, ...]
    opinion: "Opinion"
    progress: Progress


def list_tolerance(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[ToleranceRow, ...]:
    """Tolerance cases, newest first; `text` searches number, subject and matter."""
    columns = ("id", "number", "subject", "matter", "act_date", "state", "conflict")
    with looking(desk) as shelf:
        rows = newest(shelf, "tolerance", columns, part)
        people = named(shelf, "person", (row[2] for row in rows))
    found = (
        ToleranceRow(id_, number or "", people[subject], matter, act_date, state, bool(conflict))
        for id_, number, subject, matter, act_date, state, conflict in rows
    )
    return tuple(row for row in found if text in f"{row.number} {row.subject} {row.matter}")


def show_tolerance(desk: Desk, case: str) -> ToleranceView:
    """One case with answers, drafts, evidence and the opinion as it stands."""
    with looking(desk) as shelf:
        record = shelf.record("tolerance", case)
        subject = shelf.record("person", record.fields["subject"])
        rows = shelf.rows("attachment", ("id", "criterion", "name", "bytes"), where={"owner": case, "voided": 0})
        drafts = shelf.drafts("tolerance", case)
        where = progress(desk, shelf, record)
    evidence = tuple(Evidence(*row) for row in rows)
    fields, opinion = dict(record.fields), opinion_on(desk, record)
    return ToleranceView(case, fields, dict(subject.fields), drafts, evidence, opinion, where)
