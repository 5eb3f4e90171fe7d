"""The officer's desk: the instruments every step works with, and the one way a step moves a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, TypeVar

from lucheng_desktop.cases import states
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures import recused
from lucheng_desktop.procedures.assigned import HANDLED, only_assigned
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from datetime import date

    from lucheng_desktop.cases.rulebook import Rulebook, Transition
    from lucheng_desktop.ledger.clock import Clock
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.store import Officer, Vault

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Desk:
    """What one unlocked officer works with; it carries instruments and does nothing."""

    vault: "Vault"
    officer: "Officer"
    clock: "Clock"
    rules: "Rulebook"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an officer does, as scripts and pages find it by name."""

    name: str
    procedure: str
    order: type
    function: Callable[[Desk, Any], Any]


STEPS: dict[str, Step] = {}


def step(procedure: str) -> Callable[[Function], Function]:
    """Enter a step function `(desk, order) -> answer` in STEPS under its own name."""

    def enter(function: Function) -> Function:
        name = function.__name__
        STEPS[name] = Step(name, procedure, get_annotations(function)["order"], function)
        return function

    return enter


def doers(*records: "State") -> Mapping[str, str]:
    """Who did each step of these records last: step name -> officer id."""
    return {done.step: done.officer for record in records for done in record.steps}


def day_of(record: "State", *names: str) -> "date | None":
    """The day one of these steps was last taken; None if none was."""
    stamps = [done.stamp for done in record.steps if done.step in names]
    return moment(stamps[-1]).date() if stamps else None


def _as_one_person(officer: "Officer", done: Mapping[str, str]) -> Mapping[str, str]:
    """What the officer did under an earlier entry, this same person did."""
    return {step: officer.id if who in officer.former else who for step, who in done.items()}


def allowed(desk: Desk, name: str, record: "State", *others: "State") -> "Transition":
    """The transition `name` if this officer may do it now and is not recused; refused with rule and way on otherwise.

    A record's kind names its procedure; `others` are records whose officers count for separation of duties too.
    """
    if record.voided:
        raise Refused("E-VOIDED")
    if record.conflicts:
        raise Refused("E-CONFLICT", what=record.conflicts[0].what)
    transition = states.check_step(
        desk.rules,
        record.kind,
        name,
        state=record.state,
        officer=desk.officer.id,
        roles=desk.officer.roles,
        doers=_as_one_person(desk.officer, doers(*others, record)),
    )
    states.check_turn(desk.rules, record.kind, transition, record.steps[-1].step if record.steps else "")
    recused.stands_clear(desk, transition, record, *others)
    if HANDLED in transition.guards:
        only_assigned(desk, transition, record)
    return transition


def advance(desk: Desk, shelf: "Shelf", name: str, record: "State", **extras: object) -> None:
    """Check and write one transition of `record`; the pack version it was judged by goes with it."""
    transition = allowed(desk, name, record)
    pack = f"{desk.rules.pack.id} {desk.rules.pack.version}"
    shelf.move(record.kind, record.id, name, record.state, transition.target(record.state), pack=pack, **extras)
