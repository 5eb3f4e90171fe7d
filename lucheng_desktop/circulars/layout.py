"""Lays a draft out on the grid of GB/T 9704-2012: a display list in millimetres, or E-GEOMETRY."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import fonts, parts
from lucheng_desktop.circulars.display import Glyph, Page, Paper, set_line, set_text, text_width
from lucheng_desktop.circulars.flow import Pages, Row, body_lines, paginate, text_rows
from lucheng_desktop.circulars.grid import (
    BOTTOM,
    CHAR,
    HEIGHT,
    LEFT,
    MAXIMUM_PITCH,
    MINIMUM_PITCH,
    PITCH,
    POINT,
    RIGHT,
    SIZE_3,
    SIZE_4,
    TOP,
    WIDTH,
    blank_below_mark,
    blank_lines,
)
from lucheng_desktop.circulars.head import Head, head
from lucheng_desktop.circulars.lines import MEASURE
from lucheng_desktop.circulars.sheets import Sheets, enclosures, form
from lucheng_desktop.circulars.tail import Block, imprint, tail, tail_rows
from lucheng_desktop.circulars.title import TITLE_CELL, TITLE_PITCH, break_title, title_glyphs
from lucheng_desktop.refusal import Refused

PAGE_MARK_BELOW = 7.0
"""Upper edge of the page number's dashes below the type area, in mm."""
FOOT_SIZE = 10.5
SHORT_LINES = 36
"""Half-cells of a line in a text so short that it cannot stand on two pages otherwise."""
STEPS = 7
"""Line pitches tried on either side of the standard one."""


@dataclass(frozen=True, slots=True)
class _Top:
    """Page 1 above the text: head, title lines and the grid row where the text starts."""

    head: Head
    title: tuple[str, ...]
    title_top: float
    row: int


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is to be laid out and is the same at every line pitch."""

    draft: CircularDraft
    head: Head
    title: tuple[str, ...]
    rows: tuple[Row, ...]
    tail_rows: int
    foot: Block | None
    behind: Sheets | None
    """What is enclosed behind the text."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """One way to lay the text out, and what it costs."""

    top: _Top
    pages: Pages
    pitch: float
    foot: Block | None
    behind: Sheets | None
    text_pages: int
    count: int
    cost: float


def lay_out(draft: CircularDraft) -> Paper:
    """The display list of a draft whose characters were admitted (`fonts.admit`)."""
    if draft.kind == "form":
        return _form(draft)
    for moved, measure in ((False, MEASURE), (True, MEASURE), (False, SHORT_LINES)):
        if draft.to or not moved:
            plan = _best(_matter(draft, moved, measure))
            if plan:
                return _draw(draft, plan, moved)
    raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["page"], clause="7.3.3, 7.3.5")


def _best(matter: _Matter) -> _Plan | None:
    """The plan that costs least; the standard line pitch at once where nothing speaks against it."""
    plans: list[_Plan] = []
    for pitch in _pitches():
        plan = _plan(matter, pitch)
        if plan and not plan.cost:
            return plan
        plans += [plan] if plan else []
    return min(plans, key=lambda one: one.cost, default=None)


def _pitches() -> list[float]:
    """The standard line pitch first, then closer and wider ones within what the standard lets one adjust."""
    down = [PITCH - (PITCH - MINIMUM_PITCH) * step / STEPS for step in range(1, STEPS + 1)]
    up = [PITCH + (MAXIMUM_PITCH - PITCH) * step / STEPS for step in range(1, STEPS + 1)]
    return [PITCH, *down, *up]


def _matter(draft: CircularDraft, moved: bool, measure: int) -> _Matter:
    title = tuple(break_title(draft.title, draft.people))
    rows = tuple(text_rows(draft, moved, measure))
    return _Matter(draft, head(draft), title, rows, tail_rows(draft), imprint(draft, moved), enclosures(draft))


def _top(matter: _Matter, pitch: float) -> _Top:
    """The title is moved by less than half a line so that the text stands on the grid."""
    above, title = matter.head, matter.title
    title_top = above.bottom + (blank_below_mark(2) if parts.red_head(matter.draft) else 0)
    bottom = title_top + (len(title) - 1) * TITLE_PITCH + TITLE_CELL
    wished = bottom + blank_lines(1)
    steps = (wished - TOP) / pitch
    row = round(steps) if parts.red_head(matter.draft) else ceil(steps)  # a title at the very top only moves down
    return _Top(above, title, title_top + (TOP + row * pitch - wished) * 2 / 3, row)


def _plan(matter: _Matter, pitch: float) -> _Plan | None:
    top = _top(matter, pitch)
    later = int((HEIGHT - CHAR) / pitch + 1e-9) + 1
    first = later - top.row
    pages = paginate(matter.rows, first, later, matter.tail_rows) if first > 1 else None
    if pages is None:
        return None
    text_pages = len(pages.rows)
    behind = matter.behind
    end = behind.bottom if behind else _end(matter.draft, pages, top, pitch)
    used = text_pages + (len(behind.pages) if behind else 0)
    count = _page_count(used, end, matter.foot)
    blank = count - used == 2
    cost = pages.wasted * 10 + abs(pitch - PITCH) * 30 + (60 if blank else 0)
    return _Plan(top, pages, pitch, matter.foot, behind, text_pages, count, cost)


def _last_line(pages: Pages, top: _Top, pitch: float) -> float:
    """Upper edge of the last line of text on its page, in mm."""
    row = len(pages.rows[-1]) - 1 + (top.row if len(pages.rows) == 1 else 0)
    return TOP + row * pitch


def _end(draft: CircularDraft, pages: Pages, top: _Top, pitch: float) -> float:
    return tail(draft, len(pages.rows), _last_line(pages, top, pitch), pitch).bottom


def _page_count(used: int, end: float, foot: Block | None) -> int:
    """With an imprint the last side is an even one, and the imprint stands on it (7.4)."""
    if foot is None:
        return used
    if used % 2:
        return used + 1
    return used if end + CHAR / 2 <= foot.bottom else used + 2


def _draw(draft: CircularDraft, plan: _Plan, moved: bool) -> Paper:
    last_top = _last_line(plan.pages, plan.top, plan.pitch)
    closing = tail(draft, plan.text_pages, last_top, plan.pitch)
    pages = [_text_page(draft, plan, closing, number) for number in range(1, plan.text_pages + 1)]
    behind = plan.behind
    marked = _marked(draft, [*pages, *(behind.pages if behind else ())], plan.count, plan.foot)
    total = sum(map(body_lines, plan.pages.rows))
    last = body_lines(plan.pages.rows[-1])
    cuts = behind.cuts if behind else {}
    return Paper(marked, closing.seals, last, total, plan.text_pages, moved, plan.pitch, _fallback(draft), cuts)


def _fallback(draft: CircularDraft) -> tuple[str, ...]:
    return tuple(fonts.fallen(draft.people, "fangsong"))


def _form(draft: CircularDraft) -> Paper:
    """A form has neither signature nor seal of its own: its cells hold them."""
    laid, foot = form(draft), imprint(draft, False)
    count = _page_count(len(laid.pages), laid.bottom, foot)
    pages = _marked(draft, laid.pages, count, foot)
    return Paper(pages, (), 0, 0, len(laid.pages), False, PITCH, _fallback(draft), laid.cuts)


def _marked(draft: CircularDraft, used: Sequence[Page], count: int, foot: Block | None) -> tuple[Page, ...]:
    """All pages with numbers, the imprint on the last of `count`; a blank page and the imprint's own have none."""
    pages = [*used, *(Page() for _ in range(count - len(used)))]
    if foot:
        pages[-1] = _join(pages[-1], foot)
    numbered = len(used) if count - len(used) == 2 else count
    return tuple(_mark(draft, page, number, numbered) for number, page in enumerate(pages, 1))


