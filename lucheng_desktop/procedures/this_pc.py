"""What this PC has besides fonts: looked at and never changed, each finding with what to do about it."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from lucheng_desktop import __version__
from lucheng_desktop.ledger.clock import OFFICE_TIME
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

GOOD, HINT, MISSING = "good", "hint", "missing"
"""As it should be; worth knowing; needed and not there."""
_FREE_MB, _FREE_LEAST_MB = 2048, 512
_SCREEN = (1366, 768)
_BUILT = date(2026, 1, 1)
"""No PC that runs this program can truly stand before this day, nor a lifetime after it."""
_YEARS = 30
_BACKUP_DAYS = 3
_PATIENCE = 5.0
"""Seconds the print service may take to answer."""
_LIBRARIES = (
    "libglib-2.0.so.0", "libEGL.so.1", "libGL.so.1", "libX11.so.6", "libdbus-1.so.3", "libfontconfig.so.1",
    "libfreetype.so.6", "libxkbcommon.so.0", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0",
)  # fmt: skip
"""What the window needs from a Linux system; the packages' names stand in installer/setup.sh."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its state (good, hint, missing), what was found, and the next step where there is one."""

    check: str
    state: str
    found: str
    next: str = ""


def findings(vault: Path | None, today: date, library: Path | None = None) -> tuple[Finding, ...]:
    """Everything but fonts, in the order in which a clerk would ask."""
    looks: list[Callable[[], Finding]] = [keyring, lambda: space(vault or Path.home()), lambda: clock(vault, today)]
    looks += [printers, libraries, lambda: screen(resolution())]
    looks += [lambda: version(vault)]
    looks += [lambda: backups(vault, today)] if vault else []
    looks += [lambda: token(library)] if library else []
    return tuple(look() for look in looks)


def _said(check: str, state: str, case: str = "", **facts: object) -> Finding:
    """The sentence of a case, and its next step unless all is well."""
    told = words("doctor")[check][case or state]
    return Finding(check, state, told["found"].format(**facts), told.get("next", "").format(**facts))


def keyring() -> Finding:
    """Whether this PC has a keyring that the program trusts; without one a printed code stands in."""
    from lucheng_desktop.vault import keychain

    name = keychain.known()
    return _said("keyring", GOOD, name=name) if name else _said("keyring", HINT)


def space(place: Path) -> Finding:
    """Room beside the vault."""
    there = next((one for one in (place, *place.parents) if one.exists()), Path.home())
    free = shutil.disk_usage(there).free >> 20
    state = GOOD if free >= _FREE_MB else HINT if free >= _FREE_LEAST_MB else MISSING
    return _said("space", state, free=free, place=there)


def clock(vault: Path | None, today: date) -> Finding:
    """Whether the clock can be right: not before the program, not before what the vault's files say."""
    written = _last_written(vault)
    if not _BUILT <= today <= _BUILT + timedelta(365 * _YEARS):
        return _said("clock", MISSING, today=today.isoformat())
    if written and written > today + timedelta(1):
        return _said("clock", MISSING, "behind", today=today.isoformat(), written=written.isoformat())
    return _said("clock", GOOD, today=today.isoformat())


def _last_written(vault: Path | None) -> date | None:
    times = []
    for name in ("vault.db", "vault.db-wal", "vault.key"):
        with suppress(OSError):
            times += [(vault / name).stat().st_mtime] if vault else []
    return datetime.fromtimestamp(max(times), OFFICE_TIME).date() if times else None


def printers() -> Finding:
    """The queues of this PC; whether one is calibrated stands in the vault, with each printer."""
    if sys.platform == "win32":
        return _said("printers", HINT, "windows")
    program = shutil.which("lpstat")
    if not program:
        return _said("printers", HINT, "none")
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run([program, "-e"], capture_output=True, timeout=_PATIENCE, check=False)
        if queues := done.stdout.decode(errors="replace").split():
            return _said("printers", GOOD, queues="、".join(queues))
    return _said("printers", HINT)


def libraries(names: tuple[str, ...] = _LIBRARIES) -> Finding:
    """The system's own libraries that the window stands on."""
    absent = [name for name in names if not _loads(name)] if sys.platform.startswith("linux") else []
    return _said("libraries", MISSING, names="、".join(absent)) if absent else _said("libraries", GOOD)


def _loads(name: str) -> bool:
    with suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False


def token(library: Path) -> Finding:
    """Whether a maker's PKCS#11 library can be loaded and sees a token; no PIN is asked for."""
    from lucheng_desktop.circulars.token import tokens

    try:
        found = tokens(library)
    except Refused as refused:
        return Finding("token", MISSING, refused.message, refused.next)
    names = "、".join(one.label for one in found)
    return _said("token", GOOD, names=names) if found else _said("token", HINT, library=library.name)


def screen(pixels: tuple[int, int] | None) -> Finding:
    """Whether the window fits."""
    if pixels is None:
        return _said("screen", HINT, "unknown")
    width, height = pixels
    state = GOOD if width >= _SCREEN[0] and height >= _SCREEN[1] else HINT
    return _said("screen", state, width=width, height=height)


def resolution() -> tuple[int, int] | None:
    """Width and height of the largest screen in pixels; None where the system tells them to windows only."""
    if sys.platform == "win32":
        metrics = ctypes.windll.user32.GetSystemMetrics
        return int(metrics(0)), int(metrics(1))
    return max(_modes(Path("/sys/class/drm")), default=None)


def _modes(place: Path) -> Iterator[tuple[int, int]]:
    """The first mode of each connected output is the one it prefers."""
    for listed in place.glob("*/modes"):
        with suppress(OSError, ValueError, IndexError):
            width, _, height = listed.read_text("ascii").split()[0].rstrip("i").partition("x")
            yield int(width), int(height)


def version(vault: Path | None) -> Finding:
    """The program's version and, of a vault, the form of its tables."""
    from lucheng_desktop.vault import keyfile

    if vault is None:
        return _said("version", GOOD, program=__version__)
    try:
        known = keyfile.read(vault)
    except Refused as refused:
        return Finding("version", MISSING, refused.message, refused.next)
    return _said("version", GOOD, "vault", program=__version__, schema=known.schema, office=known.office_name)


def backups(vault: Path, today: date) -> Finding:
    """Whether the folder of backups can be written, and how old the last is; that it is good `vault check` proves."""
    place = vault / "backups"
    if not os.access(place if place.exists() else vault, os.W_OK):
        return _said("backups", MISSING, "shut", place=place)
    made = sorted(day for folder in place.glob("[0-9]*-????????") if (day := _day(folder.name)))
    if not made:
        return _said("backups", HINT, "none", place=place)
    days = (today - made[-1]).days
    return _said("backups", GOOD if days <= _BACKUP_DAYS else HINT, made=made[-1], days=days, count=len(made))


def _day(name: str) -> date | None:
    """The day in the name of a backup's folder; nothing in the folder is opened, because opening tidies."""
    with suppress(ValueError):
        return date.fromisoformat(name.rpartition("-")[2])
    return None
