"""The identity under which an installation writes: a number of its own and a key, introduced by an officer.

Two entries of one device with one number are a fork, which every other office refuses for good. So whoever goes on from
an earlier day, while entries of a later one may be anywhere, goes on as a new device.
"""

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select, update

from lucheng_desktop.vault import journal, keys, projection
from lucheng_desktop.vault.journal import Author
from lucheng_desktop.vault.keyfile import KeyFile
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.tables import meta

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault


def fresh(known: KeyFile, master: MasterKey) -> tuple[KeyFile, Ed25519PrivateKey]:
    """The key file with a new device, not yet sealed, and the device's key."""
    private, wrapping = Ed25519PrivateKey.generate(), master.derive("device")
    wrapped = keys.lock_up(wrapping, private.private_bytes_raw(), known.vault)
    keys.wipe(wrapping)
    return replace(known, device=os.urandom(16), device_key=wrapped), private


def take_in(connection: Connection, known: KeyFile) -> None:
    """The database too says which device writes from now on."""
    connection.execute(update(meta).where(meta.c.name == "device").values(value=known.device.hex()))


def is_present(connection: Connection, known: KeyFile) -> bool:
    """Whether the key file names the device that the database does; an old key file may name one of before."""
    return bool(connection.execute(select(meta.c.value).where(meta.c.name == "device")).scalar() == known.device.hex())


def introduce(connection: Connection, author: Author, known: KeyFile, private: Ed25519PrivateKey) -> None:
    """The device's first entry: its key, signed by the officer at it."""
    device, public = known.device.hex(), private.public_key().public_bytes_raw()
    body = {"office": known.office.hex(), "name": device[:8], "sign_key": public.hex()}
    journal.write(connection, author, "device", device, "member", body)
    projection.project(connection, "device", device)


def turn(connection: Connection, vault: "Vault") -> tuple[Author, Ed25519PrivateKey]:
    """Write as a new device from here on; the vault takes both over when the transaction has ended."""
    known, private = fresh(vault.keyfile, vault.master)
    author = replace(vault.author, device=known.device)
    vault.keep(known, tied=True)
    take_in(connection, known)
    introduce(connection, author, known, private)
    return author, private
