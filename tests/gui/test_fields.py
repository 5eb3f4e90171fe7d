"""Fields: words are kept as they are typed, never while an input method composes; errors stand below after leaving."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui import fields
from lucheng_desktop.gui.fields import ChoiceField, DateField, Field, LineField, TextField, read_date

LONG = "反映陈堃喆未经集体研究擅自决定旧厂房改造项目。" * 200


def compose(field: Field, preedit: str, commit: str = "") -> None:
    """What an input method sends: the letters being composed, then the words it commits."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(field.control, event)


def leave(field: Field, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    QCoreApplication.sendEvent(field.control, QFocusEvent(QFocusEvent.Type.FocusOut, reason))


@pytest.fixture(params=[LineField, TextField])
def words(request: pytest.FixtureRequest, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Field:
    monkeypatch.setattr(fields, "TYPING_PAUSE_MS", 20)
    monkeypatch.setattr(fields, "LONGEST_UNSAVED_MS", 60)
    field: Field = request.param("reason", "理由", required=True)
    qtbot.addWidget(field)
    field.show()
    return field


def test_typed_words_are_offered_once_they_rest(qtbot: QtBot, words: Field) -> None:
    with qtbot.waitSignal(words.typed) as offered:
        compose(words, "", "依据会议纪要")
        assert words.waiting()
    assert offered.args == ["reason", "依据会议纪要"]


def test_letters_that_are_being_composed_are_no_words_yet(words: Field) -> None:
    words.typed.connect(lambda *_: pytest.fail("nothing was committed"))
    for letters in ("h", "hui", "hui'yi", "hui'yi'ji'yao"):
        compose(words, letters)
        assert not words.waiting()
        assert words.text() == ""


def test_words_committed_before_are_offered_without_the_letters_that_follow(qtbot: QtBot, words: Field) -> None:
    with qtbot.waitSignal(words.typed) as offered:
        compose(words, "", "依据")
        compose(words, "hui'yi")
        assert words.text() == "依据"
    assert offered.args == ["reason", "依据"]
    with qtbot.waitSignal(words.typed) as offered:
        compose(words, "", "会议纪要")
    assert offered.args == ["reason", "依据会议纪要"]


def test_a_composition_that_is_given_up_changes_nothing(words: Field) -> None:
    compose(words, "hui'yi")
    compose(words, "")
    assert not words.waiting()
    assert words.text() == ""


def test_leaving_settles_at_once_and_only_what_changed(qtbot: QtBot, words: Field) -> None:
    settled: list[object] = []
    words.settled.connect(lambda path, value: settled.append((path, value)))
    leave(words)
    assert settled == []
    compose(words, "", " 依据会议纪要 ")
    leave(words)
    assert settled == [("reason", "依据会议纪要")]
    assert not words.waiting()
    leave(words)
    assert len(settled) == 1


def test_a_menu_over_the_field_is_not_leaving_it(words: Field) -> None:
    settled: list[object] = []
    words.settled.connect(lambda path, value: settled.append(value))
    compose(words, "", "依据")
    leave(words, Qt.FocusReason.PopupFocusReason)
    assert settled == []


def test_the_error_stands_below_only_after_leaving(words: Field) -> None:
    assert words.error.isHidden()
    leave(words)
    assert words.error.text() == "请填写理由。"
    assert not words.error.isHidden()
    assert words.control.accessibleDescription() == "请填写理由。"
    compose(words, "", "有")
    leave(words)
    assert words.error.isHidden()


def test_blanks_alone_are_nothing(words: Field) -> None:
    compose(words, "", " \u3000 ")
    leave(words)
    assert words.empty()
    assert not words.error.isHidden()


def test_showing_a_value_reports_nothing(words: Field) -> None:
    words.typed.connect(lambda *_: pytest.fail("nobody typed"))
    words.settled.connect(lambda *_: pytest.fail("nobody typed"))
    words.set_value("原来的理由")
    assert not words.waiting()
    leave(words)
    assert words.text() == "原来的理由"


def test_long_text_survives_whole(qtbot: QtBot) -> None:
    field = TextField("text", "内容")
    qtbot.addWidget(field)
    field.set_value(LONG)
    assert field.value() == LONG


def test_tab_leaves_a_box_of_text(qtbot: QtBot) -> None:
    field = TextField("text", "内容")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClick(field.control, Qt.Key.Key_Tab)
    assert field.text() == ""


def test_a_required_field_says_so_to_eyes_and_ears(words: Field) -> None:
    assert words.label.text() == "理由 *"
    assert words.control.accessibleName() == "理由（必填）"
    assert words.label.buddy() is words.control


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("26-3-5", None),
        ("2026-3", None),
        ("2026-03-05-01", None),
        ("２０２６-03-05", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_dates_are_read_as_officers_write_them(typed: str, found: date | None) -> None:
    assert read_date(typed) == found


@given(st.text(alphabet="0123456789-/. ²", max_size=12))
def test_reading_a_date_never_breaks(typed: str) -> None:
    found = read_date(typed)
    assert found is None or read_date(found.isoformat()) == found


def test_an_untouched_date_is_empty_and_a_wrong_one_is_said(qtbot: QtBot) -> None:
    field = DateField("on", "日期")
    qtbot.addWidget(field)
    assert field.value() is None
    assert field.check() == ""
    compose(field, "", "2026-13-01")
    leave(field)
    assert "看不出" in field.error.text()
    assert field.text() == "2026-13-01"


def test_a_date_settles_in_one_shape(qtbot: QtBot) -> None:
    field = DateField("on", "日期")
    qtbot.addWidget(field)
    compose(field, "", "2026.3.5")
    with qtbot.waitSignal(field.settled) as settled:
        leave(field)
    assert settled.args == ["on", date(2026, 3, 5)]
    assert field.text() == "2026-03-05"


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceField:
    field = ChoiceField("finding", "核查结论", [("false", "失实"), ("open", "未查实但不能排除")], required=True)
    qtbot.addWidget(field)
    field.show()
    return field


def test_nothing_is_chosen_until_somebody_chooses(choice: ChoiceField) -> None:
    assert choice.value() == ""
    leave(choice)
    assert not choice.error.isHidden()


def test_choosing_by_keys_settles(qtbot: QtBot, choice: ChoiceField) -> None:
    with qtbot.waitSignal(choice.settled) as settled:
        qtbot.keyClick(choice.box, Qt.Key.Key_Down)
    assert settled.args == ["finding", "false"]


def test_the_wheel_changes_no_answer(choice: ChoiceField) -> None:
    choice.set_value("false")
    still = QPointF(5, 5)
    none, down = QPoint(), QPoint(0, -120)
    plain, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(still, still, none, down, Qt.MouseButton.NoButton, plain, phase, False)
    QApplication.sendEvent(choice.box, wheel)
    assert choice.value() == "false"


def test_offering_other_words_keeps_the_choice_if_it_is_still_there(choice: ChoiceField) -> None:
    choice.set_value("open")
    choice.offer([("open", "未查实"), ("true", "属实")])
    assert choice.value() == "open"
    choice.offer([("true", "属实")])
    assert choice.value() == ""
