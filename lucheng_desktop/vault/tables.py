"""Tables of the vault: the ledger's own, made by migrations, and the rows people read, which are rebuilt from it."""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import BLOB, INTEGER, TEXT, Column, ForeignKey, Index, MetaData, Table, UniqueConstraint

from lucheng_desktop.cases.records import KINDS, Kind
from lucheng_desktop.vault import spelling

USER_VERSION = 1
PROJECTION = 5
"""Raise it when the way rows or search words are made changes: the next opening rebuilds them."""

kept = MetaData()
"""What only migrations touch."""
rows = MetaData()
"""Projections: dropped and rebuilt from the entries at will."""

meta = Table(
    "meta", kept, Column("name", TEXT, primary_key=True), Column("value", TEXT, nullable=False), sqlite_strict=True
)
entry = Table(
    "entry", kept,
    Column("id", BLOB, primary_key=True),
    Column("device", BLOB, nullable=False), Column("seq", INTEGER, nullable=False),
    Column("entity_kind", TEXT, nullable=False), Column("entity", BLOB, nullable=False),
    Column("kind", TEXT, nullable=False), Column("stamp", INTEGER, nullable=False),
    Column("data", BLOB, nullable=False),
    UniqueConstraint("device", "seq"),
    Index("entry_entity", "entity_kind", "entity"),
    sqlite_strict=True,
)  # fmt: skip
edge = Table(
    "edge", kept,
    Column("child", BLOB, ForeignKey("entry.id"), primary_key=True), Column("parent", BLOB, primary_key=True),
    Index("edge_parent", "parent"),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip
"""What entries build on, as early vaults kept it beside them: it stands in the entries, and nothing is added here."""
head = Table(
    "head", kept,
    Column("entity_kind", TEXT, primary_key=True), Column("entity", BLOB, primary_key=True),
    Column("entry", BLOB, ForeignKey("entry.id"), primary_key=True),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip
extract = Table("extract", kept, Column("device", BLOB, primary_key=True), sqlite_strict=True)
"""Devices of which only some entries were handed over."""
pending = Table(
    "pending", kept,
    Column("id", BLOB, primary_key=True), Column("data", BLOB, nullable=False),
    sqlite_strict=True,
)  # fmt: skip
quarantine = Table(
    "quarantine", kept,
    Column("id", BLOB, primary_key=True), Column("data", BLOB, nullable=False), Column("reason", TEXT, nullable=False),
    Column("stamp", INTEGER, nullable=False),
    sqlite_strict=True,
)  # fmt: skip
blob = Table(
    "blob", kept,
    Column("content", TEXT, primary_key=True), Column("file", TEXT, nullable=False),
    Column("bytes", INTEGER, nullable=False), Column("sha256", TEXT, nullable=False),
    Column("name", TEXT, nullable=False), Column("media_type", TEXT, nullable=False),
    sqlite_strict=True,
)  # fmt: skip
draft = Table(
    "draft", kept,
    Column("form", TEXT, primary_key=True), Column("key", TEXT, primary_key=True),
    Column("field", TEXT, primary_key=True),
    Column("text", TEXT, nullable=False), Column("updated", INTEGER, nullable=False),
    sqlite_strict=True, sqlite_with_rowid=False,
)  # fmt: skip
identity = Table(
    "identity", kept,
    Column("id", INTEGER, primary_key=True), Column("petition", TEXT, nullable=False, index=True),
    Column("epoch", INTEGER, nullable=False), Column("record_key", BLOB, nullable=False),
    Column("box", BLOB, nullable=False),
    sqlite_strict=True,
)  # fmt: skip

_NEVER = "BEGIN SELECT RAISE(ABORT, 'append only'); END"
TRIGGERS: Mapping[str, str] = {
    "entry_no_update": f"CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry {_NEVER}",
    "entry_no_delete": f"CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry {_NEVER}",
    # REPLACE deletes without asking the delete trigger, so the insert itself looks for the row it would push out
    "entry_no_replace": "CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry "
    f"WHERE id = NEW.id OR (device = NEW.device AND seq = NEW.seq)) {_NEVER}",
    "identity_no_update": f"CREATE TRIGGER identity_no_update BEFORE UPDATE ON identity {_NEVER}",
    "identity_no_delete": f"CREATE TRIGGER identity_no_delete BEFORE DELETE ON identity {_NEVER}",
}

indexed = Table(
    "indexed", rows,
    Column("number", INTEGER, primary_key=True), Column("kind", TEXT, nullable=False),
    Column("id", TEXT, nullable=False), Column("text", TEXT, nullable=False),
    Column("spellings", TEXT, nullable=False), UniqueConstraint("kind", "id"),
    sqlite_strict=True,
)  # fmt: skip
"""Search: the row number in `words`, and what a find is verified against: text, and pinyin of names by lines."""
WORDS = "words"
CREATE_WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5(tokens, content='', contentless_delete=1, detail='none', tokenize='ascii')"
)
COMMON = ("id", "state", "created", "updated", "conflict", "voided")
_REFERENCES = frozenset((*KINDS, "subject", "accused", "owner", "content", "number", "name"))


def columns(kind: Kind) -> Mapping[str, bool]:
    """Columns of a kind by name, with whether they hold whole numbers."""
    split = (column.partition(":") for column in kind.columns)
    return {name: form == "int" for name, _, form in split}


_COUNTED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "petition": (
        (
            *("received_on", "voided", "state", "category", "repeat_of", "naming", "real_name_verified_on"),
            *("channel", "jurisdiction"),
        ),
        ("disposal_due", "voided", "disposal_approved_on", "id"),
    ),
    "disposal_approval": (
        ("approved_on", "voided", "petition", "disposal", "created", "id"),
        ("due", "voided", "petition", "approved_on"),
        ("petition", "approved_on", "voided", "created", "id"),
    ),
    "allegation": (
        ("approved_on", "voided", "state", "finding", "petition"),
        ("petition", "voided", "state", "approved_on", "finding"),
    ),
    "clearance": (
        ("implemented_on", "voided", "state", "implement_due", "forms", "scope", "subject"),
        ("decided_on", "voided", "allegation"),
    ),
    "handling": (("decided_on", "voided", "form"),),
    "sanction": (("decided_on",),),
}
"""Indexes that the figures of a period are counted from without a look at the rows: by day, then all that is asked."""
_QUEUED = ("petition", "allegation", "clearance")
"""Kinds with as many records as cases: what waits in a state is found in its order without a look at the others."""


