"""Drafting papers from the approved record: the circular or letter of a clearance, and what goes to the city."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.documents import CircularDraft, draft_data, read_draft
from lucheng_desktop.cases.names import surname
from lucheng_desktop.cases.secrecy import read_mark, within_ceiling
from lucheng_desktop.places import resource, words
from lucheng_desktop.procedures.desk import Desk, advance, allowed
from lucheng_desktop.procedures.frozen import refuse_changed, text_digest
from lucheng_desktop.procedures.machine import ceiling
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.documents import Protected
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


_CASE_PAPER = "case_paper"


@cache
def office_words() -> Mapping[str, Any]:
    """Names, addressees and copies of this office (`resources/circulars/office.toml`)."""
    return tomllib.loads(resource("circulars", "office.toml").read_text("utf-8"))


def draft_clearing(desk: Desk, shelf: "Shelf", clearance: "State") -> str:
    """The paper of a clearance: a circular where that is a form, else the letter that goes with any other form.

    Its text comes from summary and finding, never from the complaint.
    """
    if "circular" in clearance.fields["forms"]:
        return _entered(desk, shelf, _circular(desk, shelf, clearance), clearance)
    to = addressees(shelf, clearance)
    return draft_paper(desk, shelf, "clearance_letter", about(shelf, clearance), clearance, to=to)


def draft_paper(
    desk: Desk, shelf: "Shelf", template: str, facts: Mapping[str, Any], owner: "State | None", *,
    to: Sequence[str], signer: str = "", purpose: str = "", classification: str | None = None,
    hangs_on: "State | None" = None,
) -> str:  # fmt: skip
    """A paper from the office's template; refused with the whole list of what is missing (E-INPUT/fields)."""
    from lucheng_desktop.circulars.templates import Frame, compose

    office, today = office_words(), desk.clock.today()
    frame = Frame(
        issuers=tuple(office["issuers"]),
        date=today,
        practice=_practice(desk),
        to=tuple(to),
        signers=(signer,) if signer else (),
        printed_by=office["printed_by"],
        printed_on=today,
        classification=classification,
    )
    more = {"template": template} | ({hangs_on.kind: hangs_on.id} if hangs_on else {}) if purpose == _CASE_PAPER else {}
    return _entered(desk, shelf, compose(template, facts, frame), owner, purpose, more)


def _entered(
    desk: Desk, shelf: "Shelf", draft: CircularDraft, owner: "State | None", purpose: str = "",
    more: Mapping[str, str] = MappingProxyType({}),
) -> str:  # fmt: skip
    """The document of a draft that passed the gate; `purpose`: what it does for its owner, if not issue it."""
    from lucheng_desktop.circulars.render import admit

    within_ceiling(desk.rules, read_mark(draft.classification), ceiling(desk, shelf))
    admit(draft)
    fields: dict[str, Any] = {"kind": draft.kind, "title": draft.title, "draft": draft_data(draft)}
    fields |= {"purpose": purpose} if purpose else {}
    fields |= more
    if owner is not None:  # a list of many filings is about nobody
        subject = owner.fields["person" if owner.kind == "redeployment" else "subject"]
        fields |= {owner.kind: owner.id, "subject": subject}
    document = shelf.create("document", fields)
    drafted = shelf.record("document", document)
    advance(desk, shelf, "draft_document", drafted, text=text_digest(drafted))
    return document


def about(shelf: "Shelf", owner: "State") -> dict[str, Any]:
    """Whom and what a paper clears, as every template asks for it: name, post, the one point, who verified it."""
    from lucheng_desktop.circulars.compose import ClearedPoint

    office, subject = office_words(), shelf.record("person", owner.fields["subject"]).fields
    finding = shelf.record("allegation", owner.fields["allegation"]).fields["finding"]
    display = owner.fields.get("name_display", "full")
    return {
        "subject": _name(subject["name"], display),
        "post": f"{subject['unit']}{subject['post']}" if display == "full" else subject["unit"],
        "points": (ClearedPoint(owner.fields["summary"], finding),),
        "verified_by": office["verified_by"],
    }


