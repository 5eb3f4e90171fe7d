"""The two forms of 登记: what decides jurisdiction, and the content with its sealed box."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.allegation_lines import AllegationLines
from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.facts import empty_layout, place_fields, reach
from lucheng_desktop.gui.fields import ChoiceField, DateField, Field, LineField, TextField
from lucheng_desktop.gui.forms.petition_content import Ui_PetitionContent
from lucheng_desktop.gui.forms.petition_intake import Ui_PetitionIntake
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.places import words
from lucheng_desktop.procedures.petitions import (
    Accused,
    Complainant,
    Person,
    ReceivePetition,
    RegisterPetition,
)

_LINES = "allegations"
"""Path of the whole list of allegations among the drafts."""
_ENUMERATION_COMMA = "\u3001"


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/petitions.toml`."""
    part, _, name = key.partition(".")
    text: str = words("petitions")[part][name]
    return text.format_map(facts) if facts else text


def complete(fields: Sequence[Field]) -> bool:
    """Check fields, show what is wrong below each, and go to the first that is."""
    for field in fields:
        field.fault(field.check())
    wrong = next((field for field in fields if field.check()), None)
    if wrong:
        reach(wrong)
    return wrong is None


def choices(rules: Rulebook, terms: str) -> tuple[tuple[str, str], ...]:
    """(code, word) pairs of a list of the rule pack."""
    return tuple(rules.words(terms).items())


