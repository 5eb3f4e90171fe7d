"""Opening a bundle: everything is proven before any part of it is given away."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from lucheng_desktop.exchange import manifest, tar
from lucheng_desktop.exchange.keys import fingerprint, public_of
from lucheng_desktop.exchange.manifest import HEADER, SENDER, SIGNATURE, SUMS, Header, Listed, segment_name, sums
from lucheng_desktop.exchange.sealing import Source, opened
from lucheng_desktop.exchange.segment import Segment, Trusted, open_segment
from lucheng_desktop.exchange.tar import Member
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.signing import pem, signed_by
from lucheng_desktop.refusal import Refused

_FREE_SIZE, _MOST_TIMES = 4 << 30, 200
"""A stream may have so many bytes in any case, and beyond them so many times its file's: more is a trap, not a case."""
_LARGEST_SEGMENT = 8 << 20
_WINDOW = 1 << 23
_AGE = b"age-encryption.org/v1\n"
_LONGEST_AGE_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a bundle shows to anybody: size, digest, for how many readers. Sender and content are sealed."""

    file: Path
    bytes: int
    sha256: str
    readers: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was proven whole, from a registered device, for this reader. Parts are read anew from the file."""

    seen: Inspected
    header: Header
    segments: tuple[Segment, ...]
    _digests: Mapping[str, bytes] = field(repr=False)
    _private: bytes = field(repr=False)
    _trusted: Trusted = field(repr=False)

    def entries(self) -> Iterator[Entry]:
        """All entries, in order of device and number."""
        for name, content in self._contents("seg/"):
            yield from open_segment(b"".join(content), self._private, self._trusted, name)[1]

    def attachments(self) -> Iterator[tuple[Listed, Iterator[bytes]]]:
        """Each attachment with its plaintext, which must be taken before the next one is asked for."""
        listed = {f"blob/{one.content}": one for one in self.header.attachments}
        for name, content in self._contents("blob/"):
            yield listed[name], content

    def human(self) -> Iterator[tuple[str, bytes]]:
        """The readable copies: file name and content."""
        for name, content in self._contents("human/"):
            yield name.removeprefix("human/"), b"".join(content)

    def _contents(self, folder: str) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Read the file again and compare what is given away with what was proven."""
        with _stream(self.seen.file, self._private) as source:
            while (member := tar.next_member(source)) and member.name != SUMS:
                content = self._proven(member, source)
                if member.name.startswith(folder):
                    yield member.name, content
                for _ in content:
                    pass
                tar.exactly(source, -member.size % tar.BLOCK)

    def _proven(self, member: Member, source: Source) -> Iterator[bytes]:
        digest = sha256()
        for piece in tar.pieces(source, member.size):
            digest.update(piece)
            yield piece
        if digest.digest() != self._digests.get(member.name):
            raise Refused("E-BUNDLE-DAMAGED", file=self.seen.file.name, what=member.name)


@contextmanager
def _stream(path: Path, private: bytes) -> Iterator[Source]:
    """The tar stream inside the file, never longer than its file can honestly hold; faults are refused in words."""
    try:
        limit = max(_FREE_SIZE, _MOST_TIMES * path.stat().st_size)
        with opened(path, private) as sealed:
            press = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
            with press.stream_reader(cast(BinaryIO, sealed), read_across_frames=True) as plain:
                yield _Limited(plain, limit)
    except OSError as fault:
        raise Refused("E-BUNDLE-READ", file=path.name, reason=fault.strerror or str(fault)) from fault
    except (zstandard.ZstdError, ValueError) as fault:
        raise Refused("E-BUNDLE-DAMAGED", file=path.name, what=str(fault)) from fault


class _Limited:
    """A source that ends with a fault where a bomb begins."""

    def __init__(self, source: Source, limit: int) -> None:
        self._source = source
        self._left = limit

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise ValueError("too long")
        return data


class _Proof:
    """One walk through the whole stream that believes nothing."""

    def __init__(self, path: Path, source: Source, private: bytes, trusted: Trusted) -> None:
        self._name = path.name
        self._source = source
        self._private = private
        self._trusted = trusted
        self._stream = sha256()
        self.digests: dict[str, bytes] = {}
        self.segments: list[Segment] = []
        self.ids: set[bytes] = set()

    def header(self) -> Header:
        """HEADER.json, if it is lawful and names this reader."""
        member = self._expect(HEADER)
        if member.size > manifest.LARGEST_HEADER:
            raise ValueError(HEADER)
        data = self._content(member)
        parts = manifest.load(data)
        if manifest.newer(parts):
            raise Refused("E-BUNDLE-NEWER", file=self._name, version=parts["min_reader"])
        header = manifest.header_of(parts)
        if manifest.dump(header) != data:
            raise ValueError(HEADER)
        if fingerprint(public_of(self._private)) not in header.readers:
            raise Refused("E-BUNDLE-RECIPIENT", file=self._name)
        return header

    def _expect(self, name: str, size: int | None = None) -> Member:
        member = tar.next_member(self._source)
        if member is None or member.name != name or size not in (None, member.size):
            raise ValueError(name)
        self._stream.update(tar.head(member))
        return member

    def _content(self, member: Member) -> bytes:
        return b"".join(self._pieces(member))

    def _pieces(self, member: Member) -> Iterator[bytes]:
        digest = sha256()
        for piece in tar.pieces(self._source, member.size):
            digest.update(piece)
            self._stream.update(piece)
            yield piece
        padding = tar.exactly(self._source, -member.size % tar.BLOCK)
        if any(padding):
            raise ValueError("padding")
        self._stream.update(padding)
        self.digests[member.name] = digest.digest()

    def sender(self, header: Header) -> bytes:
        """The raw key of the sending device, as this office registered it."""
        public = self._trusted(bytes.fromhex(header.sender))
        if public is None:
            raise Refused("E-BUNDLE-SENDER", file=self._name, device=header.sender)
        return public

    def members(self, header: Header, public: bytes) -> None:
        """Every announced member in its order, each segment opened and held against the header."""
        for announced in header.members:
            member = self._expect(announced.name, announced.size)
            if member.name.startswith("seg/"):
                self._segment(member, header)
            elif member.name == SENDER:
                self._sender_key(member, public)
            else:
                for _ in self._pieces(member):
                    pass
        if len(self.ids) != header.entries:
            raise ValueError("entries")

    def _sender_key(self, member: Member, public: bytes) -> None:
        expected = pem(public)
        if member.size != len(expected) or self._content(member) != expected:
            raise ValueError(SENDER)

    def _segment(self, member: Member, header: Header) -> None:
        if member.size > _LARGEST_SEGMENT:
            raise ValueError(member.name)
        found, entries = open_segment(self._content(member), self._private, self._trusted, self._name)
        belongs = found.office.hex() == header.office and found.nature == header.nature
        if not belongs or member.name != segment_name(found.device, found.seq0, found.head):
            raise ValueError(member.name)
        for entry in entries:
            if entry.id in self.ids or (header.nature == "extract" and entry.entity.hex() not in header.entities):
                raise ValueError(member.name)
            self.ids.add(entry.id)
        self.segments.append(found)

    def end(self, public: bytes) -> None:
        """The digests of all before, signed by `public`, and nothing after them."""
        expected = sums(self._stream.digest(), self.digests.items())
        found = self._content(self._expect(SUMS, len(expected)))
        signature = self._content(self._expect(SIGNATURE, 64))
        if found != expected or not signed_by(public, signature, found) or tar.next_member(self._source) is not None:
            raise ValueError("signature")


def open_bundle(path: Path, agree_private: bytes, trusted: Trusted) -> Opened:
    """Prove the whole file for the owner of a raw X25519 key; `trusted` knows the registered devices.

    Refused: E-BUNDLE-DAMAGED, E-BUNDLE-RECIPIENT, E-BUNDLE-SENDER, E-BUNDLE-NEWER, E-BUNDLE-READ.
    """
    seen = inspect(path)
    with _stream(path, agree_private) as source:
        proof = _Proof(path, source, agree_private, trusted)
        header = proof.header()
        public = proof.sender(header)
        proof.members(header, public)
        proof.end(public)
    digests = dict(proof.digests)
    return Opened(seen, header, tuple(proof.segments), digests, agree_private, trusted)


def inspect(path: Path) -> Inspected:
    """What can be known of a bundle without any key; Refused when it is no bundle or cannot be read."""
    digest, size = sha256(), 0
    try:
        with path.open("rb") as file:
            readers = _readers(file.read(_LONGEST_AGE_HEADER), path.name)
            file.seek(0)
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except OSError as fault:
        raise Refused("E-BUNDLE-READ", file=path.name, reason=fault.strerror or str(fault)) from fault
    return Inspected(path, size, digest.hexdigest(), readers)


def _readers(start: bytes, name: str) -> int:
    """How many X25519 keys the age header was made for."""
    head, end, _ = start.partition(b"\n--- ")
    if not start.startswith(_AGE) or not end:
        raise Refused("E-BUNDLE-DAMAGED", file=name, what="age")
    return head.count(b"\n-> X25519 ")
