"""名片: the officer's own public-key card as a file, and another office's card taken in after it was compared aloud."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.facts import fill_facts, reach
from lucheng_desktop.gui.forms.cards import Ui_Cards
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.places import words
from lucheng_desktop.procedures.cards import CardSaved, SaveCard, code, open_card, save_card
from lucheng_desktop.procedures.office import Card, EnrolPeer, PeerEnrolled, card, enrol_peer
from lucheng_desktop.refusal import Refused


def say(key: str, **facts: object) -> str:
    """A sentence of this tab: `resources/words/handover.toml`, part `card`."""
    text: str = words("handover")["card"][key]
    return text.format_map(facts) if facts else text


class CardsTab(QWidget):
    """Left, what the other side needs of this officer; right, what this office needs of the other side."""

    told = Signal(str)
    """Something was done; the page says it."""
    refused = Signal(Refused)

    def __init__(self, lane: Lane, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Cards()
        self.ui.setupUi(self)
        self.rules = rules
        self.target = PathField("card_target", say("target"), save=True, kinds=say("kinds"))
        self.file = PathField("card_file", say("file"), save=False, kinds=say("kinds"))
        self._lane = lane
        self._seen: Card | None = None
        self._build()

    def _build(self) -> None:
        ui = self.ui
        ui.own_fields.addWidget(self.target)
        ui.peer_fields.addWidget(self.file)
        ui.save.clicked.connect(self.save)
        ui.read.clicked.connect(self.read)
        ui.compared.toggled.connect(ui.enrol.setEnabled)
        ui.enrol.clicked.connect(self.enrol)
        ui.leave.clicked.connect(self.put_away)
        self.put_away()

    def refresh(self) -> None:
        """Read the own card again."""
        self._lane.ask(self, lambda desk, _order: card(desk), None, self._show_own, self.refused.emit)

    def save(self) -> None:
        """Write the own card, unless the place for it is missing."""
        if complete((self.target,)):
            order = SaveCard(self.target.value() or Path())
            self._lane.ask(self, save_card, order, self._saved, self.refused.emit)

    def read(self) -> None:
        """Open the other side's card and show what is to be compared; nothing is taken in by that."""
        self.put_away()
        if complete((self.file,)):
            file = self.file.value() or Path()
            self._lane.ask(self, open_card, file, self._show_peer, self.refused.emit)

    def enrol(self) -> None:
        """Take in the card that was compared."""
        if self._seen and self.ui.compared.isChecked():
            self._lane.ask(self, enrol_peer, EnrolPeer(self._seen), self._enrolled, self._not_enrolled)

    def put_away(self) -> None:
        """Forget the card that was opened; the focus goes back to where the next one is opened."""
        if self.ui.compare.isVisible():
            self.ui.read.setFocus()
        self._seen = None
        self.ui.compare.hide()
        self.ui.compared.setChecked(False)
        self.ui.enrol.setEnabled(False)

    def _show_own(self, own: Card) -> None:
        self._fill(self.ui.own_facts, own, ((say("code"), code(own)),))
        if self.target.empty():
            self.target.set_value(Path.home() / say("name", officer=own.officer))

    def _saved(self, saved: CardSaved) -> None:
        self.told.emit(say("saved", file=saved.target.name))

    def _show_peer(self, seen: Card) -> None:
        self._seen = seen
        self._fill(self.ui.peer_facts, seen)
        self.ui.code.setText(code(seen))
        self.ui.code.setAccessibleName(say("spoken", code=code(seen)))
        self.ui.compare.show()
        reach(self.ui.compared)

    def _fill(self, grid: QGridLayout, shown: Card, more: tuple[tuple[str, str], ...] = ()) -> None:
        roles = words("handover")["between"]["names"].join(self.rules.term("roles", role) for role in shown.roles)
        facts = ((say("office"), shown.office), (say("officer"), shown.officer), (say("roles"), roles), *more)
        fill_facts(grid, facts, columns=1)

    def _enrolled(self, done: PeerEnrolled) -> None:
        office = self._seen.office if self._seen else ""
        self.put_away()
        self.file.set_value(None)
        self.told.emit(say("enrolled", officer=done.name, office=office))

    def _not_enrolled(self, refused: Any) -> None:
        self.put_away()
        self.refused.emit(refused)
