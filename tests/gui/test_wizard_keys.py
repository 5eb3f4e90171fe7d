"""By keyboard alone, and never by a key that belongs to an input method."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lucheng_desktop.vault import keychain
from tests.gui.wizard_bench import Bench, typed
from tests.gui.wizard_office import Office, answer_all, found

BASIS = "findings.work_basis.reason"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return found(tmp_path_factory.mktemp("made"))


@pytest.fixture
def bench(qtbot: QtBot, template: Office, tmp_path: Path) -> Iterator[Bench]:
    office = template.copied(tmp_path)
    desk = office.desk()
    yield Bench(qtbot, desk, office.case)
    desk.vault.close()


@pytest.fixture
def window(qtbot: QtBot, bench: Bench) -> Iterator[QMainWindow]:
    """A window with the wizard in it."""
    made = QMainWindow()
    made.setCentralWidget(bench.wizard)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.takeCentralWidget().setParent(None)
    made.close()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


@pytest.mark.parametrize("digit", range(10))
def test_control_and_a_digit_jump_to_a_step(bench: Bench, digit: int) -> None:
    bench.field(BASIS)
    press(Qt.Key(Qt.Key.Key_0 + digit), CONTROL)
    assert bench.wizard.at == digit
    assert bench.wizard.pages.currentWidget().isAncestorOf(focus())


def test_the_keys_work_from_every_kind_of_widget(bench: Bench) -> None:
    for path in ("exclusions", "gates.legality", "findings.work_basis.finding", BASIS, "situations", "prefiled_on"):
        bench.field(path)
        press(Qt.Key.Key_3, CONTROL)
        assert bench.wizard.at == 3, path
    bench.wizard.list.setFocus()
    press(Qt.Key.Key_4, CONTROL)
    assert bench.wizard.at == 4


def test_control_and_page_keys_turn(bench: Bench) -> None:
    bench.field(BASIS)
    press(Qt.Key.Key_PageDown, CONTROL)
    assert bench.wizard.at == 3
    press(Qt.Key.Key_PageUp, CONTROL)
    press(Qt.Key.Key_PageUp, CONTROL)
    assert bench.wizard.at == 1


def test_turning_stops_at_both_ends(bench: Bench) -> None:
    bench.wizard.turn(-1)
    assert bench.wizard.at == 0
    for _ in range(20):
        bench.wizard.turn(1)
    assert bench.wizard.steps[bench.wizard.at].key == "summary"


def test_f8_goes_through_everything_missing_and_round_again(bench: Bench) -> None:
    bench.field("exclusions")
    seen = []
    for _ in bench.view().opinion.missing:
        press(Qt.Key.Key_F8)
        seen.append(bench.wizard.pages.focused())
    missing = [one.path for one in bench.view().opinion.missing]
    assert seen == [*missing[1:], missing[0]]


def test_f8_goes_to_the_button_when_evidence_is_missing(bench: Bench) -> None:
    answer_all(bench.desk, bench.case, but="findings.work_basis.evidence")
    bench.read()
    bench.wizard.pages.go()
    press(Qt.Key.Key_F8)
    assert bench.wizard.side.evidence.attach.hasFocus()


def test_the_wizard_comes_before_the_window(window: QMainWindow, bench: Bench) -> None:
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+2"), window)
    shortcut.activated.connect(lambda: pressed.append("window"))
    bench.field("findings.subjective_motive.reason")
    press(Qt.Key.Key_2, CONTROL)
    assert bench.wizard.at == 2
    assert not pressed


def test_no_key_does_anything_while_an_input_method_composes(window: QMainWindow, bench: Bench) -> None:
    pressed: list[str] = []
    for keys in ("Ctrl+2", "Ctrl+L", "F5"):
        QShortcut(QKeySequence(keys), window).activated.connect(lambda keys=keys: pressed.append(keys))
    field = bench.field("findings.subjective_motive.reason")
    QApplication.sendEvent(field.control, QInputMethodEvent("gongxin", []))
    for key, modifier in ((Qt.Key.Key_2, CONTROL), (Qt.Key.Key_L, CONTROL), (Qt.Key.Key_F8, Qt.KeyboardModifier(0)),
                          (Qt.Key.Key_PageDown, CONTROL), (Qt.Key.Key_F5, Qt.KeyboardModifier(0))):
        press(key, modifier)
    assert (bench.wizard.at, pressed) == (3, [])
    assert focus() is field.control
    typed(field, "公心")
    assert field.text() == "公心"
    press(Qt.Key.Key_2, CONTROL)
    assert bench.wizard.at == 2


def test_a_composition_that_is_dropped_leaves_the_keys_alive(bench: Bench) -> None:
    field = bench.field(BASIS)
    QApplication.sendEvent(field.control, QInputMethodEvent("yiju", []))
    bench.wizard.list.setFocus()
    press(Qt.Key.Key_4, CONTROL)
    assert bench.wizard.at == 4


def test_committing_one_word_while_composing_the_next_keeps_only_the_first(bench: Bench) -> None:
    field = bench.field(BASIS)
    event = QInputMethodEvent("yiju", [])
    event.setCommitString("会议")
    QApplication.sendEvent(field.control, event)
    bench.wizard.hide()
    assert bench.saved(BASIS).startswith("会议")
    assert "yiju" not in bench.saved(BASIS)


def test_every_stop_of_the_tab_key_has_a_name(bench: Bench) -> None:
    for step in bench.wizard.steps:
        bench.wizard.go_step(step.key)
        for widget in bench.wizard.findChildren(QWidget):
            reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
            if reachable:
                spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert spoken, f"{step.key}: {type(widget).__name__}"


def test_tab_walks_down_a_step_and_leaves_the_box_of_words(bench: Bench) -> None:
    field = bench.field("findings.work_basis.finding")
    field.options.buttons["neutral"].click()
    field.options.buttons["neutral"].setFocus()
    press(Qt.Key.Key_Tab)
    assert isinstance(focus(), QPlainTextEdit)
    press(Qt.Key.Key_Tab)
    assert not isinstance(focus(), QPlainTextEdit)


def test_arrow_keys_choose_among_the_values(bench: Bench) -> None:
    field = bench.field("findings.work_basis.finding")
    field.options.buttons["favourable"].setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    assert bench.saved("findings.work_basis.finding") == "neutral"


def test_walking_through_all_steps_opens_no_window(bench: Bench) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    for step in bench.wizard.steps:
        bench.wizard.go_step(step.key)
        assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before
    assert bench.wizard.isActiveWindow()


@pytest.mark.parametrize("width", [1366 - 168 - 32, 1093 - 168 - 32], ids=["100 %", "125 %"])
def test_no_step_is_wider_than_the_page(bench: Bench, width: int) -> None:
    bench.wizard.resize(width, 400)
    for step in bench.wizard.steps:
        bench.wizard.go_step(step.key)
        assert bench.wizard.minimumSizeHint().width() <= width
        area = bench.wizard.pages.currentWidget()
        assert area.widget().minimumSizeHint().width() <= area.viewport().width(), step.key
