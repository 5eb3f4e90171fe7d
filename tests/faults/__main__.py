"""`python -m tests.faults [--night] [--json] [FAULT ...]`: every kind of fault, and the table of what came of it."""

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.faults import tally
from tests.faults.tally import Tally, joined, table


@dataclass(frozen=True, slots=True)
class Family:
    """A module of this folder with `run(rounds, seed, part, parts)`, and how often it runs."""

    short: int
    night: int
    parts: int
    """Into so many processes the night is split."""
    shimmed: bool = False
    """Whether its process must be started with the library that stands before the disk."""


FAMILIES = {
    "power": Family(1_000, 20_000, 8, shimmed=True),
    "full": Family(66, 1_000_000, 6, shimmed=True),
    "kill": Family(200, 2_000, 4),
    "points": Family(1, 2, 4),
    "tamper": Family(120, 4_000, 4),
}
SEED = 20260101
_TOLD_EVERY = 250


@dataclass(frozen=True, slots=True)
class Share:
    """What one process does of a family."""

    name: str
    rounds: int
    seed: int
    part: int = 0
    parts: int = 1


def main() -> int:
    """Run the families asked for, each in fresh processes; 1 when anything ended as it never may."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=" ".join(FAMILIES))
    parser.add_argument("--night", action="store_true", help="the numbers of the long run, on every core")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", metavar="PART/PARTS", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        part, parts = map(int, asked.here.split("/"))
        print(json.dumps([one.plain() for one in here(Share(asked.faults[0], asked.rounds, asked.seed, part, parts))]))
        return 0
    names = asked.faults or list(FAMILIES)
    shares = [share for name in names for share in split(name, asked.night, asked.rounds, asked.seed)]
    tallies = together(shares, loud=True)
    print(json.dumps([one.plain() for one in tallies]) if asked.json else table(tallies))
    return int(any(one.bad for one in tallies))


def split(name: str, night: bool, rounds: int | None, seed: int) -> list[Share]:
    """A short run is one process, a night as many as the family allows."""
    family = FAMILIES[name]
    if not night:
        return [Share(name, rounds or family.short, seed)]
    return [Share(name, rounds or family.night, seed, part, family.parts) for part in range(family.parts)]


def together(shares: list[Share], *, loud: bool = False) -> list[Tally]:
    """The tallies of all shares, one process for each, as many at a time as there are cores."""
    begun, done = time.monotonic(), 0
    found: list[Tally] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for share, tallies in zip(shares, pool.map(lambda share: run(share, loud=loud), shares), strict=True):
            found += tallies
            done += 1
            if loud:
                spent = f"{time.monotonic() - begun:.0f} s"
                say(f"{done} of {len(shares)} done, {spent}: {share.name} {share.part + 1}/{share.parts}")
    return joined(found)


def run(share: Share, *, loud: bool = False) -> list[Tally]:
    """The tallies of one share, in a process of its own."""
    from tests.faults import shim

    environment = dict(os.environ)
    if FAMILIES[share.name].shimmed:
        if why := shim.missing():
            return [Tally(f"{share.name}: not run, {why}")]
        environment["LD_PRELOAD"] = str(shim.built())
    if loud:
        environment["LUCHENG_FAULTS_LOUD"] = "1"
    order = [sys.executable, "-m", "tests.faults", share.name, "--here", f"{share.part}/{share.parts}"]
    order += ["--rounds", str(share.rounds), "--seed", str(share.seed)]
    ended = subprocess.run(order, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Tally(one["fault"], Counter(one["outcomes"])) for one in json.loads(ended.stdout)]


def here(share: Share) -> list[Tally]:
    """The same in this process."""
    from tests.faults import house

    if os.environ.get("LUCHENG_FAULTS_LOUD"):
        tally.heard = tell
    house.prepare()
    family = importlib.import_module(f"tests.faults.{share.name}")
    tallies: list[Tally] = family.run(share.rounds, share.seed, share.part, share.parts)
    return tallies


def tell(one: Tally) -> None:
    """Say now and then how far a fault is; at once what must not be."""
    latest = next(reversed(one.outcomes), "")
    if one.rounds % _TOLD_EVERY == 0 or (latest.startswith(tally.BAD) and one.outcomes[latest] == 1):
        say(f"  {one.fault}: {one.rounds} rounds, {one.bad} bad" + (f", {latest}" if one.bad else ""))


def say(line: str) -> None:
    """Progress goes beside the table, not into it."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
