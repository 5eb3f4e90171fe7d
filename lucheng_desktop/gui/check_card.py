"""What a full check of the vault has found: every test as a line, with what is wrong and what to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from lucheng_desktop.gui.chips import Chip
from lucheng_desktop.gui.door import say
from lucheng_desktop.gui.facts import empty_layout, value_label
from lucheng_desktop.gui.forms.checked import Ui_Checked

if TYPE_CHECKING:
    from lucheng_desktop.procedures.keeping import Checked, VaultChecked

_TONES = {"ok": "done", "fault": "stop", "skipped": "plain"}


class CheckCard(QFrame):
    """Stands in the place of the unlock form until it has been read."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_Checked()
        self.ui.setupUi(self)
        self.ui.back.clicked.connect(self.left)
        self.ui.message.ui.close.hide()

    def show_checks(self, done: "VaultChecked") -> None:
        """Show all tests in the order in which they were made."""
        faults = [one for one in done.checks if one.state == "fault"]
        words = say("check.bad", faults=len(faults)) if faults else say("check.ok", count=len(done.checks))
        kinds = [say(f"kinds.{kind}") for kind in done.tampering]
        self.ui.message.tell(words, tone="stop" if faults else "done", detail=_named(kinds))
        empty_layout(self.ui.lines)
        for row, one in enumerate(done.checks):
            self._line(2 * row, one)
        self.ui.lines.setColumnStretch(1, 1)
        self.ui.back.setFocus()

    def _line(self, row: int, one: "Checked") -> None:
        """Mark and title, and below the title what is wrong and what to do about it."""
        chip, title = Chip(), QLabel(one.title)
        state, said = say(f"check.state_{one.state}"), "\n".join(part for part in (one.message, one.next) if part)
        chip.show_state(state, _TONES[one.state])
        title.setAccessibleName(say("check.line", title=one.title, state=state, message=said))
        self.ui.lines.addWidget(chip, row, 0)
        self.ui.lines.addWidget(title, row, 1)
        if said:
            self.ui.lines.addWidget(value_label(said), row + 1, 1)


def _named(kinds: list[str]) -> str:
    return say("check.kinds", kinds="、".join(kinds)) if kinds else ""
