"""Locks the window with the session and before sleep, as logind and the desktop's screen lock announce it.

Windows announces a locked session by WM_WTSSESSION_CHANGE, which is not heard yet: there the idle time alone locks.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIND, _MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"
_SCREEN_LOCKS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.ukui.ScreenSaver")
_ANY = ""


class SessionLocks(QObject):
    """Calls `rest` when a session is locked or the PC goes to sleep; without a bus it does nothing and says nothing.

    Another person's session on the same PC counts too: one lock too many costs a passphrase, one too few costs more.
    """

    def __init__(self, parent: QObject, rest: Callable[[], None]) -> None:
        super().__init__(parent)
        self._rest = rest
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self._hear(system, _LOGIND, _ANY, "org.freedesktop.login1.Session", "Lock", "locked()")
            self._hear(system, _LOGIND, _MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep", "turned(bool)")
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
