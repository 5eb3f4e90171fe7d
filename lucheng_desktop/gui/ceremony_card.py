"""When a vault is not as it was left: what happened in words, and how two officers take it as it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from lucheng_desktop.gui.door import Door, Key, Witness, say
from lucheng_desktop.gui.facts import fill_facts, place_fields, reach
from lucheng_desktop.gui.fields import ChoiceField, LineField, TextField
from lucheng_desktop.gui.forms.ceremony import Ui_Ceremony
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.secret_field import SecretField
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.procedures.history import LedgerHead

NEEDS_CODE = ("E-VAULT-DEVICE", "E-DEVICE-CODE")
"""Refusals after which the printed code of this PC is asked for."""


class CeremonyCard(QFrame):
    """Stands in the place of the unlock form until the two have confirmed, or somebody only looks, or leaves."""

    entered = Signal()
    """The vault may be shown: acknowledged, or to be looked at only."""
    left = Signal()

    def __init__(self, lane: Lane, door: Door, others: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Ceremony()
        self.ui.setupUi(self)
        self._lane = lane
        self._door = door
        self.reason = TextField("reason", say("ceremony.reason"), required=True, lines=2)
        self.second = ChoiceField("second", say("ceremony.second"), [(one, one) for one in others], required=True)
        self.passphrase = SecretField("passphrase", say("ceremony.passphrase"))
        self.code = LineField("device_code", say("ceremony.code"), required=True)
        self._build()

    def _build(self) -> None:
        ui = self.ui
        fields = (self.reason, self.second, self.passphrase, self.code)
        place_fields(ui.fields, fields, wide=(self.reason, self.code))
        self.code.hide()
        ui.what.setObjectName("message")  # the sheet knows panels by this name
        ui.what.ui.close.hide()
        ui.steps.setText(say("ceremony.steps"))
        ui.go.clicked.connect(self.confirm)
        ui.look.clicked.connect(self.entered)
        ui.leave.clicked.connect(self.left)

    def show_suspicion(self, refused: Refused) -> None:
        """Name what was done, and what of the ledger can be compared with paper."""
        from lucheng_desktop.procedures.history import ledger_head

        self.ui.what.refuse(refused)
        self._lane.ask(self, lambda desk, _order: ledger_head(desk), None, self._show_head)
        reach(self.reason)

    def _show_head(self, head: "LedgerHead") -> None:
        code = "-".join(head.head[at : at + 4] for at in range(0, 12, 4))
        count = say("ceremony.entries_value", count=head.entries)
        fill_facts(self.ui.facts, ((say("ceremony.entries"), count), (say("ceremony.head"), code)), columns=1)

    def confirm(self) -> None:
        """Send what both have to say, once it is whole."""
        fields = [self.reason, self.second, self.passphrase]
        fields += [] if self.code.isHidden() else [self.code]
        for field in fields:
            field.fault(field.check())
        wrong = next((field for field in fields if field.check()), None)
        if wrong or self._door.acknowledge is None:
            reach(wrong or self.reason)
            return
        key = Key(self.second.value(), self.passphrase.value(), self.code.value())
        self.passphrase.put_away()
        self.ui.message.clear()
        self._rest(True)
        self._lane.ask(self, self._door.acknowledge, Witness(self.reason.value(), key), self._confirmed, self._refuse)

    def _confirmed(self, _answer: object) -> None:
        self._rest(False)
        self.entered.emit()

    def _refuse(self, refused: Refused) -> None:
        self._rest(False)
        self.ui.message.refuse(refused)
        if refused.code in NEEDS_CODE:
            self.code.show()
        reach(self.code if refused.code in NEEDS_CODE else self.passphrase)

    def _rest(self, resting: bool) -> None:
        self.ui.state.setText(say("ceremony.working") if resting else "")
        for part in (self.ui.go, self.ui.look, self.ui.leave):
            part.setEnabled(not resting)
