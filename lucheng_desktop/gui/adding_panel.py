"""登记人员: a new officer, who types the passphrase himself."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.officer_forms import add_sheet, forget_secrets, say
from lucheng_desktop.procedures.officers import AddOfficer, OfficerAdded, add_officer
from lucheng_desktop.refusal import Refused


class AddingPanel(QWidget):
    """Lies in the place of a record; what was typed stays there until the officer has been entered."""

    added = Signal(str, str)
    """Id of the new officer, and what to say."""
    refused = Signal(Refused)
    left = Signal()

    def __init__(self, lane: Lane, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = add_sheet(rules)
        self.sheet.setProperty("role", "card")
        self._lane = lane
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        self.setFocusProxy(self.sheet.fields["name"])
        self.sheet.confirmed.connect(self._add)
        self.sheet.left.connect(self._leave)

    def _add(self, values: Mapping[str, Any]) -> None:
        forget_secrets(self.sheet)
        order = AddOfficer(values["name"], tuple(values["roles"]), values["passphrase"])
        self._lane.ask(self, add_officer, order, self._added, self.refused.emit)

    def _added(self, done: OfficerAdded) -> None:
        self._empty()
        self.added.emit(done.officer, say("add.done_bound" if done.bound else "add.done", name=done.name))

    def _leave(self) -> None:
        self._empty()
        self.left.emit()

    def _empty(self) -> None:
        for field in self.sheet.fields.values():
            field.set_value(None)
