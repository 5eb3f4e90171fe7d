"""How a cell of a table is drawn: a state's mark before its word, and the whole text on hover."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from lucheng_desktop.gui import theme

_Index = QModelIndex | QPersistentModelIndex
TONE = Qt.ItemDataRole.UserRole
"""Where a model says the tone of a cell's mark."""


class Cell(QStyledItemDelegate):
    """Shows the whole text of a cell that is too narrow for it on hover."""

    mark_px = 0

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: Any, index: _Index) -> bool:
        text = str(index.data() or "")
        room = option.rect.width() - 18 - self.mark_px
        if event.type() is QEvent.Type.ToolTip and view.fontMetrics().horizontalAdvance(text) > room:
            QToolTip.showText(event.globalPos(), text, view)
            return True
        return super().helpEvent(event, view, option, index)


class MarkedCell(Cell):
    """Draws a state's mark before its word."""

    mark_px = 14

    def paint(self, painter: QPainter, option: Any, index: _Index) -> None:
        super().paint(painter, option, index)
        tone = index.data(TONE)
        if not tone:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, QRect(option.rect.left() + 10, option.rect.center().y() - 4, 9, 9), tone)
        painter.restore()

    def initStyleOption(self, option: Any, index: _Index) -> None:
        super().initStyleOption(option, index)
        if index.data(TONE):
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(12, 12)


def draw_mark(painter: QPainter, box: QRect, tone: str) -> None:
    """A mark that differs in shape as well as in colour: ring, disc, triangle, square."""
    colour = theme.colour({"open": "accent", "soon": "amber", "done": "green", "stop": "red"}.get(tone, "ink3"))
    painter.setPen(Qt.PenStyle.NoPen if tone != "plain" else colour)
    painter.setBrush(colour if tone != "plain" else Qt.BrushStyle.NoBrush)
    if tone == "stop":
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif tone == "soon":
        painter.drawPolygon([QPoint(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()])
    else:
        painter.drawEllipse(box.adjusted(0, 0, -1, -1))
