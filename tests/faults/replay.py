"""A disk that keeps only what it was made to keep: changes replayed, then the power goes and the rest is up to chance.

What was synced stays. Of what was not, each write may be lost, come late or arrive in torn pieces of 512 bytes, and a
folder that was not synced shows its newest names or older ones, in the order they were given.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePath

from tests.faults.shim import CREATE, LINK, MKDIR, RENAME, RMDIR, SYNC, TRUNCATE, UNLINK, WRITE, Operation

SECTOR = 512
_TORN = 0.3


@dataclass(eq=False, slots=True)
class File:
    """Content that is safe, and changes to it that are not yet."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, data), or (length, None) for a cut."""

    def sync(self) -> None:
        for offset, data in self.waiting:
            _apply(self.safe, offset, data)
        self.waiting.clear()


@dataclass(eq=False, slots=True)
class Folder:
    """Names that are safe, names as they stand, and the changes between."""

    safe: dict[str, "File | Folder"] = field(default_factory=dict)
    now: dict[str, "File | Folder"] = field(default_factory=dict)
    waiting: list[dict[str, "File | Folder | None"]] = field(default_factory=list)
    """Each change shows whole or not at all."""

    def change(self, names: dict[str, "File | Folder | None"]) -> None:
        _rename(self.now, names)
        self.waiting.append(names)

    def sync(self) -> None:
        for names in self.waiting:
            _rename(self.safe, names)
        self.waiting.clear()


def _rename(known: dict[str, File | Folder], names: dict[str, File | Folder | None]) -> None:
    for name, node in names.items():
        if node is None:
            known.pop(name, None)
        else:
            known[name] = node


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
    content.extend(bytes(max(0, offset - len(content))))
    if data is not None:
        content[offset : offset + len(data)] = data


class Disk:
    """The folder that was recorded, from the state it had before the first change."""

    def __init__(self, root: Path) -> None:
        self._root = PurePath(root)
        self._top = _loaded(root)

    def replay(self, operation: Operation) -> None:
        """Let one change happen."""
        folder, name = self._place(operation.path)
        if operation.what == RENAME:
            self._rename(folder, name, *self._place(operation.data.decode()))
        elif operation.what == LINK:
            target, new = self._place(operation.data.decode())
            target.change({new: folder.now[name]})
        elif operation.what in (CREATE, MKDIR):
            folder.change({name: File() if operation.what == CREATE else Folder()})
        elif operation.what in (UNLINK, RMDIR):
            folder.change({name: None})
        elif (node := folder.now.get(name) if name else folder) is not None:
            _touch(node, operation)

    def _rename(self, source: Folder, old: str, target: Folder, new: str) -> None:
        node = source.now[old]
        if source is target:
            source.change({old: None, new: node})
        else:
            target.change({new: node})
            source.change({old: None})

    def _place(self, path: str) -> tuple[Folder, str]:
        """The folder of a path and its name there; the root has no name."""
        parts = PurePath(path).relative_to(self._root).parts
        folder = self._top
        for part in parts[:-1]:
            inner = folder.now.get(part)
            if not isinstance(inner, Folder):
                return Folder(), "gone"
            folder = inner
        return folder, parts[-1] if parts else ""

    def cut(self, chance: random.Random, to: Path) -> None:
        """What a power cut now may leave, written out as files."""
        luck = chance.choice((0.0, 0.5, 0.9, 1.0, chance.random()))
        _write(self._top, chance, luck, to)


def _loaded(folder: Path) -> Folder:
    made = Folder()
    for path in folder.iterdir():
        made.safe[path.name] = _loaded(path) if path.is_dir() else File(bytearray(path.read_bytes()))
    made.now = dict(made.safe)
    return made


def _touch(node: File | Folder, operation: Operation) -> None:
    if operation.what == SYNC:
        node.sync()
    elif isinstance(node, File):
        node.waiting.append((operation.offset, operation.data if operation.what == WRITE else None))
        assert operation.what in (WRITE, TRUNCATE)


def _write(folder: Folder, chance: random.Random, luck: float, to: Path) -> None:
    to.mkdir()
    names = dict(folder.safe)
    for change in folder.waiting[: _survivors(chance, luck, len(folder.waiting))]:
        _rename(names, change)
    for name, node in names.items():
        if isinstance(node, Folder):
            _write(node, chance, luck, to / name)
        else:
            (to / name).write_bytes(_content(node, chance, luck))


def _survivors(chance: random.Random, luck: float, count: int) -> int:
    return count if luck == 1.0 else 0 if luck == 0.0 else chance.randint(0, count)


def _content(file: File, chance: random.Random, luck: float) -> bytes | bytearray:
    """Safe content with some of the waiting changes, some of them torn."""
    if not file.waiting or luck == 0.0:
        return file.safe
    content = bytearray(file.safe)
    for offset, data in file.waiting:
        if chance.random() <= luck:
            torn = data is not None and luck < 1.0 and chance.random() < _TORN
            for start, piece in _pieces(chance, offset, data or b"") if torn else [(offset, data)]:
                _apply(content, start, piece)
    return content


def _pieces(chance: random.Random, offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The sectors of a write that arrived."""
    edges = [offset, *range(offset - offset % SECTOR + SECTOR, offset + len(data), SECTOR), offset + len(data)]
    for start, stop in pairwise(edges):
        if chance.random() < 0.5:
            yield start, data[start - offset : stop - offset]
