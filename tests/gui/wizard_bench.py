"""The wizard on a real vault whose answers can be held back."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lucheng_desktop.cases.criteria import book_of
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.wizard import Wizard
from lucheng_desktop.gui.wizard_fields import Reason
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.tolerance import ToleranceView, show_tolerance


class Held(Executor):
    """Runs what it was given only when told to: an answer can come as late as a test wants."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], Any]] = []
        self.held = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        self.jobs.append(lambda: done.set_result(fn(*args, **kwargs)))
        if not self.held:
            self.release()
        return done

    def release(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


class Bench:
    """The wizard on a real vault, with the case read as the page reads it."""

    def __init__(self, qtbot: QtBot, desk: Desk, case: str) -> None:
        self.desk, self.case = desk, case
        self.lane = Lane(inline=True)
        self.vault = self.lane._vault = Held()
        self.lane.open(self.lane, lambda: desk, lambda _: None)
        self.wizard = Wizard(self.lane)
        qtbot.addWidget(self.wizard)
        self.told: list[str] = []
        self.refused: list[Any] = []
        self.wizard.told.connect(self.told.append)
        self.wizard.refused.connect(self.refused.append)
        self.wizard.resize(1180, 640)
        with qtbot.waitActive(self.wizard):
            self.wizard.show()
            self.wizard.activateWindow()
        self.read()

    def view(self) -> ToleranceView:
        return show_tolerance(self.desk, self.case)

    def read(self, view: ToleranceView | None = None, *, locked: bool = False) -> None:
        """Show the case as it stands in the vault, or as it stood when `view` was read."""
        view = view or self.view()
        self.wizard.show_case(view, book_of(self.desk.rules, None), locked=locked)

    def field(self, path: str) -> Any:
        self.wizard.go(path)
        return self.wizard.pages.currentWidget().fields[path]

    def saved(self, path: str) -> Any:
        return self.view().fields.get(path)


def typed(field: Reason, text: str) -> None:
    """Words as an input method commits them."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field.control, event)
