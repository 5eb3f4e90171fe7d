"""Where a seal presses, and the demonstration seal: two rings and two words, no emblem, no star.

Forging an official seal is a crime; what this draws must be unmistakably not a seal.
"""

from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.display import Glyph, Ring, SealPlace, Shape, set_text, text_width
from lucheng_desktop.circulars.grid import CHAR, PITCH, POINT, SIZE_3, SIZE_4

DIAMETER = 42.0
"""Of a county-level seal in mm."""
ABOVE_MIDDLE = 4.5
"""The seal's centre above the middle of signature and date: both lie below its centre (GB/T 9704-2012 7.3.5.1)."""
FOOT_HALF = 13.5
"""Half the width in mm that a seal of 42 mm takes in the line below the date."""
RING, INNER_RING, RING_GAP, WORD_GAP = 1.2, 0.35, 1.0, 0.4


def centre_below(last_line_top: float, pitch: float) -> float:
    """Height of the seal's centre; the signature is on the third, the date on the fourth line below the text."""
    return last_line_top + 3.5 * pitch + CHAR / 2 - ABOVE_MIDDLE


def place(page: int, x: float, last_line_top: float, pitch: float) -> SealPlace:
    """The place of one seal, and the gap between its top and the bottom of the last text line in mm."""
    y = centre_below(last_line_top, pitch)
    gap = y - DIAMETER / 2 - (last_line_top + CHAR)
    return SealPlace(page, x, y, DIAMETER, gap)


def demo(seal: SealPlace) -> tuple[list[Glyph], list[Shape]]:
    """The demonstration seal; its words stand in the upper half, the lower middle stays free for name and date."""
    inner = seal.diameter - 2 * (RING + RING_GAP)
    rings: list[Shape] = [Ring(seal.x, seal.y, diameter, weight, "red")
                          for diameter, weight in ((seal.diameter, RING), (inner, INNER_RING))]
    glyphs: list[Glyph] = []
    bottom = seal.y - ABOVE_MIDDLE
    for text, size in reversed(list(zip(parts.words()["seal"]["demo"], (SIZE_4, SIZE_3), strict=True))):
        half = size * POINT / 2
        bottom -= 2 * half + WORD_GAP
        left = seal.x - text_width(text, half) / 2
        glyphs = [*set_text(text, "hei", left, bottom, size, half, colour="red"), *glyphs]
    return glyphs, rings


def within_one_line(seal: SealPlace) -> bool:
    """Whether the seal's top is within one line of the text above it (no blank seal, no page without text)."""
    return 0 <= seal.gap <= PITCH
