"""How a record page shares out its room between list and record, and between a step's fields and the tabs."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.forms.record_page import Ui_RecordPage

_SHEET_LEAST = 160
_TABS_LEAST = 200
_LIST_LEAST = 300
_LIST_MOST = 460
_NO_LIMIT = 16777215


class Room(QObject):
    """Watches the heights and widths of a record page; nothing clips at 1366 x 768 and 125 %."""

    def __init__(self, page: QWidget, ui: Ui_RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._ui = ui
        self._moved = False
        ui.halves.setStretchFactor(1, 1)
        ui.halves.splitterMoved.connect(self._hand_moved)
        ui.record.installEventFilter(self)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.share_width() if watched is self._page else self.share_height()
        return False

    def share_width(self) -> None:
        """The list takes two fifths of the width until the officer moves the handle."""
        if not self._moved:
            width = self._page.width()
            part = min(max(width * 2 // 5, _LIST_LEAST), _LIST_MOST)
            self._ui.halves.setSizes([part, width - part])

    def share_height(self) -> None:
        """A sheet takes the room it needs; the tabs below it give way when little would be left of them."""
        ui, sheet = self._ui, not self._ui.sheet_place.isHidden()
        wanted = ui.sheet_ground.sizeHint().height() if sheet else 0
        left = ui.record.height() - wanted - ui.head.sizeHint().height() - ui.path.height()
        beside = left > _TABS_LEAST
        ui.tabs.setVisible(not sheet or beside)
        ui.sheet_place.setMaximumHeight(wanted if beside else _NO_LIMIT)
        ui.sheet_place.setMinimumHeight(wanted if beside else min(wanted, _SHEET_LEAST))
        ui.missing.setVisible(not sheet and ui.missing.list.count() > 0)

    def _hand_moved(self) -> None:
        self._moved = True
