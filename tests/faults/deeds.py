"""What an office does that has a moment at which it must not be broken off, and what must hold if it was."""

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, ceremony, door, keyfile, membership, proof, renewal, restore, standing
from lucheng_desktop.vault.keyfile import Cost
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.faults import house
from tests.vault import tomorrow

VAULT, NEW = "案.vault", "新.vault"
DONE = b"done\n"
"""The promise of a deed that is no transaction of the ledger."""
OTHER = "另一句 足够长的 口令 ２０２６"
Promise = Callable[[bytes], None]
LARGE = 1_300_000
"""Bytes of an attachment of two chunks."""
LATER = Path(tempfile.gettempdir()) / f"lucheng-faults-later-{os.getuid()}"
"""Where the program of tomorrow has its step of the migrations: no part of any vault."""


def _nothing_more(desk: Path) -> None:
    """What holds after every refusal is enough."""


@dataclass(frozen=True, slots=True)
class Deed:
    """How it is done in a folder, who can enter the vault afterwards, and the share of the rounds it gets."""

    name: str
    do: Callable[[Path, Promise], None]
    entered: Callable[[Path, bytes], Vault]
    """Opens the vault from what is left, given what was promised; AssertionError when a promise is broken."""
    share: float = 0.1
    undone: Callable[[Path], None] = _nothing_more
    """AssertionError or Refused unless the vault is as it was, after the deed was refused before its promise."""
    program: Callable[[], AbstractContextManager[None]] = nullcontext
    """By which program it is looked at."""


def outcome_of(desk: Path, deed: Deed, promised: bytes, *, deep: bool = False, refused: bool = False) -> None:
    """AssertionError or Refused unless everything promised holds and the next step can be saved."""
    with deed.program():
        if refused and DONE not in promised:
            deed.undone(desk)
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


def _found(desk: Path, promise: Promise, cost: Cost = FLOOR) -> None:
    door.create(desk / NEW, office="甲", practice=True, officers=house.OFFICERS[:1], cost=cost)
    promise(DONE)


def _founded(desk: Path, promised: bytes) -> Vault:
    """The new vault is whole or not there, and what a kill left of it goes when it is founded again."""
    if DONE in promised or (desk / NEW).exists():
        house.enter(desk / NEW).close()
    else:
        _found(desk, lambda line: None, Cost(1024, 1, 1))  # nobody will open it
    assert not list(desk.glob(".*.part")), "a leftover"
    return _entered(desk, promised)


def _unfounded(desk: Path) -> None:
    assert not (desk / NEW).exists() and not list(desk.glob(".*.part")), "half a vault"


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
    membership.change_passphrase(vault, house.PASSPHRASE, OTHER, cost=FLOOR)
    promise(DONE)
    promise(house.write_one(vault, 10).line())
    vault.close()


def _as_before(desk: Path) -> None:
    """The old passphrase opens."""
    house.enter(desk / VAULT).close()


def _passphrase_changed(desk: Path, promised: bytes) -> Vault:
    """The old one opens or the new one, never neither."""
    try:
        vault = house.enter(desk / VAULT, passphrase=OTHER)
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


class _Stopped(Exception):
    """The officer has stopped a long step."""


def _stop(done: int, total: int) -> None:
    raise _Stopped


def _stop_and_resume(desk: Path, promise: Promise) -> None:
    """New keys begun, stopped, and begun again; between the two the office goes on working."""
    vault = _written(desk, promise, 1)
    for advanced in (_stop, lambda done, total: None):
        with suppress(_Stopped):
            membership.retire(vault, house.HANDLER, {}, advanced)
        promise(house.write_one(vault, 10).line())
    promise(DONE)
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


def _unrestored(desk: Path) -> None:
    """The former vault stands there, and nobody has to acknowledge anything."""
    _told_when_broken_off(desk)
    vault = house.enter(desk / VAULT)
    assert not vault.tampered, "refused, and restored all the same"
    vault.close()
    assert not list(desk.glob(f"{VAULT}.before-restore-*")), "refused, and stepped aside"


