"""The frame: unlock, navigation, menus, messages, locking; by keyboard alone, with names, without clipping."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.door import Door, Key
from lucheng_desktop.gui.fields import LineField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.main_window import MainWindow
from lucheng_desktop.gui.page import Entry, Page, Session
from lucheng_desktop.gui.unlock_page import UnlockPage
from lucheng_desktop.refusal import Refused
from tests.gui.looking import cut_off, tabbed

OFFICE = Session("欧阳慧敏", "案件审理室、办公室", "鹿城区纪委监委", True, "3f9a")


class BarePage(Page):
    """A page that counts how often it reads."""

    searchable = True

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane)
        self.reads = 0
        self.opened = ""
        self.found = ""

    def refresh(self) -> None:
        self.reads += 1

    def open(self, record: str) -> None:
        self.opened = record

    def search(self, text: str) -> None:
        self.found = text


def unlock(key: Key) -> str:
    if key.passphrase != "对的口令":
        raise Refused("E-PASSPHRASE")
    return key.officer


def counts(desk: object, order: None) -> Mapping[str, int]:
    return {"petitions": 174, "findings": 3}


@pytest.fixture
def closed() -> list[object]:
    return []


@pytest.fixture
def window(qtbot: QtBot, closed: list[object]) -> Iterator[MainWindow]:
    lane = Lane(inline=True)
    door = Door("练习.vault", lambda: ("欧阳慧敏", "陈堃喆"), unlock, closed.append)
    entries = [
        Entry("petitions", "登记", "intake", BarePage),
        Entry("findings", "核查", "findings", BarePage),
        Entry("documents", "文书", "documents", BarePage),
    ]
    made = MainWindow(
        lane, door, entries, session_of=lambda desk, order: OFFICE, counts=counts,
        keep_look=lambda desk, scheme: closed.append(scheme),
    )  # fmt: skip
    made.resize(1366, 728)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def unlock_page(window: MainWindow) -> UnlockPage:
    page = window.ui.doors.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def enter(window: MainWindow, qtbot: QtBot, passphrase: str = "对的口令") -> None:
    page = unlock_page(window)
    page.ui.passphrase.setText(passphrase)
    qtbot.keyClick(page.ui.passphrase, Qt.Key.Key_Return)


def page(window: MainWindow) -> BarePage:
    assert isinstance(window.page, BarePage)
    return window.page


def test_locked_there_is_nothing_to_see_but_the_lock(window: MainWindow) -> None:
    assert not window.menuBar().isVisible()
    assert not window.statusBar().isVisible()
    assert not window.ui.nav.isVisible()
    assert OFFICE.officer not in window.windowTitle()
    assert [unlock_page(window).ui.officer.itemText(at) for at in range(2)] == ["欧阳慧敏", "陈堃喆"]


def test_a_wrong_passphrase_is_said_and_forgotten(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot, "错的口令")
    ui = unlock_page(window).ui
    assert ui.message.isVisible()
    assert ui.message.ui.code.text() == "E-PASSPHRASE"
    assert ui.passphrase.text() == ""
    assert ui.passphrase.isEnabled()
    assert "错的口令" not in "".join(label.text() for label in window.findChildren(QLabel))


def test_an_empty_passphrase_is_not_tried(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot, "")
    assert "请输入口令" in unlock_page(window).ui.message.ui.text.text()


def test_the_passphrase_is_never_shown_and_no_input_method_may_learn_it(window: MainWindow) -> None:
    line = unlock_page(window).ui.passphrase
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_unlocked_the_frame_says_who_works_where(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    assert window.windowTitle() == "鹿城康健工程 — 鹿城区纪委监委 — 欧阳慧敏（案件审理室、办公室） — 演练库"
    words = [label.text() for label in window.statusBar().findChildren(QLabel) if label.text()]
    assert words == ["欧阳慧敏 · 案件审理室、办公室", "演练库", "账本 3f9a 完好", "尚未改动"]


def test_only_pages_that_exist_are_offered_and_built_when_opened(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    nav = window.ui.nav
    assert [nav.item(at).text() for at in range(nav.count())] == ["登记", "核查", "文书"]
    assert window.ui.pages.count() == 1
    window.go("documents", "7" * 32)
    assert window.ui.pages.count() == 2
    assert page(window).opened == "7" * 32


def test_counts_are_shown_and_spoken(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    spoken = [window.ui.nav.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(3)]
    assert spoken == ["登记，174 件", "核查，3 件", "文书"]


def test_a_step_makes_the_page_in_front_read_again_and_the_others_when_they_are_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    enter(window, qtbot)
    window.go("findings")
    window.go("petitions")
    before = page(window).reads
    window.lane.changed.emit(frozenset({"petition"}))
    assert page(window).reads == before + 1
    window.go("findings")
    assert page(window).reads == 2


def test_what_was_saved_is_said_with_its_time(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    window.lane.saved.emit(QDateTime.fromString("2026-03-05T10:32:07", Qt.DateFormat.ISODate))
    assert "已保存 10:32:07" in [label.text() for label in window.statusBar().findChildren(QLabel)]


def test_a_refusal_nobody_took_stands_above_the_page_until_it_is_closed(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    window.lane.refused.emit(Refused("E-PASSPHRASE"))
    assert window.ui.message.isVisible()
    qtbot.keyClick(window.ui.message.ui.close, Qt.Key.Key_Space)
    assert not window.ui.notice.isVisible()


def test_a_bug_is_said_by_its_kind_only(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    window.fault("ZeroDivisionError\n  gui/lane.py:1 run")
    assert window.ui.message.ui.code.text() == "ZeroDivisionError"


def test_locking_takes_everything_away_and_comes_back_to_the_same_page(
    window: MainWindow, qtbot: QtBot, closed: list[object]
) -> None:
    enter(window, qtbot)
    window.go("documents")
    QApplication.clipboard().setText("被反映人姓名")
    window.ui.lock.trigger()
    assert closed == ["欧阳慧敏"]
    assert QApplication.clipboard().text() == ""
    assert window.ui.pages.count() == 0
    assert OFFICE.officer not in window.windowTitle()
    assert unlock_page(window).ui.officer.currentText() == "欧阳慧敏"
    enter(window, qtbot)
    assert window.ui.nav.currentRow() == 2
    offered = [action.text() for action in window.ui.view.actions() if action.text()]
    assert offered == ["登记", "核查", "文书", "重新读取(&R)", "外观(&O)"]


def test_words_in_hand_settle_before_locking(window: MainWindow, qtbot: QtBot, closed: list[object]) -> None:
    enter(window, qtbot)
    field = LineField("summary", "摘要", parent=window.page)
    field.show()
    field.control.setFocus()
    field.settled.connect(lambda path, value: closed.append(value))
    qtbot.keyClicks(field.control, "half a sentence")
    window.ui.lock.trigger()
    assert closed == ["half a sentence", "欧阳慧敏"]


def test_a_fault_while_unlocking_is_said_there_and_another_try_is_open(window: MainWindow) -> None:
    page = unlock_page(window)
    page._working(True)
    window.fault("RuntimeError 3f9a")
    assert "RuntimeError" in page.ui.message.ui.code.text()
    assert page.ui.message.isVisible()
    assert page.ui.unlock.isEnabled()


def test_nobody_at_the_desk_locks_it(window: MainWindow, qtbot: QtBot, closed: list[object]) -> None:
    enter(window, qtbot)
    window.idle.timer.timeout.emit()
    assert closed == ["欧阳慧敏"]


def press_key(window: MainWindow) -> None:
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Down)


def click(window: MainWindow) -> None:
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(700, 400))


def commit_words(window: MainWindow) -> None:
    """As an input method does: past the window, straight to what has the focus."""
    window.findChild(QLineEdit, "search").setFocus()
    event = QInputMethodEvent()
    event.setCommitString("陈")
    QApplication.sendEvent(QApplication.focusObject(), event)


@pytest.mark.parametrize("touch", [press_key, click, commit_words])
def test_a_key_a_click_or_a_word_puts_the_lock_off(
    window: MainWindow, qtbot: QtBot, touch: Callable[[MainWindow], None]
) -> None:
    enter(window, qtbot)
    window.idle.timer.stop()
    touch(window)
    assert window.idle.timer.isActive()


@pytest.fixture
def light(qapp: QApplication) -> Iterator[None]:
    yield
    theme.dress(qapp)


@pytest.mark.usefixtures("light")
def test_another_look_is_worn_at_once_and_kept(window: MainWindow, qtbot: QtBot, closed: list[object]) -> None:
    enter(window, qtbot)
    window.go("findings")
    before = window.page
    looks = window._menus.looks
    assert [action.text() for action in looks.actions()] == ["浅色", "深色", "高对比"]
    looks.aboutToShow.emit()
    assert [action.isChecked() for action in looks.actions()] == [True, False, False]
    looks.actions()[1].trigger()
    assert closed == ["dark"]
    assert theme.scheme() == "dark"
    assert window.page is not before
    assert window.ui.nav.currentRow() == 1
    assert len(window.ui.view.actions()) == 3 + 3
    QApplication.processEvents()
    assert not cut_off(window)


@pytest.mark.usefixtures("light")
def test_the_kept_look_is_worn_after_unlocking(window: MainWindow) -> None:
    window._begin(replace(OFFICE, scheme="contrast"))
    assert theme.scheme() == "contrast"


def test_pages_are_built_ahead_but_read_when_they_are_opened(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    qtbot.waitUntil(lambda: window.ui.pages.count() == 3)
    built = [window.ui.pages.widget(at) for at in range(3)]
    assert sorted(page.reads for page in built) == [0, 0, 1]
    window.go("findings")
    assert window.page in built
    assert window.page.reads == 1


def test_locking_in_between_builds_nothing_more(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    window.lock()
    for _ in range(6):
        QApplication.processEvents()
    assert window.ui.pages.count() == 0


def test_f6_goes_round_and_the_search_line_narrows_the_page(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    search = window.findChild(QLineEdit, "search")
    window.ui.find.trigger()
    search.setText("陈堃喆")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert page(window).found == "陈堃喆"
    window.go("findings")
    assert search.text() == ""


def test_menus_without_entries_are_not_shown(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    shown = [action.text() for action in window.menuBar().actions() if action.isVisible()]
    assert shown == ["文件(&F)", "编辑(&E)", "查看(&V)", "业务(&B)", "帮助(&H)"]


def test_no_two_entries_of_a_menu_share_a_letter(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    for menu in window.menuBar().actions():
        letters = [action.text().split("&")[1][0] for action in menu.menu().actions() if "&" in action.text()]
        assert len(letters) == len(set(letters)), menu.text()


def test_whatever_tab_comes_to_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    names: dict[str, str] = {}
    for _ in range(2):
        for widget in tabbed(window):
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            names[f"{type(widget).__name__} {widget.objectName()}"] = spoken
        if not window.session:
            enter(window, qtbot)
    assert names
    assert not [widget for widget, spoken in names.items() if not spoken]


def test_tab_goes_round_search_navigation_and_page(window: MainWindow, qtbot: QtBot) -> None:
    enter(window, qtbot)
    field = LineField("summary", "摘要", parent=window.page)
    QVBoxLayout(window.page).addWidget(field)
    field.show()
    window.ui.nav.setFocus()
    came = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    assert came == [field.control, window.findChild(QLineEdit, "search"), window.ui.nav]
    QTest.keyClick(window.ui.nav, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is came[1]


def test_unlocking_needs_the_keyboard_only(window: MainWindow, qtbot: QtBot) -> None:
    ui = unlock_page(window).ui
    order, widget = [], ui.officer
    for _ in range(3):
        order.append(widget)
        widget = widget.nextInFocusChain()
        while not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()):
            widget = widget.nextInFocusChain()
    assert order == [ui.officer, ui.passphrase, ui.unlock]


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (1093, 574)])
def test_nothing_is_cut_off(window: MainWindow, qtbot: QtBot, width: int, height: int) -> None:
    for unlocked in (False, True):
        if unlocked:
            enter(window, qtbot)
            window.refuse(Refused("E-PASSPHRASE"))
        window.resize(width, height)
        QApplication.processEvents()
        assert (window.width(), window.height()) == (width, height)
        assert not cut_off(window)
