"""Filing a reform beforehand: the day of filing is the register's own, and a case is judged against it."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import prefiling as rules
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.tolerance import assessor
from lucheng_desktop.procedures.tolerance_application import said
from lucheng_desktop.refusal import Refused

KIND = "prefiled"


@dataclass(frozen=True, slots=True)
class DraftPrefiled:
    """A reform a unit means to try: what, when, on what basis, decided by whom."""

    unit: str
    matter: str
    start_on: date
    end_on: date
    basis: str
    decision_record: str
    risks: str = ""


@dataclass(frozen=True, slots=True)
class PrefiledDrafted:
    """The draft; it counts from the day it is filed."""

    prefiled: str


@dataclass(frozen=True, slots=True)
class FilePrefiled:
    """Enter it in the list today."""

    prefiled: str


@dataclass(frozen=True, slots=True)
class PrefiledFiled:
    """Its number, and the day that stands for ever."""

    prefiled: str
    number: str
    filed_on: date


@dataclass(frozen=True, slots=True)
class ExpirePrefiled:
    """The filed period is over."""

    prefiled: str


@dataclass(frozen=True, slots=True)
class WithdrawPrefiled:
    """The unit does not go on."""

    prefiled: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrefiledEnded:
    """The filing and where it stands."""

    prefiled: str
    state: str


@dataclass(frozen=True, slots=True)
class LinkPrefiled:
    """The filing that a tolerance case rests on."""

    case: str
    prefiled: str


@dataclass(frozen=True, slots=True)
class PrefiledLinked:
    """`late`: filed after the act, shown as such, and evidence of nothing."""

    case: str
    filed_on: date
    late: bool


@step(KIND)
def draft_prefiled(desk: Desk, order: DraftPrefiled) -> PrefiledDrafted:
    """Write down what the unit means to try."""
    told = {name: getattr(order, name) for name in ("unit", "matter", "basis", "decision_record", "risks")}
    rules.matter_told(desk.rules, told, order.start_on, order.end_on, desk.clock.today())
    days = {"start_on": order.start_on.isoformat(), "end_on": order.end_on.isoformat()}
    with desk.vault.transaction() as shelf:
        prefiled = shelf.create(KIND, told | days | {"status": "draft"})
        advance(desk, shelf, "draft_prefiled", shelf.record(KIND, prefiled))
    return PrefiledDrafted(prefiled)


@step(KIND)
def file_prefiled(desk: Desk, order: FilePrefiled) -> PrefiledFiled:
    """File it under the next number, dated by this PC and signed; nobody can name another day (F13)."""
    today = desk.clock.today()
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.prefiled)
        allowed(desk, "file_prefiled", record)
        number = case_number(desk, shelf, KIND, order.prefiled)
        filed = today.isoformat()
        shelf.set(KIND, order.prefiled, {"number": number, "filed_on": filed, "status": "filed"})
        advance(desk, shelf, "file_prefiled", record, filed_on=filed, number=number)
    return PrefiledFiled(order.prefiled, number, today)


@step(KIND)
def expire_prefiled(desk: Desk, order: ExpirePrefiled) -> PrefiledEnded:
    """Enter that the filed period is over."""
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.prefiled)
        allowed(desk, "expire_prefiled", record)
        rules.past_its_end(desk.rules, record.fields["end_on"], desk.clock.today())
        shelf.set(KIND, order.prefiled, {"status": "expired"})
        advance(desk, shelf, "expire_prefiled", record)
    return PrefiledEnded(order.prefiled, "expired")


@step(KIND)
def withdraw_prefiled(desk: Desk, order: WithdrawPrefiled) -> PrefiledEnded:
    """Take the filing back; the number stays used."""
    reason = said(order.reason)
    with desk.vault.transaction() as shelf:
        record = shelf.record(KIND, order.prefiled)
        allowed(desk, "withdraw_prefiled", record)
        shelf.set(KIND, order.prefiled, {"status": "withdrawn"})
        advance(desk, shelf, "withdraw_prefiled", record, reason=reason)
    return PrefiledEnded(order.prefiled, "withdrawn")


@step(KIND)
def link_prefiled(desk: Desk, order: LinkPrefiled) -> PrefiledLinked:
    """Let a case rest on a filing: as evidence of its basis when it came first, flagged and worth nothing when not."""
    with desk.vault.transaction() as shelf:
        case = assessor(desk, shelf, order.case)
        filing = shelf.record(KIND, order.prefiled)
        signed = [str(done.body["filed_on"]) for done in filing.steps if done.step == "file_prefiled"]
        if not signed or filing.conflicts or filing.state == "withdrawn":
            raise Refused("E-PREFILED/unfiled", path="$.prefiled", rule=desk.rules.quote("F13"))
        subject = shelf.record("person", case.fields["subject"])
        rules.same_unit(desk.rules, filing.fields, subject.fields)
        evidence = case.fields.get("findings.work_basis.evidence") or []
        fields = {"prefiled": filing.id, "prefiled_on": signed[0]}
        shelf.set("tolerance", case.id, fields | {"findings.work_basis.evidence": [*evidence, filing.id]})
    return PrefiledLinked(order.case, date.fromisoformat(signed[0]), rules.late(signed[0], case.fields["act_date"]))


@dataclass(frozen=True, slots=True)
class PrefiledRow:
    """One line of the list."""

    id: str
    number: str
    unit: str
    matter: str
    start_on: str
    end_on: str
    filed_on: str
    state: str


def list_prefiled(desk: Desk) -> tuple[PrefiledRow, ...]:
    """The list of filings, newest first."""
    columns = ("id", "number", "unit", "matter", "start_on", "end_on", "filed_on", "state")
    with looking(desk) as shelf:
        rows = shelf.rows(KIND, columns, order="-created")
    return tuple(PrefiledRow(*(value or "" for value in row)) for row in rows)
