"""The order in which somebody reads a window, taken from its layouts; the Tab key follows it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLayout,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)


def step(window: QWidget, *, onward: bool) -> bool:
    """Give the focus to what is read next, or before; round from the last to the first. Whether there was anything.

    Qt itself goes by what was made first, which is another order wherever parts are built when they are needed.
    """
    order = list(takers(window))
    here = QApplication.focusWidget()
    at = order.index(here) if here in order else -1 if onward else 0
    ways = order[at + 1 :] + order[:at] if onward else (order[at + 1 :] + order[:at])[::-1]
    reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
    for widget in ways:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(reason)
            _bring_into_sight(widget)
            return True
    return False


def _bring_into_sight(widget: QWidget) -> None:
    """A scrolled area follows the focus only when it had it before."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def takers(widget: QWidget) -> Iterator[QWidget]:
    """What can have the focus in and below a widget, in reading order."""
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
        yield widget
    for part in _parts(widget):
        yield from takers(part)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QMainWindow):
        yield from filter(None, (widget.menuBar().cornerWidget(),))
    if isinstance(widget, QTabWidget):
        yield widget.tabBar()
        yield from filter(None, (widget.cornerWidget(),))
    if isinstance(widget, QTabWidget | QStackedWidget | QSplitter):
        yield from (widget.widget(at) for at in range(widget.count()))
    elif isinstance(widget, QScrollArea):
        yield from filter(None, (widget.widget(),))
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """Grids are filled row by row, so the order of their items is the order of reading."""
    for item in filter(None, (layout.itemAt(at) for at in range(layout.count()))):
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield widget
