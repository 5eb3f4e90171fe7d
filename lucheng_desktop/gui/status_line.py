"""The line at the foot of the window: who works where, how the ledger stands, what is being done and what is saved."""

from PySide6.QtCore import QDateTime, QObject
from PySide6.QtWidgets import QFrame, QLabel, QStatusBar

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.page import Session, say


class StatusLine(QObject):
    """Words with an upright line between two of them, and at the right when something was saved last."""

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._who, self._practice, self._ledger, self._busy = (self._word(first=not at) for at in range(4))
        self._clock, self._saved = QLabel(bar), QLabel(bar)
        bar.addPermanentWidget(self._clock)
        bar.addPermanentWidget(self._saved)

    def _word(self, *, first: bool) -> QLabel:
        if not first:
            line = QFrame(self._bar)
            line.setProperty("role", "upright")
            self._bar.addWidget(line)
        word = QLabel(self._bar)
        self._bar.addWidget(word)
        return word

    def show_session(self, session: Session) -> None:
        """Somebody has unlocked."""
        self._who.setText(say("frame.who", officer=session.officer, roles=session.roles))
        self._practice.setText(say("frame.practice_copied" if session.copied else "frame.practice"))
        self._practice.setToolTip(session.copied)
        self._practice.setVisible(session.practice)
        how = "broken" if not session.intact else "suspended" if session.suspended else "intact"
        self._ledger.setText(say(f"frame.ledger_{how}", code=session.ledger))
        theme.mark(self._ledger, "tone", "done" if how == "intact" else "stop")
        self._clock.setText(say("frame.clock") if session.clock[0] else "")
        self._clock.setToolTip(session.clock[0])
        theme.mark(self._clock, "tone", "stop")
        self._saved.setText(say("frame.unsaved"))

    def forget(self) -> None:
        """Nobody is in: the line says nothing of whoever was."""
        for word in (self._who, self._practice, self._ledger, self._clock, self._saved):
            word.clear()
            word.setToolTip("")

    def saved(self, at: QDateTime) -> None:
        """Something is on the disk."""
        self._saved.setText(say("frame.saved", time=at.toString("HH:mm:ss")))

    def busy(self, asked: int) -> None:
        """So many questions are on their way."""
        self._busy.setText(say("frame.busy") if asked else "")
