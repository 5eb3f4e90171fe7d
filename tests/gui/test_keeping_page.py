"""备份: what there is has been proven, one made now was opened again, checks and restores lock first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from lucheng_desktop.gui.keeping_page import KeepingPage
from lucheng_desktop.gui.page import DOOR
from lucheng_desktop.procedures import keeping
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.vault import backup
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, clipped, nameless, rest, sit, told, write
from tests.office import OFFICERS, PASSPHRASE, founded, office, received

__all__ = ["founded", "office", "sit"]


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    rest()


def shown(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_backup_is_made_here_and_elsewhere_and_listed_when_it_was_proven(sit: Sit, tmp_path: Path) -> None:
    page: KeepingPage = sit("petition_office", KeepingPage)
    assert "还没有备份" in shown(page)
    assert not clipped(page)
    assert not cut_off(page)
    assert not nameless(page)
    press(page.ui.back_up)
    assert "已重新打开核对" in told(page)
    assert not page.ui.progress.isVisible()
    assert page.ui.back_up.hasFocus(), "a button that rested gets its focus back"
    assert not page.place.error.isVisible(), "nobody asked for another place"
    assert "已备份全部内容" in page.ui.due.text()
    press(page.ui.back_up_there)
    assert page.place.error.isVisible()
    write(page.place, str(tmp_path / "移动硬盘"))
    page.ui.remember.click()
    press(page.ui.back_up_there)
    assert [row.home for row in page._rows.values()].count(False) == 1
    assert page.ui.table.rows.rowCount() == 2
    assert str(tmp_path / "移动硬盘") in shown(page), "the new one is chosen"
    page.lane.ask(page, lambda desk, order: received(desk), None, lambda _: None)
    page.refresh()
    rest()
    assert "有新内容未备份" in page.ui.due.text()
    assert not clipped(page)
    assert not cut_off(page)
    changed = next(path for path in (tmp_path / "移动硬盘").glob("*/manifest"))
    changed.write_bytes(changed.read_bytes().replace(b"1", b"2"))
    page.refresh()
    assert page.ui.table.rows.rowCount() == 1, "what nobody has proven is no backup"


def test_a_failure_is_said_until_a_backup_succeeds(sit: Sit, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(backup, "_SPARE", 1 << 60)
        desk = unlock(Unlock(office, OFFICERS["principal"], PASSPHRASE))
        assert keeping.lock(desk) is not None
        page: KeepingPage = sit("general_office", KeepingPage)
        assert "没有做成" in told(page) and "空间不足" in told(page)
        press(page.ui.back_up)
        assert "E-BACKUP" in told(page)
        assert page.ui.back_up.isEnabled()
    page.lane.ask(page, keeping.back_up_if_due, None, lambda _: None)
    page.ui.message.clear()
    page.refresh()
    assert told(page) == ""


def test_checking_and_restoring_begin_at_the_first_page(sit: Sit) -> None:
    page: KeepingPage = sit("general_office", KeepingPage)
    press(page.ui.check)
    press(page.ui.restore)
    assert page.went == [(DOOR, "check"), (DOOR, "restore")]  # type: ignore[attr-defined]
