"""A field for a passphrase or a printed secret: dots, no draft, nothing an input method may learn."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from lucheng_desktop.gui.fields import Field, WordLine


class SecretField(Field):
    """One line that shows dots; it is never kept as a draft, and `put_away` empties it."""

    def __init__(
        self, path: str, label: str, *, required: bool = True, hint: str = "", parent: QWidget | None = None
    ) -> None:
        self.line = WordLine()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.line.setInputMethodHints(
            hints.ImhHiddenText | hints.ImhNoAutoUppercase | hints.ImhNoPredictiveText | hints.ImhSensitiveData
        )
        super().__init__(path, label, self.line, required=required, hint=hint, parent=parent)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.setText(str(value or ""))
        self.fault("")

    def put_away(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.fault("")
