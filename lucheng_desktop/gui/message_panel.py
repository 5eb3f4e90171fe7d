"""The panel at the top of a page: what happened, the rule with its source, what to do next, the code."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.forms.message_panel import Ui_MessagePanel
from lucheng_desktop.gui.page import say

if TYPE_CHECKING:
    from lucheng_desktop.refusal import Refused

_ICONS = {"soon": ("warn", "amber"), "done": ("done", "green"), "stop": ("stop", "red"), "open": ("info", "accent")}


class MessagePanel(QFrame):
    """Says one thing until it is closed or replaced; never a modal box."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_MessagePanel()
        self.ui.setupUi(self)
        self.setObjectName("message")
        self.ui.close.setIcon(theme.icon("close"))
        self.ui.close.clicked.connect(self.clear)
        self.hide()

    def refuse(self, refused: "Refused") -> None:
        """Show a refusal with its rule, the next lawful step and its code."""
        then = refused.next and say("message.next", next=refused.next)
        self._show("soon", refused.message, refused.rule, then, refused.code)

    def tell(self, text: str, *, tone: str = "done", detail: str = "") -> None:
        """Show a plain notice: done, open (a note), soon (a warning) or stop."""
        self._show(tone, text, "", detail, "")

    def fault(self, report: str) -> None:
        """Show a bug of ours: the scrubbed report, nothing of the case."""
        self._show("stop", say("message.fault"), "", say("message.fault_next"), report.splitlines()[0])
        self.ui.code.setToolTip(report)

    def clear(self) -> None:
        """Close the panel."""
        if self.isVisible():
            self.hide()
            self.closed.emit()
        self.hide()

    def _show(self, tone: str, text: str, rule: str, then: str, code: str) -> None:
        theme.mark(self, "tone", tone)
        self.ui.mark.setPixmap(theme.pixmap(*_ICONS[tone], ratio=self.devicePixelRatioF()))
        parts = (
            (self.ui.text, text),
            (self.ui.rule, rule and say("message.rule", rule=rule)),
            (self.ui.then, then),
            (self.ui.code, code),
        )
        for label, words in parts:
            label.setText(words)
            label.setVisible(bool(words))
        self.ui.code.setToolTip("")
        self.setAccessibleName(" ".join(words for _, words in parts if words))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
