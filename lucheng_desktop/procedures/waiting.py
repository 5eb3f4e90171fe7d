"""What is waiting for the officer at the desk: every record whose next step is theirs to take."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases import printing
from lucheng_desktop.cases.disposals import HANDLER
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures.assigned import HANDLED
from lucheng_desktop.procedures.circulation import receipt_overdue
from lucheng_desktop.procedures.desk import Desk, allowed
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named
from lucheng_desktop.procedures.progress import leads_back
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Procedure, Transition
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


_CHUNK = 200
"""Rows of a queue read at a time while only some are wanted."""
_ASSIGNING = ("reassign_petition", "hand_over_petition")


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


class _Queue(NamedTuple):
    """The records of a kind in one state, and the steps that this officer's roles may take from there."""

    procedure: "Procedure"
    state: str
    moves: "tuple[Transition, ...]"


class _Row(NamedTuple):
    """One record of a queue as its columns tell it."""

    id: str
    updated: int
    title: str | None
    handlers: str | None


_Found = tuple[int, str, Task]
"""A task after its stamp and its id, by which they are sorted."""


def waiting(desk: Desk, part: Portion = EVERYTHING) -> tuple[Task, ...]:
    """The tasks of this officer, longest waiting first; records where only other people may go on are left out."""
    chunk = _CHUNK if part.count else None
    with looking(desk) as shelf:
        queues = [_tasks(desk, shelf, queue, chunk) for queue in _queues(desk)]
        until = part.start + part.count if part.count else None
        found = [task for *_, task in islice(merge(*queues, sorted(_aside(desk, shelf))), part.start, until)]
        people = named(shelf, "person", (task.title for task in found))
    return tuple(replace(task, title=people.get(task.title, task.title)) for task in found)


def how_many(desk: Desk, _order: None = None) -> Mapping[str, int]:
    """How many tasks there are, by kind; counted in the index wherever role and state alone decide."""
    with looking(desk) as shelf:
        found = Counter({queue.procedure.code: 0 for queue in _queues(desk)})
        for queue in _queues(desk):
            found[queue.procedure.code] += _length(desk, shelf, queue)
        found.update(task.kind for *_, task in _aside(desk, shelf))
    return {kind: count for kind, count in found.items() if count}


def _length(desk: Desk, shelf: "Shelf", queue: _Queue) -> int:
    if any(_open_to_all(desk, move, queue.state) for move in queue.moves):
        return int(shelf.rows(queue.procedure.code, (), _standing(queue))[0][0])
    return sum(1 for _ in _tasks(desk, shelf, queue, None))


def _standing(queue: _Queue) -> Mapping[str, str | int]:
    """Nobody takes a step before it is settled which state is the true one."""
    return {"state": queue.state, "conflict": 0, "voided": 0}


def _queues(desk: Desk) -> Iterator[_Queue]:
    for kind in WATCHED:
        procedure = desk.rules.procedure(kind)
        mine = [move for move in procedure.transitions if set(move.actors) & set(desk.officer.roles)]
        mine = [move for move in mine if not move.automatic and not leads_back(procedure, move)]
        for state in dict.fromkeys(state for move in mine for state in move.from_ if state):
            yield _Queue(procedure, state, tuple(move for move in mine if state in move.from_))


def _tasks(desk: Desk, shelf: "Shelf", queue: _Queue, chunk: int | None) -> Iterator[_Found]:
    """The tasks of a queue, longest waiting first."""
    procedure = queue.procedure
    word = procedure.state_name(queue.state)
    for row in _rows(shelf, queue, chunk):
        step = _first_open(desk, shelf, queue, row)
        if step:
            task = Task(procedure.code, row.id, row.title or "", word, step.id, step.title, moment(row.updated))
            yield row.updated, row.id, task


def _rows(shelf: "Shelf", queue: _Queue, chunk: int | None) -> Iterator[_Row]:
    """A queue, read as far as somebody looks."""
    kind, start = queue.procedure.code, 0
    handled = any(HANDLED in move.guards for move in queue.moves)
    whose = {"petition": "handlers", "allegation": "petition"}.get(kind, "") if handled else ""
    columns = ("id", "updated", WATCHED[kind], whose or "id")
    while True:
        rows = shelf.rows(kind, columns, _standing(queue), "updated", chunk, start)
        handlers = _handlers(shelf, rows) if whose == "petition" else {at: at for *_, at in rows if whose}
        yield from (_Row(id_, since, title, handlers.get(at)) for id_, since, title, at in rows)
        if chunk is None or len(rows) < chunk:
            return
        start += chunk


