"""A new generation of keys: the database copied under a new master key, then taken over in one stroke.

The stroke is the writing of `vault.key`. Before it the old pair stands and the copy is a mere part; after it the copy,
named by its generation, is the database, whoever renames it. A kill at any moment leaves one of the two pairs.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher, durable, editions, epochs, keyfile, keys, proof, slots
from lucheng_desktop.vault.keyfile import Former, KeyFile, Recovery, Slot
from lucheng_desktop.vault.keys import MasterKey

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from lucheng_desktop.vault.store import Vault

Advanced = Callable[[int, int], None]
"""Hears how much is done of how much; raises to stop."""
DATABASE = "vault.db"
_PAGES = 512
_SPARE = 16 << 20


def settle(directory: Path, generation: int) -> None:
    """Finish what a kill left after the stroke, forget what it left before; only under the vault's lock."""
    ready = _copy_of(directory, generation)
    if ready.exists():
        _take_place(directory, ready)
    for stale in directory.glob(f"{DATABASE}.[0-9]*"):
        stale.unlink(missing_ok=True)


def _copy_of(directory: Path, generation: int) -> Path:
    return directory / f"{DATABASE}.{generation}"


def _take_place(directory: Path, ready: Path) -> None:
    """The old database's log is empty by now; it must not meet the new database."""
    for side in ("-wal", "-shm"):
        (directory / f"{DATABASE}{side}").unlink(missing_ok=True)
    durable.settle(ready, directory / DATABASE)


def take_over(vault: "Vault", slot: Slot) -> None:
    """Keep a slot as its officer's coming in has left it; never in a vault that is not as it was left."""
    if vault.tampered:
        return
    if slot not in vault.keyfile.slots:
        others = (slot if one.officer == slot.officer else one for one in vault.keyfile.slots)
        vault.keep(replace(vault.keyfile, slots=tuple(others)))
    if (escrowed := epochs.escrowed(vault.keyfile, vault.keys.intake)) is not vault.keyfile:
        vault.keep(escrowed)


def renew(vault: "Vault", known: KeyFile, advanced: Advanced) -> None:
    """Give the vault a new master key, handed to the slots of `known` and to nobody else. Refused `E-VAULT-FULL`."""
    heir = vault.master.heir()
    ready = _copy_of(vault.path, heir.generation)
    try:
        _refuse_full(vault.path)
        _copy(vault, ready, heir, advanced)
        inherited = keyfile.sealed(_inherited(vault, known, heir), heir)
    except BaseException:
        heir.wipe()
        settle(vault.path, vault.keyfile.generation)
        raise
    keyfile.write(vault.path, inherited)
    vault.keyfile = inherited
    vault.hand_over(heir, lambda: _turned(vault.path, heir))
    editions.confirm(vault)


def _refuse_full(directory: Path) -> None:
    size = sum((directory / f"{DATABASE}{side}").stat().st_size for side in ("", "-wal") if _is_there(directory, side))
    if shutil.disk_usage(directory).free < size + _SPARE:
        raise Refused("E-VAULT-FULL")


def _is_there(directory: Path, side: str) -> bool:
    return (directory / f"{DATABASE}{side}").exists()


def _copy(vault: "Vault", ready: Path, heir: MasterKey, advanced: Advanced) -> None:
    """Page by page, decrypted and encrypted in memory; proven by a second opening."""
    import sqlcipher3.dbapi2 as driver

    vault.checkpoint()
    ready.unlink(missing_ok=True)
    with cipher.named(ready):
        target = driver.connect(str(ready), isolation_level=None)
        before = _filled(vault, target, heir, advanced)
    _prove(ready, heir, before)
    with ready.open("r+b") as file:
        durable.flush(file)
    durable.sync_folder(ready.parent)


def _filled(vault: "Vault", target: Any, heir: MasterKey, advanced: Advanced) -> Any:
    """Copy everything; the extent of what was copied."""
    try:
        key = heir.derive("db")
        cipher.give_key(target, key)
        keys.wipe(key)
        target.execute(f"PRAGMA cipher_compatibility = {cipher.COMPATIBILITY}")
        with vault.driver() as source:
            source.backup(target, pages=_PAGES, progress=lambda _, left, total: advanced(total - left, total))
            return _extent(source)
    finally:
        target.close()


def _extent(connection: Any) -> Any:
    """What old and new must have in common: how many entries, and a sum over their numbers."""
    return connection.execute("SELECT count(*), sum(seq), max(stamp) FROM entry").fetchone()


def _prove(ready: Path, heir: MasterKey, before: Any) -> None:
    with cipher.named(ready), proof.fresh(ready, heir) as connection:
        sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        whole = connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        if not (sound and whole and _extent(connection) == before):
            raise Refused("E-VAULT-DAMAGED")


def _inherited(vault: "Vault", known: KeyFile, heir: MasterKey) -> KeyFile:
    """The key file of the new generation: everybody's way in leads to the heir."""
    with vault.reading() as shelf:
        publics = {id: bytes.fromhex(key) for id, key in shelf.rows("officer", ("id", "agree_key"))}
    device = heir.derive("device")
    wrapped = keys.lock_up(device, vault.device_key.private_bytes_raw(), known.vault)
    keys.wipe(device)
    handed = (replace(one, handed=slots.handed(known, one.officer, publics[one.officer], heir)) for one in known.slots)
    return replace(
        known, edition=vault.keyfile.edition + 1, generation=heir.generation, device_key=wrapped, slots=tuple(handed),
        former=tuple(Former(generation, key) for generation, key in sorted(heir.former.items())),
        recovery=_recovery(known, heir),
    )  # fmt: skip


def _recovery(known: KeyFile, heir: MasterKey) -> Recovery | None:
    sheets = known.recovery
    if sheets and sheets.maker not in {slot.officer for slot in known.slots}:
        return None
    return sheets and replace(sheets, handed=slots.handed(known, sheets.sheets, sheets.public, heir))


def _turned(directory: Path, master: MasterKey) -> "Engine":
    settle(directory, master.generation)
    return cipher.engine(directory / DATABASE, master)
