"""Pages that are filled from top to foot: forms, and what is enclosed behind a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lucheng_desktop.cases.documents import CircularDraft, Enclosure, Paragraph, Table
from lucheng_desktop.circulars import fonts, parts, tables
from lucheng_desktop.circulars.display import Glyph, Page, Shape, set_line, set_text, text_width
from lucheng_desktop.circulars.flow import Row, paragraph_rows
from lucheng_desktop.circulars.grid import BOTTOM, CHAR, HALF, LEADING, LEFT, PITCH, RIGHT, SIZE_3, TOP, WIDTH
from lucheng_desktop.circulars.head import head
from lucheng_desktop.circulars.lines import break_lines
from lucheng_desktop.circulars.tables import EM, SetRow
from lucheng_desktop.circulars.title import TITLE_CELL, TITLE_PITCH, break_title, title_glyphs
from lucheng_desktop.refusal import Refused

BELOW_TITLE, BELOW_LINE = 5.0, 1.8
"""White under the title of a form, and under the line above its table, in mm."""
FILLED_INDENT = 10
"""Half-cells before the later lines of 填报单位: they stand under its first name."""
TITLE_ROW = 2
"""The title of an attachment stands on the third line (GB/T 9704-2012 7.3.8)."""
SHORT_ROW = 45.0
"""A row up to this height in mm goes to the next page whole; a higher one is cut."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Finished pages, where the last one ends in mm, and which rows were cut."""

    pages: tuple[Page, ...]
    bottom: float
    cuts: Mapping[tuple[int, int], tuple[tuple[int, ...], ...]]


