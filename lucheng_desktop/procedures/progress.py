"""Where a record stands, what may come next, and why a step is not open: the part every page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, allowed
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Procedure, Transition
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.ledger.merge import Step as Move
    from lucheng_desktop.vault.shelf import Shelf


VOIDED = "voided"
"""Shown in the place of a state when the record is void."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A step from the present state: its verb, and if this officer may not do it, why. `back`: it does not lead on."""

    step: str
    title: str
    actors: tuple[str, ...]
    open: bool
    why: str
    back: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done: by whom and when, and the opinion or reason that went with it."""

    step: str
    title: str
    officer: str
    at: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """State code (or VOIDED) and word, the main path with the current place, choices now, and what was done."""

    state: str
    word: str
    path: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    done: tuple[Done, ...]
    conflicts: tuple[str, ...]


def progress(desk: Desk, shelf: "Shelf", record: "State", *others: "State") -> Progress:
    """The progress of `record` as the desk's officer sees it; `others` are records whose officers count too."""
    names: Mapping[str, str] = dict(shelf.rows("officer", ("id", "name")))
    procedure = desk.rules.procedure(record.kind)
    titles = {transition.id: transition.title for transition in procedure.transitions}
    moves = (move for move in procedure.transitions if record.state in move.from_ and not move.automatic)
    choices = tuple(_choice(desk, move, record, *others) for move in moves if not record.voided)
    return Progress(
        *standing(desk, record.kind, record.state, voided=record.voided),
        _path(procedure, record),
        choices,
        tuple(_done(done, titles, names) for done in record.steps),
        tuple(conflict.what for conflict in record.conflicts),
    )


def _done(done: "Move", titles: Mapping[str, str], names: Mapping[str, str]) -> Done:
    said = str(done.body.get("opinion") or done.body.get("reason") or "")
    officer = names.get(done.officer, done.officer)
    return Done(done.step, titles.get(done.step, done.step), officer, moment(done.stamp), said)


def standing(desk: Desk, kind: str, state: str, *, voided: bool) -> tuple[str, str]:
    """Where a record stands, as code and word: its state, unless it is void."""
    if voided:
        return VOIDED, words("history")["kinds"]["void"]
    return state, desk.rules.state_name(kind, state)


def leads_back(procedure: "Procedure", move: "Transition") -> bool:
    """Whether a step goes to a state before the ones it starts from, or is taken only on occasion: nobody's duty."""
    order = ["", *(state.code for state in procedure.states)]
    return move.occasional or all(order.index(move.to) < order.index(before) for before in move.from_)


def _path(procedure: "Procedure", record: "State") -> tuple[tuple[str, str], ...]:
    """The main path in the pack's order: its last state is ahead until the record has come to any end.

    A record that left the path shows where it has been and where it stands; a void one has no way ahead.
    """
    walked = {done.target for done in record.steps}
    if record.voided:
        return ()
    if any(one.aside and one.code == record.state for one in procedure.states):
        return tuple((one.code, one.name) for one in procedure.states if one.code in walked)
    ended = any(one.end and one.code == record.state for one in procedure.states)
    last = [one.code for one in procedure.states if not one.aside][-1]
    shown = walked if ended else walked | {last}
    main = (one for one in procedure.states if one.code in shown or not (one.end or one.aside))
    return tuple((one.code, one.name) for one in main)


def _choice(desk: Desk, transition: "Transition", record: "State", *others: "State") -> Choice:
    why, back = "", leads_back(desk.rules.procedure(record.kind), transition)
    try:
        allowed(desk, transition.id, record, *others)
    except Refused as refused:
        why = refused.message
    return Choice(transition.id, transition.title, transition.actors, not why, why, back)
