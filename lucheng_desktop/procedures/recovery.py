"""When a passphrase is lost: three sheets of paper, the drill that proves them, and the way back by two of them.

Rare work. What the share arithmetic leaves in memory goes only with the process: the console's ends at once, the window
asks to be closed afterwards.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.officers import ADMINISTRATOR
from lucheng_desktop.refusal import Refused, because

PETITION_OFFICE = "petition_office"


@dataclass(frozen=True, slots=True)
class SplitRecovery:
    """Make three sheets, each a file of its own in an empty folder, to be printed and deleted."""

    folder: Path


@dataclass(frozen=True, slots=True)
class RecoverySplit:
    """The number of the set and its three files; sheets of an earlier set open nothing any more."""

    number: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class DrillRecovery:
    """Two sheets as typed, to prove that they would open; nothing is opened."""

    sheets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryDrilled:
    """Which sheets were proven."""

    sheets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreOfficer:
    """Let an officer in again by two sheets, under a new passphrase."""

    vault: Path
    officer: str
    passphrase: str = field(repr=False)
    sheets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficerRestored:
    """His new entry and that of before; the sheets have been opened and are to be made anew."""

    officer: str
    before: str
    name: str
    make_new_sheets: bool = True


@step("office")
def split_recovery(desk: Desk, order: SplitRecovery) -> RecoverySplit:
    """Make the sheets; done by one who holds already what they open: the petition office where there is one."""
    from lucheng_desktop.vault import recovery

    _may_split(desk)
    _refuse_unwritable(order.folder)
    sheets = recovery.split(desk.vault)
    name, files = words("recovery")["file"], []
    for sheet, text in enumerate(sheets.texts, 1):
        files.append(order.folder / name.format(number=sheets.number, sheet=sheet))
        _write(files[-1], _page(desk, sheets.number, sheet, text))
    return RecoverySplit(sheets.number, tuple(files))


@dataclass(frozen=True, slots=True)
class RecoveryStanding:
    """The set in use, and when two of its sheets were proven last; empty where there is none."""

    number: str
    made_on: str
    maker: str
    drilled_on: str
    drilled_by: str
    why_not_split: str


def recovery_standing(desk: Desk, _order: None = None) -> RecoveryStanding:
    """What the ledger says of the present set; sheets that were used count as none."""
    sheets = desk.vault.keyfile.recovery
    with desk.vault.reading() as shelf:
        names = dict(shelf.rows("officer", ("id", "name")))
        notes = [entry for entry in shelf.history("office", desk.vault.office) if entry.kind == "note"]
    known = {
        entry.body["what"]: (moment(entry.stamp).date().isoformat(), names.get(entry.officer.hex(), ""))
        for entry in notes
        if sheets is not None and entry.body.get("sheets") == sheets.sheets
    }
    number = "" if sheets is None else sheets.sheets
    made, drilled = known.get("recovery_split", ("", "")), known.get("recovery_drilled", ("", ""))
    return RecoveryStanding(number, *made, *drilled, _why_not_split(desk))


def discard_sheets(_desk: Desk, files: tuple[Path, ...]) -> None:
    """Overwrite the files of printed sheets and delete them; on flash memory traces may stay, so they go to paper."""
    for file in files:
        try:
            file.write_bytes(bytes(file.stat().st_size))
            file.unlink()
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise Refused("E-FILE", file=file.name, reason=because(fault)) from fault


def _why_not_split(desk: Desk) -> str:
    try:
        _may_split(desk)
    except Refused as refused:
        return refused.message
    return ""


def _may_split(desk: Desk) -> None:
    role = PETITION_OFFICE if desk.vault.keyfile.intake_public else ADMINISTRATOR
    if role not in desk.officer.roles:
        title = words("officers")["titles"]["split_recovery"]
        raise Refused("E-ROLE", title=title, actors=desk.rules.term("roles", role))


def _refuse_unwritable(folder: Path) -> None:
    """Refused `E-FILE` before anything is made when the folder cannot take the sheets."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / ".part").touch(mode=0o600)
        (folder / ".part").unlink()
    except OSError as fault:
        raise Refused("E-FILE", file=folder.name, reason=because(fault)) from fault


def _write(file: Path, text: str) -> None:
    """One sheet, readable by its owner alone; never over another file."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as paper:
            paper.write(text)
    except OSError as fault:
        raise Refused("E-FILE", file=file.name, reason=because(fault)) from fault


def _page(desk: Desk, number: str, sheet: int, text: str) -> str:
    told, on = words("recovery"), moment(desk.clock.now()).date().isoformat()
    facts = {"office": desk.vault.office_name, "officer": desk.officer.name, "number": number, "sheet": sheet, "on": on}
    page: str = told["sheet"].format(groups="\n".join(_rows(text, told["row"])), **facts)
    return page.lstrip("\n")


def _rows(text: str, width: int) -> Iterator[str]:
    groups = text.split()
    yield from ("    ".join(groups[at : at + width]) for at in range(0, len(groups), width))


@step("office")
def drill_recovery(desk: Desk, order: DrillRecovery) -> RecoveryDrilled:
    """Prove two sheets by the test token; success and failure stand in the ledger."""
    from lucheng_desktop.vault import recovery

    return RecoveryDrilled(recovery.drill(desk.vault, order.sheets))


def restore_officer(order: RestoreOfficer) -> OfficerRestored:
    """Two sheets make a new slot for a named officer; no other passphrase is needed."""
    from lucheng_desktop.vault import recovery

    done = recovery.restore(order.vault, order.sheets, order.officer, order.passphrase)
    return OfficerRestored(done.officer, done.before, done.name)
