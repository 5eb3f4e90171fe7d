"""The door of a vault: make one, say who may come in, let one officer in. The engine loads at the first opening."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher, durable, keychain, keyfile, leftovers, lock, standing
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.keyfile import Cost, KeyFile
from lucheng_desktop.vault.store import Opened, Vault

if TYPE_CHECKING:
    from lucheng_desktop.vault.slots import Entered

DATABASE = "vault.db"
INTAKE = "petition_office"
"""The role that may open a complainant's identity."""


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """An officer to be entered in a new vault."""

    name: str
    roles: tuple[str, ...]
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Info:
    """What can be known of a vault without a passphrase."""

    vault: str
    office: str
    office_name: str
    practice: bool
    officers: tuple[str, ...]
    schema: str


def info(directory: Path) -> Info:
    """What `vault.key` says openly."""
    leftovers.settle(directory)
    known = keyfile.read(directory)
    names = tuple(slot.name for slot in known.slots)
    return Info(known.vault.hex(), known.office.hex(), known.office_name, known.practice, names, known.schema)


def officers(directory: Path) -> tuple[str, ...]:
    """Names for the unlock page."""
    return info(directory).officers


def waits(directory: Path, officer: str) -> int:
    """Seconds an officer has to wait after wrong passphrases before another is tried; 0 for a name nobody has."""
    known = keyfile.read(directory)
    slot = next((one for one in known.slots if one.name == officer), None)
    delay = Delay(directory)
    delay.vault = known.vault
    return delay.remaining(slot.officer) if slot else 0


@durable.full_disk_named()
def create(
    directory: Path, *, office: str, practice: bool, officers: Sequence[NewOfficer], clock: Clock | None = None,
    cost: Cost | None = None,
) -> None:  # fmt: skip
    """A new vault of a new office; it appears only when it is whole. `cost`: measured on this PC unless given."""
    lock.harden()
    _refuse_unfit(directory, officers)
    leftovers.settle(directory)
    leftovers.clear(directory)
    part = _part(directory)
    try:
        with leftovers.growing(part):
            _furnish(part, directory, office, practice, officers, clock or Clock(), cost)
        if directory.exists():
            directory.rmdir()
        durable.settle(part, directory)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _part(directory: Path) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix=f".{directory.name}-", suffix=durable.PART, dir=directory.parent))
    except OSError as fault:
        raise durable.no_room(fault) or Refused("E-VAULT-PLACE", place=directory.parent) from fault


def _refuse_unfit(directory: Path, officers: Sequence[NewOfficer]) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise Refused("E-VAULT-EXISTS", place=directory)
    if not directory.parent.is_dir():
        raise Refused("E-VAULT-PLACE", place=directory.parent)
    lock.refuse_network(directory.parent)
    names = [officer.name for officer in officers]
    if not names:
        raise Refused("E-VAULT-OFFICER/none")
    for officer in officers:
        if not officer.passphrase.strip():
            raise Refused("E-PASSPHRASE/empty", officer=officer.name)
        if names.count(officer.name) > 1:
            raise Refused("E-VAULT-OFFICER/twice", officer=officer.name)


def _furnish(
    part: Path, directory: Path, office: str, practice: bool, officers: Sequence[NewOfficer], clock: Clock,
    cost: Cost | None,
) -> None:  # fmt: skip
    from lucheng_desktop.vault import founding

    (part / "blobs").mkdir(mode=0o700)
    (part / "backups").mkdir(mode=0o700)
    founding.found(part, home=directory, office=office, practice=practice, officers=officers, clock=clock, cost=cost)


@durable.full_disk_named()
def unlock(
    directory: Path, officer: str, passphrase: str, clock: Clock | None = None, *, device_secret: bytes | None = None,
    delay: Delay | None = None,
) -> Vault:  # fmt: skip
    """Let one officer in, by name or id. Refused: E-VAULT-*, E-PASSPHRASE. `device_secret`: if no keyring has it."""
    waits = delay or Delay(directory)

    def opened(known: KeyFile) -> "Entered":
        with _key_file_named(directory, known, officer, passphrase, device_secret):
            return opened_slot(known, officer, passphrase, device_secret, waits)

    return let_in(directory, opened, clock)


