"""The disk runs full at any one write: what was not saved is named, what was saved stays, work goes on afterwards."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault.store import Vault
from tests.faults import house
from tests.faults.deeds import DEEDS, VAULT, Deed, Promise, outcome_of
from tests.faults.shim import Shim
from tests.faults.tally import BAD, WHOLE, Tally, unnamed


def run(rounds: int, seed: int, part: int = 0, parts: int = 1) -> list[Tally]:
    """Each deed at places by chance, up to its share of the rounds; when those are enough, at every write."""
    shim, chance = Shim(), random.Random(seed + part)
    with house.workshop() as folder:
        template = house.founded(folder)
        shim.watch(folder / "desk")
        ground = _Ground(folder / "desk", template, shim)
        deeds = (*STEPS, *DEEDS[1:])
        return [ground.run(deed, round(rounds / len(deeds)), chance) for deed in deeds[part::parts]]


_ENDLESS = 1 << 40
LAST = 2
"""The last writes of a deed, where it is half told already, fail in every run."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """One deed after the other on a disk that fills up."""

    desk: Path
    template: Path
    shim: Shim

    def run(self, deed: Deed, rounds: int, chance: random.Random) -> Tally:
        """Count the writes of the deed on a disk with room, then let each of them fail, or some."""
        tally = Tally(f"disk full while {deed.name}")
        writes = self._counted(deed)
        last = range(max(0, writes - LAST), writes)
        for place in sorted({*chance.sample(range(writes), min(rounds, writes)), *last}):
            tally.add(self._one(deed, place))
        return tally

    def _fresh(self) -> None:
        self.desk.mkdir(exist_ok=True)
        for child in self.desk.iterdir():
            house.remove(child)
        house.copy(self.template, self.desk / VAULT)

    def _counted(self, deed: Deed) -> int:
        """How many changes need room."""
        self._fresh()
        _FULL.shim, _FULL.place = self.shim, _ENDLESS
        if deed not in STEPS:
            self.shim.full(_ENDLESS)
        deed.do(self.desk, lambda line: None)
        left = _FULL.left if deed in STEPS else self.shim.full(-1)
        house.leave()
        return _ENDLESS - left

    def _one(self, deed: Deed, place: int) -> str:
        self._fresh()
        promised = bytearray()
        answer = self._done(deed, place, promised.extend)
        if answer.startswith(BAD):
            return answer
        try:
            outcome_of(self.desk, deed, bytes(promised), refused=answer != WHOLE)
        except (AssertionError, Refused) as fault:
            return f"{BAD}afterwards: {fault}"
        except Exception as fault:
            return unnamed(fault)
        finally:
            house.leave()
        return answer

    def _done(self, deed: Deed, place: int, promise: Callable[[bytes], None]) -> str:
        """What the officer was told, while the disk was full and when he left."""
        _FULL.place = place
        if deed not in STEPS:
            self.shim.full(place)
        try:
            deed.do(self.desk, promise)
            return WHOLE
        except Refused as fault:
            return fault.key
        except AssertionError as fault:
            return f"{BAD}meanwhile: {fault}"
        except Exception as fault:
            return unnamed(fault)
        finally:
            house.leave()
            self.shim.full(-1)


class _Full:
    """Lets a step say from where on the disk is full."""

    shim: Shim
    place = -1
    left = -1

    @contextmanager
    def from_here(self) -> Iterator[None]:
        """Until the end of the block."""
        self.shim.full(self.place)
        try:
            yield
        finally:
            self.left = self.shim.full(-1)


_FULL = _Full()


def _open(desk: Path, promise: Promise) -> None:
    with _FULL.from_here():
        house.enter(desk / VAULT)


def _write(desk: Path, promise: Promise) -> None:
    """A step is refused, and what was there before can be read while there is still no room."""
    vault = house.enter(desk / VAULT)
    told = [house.write_one(vault, 1)]
    promise(told[0].line())
    with _FULL.from_here():
        try:
            told.append(house.write_one(vault, 2))
            promise(told[-1].line())
        finally:
            with vault.reading() as shelf:
                assert {one.person for one in told} <= {id for (id,) in shelf.rows("person", ("id",))}, "unreadable"
    promise(house.write_one(vault, 3).line())


def _close(desk: Path, promise: Promise) -> None:
    vault = house.enter(desk / VAULT)
    promise(house.write_one(vault, 1).line())
    with _FULL.from_here():
        vault.close()


def _entered(desk: Path, promised: bytes) -> Vault:
    return house.enter(desk / VAULT)


STEPS = (
    Deed("opening", _open, _entered),
    Deed("writing", _write, _entered),
    Deed("closing", _close, _entered),
)
