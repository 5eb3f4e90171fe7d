"""The faces of the paper by slot, what each can really draw, and the whole-name fallback."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from struct import unpack
from types import MappingProxyType
from typing import Any

from lucheng_desktop.circulars.faces import RARE, WHOLE, Face, find, own_folder, sha256, system_folders
from lucheng_desktop.places import resource, words
from lucheng_desktop.refusal import Refused

_LATIN = 0x2E7F
FALLBACK = "song"
"""Regular weight: a name set in bold would be an emphasis nobody decided."""
_ASCENT = MappingProxyType({"fangsong": 0.81, "kai": 0.81})
"""Fandol draws 0.07 em lower than the others: faces on one line are aligned by the middle of their ink."""
_NAMELESS = frozenset((*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)))
_UNIFIED_AMONG_COMPATIBLE = frozenset(
    (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29))
_SPACES = frozenset((0x20, 0x3000))
_REFUSED = MappingProxyType({"Cc": "control", "Cf": "invisible", "Co": "private", "Cs": "broken", "Cn": "unassigned",
                             "Zs": "space", "Zl": "space", "Zp": "space", "Mn": "combining", "Me": "combining"})


@cache
def faces() -> Mapping[str, Face]:
    """All faces by slot: biaosong, fangsong, kai, hei, song, and what stands behind 宋体 (`whole`, `rare`)."""
    return find(own_folder(), system_folders())


@cache
def chain() -> tuple[str, ...]:
    """The faces of regular weight that are tried one after the other, the rare one last: it loads only when needed."""
    return tuple(slot for slot in (FALLBACK, WHOLE, RARE) if slot in faces())


def used(slots: Iterable[str]) -> list[dict[str, str]]:
    """What is kept with a document about the faces it was set in."""
    return [{"slot": slot, "family": faces()[slot].family, "origin": faces()[slot].origin,
             "sha256": sha256(faces()[slot])} for slot in sorted(set(slots))]


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "characters.toml").read_text("utf-8"))


@cache
def font(slot: str) -> Any:
    """The loaded face, known to the PDF writer; 0.1 to 0.4 s at the first use of a slot."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    face = faces()[slot]
    loaded = TTFont(face.name, str(face.file), subfontIndex=face.number, asciiReadable=False)
    if face.origin != "bundled":
        loaded.face.name += f"-{slot}".encode()  # two files may bear one name, and a document knows each face by it
    loaded.face.get_table = partial(_table, loaded.face)
    pdfmetrics.registerFont(loaded)
    return loaded


@dataclass(frozen=True, slots=True)
class _Outlines:
    """All outlines of a face, of which only those asked for are copied: there are megabytes of them."""

    data: bytes
    start: int

    def __getitem__(self, part: slice) -> bytes:
        return self.data[self.start + part.start : self.start + part.stop]


def _table(face: Any, tag: str) -> bytes | _Outlines:
    """A table of the file as the library asks for it."""
    start, length = face.get_table_pos(tag)
    data: bytes = face._ttf_data
    return _Outlines(data, start) if tag == "glyf" else data[start : start + length]


@cache
def box(slot: str, char: str) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of the ink in em from the origin; None where the face draws nothing."""
    face = font(slot).face
    glyph = face.charToGlyph.get(ord(char), 0)
    start, end = face.glyphPos[glyph], face.glyphPos[glyph + 1] if glyph else 0
    if not glyph or end <= start:
        return None
    at = face.get_table_pos("glyf")[0] + start
    contours, *sides = unpack(">5h", face._ttf_data[at:at + 10])
    left, bottom, right, top = (side / face.unitsPerEm for side in sides)
    return (left, bottom, right, top) if contours else None


def draws(slot: str, char: str) -> bool:
    """Whether the face has real ink for the character, or the character is a plain space."""
    return ord(char) in _SPACES or box(slot, char) is not None


def advance(slot: str, char: str) -> float:
    """Advance width in em."""
    return float(font(slot).face.getCharWidth(ord(char))) / 1000


@cache
def ascent(slot: str) -> float:
    """Baseline below the top of the em square, in em; of another's face from the middle of a square character."""
    if faces()[slot].origin == "bundled":
        return _ASCENT.get(slot, 0.88)
    square = box(slot, _words()["square"])
    return 0.5 + (square[1] + square[3]) / 2 if square else 0.88


