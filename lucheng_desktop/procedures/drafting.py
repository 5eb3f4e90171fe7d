"""Drafting the circular of a clearance, point by point from the approved record."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.documents import CircularDraft, draft_data, read_draft
from lucheng_desktop.cases.names import surname
from lucheng_desktop.places import resource, words
from lucheng_desktop.procedures.desk import Desk, advance
from lucheng_desktop.procedures.frozen import text_digest

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@cache
def _office() -> Mapping[str, Any]:
    """Names, addressees and copies of this office (`resources/circulars/office.toml`)."""
    return tomllib.loads(resource("circulars", "office.toml").read_text("utf-8"))


def draft_circular(desk: Desk, shelf: "Shelf", clearance: "State") -> str:
    """The document drafted for a clearance; its text comes from summary and finding, never from the complaint."""
    from lucheng_desktop.circulars.render import render

    draft = _compose(desk, shelf, clearance)
    render(draft)
    fields = {"kind": draft.kind, "title": draft.title, "draft": draft_data(draft), "clearance": clearance.id}
    document = shelf.create("document", fields | {"subject": clearance.fields["subject"]})
    drafted = shelf.record("document", document)
    advance(desk, shelf, "draft_document", drafted, text=text_digest(drafted))
    return document


def _compose(desk: Desk, shelf: "Shelf", clearance: "State") -> CircularDraft:
    from lucheng_desktop.circulars.compose import ClearanceFacts, ClearedPoint, clearance_circular, wording

    office, subject = _office(), shelf.record("person", clearance.fields["subject"]).fields
    finding = shelf.record("allegation", clearance.fields["allegation"]).fields["finding"]
    display = clearance.fields["name_display"]
    to = office["to"][clearance.fields["scope"]]
    facts = ClearanceFacts(
        issuers=tuple(office["issuers"]),
        subject=office["name"][display].format(name=subject["name"], surname=surname(subject["name"])),
        points=(ClearedPoint(clearance.fields["summary"], finding),),
        verified_by=office["verified_by"],
        date=desk.clock.today(),
        to=tuple(one.format(unit=subject["unit"]) for one in to),
        practice=desk.vault.practice or not _approved(desk),
        post=f"{subject['unit']}{subject['post']}" if display == "full" else "",
        cc=tuple(office["cc"]),
        printed_by=office["printed_by"],
        printed_on=desk.clock.today(),
    )
    return clearance_circular(facts, wording())


def _approved(desk: Desk) -> bool:
    """Whether this office has approved the pack; until then every document is an exercise."""
    approved: str = words("cases")["statuses"][1]
    return desk.rules.pack.status == approved


def protected_draft(shelf: "Shelf", clearance: "State") -> CircularDraft:
    """The draft with the complainant to be protected; opens the sealed identity for this one purpose, on the record."""
    data = shelf.record("document", clearance.fields["document"]).fields["draft"]
    petition = clearance.fields["petition"]
    if not shelf.identity_sealed(petition):
        return read_draft(data)
    return read_draft({**data, "protected": [_protected(shelf.open_identity(petition, "secrecy_review"))]})


def _protected(identity: Mapping[str, str]) -> dict[str, Any]:
    """The sealed identity in the shape of a draft's `protected`; lists lie in it as lines."""
    lists = {name: identity.get(name, "").splitlines() for name in ("aliases", "phrases")}
    return {name: identity.get(name, "") for name in ("name", "unit", "phone", "id_no", "address")} | lists
