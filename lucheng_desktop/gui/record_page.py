"""The skeleton of a page of records: the list at the left, one record with its next lawful step at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.chips import tone_of
from lucheng_desktop.gui.fields import Field
from lucheng_desktop.gui.forms.record_page import Ui_RecordPage
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import Page, say
from lucheng_desktop.gui.table import Column
from lucheng_desktop.procedures.progress import Choice, Progress
from lucheng_desktop.refusal import Refused

_SHEET_LEAST = 160
_TABS_LEAST = 200
_NO_LIMIT = 16777215
_LIST_LEAST = 300
_LIST_MOST = 460
Reader = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a record shows."""

    name: str
    number: str
    progress: Progress
    missing: Sequence[tuple[str, str]] = ()
    """(path, text) of what the next step still needs; paths that a field carries can be jumped to."""


class RecordPage(Page):
    """A list and one record. A page says which readers to ask, fills its tabs, and says what each step does."""

    searchable = True

    def __init__(
        self, lane: Lane, title: str, columns: Sequence[Column], *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(lane, parent)
        self.ui = Ui_RecordPage()
        self.ui.setupUi(self)
        self.setObjectName("page")
        self.record = ""
        self.head: Head | None = None
        self._empty = empty or say("record.empty_list")
        self._primary: Choice | None = None
        self._sheet: QWidget | None = None
        self._moved = False
        self.ui.list_title.setText(title)
        self.ui.table.setAccessibleName(say("record.list_name", title=title))
        self.ui.table.lay_out(columns)
        self.ui.other.setMenu(QMenu(self.ui.other))
        self.ui.other.menu().setToolTipsVisible(True)
        self.ui.tabs.tabBar().setDrawBase(False)
        self.ui.sheet_place.hide()
        self.ui.missing.hide()
        self.ui.halves.setStretchFactor(1, 1)
        self.ui.halves.splitterMoved.connect(self._hand_moved)
        self.ui.record.installEventFilter(self)
        self.ui.table.shown.connect(self._count)
        self.ui.table.chosen.connect(self._choose)
        self.ui.next.clicked.connect(self._press_next)
        self.ui.missing.wanted.connect(self.jump)
        self._count(0, 0)

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
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        self.ui.tabs.addTab(area, title)
        return area

    def open_sheet(self, sheet: QWidget) -> None:
        """Show the fields of a step above the tabs; the header's button rests until the sheet is closed."""
        self.close_sheet()
        self._sheet = sheet
        self.ui.sheet_column.insertWidget(0, sheet)
        sheet.show()
        self.ui.sheet_place.show()
        self._make_room()
        self.ui.next.setEnabled(False)
        fields = sheet.findChildren(Field)
        (fields[0] if fields else sheet).setFocus()

    def close_sheet(self) -> None:
        """Put the step's fields away; what was typed stays as a draft."""
        sheet, self._sheet = self._sheet, None
        self.ui.sheet_place.hide()
        self._make_room()
        if sheet is not None:
            sheet.hide()
            self.ui.sheet_column.removeWidget(sheet)
            sheet.deleteLater()
        self.ui.next.setEnabled(bool(self._primary and self._primary.open))

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
        field.setFocus()
        if text:
            field.fault(text)

    # What every page of records does.

    def refresh(self) -> None:
        """Read the list again, and the record that is open."""
        reader, order = self.rows_from()
        self.lane.ask(self, reader, order, self._show_rows, self.ui.message.refuse)
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
        return tuple(self.ui.other.menu().actions())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The record has another height: share it out again."""
        if event.type() is QEvent.Type.Resize:
            self._make_room()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes a third of the width until the officer moves the handle."""
        super().resizeEvent(event)
        if not self._moved:
            share = min(max(self.width() * 2 // 5, _LIST_LEAST), _LIST_MOST)
            self.ui.halves.setSizes([share, self.width() - share])

    def _hand_moved(self) -> None:
        self._moved = True

    def _make_room(self) -> None:
        """A sheet takes the room it needs; the tabs below it give way when little would be left of them."""
        wanted = self.ui.sheet_ground.sizeHint().height() if self._sheet else 0
        left = self.ui.record.height() - wanted - self.ui.head.sizeHint().height() - self.ui.path.height()
        beside = left > _TABS_LEAST
        self.ui.tabs.setVisible(not self._sheet or beside)
        self.ui.sheet_place.setFixedHeight(wanted) if beside else self.ui.sheet_place.setMaximumHeight(_NO_LIMIT)
        self.ui.sheet_place.setMinimumHeight(wanted if beside else min(wanted, _SHEET_LEAST))
        self.ui.missing.setVisible(not self._sheet and self.ui.missing.list.count() > 0)

    def _show_rows(self, rows: Sequence[Any]) -> None:
        self.ui.table.show_rows(rows)
        if self.record:
            self.ui.table.choose(self.record)

    def _count(self, shown: int, total: int) -> None:
        words = say("table.count", total=total) if shown == total else say("table.count_some", shown=shown, total=total)
        chosen = self.ui.table.current()
        self.ui.count.setText(say("table.count_chosen", count=words) if chosen else words)
        self.ui.table.setVisible(shown > 0)
        self.ui.list_empty.setVisible(shown == 0)
        self.ui.list_empty.setText(say("record.empty_found") if total else self._empty)

    def _choose(self, record: str) -> None:
        self._count(self.ui.table.rows.rowCount(), self.ui.table.rows.total())
        if record and record != self.record:
            self.record = record
            self.close_sheet()
            self.ui.message.clear()
            self._read()

    def _read(self) -> None:
        reader, order = self.view_from(self.record)
        wanted = self.record
        self.lane.ask(self, reader, order, lambda view: self._show(view, wanted), self.ui.message.refuse)

    def _show(self, view: Any, wanted: str) -> None:
        """Show a record unless the officer has gone on to another one meanwhile."""
        if wanted != self.record:
            return
        self.head = head = self.show_view(view)
        self.ui.sides.setCurrentWidget(self.ui.record)
        self.ui.name.setText(head.name)
        self.ui.number.setText(head.number)
        self.ui.chip.show_state(head.progress.word, tone_of(head.progress.state))
        self.ui.path.show_path(head.progress.path, head.progress.state)
        self._offer(head.progress.choices)
        self._name_missing(head)

    def _offer(self, choices: Sequence[Choice]) -> None:
        """One primary button, the first step that is open; all steps stand in the menu with the reason why not."""
        self._primary = next((one for one in choices if one.open), choices[0] if choices else None)
        self.ui.next.setVisible(self._primary is not None)
        if self._primary:
            self.ui.next.setText(self._primary.title)
            self.ui.next.setToolTip(self._primary.why)
            self.ui.next.setAccessibleDescription(self._primary.why)
            self.ui.next.setEnabled(self._primary.open and self._sheet is None)
        menu = self.ui.other.menu()
        menu.clear()
        for one in choices:
            action = menu.addAction(theme.icon("jump"), one.title)
            action.setEnabled(one.open)
            action.setToolTip(one.why or one.title)
            action.triggered.connect(lambda _=False, name=one.step: self._take(name))
        self.ui.other.setVisible(len(choices) > 1)

    def _name_missing(self, head: Head) -> None:
        shut = [
            ("", say("record.next_why", title=one.title, why=one.why)) for one in head.progress.choices if not one.open
        ]
        missing = [*head.missing, *shut]
        self.ui.missing.show_missing(missing)
        self._make_room()

    def _press_next(self) -> None:
        if self._primary:
            self._take(self._primary.step)

    def _take(self, step: str) -> None:
        """Do what the page says for a step, after the field in hand has settled."""
        act = self.steps().get(step)
        if act:
            QTimer.singleShot(0, self, act)
