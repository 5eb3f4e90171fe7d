"""The printed code of this PC, shown once."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.officer_forms import say
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.secret_paper import SecretPaper, lay_out

_GROUPS_IN_LINE = 7


class CodeSheet(QFrame):
    """Says the code in large letters and prints it; put away it is gone."""

    left = Signal()

    def __init__(self, lane: Lane, code: str, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self.setAccessibleName(say("bind.done"))
        self._lane = lane
        self._text = _in_lines(code)
        self._title = say("bind.printed", officer=officer)
        self.code, self.print, self.away = QLabel(self._text), QPushButton(say("bind.print")), QPushButton()
        self._build()

    def _build(self) -> None:
        heading, keep = QLabel(say("bind.done")), QLabel(say("bind.keep"))
        heading.setProperty("role", "heading")
        keep.setProperty("role", "quiet")
        keep.setWordWrap(True)
        self.code.setProperty("role", "code")
        self.code.setWordWrap(True)
        self.away.setText(say("bind.away"))
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.print)
        row.addWidget(self.away)
        for part in (heading, self.code, keep):
            column.addWidget(part)
        column.addLayout(row)
        self.print.clicked.connect(self._print)
        self.away.clicked.connect(self._put_away)

    def _print(self) -> None:
        text = f"{self._title}\n{datetime.now().astimezone():%Y-%m-%d}\n\n{self._text}\n\n{say('bind.keep')}"
        paper = SecretPaper(theme.face(), self._title, text, partial(say, "recovery.foot"))
        self._lane.work(self, lay_out, paper, self._send)

    def _send(self, pdf: bytes) -> None:
        print_paper(self._lane, pdf, self)

    def _put_away(self) -> None:
        self._text = ""
        self.code.clear()
        self.left.emit()


def _in_lines(code: str) -> str:
    groups = code.split()
    lines = (groups[at : at + _GROUPS_IN_LINE] for at in range(0, len(groups), _GROUPS_IN_LINE))
    return "\n".join("  ".join(line) for line in lines)
