"""What may lie at the right of a list in the place of a record."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from lucheng_desktop.gui.record_page import RecordPage


class Side(QObject):
    """Turns from the record of a page to something else and back to nothing."""

    turning = Signal()
    """The record is about to be left."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._areas: dict[QWidget, QScrollArea] = {}

    def turn_to(self, panel: QWidget) -> None:
        """Show a panel, which scrolls when it is longer than the screen, and give it the focus."""
        page = self._page
        self.turning.emit()
        page.close_sheet()
        page.ui.message.clear()
        page.ui.table.clearSelection()
        page.record = ""
        page.ui.sides.setCurrentWidget(self._area(panel))
        panel.setFocus()

    def leave(self, focus: QWidget) -> None:
        """Show that nothing is chosen; the focus goes to where the panel was opened."""
        self._page.ui.sides.setCurrentWidget(self._page.ui.pick)
        focus.setFocus()

    def _area(self, panel: QWidget) -> QWidget:
        if self._page.ui.sides.indexOf(panel) >= 0:
            return panel
        if panel not in self._areas:
            self._areas[panel] = _in_scroll_area(panel, self._page)
            self._page.ui.sides.addWidget(self._areas[panel])
        return self._areas[panel]


def _in_scroll_area(content: QWidget, parent: QWidget) -> QScrollArea:
    area, ground = QScrollArea(parent), QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area