@contextmanager
def _key_file_named(
    directory: Path, known: KeyFile, officer: str, passphrase: str, device_secret: bytes | None
) -> Iterator[None]:
    """A passphrase that does not open its slot may be right, when the key file is not the one it was."""
    try:
        yield
    except Refused as refused:
        if refused.key != "E-PASSPHRASE" or standing.is_as_closed(directory, known):
            raise
        if is_exchanged(known, officer, passphrase, device_secret):
            raise Refused("E-TAMPER/slot") from refused
        raise


def is_exchanged(known: KeyFile, officer: str, passphrase: str, device_secret: bytes | None) -> bool:
    """Whether the passphrase opens what lies in another officer's slot, in a key file that we have not written so."""
    from lucheng_desktop.vault import slots

    kept = device_secret or keychain.device_secret(known.vault)
    return slots.lies_elsewhere(known, known.slot(officer), passphrase, kept)


def let_in(directory: Path, opened: Callable[[KeyFile], "Entered"], clock: Clock | None = None) -> Vault:
    """Take the lock and open the vault for whoever `opened` says may come in."""
    lock.harden()
    leftovers.settle(directory)
    keyfile.read(directory)
    lock.refuse_network(directory)
    if not (directory / DATABASE).is_file():
        raise Refused("E-VAULT-DAMAGED/absent", place=directory)
    cipher.refuse_plain(directory / DATABASE)
    held = lock.take(directory)
    with _undone(held.release):
        known = keyfile.read(directory)
        standing.refuse_foreign(directory, known)
        pieces = standing.measured(directory)
        entered = opened(known)
        with _undone(entered.master.wipe), _undone(entered.own.wipe):
            return _enter(directory, known, entered, clock or Clock(), held, pieces.result())


@contextmanager
def _undone(undo: Callable[[], None]) -> Iterator[None]:
    """Take back what was done when what follows fails."""
    try:
        yield
    except BaseException:
        undo()
        raise


@contextmanager
def _explained(tampered: str) -> Iterator[None]:
    """A vault that was tampered with says so, and not what does not fit in it because of that."""
    try:
        yield
    except Refused as refused:
        if tampered and refused.code == "E-VAULT-OFFICER":
            raise Refused(tampered) from refused
        raise


def opened_slot(known: KeyFile, officer: str, passphrase: str, device_secret: bytes | None, delay: Delay) -> "Entered":
    """What an officer's slot holds; Refused: E-PASSPHRASE, E-VAULT-DEVICE, E-VAULT-OFFICER, E-VAULT-KEY-DAMAGED."""
    from lucheng_desktop.vault import slots

    slot = known.slot(officer)
    kept = device_secret or (keychain.device_secret(known.vault) if slot.bound else None)
    delay.vault = known.vault
    delay.begin(slot.officer)
    entered = slots.open_slot(known, slot, passphrase, kept)
    delay.succeed(slot.officer)
    if device_secret and slot.bound:
        keychain.keep_device_secret(known.vault, device_secret)
    return entered


def _enter(
    directory: Path, known: KeyFile, entered: "Entered", clock: Clock, held: lock.Lock, pieces: tuple[str, ...]
) -> Vault:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from lucheng_desktop.vault import blobs, editions, files, founding, generations, homes, inspection, versions
    from lucheng_desktop.vault.journal import Author

    master, own = entered.master, entered.own
    keyfile.refuse_changed(known, master)
    generations.settle(directory, known.generation)
    leftovers.finish(directory)
    leftovers.clear(directory)
    durable.sweep(directory)
    device_key = Ed25519PrivateKey.from_private_bytes(founding.device_key(known, master))
    engine = cipher.engine(directory / DATABASE, master)
    seen = standing.found(directory, master, pieces, known.edition)
    with _undone(engine.dispose), standing.naming(seen):
        tampered, copied = standing.admit(engine, directory, master, seen, known)
        with engine.begin() as connection, _explained(tampered):
            officer = inspection.inspect(connection, known, entered.slot.officer, clock)
            if not tampered:
                editions.record(connection, known.edition)
            if not copied:
                homes.settle(connection, directory, directory)
        blobs.sweep(directory / "blobs")
        author = Author(known.device, bytes.fromhex(officer.id), Ed25519PrivateKey.from_private_bytes(own.sign), clock)
        seats = (directory, known, officer, own, master, device_key, author, engine, held)
        vault = Vault(Opened(*seats, tampered=tampered, copied=copied))
        if not tampered:
            versions.bring_up(vault)
            files.collect(vault)
        generations.take_over(vault, entered.slot)
        return vault
