"""Ruled tables of forms and enclosures: cells broken into lines, rows measured, long rows cut at the foot of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from types import MappingProxyType

from lucheng_desktop.cases.documents import Cell, Table
from lucheng_desktop.circulars import fonts
from lucheng_desktop.circulars.display import Glyph, Rule, set_line
from lucheng_desktop.circulars.grid import LEFT, POINT, WIDTH
from lucheng_desktop.circulars.lines import Line, break_lines, width

SIZE = 12.0
"""小四, the size in which forms are printed."""
HALF = SIZE * POINT / 2
EM = SIZE * POINT
LINE = 18 * POINT
BESIDE, ABOVE = 1.3, 1.6
"""White inside a cell, in mm."""
LOWEST = 9.0
"""Lowest row in mm: room for a line of handwriting."""
OUTER, INNER = 0.35, 0.18
ROOM_FOR_INDENT = 40
"""Half-cells of a cell from which a long paragraph is set two characters in."""
NARROW = 25.0
"""Width in mm of a column up to which a single line stands in its middle."""
LEAST_PART = 2
"""Lines of a cell that must stand on either page when its row goes on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a cell, and how much of the cell's text stands up to its end."""

    line: Line
    slots: tuple[str, ...]
    end: int
    signed: bool = False


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell broken into lines: left edge and width in mm."""

    left: float
    width: float
    pieces: tuple[Piece, ...]
    label: bool
    length: int
    """Characters of the whole cell."""

    def part(self, start: int, end: int) -> "SetCell":
        """The cell with only these lines."""
        return SetCell(self.left, self.width, self.pieces[start:end], self.label, self.length)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row of set cells; `again`: its labels were already said on the page before."""

    cells: tuple[SetCell, ...]
    again: bool = False

    @property
    def height(self) -> float:
        """Its height in mm."""
        return max(LOWEST, lines(self) * LINE + 2 * ABOVE)


def lines(row: SetRow) -> int:
    """Lines of the fullest cell."""
    return max(len(cell.pieces) for cell in row.cells)


def edges(table: Table) -> list[float]:
    """Left edges of the columns and the right edge of the last, in mm."""
    total = sum(table.columns)
    return [LEFT + WIDTH * part / total for part in accumulate(table.columns, initial=0)]


def head_row(table: Table, names: Sequence[str]) -> SetRow | None:
    """The row that stands again on every page."""
    if not table.head:
        return None
    return set_row(tuple(Cell(text=text, label=True) for text in table.head), edges(table), names)


def set_row(cells: Sequence[Cell], at: Sequence[float], names: Sequence[str]) -> SetRow:
    """The cells of a row in their columns."""
    starts = list(accumulate((cell.span for cell in cells), initial=0))
    return SetRow(tuple(_set_cell(cell, at[start], at[end] - at[start], names)
                        for cell, (start, end) in zip(cells, pairwise(starts), strict=True)))


def _set_cell(cell: Cell, left: float, wide: float, names: Sequence[str]) -> SetCell:
    measure = max(4, int((wide - 2 * BESIDE) / HALF + 1e-6))
    slot = "hei" if cell.label else "fangsong"
    return SetCell(left, wide, tuple(_pieces(cell, measure, slot, names)), cell.label, len(cell.whole))


def _pieces(cell: Cell, measure: int, slot: str, names: Sequence[str]) -> Iterator[Piece]:
    offset = 0
    paragraphs = cell.whole.split("\n")
    last = len(paragraphs) if cell.sign is not None else 0
    text = paragraphs[:-1] if last else paragraphs
    indented = measure >= ROOM_FOR_INDENT and any(sum(map(width, part)) > measure for part in text)
    for number, part in enumerate(paragraphs, 1):
        slots = fonts.assign(part, slot, names)
        for line in _broken(cell, part, measure, 4 if indented and number != last else 0, names):
            yield Piece(line, slots, offset + line.start + len(line.text), number == last)
        offset += len(part) + 1