def _row_table(kind: Kind) -> Table:
    counted = _COUNTED.get(kind.name, ())
    led = {first for first, *_ in counted}
    own = [
        Column(name, INTEGER if whole else TEXT, index=name in _REFERENCES and name not in led)
        for name, whole in columns(kind).items()
    ]
    return Table(
        f"row_{kind.name}", rows,
        Column("id", TEXT, primary_key=True), *own,
        Column("state", TEXT, nullable=False, index=kind.name not in _QUEUED),
        Column("created", INTEGER, nullable=False, index=True), Column("updated", INTEGER, nullable=False),
        Column("conflict", INTEGER, nullable=False), Column("voided", INTEGER, nullable=False),
        *(Index(f"counted_{kind.name}_{first}", first, *others) for first, *others in counted),
        *_queues(kind),
        sqlite_strict=True,  # with row numbers: a list by time reads neighbours, and ids are random
    )  # fmt: skip


def _queues(kind: Kind) -> tuple[Index, ...]:
    """In place of the index by state: also whether nobody may go on, and since when it waits."""
    columns = ("state", "conflict", "voided", "updated")
    return (Index(f"waiting_{kind.name}", *columns),) if kind.name in _QUEUED else ()


ROWS: Mapping[str, Table] = {name: _row_table(kind) for name, kind in KINDS.items()}
"""Kind of record -> the table of its rows."""


def projection_shape() -> str:
    """What the projections were built for; another value at opening means: build them again."""
    shape = [PROJECTION, CREATE_WORDS, spelling.shape(), _COUNTED, _QUEUED] + [
        [kind.name, kind.columns, sorted(kind.groups.items()), kind.searched, kind.spelled] for kind in KINDS.values()
    ]
    return hashlib.sha256(json.dumps(shape).encode()).hexdigest()


def manifest() -> frozenset[tuple[str, str]]:
    """(type, name) of every table, index and trigger that migrations must have left."""
    tables = {("table", table.name) for table in kept.tables.values()} | {("table", "alembic_version")}
    indexes = {("index", str(index.name)) for table in kept.tables.values() for index in table.indexes}
    return frozenset(tables | indexes | {("trigger", name) for name in TRIGGERS})
