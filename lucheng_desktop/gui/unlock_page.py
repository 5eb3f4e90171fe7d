"""Unlocking: which vault, which officer, the passphrase; a wrong one is said in words and the line is emptied."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.forms.unlock_page import Ui_UnlockPage
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import say
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class Door:
    """How a vault is opened and closed; every function runs on the vault's thread."""

    name: str
    """What the page calls the vault."""
    officers: Callable[[], Sequence[str]]
    unlock: Callable[[str, str], Any]
    """(officer, passphrase) -> the desk; Refused when it may not be."""
    close: Callable[[Any], None]


class UnlockPage(QWidget):
    """The first page; it is all there is to see while nobody has unlocked."""

    unlocked = Signal(object)
    """The desk now lies on the vault's thread."""

    def __init__(self, lane: Lane, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_UnlockPage()
        self.ui.setupUi(self)
        self.setObjectName("unlock_page")
        self._lane = lane
        self._door = door
        self.ui.vault.setText(door.name)
        self.ui.unlock.clicked.connect(self.try_passphrase)
        self.ui.passphrase.returnPressed.connect(self.try_passphrase)
        self.ui.officer.activated.connect(lambda: self.ui.passphrase.setFocus())
        lane.ask(self, lambda _desk, _order: tuple(door.officers()), None, self._offer, self._refuse)

    def try_passphrase(self) -> None:
        """Try what was typed; the line is emptied at once, whatever comes of it."""
        officer, passphrase = self.ui.officer.currentText(), self.ui.passphrase.text()
        self.ui.message.clear()
        if not passphrase:
            self.ui.message.tell(say("unlock.empty"), tone="open")
            self.ui.passphrase.setFocus()
            return
        self.ui.passphrase.clear()
        self._working(True)
        self._lane.open(self, lambda: self._door.unlock(officer, passphrase), self._enter, self._refuse)

    def _offer(self, officers: tuple[str, ...]) -> None:
        self.ui.officer.clear()
        self.ui.officer.addItems(officers)
        self.ui.unlock.setEnabled(bool(officers))
        if not officers:
            self.ui.message.tell(say("unlock.no_officers"), tone="soon")

    def _enter(self, desk: object) -> None:
        self._working(False)
        self.unlocked.emit(desk)

    def _refuse(self, refused: Refused) -> None:
        self._working(False)
        self.ui.message.refuse(refused)
        self.ui.passphrase.setFocus()

    def _working(self, working: bool) -> None:
        self.ui.state.setText(say("unlock.working") if working else "")
        for part in (self.ui.unlock, self.ui.officer, self.ui.passphrase):
            part.setEnabled(not working)

    def rest(self) -> None:
        """Nothing came of the passphrase: another one can be tried."""
        self._working(False)

    def choose(self, officer: str) -> None:
        """Offer this officer first, as after locking."""
        self.ui.officer.setCurrentText(officer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ui.passphrase.setFocus()
