"""文书: the register of official documents, each shown as the paper it is, from its number to the archive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.confirm import confirm
from lucheng_desktop.gui.draft_keeper import DraftKeeper
from lucheng_desktop.gui.facts import fill_done, fill_facts, grouped, padded
from lucheng_desktop.gui.fields import Field
from lucheng_desktop.gui.issued_steps import STEPS as ISSUED_STEPS
from lucheng_desktop.gui.issued_steps import issued_steps
from lucheng_desktop.gui.issued_tabs import IssuedTabs
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.paper_steps import STEPS as PAPER_STEPS
from lucheng_desktop.gui.paper_steps import paper_steps
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.printing_steps import STEPS as PRINTING_STEPS
from lucheng_desktop.gui.printing_steps import printing_steps
from lucheng_desktop.gui.prints_tab import say as tell_of
from lucheng_desktop.gui.record_page import Head, Reader, RecordPage
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.gui.table import NUMBER_PX, Column, by, state_column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import words
from lucheng_desktop.procedures.circulation import Circulation, circulation
from lucheng_desktop.procedures.issuing import (
    EDITABLE,
    ISSUED,
    DocumentView,
    NumberDocument,
    SaveCopy,
    SaveDraftDocx,
    SealDocument,
    list_documents,
    number_document,
    preview,
    save_copy,
    save_draft_docx,
    seal_document,
    show_document,
)
from lucheng_desktop.procedures.progress import Choice, Progress
from lucheng_desktop.procedures.redrafting import RETURNED_HERE

_ELSEWHERE = frozenset({"review_document", "sign_off_document"})
"""Steps that are taken together with the clearance, on its own page."""
_HERE = frozenset({"number_document", "seal_document"}) | PAPER_STEPS | PRINTING_STEPS | ISSUED_STEPS
"""Steps that this page has a form for."""
_ON_PAPER = ISSUED
_SETTLED_FIRST = frozenset({"reprint_document", "archive_document"})
"""Steps for which every earlier job must be told and its spoiled sheets destroyed."""


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
        self.copies = Circulation()
        self.rules = load()
        self.keeper: DraftKeeper | None = None
        self.fresh = ("", 0)
        """The job registered just now and not printed yet."""
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
        self.late = IssuedTabs(self, self.rules)
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
        return _read, record

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {
            "number_document": self._open_number,
            "seal_document": self._ask_seal,
            "go_clearance": self._go_clearance,
            "go_redraft": lambda: self.open(self.copies.redraft),
            **paper_steps(self),
            **printing_steps(self),
            **issued_steps(self),
        }

    def show_view(self, read: tuple[DocumentView, Circulation]) -> Head:
        self.view, self.copies = view, copies = read
        fields = view.fields
        shown = {name: str(fields.get(name, "")) for name in ("title", "issued_on", "pages", "sha256")}
        shown |= {"number": view.number, "subject": view.subject.get("name", ""), "sha256": grouped(shown["sha256"])}
        order = ("number", "subject", "title", "issued_on", "pages", "sha256")
        fill_facts(self._facts, [(say(f"fact.{name}"), shown[name]) for name in order if shown[name]])
        fill_done(self._done, view.progress.done)
        self.paper.ui.print.setVisible(view.progress.state in _ON_PAPER)
        self.copy.setText(say(f"{_copied(view)}.button"))
        self.copy.setVisible(view.progress.state in _ON_PAPER | EDITABLE)
        self.late.show(view.id, f"{view.fields['draft']!r}", copies)
        self._show_paper(view)
        progress = _with_copies(_with_clearance(view), copies, self.fresh == (view.id, len(copies.jobs)))
        void = tell_of("void.why", why=copies.void) if copies.void else ""
        missing = [("", text) for text in (copies.unsettled, void) if text]
        return Head(shown["title"], view.number, progress, missing)

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
        def told(done: Any) -> None:
            self.ui.message.tell(say("number.done", number=done.number))

        def send(_: Mapping[str, Any]) -> None:
            self.send(number_document, NumberDocument(self.record), then=told)

        self._sheet_of("number", (), send, say("number.note"))

    def _ask_seal(self) -> None:
        if self.view:
            number = self.view.number
            confirm(self, say("seal.title", number=number), number, lambda: self._seal(number))

    def _seal(self, number: str) -> None:
        order = SealDocument(self.record, number)
        self.send(seal_document, order, then=lambda it: self.ui.message.tell(say("seal.done", pages=it.pages)))

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

    def _print(self, _pdf: bytes) -> None:
        """Sealed pages go to a printer only as a registered job: the step that leads there is taken, or said."""
        choices = {one.step: one for one in self.head.progress.choices} if self.head else {}
        steps = ("print_job", "register_document", "record_print", "reprint_document")
        found = [choices[step] for step in steps if step in choices]
        ready = next((one for one in found if one.open), None)
        self.late.turn_to("prints")
        if ready:
            self.take(ready.step)
        elif found:
            self.ui.message.tell(found[0].why, tone="open")

    def forget_drafts(self) -> None:
        """The step is taken: what was typed for it is kept no longer."""
        if self.keeper:
            self.keeper.drop()
            self.keeper = None


def _read(desk: Any, document: str) -> tuple[DocumentView, Circulation]:
    return show_document(desk, document), circulation(desk, document)


def _with_copies(progress: Progress, copies: Circulation, fresh: bool) -> Progress:
    """What the copies wait for stands first; what must wait for them is shut and says why."""
    due = "print_job" if copies.next == "record_print" and fresh else copies.next
    choices = [_shut(one, copies.unsettled) if one.step in _SETTLED_FIRST else one for one in progress.choices]
    choices = [one for one in choices if _has_work(one.step, copies)]
    told = next((one for one in choices if one.step == "record_print"), None)
    if told:
        number = next(job.number for job in copies.jobs if job.standing == "untold")
        choices.insert(0, replace(told, step="print_job", title=tell_of("print.go", number=number)))
    waiting = [one for one in copies.deliveries if not one.received_on]
    if waiting and progress.state in _ON_PAPER:
        why = waiting[0].why
        choices.append(Choice("record_receipt", tell_of("record_receipt.go"), (), not why, why, back=True))
    if copies.redraft:
        choices.append(Choice("go_redraft", tell_of("void.go"), (), open=True, why=""))
    first = [replace(one, back=False) for one in choices if one.step == due]
    return replace(progress, choices=(*first, *(one for one in choices if one.step != due)))


def _shut(choice: Choice, why: str) -> Choice:
    return replace(choice, open=False, why=why) if why and choice.open else choice


def _has_work(step: str, copies: Circulation) -> bool:
    """There is nothing to tell or to witness where no job waits for it."""
    wanted = {"record_print": "untold", "witness_destruction": "unwitnessed"}.get(step)
    return not wanted or any(job.standing == wanted for job in copies.jobs)


def _copied(view: DocumentView) -> str:
    """What can be saved now: the sealed paper itself, or a draft to edit."""
    return "copy" if view.progress.state in _ON_PAPER else "draft"


def _with_clearance(view: DocumentView) -> Progress:
    """Before the document is signed off, its steps are taken where the clearance stands."""
    progress = view.progress
    here = _HERE if view.fields.get("purpose", "") in RETURNED_HERE else _HERE - {"return_document"}
    kept = tuple(one for one in progress.choices if one.step in here)
    if any(one.step in _ELSEWHERE for one in progress.choices):
        kept = (Choice("go_clearance", say("go.clearance"), (), True, ""), *kept)
    return replace(progress, choices=kept)
