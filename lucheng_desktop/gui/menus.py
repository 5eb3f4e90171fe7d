"""The menus: only what really works now; the steps of the page in front, the pages, the search line."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QWidget

from lucheng_desktop import __version__
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.frame import Frame
from lucheng_desktop.gui.page import say

_SEARCH_PAUSE_MS = 200
_EDITS = ("undo", "redo", "cut", "copy", "paste", "select_all")


class Menus(QObject):
    """Wires the actions of the frame to what is in front."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._ui = window.ui
        self.search = self._search_line()
        self.looks = QMenu(say("look.title"), window)
        self._pause = QTimer(self, interval=_SEARCH_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self._narrow)
        self._wire()
        self._offer_looks()
        self._fixed = len(self._ui.view.actions())
        self._hide_empty()

    def _search_line(self) -> QLineEdit:
        corner = QWidget(self._window)
        line = QLineEdit(corner)
        line.setObjectName("search")
        line.setPlaceholderText(say("frame.search"))
        line.setAccessibleName(say("frame.search_spoken"))
        line.setFixedWidth(220)
        line.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 1, 16, 1)
        row.addWidget(line)
        self._ui.menus.setCornerWidget(corner)
        return line

    def _wire(self) -> None:
        window, ui = self._window, self._ui
        ui.lock.triggered.connect(lambda: window.lock())
        ui.quit.triggered.connect(window.close)
        ui.find.triggered.connect(self._find)
        ui.reread.triggered.connect(self._reread)
        ui.keys.triggered.connect(lambda: self._note("keys.title", say("keys.text")))
        ui.about.triggered.connect(self._about)
        ui.edit.aboutToShow.connect(self._weigh_edits)
        ui.business.aboutToShow.connect(self._offer_steps)
        for name in _EDITS:
            getattr(ui, name).triggered.connect(lambda _=False, name=name: self._edit(name))
        zone = QAction(window)
        zone.setShortcut(QKeySequence(Qt.Key.Key_F6))
        zone.triggered.connect(self._next_zone)
        window.addAction(zone)

    def _offer_looks(self) -> None:
        """The colour schemes, the one that is worn marked."""
        one_of = QActionGroup(self)
        self._ui.view.addMenu(self.looks)
        for scheme in theme.schemes():
            action = one_of.addAction(self.looks.addAction(say(f"look.{scheme}")))
            action.setCheckable(True)
            action.setData(scheme)
            action.triggered.connect(lambda _=False, scheme=scheme: self._window.dress(scheme))
        self.looks.aboutToShow.connect(lambda: _mark_worn(one_of))

    def show_pages(self) -> None:
        """Offer the pages that exist, with Alt+1 to Alt+9."""
        for at, entry in enumerate(self._window.entries):
            action = QAction(theme.icon(entry.icon), entry.title, self._ui.view)
            if at < 9:
                action.setShortcut(QKeySequence(f"Alt+{at + 1}"))
            action.triggered.connect(lambda _=False, key=entry.key: self._window.go(key))
            self._ui.view.insertAction(self._ui.view.actions()[-self._fixed], action)

    def drop_pages(self) -> None:
        """Take the pages out of the menu again, as after locking."""
        for action in self._ui.view.actions()[: -self._fixed]:
            self._ui.view.removeAction(action)
            action.deleteLater()

    def turned(self) -> None:
        """Another page is in front: its list starts whole."""
        self._pause.stop()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        page = self._window.page
        self.search.setEnabled(page is not None and page.searchable)
        self._offer_steps()
        self._hide_empty()

    def _offer_steps(self) -> None:
        self._ui.business.clear()
        page = self._window.page
        if page:
            self._ui.business.addActions(page.actions_now())

    def _hide_empty(self) -> None:
        """A menu without an entry is not shown."""
        for menu in (self._ui.business, self._ui.statistics, self._ui.tools):
            offers = menu is self._ui.business and self._window.page is not None
            menu.menuAction().setVisible(offers or bool(menu.actions()))

    def _narrow(self) -> None:
        self._pause.stop()
        if self._window.page:
            self._window.page.search(self.search.text())

    def _reread(self) -> None:
        if self._window.page:
            self._window.page.refresh()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _weigh_edits(self) -> None:
        """Editing is offered only where there is something to edit."""
        focus = QApplication.focusWidget()
        words = isinstance(focus, QLineEdit | QPlainTextEdit)
        editable = isinstance(focus, QLineEdit | QPlainTextEdit) and not focus.isReadOnly()
        for name in _EDITS:
            getattr(self._ui, name).setEnabled(words if name in ("copy", "select_all") else editable)

    def _edit(self, name: str) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            getattr(focus, {"select_all": "selectAll"}.get(name, name))()

    def _next_zone(self) -> None:
        """F6: navigation, list, content, and round again."""
        page = self._window.page
        zones: list[QWidget] = [self._ui.nav, *(page.zones() if page else ())]
        focus = QApplication.focusWidget()
        here = next((at for at, zone in enumerate(zones) if focus and (zone is focus or zone.isAncestorOf(focus))), -1)
        zones[(here + 1) % len(zones)].setFocus(Qt.FocusReason.TabFocusReason)

    def _about(self) -> None:
        text = say("frame.about", program=say("frame.program"), version=__version__, face=theme.face())
        self._note("frame.about_title", text)

    def _note(self, title: str, text: str) -> None:
        """A note in the panel of the window; it takes nothing away from the page."""
        self._ui.notice.show()
        self._ui.message.tell(say(title), tone="open", detail=text)


def _mark_worn(looks: QActionGroup) -> None:
    for action in looks.actions():
        action.setChecked(action.data() == theme.scheme())
