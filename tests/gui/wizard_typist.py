"""Run as a program: opens the real page on a vault and types for ever, telling each letter; somebody kills it.

`python -m tests.gui.wizard_typist VAULT CASE` prints `letter STEP TEXT`, and `saved` when a write has reached the disk.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.tolerance_page import TolerancePage
from lucheng_desktop.vault import keychain
from tests.gui.wizard_office import Office

STEPS = ("work_basis", "decision_process", "consequence_impact")
EVERY_MS = 35
_WORDS = "行为时上级没有明令禁止会议纪要编号与批复均在案"


def tell(*words: object) -> None:
    """One line, out at once."""
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


class Typist:
    """Types letter by letter as an input method commits them, and goes on to another step now and then."""

    def __init__(self, page: TolerancePage) -> None:
        self.page = page
        self.count = 0
        self.timer = QTimer(interval=EVERY_MS)
        self.timer.timeout.connect(self.strike)

    def strike(self) -> None:
        """One letter."""
        step = STEPS[self.count // 60 % len(STEPS)]
        if self.page.wizard.steps[self.page.wizard.at].key != step:
            self.page.jump(f"findings.{step}.reason")
        event = QInputMethodEvent()
        event.setCommitString(_WORDS[self.count % len(_WORDS)])
        field = self.page.wizard.pages.currentWidget().fields[f"findings.{step}.reason"]
        QApplication.sendEvent(field.control, event)
        self.count += 1
        tell("letter", step, field.text())


def main(vault: Path, case: str) -> int:
    """Open the page of the case and type."""
    keychain.ALLOWED = set()
    app = QApplication([])
    theme.dress(app)
    lane = Lane()
    lane.saved.connect(lambda _: tell("saved"))
    office = Office(vault, case)
    page = TolerancePage(lane)
    typist = Typist(page)
    page.resize(1198, 700)
    page.show()

    def begin(_: object) -> None:
        page.open(case)
        # Asked after the case: when this is answered, the case is there.
        lane.ask(page, lambda _desk, _order: None, None, lambda _: typist.timer.start())

    lane.open(page, office.desk, begin)
    lane.changed.connect(page.changed)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
