"""The steps at the left: number, title, and how far each is, as a mark and a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.cells import draw_mark
from lucheng_desktop.gui.wizard_plan import Step, say

_WIDEST_PX = 228
_NARROWEST_PX = 196
_ROW_PX = 32
_STANDING = Qt.ItemDataRole.UserRole
_KEY = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a step is: a tone (plain, soon, done, stop) and its word."""

    tone: str
    word: str


class _Painter(QStyledItemDelegate):
    """Mark, number and title at the left; the word at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, _ROW_PX)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        standing = index.data(_STANDING)
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        box, middle = option.rect, Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, QRect(box.left() + 8, box.center().y() - 3, 9, 9), standing.tone)
        painter.setPen(theme.colour("ink"))
        room = box.adjusted(24, 0, -46, 0)
        painter.drawText(room, middle, option.fontMetrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width()))
        painter.setPen(theme.colour({"done": "green", "soon": "amber", "stop": "red"}.get(standing.tone, "ink3")))
        painter.drawText(box.adjusted(0, 0, -8, 0), middle | Qt.AlignmentFlag.AlignRight, standing.word)
        painter.restore()


class StepList(QListWidget):
    """The steps of the wizard; choosing one goes there."""

    wanted = Signal(str)
    """Key of the step that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(_NARROWEST_PX)
        self.setMaximumWidth(_WIDEST_PX)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("steps.list"))
        self.setToolTip(say("steps.keys"))
        self.currentItemChanged.connect(lambda item: self.wanted.emit(item.data(_KEY)) if item else None)

    def lay_out(self, steps: tuple[Step, ...]) -> None:
        """Show these steps, none of them begun."""
        self.blockSignals(True)
        self.clear()
        for step in steps:
            title = say("steps.heading", number=step.number, title=step.title) if step.number else step.title
            item = QListWidgetItem(title, self)
            item.setData(_KEY, step.key)
        self.show_standings(steps, {})
        self.blockSignals(False)

    def show_standings(self, steps: tuple[Step, ...], standings: Mapping[str, Standing]) -> None:
        """Show how far each step is."""
        for row, step in enumerate(steps):
            standing = standings.get(step.key, Standing("plain", say("state.empty")))
            spoken = "steps.spoken" if step.number else "steps.spoken_summary"
            self.item(row).setData(_STANDING, standing)
            words = say(spoken, number=step.number, title=step.title, word=standing.word)
            self.item(row).setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def choose(self, row: int) -> None:
        """Mark a step as the current one without asking to go there."""
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)
