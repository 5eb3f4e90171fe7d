"""Which font file fills which slot: the office's own files first, then faces the system has, then the bundled ones."""

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import file_digest
from pathlib import Path
from typing import Any

from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

SETTING = "LUCHENG_FONTS"
"""Names the folder of the office's own font files."""
SLOTS = ("biaosong", "fangsong", "kai", "hei", "song")
WHOLE, RARE = "whole", "rare"
"""The bundled 宋体 where another one fills its slot, and a face of characters beyond it where there is one."""
SUFFIXES = frozenset({".ttf", ".ttc", ".otf", ".otc"})
_NAMES = (1, 4, 6, 16)
_RESTRICTED, _USAGE, _NO_SUBSET, _BITMAP = 0x2, 0xF, 0x100, 0x200


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: `number` of the face inside a collection, `origin` office, system or bundled."""

    slot: str
    file: Path
    family: str
    origin: str
    number: int = 0
    known: str = ""
    """SHA-256 of a bundled file."""

    @property
    def name(self) -> str:
        """How the PDF writer knows it."""
        return f"lucheng-{self.slot}"


@cache
def sha256(face: Face) -> str:
    """SHA-256 of the file in hex."""
    if face.known:
        return face.known
    with face.file.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@cache
def _known() -> Mapping[str, Any]:
    return tomllib.loads(resource("fonts", "known.toml").read_text("utf-8"))


def bundled() -> dict[str, Face]:
    """The faces that come with the program."""
    rows = tomllib.loads(resource("fonts", "manifest.toml").read_text("utf-8"))["face"]
    return {row["slot"]: Face(row["slot"], resource("fonts", row["file"]), row["family"], "bundled", 0, row["sha256"])
            for row in rows}


def own_folder() -> Path:
    """Where the office puts its own font files."""
    if named := os.environ.get(SETTING):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Lucheng" / "fonts"
    return Path("/etc/lucheng-desktop/fonts")


def system_folders() -> tuple[Path, ...]:
    """Where the system keeps its fonts."""
    if sys.platform == "win32":
        return (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",)
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local" / "share" / "fonts")


def find(own: Path, system: Sequence[Path]) -> dict[str, Face]:
    """The face of every slot; refused E-FONT when a file that the office chose may not or cannot be used."""
    made = bundled()
    song = made["song"]
    made = {**made, **_of_system(system), **_of_office(own)}
    if made["song"] != song:
        made[WHOLE] = Face(WHOLE, song.file, song.family, song.origin, 0, song.known)
    return made


def _of_office(own: Path) -> dict[str, Face]:
    """Files of the office's folder by the names inside them, or by a file name that is a slot's."""
    found: dict[str, Face] = {}
    for file in _files([own]) if own.is_dir() else ():
        for face, fault in _candidates(file, (*SLOTS, RARE), "office"):
            if face.slot not in found:
                if fault:
                    raise Refused(f"E-FONT/{fault}", file=file.name, family=face.family)
                found[face.slot] = face
    return found


def _of_system(folders: Sequence[Path]) -> dict[str, Face]:
    """Known files of the system; one that may not be embedded is passed over."""
    slots = {name: slot for slot in (*SLOTS, RARE) for name in _known()[slot]["files"]}
    found: dict[str, Face] = {}
    for file in _files(folder for folder in folders if folder.is_dir()):
        slot = slots.get(file.name.casefold())
        if slot and slot not in found:
            fitting = (face for face, fault in _candidates(file, (slot,), "system") if not fault)
            found |= {face.slot: face for face in fitting}
    return found


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(file for file in folder.rglob("*") if file.suffix.casefold() in SUFFIXES)


def _candidates(file: Path, slots: Sequence[str], origin: str) -> Iterator[tuple[Face, str]]:
    """The slots that a file can fill, and what forbids it."""
    for number, font in enumerate(_opened(file, origin)):
        for slot in slots:
            if file.stem.casefold() == slot or not font.names.isdisjoint(_known()[slot]["families"]):
                yield Face(slot, file, font.family or file.stem, origin, number), font.fault


@dataclass(frozen=True, slots=True)
class _Told:
    """What a font file says of itself."""

    names: frozenset[str]
    family: str
    fault: str


def _opened(file: Path, origin: str) -> list[_Told]:
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if file.suffix.casefold() in (".ttc", ".otc"):
            with TTCollection(str(file), lazy=True) as collection:
                return [_told(font) for font in collection.fonts]
        with TTFont(str(file), lazy=True) as font:
            return [_told(font)]
    except (TTLibError, OSError, ValueError, KeyError, AssertionError):
        if origin == "office":
            raise Refused("E-FONT/unreadable", file=file.name) from None
        return []


def _told(font: Any) -> _Told:
    rows = [row for row in font["name"].names if row.nameID in _NAMES]
    return _Told(frozenset(map(str, rows)), font["name"].getDebugName(1) or "", _fault(font))


def _fault(font: Any) -> str:
    """Why a face cannot be embedded in a PDF; empty when it can (OpenType OS/2 fsType)."""
    if "glyf" not in font:
        return "outlines"
    allowed = font["OS/2"].fsType if "OS/2" in font else 0
    if allowed & _USAGE == _RESTRICTED or allowed & (_NO_SUBSET | _BITMAP):
        return "restricted"
    return ""
