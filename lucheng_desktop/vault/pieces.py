"""A device's entries as they are stored, many at a time: the engine joins them into one value.

All on the caller's thread: two threads at one connection wait for each other for ever, one with the interpreter's lock
and the other with the engine's.
"""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import Connection

_MANY = 4000
"""Some two megabytes; more would be no faster."""
_SHORT = 4096
"""Longer ones are read one by one: nobody knows beforehand how much memory they would take together."""
_JOINED = f"""
SELECT CAST(group_concat(data, '') FILTER (WHERE length(data) <= {_SHORT}) AS BLOB),
 CAST(group_concat(iif(length(data) <= {_SHORT}, length(data), -seq)) AS BLOB), max(seq)
 FROM (SELECT data, seq FROM entry WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT {_MANY})
"""
_ONE = "SELECT data FROM entry WHERE device = ? AND seq = ?"


def pieces(connection: Connection, device: bytes, after: int, last: int = 2**63 - 1) -> Iterator[list[bytes]]:
    """Every entry of a device after one number and up to another, in order."""
    raw = connection.connection.driver_connection
    assert raw is not None
    while (found := raw.execute(_JOINED, (device, after, last)).fetchone())[2] is not None:
        joined, sizes, after = found
        yield _cut(raw, device, joined or b"", [int(size) for size in sizes.split(b",")])


def _cut(raw: Any, device: bytes, joined: bytes, sizes: list[int]) -> list[bytes]:
    ends = accumulate((max(size, 0) for size in sizes), initial=0)
    short = [joined[start:end] for start, end in pairwise(ends)]
    if min(sizes) >= 0:
        return short
    return [one or raw.execute(_ONE, (device, -size)).fetchone()[0] for one, size in zip(short, sizes, strict=True)]
