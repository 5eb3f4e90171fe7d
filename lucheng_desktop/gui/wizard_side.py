"""Beside the question: guidance of the item in hand with its source, and the evidence of the criterion."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import empty_layout
from lucheng_desktop.gui.wizard_plan import Entry, say

if TYPE_CHECKING:
    from lucheng_desktop.procedures.tolerance import Evidence

WIDTH_PX = 260
_LIST_PX = 34
_UNITS = ("B", "KB", "MB", "GB")
_SHOWN = {"hard": ("guidance.red", "error")} | dict.fromkeys(("source", "name", "reading"), ("guidance.plain", "hint"))


class Guidance(QFrame):
    """What one item of the pack means: what it asks, usual evidence, its red line, its source and status."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sheet = QWidget()
        area.setWidget(sheet)
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._shown: Entry | None = None

    def show_entry(self, entry: Entry) -> None:
        """Show one item."""
        if entry == self._shown:
            return
        self._shown = entry
        empty_layout(self._column)
        self._add(entry.title, "heading")
        self._add(entry.text, "quiet")
        for key, lines in entry.details:
            self._add(say(f"guidance.{key}"), "label", above=8)
            mark, role = _SHOWN.get(key, ("guidance.line", "quiet"))
            for line in lines:
                self._add(say(mark, line=line), role)
        self._column.addStretch(1)

    def _add(self, text: str, role: str, above: int = 0) -> None:
        if not text:
            return
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setProperty("role", role)
        label.setContentsMargins(0, above, 0, 0)
        self._column.addWidget(label)


class EvidencePanel(QFrame):
    """The evidence of one criterion and the way to add more."""

    picked = Signal(Path)
    """A file to store as evidence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.list = QListWidget(self)
        self.list.setAccessibleName(say("evidence.spoken"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.attach = QPushButton(theme.icon("attach"), say("evidence.attach"), self)
        self.attach.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        for part in (self.heading, self.list, self.attach):
            column.addWidget(part)
        self.show_evidence(())

    def show_evidence(self, evidence: "Sequence[Evidence]") -> None:
        """Show these pieces; none shows no list."""
        self.list.clear()
        for piece in evidence:
            size = file_size(piece.bytes)
            item = QListWidgetItem(theme.icon("lock"), say("evidence.line", name=piece.name, size=size), self.list)
            item.setToolTip(say("evidence.line", name=piece.name, size=size))
        self.heading.setText(say("evidence.title", count=len(evidence)))
        self.list.setVisible(bool(evidence))
        self.list.setFixedHeight(min(len(evidence), 4) * _LIST_PX + 6)

    def _choose(self) -> None:
        dialog = QFileDialog(self, say("evidence.choose"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.picked.emit(Path(name)))
        dialog.open()


class Side(QWidget):
    """Guidance above, evidence below, 260 px wide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH_PX)
        self.guidance = Guidance(self)
        self.evidence = EvidencePanel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.guidance, 1)
        column.addWidget(self.evidence)


def file_size(count: int) -> str:
    """A number of bytes for people: `1.4 MB`, whole numbers below 1 KB."""
    size, unit = float(count), 0
    while size >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if unit else f"{count} {_UNITS[0]}"
