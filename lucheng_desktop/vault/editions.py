"""Which writing of `vault.key` is the present one: each has a number, and the database remembers the last.

The key file is on the disk before the database's transaction ends, so it is never behind the database: one that is was
put back from an earlier day, with passphrases, slots or recovery sheets that no longer hold.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable, keyfile
from lucheng_desktop.vault.tables import meta

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault

_ROW = "key_edition"


def recorded(connection: Connection) -> int:
    """The number of the last key file that the database has seen; 0 before there were numbers."""
    return int(connection.execute(select(meta.c.value).where(meta.c.name == _ROW)).scalar() or 0)


def record(connection: Connection, edition: int) -> None:
    """From now on no earlier key file counts."""
    if edition > recorded(connection):
        row = insert(meta).values(name=_ROW, value=str(edition))
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": str(edition)}))


def confirm(vault: "Vault") -> None:
    """Record a key file that was written outside a transaction; what cannot be recorded now is at the next opening."""
    with suppress(Refused), vault.connection(writing=True) as connection:
        record(connection, vault.keyfile.edition)


def adopt(vault: "Vault") -> None:
    """Two officers go on with the key file that lies there: it is the latest from now on."""
    with vault.connection() as connection:
        last = recorded(connection)
    if last > vault.keyfile.edition:
        vault.keep(vault.keyfile, after=last)


@contextmanager
def bound(vault: "Vault") -> Iterator[Callable[[Connection], None]]:
    """Ties the key file to a transaction of the ledger, at whose end the function handed out is called.

    What a failing one has written into the key file goes too, which needs no room on the disk.
    """
    known, own, path = vault.keyfile, vault.keys, vault.path / keyfile.NAME
    try:
        yield lambda connection: None if vault.keyfile is known else record(connection, vault.keyfile.edition)
    except BaseException:
        if vault.keyfile is not known and durable.put_back(path):
            vault.keyfile, vault.keys = known, own
        raise
    if vault.keyfile is not known:
        durable.forget_former(path)
