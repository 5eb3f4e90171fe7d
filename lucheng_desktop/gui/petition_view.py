"""What a petition's page shows when there is nothing to type: the registered petition, or that it was sent on."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from lucheng_desktop.cases import petitions as guards
from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.chips import Chip, tone_of
from lucheng_desktop.gui.facts import empty_layout, fill_facts, value_label
from lucheng_desktop.gui.forms.petition_forward import Ui_PetitionForward
from lucheng_desktop.gui.forms.petition_view import Ui_PetitionView
from lucheng_desktop.gui.petition_forms import say
from lucheng_desktop.procedures.petitions import AllegationRow, PetitionView


class PetitionSheet(QWidget):
    """A registered petition to read: facts, allegations with what was found, and whether a complainant is sealed."""

    wanted = Signal(str)
    """Id of the allegation whose finding the officer wants to see."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_PetitionView()
        self.ui.setupUi(self)
        self.rules = rules
        self.ui.sealed_mark.setPixmap(theme.pixmap("lock", "amber"))

    def show_view(self, view: PetitionView) -> None:
        """Fill everything from what was read."""
        fill_facts(self.ui.facts, self._facts(view))
        self.ui.sealed.setText(say("view.sealed" if view.sealed else "view.unsealed"))
        self.ui.sealed_mark.setVisible(view.sealed)
        self.ui.open_sealed.setVisible(view.sealed)
        empty_layout(self.ui.allegations)
        for row in view.allegations:
            self.ui.allegations.addWidget(self._allegation(row))

    def _facts(self, view: PetitionView) -> tuple[tuple[str, str], ...]:
        fields, accused = view.fields, view.accused
        coded = (("channel", "channels"), ("category", "categories"), ("naming", "namings"), ("managed_by", "levels"))
        words = tuple((say(f"view.{name}"), self.rules.term(terms, fields.get(name, ""))) for name, terms in coded)
        return (
            (say("view.accused"), accused.get("name", "")),
            (say("view.rank"), self.rules.term("ranks", accused.get("rank", ""))),
            (say("view.post"), f"{accused.get('unit', '')} {accused.get('post', '')}".strip()),
            (say("view.received"), fields.get("received_on", "")),
            *words,
            (say("view.summary"), fields.get("summary", "")),
        )

    def _allegation(self, row: AllegationRow) -> QWidget:
        """One line: its place, its text, the finding or the state, and the way to 核查."""
        line = QWidget(self)
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        number = QLabel(str(row.position), line)
        number.setProperty("role", "label")
        number.setFixedWidth(16)
        chip = Chip(line)
        chip.show_state(self.rules.state_name("allegation", row.state), tone_of(row.state))
        go = QPushButton(say("view.open_finding"), line)
        go.setAccessibleName(say("view.open_finding_of", position=row.position))
        go.clicked.connect(lambda: self.wanted.emit(row.id))
        finding = self.rules.term("findings", row.finding)
        text = say("view.found", text=row.text, finding=finding) if row.finding else row.text
        for column, part in enumerate((number, value_label(text), chip, go)):
            grid.addWidget(part, 0, column, Qt.AlignmentFlag.AlignVCenter)
        return line


class ForwardSheet(QWidget):
    """A petition that is not this office's: where it goes and by when, and that nothing else was kept."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_PetitionForward()
        self.ui.setupUi(self)
        self.rules = rules
        self.ui.mark.setPixmap(theme.pixmap("info", "accent"))

    def show_view(self, view: PetitionView) -> None:
        """Fill the panel from the only two things that were kept."""
        decided, received = view.fields["jurisdiction"], view.fields["received_on"]
        kind = decided if decided in ("higher", "lower") else "other"
        self.ui.heading.setText(say(f"forward.{kind}"))
        self.ui.what.setText(say(f"forward.{kind}_what"))
        due = guards.forward_by(self.rules, date.fromisoformat(received))
        self.ui.by.setText(say("forward.by", received=received, by=due))
        self.ui.by.setVisible(kind == "higher")
        self.ui.kept.setText(say("forward.kept"))
        self.ui.rule.setText(self.rules.quote("F10" if kind == "higher" else "C04"))
