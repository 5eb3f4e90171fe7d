"""The window rests when the session is locked or the PC goes to sleep: signals on a real bus."""

import os
import shutil
import subprocess
import sys
from ctypes import addressof, wintypes
from pathlib import Path

import pytest

from lucheng_desktop.gui.windows_locks import POWER, SESSION_CHANGE, SESSION_LOCK, SUSPEND, WindowsLocks

NEEDS_BUS = pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="needs dbus-run-session (apt: dbus)")
LISTEN = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtCore import SLOT, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from lucheng_desktop.gui.session_locks import SessionLocks

application, rests = QCoreApplication([]), []
parent = QObject()
locks = SessionLocks(parent, lambda: rests.append(1))
logind = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "logind")
if sys.argv[1] == "logind":
    assert logind.registerService("org.freedesktop.login1")
path, interface, name = sys.argv[2:5]
signal = QDBusMessage.createSignal(path, interface, name)
if len(sys.argv) > 5:
    signal.setArguments([sys.argv[5] == "on"])
farewell = QDBusMessage.createSignal("/", "cn.example.Test", "Farewell")


class Ender(QObject):
    @Slot()
    def end(self):
        application.quit()


ender = Ender()
bus = QDBusConnection.sessionBus() if sys.argv[1] == "desktop" else QDBusConnection.systemBus()
assert bus.connect("", "", "cn.example.Test", "Farewell", ender, SLOT("end()"))
# Asking for signals is not answered; a question behind it is, and then the bus knows who wants what.
for asked in (QDBusConnection.systemBus(), QDBusConnection.sessionBus()):
    assert asked.interface().registeredServiceNames().isValid()
# One sender's messages reach one listener in order: when the farewell is there, the signal has been.
assert logind.send(signal)
assert logind.send(farewell)
QTimer.singleShot(20000, lambda: sys.exit("the bus never answered"))
application.exec()
print(len(rests))
"""
SESSION = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
SCREEN = ("/org/ukui/ScreenSaver", "org.ukui.ScreenSaver", "ActiveChanged")


def rests(*signal: str) -> int:
    """How often the window rested when this signal had gone over the bus."""
    order = ["dbus-run-session", "--", sys.executable, "-c", LISTEN, *signal]
    done = subprocess.run(order, capture_output=True, text=True, timeout=60, check=True)
    return int(done.stdout)


@NEEDS_BUS
@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        (("logind", *SESSION), 1),
        (("logind", *SLEEP, "on"), 1),
        (("logind", *SLEEP, "off"), 0),
        (("desktop", *SCREEN, "on"), 1),
        (("stranger", *SESSION), 0),
    ],
)
def test_the_window_rests(signal: tuple[str, ...], expected: int) -> None:
    assert rests(*signal) == expected


HOLD = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor, QDBusVirtualObject
from lucheng_desktop.gui.session_locks import SessionLocks

application, parent, asked = QCoreApplication([]), QObject(), []
ours, theirs = os.pipe()
logind = QDBusConnection.connectToBus(os.environ["DBUS_SESSION_BUS_ADDRESS"], "logind")
assert logind.registerService("org.freedesktop.login1")


class Logind(QDBusVirtualObject):
    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        asked.append((message.member(), message.arguments()[0], message.arguments()[3]))
        connection.send(message.createReply([QDBusUnixFileDescriptor(theirs)]))
        os.close(theirs)
        QTimer.singleShot(0, locks.at_rest)
        return True


fake = Logind()
assert logind.registerVirtualObject("/org/freedesktop/login1", fake)
locks = SessionLocks(parent, lambda: None)
locks.awake()
locks.awake()
ended = QSocketNotifier(ours, QSocketNotifier.Type.Read)
ended.activated.connect(lambda *_: application.quit())  # the pipe ends when nobody holds its other end
QTimer.singleShot(20000, lambda: sys.exit("sleep was never let go"))
application.exec()
print(asked, os.read(ours, 1))
"""


@NEEDS_BUS
def test_sleep_waits_until_the_vault_is_closed() -> None:
    order = ["dbus-run-session", "--", sys.executable, "-c", HOLD]
    done = subprocess.run(order, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[('Inhibit', 'sleep', 'delay')] b''"


@pytest.mark.parametrize(
    ("message", "parameter", "expected"),
    [(SESSION_CHANGE, SESSION_LOCK, 1), (SESSION_CHANGE, 0x8, 0), (POWER, SUSPEND, 1), (POWER, 0x7, 0), (0x0100, 7, 0)],
)
def test_the_messages_of_windows_are_read_as_described(message: int, parameter: int, expected: int) -> None:
    heard: list[int] = []
    seen = wintypes.MSG(message=message, wParam=parameter)
    locks = WindowsLocks(lambda: heard.append(1))
    assert locks.nativeEventFilter(b"windows_generic_MSG", addressof(seen)) == (False, 0)
    assert locks.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert len(heard) == expected


def test_without_a_bus_nothing_is_said(tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/none"
    script = (
        "from PySide6.QtCore import QCoreApplication, QObject\n"
        "from lucheng_desktop.gui.session_locks import SessionLocks\n"
        "application, parent = QCoreApplication([]), QObject()\n"
        "SessionLocks(parent, print)\n"
    )
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": nowhere, "DBUS_SESSION_BUS_ADDRESS": nowhere}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert (done.stdout, done.stderr) == ("", "")
