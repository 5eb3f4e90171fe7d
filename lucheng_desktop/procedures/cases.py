"""All cases of the office in one list, found by number or by record id."""

from dataclasses import dataclass
from typing import Any

from lucheng_desktop.procedures import plain
from lucheng_desktop.procedures.accusation import show_accusation
from lucheng_desktop.procedures.clearance import show_clearance
from lucheng_desktop.procedures.consultation_votes import show_consultation
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.issuing import show_document
from lucheng_desktop.procedures.petitions import show_petition
from lucheng_desktop.procedures.progress import standing
from lucheng_desktop.procedures.redeployed import show_redeployment
from lucheng_desktop.procedures.sanctions import show_sanction
from lucheng_desktop.procedures.tolerance import show_tolerance
from lucheng_desktop.refusal import Refused

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
    """One case: kind, id, number (empty when it has none), state in words."""

    kind: str
    id: str
    number: str
    state: str
    word: str
    conflict: bool


def list_cases(desk: Desk) -> tuple[CaseRow, ...]:
    """Every case of every kind that has a page of its own."""
    with desk.vault.reading() as shelf:
        rows = [
            (kind, *row)
            for kind in READERS
            for row in shelf.rows(kind, ("id", "number" if kind in NUMBERED else "id", "state", "voided", "conflict"))
        ]
    return tuple(
        CaseRow(
            kind,
            id_,
            number if kind in NUMBERED and number else "",
            *standing(desk, kind, state, voided=bool(voided)),
            bool(conflict),
        )
        for kind, id_, number, state, voided, conflict in rows
    )


def find_case(desk: Desk, wanted: str) -> tuple[str, str]:
    """(kind, id) of the case with this number or id; refused E-ABSENT."""
    for row in list_cases(desk):
        if wanted in (row.id, row.number):
            return row.kind, row.id
    raise Refused("E-ABSENT/case", number=wanted)


def show_case(desk: Desk, kind: str, record: str) -> Any:
    """What the page of that case shows."""
    return READERS[kind](desk, record)
