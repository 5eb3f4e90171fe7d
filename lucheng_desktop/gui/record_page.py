"""The skeleton of a page of records: the list at the left, one record with its next lawful step at the right."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from lucheng_desktop.cases.marked_pages import MarkedPages
from lucheng_desktop.gui.chips import tone_of
from lucheng_desktop.gui.facts import reach
from lucheng_desktop.gui.feed import Feed
from lucheng_desktop.gui.fields import Field
from lucheng_desktop.gui.forms.record_page import Ui_RecordPage
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.listing import Listing
from lucheng_desktop.gui.next_step import NextStep
from lucheng_desktop.gui.page import Page, say
from lucheng_desktop.gui.room import Room
from lucheng_desktop.gui.table import Column
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.procedures.progress import Choice, Progress
from lucheng_desktop.refusal import Refused

Reader = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a record shows."""

    name: str
    number: str
    progress: Progress
    missing: Sequence[tuple[str, str]] = ()
    """(path, text) of what the next step still needs; paths that a field carries can be jumped to."""
    ahead: Sequence[Choice] = ()
    """Steps that may come next and have no form in the window."""


class RecordPage(Page):
    """A list and one record. A page says which readers to ask, fills its tabs, and says what each step does."""

    searchable = True
    in_portions = False
    """Whether the reader of the list takes `part`: a list that grows with the years."""

    def __init__(
        self, lane: Lane, title: str, columns: Sequence[Column], *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_RecordPage()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.record = ""
        self.head: Head | None = None
        self._sheet: QWidget | None = None
        self._room = Room(self, self.ui)
        self.next_step = NextStep(self.ui.next, self.ui.other)
        self.next_step.taken.connect(self.take)
        self.ui.list_title.setText(title)
        self.ui.table.setAccessibleName(say("record.list_name", title=title))
        self.ui.table.lay_out(columns)
        self.feed = Feed(self)
        Listing(self.ui.table, self.ui.count, self.ui.list_empty, empty or say("record.empty_list"), self.feed)
        self.ui.table.chosen.connect(self._choose)
        self.ui.missing.wanted.connect(self.jump)
        self.ui.tabs.tabBar().setDrawBase(False)
        self.ui.sheet_place.hide()
        self.ui.missing.hide()

    # What a page must say.

    def rows_from(self) -> tuple[Reader, Any]:
        """The reader of the list and its order; the reader gives frozen rows with an `id`."""
        raise NotImplementedError

    def view_from(self, record: str) -> tuple[Reader, Any]:
        """The reader of one record and its order."""
        raise NotImplementedError

    def show_view(self, view: Any) -> Head:
        """Fill the tabs from what was read and say what stands in the header."""
        raise NotImplementedError

    def steps(self) -> Mapping[str, Callable[[], None]]:
        """What to do when a step is wanted: step name -> open its sheet, or send its order."""
        return {}

    # What a page may use.

    def add_tab(self, content: QWidget, title: str) -> QScrollArea:
        """Put a tab's content into a scroll area that takes no focus."""
        area = scrolled(content)
        self.ui.tabs.addTab(area, title)
        return area

    def open_sheet(self, sheet: QWidget) -> None:
        """Show the fields of a step above the tabs; the header's button rests until the sheet is closed."""
        self.close_sheet()
        self._sheet = sheet
        self.ui.sheet_column.insertWidget(0, sheet)
        sheet.show()
        self.ui.sheet_place.show()
        self._room.share_height()
        self.next_step.rest(True)
        fields = sheet.findChildren(Field)
        (fields[0] if fields else sheet).setFocus()

    def close_sheet(self) -> None:
        """Put the step's fields away; what was typed stays as a draft."""
        sheet, self._sheet = self._sheet, None
        self.ui.sheet_place.hide()
        if sheet is not None:
            sheet.hide()
            self.ui.sheet_column.removeWidget(sheet)
            sheet.deleteLater()
        self._room.share_height()
        self.next_step.rest(False)

    def send(self, function: Reader, order: Any, done: str = "", then: Callable[[Any], None] | None = None) -> None:
        """Send a step's order; its answer closes the sheet, a refusal is shown on this page."""

        def answered(answer: Any) -> None:
            self.close_sheet()
            if done:
                self.ui.message.tell(done)
            if then:
                then(answer)

        self.ui.message.clear()
        self.lane.ask(self, function, order, answered, self.refuse)

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at the top, and at the field it is about."""
        self.ui.message.refuse(refused)
        if isinstance(refused.shown, MarkedPages):
            _show_marked(self, refused.shown)
        if refused.path:
            self.jump(refused.path.removeprefix("$."), refused.message)

    def jump(self, path: str, text: str = "") -> None:
        """Go to the field that carries `path`, turning to its tab; with `text`, say it below the field."""
        field = next((one for one in self.findChildren(Field) if one.path == path), None)
        if field is None:
            return
        for at in range(self.ui.tabs.count()):
            if self.ui.tabs.widget(at).isAncestorOf(field):
                self.ui.tabs.setCurrentIndex(at)
        if text:
            field.fault(text)
        reach(field)

    def take(self, step: str) -> None:
        """Do what the page says for a step."""
        act = self.steps().get(step)
        if act:
            act()

    # What every page of records does.

    def refresh(self) -> None:
        """Read the list again, and the record that is open."""
        self.feed.refresh()
        if self.record:
            self._read()

    def open(self, record: str) -> None:
        """Show a record; one that the list does not show yet is opened all the same."""
        if not self.ui.table.choose(record):
            self._choose(record)

    def search(self, text: str) -> None:
        self.ui.table.rows.find(text)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.ui.table, self.ui.tabs)

    def actions_now(self) -> tuple[QAction, ...]:
        return tuple(self.next_step.menu.actions())

    def _choose(self, record: str) -> None:
        if record and record != self.record:
            self.record = record
            self.close_sheet()
            self.ui.message.clear()
            self._read()

    def _read(self) -> None:
        wanted = self.record
        reader, order = self.view_from(wanted)
        self.lane.ask(self, reader, order, lambda view: self._show(view, wanted), self.ui.message.refuse)

    def _show(self, view: Any, wanted: str) -> None:
        """Show a record unless the officer has gone on to another one meanwhile."""
        if wanted != self.record:
            return
        self.head = head = self.show_view(view)
        self.ui.sides.setCurrentWidget(self.ui.record)
        self.ui.name.setText(head.name)
        self.ui.number.setText(head.number)
        self.ui.number.setVisible(bool(head.number))
        self.ui.chip.show_state(*_standing(head.progress))
        self.ui.path.show_path(head.progress.path, head.progress.state)
        self.next_step.offer(head.progress.choices)
        self.ui.missing.show_missing([*head.missing, *_next_lines(head)])
        self._room.share_height()


def scrolled(content: QWidget) -> QScrollArea:
    """A tab's content in a scroll area that takes no focus."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def with_form(progress: Progress, here: Container[str]) -> tuple[Progress, tuple[Choice, ...]]:
    """The progress with the steps that a page has a form for, and the steps it has none for."""
    offered = tuple(one for one in progress.choices if one.step in here)
    return replace(progress, choices=offered), tuple(one for one in progress.choices if one.step not in here)


def _next_lines(head: Head) -> list[tuple[str, str]]:
    """Why a step onward is shut; where none is offered, what comes next and whose work it is."""
    onward = [one for one in head.progress.choices if not one.back]
    if not onward:
        ahead = (one for one in head.ahead if not one.back)
        return [("", one.why or say("record.ahead", title=one.title)) for one in ahead]
    return [("", say("record.next_why", title=one.title, why=one.why)) for one in onward if not one.open]


def _standing(progress: Progress) -> tuple[str, str]:
    """Word and tone of the state; of a record in conflict, that it is."""
    if progress.conflicts:
        return say("table.conflict"), "stop"
    return progress.word, tone_of(progress.state)


def _show_marked(page: RecordPage, pages: MarkedPages) -> None:
    """The paper that was refused, with what it was refused for outlined, where the page shows papers."""
    paper, tabs = page.findChild(PaperView), page.ui.tabs
    at = next((at for at in range(tabs.count()) if paper and tabs.widget(at) in (paper, paper.parent())), -1)
    if paper and at >= 0:
        with QSignalBlocker(tabs):  # turning to the tab would ask for the pages of the draft
            tabs.setCurrentIndex(at)
        paper.show_pdf(pages.pdf, pages.marks)
