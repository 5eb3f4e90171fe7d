"""Who has lost a passphrase gets a new one by two recovery sheets, typed group by group."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from lucheng_desktop.gui.door import Door, Key, Reseat, say
from lucheng_desktop.gui.facts import place_fields, reach
from lucheng_desktop.gui.fields import ChoiceField, TextField
from lucheng_desktop.gui.forms.way_back import Ui_WayBack
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.secret_field import SecretField
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.procedures.recovery import OfficerRestored


class WayBackCard(QFrame):
    """Stands in the place of the unlock form; what was typed is forgotten once it has served, or when left."""

    done = Signal(str)
    """The officer's name."""
    left = Signal()

    def __init__(self, lane: Lane, door: Door, officers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_WayBack()
        self.ui.setupUi(self)
        self._lane = lane
        self._door = door
        self.officer = ChoiceField("officer", say("way_back.officer"), [(one, one) for one in officers], required=True)
        self.sheets = tuple(
            TextField(name, say(f"way_back.{name}"), required=True, hint=say("way_back.hint"), lines=5)
            for name in ("first", "second")
        )
        self.passphrase = SecretField("passphrase", say("way_back.passphrase"))
        self.again = SecretField("again", say("way_back.again"))
        self._build()

    def _build(self) -> None:
        ui = self.ui
        place_fields(ui.fields, self._fields(), wide=(self.officer,))
        ui.steps.setText(say("way_back.note"))
        ui.go.clicked.connect(self.go)
        ui.leave.clicked.connect(self._leave)

    def _fields(self) -> tuple[ChoiceField | TextField | SecretField, ...]:
        return (self.officer, *self.sheets, self.passphrase, self.again)

    def go(self) -> None:
        """Send two sheets and the new passphrase, once they are whole."""
        for field in self._fields():
            field.fault(field.check())
        if not self.again.check() and self.again.value() != self.passphrase.value():
            self.again.fault(say("way_back.differ"))
            reach(self.again)
            return
        wrong = next((field for field in self._fields() if field.check()), None)
        if wrong or self._door.way_back is None:
            reach(wrong or self.officer)
            return
        self._send(self._door.way_back)

    def _send(self, way_back: "Callable[[Reseat], OfficerRestored]") -> None:
        key = Key(str(self.officer.value()), self.passphrase.value())
        order = Reseat(key, tuple(sheet.value() for sheet in self.sheets))
        self.ui.message.clear()
        self._rest(True)
        self._lane.ask(self, lambda _desk, _order: way_back(order), None, self._answered, self._refuse)

    def _answered(self, answer: "OfficerRestored") -> None:
        self._rest(False)
        self._forget()
        self.done.emit(answer.name)

    def _refuse(self, refused: Refused) -> None:
        """A mistyped group is to be found in what was typed: the sheets stay."""
        self._rest(False)
        self.ui.message.refuse(refused)
        reach(self.passphrase if refused.code == "E-PASSPHRASE" else self.sheets[0])

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        for sheet in self.sheets:
            sheet.set_value("")
        for secret in (self.passphrase, self.again):
            secret.put_away()

    def _rest(self, resting: bool) -> None:
        self.ui.state.setText(say("way_back.working") if resting else "")
        for part in (self.ui.go, self.ui.leave):
            part.setEnabled(not resting)
