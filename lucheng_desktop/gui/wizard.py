"""The eight-criteria wizard: generated from the rule pack, saved as answered, open at any step, without a score."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from lucheng_desktop.gui.wizard_ceiling import CeilingBar
from lucheng_desktop.gui.wizard_keeper import PLACE, Keeper
from lucheng_desktop.gui.wizard_keys import KeyedWidget, control_digit
from lucheng_desktop.gui.wizard_pages import StepPages
from lucheng_desktop.gui.wizard_plan import Step, plan, say
from lucheng_desktop.gui.wizard_side import Side
from lucheng_desktop.gui.wizard_standing import standings, step_of
from lucheng_desktop.gui.wizard_steps import StepList

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.rulebook import Rulebook
    from lucheng_desktop.gui.lane import Lane
    from lucheng_desktop.procedures.tolerance import ToleranceView

_TURNS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Wizard(KeyedWidget):
    """Shows one case; every answer goes to its Keeper at once."""

    refused = Signal(object)
    """A Refused for the page's panel."""
    told = Signal(str)
    """Words were restored."""
    moved = Signal()
    """The officer goes to another step."""

    def __init__(self, lane: "Lane", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = lane
        self.case = ""
        self.steps: tuple[Step, ...] = ()
        self.at = 0
        self._rules: Rulebook | None = None
        self._view: ToleranceView | None = None
        self._opinion: Opinion | None = None
        self._keeper: Keeper | None = None
        self.list, self.pages, self.side, self.ceiling = StepList(self), StepPages(self), Side(self), CeilingBar(self)
        self.back, self.on = QPushButton(say("steps.back"), self), QPushButton(say("steps.on"), self)
        self.setAccessibleName(say("wizard.name"))
        self._lay_out()
        self.list.wanted.connect(self.go_step)
        self.back.clicked.connect(partial(self.turn, -1))
        self.on.clicked.connect(partial(self.turn, 1))
        self.pages.wanted.connect(self.go_step)
        self.pages.pointed.connect(self.side.guidance.show_entry)
        self.pages.composed.connect(partial(setattr, self, "composing"))
        self.side.evidence.picked.connect(self.attach)

    def _lay_out(self) -> None:
        columns, foot, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        columns.setSpacing(12)
        columns.addWidget(self.list)
        columns.addWidget(self.pages, 1)
        columns.addWidget(self.side)
        foot.setSpacing(8)
        foot.addWidget(self.ceiling, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.on)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)

    # A case comes, and comes again whenever something of it was saved.

    def show_case(self, view: "ToleranceView", rules: "Rulebook", *, locked: bool) -> None:
        """Show a case as it was read; the same case again is only renewed, so that nothing typed is overwritten."""
        steps = plan(rules)
        another = view.id != self.case or steps != self.steps
        if another:
            self._let_go()
        if steps != self.steps:
            self.steps = steps
            self.list.lay_out(steps)
            self.pages.clear()
        self._rules, self._view, self._opinion = rules, view, view.opinion
        if another:
            self._begin(view, locked=locked)
        else:
            self._renew(view, locked=locked)
        self._show_standing()

    def _let_go(self) -> None:
        """Finish with the case in hand; its keeper still saves what it was given."""
        self.settle()
        keeper, self._keeper = self._keeper, None
        if keeper:
            self.pages.typed.disconnect(keeper.draft)
            self.pages.settled.disconnect(keeper.record)
            keeper.retire()

    def _begin(self, view: "ToleranceView", *, locked: bool) -> None:
        """Take up a case where it was left, with the words that were not settled."""
        self.case = view.id
        drafts = dict(view.drafts)
        place = drafts.pop(PLACE, "")
        self.pages.begin(self.steps, view.fields, drafts, locked=locked)
        if not locked:
            self._keeper = keeper = Keeper(self.lane, view.id, self)
            self.pages.typed.connect(keeper.draft)
            self.pages.settled.connect(keeper.record)
            keeper.judged.connect(self._judged)
            keeper.refused.connect(self.refused)
        self._turn_to(next((at for at, step in enumerate(self.steps) if step.key == place), 0))
        if drafts:
            self.told.emit(say("wizard.restored", count=len(drafts)))

    def _renew(self, view: "ToleranceView", *, locked: bool) -> None:
        if locked:
            self._let_go()
        keeper = self._keeper
        paths = (question.path for step in self.steps for question in step.questions())
        spared = frozenset(path for path in paths if keeper and keeper.on_its_way(path))
        self.pages.renew(view.fields, spared=spared, locked=locked)
        self._show_evidence()

    # Moving about.

    def go_step(self, key: str) -> None:
        """Go to a step by its key and remember it."""
        at = next(at for at, step in enumerate(self.steps) if step.key == key)
        if at != self.at:
            self.moved.emit()
            self.settle()
            self._turn_to(at)
            if self._keeper:
                self._keeper.place(key)

    def turn(self, by: int) -> None:
        """Go some steps on or back, to the first question there."""
        at = self.at + by
        if 0 <= at < len(self.steps):
            self.go_step(self.steps[at].key)
            self.pages.go()

    def go(self, path: str) -> None:
        """Go to the field that a path belongs to."""
        self.go_step(self.steps[step_of(self.steps, path)].key)
        if path.endswith(".evidence"):
            self.side.evidence.attach.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.pages.go(path)

    def next_missing(self) -> None:
        """Go to the next missing part after the one in hand, from the top again after the last."""
        paths = [one.path for one in self._opinion.missing] if self._opinion else []
        here = self.pages.focused()
        if self.side.evidence.attach.hasFocus():
            here = f"findings.{self.steps[self.at].criterion}.evidence"
        if here in paths:
            after = paths[paths.index(here) + 1 :]
        else:
            after = [path for path in paths if step_of(self.steps, path) >= self.at]
        if paths:
            self.go((after or paths)[0])

    def act_for(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Ctrl+0 to Ctrl+9 jump to a step, Ctrl+PgUp and Ctrl+PgDn turn, F8 goes to the next missing part."""
        if event.key() == Qt.Key.Key_F8 and not event.modifiers():
            return self.next_missing
        if event.key() in _TURNS and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return partial(self.turn, _TURNS[Qt.Key(event.key())])
        digit = control_digit(event)
        return None if digit is None else partial(self.turn, digit - self.at)

    def _turn_to(self, at: int) -> None:
        self.at = at
        self.list.choose(at)
        self.pages.turn_to(self.steps[at])
        self.back.setEnabled(at > 0)
        self.on.setEnabled(at < len(self.steps) - 1)
        self.side.guidance.show_entry(self.steps[at].about)
        self._show_evidence()
        self._show_standing()

    # Saving.

    def settle(self) -> None:
        """Save for good every text that is still being typed."""
        if self._keeper:
            self.pages.settle()

    def attach(self, file: Path) -> None:
        """Store a file as evidence of the criterion in front."""
        if self._keeper and self.steps[self.at].criterion:
            self._keeper.attach(self.steps[self.at].criterion, file)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whatever takes the wizard out of sight, page, tab, window or lock, leaves nothing unsaved."""
        self.settle()
        super().hideEvent(event)

    def _judged(self, opinion: "Opinion") -> None:
        self._opinion = opinion
        self._show_standing()

    # Showing.

    def _show_standing(self) -> None:
        if self._opinion and self._rules:
            self.list.show_standings(self.steps, standings(self.steps, self.pages.answers, self._opinion))
            self.ceiling.show_opinion(self._rules, self._opinion)
            self.pages.show_summary(self._rules, self.steps, self._opinion)

    def _show_evidence(self) -> None:
        step = self.steps[self.at]
        pieces = self._view.evidence if self._view else ()
        self.side.evidence.setVisible(bool(step.criterion))
        self.side.evidence.attach.setEnabled(self._keeper is not None)
        self.side.evidence.show_evidence([one for one in pieces if one.criterion == step.criterion])
