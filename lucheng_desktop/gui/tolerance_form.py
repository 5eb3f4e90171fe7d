"""Opening a tolerance case: whom it is about, what happened when, and which report established the facts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.fields import ChoiceField, DateField, TextField
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.places import words
from lucheng_desktop.procedures.people import list_people
from lucheng_desktop.procedures.tolerance import OpenTolerance

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane
    from lucheng_desktop.procedures.petitions import Person

_KEY = "new"
"""The one case that is being opened has no record yet."""


def say(key: str, /, **facts: object) -> str:
    """A sentence of the page: `part.name` in `resources/words/tolerance.toml`."""
    part, _, name = key.partition(".")
    text: str = words("tolerance")[part][name]
    return text.format_map(facts) if facts else text


class OpeningForm(QWidget):
    """The fields of a new case, kept as drafts until it is opened."""

    confirmed = Signal(object)
    """OpenTolerance."""
    left = Signal()
    restored = Signal()

    def __init__(self, lane: "Lane", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self.subject = ChoiceField("subject", say("opening.subject"), (), required=True)
        self.act_date = DateField("act_date", say("opening.act_date"), required=True)
        self.matter = _text("matter", 3)
        self.verification = _text("verification", 3)
        fields = (self.subject, self.act_date, self.matter, self.verification)
        self.sheet = StepSheet(say("opening.title"), fields)
        self.none = QLabel(say("opening.no_people"), self)
        self.none.setProperty("role", "quiet")
        self.none.setWordWrap(True)
        self.drafts = DraftKeeper(lane, "open_tolerance", self)
        self.drafts.watch(fields)
        self.drafts.restored.connect(self.restored)
        self.sheet.confirmed.connect(lambda values: self.confirmed.emit(OpenTolerance(**values)))
        self.sheet.left.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.none)
        column.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet)
        column.addStretch(1)
        area.setWidget(content)
        return area

    def start(self) -> None:
        """Ask who is known, then bring back what was typed before."""
        self.lane.ask(self, list_people, "", self._offer)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes the form out of sight, what was typed is kept."""
        self.drafts.settle()
        super().hideEvent(event)

    def end(self) -> None:
        """The case is open: the words are in it now."""
        self.drafts.drop()

    def _offer(self, people: "Sequence[Person]") -> None:
        self.subject.offer([(one.id, _named(one)) for one in people])
        self.none.setVisible(not people)
        self.sheet.setVisible(bool(people))
        if self.drafts.key != _KEY:
            self.drafts.start(_KEY)
        self.subject.setFocus()


def _text(path: str, lines: int) -> TextField:
    return TextField(path, say(f"opening.{path}"), required=True, hint=say(f"opening.{path}_hint"), lines=lines)


def _named(person: "Person") -> Any:
    return say("opening.person", name=person.name, unit=person.unit, post=person.post)
