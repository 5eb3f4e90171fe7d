"""Drafting the circular of a clearance, point by point from the approved record."""

from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.documents import CircularDraft, draft_data, read_draft
from lucheng_desktop.procedures.desk import Desk, advance

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


def draft_circular(desk: Desk, shelf: "Shelf", clearance: "State") -> str:
    """The document record drafted for a clearance; its text comes from the summary and the finding, never from the complaint."""
    from lucheng_desktop.circulars.render import render

    draft = _compose(desk, shelf, clearance)
    render(draft)
    fields = {"kind": draft.kind, "title": draft.title, "draft": draft_data(draft), "clearance": clearance.id}
    document = shelf.create("document", fields | {"subject": clearance.fields["subject"]})
    advance(desk, shelf, "draft_document", shelf.record("document", document))
    return document


def protected_draft(shelf: "Shelf", clearance: "State") -> CircularDraft:
    """The draft with the complainant to be protected; opens the sealed identity for this one purpose, on the record."""
    data = shelf.record("document", clearance.fields["document"]).fields["draft"]
    petition = clearance.fields["petition"]
    if not shelf.identity_sealed(petition):
        return read_draft(data)
    return read_draft({**data, "protected": [_protected(shelf.open_identity(petition, "secrecy_review"))]})
