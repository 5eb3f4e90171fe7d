"""A wait that is shown second by second; a clock that nobody can set says when it is over."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_TICK_MS = 500


class Countdown(QObject):
    """Runs to its end however late the ticks come; the ticks only show where it is."""

    changed = Signal(int)
    """Whole seconds left; 0 when the wait is over."""

    def __init__(self, parent: QObject, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._until = 0.0
        self.timer = QTimer(self, interval=_TICK_MS)
        self.timer.timeout.connect(self._tick)

    def start(self, seconds: float) -> None:
        """Begin to wait, or stop waiting when there is nothing to wait for."""
        self._until = self._now() + seconds
        self.timer.start() if seconds > 0 else self.timer.stop()
        self.changed.emit(self.left())

    def left(self) -> int:
        """Whole seconds left, rounded up."""
        return max(0, -int(-(self._until - self._now()) // 1))

    def _tick(self) -> None:
        if not self.left():
            self.timer.stop()
        self.changed.emit(self.left())


def clock_face(seconds: int) -> str:
    """Seconds as minutes and seconds, such as 4:05."""
    return f"{seconds // 60}:{seconds % 60:02}"
