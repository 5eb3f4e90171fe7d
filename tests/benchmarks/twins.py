"""An encrypted vault and its plain twin: the same rows, the same pragmas, the same code; only the key is missing."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import QueuePool, create_engine, event

from lucheng_desktop.vault import cipher, door, journal, keychain
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault

OFFICER = "陈行远"
PASSPHRASE = "雨水 惊蛰 清明 谷雨 42"


def made(folder: Path) -> Path:
    """A new vault of one officer."""
    keychain.ALLOWED = set()
    place = folder / "速度.vault"
    officer = door.NewOfficer(OFFICER, ("handling_dept",), PASSPHRASE)
    door.create(place, office="演练区廉洁办公室", practice=True, officers=[officer], cost=FLOOR)
    return place


def plain(path: Path) -> Any:
    """A connection as the door makes it, without a key."""
    connection = driver.connect(str(path), isolation_level=None)
    cipher._settle(connection)
    connection.set_authorizer(cipher.allowed)
    return connection


def copied(vault: Vault, path: Path) -> None:
    """Write the plain twin's file."""
    raw = driver.connect(str(vault.path / "vault.db"), isolation_level=None)
    cipher._key(raw, vault.master)
    raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    raw.execute("SELECT sqlcipher_export('plain')")
    raw.close()


@contextmanager
def twins(vault: Vault, folder: Path) -> Iterator[tuple[Vault, Vault]]:
    """(encrypted, plain), both through the same repository code; nothing remembered of either at the start."""
    path = folder / "plain.db"
    copied(vault, path)
    engine = create_engine("sqlite://", creator=lambda: plain(path), module=driver, poolclass=QueuePool, pool_size=1)
    event.listen(engine, "begin", cipher._begin)
    twin = copy.copy(vault)
    twin._engine = engine
    journal.forget()
    yield vault, twin
    engine.dispose()


def cold(vault: Vault) -> None:
    """The next read finds a new connection with no page in SQLite's cache, and nothing remembered."""
    vault._engine.dispose()
    journal.forget()
    with vault.reading() as shelf:
        shelf._connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")


Measure = Callable[[Vault], float]
