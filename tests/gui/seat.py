"""A seat at a page for tests: a real office, one officer, the real page at its real size, typed into by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QVBoxLayout, QWidget

from lucheng_desktop.gui import reading
from lucheng_desktop.gui.fields import ChoiceField, Field
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.options import OptionField, TickField
from lucheng_desktop.gui.record_page import RecordPage
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.office import OFFICERS, PASSPHRASE

PageKind = TypeVar("PageKind", bound=RecordPage)
Sit = Callable[..., Any]
PLACE = (1366 - 168, 768 - 34 - 28)
"""What the window leaves to a page at the design size: the navigation, the menus and the status line are taken off."""


class Window(QWidget):
    """A window around one page that follows the Tab key as the program's own does."""

    def focusNextPrevChild(self, next: bool) -> bool:
        return reading.step(self, onward=next)


class Seat:
    """One officer at one page; sitting down again lets the one before go first, for a vault has room for one."""

    def __init__(self, office: Path) -> None:
        self._office = office
        self._lane: Lane | None = None
        self._window: QWidget | None = None

    def take(self, role: str, kind: type[PageKind], *, inline: bool = True) -> PageKind:
        """The page of this kind with that officer in front of it; not inline: over the vault's real thread."""
        self.leave()
        self._lane = lane = Lane(inline=inline)
        lane.open(lane, lambda: unlock(Unlock(self._office, OFFICERS[role], PASSPHRASE)), lambda desk: None)
        page = kind(lane)
        page.went = []  # type: ignore[attr-defined]
        page.goto.connect(lambda *to: page.went.append(to))  # type: ignore[attr-defined]
        lane.changed.connect(page.changed)
        self._window = window = Window()
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        window.resize(*PLACE)
        window.show()
        page.wake()
        rest()
        return page

    def leave(self) -> None:
        """Let the page and the vault go, as a crash would leave them: nothing is settled first."""
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
        if self._lane is not None:
            self._lane.close(lambda desk: desk.vault.close())
            self._lane = None
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def sit(office: Path, qapp: QApplication) -> Iterator[Sit]:
    """`page = sit("principal", FindingsPage)`."""
    seat = Seat(office)
    yield seat.take
    seat.leave()


def rest() -> None:
    """Let everything that was asked for happen."""
    for _ in range(4):
        QApplication.processEvents()


def write(field: Field, text: str) -> None:
    """Type a text with an input method, as Chinese is typed, and leave the field."""
    control = field.control
    control.setFocus()
    if hasattr(control, "selectAll"):
        control.selectAll()
    composing, done = QInputMethodEvent("pin'yin", []), QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(control, composing)
    QApplication.sendEvent(control, done)
    control.clearFocus()
    rest()


def choose(field: Field, code: str) -> None:
    """Choose a code as a person does: with the keys in a list, with the space bar among buttons."""
    if isinstance(field, ChoiceField):
        box = field.box
        box.setFocus()
        place = box.findData(code)
        assert place > 0, code
        while box.currentIndex() != place:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < place else Qt.Key.Key_Up)
    else:
        assert isinstance(field, OptionField | TickField)
        button = field.options.buttons[code]
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    rest()


def next_step(page: RecordPage) -> None:
    """Press the one primary button."""
    QTest.mouseClick(page.ui.next, Qt.MouseButton.LeftButton)
    rest()


def told(page: RecordPage) -> str:
    """What the message panel says now; empty when it is shut."""
    return page.ui.message.accessibleName() if page.ui.message.isVisible() else ""


def nameless(page: QWidget) -> list[str]:
    """Visible widgets the Tab key reaches that tell a screen reader nothing."""
    reached = [
        widget for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert reached
    return [
        f"{type(widget).__name__} {widget.objectName()}" for widget in reached
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def clipped(page: QWidget) -> list[str]:
    """Words that do not fit where they stand, and areas that would have to be scrolled sideways."""
    found = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap() and not hasattr(label, "elide"):
            wide = label.fontMetrics().horizontalAdvance(label.text())
            if wide > label.width() + 1 and type(label) is QLabel:
                found.append(f"{label.text()} {wide} > {label.width()}")
        if label.isVisible() and label.wordWrap() and label.heightForWidth(label.width()) > label.height() + 1:
            found.append(f"{label.text()} is too high")
    areas = [area for area in page.findChildren(QAbstractScrollArea) if area.isVisible()]
    sideways = [area for area in areas if area.horizontalScrollBar().isVisible()]
    return [*found, *(f"{type(area).__name__} {area.objectName()} scrolls sideways" for area in sideways)]


def asked(page: RecordPage, reader: Callable[..., Any], order: Any) -> Any:
    """The answer of a reader, over the page's own lane."""
    answers: list[Any] = []
    page.lane.ask(page, reader, order, answers.append)
    return answers[0]
