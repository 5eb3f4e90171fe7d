"""Choices that lie open: one of several or some of several, each word with what it means beside it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QGridLayout, QLabel, QRadioButton, QWidget

from lucheng_desktop.gui.fields import Field


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its code, its word, what it means; `fixed` is chosen and stays so."""

    code: str
    word: str
    meaning: str = ""
    fixed: bool = False


class _Options(QWidget):
    """The buttons of an open choice with their meanings, words in one column, meanings in the next.

    Words that need no explanation may stand in several columns, to be read line by line.
    """

    def __init__(self, options: Sequence[Option], kind: Callable[[str], QAbstractButton], columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self.buttons: dict[str, QAbstractButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2 * columns - 1, 1)
        for place, option in enumerate(options):
            self._add(place, option, kind(option.word))
        for button in self.buttons.values():
            button.setMinimumWidth(max(one.sizeHint().width() for one in self.buttons.values()))

    def _add(self, place: int, option: Option, button: QAbstractButton) -> None:
        button.setAccessibleDescription(option.meaning)
        button.setCheckable(True)
        button.setChecked(option.fixed)
        button.setEnabled(not option.fixed)
        self.buttons[option.code] = button
        row, column = divmod(place, self._columns)
        self._grid.addWidget(button, row, 2 * column, Qt.AlignmentFlag.AlignTop)
        if self._columns > 1:
            return
        meaning = QLabel(option.meaning, self)
        meaning.setProperty("role", "quiet")
        meaning.setWordWrap(True)
        self._grid.addWidget(meaning, row, 1, Qt.AlignmentFlag.AlignVCenter)

    def chosen(self) -> tuple[str, ...]:
        """Codes of the chosen options in the order they are shown."""
        return tuple(code for code, button in self.buttons.items() if button.isChecked())


class OptionField(Field):
    """Exactly one of several, none chosen at first."""

    def __init__(
        self, path: str, label: str, options: Sequence[Option], *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        self.options = _Options(options, QRadioButton)
        super().__init__(path, label, self.options, required=required, parent=parent)
        self._group = QButtonGroup(self)
        for button in self.options.buttons.values():
            self._group.addButton(button)
            button.clicked.connect(self._chosen)
        self.options.setFocusProxy(self._group.buttons()[0])

    def value(self) -> str:
        return "".join(self.options.chosen())

    def set_value(self, value: Any) -> None:
        self._group.setExclusive(False)
        for code, button in self.options.buttons.items():
            button.setChecked(code == value)
        self._group.setExclusive(True)
        self.fault("")

    def _chosen(self) -> None:
        self.fault(self.check())
        self.settled.emit(self.path, self.value())


class TickField(Field):
    """Any number of several; fixed options are always among them."""

    def __init__(
        self,
        path: str,
        label: str,
        options: Sequence[Option],
        *,
        required: bool = False,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        self.options = _Options(options, QCheckBox, columns)
        self.wide = columns > 1
        self._fixed = frozenset(option.code for option in options if option.fixed)
        super().__init__(path, label, self.options, required=required, parent=parent)
        for button in self.options.buttons.values():
            button.clicked.connect(self._chosen)
        first = next(button for code, button in self.options.buttons.items() if code not in self._fixed)
        self.options.setFocusProxy(first)

    def value(self) -> tuple[str, ...]:
        return self.options.chosen()

    def set_value(self, value: Any) -> None:
        wanted: Collection[str] = value or ()
        for code, button in self.options.buttons.items():
            button.setChecked(code in wanted or code in self._fixed)
        self.fault("")

    def _chosen(self) -> None:
        self.fault(self.check())
        self.settled.emit(self.path, self.value())
