"""What the check of a chain needs of a stored entry, cut out of its bytes without decoding the body.

The id binds header, salt, body and signature byte by byte: an entry whose id fits was written in these very bytes.
"""

import re
from hashlib import sha256
from typing import NamedTuple

from lucheng_desktop.ledger.entry import DOMAIN, GUARDED, KINDS, Entry, decode, to_be_signed


class Seen(NamedTuple):
    """One entry, as far as chains and signatures go; `message` is what was signed, empty where nothing has to be."""

    device: bytes
    seq: int
    prev: bytes
    id: bytes
    officer: bytes
    signature: bytes
    message: bytes


_seen = tuple.__new__
"""`Seen(...)` costs a tenth of the whole check."""


def _head(parts: bytes, kinds: frozenset[str]) -> "re.Pattern[bytes]":
    """Up to the key of the body, in the shape nearly all entries have: at most one parent."""
    named = b"|".join(bytes((0x60 + len(kind),)) + kind.encode() for kind in sorted(kinds))
    return re.compile(
        parts + rb"\x00\x01\x01\x50(.{16})\x02([\x00-\x17]|\x18.|\x19..|\x1a.{4}|\x1b.{8})\x03\x58\x20(.{32})"
        rb"\x04([\x61-\x77][a-z_]+)\x05\x50.{16}\x06(?:\x80|\x81\x58\x20.{32})\x07(?:" + named + rb")\x08",
        re.DOTALL,
    )


_MIDDLE = rb"\x09\x50.{16}\x0a\x1b.{8}\x0b[\x00-\x17]\x0c\x50.{16}"
"""Officer, stamp and schema, which the header keeps, and the salt, which it does not."""
_KEPT, _SALTED, _SIGNED = 30, 48, 115
_SHAPES = {
    0xAE: (_head(rb"\xae", KINDS - GUARDED), re.compile(_MIDDLE + rb"\x0e\x01", re.DOTALL), 50),
    0xAF: (_head(rb"\xaf", GUARDED), re.compile(_MIDDLE + rb"\x0d\x58\x40.{64}\x0e\x01", re.DOTALL), 117),
}
"""First byte (how many parts) -> what stands before the body, what stands after it, and how long that is."""
_END = b"\x0e\x01\x0f\x58\x20"
"""The suite, and the key of the digest that stands for salt and body."""


def seen(data: bytes) -> Seen:
    """Read one stored entry; one of unusual shape is decoded and Refused as `decode` does."""
    shape = _SHAPES.get(data[0]) if data else None
    head = shape[0].match(data) if shape else None
    if shape is None or head is None:
        return _decoded(decode(data))
    body, start = head.end(), len(data) - shape[2]
    device, number, prev, named = head.groups()
    if start <= body or shape[1].match(data, start) is None or named[0] - 0x5F != len(named):
        return _decoded(decode(data))
    seq = number[0] if len(number) == 1 else int.from_bytes(number[1:], "big")
    digest = sha256(data[start + 32 : start + _SALTED] + data[body:start]).digest()
    fixed, end = data[1 : body - 1] + data[start : start + _KEPT], _END + digest
    if data[0] == 0xAE:
        return _seen(Seen, (device, seq, prev, sha256(b"\xad" + fixed + end).digest(), b"", b"", b""))
    id = sha256(b"\xae" + fixed + data[start + _SALTED : start + _SIGNED] + end).digest()
    signature = data[start + _SALTED + 3 : start + _SIGNED]
    return Seen(device, seq, prev, id, data[start + 2 : start + 18], signature, DOMAIN + b"\xad" + fixed + end)


def _decoded(entry: Entry) -> Seen:
    if entry.kind not in GUARDED:
        return Seen(entry.device, entry.seq, entry.prev, entry.id, b"", b"", b"")
    message = to_be_signed(entry)
    return Seen(entry.device, entry.seq, entry.prev, entry.id, entry.officer, entry.signature, message)
