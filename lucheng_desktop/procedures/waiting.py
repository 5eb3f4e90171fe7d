"""What is waiting for the officer at the desk: every record whose next step is theirs to take."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from lucheng_desktop.cases import printing
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures import recused
from lucheng_desktop.procedures.circulation import receipt_overdue
from lucheng_desktop.procedures.desk import Desk, allowed
from lucheng_desktop.procedures.progress import leads_back
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Procedure, Transition
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

WATCHED = {
    "petition": "number",
    "allegation": "text",
    "tolerance": "number",
    "clearance": "subject",
    "document": "title",
    "sanction": "person",
    "redeployment": "person",
}
"""Kinds with steps, each with the column that names a record in the list."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: the record, its state in words, the step and its verb, and since when it waits."""

    kind: str
    id: str
    title: str
    state: str
    step: str
    verb: str
    since: datetime


def waiting(desk: Desk) -> tuple[Task, ...]:
    """The tasks of this officer, longest waiting first; records where only other people may go on are left out."""
    with looking(desk) as shelf:
        tasks = [task for kind in WATCHED for task in _tasks(desk, shelf, desk.rules.procedure(kind))]
        tasks += _left_behind(desk, shelf)
        tasks += (*_unfinished_prints(desk, shelf), *_overdue_receipts(desk, shelf))
    return tuple(sorted(tasks, key=lambda task: task.since))


def _left_behind(desk: Desk, shelf: "Shelf") -> Iterator[Task]:
    """Petitions under way all of whose handlers have left, for whoever assigns them anew."""
    procedure = desk.rules.procedure("petition")
    moves = [move for move in procedure.transitions if move.id in _ASSIGNING and {*move.actors} & {*desk.officer.roles}]
    left = {officer for (officer,) in shelf.rows("officer", ("id",), where={"retired": 1})} if moves else set()
    if not left:
        return
    columns = ("id", "number", "state", "handlers", "closed_on", "updated")
    for id_, number, state, handlers, closed, updated in shelf.rows("petition", columns):
        move = next((one for one in moves if state in one.from_), None)
        if move and handlers and not closed and left >= set(handlers.split()):
            word = procedure.state_name(state)
            yield Task("petition", id_, number or "", word, move.id, move.title, moment(updated))


def _unfinished_prints(desk: Desk, shelf: "Shelf") -> Iterator[Task]:
    """Papers whose print nobody told of, such as after a power cut, and spoiled sheets nobody saw destroyed."""
    steps = {printing.UNTOLD: "record_print", printing.UNWITNESSED: "witness_destruction"}
    columns = ("id", "title", "printing", "updated")
    where = {"printing": sorted(steps), "voided": 0, "conflict": 0}
    for id_, title, standing, updated in shelf.rows("document", columns, where):
        with suppress(Refused):
            move = allowed(desk, steps[standing], shelf.record("document", id_))
            word = words("tasks")["printing"][standing]
            yield Task("document", id_, title or "", word, move.id, move.title, moment(updated))


def _overdue_receipts(desk: Desk, shelf: "Shelf") -> Iterator[Task]:
    """Papers that somebody has not signed for in time, each once."""
    move = next(one for one in desk.rules.procedure("delivery").transitions if one.id == "record_receipt")
    if not {*move.actors} & {*desk.officer.roles}:
        return
    late: dict[str, list[int]] = defaultdict(list)
    columns = ("document", "sent_on", "updated")
    for document, sent, updated in shelf.rows("delivery", columns, {"state": "sent", "voided": 0}):
        if receipt_overdue(desk, sent):
            late[document].append(updated)
    for document, since in late.items():
        record = shelf.record("document", document)
        if record.fields.get("printing") in (None, printing.SETTLED) and not record.voided:
            word = words("tasks")["printing"]["overdue"].format(count=len(since))
            yield Task("delivery", document, record.fields["title"], word, move.id, move.title, moment(min(since)))


_ASSIGNING = ("reassign_petition", "hand_over_petition")


def _tasks(desk: Desk, shelf: "Shelf", procedure: "Procedure") -> Iterator[Task]:
    mine = [move for move in procedure.transitions if set(move.actors) & set(desk.officer.roles)]
    mine = [move for move in mine if not move.automatic and not leads_back(procedure, move)]
    states = {state for move in mine for state in move.from_ if state}
    people = dict(shelf.rows("person", ("id", "name"))) if states else {}
    columns = ("id", "state", "updated", WATCHED[procedure.code])
    where = {"conflict": 0, "voided": 0}  # nobody takes a step before it is settled which state is the true one
    for id_, state, updated, title in shelf.rows(procedure.code, columns, where) if states else ():
        if state in states:
            moves = [move for move in mine if state in move.from_]
            step = _first_open(desk, moves, state, partial(shelf.record, procedure.code, id_))
            if step:
                shown = people.get(title, title or "")
                word = procedure.state_name(state)
                yield Task(procedure.code, id_, shown, word, step.id, step.title, moment(updated))


def _first_open(
    desk: Desk, moves: list["Transition"], state: str, record: "Callable[[], State]"
) -> "Transition | None":
    """The first of `moves` that separation of duties leaves to this officer and that was not just taken."""
    for move in moves:
        if not _asks_for_history(desk, move, state):
            return move
        if move.to == state and record().steps[-1].step == move.id:
            continue
        try:
            return allowed(desk, move.id, record())
        except Refused:
            continue
    return None


def _asks_for_history(desk: Desk, move: "Transition", state: str) -> bool:
    """Whether role and state alone do not say if the officer may take a step: reading a record takes a while."""
    shelf = desk.vault.shelves[-1]
    return bool(
        move.differ or move.after or move.to == state
        or recused.reach(shelf, desk.officer.id, *desk.officer.former)
    )  # fmt: skip
