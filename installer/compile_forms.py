"""Compiles every form drawn in `ui/*.ui` into `lucheng_desktop/gui/forms/NAME.py` with pyside6-uic."""

import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
DRAWN = HOUSE / "ui"
COMPILED = HOUSE / "lucheng_desktop" / "gui" / "forms"

_UIC = Path(sys.executable).parent / "pyside6-uic"
_HEADING = """\
\"\"\"Compiled from `ui/{name}.ui` by installer/compile_forms.py; draw there, never edit here.\"\"\"
# ruff: noqa

"""


def compiled(drawn: Path) -> str:
    """The Python text of one form: uic's, less its banner, with the argument of its two methods annotated."""
    done = subprocess.run([_UIC, drawn], capture_output=True, text=True, check=True, encoding="utf-8")
    # The banner carries the tool's version and nothing else worth keeping; types let mypy read the attributes.
    body = re.sub(r"\A(?:[ \t]*(?:#[^\n]*)?\n)*", "", done.stdout)
    widget = re.search(r'<widget class="(\w+)"', drawn.read_text("utf-8"))
    assert widget, f"{drawn.name} holds no widget"
    body = re.sub(r"def (setupUi|retranslateUi)\(self, (\w+)\):", rf"def \1(self, \2: {widget[1]}) -> None:", body)
    return _HEADING.format(name=drawn.stem) + body.rstrip() + "\n"


def forms() -> dict[Path, str]:
    """Where each compiled form lies, and what it must read."""
    return {COMPILED / f"{drawn.stem}.py": compiled(drawn) for drawn in sorted(DRAWN.glob("*.ui"))}


def main() -> None:
    """Write what changed, remove what has no drawing any more, and say so."""
    wanted = forms()
    COMPILED.mkdir(parents=True, exist_ok=True)
    room = COMPILED / "__init__.py"
    if not room.exists():
        room.write_text('"""Forms compiled from `ui/*.ui`; nothing here is written by hand."""\n', "utf-8")
    for stale in set(COMPILED.glob("*.py")) - set(wanted) - {room}:
        stale.unlink()
        print(f"removed {stale.name}")
    for file, text in wanted.items():
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
            print(f"compiled {file.name}")


if __name__ == "__main__":
    main()
