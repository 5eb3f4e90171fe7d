"""The write-ahead log read without the engine, which would take a changed byte for the end and drop what follows.

Header 32 bytes, then frames of 24 + 4096: page number, size of the database after a commit or 0, two salts, two sums
that run on from frame to frame. Two commits behind a frame that does not add up cannot be a power cut: each commit
was on the disk before the next began.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.vault.pages import PAGE

_HEAD, _FRAME = 32, 24 + PAGE
Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Log:
    """What lies in a log: frames that add up, and commits behind the first one that does not."""

    header: bool
    sound: int
    commits_behind: int

    @property
    def damaged(self) -> bool:
        """Whether commits that were told as saved lie behind a change."""
        return self.commits_behind >= (2 if self.header else 1)


def read(path: Path) -> Log:
    """Walk the log; a missing or empty one is sound."""
    if not path.exists() or path.stat().st_size <= _HEAD:
        return Log(True, 0, 0)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        frames = list(iter(lambda: file.read(_FRAME), b""))
    header = _sums(head[:24], (0, 0), head) == struct.unpack(">II", head[24:32])
    salts = head[16:24] if header else frames[0][8:16]
    sound = sum(1 for _ in _adding_up(head, frames)) if header else 0
    return Log(header, sound, sum(_commits(frame, salts) for frame in frames[sound:]))


def _adding_up(head: bytes, frames: list[bytes]) -> Iterator[bytes]:
    sums = struct.unpack(">II", head[24:32])
    for frame in frames:
        if len(frame) != _FRAME or frame[8:16] != head[16:24]:
            return
        sums = _sums(frame[24:], _sums(frame[:8], sums, head), head)
        if sums != struct.unpack(">II", frame[16:24]):
            return
        yield frame


def _commits(frame: bytes, salts: bytes) -> bool:
    return len(frame) == _FRAME and frame[8:16] == salts and frame[4:8] != bytes(4)


def _sums(data: bytes, sums: Sums, head: bytes) -> Sums:
    """SQLite's two running sums over words of four bytes."""
    order = ">" if head[3] & 1 else "<"  # the last bit of the magic number says how the words are read
    first, second = sums
    for even, odd in struct.iter_unpack(order + "II", data):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
