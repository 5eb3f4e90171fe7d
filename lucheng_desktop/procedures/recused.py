"""Whom the register of recusals keeps from a record: one indexed look-up a transaction, more only for the recused."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import recusal as rules

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Transition
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

_KNOWN, _SETTLED = "recusals", "reach of "
Kept = Mapping[str, str]
"""Ids of persons and records that an officer is kept from, each with the relation."""


def stands_clear(desk: "Desk", transition: "Transition", *records: "State") -> None:
    """Refused E-RECUSED when the desk's officer is recused from one of these records or from a person in them (F18)."""
    if not desk.vault.shelves:
        with desk.vault.reading():
            stands_clear(desk, transition, *records)
        return
    kept = reach(desk.vault.shelves[-1], desk.officer.id, *desk.officer.former)
    if kept and transition.code not in rules.OWN_STEPS:
        rules.not_recused(desk.rules, transition, kept, about(*records))


def reach(shelf: "Shelf", *officer: str) -> Kept:
    """All that an officer is kept from now: what he is recused from, what is about it, and what hangs on that (C32).

    The same for steps, for lists and for whatever is asked for by its id.
    """
    kept = _recused_from(shelf, officer)
    if not kept:
        return kept
    settled: Kept | None = shelf.looked_up.get(_SETTLED + " ".join(officer))
    return _spread(shelf, kept) if settled is None else settled


def settle(shelf: "Shelf", *officer: str) -> Kept:
    """The same, found once for a view in which nothing changes."""
    shelf.looked_up[_SETTLED + " ".join(officer)] = found = reach(shelf, *officer)
    return found


def about(*records: "State") -> frozenset[str]:
    """The records themselves and all that they name."""
    return frozenset(id_ for record in records for id_ in (record.id, *_named(record.fields)))


def _recused_from(shelf: "Shelf", officer: tuple[str, ...]) -> Kept:
    known: dict[tuple[str, ...], Kept] = shelf.looked_up.setdefault(_KNOWN, {})
    if officer not in known:
        where = {"officer": officer, "state": rules.STANDING}
        rows = shelf.rows("recusal", ("person", "record", "relation"), where=where)
        known[officer] = {target: relation for *targets, relation in rows for target in targets if target}
    return known[officer]


def _spread(shelf: "Shelf", kept: Kept) -> Kept:
    """Step by step from what is kept to what names it, each through an index, until nothing more is found."""
    found, fresh = dict(kept), dict(kept)
    while fresh:
        fresh = {id_: relation for id_, relation in _led_from(shelf, fresh) if id_ not in found}
        found |= fresh
    return found


def _led_from(shelf: "Shelf", kept: Kept) -> Iterator[tuple[str, str]]:
    ids = sorted(kept)
    for kind, column in rules.LED_BY:
        yield from ((id_, kept[named]) for id_, named in shelf.rows(kind, ("id", column), {column: ids}, order=""))
    accusing = shelf.rows("allegation", ("petition", "accused"), {"accused": ids}, order="")
    yield from ((petition, kept[accused]) for petition, accused in accusing)
    for repeat, first in shelf.rows("repeat", ("petition", "repeat_of"), {"repeat_of": ids}, order=""):
        if shelf.rows("petition", ("id",), {"id": repeat, "repeat_of": first}):
            yield repeat, kept[first]
    for (request,) in shelf.rows("false_accusation", ("id",), {"id": ids}, order=""):
        if paper := shelf.record("false_accusation", request).fields.get("document"):
            yield paper, kept[request]


def _named(fields: Mapping[str, Any]) -> Iterator[str]:
    for value in fields.values():
        parts = value if isinstance(value, list | tuple) else (value,)
        yield from (one for one in parts if isinstance(one, str) and len(one) == 32)
