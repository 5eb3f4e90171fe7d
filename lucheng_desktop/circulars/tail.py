"""What follows the text: signature, date, seal, note, and the imprint at the foot (GB/T 9704-2012 7.3.5, 7.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import check_code, fonts, parts, seal
from lucheng_desktop.circulars.display import Glyph, Rule, SealPlace, Shape, set_line, set_text, text_width
from lucheng_desktop.circulars.grid import BOTTOM, CELL, CHAR, HALF, HEIGHT, LEFT, POINT, RIGHT, SIZE_3, SIZE_4, WIDTH
from lucheng_desktop.circulars.issuers import broken
from lucheng_desktop.circulars.lines import MEASURE, Line, break_lines
from lucheng_desktop.refusal import Refused

DATE_FROM_RIGHT = 4 * CELL
SHIFT = 2 * CELL
"""Of an unsealed signature from the right edge, and of its date from the signature's first character (7.3.5.2)."""
NOTE_INDENT, NARROWEST_NOTE = 4, 28
"""Half-cells."""
THICK, THIN = 0.35, 0.25
ROW = (SIZE_4 + SIZE_3 * 7 / 8) * POINT
"""A line of the imprint: its own character plus 7/8 of a 三号 one."""
SMALL = SIZE_4 * POINT
SEALS_APART = seal.DIAMETER + 3
"""Between the middles of two seals, in mm: they do not touch (7.3.5.1)."""
TIGHTEST = 0.7
"""How far the characters of long names may be moved together before the names are broken into lines."""
EDGE = 0.01
"""Rounding at the edges of the type area, in mm."""
MOST_NAME_LINES = 3
NAME_STEPS = MappingProxyType({1: 1.0, 2: 0.75, 3: 0.62})
"""From line to line of one signature, in lines of text, so that the seal stays within one line of the text."""


@dataclass(frozen=True, slots=True)
class Block:
    """A set part of a page, and where it ends in mm."""

    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    seals: tuple[SealPlace, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class _Name:
    """One signature: its lines, each centred; left edge and width of the longest in mm, half a cell's width."""

    lines: tuple[str, ...]
    left: float
    half: float

    @property
    def width(self) -> float:
        return _width(self.lines, self.half)

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        return self.left + self.width


def _width(lines: Sequence[str], half: float) -> float:
    return max(text_width(line, half) for line in lines)


def tail_rows(draft: CircularDraft) -> int:
    """Lines of the text grid that the tail takes below the last line of text."""
    if not parts.signed(draft):
        return 2 + len(_written(draft)) + len(_note_lines(draft, MEASURE))
    measure, lower = _note_room(_signatures(draft))
    lines = len(_note_lines(draft, measure))
    return 4 + max(1, lines + (lower if lines else 0))


def _names(draft: CircularDraft, date_middle: float) -> list[_Name]:
    """The signatures beside each other on as few lines as can be; refused where no number of lines is enough."""
    for count in range(1, MOST_NAME_LINES + 1):
        lines, squeeze = _broken(draft.issuers, count)
        names = _placed(lines, HALF * squeeze, date_middle)
        if squeeze >= TIGHTEST and _inside(names):
            return names
    raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["issuers"], clause="7.3.5.1")


def _broken(issuers: Sequence[str], count: int) -> tuple[list[tuple[str, ...]], float]:
    """Names longer than their share on `count` lines, and how close the characters must stand to fit."""
    room = WIDTH - CELL * (len(issuers) - 1)
    lines = [broken(name, count if text_width(name, HALF) > room / len(issuers) else 1) for name in issuers]
    return lines, min(1.0, room / sum(_width(name, HALF) for name in lines))


