"""Writing a bundle: age(zstd(tar)) in one pass and flat memory, reread before it gets its name."""

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import zstandard

from lucheng_desktop.exchange import manifest, segment, tar
from lucheng_desktop.exchange.keys import fingerprint
from lucheng_desktop.exchange.manifest import HEADER, SENDER, SIGNATURE, SUMS, Header, Listed
from lucheng_desktop.exchange.opening import open_bundle
from lucheng_desktop.exchange.sealing import seal
from lucheng_desktop.exchange.segment import Nature, Sealer
from lucheng_desktop.exchange.tar import Member
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.signing import SigningKey, pem, public_of
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all; what it raises stops the work and leaves no file."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along: content id in hex, size in bytes, and how to get its plaintext piece by piece."""

    content: str
    name: str
    media_type: str
    size: int
    read: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Human:
    """A readable copy: history as text, a circular as PDF; `name` is a plain file name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a bundle is to hold. Ids are hex; an extract holds entries of `entities` alone; `heads`: device -> seq."""

    office: str
    device: str
    purpose: str
    created: str
    entries: Sequence[Entry]
    nature: Nature = "extract"
    entities: Sequence[str] = ()
    cases: Sequence[str] = ()
    attachments: Sequence[Attachment] = ()
    human: Sequence[Human] = ()
    heads: Mapping[str, int] = field(default_factory=dict)
    counter: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """The receipt: the finished file was reread; `verified` says it was also opened again with the sender's own key."""

    file: Path
    bytes: int
    volumes: int
    sha256: str
    bundle: str
    segments: int
    entries: int
    attachments: int
    readers: tuple[str, ...]
    verified: bool


