"""Who handles a petition: once it is assigned, the steps of its handling are those officers' alone."""

from typing import TYPE_CHECKING

from lucheng_desktop.cases.disposals import HANDLER, handled_by

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Transition
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

HANDLED = "disposals.handled_by"
"""The guard, as the pack names it beside the steps that are a handler's."""


def only_assigned(desk: "Desk", transition: "Transition", record: "State") -> None:
    """Refused E-HANDLER when the petition of this record was assigned to others than the officer at the desk."""
    if not desk.vault.shelves:
        with desk.vault.reading():
            only_assigned(desk, transition, record)
        return
    if set(transition.actors) & set(desk.officer.roles) - {HANDLER}:
        return
    shelf = desk.vault.shelves[-1]
    handlers = _handlers(shelf, record)
    own = (desk.officer.id, *desk.officer.former)
    if handlers and not set(own) & set(handlers):
        names = [name for (name,) in shelf.rows("officer", ("name",), where={"id": list(handlers), "retired": None})]
        handled_by(desk.rules, transition, handlers, own, serving=names)


def _handlers(shelf: "Shelf", record: "State") -> tuple[str, ...]:
    """Those whom the petition of a record is assigned to; none before it is."""
    if record.kind == "petition":
        return tuple(record.fields.get("handlers") or ())
    rows = shelf.rows("petition", ("handlers",), where={"id": record.fields.get("petition", "")})
    return tuple((rows[0][0] or "").split()) if rows else ()
