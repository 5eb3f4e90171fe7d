"""Rows people read in lists, made from the ledger's entries; incremental write and rebuild use the same code."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, inspect, select, text, update
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.merge import State, fold
from lucheng_desktop.vault import journal, memory, search, tables
from lucheng_desktop.vault.tables import ROWS, columns, entry, indexed, meta
from lucheng_desktop.vault.written import Written

MEMBERS = frozenset(("office", "device", "officer"))
"""Kinds whose fields stand in signed `member` entries alone; an unsigned `set` can give nobody a role or a key."""
_WRITES_FIELDS = frozenset(("set", "resolve", "member"))
_WHOLE = range(-(2**63), 2**63)
_REGISTER = "register"
Columns = tuple[tuple[str, Callable[[object], Any]], ...]
_COUNT = Written(
    text(
        "UPDATE row_register SET last = max(coalesce(last, 0), :number), updated = max(updated, :stamp) "
        "WHERE id = :one AND conflict = 0"
    )
)
_LAST_GIVEN = Written(select(ROWS[_REGISTER].c.last).where(ROWS[_REGISTER].c.id == bindparam("id")))


def state_of(connection: Connection, kind: str, id: str) -> State | None:
    """The record as it stands, or None when nothing is known of it."""
    heads = tuple(sorted(journal.entity_heads(connection, kind, bytes.fromhex(id))))
    return _state(connection, kind, id, heads) if heads else None


def _state(connection: Connection, kind: str, id: str, heads: tuple[bytes, ...]) -> State:
    state = memory.recall(kind, id, heads)
    if state is None:
        state = memory.keep(fold(journal.remembered(connection, kind, id), KINDS[kind].groups))
    return _with_membership(state) if kind in MEMBERS else state


def owned(state: State) -> State:
    """The same state in lists and maps of the caller's own: the ones that were read are remembered and shared."""
    fields, appended = _own(dict(state.fields)), _own(dict(state.appended))
    grown = {name: tuple(items) for name, items in appended.items()}
    return replace(state, fields=MappingProxyType(fields), appended=MappingProxyType(grown))


def _own(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _own(part) for name, part in value.items()}
    return [_own(part) for part in value] if isinstance(value, list | tuple) else value


def _with_membership(state: State) -> State:
    stated: dict[str, Any] = {}
    for body in state.appended.get("member", ()):
        stated |= body
    return replace(state, fields=MappingProxyType(stated))


def project(connection: Connection, kind: str, id: str) -> State:
    """Write the row and the search words of a record as its entries say."""
    state = state_of(connection, kind, id)
    assert state is not None
    _write_row(connection, state)
    _write_words(connection, state)
    return state


def advance(connection: Connection, made: Entry) -> None:
    """The same after an entry of this device, which has seen all of the record; only some kinds write fields."""
    if _counted(connection, made):
        return
    state = _state(connection, made.entity_kind, made.entity.hex(), (made.id,))
    _write_changes(connection, state, made)
    if made.kind in _WRITES_FIELDS and (made.kind != "set" or not made.body.keys().isdisjoint(_SEARCHED[state.kind])):
        _write_words(connection, state)


def _counted(connection: Connection, made: Entry) -> bool:
    """A number of a register whose thousands nobody has read: its row says all that the next one needs."""
    number = _sequence(made)
    if number is None or memory.recall(_REGISTER, made.entity.hex(), (made.id,)):
        return False
    return bool(_COUNT.change(connection, number=number, stamp=made.stamp, one=made.entity.hex()))


def _write_words(connection: Connection, state: State) -> None:
    kind = KINDS[state.kind]
    if kind.searched:
        words = {name: _text(state.fields.get(name)) or "" for name in kind.searched}
        names = [words[name] for name in kind.spelled]
        search.index(connection, state.kind, state.id, list(words.values()), names)


def _write_row(connection: Connection, state: State) -> None:
    row = _row(connection, state)
    if state.kind == _REGISTER:
        given = (_whole(body.get("sequence")) for body in state.appended.get("number", ()))
        row["last"] = max((number for number in given if number is not None), default=None)
    _upsert(state.kind).change(connection, **row)


