"""Reading views: a label and its value in aligned columns, and who did what when."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from lucheng_desktop.gui.page import say
from lucheng_desktop.procedures.progress import Done

_LABEL_PX = 96
_LONG = 12
_AROUND_PX = 48
_FIELDS_PX = 320
_DIGEST_GROUP = 8


def fill_facts(grid: QGridLayout, facts: Iterable[tuple[str, str]], columns: int = 2) -> None:
    """Show (label, value) pairs; a long value takes a row of its own, an empty one says that it is empty."""
    empty_layout(grid)
    row, column = 0, 0
    for label, value in facts:
        wide = len(value) > _LONG
        if wide and column:
            row, column = row + 1, 0
        _fact(grid, row, column, (label, value), columns if wide else 1)
        column += columns if wide else 1
        row, column = (row + 1, 0) if column >= columns else (row, column)
    for side in range(columns):
        grid.setColumnStretch(2 * side + 1, 1)


def _fact(grid: QGridLayout, row: int, column: int, fact: tuple[str, str], span: int) -> None:
    label, value = QLabel(fact[0]), value_label(fact[1])
    label.setProperty("role", "label")
    label.setFixedWidth(_LABEL_PX)
    label.setWordWrap(True)
    value.setAccessibleName(f"{fact[0]} {fact[1]}")
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(label, row, 2 * column, top)
    grid.addWidget(value, row, 2 * column + 1, 1, 2 * span - 1, top)


def grouped(digest: str) -> str:
    """A digest in groups that an eye can compare, four to a line."""
    groups = [digest[at : at + _DIGEST_GROUP] for at in range(0, len(digest), _DIGEST_GROUP)]
    return "\n".join("  ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))


def value_label(text: str) -> QLabel:
    """A value to read: wrapped, and selectable with mouse and keys."""
    value = QLabel(text or say("table.empty"))
    value.setProperty("role", "value" if text else "hint")
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setWordWrap(True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return value


def fill_done(column: QVBoxLayout, done: Sequence[Done]) -> None:
    """Show what was done, oldest first: when, what, by whom in columns, and below it what was said with it."""
    empty_layout(column)
    table = QGridLayout()
    table.setHorizontalSpacing(24)
    table.setVerticalSpacing(8)
    table.setColumnStretch(3, 1)
    for row, one in enumerate(done):
        told = (one.at.strftime("%Y-%m-%d %H:%M"), one.title, one.officer)
        for position, (text, role) in enumerate(zip(told, ("number", "value", "quiet"), strict=True)):
            label = QLabel(text)
            label.setProperty("role", role)
            table.addWidget(label, 2 * row, position)
        if one.said:
            said = value_label(one.said)
            said.setAccessibleName(say("done.said", officer=one.officer, title=one.title, said=one.said))
            table.addWidget(said, 2 * row + 1, 1, 1, 3)
    column.addLayout(table)


def padded(column: QVBoxLayout) -> QWidget:
    """A tab that holds one column at its top, with the margins of every tab."""
    tab = QWidget()
    outer = QVBoxLayout(tab)
    outer.setContentsMargins(16, 12, 16, 16)
    outer.addLayout(column)
    outer.addStretch(1)
    return tab


def reach(widget: QWidget) -> None:
    """Give the focus to a widget and bring it into sight; a scroll area follows the Tab key only, not the program."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        # Errors and panels that were shown just now have not been laid out yet.
        QTimer.singleShot(0, widget, partial(above.ensureWidgetVisible, widget, 0, _AROUND_PX))


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            empty_layout(inner)
        elif (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def place_fields(grid: QGridLayout, fields: Sequence[QWidget], columns: int = 2, wide: Iterable[QWidget] = ()) -> None:
    """Put fields into columns of equal width; those in `wide` take a whole row."""
    whole = set(wide)
    row, column = 0, 0
    for field in fields:
        span = columns if field in whole else 1
        if column + span > columns:
            row, column = row + 1, 0
        grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        column += span
        row, column = (row + 1, 0) if column >= columns else (row, column)
    for side in range(columns):
        grid.setColumnStretch(side, 1)
        grid.setColumnMinimumWidth(side, _FIELDS_PX // columns)