def _placed(lines: Sequence[tuple[str, ...]], half: float, date_middle: float) -> list[_Name]:
    """The last one over the date, the others beside it, all moved where the type area ends."""
    found: list[_Name] = []
    for name in reversed(lines):
        width = _width(name, half)
        left = date_middle - width / 2
        if found:  # beside the name behind it, and so far that the seals do not touch
            left = min(found[0].left - CELL, found[0].middle - SEALS_APART + width / 2) - width
        found.insert(0, _Name(name, left, half))
    shift = max(0.0, LEFT - found[0].left)
    shift = min(shift, RIGHT - found[-1].right) if shift else min(0.0, RIGHT - found[-1].right)
    return [_Name(name.lines, name.left + shift, name.half) for name in found]


def _inside(names: Sequence[_Name]) -> bool:
    """Whether names and seals stay in the type area (GB/T 9704-2012 7.3.5.1)."""
    radius = seal.DIAMETER / 2
    left = min(min(one.left, one.middle - radius) for one in names)
    right = max(max(one.right, one.middle + radius) for one in names)
    return left > LEFT - EDGE and right < RIGHT + EDGE


def _name_glyphs(name: _Name, bottom: float, pitch: float, names: Sequence[str]) -> list[Glyph]:
    """The lines of one signature, the last with its top at `bottom`, the others close above it."""
    step, found = pitch * NAME_STEPS[len(name.lines)], []
    for above, line in enumerate(reversed(name.lines)):
        left = name.middle - text_width(line, name.half) / 2
        found.append(set_text(line, "fangsong", left, bottom - above * step, SIZE_3, name.half, names))
    return [glyph for line in reversed(found) for glyph in line]


def _signatures(draft: CircularDraft) -> list[_Name]:
    return _names(draft, RIGHT - DATE_FROM_RIGHT - text_width(parts.day(draft.date), HALF) / 2)


def _note_room(names: Sequence[_Name]) -> tuple[int, int]:
    """Half-cells for the note beside the lowest part of the first seal; too few, and it starts one line lower."""
    beside = int((names[0].middle - seal.FOOT_HALF - LEFT) / HALF)
    return (beside, 0) if beside >= NARROWEST_NOTE else (MEASURE, 1)


def _note_lines(draft: CircularDraft, measure: int) -> list[Line]:
    return break_lines(parts.note(draft), NOTE_INDENT, 0, draft.people, measure)


def tail(draft: CircularDraft, page: int, last_line_top: float, pitch: float) -> Block:
    """Signature on the third line below the text, date under it, seals over both, note below."""
    if not parts.signed(draft):
        return _unsigned(draft, last_line_top, pitch)
    date = parts.day(draft.date)
    width = text_width(date, HALF)
    names = _signatures(draft)
    seals = tuple(seal.place(page, name.middle, last_line_top, pitch) for name in names)
    glyphs: list[Glyph] = []
    shapes: list[Shape] = []
    tallest = max(len(name.lines) for name in names)
    for pressed in seals if draft.seal == "demo" else ():
        words, rings = seal.demo(pressed, tallest)
        glyphs, shapes = glyphs + words, shapes + rings
    for name in names:
        glyphs += _name_glyphs(name, last_line_top + 3 * pitch, pitch, draft.issuers)
    glyphs += set_text(date, "fangsong", names[-1].middle - width / 2, last_line_top + 4 * pitch, SIZE_3, HALF)
    measure, lower = _note_room(names)
    noted, bottom = _note(draft, last_line_top + (5 + lower) * pitch, pitch, measure)
    pressed_to = max(place.y + place.diameter / 2 for place in seals)
    return Block((*glyphs, *noted), tuple(shapes), seals, max(bottom, pressed_to))


def _written(draft: CircularDraft) -> tuple[str, ...]:
    """The lines of the names under a paper without a seal: a report has them, minutes do not."""
    names = draft.issuers if draft.kind == "report" else ()
    return tuple(line for name in names for line in broken(name, ceil(text_width(name, HALF) / (WIDTH - SHIFT))))