def _write_changes(connection: Connection, state: State, made: Entry) -> None:
    """Only the columns that an entry has changed: the others may stand in indexes that would be written too."""
    stood = memory.before(state)
    if stood is None:
        return _write_row(connection, state)
    touched = _touched(made)
    before, after = _row(connection, stood, touched), _row(connection, state, touched)
    changed = {name: value for name, value in after.items() if value != before[name]} | _given(connection, made)
    if changed and not _update(state.kind, tuple(changed)).change(connection, **changed, _id=state.id):
        _write_row(connection, state)
    return None


def _given(connection: Connection, made: Entry) -> dict[str, Any]:
    """The last number of a register after one more was given, without looking at all that were given before."""
    number = _sequence(made)
    if number is None:
        return {}
    last = [known for (known,) in _LAST_GIVEN.rows(connection, id=made.entity.hex()) if known is not None]
    return {"last": max((number, *last))}


def _sequence(made: Entry) -> int | None:
    """The number that an entry gives out, if it is a register's."""
    return _whole(made.body.get("sequence")) if (made.entity_kind, made.kind) == (_REGISTER, "number") else None


@cache
def _upsert(kind: str) -> Written:
    made = insert(ROWS[kind])
    changed = {column.name: column for column in made.excluded if column.name != "id"}
    return Written(made.on_conflict_do_update(index_elements=["id"], set_=changed))


@lru_cache(maxsize=512)
def _update(kind: str, names: tuple[str, ...]) -> Written:
    table = ROWS[kind]
    return Written(
        update(table).where(table.c.id == bindparam("_id")).values({name: bindparam(name) for name in names})
    )


def _touched(made: Entry) -> Columns:
    """The columns whose fields an entry may have written."""
    own = _COLUMNS[made.entity_kind]
    if made.kind == "set":
        return tuple(column for column in own if column[0] in made.body)
    return own if made.kind in _WRITES_FIELDS else ()


def _row(connection: Connection, state: State, wanted: Columns | None = None) -> dict[str, Any]:
    fields = _local(connection, state.fields) if state.kind == "officer" else state.fields
    own = {name: form(fields.get(name)) for name, form in (_COLUMNS[state.kind] if wanted is None else wanted)}
    if state.kind == _REGISTER:
        own.pop("last", None)  # not a field: counted from the numbers given
    return own | {
        "id": state.id, "state": state.state, "created": state.created, "updated": state.updated,
        "conflict": int(bool(state.conflicts)), "voided": int(state.voided),
    }  # fmt: skip


def _local(connection: Connection, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whether an officer belongs to this vault's office is for this vault to say, not for the entry."""
    own = connection.execute(select(meta.c.value).where(meta.c.name == "office")).scalar_one()
    return {**fields, "local": _text(fields.get("office")) == own}


def _text(value: object) -> str | None:
    """A value as a column of text: bytes as hex, a list of words with spaces between."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=lambda other: _text(other) or "")


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int) and value in _WHOLE else None


_COLUMNS: Mapping[str, Columns] = {
    name: tuple((column, _whole if whole else _text) for column, whole in columns(kind).items())
    for name, kind in KINDS.items()
}
"""Kind of record -> its columns, each with what makes a field's value fit for it."""


_SEARCHED = {name: frozenset(kind.searched) for name, kind in KINDS.items()}


def rebuild(connection: Connection, advanced: Callable[[int], None] | None = None) -> None:
    """Drop every row and search word and make them again; `advanced` hears how many records are done."""
    _drop_stale(connection)
    tables.rows.create_all(connection)
    search.create(connection)
    known = select(entry.c.entity_kind, entry.c.entity).distinct().order_by(entry.c.entity_kind, entry.c.entity)
    for done, (kind, entity) in enumerate(connection.execute(known).all(), 1):
        if kind in KINDS:  # a kind of a newer program waits in the ledger for that program
            project(connection, kind, entity.hex())
        if advanced:
            advanced(done)
    search.optimise(connection)
    stamp = insert(meta).values(name="projection", value=tables.projection_shape())
    connection.execute(stamp.on_conflict_do_update(index_elements=["name"], set_={"value": tables.projection_shape()}))


def _drop_stale(connection: Connection) -> None:
    """Tables of an earlier program may bear names that no kind has any more."""
    for name in inspect(connection).get_table_names():
        if name.startswith("row_") or name == indexed.name:
            connection.exec_driver_sql(f'DROP TABLE "{name}"')


def is_current(connection: Connection) -> bool:
    """Whether the rows were made by this form of the program."""
    built_for = connection.execute(select(meta.c.value).where(meta.c.name == "projection")).scalar()
    return built_for == tables.projection_shape()
