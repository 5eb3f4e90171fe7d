"""A device's entries as they are stored, many at a time.

All on the caller's thread: two threads at one connection wait for each other for ever, one with the interpreter's lock
and the other with the engine's.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

_MANY = 1000
"""Entries at a time: some half a megabyte, which the processor's cache still holds when they are looked at."""
_SHORT = 4096
"""Longer ones are read one by one: nobody knows beforehand how much memory they would take together."""
_DATA = f"SELECT seq, iif(length(data) <= {_SHORT}, data, NULL) FROM entry"
_NEIGHBOURS = f"{_DATA} NOT INDEXED WHERE rowid BETWEEN ? AND ? AND device = ? ORDER BY rowid"
_SCATTERED = f"{_DATA} WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT {_MANY}"
_PLACE = "SELECT rowid FROM entry WHERE device = ? AND seq = ?"
_ONE = "SELECT data FROM entry WHERE device = ? AND seq = ?"
_Found = Sequence[tuple[int, bytes | None]]


def pieces(connection: Connection, device: bytes, after: int, last: int = 2**63 - 1) -> Iterator[Sequence[bytes]]:
    """Every entry of a device after one number and up to another, in order."""
    raw = connection.connection.driver_connection
    while found := _neighbours(raw, device, after, last) or _scattered(raw, device, after, last):
        yield from _whole(raw, device, found)
        after = found[-1][0]


def _neighbours(raw: Any, device: bytes, after: int, last: int) -> _Found:
    """The next entries, if they stand one behind another in the table: then no index has to say where each one is."""
    until = min(after + _MANY, last)
    first, end = (raw.execute(_PLACE, (device, seq)).fetchone() for seq in (after + 1, until))
    if not (first and end and end[0] - first[0] == until - after - 1):
        return ()
    found: _Found = raw.execute(_NEIGHBOURS, (*first, *end, device)).fetchall()
    return found if [seq for seq, _ in found] == [*range(after + 1, until + 1)] else ()


def _scattered(raw: Any, device: bytes, after: int, last: int) -> _Found:
    found: _Found = raw.execute(_SCATTERED, (device, after, last)).fetchall()
    return found


def _whole(raw: Any, device: bytes, found: _Found) -> Iterator[Sequence[bytes]]:
    some = [data for _, data in found if data is not None]
    if len(some) == len(found):
        yield some
        return
    for seq, data in found:
        yield raw.execute(_ONE, (device, seq)).fetchone() if data is None else (data,)
