"""Tables: a model over tuples of frozen rows, sorted and narrowed in the header, with state words that carry a mark."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.cells import TONE, Cell, MarkedCell
from lucheng_desktop.gui.chips import tone_of
from lucheng_desktop.gui.page import say

ROW_PX = 32
NUMBER_PX = 150
"""Room for a whole number such as the one of the thousandth petition of a year: it tells rows apart."""
_COLUMN_LEAST = 56
_STRETCH_LEAST = 72
_CHOICES_IN_MENU = 16
_Index = QModelIndex | QPersistentModelIndex
ID = Qt.ItemDataRole.UserRole + 1
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_ROLES = frozenset(int(role) for role in (TONE, ID, Qt.ItemDataRole.TextAlignmentRole, *_SPOKEN))
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROWS_AT_ONCE = 250
"""Rows whose words are made in one go; a go takes a millisecond or two."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows of a row, how wide it starts, and what it is sorted by."""

    title: str
    text: Callable[[Any], str]
    width: int = 96
    key: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    """Tone of the mark before the word: plain, open, soon, done, stop."""
    narrow: bool = False
    """Whether the header offers this column's words to choose from."""
    right: bool = False
    stretch: bool = False
    """Whether this column takes what room is left, and gives way first; without one it is the widest."""
    spare: bool = False
    """Whether this column goes when the list is too narrow for all."""


def _told(columns: "Sequence[Column]", row: Any) -> tuple[str, ...]:
    """The words of a row. A fault of ours reaches the excepthook and leaves them empty: in Qt's painting it ends us."""
    try:
        return tuple(column.text(row) for column in columns)
    except Exception as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
        return ("",) * len(columns)


