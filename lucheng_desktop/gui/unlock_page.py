"""Unlocking: which vault, which officer, the passphrase; from here a vault is also checked and put back."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from lucheng_desktop.gui import door as first_page
from lucheng_desktop.gui.ceremony_card import NEEDS_CODE
from lucheng_desktop.gui.countdown import Countdown, clock_face
from lucheng_desktop.gui.door import Door, Key
from lucheng_desktop.gui.errands import Checking, ComingBack, Errand, Restoring, Unlocking
from lucheng_desktop.gui.forms.unlock_page import Ui_UnlockPage
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import say
from lucheng_desktop.refusal import Refused

UNLOCK, CHECK, RESTORE, WAY_BACK = "unlock", "check", "restore", "way_back"


class UnlockPage(QWidget):
    """The first page; it is all there is to see while nobody has unlocked."""

    unlocked = Signal(object)
    """The desk now lies on the vault's thread."""

    def __init__(self, lane: Lane, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_UnlockPage()
        self.ui.setupUi(self)
        self.setObjectName("unlock_page")
        self.countdown = Countdown(self)
        self.card: QWidget = self.ui.card
        self.unlocking = Unlocking(lane, door, self)
        self.restoring = Restoring(lane, door, self, self.ui.backup)
        self._errands: dict[str, Errand] = {
            UNLOCK: self.unlocking,
            CHECK: Checking(lane, door, self),
            RESTORE: self.restoring,
            WAY_BACK: ComingBack(lane, door, self),
        }
        self._officers: tuple[str, ...] = ()
        self._task = UNLOCK
        self._lane = lane
        self._door = door
        self._build()
        lane.ask(self, lambda _desk, _order: tuple(door.officers()), None, self._offer, self._refuse)

    def _build(self) -> None:
        ui = self.ui
        ui.vault.setText(self._door.name)
        ui.code_part.hide()
        ui.unlock.clicked.connect(self.try_passphrase)
        ui.passphrase.returnPressed.connect(self.try_passphrase)
        ui.code.returnPressed.connect(self.try_passphrase)
        ui.officer.activated.connect(self._another)
        self.countdown.changed.connect(self._show_wait)
        ui.elsewhere.clicked.connect(self.restoring.browse)
        self.restoring.people.connect(self._name)
        self.unlocking.entered.connect(self.unlocked)
        for errand in self._errands.values():
            errand.refused.connect(self._refuse)
            errand.turned.connect(self._turn)
            errand.told.connect(self._told)
            errand.working.connect(partial(self._working, True))
        self._offer_tasks()
        self.take_up(UNLOCK)

    def _offer_tasks(self) -> None:
        menu = QMenu(self.ui.other)
        doors = ((UNLOCK, True), (CHECK, self._door.check), (RESTORE, self._door.restore))
        for task, there in (*doors, (WAY_BACK, self._door.way_back)):
            if there:
                offered = menu.addAction(first_page.say(f"{task}.menu"))
                offered.triggered.connect(lambda _=False, task=task: self.take_up(task))
        self.ui.other.setMenu(menu)
        self.ui.other.setVisible(len(menu.actions()) > 1)

    def take_up(self, task: str) -> None:
        """What the passphrase is for: unlock, check or restore; who has lost his is asked for recovery sheets."""
        self.ui.message.clear()
        if task != WAY_BACK:
            self._ask_passphrase(task)
        self._errands[task].take_up()

    def _ask_passphrase(self, task: str) -> None:
        ui, self._task = self.ui, task
        ui.task.setText("" if task == UNLOCK else first_page.say(f"{task}.title"))
        ui.note.setText("" if task == UNLOCK else first_page.say(f"{task}.note"))
        ui.unlock.setText(first_page.say(f"{task}.go"))
        for part in (ui.task, ui.note):
            part.setVisible(task != UNLOCK)
        ui.backup_part.setVisible(task == RESTORE)
        self._name(self._officers)
        ui.passphrase.setFocus()

    def try_passphrase(self) -> None:
        """Try what was typed; the line is emptied at once, whatever comes of it."""
        ui = self.ui
        key = Key(ui.officer.currentText(), ui.passphrase.text(), "" if ui.code_part.isHidden() else ui.code.text())
        ui.message.clear()
        if self.countdown.left():
            left = clock_face(self.countdown.left())
            ui.message.tell(first_page.say("unlock.wait_told", left=left), tone="soon")
        elif not key.passphrase:
            ui.message.tell(say("unlock.empty"), tone="open")
            ui.passphrase.setFocus()
        else:
            ui.passphrase.clear()
            self._working(True)
            self._errands[self._task].begin(key)

    def _name(self, officers: tuple[str, ...]) -> None:
        """Offer these officers; who was chosen stays so."""
        chosen = self.ui.officer.currentText()
        self.ui.officer.clear()
        self.ui.officer.addItems(officers)
        self.ui.officer.setCurrentText(chosen)
        self.ui.unlock.setEnabled(bool(officers) and not self.countdown.left())

    def _offer(self, officers: tuple[str, ...]) -> None:
        self._officers = officers
        self._name(officers)
        if officers:
            self._ask_wait(self.ui.officer.currentText())
        else:
            self.ui.message.tell(say("unlock.no_officers"), tone="soon")

    def _another(self) -> None:
        self._ask_wait(self.ui.officer.currentText())
        self.ui.passphrase.setFocus()

    def _refuse(self, refused: Refused, officer: str = "") -> None:
        self._working(False)
        self.ui.message.refuse(refused)
        if refused.code in NEEDS_CODE:
            self.ui.code_part.show()
        (self.ui.code if refused.code in NEEDS_CODE else self.ui.passphrase).setFocus()
        if refused.code == "E-PASSPHRASE":
            self._ask_wait(officer)

    def _ask_wait(self, officer: str) -> None:
        waits = lambda _desk, _order: self._door.waits(officer)  # noqa: E731
        self._lane.ask(self, waits, None, self.countdown.start, lambda _refused: None)

    def _show_wait(self, left: int) -> None:
        """While somebody has to wait the button rests and the seconds are shown."""
        if not self.ui.officer.isEnabled():
            return
        self.ui.unlock.setEnabled(not left and bool(self.ui.officer.count()))
        self.ui.state.setText(first_page.say("unlock.wait", left=clock_face(left)) if left else "")

    def _working(self, working: bool) -> None:
        self.ui.state.setText(first_page.say(f"{self._task}.working") if working else "")
        for part in (self.ui.unlock, self.ui.other, self.ui.officer, self.ui.passphrase, self.ui.code):
            part.setEnabled(not working)

    def _told(self, text: str, tone: str, detail: str) -> None:
        """Something was done; what is left to do is to unlock."""
        self._working(False)
        if tone != "open":
            self.take_up(UNLOCK)
        self.ui.message.tell(text, tone=tone, detail=detail)

    def _turn(self, card: QWidget | None) -> None:
        """Put a card in the place of the form, or the form back."""
        self._working(False)
        if self.card is not self.ui.card:
            self.ui.grid.removeWidget(self.card)
            self.card.hide()
            self.card.deleteLater()
        self.card = card or self.ui.card
        self.ui.card.setVisible(card is None)
        if card:
            self.ui.grid.addWidget(card, 1, 1)
        else:
            self.ui.passphrase.setFocus()

    def rest(self) -> None:
        """Nothing came of the passphrase: another one can be tried."""
        self._working(False)

    def choose(self, officer: str) -> None:
        """Offer this officer first, as after locking."""
        self.ui.officer.setCurrentText(officer)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ui.passphrase.setFocus()
