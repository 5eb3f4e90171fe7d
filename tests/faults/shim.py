"""The library between this process and its disk: compiled when it is needed, loaded before everything else."""

import ctypes
import hashlib
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
WRITE, TRUNCATE, SYNC, CREATE, RENAME, UNLINK, MKDIR, RMDIR, LINK = range(1, 10)


def missing() -> str:
    """Why there can be no such library here, or nothing."""
    if sys.platform != "linux":
        return "LD_PRELOAD is Linux's"
    return "" if shutil.which("gcc") else "no gcc to compile tests/faults/shim.c"


def built() -> Path:
    """The compiled library, made once for each text of the source."""
    version = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    library = Path(tempfile.gettempdir()) / f"lucheng-faults-{os.getuid()}-{version}.so"
    if not library.exists():
        part = library.with_suffix(f".{os.getpid()}")
        options = ["-O1", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", "-ldl", "-lpthread"]
        subprocess.run(["gcc", "-o", part, SOURCE, *options], check=True)
        part.replace(library)
    return library


@dataclass(frozen=True, slots=True)
class Operation:
    """One change on its way to the disk."""

    what: int
    path: str
    offset: int
    data: bytes


class Shim:
    """The library as it stands in this process, which must have been started with it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_full.argtypes = self._library.faults_kill.argtypes = [ctypes.c_long]
        self._library.faults_full.restype = self._library.faults_kill.restype = ctypes.c_long

    def watch(self, folder: Path) -> None:
        """Mind the changes under `folder` from now on."""
        self._library.faults_watch(os.fsencode(folder))

    def record(self, log: Path | None) -> None:
        """Write every change into `log`, or stop."""
        self._library.faults_record(os.fsencode(log) if log else None)

    def full(self, after: int) -> int:
        """The disk is full after so many more changes that need room, until -1 is said; how many were still left."""
        return int(self._library.faults_full(after))

    def kill(self, after: int) -> int:
        """Kill this process at a change, -1 for never; how many changes there were since it was last asked."""
        return int(self._library.faults_kill(after))


def listening(log: Path) -> dict[str, str]:
    """What a process must find in its environment so that all that it and its children write is recorded."""
    return {"LD_PRELOAD": str(built()), "LUCHENG_FAULTS_WATCH": "/", "LUCHENG_FAULTS_RECORD": str(log)}


def spilled(log: Path, marks: Sequence[bytes], but: Collection[str] = ()) -> set[str]:
    """Files, also those long gone, into which a mark was written; `but`: endings of names that may hold it."""
    tails: dict[str, bytes] = {}
    found, longest = set(), max(map(len, marks))
    for operation in read(log):
        if operation.what == WRITE and not operation.path.endswith(tuple(but)):
            content = tails.get(operation.path, b"") + operation.data
            if any(mark in content for mark in marks):
                found.add(operation.path)
            tails[operation.path] = content[-longest:]
    return found


def read(log: Path) -> Iterator[Operation]:
    """The changes a recording holds, in the order the process made them."""
    with log.open("rb") as file:
        while head := file.read(24):
            what, name, offset, length = struct.unpack("<IIQQ", head)
            path = os.fsdecode(file.read(name))
            yield Operation(what, path, offset, file.read(length) if what in (WRITE, RENAME, LINK) else b"")
