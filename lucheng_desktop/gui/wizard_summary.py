"""The last step: every answer at a glance, each line a way back to its question."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from lucheng_desktop.gui.chips import ElidedLabel
from lucheng_desktop.gui.facts import empty_layout
from lucheng_desktop.gui.wizard_ceiling import reason_lines
from lucheng_desktop.gui.wizard_plan import GROUNDS, RED_LINES, Question, Step, say

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.rulebook import Rulebook

_FINDING_PX = 88
_EVIDENCE_PX = 56


class Summary(QWidget):
    """A table of the criteria, the other answers in one line each, and the reasons of the ceiling."""

    wanted = Signal(str)
    """Key of the step to go back to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(1, _FINDING_PX)
        self._grid.setColumnMinimumWidth(3, _EVIDENCE_PX)
        self._grid.setColumnStretch(2, 1)
        self._why = QVBoxLayout()
        self._why.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._grid)
        column.addLayout(self._why)
        column.addStretch(1)

    def show_answers(
        self, rules: "Rulebook", steps: tuple[Step, ...], answers: Mapping[str, Any], opinion: "Opinion"
    ) -> None:
        """Show the answers as they are saved now."""
        empty_layout(self._grid)
        for at, name in enumerate(("criterion", "finding", "reason", "evidence")):
            self._grid.addWidget(_label(say(f"summary.{name}"), "label"), 0, at)
        row = 1
        for step in steps:
            for line in _lines(rules, step, answers):
                self._add(row, step, line)
                row += 1
        self._show_reasons(reason_lines(rules, opinion))

    def _add(self, row: int, step: Step, line: tuple[str, ...]) -> None:
        link = QToolButton(self)
        link.setText(line[0])
        link.setAccessibleName(f"{say('summary.go')} {line[0]}")
        link.clicked.connect(lambda: self.wanted.emit(step.key))
        self._grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
        if len(line) == 2:
            self._grid.addWidget(_wrapped(line[1]), row, 1, 1, 3)
            return
        self._grid.addWidget(_label(line[1] or say("summary.unanswered"), "" if line[1] else "hint"), row, 1)
        reason = ElidedLabel(self)
        reason.setText(line[2].replace("\n", " "))
        self._grid.addWidget(reason, row, 2)
        self._grid.addWidget(_label(line[3], "quiet"), row, 3)

    def _show_reasons(self, texts: "tuple[str, ...] | Any") -> None:
        empty_layout(self._why)
        self._why.addWidget(_label(say("summary.reasons"), "heading"))
        for text in texts or (say("ceiling.none"),):
            self._why.addWidget(_wrapped(say("guidance.line", line=text)))


def _lines(rules: "Rulebook", step: Step, answers: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """What the summary says of one step: (name, words), or (name, finding, reason, evidence) for a criterion."""
    if step.criterion:
        return [_criterion_line(rules, step, answers)]
    if step.key == RED_LINES:
        several = [_several_line(question, answers) for question in step.questions() if question.kind == "several"]
        return [*several, _gates_line(step, answers)]
    if step.key == GROUNDS:
        several = [_several_line(question, answers) for question in step.questions() if question.kind == "several"]
        return [*several, _days_line(step, answers)]
    return []


def _criterion_line(rules: "Rulebook", step: Step, answers: Mapping[str, Any]) -> tuple[str, ...]:
    path = f"findings.{step.criterion}"
    finding, reason = answers.get(f"{path}.finding"), answers.get(f"{path}.reason")
    count = len(answers.get(f"{path}.evidence") or ())
    words = rules.term("criterion_values", finding) if finding else ""
    return (step.title, words, reason or "", say("summary.pieces", count=count))


def _several_line(question: Question, answers: Mapping[str, Any]) -> tuple[str, ...]:
    chosen = answers.get(question.path)
    if chosen is None:
        return (question.title, say("summary.unanswered"))
    titles = [entry.brief or entry.title for entry in question.entries if entry.value in chosen]
    return (question.title, say("summary.separator").join(titles) or say("summary.none"))


def _gates_line(step: Step, answers: Mapping[str, Any]) -> tuple[str, ...]:
    given = [answers.get(question.path) for question in step.questions() if question.kind == "yes_no"]
    counts = {"yes": given.count(True), "no": given.count(False), "open": given.count(None)}
    return (say("parts.gates"), say("summary.gates_line", **counts))


def _days_line(step: Step, answers: Mapping[str, Any]) -> tuple[str, ...]:
    days = (
        say("summary.date_line", name=question.title, day=answers.get(question.path) or say("summary.date_none"))
        for question in step.questions()
        if question.kind == "day"
    )
    return (say("parts.dates"), say("summary.separator").join(days))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role or "quiet")
    return label


def _wrapped(text: str) -> QLabel:
    label = _label(text, "quiet")
    label.setWordWrap(True)
    return label
