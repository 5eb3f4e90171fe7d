"""The disk runs full at any one write: what was not saved is named, what was saved stays, work goes on afterwards."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.faults import house
from tests.faults.shim import Shim
from tests.faults.tally import BAD, WHOLE, Tally, unnamed

ROUNDS_OF_ONE_VAULT = 40


def run(rounds: int, seed: int) -> list[Tally]:
    """Every write of each deed once, then random ones up to the number of rounds."""
    shim, chance = Shim(), random.Random(seed)
    with house.workshop() as folder:
        shim.watch(folder)
        tries = _Tries(folder, house.founded(folder), shim)
        return [tries.run(name, share, chance, rounds) for name, share in SHARES.items()]


class _Tries:
    """One deed after the other on a disk that fills up."""

    def __init__(self, folder: Path, template: Path, shim: Shim) -> None:
        self._folder, self._template, self._shim = folder, template, shim
        self._told: list[house.Told] = []
        self._vault = template
        self._number = 0

    def run(self, name: str, share: float, chance: random.Random, rounds: int) -> Tally:
        """Count the writes of the deed on a disk with room, then let each of them fail."""
        tally = Tally(f"disk full while {name}")
        self._fresh()
        writes = self._counted(name)
        for place in range(round(rounds * share)):
            if place % ROUNDS_OF_ONE_VAULT == 0:
                self._fresh()
            tally.outcomes[self._one(name, place if place < writes else chance.randrange(writes))] += 1
        return tally

    def _fresh(self) -> None:
        self._vault, self._told = house.copy(self._template, self._folder / "案.vault"), []

    def _counted(self, name: str) -> int:
        self._shim.kill(-1)
        self._deed(name)
        return self._shim.kill(-1)

    def _one(self, name: str, place: int) -> str:
        try:
            answer = self._deed(name, place)
        except Exception as fault:
            return unnamed(fault)
        finally:
            self._shim.full(-1)
        return self._afterwards(answer)

    def _afterwards(self, answer: str) -> str:
        """With room again: nothing told is gone, nothing refused is there in part, and the next step is saved."""
        try:
            vault = house.enter(self._vault)
            self._told.append(house.write_one(vault, self._next()))
            house.compare(vault, self._told)
            vault.close()
        except (AssertionError, Refused) as fault:
            return f"{BAD}afterwards: {fault}"
        return answer

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _deed(self, name: str, place: int = -1) -> str:
        deed = {"opening": self._open, "writing": self._write, "closing": self._close, "founding": self._found}[name]
        return deed(place)

    def _named(self, act: Callable[[], None]) -> str:
        try:
            act()
        except Refused as fault:
            return fault.key
        return WHOLE

    def _open(self, place: int) -> str:
        self._shim.full(place)
        return self._named(lambda: house.enter(self._vault).close())

    def _write(self, place: int) -> str:
        vault = house.enter(self._vault)
        try:
            self._shim.full(place)
            answer = self._named(lambda: self._told.append(house.write_one(vault, self._next())))
            self._readable(vault)  # also while there is still no room
            self._shim.full(-1)
            house.compare(vault, self._told)
            return answer
        finally:
            self._shim.full(-1)
            vault.close()

    def _readable(self, vault: house.Vault) -> None:
        with vault.reading() as shelf:
            assert {one.person for one in self._told} <= {id for (id,) in shelf.rows("person", ("id",))}

    def _close(self, place: int) -> str:
        vault = house.enter(self._vault)
        self._told.append(house.write_one(vault, self._next()))
        self._shim.full(place)
        return self._named(vault.close)

    def _found(self, place: int) -> str:
        new = self._folder / f"新{self._next()}.vault"
        self._shim.full(place)
        created = partial(door.create, office="甲", practice=True, officers=house.OFFICERS, cost=house.FLOOR)
        answer = self._named(lambda: created(new))
        assert new.exists() == (answer == WHOLE), "half a vault"
        return answer


SHARES = {"opening": 0.15, "writing": 0.5, "closing": 0.15, "founding": 0.2}
"""Deeds and their share of the rounds."""
