"""Applying for tolerance and establishing the facts: all that comes before the eight criteria open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import petitions
from lucheng_desktop.cases import tolerance_application as rules
from lucheng_desktop.cases.calendar import Limit, counted
from lucheng_desktop.cases.names import bare
from lucheng_desktop.procedures import recused
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

KIND = "tolerance"
DETERMINED = (
    "approved", "notified", "filed", "rectifying", "rectification_reported", "rectified", "applied", "closed",
    "archived",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftApplication:
    """An application by the person, the unit or the commission; what is left out is asked for later, all at once.

    `applicant`: empty for the person himself or his unit, the name of the paper when the commission begins.
    """

    subject: str
    applicant_kind: str
    matter: str
    act_date: date
    applicant: str = ""
    stage: str = ""
    basis: str = ""
    claimed: tuple[str, ...] = ()
    materials: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationDrafted:
    """The case under its number."""

    case: str
    number: str


@dataclass(frozen=True, slots=True)
class SubmitApplication:
    """The application is in; `on`: the day it was received, today if left out."""

    case: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AcceptTolerance:
    """Take the case on; `recusal_checked`: nobody who will handle it has to stand back."""

    case: str
    recusal_checked: bool
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnApplication:
    """Ask for everything that is missing, in one notice."""

    case: str
    missing: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SupplementApplication:
    """What the applicant brought; empty parts stay as they were."""

    case: str
    applicant: str = ""
    stage: str = ""
    basis: str = ""
    claimed: tuple[str, ...] = ()
    materials: str = ""


@dataclass(frozen=True, slots=True)
class RejectTolerance:
    """Turn the application away; `grounds`: codes of the negative list, or `jurisdiction`."""

    case: str
    grounds: tuple[str, ...]
    reason: str
    review_organ: str


@dataclass(frozen=True, slots=True)
class BeginVerification:
    """Names or ids of those who will verify."""

    case: str
    verifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportVerification:
    """The report that establishes the facts."""

    case: str
    verification: str


@dataclass(frozen=True, slots=True)
class ExtendVerification:
    """Ten more working days, once."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnVerification:
    """The report does not suffice."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class VerifyAgain:
    """Back to the facts: too little evidence, or new evidence."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawTolerance:
    """The applicant withdraws."""

    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToleranceMoved:
    """The case and where it stands now."""

    case: str
    state: str


@step(KIND)
def draft_application(desk: Desk, order: DraftApplication) -> ApplicationDrafted:
    """Write the application down under a number of its own."""
    if not order.matter.strip():
        raise Refused("E-INPUT/blank", path="$.matter")
    _codes(desk, order.stage, order.claimed)
    petitions.day_between(order.act_date, "act_date", last=desk.clock.today())
    with desk.vault.transaction() as shelf:
        subject = shelf.record("person", order.subject)
        rules.applicant_named(desk.rules, order.applicant_kind, order.applicant, subject.fields)
        own = {rules.PERSON: subject.fields["name"], rules.UNIT: subject.fields.get("unit", "")}
        about = {"subject": subject.id, "applicant_kind": order.applicant_kind, "matter": order.matter}
        told = {"stage": order.stage, "basis": order.basis, "materials": order.materials}
        claimed = {"claimed": list(order.claimed)}
        dated = {"act_date": order.act_date.isoformat(), "verification": ""}
        applicant = {"applicant": own.get(order.applicant_kind, order.applicant.strip())}
        case = shelf.create(KIND, about | told | claimed | dated | applicant)
        number = case_number(desk, shelf, KIND, case)
        shelf.set(KIND, case, {"number": number})
        advance(desk, shelf, "draft_application", shelf.record(KIND, case))
    return ApplicationDrafted(case, number)


def _codes(desk: Desk, stage: str, claimed: tuple[str, ...]) -> None:
    if stage:
        desk.rules.known("responsibility_stages", stage, "stage")
    known = {situation.code for situation in desk.rules.situations}
    for index, code in enumerate(claimed):
        if code not in known:
            raise Refused("E-INPUT/situation", path=f"$.claimed[{index}]", situation=code)


@step(KIND)
def submit_application(desk: Desk, order: SubmitApplication) -> ToleranceMoved:
    """Enter the application as received."""
    return moved(desk, "submit_application", order.case, {"submitted_on": _day(desk, order.on)})


@step(KIND)
def accept_tolerance(desk: Desk, order: AcceptTolerance) -> ToleranceMoved:
    """Take the case on: whole, within this organ's power, not determined before, recusals checked."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "accept_tolerance", record)
        rules.complete(desk.rules, record.fields)
        rules.kept_here(desk.rules, _level(shelf, record))
        rules.not_decided_before(desk.rules, _decided(shelf, record))
        rules.recusal_checked(desk.rules, checked=order.recusal_checked)
        return write(desk, shelf, "accept_tolerance", record, {"accepted_on": _day(desk, order.on)})


@step(KIND)
def return_application(desk: Desk, order: ReturnApplication) -> ToleranceMoved:
    """Send an incomplete application back, once, with everything that is missing."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "return_application", record)
        before = record.doer("return_application") is not None
        rules.returned_once(desk.rules, record.fields, order.missing, before=before)
        told = {"missing": list(order.missing), "reason": order.reason}
        return write(desk, shelf, "return_application", record, {"returned_on": _day(desk, None)}, **told)


