"""The page that measures a printer: two rulers of 100 mm and a mark in every corner, as vectors."""

import datetime as dt
from collections.abc import Iterator

from lucheng_desktop.circulars import parts, pdf
from lucheng_desktop.circulars.display import Page, Paper, Rule, Shape, set_text
from lucheng_desktop.circulars.grid import HALF, PAGE_HEIGHT, PAGE_WIDTH, SIZE_3

MARK = 20.0
"""A corner mark's middle from both edges of the paper, in mm."""
RULER = 100.0
_THIN, _ARM, _TICK, _LONG_TICK = 0.2, 8.0, 3.0, 6.0
_ACROSS = (55.0, 80.0)
_DOWN = (55.0, 100.0)


def page(on: dt.date) -> bytes:
    """The finished PDF, one page, at its own size."""
    shapes = (*_corners(), *_across(), *_down())
    lines = enumerate(parts.words()["calibration"])
    glyphs = [glyph for at, text in lines for glyph in set_text(text, "fangsong", 68.0, 110.0 + 12 * at, SIZE_3, HALF)]
    paper = Paper((Page(tuple(glyphs), shapes),), (), 0, 0, 0, False, 0.0, ())
    return pdf.write(paper, parts.words()["calibration"][0], on)


def _upright(x: float, top: float, bottom: float) -> Shape:
    return Rule(x - _THIN / 2, x + _THIN / 2, top, bottom - top, "black")


def _level(left: float, right: float, y: float) -> Shape:
    return Rule(left, right, y - _THIN / 2, _THIN, "black")


def _corners() -> Iterator[Shape]:
    for x in (MARK, PAGE_WIDTH - MARK):
        for y in (MARK, PAGE_HEIGHT - MARK):
            yield _level(x - _ARM, x + _ARM, y)
            yield _upright(x, y - _ARM, y + _ARM)


def _across() -> Iterator[Shape]:
    left, y = _ACROSS
    yield _level(left, left + RULER, y)
    for at in range(11):
        yield _upright(left + 10 * at, y - (_LONG_TICK if at % 10 == 0 else _TICK), y)


def _down() -> Iterator[Shape]:
    x, top = _DOWN
    yield _upright(x, top, top + RULER)
    for at in range(11):
        yield _level(x - (_LONG_TICK if at % 10 == 0 else _TICK), x, top + 10 * at)
