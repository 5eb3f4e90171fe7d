"""Tables as migrations make them, what guards them, and what an opening asserts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, keyfile, tables
from lucheng_desktop.vault.migrations.steps import config
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, PASSPHRASE

LAME = "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT 1; END"


@pytest.fixture
def connection(vault: Vault) -> Iterator[Connection]:
    with vault._engine.connect() as connection:
        yield connection


def squeezed(sql: str) -> str:
    return "".join(sql.split())


def test_there_is_one_head_and_it_is_ours() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [keyfile.SCHEMA]


def test_migrations_make_exactly_the_tables_of_the_program(connection: Connection) -> None:
    made = {
        name: squeezed(sql)
        for name, sql in connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL").all()
    }
    dialect = sqlite.dialect()
    for table in tables.kept.sorted_tables:
        assert made[table.name] == squeezed(str(CreateTable(table).compile(dialect=dialect)))
        for index in table.indexes:
            assert made[str(index.name)] == squeezed(str(CreateIndex(index).compile(dialect=dialect)))
    for name, sql in tables.TRIGGERS.items():
        assert made[name] == squeezed(sql)
    assert connection.exec_driver_sql("PRAGMA user_version").scalar() == tables.USER_VERSION


def test_every_table_is_strict(connection: Connection) -> None:
    listed = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    lax = {row["name"] for row in listed if not row["strict"] and row["type"] == "table"}
    assert {name for name in lax if not name.startswith("sqlite_")} == {"alembic_version"}


def test_every_kind_has_its_rows(connection: Connection) -> None:
    assert tables.ROWS.keys() == KINDS.keys()
    for name, table in tables.ROWS.items():
        assert {*tables.COMMON, *tables.columns(KINDS[name])} == set(table.c.keys())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET stamp = 1",
        "DELETE FROM entry",
        "DELETE FROM entry WHERE seq = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "INSERT OR REPLACE INTO entry SELECT x'00', device, seq, entity_kind, entity, kind, stamp, data FROM entry",
        "UPDATE OR REPLACE entry SET seq = seq + 1",
        "UPDATE identity SET petition = ''",
        "DELETE FROM identity",
    ],
)
def test_the_ledger_and_identities_only_grow(vault: Vault, connection: Connection, statement: str) -> None:
    connection.exec_driver_sql("INSERT INTO identity VALUES (1, 'p', 1, x'00', x'00')")
    before = connection.exec_driver_sql("SELECT * FROM entry ORDER BY seq").all()
    with pytest.raises(IntegrityError, match="append only"):
        connection.exec_driver_sql(statement)
    assert connection.exec_driver_sql("SELECT * FROM entry ORDER BY seq").all() == before


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (["DROP TRIGGER entry_no_delete"], "entry_no_delete"),
        (["DROP INDEX entry_entity"], "entry_entity"),
        (["DROP TABLE draft"], "draft"),
        (["DROP TRIGGER entry_no_update", LAME], "entry_no_update"),
        (["CREATE TRIGGER extra AFTER INSERT ON entry BEGIN SELECT 1; END"], "extra"),
        (["PRAGMA user_version = 2"], "user_version"),
        (["UPDATE alembic_version SET version_num = '0002'"], "0002"),
        (["UPDATE meta SET value = '00' WHERE name = 'office'"], "office"),
    ],
)
def test_an_opening_asserts_the_manifest(
    enter: Callable[..., Vault], directory: Path, damage: list[str], named: str
) -> None:
    vault = enter()
    with vault._engine.begin() as connection:
        for statement in damage:
            connection.exec_driver_sql(statement)
    vault.close()
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert fault.value.key == "E-VAULT-SCHEMA" and named in fault.value.message


def test_rows_made_for_another_shape_are_made_anew(enter: Callable[..., Vault], monkeypatch: Any) -> None:
    vault = enter()
    with vault.transaction() as shelf:
        id = shelf.create("person", {"name": "单于雄", "unit": "旧镇"})
    with vault._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE row_person SET name = 'stale'")
        connection.exec_driver_sql("CREATE TABLE row_gone (id TEXT) STRICT")
        connection.exec_driver_sql("UPDATE meta SET value = 'older' WHERE name = 'projection'")
    vault.close()
    vault = enter()
    with vault.reading() as shelf:
        assert shelf.rows("person", ("id", "name")) == [(id, "单于雄")]
        assert shelf.search("单于") == [("person", id)]
    with vault._engine.connect() as connection:
        assert not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'row_gone'").first()
