"""A long list read as far as somebody looks: the next portion when the end comes in sight, all of it to search it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from lucheng_desktop.procedures.portions import EVERYTHING, Portion

if TYPE_CHECKING:
    from lucheng_desktop.gui.record_page import RecordPage

_COUNT = 500
"""Rows read at a time: some ten screens."""


class Feed(QObject):
    """Reads the list of a page into its table, in portions where the page's reader knows them."""

    def __init__(self, page: "RecordPage") -> None:
        super().__init__(page)
        self._page, self._table = page, page.ui.table
        self._rows: tuple[Any, ...] = ()
        self._more = self._waits = False
        self._table.shown.connect(self._look)
        self._table.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def more(self) -> bool:
        """Whether the list goes on behind what was read."""
        return self._more

    def refresh(self) -> None:
        """Read the list anew, as far as it was read before."""
        part = Portion(0, max(_COUNT, len(self._rows))) if self._page.in_portions else EVERYTHING
        self._read(part, lambda rows: self._show(rows, part))

    def _read(self, part: Portion, take: Callable[[Sequence[Any]], None]) -> None:
        reader, order = self._page.rows_from()
        if self._page.in_portions:
            reader = _portioned(reader, part)
        self._page.lane.ask(self._page, reader, order, take, self._page.ui.message.refuse)

    def _show(self, rows: Sequence[Any], part: Portion) -> None:
        self._take(rows, part, ())
        self._table.show_rows(self._rows, self._page.record)

    def _add(self, rows: Sequence[Any], part: Portion) -> None:
        """One more portion, unless the list was read anew meanwhile."""
        if self._waits and part.start == len(self._rows):
            self._take(rows, part, self._rows)
            self._table.rows.show(self._rows)

    def _take(self, rows: Sequence[Any], part: Portion, before: tuple[Any, ...]) -> None:
        self._rows = (*before, *rows)
        self._more, self._waits = len(rows) == part.count, False

    def _look(self, shown: int, total: int) -> None:
        """A list that is narrowed or sorted is wanted whole."""
        if shown < total or self._table.horizontalHeader().sortIndicatorSection() >= 0:
            self._want(None)

    def _scrolled(self, to: int) -> None:
        bar = self._table.verticalScrollBar()
        if to >= bar.maximum() - bar.pageStep():
            self._want(_COUNT)

    def _want(self, count: int | None) -> None:
        if self._more and not self._waits:
            self._waits = True
            part = Portion(len(self._rows), count)
            self._read(part, lambda rows: self._add(rows, part))


def _portioned(reader: Callable[..., Any], part: Portion) -> Callable[[Any, Any], Any]:
    """The reader of one portion, under the name of the reader."""

    @wraps(reader)
    def read(desk: Any, order: Any) -> Any:
        return reader(desk, order, part=part)

    return read
