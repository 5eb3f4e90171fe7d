"""A backup becomes the vault again; what stood there is kept beside it and nothing is overwritten.

The restored vault writes under a new device: the old one's numbers may have gone on, and two entries of one number
would be a fork. It is named as rolled back until two officers have acknowledged it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lucheng_desktop.ledger.clock import Clock, moment
from lucheng_desktop.refusal import Refused, because
from lucheng_desktop.vault import (
    backup,
    blobs,
    cipher,
    devices,
    door,
    durable,
    editions,
    homes,
    inspection,
    journal,
    keyfile,
    leftovers,
    lock,
    proof,
    witness,
)
from lucheng_desktop.vault.backup import Manifest
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.journal import Author
from lucheng_desktop.vault.keyfile import KeyFile
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.proof import Holding
from lucheng_desktop.vault.standing import DATABASE

if TYPE_CHECKING:
    from lucheng_desktop.vault.slots import Entered


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands there now; `kept`: where the former vault lies; `missing`: attachments that the backup lacks."""

    vault: Path
    kept: Path | None
    entries: int
    missing: tuple[str, ...]


def newest(place: Path) -> Path:
    """The last generation in a place, by what it calls itself; opening it shows whether it is good."""
    found = sorted(folder for folder in place.glob("??????-*") if (folder / backup.MANIFEST).is_file())
    if not found:
        raise Refused("E-BACKUP/none", place=place)
    return found[-1]


def restore(
    source: Path, directory: Path, officer: str, passphrase: str, *, confirmation: str = "",
    device_secret: bytes | None = None, clock: Clock | None = None,
) -> Restored:  # fmt: skip
    """Put a generation in the place of a vault; Refused: E-BACKUP/*, E-RESTORE/newer, E-PASSPHRASE, E-VAULT-*."""
    lock.harden()
    known = _known(source)
    lock.refuse_network(directory.parent)
    leftovers.settle(directory)
    with _part_beside(directory) as part, _held(directory) as release, leftovers.growing(part) as growing:
        delay = Delay(directory if directory.is_dir() else part)
        entered = door.opened_slot(known, officer, passphrase, device_secret, delay)
        try:
            manifest = _proven(source, entered.master)
            _refuse_loss(directory, entered.master, known, manifest, confirmation)
            missing = _fill(part, source, known, entered, manifest)
            _settle_in(part, directory, known, entered, clock or Clock())
        finally:
            entered.master.wipe()
            entered.own.wipe()
        release()
        growing.release()
        kept = _swap(part, directory, clock or Clock())
    return Restored(directory, kept, manifest.entries, missing)


def _known(source: Path) -> KeyFile:
    if not (source / backup.MANIFEST).is_file():
        raise Refused("E-BACKUP/none", place=source)
    return keyfile.read(source)


class _Stranded(OSError):
    """The former vault stepped aside and could not be given its name back."""


@contextmanager
def _part_beside(directory: Path) -> Iterator[Path]:
    """A folder beside the vault that is gone afterwards, unless it has become the vault or says what broke off."""
    try:
        made = tempfile.mkdtemp(prefix=f".{directory.name}-", suffix=durable.PART, dir=directory.parent)
    except OSError as fault:
        raise durable.no_room(fault) or Refused("E-VAULT-PLACE", place=directory.parent) from fault
    stranded = False
    try:
        yield Path(made)
    except OSError as fault:
        stranded = isinstance(fault, _Stranded)
        place = Refused("E-BACKUP/place", place=directory, reason=because(fault))
        raise durable.no_room(fault) or place from fault
    finally:
        if not stranded:  # the next opening would not know that it has to undo a restore
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _held(directory: Path) -> Iterator["Release"]:
    """The lock of the vault that stands there, if one does; it is let go before its folder is renamed."""
    release = Release(lock.take(directory) if directory.is_dir() else None)
    try:
        yield release
    finally:
        release()


@dataclass(slots=True)
class Release:
    """Lets go of a lock once."""

    held: lock.Lock | None

    def __call__(self) -> None:
        if self.held:
            self.held.release()
            self.held = None


def _proven(source: Path, master: MasterKey) -> Manifest:
    manifest = backup.read(source, master)
    if manifest is None:
        raise Refused("E-BACKUP/changed", place=source.name, what=backup.MANIFEST)
    for name, expected in manifest.files.items():
        if not (source / name).is_file() or backup.digest(source / name) != expected:
            raise Refused("E-BACKUP/changed", place=source.name, what=name)
    return manifest


