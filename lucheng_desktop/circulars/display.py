"""The display list: what stands where on each page in mm; every writer (PDF, later OFD) draws the same one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lucheng_desktop.circulars import fonts
from lucheng_desktop.circulars.grid import HALF, POINT
from lucheng_desktop.circulars.lines import SQUEEZED_BEFORE, Line, width

Colour = Literal["black", "red"]
OVERHANG = 1.03
"""A Chinese character may be this much wider than its cell: 16 pt stand every 156/28 mm (GB/T 9704-2012 5.2.3)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: left of its origin and baseline in mm from the upper left corner of the page, size in points."""

    char: str
    slot: str
    x: float
    y: float
    size: float
    colour: Colour = "black"
    scale: float = 1.0
    """Horizontal scale."""

    def ink(self) -> tuple[float, float, float, float] | None:
        """Left, top, right, bottom of the expected ink in mm; None for a space."""
        box = fonts.box(self.slot, self.char)
        if box is None:
            return None
        em = self.size * POINT
        left, bottom, right, top = box
        wide = em * self.scale
        return self.x + left * wide, self.y - top * em, self.x + right * wide, self.y - bottom * em


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled bar: ends, upper edge and height in mm; an upright rule is a narrow and high one."""

    left: float
    right: float
    top: float
    weight: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle: centre and outer diameter in mm, weight of its line in mm."""

    x: float
    y: float
    diameter: float
    weight: float
    colour: Colour


Shape = Rule | Ring


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `marks` (page number, practice mark, heads of a table said again) stand outside the text."""

    glyphs: tuple[Glyph, ...] = ()
    shapes: tuple[Shape, ...] = ()
    marks: tuple[Glyph, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal is to press: page from 1, centre and diameter in mm, and how far its top is from the text above."""

    page: int
    x: float
    y: float
    diameter: float
    gap: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A laid-out document and the facts about its layout that the gate checks."""

    pages: tuple[Page, ...]
    seals: tuple[SealPlace, ...]
    lines_on_signature_page: int
    body_lines: int
    text_pages: int
    moved: bool
    """主送机关 stand in the imprint."""
    pitch: float
    fallback: tuple[str, ...]
    cuts: Mapping[tuple[int, int], tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    """Rows of tables that go on over pages (`parts.Cuts`)."""


def set_line(line: Line, slots: Sequence[str], left: float, top: float, size: float, half: float = HALF,
             colour: Colour = "black") -> list[Glyph]:
    """The glyphs of a line whose cells are `2 * half` mm wide; `slots` follow the characters of the paragraph."""
    glyphs, at = [], float(line.indent)
    for index, char in enumerate(line.text):
        slot = slots[line.start + index]
        glyphs.append(in_cell(char, slot, left + at * half, top, size, line.widths[index], half, colour))
        at += line.widths[index] + (0 if line.whole[index] else line.spread)
    return glyphs


def in_cell(char: str, slot: str, left: float, top: float, size: float, halves: int, half: float = HALF,
            colour: Colour = "black") -> Glyph:
    """One character in its cell; what is wider is narrowed, a squeezed opening mark gives up its left half."""
    em = size * POINT
    advance = fonts.advance(slot, char) * em
    natural = width(char) * half
    scale = natural / advance if advance > natural * (1.0 if width(char) == 1 else OVERHANG) else 1.0
    x = left + (natural - advance * scale) / 2
    if halves < width(char) and char in SQUEEZED_BEFORE:
        x -= half
    return Glyph(char, slot, x, top + fonts.ascent(slot) * em, size, colour, scale)


def set_text(text: str, slot: str, left: float, top: float, size: float, half: float, names: Iterable[str] = (),
             colour: Colour = "black") -> list[Glyph]:
    """A short text in cells of its own pitch, on one line."""
    widths = tuple(width(char) for char in text)
    line = Line(0, text, 0, widths, 0.0, (True,) * len(text))
    return set_line(line, fonts.assign(text, slot, names), left, top, size, half, colour)


def text_width(text: str, half: float) -> float:
    """Width in mm of a text set in cells of `2 * half` mm."""
    return sum(width(char) for char in text) * half
