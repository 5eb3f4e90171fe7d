"""Locks the window when nobody has touched it for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 10
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod})


class Idle(QObject):
    """Calls `rest` after ten minutes without a key, a click or a wheel."""

    def __init__(self, parent: QObject, rest: Callable[[], None]) -> None:
        super().__init__(parent)
        self.timer = QTimer(self, interval=IDLE_MINUTES * 60_000, singleShot=True)
        self.timer.timeout.connect(rest)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.timer.start()
        return False
