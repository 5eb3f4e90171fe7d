"""`python -m tests.journey OUT`: the main job in the real window, in processes of which one is killed in the middle."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

MARKS = "LUCHENG_JOURNEY_MARKS"
"""A file for the words that are put behind every text; set by the test that looks for them afterwards."""
PARTS = {"prepare": 0, "first": -signal.SIGKILL, "second": 0, "peer": 0}
"""The processes of a run and how each must end."""


def main(out: Path) -> int:
    """Play all parts, then say where everything is."""
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        sys.stderr.write(f"{out} is not empty\n")
        return 2
    for part, ending in PARTS.items():
        ended = subprocess.run([sys.executable, "-m", "tests.journey", str(out), part], check=False)
        if ended.returncode != ending:
            sys.stderr.write(f"part {part} ended with {ended.returncode}\n")
            return 1
    tell(out)
    return 0


def tell(out: Path) -> None:
    """Print every scene, what the console says of both ledgers, and what lies where."""
    from tests.journey.log import PEER, VAULT, Log

    for line in json.loads((out / "journey.json").read_text("utf-8")):
        print(f"{line['seconds']:8.2f} s  {line['step']:48}{line['file']}")
    log = Log(out)
    for vault, role in ((VAULT, "principal"), (PEER, "peer")):
        as_whom = ["--officer", log.name(role), "--passphrase-file", str(log.passphrase_file(role)), "--json"]
        console = [str(Path(sys.executable).with_name("lucheng")), "ledger", "verify", str(out / vault), *as_whom]
        check = json.loads(subprocess.run(console, check=True, capture_output=True, text=True).stdout)
        print(f"ledger    {vault}: {check['chain']}, {check['entries']} entries, {check['signatures']} signatures")
    print(f"circular  {out / 'circular.pdf'}\nbundle    {out / 'case.bundle'}\npictures  {out}/01-…png to 10-…png")


def prepare(out: Path) -> None:
    """Make the practice vaults and the paper that serves as evidence."""
    from lucheng_desktop.procedures.practice import MakePractice, make_practice
    from tests.journey.log import Log

    begun = perf_counter()
    made = make_practice(MakePractice(out / "practice", cases=0))
    log = Log(out)
    log.begin(made)
    log.note("make the practice vaults", round(perf_counter() - begun, 2))


def play(out: Path, part: str) -> None:
    """One part, in a process of its own with a window of its own."""
    from PySide6.QtWidgets import QApplication

    from lucheng_desktop import app
    from lucheng_desktop.gui import theme
    from tests.journey import first, peer, second
    from tests.journey.log import PEER, VAULT, Log
    from tests.journey.robot import Robot

    application = QApplication([])
    theme.dress(application)
    log = Log(out)
    window = app.window(out / (PEER if part == "peer" else VAULT))
    log.robot = Robot(window, marker())
    {"first": first, "second": second, "peer": peer}[part].play(log.robot, log)
    window.close()


def marker() -> Callable[[], str]:
    """Gives nothing, or where MARKS names a file, a fresh word each time, written down there."""
    file = os.environ.get(MARKS)
    if not file:
        return str

    def mark() -> str:
        word = "".join(random.choices("abcdefghjkmnpqrstuvwxyz", k=14))
        with Path(file).open("a") as marks:
            marks.write(word + "\n")
        return word

    return mark


if __name__ == "__main__":
    os.umask(0o077)
    where, *rest = sys.argv[1:]
    if not rest:
        sys.exit(main(Path(where).resolve()))
    prepare(Path(where)) if rest == ["prepare"] else play(Path(where), rest[0])