def write(
    target: Path,
    parcel: Parcel,
    recipients: Sequence[bytes],
    device_key: SigningKey,
    *,
    own: bytes | None = None,
    explain: bool = False,
    progress: Progress = lambda done, total: None,
) -> Written:
    """Write `parcel` for the owners of raw X25519 keys; `own` (X25519 private, of one of them) opens it again.

    Refused with E-BUNDLE-WRITE when the medium fails; then, as after any other fault, nothing is left at `target`.
    """
    part = target.with_name(target.name + ".part")
    plan = _plan(parcel, tuple(recipients), device_key)
    try:
        written = _written(part, plan, parcel, device_key, progress)
        _reread(part, written)
        if own is not None:
            _reopen(part, plan.header, own, device_key)
        if explain:
            _explain(target)
        part.replace(target)
        _flush_folder(target.parent)
    except OSError as fault:
        key = "E-BUNDLE-WRITE/full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "E-BUNDLE-WRITE"
        raise Refused(key, file=target.name, reason=fault.strerror or str(fault)) from fault
    finally:
        _remove(part)
    header = plan.header
    return Written(
        target, written.size, 1, written.digest.hexdigest(), header.bundle, len(plan.segments), header.entries,
        len(header.attachments), header.readers, own is not None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    """The header and, in order, each member with the way to get its content."""

    header: Header
    segments: tuple[str, ...]
    contents: tuple[tuple[Member, Callable[[], Iterable[bytes]]], ...]
    readers: tuple[bytes, ...]


def _plan(parcel: Parcel, recipients: tuple[bytes, ...], key: SigningKey) -> _Plan:
    _check_scope(parcel)
    sealer = Sealer(bytes.fromhex(parcel.office), bytes.fromhex(parcel.device), key, recipients)
    runs = segment.runs(parcel.entries, parcel.nature)
    segments = {_name(run): segment.seal(run, parcel.nature, sealer) for run in runs}
    fixed = {SENDER: pem(public_of(key)), **segments} | {f"human/{copy.name}": copy.data for copy in parcel.human}
    attachments = {one.content: one for one in parcel.attachments}.values()
    contents = [(Member(name, len(data)), _given(data)) for name, data in fixed.items()]
    contents += [(Member(f"blob/{one.content}", one.size), one.read) for one in attachments]
    listed = tuple(Listed(one.content, one.name, one.media_type, one.size) for one in attachments)
    header = Header(
        format=manifest.FORMAT, min_reader=manifest.FORMAT, bundle=secrets.token_hex(16), counter=parcel.counter,
        office=parcel.office, sender=parcel.device, purpose=parcel.purpose,
        created=parcel.created, nature=parcel.nature,
        entities=tuple(parcel.entities), cases=tuple(parcel.cases), readers=tuple(map(fingerprint, recipients)),
        heads=dict(parcel.heads), entries=len({entry.id for entry in parcel.entries}), attachments=listed,
        members=tuple(member for member, _ in contents),
    )  # fmt: skip
    manifest.header_of(manifest.load(manifest.dump(header)))
    return _Plan(header, tuple(segments), tuple(contents), recipients)


def _check_scope(parcel: Parcel) -> None:
    """An extract never carries along what belongs to another case."""
    if parcel.nature == "extract" and {entry.entity.hex() for entry in parcel.entries} - set(parcel.entities):
        raise ValueError("entries of entities that are not handed over")


def _name(run: Sequence[Entry]) -> str:
    return manifest.segment_name(run[0].device, run[0].seq, run[-1].id)


def _given(data: bytes) -> Callable[[], Iterable[bytes]]:
    return lambda: (data,)


class _Digesting:
    """A file that hashes and counts what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)


def _written(part: Path, plan: _Plan, parcel: Parcel, key: SigningKey, progress: Progress) -> _Digesting:
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        digesting = _Digesting(file)
        seal(_pressed(_stream(plan, key, progress)), digesting, plan.readers)
        file.flush()
        os.fsync(file.fileno())
    return digesting


def _pressed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    press = zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj()
    for chunk in chunks:
        if pressed := press.compress(chunk):
            yield pressed
    yield press.flush()


def _stream(plan: _Plan, key: SigningKey, progress: Progress) -> Iterator[bytes]:
    """The tar stream: header, members, digests, signature, end."""
    stream = sha256()
    digests: list[tuple[str, bytes]] = []
    header = manifest.dump(plan.header)
    members = ((Member(HEADER, len(header)), _given(header)), *plan.contents)
    total, done = sum(member.size for member, _ in members), 0
    for member, read in members:
        digest = sha256()
        for kind, chunk in _member(member, read):
            stream.update(chunk)
            if kind:
                digest.update(chunk)
                done += len(chunk)
                progress(done, total)
            yield chunk
        digests.append((member.name, digest.digest()))
    sums = manifest.sums(stream.digest(), digests)
    for name, data in ((SUMS, sums), (SIGNATURE, key.sign(sums))):
        yield from (chunk for _, chunk in _member(Member(name, len(data)), _given(data)))
    yield tar.END


def _member(member: Member, read: Callable[[], Iterable[bytes]]) -> Iterator[tuple[bool, bytes]]:
    """Head, content and padding of one member, each with whether it is content."""
    yield False, tar.head(member)
    size = 0
    for chunk in read():
        size += len(chunk)
        yield True, chunk
    if size != member.size:
        raise ValueError(f"{member.name}: {size} bytes instead of {member.size}")
    yield False, tar.padding(size)


def _reread(part: Path, written: _Digesting) -> None:
    """Read back what the medium really holds."""
    digest = sha256()
    with part.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    if digest.digest() != written.digest.digest():
        raise Refused("E-BUNDLE-WRITE/reread", file=part.name.removesuffix(".part"))


def _reopen(part: Path, header: Header, own: bytes, key: SigningKey) -> None:
    """Open the finished file as a reader would and compare what it says with what was meant."""
    sender = bytes.fromhex(header.sender)
    opened = open_bundle(part, own, lambda device: public_of(key) if device == sender else None)
    if opened.header != header:
        raise Refused("E-BUNDLE-WRITE/reread", file=part.name.removesuffix(".part"))


def _explain(target: Path) -> None:
    """Put the sheet beside the bundle that says how to open it without this program."""
    sheet = words("exchange")
    (target.parent / sheet["sheet_name"]).write_text(sheet["sheet"].replace("BUNDLE", target.name), "utf-8")


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be flushed."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # the medium has gone, and the file with it
