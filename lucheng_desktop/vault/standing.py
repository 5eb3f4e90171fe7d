"""Is the vault as it was left: the file, its log and its ledger against the witness, the last note and the keyring."""

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import keychain, keyfile, pages, wal, witness
from lucheng_desktop.vault.witness import CLOSED, OPEN, RESTORED, Witness

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from lucheng_desktop.vault.keyfile import KeyFile
    from lucheng_desktop.vault.keys import MasterKey

DATABASE, LOG = "vault.db", "vault.db-wal"
EVIDENCE = "vault.db-wal.damaged"
"""A log that was changed or planted, kept until two officers have acknowledged the loss."""
ROLLBACK, CUT = "E-TAMPER/rollback", "E-TAMPER/cut"
CHANGED_LOG, OLD_PAGE, OLD_KEY = "E-TAMPER/wal", "E-TAMPER/old-page", "E-TAMPER/old-key"


@dataclass(frozen=True, slots=True)
class Found:
    """What could be seen before the engine opened the file."""

    witness: Witness | None
    replaced: bool
    """Whether the bytes of a closed vault are others than at its closing."""
    log: bool
    """Whether the log was changed or planted."""
    progress: bytes | None
    edition: int = 0
    """Of the key file that lies there."""
    stranger: bool = False
    """Whether there is a witness that this master key has not written."""


def measured(directory: Path) -> "Future[tuple[str, ...]]":
    """Begin to read the file on a thread of its own, while the passphrase is being stretched."""
    beside = ThreadPoolExecutor(1, "pieces")
    begun = beside.submit(pages.pieces, directory / DATABASE)
    beside.shutdown(wait=False)
    return begun


def found(directory: Path, master: "MasterKey", pieces: tuple[str, ...], edition: int) -> Found:
    """Look at everything that opening the file would change; a log that must not be used is taken out of its way."""
    known = witness.read(directory, master)
    closed = known is not None and known.state == CLOSED
    replaced = known is not None and closed and known.pieces != pieces
    _secure_log(directory, closed)
    log, noted = (directory / EVIDENCE).exists(), witness.progress(directory, master)
    return Found(known, replaced, log, noted, edition, is_stranger(directory, known))


def is_stranger(directory: Path, proven: Witness | None) -> bool:
    """Whether a witness lies there that the master key at hand has not written."""
    return proven is None and witness.hint(directory) is not None


def is_as_closed(directory: Path, known: "KeyFile") -> bool:
    """Whether this is the key file the vault was closed with, as far as can be said without a key."""
    said = witness.hint(directory)
    return said is not None and said.state == CLOSED and said.key == keyfile.digest(known)


def refuse_foreign(directory: Path, known: "KeyFile") -> None:
    """Refused `E-TAMPER/slot` for the key file of another vault."""
    said = witness.hint(directory)
    if said is not None and said.vault not in ("", known.vault.hex()):
        raise Refused("E-TAMPER/slot")


def _secure_log(directory: Path, closed: bool) -> None:
    log = directory / LOG
    if not log.exists() or not log.stat().st_size:
        return
    if closed:  # closing empties the log: this one is of another day
        log.replace(directory / EVIDENCE)
    elif wal.read(log).damaged:
        shutil.copyfile(log, directory / EVIDENCE)


def admit(engine: "Engine", directory: Path, master: "MasterKey", seen: Found, known: "KeyFile") -> tuple[str, str]:
    """What was done to the vault, and whether it is a copy; a vault left in peace is marked open before any write.

    Invented cases may be copied for everybody to train on: a practice vault that is a copy only says so.
    """
    from lucheng_desktop.vault import homes

    with naming(seen), engine.connect().execution_options(writing=False) as connection, connection.begin():
        copied = homes.stranger(connection, directory)
        what = suspicion(connection, seen, anchor_id(known.vault)) or ("" if known.practice else copied)
        head, counted = _head(connection, known.device), closings(connection)
    if not what:
        opened(directory, master, head, counted)
    return what, copied


def _head(connection: "Connection", device: bytes) -> bytes:
    from lucheng_desktop.vault import journal

    return journal.device_head(connection, device)[1]


@contextmanager
def naming(seen: Found) -> Iterator[None]:
    """A database that cannot be read though its pages are authentic was put together from pages of several days.

    One that cannot be read beside a witness of other keys belongs to a later generation than the key file.
    """
    try:
        yield
    except Exception as fault:  # an index that knows rows its table has not, and whatever else two days make
        named = isinstance(fault, Refused) and fault.code not in ("E-VAULT-DAMAGED", "E-VAULT-SCHEMA")
        if seen.replaced and not named:
            raise Refused(OLD_PAGE) from fault
        if seen.stranger and not named:
            raise Refused(OLD_KEY) from fault
        raise


def suspicion(connection: "Connection", seen: Found, anchored: bytes) -> str:
    """The refusal that names what was done to the vault since it was last closed, or nothing."""
    from lucheng_desktop.vault import editions, journal

    known = seen.witness
    if known and known.state == RESTORED:
        return ROLLBACK
    if known and not journal.is_known(connection, bytes.fromhex(known.head)):
        return ROLLBACK if closings(connection) < known.closings else CUT
    if seen.log or (seen.progress and not journal.is_known(connection, seen.progress)):
        return CHANGED_LOG
    if anchored and not journal.is_known(connection, anchored):
        return ROLLBACK
    if seen.edition < editions.recorded(connection):
        return OLD_KEY
    return OLD_PAGE if seen.replaced else ""


def anchor_id(vault: bytes) -> bytes:
    """Id of the head that this PC's keyring has, or nothing."""
    _, _, id = keychain.anchor(vault).partition(":")
    try:
        return bytes.fromhex(id)
    except ValueError:
        return b""


def closings(connection: "Connection") -> int:
    """How often the vault has been closed, as the database counts."""
    from sqlalchemy import select

    from lucheng_desktop.vault.tables import meta

    return int(connection.execute(select(meta.c.value).where(meta.c.name == "closings")).scalar() or 0)


def count_closing(connection: "Connection") -> int:
    """Count one more closing."""
    from sqlalchemy.dialects.sqlite import insert

    from lucheng_desktop.vault.tables import meta

    number = closings(connection) + 1
    row = insert(meta).values(name="closings", value=str(number))
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": str(number)}))
    return number


def opened(directory: Path, master: "MasterKey", head: bytes, closings: int) -> None:
    """From now on the file may differ; what the ledger had reached stays on record."""
    witness.write(directory, Witness(OPEN, closings, head.hex(), vault=master.vault.hex()), master)


def closed(directory: Path, master: "MasterKey", head: bytes, closings: int, known: "KeyFile") -> None:
    """The vault is left as it is now; one whose log could not be emptied stays open on record."""
    log = directory / LOG
    if log.exists() and log.stat().st_size:
        return
    pieces, key = pages.pieces(directory / DATABASE), keyfile.digest(known)
    left = Witness(CLOSED, closings, head.hex(), pieces, key, master.vault.hex())
    with suppress(OSError, Refused):  # no room left: it stays open on record, which is true as well
        witness.write(directory, left, master)


def put_by(directory: Path) -> None:
    """What was kept as evidence has been seen; it stays, under a name that nobody looks for."""
    log = directory / EVIDENCE
    if log.exists():
        names = (directory / f"{EVIDENCE}.{number}" for number in range(1, 10_000))
        log.replace(next(path for path in names if not path.exists()))
