"""Measure and print the table of docs/performance.md: `python -m tests.benchmarks [--million] [--write]`."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from lucheng_desktop.ledger.clock import OFFICE_TIME
from lucheng_desktop.vault import door
from lucheng_desktop.vault.store import Vault
from tests.benchmarks import cases, figures, files, ledger, names, papers, steps, twins
from tests.benchmarks.timing import Row

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAVY = ("names of a million", "steps")
"""Parts that take a quarter of an hour each."""
Part = Callable[[Vault, Path], Iterator[Row]]


def parts(million: bool, practice: int = 100_000) -> dict[str, Part]:
    """Each with a vault of its own."""
    found: dict[str, Part] = {
        "cases": cases.rows,
        "figures": figures.rows,
        "files": files.rows,
        "papers": papers.rows,
        "names": lambda vault, _: names.rows(vault, 100_000, 5.0),
        "ledger": lambda vault, _: ledger.rows(vault, 1_000_000 if million else 100_000),
    }
    if million:
        found["steps"] = lambda _, folder: steps.rows(practice, folder)
        found["names of a million"] = lambda vault, _: names.rows(vault, 1_000_000, 10.0)
    return found


def measured(part: Part) -> Iterator[Row]:
    """The rows of one part, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as place:
        folder = Path(place)
        with closing(door.unlock(twins.made(folder), twins.OFFICER, twins.PASSPHRASE)) as vault:
            yield from part(vault, folder)


def line(row: Row) -> str:
    """One line of the table."""
    target = "-" if row.target is None else f"<= {row.target:g} {row.unit}"
    verdict = {None: "", True: "met", False: "**missed**"}[row.met]
    measured = "-" if row.measured is None else f"{row.measured:.3g} {row.unit}"
    return f"| {row.what} | {measured} | {target} | {verdict} | {row.note} |"


def machine() -> str:
    """Where this was measured, and how busy it was."""
    said = Path("/proc/cpuinfo")
    known = said.read_text().splitlines() if said.exists() else []
    _, _, cpu = next((one for one in known if "model name" in one), platform.processor()).rpartition(": ")
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    kernel = f"{platform.system()} {platform.release().split('-')[0]}"
    return f"{cpu}, {os.cpu_count()} cores, {kernel}, Python {platform.python_version()}, load {load}"


def main() -> int:
    """Print every row as it comes; 1 when a target is missed."""
    order = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    order.add_argument("--million", action="store_true", help="1 M ledger entries and 1 M people: some twelve minutes")
    order.add_argument("--only", choices=sorted(parts(True)), help="one part")
    order.add_argument("--cases", type=int, default=100_000, help="petitions of the vault whose steps are timed")
    order.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    given = order.parse_args()
    today = datetime.now(OFFICE_TIME).date()
    lines = [f"{today}, {machine()}", "", "| what | measured | target | | |", "|---|---|---|---|---|"]
    sys.stdout.write("\n".join(lines) + "\n")
    missed = 0
    for name, part in parts(given.million or given.only in HEAVY, given.cases).items():
        for row in measured(part) if given.only in (None, name) else ():
            lines.append(line(row))
            sys.stdout.write(lines[-1] + "\n")
            sys.stdout.flush()
            missed += row.met is False
    if given.write:
        before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{rest.partition(END)[2]}", "utf-8")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
