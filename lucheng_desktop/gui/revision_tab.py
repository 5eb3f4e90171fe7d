"""修改: what is different from the text somebody last read, marked by lines under and through it."""

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.facts import empty_layout
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.prints_tab import say
from lucheng_desktop.procedures.revisions import (
    CompareDrafts,
    DraftsCompared,
    MarkedParagraph,
    MarkedRun,
    compare_drafts,
)
from lucheng_desktop.refusal import Refused

_MARKS = {"same": "{}", "inserted": "<u>{}</u>", "deleted": "<s>{}</s>"}


class RevisionTab(QWidget):
    """Read when the tab is turned to: comparing takes longer than showing a record."""

    refused = Signal(Refused)
    export = Signal()

    def __init__(self, lane: Lane, rules: Rulebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._rules = rules
        self._wanted = self._shown = ("", "")
        self.head, self.legend = QLabel(self), QLabel(say("revision.legend"), self)
        self.save = QPushButton(say("revision.export"), self)
        self._lines = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        for label in (self.head, self.legend):
            label.setWordWrap(True)
            label.setProperty("role", "quiet")
        self.save.clicked.connect(self.export)
        row = QHBoxLayout()
        row.addWidget(self.legend, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        self._lines.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(self._lines)
        column.addLayout(row)
        column.addStretch(1)

    def about(self, document: str, version: str) -> None:
        """Which paper, and which state of its text; read now when the tab is in front."""
        self._wanted = (document, version)
        self.read_seen()

    def read_seen(self) -> None:
        """Compare when the tab is in front, unless that is what it shows."""
        if self.isVisible() and self._wanted != self._shown and self._wanted[0]:
            self._shown = wanted = self._wanted
            self.head.setText(say("revision.reading"))
            empty_layout(self._lines)
            self._lane.ask(self, _compare, wanted[0], lambda done: self._show(wanted, done), self.refused.emit)

    def _show(self, wanted: tuple[str, str], done: DraftsCompared) -> None:
        if wanted != self._wanted:
            return
        self.head.setText(_since(self._rules, done))
        empty_layout(self._lines)
        for one in done.paragraphs:
            self._lines.addWidget(_paragraph(one))
        for part in (self.legend, self.save):
            part.setVisible(bool(done.paragraphs))


def _compare(desk: Any, document: str) -> DraftsCompared:
    return compare_drafts(desk, CompareDrafts(document))


def _since(rules: Rulebook, done: DraftsCompared) -> str:
    if not done.paragraphs:
        return say("revision.same")
    if not done.seen:
        return say("revision.first", count=len(done.paragraphs))
    move = rules.procedure("document").transition(done.seen)
    facts = {"officer": done.officer, "at": done.at.replace("T", " ")[:16], "step": move.title if move else done.seen}
    return say("revision.since", count=len(done.paragraphs), **facts)


def _paragraph(one: MarkedParagraph) -> QLabel:
    """Marked by lines, not by colour alone; read aloud with words for the marks."""
    label = QLabel("".join(_MARKS[run.change].format(escape(run.text)) for run in one.runs))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setProperty("role", "value")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAccessibleName("".join(map(_spoken, one.runs)))
    return label


def _spoken(run: MarkedRun) -> str:
    return run.text if run.change == "same" else say(f"revision.{run.change}", text=run.text)
