"""Two officers acknowledge that the vault is not as it was left: a note with the reason, signed by both."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, devices, door, editions, homes, journal, projection, standing, witness
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.journal import Author
from lucheng_desktop.vault.keys import MasterKey

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault

WHAT = "rollback_acknowledged"


def acknowledge(
    vault: "Vault", reason: str, second: str, passphrase: str, *, device_secret: bytes | None = None
) -> str:
    """Id of the note, in hex; the second officer proves himself by his passphrase. From now on the vault is written."""
    other = vault.keyfile.slot(second)
    if other.officer == vault.officer.id:
        raise Refused("E-ROLLBACK/alone", officer=vault.officer.name)
    entered = door.opened_slot(vault.keyfile, second, passphrase, device_secret, Delay(vault.path))
    try:
        key = Ed25519PrivateKey.from_private_bytes(entered.own.sign)
        note = _entered(vault, bytes.fromhex(other.officer), key, reason)
    finally:
        entered.master.wipe()
        entered.own.wipe()
    vault.reinstate()
    return note.hex()


def _entered(vault: "Vault", second: bytes, key: Ed25519PrivateKey, reason: str) -> bytes:
    """The word of both in the ledger; as a new device wherever the old one's numbers may be taken."""
    author, device_key = vault.author, vault.device_key
    with editions.bound(vault) as bind, vault.connection(writing=True) as connection:
        lost = _lost(connection, vault)
        elsewhere = bool(vault.copied) or not devices.is_present(connection, vault.keyfile)
        if elsewhere or (lost and not _is_restored(vault)):
            author, device_key = devices.turn(connection, vault)
        homes.settle(connection, vault.path, vault.path)
        note = _signed(connection, vault, (author, replace(author, officer=second, key=key)), reason, lost)
        bind(connection)
    vault.device, vault.author, vault.device_key = author.device, author, device_key
    return note


def _is_restored(vault: "Vault") -> bool:
    """Whether this is a backup in the vault's place, which has a new device from the restore on."""
    left = witness.read(vault.path, vault.master)
    return left is not None and left.state == witness.RESTORED


def _lost(connection: Connection, vault: "Vault") -> list[str]:
    elsewhere = heads_elsewhere(vault.path, vault.master, vault.keyfile.vault, backup.devices(connection))
    return [id.hex() for id in elsewhere if not journal.is_known(connection, id)]


def _signed(
    connection: Connection, vault: "Vault", authors: tuple[Author, Author], reason: str, lost: list[str]
) -> bytes:
    first, second = authors
    found = vault.tampered or vault.copied
    body = {"what": WHAT, "purpose": reason, "found": found, "lost": lost, "second": second.officer.hex()}
    note = journal.write(connection, first, "office", vault.office, "note", body)
    for author in authors:
        approval = {"scope": ["rollback"], "digest": note.id.hex()}
        journal.write(connection, author, "office", vault.office, "approve", approval)
    projection.project(connection, "office", vault.office)
    return note.id


def heads_elsewhere(directory: Path, master: MasterKey, vault: bytes, devices: Collection[bytes]) -> list[bytes]:
    """Ids of last entries as witness, last note, keyring and backups have them."""
    found = [standing.anchor_id(vault), witness.progress(directory, master) or b""]
    if left := witness.read(directory, master):
        found.append(bytes.fromhex(left.head))
    for one in backup.generations(backup.home(directory), master, devices):
        found += [bytes.fromhex(id) for _, id in one.manifest.heads.values()]
    return sorted({id for id in found if id})


def acknowledged(connection: Connection, office: str) -> frozenset[str]:
    """Ids of entries that two officers have given up."""
    notes = (one for one in journal.entries_of(connection, "office", office) if one.kind == "note")
    return frozenset(id for one in notes if one.body.get("what") == WHAT for id in one.body.get("lost", ()))
