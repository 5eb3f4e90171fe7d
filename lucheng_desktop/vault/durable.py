"""Files that are either whole or not there: written beside, synced, renamed, and the folder synced too."""

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from lucheng_desktop.refusal import Refused

PART = ".part"
_TRIES = 5
_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT))


def _unheard(moment: str) -> None:
    """In an office nobody listens."""


passed: Callable[[str], None] = _unheard
"""Hears the name of each moment at which a kill or a power cut would leave something else behind than a moment before:
the one seam by which the fault tests (tests/faults) end the process at a point they can name."""


def no_room(fault: OSError) -> Refused | None:
    """`E-VAULT-FULL` when that is what the system says."""
    return Refused("E-VAULT-FULL") if fault.errno in _NO_ROOM else None


@contextmanager
def full_disk_named() -> Iterator[None]:
    """Say in words that there is no room: Refused `E-VAULT-FULL`."""
    try:
        yield
    except OSError as fault:
        if refused := no_room(fault):
            raise refused from fault
        raise


@full_disk_named()
def write(path: Path, data: bytes) -> None:
    """Replace `path` by `data` so that a crash leaves the old file or the new one."""
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(data)
        flush(file)
    settle(part, path)


def keep_former(path: Path) -> None:
    """A second name for a file that is about to be replaced, by which `put_back` undoes it without any room."""
    former = _former(path)
    if former.exists():  # replaced before in the same transaction
        return
    with full_disk_named():
        try:
            os.link(path, former)
        except OSError as fault:
            if fault.errno in _NO_ROOM:
                raise
            shutil.copyfile(path, former)  # a disk without second names


def put_back(path: Path) -> bool:
    """Whether what `keep_former` kept stands there again."""
    try:
        settle(_former(path), path)
    except OSError:
        return False
    return True


def forget_former(path: Path) -> None:
    """The replaced file is not wanted any more."""
    _former(path).unlink(missing_ok=True)


def _former(path: Path) -> Path:
    return path.with_name(f"{path.name}.former{PART}")


def sweep(folder: Path) -> None:
    """Remove the parts that a kill left in a folder; only under the lock of its vault."""
    for part in folder.glob(f"*{PART}"):
        part.unlink(missing_ok=True)


def push(file: BinaryIO, length: int) -> None:
    """Ask the system to begin bringing the last `length` bytes to the disk; elsewhere `flush` does all of it."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), max(0, file.tell() - length), length, os.POSIX_FADV_DONTNEED)


def flush(file: BinaryIO) -> None:
    """Bring what was written to the disk itself."""
    file.flush()
    passed(f"written {_called(file)}")
    os.fsync(file.fileno())
    passed(f"synced {_called(file)}")


def _called(file: BinaryIO) -> str:
    return Path(str(file.name)).name


def settle(part: Path, path: Path) -> None:
    """Give a finished, synced part its name; an existing file of that name is replaced."""
    _replace(part, path)
    passed(f"renamed {path.name}")
    sync_folder(path.parent)
    passed(f"settled {path.name}")


def _replace(part: Path, path: Path) -> None:
    waits = [0.05 * 2**attempt for attempt in range(_TRIES)] if sys.platform == "win32" else []
    for wait in waits:  # a virus scanner may hold the file for a moment
        try:
            part.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    part.replace(path)


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` survive a power cut; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
