"""One step of the wizard on screen: its title, its questions as fields, in a scroll area of its own."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lucheng_desktop.gui.fields import DateField, Field, WordBox, WordLine, read_date
from lucheng_desktop.gui.options import OptionField
from lucheng_desktop.gui.wizard_fields import Reason, Several, YesNo, field_for
from lucheng_desktop.gui.wizard_plan import Part, Step, say
from lucheng_desktop.gui.wizard_rows import StatusMark

_WORDS = (Reason, DateField)
_AROUND_PX = 72
"""What stays in sight above and below the field in hand: its heading, its error."""


class Sheet(QScrollArea):
    """The questions of one step."""

    typed = Signal(str, str)
    settled = Signal(str, object)
    pointed = Signal(object)
    composed = Signal(bool)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self.fields: dict[str, Field] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(4, 0, 8, 8)
        self.column.setSpacing(8)
        self._head()
        for part in step.parts:
            self._add_part(part)
        self.column.addStretch(1)
        self.setWidget(content)

    def _head(self) -> None:
        line = QHBoxLayout()
        step = self.step
        title = QLabel(say("steps.heading", number=step.number, title=step.title) if step.number else step.title)
        title.setProperty("role", "title")
        line.addWidget(title, 1)
        line.addWidget(StatusMark(step.about))
        self.column.addLayout(line)

    def _note(self, text: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("role", "quiet")
        self.column.addWidget(label)

    def _add_part(self, part: Part) -> None:
        if part.title:
            heading = QLabel(part.title)
            heading.setProperty("role", "heading")
            heading.setContentsMargins(0, 8, 0, 0)
            self.column.addWidget(heading)
            self._note(part.note)
        for question in part.questions:
            field = field_for(question, self)
            self.fields[question.path] = field
            self._join(field)
            self.column.addWidget(field)

    def _join(self, field: Field) -> None:
        field.typed.connect(self.typed)
        field.settled.connect(self._settle)
        if isinstance(field, Several | YesNo):
            field.pointed.connect(self.pointed)
        if isinstance(field.control, WordBox | WordLine):
            field.control.composed.connect(self.composed)
            # Some input methods drop a composition without a word when the field is left.
            field.control.left.connect(partial(self.composed.emit, False))

    def _settle(self, path: str, value: Any) -> None:
        """A date that cannot be read is not an answer: its letters stay a draft and the error below stays."""
        field = self.fields[path]
        if isinstance(field, DateField) and value is None and not field.empty():
            self.typed.emit(path, field.text())
        else:
            self.settled.emit(path, value.isoformat() if isinstance(value, date) else value)

    def fill(self, answers: Mapping[str, Any], drafts: Mapping[str, str]) -> None:
        """Show saved answers, and over them words that were typed and never settled."""
        for path, field in self.fields.items():
            field.set_value(answers.get(path))
            if path in drafts and isinstance(field, _WORDS):
                field.restore(drafts[path])

    def renew(self, answers: Mapping[str, Any], *, spared: frozenset[str]) -> None:
        """Show answers that changed elsewhere; never over words that are being typed or an answer on its way."""
        for path, field in self.fields.items():
            typing = isinstance(field, _WORDS) and (field.unsettled() or field.control.hasFocus())
            if path not in spared and not typing and field.value() != _as_shown(field, answers.get(path)):
                field.set_value(answers.get(path))

    def settle(self) -> None:
        """Settle every text of the step."""
        for field in self.fields.values():
            if isinstance(field, _WORDS) and field.unsettled():
                field.settle()

    def lock(self, locked: bool) -> None:
        """Let the answers be read only, or be given."""
        for field in self.fields.values():
            if isinstance(field.control, WordBox | WordLine):
                field.control.setReadOnly(locked)
            else:
                field.setEnabled(not locked)

    def focused(self) -> str:
        """Path of the field that has the focus, or empty."""
        focus: QWidget | None = self.focusWidget()
        return next((path for path, field in self.fields.items() if focus and field.isAncestorOf(focus)), "")

    def go(self, path: str) -> None:
        """Put the focus on the field that `path` belongs to, and bring it into view."""
        field = next((one for name, one in self.fields.items() if name == path or name.startswith(f"{path}.")), None)
        field = field or next(iter(self.fields.values()), None)
        if field:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(field.control.focusProxy() or field.control, 0, _AROUND_PX)


def _as_shown(field: Field, answer: Any) -> Any:
    """A saved answer as the field would give it."""
    if isinstance(field, DateField):
        return read_date(answer or "")
    if isinstance(field, Reason | OptionField):
        return answer or ""
    return tuple(answer) if isinstance(answer, list) else answer
