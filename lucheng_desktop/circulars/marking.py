"""Where on the page a draft that the gate refused is at fault: the pages as they would be, and boxes on them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.cases.marked_pages import MarkedPages, PageMark
from lucheng_desktop.circulars import layout, parts, pdf
from lucheng_desktop.circulars.display import Glyph, Paper
from lucheng_desktop.circulars.fields import fields
from lucheng_desktop.circulars.gate import find_leaks
from lucheng_desktop.circulars.grid import POINT
from lucheng_desktop.refusal import Refused

_Placed = tuple[int, Glyph]


def with_pages(fault: Refused, draft: CircularDraft) -> Refused:
    """The same refusal with its pages (`shown`) when the draft can be laid out at all; such pages are never stored."""
    try:
        paper = layout.lay_out(draft)
        pages = pdf.write(paper, parts.title(draft), draft.date)
    except Refused:
        return fault
    leaks = [(leak.path, leak.what) for leak in find_leaks(draft)] if fault.code == "E-LEAK" else []
    places = leaks or [(fault.path, fault.message)]
    marks = [mark for path, text in places for mark in _marks(draft, paper, path, text)]
    fault.shown = MarkedPages(pages, tuple(marks))
    return fault


def _marks(draft: CircularDraft, paper: Paper, path: str, text: str) -> Iterator[PageMark]:
    """One box on each page that the field at `path` stands on."""
    placed = [(at, glyph) for at, page in enumerate(paper.pages) for glyph in page.glyphs if not glyph.char.isspace()]
    sought = next(("".join(field.text.split()) for field in fields(draft) if field.path == path), "")
    at = "".join(glyph.char for _, glyph in placed).find(sought) if sought else -1
    if at >= 0:
        for page, there in groupby(placed[at:at + len(sought)], key=lambda one: one[0]):
            yield PageMark(page, _box(tuple(there)), text)


def _box(placed: Sequence[_Placed]) -> tuple[float, float, float, float]:
    """Left, top, width, height in points around the cells of some characters."""
    ends = [(one.x, one.y - 0.9 * em, one.x + em, one.y + 0.15 * em) for _, one in placed for em in [one.size * POINT]]
    left, top = min(end[0] for end in ends), min(end[1] for end in ends)
    right, bottom = max(end[2] for end in ends), max(end[3] for end in ends)
    return left / POINT, top / POINT, (right - left) / POINT, (bottom - top) / POINT
