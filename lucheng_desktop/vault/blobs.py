"""Attachments as files of their own: AES-256-GCM in chunks of 1 MiB, named by a keyed hash of their SHA-256.

File: magic, format, suite, chunk size as a power of two, generation of the key (format 2; format 1 is the first), 32
random bytes; then chunks, each with a counter and a last flag in its nonce, so that a cut, a swap or an addition is
found. The header is bound to every chunk.
"""

import hashlib
import io
import os
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable
from lucheng_desktop.vault.keys import SUITE, MasterKey, hkdf, wipe

CHUNK_POWER = 20
_CHUNK = 1 << CHUNK_POWER
_TAG = 16
_PUSHED = 8
"""After so many chunks the system is asked to begin writing to the disk, so that the last sync has little left."""
ASIDE, UNCLAIMED = "damaged", "unclaimed"
"""Folders of files that are kept and no longer used."""
_FIRST, _NUMBERED = (b"LCBL" + bytes((form, SUITE, CHUNK_POWER)) for form in (1, 2))
"""Beginnings of a file: of the first generation, and of one whose number follows in four bytes."""
_MAGIC, _NUMBER, _RANDOM = 7, 4, 32


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the vault: its name, and size and SHA-256 of the content."""

    file: str
    bytes: int
    sha256: str


@durable.full_disk_named()
def store(folder: Path, master: MasterKey, source: Path | bytes | BinaryIO) -> Stored:
    """Encrypt a file, bytes or a stream into the folder; equal content is one file. Refused `E-ATTACHMENT-SOURCE`."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{os.urandom(16).hex()}{durable.PART}"
    try:
        with _opened(source) as plain, part.open("xb") as file:
            stored = _encrypt(master, plain, file, _name(source))
            durable.flush(file)
        _settle(folder, part, stored.file)
        return stored
    finally:
        part.unlink(missing_ok=True)


def _settle(folder: Path, part: Path, name: str) -> None:
    """A file that is there already is replaced by its equal, which also heals a damaged one."""
    target = path_of(folder, name)
    if not target.parent.is_dir():
        target.parent.mkdir(mode=0o700)
        durable.sync_folder(folder)
    durable.settle(part, target)


class _Stream(io.RawIOBase):
    """Chunks as a file to read from, so that an attachment of any size passes through one chunk of memory."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = next(self._chunks, b"")
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length


def flowing(chunks: Iterator[bytes]) -> BinaryIO:
    """Chunks as a source for `store`."""
    return cast(BinaryIO, _Stream(chunks))


def path_of(folder: Path, name: str) -> Path:
    """Where the file of that name lies."""
    return folder / name[:2] / name


def _opened(source: Path | bytes | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as fault:
        raise Refused("E-ATTACHMENT-SOURCE", name=source.name) from fault


def _name(source: Path | bytes | BinaryIO) -> str:
    return source.name if isinstance(source, Path) else ""


def _new_head(generation: int) -> bytes:
    start = _FIRST if generation == 1 else _NUMBERED + generation.to_bytes(_NUMBER, "big")
    return start + os.urandom(_RANDOM)


def _read_head(file: BinaryIO) -> bytes:
    """The header, or nothing when it is none of ours."""
    start = file.read(_MAGIC)
    if start not in (_FIRST, _NUMBERED):
        return b""
    rest = _RANDOM if start == _FIRST else _NUMBER + _RANDOM
    head = start + file.read(rest)
    return head if len(head) == _MAGIC + rest else b""


def generation_of(folder: Path, file: str) -> int | None:
    """Under which generation's key a file lies; None when it is not there or none of ours."""
    try:
        with path_of(folder, file).open("rb") as opened:
            return _generation(head) if (head := _read_head(opened)) else None
    except OSError:
        return None


def _generation(head: bytes) -> int:
    return 1 if head.startswith(_FIRST) else int.from_bytes(head[_MAGIC : _MAGIC + _NUMBER], "big")


def _cipher(master: MasterKey, head: bytes) -> AESGCM | None:
    """The cipher of one file, or None when the key of its generation is unknown."""
    outer = master.blob_key(_generation(head))
    if outer is None:
        return None
    key = hkdf(outer, head, b"lucheng/blob/1")
    cipher = AESGCM(key)
    wipe(outer)
    wipe(key)
    return cipher


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((last,))


def _encrypt(master: MasterKey, plain: BinaryIO, file: BinaryIO, name: str) -> Stored:
    head = _new_head(master.generation)
    cipher, out = _cipher(master, head), bytearray(_CHUNK + _TAG)
    assert cipher
    sha256, total = hashlib.sha256(), 0
    file.write(head)
    with ThreadPoolExecutor(1) as beside:  # reads and hashes on one core while the other encrypts and writes
        for number, chunk, last in _hashed(plain, sha256, beside, Refused("E-ATTACHMENT-SOURCE", name=name)):
            total += len(chunk)
            with memoryview(out)[: len(chunk) + _TAG] as place:
                cipher.encrypt_into(_nonce(number, last), chunk, head, place)
                file.write(place)
            if number % _PUSHED == _PUSHED - 1:
                durable.push(file, _PUSHED * _CHUNK)
    return Stored(_named(master, sha256.digest()), total, sha256.hexdigest())


