"""What is looked at each time a vault is opened: tables, triggers, versions, the officer, the clock, the rows."""

from sqlalchemy import Connection, select

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import editions, journal, keyfile, projection, tables
from lucheng_desktop.vault.keyfile import KeyFile
from lucheng_desktop.vault.store import Officer
from lucheng_desktop.vault.tables import TRIGGERS, entry, manifest, meta


def inspect(connection: Connection, known: KeyFile, officer: str, clock: Clock) -> Officer:
    """The officer as the ledger knows him, once all is as it should be; rows of an older program are made anew."""
    refuse_unlike(connection, known)
    if known.schema == keyfile.SCHEMA and not projection.is_current(connection):
        projection.rebuild(connection)
    _set_clock(connection, known.device, clock)
    return officer_of(connection, known, officer)


def refuse_unlike(connection: Connection, known: KeyFile) -> None:
    """Refused `E-VAULT-SCHEMA` unless the database is of this vault, and of this program or an earlier one."""
    found = revision(connection)
    if known.schema == keyfile.SCHEMA or found == keyfile.SCHEMA:
        refuse_other_tables(connection)
    elif found != known.schema:
        raise Refused("E-VAULT-SCHEMA", what=f"{found}/{known.schema}")
    _refuse_other_vault(connection, known, found)


def refuse_other_tables(connection: Connection) -> None:
    """Refused `E-VAULT-SCHEMA` unless versions, tables, indexes and triggers are those of this program."""
    if (stands := revision(connection)) != keyfile.SCHEMA:
        raise Refused("E-VAULT-SCHEMA", what=f"{stands}/{keyfile.SCHEMA}")
    if (found := connection.exec_driver_sql("PRAGMA user_version").scalar()) != tables.USER_VERSION:
        raise Refused("E-VAULT-SCHEMA", what=f"user_version {found}")
    master = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all()
    missing = manifest() - {(kind, name) for kind, name, _ in master}
    triggers = {name: sql for kind, name, sql in master if kind == "trigger"}
    wrong = [f"{kind} {name}" for kind, name in sorted(missing)] + sorted(
        name for name in triggers.keys() | TRIGGERS.keys() if triggers.get(name) != TRIGGERS.get(name)
    )
    if wrong:
        raise Refused("E-VAULT-SCHEMA", what=wrong[0])


def revision(connection: Connection) -> str:
    """Which step of the migrations the tables stand at; `-` when at none."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first():
        return "-"
    return " ".join(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())


def _refuse_other_vault(connection: Connection, known: KeyFile, schema: str) -> None:
    """A database beside the key file of another vault cannot be opened at all; other facts would show here."""
    found = {row.name: row.value for row in connection.execute(select(meta))}
    expected = facts(known) | {"schema": schema}
    if known.edition != editions.recorded(connection):
        del expected["device"]  # a key file of before the device, or a kill between it and its word in the ledger
    if wrong := [name for name, value in expected.items() if found.get(name) != value]:
        raise Refused("E-VAULT-SCHEMA", what=wrong[0])


def facts(known: KeyFile) -> dict[str, str]:
    """What key file and database must both say."""
    ids = {"vault": known.vault, "office": known.office, "device": known.device}
    return {name: id.hex() for name, id in ids.items()} | {"schema": known.schema}


def _set_clock(connection: Connection, device: bytes, clock: Clock) -> None:
    """Stamps go on after this device's own last one, and after the last of every other that is not absurd."""
    last = {of: id for of, (_, id) in journal.device_heads(connection).items()}
    stamped = select(entry.c.id, entry.c.stamp).where(entry.c.id.in_(list(last.values())))
    stamps = {row.id: row.stamp for row in connection.execute(stamped)}
    if device in last:
        clock.resume(stamps[last[device]])
    for stamp in stamps.values():
        clock.observe(stamp)


def officer_of(connection: Connection, known: KeyFile, officer: str) -> Officer:
    """The officer as the ledger knows him; Refused `E-VAULT-OFFICER` when it does not, or no longer."""
    state = projection.state_of(connection, "officer", officer)
    if state is None:
        raise Refused("E-VAULT-OFFICER", officer=known.slot(officer).name)
    if state.fields.get("retired"):
        raise Refused("E-VAULT-OFFICER/retired", officer=state.fields["name"])
    said = state.fields
    return Officer(officer, said["name"], tuple(said["roles"]), tuple(said.get("formerly", ())))
