"""Locks the window when nobody has touched it for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

IDLE_MINUTES = 10
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod})


class Idle(QObject):
    """Calls `rest` after ten minutes without a key, a click or a wheel.

    It watches what has the focus, not the whole program: a page that opens sends itself thousands of events.
    """

    def __init__(self, parent: QObject, rest: Callable[[], None]) -> None:
        super().__init__(parent)
        self.timer = QTimer(self, interval=IDLE_MINUTES * 60_000, singleShot=True)
        self.timer.timeout.connect(rest)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._watch)  # clicks, wheels, keys
        app.focusChanged.connect(self._follow)  # what an input method commits goes past the window
        self._watch(app.focusWindow())
        self._watch(app.focusWidget())
        self.timer.start()

    def _follow(self, _before: QObject | None, now: QObject | None) -> None:
        self._watch(now)

    def _watch(self, focused: QObject | None) -> None:
        if focused is not None:
            focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.timer.start()
        return False
