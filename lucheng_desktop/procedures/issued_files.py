"""Files that leave the vault: written beside, flushed, read again, and named only when they are whole."""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from lucheng_desktop.refusal import Refused, because


def write_checked(target: Path, content: bytes) -> str:
    """Write one file; the SHA-256 of what was read again. Refused E-FILE."""
    return write_together({target: content})[target]


def write_together(files: Mapping[Path, bytes]) -> dict[Path, str]:
    """Write beside, flush, read again, and name them when all are whole: their SHA-256. Refused E-FILE, E-EXPORT."""
    parts = {target: target.with_name(target.name + ".part") for target in files}
    target = next(iter(files))
    try:
        for target, content in files.items():
            if _written(parts[target], content) != content:
                raise Refused("E-EXPORT", file=target.name)
        for target, part in parts.items():
            part.replace(target)
    except OSError as error:
        raise Refused("E-FILE", file=target.name, reason=because(error)) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()
    return {target: sha256(content).hexdigest() for target, content in files.items()}


def _written(part: Path, content: bytes) -> bytes:
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return part.read_bytes()
