"""The middle of the wizard: the sheet of the step in front, each built when it is shown first, and the summary."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from lucheng_desktop.gui.wizard_plan import SUMMARY, Step
from lucheng_desktop.gui.wizard_sheet import Sheet
from lucheng_desktop.gui.wizard_summary import Summary

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.rulebook import Rulebook


class StepPages(QStackedWidget):
    """Holds the answers that are shown; knows nothing of saving."""

    typed = Signal(str, str)
    settled = Signal(str, object)
    pointed = Signal(object)
    composed = Signal(bool)
    wanted = Signal(str)
    """Key of a step that the summary points to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answers: dict[str, Any] = {}
        self._drafts: Mapping[str, str] = {}
        self._sheets: dict[str, Sheet] = {}
        self._locked = False
        self.summary = Summary()
        self.summary.wanted.connect(self.wanted)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.summary)
        self.addWidget(area)

    def clear(self) -> None:
        """Let all sheets go: the pack asks other questions now."""
        for sheet in self._sheets.values():
            self.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets.clear()

    def begin(
        self, steps: tuple[Step, ...], answers: Mapping[str, Any], drafts: Mapping[str, str], *, locked: bool
    ) -> None:
        """Show another case: its answers, and over them the words that were never settled."""
        self.answers, self._drafts, self._locked = dict(answers), drafts, locked
        for sheet in self._sheets.values():
            sheet.fill(self.answers, drafts)
            sheet.lock(locked)
        for step in steps:
            if any(step.holds(path) for path in drafts):
                self.sheet(step)

    def renew(self, answers: Mapping[str, Any], *, spared: frozenset[str], locked: bool) -> None:
        """Show what was read again of the same case, sparing answers that are on their way."""
        kept = {path: self.answers.get(path) for path in spared}
        self.answers, self._drafts, self._locked = {**answers, **kept}, {}, locked
        for sheet in self._sheets.values():
            sheet.renew(self.answers, spared=spared)
            sheet.lock(locked)

    def settle(self) -> None:
        """Settle every text that differs from what was saved."""
        for sheet in self._sheets.values():
            sheet.settle()

    def sheet(self, step: Step) -> Sheet:
        """The sheet of a step."""
        sheet = self._sheets.get(step.key)
        if sheet is None:
            sheet = self._sheets[step.key] = Sheet(step, self)
            sheet.fill(self.answers, self._drafts)
            sheet.lock(self._locked)
            for told, on in ((sheet.typed, self.typed), (sheet.pointed, self.pointed), (sheet.composed, self.composed)):
                told.connect(on)
            sheet.settled.connect(self._settled)
            self.addWidget(sheet)
        return sheet

    def _settled(self, path: str, answer: Any) -> None:
        self.answers[path] = answer
        self.settled.emit(path, answer)

    def turn_to(self, step: Step) -> None:
        """Bring a step to the front."""
        if step.key == SUMMARY:
            self.setCurrentIndex(0)
        else:
            self.setCurrentWidget(self.sheet(step))

    def go(self, path: str = "") -> None:
        """Put the focus on a field of the step in front, or on its first one."""
        sheet = self.currentWidget()
        if isinstance(sheet, Sheet):
            sheet.go(path)
        else:
            self.summary.setFocus()

    def focused(self) -> str:
        """Path of the field in front that has the focus, or empty."""
        sheet = self.currentWidget()
        return sheet.focused() if isinstance(sheet, Sheet) else ""

    def show_summary(self, rules: "Rulebook", steps: tuple[Step, ...], opinion: "Opinion") -> None:
        """Bring the summary up to date, if it is in front."""
        if self.currentIndex() == 0:
            self.summary.show_answers(rules, steps, self.answers, opinion)
