"""Every named moment at which a kill leaves something else behind: the process is killed there and the vault opened."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, durable
from tests.faults import house
from tests.faults.tally import BAD, WHOLE, Tally

Tell = Callable[[house.Told], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something with several moments: how it is done, and what must hold once it has been broken off and opened."""

    name: str
    do: Callable[[Path, Tell], None]
    hold: Callable[[Path], None] = lambda folder: None


def run(rounds: int, seed: int) -> list[Tally]:
    """Every moment of every deed, so many times."""
    del seed  # nothing is left to chance here
    with house.workshop() as folder:
        template = house.founded(folder)
        return [_deed(folder / "desk", template, deed, rounds) for deed in DEEDS]


def _deed(desk: Path, template: Path, deed: Deed, rounds: int) -> Tally:
    tally = Tally(f"killed at a named moment of {deed.name}")
    _fresh(desk, template)
    names = _names(desk, deed)
    assert names, "a deed without a moment"
    for number, name in enumerate(names * rounds):
        _fresh(desk, template)
        told = _killed(desk, deed, number % len(names))
        outcome = _outcome(desk, deed, told)
        tally.outcomes[outcome if outcome == WHOLE else f"{outcome} ({name})"] += 1
    return tally


def _fresh(desk: Path, template: Path) -> None:
    desk.mkdir(exist_ok=True)
    for child in desk.iterdir():
        house.remove(child)
    house.copy(template, desk / "案.vault")


def _names(desk: Path, deed: Deed) -> list[str]:
    """The moments of a deed that nobody breaks off."""
    heard: list[str] = []
    durable.passed = heard.append
    try:
        deed.do(desk, lambda told: None)
    finally:
        durable.passed = lambda moment: None
    return heard


def _killed(desk: Path, deed: Deed, place: int) -> list[house.Told]:
    """What had been told when the process was killed at that moment."""
    reading, writing = os.pipe()
    doer = os.fork()
    if not doer:
        try:
            durable.passed = _Killer(place)
            deed.do(desk, lambda told: (os.write(writing, told.line()), None)[1])
        finally:
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(doer, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, "the moment was not reached again"
    with os.fdopen(reading, "rb") as answers:
        return house.told(answers.read())


class _Killer:
    """Ends the process at the moment of a given number."""

    def __init__(self, place: int) -> None:
        self._left = place

    def __call__(self, moment: str) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def _outcome(desk: Path, deed: Deed, told: list[house.Told]) -> str:
    try:
        deed.hold(desk)
        vault = house.enter(desk / "案.vault")
        try:
            house.compare(vault, [*told, house.write_one(vault, 999)], deep=True)
        finally:
            vault.close()
    except (AssertionError, Refused) as fault:
        return f"{BAD}{fault}"
    return WHOLE


def _work(desk: Path, tell: Tell) -> None:
    vault = house.enter(desk / "案.vault")
    for number in range(2):
        tell(house.write_one(vault, number))
    vault.close()


def _found(desk: Path, tell: Tell) -> None:
    del tell
    door.create(desk / "新.vault", office="甲", practice=True, officers=house.OFFICERS[:1], cost=house.FLOOR)


def _whole_or_absent(desk: Path) -> None:
    if (desk / "新.vault").exists():
        house.enter(desk / "新.vault").close()


DEEDS = (Deed("opening, writing, attaching, closing", _work), Deed("founding a vault", _found, _whole_or_absent))
