"""What a kill left beside a vault while it was being made or restored: cleared away, finished or undone, in words.

A vault grows in `.NAME-xxxx.part`, whose lock its maker holds. At a restore the former vault steps aside as
`NAME.before-restore-...`, the part takes its name, and the backups follow: a kill may come after any of the three.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable, keyfile, lock

BACKUPS = "backups"
_ASIDE = ".before-restore-"


def aside(directory: Path, stamp: str) -> Path:
    """The name under which a vault steps aside; `stamp`: when."""
    stem = f"{directory.name}{_ASIDE}{stamp}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next(path for name in names if not (path := directory.with_name(name)).exists())


@contextmanager
def growing(part: Path) -> Iterator[lock.Lock]:
    """While its maker is at work nobody takes a part for a leftover; the lock is to be released before the rename."""
    held = lock.take(part)
    try:
        yield held
    finally:
        held.release()


def settle(directory: Path) -> None:
    """Undo a restore that was killed while neither vault had the name; Refused `E-RESTORE/broken-off` says so once."""
    if directory.exists() or not directory.parent.is_dir():
        return
    stepped, parts = list(_stepped_aside(directory)), list(_parts(directory))
    if not (stepped and parts):
        return
    former = max(stepped, key=lambda path: ((path / BACKUPS).is_dir(), path.name))
    durable.settle(former, directory)
    clear(directory)
    raise Refused("E-RESTORE/broken-off", place=directory)


def give_back(part: Path, directory: Path, former: Path | None) -> bool:
    """Whether both have their names again after a rename of a restore failed; if not, `settle` does it later."""
    try:
        if directory.exists() and not part.exists():
            directory.replace(part)
        if former and former.exists():
            former.replace(directory)
        durable.sync_folder(directory.parent)
    except OSError:
        return False
    return True


def bring_backups(directory: Path) -> None:
    """The same as `finish`, for a vault that nobody has open; Refused `E-VAULT-BUSY`."""
    settle(directory)
    if (directory / keyfile.NAME).is_file():
        held = lock.take(directory)
        try:
            finish(directory)
        finally:
            held.release()


def finish(directory: Path) -> None:
    """Bring the backups after a restore that was killed before it did; only under the vault's lock."""
    own = directory / BACKUPS
    if own.is_dir() and any(own.iterdir()):
        return
    kept = [path for path in _stepped_aside(directory) if (path / BACKUPS).is_dir() and any((path / BACKUPS).iterdir())]
    if kept:
        follow(max(kept), directory)


def follow(kept: Path, directory: Path) -> None:
    """The backups of the vault that stepped aside stay with the vault."""
    with suppress(FileNotFoundError):
        (directory / BACKUPS).rmdir()
    durable.settle(kept / BACKUPS, directory / BACKUPS)
    durable.sync_folder(kept)


def clear(directory: Path) -> None:
    """Remove the parts of this name that nobody is working on."""
    for part in _parts(directory):
        with suppress(Refused, OSError):
            lock.take(part).release()
            shutil.rmtree(part)


def _stepped_aside(directory: Path) -> Iterator[Path]:
    return _beside(directory, f"{directory.name}{_ASIDE}", "")


def _parts(directory: Path) -> Iterator[Path]:
    return _beside(directory, f".{directory.name}-", durable.PART)


def _beside(directory: Path, start: str, end: str) -> Iterator[Path]:
    """Folders in the same place; a name may hold what a pattern would take for its own."""
    for path in directory.parent.iterdir():
        if path.name.startswith(start) and path.name.endswith(end) and path.is_dir():
            yield path
