"""The navigation: an icon, a word and how many records wait."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.page import Entry, say

_ROW_PX = 36
_Index = QModelIndex | QPersistentModelIndex
_COUNT = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1


class _NavPainter(QStyledItemDelegate):
    """Draws one entry; the count stands right, in the same column for all."""

    def sizeHint(self, option: Any, index: _Index) -> QSize:
        return QSize(120, _ROW_PX)

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        box: QRect = option.rect.adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(
            painter, box, selected=selected, hovered=bool(option.state & QStyle.StateFlag.State_MouseOver)
        )
        if focused:
            painter.setPen(QPen(theme.colour("ring"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        tone = "accent" if selected else "ink2"
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(box.left() + 12, box.center().y() - 8, theme.pixmap(index.data(_ICON), tone, ratio=ratio))
        self._draw_words(painter, box, index, selected=selected)
        painter.restore()

    def _draw_ground(self, painter: QPainter, box: QRect, *, selected: bool, hovered: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or hovered:
            painter.setBrush(theme.colour("accent_tint" if selected else "ground"))
            painter.drawRoundedRect(box, 4, 4)
        if selected:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRect(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5)

    def _draw_words(self, painter: QPainter, box: QRect, index: _Index, *, selected: bool) -> None:
        font = QFont(painter.font())
        font.setPixelSize(theme.BODY_PX)
        font.setWeight(QFont.Weight.Bold if selected else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(box.adjusted(40, 0, -40, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        count = index.data(_COUNT)
        if count:
            font.setWeight(QFont.Weight.Normal)
            font.setPixelSize(13)
            painter.setFont(font)
            painter.setPen(theme.colour("ink2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -10, 0), right, str(count))


class NavList(QListWidget):
    """The pages that exist, in the order the program registers them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_NavPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries without counts."""
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ICON, entry.icon)
            self.addItem(item)

    def show_counts(self, entries: Sequence[Entry], waiting: Mapping[str, int]) -> None:
        """Show how many records wait, by entry key."""
        for at, entry in enumerate(entries):
            count = waiting.get(entry.key, 0)
            item = self.item(at)
            item.setData(_COUNT, count)
            spoken = say("frame.count", title=entry.title, count=count) if count else entry.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