def _hashed(
    file: BinaryIO, known: "hashlib._Hash", beside: ThreadPoolExecutor, unreadable: Refused
) -> Iterator[tuple[int, memoryview, bool]]:
    """As `_chunks`, each chunk hashed; three buffers: one is used, one is known to follow, one is being filled."""
    buffers = [bytearray(_CHUNK) for _ in range(3)]

    def fetch(number: int) -> int:
        length = _fill(file, buffer := buffers[number % 3], unreadable)
        known.update(memoryview(buffer)[:length])
        return length

    number, length = 0, fetch(0)
    coming = beside.submit(fetch, 1)
    while True:
        following = coming.result() if length == _CHUNK else 0
        if following == _CHUNK:
            coming = beside.submit(fetch, number + 2)
        yield number, memoryview(buffers[number % 3])[:length], not following
        if not following:
            return
        number, length = number + 1, following


def _named(master: MasterKey, sha256: bytes) -> str:
    """The name of a content: nobody without the key can tell from it whether a document he knows is there."""
    key = master.derive("blob-name")
    try:
        return hashlib.blake2b(sha256, key=key, digest_size=32).hexdigest()
    finally:
        wipe(key)


def _chunks(file: BinaryIO, size: int, unreadable: Refused) -> Iterator[tuple[int, memoryview, bool]]:
    """(number, chunk, whether it is the last), reading one ahead; two buffers, whatever the file's size."""
    current, ahead = bytearray(size), bytearray(size)
    length, number = _fill(file, current, unreadable), 0
    while True:
        following = _fill(file, ahead, unreadable) if length == size else 0
        yield number, memoryview(current)[:length], not following
        if not following:
            return
        current, ahead, length, number = ahead, current, following, number + 1


def _fill(file: BinaryIO, buffer: bytearray, unreadable: Refused) -> int:
    """Read until the buffer is full or the file ends."""
    length = 0
    with memoryview(buffer) as view:
        try:
            while length < len(buffer) and (count := file.readinto(view[length:])):  # type: ignore[attr-defined]
                length += count
        except OSError as fault:
            raise unreadable from fault
    return length


def read(folder: Path, master: MasterKey, file: str, name: str, sha256: str = "") -> Iterator[bytes]:
    """The content in chunks; Refused `E-ATTACHMENT-DAMAGED` as soon as a byte is not what was stored.

    `sha256`: of the content; another file of this vault in its place is refused before the last chunk is handed out.
    """
    known = hashlib.sha256()
    with _found(path_of(folder, file), name) as opened:
        head = _read_head(opened)
        cipher = _cipher(master, head) if head else None
        if cipher is None:
            raise Refused("E-ATTACHMENT-DAMAGED", name=name)
        for number, chunk, last in _chunks(opened, _CHUNK + _TAG, Refused("E-ATTACHMENT-DAMAGED", name=name)):
            content = _decrypted(cipher, _nonce(number, last), chunk, head, name)
            known.update(content if sha256 else b"")
            if last and sha256 and known.hexdigest() != sha256:
                raise Refused("E-ATTACHMENT-DAMAGED/exchanged", name=name)
            yield content


def _found(path: Path, name: str) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as fault:
        raise Refused("E-ATTACHMENT-DAMAGED/absent", name=name) from fault


def _decrypted(cipher: AESGCM, nonce: bytes, chunk: memoryview, head: bytes, name: str) -> bytes:
    try:
        return cipher.decrypt(nonce, chunk, head)
    except (InvalidTag, ValueError) as fault:
        raise Refused("E-ATTACHMENT-DAMAGED", name=name) from fault


def unclaimed(folder: Path, referenced: Collection[str]) -> list[Path]:
    """The files that nothing refers to; the time of a file says nothing."""
    return [path for path in folder.glob("??/*") if path.name not in referenced]


def set_aside(folder: Path, file: str, name: str = ASIDE) -> bool:
    """Put a file, if it is there, into a folder where nothing looks for it: kept, its name free for a sound one."""
    aside = folder / name
    aside.mkdir(mode=0o700, exist_ok=True)
    places = (aside / f"{file}.{number}" for number in range(10_000))
    try:
        durable.settle(path_of(folder, file), next(place for place in places if not place.exists()))
    except FileNotFoundError:
        return False
    return True


def sweep(folder: Path) -> None:
    """Remove what a crash left unfinished; only under the vault's lock."""
    for part in folder.glob(f"*{durable.PART}"):
        part.unlink(missing_ok=True)
