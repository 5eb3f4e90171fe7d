"""Whether somebody has complained before: by exact name, phone or identity number, for a purpose, on the record."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.facts import empty_layout, value_label
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.petition_forms import say
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.procedures.complainants import ComplainantFound, FindComplainant, find_complainant
from lucheng_desktop.refusal import Refused


class ComplainantSearch(QFrame):
    """Gives petitions, never the person; what was looked for is forgotten when it is left."""

    wanted = Signal(str)
    """Id of the petition to open."""
    refused = Signal(Refused)
    left = Signal()

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self.text = LineField("text", say("search.text"), required=True, hint=say("search.text_hint"))
        self.purpose = LineField("purpose", say("opening.purpose"), required=True, hint=say("search.purpose_hint"))
        self.sheet = StepSheet(say("search.title"), (self.text, self.purpose), say("search.note"))
        self.found = QVBoxLayout()
        self.sheet.setProperty("role", "card")
        column, inner = QVBoxLayout(self), self.sheet.layout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        if isinstance(inner, QVBoxLayout):
            inner.addLayout(self.found)
        self.setFocusProxy(self.text)
        self.sheet.confirmed.connect(self._look)
        self.sheet.left.connect(self._leave)

    def _look(self, values: Mapping[str, Any]) -> None:
        order = FindComplainant(values["text"], values["purpose"])
        self._lane.ask(self, find_complainant, order, self._show, self.refused.emit)

    def _show(self, answer: ComplainantFound) -> None:
        empty_layout(self.found)
        self.found.addWidget(value_label(say("search.found", count=len(answer.petitions))))
        for petition, number in answer.petitions:
            button = QPushButton(theme.icon("jump"), say("search.open", number=number))
            button.clicked.connect(partial(self._open, petition))
            self.found.addWidget(button)

    def _open(self, petition: str, _checked: bool = False) -> None:
        self._forget()
        self.wanted.emit(petition)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        empty_layout(self.found)
        for field in (self.text, self.purpose):
            field.set_value("")
