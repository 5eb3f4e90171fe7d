"""The fields of one step with its two buttons, kept as drafts while they are typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.gui.draft_keeper import DraftKeeper, as_text
from lucheng_desktop.gui.facts import place_fields
from lucheng_desktop.gui.fields import Field, TextField
from lucheng_desktop.gui.options import TickField
from lucheng_desktop.gui.page import say
from lucheng_desktop.gui.path_field import PathField

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane


class StepSheet(QFrame):
    """Fields in two columns, longer ones over both; confirmed only when no field is wrong."""

    confirmed = Signal(object)
    """dict of path -> value of every field."""
    left = Signal()

    def __init__(self, title: str, fields: Sequence[Field], note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.fields = {field.path: field for field in fields}
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        self.go = QPushButton(say("step.confirm", title=title), self)
        self.go.setProperty("kind", "primary")
        self.leave = QPushButton(say("step.leave"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addWidget(heading)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        if note:
            column.addWidget(self._note(note))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        place_fields(grid, fields, wide=[field for field in fields if _is_wide(field)])
        column.addLayout(grid)
        column.addLayout(self._buttons())
        self.go.clicked.connect(self._confirm)
        self.leave.clicked.connect(self.left)

    def _note(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("role", "quiet")
        return label

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        return row

    def values(self) -> Mapping[str, Any]:
        """What the fields hold, by path."""
        return {path: field.value() for path, field in self.fields.items()}

    def _confirm(self) -> None:
        wrong = [field for field in self.fields.values() if field.check()]
        for field in self.fields.values():
            field.fault(field.check())
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.confirmed.emit(self.values())


def _is_wide(field: Field) -> bool:
    return isinstance(field, TextField) or (isinstance(field, TickField) and field.wide)


def keep_drafts(sheet: StepSheet, lane: "Lane", form: str, key: str) -> DraftKeeper:
    """Keep what is typed into a sheet, and bring back what was typed before; files to write are chosen anew."""
    keeper = DraftKeeper(lane, form, sheet)
    kept = {path: field for path, field in sheet.fields.items() if not isinstance(field, PathField)}
    known = {path: as_text(field, field.value()) for path, field in kept.items()}
    keeper.watch(kept.values())
    keeper.start(key, known)
    return keeper


def sheet_for(
    title: str,
    fields: Sequence[Field],
    confirmed: Callable[[Mapping[str, Any]], None],
    left: Callable[[], None],
    note: str = "",
) -> StepSheet:
    """A sheet that is wired: what to do with the values, and what to do when the step is left."""
    sheet = StepSheet(title, fields, note)
    sheet.confirmed.connect(confirmed)
    sheet.left.connect(left)
    return sheet
