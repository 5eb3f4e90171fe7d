"""The wizard's own fields, made from the questions of the plan: a reason with its count, yes or no, several of."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.fields import DateField, Field, TextField, WordBox
from lucheng_desktop.gui.options import Option, OptionField
from lucheng_desktop.gui.wizard_plan import Entry, Question, say
from lucheng_desktop.gui.wizard_rows import Pointing, Row, StatusMark, title_width


def letters(text: str) -> int:
    """Characters of a text without blanks."""
    return sum(not letter.isspace() for letter in text)


class Reason(TextField):
    """A reason with a live count of its characters."""

    def __init__(self, question: Question, *, parent: QWidget | None = None) -> None:
        self._least = question.least
        hint = say("questions.reason_hint")
        super().__init__(question.path, question.title, required=True, hint=hint, lines=4, parent=parent)
        self.count = QLabel(self)
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(self.count)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(0, head)
        self._words.textChanged.connect(self._show_count)
        self._show_count()

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._go_on()

    def restore(self, text: str) -> None:
        super().restore(text)
        self._go_on()

    def check(self) -> str:
        short = self._least - letters(self.text())
        if 0 < short < self._least:
            return say("questions.reason_short", least=self._least, short=short)
        return super().check()

    def _go_on(self) -> None:
        """Typing goes on where the text ends."""
        self._words.moveCursor(QTextCursor.MoveOperation.End) if isinstance(self._words, WordBox) else None
        self._show_count()

    def _show_count(self) -> None:
        count = letters(self.text())
        full = count >= self._least
        self.count.setText(say("questions.count_full" if full else "questions.count", count=count, least=self._least))
        theme.mark(self.count, "role", "quiet" if full else "hint")


class Several(Field):
    """Any of a list; where none may apply, saying so is an answer of its own, and an untouched list is none."""

    pointed = Signal(object)

    def __init__(self, question: Question, *, parent: QWidget | None = None) -> None:
        box = QWidget()
        super().__init__(question.path, question.title, box, required=True, parent=parent)
        self.label.hide()
        self.ticks: dict[str, QCheckBox] = {}
        self.none = QCheckBox(question.none, box) if question.none else None
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._fill(question)

    def _fill(self, question: Question) -> None:
        wide, group = title_width(question.entries, self), ""
        for entry in question.entries:
            if entry.group != group:
                group = entry.group
                self._column.addWidget(_heading(group, self))
            self._add(entry, wide)
        if self.none:
            self._column.addSpacing(4)
            self._column.addWidget(self.none)
            self.none.clicked.connect(self._say_none)
        for first in list(self.ticks.values())[:1]:
            self.control.setFocusProxy(first)

    def _add(self, entry: Entry, wide: int) -> None:
        tick = QCheckBox(self.control)
        tick.clicked.connect(self._ticked)
        self.ticks[entry.value] = tick
        row = Row(tick, entry, wide=wide, parent=self.control)
        row.pointed.connect(self.pointed)
        self._column.addWidget(row)

    def value(self) -> tuple[str, ...] | None:
        """The codes ticked; an empty tuple when none applies, None when nothing was said."""
        chosen = tuple(code for code, tick in self.ticks.items() if tick.isChecked())
        said_none = self.none is not None and self.none.isChecked()
        return chosen if chosen or said_none else None

    def set_value(self, value: Any) -> None:
        for code, tick in self.ticks.items():
            tick.setChecked(code in (value or ()))
        if self.none:
            self.none.setChecked(value is not None and not value)

    def _say_none(self) -> None:
        if self.none and self.none.isChecked():
            for tick in self.ticks.values():
                tick.setChecked(False)
        self.settled.emit(self.path, self.value())

    def _ticked(self) -> None:
        if self.none:
            self.none.setChecked(False)
        self.settled.emit(self.path, self.value())


class YesNo(Field):
    """A condition that is met or not; no answer is given in advance."""

    pointed = Signal(object)

    def __init__(self, question: Question, *, parent: QWidget | None = None) -> None:
        row = Pointing(question.entries[0])
        super().__init__(question.path, question.title, row, required=True, parent=parent)
        self.label.hide()
        self.dots: dict[bool, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._lay_out(row, question.title)
        row.pointed.connect(self.pointed)
        self.control.setFocusProxy(self.dots[True])

    def _lay_out(self, row: Pointing, title: str) -> None:
        words, line = QVBoxLayout(), QHBoxLayout(row)
        words.setSpacing(0)
        for text, role in ((title, "value"), (row.entry.text, "quiet")):
            label = QLabel(text, row)
            label.setWordWrap(True)
            label.setProperty("role", role)
            words.addWidget(label)
        line.setContentsMargins(4, 2, 0, 2)
        line.setSpacing(4)
        line.addLayout(words, 1)
        for value, word in ((True, say("questions.yes")), (False, say("questions.no"))):
            dot = self._dot(value, word, title, row.entry)
            row.watch(dot)
            line.addWidget(dot)
        line.addWidget(StatusMark(row.entry, row))

    def _dot(self, value: bool, word: str, title: str, entry: Entry) -> QRadioButton:
        dot = QRadioButton(word, self.control)
        dot.setAccessibleName(f"{title} {word}")
        dot.setAccessibleDescription(f"{entry.text} {entry.cite}")
        dot.clicked.connect(lambda: self.settled.emit(self.path, value))
        self._group.addButton(dot)
        self.dots[value] = dot
        return dot

    def value(self) -> bool | None:
        return next((value for value, dot in self.dots.items() if dot.isChecked()), None)

    def empty(self) -> bool:
        return self.value() is None

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for answer, dot in self.dots.items():
            dot.setChecked(answer is value)
        self._group.setExclusive(True)


def field_for(question: Question, parent: QWidget) -> Field:
    """The field of a question."""
    if question.kind == "day":
        return DateField(question.path, question.title, parent=parent)
    if question.kind == "one":
        options = [Option(entry.value, entry.title, entry.text) for entry in question.entries]
        return OptionField(question.path, question.title, options, required=True, parent=parent)
    kinds: dict[str, type[Reason | Several | YesNo]] = {"words": Reason, "several": Several, "yes_no": YesNo}
    return kinds[question.kind](question, parent=parent)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "label")
    label.setContentsMargins(4, 8, 0, 2)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
