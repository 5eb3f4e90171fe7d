"""Who complained, opened by the petition office for a purpose and a time; it goes away when the time is over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from lucheng_desktop.gui.countdown import Countdown, clock_face
from lucheng_desktop.gui.facts import empty_layout, fill_facts, reach
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.forms.complainant import Ui_Complainant
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.petition_forms import complete, say
from lucheng_desktop.gui.wiping import wipe
from lucheng_desktop.procedures.complainants import ComplainantOpened, OpenComplainant, open_complainant, why_not_open
from lucheng_desktop.refusal import Refused

_MINUTES = 10


class ComplainantPanel(QFrame):
    """First asks for the purpose and says what is put on record, then shows what was sealed, counting down."""

    over = Signal(str)
    """The time is over; the page says it."""
    refused = Signal(Refused)

    def __init__(self, lane: Lane, button: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Complainant()
        self.ui.setupUi(self)
        self.purpose = LineField("purpose", say("opening.purpose"), required=True, hint=say("opening.purpose_hint"))
        self.countdown = Countdown(self)
        self._lane = lane
        self._button = button
        self._petition = ""
        self._until = ""
        self.ui.fields.addWidget(self.purpose)
        self.ui.go.clicked.connect(self.open)
        self.ui.leave.clicked.connect(self.put_away)
        self.countdown.changed.connect(self._show_time)
        button.clicked.connect(self.ask)
        self.hide()

    def belong_to(self, petition: str) -> None:
        """Another petition is shown: what was open is put away; the button says whose work opening is."""
        if petition != self._petition:
            self.put_away()
            self._petition = petition
        self._lane.ask(self, why_not_open, None, self._permit, lambda _refused: None)

    def _permit(self, why: str) -> None:
        permit(self._button, why)
        if self.isVisible():
            self._button.setEnabled(False)

    def ask(self) -> None:
        """Ask for the purpose; nothing is opened yet."""
        self.ui.heading.setText(say("opening.ask"))
        self.ui.note.setText(say("opening.note", minutes=_MINUTES))
        self.purpose.set_value("")
        self._show(asking=True)
        reach(self.purpose)

    def open(self) -> None:
        """Open what was sealed, once a purpose is stated."""
        if complete((self.purpose,)):
            order = OpenComplainant(self._petition, self.purpose.value())
            self._lane.ask(self, open_complainant, order, self._opened, self.refused.emit)

    def _opened(self, answer: ComplainantOpened) -> None:
        if answer.petition != self._petition:
            return
        self.ui.heading.setText(say("opening.shown"))
        self._until = f"{answer.until.astimezone():%H:%M}"
        fill_facts(self.ui.facts, [(say(f"sealed.{name}"), text) for name, text in answer.facts.items()])
        self._show(asking=False)
        self.countdown.start(answer.seconds)
        reach(self.ui.leave)

    def _show_time(self, left: int) -> None:
        if self.ui.facts.count() and left:
            self.ui.note.setText(say("opening.until", left=clock_face(left), until=self._until))
        elif self.ui.facts.count():
            self.put_away()
            self.over.emit(say("opening.over"))

    def _show(self, *, asking: bool) -> None:
        self.purpose.setVisible(asking)
        self.ui.go.setVisible(asking)
        self.show()
        self._button.setEnabled(False)

    def put_away(self) -> None:
        """Show nothing any more."""
        was_open, self._until = self.isVisible(), ""
        for label in self.findChildren(QLabel):
            if self.ui.facts.indexOf(label) >= 0:
                wipe(label)
        empty_layout(self.ui.facts)
        self.purpose.set_value("")
        self.countdown.start(0)
        self.hide()
        self._button.setEnabled(True)
        if was_open:
            self._button.setFocus()
