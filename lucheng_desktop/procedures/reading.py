"""What a recused officer may not read: a record that is asked for is refused and noted, lists leave it out (C32)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from lucheng_desktop.cases import recusal as rules
from lucheng_desktop.places import words
from lucheng_desktop.procedures import recused

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf

More = ParamSpec("More")
Answer = TypeVar("Answer")
Row = TypeVar("Row")

_ALWAYS = frozenset(("officer", "office", "device", "recusal", "register", "peer", "pack", "handover"))
"""Records of the house itself; the own recusal is for its officer to read."""
_LED_BY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("allegation", ("accused", "petition")),
    ("petition", ()),
    ("repeat", ("petition",)),
    ("handling", ("person", "petition")),
    ("clearance", ("subject", "petition", "allegation")),
    ("false_accusation", ("subject", "petition", "allegation")),
    ("tolerance", ("subject",)),
    ("redeployment", ("person", "mentor")),
    ("sanction", ("person",)),
    ("document", ("subject", "clearance", "tolerance", "redeployment")),
    ("consultation", ("subject",)),
    ("appeal", ("tolerance",)),
    ("attachment", ("owner",)),
    ("suspension", ("subject",)),
)
"""Kind -> the columns that lead to what it is about, each kind after those it hangs on."""


def refuse(desk: "Desk", kind: str, *ids: str) -> None:
    """Refused E-RECUSED/read, and noted on the record, when the officer is recused from one of these records."""
    if kind in _ALWAYS:
        return
    with desk.vault.reading() as shelf:
        kept = recused.of_officer(shelf, desk.officer.id, *desk.officer.former)
        found = {id_: _relation(shelf, kept, kind, id_) for id_ in ids} if kept else {}
    for id_, relation in found.items():
        if relation:
            with desk.vault.transaction() as shelf:
                shelf.append(kind, id_, "note", {"what": "reading_refused", "purpose": relation})
            rules.not_read(desk.rules, relation)


def _relation(shelf: "Shelf", kept: "recused.Kept", kind: str, id_: str) -> str:
    about = recused.touched(shelf, shelf.record(kind, id_))
    return next((relation for target, relation in kept.items() if target in about), "")


def unrecused(
    kind: str,
) -> Callable[[Callable[Concatenate["Desk", str, More], Answer]], Callable[Concatenate["Desk", str, More], Answer]]:
    """For a reader `(desk, id, ...)` of one record: refused before anything is read."""

    def guard(
        read: Callable[Concatenate["Desk", str, More], Answer],
    ) -> Callable[Concatenate["Desk", str, More], Answer]:
        @wraps(read)
        def guarded(desk: "Desk", record: str, /, *more: More.args, **other: More.kwargs) -> Answer:
            refuse(desk, kind, record)
            return read(desk, record, *more, **other)

        return guarded

    return guard


def without_hidden(
    read: Callable[Concatenate["Desk", More], tuple[Row, ...]],
) -> Callable[Concatenate["Desk", More], tuple[Row, ...]]:
    """For a list whose rows have an `id`: rows that the officer is recused from are left out."""

    @wraps(read)
    def filtered(desk: "Desk", /, *more: More.args, **other: More.kwargs) -> tuple[Row, ...]:
        rows, left_out = read(desk, *more, **other), hidden(desk)
        return tuple(row for row in rows if cast("Any", row).id not in left_out) if left_out else rows

    return filtered


def masked(rows: Iterable[Row], desk: "Desk", *fields: str) -> tuple[Row, ...]:
    """A register keeps every line: of what the officer is recused from, these fields say only that they are hidden."""
    left_out, shown = hidden(desk), dict.fromkeys(fields, words("cases")["recused"])
    return tuple(
        cast("Row", replace(cast("Any", row), **shown)) if cast("Any", row).id in left_out else row for row in rows
    )


def hidden(desk: "Desk") -> frozenset[str]:
    """Ids of everything that is about a person or record the officer is recused from; empty for nearly everybody."""
    with desk.vault.reading() as shelf:
        kept = recused.of_officer(shelf, desk.officer.id, *desk.officer.former)
        return _hidden(shelf, frozenset(kept)) if kept else frozenset()


def _hidden(shelf: "Shelf", kept: frozenset[str]) -> frozenset[str]:
    found = set(kept)
    found |= {petition for (petition,) in shelf.rows("allegation", ("petition",), where={"accused": sorted(kept)})}
    for kind, columns in _LED_BY:
        for column in columns:
            found |= {id_ for (id_,) in shelf.rows(kind, ("id",), where={column: sorted(found)})}
    return frozenset(found)
