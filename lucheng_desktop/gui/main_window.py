"""The frame: title, menus, navigation, pages and the line that says who works where and what is saved."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from lucheng_desktop.gui import reading, theme
from lucheng_desktop.gui.daily import Daily
from lucheng_desktop.gui.door import Door
from lucheng_desktop.gui.forms.main_window import Ui_MainWindow
from lucheng_desktop.gui.frame import Frame
from lucheng_desktop.gui.idle import Idle
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.leaves import Leaves
from lucheng_desktop.gui.menus import Menus
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.page import DOOR, Entry, Page, Session, say
from lucheng_desktop.gui.session_locks import SessionLocks
from lucheng_desktop.gui.status_line import StatusLine
from lucheng_desktop.gui.unlock_page import UnlockPage
from lucheng_desktop.refusal import Refused

Counts = Callable[[Any, None], Mapping[str, int]]
SessionOf = Callable[[Any, None], Session]


class MainWindow(Frame):
    """Shows the unlock page until somebody has unlocked, then the pages that exist."""

    def __init__(
        self,
        lane: Lane,
        door: Door,
        entries: Sequence[Entry],
        *,
        session_of: SessionOf,
        counts: Counts,
        keep_look: Callable[[Any, str], Any],
        daily: Callable[[Any, bool], Any] | None = None,
    ) -> None:
        super().__init__()
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)
        self.lane = lane
        self.entries = tuple(entries)
        self.session: Session | None = None
        self._door = door
        self._session_of = session_of
        self._counts = counts
        self._keep_look = keep_look
        self._back_up = daily
        self._leaves = Leaves(self.ui.pages, lane, entries, self.go)
        self._return_to = ""
        self._menus = Menus(self)
        self._status = StatusLine(self.statusBar())
        self.ui.notice.hide()
        self.ui.message.closed.connect(self.ui.notice.hide)
        self.ui.nav.currentRowChanged.connect(self._turn_to)
        lane.refused.connect(self.refuse)
        lane.changed.connect(self._spread)
        lane.saved.connect(self._status.saved)
        lane.busy.connect(self._status.busy)
        self.idle = Idle(self, self.lock)
        self.daily = Daily(self, self._ask_for_backup)
        self.session_locks = SessionLocks(self, self.lock)
        self._show_unlock("")

    @property
    def page(self) -> Page | None:
        """The page in front, if any."""
        page = self.ui.pages.currentWidget()
        return page if isinstance(page, Page) else None

    def go(self, key: str, record: str = "") -> None:
        """Turn to a page, and there to a record; the first page is reached by locking."""
        if key == DOOR:
            self.lock(record)
        keys = [entry.key for entry in self.entries]
        if key in keys:
            self.ui.nav.setCurrentRow(keys.index(key))
            if record and self.page:
                self.page.open(record)

    def refuse(self, refused: Any) -> None:
        """Show a refusal that no page has taken."""
        self._panel().refuse(refused)

    def fault(self, report: str) -> None:
        """Show the scrubbed report of a bug of ours."""
        self._panel().fault(report)

    def _panel(self) -> MessagePanel:
        """Where the window speaks: on the unlock page while nobody is in."""
        door = self.ui.doors.currentWidget()
        if isinstance(door, UnlockPage):
            door.rest()
            return door.ui.message
        self.ui.notice.show()
        return self.ui.message

    def lock(self, errand: str = "") -> None:
        """Put everything away, close the vault and ask for a passphrase again; `errand`: what it shall be for."""
        door = self.ui.doors.currentWidget()
        if self.session is None:
            if isinstance(door, UnlockPage):
                door.unlocking.leave()
            return
        _settle()
        officer, self.session = self.session.officer, None
        self._return_to = self._key()
        self.daily.rest()
        self._drop_pages()
        self._show_unlock(officer)
        self.lane.shut(self, self._door.close, partial(self._locked, errand))

    def _locked(self, errand: str, refused: Refused | None) -> None:
        """The vault is closed; a backup that was not made is said where the next officer looks."""
        self.session_locks.at_rest()
        door = self.ui.doors.currentWidget()
        if isinstance(door, UnlockPage) and errand:
            door.take_up(errand)
        if refused is not None:
            self.refuse(refused)

    def _ask_for_backup(self, opening: bool) -> None:
        if self.session and self._back_up:
            self.lane.ask(self, self._back_up, opening, lambda _: None)

    def _key(self) -> str:
        row = self.ui.nav.currentRow()
        return self.entries[row].key if 0 <= row < len(self.entries) else ""

    def _drop_pages(self) -> None:
        self.ui.nav.blockSignals(True)
        self.ui.nav.clear()
        self.ui.nav.blockSignals(False)
        self._menus.drop_pages()
        self._leaves.drop()
        self.ui.message.clear()
        QApplication.clipboard().clear()

    def _show_unlock(self, officer: str) -> None:
        page = UnlockPage(self.lane, self._door, self)
        page.unlocked.connect(lambda _desk: self.lane.ask(self, self._session_of, None, self._begin))
        page.choose(officer)
        self.ui.doors.addWidget(page)
        self.ui.doors.setCurrentWidget(page)
        self.menuBar().setVisible(False)
        self.statusBar().setVisible(False)
        self.setWindowTitle(say("frame.title_locked", program=say("frame.program")))
        self._status.forget()

    def _begin(self, session: Session) -> None:
        self.session = session
        unlock = self.ui.doors.currentWidget()
        self.ui.doors.setCurrentWidget(self.ui.work)
        self.ui.doors.removeWidget(unlock)
        unlock.deleteLater()
        self.menuBar().setVisible(True)
        self.statusBar().setVisible(True)
        self.setWindowTitle(_title(session))
        self._status.show_session(session)
        if session.scheme in theme.schemes() and session.scheme != theme.scheme():
            _wear(session.scheme)
        self._furnish(self._return_to or self.entries[0].key)
        if words := _warnings(session):
            text, detail = ("\n".join(filter(None, told)) for told in zip(*words, strict=True))
            self._panel().tell(text, tone="soon", detail=detail)
        self.daily.begin()
        self.session_locks.awake()

    def _furnish(self, key: str, record: str = "") -> None:
        """Offer the pages and turn to one of them."""
        self.ui.nav.show_entries(self.entries)
        self._menus.show_pages()
        self._recount()
        self.go(key, record)
        self._leaves.build_ahead()

    def dress(self, scheme: str) -> None:
        """Wear another look and keep it with the vault; pages are built anew, for they hold icons of the old one."""
        _settle()
        key, record = self._key(), getattr(self.page, "record", "")
        _wear(scheme)
        self.lane.ask(self, self._keep_look, scheme, lambda _: None)
        self._drop_pages()
        self._furnish(key, record)

    def _turn_to(self, row: int) -> None:
        if not 0 <= row < len(self.entries):
            return
        entry = self.entries[row]
        page = self._leaves.page(entry)
        self.ui.pages.setCurrentWidget(page)
        self._menus.turned()
        page.wake()

    def _spread(self, kinds: frozenset[str]) -> None:
        self._leaves.changed(kinds)
        if self.session:
            self._recount()

    def _recount(self) -> None:
        self.lane.ask(self, self._counts, None, lambda waiting: self.ui.nav.show_counts(self.entries, waiting))

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key goes as the window is read now, whatever was shown or built since it was opened."""
        return reading.step(self, onward=next)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the field in hand settle, then finish what was asked before the program ends."""
        _settle()
        self.hide()
        self.lane.close(self._door.close)
        super().closeEvent(event)


def _settle() -> None:
    """Let the field in hand settle: what was typed is asked to be kept before anything is put away."""
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()


def _title(session: Session) -> str:
    practice = say("frame.practice_title") if session.practice else ""
    who = {"officer": session.officer, "roles": session.roles}
    return say("frame.title", program=say("frame.program"), office=session.office, practice=practice, **who)


def _warnings(session: Session) -> tuple[tuple[str, str], ...]:
    """What must not be overlooked when work begins, and what to do about each."""
    failed, then = session.backup_failed
    suspended = (say("frame.suspended"), say("frame.suspended_next")) if session.suspended else ("", "")
    backup = (say("frame.backup_failed", message=failed), then) if failed and not session.suspended else ("", "")
    return tuple(one for one in (suspended, session.clock, backup) if one[0])


def _wear(scheme: str) -> None:
    """Change the look of the whole program."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, scheme)
