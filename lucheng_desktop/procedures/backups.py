"""What there is in backups: the generations, whether they hold everything, and a failure that nobody may lose."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.backup import Generation

_GENERATION = "[0-9]*-????????"
_FAILED = ("backup", "last", "failed")
"""Form, record and field under which the last failure is kept with the vault until a backup succeeds."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One good backup; `id` is its folder. `home`: beside the vault, else in the place the office has named."""

    id: str
    number: int
    made: str
    officer: str
    entries: int
    attachments: int
    damaged: int
    home: bool


@dataclass(frozen=True, slots=True)
class BackupFailed:
    """When a backup was refused last, and in which words."""

    at: str
    code: str
    message: str
    next: str


@dataclass(frozen=True, slots=True)
class Backups:
    """Newest first. `due`: something was written since the last of them; `place`: the further one the office named."""

    rows: tuple[BackupRow, ...]
    due: bool
    home: Path
    place: Path | None
    failed: BackupFailed | None


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """A backup as its folder is called; nobody has proven it yet."""

    folder: Path
    number: int
    made: str
    officers: tuple[str, ...] = ()
    """Who could open the vault that day."""


def backups(desk: Desk, _order: None = None) -> Backups:
    """Every backup that the vault's own keys have proven, at home and in the named place."""
    from lucheng_desktop.vault import backup

    vault = desk.vault
    home = backup.home(vault.path)
    with vault.connection() as connection:
        place, devices = backup.remembered(connection), backup.devices(connection)
    with vault.reading() as shelf:
        names = dict(shelf.rows("officer", ("id", "name")))
    found = [(one, True) for one in backup.generations(home, vault.master, devices)]
    found += [(one, False) for one in (backup.generations(place, vault.master, devices) if place else ())]
    rows = sorted((_row(one, names, home=own) for one, own in found), key=lambda row: (row.made, row.number))
    return Backups(tuple(reversed(rows)), backup.is_due(vault), home, place, failure(desk))


def _row(one: "Generation", names: dict[str, str], *, home: bool) -> BackupRow:
    said = one.manifest
    officer = names.get(said.officer, "")
    return BackupRow(
        str(one.place), said.number, said.made, officer, said.entries, len(said.blobs), len(said.damaged), home
    )


def backed_up_today(desk: Desk) -> bool:
    """Whether the last good backup beside the vault is of today, or of a day to come where a clock was set back."""
    from lucheng_desktop.vault import backup

    vault, today = desk.vault, moment(desk.clock.now()).date().isoformat()
    with vault.connection() as connection:
        known = backup.generations(backup.home(vault.path), vault.master, backup.devices(connection))
    return bool(known) and known[-1].manifest.made >= today


def backup_folders(vault: Path) -> tuple[BackupFolder, ...]:
    """What lies beside a vault that nobody has opened, newest first."""
    return _folders((vault / "backups").glob(_GENERATION))


def folders_in(place: Path) -> tuple[BackupFolder, ...]:
    """What a place somebody has chosen holds, newest first: one backup, a folder of them, or a vault's own."""
    chosen = [place] if place.match(_GENERATION) else [*place.glob(_GENERATION), *place.glob(f"backups/{_GENERATION}")]
    return _folders(folder for folder in chosen if (folder / "manifest").is_file())


def _folders(found: Iterable[Path]) -> tuple[BackupFolder, ...]:
    newest_first = sorted(found, key=lambda folder: folder.name, reverse=True)
    named = ((folder, *folder.name.partition("-")) for folder in newest_first if folder.is_dir())
    return tuple(
        BackupFolder(folder, int(number), f"{day[:4]}-{day[4:6]}-{day[6:]}", _officers(folder))
        for folder, number, _, day in named
        if number.isdecimal() and day.isdecimal()
    )


def _officers(folder: Path) -> tuple[str, ...]:
    from lucheng_desktop.vault import door

    with suppress(Refused):
        return door.officers(folder)
    return ()


def note_failure(desk: Desk, refused: Refused) -> None:
    """Keep the words of a failure with the vault, as far as it can be written at all."""
    form, key, field = _FAILED
    told = {"at": moment(desk.clock.now()).isoformat(timespec="minutes")}
    told |= {name: getattr(refused, name) for name in ("code", "message", "next")}
    with suppress(Refused), desk.vault.transaction() as shelf:
        shelf.keep_draft(form, key, field, json.dumps(told, ensure_ascii=False))


def forget_failure(desk: Desk) -> None:
    """A backup has succeeded: what failed before it is no news any more."""
    form, key, _ = _FAILED
    if failure(desk):
        with suppress(Refused), desk.vault.transaction() as shelf:
            shelf.drop_drafts(form, key)


def failure(desk: Desk, _order: None = None) -> BackupFailed | None:
    """The last failure that no success has followed."""
    form, key, field = _FAILED
    with desk.vault.reading() as shelf:
        kept = shelf.drafts(form, key).get(field)
    return BackupFailed(**json.loads(kept)) if kept else None
