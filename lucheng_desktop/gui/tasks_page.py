"""待办: every record whose next step is this officer's to take; Enter goes there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.listing import Listing
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.table import Column, RecordTable, by
from lucheng_desktop.places import words
from lucheng_desktop.procedures.portions import EVERYTHING, Portion
from lucheng_desktop.procedures.waiting import Task, waiting

HOME = {
    "petition": "petitions",
    "allegation": "findings",
    "tolerance": "tolerance",
    "clearance": "clearance",
    "document": "issuing",
    "delivery": "issuing",
    "sanction": "history",
    "redeployment": "history",
}
"""Which page shows which kind of record."""
_FIRST = 500
"""Tasks read before anybody scrolls, searches or sorts: those that have waited longest."""
_INDENT_PX = 12
"""Where the words of a table begin."""


class TasksPage(Page):
    """One table: what, where it stands, what is to be done, since when."""

    searchable = True

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self._words = words("tasks")
        self._tasks: dict[str, Task] = {}
        self.more = False
        """Whether more waits than was read."""
        self.table = RecordTable(self)
        self.table.setObjectName("tasks")
        self.table.setAccessibleName(self._words["title"])
        self.table.lay_out(self._columns())
        self.table.opened.connect(self._go)
        self.table.shown.connect(self._look)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.table.setWhatsThis(self._words["hint"])
        self.title, self.hint = QLabel(self._words["title"], self), QLabel(self._words["hint"], self)
        self.empty, self.count = QLabel(self), QLabel(self)
        Listing(self.table, self.count, self.empty, self._words["empty"], self)
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        kinds, heads = self._words["kinds"], self._words["columns"]
        return (
            Column(heads["kind"], lambda task: kinds[task.kind], 96, narrow=True),
            Column(heads["title"], lambda task: task.title or self._words["unnumbered"], 320, stretch=True),
            Column(heads["state"], by("state"), 128, narrow=True),
            Column(heads["verb"], by("verb"), 160, narrow=True),
            Column(heads["since"], lambda task: f"{task.since:%Y-%m-%d %H:%M}", 152),
        )

    def _lay_out(self) -> None:
        """Words above the table stand where its own words stand."""
        roles = ((self.title, "title"), (self.hint, "quiet"), (self.empty, "value"), (self.count, "quiet"))
        for label, role in roles:
            label.setProperty("role", role)
            label.setIndent(_INDENT_PX)
        card = QFrame(self)
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 12, 1, 8)
        inner.setSpacing(8)
        inner.addWidget(self.title)
        inner.addWidget(self.hint)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(card)

    def refresh(self) -> None:
        """Read again what waits, as far as it was read before."""
        self._read(Portion(0, None if len(self._tasks) > _FIRST else _FIRST))

    def search(self, text: str) -> None:
        """Narrow the list."""
        self.table.rows.find(text)

    def zones(self) -> tuple[QWidget, ...]:
        return (self.table,)

    def _read(self, part: Portion) -> None:
        self.lane.ask(self, lambda desk, _order: waiting(desk, part), None, lambda tasks: self._show(tasks, part))

    def _look(self, shown: int, total: int) -> None:
        """A list that is narrowed or sorted is wanted whole."""
        if shown < total or self.table.horizontalHeader().sortIndicatorSection() >= 0:
            self._read_on()

    def _scrolled(self, to: int) -> None:
        bar = self.table.verticalScrollBar()
        if to >= bar.maximum() - bar.pageStep():
            self._read_on()

    def _read_on(self) -> None:
        if self.more:
            self.more = False
            self._read(EVERYTHING)

    def _show(self, tasks: Sequence[Task], part: Portion = EVERYTHING) -> None:
        self.more = len(tasks) == part.count
        self._tasks = {task.id: task for task in tasks}
        self.table.show_rows(tasks)
        self.hint.setVisible(bool(tasks))

    def _go(self, record: str) -> None:
        task = self._tasks[record]
        self.goto.emit(HOME[task.kind], task.id)
