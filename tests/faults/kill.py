"""kill -9 at a random moment of opening, writing, attaching or closing."""

import itertools
import os
import random
import select
import signal
import time
import traceback
from pathlib import Path

from tests.faults import house
from tests.faults.tally import BAD, WHOLE, Tally

ROUNDS_OF_ONE_VAULT = 40
STEPS = 3
"""Transactions between opening and closing."""


def run(rounds: int, seed: int, part: int = 0, parts: int = 1) -> list[Tally]:
    """So many rounds, each with a process of its own."""
    tally, chance = Tally("kill -9 at a random moment"), random.Random(seed + part)
    with house.workshop() as folder:
        template = house.founded(folder)
        longest = 1.2 * _seconds(house.copy(template, folder / "案.vault"))
        vault, told, written = template, [], 0
        for number in range(-(-rounds // parts)):
            if number % ROUNDS_OF_ONE_VAULT == 0:
                vault, told = house.copy(template, folder / "案.vault"), []
            told += _killed(vault, number, chance.random() * longest)
            tally.add(_outcome(vault, told, deep=number % ROUNDS_OF_ONE_VAULT == ROUNDS_OF_ONE_VAULT - 1))
            written += len(told)
    if not written:
        tally.add(f"{BAD}nothing was ever written")
    return [tally]


def _seconds(vault: Path) -> float:
    """How long a writer takes here from opening to closing; the second time, when everything is loaded."""
    for _ in range(2):
        start = time.perf_counter()
        opened = house.enter(vault)
        for number in range(STEPS):
            house.write_one(opened, number)
        opened.close()
    return time.perf_counter() - start


def _killed(vault: Path, round: int, moment: float) -> list[house.Told]:
    reading, writing = os.pipe()
    writer = os.fork()
    if not writer:
        _write(vault, round, writing)
    os.close(writing)
    died, _, _ = select.select([os.pidfd_open(writer)], [], [], moment)
    assert not died, "the writer ended by itself"
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with os.fdopen(reading, "rb") as answers:
        return house.told(answers.read())


def _write(vault: Path, round: int, answers: int) -> None:
    """Never returns: opens, writes and closes until it is killed."""
    try:
        for number in itertools.count(round * 1000):
            opened = house.enter(vault)
            for step in range(STEPS):
                os.write(answers, house.write_one(opened, number * STEPS + step).line())
            opened.close()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _outcome(directory: Path, told: list[house.Told], *, deep: bool) -> str:
    vault = house.enter(directory)
    try:
        house.compare(vault, told, deep=deep)
    except AssertionError as fault:
        return f"{BAD}{fault}"
    finally:
        vault.close()
    return WHOLE
