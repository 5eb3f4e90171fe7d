"""文书: the register of official documents, each shown as the paper it is, numbered, sealed and registered here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.confirm import confirm
from lucheng_desktop.gui.facts import fill_done, fill_facts, grouped, padded
from lucheng_desktop.gui.fields import Field, NumberField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.paper_steps import STEPS as PAPER_STEPS
from lucheng_desktop.gui.paper_steps import paper_steps
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.printing import print_paper
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.issuing import (
    EDITABLE,
    ISSUED,
    DocumentView,
    NumberDocument,
    RegisterDocument,
    SaveCopy,
    SaveDraftDocx,
    SealDocument,
    list_documents,
    number_document,
    preview,
    register_document,
    save_copy,
    save_draft_docx,
    seal_document,
    show_document,
)
from lucheng_desktop.procedures.progress import Choice, Progress

_ELSEWHERE = frozenset({"review_document", "sign_off_document"})
"""Steps that are taken together with the clearance, on its own page."""
_HERE = frozenset({"number_document", "seal_document", "register_document"}) | PAPER_STEPS
"""Steps that this page has a form for."""
_ON_PAPER = ISSUED
_MOST_COPIES = 999


def say(key: str, /, **facts: object) -> str:
    """A sentence of this page: `part.name` in `resources/words/issuing.toml`."""
    part, _, name = key.partition(".")
    text: str = words("issuing")[part][name]
    return text.format_map(facts) if facts else text


class IssuingPage(RecordPage):
    """The register at the left; the paper with its next step at the right."""

    in_portions = True

    def __init__(self, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(lane, say("list.title"), self._columns(), empty=say("list.empty"), parent=parent)
        self.view: DocumentView | None = None
        self.paper = PaperView(lane)
        self.copy = QToolButton()
        self._shown = ("", "")
        self._facts, self._done = QGridLayout(), QVBoxLayout()
        self._build()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(say("list.number"), lambda row: row.number or say("list.unnumbered"), NUMBER_PX),
            Column(say("list.subject"), by("subject"), 80),
            Column(say("list.name"), by("title"), 160, stretch=True),
            Column(say("list.issued"), by("issued_on"), 96, spare=True),
            state_column(say("list.state"), by("word"), 110),
        )

    def _build(self) -> None:
        self.ui.tabs.addTab(self.paper, say("tab.paper"))
        facts = QVBoxLayout()
        facts.addLayout(self._facts)
        self.add_tab(padded(facts), say("tab.facts"))
        self.add_tab(padded(self._done), say("tab.done"))
        self.copy.setIcon(theme.icon("save"))
        self.copy.setToolButtonStyle(self.paper.ui.print.toolButtonStyle())
        self.copy.setFocusPolicy(self.paper.ui.print.focusPolicy())
        self.paper.ui.tools.addWidget(self.copy)
        self.copy.clicked.connect(self._open_copy)
        self.paper.print_wanted.connect(self._print)

    def rows_from(self) -> tuple[Reader, Any]:
        return list_documents, ""

    def view_from(self, record: str) -> tuple[Reader, Any]:
        return show_document, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {
            "number_document": self._open_number,
            "seal_document": self._ask_seal,
            "register_document": self._open_register,
            "go_clearance": self._go_clearance,
            **paper_steps(self),
        }

    def show_view(self, view: DocumentView) -> Head:
        self.view = view
        fields = view.fields
        shown = {name: str(fields.get(name, "")) for name in ("title", "issued_on", "pages", "sha256")}
        shown |= {"number": view.number, "subject": view.subject.get("name", ""), "sha256": grouped(shown["sha256"])}
        order = ("number", "subject", "title", "issued_on", "pages", "sha256")
        fill_facts(self._facts, [(say(f"fact.{name}"), shown[name]) for name in order if shown[name]])
        fill_done(self._done, view.progress.done)
        self.paper.ui.print.setVisible(view.progress.state in _ON_PAPER)
        self.copy.setText(say(f"{_copied(view)}.button"))
        self.copy.setVisible(view.progress.state in _ON_PAPER | EDITABLE)
        self._show_paper(view)
        return Head(shown["title"], view.number, _with_clearance(view.progress))

    def _show_paper(self, view: DocumentView) -> None:
        """Read the pages again only when they are other pages."""
        wanted = (view.id, view.fields.get("sha256", view.progress.state))
        if wanted == self._shown:
            return
        self._shown = wanted
        self.paper.clear()
        self.lane.ask(self, preview, view.id, lambda pdf: self._take(wanted, pdf), self.refuse)

    def _take(self, wanted: tuple[str, str], pdf: bytes) -> None:
        if wanted == self._shown:
            self.paper.show_pdf(pdf)

    def _go_clearance(self) -> None:
        if self.view:
            self.goto.emit("clearance", self.view.fields["clearance"])

    def _sheet_of(
        self, part: str, fields: Sequence[Field], then: Callable[[Mapping[str, Any]], None], note: str
    ) -> None:
        self.open_sheet(sheet_for(say(f"{part}.title"), fields, then, self.close_sheet, note))

    def _open_number(self) -> None:
        self._sheet_of("number", (), lambda _: self._number(), say("number.note"))

    def _number(self) -> None:
        order = NumberDocument(self.record)
        self.send(number_document, order, then=lambda it: self.ui.message.tell(say("number.done", number=it.number)))

    def _ask_seal(self) -> None:
        if self.view:
            number = self.view.number
            confirm(self, say("seal.title", number=number), number, lambda: self._seal(number))

    def _seal(self, number: str) -> None:
        order = SealDocument(self.record, number)
        self.send(seal_document, order, then=lambda it: self.ui.message.tell(say("seal.done", pages=it.pages)))

    def _open_register(self) -> None:
        copies = NumberField("copies", say("register.copies"), 1, _MOST_COPIES)
        self._sheet_of("register", (copies,), lambda values: self._register(values["copies"]), say("register.note"))

    def _register(self, copies: int) -> None:
        def told(answer: Any) -> None:
            self.ui.message.tell(say("register.done", number=answer.number, copies=copies))

        self.send(register_document, RegisterDocument(self.record, copies), then=told)

    def _open_copy(self) -> None:
        if not self.view:
            return
        part = _copied(self.view)
        target = PathField("target", say(f"{part}.target"), save=True, kinds=say(f"{part}.kinds"))
        name = self.view.number or self.view.fields["title"]
        target.set_value(Path.home() / say(f"{part}.file", name=name))
        note = say("draft.note") if part == "draft" else ""
        self._sheet_of(part, (target,), lambda values: self._copy(part, values["target"]), note)

    def _copy(self, part: str, target: Path) -> None:
        def told(answer: Any) -> None:
            done = say(f"{part}.done", file=answer.target.name, bytes=answer.bytes)
            self.ui.message.tell(done, detail=grouped(answer.sha256))

        if part == "copy":
            self.send(save_copy, SaveCopy(self.record, target), then=told)
        else:
            self.send(save_draft_docx, SaveDraftDocx(self.record, target), then=told)

    def _print(self, pdf: bytes) -> None:
        """Only sealed pages go to a printer; what prints is what is shown."""
        if self.view and self.view.progress.state in _ON_PAPER:
            job = print_paper(self.lane, pdf, self)
            job.done.connect(lambda pages: self.ui.message.tell(say("print.done", pages=pages)))


def _copied(view: DocumentView) -> str:
    """What can be saved now: the sealed paper itself, or a draft to edit."""
    return "copy" if view.progress.state in _ON_PAPER else "draft"


def _with_clearance(progress: Progress) -> Progress:
    """Before the document is signed off, its steps are taken where the clearance stands."""
    kept = tuple(one for one in progress.choices if one.step in _HERE)
    if any(one.step in _ELSEWHERE for one in progress.choices):
        kept = (Choice("go_clearance", say("go.clearance"), (), True, ""), *kept)
    return replace(progress, choices=kept)
