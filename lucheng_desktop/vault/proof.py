"""Is a database sound: asked of fresh connections, because one bad page makes a connection distrust good ones.

The log is emptied into the file first: SQLCipher's own check does not look into it.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from lucheng_desktop.ledger.chain import Check
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher, inspection, journal, pages, proven
from lucheng_desktop.vault.keyfile import KeyFile
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.tables import WORDS

_SOUND = "ok"


@dataclass(frozen=True, slots=True)
class Holding:
    """What a ledger holds: how many entries, and (seq, id in hex) of every device's last one."""

    entries: int
    heads: Mapping[str, tuple[int, str]]


@contextmanager
def fresh(path: Path, master: MasterKey) -> Iterator[Any]:
    """A connection of its own."""
    connection = cipher.connect(path, master)
    try:
        yield connection
    finally:
        connection.close()


def empty_log(path: Path, master: MasterKey) -> None:
    """Bring everything from the log into the file."""
    with cipher.named(path), fresh(path, master) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def cipher_faults(path: Path, master: MasterKey) -> list[str]:
    """What SQLCipher finds wrong with the pages."""
    with fresh(path, master) as connection:
        return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]


def structure_faults(path: Path, master: MasterKey, pragma: str = "quick_check") -> list[str]:
    """What SQLite finds wrong with tables and, with `integrity_check`, between tables and indexes."""
    import sqlcipher3.dbapi2 as driver

    try:
        with fresh(path, master) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}")]
    except driver.DatabaseError as fault:
        return [str(fault)]
    return [line for line in found if line != _SOUND]


def search_is_sound(path: Path, master: MasterKey) -> bool:
    """Whether the index of words agrees with itself."""
    import sqlcipher3.dbapi2 as driver

    try:
        with fresh(path, master) as connection:
            connection.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('integrity-check')")
    except driver.DatabaseError:
        return False
    return True


@contextmanager
def reading(path: Path, master: MasterKey) -> Iterator[Connection]:
    """One view of the database through the engine."""
    engine = cipher.engine(path, master)
    try:
        with engine.connect().execution_options(writing=False) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def ledger(connection: Connection) -> Check:
    """Every link and every signature, from the first entry on."""
    return proven.found(connection)


def holding(connection: Connection) -> Holding:
    """What the ledger holds, by its own tables."""
    heads = {device.hex(): (seq, id.hex()) for device, (seq, id) in journal.device_heads(connection).items()}
    return Holding(connection.execute(text("SELECT count(*) FROM entry")).scalar_one(), heads)


def prove(path: Path, master: MasterKey, known: KeyFile, expected: Holding) -> None:
    """Open a copy as the vault it is to be and check all of it; Refused `E-BACKUP/unsound` names what fails first."""
    empty_log(path, master)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("cipher_integrity_check", lambda: not cipher_faults(path, master)),
        ("pages", lambda: not pages.faults(path, master)),
        ("integrity_check", lambda: not structure_faults(path, master, "integrity_check")),
        ("search", lambda: search_is_sound(path, master)),
        ("ledger", lambda: _holds(path, master, known, expected)),
    )
    for name, sound in checks:
        if not sound():
            raise Refused("E-BACKUP/unsound", what=name)


def _holds(path: Path, master: MasterKey, known: KeyFile, expected: Holding) -> bool:
    with reading(path, master) as connection:
        inspection.refuse_unlike(connection, known)
        return ledger(connection).chain == "intact" and holding(connection) == expected
