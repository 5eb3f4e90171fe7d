"""The faces of one PDF: of each only the characters it shows, cut into parts of at most 256 that one byte can name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lucheng_desktop.circulars import fonts

_MOST = 256
_NOTHING = "00"
"""The code of what a face does not draw: nobody reads a character from it."""


@dataclass(slots=True)
class _Part:
    """Characters of a face by their codes; the first code is nobody's."""

    name: str
    slot: str
    number: int
    characters: list[int] = field(default_factory=lambda: [0])


@dataclass(slots=True)
class Embedded:
    """Which characters a file shows and what they are called in it: in the order in which they are asked for."""

    parts: list[_Part] = field(default_factory=list)
    _open: dict[str, _Part] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def code(self, slot: str, char: str) -> tuple[str, str]:
        """The name of the part that holds the character, and its code there in hexadecimal digits."""
        known = self._known.get((slot, char))
        if known is None:
            known = self._known[slot, char] = self._entered(slot, char)
        return known

    def _entered(self, slot: str, char: str) -> tuple[str, str]:
        part = self._open.get(slot)
        if part is None or len(part.characters) == _MOST:
            part = self._begun(slot)
        if not fonts.font(slot).face.charToGlyph.get(ord(char)):
            return part.name, _NOTHING
        part.characters.append(ord(char))
        return part.name, f"{len(part.characters) - 1:02X}"

    def _begun(self, slot: str) -> _Part:
        number = sum(part.slot == slot for part in self.parts)
        part = self._open[slot] = _Part(f"/F{len(self.parts) + 1}", slot, number)
        self.parts.append(part)
        return part


def embed(file: Any, used: Embedded, unicode_map: Callable[[str, Sequence[int]], str]) -> Any:
    """Put the faces into the file, one object for each part; the dictionary that pages name them by."""
    import pikepdf

    faces = {part.name: _face(file, part, unicode_map) for part in used.parts}
    return file.make_indirect(pikepdf.Dictionary(faces))


def _face(file: Any, part: _Part, unicode_map: Callable[[str, Sequence[int]], str]) -> Any:
    from pikepdf import Dictionary, Name, Object
    from reportlab.pdfbase.ttfonts import SUBSETN

    face = fonts.font(part.slot).face
    name = (SUBSETN(part.number) + b"+" + face.name + face.subfontNameX).decode("ascii")
    widths = " ".join(f"{face.getCharWidth(char):g}" for char in part.characters)
    return file.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/" + name), FirstChar=0,
            LastChar=len(part.characters) - 1, Widths=Object.parse(f"[{widths}]".encode()),
            ToUnicode=file.make_stream(unicode_map(name, part.characters).encode("ascii")),
            FontDescriptor=_described(file, part, face, name),
        )
    )  # fmt: skip


def _described(file: Any, part: _Part, face: Any, name: str) -> Any:
    """What a reader must know of the part, and its outlines."""
    from pikepdf import Array, Dictionary, Name
    from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC

    outlines = face.makeSubset(part.characters)
    return file.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
            FontBBox=Array(face.bbox), ItalicAngle=face.italicAngle, Ascent=face.ascent, Descent=face.descent,
            CapHeight=face.capHeight, StemV=face.stemV, MissingWidth=face.defaultWidth,
            FontFile2=file.make_stream(outlines, Length1=len(outlines)),
        )
    )  # fmt: skip