def _unsigned(draft: CircularDraft, last_line_top: float, pitch: float) -> Block:
    date, names = parts.day(draft.date), _written(draft)
    wide = text_width(date, HALF)
    left = _name_left(names, wide) + SHIFT if names else RIGHT - DATE_FROM_RIGHT - wide
    glyphs, top = [], last_line_top + 2 * pitch
    for name in names:
        glyphs += set_text(name, "fangsong", left - SHIFT, top, SIZE_3, HALF, draft.issuers)
        top += pitch
    glyphs += set_text(date, "fangsong", left, top, SIZE_3, HALF)
    noted, bottom = _note(draft, top + pitch, pitch, MEASURE)
    return Block((*glyphs, *noted), (), (), max(bottom, top + CHAR))


def _name_left(names: Sequence[str], date: float) -> float:
    """Names end two characters from the right; the date begins two characters in, and may not end further right."""
    longest = max(text_width(name, HALF) for name in names)
    return RIGHT - SHIFT - max(longest, SHIFT + date)


def _note(draft: CircularDraft, top: float, pitch: float, measure: int) -> tuple[list[Glyph], float]:
    text = parts.note(draft)
    slots = fonts.assign(text, "fangsong", draft.people)
    rows = _note_lines(draft, measure)
    glyphs = [glyph for at, line in enumerate(rows) for glyph in set_line(line, slots, LEFT, top + at * pitch, SIZE_3)]
    return glyphs, top + (len(rows) - 1) * pitch + CHAR if rows else top


def imprint(draft: CircularDraft, moved: bool) -> Block | None:
    """The 版记 and above it, at the left, the square code where there is one; `bottom` is the block's UPPER edge.

    Where copies are numbered its place is kept free: each copy gets its own.
    """
    block = _imprint(draft, moved)
    if not draft.check:
        return block
    found = block or Block((), (), (), BOTTOM)
    top = found.bottom - check_code.height(draft.check)
    square = () if draft.copy_row else check_code.drawn(draft.check, LEFT, top)
    return Block(found.glyphs, (*found.shapes, *square), (), top)


def _imprint(draft: CircularDraft, moved: bool) -> Block | None:
    """The 版记 itself, its last rule on the lower edge of the type area."""
    copies, printed = parts.copies(draft, moved), parts.imprint(draft)
    if not copies and not printed:
        return None
    ruled = draft.kind != "letter"
    rows = [line for text in copies for line in _copy_lines(draft, text)]
    count = len(rows) + bool(printed)
    top = BOTTOM - count * ROW - (2 * THICK + (THIN if copies and printed else 0) if ruled else 0)
    if top < BOTTOM - HEIGHT:
        raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["imprint"], clause="7.4")
    glyphs, shapes, y = [], [_rule(top, THICK)], top + THICK
    for line, slots in rows:
        glyphs += set_line(line, slots, LEFT + SMALL, y + (ROW - SMALL) / 2, SIZE_4, SMALL / 2)
        y += ROW
    if printed:
        shapes += [_rule(y, THIN)] if copies else []
        glyphs += _printed(printed, y + (THIN if copies else 0) + (ROW - SMALL) / 2)
    shapes.append(_rule(BOTTOM - THICK, THICK))
    return Block(tuple(glyphs), tuple(shapes) if ruled else (), (), top)


def _rule(top: float, weight: float) -> Rule:
    return Rule(LEFT, RIGHT, top, weight, "black")


def _copy_lines(draft: CircularDraft, text: str) -> list[tuple[Line, tuple[str, ...]]]:
    measure = int((WIDTH - 2 * SMALL) / SMALL) * 2
    slots = fonts.assign(text, "fangsong", draft.people)
    return [(line, slots) for line in break_lines(text, 0, 6, draft.people, measure)]


def _printed(printed: tuple[str, str], top: float) -> list[Glyph]:
    who, when = printed
    half = SMALL / 2
    room = WIDTH - 2 * SMALL - text_width(when, half) - SMALL
    half_who = min(half, room / ceil(text_width(who, 1.0)))
    return [*set_text(who, "fangsong", LEFT + SMALL, top, SIZE_4, half_who),
            *set_text(when, "fangsong", RIGHT - SMALL - text_width(when, half), top, SIZE_4, half)]

