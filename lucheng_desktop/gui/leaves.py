"""The pages behind the navigation: each built once, when it is wanted or ahead of that while nothing else is to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import Entry, Page
from lucheng_desktop.gui.wiping import wipe


class Leaves(QObject):
    """Keeps the pages of one unlocked session in the stack that shows them."""

    def __init__(self, stack: QStackedWidget, lane: Lane, entries: Sequence[Entry], goto: Callable[..., None]) -> None:
        super().__init__(stack)
        self._stack = stack
        self._lane = lane
        self._entries = tuple(entries)
        self._goto = goto
        self._pages: dict[str, Page] = {}
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._build_one)

    def page(self, entry: Entry) -> Page:
        """The page of an entry."""
        page = self._pages.get(entry.key)
        if page is None:
            page = self._pages[entry.key] = entry.build(self._lane)
            page.goto.connect(self._goto)
            self._stack.addWidget(page)
        return page

    def build_ahead(self) -> None:
        """Build the other pages one by one, so that opening one later only shows it."""
        self._ahead.start()

    def _build_one(self) -> None:
        unbuilt = next((entry for entry in self._entries if entry.key not in self._pages), None)
        if unbuilt is None:
            self._ahead.stop()
        else:
            self.page(unbuilt)

    def changed(self, kinds: frozenset[str]) -> None:
        """Records of these procedures have changed."""
        for page in self._pages.values():
            page.changed(kinds)

    def drop(self) -> None:
        """Let all pages go, and what they show at once."""
        self._ahead.stop()
        for page in self._pages.values():
            self._stack.removeWidget(page)
            wipe(page)
            page.deleteLater()
        self._pages.clear()
