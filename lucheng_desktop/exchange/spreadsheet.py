"""Spreadsheets: a workbook read cell by cell, and given back in the same order with what is wrong beside it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from lucheng_desktop.cases.cells import EPOCH, Cell
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 256 << 20
"""Unpacked; a register of a hundred thousand lines has a tenth of it."""
_MOST_COLUMNS = 200
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by rows, every row as long as the longest; `epoch` is day nought of its day numbers."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    epoch: date


def read(path: Path) -> tuple[Sheet, ...]:
    """Every visible sheet; a merged field's value stands in all its cells. Refused E-FILE, E-SHEET."""
    _accepted(path)
    with closing(_opened(path, values=True)) as shown, closing(_opened(path, values=False)) as typed:
        epoch = EPOCH if shown.epoch.year < 1904 else shown.epoch.date()
        return tuple(
            Sheet(sheet.title, _rows(sheet, typed[sheet.title]), epoch)
            for sheet in shown.worksheets
            if sheet.sheet_state == "visible"
        )


def _accepted(path: Path) -> None:
    """Refused unless it is a workbook of today's format and no bomb."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as fault:
        raise Refused("E-FILE", file=path.name, reason=because(fault)) from fault
    if head == _OLD:
        raise Refused("E-SHEET/old", file=path.name)
    if head != _ZIP:
        raise Refused("E-SHEET", file=path.name)
    try:
        with ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except BadZipFile as fault:
        raise Refused("E-SHEET", file=path.name) from fault
    if size > MOST_BYTES:
        raise Refused("E-SHEET/size", file=path.name, most=MOST_BYTES >> 20)


def _opened(path: Path, *, values: bool) -> "Workbook":
    """The workbook with what formulas last gave, or with the formulas themselves."""
    from openpyxl import load_workbook

    try:
        return load_workbook(path, data_only=values)
    except Exception as fault:  # the library lets every kind of parser's error through
        raise Refused("E-SHEET", file=path.name) from fault


def _rows(shown: "Worksheet", typed: "Worksheet") -> tuple[tuple[Cell, ...], ...]:
    merged = dict(_merged(shown))
    width = min(shown.max_column, _MOST_COLUMNS)
    return tuple(
        tuple(
            _cell(shown, typed, merged.get(place, place)) for place in ((row, column) for column in range(1, width + 1))
        )
        for row in range(1, shown.max_row + 1)
    )


def _merged(sheet: "Worksheet") -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each cell of a merged field with the field's first cell."""
    for field in sheet.merged_cells.ranges:
        for place in field.cells:
            yield place, (field.min_row, field.min_col)


def _cell(shown: "Worksheet", typed: "Worksheet", origin: tuple[int, int]) -> Cell:
    found, source = shown.cell(*origin), typed.cell(*origin)
    if found.data_type == "e":
        return Cell(None, "error", origin)
    if found.value is None and source.data_type == "f":
        return Cell(None, "formula", origin)
    value = found.value
    return Cell(value if isinstance(value, str | int | float | date | None) else str(value), origin=origin)


Value = str | int | Decimal | None


def table(title: str, rows: Sequence[Sequence[Value]]) -> bytes:
    """A workbook of one sheet, its first row the headings: numbers are numbers, words are words and never a formula.

    Opened again and compared cell by cell before it is given out; Refused E-EXPORT.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    packed = BytesIO()
    with closing(Workbook()) as book:
        sheet = book.worksheets[0]
        sheet.title, sheet.freeze_panes = title, "A2"
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                _enter(sheet.cell(row, column), value)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for letter, width in zip("ABCDEFG", (8, 28, 28, 14, 8, 10, 10), strict=True):
            sheet.column_dimensions[letter].width = width
        book.save(packed)
    if _found(packed) != [list(row) for row in rows]:
        raise Refused("E-EXPORT", file=title)
    return packed.getvalue()


def _enter(cell: Any, value: Value) -> None:
    """A decimal shows two places; a word that begins like a formula is marked as a word, for people who edit it too."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA)
    elif isinstance(value, Decimal):
        cell.number_format = "0.00"


def _found(packed: BytesIO) -> list[list[Value]]:
    """What stands in the workbook; a formula stands for nothing that was put there."""
    from openpyxl import load_workbook

    with closing(load_workbook(packed)) as book:
        return [_without_tail([_told(cell) for cell in row]) for row in book.worksheets[0].iter_rows()]


def _told(cell: Any) -> Value:
    if cell.data_type == "f":
        return f"formula {cell.coordinate}"
    return round(Decimal(str(cell.value)), 2) if isinstance(cell.value, float) else cell.value


def _without_tail(values: list[Value]) -> list[Value]:
    while values and values[-1] is None:
        values.pop()
    return values


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain_text(words: str) -> str:
    """Words for a text file that spreadsheets open: what would begin a formula there stands behind an apostrophe."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def write_faults(
    path: Path, out: Path, title: str, faults: Mapping[tuple[str, int], str], headers: Mapping[str, int]
) -> None:
    """A copy of the workbook with one more column, `title`, that says what is wrong with a row.

    `faults`: (sheet, row from 1) -> words; `headers`: sheet -> row of its headings. Nothing else moves. Only the
    owner may read the copy, and it takes its name when it is whole. Refused E-FILE.
    """
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    with closing(_opened(path, values=False)) as book:
        for name, heading in headers.items():
            sheet = book[name]
            column = _free_column(sheet, heading, title)
            cells = {heading: title} | {row: told for (found, row), told in faults.items() if found == name}
            for row, told in cells.items():
                cell = sheet.cell(row, column, told)
                cell.data_type = "s"  # words are never a formula, whatever they begin with
                cell.font, cell.alignment = Font(color="FFC00000"), Alignment(wrap_text=True, vertical="top")
            sheet.column_dimensions[get_column_letter(column)].width = 48
        _save(book, out)


def _free_column(sheet: "Worksheet", heading: int, title: str) -> int:
    """Where the column of an earlier round stands, else behind the last one."""
    for column in range(1, sheet.max_column + 1):
        if sheet.cell(heading, column).value == title:
            for row in range(heading, sheet.max_row + 1):
                sheet.cell(row, column).value = None
            return column
    return int(sheet.max_column) + 1


def _save(book: "Workbook", out: Path) -> None:
    part = out.with_name(f"{out.name}.part")
    try:
        part.touch(mode=0o600)
        book.save(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise Refused("E-FILE", file=out.name, reason=because(fault)) from fault
