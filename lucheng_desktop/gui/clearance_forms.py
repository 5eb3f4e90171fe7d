"""The forms of 澄清, one per next step: consent, answer, proposal, and the three reviews."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.facts import place_fields
from lucheng_desktop.gui.fields import ChoiceField, DateField, Field, LineField, TextField
from lucheng_desktop.gui.forms.clearance_act import Ui_ClearanceAct
from lucheng_desktop.gui.forms.clearance_answer import Ui_ClearanceAnswer
from lucheng_desktop.gui.forms.clearance_consent import Ui_ClearanceConsent
from lucheng_desktop.gui.forms.clearance_proposal import Ui_ClearanceProposal
from lucheng_desktop.gui.options import Option, OptionField, TickField
from lucheng_desktop.places import words
from lucheng_desktop.procedures.clearance import (
    ApproveClearance,
    ProposeClearance,
    RecordConsent,
    ReviewCaseSupervision,
    ReviewClearance,
    ReviewSecrecy,
    SeekConsent,
)

WRITTEN = "written"


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: dotted key in `resources/words/clearance.toml`."""
    found: Any = words("clearance")
    for part in key.split("."):
        found = found[part]
    return str(found.format_map(facts)) if facts else str(found)


class StepForm(QWidget):
    """What every form of this page offers: its fields, and its order for a clearance."""

    fields: Sequence[Field]

    def order(self, clearance: str) -> Any:
        """The order of the step, from fields that were checked."""
        raise NotImplementedError


def _choice(rules: Rulebook, path: str, terms: str) -> ChoiceField:
    return ChoiceField(path, say(f"proposal.{path}"), tuple(rules.words(terms).items()), required=True)


class ConsentForm(StepForm):
    """Ask the person, with a neutral summary that the circular will carry too."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ClearanceConsent()
        self.ui.setupUi(self)
        self.summary = TextField("summary", say("consent.summary"), required=True, hint=say("consent.summary_hint"))
        self.fields = (self.summary,)
        self.ui.fields.addWidget(self.summary)

    def order(self, clearance: str) -> SeekConsent:
        return SeekConsent(clearance, self.summary.value())


class AnswerForm(StepForm):
    """Record what the person answered, when, and which two officers were present."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ClearanceAnswer()
        self.ui.setupUi(self)
        self.consent = OptionField("consent", say("answer.consent"), _consents(rules), required=True)
        self.on = DateField("on", say("answer.on"), required=True)
        first = LineField("present", say("answer.first"), required=True)
        self.present = (first, LineField("present.second", say("answer.second"), required=True))
        self.conditions = TextField("conditions", say("answer.conditions"), lines=2)
        self.fields = (self.consent, self.on, *self.present, self.conditions)
        self.ui.consents.addWidget(self.consent)
        place_fields(self.ui.fields, self.fields[1:], columns=3, wide=(self.conditions,))

    def order(self, clearance: str) -> RecordConsent:
        first, second = (field.value() for field in self.present)
        on = self.on.value()
        assert on
        return RecordConsent(clearance, self.consent.value(), on, (first, second), self.conditions.value())


def _consents(rules: Rulebook) -> tuple[Option, ...]:
    """What a person can have answered; somebody not reached yet has answered nothing."""
    meanings = {True: say("answer.permits"), False: say("answer.ends")}
    answers = (term for term in rules.terms.consents if term.answered)
    return tuple(Option(term.code, term.name, meanings[term.permits]) for term in answers)


class ProposalForm(StepForm):
    """Effect, scope and forms; 书面 is ticked and stays so."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ClearanceProposal()
        self.ui.setupUi(self)
        self.effect = _choice(rules, "adverse_effect", "harms")
        self.display = _choice(rules, "name_display", "name_displays")
        self.harm = _choice(rules, "harm_scope", "scopes")
        self.scope = _choice(rules, "scope", "scopes")
        self.reason = TextField("scope_reason", say("proposal.scope_reason"), required=True, lines=2)
        self.forms = TickField("forms", say("proposal.forms"), _forms(rules))
        self.fields = (self.effect, self.display, self.harm, self.scope, self.reason, self.forms)
        place_fields(self.ui.harm, self.fields[:5], wide=(self.reason,))
        self.ui.forms.addWidget(self.forms)

    def order(self, clearance: str) -> ProposeClearance:
        return ProposeClearance(
            clearance, self.effect.value(), self.harm.value(), self.scope.value(), self.reason.value(),
            self.forms.value(), self.display.value(),
        )


def _forms(rules: Rulebook) -> tuple[Option, ...]:
    def meaning(code: str, stands_alone: bool) -> str:
        if code == WRITTEN:
            return say("proposal.written")
        return "" if stands_alone else say("proposal.with_written")

    return tuple(
        Option(term.code, term.name, meaning(term.code, term.stands_alone), fixed=term.code == WRITTEN)
        for term in sorted(rules.terms.forms, key=lambda term: term.code != WRITTEN)
    )


_WITH_OPINION: Mapping[str, type[ReviewCaseSupervision | ReviewClearance]] = {
    "review_case_supervision": ReviewCaseSupervision,
    "review_clearance": ReviewClearance,
}
"""Reviews that are written down in words."""


class ActForm(StepForm):
    """A review or the approval: what it is about, and the opinion where one is written."""

    def __init__(self, step: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_ClearanceAct()
        self.ui.setupUi(self)
        self.step = step
        self.ui.heading.setText(say(f"act.{step}.heading"))
        self.ui.why.setText(say(f"act.{step}.why"))
        self.opinion = TextField("opinion", say("fields.opinion"), required=True, lines=2)
        self.fields = (self.opinion,) if step in _WITH_OPINION else ()
        self.ui.fields.addWidget(self.opinion)
        self.opinion.setVisible(bool(self.fields))

    def order(self, clearance: str) -> ReviewCaseSupervision | ReviewClearance | ReviewSecrecy | ApproveClearance:
        if self.step in _WITH_OPINION:
            return _WITH_OPINION[self.step](clearance, self.opinion.value())
        return ReviewSecrecy(clearance) if self.step == "review_secrecy" else ApproveClearance(clearance)
