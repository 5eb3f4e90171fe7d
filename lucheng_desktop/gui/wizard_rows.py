"""Rows of reference items: a button with its guidance beside or below, and how far the item is settled."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lucheng_desktop.gui.wizard_plan import Entry, say
from lucheng_desktop.places import words

_LONG_TITLE = 8
"""A title with more characters stands above its text."""


class StatusMark(QLabel):
    """How far an item is settled, as a mark and a word; its source on hover."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setText(say("guidance.status", mark=words("wizard")["marks"].get(entry.status, ""), status=entry.status))
        self.setToolTip(entry.cite)
        self.setAccessibleName(say("guidance.status_spoken", status=entry.status, cite=entry.cite))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.text()) + 4)
        if not entry.status:
            self.hide()


class Pointing(QWidget):
    """Says which item the officer points at, with the pointer or with the focus."""

    pointed = Signal(object)
    """The Entry under the pointer or the focus."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry

    def watch(self, button: QAbstractButton) -> None:
        """A button of this item: the focus on it points at the item."""
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.pointed.emit(self.entry)
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(self.entry)


class Row(Pointing):
    """One item to choose; the whole row answers to a click."""

    def __init__(self, button: QAbstractButton, entry: Entry, *, wide: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(entry, parent)
        self.button = button
        self.text = QLabel(entry.text, self)
        self.text.setWordWrap(True)
        self.text.setProperty("role", "quiet")
        button.setText(entry.title)
        button.setAccessibleName(entry.title)
        button.setAccessibleDescription(f"{entry.text} {entry.cite}".strip())
        self.watch(button)
        self._lay_out(wide)

    def _lay_out(self, wide: int) -> None:
        """The text stands beside a short title, or below a long one, which then has the whole width."""
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line.setSpacing(8)
        if wide:
            self.button.setMinimumWidth(wide)
            line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            column.addWidget(self.button)
            self.text.setContentsMargins(30, 0, 0, 4)
        line.addWidget(self.text, 1)
        line.addWidget(StatusMark(self.entry, self))
        column.addLayout(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self.button.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()


def title_width(entries: tuple[Entry, ...], widget: QWidget) -> int:
    """Pixels that the buttons of a list share, or 0 when the titles are too long to stand beside their text."""
    if any(len(entry.title) > _LONG_TITLE for entry in entries):
        return 0
    metrics = widget.fontMetrics()
    return max((metrics.horizontalAdvance(entry.title) for entry in entries), default=0) + 44
