"""Power cuts: what a process did to its disk is recorded, then cut at random places in random ways, and opened."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from lucheng_desktop.refusal import Refused
from tests.faults import house
from tests.faults.deeds import DEEDS, VAULT, Deed, outcome_of
from tests.faults.replay import Disk
from tests.faults.shim import SYNC, WRITE, Shim, read
from tests.faults.tally import BAD, WHOLE, Tally, unnamed

IMAGES = 125
"""Images cut out of one recording."""
PROMISES = "promises"
"""A file beside the vault: what stands in it was told to the officer at that moment of the recording."""


def run(rounds: int, seed: int, part: int = 0, parts: int = 1) -> list[Tally]:
    """So many images for each deed's share."""
    shim, chance = Shim(), random.Random(seed + part)
    with house.workshop() as folder:
        template = house.founded(folder)
        counts = [(deed, -(-round(rounds * deed.share) // parts)) for deed in DEEDS]
        tallies = [_deed(folder, template, shim, chance, deed, count) for deed, count in counts]
        return [*tallies, _control(folder, template, shim, chance)]


def _control(folder: Path, template: Path, shim: Shim, chance: random.Random) -> Tally:
    """A disk that says it has synced and has not: if these images were whole too, the others would prove nothing."""
    outcomes = list(_recording(folder, template, shim, chance, DEEDS[0], 40, lying=True))
    lost = sum(outcome.startswith(BAD) for outcome in outcomes)
    tally = Tally("control: a disk that only pretends to sync")
    tally.outcomes[f"loss is seen, in {lost} images of {len(outcomes)}" if lost else f"{BAD}loss is not seen"] += 1
    return tally


def _deed(
    folder: Path, template: Path, shim: Shim, chance: random.Random, deed: Deed, images: int
) -> Tally:  # fmt: skip
    tally, left = Tally(f"power cut while {deed.name}"), images
    while left > 0:
        for outcome in _recording(folder, template, shim, chance, deed, min(IMAGES, left)):
            tally.add(outcome)
        left -= IMAGES
    return tally


def _recording(
    folder: Path, template: Path, shim: Shim, chance: random.Random, deed: Deed, images: int, *, lying: bool = False
) -> Iterator[str]:  # fmt: skip
    """Do the deed once under the eyes of the shim, then open `images` remains of it."""
    desk, log, remains = folder / "desk", folder / "log", folder / "remains"
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir()
    house.copy(template, desk / VAULT)
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
            yield _outcome(remains, deed, promised)
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
            deed.do(desk, lambda line: (promises.write(line), None)[1])
    finally:
        shim.record(None)
        shim.watch(Path())


def _outcome(remains: Path, deed: Deed, promised: bytes) -> str:
    try:
        outcome_of(remains, deed, promised)
    except (AssertionError, Refused) as fault:
        return f"{BAD}{fault}"
    except Exception as fault:
        return unnamed(fault)
    return WHOLE
