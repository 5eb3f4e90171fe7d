"""Rows of a kind as lists read them, by statements written out once: most lists are read again and again."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection

from lucheng_desktop.cases.statistics import Period
from lucheng_desktop.vault import cipher
from lucheng_desktop.vault.tables import ROWS

Where = tuple[tuple[str, str], ...]
"""Column and how it is compared."""
_COMPARED = {
    "one": '"{}" = ?',
    "none": '"{}" IS NULL',
    "several": '"{}" IN (SELECT value FROM json_each(?))',
    "without": '"{}" NOT IN (SELECT value FROM json_each(?))',
    "period": '"{}" BETWEEN ? AND ?',
}


def rows(
    connection: Connection, kind: str, columns: Sequence[str], where: Mapping[str, Any], order: str, limit: int | None,
    start: int = 0, without: frozenset[str] = frozenset(),
) -> list[tuple[Any, ...]]:  # fmt: skip
    """As `Shelf.rows`."""
    compared = tuple((name, _how(value)) for name, value in where.items())
    limited = (limit if limit is not None else -1, start) if limit is not None or start else ()
    values = [*_values(where), *limited]
    if without:
        compared, values = (*compared, ("id", "without")), [*_values(where), json.dumps(sorted(without)), *limited]
    text = _written(kind, tuple(columns), compared, order, bool(limited))
    found: list[tuple[Any, ...]] = cipher.execute(connection, text, values).fetchall()
    return found


def _how(value: Any) -> str:
    if isinstance(value, list | tuple | frozenset | set):
        return "several"
    if isinstance(value, Period):
        return "period"
    return "none" if value is None else "one"


def _values(where: Mapping[str, Any]) -> Iterator[Any]:
    for value in where.values():
        if isinstance(value, list | tuple | frozenset | set):
            yield json.dumps(list(value))
        elif isinstance(value, Period):
            yield from (value.first, value.last)
        elif value is not None:
            yield value


@cache
def _written(kind: str, columns: tuple[str, ...], compared: Where, order: str, limited: bool) -> str:
    """The statement; a column the kind does not have is our bug, and none of these words come from anywhere else."""
    table, by = ROWS[kind], order.removeprefix("-")
    known = {column.name for column in table.c}
    if unknown := {*columns, *(name for name, _ in compared), *filter(None, (by,))} - known:
        raise KeyError(f"no column of {kind}: {sorted(unknown)}")
    picked = ", ".join(f'"{name}"' for name in columns) or "count(*)"
    matched = " AND ".join(_COMPARED[how].format(name) for name, how in compared)
    by = by if columns else ""
    sorted_ = f' ORDER BY "{by}"{" DESC" if order.startswith("-") else ""}, "id"' if by else ""
    return (
        f'SELECT {picked} FROM "{table.name}"'
        + (f" WHERE {matched}" if matched else "")
        + sorted_
        + (" LIMIT ? OFFSET ?" if limited else "")
    )
