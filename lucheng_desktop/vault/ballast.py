"""Room kept for a full disk: a file that is let go so that what is open can still be saved and locked."""

import os
import shutil
from pathlib import Path

from lucheng_desktop.vault import durable

NAME = "ballast"
SIZE = 32 << 20


def lay(directory: Path) -> bool:
    """Whether the ballast lies there; it is laid only where it does not make the disk full itself."""
    path = directory / NAME
    if path.exists() and path.stat().st_size == SIZE:
        return True
    if shutil.disk_usage(directory).free < 4 * SIZE:
        return False
    try:
        with path.open("wb") as file:
            _occupy(file.fileno())
            durable.flush(file)
    except OSError:
        path.unlink(missing_ok=True)
        return False
    return True


def _occupy(file: int) -> None:
    """Blocks, not a hole."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, SIZE)
    else:
        for _ in range(SIZE >> 20):
            os.write(file, bytes(1 << 20))


def release(directory: Path) -> bool:
    """Whether there was ballast to let go."""
    path = directory / NAME
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
