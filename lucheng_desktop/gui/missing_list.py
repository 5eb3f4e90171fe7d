"""The list of what is missing; a click or Enter jumps to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.page import say

_ROW_PX = 30
_ROWS_SHOWN = 3


class MissingList(QFrame):
    """What keeps the next step from being lawful: one line each, with the place it belongs to."""

    wanted = Signal(str)
    """Path of the missing part that the officer wants to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "quiet")
        self.list = QListWidget(self)
        self.list.setWordWrap(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(say("missing.list"))
        self.list.itemActivated.connect(self._jump)
        self.list.itemClicked.connect(self._jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        self.show_missing(())

    def show_missing(self, missing: Sequence[tuple[str, str]]) -> None:
        """Show (path, text) pairs; an empty path is said but cannot be jumped to."""
        self.list.clear()
        jump, stop = theme.icon("jump", "amber"), theme.icon("stop", "amber")
        for path, text in missing:
            item = QListWidgetItem(jump if path else stop, text)
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setToolTip(text)
            self.list.addItem(item)
        self.heading.setText(_heading(missing))
        self.list.setVisible(bool(missing))
        self.list.setFixedHeight(min(len(missing), _ROWS_SHOWN) * _ROW_PX + 6)

    def _jump(self, item: QListWidgetItem) -> None:
        path = item.data(Qt.ItemDataRole.UserRole)
        if path:
            self.wanted.emit(path)


def _heading(missing: Sequence[tuple[str, str]]) -> str:
    """How much is missing; lines that lead nowhere say what comes next."""
    if any(path for path, _ in missing):
        return say("missing.some", count=len(missing))
    return say("missing.ahead") if missing else say("missing.none")
