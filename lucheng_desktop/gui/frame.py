"""What the menus see of the window around them, so that neither has to know the other's module."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMainWindow

from lucheng_desktop.gui.forms.main_window import Ui_MainWindow
from lucheng_desktop.gui.page import Entry, Page


class Frame(QMainWindow):
    """A window with pages; the main window says what each of these does."""

    ui: Ui_MainWindow
    entries: Sequence[Entry]

    @property
    def page(self) -> Page | None:
        """The page in front, if any."""
        raise NotImplementedError

    def go(self, key: str, record: str = "") -> None:
        """Turn to a page, and there to a record."""
        raise NotImplementedError

    def lock(self, errand: str = "") -> None:
        """Put everything away and ask for a passphrase again."""
        raise NotImplementedError

    def dress(self, scheme: str) -> None:
        """Wear another look."""
        raise NotImplementedError