def _broken(cell: Cell, text: str, measure: int, indent: int, names: Sequence[str]) -> list[Line]:
    """The lines of a paragraph; those of a label as even as their number allows."""
    broken = break_lines(text, indent, 0, names, measure)
    if not cell.label or len(broken) == 1:
        return broken
    even = -(-sum(map(width, text)) // len(broken))
    tries = (break_lines(text, 0, 0, names, room) for room in range(even, measure))
    return next((found for found in tries if len(found) == len(broken)), broken)


def cut(row: SetRow, room: float) -> tuple[SetRow, SetRow, tuple[int, ...]] | None:
    """The part of a row that fits into `room` mm, the rest, and how much of each cell the part holds."""
    most = int((room - 2 * ABOVE) / LINE + 1e-6)
    ends = [_take(len(cell.pieces), most) for cell in row.cells]
    if most <= LEAST_PART or max(ends) < LEAST_PART:
        return None
    first = SetRow(tuple(cell.part(0, end) for cell, end in zip(row.cells, ends, strict=True)), row.again)
    rest = SetRow(tuple(cell if cell.label else cell.part(end, len(cell.pieces))
                        for cell, end in zip(row.cells, ends, strict=True)), True)
    held = tuple(cell.pieces[end - 1].end if end else cell.length for cell, end in zip(row.cells, ends, strict=True))
    return first, rest, held


def _take(count: int, most: int) -> int:
    """Lines of a cell before the break: all, or so many that no single line is left over."""
    if count <= most:
        return count
    return most if count - most >= LEAST_PART else most - 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """The glyphs of a row, those that say again what an earlier page said, and its rules."""

    glyphs: tuple[Glyph, ...]
    again: tuple[Glyph, ...]
    shapes: tuple[Rule, ...]


_WEIGHT = MappingProxyType({True: OUTER, False: INNER})


def draw(row: SetRow, top: float, first: bool, suffix: str) -> Drawn:
    """A row at `top`; `first` on its page has the heavy rule above; `suffix` marks labels that are said again."""
    height = row.height
    glyphs: list[Glyph] = []
    again: list[Glyph] = []
    for cell in row.cells:
        label_again = cell.label and row.again
        (again if label_again else glyphs).extend(_cell(cell, top, height))
        if label_again:
            again.extend(_suffix(cell, top, height, suffix))
    return Drawn(tuple(glyphs), tuple(again), tuple(_rules(row, top, height, first)))


def close(top: float) -> Rule:
    """The heavy rule under the last row of a page."""
    return Rule(LEFT, LEFT + WIDTH, top - OUTER, OUTER, "black")


def _rules(row: SetRow, top: float, height: float, first: bool) -> Iterator[Rule]:
    yield Rule(LEFT, LEFT + WIDTH, top, _WEIGHT[first], "black")
    yield Rule(LEFT, LEFT + OUTER, top, height, "black")
    yield Rule(LEFT + WIDTH - OUTER, LEFT + WIDTH, top, height, "black")
    for cell in row.cells[1:]:
        yield Rule(cell.left - INNER / 2, cell.left + INNER / 2, top, height, "black")


def _cell(cell: SetCell, top: float, height: float) -> Iterator[Glyph]:
    """Lines in the middle of the row; a signature at its foot."""
    free = height - 2 * ABOVE - len(cell.pieces) * LINE
    signed = any(piece.signed for piece in cell.pieces)
    y = top + ABOVE + (0 if signed else free / 2) + (LINE - EM) / 2
    for piece in cell.pieces:
        foot = free if piece.signed else 0.0
        yield from set_line(piece.line, piece.slots, cell.left + _indent(cell, piece), y + foot, SIZE, HALF)
        y += LINE


def _indent(cell: SetCell, piece: Piece) -> float:
    """How far from its cell's edge a line starts: labels centred, signatures right, text left."""
    room = cell.width - piece.line.end * HALF
    if cell.label or (len(cell.pieces) == 1 and cell.width < NARROW):
        return room / 2
    return room - BESIDE if piece.signed else BESIDE


def _suffix(cell: SetCell, top: float, height: float, suffix: str) -> Iterator[Glyph]:
    """（续） under a label that is said again."""
    measure = max(4, int((cell.width - 2 * BESIDE) / HALF + 1e-6))
    slots = fonts.assign(suffix, "hei", ())
    y = top + height / 2 + len(cell.pieces) * LINE / 2 + (LINE - EM) / 2
    for line in break_lines(suffix, 0, 0, (), measure):
        yield from set_line(line, slots, cell.left + (cell.width - line.end * HALF) / 2, y, SIZE, HALF)
        y += LINE


