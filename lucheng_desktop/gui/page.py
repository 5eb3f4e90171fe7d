"""What every page is: a widget with a title and an icon that can read its records again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lucheng_desktop.places import words

if TYPE_CHECKING:
    from lucheng_desktop.gui.lane import Lane


DOOR = "door"
"""Key of the first page, where one unlocks, checks and restores."""


def say(key: str, /, **facts: object) -> str:
    """A sentence of the window: `part.name` in `resources/words/gui.toml`, filled with facts."""
    part, _, name = key.partition(".")
    text: str = words("gui")[part][name]
    return text.format_map(facts) if facts else text


class Page(QWidget):
    """One entry of the navigation. A page reads again when asked, or when it is shown and something has changed."""

    searchable = False
    """Whether the page has a list that the search line can narrow."""
    goto = Signal(str, str)
    """Leave for another page: (page key, record id, may be empty); for the first page, locking: (DOOR, errand)."""

    def __init__(self, lane: "Lane", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.lane = lane
        self._stale = True

    def refresh(self) -> None:
        """Read the records again; pages overrule this."""

    def open(self, record: str) -> None:
        """Show one record by id; a page without records ignores it."""

    def search(self, text: str) -> None:
        """Narrow the page to what holds `text`; a page without a list ignores it."""

    def zones(self) -> tuple[QWidget, ...]:
        """Where F6 goes in this page, in order."""
        return (self,)

    def actions_now(self) -> tuple[QAction, ...]:
        """The steps the menu 业务 offers while this page is shown."""
        return ()

    def changed(self, kinds: frozenset[str]) -> None:
        """A step changed records of these procedures: read again now, or when shown next."""
        self._stale = True
        if self.isVisible():
            self.wake()

    def wake(self) -> None:
        """Called when the page comes to the front."""
        if self._stale:
            self._stale = False
            self.refresh()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the navigation; the page is built when it is opened first."""

    key: str
    title: str
    icon: str
    build: Callable[["Lane"], Page]


@dataclass(frozen=True, slots=True)
class Session:
    """What the frame shows about who works in which vault."""

    officer: str
    roles: str
    office: str
    practice: bool
    ledger: str
    """Short code of the ledger's head, such as 3f9a; empty when it is not known."""
    intact: bool = True
    scheme: str = ""
    """The look that was chosen in this vault; empty when none was."""
    suspended: bool = False
    """Whether the vault may only be looked at, because it is not as it was left."""
    copied: str = ""
    """That this practice vault is a copy, in words; empty for one that is not."""
    clock: tuple[str, str] = ("", "")
    """That the PC's clock stands before the last record, and what to do; empty when it does not."""
    backup_failed: tuple[str, str] = ("", "")
    """What kept the last backup from being made, and what to do; empty when it was made."""