def _handlers(shelf: "Shelf", rows: Iterable[tuple[str, int, str, str]]) -> Mapping[str, str]:
    """Petition -> whom it is assigned to."""
    return named(shelf, "petition", (petition for *_, petition in rows), "handlers")


def _first_open(desk: Desk, shelf: "Shelf", queue: _Queue, row: _Row) -> "Transition | None":
    """The first step that assignment and separation of duties leave to this officer and that was not just taken."""
    own = {desk.officer.id, *desk.officer.former}
    for move in queue.moves:
        if _handlers_only(desk, move) and row.handlers and own.isdisjoint(row.handlers.split()):
            continue
        if not _asks_for_history(move, queue.state) or _leaves_open(desk, shelf, move, queue, row.id):
            return move
    return None


def _leaves_open(desk: Desk, shelf: "Shelf", move: "Transition", queue: _Queue, id_: str) -> bool:
    record = shelf.record(queue.procedure.code, id_)
    if move.to == queue.state and record.steps[-1].step == move.id:
        return False
    try:
        return bool(allowed(desk, move.id, record))
    except Refused:
        return False


def _open_to_all(desk: Desk, move: "Transition", state: str) -> bool:
    return not _asks_for_history(move, state) and not _handlers_only(desk, move)


def _handlers_only(desk: Desk, move: "Transition") -> bool:
    """Whether the step is, to this officer, one for those whom the petition is assigned to."""
    return HANDLED in move.guards and not set(move.actors) & set(desk.officer.roles) - {HANDLER}


def _asks_for_history(move: "Transition", state: str) -> bool:
    """Whether role and state alone do not say if the officer may take a step: reading a record takes a while."""
    return bool(move.differ or move.after or move.to == state)


def _aside(desk: Desk, shelf: "Shelf") -> Iterator[_Found]:
    """What waits otherwise than by the state of its record."""
    yield from _left_behind(desk, shelf)
    yield from _unfinished_prints(desk, shelf)
    yield from _overdue_receipts(desk, shelf)


def _left_behind(desk: Desk, shelf: "Shelf") -> Iterator[_Found]:
    """Petitions under way all of whose handlers have left, for whoever assigns them anew."""
    procedure = desk.rules.procedure("petition")
    moves = [move for move in procedure.transitions if move.id in _ASSIGNING and {*move.actors} & {*desk.officer.roles}]
    left = {officer for (officer,) in shelf.rows("officer", ("id",), where={"retired": 1})} if moves else set()
    if not left:
        return
    columns = ("id", "number", "state", "handlers", "updated")
    under_way = {"state": [state for move in moves for state in move.from_], "closed_on": None}
    for id_, number, state, handlers, updated in shelf.rows("petition", columns, under_way, ""):
        if handlers and left >= set(handlers.split()):
            move = next(one for one in moves if state in one.from_)
            word = procedure.state_name(state)
            task = Task("petition", id_, number or "", word, move.id, move.title, moment(updated))
            yield updated, id_, task


def _unfinished_prints(desk: Desk, shelf: "Shelf") -> Iterator[_Found]:
    """Papers whose print nobody told of, such as after a power cut, and spoiled sheets nobody saw destroyed."""
    steps = {printing.UNTOLD: "record_print", printing.UNWITNESSED: "witness_destruction"}
    columns = ("id", "title", "printing", "updated")
    where = {"printing": sorted(steps), "voided": 0, "conflict": 0}
    for id_, title, standing, updated in shelf.rows("document", columns, where):
        with suppress(Refused):
            move = allowed(desk, steps[standing], shelf.record("document", id_))
            word = words("tasks")["printing"][standing]
            yield updated, id_, Task("document", id_, title or "", word, move.id, move.title, moment(updated))


def _overdue_receipts(desk: Desk, shelf: "Shelf") -> Iterator[_Found]:
    """Papers that somebody has not signed for in time, each once."""
    move = next(one for one in desk.rules.procedure("delivery").transitions if one.id == "record_receipt")
    if not {*move.actors} & {*desk.officer.roles}:
        return
    late: dict[str, list[int]] = defaultdict(list)
    columns = ("document", "sent_on", "updated")
    for document, sent, updated in shelf.rows("delivery", columns, {"state": "sent", "voided": 0}):
        if receipt_overdue(desk, sent):
            late[document].append(updated)
    columns, settled = ("id", "title", "printing"), (None, printing.SETTLED)
    for document, title, standing in shelf.rows("document", columns, {"id": list(late), "voided": 0}):
        if standing in settled:
            since = late[document]
            word, first = words("tasks")["printing"]["overdue"].format(count=len(since)), min(since)
            yield first, document, Task("delivery", document, title, word, move.id, move.title, moment(first))