def canonical(char: str) -> str:
    """The character that should be written instead, or nothing."""
    known = _words()["canonical"].get(f"{ord(char):04X}")
    folded = known or unicodedata.normalize("NFKC", char)
    return folded if folded != char and len(folded) == 1 and unicodedata.category(folded) == "Lo" else ""


@cache
def _objection(char: str) -> str:
    """Why the character may not be on paper whatever the fonts say; empty when it may."""
    code = ord(char)
    if code in _SPACES:
        return ""
    if code == 0xFFFD:
        return "replacement"
    if code in _NAMELESS - _UNIFIED_AMONG_COMPATIBLE:
        return "compatibility"
    return _REFUSED.get(unicodedata.category(char), "")


def _refusal(char: str, reason: str, text: str, path: str) -> Refused:
    words, code, offer = _words(), f"U+{ord(char):04X}", canonical(char)
    shown = char if char.isprintable() and reason not in ("private", "replacement") else words["unseen"]
    advice = words["offer"].format(char=offer, code=f"U+{ord(offer):04X}") if offer else words["advice"]
    clean = "".join(part if part.isprintable() and not _objection(part) else words["unseen"] for part in text)
    around = clean if len(clean) <= 24 else clean[:24] + words["cut"]
    return Refused("E-GLYPH", path=path, text=around, char=shown, code=code, why=words["why"][reason], offer=advice)


def admit(text: str, path: str = "") -> None:
    """Refuses (E-GLYPH) the first character that may not or cannot be printed in regular weight; `path` says where."""
    for char in text:
        if reason := _objection(char):
            raise _refusal(char, reason, text, path)
    for char in text:
        if not any(draws(slot, char) for slot in chain()):
            raise _refusal(char, "missing", text, path)


def spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the names stand in the text, start and end."""
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))


def assign(text: str, slot: str, names: Iterable[str]) -> tuple[str, ...]:
    """The slot of each character: digits and letters of text faces in 宋体, a name always in one face."""
    chosen = [_slot(char, slot) for char in text]
    for start, end in (*_unlisted(text, slot), *spans(text, names)):
        if any(not draws(slot, char) for char in text[start:end]):
            chosen[start:end] = _regular(text[start:end])
    return tuple(chosen)


def _unlisted(text: str, slot: str) -> Iterator[tuple[int, int]]:
    """What looks like a name of which the face lacks a character: from its surname to the word that ends it."""
    lacking = (at for at, char in enumerate(text) if ord(char) > _LATIN and not draws(slot, char))
    for at in lacking:
        yield _name_start(text, at), _name_end(text, at)


def _name_start(text: str, at: int) -> int:
    for back in (3, 2, 1):
        begin = text[max(0, at - back):at]
        if begin[:2] in words("surnames")["compound"] or (back < 3 and begin[:1] in words("surnames")["common"]):
            return at - len(begin)
    return at


def _name_end(text: str, at: int) -> int:
    behind = text[at + 1:at + 3]
    return at + 2 if len(behind) > 1 and text[at + 1].isalpha() and behind[1:] in words("surnames")["ends"] else at + 1


def _regular(name: str) -> list[str]:
    """The first face of regular weight that draws the whole name; where there is none, one for each character."""
    for slot in chain():
        if all(draws(slot, char) for char in name):
            return [slot] * len(name)
    return [_first(char) for char in name]


def _first(char: str) -> str:
    return next((slot for slot in chain() if draws(slot, char)), FALLBACK)


def _slot(char: str, slot: str) -> str:
    if slot in ("fangsong", "kai") and "!" <= char <= "~":
        return _first(char)
    return slot if draws(slot, char) else _first(char)


def fallen(names: Iterable[str], slot: str) -> list[str]:
    """The names that the face of `slot` cannot draw whole."""
    return [name for name in names if any(not draws(slot, char) for char in name)]
