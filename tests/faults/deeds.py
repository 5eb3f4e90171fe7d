"""What an office does that has a moment at which it must not be broken off, and what must hold if it was."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, ceremony, door, membership, proof, renewal, restore, standing
from lucheng_desktop.vault.store import Vault
from tests.faults import house

VAULT, NEW = "案.vault", "新.vault"
DONE = b"done\n"
"""The promise of a deed that is no transaction of the ledger."""
OTHER = "另一句 足够长的 口令 ２０２６"
Promise = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """How it is done in a folder, who can enter the vault afterwards, and the share of the rounds it gets."""

    name: str
    do: Callable[[Path, Promise], None]
    entered: Callable[[Path, bytes], Vault]
    """Opens the vault from what is left, given what was promised; AssertionError when a promise is broken."""
    share: float = 0.1


def outcome_of(desk: Path, deed: Deed, promised: bytes, *, deep: bool = False) -> None:
    """AssertionError or Refused unless everything promised holds and the next step can be saved."""
    vault = deed.entered(desk, promised)
    try:
        told = house.told(promised.replace(DONE, b""))
        assert not vault.tampered, f"false alarm {vault.tampered}"
        house.compare(vault, [*told, house.write_one(vault, 999)] if deep else told, deep=deep)
    finally:
        vault.close()


def _entered(desk: Path, promised: bytes) -> Vault:
    return house.enter(desk / VAULT)


def _written(desk: Path, promise: Promise, steps: int = 2) -> Vault:
    vault = house.enter(desk / VAULT)
    for number in range(steps):
        promise(house.write_one(vault, number).line())
    return vault


def _work(desk: Path, promise: Promise) -> None:
    """Write, empty the log often, close, open, write."""
    for start in (0, 10):
        vault = house.enter(desk / VAULT)
        raw = vault._engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_autocheckpoint = 60")
        raw.close()
        for number in range(start, start + 5):
            promise(house.write_one(vault, number, "案" * (20_000 if number % 3 == 0 else 0)).line())
        vault.close()


def _found(desk: Path, promise: Promise) -> None:
    door.create(desk / NEW, office="甲", practice=True, officers=house.OFFICERS[:1], cost=house.FLOOR)
    promise(DONE)


def _founded(desk: Path, promised: bytes) -> Vault:
    if DONE in promised or (desk / NEW).exists():
        house.enter(desk / NEW).close()
    return _entered(desk, promised)


def _back_up(desk: Path, promise: Promise) -> None:
    vault = _written(desk, promise)
    for number in (10, 11):
        backup.make(vault)
        promise(DONE)
        promise(house.write_one(vault, number).line())
    vault.close()


def _backed_up(desk: Path, promised: bytes) -> Vault:
    """Every generation that counts is good, and those promised are among them."""
    vault = _entered(desk, promised)
    good = backup.generations(backup.home(vault.path), vault.master)
    assert len(good) >= promised.count(DONE), "a backup is gone"
    for generation in good:
        copy = desk / "copy.db"
        shutil.copyfile(generation.place / "vault.db", copy)
        proof.prove(copy, vault.master, vault.keyfile, generation.manifest.holding)
        house.remove(copy)
        kept = backup.home(vault.path) / "blobs"
        for file, name in generation.manifest.blobs.items():
            assert (kept / file[:2] / name).is_file(), "an attachment of a backup is gone"
    return vault


def _change_passphrase(desk: Path, promise: Promise) -> None:
    vault = _written(desk, promise, 1)
    membership.change_passphrase(vault, house.PASSPHRASE, OTHER, cost=house.FLOOR)
    promise(DONE)
    promise(house.write_one(vault, 10).line())
    vault.close()


def _passphrase_changed(desk: Path, promised: bytes) -> Vault:
    """The old one opens or the new one, never neither."""
    try:
        vault = door.unlock(desk / VAULT, house.INTAKE, OTHER)
    except Refused as fault:
        assert fault.key == "E-PASSPHRASE" and DONE not in promised, "the new passphrase was promised"
        return _entered(desk, promised)
    return vault


def _retire(desk: Path, promise: Promise) -> None:
    """Somebody leaves: new keys for everybody else, and for the attachments."""
    vault = _written(desk, promise)
    membership.retire(vault, house.HANDLER, {}, lambda done, total: None)
    promise(DONE)
    renewal.renew_attachments(vault, lambda done, total: None)
    promise(house.write_one(vault, 10).line())
    vault.close()


def _retired(desk: Path, promised: bytes) -> Vault:
    if DONE in promised:
        assert house.HANDLER not in door.officers(desk / VAULT), "who left still has a slot"
    return _entered(desk, promised)


def _restore(desk: Path, promise: Promise) -> None:
    vault = _written(desk, promise)
    backup.make(vault)
    vault.close()
    source = restore.newest(backup.home(desk / VAULT))
    restore.restore(source, desk / VAULT, house.INTAKE, house.PASSPHRASE)
    promise(DONE)


def _restored(desk: Path, promised: bytes) -> Vault:
    """The former vault or the restored one opens, at the second try when the first had to put the former one back."""
    if not (desk / VAULT).exists():
        try:
            house.enter(desk / VAULT)
            raise AssertionError("nobody was told")
        except Refused as fault:
            assert fault.key == "E-RESTORE/broken-off" and DONE not in promised
    vault = _entered(desk, promised)
    assert not list(desk.glob(".*.part")), "a leftover"
    assert not list(desk.glob(f"{VAULT}.before-restore-*/backups")), "the backups stay with the vault"
    assert (vault.tampered == standing.ROLLBACK) or DONE not in promised, "a restored vault must be named"
    if vault.tampered == standing.ROLLBACK:
        ceremony.acknowledge(vault, "恢复备份", house.HANDLER, house.PASSPHRASE)
    return vault


DEEDS = (
    Deed("working and closing", _work, _entered, 0.4),
    Deed("founding a vault", _found, _founded, 0.05),
    Deed("backing up", _back_up, _backed_up, 0.15),
    Deed("changing a passphrase", _change_passphrase, _passphrase_changed, 0.1),
    Deed("retiring an officer: new keys", _retire, _retired, 0.2),
    Deed("restoring a backup", _restore, _restored, 0.1),
)