def _told_when_broken_off(desk: Path) -> bool:
    """Whether the former vault had to be given its name back, and the first to open it was told."""
    if (desk / VAULT).exists():
        return False
    try:
        house.enter(desk / VAULT)
    except Refused as fault:
        assert fault.key == "E-RESTORE/broken-off"
        return True
    raise AssertionError("nobody was told")


def _restored(desk: Path, promised: bytes) -> Vault:
    """The former vault or the restored one opens, at the second try when the first had to put the former one back."""
    assert not _told_when_broken_off(desk) or DONE not in promised
    vault = _entered(desk, promised)
    assert not list(desk.glob(".*.part")), "a leftover"
    stayed = {path.name for path in backup.home(desk / VAULT).iterdir()}
    left = {path.name for path in desk.glob(f"{VAULT}.before-restore-*/backups/*")}  # a rename may show at both ends
    assert left <= stayed, "the backups stay with the vault"
    assert (vault.tampered == standing.ROLLBACK) or DONE not in promised, "a restored vault must be named"
    if vault.tampered == standing.ROLLBACK:
        ceremony.acknowledge(vault, "恢复备份", house.HANDLER, house.PASSPHRASE)
    return vault


def _large() -> bytes:
    return bytes(range(256)) * (LARGE // 256)


def _attach(desk: Path, promise: Promise) -> None:
    """Attachments come in, one of two chunks and one that is given up; the next opening clears up after that."""
    vault = _written(desk, promise, 1)
    with suppress(_Stopped), vault.transaction() as shelf:
        shelf.attach(b"x" * 5000, name="小", media_type="t")
        raise _Stopped
    with vault.transaction() as shelf:
        shelf.attach(_large(), name="大", media_type="t")
    promise(DONE)
    vault.close()
    vault = house.enter(desk / VAULT)
    promise(house.write_one(vault, 20).line())
    vault.close()


def _attached(desk: Path, promised: bytes) -> Vault:
    """What was told as kept reads as it came; what nothing refers to is gone."""
    vault = _entered(desk, promised)
    with vault.connection() as connection:
        rows = connection.exec_driver_sql("SELECT content, file, name FROM blob").all()
    kept = [content for content, _, name in rows if name == "大"]
    assert kept or DONE not in promised, "an attachment is gone"
    with vault.reading() as shelf:
        assert all(b"".join(shelf.attachment(content)) == _large() for content in kept), "attachment"
    lying = {path.name for path in vault.blobs.rglob("*") if path.is_file()}
    assert lying == {file for _, file, _ in rows}, "a file that nothing refers to"
    return vault


def _tomorrow() -> AbstractContextManager[None]:
    return tomorrow.program(LATER, *tomorrow.GOOD)


def _change_tables(desk: Path, promise: Promise) -> None:
    """Work with the program of today, open with the program of tomorrow, and work on."""
    _written(desk, promise).close()
    with _tomorrow():
        vault = house.enter(desk / VAULT)
        promise(DONE)
        promise(house.write_one(vault, 10).line())
        vault.close()


def _changed_tables(desk: Path, promised: bytes) -> Vault:
    vault = _entered(desk, promised)
    assert vault.keyfile.schema == "0002"
    return vault


def _still_todays(desk: Path) -> None:
    assert keyfile.read(desk / VAULT).schema == "0001", "refused, and brought up all the same"


DEEDS = (
    Deed("working and closing", _work, _entered, 0.36),
    Deed("founding a vault", _found, _founded, 0.05, _unfounded),
    Deed("backing up", _back_up, _backed_up, 0.12),
    Deed("changing a passphrase", _change_passphrase, _passphrase_changed, 0.08, _as_before),
    Deed("retiring an officer: new keys", _retire, _retired, 0.13),
    Deed("stopping new keys and going on", _stop_and_resume, _retired, 0.06),
    Deed("restoring a backup", _restore, _restored, 0.08, _unrestored),
    Deed("bringing in attachments", _attach, _attached, 0.08),
    Deed("bringing up an older vault", _change_tables, _changed_tables, 0.04, _still_todays, _tomorrow),
)
"""What is done; the shares make one whole."""
