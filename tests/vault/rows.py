"""The tables of rows alone, in memory and without a key: what is counted from rows needs no more."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, insert

from lucheng_desktop.cases.questions import Books
from lucheng_desktop.cases.statistics import Period
from lucheng_desktop.vault import tables
from lucheng_desktop.vault.counting import Counted

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Kind -> rows; what a row does not say is None, and it is not void."""


def shelves() -> Engine:
    """Empty tables, one connection for everybody."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.rows.create_all(engine)
    return engine


def laid_out(connection: Connection, rows: Rows, period: Period, drill: bool = True) -> Books:
    """The books of an office that has exactly these rows."""
    for kind, table in tables.ROWS.items():
        connection.exec_driver_sql(f"DELETE FROM {table.name}")
        blank = {column.name: None for column in table.c} | {"created": 0, "updated": 0, "conflict": 0, "voided": 0}
        found = [blank | {"state": ""} | row for row in rows.get(kind, ())]
        if found:
            connection.execute(insert(table), found)
    return Counted(connection, period, drill)
