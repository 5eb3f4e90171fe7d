"""Scenes of the practice vault: a step, the role that takes it, its order as data, and the stage it is played on."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.shapes import read
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.steps import all_steps

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault


class Calendar(Clock):
    """A clock that stands at nine in the morning in the office, on the day it was turned to last."""

    def __init__(self, day: date) -> None:
        self.turn(day)
        super().__init__(lambda: self._at)

    def turn(self, day: date) -> None:
        """Go to another day; stamps grow none the less."""
        self._at = int(datetime.combine(day, time(1), UTC).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Stage:
    """An open practice vault with everybody at it: role -> the desk of whoever holds it."""

    host: "Vault"
    clock: Calendar
    desks: Mapping[str, Desk]


@contextmanager
def stage(host: Desk, clock: Calendar, others: Sequence[tuple[str, str]]) -> Iterator[Stage]:
    """The stage around an unlocked desk; `others` are names and passphrases of those who sit down beside it."""
    from lucheng_desktop.vault import seats

    with ExitStack() as leaving:
        desks = [host]
        for name, passphrase in others:
            seat = seats.sit_down(host.vault, name, passphrase)
            leaving.callback(seat.close)
            desks.append(replace(host, vault=seat, officer=seat.officer))
        yield Stage(host.vault, clock, {role: desk for desk in desks for role in desk.officer.roles})


def play(on: Stage, scene: Mapping[str, Any], answers: dict[str, Any]) -> None:
    """Take the step of a scene; its answer is kept under the name the scene gives it."""
    step = all_steps()[scene["step"]]
    answer = step.function(on.desks[scene["role"]], read(step.order, filled(scene["order"], answers)))
    answers[scene.get("keep", "")] = answer


def filled(value: Any, answers: Mapping[str, Any]) -> Any:
    """The order with dates as text and `@name.field.index` put in from what was invented and answered before."""
    if isinstance(value, dict):
        return {name: filled(part, answers) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, answers) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith("@"):
        return filled(_found(value[1:].split("."), answers), answers)
    return value


def _found(path: list[str], answers: Mapping[str, Any]) -> Any:
    found: Any = answers
    for part in path:
        if isinstance(found, Mapping):
            found = found[part]
        else:
            found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found
