"""Attachments of an earlier generation encrypted anew, one by one, whenever there is time; it may stop anywhere."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.generations import Advanced
from lucheng_desktop.vault.tables import blob

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault


def renew_attachments(vault: "Vault", advanced: Advanced) -> None:
    """Bring every sound attachment under the present generation's key; once all are, the earlier keys are forgotten."""
    old = _older(vault)
    for done, file in enumerate(old, 1):
        _renew(vault, file)
        advanced(done, len(old))
    if vault.keyfile.former and not _older(vault):
        vault.master.forget_former()
        vault.keep(replace(vault.keyfile, former=()))


def _older(vault: "Vault") -> list[str]:
    """Files not under the present key; a damaged one counts, because a backup may bring it back as it was."""
    with vault.reading() as shelf:
        files = shelf._connection.execute(select(blob.c.file).distinct().order_by(blob.c.file)).scalars().all()
    return [file for file in files if blobs.generation_of(vault.blobs, file) != vault.master.generation]


def _renew(vault: "Vault", file: str) -> None:
    """The new file is whole before the row points at it, the old one goes when nothing points at it any more."""
    stream = blobs.flowing(blobs.read(vault.blobs, vault.master, file, file))
    try:
        stored = blobs.store(vault.blobs, vault.master, stream)
    except Refused:  # damaged or gone: it stays as it is, and harms no other
        return
    with vault.transaction() as shelf:
        shelf._connection.execute(update(blob).where(blob.c.file == file).values(file=stored.file))
    blobs.path_of(vault.blobs, file).unlink(missing_ok=True)
