"""The one modal question: an irreversible step is confirmed by typing its number."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from lucheng_desktop.gui.forms.confirm import Ui_Confirm
from lucheng_desktop.gui.page import say


class Confirm(QDialog):
    """Asks for the number of what is about to be done for good; anything else leaves the button shut."""

    def __init__(self, what: str, number: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Confirm()
        self.ui.setupUi(self)
        self._number = number
        self.ui.what.setText(what)
        self.ui.ask.setText(say("confirm.retype", number=number))
        self.ui.go.setText(what)
        self.ui.number.textChanged.connect(self._compare)
        self.ui.go.clicked.connect(self.accept)
        self.ui.leave.clicked.connect(self.reject)

    def _compare(self, text: str) -> None:
        self.ui.go.setEnabled(text.strip() == self._number)


def confirm(parent: QWidget, what: str, number: str, then: Callable[[], None]) -> Confirm:
    """Ask without stopping the window's thread; `then` runs when the number was typed and confirmed."""
    dialog = Confirm(what, number, parent)
    dialog.accepted.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
