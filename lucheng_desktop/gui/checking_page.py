"""核对: a paper somebody brings, by its file, its square or its code; what it says beside what the register says."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lucheng_desktop.gui.chips import Chip
from lucheng_desktop.gui.facts import empty_layout, value_label
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.places import words
from lucheng_desktop.procedures.paper_check import CheckPaper, PaperChecked, check_paper
from lucheng_desktop.procedures.paper_record import Compared
from lucheng_desktop.refusal import Refused

_TONES = {True: "done", False: "stop", None: "open"}
_STANDINGS = {"current": "done", "not_issued": "soon", "unverified": "open"}
"""Tone of where a paper stands; all others are a stop."""


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/checking.toml`."""
    part, _, name = key.partition(".")
    text: str = words("checking")[part][name]
    return text.format_map(facts) if facts else text


class CheckingPage(Page):
    """Above what is brought, below what was found: where the paper stands, who signed, each fact side by side."""

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, parent)
        self.message = MessagePanel(self)
        self.file = PathField("file", say("page.file"), save=False, kinds=say("page.kinds"), required=False)
        self.typed = LineField("text", say("page.text"), hint=say("page.text_hint"))
        self.check_file = QPushButton(say("page.check_file"), self)
        self.check_text = QPushButton(say("page.check_text"), self)
        self.standing, self.title, self.signed = Chip(self), value_label(""), value_label("")
        self.note, self.facts = value_label(""), QGridLayout()
        for label in (self.title, self.signed, self.note):
            label.setProperty("role", "value")
        self.result = self._card()
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.message)
        column.addWidget(self._asking())
        column.addWidget(self.result, 1)
        column.addStretch(0)
        self.result.hide()
        self.check_file.setProperty("kind", "primary")
        self.check_file.clicked.connect(self._check_file)
        self.check_text.clicked.connect(self._check_text)
        self.typed.control.returnPressed.connect(self._check_text)  # type: ignore[attr-defined]

    def _asking(self) -> QFrame:
        """Both ways to bring a paper, each with its button."""
        card = QFrame(self)
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        heading, about = QLabel(say("page.title"), card), QLabel(say("page.about"), card)
        heading.setProperty("role", "title")
        about.setProperty("role", "quiet")
        about.setWordWrap(True)
        grid.addWidget(heading, 0, 0, 1, 2)
        grid.addWidget(about, 1, 0, 1, 2)
        for row, (field, button) in enumerate(((self.file, self.check_file), (self.typed, self.check_text)), 2):
            grid.addWidget(field, row, 0)
            grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignBottom)
        grid.setColumnStretch(0, 1)
        return card

    def _card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.standing)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.signed)
        area, inner = QScrollArea(card), QWidget()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(say("page.facts"))
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(8)
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 4, 8, 4)
        lines.addLayout(self.facts)
        lines.addWidget(self.note)
        lines.addStretch(1)
        area.setWidget(inner)
        column.addWidget(area, 1)
        return card

    def zones(self) -> tuple[QWidget, ...]:
        return (self.file, self.typed, self.result) if self.result.isVisible() else (self.file, self.typed)

    def _check_file(self) -> None:
        self.file.fault(self.file.check() or ("" if self.file.value() else say("page.no_file")))
        file: Path | None = self.file.value()
        if file and not self.file.check():
            self._send(CheckPaper(file=file))

    def _check_text(self) -> None:
        text = str(self.typed.value() or "").strip()
        self.typed.fault("" if text else say("page.no_text"))
        if text:
            self._send(CheckPaper(text))

    def _send(self, order: CheckPaper) -> None:
        self.result.hide()
        self.message.tell(say("page.working"), tone="open")
        self.lane.ask(self, check_paper, order, self.show_answer, self._refuse)

    def _refuse(self, refused: Refused) -> None:
        self.message.refuse(refused)

    def show_answer(self, answer: PaperChecked) -> None:
        """A calm yes, or what does not hold; a void paper is never shown as a plain yes."""
        tone, detail = _TONES[answer.holds], "\n".join(filter(None, (answer.reason,)))
        self.message.tell(say("verdict." + _verdict(answer), word=answer.word), tone=tone, detail=detail)
        standing = _STANDINGS.get(answer.standing, "stop")
        self.standing.show_state(answer.word, "open" if standing == "done" and not answer.holds else standing)
        self.title.setText("  ".join(part for part in (answer.number, answer.title) if part) or answer.word)
        self.signed.setText(_signed(answer))
        self.note.setText(answer.note)
        self.note.setVisible(bool(answer.note))
        self._show_facts(answer)
        self.result.show()

    def _show_facts(self, answer: PaperChecked) -> None:
        empty_layout(self.facts)
        for column, name in enumerate(("what", "printed", "recorded", "same")):
            label = QLabel(say(f"column.{name}"))
            label.setProperty("role", "label")
            self.facts.addWidget(label, 0, column)
        for row, one in enumerate(answer.facts, 1):
            self._line(row, one)
        self.facts.setColumnStretch(1, 1)
        self.facts.setColumnStretch(2, 1)

    def _line(self, row: int, one: Compared) -> None:
        what, chip = QLabel(one.word), Chip()
        what.setProperty("role", "label")
        printed, recorded = _shown(one)
        state = {True: "same", False: "differs", None: "look"}[one.same]
        chip.show_state(say(f"same.{state}"), _TONES[one.same])
        parts: list[Any] = [what, value_label(printed), value_label(recorded), chip]
        spoken = (say("page.spoken", word=one.word, printed=printed, recorded=recorded, state=say(f"same.{state}")))
        parts[1].setAccessibleName(spoken)
        for column, part in enumerate(parts):
            self.facts.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)


def _verdict(answer: PaperChecked) -> str:
    """Which sentence tells the whole: an altered or unsigned paper first, then where it stands."""
    if answer.signature == "invalid" or (answer.square and answer.square.signature == "invalid"):
        return "invalid"
    if answer.altered or answer.unchanged is False:
        return "unknown" if answer.standing == "unknown" else "altered"
    if answer.standing != "current":
        return "unknown" if answer.standing == "unknown" else "gone"
    return "holds" if answer.unchanged else "look"


def _signed(answer: PaperChecked) -> str:
    """Who signed, and whose copy it is."""
    parts = [say("page.signer", signer=answer.signer)] if answer.signer and answer.signature == "valid" else []
    parts += [say("page.recipient", recipient=answer.recipient)] if answer.recipient else []
    parts += [say("page.issued", on=answer.issued_on)] if answer.issued_on else []
    return "  ".join(parts)


def _shown(one: Compared) -> tuple[str, str]:
    """A digest is compared by the program and shown by its beginning."""
    if one.what != "body" or len(one.recorded) != 32 or not one.printed:
        return one.printed, one.recorded
    return say("body.printed", digest=one.printed[:8]), say("body.printed", digest=one.recorded[:8])
