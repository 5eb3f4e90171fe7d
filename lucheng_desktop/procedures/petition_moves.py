"""What the steps of a petition answer, and the orders that say no more than which petition and why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.procedures.acting import acting

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk


@dataclass(frozen=True, slots=True)
class PetitionMoved:
    """Where the petition stands after the step."""

    petition: str
    state: str


@dataclass(frozen=True, slots=True)
class PetitionAlone:
    """A step that asks nothing but which petition."""

    petition: str


@dataclass(frozen=True, slots=True)
class PetitionWithReason:
    """A step with the reason that stays in the history."""

    petition: str
    reason: str


def move(desk: "Desk", name: str, petition: str, reason: str = "", **fields: str | None) -> PetitionMoved:
    """A step without a guard of its own; `fields` are set with it."""
    with acting(desk, name, "petition", petition) as act:
        act.fields.update(fields)
        act.said.update({"reason": reason} if reason else {})
    return moved(desk, name, petition)


def moved(desk: "Desk", name: str, petition: str, state: str = "") -> PetitionMoved:
    """The answer of a step that was taken; `state`: where a petition stood that stays there."""
    target = desk.rules.procedure("petition").transition(name)
    return PetitionMoved(petition, target.target(state) if target else "")
