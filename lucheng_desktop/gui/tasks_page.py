"""待办: every record whose next step is this officer's to take; Enter goes there."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout

from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.table import Column, RecordTable, by
from lucheng_desktop.places import words
from lucheng_desktop.procedures.waiting import Task, waiting

HOME = {
    "petition": "petitions",
    "allegation": "findings",
    "tolerance": "tolerance",
    "clearance": "clearance",
    "document": "issuing",
}
"""Which page shows which kind of record."""


class TasksPage(Page):
    """One table: what, where it stands, what is to be done, since when."""

    searchable = True

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self._words = words("tasks")
        self._tasks: dict[str, Task] = {}
        self.table = RecordTable(self)
        self.table.setObjectName("tasks")
        self.table.setAccessibleName(self._words["title"])
        self.table.lay_out(self._columns())
        self.table.opened.connect(self._go)
        self.table.setWhatsThis(self._words["hint"])
        self.empty = QLabel(self._words["empty"], self)
        self.empty.setProperty("role", "quiet")
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        kinds, heads = self._words["kinds"], self._words["columns"]
        return (
            Column(heads["kind"], lambda task: kinds[task.kind], width=110),
            Column(heads["title"], by("title"), width=420),
            Column(heads["state"], by("state"), width=150),
            Column(heads["verb"], by("verb"), width=170),
            Column(heads["since"], lambda task: f"{task.since:%Y-%m-%d %H:%M}", width=160),
        )

    def _lay_out(self) -> None:
        title = QLabel(self._words["title"], self)
        title.setProperty("role", "title")
        hint = QLabel(self._words["hint"], self)
        hint.setProperty("role", "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for part in (title, hint, self.empty):
            column.addWidget(part)
        column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Read again what waits."""
        self.lane.ask(self, lambda desk, _order: waiting(desk), None, self._show)

    def search(self, text: str) -> None:
        """Narrow the list."""
        self.table.rows.find(text)

    def _show(self, tasks: Sequence[Task]) -> None:
        self._tasks = {task.id: task for task in tasks}
        self.table.show_rows(tasks)
        self.table.setVisible(bool(tasks))
        self.empty.setVisible(not tasks)

    def _go(self, record: str) -> None:
        task = self._tasks[record]
        self.goto.emit(HOME[task.kind], task.id)