class IntakeForm(QWidget):
    """Step one: only what decides who may register; nothing here says anything of the content."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_PetitionIntake()
        self.ui.setupUi(self)
        self.received_on = DateField("received_on", say("field.received_on"), required=True)
        self.channel = ChoiceField("channel", say("field.channel"), choices(rules, "channels"), required=True)
        self.managed_by = ChoiceField("managed_by", say("field.managed_by"), choices(rules, "levels"), required=True)
        self.fields = (self.received_on, self.channel, self.managed_by)
        place_fields(self.ui.fields, self.fields, columns=3)
        self.ui.rule.setText("\n".join((rules.quote("F10"), rules.quote("C04"))))

    def start(self) -> None:
        """An empty form, ready to type."""
        for field in self.fields:
            field.set_value(None)
        self.ui.own_principal.setChecked(False)
        self.received_on.setFocus()

    def order(self) -> ReceivePetition | None:
        """The order, or None with the faults shown."""
        if not complete(self.fields):
            return None
        received = self.received_on.value()
        assert received
        own = self.ui.own_principal.isChecked()
        return ReceivePetition(received, self.channel.value(), self.managed_by.value(), own)


class ContentForm(QWidget):
    """Step two: who is accused of what; the complainant box is apart, never drafted and emptied at once."""

    restored = Signal()
    """Words that were typed before and not registered have been brought back."""
    told = Signal()
    """Which person is meant has been settled: a known one was chosen, or name, unit or post were changed."""

    def __init__(self, lane: Lane, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_PetitionContent()
        self.ui.setupUi(self)
        self.person = ""
        self.drafts = DraftKeeper(lane, "petition", self)
        self.accused = _lines("accused", ("name", "unit", "post"), required=("name", "unit"))
        self.rank = ChoiceField("accused.rank", say("field.rank"), choices(rules, "ranks"), required=True)
        self.category = ChoiceField("category", say("field.category"), choices(rules, "categories"), required=True)
        self.naming = ChoiceField("naming", say("field.naming"), choices(rules, "namings"), required=True)
        hint = say("field.summary_hint")
        self.summary = TextField("summary", say("field.summary"), required=True, lines=2, hint=hint)
        self.allegations = AllegationLines(choices(rules, "disciplines"), self)
        self.sealed = _lines("complainant", ("name", "phone", "unit", "address", "id_no", "aliases"))
        self.phrases = TextField("complainant.phrases", say("sealed.phrases"), hint=say("sealed.phrases_hint"), lines=2)
        self._build()

    @property
    def drafted(self) -> tuple[Field, ...]:
        """The fields that are kept as drafts: all but the complainant's."""
        return (*self.accused.values(), self.rank, self.category, self.naming, self.summary)

    def _build(self) -> None:
        place_fields(self.ui.accused, (*self.accused.values(), self.rank))
        place_fields(self.ui.content, (self.category, self.naming, self.summary), wide=(self.summary,))
        place_fields(self.ui.sealed, (*self.sealed.values(), self.phrases), wide=(self.phrases,))
        self.ui.allegations.addWidget(self.allegations)
        self.ui.add_allegation.setIcon(theme.icon("plus"))
        self.ui.add_allegation.clicked.connect(self.allegations.add)
        self.ui.sealed_mark.setPixmap(theme.pixmap("lock", "amber"))
        for field in self.accused.values():
            field.settled.connect(self._retyped)
        self.drafts.watch(self.drafted)
        self.drafts.restored.connect(self._restore)
        self.allegations.changed.connect(lambda text: self.drafts.keep(_LINES, text))
        self.offer_known(())

    def work_on(self, petition: str) -> None:
        """The form of this petition with what was typed before; nothing happens when it is shown already."""
        if petition == self.drafts.key:
            return
        self.put_away()
        self.drafts.start(petition)

    def settle(self) -> None:
        """Keep what was typed and still rests."""
        self.allegations.settle()
        self.drafts.settle()

    def put_away(self) -> None:
        """Leave the form: what may be kept is kept, the complainant is forgotten."""
        self.settle()
        self.empty()

    def empty(self) -> None:
        """An empty form that keeps nothing; the sealed box loses its undo history too."""
        self.drafts.end()
        self.allegations.restore("")
        self.person = ""
        for field in (*self.sealed.values(), self.phrases):
            field.set_value(None)
        self.offer_known(())

    def _restore(self, texts: Mapping[str, str]) -> None:
        self.allegations.restore(texts.get(_LINES, ""))
        self.restored.emit()

    def order(self, petition: str) -> RegisterPetition | None:
        """The order, or None with the faults shown."""
        if not complete((*self.drafted, *self.allegations.fields())):
            return None
        name, unit, post = (field.value() for field in self.accused.values())
        return RegisterPetition(
            petition, self.category.value(), self.naming.value(), self.summary.value(),
            Accused(name, unit, post, self.rank.value(), self.person), self.allegations.texts(), self._complainant(),
        )

    def _complainant(self) -> Complainant | None:
        typed = {path: field.value() for path, field in self.sealed.items()}
        phrases = tuple(filter(None, (line.strip() for line in self.phrases.value().splitlines())))
        if not any((*typed.values(), *phrases)):
            return None
        aliases = tuple(typed.pop("aliases").replace(_ENUMERATION_COMMA, " ").split())
        return Complainant(**typed, aliases=aliases, phrases=phrases)

    def offer_known(self, people: Sequence[Person]) -> None:
        """Ask which known person is meant; nobody takes the question away."""
        empty_layout(self.ui.same_name_people)
        self.ui.same_name.setVisible(bool(people))
        self.ui.chosen_person.setVisible(bool(self.person))
        for person in people:
            self.ui.same_name_people.addWidget(self._known(person))

    def _known(self, person: Person) -> QPushButton:
        button = QPushButton(say("content.known_person", name=person.name, unit=person.unit, post=person.post), self)
        button.setIcon(theme.icon("person"))
        button.clicked.connect(lambda: self.choose(person))
        return button

    def choose(self, person: Person) -> None:
        """The petition is about this known person."""
        self.person = person.id
        self.ui.chosen_person.setText(say("content.known_chosen", name=person.name, unit=person.unit, post=person.post))
        self.offer_known(())
        self.told.emit()

    def _retyped(self) -> None:
        """Another name, unit or post is another person until somebody says otherwise."""
        self.person = ""
        self.offer_known(())
        self.told.emit()



def _lines(group: str, names: Sequence[str], required: Sequence[str] = ()) -> Mapping[str, LineField]:
    """One-line fields of a group, by name, in the words of the page."""
    part = "field" if group == "accused" else "sealed"
    return {
        name: LineField(f"{group}.{name}", say(f"{part}.{name}"), required=name in required, hint=_hint(part, name))
        for name in names
    }


def _hint(part: str, name: str) -> str:
    hint: str = words("petitions")[part].get(f"{name}_hint", "")
    return hint
