"""Filing a reform beforehand: the day of filing is the register's own, and a case is judged against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import prefiling as rules
from lucheng_desktop.cases.secrecy import WORK, Class, mark
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.drafting import draft_paper
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.papers import CASE_PAPER
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.tolerance import assessor
from lucheng_desktop.procedures.tolerance_application import said
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

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
class DraftPrefiledList:
    """The list of what was filed from `first` to `last`, both days included."""

    first: date
    last: date
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class PrefiledListDrafted:
    """The draft, and how many filings it lists."""

    document: str
    title: str
    count: int


_LISTED = ("id", "number", "unit", "matter", "start_on", "end_on", "filed_on", "state")


@step("document")
def draft_prefiled_list(desk: Desk, order: DraftPrefiledList) -> PrefiledListDrafted:
    """Draft the list of filings of a period as a form, each with its day of filing; what was withdrawn says so."""
    rules.period_told(desk.rules, order.first, order.last, desk.clock.today())
    rules.keeps_the_list(desk.rules, desk.officer.roles)
    with desk.vault.transaction() as shelf:
        rows = shelf.rows(KIND, _LISTED, where={"voided": 0}, order="created")
        within = [row for row in rows if order.first.isoformat() <= (row[6] or "") <= order.last.isoformat()]
        officers = dict(shelf.rows("officer", ("id", "name")))
        items = tuple(_listed(desk, shelf, dict(zip(_LISTED, row, strict=True)), officers) for row in within)
        if not items:
            raise Refused("E-PREFILED/none", path="$.first", rule=desk.rules.quote("F13"))
        told = {"items": items, "count": len(items), "made_by": desk.officer.name, **_period(order)}
        told |= {"checked_by": order.checked_by} if order.checked_by.strip() else {}
        document = draft_paper(desk, shelf, "prefiled_list", told, None, to=(), purpose=CASE_PAPER,
                               classification=mark(Class(WORK)))  # fmt: skip
        title = shelf.record("document", document).fields["title"]
    return PrefiledListDrafted(document, title, len(items))


def _period(order: DraftPrefiledList) -> dict[str, object]:
    from lucheng_desktop.circulars.parts import day

    return {"period": f"{day(order.first)}—{day(order.last)}"}


def _listed(desk: Desk, shelf: "Shelf", row: Mapping[str, str], officers: Mapping[str, str]) -> dict[str, object]:
    """One filing as the list prints it."""
    record = shelf.record(KIND, row["id"])
    told = {name: record.fields.get(name) for name in ("basis", "decision_record", "risks")}
    days = {name: date.fromisoformat(row[name]) for name in ("start_on", "end_on", "filed_on")}
    by = officers.get(record.doer("file_prefiled") or "")
    state = desk.rules.procedure(KIND).state_name(row["state"])
    return told | days | {"serial": row["number"], "unit": row["unit"], "matter": row["matter"], "filed_by": by,
                          "state": state}  # fmt: skip


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
