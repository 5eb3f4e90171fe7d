"""What this PC has for the work: the font in each slot and how much it draws, then one finding for everything else."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lucheng_desktop.ledger.clock import OFFICE_TIME
from lucheng_desktop.places import resource, words
from lucheng_desktop.procedures.this_pc import GOOD, MISSING, Finding, findings


@dataclass(frozen=True, slots=True)
class FontExamined:
    """One slot: which file fills it, where that comes from, and how many of the 8105 characters it draws itself."""

    slot: str
    family: str
    origin: str
    file: str
    sha256: str
    national: int


@dataclass(frozen=True, slots=True)
class Examined:
    """`own_fonts`: the folder where the office puts its own files; `printable`: how many of the 8105 print at all.

    `ok`: nothing that is needed is missing.
    """

    own_fonts: str
    fonts: tuple[FontExamined, ...]
    printable: int
    ok: bool
    checks: tuple[Finding, ...]


def examine(vault: Path | None = None, today: date | None = None, library: Path | None = None) -> Examined:
    """Open every face and look at the rest; nothing is changed.

    Refused E-FONT when a file of the office's own may not or cannot be used.
    """
    from lucheng_desktop.circulars import faces, fonts

    table = resource("fonts", "table8105.txt").read_text("utf-8").replace("\n", "")
    found = tuple(
        FontExamined(
            slot,
            face.family,
            face.origin,
            str(face.file),
            faces.sha256(face),
            sum(fonts.draws(slot, char) for char in table),
        )
        for slot, face in sorted(fonts.faces().items())
    )
    printable = sum(any(fonts.draws(slot, char) for slot in fonts.chain()) for char in table)
    seen = findings(vault, today or datetime.now(OFFICE_TIME).date(), library)
    checks = (_fonts(len(table) - printable, str(faces.own_folder())), *seen)
    return Examined(str(faces.own_folder()), found, printable, all(one.state != MISSING for one in checks), checks)


def _fonts(unprintable: int, folder: str) -> Finding:
    state = MISSING if unprintable else GOOD
    told, facts = words("doctor")["fonts"][state], {"count": unprintable, "folder": folder}
    return Finding("fonts", state, told["found"].format(**facts), told.get("next", "").format(**facts))


def lines(examined: Examined) -> dict[str, str]:
    """Each finding as one line by its name, with its next step where something is to be done."""
    say = words("doctor")
    return {
        say["names"][one.check]: say["states"][one.state] + "，" + one.found + (one.next if one.state != GOOD else "")
        for one in examined.checks
    }
