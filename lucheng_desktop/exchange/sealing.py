"""age around a stream, in flat memory: sealed while it is produced, opened while it is consumed."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import BinaryIO, Never, Protocol

import pyrage

from lucheng_desktop.exchange.keys import identity, recipient
from lucheng_desktop.refusal import Refused

_HELD = 8
"""Chunks of 64 KiB that may wait between decryption and reader."""


class Sink(Protocol):
    """Anything bytes are written to."""

    def write(self, data: bytes, /) -> int: ...


class Source(Protocol):
    """Anything bytes are read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Produced(io.RawIOBase):
    """A generator of chunks, read like a file; remembers why it failed, because age passes on only a text."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = memoryview(b"")
        self.fault: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._chunks))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


class _Written(io.RawIOBase):
    """A file that remembers why writing failed."""

    def __init__(self, file: Sink) -> None:
        self._file = file
        self.fault: BaseException | None = None

    def write(self, data: bytes) -> int:  # type: ignore[override]
        try:
            return self._file.write(data)
        except OSError as fault:
            self.fault = fault
            raise


def seal(chunks: Iterable[bytes], file: Sink, readers: Sequence[bytes]) -> None:
    """Write age(`chunks`) to `file` for the owners of the raw X25519 public keys `readers`."""
    produced, written = _Produced(chunks), _Written(file)
    try:
        pyrage.encrypt_io(produced, written, [recipient(public) for public in readers])
    except pyrage.EncryptError as fault:
        raise produced.fault or written.fault or fault from None


def seal_bytes(data: bytes, readers: Sequence[bytes]) -> bytes:
    """age(`data`) in memory; for a segment, never for an attachment."""
    sealed: bytes = pyrage.encrypt(data, [recipient(public) for public in readers])
    return sealed


def open_bytes(data: bytes, private: bytes, name: str) -> bytes:
    """What `seal_bytes` sealed, or Refused (E-BUNDLE-RECIPIENT, E-BUNDLE-DAMAGED)."""
    try:
        opened: bytes = pyrage.decrypt(data, [identity(private)])
    except pyrage.DecryptError as fault:
        _refuse(fault, name)
    return opened


def _refuse(fault: Exception, name: str) -> Never:
    key = "E-BUNDLE-RECIPIENT" if "matching keys" in str(fault).lower() else "E-BUNDLE-DAMAGED"
    raise Refused(key, file=name, what="age") from fault


class _Read(io.RawIOBase):
    """A file that remembers why reading failed: age reports damage and a broken medium alike."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except OSError as fault:
            self.fault = fault
            raise


class _Flow(io.RawIOBase):
    """Turns age's pushing into pulling: one thread decrypts a few chunks ahead of the reader."""

    def __init__(self, file: BinaryIO, private: bytes, name: str) -> None:
        self._chunks: Queue[bytes | Exception] = Queue(_HELD)
        self._rest = memoryview(b"")
        self._over = False
        self._abandoned = False
        self._name = name
        self._thread = Thread(target=self._decrypt, args=(file, identity(private)), name="age", daemon=True)
        self._thread.start()

    def _decrypt(self, file: BinaryIO, key: object) -> None:
        end: bytes | Exception = ChildProcessError("decryption died")
        source = _Read(file)
        try:
            pyrage.decrypt_io(source, self, [key])
            end = b""
        except (pyrage.DecryptError, OSError) as fault:
            end = source.fault or pyrage.DecryptError(str(fault))
        finally:
            self._chunks.put(end)

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self._abandoned:
            raise BrokenPipeError
        if data:
            self._chunks.put(bytes(data))
        return len(data)

    def read(self, size: int = -1) -> bytes:
        if not self._rest and not self._over:
            self._next()
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)

    def _next(self) -> None:
        chunk = self._chunks.get()
        if isinstance(chunk, Exception):
            self._over = True
            if not isinstance(chunk, pyrage.DecryptError):
                raise chunk
            _refuse(chunk, self._name)
        self._over = not chunk
        self._rest = memoryview(chunk)

    def stop(self) -> None:
        """End the thread, whether or not everything was read."""
        self._abandoned = True
        while not self._chunks.empty():
            self._chunks.get()
        self._thread.join()


@contextmanager
def opened(path: Path, private: bytes) -> Iterator[Source]:
    """The plaintext of an age file as a stream; faults are refused in the middle of reading (see `open_bytes`)."""
    with path.open("rb") as file:
        flow = _Flow(file, private, path.name)
        try:
            yield flow
        finally:
            flow.stop()
