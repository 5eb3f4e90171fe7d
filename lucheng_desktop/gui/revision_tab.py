"""修改: what is different from the text somebody last read, marked by lines under and through it."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.gui.facts import empty_layout
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.prints_tab import say
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.procedures.revisions import (
    CompareDrafts,
    DraftsCompared,
    MarkedParagraph,
    MarkedRun,
    compare_drafts,
)
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.gui.issuing_page import IssuingPage

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
        """Which paper, and which state of its text."""
        self._wanted = (document, version)

    def read(self) -> None:
        """Compare, unless that is what it shows."""
        if self._wanted != self._shown and self._wanted[0]:
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


def open_export(page: "IssuingPage") -> None:
    """The marks as a .docx; nothing in the vault is changed by it."""
    if not page.view:
        return
    target = PathField("target", say("revision.target"), save=True, kinds=say("revision.kinds"))
    target.set_value(Path.home() / say("revision.file", name=page.view.number or page.view.fields["title"]))

    def send(values: Mapping[str, Any]) -> None:
        done = say("revision.done", file=values["target"].name)
        page.send(_export, CompareDrafts(page.record, values["target"]), done)

    page.open_sheet(sheet_for(say("revision.title"), (target,), send, page.close_sheet, say("revision.note")))


def _export(desk: Any, order: CompareDrafts) -> DraftsCompared:
    return compare_drafts(desk, order)


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
