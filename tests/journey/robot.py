"""A patient pair of hands: finds what an officer would see, types and clicks there, waits for the window's answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QWidget,
)

from lucheng_desktop.gui.confirm import Confirm
from lucheng_desktop.gui.fields import ChoiceField, Field
from lucheng_desktop.gui.main_window import MainWindow
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.options import OptionField, TickField
from lucheng_desktop.gui.path_field import PathField
from lucheng_desktop.gui.record_page import RecordPage
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.gui.table import RecordTable, RowModel
from lucheng_desktop.gui.wizard import Wizard
from lucheng_desktop.gui.wizard_fields import Several, YesNo
from lucheng_desktop.gui.wizard_side import EvidencePanel

PATIENCE_MS = 60_000
PULSE_MS = 20
SIZE = (1366, 768)
W = TypeVar("W", bound=QWidget)


class Lost(AssertionError):
    """What the robot looked for is not there to be seen."""


class Robot:
    """Works one window."""

    def __init__(self, window: MainWindow, mark: Callable[[], str] = str) -> None:
        self.window = window
        self.mark = mark
        """Gives a word to put behind every text, by which a test finds it again; nothing by default."""
        self._busy = 0
        window.lane.busy.connect(self._count)
        window.resize(*SIZE)
        window.show()
        self.settle()

    def _count(self, busy: int) -> None:
        self._busy = busy

    def settle(self) -> None:
        """Wait until nothing is on its way and the window has drawn what came."""
        QApplication.processEvents()
        self.wait(lambda: not self._busy, "an answer")
        QApplication.processEvents()

    def wait(self, come: Callable[[], bool], what: str) -> None:
        """Wait for something to come true; Lost when it does not."""
        patience = QDeadlineTimer(PATIENCE_MS)
        pulse = QTimer(
            interval=PULSE_MS
        )  # wakes the event loop, so that something which comes without an event is seen
        pulse.start()
        while not come():
            if patience.hasExpired():
                raise Lost(f"waited in vain for {what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def see(self, kind: type[W], fits: Callable[[W], bool], what: str) -> W:
        """The one visible widget of a kind that fits."""
        found = [widget for widget in self.window.findChildren(kind) if widget.isVisible() and fits(widget)]
        if not found:
            raise Lost(what)
        return found[0]

    def named(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """The visible widget with an object name."""
        return self.see(kind, lambda widget: widget.objectName() == name, name)

    def field(self, path: str) -> Field:
        """The visible field that fills `path` of an order."""
        return self.see(Field, lambda field: field.path == path, f"field {path}")

    def press(self, button: QAbstractButton | str) -> None:
        """Click a button, by itself, by its object name or by its words."""
        if isinstance(button, str):
            words = button
            button = self.see(
                QAbstractButton, lambda one: words in (one.objectName(), one.text().replace("&", "")), words
            )
        if not button.isEnabled():
            raise Lost(f"{button.text()} is not open: {button.toolTip()}")
        # A tick box answers on its mark and its words only, so the hands aim at the mark.
        aim = QPoint(12, button.height() // 2) if button.isCheckable() else button.rect().center()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=aim)
        self.settle()

    def pick(self, path: str, code: Any) -> None:
        """Click one button of an open choice."""
        field = self.field(path)
        buttons: dict[Any, QAbstractButton] = {}
        if isinstance(field, OptionField | TickField):
            buttons |= field.options.buttons
        elif isinstance(field, YesNo):
            buttons |= field.dots
        elif isinstance(field, Several):
            buttons |= field.ticks | ({None: field.none} if field.none else {})
        self.press(buttons[code])

    def pick_word(self, path: str, word: str) -> None:
        """Click the button of an open choice that bears these words."""
        field = self.field(path)
        self.press(next(button for button in field.findChildren(QAbstractButton) if button.text() == word))

    def attach(self, file: Path) -> None:
        """Choose a file in the dialog that the page's own button opens."""
        self.press(self.see(EvidencePanel, lambda _: True, "evidence").attach)
        dialog = self.see(QFileDialog, lambda _: True, "file dialog")
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        if line is None:
            raise Lost("the dialog's own line")
        line.setText(str(file))
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def write(self, where: str | QWidget, text: str, *, plain: bool = False) -> None:
        """Type into a field as an input method would commit it, then leave the field; `plain` for dates and numbers."""
        control = self.field(where).control if isinstance(where, str) else where
        self.type(control, text if plain else text + self.mark())
        QTest.keyClick(control, Qt.Key.Key_Tab)
        self.settle()

    def type(self, control: QWidget, text: str) -> None:
        """Type without leaving the field."""
        if not isinstance(control, QLineEdit | QPlainTextEdit):
            raise Lost(f"{control.accessibleName()} takes no text")
        control.setFocus()
        control.selectAll()
        if isinstance(control, QLineEdit):
            control.insert(text)
        else:
            control.insertPlainText(text)
        QApplication.processEvents()

    def choose(self, where: str | QComboBox, code: Any) -> None:
        """Choose an entry of a choice by its code."""
        box = where if isinstance(where, QComboBox) else self.box(where)
        at = box.findData(code) if box.findData(code) >= 0 else box.findText(str(code))
        if at < 0:
            raise Lost(f"{where} offers no {code}")
        box.setFocus()
        box.setCurrentIndex(at)
        box.activated.emit(at)
        self.settle()

    def box(self, path: str) -> QComboBox:
        field = self.field(path)
        if not isinstance(field, ChoiceField):
            raise Lost(f"{path} is no choice")
        return field.box

    def take(self, step: str) -> None:
        """Press the page's primary button, which must stand for this step of the rule pack."""
        page = self.window.page
        head = page.head if isinstance(page, RecordPage) else None
        offered = [choice.step for choice in head.progress.choices if choice.open] if head else []
        if step not in offered:
            raise Lost(f"{step} is not offered, but {offered}")
        title = next(choice.title for choice in head.progress.choices if choice.step == step) if head else ""
        button = self.named("next", QAbstractButton)
        if button.text() != title:
            raise Lost(f"the next step is {button.text()}, not {title}")
        self.press(button)

    def unlock(self, officer: str, passphrase: str, picture: Path | None = None) -> None:
        """Lock if somebody is in, then let an officer in; `picture` shows the door just before."""
        self.window.lock()
        self.settle()
        names = self.named("officer", QComboBox)
        self.wait(lambda: names.count() > 0, "the officers' names")
        self.choose(names, officer)
        self.type(self.named("passphrase", QLineEdit), passphrase)
        if picture:
            self.shot(picture)
        self.press("unlock")
        self.wait(lambda: self.window.session is not None, f"{officer} to be let in")
        self.settle()

    def go(self, page: str, record: str = "") -> None:
        """Turn to a page as the navigation does."""
        self.window.go(page, record)
        self.settle()

    def confirm(self) -> None:
        """Confirm the sheet of a step that is open above the tabs."""
        self.press(self.see(StepSheet, lambda _: True, "the sheet of a step").go)

    def retype(self, number: str) -> None:
        """Type the number into the one modal question, and go."""
        dialog = self.see(Confirm, lambda _: True, "the question before an irreversible step")
        self.type(dialog.ui.number, number)
        self.press(dialog.ui.go)

    def path(self, where: str, file: Path) -> None:
        """Type a file's path."""
        field = self.field(where)
        if not isinstance(field, PathField):
            raise Lost(f"{where} takes no file")
        self.type(field.line, str(file))

    def tab(self, at: int) -> None:
        """Turn to a tab of the page in front."""
        self.named("tabs", QTabWidget).setCurrentIndex(at)
        self.settle()

    def refusal(self) -> str:
        """The code of the refusal that the page shows."""
        return self.see(MessagePanel, lambda one: one.ui.code.text().startswith("E-"), "a refusal").ui.code.text()

    def open_row(self, page: str, text: str) -> None:
        """Turn to a page of records and open the row that shows `text`."""
        self.go(page)
        self.select("table", text)

    def select(self, name: str, text: str) -> None:
        """Select the row of a table that shows `text`."""
        table = self.named(name, RecordTable)
        rows = table.rows
        marked = next((at for at in range(rows.rowCount()) if text in self._row(rows, at)), None)
        if marked is None:
            raise Lost(f"no row of {name} shows {text}")
        table.setFocus()
        table.selectRow(marked)
        self.settle()

    def _row(self, rows: RowModel, at: int) -> str:
        return " ".join(str(rows.index(at, column).data()) for column in range(rows.columnCount()))

    def turn(self) -> None:
        """The wizard's next step, by its own button."""
        self.press(self.see(Wizard, lambda _: True, "the wizard").on)

    def shot(self, target: Path) -> None:
        """A picture of the window as it is now."""
        self.settle()
        self.window.grab().save(str(target))
