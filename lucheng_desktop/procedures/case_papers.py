"""Forms, notices and reports of a case: drafted at their moment from what the record says, asking for the rest."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import paper_moments as rules
from lucheng_desktop.cases import shapes
from lucheng_desktop.cases.clearance import neutral_summary
from lucheng_desktop.cases.paper_moments import Moment
from lucheng_desktop.places import resource
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.drafting import draft_paper
from lucheng_desktop.procedures.paper_facts import known_facts
from lucheng_desktop.procedures.reading import refuse
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

PURPOSE = "case_paper"
PRINCIPAL = ("principal",)
_FORMS: Mapping[str, Any] = {
    "date": date, "count": int, "items": tuple[dict[str, str], ...], "names": tuple[str, ...],
    "people": tuple[str, ...],
}  # fmt: skip
"""What a field of a template takes; every other is text."""


@dataclass(frozen=True, slots=True)
class DraftCasePaper:
    """`kind`: a template; `facts`: by field what the record does not say; `to`: addressees where they are given."""

    kind: str
    record_kind: str
    record: str
    facts: dict[str, Any] = field(default_factory=dict)
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePaperDrafted:
    """The draft, and the fields that the record itself filled."""

    document: str
    title: str
    filled: tuple[str, ...]


@step("document")
def draft_case_paper(desk: Desk, order: DraftCasePaper) -> CasePaperDrafted:
    """Draft one; refused at another moment, by another officer, and with the whole list of what is missing."""
    moment = rules.moment_of(_moments(), order.kind, order.record_kind)
    refuse(desk, order.record_kind, order.record)
    with desk.vault.transaction() as shelf:
        record = shelf.record(order.record_kind, order.record)
        rules.at_its_moment(desk.rules, moment, state=record.state, roles=desk.officer.roles)
        fields = _fields(order.kind)
        known = {name: told for name, told in known_facts(desk, shelf, record).items() if name in fields}
        given = _given(order.facts, fields, known)
        if record.kind == "clearance":
            _no_quotation(desk, shelf, record, given)
        facts = known | given
        to = rules.addressees(moment, order.to, unit=str(facts.get("post", "")), person=str(facts.get("subject", "")),
                              applicant=str(facts.get("applicant", "")))  # fmt: skip
        owner = _owner(shelf, record)
        document = draft_paper(
            desk, shelf, order.kind, facts, owner, to=to, purpose=PURPOSE, classification=moment.mark, hangs_on=record
        )
        title = shelf.record("document", document).fields["title"]
    return CasePaperDrafted(document, title, tuple(known))


@cache
def _moments() -> tuple[Moment, ...]:
    told = tomllib.loads(resource("circulars", "moments.toml").read_text("utf-8"))["moment"]
    return tuple(
        Moment(one["kind"], one["of"], tuple(one["states"]), tuple(one["actors"]), one.get("class"), one.get("to", ""),
               tuple(one.get("signed_by", PRINCIPAL)))
        for one in told
    )  # fmt: skip


def signed_by(template: str) -> tuple[str, ...]:
    """The roles of which one signs off a paper of this template."""
    return next((one.signed_by for one in _moments() if one.kind == template), PRINCIPAL)


def _fields(kind: str) -> Mapping[str, Any]:
    from lucheng_desktop.circulars.templates import template

    told: Mapping[str, Any] = template(kind)["fields"]
    return told


def _given(facts: Mapping[str, Any], fields: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """What the drafter says, in the types of the template; refused where the record says it already."""
    found = {}
    for name, value in facts.items():
        told = fields.get(name, {})
        rules.said_once(name, str(told.get("label", name)), known=name in known or told.get("type") == "points")
        try:
            found[name] = shapes.read(_FORMS.get(told.get("type", ""), str), value)
        except Refused as fault:
            path = f"$.facts.{name}{(fault.path or '$')[1:]}"
            raise Refused("E-PAPER/type", path=path, field=told.get("label", name), fault=fault.message) from None
    return found


def _no_quotation(desk: Desk, shelf: "Shelf", record: "State", given: Mapping[str, Any]) -> None:
    """What the drafter writes quotes no complaint (F27)."""
    complaint = shelf.record("allegation", record.fields["allegation"]).fields["text"]
    for value in given.values():
        neutral_summary(desk.rules, f" {value} ", complaint)


def _owner(shelf: "Shelf", record: "State") -> "State":
    """The record whose subject the paper is about: for a meeting, the case before it."""
    if record.kind == "consultation":
        return shelf.record(record.fields["subject_kind"], record.fields["subject"])
    return record
