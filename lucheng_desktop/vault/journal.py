"""The ledger's own tables: entries in, entries out, the heads of records and devices."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, select, update

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.ledger.entry import START, Entry, decode, encode, issue
from lucheng_desktop.vault import cipher, memory
from lucheng_desktop.vault.tables import entry, head
from lucheng_desktop.vault.written import Written

BODIES = 1
"""Version of what the bodies mean; every entry says it."""
Head = tuple[int, bytes]
"""(seq, id) of the last entry of a device."""

_STORED = Written(
    select(entry.c.data).where(entry.c.entity_kind == bindparam("kind"), entry.c.entity == bindparam("entity"))
)
_HEADS = Written(
    select(head.c.entry).where(head.c.entity_kind == bindparam("kind"), head.c.entity == bindparam("entity"))
)
_LAST = Written(
    select(entry.c.seq, entry.c.id)
    .where(entry.c.device == bindparam("device"))
    .order_by(entry.c.seq.desc())
    .limit(literal_column("1"))  # a number given with the values would make the engine prepare it anew each time
)
_NEXT_DEVICE = Written(select(func.min(entry.c.device)).where(entry.c.device > bindparam("device")))
_PUT, _PUT_HEAD = Written(insert(entry)), Written(insert(head))
_KNOWN = Written(select(entry.c.seq).where(entry.c.id == bindparam("wanted")))
_MOVE_HEAD = Written(
    update(head)
    .where(
        head.c.entity_kind == bindparam("kind"), head.c.entity == bindparam("one"), head.c.entry == bindparam("parent")
    )
    .values(entry=bindparam("made"))
)
_DROP_HEAD = Written(
    delete(head).where(
        head.c.entity_kind == bindparam("kind"), head.c.entity == bindparam("one"), head.c.entry == bindparam("parent")
    )
)


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, on which device, by which clock."""

    device: bytes
    officer: bytes
    key: Ed25519PrivateKey
    clock: Clock


def write(
    connection: Connection, author: Author, kind: str, id: str, entry_kind: str, body: Mapping[str, Any]
) -> Entry:
    """Append one entry of this device, signed where its kind asks for it."""
    seq, prev = device_head(connection, author.device)
    entity = bytes.fromhex(id)
    draft = Entry(
        author.device, seq + 1, prev, kind, entity, tuple(entity_heads(connection, kind, entity)), entry_kind, body,
        author.officer, author.clock.now(), BODIES, os.urandom(16),
    )  # fmt: skip
    made, data = issue(draft, author.key)
    _put(connection, made, data)
    cipher.standing(connection).update({author.device: (made.seq, made.id), (kind, entity): [made.id]})
    if memory.awaits(made):
        memory.hear(made)
    return made


@lru_cache(maxsize=8192)
def _decoded(data: bytes) -> Entry:
    """Entries never change, and writing one field reads the whole record: remember what has been read, and its id."""
    known = decode(data)
    assert known.id
    return known


def forget() -> None:
    """Drop every entry remembered from an open vault."""
    _decoded.cache_clear()
    memory.forget()


def put(connection: Connection, made: Entry) -> None:
    """Store an entry whose parents are all stored, and move the heads of its record."""
    data = encode(made)
    _put(connection, made, data)
    cipher.standing(connection).clear()
    if memory.awaits(made):
        memory.hear(_decoded(data))


def _put(connection: Connection, made: Entry, data: bytes) -> None:
    kind, entity = made.entity_kind, made.entity
    place = {"device": made.device, "seq": made.seq, "entity_kind": kind, "entity": entity}
    _PUT.change(connection, id=made.id, **place, kind=made.kind, stamp=made.stamp, data=data)
    _move_heads(connection, made)


def _move_heads(connection: Connection, made: Entry) -> None:
    own = {"kind": made.entity_kind, "one": made.entity}
    if len(made.parents) == 1 and _MOVE_HEAD.change(connection, **own, parent=made.parents[0], made=made.id):
        return
    for parent in made.parents:
        _DROP_HEAD.change(connection, **own, parent=parent)
    _PUT_HEAD.change(connection, entity_kind=made.entity_kind, entity=made.entity, entry=made.id)


def entity_heads(connection: Connection, kind: str, entity: bytes) -> Sequence[bytes]:
    """Ids of the entries of a record that nothing builds on yet."""
    known = cipher.standing(connection)
    if (kind, entity) not in known:
        known[kind, entity] = [id for (id,) in _HEADS.rows(connection, kind=kind, entity=entity)]
    heads: Sequence[bytes] = known[kind, entity]
    return heads


def device_head(connection: Connection, device: bytes) -> Head:
    """The last entry of a device, or (0, zeros)."""
    known = cipher.standing(connection)
    if device not in known:
        found = _LAST.rows(connection, device=device)
        known[device] = (found[0][0], found[0][1]) if found else (0, START)
    head: Head = known[device]
    return head


def devices(connection: Connection) -> list[bytes]:
    """Every device with entries, in order; each is looked up after the one before it, past all of its entries."""
    found: list[bytes] = []
    while next_one := _NEXT_DEVICE.rows(connection, device=found[-1] if found else b"")[0][0]:
        found.append(next_one)
    return found


def device_heads(connection: Connection) -> dict[bytes, Head]:
    """The last entry of every device."""
    return {device: device_head(connection, device) for device in devices(connection)}


def id_at(connection: Connection, device: bytes, seq: int) -> bytes | None:
    """Id of a device's entry by number."""
    return connection.execute(select(entry.c.id).where(entry.c.device == device, entry.c.seq == seq)).scalar()


def is_known(connection: Connection, id: bytes) -> bool:
    """Whether the entry is in the ledger."""
    return bool(_KNOWN.rows(connection, wanted=id))


def entries_of(connection: Connection, kind: str, id: str) -> Iterator[Entry]:
    """The entries of one record, in no particular order."""
    return map(decode, _stored(connection, kind, id))


def remembered(connection: Connection, kind: str, id: str) -> Iterator[Entry]:
    """The same from memory where they have been read before; shared, so not to be changed in place."""
    return map(_decoded, _stored(connection, kind, id))


def _stored(connection: Connection, kind: str, id: str) -> Iterable[bytes]:
    return (data for (data,) in _STORED.rows(connection, kind=kind, entity=bytes.fromhex(id)))


def all_entries(connection: Connection, since: Mapping[bytes, int]) -> Iterator[Entry]:
    """Every entry after the given number of its device, device by device."""
    for device in devices(connection):
        chain = select(entry.c.data).where(entry.c.device == device, entry.c.seq > since.get(device, 0))
        for data in connection.execute(chain.order_by(entry.c.seq)).scalars():
            yield decode(data)
