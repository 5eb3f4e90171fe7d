"""The first page on a real vault: what happened to it is said in words, and the ceremony, a check or a backup helps."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lucheng_desktop import app
from lucheng_desktop.gui.ceremony_card import CeremonyCard
from lucheng_desktop.gui.check_card import CheckCard
from lucheng_desktop.gui.confirm import Confirm
from lucheng_desktop.gui.countdown import Countdown
from lucheng_desktop.gui.door import Door
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.main_window import MainWindow
from lucheng_desktop.gui.unlock_page import CHECK, RESTORE, WAY_BACK, UnlockPage
from lucheng_desktop.gui.way_back_card import WayBackCard
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.vault import backup, delay, recovery
from tests.gui.looking import cut_off
from tests.gui.seat import clipped, nameless, rest, write
from tests.office import OFFICERS, PASSPHRASE, founded, office, received

__all__ = ["founded", "office"]

FIRST, SECOND = OFFICERS["petition_office"], OFFICERS["principal"]


@pytest.fixture
def window(office: Path, qapp: QApplication) -> Iterator[MainWindow]:
    """The program's own window on the office's vault, locked."""
    made = app.window(office, lane=Lane(inline=True))
    made.resize(1366, 728)
    made.show()
    rest()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def rolled_back(office: Path) -> Path:
    """The vault's file of yesterday in the place of today's."""
    yesterday = office.with_name("yesterday.db")
    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    received(desk)
    desk.vault.close()
    shutil.copyfile(office / "vault.db", yesterday)
    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    received(desk)
    desk.vault.close()
    yesterday.replace(office / "vault.db")
    return office


def page(window: MainWindow) -> UnlockPage:
    found = window.ui.doors.currentWidget()
    assert isinstance(found, UnlockPage)
    return found


def enter(window: MainWindow, officer: str = FIRST, passphrase: str = PASSPHRASE) -> None:
    ui = page(window).ui
    ui.officer.setCurrentText(officer)
    ui.passphrase.setText(passphrase)
    QTest.keyClick(ui.passphrase, Qt.Key.Key_Return)
    rest()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def ceremony(window: MainWindow) -> CeremonyCard:
    card = page(window).card
    assert isinstance(card, CeremonyCard), words(window)
    return card


@pytest.mark.usefixtures("rolled_back")
def test_a_rollback_is_named_and_two_officers_go_on(window: MainWindow) -> None:
    enter(window)
    assert window.session is None, "nothing is shown before the ceremony"
    card = ceremony(window)
    assert "较早的一份" in words(card)
    assert "E-TAMPER" in words(card)
    assert not cut_off(window)
    assert not clipped(window)
    assert not nameless(card)
    assert card.second.box.findData(FIRST) < 0, "nobody is his own witness"
    QTest.keyClick(card.ui.go, Qt.Key.Key_Space)
    assert [field.error.isVisible() for field in (card.reason, card.second, card.passphrase)] == [True] * 3
    write(card.reason, "办公室换了硬盘，从昨日的副本继续。")
    card.second.set_value(SECOND)
    card.passphrase.set_value("不对的口令不对的口令")
    QTest.keyClick(card.ui.go, Qt.Key.Key_Space)
    assert card.ui.message.ui.code.text() == "E-PASSPHRASE"
    assert card.passphrase.value() == ""
    card.passphrase.set_value(PASSPHRASE)
    QTest.keyClick(card.ui.go, Qt.Key.Key_Space)
    rest()
    assert window.session is not None and not window.session.suspended
    window.lock()
    enter(window, SECOND)
    assert window.session is not None, "acknowledged once and for all"


@pytest.mark.usefixtures("rolled_back")
def test_until_then_it_can_be_looked_at_and_the_frame_says_so(window: MainWindow) -> None:
    enter(window)
    QTest.keyClick(ceremony(window).ui.look, Qt.Key.Key_Space)
    rest()
    assert window.session is not None and window.session.suspended
    assert "只能查看" in words(window.statusBar())
    assert "共同确认" in words(window.ui.message)
    window.lock()
    enter(window)
    QTest.keyClick(ceremony(window).ui.leave, Qt.Key.Key_Space)
    rest()
    assert page(window).ui.card.isVisible()
    enter(window)
    ceremony(window)
    window.idle.timer.timeout.emit()
    assert page(window).ui.card.isVisible(), "a ceremony nobody finishes is put away too"


def test_a_check_says_every_test_as_a_line(window: MainWindow, office: Path) -> None:
    page(window).take_up(CHECK)
    rest()
    assert not cut_off(window)
    enter(window)
    card = page(window).card
    assert isinstance(card, CheckCard)
    assert "全部通过" in words(card)
    assert [title for title in ("每一页的真实性", "账本的链接和签名", "附件") if title not in words(card)] == []
    QTest.keyClick(card.ui.back, Qt.Key.Key_Space)
    rest()
    data = bytearray((office / "vault.db").read_bytes())
    data[5 * 4096 + 100] ^= 1
    (office / "vault.db").write_bytes(data)
    enter(window)
    card = page(window).card
    assert "1 项有问题" in words(card)
    assert "页内容被改" in words(card)
    assert "第 6 页" in words(card)
    assert not cut_off(window)
    assert not clipped(window)


def test_a_backup_is_put_back_when_the_name_was_typed(window: MainWindow, office: Path) -> None:
    enter(window)  # the day's backup is made by that
    window.lane.ask(window, lambda desk, order: received(desk), None, lambda _: None)
    window.lane.shut(window, lambda desk: desk.vault.close())  # as a kill leaves it: no backup of the last step
    window.session = None
    window._show_unlock(FIRST)
    page(window).take_up(RESTORE)
    rest()
    assert page(window).ui.backup.count() == 1
    assert not cut_off(window)
    enter(window)
    assert "E-RESTORE" in words(window)
    dialog = page(window).findChild(Confirm)
    assert isinstance(dialog, QDialog)
    dialog.ui.number.setText(office.stem)
    QTest.keyClick(dialog.ui.go, Qt.Key.Key_Space)
    rest()
    assert "已从" in words(window) and "保留为" in words(window)
    enter(window)
    assert "较早的一份" in words(ceremony(window))


def test_a_wait_is_counted_down_by_a_clock_nobody_sets(qapp: QApplication) -> None:
    now, seen = [100.0], []
    countdown = Countdown(qapp, lambda: now[0])
    countdown.changed.connect(seen.append)
    countdown.start(2.5)
    for now[0] in (101.0, 101.6, 102.5):
        countdown.timer.timeout.emit()
    assert seen == [3, 2, 1, 0]
    assert not countdown.timer.isActive()


def test_after_many_wrong_passphrases_the_wait_is_shown_and_nothing_is_tried(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delay, "seconds", lambda failures: 600 if failures > delay.FREE else 0)
    for _ in range(delay.FREE + 1):
        enter(window, FIRST, "不对的口令")
    ui = page(window).ui
    assert "还须等待" in ui.state.text()
    assert not ui.unlock.isEnabled()
    tried: list[object] = []
    page(window).unlocking.begin = tried.append  # type: ignore[method-assign]
    enter(window)
    assert tried == []
    assert "还须等待" in words(ui.message)
    ui.officer.setCurrentText(SECOND)
    page(window)._another()
    assert ui.unlock.isEnabled(), "another officer does not wait"


def test_the_code_of_the_pc_is_asked_for_where_no_keyring_has_it(window: MainWindow, office: Path) -> None:
    from lucheng_desktop.procedures.officers import BindDevice, bind_device

    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    code = bind_device(desk, BindDevice(PASSPHRASE)).code
    desk.vault.close()
    assert not page(window).ui.code_part.isVisible()
    enter(window)
    assert page(window).ui.code_part.isVisible()
    assert page(window).ui.code.hasFocus()
    assert not cut_off(window)
    page(window).ui.code.setText(code)
    enter(window)
    assert window.session is not None


def test_unlocking_leaves_the_window_free(qtbot: QtBot) -> None:
    lane, held, turned = Lane(), threading.Event(), []
    door = Door("练习", lambda: ("欧阳慧敏",), lambda key: held.wait(10), lambda desk: None)
    shown = UnlockPage(lane, door)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.ui.officer.count() == 1)
    shown.ui.passphrase.setText("口令")
    shown.try_passphrase()
    for _ in range(3):
        QApplication.processEvents()
        turned.append(shown.ui.unlock.isEnabled())
    assert turned == [False] * 3
    with qtbot.waitSignal(shown.unlocked):
        held.set()
    lane.close(lambda desk: None)


def test_a_failed_backup_at_locking_is_said_at_once_and_at_the_next_opening(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(window)
    window.lane.ask(window, lambda desk, order: received(desk), None, lambda _: None)
    with monkeypatch.context() as full:
        full.setattr(backup, "_SPARE", 1 << 60)
        window.lock()
        assert "空间不足" in words(page(window).ui.message)
        enter(window, SECOND)
        assert window.session is not None
        assert "上一次备份没有做成" in words(window.ui.message) or "空间不足" in words(window.ui.message)
        window.lock()
    enter(window)
    assert window.session is not None and window.session.backup_failed[0]
    window.daily.timer.timeout.emit()
    window.lock()
    enter(window)
    assert window.session is not None and window.session.backup_failed == ("", ""), "made good"


def test_an_open_vault_is_backed_up_once_a_day(
    window: MainWindow, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(window)
    assert window.session is not None
    folders = list((office / "backups").glob("??????-*"))
    window.lane.ask(window, lambda desk, order: received(desk), None, lambda _: None)
    window.daily.timer.timeout.emit()
    assert len(list((office / "backups").glob("??????-*"))) == len(folders), "today has one already"
    monkeypatch.setattr("lucheng_desktop.procedures.backups.backed_up_today", lambda desk: False)
    window.daily.timer.timeout.emit()
    assert len(list((office / "backups").glob("??????-*"))) == len(folders) + 1


def test_what_a_kill_left_out_is_backed_up_at_the_next_opening(window: MainWindow, office: Path) -> None:
    enter(window)
    window.lock()
    before = len(list((office / "backups").glob("??????-*")))
    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    received(desk)
    desk.vault.close()
    enter(window)
    assert len(list((office / "backups").glob("??????-*"))) == before + 1


def test_a_clock_set_back_is_said_in_the_window_and_stays_in_the_status_line(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(window)
    assert not window.ui.message.isVisible() and "时间" not in words(window.statusBar())
    window.lock()
    monkeypatch.setattr("lucheng_desktop.procedures.office.Clock", lambda: Clock(lambda: 0))
    enter(window)
    assert "20" in words(window.ui.message) and "天，此时编号会造成倒签" in words(window.ui.message)
    assert "本机时间有误" in words(window.statusBar()) and cut_off(window) == []
    window.ui.message.clear()
    assert "本机时间有误" in words(window.statusBar())


def test_a_backup_on_a_disk_elsewhere_is_put_back(window: MainWindow, office: Path, tmp_path: Path) -> None:
    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    received(desk)
    made = backup.make(desk.vault, disk := tmp_path / "移动硬盘")
    received(desk)
    desk.vault.close()
    shown = page(window)
    shown.take_up(RESTORE)
    assert "其他位置的备份" in words(shown.ui.message) and shown.ui.elsewhere.isVisible()
    shown.restoring.look_in(str(tmp_path))
    assert "没有备份" in words(shown.ui.message)
    for place in (made.place, disk):
        shown.restoring.look_in(str(place))
        assert shown.ui.backup.count() == 1 and place.name in shown.ui.backup.currentText()
        assert str(place) in words(shown.ui.message) and "1 份备份" in words(shown.ui.message)
    assert shown.ui.officer.count() == len(OFFICERS) and nameless(shown) == []
    shown.ui.officer.setCurrentText(SECOND)
    shown.ui.passphrase.setText(PASSPHRASE)
    shown.try_passphrase()
    asked = window.findChild(Confirm)
    assert asked is not None and "原保险库将保留" in words(shown.ui.message)
    asked.ui.number.setText(office.stem)
    asked.accept()
    rest()
    assert "已从" in words(shown.ui.message) and "before-restore" in words(shown.ui.message)
    assert len(list(office.parent.glob("office.vault.before-restore-*"))) == 1


def test_two_recovery_sheets_make_a_new_passphrase(window: MainWindow, office: Path, tmp_path: Path) -> None:
    desk = unlock(Unlock(office, FIRST, PASSPHRASE))
    texts = recovery.split(desk.vault).texts
    desk.vault.close()
    shown = page(window)
    shown.take_up(WAY_BACK)
    rest()
    card = shown.card
    assert isinstance(card, WayBackCard) and nameless(shown) == [] and cut_off(shown) == []
    card.officer.set_value(SECOND)
    card.sheets[0].set_value(texts[0])
    card.sheets[1].set_value(texts[2].replace(texts[2].split()[3], "9999", 1))
    card.passphrase.set_value("立春 雨水 惊蛰 7788")
    card.again.set_value("立春 雨水 惊蛰 7789")
    card.go()
    assert "不同" in words(card.again)
    card.again.set_value("立春 雨水 惊蛰 7788")
    card.go()
    assert "第 4 组" in words(card.ui.message) and card.sheets[1].value(), "what is to be put right stays"
    card.sheets[1].set_value(texts[2])
    card.go()
    assert shown.card is shown.ui.card and "已为" in words(shown.ui.message)
    assert not any(sheet.value() for sheet in card.sheets) and not card.passphrase.value()
    unlock(Unlock(office, SECOND, "立春 雨水 惊蛰 7788")).vault.close()
