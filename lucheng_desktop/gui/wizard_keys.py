"""Keys of one part of a page: they come before the window's shortcuts, and rest while an input method composes."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_DIGITS = range(10)


class KeyedWidget(QWidget):
    """A widget with keys of its own while the focus is inside it."""

    composing = False
    """Whether an input method composes in one of its fields: then every key is the input method's."""

    def act_for(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here; None leaves it to others."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        key = event if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride else None
        if key and (self.composing or self.act_for(key)):
            key.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = None if self.composing else self.act_for(event)
        if act:
            act()
        else:
            super().keyPressEvent(event)


def control_digit(event: QKeyEvent) -> int | None:
    """The digit of Ctrl+0 to Ctrl+9, from the row above the letters or the number pad."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = event.key() - Qt.Key.Key_0
    return digit if plain == Qt.KeyboardModifier.ControlModifier and digit in _DIGITS else None
