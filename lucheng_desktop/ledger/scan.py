"""What the check of a chain needs of a stored entry, cut out of its bytes without decoding the body.

The id binds header, salt, body and signature byte by byte: an entry whose id fits was written in these very bytes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from lucheng_desktop.ledger.canonical import number
from lucheng_desktop.ledger.entry import DOMAIN, GUARDED, KINDS, START, Entry, decode, to_be_signed


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


_FIRST = rb"\x00\x01\x01\x50(.{16})\x02([\x00-\x17]|\x18.|\x19..|\x1a.{4}|\x1b.{8})\x03\x58\x20(.{32})"
"""Version, device, number and link."""
_WORD = b"|".join(b"%c[a-z_]{%d}" % (0x60 + size, size) for size in range(1, 24))
"""The kind of a record: a short text, whose length stands before it."""


def _head(first: bytes, kinds: frozenset[str]) -> "re.Pattern[bytes]":
    """After `first` up to the key of the body, in the shape nearly all entries have: at most one parent."""
    named = b"|".join(bytes((0x60 + len(kind),)) + kind.encode() for kind in sorted(kinds, key=_by_frequency))
    return re.compile(
        first + rb"\x04(?:" + _WORD + rb")\x05\x50.{16}\x06(?:\x80|\x81\x58\x20.{32})\x07(?:" + named + rb")\x08",
        re.DOTALL,
    )


def _by_frequency(kind: str) -> tuple[bool, str]:
    return kind != "set", kind


_MIDDLE = rb"(\x09\x50.{16}\x0a\x1b.{8}\x0b[\x00-\x17])\x0c\x50(.{16})"
"""Officer, stamp and schema, which the header keeps, and the salt, which it does not."""
_SIGNATURE = rb"(\x0d\x58\x40.{64})"
_PLAIN, _SIGNED = 0xAE, 0xAF
"""First byte: how many parts."""
_SHAPES = {
    _PLAIN: (_head(rb"\xae" + _FIRST, KINDS - GUARDED), re.compile(_MIDDLE + rb"\x0e\x01", re.DOTALL), 50),
    _SIGNED: (_head(rb"\xaf" + _FIRST, GUARDED), re.compile(_MIDDLE + _SIGNATURE + rb"\x0e\x01", re.DOTALL), 117),
}
"""First byte -> what stands before the body, what stands after it, and how long that is."""
_END = b"\x0e\x01\x0f\x58\x20"
"""The suite, and the key of the digest that stands for salt and body."""
_OPENING = _head(b"", KINDS - GUARDED)
"""What stands between link and body of an entry that nobody signs."""
_LINK = b"\x03\x58\x20"


@dataclass(slots=True)
class Run:
    """How far a device's chain has been followed: the last entry's number and id, and how many there were."""

    device: bytes = b""
    seq: int = 0
    id: bytes = START
    entries: int = 0


def along(stored: Iterable[bytes], runs: Sequence[Run]) -> Iterator[Seen]:
    """Follow chains; every entry that is signed, or does not begin as the next one must, is handed out as `seen`.

    What an entry must begin with is known before it is read: device, number and the id that was made of the one before
    it. Who takes one that was handed out sets the last of `runs` to it and counts it, or adds the run it begins.
    """
    rest = iter(stored)
    for data in islice(rest, 1):
        yield seen(data)
    if runs:
        yield from _followed(rest, runs)


def _followed(stored: Iterator[bytes], runs: Sequence[Run]) -> Iterator[Seen]:
    """Written out in one piece: every call in it would cost a tenth of the check."""
    (run, begin, seq, id), (_, closing, size) = _turned(runs), _SHAPES[_PLAIN]
    opening, join, to_bytes = _OPENING.match, b"".join, int.to_bytes
    for data in stored:
        numbered = b"\x1a" + to_bytes(seq + 1, 4, "big") if 65534 < seq < 0xFFFFFFFF else number(seq + 1)
        first, end = join((begin, numbered, _LINK, id)), len(data) - size
        if (
            data.startswith(first)
            and (head := opening(data, len(first))) is not None
            and (body := head.end()) < end
            and (tail := closing.match(data, end)) is not None
        ):
            kept, salt = tail.groups()
            digest = sha256(salt)
            digest.update(data[body:end])
            id = sha256(join((b"\xad", data[1 : body - 1], kept, _END, digest.digest()))).digest()
            seq += 1
        else:
            run.entries, run.seq, run.id = run.entries + seq - run.seq, seq, id
            yield seen(data)
            run, begin, seq, id = _turned(runs)
    run.entries, run.seq, run.id = run.entries + seq - run.seq, seq, id


def _turned(runs: Sequence[Run]) -> tuple[Run, bytes, int, bytes]:
    """The present run, what its next plain entry begins with, its last number and id."""
    run = runs[-1]
    return run, bytes((_PLAIN,)) + b"\x00\x01\x01\x50" + run.device + b"\x02", run.seq, run.id


def seen(data: bytes) -> Seen:
    """Read one stored entry; one of unusual shape is decoded and Refused as `decode` does."""
    shape = _SHAPES.get(data[0]) if data else None
    head = shape[0].match(data) if shape else None
    if shape is None or head is None:
        return _decoded(decode(data))
    body, start = head.end(), len(data) - shape[2]
    tail = shape[1].match(data, start) if start > body else None
    if tail is None:
        return _decoded(decode(data))
    device, spelled, prev = head.groups()
    kept, salt, *signed = tail.groups()
    seq = spelled[0] if len(spelled) == 1 else int.from_bytes(spelled[1:], "big")
    digest = sha256(salt)
    digest.update(data[body:start])
    fixed, end = data[1 : body - 1] + kept, _END + digest.digest()
    if not signed:
        return _seen(Seen, (device, seq, prev, sha256(b"\xad" + fixed + end).digest(), b"", b"", b""))
    id = sha256(b"\xae" + fixed + signed[0] + end).digest()
    return _seen(Seen, (device, seq, prev, id, kept[2:18], signed[0][3:], DOMAIN + b"\xad" + fixed + end))


def _decoded(entry: Entry) -> Seen:
    if entry.kind not in GUARDED:
        return Seen(entry.device, entry.seq, entry.prev, entry.id, b"", b"", b"")
    message = to_be_signed(entry)
    return Seen(entry.device, entry.seq, entry.prev, entry.id, entry.officer, entry.signature, message)
