"""The attachments of a vault as a whole: what nothing refers to goes, what is damaged is set aside."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.tables import ROWS, blob

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Damage:
    """Names of attachments whose damaged file is set aside now, and of those without one; how many are sound."""

    damaged: tuple[str, ...]
    missing: tuple[str, ...]
    sound: int


def collect(vault: "Vault") -> int:
    """Remove files that a crash left between their rename and the commit; how many.

    Only under the vault's lock and outside any transaction, when the vault is as it was left.
    """
    lost = _unclaimed(vault)
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


def keep_unclaimed(vault: "Vault") -> int:
    """Keep the files of records that the vault has lost, where no collection reaches them; how many."""
    return sum(blobs.set_aside(vault.blobs, path.name, blobs.UNCLAIMED) for path in _unclaimed(vault))


def _unclaimed(vault: "Vault") -> list[Path]:
    with vault.reading() as shelf:
        return blobs.unclaimed(vault.blobs, _referenced(shelf._connection))


def _referenced(connection: Connection) -> frozenset[str]:
    """By the register, and by the records themselves: a lost line of the register must not cost the file."""
    registered = connection.execute(select(blob.c.file)).scalars()
    named = connection.execute(select(ROWS["attachment"].c.content)).scalars()
    return frozenset((*registered, *(content for content in named if content)))


def set_aside_damaged(vault: "Vault") -> Damage:
    """Read every attachment and put damaged files aside without touching any other."""
    with vault.reading() as shelf:
        known = shelf._connection.execute(select(blob.c.file, blob.c.name, blob.c.sha256)).all()
    unsound = {file: name for file, name, sha256 in known if not _is_sound(vault, file, name, sha256)}
    aside = {file for file in unsound if blobs.set_aside(vault.blobs, file)}
    damaged = tuple(name for file, name in unsound.items() if file in aside)
    missing = tuple(name for file, name in unsound.items() if file not in aside)
    return Damage(damaged, missing, len(known) - len(unsound))


def _is_sound(vault: "Vault", file: str, name: str, sha256: str) -> bool:
    try:
        for _ in blobs.read(vault.blobs, vault.master, file, name, sha256):
            pass
    except Refused:
        return False
    return True
