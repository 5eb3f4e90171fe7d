"""The lines around a list: how many are shown and chosen, and what to do when there is nothing to show."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.page import say
from lucheng_desktop.gui.table import RecordTable


class Growing(Protocol):
    """A list that may go on behind what was read."""

    @property
    def more(self) -> bool: ...


class Listing(QObject):
    """Keeps the count below a table true and puts words in the place of an empty one."""

    def __init__(
        self, table: RecordTable, count: QLabel, nothing: QLabel, empty: str, feed: Growing | None = None
    ) -> None:
        super().__init__(table)
        self._table = table
        self._label = count
        self._nothing = nothing
        self._empty = empty
        self._feed = feed
        table.shown.connect(self._told)
        table.chosen.connect(lambda _: self._told())
        self._told()

    def _told(self) -> None:
        shown, total = self._table.rows.rowCount(), self._table.rows.total()
        words = say("table.count", total=total)
        if self._feed and self._feed.more:
            words = say("table.count_more", total=total)
        if shown != total:
            words = say("table.count_some", shown=shown, total=total)
        chosen = self._table.current()
        self._label.setText(say("table.count_chosen", count=words) if chosen else words)
        self._table.setVisible(shown > 0)
        self._nothing.setVisible(shown == 0)
        self._nothing.setText(say("record.empty_found") if total else self._empty)
