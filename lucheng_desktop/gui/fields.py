"""Labelled fields: the error stands below after leaving, words are offered as they are typed, never while composing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.page import say

TYPING_PAUSE_MS = 400
"""Words rest this long before they are offered as a draft."""
LONGEST_UNSAVED_MS = 1500
"""Typing that never rests is offered after this long all the same: a crash loses at most two seconds of it."""

_CHOICE_PX = 116


class WordLine(QLineEdit):
    """A line that knows whether an input method is composing."""

    left = Signal()
    composed = Signal(bool)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composed.emit(bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class WordBox(QPlainTextEdit):
    """A box for longer text; Tab leaves it, and it knows whether an input method is composing."""

    left = Signal()
    composed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(72)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composed.emit(bool(event.preeditString()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceBox(QComboBox):
    """A choice among words; the wheel passes by, because a turned wheel has changed too many answers unseen."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Room for a short word; Qt's own policy for this builds the whole popup at once to find that out."""
        return QSize(_CHOICE_PX, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Field(QWidget):
    """A label above its control and an error below it; `path` says which part of the order it fills."""

    typed = Signal(str, str)
    """(path, text) when typing has rested: keep it as a draft."""
    settled = Signal(str, object)
    """(path, value) when the officer has left the field after changing it, or has chosen."""

    def __init__(
        self,
        path: str,
        label: str,
        control: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.required = required
        self.name = label
        self.control = control
        self.label = QLabel(say("field.required", label=label) if required else label, self)
        self.error = QLabel(self)
        self.hint = hint
        self._build(hint)
        self.fault("")

    def _build(self, hint: str) -> None:
        self.label.setProperty("role", "label")
        self.label.setBuddy(self.control)
        self.label.setWordWrap(True)
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.control.setAccessibleName(say("field.spoken", label=self.name) if self.required else self.name)
        if hint and isinstance(self.control, QLineEdit | QPlainTextEdit):
            self.control.setPlaceholderText(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.label, self.control, self.error):
            column.addWidget(part)
        self.setFocusProxy(self.control)

    def value(self) -> Any:
        """What the field holds, as the order wants it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value without reporting it."""
        raise NotImplementedError

    def empty(self) -> bool:
        """Whether nothing was given."""
        return not self.value()

    def check(self) -> str:
        """What is wrong with the value, in words; empty when nothing is."""
        return say("field.empty", label=self.name) if self.required and self.empty() else ""

    def fault(self, text: str) -> None:
        """Show an error below the field; an empty text takes it away."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.control.setAccessibleDescription(text or self.hint)
        if bool(self.property("fault")) != bool(text):
            self.setProperty("fault", bool(text))
            theme.mark(self.control, "fault", bool(text))


class _WordField(Field):
    """What line and box have in common: drafts as typed, settled when left."""

    def __init__(self, path: str, label: str, control: "WordLine | WordBox", **more: Any) -> None:
        super().__init__(path, label, control, **more)
        self._words = control
        self._last = self._offered = ""
        self._composing = False
        self._pause = QTimer(self, interval=TYPING_PAUSE_MS, singleShot=True)
        self._longest = QTimer(self, interval=LONGEST_UNSAVED_MS, singleShot=True)
        self._pause.timeout.connect(self._offer)
        self._longest.timeout.connect(self._offer)
        control.textChanged.connect(self._touched)
        control.composed.connect(self._compose)
        control.left.connect(self.settle)

    def text(self) -> str:
        """The text as it stands, without what an input method is still composing."""
        return self._words.text() if isinstance(self._words, WordLine) else self._words.toPlainText()

    def value(self) -> Any:
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        self._last = self._offered = str(value or "")
        self._words.blockSignals(True)
        self._write(self._last)
        self._words.blockSignals(False)
        self._rest()
        self.fault("")

    def restore(self, text: str) -> None:
        """Put back words that were typed and never settled; leaving the field settles them."""
        self._offered = text
        self._write(text)

    def waiting(self) -> bool:
        """Whether typed words have not been offered yet."""
        return self._longest.isActive()

    def unsettled(self) -> bool:
        """Whether the text differs from what was settled last."""
        return self.text() != self._last

    def settle(self) -> None:
        """Offer the text for good and show what is wrong with it; called when the field is left."""
        self._rest()
        self.fault(self.check())
        # Words typed and taken back again have left a draft behind: settling the old text takes that away too.
        if self._last != self.text() or self._last != self._offered:
            self._last = self._offered = self.text()
            self.settled.emit(self.path, self.value())

    def _write(self, text: str) -> None:
        self._words.setText(text) if isinstance(self._words, WordLine) else self._words.setPlainText(text)

    def _rest(self) -> None:
        self._pause.stop()
        self._longest.stop()

    def _touched(self) -> None:
        if self.text() == self._offered:
            return
        if not self._composing:
            self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _compose(self, composing: bool) -> None:
        self._composing = composing
        self._pause.stop() if composing else self._touched()

    def _offer(self) -> None:
        self._rest()
        self._offered = self.text()
        self.typed.emit(self.path, self._offered)


class LineField(_WordField):
    """One line of text."""

    def __init__(
        self, path: str, label: str, *, required: bool = False, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(path, label, WordLine(), required=required, hint=hint, parent=parent)


class TextField(_WordField):
    """Text of several lines."""

    def __init__(
        self,
        path: str,
        label: str,
        *,
        required: bool = False,
        hint: str = "",
        lines: int = 3,
        parent: QWidget | None = None,
    ) -> None:
        box = WordBox()
        box.setFixedHeight(lines * 22 + 20)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(path, label, box, required=required, hint=hint, parent=parent)


class DateField(_WordField):
    """A date typed as 2026-03-05, 2026.3.5 or 20260305; an untouched field is empty, unlike a spin of dates."""

    def __init__(self, path: str, label: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(path, label, WordLine(), required=required, hint=say("field.date_hint"), parent=parent)

    def value(self) -> date | None:
        return read_date(self.text())

    def set_value(self, value: Any) -> None:
        super().set_value(value.isoformat() if isinstance(value, date) else value)

    def empty(self) -> bool:
        return not self.text().strip()

    def check(self) -> str:
        if not self.empty() and self.value() is None:
            return say("field.date_wrong")
        return super().check()

    def settle(self) -> None:
        found = self.value()
        if found:
            self._words.setText(found.isoformat()) if isinstance(self._words, WordLine) else None
        super().settle()


class NumberField(_WordField):
    """A whole number between two others."""

    def __init__(
        self, path: str, label: str, least: int, most: int, *, required: bool = True, parent: QWidget | None = None
    ) -> None:
        self._range = range(least, most + 1)
        super().__init__(path, label, WordLine(), required=required, parent=parent)

    def value(self) -> int | None:
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() and int(text) in self._range else None

    def empty(self) -> bool:
        return not self.text().strip()

    def check(self) -> str:
        if not self.empty() and self.value() is None:
            return say("field.number_wrong", least=self._range[0], most=self._range[-1])
        return super().check()


class ChoiceField(Field):
    """One of several words, each standing for a code."""

    def __init__(
        self,
        path: str,
        label: str,
        choices: Sequence[tuple[str, str]],
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.box = ChoiceBox()
        super().__init__(path, label, self.box, required=required, parent=parent)
        self.offer(choices)
        self.box.activated.connect(self._chosen)
        self.box.left.connect(lambda: self.fault(self.check()))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer (code, word) pairs; the first line stays empty so that nothing is chosen by accident."""
        kept = self.value()
        self.box.clear()
        self.box.addItem(say("field.choose"), "")
        for code, word in choices:
            self.box.addItem(word, code)
            self.box.setItemData(self.box.count() - 1, word, Qt.ItemDataRole.ToolTipRole)
        self.set_value(kept)

    def value(self) -> str:
        return str(self.box.currentData() or "")

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value or "")))
        self.fault("")

    def _chosen(self) -> None:
        self.fault(self.check())
        self.settled.emit(self.path, self.value())


def read_date(text: str) -> date | None:
    """The date in a text such as 2026-03-05, 2026/3/5, 2026.3.5 or 20260305; None if it is not one."""
    bare = text.strip().replace("/", "-").replace(".", "-")
    parts = bare.split("-") if "-" in bare else [bare[:4], bare[4:6], bare[6:]] if len(bare) == 8 else []
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
