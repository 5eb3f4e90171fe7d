"""How Windows announces a locked session and sleep: two window messages.

Written after Microsoft's description and tried with messages made by hand only, never on a Windows PC.
"""

import sys
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtWidgets import QApplication, QWidget

_KIND = b"windows_generic_MSG"
SESSION_CHANGE, SESSION_LOCK = 0x02B1, 0x7
POWER, SUSPEND = 0x0218, 0x4
_THIS_SESSION = 0


class WindowsLocks(QAbstractNativeEventFilter):
    """Calls `rest` when this session is locked or the PC goes to sleep."""

    def __init__(self, rest: Callable[[], None]) -> None:
        super().__init__()
        self._rest = rest

    def listen(self, window: QWidget) -> None:
        """Ask for the messages of this session and look at every message."""
        application = QApplication.instance()
        if sys.platform == "win32" and application is not None:
            from ctypes import windll

            windll.wtsapi32.WTSRegisterSessionNotification(wintypes.HWND(int(window.winId())), _THIS_SESSION)
            application.installNativeEventFilter(self)

    def nativeEventFilter(
        self, kind: "QByteArray | bytes | bytearray | memoryview[int]", message: int
    ) -> tuple[bool, int]:
        """Look at a message and let everybody else see it too."""
        if bytes(kind) == _KIND:  # type: ignore[arg-type]
            seen = wintypes.MSG.from_address(int(message))
            if (seen.message, seen.wParam) in ((SESSION_CHANGE, SESSION_LOCK), (POWER, SUSPEND)):
                self._rest()
        return False, 0
