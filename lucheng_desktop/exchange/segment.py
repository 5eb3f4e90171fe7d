"""The signed segment: up to 1024 entries of one device in one sealed piece, the unit of every transport.

`LCSG` | format u8 | suite u8 | header length u16 | header CBOR | age(zstd(CBOR list of entries)) | Ed25519 signature.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Literal

import zstandard

from lucheng_desktop.exchange.sealing import open_bytes, seal_bytes
from lucheng_desktop.ledger.canonical import pack, unpack
from lucheng_desktop.ledger.entry import LARGEST, Entry, decode, encode
from lucheng_desktop.ledger.signing import SigningKey, signed_by
from lucheng_desktop.refusal import Refused

Nature = Literal["whole", "extract"]
"""whole = a run of one device's entries without gaps; extract = only the entries of chosen entities."""
Trusted = Callable[[bytes], bytes | None]
"""Device id (16) -> its raw Ed25519 public key, or None when it is not registered."""

MAGIC = b"LCSG"
FORMAT = 1
SUITE = 1
MOST_ENTRIES = 1024
FULL = 1 << 20
"""Bytes of entries at which a segment is full; one entry alone may exceed it."""
_LARGEST_PLAIN = FULL + LARGEST + 16 * MOST_ENTRIES
_PREFIX = struct.Struct(">4sBBH")
_DOMAIN = b"lucheng/segment/1"
_SIGNATURE = 64
_TYPES: Mapping[str, type] = {
    "office": bytes, "device": bytes, "signer": bytes, "nature": str, "seq0": int, "seq1": int, "n": int,
    "prev": bytes, "head": bytes, "epoch": int, "clen": int,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """What a segment's header says; `signer` is the device that vouches for it: `device` itself or one passing on."""

    office: bytes
    device: bytes
    signer: bytes
    nature: str
    seq0: int
    seq1: int
    n: int
    prev: bytes
    head: bytes
    epoch: int
    clen: int


@dataclass(frozen=True, slots=True)
class Sealer:
    """Who seals segments, and for whom: office and device (16 bytes), the device's key, the readers' X25519 keys."""

    office: bytes
    device: bytes
    key: SigningKey
    readers: tuple[bytes, ...]
    epoch: int = 0


def runs(entries: Iterable[Entry], nature: Nature) -> Iterator[Sequence[Entry]]:
    """Cut entries into what one segment takes: one device, rising, 1024 entries or 1 MiB; whole ones without gaps."""
    run: list[Entry] = []
    size = 0
    for entry in sorted({entry.id: entry for entry in entries}.values(), key=lambda one: (one.device, one.seq, one.id)):
        length = len(encode(entry))
        if run and not (_follows(run[-1], entry, nature) and len(run) < MOST_ENTRIES and size + length <= FULL):
            yield run
            run, size = [], 0
        run.append(entry)
        size += length
    if run:
        yield run


def _follows(last: Entry, entry: Entry, nature: str) -> bool:
    if last.device != entry.device or last.seq >= entry.seq:
        return False
    if nature == "extract" and entry.seq > last.seq + 1:
        return True
    return entry.seq == last.seq + 1 and entry.prev == last.id


def seal(run: Sequence[Entry], nature: Nature, sealer: Sealer) -> bytes:
    """The bytes of one segment made of `run` (see `runs`), which never change again."""
    wires = pack([encode(entry) for entry in run])
    sealed = seal_bytes(zstandard.compress(wires, 3), sealer.readers)
    first, last = run[0], run[-1]
    parts = {
        "office": sealer.office, "device": first.device, "signer": sealer.device, "nature": nature,
        "seq0": first.seq, "seq1": last.seq, "n": len(run), "prev": first.prev, "head": last.id,
        "epoch": sealer.epoch, "clen": len(sealed),
    }  # fmt: skip
    header = pack(parts)
    start = _PREFIX.pack(MAGIC, FORMAT, SUITE, len(header)) + header
    return start + sealed + sealer.key.sign(_to_be_signed(start, sealed))


def _to_be_signed(start: bytes, sealed: bytes) -> bytes:
    return _DOMAIN + start + sha256(sealed).digest()


def _damaged(name: str, what: str) -> Refused:
    return Refused("E-BUNDLE-DAMAGED", file=name, what=what)


def read_header(data: bytes, name: str = "") -> tuple[Segment, int]:
    """What anybody may read of a segment, unproven, and where its sealed part begins."""
    if len(data) < _PREFIX.size or data[:4] != MAGIC:
        raise _damaged(name, "segment")
    _, form, suite, length = _PREFIX.unpack_from(data)
    if (form, suite) != (FORMAT, SUITE):
        raise Refused("E-BUNDLE-NEWER", file=name, version=f"{form}/{suite}")
    end = _PREFIX.size + length
    try:
        header = _header(unpack(data[_PREFIX.size : end]))
    except ValueError as fault:
        raise _damaged(name, "segment") from fault
    if len(data) != end + header.clen + _SIGNATURE:
        raise _damaged(name, "segment")
    return header, end


def _header(parts: Any) -> Segment:
    if not isinstance(parts, dict) or set(parts) != set(_TYPES):
        raise ValueError("parts")
    if any(type(parts[key]) is not wanted for key, wanted in _TYPES.items()) or parts["nature"] not in (
        "whole",
        "extract",
    ):
        raise ValueError("types")
    return Segment(**parts)


def open_segment(data: bytes, private: bytes, trusted: Trusted, name: str = "") -> tuple[Segment, tuple[Entry, ...]]:
    """Header and entries of a segment sealed to `private`, proven whole and signed by a device that is `trusted`."""
    header, begin = read_header(data, name)
    sealed, signature = data[begin:-_SIGNATURE], data[-_SIGNATURE:]
    public = trusted(header.signer)
    if public is None:
        raise Refused("E-BUNDLE-SENDER", file=name, device=header.signer.hex())
    if not signed_by(public, signature, _to_be_signed(data[:begin], sealed)):
        raise _damaged(name, "segment signature")
    entries = _entries(_unpressed(open_bytes(sealed, private, name), name), name)
    if not _as_announced(header, entries):
        raise _damaged(name, "segment entries")
    return header, entries


def _unpressed(data: bytes, name: str) -> bytes:
    """At most the largest lawful segment, whatever size the compressed data claims."""
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 23).stream_reader(data, read_across_frames=True) as reader:
            plain: bytes = reader.read(_LARGEST_PLAIN + 1)
    except zstandard.ZstdError as fault:
        raise _damaged(name, "zstd") from fault
    return plain


def _entries(plain: bytes, name: str) -> tuple[Entry, ...]:
    try:
        wires = unpack(plain)
    except ValueError as fault:
        raise _damaged(name, "segment entries") from fault
    if not isinstance(wires, list) or not all(type(wire) is bytes for wire in wires):
        raise _damaged(name, "segment entries")
    try:
        return tuple(decode(wire) for wire in wires)
    except Refused as refused:
        if refused.code == "E-LEDGER-NEWER":
            raise Refused("E-BUNDLE-NEWER", file=name, version="entry") from refused
        raise _damaged(name, "segment entries") from refused


def _as_announced(header: Segment, entries: Sequence[Entry]) -> bool:
    if not entries or len(entries) != header.n or any(entry.device != header.device for entry in entries):
        return False
    first, last = entries[0], entries[-1]
    if (first.seq, last.seq, first.prev, last.id) != (header.seq0, header.seq1, header.prev, header.head):
        return False
    return all(_follows(one, other, header.nature) for one, other in pairwise(entries))