class RowModel(QAbstractTableModel):
    """Rows as they were read; sorting and narrowing make another order, never another row."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()
        self._texts: list[tuple[str, ...] | None] = []
        self._order: list[int] = []
        self._text = ""
        self._keep: dict[int, frozenset[str]] = {}
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._said = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._say_more)

    def show(self, rows: Sequence[Any]) -> None:
        """Take these rows; the officer's sorting and narrowing stay."""
        self._rows = tuple(rows)
        self._texts = [None] * len(self._rows)
        self._said = 0
        self._arrange()
        self._idle.start()

    def forget(self) -> None:
        """Hold no row any more."""
        self._idle.stop()
        self._rows, self._texts, self._order = (), [], []

    def _texts_of(self, at: int) -> tuple[str, ...]:
        """The words of a row: made when they are first looked at, or bit by bit while nothing else is to be done."""
        texts = self._texts[at]
        if texts is None:
            texts = self._texts[at] = _told(self.columns, self._rows[at])
        return texts

    def _say_more(self) -> None:
        until = min(self._said + _ROWS_AT_ONCE, len(self._rows))
        for at in range(self._said, until):
            self._texts_of(at)
        self._said = until
        if until == len(self._rows):
            self._idle.stop()

    def find(self, text: str) -> None:
        """Keep only rows that hold `text` in any column; case does not matter."""
        self._text = text.strip().casefold()
        self._arrange()

    def keep(self, column: int, wanted: frozenset[str]) -> None:
        """Keep only rows whose word in `column` is wanted; an empty set keeps all."""
        self._keep.pop(column, None)
        if wanted:
            self._keep[column] = wanted
        self._arrange()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def kept(self, column: int) -> frozenset[str]:
        """The words `column` is narrowed to."""
        return self._keep.get(column, frozenset())

    def choices(self, column: int) -> tuple[str, ...]:
        """The different words of a column, in the order in which they first appear."""
        return tuple(dict.fromkeys(self._texts_of(at)[column] for at in range(len(self._rows))))

    def total(self) -> int:
        """How many rows there are before narrowing."""
        return len(self._rows)

    def row(self, position: int) -> Any:
        """The row shown at `position`."""
        return self._rows[self._order[position]]

    def position(self, id_: str) -> int:
        """Where the row with this id is shown; -1 if it is not."""
        return next((at for at, index in enumerate(self._order) if self._rows[index].id == id_), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 goes back to the order in which the rows were read."""
        self._sorted = (column, order) if column >= 0 else None
        self._arrange()

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = {one: self._order[one.row()] for one in self.persistentIndexList() if one.row() < len(self._order)}
        order = list(range(len(self._rows)))
        if self._text or self._keep:
            order = [at for at in order if self._shown(self._texts_of(at))]
        if self._sorted:
            column, direction = self._sorted
            order.sort(key=self._key(column), reverse=direction is Qt.SortOrder.DescendingOrder)
        self._order = order
        places = {at: position for position, at in enumerate(order)}
        for index, at in old.items():
            place = places.get(at, -1)
            self.changePersistentIndex(index, self.index(place, index.column()) if place >= 0 else QModelIndex())
        self.layoutChanged.emit()

    def _shown(self, texts: tuple[str, ...]) -> bool:
        if any(texts[column] not in wanted for column, wanted in self._keep.items()):
            return False
        return not self._text or any(self._text in text.casefold() for text in texts)

    def _key(self, column: int) -> Callable[[int], Any]:
        key = self.columns[column].key
        if key is None:
            return lambda at: self._texts_of(at)[column]
        return lambda at: key(self._rows[at])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES:
            return None
        at, column = self._order[index.row()], self.columns[index.column()]
        if role == TONE:
            return column.tone(self._rows[at]) if column.tone else ""
        if role == ID:
            return self._rows[at].id
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return self._texts_of(at)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.DecorationRole and section in self._keep:
            return theme.pixmap("filter", "accent", 14)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None


class RecordTable(QTableView):
    """A list of records: rows of one height, one chosen at a time, sorted and narrowed in the header."""

    chosen = Signal(str)
    """Id of the record that was chosen; empty when none is."""
    opened = Signal(str)
    """Enter or double click on a record."""
    shown = Signal(int, int)
    """(rows shown, rows in all) after every change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(Cell(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._dress_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ID)))

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_COLUMN_LEAST)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_narrow)
        header.setToolTip(say("table.header"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if isinstance(self.model(), RowModel):
            self._fit()

    def _fit(self) -> None:
        """Let the columns fill the width exactly, so that a list needs no sideways scrolling."""
        for at, width in enumerate(widths(self.rows.columns, self.viewport().width())):
            self.setColumnHidden(at, width == 0)
            self.setColumnWidth(at, width)

    def _pop_narrow(self, at: QPoint) -> None:
        header = self.horizontalHeader()
        self.narrow_menu(header.logicalIndexAt(at)).popup(header.mapToGlobal(at))

    def lay_out(self, columns: Sequence[Column]) -> None:
        """Give the table its columns; called once, before rows are shown."""
        self.setModel(RowModel(columns, self))
        marked = MarkedCell(self)
        for at, column in enumerate(columns):
            if column.tone:
                self.setItemDelegateForColumn(at, marked)
        self.setSortingEnabled(True)
        self.rows.sort(-1)
        self._fit()
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit(self.current()))
        self.rows.layoutChanged.connect(lambda: self.shown.emit(self.rows.rowCount(), self.rows.total()))

    @property
    def rows(self) -> RowModel:
        """The model of this table."""
        model = self.model()
        assert isinstance(model, RowModel)
        return model

    def show_rows(self, rows: Sequence[Any], chosen: str = "") -> None:
        """Show these rows; the record `chosen`, or the one that was, is chosen if it is there."""
        chosen = chosen or self.current()
        self.clearSelection()
        self.rows.show(rows)
        self.choose(chosen)

    def choose(self, id_: str) -> bool:
        """Choose the record with this id; whether it is in the list."""
        position = self.rows.position(id_) if id_ else -1
        if position < 0:
            return False
        self.selectRow(position)
        self.scrollTo(self.rows.index(position, 0))
        return True

    def current(self) -> str:
        """Id of the chosen record, or empty."""
        chosen = self.selectionModel().selectedRows()
        return str(chosen[0].data(ID)) if chosen else ""

    def currents(self) -> tuple[str, ...]:
        """Ids of all chosen records, for lists where several can be chosen."""
        return tuple(str(index.data(ID)) for index in self.selectionModel().selectedRows())

    def narrow_menu(self, column: int) -> QMenu:
        """The menu of a column's header: sort, and choose among the column's words."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, order in (("up", Qt.SortOrder.AscendingOrder), ("down", Qt.SortOrder.DescendingOrder)):
            menu.addAction(say(f"table.{key}"), lambda order=order: self.sortByColumn(column, order))
        menu.addAction(say("table.unsorted"), lambda: self.sortByColumn(-1, Qt.SortOrder.AscendingOrder))
        choices = self.rows.choices(column) if self.rows.columns[column].narrow else ()
        if 0 < len(choices) <= _CHOICES_IN_MENU:
            self._offer(menu, column, choices)
        return menu

    def _offer(self, menu: QMenu, column: int, choices: tuple[str, ...]) -> None:
        kept = self.rows.kept(column)
        menu.addSeparator()
        for word in choices:
            action = menu.addAction(word or say("table.empty"))
            action.setCheckable(True)
            action.setChecked(word in kept)
            action.toggled.connect(lambda on, word=word: self._toggle(column, word, on))
        menu.addAction(say("table.all"), lambda: self.rows.keep(column, frozenset()))

    def _toggle(self, column: int, word: str, on: bool) -> None:
        kept = self.rows.kept(column)
        self.rows.keep(column, kept | {word} if on else kept - {word})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
            return
        super().keyPressEvent(event)


def widths(columns: Sequence[Column], room: int) -> list[int]:
    """Widths in px that fill `room`; spare columns get 0 when the others would be squeezed."""
    wanted = [column.width for column in columns]
    stretched = next((at for at, column in enumerate(columns) if column.stretch), wanted.index(max(wanted)))
    give = wanted[stretched] - _STRETCH_LEAST
    for at in reversed(range(len(columns))):
        if sum(wanted) - give > room and columns[at].spare:
            wanted[at] = 0
    wanted[stretched] += room - sum(wanted)
    if wanted[stretched] >= min(_STRETCH_LEAST, columns[stretched].width):
        return wanted
    wanted[stretched] = columns[stretched].width
    shares = [max(_COLUMN_LEAST, width * room // sum(wanted)) if width else 0 for width in wanted]
    widest = shares.index(max(shares))
    shares[widest] = max(_COLUMN_LEAST, shares[widest] - max(0, sum(shares) - room))
    return shares


def state_column(title: str, word: Callable[[Any], str], width: int = 128) -> Column:
    """Where a row stands, with its mark; one in conflict says so instead, because no step goes on before that."""

    def shown(row: Any) -> str:
        return say("table.conflict") if row.conflict else word(row)

    return Column(title, shown, width, tone=lambda row: "stop" if row.conflict else tone_of(row.state), narrow=True)


def by(name: str) -> Callable[[Any], str]:
    """A column's text from a field of the row."""
    return lambda row: str(getattr(row, name))
