"""The history of a record as a table: who, when, what, before and after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.history_sheet import cells
from lucheng_desktop.gui.table import Column, RecordTable
from lucheng_desktop.places import words
from lucheng_desktop.procedures.speech import Line

COLUMNS = ("at", "officer", "kind", "what", "before", "after")
_WIDTHS = (150, 80, 80, 130, 120, 160)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the history with the place it stands at."""

    id: str
    line: Line


class HistoryTable(RecordTable):
    """Lines of a history, oldest first; narrowed by officer or by kind in the header."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = words("ledger")["column"]
        self.setAccessibleName(words("ledger")["tab"]["lines"])
        self.lay_out(
            [
                Column(titles[name], _cell(at), width, stretch=name == "after", narrow=name in ("officer", "kind"))
                for at, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True))
            ]
        )

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.show_rows([LineRow(str(at), line) for at, line in enumerate(lines)])


def _cell(at: int) -> Callable[[Any], str]:
    return lambda row: cells(row.line)[at]
