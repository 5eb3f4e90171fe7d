"""What a recused officer may not read (C32): one view of the vault in which it is not there, and asking is noted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from lucheng_desktop.cases import recusal as rules
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.places import words
from lucheng_desktop.procedures import recused

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

Row = TypeVar("Row")


@contextmanager
def looking(desk: "Desk") -> Iterator["Shelf"]:
    """The vault as the officer at the desk may see it; every reader reads here.

    Lists leave out what he is recused from; a record that is asked for is refused E-RECUSED/read and noted on it.
    """
    from lucheng_desktop.vault.shelf import HiddenRecord

    kept: recused.Kept = {}
    try:
        with desk.vault.reading() as shelf:
            kept = recused.settle(shelf, desk.officer.id, *desk.officer.former)
            yield replace(shelf, hidden=frozenset(kept)) if kept else shelf
    except HiddenRecord as asked:
        with desk.vault.transaction() as shelf:
            said = {"what": "reading_refused", "purpose": kept[asked.id]}
            shelf.append(_kind_of(shelf, asked.id), asked.id, "note", said)
        rules.not_read(desk.rules, kept[asked.id])


def refuse(desk: "Desk", kind: str, *ids: str) -> None:
    """Refused E-RECUSED/read, and noted on the record, when the officer is recused from one of these records."""
    from lucheng_desktop.vault.shelf import HiddenRecord

    if kind in rules.OF_THE_HOUSE:
        return
    with looking(desk) as shelf:
        for id_ in ids:
            if id_ in shelf.hidden:
                raise HiddenRecord(kind, id_)


def refuse_family(desk: "Desk", kind: str, record: str) -> None:
    """The same when anything that belongs to the record is hidden: what leaves the house leaves whole or not at all."""
    from lucheng_desktop.procedures.family import family

    refuse(desk, kind, record)
    with desk.vault.reading() as shelf:
        members = family(shelf, kind, record) if recused.reach(shelf, desk.officer.id, *desk.officer.former) else ()
    for member in members:
        refuse(desk, *member)


def refuse_key(desk: "Desk", key: str) -> None:
    """The same for the id of a record of whatever kind, or a key that is none."""
    if key in hidden(desk):
        with desk.vault.reading() as shelf:
            kind = _kind_of(shelf, key)
        refuse(desk, kind, key)


def _kind_of(shelf: "Shelf", id_: str) -> str:
    """What the record is, whatever it was asked for as."""
    return next(kind for kind in KINDS if shelf.rows(kind, ("id",), {"id": id_}))


def masked(rows: Iterable[Row], desk: "Desk", *fields: str, by: str = "id") -> tuple[Row, ...]:
    """A register keeps every line: of what the officer is recused from, these fields say only that they are hidden.

    `by`: the field with the record's id.
    """
    left_out, shown = hidden(desk), dict.fromkeys(fields, hidden_word())
    return tuple(
        cast("Row", replace(cast("Any", row), **shown)) if getattr(row, by) in left_out else row for row in rows
    )


def unspoken(desk: "Desk") -> frozenset[str]:
    """Ids and numbers of all that is hidden; empty for nearly everybody."""
    left_out = hidden(desk)
    if not left_out:
        return left_out
    with desk.vault.reading() as shelf:
        numbered = (kind for kind in KINDS.values() if "number" in kind.columns)
        rows = (row for kind in numbered for row in shelf.rows(kind.name, ("number",), {"id": left_out}, order=""))
        return left_out | {number for (number,) in rows if number}


def covered(names: Iterable[str], unsaid: frozenset[str]) -> tuple[str, ...]:
    """Numbers or ids as a receipt lists them, those that are not said covered."""
    return tuple(hidden_word() if name in unsaid else name for name in names)


def hidden_word() -> str:
    """What a register says in place of what it does not show."""
    word: str = words("cases")["recused"]
    return word


def hidden(desk: "Desk") -> frozenset[str]:
    """Ids of everything that is about a person or record the officer is recused from; empty for nearly everybody."""
    with desk.vault.reading() as shelf:
        return frozenset(recused.reach(shelf, desk.officer.id, *desk.officer.former))
