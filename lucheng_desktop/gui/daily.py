"""Asks now and then whether the day's backup has been made, for a vault that stays open over midnight."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

MINUTES = 10


class Daily(QObject):
    """Calls `ask` when work begins (True) and every ten minutes until it rests; whether any is due is decided there."""

    def __init__(self, parent: QObject, ask: Callable[[bool], None]) -> None:
        super().__init__(parent)
        self._ask = ask
        self.timer = QTimer(self, interval=MINUTES * 60_000)
        self.timer.timeout.connect(lambda: ask(False))

    def begin(self) -> None:
        """A vault has been opened."""
        self.timer.start()
        self._ask(True)

    def rest(self) -> None:
        """The vault is being closed."""
        self.timer.stop()
