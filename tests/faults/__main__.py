"""`python -m tests.faults [--night] [--json] [FAULT ...]`: every kind of fault, and the table of what came of it."""

import argparse
import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

from tests.faults.tally import Tally, table


@dataclass(frozen=True, slots=True)
class Family:
    """A module of this folder with `run(rounds, seed)`, and how often it runs."""

    short: int
    night: int
    shimmed: bool = False
    """Whether its process must be started with the library that stands before the disk."""


FAMILIES = {
    "kill": Family(200, 2_000),
    "points": Family(1, 3),
    "power": Family(1_000, 20_000, shimmed=True),
    "full": Family(100, 2_000, shimmed=True),
    "tamper": Family(120, 4_000),
}


def main() -> int:
    """Run the families asked for, each in a fresh process; 1 when anything ended as it never may."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=" ".join(FAMILIES))
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps([tally.plain() for tally in here(asked.faults[0], asked.rounds, asked.seed)]))
        return 0
    tallies = [tally for name in asked.faults or FAMILIES for tally in run(name, asked.night, asked.rounds, asked.seed)]
    print(json.dumps([tally.plain() for tally in tallies]) if asked.json else table(tallies))
    return int(any(tally.bad for tally in tallies))


def run(name: str, night: bool = False, rounds: int | None = None, seed: int = 20260101) -> list[Tally]:
    """The tallies of one family, in a process of its own."""
    from tests.faults import shim

    family = FAMILIES[name]
    environment = dict(os.environ)
    if family.shimmed:
        if why := shim.missing():
            return [Tally(f"{name}: not run, {why}")]
        environment["LD_PRELOAD"] = str(shim.built())
    count = rounds or (family.night if night else family.short)
    order = [sys.executable, "-m", "tests.faults", name, "--here", "--rounds", str(count), "--seed", str(seed)]
    ended = subprocess.run(order, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Tally(one["fault"], Counter(one["outcomes"])) for one in json.loads(ended.stdout)]


def here(name: str, rounds: int, seed: int) -> list[Tally]:
    """The same in this process."""
    from tests.faults import house

    house.prepare()
    ran = importlib.import_module(f"tests.faults.{name}").run(rounds, seed)
    return ran if isinstance(ran, list) else [ran]


if __name__ == "__main__":
    sys.exit(main())
