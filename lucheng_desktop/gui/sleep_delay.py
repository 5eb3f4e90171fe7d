"""Asks logind to hold sleep back for the moment that locking takes; logind itself waits five seconds at most."""

import os

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

LOGIND, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1"


class SleepDelay(QObject):
    """Holds a descriptor while a vault is open; closing it tells logind that sleep may come."""

    def __init__(self, parent: QObject, who: str, why: str) -> None:
        super().__init__(parent)
        self._who, self._why = who, why
        self._wanted = False
        self._held = -1

    def take(self) -> None:
        """A vault is open; without a bus nothing happens."""
        system = QDBusConnection.systemBus()
        if self._wanted or not system.isConnected():
            return
        self._wanted = True
        call = QDBusMessage.createMethodCall(LOGIND, MANAGER, f"{LOGIND}.Manager", "Inhibit")
        call.setArguments(["sleep", self._who, self._why, "delay"])
        watcher = QDBusPendingCallWatcher(system.asyncCall(call), self)
        watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        """A system without logind answers with an error, and sleep comes as it likes."""
        given = watcher.reply().arguments()
        watcher.deleteLater()
        if given and isinstance(given[0], QDBusUnixFileDescriptor) and given[0].isValid():
            self._held = os.dup(given[0].fileDescriptor())
        if not self._wanted:
            self._close()

    def let_go(self) -> None:
        """The vault is closed."""
        self._wanted = False
        self._close()

    def _close(self) -> None:
        held, self._held = self._held, -1
        if held >= 0:
            os.close(held)