@step(KIND)
def supplement_application(desk: Desk, order: SupplementApplication) -> ToleranceMoved:
    """Add what was missing."""
    _codes(desk, order.stage, order.claimed)
    texts = {name: getattr(order, name) for name in ("applicant", "stage", "basis", "materials")}
    given: dict[str, Any] = {name: text for name, text in texts.items() if text.strip()}
    if order.claimed:
        given["claimed"] = list(order.claimed)
    return moved(desk, "supplement_application", order.case, given)


@step(KIND)
def reject_tolerance(desk: Desk, order: RejectTolerance) -> ToleranceMoved:
    """Turn the application away with reasons and the way to a review."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "reject_tolerance", record)
        rules.rejected_with_review(desk.rules, order.grounds, _level(shelf, record), order.review_organ)
        facts: dict[str, Any] = {"grounds": list(order.grounds), "reason": reason, "review_organ": order.review_organ}
        return write(desk, shelf, "reject_tolerance", record, **facts)


@step(KIND)
def begin_verification(desk: Desk, order: BeginVerification) -> ToleranceMoved:
    """Two or more verify, none of whom has to stand back."""
    rules.two_verifiers(desk.rules, order.verifiers)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "begin_verification", record)
        about, ids = recused.about(record), _officers(shelf)
        kept_away = [name for name in order.verifiers if about & {*recused.reach(shelf, *ids.get(name, ("",)))}]
        rules.verifiers_clear(desk.rules, kept_away)
        fields = {"verifiers": list(order.verifiers)} | verification_due(desk)
        return write(desk, shelf, "begin_verification", record, fields)


@step(KIND)
def report_verification(desk: Desk, order: ReportVerification) -> ToleranceMoved:
    """Hand the report in; another officer approves it before the criteria open."""
    rules.verification_reported(desk.rules, order.verification)
    return moved(desk, "report_verification", order.case, {"verification": order.verification})


@step(KIND)
def extend_verification(desk: Desk, order: ExtendVerification) -> ToleranceMoved:
    """Give the verification more time, once."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "extend_verification", record)
        rules.extended_once(desk.rules, sum(done.step == "extend_verification" for done in record.steps))
        later = verification_due(desk, record.fields.get("verification_due"))
        return write(desk, shelf, "extend_verification", record, later, reason=reason)


@step(KIND)
def return_verification(desk: Desk, order: ReturnVerification) -> ToleranceMoved:
    """Send the report back with the reason."""
    return moved(desk, "return_verification", order.case, reason=said(order.reason))


@step(KIND)
def verify_again(desk: Desk, order: VerifyAgain) -> ToleranceMoved:
    """Take the case back to the facts; the answers stay and can be given anew once the report is approved."""
    return moved(desk, "verify_again", order.case, reason=said(order.reason))


@step(KIND)
def withdraw_tolerance(desk: Desk, order: WithdrawTolerance) -> ToleranceMoved:
    """Enter that the applicant withdraws; nothing of the case is deleted."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.case)
        allowed(desk, "withdraw_tolerance", record)
        rules.withdrawable(desk.rules, record.fields.get("applicant_kind", ""))
        return write(desk, shelf, "withdraw_tolerance", record, {"outcome": "withdrawn"}, reason=reason)


def said(reason: str) -> str:
    """The reason; refused when it says nothing."""
    if not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    return reason


def moved(
    desk: Desk, name: str, case: str, fields: Mapping[str, Any] | None = None, **extras: object
) -> ToleranceMoved:
    """One step that asks nothing but state, role and person; `fields` are set with it."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, case)
        allowed(desk, name, record)
        return write(desk, shelf, name, record, fields, **extras)


def write(
    desk: Desk, shelf: "Shelf", name: str, record: "State", fields: Mapping[str, Any] | None = None, **extras: object
) -> ToleranceMoved:
    """Fields and transition of one step."""
    if fields:
        shelf.set(KIND, record.id, fields)
    advance(desk, shelf, name, record, **extras)
    return ToleranceMoved(record.id, shelf.record(KIND, record.id).state)


def _day(desk: Desk, day: date | None) -> str:
    return (day or desk.clock.today()).isoformat()


def verification_due(desk: Desk, last: str | None = None) -> dict[str, str]:
    """The last day of the verification: from today on, or with the days of an extension behind the last one."""
    today = desk.clock.today()
    move = desk.rules.procedure(KIND).transition("extend_verification" if last else "begin_verification")
    days = move.limit.working_days if move and move.limit else None
    due = counted(date.fromisoformat(last) if last else today, Limit(working_days=days)).on.isoformat() if days else ""
    return {"verification_due": due} | ({} if last else {"verifying_on": today.isoformat()})


def _level(shelf: "Shelf", record: "State") -> str:
    return str(shelf.record("person", record.fields["subject"]).fields.get("managed_by", ""))


def _decided(shelf: "Shelf", record: "State") -> tuple[str, ...]:
    """Numbers of determined cases about the same act of the same person."""
    about = {name: record.fields[name] for name in ("subject", "act_date")}
    rows = shelf.rows(KIND, ("number", "matter"), where=about | {"state": DETERMINED})
    return tuple(number for number, matter in rows if bare(matter) == bare(record.fields["matter"]))


def _officers(shelf: "Shelf") -> Mapping[str, tuple[str, ...]]:
    """Officers' ids by name and by id."""
    found: dict[str, tuple[str, ...]] = {}
    for id_, name in shelf.rows("officer", ("id", "name")):
        found[id_], found[name] = (id_,), (*found.get(name, ()), id_)
    return found
