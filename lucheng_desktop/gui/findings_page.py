"""核查: one finding per allegation, drafted by one officer and approved by another."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.facts import fill_done, fill_facts, padded
from lucheng_desktop.gui.fields import TextField
from lucheng_desktop.gui.forms.findings_record import Ui_FindingsRecord
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.options import Option, OptionField
from lucheng_desktop.gui.petition_forms import complete
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.places import words
from lucheng_desktop.procedures.clearance import ClearanceOpened, OpenClearance, open_clearance
from lucheng_desktop.procedures.findings import (
    ApproveFinding,
    DraftFinding,
    FindingApproved,
    FindingView,
    ReturnFinding,
    approve_finding,
    draft_finding,
    return_finding,
    show_allegation,
)
from lucheng_desktop.procedures.petitions import list_allegations
from lucheng_desktop.procedures.progress import Choice, Progress


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/findings.toml`."""
    part, _, name = key.partition(".")
    text: str = words("findings")[part][name]
    return text.format_map(facts) if facts else text


class FindingForm(QWidget):
    """An allegation with its finding: to draft, or to read and approve."""

    def __init__(self, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_FindingsRecord()
        self.ui.setupUi(self)
        self.rules = rules
        self.finding = OptionField("finding", say("draft.finding"), _options(rules), required=True)
        self.reason = TextField("reason", say("draft.reason"), required=True, hint=say("draft.reason_hint"), lines=4)
        self.ui.fields.addWidget(self.finding)
        self.ui.fields.addWidget(self.reason)
        self.ui.municipal.setText(_municipal(rules))

    def show_view(self, view: FindingView, *, drafting: bool) -> None:
        """Show the allegation, and the finding as a form or to read."""
        fields = view.fields
        place = {"number": view.petition, "position": fields["position"]}
        person = {name: view.accused.get(name, "") for name in ("unit", "post")} | {"accused": view.accused["name"]}
        discipline = self.rules.term("disciplines", fields["discipline"])
        self.ui.allegation_text.setText(fields["text"])
        self.ui.allegation_source.setText(say("record.source", **place, **person, discipline=discipline))
        self.ui.returned.setText(say("draft.returned", reason=view.returned))
        self.ui.returned.setVisible(bool(view.returned))
        self.ui.draft.setVisible(drafting)
        self.ui.drafted.setVisible(bool(fields.get("finding")) and not drafting)
        fill_facts(self.ui.facts, self._facts(view))
        self._show_clearance(view)

    def _facts(self, view: FindingView) -> tuple[tuple[str, str], ...]:
        fields = view.fields
        finding = fields.get("finding", "")
        drafters = [done.officer for done in view.progress.done if done.step == "draft_finding"]
        return (
            (say("drafted.finding"), self.rules.term("findings", finding)),
            (say("drafted.by"), drafters[-1] if drafters else ""),
            (say("drafted.found_on"), fields.get("found_on", "")),
            (say("drafted.meaning"), _meaning(self.rules, finding) if finding else ""),
            (say("drafted.reason"), fields.get("finding.reason", "")),
        )

    def _show_clearance(self, view: FindingView) -> None:
        self.ui.clearance_part.setVisible(view.progress.state == "finding_approved")
        finding = self.rules.term("findings", view.fields.get("finding", ""))
        key = "clearance.candidate" if view.clearance else "clearance.none"
        self.ui.clearance_what.setText(say(key, finding=finding))
        self.ui.try_clearance.setVisible(not view.clearance)

    def order(self, allegation: str) -> DraftFinding | None:
        """The order, or None with the faults shown."""
        if not complete((self.finding, self.reason)):
            return None
        return DraftFinding(allegation, self.finding.value(), self.reason.value())


def _options(rules: Rulebook) -> tuple[Option, ...]:
    """The findings that this office may make; what only a higher organ may find is not among them."""
    own = (term for term in rules.terms.findings if term.determined_by == "own")
    return tuple(Option(term.code, term.name, _meaning(rules, term.code)) for term in own)


def _meaning(rules: Rulebook, finding: str) -> str:
    """What a finding says, and what follows from it."""
    term = next(term for term in rules.terms.findings if term.code == finding)
    return say(f"meaning.{finding}") + say(f"consequence.{term.clearable}")


def _municipal(rules: Rulebook) -> str:
    names = [term.name for term in rules.terms.findings if term.determined_by != "own"]
    return "".join(say("draft.municipal", name=name) for name in names)


class FindingsPage(RecordPage):
    """All allegations, and the finding of the one that is chosen."""

    in_portions = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        self.rules = load()
        super().__init__(lane, say("list.title"), self._columns(), empty=say("list.empty"), parent=parent)
        self.form = FindingForm(self.rules)
        self.drafts = DraftKeeper(lane, "finding", self)
        self.drafts.watch((self.form.finding, self.form.reason))
        self.drafts.restored.connect(lambda _: self.ui.message.tell(say("draft.restored"), tone="open"))
        self.view: FindingView | None = None
        self._done = QVBoxLayout()
        self.form.ui.try_clearance.clicked.connect(self._open_clearance)
        self.add_tab(self.form, say("tab.overview"))
        self.add_tab(padded(self._done), say("tab.done"))

    def _columns(self) -> tuple[Column, ...]:
        rules = self.rules
        return (
            Column(say("list.number"), by("number"), NUMBER_PX),
            Column(say("list.position"), by("position"), 56),
            Column(say("list.accused"), by("accused"), 80, stretch=True),
            state_column(say("list.state"), lambda row: rules.state_name("allegation", row.state)),
            Column(say("list.finding"), lambda row: rules.term("findings", row.finding), 144, narrow=True, spare=True),
            Column(say("list.text"), by("text"), 240, spare=True),
        )

    def rows_from(self) -> tuple[Reader, Any]:
        return list_allegations, ""

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_allegation, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {
            "draft_finding": self._draft,
            "approve_finding": self._approve,
            "return_finding": self._ask_return,
            "open_clearance": self._open_clearance,
        }

    def show_view(self, view: FindingView) -> Head:
        self.view = view
        drafting = any(one.step == "draft_finding" and one.open for one in view.progress.choices)
        self._follow(view, drafting=drafting)
        self.form.show_view(view, drafting=drafting)
        fill_done(self._done, view.progress.done)
        return Head(view.accused["name"], _place(view.petition, view.fields["position"]), _with_clearance(view))

    def _follow(self, view: FindingView, *, drafting: bool) -> None:
        """Keep and bring back the drafts of this allegation; a returned finding is there to be mended."""
        if drafting and view.id != self.drafts.key:
            known = {"finding": view.fields.get("finding"), "reason": view.fields.get("finding.reason")}
            self.drafts.start(view.id, known)
        elif not drafting and self.drafts.key:
            self.drafts.settle()
            self.drafts.end()

    def _draft(self) -> None:
        self.drafts.settle()
        order = self.form.order(self.record)
        if order:
            finding = self.rules.term("findings", order.finding)
            self.send(draft_finding, order, say("draft.submitted", finding=finding), self._drafted)

    def _drafted(self, _: object) -> None:
        self.drafts.end()
        self.ui.table.setFocus()

    def _approve(self) -> None:
        self.send(approve_finding, ApproveFinding(self.record), then=self._approved)

    def _approved(self, answer: FindingApproved) -> None:
        finding = self.rules.term("findings", answer.finding)
        key = "drafted.approved_candidate" if answer.candidate else "drafted.approved"
        self.ui.message.tell(say(key, finding=finding))

    def _ask_return(self) -> None:
        field = TextField("return_reason", say("drafted.return_reason"), required=True, lines=2)
        self.open_sheet(sheet_for(say("drafted.return_title"), (field,), self._return, self.close_sheet))

    def _return(self, values: Mapping[str, Any]) -> None:
        self.send(return_finding, ReturnFinding(self.record, values["return_reason"]), say("drafted.returned"))

    def _open_clearance(self) -> None:
        self.send(open_clearance, OpenClearance(self.record), then=self._opened)

    def _opened(self, answer: ClearanceOpened) -> None:
        self.goto.emit("clearance", answer.clearance)


def _place(number: str, position: int) -> str:
    """Which allegation of which petition."""
    return say("record.place", number=number, position=position)


def _with_clearance(view: FindingView) -> Progress:
    """The progress with the way to the clearance it opened as the next step; taking it up again is no step here."""
    choices = tuple(one for one in view.progress.choices if one.step != "reopen_allegation")
    go = Choice("open_clearance", say("clearance.open"), (), True, "")
    return replace(view.progress, choices=(*choices, go) if view.clearance else choices)
