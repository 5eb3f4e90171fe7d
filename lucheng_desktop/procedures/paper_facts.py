"""What a record says of itself in the words that the office's papers ask for."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.places import words
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.drafting import about, office_words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

_DAYS = {
    "applied_on": ("applied_on", "submitted_on"), "accepted_on": ("accepted_on",), "act_date": ("act_date",),
    "verify_by": ("verification_due",), "began_on": ("verifying_on",), "notified_on": ("notified_on",),
    "rectify_by": ("rectify_due",), "start_on": ("start_on",), "end_on": ("planned_end_on",),
}  # fmt: skip
"""Field of a paper -> the columns that hold its day."""
_TERMS = {
    "effect": ("adverse_effect", "harms"), "scope": ("scope", "scopes"), "display": ("name_display", "name_displays"),
    "stage": ("stage", "responsibility_stages"), "applicant_kind": ("applicant_kind", "applicant_kinds"),
    "outcome": ("outcome", "outcomes"), "consent": ("consent", "consents"),
}  # fmt: skip
"""Field of a paper -> the field of the record whose code it tells, and the words for it."""
_TEXTS = {
    "applicant": "applicant", "matter": "matter", "basis": "basis", "materials": "materials",
    "scope_reason": "scope.reason", "facts": "application.facts", "reported": "application.false_content",
    "counter": "objection", "unit": "posting_unit", "task": "plan.task", "branch": "mentor.branch",
}  # fmt: skip
_PERSON = {"clearance": "subject", "tolerance": "subject", "redeployment": "person"}


def known_facts(desk: "Desk", shelf: "Shelf", record: "State") -> dict[str, Any]:
    """Field -> value for everything the record holds; what it does not hold is not among them."""
    if record.kind == "consultation":
        return {}
    return {name: value for name, value in _told(desk, shelf, record) if value}


def _told(desk: "Desk", shelf: "Shelf", record: "State") -> Iterator[tuple[str, Any]]:
    person = shelf.record("person", record.fields[_PERSON[record.kind]]).fields
    yield "subject", person["name"]
    yield "post", f"{person.get('unit', '')}{person.get('post', '')}"
    yield "original", f"{person.get('unit', '')}{person.get('post', '')}"
    yield from ((name, str(record.fields.get(path) or "")) for name, path in _TEXTS.items())
    for name, columns in _DAYS.items():
        days = [record.fields[column] for column in columns if record.fields.get(column)]
        yield name, date.fromisoformat(days[0]) if days else None
    for name, (path, terms) in _TERMS.items():
        code = record.fields.get(path)
        yield name, _word(desk, terms, code) if code else ""
    yield from _OWN[record.kind](desk, shelf, record)


def _word(desk: "Desk", terms: str, code: str) -> str:
    try:
        return desk.rules.term(terms, code)
    except (Refused, AttributeError):
        return ""


def _of_clearance(desk: "Desk", shelf: "Shelf", record: "State") -> Iterator[tuple[str, Any]]:
    if record.fields.get("summary"):
        yield "points", about(shelf, record)["points"]
    yield "verified_by", office_words()["verified_by"]
    yield "form", "、".join(desk.rules.term("forms", form) for form in record.fields.get("forms") or ())


def _of_tolerance(desk: "Desk", shelf: "Shelf", record: "State") -> Iterator[tuple[str, Any]]:
    titles = {situation.code: situation.title for situation in desk.rules.situations}
    yield "claimed", tuple(titles[code] for code in record.fields.get("claimed") or () if code in titles)
    yield "department", desk.rules.term("roles", "handling_dept")
    yield "verifiers", tuple(record.fields.get("verifiers") or ())
    last = record.steps[-1].body if record.steps else {}
    yield "missing", tuple({"item": words("history")["fields"].get(one, one)} for one in last.get("missing") or ())
    yield "reason", str(last.get("reason") or "")
    yield "review_organ", str(last.get("review_organ") or "")


def _of_redeployment(desk: "Desk", shelf: "Shelf", record: "State") -> Iterator[tuple[str, Any]]:
    mentor = record.fields.get("mentor")
    yield "mentor", (shelf.record("person", mentor).fields["name"],) if mentor else ()
    kept = (desk.rules.term("sanctions", one.imposed.code) for one in dossier.recorded(shelf, record.fields["person"]))
    yield "reason", "、".join(kept)


_OWN = {"clearance": _of_clearance, "tolerance": _of_tolerance, "redeployment": _of_redeployment}
