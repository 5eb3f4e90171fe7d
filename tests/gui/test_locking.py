"""Locking: nothing on the screen and no model keeps a name; what was typed comes back from the encrypted drafts."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from lucheng_desktop import app
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.main_window import MainWindow
from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.gui.unlock_page import UnlockPage
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.gui.seat import rest
from tests.office import ACCUSED, COMPLAINANT, OFFICERS, PASSPHRASE, SUMMARY, founded, received, registered

__all__ = ["founded"]
SECRETS = (ACCUSED.name, SUMMARY[:8], COMPLAINANT.name, "拆迁户香烟")


@pytest.fixture
def window(founded: Path, tmp_path: Path, qapp: QApplication) -> Iterator[MainWindow]:
    place = shutil.copytree(founded, tmp_path / "office.vault")
    desk = unlock(Unlock(place, OFFICERS["petition_office"], PASSPHRASE))
    with closing(desk.vault):
        registered(desk)
        received(desk)
    made = app.window(place, lane=Lane(inline=True))
    made.resize(1366, 728)
    made.show()
    rest()
    enter(made)
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def enter(window: MainWindow) -> None:
    page = window.ui.doors.currentWidget()
    assert isinstance(page, UnlockPage)
    page.ui.officer.setCurrentText(OFFICERS["petition_office"])
    page.ui.passphrase.setText(PASSPHRASE)
    QTest.keyClick(page.ui.passphrase, Qt.Key.Key_Return)
    rest()


def petitions(window: MainWindow) -> PetitionsPage:
    page = window.page
    assert isinstance(page, PetitionsPage)
    return page


def words(widget: QWidget) -> str:
    """Everything a widget could show or speak."""
    held = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle()]
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        held.append(widget.text())
    if isinstance(widget, QPlainTextEdit):
        held.append(widget.toPlainText())
    if isinstance(widget, QComboBox):
        held += [widget.itemText(at) for at in range(widget.count())]
    return "\n".join(held)


def told(window: MainWindow) -> str:
    """Pages that have been dropped stay the window's children until Qt deletes them."""
    return "\n".join(words(widget) for widget in [window, *window.findChildren(QWidget)])


def rows(window: MainWindow) -> int:
    return sum(table.model().rowCount() for table in window.findChildren(QTableView) if table.model())


def test_no_model_holds_a_row_and_no_widget_a_name_once_it_is_locked(window: MainWindow) -> None:
    window.go("petitions")
    petitions(window).ui.table.selectRow(1)
    rest()
    assert rows(window) > 0
    assert ACCUSED.name in told(window)
    QApplication.clipboard().setText(ACCUSED.name)
    window.lock()
    assert rows(window) == 0, "at once, before Qt gets round to deleting the pages"
    assert [secret for secret in SECRETS if secret in told(window)] == []
    assert QApplication.clipboard().text() == ""


def test_what_was_typed_and_not_settled_comes_back(window: MainWindow) -> None:
    window.go("petitions")
    petitions(window).ui.table.selectRow(0)
    rest()
    name = petitions(window).content.accused["name"]
    name.control.setFocus()
    QTest.keyClicks(name.control, "ouyang")
    window.lock()
    rest()
    assert "ouyang" not in told(window)
    enter(window)
    window.go("petitions")
    petitions(window).ui.table.selectRow(0)
    rest()
    assert petitions(window).content.accused["name"].value() == "ouyang"
