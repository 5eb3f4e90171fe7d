"""Statements written out once: SQLAlchemy's way from a statement to the driver costs more than a short one itself."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from lucheng_desktop.vault import cipher


class Written:
    """A statement over whole numbers, text and bytes, as the driver takes it; values are given by name."""

    def __init__(self, statement: ClauseElement) -> None:
        made = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        self._text = str(made)
        self._names: tuple[str, ...] = tuple(made.positiontup or ())  # type: ignore[attr-defined]
        self._fixed = {name: value for name, value in made.params.items() if value is not None}

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """All rows it finds."""
        found: list[tuple[Any, ...]] = self._run(connection, values).fetchall()
        return found

    def change(self, connection: Connection, **values: Any) -> int:
        """How many rows it changed."""
        count: int = self._run(connection, values).rowcount
        return count

    def _run(self, connection: Connection, values: dict[str, Any]) -> Any:
        known = self._fixed | values if self._fixed else values
        return cipher.execute(connection, self._text, [known[name] for name in self._names])
