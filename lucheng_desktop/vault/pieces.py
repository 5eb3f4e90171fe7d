"""A device's entries as they are stored, many at a time: the next are read while the last are being checked.

The engine joins many into one value: reading them then holds nobody up, where row by row every row would.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import Connection

_MANY = 4000
"""Fewer would be checked before the other thread has had its turn."""
_SHORT = 4096
"""Longer ones are read one by one: nobody knows beforehand how much memory they would take together."""
_JOINED = f"""
SELECT CAST(group_concat(data, '') FILTER (WHERE length(data) <= {_SHORT}) AS BLOB),
 CAST(group_concat(iif(length(data) <= {_SHORT}, length(data), -seq)) AS BLOB), max(seq)
 FROM (SELECT data, seq FROM entry WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT {_MANY})
"""
_ONE = "SELECT data FROM entry WHERE device = ? AND seq = ?"
_Joined = tuple[bytes | None, bytes, int]
"""The short ones one after another; for each its length, or the number of a long one below zero; the last number."""


def pieces(connection: Connection, device: bytes, after: int, last: int = 2**63 - 1) -> Iterator[list[bytes]]:
    """Every entry of a device after one number and up to another, in order."""
    raw = connection.connection.driver_connection
    assert raw is not None
    for joined, sizes, _ in _ahead(raw, device, after, last):
        yield _cut(raw, device, joined or b"", [int(size) for size in sizes.split(b",")])


def _ahead(raw: Any, device: bytes, after: int, last: int) -> Iterator[_Joined]:
    def read(after: int) -> Any:
        return raw.execute(_JOINED, (device, after, last)).fetchone()

    with ThreadPoolExecutor(1, "entries") as beside:
        coming = beside.submit(read, after)
        while (found := coming.result())[2] is not None:
            coming = beside.submit(read, found[2])
            yield found


def _cut(raw: Any, device: bytes, joined: bytes, sizes: list[int]) -> list[bytes]:
    ends = accumulate((max(size, 0) for size in sizes), initial=0)
    short = [joined[start:end] for start, end in pairwise(ends)]
    if min(sizes) >= 0:
        return short
    return [one or raw.execute(_ONE, (device, -size)).fetchone()[0] for one, size in zip(short, sizes, strict=True)]
