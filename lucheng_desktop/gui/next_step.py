"""The one primary button of a record, the next lawful step, and the menu of all its steps."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton

from lucheng_desktop.gui import theme
from lucheng_desktop.procedures.progress import Choice


class NextStep(QObject):
    """Offers steps; a shut one says why on hover, and its reason stands in the list of what is missing too."""

    taken = Signal(str)
    """Name of the step the officer wants, sent after the field in hand has settled."""

    def __init__(self, button: QPushButton, other: QPushButton) -> None:
        super().__init__(button)
        self._button = button
        self._other = other
        self._first: Choice | None = None
        self._resting = False
        self.menu = QMenu(other)
        self.menu.setToolTipsVisible(True)
        other.setMenu(self.menu)
        button.clicked.connect(self._press)

    def offer(self, choices: Sequence[Choice]) -> None:
        """The first open step onward goes on the button, all of them into the menu."""
        onward = [one for one in choices if not one.back]
        self._first = next((one for one in onward if one.open), next(iter((*onward, *choices)), None))
        self._button.setVisible(self._first is not None)
        if self._first:
            key = self._button.shortcut()
            self._button.setText(self._first.title)
            self._button.setShortcut(key)  # a new text takes the old key away
            self._button.setToolTip(self._first.why)
            self._button.setAccessibleDescription(self._first.why)
        self.rest(self._resting)
        self.menu.clear()
        for one in choices:
            action = self.menu.addAction(theme.icon("jump"), one.title)
            action.setEnabled(one.open)
            action.setToolTip(one.why or one.title)
            action.triggered.connect(lambda _=False, name=one.step: self._take(name))
        self._other.setVisible(len(choices) > 1)

    def rest(self, resting: bool) -> None:
        """While the fields of a step are open its button rests."""
        self._resting = resting
        self._button.setEnabled(bool(self._first and self._first.open) and not resting)

    def _press(self) -> None:
        if self._first:
            self._take(self._first.step)

    def _take(self, step: str) -> None:
        QTimer.singleShot(0, self, lambda: self.taken.emit(step))


def permit(button: QAbstractButton, why: str) -> None:
    """Open a button, or shut it and let it say why: whose work it is, or what is missing."""
    button.setEnabled(not why)
    button.setToolTip(why)
    button.setAccessibleDescription(why)