class _Sheet:
    """What has been set so far; `y` is where the next thing goes."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.pages: list[Page] = []
        self.y = TOP
        self.cuts: dict[tuple[int, int], tuple[tuple[int, ...], ...]] = {}
        self.turn()

    def turn(self) -> None:
        """A new page."""
        self.pages.append(Page())
        self.y = TOP

    def put(self, glyphs: Iterable[Glyph], shapes: Iterable[Shape] = (), again: Iterable[Glyph] = ()) -> None:
        """Adds to the page at hand."""
        page = self.pages[-1]
        self.pages[-1] = Page((*page.glyphs, *glyphs), (*page.shapes, *shapes), (*page.marks, *again))

    def text(self, rows: Sequence[Row]) -> None:
        """Lines of text; a heading stays with the line below it."""
        for row in rows:
            wanted = CHAR + (PITCH if row.keep else 0)
            if self.y + wanted > BOTTOM + 1e-6:
                self.turn()
            self.put(set_line(row.line, row.slots, LEFT, self.y, SIZE_3) if row.line else ())
            self.y += PITCH

    def result(self) -> Sheets:
        """What was set."""
        return Sheets(tuple(self.pages), self.y, self.cuts)


def form(draft: CircularDraft) -> Sheets:
    """A form: corner marks, title, who fills it in, tables, note."""
    sheet = _Sheet(draft.people)
    above = head(draft)
    sheet.put(above.glyphs, above.shapes)
    sheet.y = above.bottom
    _title(sheet, draft.title, draft.people)
    sheet.y += BELOW_TITLE
    _filled(sheet, *parts.filled(draft))
    for at, table in enumerate(draft.tables):
        _table(sheet, table, at)
    _note(sheet, parts.note(draft))
    _enclose(sheet, draft)
    return sheet.result()


def enclosures(draft: CircularDraft) -> Sheets | None:
    """Every enclosed attachment from a page of its own; None where nothing is enclosed."""
    if not draft.enclosures:
        return None
    sheet = _Sheet(draft.people)
    sheet.pages.clear()
    _enclose(sheet, draft)
    return sheet.result()


def _enclose(sheet: _Sheet, draft: CircularDraft) -> None:
    at = len(draft.tables)
    for enclosed in draft.enclosures:
        sheet.turn()
        _opening(sheet, draft, enclosed)
        for part in enclosed.body:
            sheet.text(_paragraph(part, draft.people))
        for table in enclosed.tables:
            _table(sheet, table, at)
            at += 1


def _paragraph(part: Paragraph, names: Sequence[str]) -> list[Row]:
    return list(paragraph_rows(part, names))


def _opening(sheet: _Sheet, draft: CircularDraft, enclosed: Enclosure) -> None:
    """附件1 flush on the first line, its title centred on the third, one blank line below."""
    label = parts.enclosure_label(draft, enclosed)
    sheet.put(set_text(label, "hei", LEFT, TOP, SIZE_3, HALF))
    sheet.y = TOP + TITLE_ROW * PITCH
    _title(sheet, draft.attachments[enclosed.number - 1], draft.people)
    sheet.y = TOP + PITCH * (round((sheet.y + LEADING - TOP) / PITCH) + 1)


def _title(sheet: _Sheet, text: str, names: Sequence[str]) -> None:
    lines = break_title(text, names)
    sheet.put(title_glyphs(lines, sheet.y, names))
    sheet.y += (len(lines) - 1) * TITLE_PITCH + TITLE_CELL


def _filled(sheet: _Sheet, who: str, when: str) -> None:
    """填报单位 on the left, on as many lines as it needs; 填报日期 on the right of the last."""
    right = text_width(when, tables.HALF)
    slots = fonts.assign(who, "fangsong", sheet.names)
    for line in break_lines(who, 0, FILLED_INDENT, sheet.names, int((WIDTH - right - EM) / tables.HALF)):
        sheet.put(set_line(line, slots, LEFT, sheet.y, tables.SIZE, tables.HALF))
        sheet.y += tables.LINE
    top = sheet.y - tables.LINE
    sheet.put(set_text(when, "fangsong", RIGHT - right, top, tables.SIZE, tables.HALF))
    sheet.y = top + EM + BELOW_LINE


def _note(sheet: _Sheet, text: str) -> None:
    slots = fonts.assign(text, "fangsong", sheet.names)
    sheet.y += BELOW_LINE if text else 0
    for line in break_lines(text, 0, 0, sheet.names, int(WIDTH / tables.HALF)) if text else ():
        if sheet.y + EM > BOTTOM:
            sheet.turn()
        sheet.put(set_line(line, slots, LEFT, sheet.y, tables.SIZE, tables.HALF))
        sheet.y += tables.LINE


def _table(sheet: _Sheet, table: Table, at: int) -> None:
    first = tables.head_row(table, sheet.names)
    edges = tables.edges(table)
    rows = [tables.set_row(cells, edges, sheet.names) for cells in table.rows]
    _table_title(sheet, table, (first.height if first else 0) + min(rows[0].height, SHORT_ROW))
    laid = _Rows(sheet, first, at)
    if first:
        laid.put(first)
    for number, row in enumerate(rows):
        laid.add(number, row)
    laid.close()
    sheet.y += BELOW_LINE


def _table_title(sheet: _Sheet, table: Table, below: float) -> None:
    """Lines in 黑体 above a table, on the page where the table begins."""
    lines = break_lines(table.title, 0, 0, sheet.names, int(WIDTH / tables.HALF)) if table.title else []
    height = (len(lines) - 1) * tables.LINE + EM + 2 * BELOW_LINE if lines else 0.0
    if sheet.y + height + below > BOTTOM and sheet.y > TOP:
        sheet.turn()
    slots = fonts.assign(table.title or "", "hei", sheet.names)
    for at, line in enumerate(lines):
        top = sheet.y + BELOW_LINE + at * tables.LINE
        sheet.put(set_line(line, slots, LEFT, top, tables.SIZE, tables.HALF))
    sheet.y += height


class _Rows:
    """The rows of one table going down the pages."""

    def __init__(self, sheet: _Sheet, head: SetRow | None, at: int) -> None:
        self.sheet, self.head, self.at = sheet, head, at
        self.first = True

    def put(self, row: SetRow, again: bool = False) -> None:
        """A row where the sheet stands; `again`: all of it was said on an earlier page."""
        drawn = tables.draw(row, self.sheet.y, self.first, parts.words()["again"])
        said = ((), (*drawn.glyphs, *drawn.again)) if again else (drawn.glyphs, drawn.again)
        self.sheet.put(said[0], drawn.shapes, said[1])
        self.sheet.y += row.height
        self.first = False

    def close(self) -> None:
        """The heavy rule under what stands on this page."""
        self.sheet.put((), (tables.close(self.sheet.y),))

    def turn(self) -> None:
        """On to the next page, with the head of the table."""
        if not self.first:
            self.close()
        self.sheet.turn()
        self.first = True
        if self.head:
            self.put(self.head, again=True)

    def add(self, number: int, row: SetRow) -> None:
        """A row, cut where it must be."""
        fresh = BOTTOM - TOP - (self.head.height if self.head else 0)
        if fresh < SHORT_ROW:
            raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["row"], clause="5.2")
        while row.height > BOTTOM - self.sheet.y:
            whole = row.height <= min(fresh, SHORT_ROW)
            split = None if whole else tables.cut(row, BOTTOM - self.sheet.y)
            if split:
                part, row, held = split
                self.put(part)
                self._held(number, held)
            self.turn()
        self.put(row)

    def _held(self, number: int, held: tuple[int, ...]) -> None:
        """Keeps where the row was cut; later cuts count from the start of the row."""
        key = (self.at, number)
        self.sheet.cuts[key] = (*self.sheet.cuts.get(key, ()), held)