def addressees(shelf: "Shelf", clearance: "State") -> tuple[str, ...]:
    """To whom a paper of that scope goes."""
    unit = shelf.record("person", clearance.fields["subject"]).fields["unit"]
    return tuple(one.format(unit=unit) for one in office_words()["to"][clearance.fields["scope"]])


def signer(shelf: "Shelf", named: str) -> str:
    """Who signs what goes to a higher organ: the principal named in the order, or the only one there is."""
    rows = shelf.rows("officer", ("name", "roles"), where={"local": 1, "retired": None})
    names = [name for name, roles in rows if "principal" in (roles or "").split()]
    fitting = [name for name in names if named in ("", name)]
    if len(fitting) != 1:
        raise Refused("E-SIGNER", path="$.signer", count=len(fitting))
    return str(fitting[0])


def _name(name: str, display: str) -> str:
    text: str = office_words()["name"][display]
    return text.format(name=name, surname=surname(name))


def _circular(desk: Desk, shelf: "Shelf", clearance: "State") -> CircularDraft:
    from lucheng_desktop.circulars.compose import ClearanceFacts, clearance_circular, wording

    office, told = office_words(), about(shelf, clearance)
    full = clearance.fields["name_display"] == "full"
    facts = ClearanceFacts(
        issuers=tuple(office["issuers"]),
        subject=told["subject"],
        points=told["points"],
        verified_by=office["verified_by"],
        date=desk.clock.today(),
        to=addressees(shelf, clearance),
        practice=_practice(desk),
        post=told["post"] if full else "",
        cc=tuple(office["cc"]),
        printed_by=office["printed_by"],
        printed_on=desk.clock.today(),
    )
    return clearance_circular(facts, wording())


def _practice(desk: Desk) -> bool:
    return desk.vault.practice or not _approved(desk)


def _approved(desk: Desk) -> bool:
    """Whether this office has approved the pack; until then every document is an exercise."""
    approved: str = words("cases")["statuses"][1]
    return desk.rules.pack.status == approved


def hold_against_identity(desk: Desk, shelf: "Shelf", name: str, record: "State") -> None:
    """The secrecy review of a record's paper: laid out beside the sealed identity, which the text may not betray.

    Only the petition office can open it (F01, F02; art. 47).
    """
    from lucheng_desktop.circulars.render import admit

    allowed(desk, name, record)
    document = shelf.record("document", record.fields["document"])
    refuse_changed(desk, document, record)
    admit(protected_draft(shelf, document, record.fields["petition"]))
    advance(desk, shelf, name, record, document=document.id, text=text_digest(document))


def protected_draft(shelf: "Shelf", document: "State", petition: str) -> CircularDraft:
    """The draft with the complainant to be protected; opens the sealed identity for this one purpose, on the record."""
    data = document.fields["draft"]
    if not shelf.identity_sealed(petition):
        return read_draft(data)
    return read_draft({**data, "protected": [_protected(shelf.open_identity(petition, "secrecy_review"))]})


def protected_person(identity: Mapping[str, str]) -> "Protected":
    """A sealed identity, opened, as the search for leaks takes it."""
    from lucheng_desktop.cases.documents import Protected

    told = _protected(identity)
    return Protected.model_validate({name: tuple(one) if isinstance(one, list) else one for name, one in told.items()})


def _protected(identity: Mapping[str, str]) -> dict[str, Any]:
    """The sealed identity in the shape of a draft's `protected`; lists lie in it as lines."""
    lists = {name: identity.get(name, "").splitlines() for name in ("aliases", "phrases")}
    return {name: identity.get(name, "") for name in ("name", "unit", "phone", "id_no", "address")} | lists
