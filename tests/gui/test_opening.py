"""Opening a page for the first time: everything was read beforehand, on another thread, and little is built."""

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, sys, threading
from PySide6.QtCore import QEventLoop, QEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from lucheng_desktop import app
from lucheng_desktop.gui import theme
from lucheng_desktop.gui.lane import Lane

application = QApplication([])
theme.dress(application)
lane, loop = Lane(), QEventLoop()
lane.work(lane, app.warm_up, None, lambda _: loop.quit())
loop.exec()

window_thread, waited = threading.get_ident(), []

def hear(event, facts):
    if event in ("open", "import") and threading.get_ident() == window_thread:
        waited.append(str(facts[0]))

sys.addaudithook(hear)
built = {}
stack = QStackedWidget()
stack.show()
for entry in app.entries():
    waited.clear()
    page = entry.build(lane)
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    application.processEvents()
    built[entry.key] = (list(waited), len(page.findChildren(QWidget)))
lane.close(lambda desk: None)
print(json.dumps(built))
"""
MOST_WIDGETS = 130
"""Building a widget takes about a tenth of a millisecond, and a page has one frame of sixteen."""
WIZARD = {"tolerance": 240}
"""The page with the wizard in it."""


@pytest.fixture(scope="module")
def built() -> dict[str, tuple[list[str], int]]:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    found: dict[str, tuple[list[str], int]] = json.loads(done.stdout)
    return found


def test_the_window_waits_for_no_file_and_no_module(built: dict[str, tuple[list[str], int]]) -> None:
    assert {key: waited for key, (waited, _) in built.items() if waited} == {}
    assert len(built) > 5


def test_a_page_builds_no_more_than_fits_into_a_frame(built: dict[str, tuple[list[str], int]]) -> None:
    assert {key: count for key, (_, count) in built.items() if count > WIZARD.get(key, MOST_WIDGETS)} == {}
