"""From one form of the tables to the next: never without a checked backup, and in one transaction or not at all."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, update

from lucheng_desktop.vault import backup, durable, inspection, journal, keyfile, projection
from lucheng_desktop.vault.migrations.steps import upgrade
from lucheng_desktop.vault.tables import meta

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault


def bring_up(vault: "Vault") -> None:
    """Give an older vault the tables of this program. Refused, with the vault as it was: E-BACKUP/*, E-VAULT-SCHEMA.

    The database says first what it is, the key file follows; a kill between them is made good at the next opening.
    """
    known = vault.keyfile
    if known.schema == keyfile.SCHEMA:
        return
    with vault.connection() as connection:
        done = inspection.revision(connection) == keyfile.SCHEMA
    if not done:
        before = backup.make(vault)
        with vault.connection(writing=True) as connection:
            _migrate(connection, vault, before.place.name)
    durable.passed("upgraded the database")
    vault.keep(replace(known, schema=keyfile.SCHEMA))


def _migrate(connection: Connection, vault: "Vault", before: str) -> None:
    old, new = vault.keyfile.schema, keyfile.SCHEMA
    upgrade(connection)
    connection.execute(update(meta).where(meta.c.name == "schema").values(value=new))
    inspection.refuse_other_tables(connection)
    projection.rebuild(connection)
    note = {"what": "schema_upgraded", "purpose": f"{old} → {new}", "backup": before}
    journal.write(connection, vault.author, "office", vault.office, "note", note)
    projection.project(connection, "office", vault.office)
