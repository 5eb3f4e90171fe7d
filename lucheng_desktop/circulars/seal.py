"""Where a seal presses, and the demonstration seal: two rings and two words, no emblem, no star.

Forging an official seal is a crime; what this draws must be unmistakably not a seal.
"""

from collections.abc import Iterator

from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.display import Glyph, Ring, SealPlace, Shape, set_text, text_width
from lucheng_desktop.circulars.grid import CHAR, PITCH, POINT, SIZE_3, SIZE_4

DIAMETER = 42.0
"""Of a county-level seal in mm."""
ABOVE_MIDDLE = 4.5
"""The seal's centre above the middle of signature and date: both lie below its centre (GB/T 9704-2012 7.3.5.1)."""
FOOT_HALF = 13.5
"""Half the width in mm that a seal of 42 mm takes in the line below the date."""
SMALL_WORDS, UNDER_DATE = 8.0, 12.9
"""Size in points of words below the date, and their top below the seal's centre in mm."""
RING, INNER_RING, RING_GAP, WORD_GAP = 1.2, 0.35, 1.0, 0.4


def centre_below(last_line_top: float, pitch: float) -> float:
    """Height of the seal's centre; the signature is on the third, the date on the fourth line below the text."""
    return last_line_top + 3.5 * pitch + CHAR / 2 - ABOVE_MIDDLE


def place(page: int, x: float, last_line_top: float, pitch: float) -> SealPlace:
    """The place of one seal, and the gap between its top and the bottom of the last text line in mm."""
    y = centre_below(last_line_top, pitch)
    gap = y - DIAMETER / 2 - (last_line_top + CHAR)
    return SealPlace(page, x, y, DIAMETER, gap)


def demo(seal: SealPlace, names: int) -> tuple[list[Glyph], list[Shape]]:
    """The demonstration seal; its words leave the lower middle free for a name of `names` lines and the date."""
    inner = seal.diameter - 2 * (RING + RING_GAP)
    rings: list[Shape] = [Ring(seal.x, seal.y, diameter, weight, "red")
                          for diameter, weight in ((seal.diameter, RING), (inner, INNER_RING))]
    return list(_above(seal) if names == 1 else _below(seal)), rings


def _above(seal: SealPlace) -> Iterator[Glyph]:
    """Two rows in the upper half."""
    sizes = [size * POINT / 2 for size in (SIZE_4, SIZE_3)]
    top = seal.y - ABOVE_MIDDLE - sum(2 * half + WORD_GAP for half in sizes)
    for text, half in zip(parts.words()["seal"]["demo"], sizes, strict=True):
        left = seal.x - text_width(text, half) / 2
        yield from set_text(text, "hei", left, top, 2 * half / POINT, half, colour="red")
        top += 2 * half + WORD_GAP


def _below(seal: SealPlace) -> Iterator[Glyph]:
    """One small row under the date, where a name of several lines fills the upper half."""
    half, words = SMALL_WORDS * POINT / 2, parts.words()["seal"]["demo"]
    left = seal.x - (sum(text_width(text, half) for text in words) + half) / 2
    for text in words:
        yield from set_text(text, "hei", left, seal.y + UNDER_DATE, SMALL_WORDS, half, colour="red")
        left += text_width(text, half) + half


def within_one_line(seal: SealPlace) -> bool:
    """Whether the seal's top is within one line of the text above it (no blank seal, no page without text)."""
    return 0 <= seal.gap <= PITCH