def _refuse_loss(directory: Path, master: MasterKey, known: KeyFile, manifest: Manifest, confirmation: str) -> None:
    """What stands there may only give way unasked when the backup has all of it."""
    if not directory.is_dir() or not any(path.name != "lock" for path in directory.iterdir()):
        return
    if confirmation != directory.stem and not _holds_all(manifest.holding, _standing(directory, master, known)):
        raise Refused("E-RESTORE/newer", place=directory, name=directory.stem)


def _standing(directory: Path, master: MasterKey, known: KeyFile) -> Holding | None:
    """What the vault that stands there holds, or None when it is another or cannot be read."""
    with suppress(Refused):
        if keyfile.read(directory).vault == known.vault:
            with proof.reading(directory / DATABASE, master) as connection:
                return proof.holding(connection)
    return None


def _holds_all(backed: Holding, stands: Holding | None) -> bool:
    if stands is None:
        return False
    return all(_reaches(backed.heads.get(device, (0, "")), head) for device, head in stands.heads.items())


def _reaches(backed: tuple[int, str], head: tuple[int, str]) -> bool:
    return backed[0] > head[0] or backed == head


def _fill(part: Path, source: Path, known: KeyFile, entered: "Entered", manifest: Manifest) -> tuple[str, ...]:
    """The vault as it was, in the folder beside."""
    database = part / DATABASE
    shutil.copyfile(source / DATABASE, database)
    for folder in ("blobs", "backups"):
        (part / folder).mkdir(mode=0o700)
    missing = [file for file, name in manifest.blobs.items() if not _brought(part, source, file, name)]
    proof.prove(database, entered.master, known, manifest.holding)
    return tuple(sorted({*missing, *manifest.damaged}))


def _brought(part: Path, source: Path, file: str, name: str) -> bool:
    shared = source.parent / "blobs" / file[:2] / name
    if not shared.is_file():
        return False
    target = blobs.path_of(part / "blobs", file)
    target.parent.mkdir(mode=0o700, exist_ok=True)
    backup.link_or_copy(shared, target)
    return True


def _settle_in(part: Path, directory: Path, known: KeyFile, entered: "Entered", clock: Clock) -> None:
    """At home where it will lie, under a device of its own, introduced by the officer who restores."""
    master, database = entered.master, part / DATABASE
    _moved_in(part, directory, known, entered, clock)
    proof.empty_log(database, master)
    with database.open("rb+") as file:
        durable.flush(file)
    witness.write(part, witness.Witness(witness.RESTORED, 0, "", vault=master.vault.hex()), master)


def _moved_in(part: Path, directory: Path, known: KeyFile, entered: "Entered", clock: Clock) -> None:
    settled, private = devices.fresh(known, entered.master)
    fresh = keyfile.sealed(replace(settled, edition=known.edition + 1), entered.master)
    keyfile.write(part, fresh)
    engine = cipher.engine(part / DATABASE, entered.master)
    try:
        with engine.begin() as connection:
            devices.take_in(connection, fresh)
            editions.record(connection, fresh.edition)
            homes.settle(connection, part, directory)
            officer = inspection.inspect(connection, fresh, entered.slot.officer, clock)
            key = Ed25519PrivateKey.from_private_bytes(entered.own.sign)
            author = Author(fresh.device, bytes.fromhex(officer.id), key, clock)
            devices.introduce(connection, author, fresh, private)
    finally:
        engine.dispose()
        journal.forget()


def _swap(part: Path, directory: Path, clock: Clock) -> Path | None:
    """The former vault steps aside under a name of its own; `leftovers` knows what a kill between renames leaves."""
    kept = leftovers.aside(directory, f"{moment(clock.now()):%Y%m%d-%H%M%S}") if directory.is_dir() else None
    try:
        if kept:
            durable.settle(directory, kept)
        durable.settle(part, directory)
    except OSError as fault:
        if leftovers.give_back(part, directory, kept):
            raise
        raise _Stranded(fault.errno, fault.strerror) from fault
    if kept and backup.home(kept).is_dir():
        with suppress(OSError):  # the vault is restored; the next opening brings its backups
            leftovers.follow(kept, directory)
    return kept
