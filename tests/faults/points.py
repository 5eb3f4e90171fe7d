"""Every named moment at which a kill leaves something else behind: killed there, and the vault opened."""

import os
import random
import re
import signal
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable
from tests.faults import house
from tests.faults.deeds import DEEDS, VAULT, Deed, outcome_of
from tests.faults.tally import BAD, WHOLE, Tally, unnamed


def run(rounds: int, seed: int, part: int = 0, parts: int = 1) -> list[Tally]:
    """One round: every name once, at any of its moments; from two on every moment, and all that many times."""
    chance = random.Random(seed + part)
    with house.workshop() as folder:
        template = house.founded(folder)
        return [_deed(folder / "desk", template, deed, rounds, chance) for deed in DEEDS[part::parts]]


def _deed(desk: Path, template: Path, deed: Deed, rounds: int, chance: random.Random) -> Tally:
    tally = Tally(f"killed at a named moment of {deed.name}")
    _fresh(desk, template)
    names = [_plain(name) for name in _names(desk, deed)]
    assert names, "a deed without a moment"
    moments = list(range(len(names))) * rounds
    if rounds == 1:
        moments = [chance.choice([at for at, one in enumerate(names) if one == name]) for name in sorted(set(names))]
    for at in moments:
        _fresh(desk, template)
        promised = _killed(desk, deed, at)
        outcome = _outcome(desk, deed, promised, deep=rounds > 1)
        tally.add(outcome if outcome == WHOLE else f"{outcome} ({names[at]})")
    return tally


def _plain(name: str) -> str:
    """The name without what differs from run to run."""
    return re.sub("[0-9a-f]{16,}", "*", name)


def _fresh(desk: Path, template: Path) -> None:
    desk.mkdir(exist_ok=True)
    for child in desk.iterdir():
        house.remove(child)
    house.copy(template, desk / VAULT)


def _names(desk: Path, deed: Deed) -> list[str]:
    """The moments of a deed that nobody breaks off."""
    heard: list[str] = []
    durable.passed = heard.append
    try:
        deed.do(desk, lambda line: None)
    finally:
        durable.passed = lambda moment: None
    return heard


def _killed(desk: Path, deed: Deed, place: int) -> bytes:
    """What had been promised when the process was killed at that moment."""
    reading, writing = os.pipe()
    doer = os.fork()
    if not doer:
        try:
            durable.passed = _Killer(place)
            deed.do(desk, lambda line: (os.write(writing, line), None)[1])
        finally:
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(doer, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, "the moment was not reached again"
    with os.fdopen(reading, "rb") as answers:
        return answers.read()


class _Killer:
    """Ends the process at the moment of a given number."""

    def __init__(self, place: int) -> None:
        self._left = place

    def __call__(self, moment: str) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


def _outcome(desk: Path, deed: Deed, promised: bytes, *, deep: bool) -> str:
    try:
        outcome_of(desk, deed, promised, deep=deep)
    except (AssertionError, Refused) as fault:
        return f"{BAD}{fault}"
    except Exception as fault:
        return unnamed(fault)
    return WHOLE
