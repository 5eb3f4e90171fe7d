"""All cases of the office in one list, found by number or by record id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures import plain
from lucheng_desktop.procedures.accusation import show_accusation
from lucheng_desktop.procedures.clearance import show_clearance
from lucheng_desktop.procedures.consultation_votes import show_consultation
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.issuing import show_document
from lucheng_desktop.procedures.petitions import show_petition
from lucheng_desktop.procedures.portions import EVERYTHING, Portion
from lucheng_desktop.procedures.progress import standing
from lucheng_desktop.procedures.reading import looking, refuse
from lucheng_desktop.procedures.redeployed import show_redeployment
from lucheng_desktop.procedures.sanctions import show_sanction
from lucheng_desktop.procedures.titles import Titles, columns
from lucheng_desktop.procedures.tolerance import show_tolerance
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

NUMBERED = ("petition", "tolerance", "clearance", "redeployment", "prefiled")
"""Kinds that have a number inside the office."""
WHOLE = (*NUMBERED, "sanction")
"""Kinds whose history is read by itself, not as a part of another's."""
READERS = {
    "petition": show_petition,
    "tolerance": show_tolerance,
    "clearance": show_clearance,
    "document": show_document,
    "sanction": show_sanction,
    "redeployment": show_redeployment,
    "false_accusation": show_accusation,
    "consultation": show_consultation,
    "appeal": plain.reader("appeal"),
    "prefiled": plain.reader("prefiled"),
    "recusal": plain.reader("recusal"),
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case: kind, id, number (empty when it has none), state in words; `title`: what people call it."""

    kind: str
    id: str
    number: str
    state: str
    word: str
    conflict: bool
    title: str = ""


def list_cases(desk: Desk, part: Portion = EVERYTHING) -> tuple[CaseRow, ...]:
    """The cases of every kind that has a page of its own, kind after kind in the order in which they were opened."""
    with looking(desk) as shelf:
        titles = Titles(shelf, desk.rules)
        return tuple(_row(desk, titles, kind, row) for kind, row in _portion(shelf, part))


def _row(desk: Desk, titles: Titles, kind: str, row: Sequence[Any]) -> CaseRow:
    id_, state, voided, conflict, *rest = row
    said = dict(zip(columns(kind), rest, strict=True))
    number = (said["number"] if kind in NUMBERED else "") or ""
    stands = standing(desk, kind, state, voided=bool(voided))
    return CaseRow(kind, id_, number, *stands, bool(conflict), titles.line(kind, said))


def _portion(shelf: "Shelf", part: Portion) -> Iterator[tuple[str, Sequence[Any]]]:
    """The rows of a portion; the kinds before it are counted, not read."""
    start, left = part.start, part.count
    for kind in READERS:
        there = _count(shelf, kind) if start else 0
        if start < there or not start:
            shown = ("id", "state", "voided", "conflict", *columns(kind))
            rows = shelf.rows(kind, shown, limit=left, start=start)
            yield from ((kind, row) for row in rows)
            left = None if left is None else left - len(rows)
        start = max(0, start - there)
        if left == 0:
            return


def _count(shelf: "Shelf", kind: str) -> int:
    ((there,),) = shelf.rows(kind, ())
    return int(there)


def count_cases(desk: Desk) -> int:
    """How many cases there are of all those kinds."""
    with looking(desk) as shelf:
        return sum(_count(shelf, kind) for kind in READERS)


def find_case(desk: Desk, wanted: str) -> tuple[str, str]:
    """(kind, id) of the case with this number or id, each looked up in its index; refused E-ABSENT, E-RECUSED/read."""
    with desk.vault.reading() as shelf:
        found = next(_called(shelf, wanted), None)
    if found is None:
        raise Refused("E-ABSENT/case", number=wanted)
    refuse(desk, *found)
    return found


def _called(shelf: "Shelf", wanted: str) -> Iterator[tuple[str, str]]:
    for kind in READERS:
        for column in ("id", "number") if kind in NUMBERED else ("id",):
            yield from ((kind, id_) for (id_,) in shelf.rows(kind, ("id",), where={column: wanted}, limit=1))


def show_case(desk: Desk, kind: str, record: str) -> Any:
    """What the page of that case shows."""
    return READERS[kind](desk, record)