def _join(page: Page, block: Block | Head) -> Page:
    return Page((*page.glyphs, *block.glyphs), (*page.shapes, *block.shapes), page.marks)


def _text_page(draft: CircularDraft, plan: _Plan, closing: Block, number: int) -> Page:
    page = Page()
    first = 0
    if number == 1:
        page = _join(page, plan.top.head)
        page = Page((*page.glyphs, *title_glyphs(plan.top.title, plan.top.title_top, draft.people)), page.shapes)
        first = plan.top.row
    rows = enumerate(plan.pages.rows[number - 1], first)
    body = chain.from_iterable(_row(row, TOP + at * plan.pitch) for at, row in rows)
    page = Page((*page.glyphs, *body), page.shapes)
    return _join(page, closing) if number == plan.text_pages else page


def _row(row: Row, top: float) -> Iterator[Glyph]:
    return iter(set_line(row.line, row.slots, LEFT, top, SIZE_3) if row.line else ())


def _mark(draft: CircularDraft, page: Page, number: int, numbered: int) -> Page:
    """Page number outside the type area, odd right and even left (7.5); 演练 in the middle of every foot."""
    shown = number <= numbered and not (draft.kind == "letter" and number == 1)
    marks = _page_number(number) if shown else []
    if draft.practice:
        marks += _practice_foot()
    ordered = (*page.marks, *sorted(marks, key=lambda mark: mark.x))
    return Page(page.glyphs, page.shapes, ordered, number if shown else None)


def _page_number(number: int) -> list[Glyph]:
    em = SIZE_4 * POINT
    text = parts.word("page", number=number)
    slots = fonts.assign(text, fonts.FALLBACK, ())
    dash = fonts.box(slots[0], text[0])
    assert dash is not None
    baseline = BOTTOM + PAGE_MARK_BELOW + dash[3] * em
    wide = _flowing(text, slots, 0.0, baseline, em)
    width = wide[-1].x + fonts.advance(slots[-1], text[-1]) * em
    left = RIGHT - em - width if number % 2 else LEFT + em
    return _flowing(text, slots, left, baseline, em)


def _flowing(text: str, slots: Sequence[str], left: float, baseline: float, em: float) -> list[Glyph]:
    """Characters at their own widths with a quarter em around the figures."""
    glyphs: list[Glyph] = []
    for at, char in enumerate(text):
        left += em / 4 if at in (1, len(text) - 1) else 0
        glyphs.append(Glyph(char, slots[at], left, baseline, SIZE_4))
        left += fonts.advance(slots[at], char) * em
    return glyphs


def _practice_foot() -> list[Glyph]:
    text = parts.words()["practice"]["foot"]
    half = FOOT_SIZE * POINT / 2
    left = LEFT + (WIDTH - text_width(text, half)) / 2
    return set_text(text, "hei", left, BOTTOM + PAGE_MARK_BELOW, FOOT_SIZE, half)

