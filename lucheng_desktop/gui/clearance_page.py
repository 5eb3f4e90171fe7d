"""澄清: from candidate to approved circular, one next step at a time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.gui.clearance_forms import ActForm, AnswerForm, ConsentForm, ProposalForm, StepForm, say
from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.facts import empty_layout, fill_done, fill_facts, padded
from lucheng_desktop.gui.fields import TextField
from lucheng_desktop.gui.forms.clearance_record import Ui_ClearanceRecord
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage, with_form
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.procedures.clearance import (
    ClearanceProposed,
    ClearanceView,
    ConsentRecorded,
    ReturnClearance,
    approve_clearance,
    list_clearances,
    propose_clearance,
    record_consent,
    return_clearance,
    review_case_supervision,
    review_clearance,
    review_secrecy,
    seek_consent,
    show_clearance,
)
from lucheng_desktop.procedures.issuing import preview
from lucheng_desktop.procedures.progress import Choice

_STEPS: Mapping[str, tuple[Reader, Callable[[Rulebook], StepForm]]] = {
    "seek_consent": (seek_consent, ConsentForm),
    "record_consent": (record_consent, AnswerForm),
    "propose_clearance": (propose_clearance, ProposalForm),
    "review_case_supervision": (review_case_supervision, lambda _: ActForm("review_case_supervision")),
    "review_clearance": (review_clearance, lambda _: ActForm("review_clearance")),
    "review_secrecy": (review_secrecy, lambda _: ActForm("review_secrecy")),
    "approve_clearance": (approve_clearance, lambda _: ActForm("approve_clearance")),
}
"""Each step's function and the form that makes its order."""


class ClearancePage(RecordPage):
    """Every candidate, and the one that is chosen with the form of its next step."""

    in_portions = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        self.rules = load()
        super().__init__(lane, say("list.title"), self._columns(), empty=say("list.empty"), parent=parent)
        self.body = QWidget()
        self.parts = Ui_ClearanceRecord()
        self.parts.setupUi(self.body)
        self.form: StepForm | None = None
        self.step = ""
        self.view: ClearanceView | None = None
        self.drafts = DraftKeeper(lane, "clearance", self)
        self.paper = PaperView(lane)
        self._done = QVBoxLayout()
        self._build()

    def _columns(self) -> tuple[Column, ...]:
        rules = self.rules
        return (
            Column(say("list.subject"), by("subject"), 72),
            state_column(say("list.state"), lambda row: rules.state_name("clearance", row.state)),
            Column(say("list.petition"), by("petition"), NUMBER_PX),
            Column(say("list.consent"), lambda row: rules.term("consents", row.consent), 96, narrow=True, spare=True),
            Column(say("list.allegation"), by("allegation"), 160, stretch=True),
        )

    def _build(self) -> None:
        self.add_tab(self.body, say("tab.overview"))
        self.ui.tabs.addTab(self.paper, say("tab.paper"))
        self.add_tab(padded(self._done), say("tab.done"))
        self.ui.tabs.currentChanged.connect(self._turned)
        self.paper.ui.print.hide()
        self.drafts.restored.connect(lambda _: self.ui.message.tell(say("said.restored"), tone="open"))

    def rows_from(self) -> tuple[Reader, Any]:
        return list_clearances, ""

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_clearance, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return dict.fromkeys(_STEPS, self._submit) | {
            "return_clearance": self._open_return,
            "go_document": self._go_document,
        }

    def show_view(self, view: ClearanceView) -> Head:
        self.view = view
        mine = next((one.step for one in view.progress.choices if one.open and one.step in _STEPS), "")
        self._show_form(view, mine)
        fill_facts(self.parts.facts, self._facts(view))
        fill_done(self._done, view.progress.done)
        self.ui.tabs.setTabVisible(_PAPER, bool(view.document))
        self._turned(self.ui.tabs.currentIndex())
        progress, ahead = with_form(view.progress, self.steps())
        if progress.state == "approved" and view.document:
            go = Choice("go_document", say("document.go"), (), True, "")
            progress = replace(progress, choices=(*progress.choices, go))
        return Head(view.subject["name"], view.petition, progress, ahead=ahead)

    def _facts(self, view: ClearanceView) -> tuple[tuple[str, str], ...]:
        """What is known so far, in reading order; what is not there yet is left out."""
        fields, subject, word = view.fields, view.subject, self.rules.term
        forms = say("fields.between").join(word("forms", form) for form in fields.get("forms", ()))
        known = (
            ("post", f"{subject.get('unit', '')} {subject.get('post', '')}".strip()),
            ("finding", word("findings", view.allegation.get("finding", ""))),
            ("allegation", view.allegation.get("text", "")),
            ("summary", fields.get("summary", "")),
            ("consent", word("consents", fields.get("consent", ""))),
            ("consent_on", fields.get("consent.on", "")),
            ("present", say("fields.between").join(fields.get("consent.present", ()))),
            ("name_display", word("name_displays", fields.get("name_display", ""))),
            ("adverse_effect", word("harms", fields.get("adverse_effect", ""))),
            ("harm_scope", word("scopes", fields.get("harm_scope", ""))),
            ("scope", word("scopes", fields.get("scope", ""))),
            ("forms", forms),
            ("scope_reason", fields.get("scope.reason", "")),
            ("returned", view.returned),
        )
        return tuple((say(f"fields.{name}"), text) for name, text in known if text)

    def _show_form(self, view: ClearanceView, step: str) -> None:
        """The form of the step this officer may do now; the same form stays while nothing has moved."""
        if self.drafts.key == view.id and self.step == step:
            return
        self.drafts.settle()
        self.drafts.end()
        empty_layout(self.parts.stage)
        self.drafts.forget()
        self.step, self.form = step, None
        self.parts.line_1.setVisible(bool(step))
        if step:
            self.form = form = _STEPS[step][1](self.rules)
            self.drafts.watch(form.fields)
            self.parts.stage.addWidget(form)
            self.drafts.start(view.id)

    def _submit(self) -> None:
        self.drafts.settle()
        if self.form and complete(self.form.fields):
            step = self.step
            self.send(_STEPS[step][0], self.form.order(self.record), then=lambda answer: self._went_on(step, answer))

    def _went_on(self, step: str, answer: Any) -> None:
        self.drafts.drop()
        self.step = ""
        self.ui.message.tell(self._said(step, answer))
        self.ui.table.setFocus()

    def _said(self, step: str, answer: Any) -> str:
        if isinstance(answer, ClearanceProposed):
            names = say("fields.between").join(self.rules.term("forms", form) for form in answer.forms)
            return say(f"said.{step}", forms=names)
        if isinstance(answer, ConsentRecorded):
            return say(f"said.{step}", state=self.rules.state_name("clearance", answer.state))
        return say(f"said.{step}")

    def _open_return(self) -> None:
        reason = TextField("reason", say("return.reason"), required=True, lines=3)
        self.open_sheet(sheet_for(say("return.title"), (reason,), self._return, self.close_sheet, say("return.note")))

    def _return(self, values: Mapping[str, Any]) -> None:
        self.send(return_clearance, ReturnClearance(self.record, values["reason"]), say("said.return_clearance"))

    def _turned(self, tab: int) -> None:
        """Lay the circular out only when somebody looks at it; a draft is looked at here, never printed."""
        if tab == _PAPER and self.view and self.view.document:
            self.lane.ask(self, preview, self.view.document, self.paper.show_pdf, self.refuse)

    def _go_document(self) -> None:
        if self.view:
            self.goto.emit("issuing", self.view.document)


_PAPER = 1
