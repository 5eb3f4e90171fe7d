"""Locks the window with the session and before sleep, as logind, the desktop's screen lock or Windows announce it."""

import sys
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget

from lucheng_desktop.gui.page import say
from lucheng_desktop.gui.sleep_delay import LOGIND, MANAGER, SleepDelay
from lucheng_desktop.gui.windows_locks import WindowsLocks

_SCREEN_LOCKS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.ukui.ScreenSaver")
_ANY = ""


class SessionLocks(QObject):
    """Calls `rest` when a session is locked or the PC goes to sleep; without a bus it does nothing and says nothing.

    Another person's session on the same PC counts too: one lock too many costs a passphrase, one too few costs more.
    """

    def __init__(self, parent: QObject, rest: Callable[[], None]) -> None:
        super().__init__(parent)
        self._rest = rest
        self._delay = SleepDelay(self, say("frame.program"), say("frame.sleep_why"))
        self._windows = WindowsLocks(rest)
        if sys.platform == "linux":
            self._listen()
        elif isinstance(parent, QWidget):
            self._windows.listen(parent)

    def awake(self) -> None:
        """A vault is open: sleep shall wait until it has been locked."""
        if sys.platform == "linux":
            self._delay.take()

    def at_rest(self) -> None:
        """The vault is closed: sleep may come."""
        self._delay.let_go()

    def _listen(self) -> None:
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self._hear(system, LOGIND, _ANY, "org.freedesktop.login1.Session", "Lock", "locked()")
            self._hear(system, LOGIND, MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", "turned(bool)")
        if session.isConnected():
            for name in _SCREEN_LOCKS:
                self._hear(session, _ANY, _ANY, name, "ActiveChanged", "turned(bool)")

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]  # takes str

    @Slot()
    def locked(self) -> None:
        """Somebody locked the session."""
        self._rest()

    @Slot(bool)
    def turned(self, on: bool) -> None:
        """Sleep or the screen lock begins (`on`) or has ended."""
        if on:
            self._rest()
