"""A case with two officers' entries, an attachment and readable copies, packed for tests."""

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lucheng_desktop.exchange import keys
from lucheng_desktop.exchange.bundle import Attachment, Human, Parcel, Written, write
from lucheng_desktop.ledger.entry import Entry
from tests.ledger.writers import ENTITY, Writer, ident

OFFICE = ident("鹿城区纪委监委")
SENDER = ident("pc 赵")
OTHER_CASE = ident("another case")
DEVICE_KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"device").digest())
DEVICE_PUBLIC = DEVICE_KEY.public_key().public_bytes_raw()
READER, SECOND, STRANGER = (sha256(name).digest() for name in (b"reader", b"second", b"stranger"))


def trusted(device: bytes) -> bytes | None:
    return DEVICE_PUBLIC if device == SENDER else None


def case_entries(count: int = 12) -> list[Entry]:
    """Entries of one case by two PCs, with those of another case between them."""
    first, second = Writer("赵"), Writer("钱")
    for number in range(count // 2):
        first.set(summary=f"反映虚报进度（第{number}稿）" * 5)
        first.write("set", {"summary": "别案内容"}, entity=OTHER_CASE)
        second.hear(first)
        second.move(f"step{number}", f"s{number}", f"s{number + 1}")
        first.hear(second)
    return [entry for entry in first.entries if entry.entity == ENTITY]


def attachment(data: bytes, name: str = "会议纪要“终稿”.pdf") -> Attachment:
    return Attachment(
        sha256(b"office key" + data).hexdigest(), name, "application/pdf", len(data), lambda: in_pieces(data)
    )


def in_pieces(data: bytes, size: int = 70_001) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


BLOB = os.urandom(200_000) + bytes(100_000)


def parcel(**changed: Any) -> Parcel:
    given: dict[str, Any] = {
        "office": OFFICE.hex(),
        "device": SENDER.hex(),
        "purpose": "移送审理",
        "created": "2026-03-02T09:30:00+08:00",
        "entries": case_entries(),
        "entities": [ENTITY.hex()],
        "cases": ["鹿信〔2026〕7号"],
        "attachments": [attachment(BLOB), attachment("笔录".encode(), "谈话笔录.txt")],
        "human": [Human("历史.txt", "2026-03-01 赵 摘要：甲 → 乙".encode()), Human("鹿纪〔2026〕1号.pdf", b"%PDF-1.7")],
        "heads": {SENDER.hex(): 40},
        "counter": 3,
    }
    return Parcel(**(given | changed))


def packed(
    target: Path, readers: Iterable[bytes] = (READER, SECOND), own: bytes | None = None, **changed: Any
) -> Written:
    return write(target, parcel(**changed), [keys.public_of(reader) for reader in readers], DEVICE_KEY, own=own)


def plain(file: Path) -> bytes:
    """The tar stream inside a bundle, as a reader with evil intent gets it."""
    pressed = pyrage.decrypt(file.read_bytes(), [keys.identity(READER)])
    return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(pressed)).read()


def members(stream: bytes) -> list[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(stream)) as archive:
        return [(one.name, archive.extractfile(one).read()) for one in archive]  # type: ignore[union-attr]


def forged(file: Path, stream: bytes, tail: bytes = b"") -> Path:
    """What such a reader can make of it: any stream, sealed again for everybody."""
    pressed = zstandard.compress(stream, 3) + tail
    file.write_bytes(pyrage.encrypt(pressed, [keys.recipient(keys.public_of(reader)) for reader in (READER, SECOND)]))
    return file
