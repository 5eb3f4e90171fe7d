"""容错: cases of honest failure, opened on verified facts and judged by the eight criteria."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.criteria import book_of
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.tolerance import UNVERIFIED
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.next_step import permit
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage, with_form
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.gui.tolerance_form import OpeningForm, say
from lucheng_desktop.gui.tolerance_view import CaseHistory, Materials, Overview
from lucheng_desktop.gui.wizard import Wizard
from lucheng_desktop.gui.wizard_ceiling import ceiling_word
from lucheng_desktop.gui.wizard_keeper import PLACE
from lucheng_desktop.procedures.case_rules import rules_of
from lucheng_desktop.procedures.tolerance import (
    AssessmentCompleted,
    CompleteAssessment,
    ConfirmVerification,
    ToleranceOpened,
    complete_assessment,
    confirm_verification,
    list_tolerance,
    open_tolerance,
    show_tolerance,
    why_not_open,
)
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.rulebook import Rulebook
    from lucheng_desktop.gui.lane import Lane
    from lucheng_desktop.procedures.progress import Progress
    from lucheng_desktop.procedures.tolerance import ToleranceView

_COMPLETE = "complete_assessment"
_OVERVIEW, _WIZARD, _MATERIALS, _HISTORY = range(4)
"""The tabs in their order."""
_LOW_PX, _ONE_LINE_PX = 600, 36
"""On a low screen the wizard needs the room more than the list of what is missing."""


class TolerancePage(RecordPage):
    """The list of cases, and one of them with its wizard."""

    in_portions = True

    def __init__(self, lane: "Lane", parent: QWidget | None = None) -> None:
        self.rules = load()
        super().__init__(lane, say("list.title"), self._columns(), empty=say("list.empty"), parent=parent)
        self.wizard = Wizard(lane)
        self.overview, self.materials, self.history = Overview(), Materials(), CaseHistory()
        self.opening = OpeningForm(lane)
        self.begin = QPushButton(theme.icon("plus"), say("list.new"), self)
        self.listing = QToolButton(self)
        self.lock = MessagePanel()
        self.lock.ui.close.hide()
        self.lock.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._view: ToleranceView | None = None
        self._book = self.rules
        self._build()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(say("list.number"), by("number"), NUMBER_PX),
            Column(say("list.subject"), by("subject"), 84),
            state_column(say("list.state"), lambda row: self.rules.state_name("tolerance", row.state)),
            Column(say("list.matter"), by("matter"), 160, stretch=True),
        )

    def _build(self) -> None:
        self.ui.list_head.addWidget(self.begin)
        self.ui.sides.addWidget(self.opening)
        self.add_tab(self.overview, say("tab.overview"))
        self.ui.tabs.addTab(_tab(self.lock, self.wizard), say("tab.wizard"))
        self.add_tab(self.materials, say("tab.materials"))
        self.ui.tabs.addTab(self.history, say("tab.history"))
        self.listing.setText(say("tab.list_shown"))
        self.listing.setToolTip(say("tab.list_hint"))
        self.listing.setCheckable(True)
        self.listing.setChecked(True)
        self.listing.toggled.connect(self.ui.listing.setVisible)
        self.ui.tabs.setCornerWidget(self.listing, Qt.Corner.TopRightCorner)
        self.ui.tabs.currentChanged.connect(self._turned)
        self.begin.clicked.connect(self.start)
        self.opening.confirmed.connect(lambda order: self.send(open_tolerance, order, then=self._opened))
        self.opening.left.connect(self._leave)
        self.opening.restored.connect(lambda: self.ui.message.tell(say("opening.restored"), tone="open"))
        self.wizard.told.connect(lambda text: self.ui.message.tell(text, tone="open"))
        self.wizard.moved.connect(self.ui.message.clear)
        self.wizard.refused.connect(self.ui.message.refuse)

    def rows_from(self) -> tuple[Reader, Any]:
        return list_tolerance, ""

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return _case_and_rules, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {"confirm_verification": self._confirm, _COMPLETE: self._complete}

    def show_view(self, read: "tuple[ToleranceView, Rulebook]") -> Head:
        view, rules = read
        another = self._view is None or self._view.id != view.id
        self._view = view
        self._book = book = book_of(rules, date.fromisoformat(view.fields["act_date"]))
        self._show_lock(view.progress)
        self.wizard.show_case(view, book, locked=not _may_answer(view.progress))
        if another:
            self.ui.tabs.setCurrentIndex(_WIZARD if PLACE in view.drafts else _OVERVIEW)
        self._fill()
        progress, ahead = with_form(view.progress, self.steps())
        return Head(view.subject["name"], view.fields["number"], *_next(progress, view.opinion), ahead)

    def refresh(self) -> None:
        super().refresh()
        self.lane.ask(self, why_not_open, None, partial(permit, self.begin), self.refuse)

    def jump(self, path: str, text: str = "") -> None:
        """A missing answer lies in the wizard; anything else in a form."""
        if any(step.holds(path) for step in self.wizard.steps):
            self.ui.tabs.setCurrentIndex(_WIZARD)
            self.wizard.go(path)
        else:
            super().jump(path, text)

    def search(self, text: str) -> None:
        self.listing.setChecked(True)
        super().search(text)

    def _show(self, view: Any, wanted: str) -> None:
        """What is missing stands there one by one; that the step is shut for it need not be said once more."""
        super()._show(view, wanted)
        if self.head and self.head.missing:
            self.ui.missing.show_missing(self.head.missing)
        if self.height() < _LOW_PX:
            self.ui.missing.list.setFixedHeight(min(_ONE_LINE_PX, self.ui.missing.list.height()))

    def _show_lock(self, progress: "Progress") -> None:
        """Say above the wizard why it is shut."""
        locked = progress.state in UNVERIFIED
        self.wizard.setVisible(not locked)
        self.lock.setVisible(locked)
        if locked:
            self.lock.refuse(Refused("E-LOCKED"))

    def _turned(self, tab: int) -> None:
        """The wizard wants the room of the list; the other tabs give it back."""
        self.listing.setChecked(tab != _WIZARD)
        self._fill()

    def _fill(self) -> None:
        """Only the tab that somebody looks at is filled; the history is as long as the case."""
        shown, view = self.ui.tabs.currentIndex(), self._view
        if view and shown == _OVERVIEW:
            self.overview.show_view(self._book, view)
        elif view and shown == _MATERIALS:
            self.materials.show_view(self._book, view)
        elif view and shown == _HISTORY:
            self.history.read(self.lane, view.id)

    # Steps.

    def start(self) -> None:
        """Open the form of a new case."""
        self.ui.message.clear()
        self.ui.table.clearSelection()
        self.record = ""
        self.ui.sides.setCurrentWidget(self.opening)
        self.opening.start()

    def _leave(self) -> None:
        self.ui.sides.setCurrentWidget(self.ui.pick)
        self.begin.setFocus()

    def _opened(self, answer: ToleranceOpened) -> None:
        self.opening.end()
        self.ui.message.tell(say("opening.opened", number=answer.number))
        self.open(answer.case)

    def _confirm(self) -> None:
        self.send(confirm_verification, ConfirmVerification(self.record), say("wizard.confirmed"))

    def _complete(self) -> None:
        self.wizard.settle()
        self.send(complete_assessment, CompleteAssessment(self.record), then=self._completed)

    def _completed(self, answer: AssessmentCompleted) -> None:
        self.ui.message.tell(say("wizard.completed", word=ceiling_word(self.rules, answer.opinion)[0]))


def _case_and_rules(desk: Any, case: str) -> "tuple[ToleranceView, Rulebook]":
    """One case with the rules it is judged by: what is asked and what is judged come from one pack."""
    return show_tolerance(desk, case), rules_of(desk, case)


def _tab(lock: MessagePanel, wizard: Wizard) -> QWidget:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(12, 0, 12, 8)
    column.addWidget(lock)
    column.addWidget(wizard, 1)
    column.addStretch(0)
    return tab


def _next(progress: "Progress", opinion: "Opinion") -> tuple["Progress", list[tuple[str, str]]]:
    """Progress and what is missing; while something is, completing is shut and says why."""
    if not _may_answer(progress) or not opinion.missing:
        return progress, []
    why = say("wizard.missing", count=len(opinion.missing))
    choices = (replace(one, open=False, why=why) if one.step == _COMPLETE else one for one in progress.choices)
    return replace(progress, choices=tuple(choices)), [(one.path, one.text) for one in opinion.missing]


def _may_answer(progress: "Progress") -> bool:
    """Whoever may complete the assessment may write in it."""
    return any(one.step == _COMPLETE and one.open for one in progress.choices)
