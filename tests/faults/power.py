"""Power cuts: what a process did to its disk is recorded, then cut at random places in random ways, and opened."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault.store import Vault
from tests.faults import house
from tests.faults.replay import Disk
from tests.faults.shim import SYNC, WRITE, Shim, read
from tests.faults.tally import BAD, WHOLE, Tally, unnamed

IMAGES = 125
"""Images cut out of one recording."""
PROMISES = "promises"
"""A file beside the vault: what stands in it was told to the officer at that moment of the recording."""
FOUNDED = b"founded\n"
Deed = Callable[[Path, Callable[[bytes], None]], None]


def run(rounds: int, seed: int) -> list[Tally]:
    """So many images for each deed's share."""
    shim, chance = Shim(), random.Random(seed)
    with house.workshop() as folder:
        template = house.founded(folder)
        tallies = [_deed(folder, template, shim, chance, name, *rest, rounds) for name, *rest in DEEDS]
        return [*tallies, _control(folder, template, shim, chance)]


def _control(folder: Path, template: Path, shim: Shim, chance: random.Random) -> Tally:
    """A disk that says it has synced and has not: if these images were whole too, the others would prove nothing."""
    outcomes = list(_recording(folder, template, shim, chance, _work, 40, lying=True))
    lost = sum(outcome.startswith(BAD) for outcome in outcomes)
    tally = Tally("control: a disk that only pretends to sync")
    tally.outcomes[f"loss is seen, in {lost} images of {len(outcomes)}" if lost else f"{BAD}loss is not seen"] += 1
    return tally


def _deed(
    folder: Path, template: Path, shim: Shim, chance: random.Random, name: str, share: float, deed: Deed, images: int
) -> Tally:  # fmt: skip
    tally, left = Tally(f"power cut while {name}"), round(images * share)
    while left > 0:
        for outcome in _recording(folder, template, shim, chance, deed, min(IMAGES, left)):
            tally.outcomes[outcome] += 1
        left -= IMAGES
    return tally


def _recording(
    folder: Path, template: Path, shim: Shim, chance: random.Random, deed: Deed, images: int, *, lying: bool = False
) -> Iterator[str]:  # fmt: skip
    """Do the deed once under the eyes of the shim, then open `images` remains of it."""
    desk, log, remains = folder / "desk", folder / "log", folder / "remains"
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir()
    house.copy(template, desk / "案.vault")
    disk = Disk(desk)
    _record(shim, desk, log, deed)
    operations = list(read(log))
    stops = sorted(chance.randrange(len(operations) + 1) for _ in range(images))
    promised = b""
    for place in range(len(operations) + 1):
        while stops and stops[0] == place:
            stops.pop(0)
            shutil.rmtree(remains, ignore_errors=True)
            disk.cut(chance, remains)
            yield _outcome(remains, promised)
        if place < len(operations):
            operation = operations[place]
            if operation.path == str(desk / PROMISES):
                promised += operation.data if operation.what == WRITE else b""
            elif not (lying and operation.what == SYNC):
                disk.replay(operation)


def _record(shim: Shim, desk: Path, log: Path, deed: Deed) -> None:
    with (desk / PROMISES).open("wb", buffering=0) as promises:
        pass
    shim.watch(desk)
    shim.record(log)
    try:
        with (desk / PROMISES).open("ab", buffering=0) as promises:
            deed(desk / "案.vault", lambda line: (promises.write(line), None)[1])
    finally:
        shim.record(None)
        shim.watch(Path())


def _outcome(remains: Path, promised: bytes) -> str:
    told = [line for line in promised.splitlines(keepends=True) if line != FOUNDED]
    try:
        if FOUNDED in promised or (remains / "新.vault").exists():
            house.enter(remains / "新.vault").close()
        return _compared(house.enter(remains / "案.vault"), told)
    except Refused as fault:
        return f"{BAD}does not open: {fault.key}"
    except Exception as fault:
        return unnamed(fault)


def _compared(vault: Vault, promised: list[bytes]) -> str:
    try:
        house.compare(vault, house.told(b"".join(promised)))
    except (AssertionError, Refused) as fault:
        return f"{BAD}{fault}"
    finally:
        vault.close()
    return WHOLE


def _work(directory: Path, promise: Callable[[bytes], None]) -> None:
    """Write, empty the log often, close, open, write."""
    for start in (0, 10):
        vault = house.enter(directory)
        raw = vault._engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_autocheckpoint = 60")
        raw.close()
        for number in range(start, start + 6):
            promise(house.write_one(vault, number, "案" * (20_000 if number % 3 == 0 else 0)).line())
        vault.close()


def _found(directory: Path, promise: Callable[[bytes], None]) -> None:
    from lucheng_desktop.vault import door

    place = directory.with_name("新.vault")
    door.create(place, office="甲", practice=True, officers=house.OFFICERS, cost=house.FLOOR)
    promise(FOUNDED)


DEEDS = (("officers work", 0.9, _work), ("a vault is founded", 0.1, _found))
"""What is done, its share of the images, and how."""
