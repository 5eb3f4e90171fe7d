"""`python -m tests.journey OUT`: the main job in the real window, in processes of which one is killed in the middle."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import perf_counter

MARKS = "LUCHENG_JOURNEY_MARKS"
"""A file for the words that were put behind every text; set by the test that looks for them afterwards."""


def main(out: Path) -> int:
    """Make the practice vaults, play both halves, say where everything is."""
    from lucheng_desktop.procedures.practice import MakePractice, make_practice
    from tests.journey.log import Log

    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        print(f"{out} is not empty", file=sys.stderr)
        return 2
    begun = perf_counter()
    made = make_practice(MakePractice(out / "practice"))
    log = Log(out)
    log.begin(made)
    log.note("make the practice vaults", round(perf_counter() - begun, 2))
    for half, ending in (("first", -signal.SIGKILL), ("second", 0), ("peer", 0)):
        ended = subprocess.run([sys.executable, "-m", "tests.journey", str(out), half], check=False)
        if ended.returncode != ending:
            print(f"the {half} half ended with {ended.returncode}", file=sys.stderr)
            return 1
    return tell(out)


def tell(out: Path) -> int:
    """Verify both ledgers by the console and print what is where."""
    for line in json.loads((out / "journey.json").read_text("utf-8")):
        print(f"{line['seconds']:8.2f} s  {line['step']}  {line['file']}")
    print(f"circular  {out / 'circular.pdf'}\nbundle    {out / 'case.bundle'}\npictures  {out}/01-*.png … 10-*.png")
    return 0


def play(out: Path, half: str) -> int:
    """One half, in a process of its own with a window of its own."""
    from PySide6.QtWidgets import QApplication

    from lucheng_desktop import app
    from lucheng_desktop.gui import theme
    from tests.journey import first, peer, second
    from tests.journey.log import PEER, VAULT, Log
    from tests.journey.robot import Robot

    os.umask(0o077)
    application = QApplication([])
    theme.dress(application)
    log = Log(out)
    window = app.window(out / (PEER if half == "peer" else VAULT))
    log.robot = Robot(window, marker())
    {"first": first, "second": second, "peer": peer}[half].play(log.robot, log)
    window.close()
    return 0


def marker():  # type: ignore[no-untyped-def]  # a plain function or str
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
    arguments = sys.argv[1:]
    sys.exit(main(Path(arguments[0]).resolve()) if len(arguments) == 1 else play(Path(arguments[0]), arguments[1]))
