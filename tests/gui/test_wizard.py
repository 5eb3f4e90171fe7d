"""Answers are saved as they are given, words survive, and nothing read late overwrites what is being typed."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from lucheng_desktop.cases.rulebook import folder, load
from lucheng_desktop.gui.options import OptionField
from lucheng_desktop.gui.wizard_fields import Several, YesNo
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.tolerance import RecordAnswer, record_answer
from lucheng_desktop.vault import keychain
from tests.gui.wizard_bench import Bench, typed
from tests.gui.wizard_office import REASON, Office, answer_all, found

BASIS = "findings.work_basis.reason"
LONG_NAME = "行为发生时有效的会议纪要（含文号、生效日期）——欧阳慕容同志签字版_终稿（二）.pdf"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return found(tmp_path_factory.mktemp("made"))


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Office:
    return template.copied(tmp_path)


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    opened = office.desk()
    yield opened
    opened.vault.close()


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk, office: Office) -> Iterator[Bench]:
    made = Bench(qtbot, desk, office.case)
    yield made
    made.vault.held = False
    made.vault.release()


def again(qtbot: QtBot, bench: Bench) -> Bench:
    """The program after it was killed: the old widgets save nothing more, others come up on the same vault."""
    bench.wizard.pages.blockSignals(True)
    return Bench(qtbot, bench.desk, bench.case)


# Choices.


def test_a_choice_is_in_the_ledger_at_once(bench: Bench) -> None:
    field = bench.field("findings.work_basis.finding")
    assert isinstance(field, OptionField)
    field.options.buttons["neutral"].click()
    assert bench.saved("findings.work_basis.finding") == "neutral"


def test_a_gate_has_no_answer_until_it_is_given(bench: Bench) -> None:
    field = bench.field("gates.legality")
    assert isinstance(field, YesNo)
    assert field.value() is None
    field.dots[False].click()
    assert bench.saved("gates.legality") is False
    field.dots[True].click()
    assert bench.saved("gates.legality") is True


def test_none_of_the_red_lines_is_an_answer_of_its_own(bench: Bench) -> None:
    field = bench.field("exclusions")
    assert isinstance(field, Several)
    assert field.none
    assert field.value() is None
    field.none.click()
    assert bench.saved("exclusions") == []
    field.ticks["NX02"].click()
    assert bench.saved("exclusions") == ["NX02"]
    assert not field.none.isChecked()
    field.none.click()
    assert bench.saved("exclusions") == []
    assert not field.ticks["NX02"].isChecked()


def test_taking_the_last_tick_back_is_no_answer_not_none(bench: Bench) -> None:
    field = bench.field("exclusions")
    field.ticks["NX02"].click()
    field.ticks["NX02"].click()
    assert bench.saved("exclusions") is None
    assert any(one.path == "exclusions" for one in bench.view().opinion.missing)


def test_a_click_on_the_guidance_chooses_too(bench: Bench) -> None:
    field = bench.field("exclusions")
    row = field.ticks["NX03"].parentWidget()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().center())
    assert bench.saved("exclusions") == ["NX03"]


def test_a_red_line_is_said_as_mark_and_word(bench: Bench) -> None:
    bench.field("exclusions").ticks["NX02"].click()
    first = bench.wizard.list.item(0)
    assert "红线" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "不予容错" in bench.wizard.ceiling.chip.text()


# Words.


def test_words_are_a_draft_while_typed_and_an_answer_when_left(qtbot: QtBot, bench: Bench) -> None:
    field = bench.field(BASIS)
    with qtbot.waitSignal(bench.lane.saved, timeout=3000):
        QTest.keyClicks(field.control, "A1")
    assert bench.view().drafts[BASIS] == "A1"
    assert bench.saved(BASIS) is None
    field.control.setPlainText(REASON)
    bench.wizard.turn(1)
    assert bench.saved(BASIS) == REASON
    assert BASIS not in bench.view().drafts


def test_typing_without_a_pause_is_kept_all_the_same(qtbot: QtBot, bench: Bench) -> None:
    field = bench.field(BASIS)
    seen: list[str] = []
    bench.lane.saved.connect(lambda _: seen.append(field.text()))

    def type_on() -> bool:
        QTest.keyClicks(field.control, "x")
        return bool(seen)

    qtbot.waitUntil(type_on, timeout=5000)
    assert bench.view().drafts[BASIS]


def test_half_composed_words_are_not_kept(qtbot: QtBot, bench: Bench) -> None:
    field = bench.field(BASIS)
    QApplication.sendEvent(field.control, QInputMethodEvent("nihao", []))
    assert not field.waiting()
    assert field.text() == ""
    with qtbot.waitSignal(bench.lane.saved, timeout=3000):
        typed(field, "有会议纪要")
    assert bench.view().drafts[BASIS] == "有会议纪要"


def test_words_taken_back_leave_no_draft_behind(qtbot: QtBot, bench: Bench) -> None:
    field = bench.field(BASIS)
    with qtbot.waitSignal(bench.lane.saved, timeout=3000):
        typed(field, "写错了")
    field.control.clear()
    field.control.clearFocus()
    bench.wizard.settle()
    assert not bench.view().drafts.get(BASIS)
    assert again(qtbot, bench).field(BASIS).text() == ""


COUNTS = [("", "0 / 30"), ("一 二\n三\u3000四", "4 / 30"), (REASON, str(len(REASON)))]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_the_count_leaves_blanks_out(bench: Bench, text: str, count: str) -> None:
    field = bench.field(BASIS)
    field.control.setPlainText(text)
    assert field.count.text().startswith(count)


def test_a_short_reason_says_so_below_after_it_was_left(bench: Bench) -> None:
    field = bench.field(BASIS)
    typed(field, "太短")
    assert not field.error.text()
    field.settle()
    assert "还差 28 字" in field.error.text()
    assert bench.saved(BASIS) == "太短", "what was typed is saved all the same"


def test_long_and_nasty_words_come_back_as_they_were(qtbot: QtBot, bench: Bench) -> None:
    nasty = "第一段：{braces} %s <b>不是标签</b> “引号”\n\n第二段\t制表　全角空格 𠮷㐂 é 👍🏽 " + "长" * 5000
    field = bench.field(BASIS)
    field.control.setPlainText(nasty)
    bench.wizard.settle()
    assert bench.saved(BASIS) == nasty
    assert again(qtbot, bench).field(BASIS).text() == nasty


def test_a_date_that_cannot_be_read_is_a_draft_and_no_answer(qtbot: QtBot, bench: Bench) -> None:
    record_answer(bench.desk, RecordAnswer(bench.case, "prefiled_on", "2020-01-05"))
    bench.read()
    field = bench.field("prefiled_on")
    field.control.setText("二〇二〇年春")
    field.settle()
    assert field.error.text()
    assert bench.saved("prefiled_on") == "2020-01-05"
    assert again(qtbot, bench).field("prefiled_on").text() == "二〇二〇年春"


def test_a_date_is_saved_in_one_form(bench: Bench) -> None:
    field = bench.field("prohibition_issued_on")
    field.control.setText("2021.3.5")
    field.settle()
    assert bench.saved("prohibition_issued_on") == "2021-03-05"
    field.control.clear()
    field.settle()
    assert bench.saved("prohibition_issued_on") is None


# Coming back.


def test_after_a_kill_the_same_step_opens_with_all_words(qtbot: QtBot, bench: Bench) -> None:
    bench.field("findings.nature_of_problem.finding").options.buttons["favourable"].click()
    field = bench.field(BASIS)
    with qtbot.waitSignal(bench.lane.saved, timeout=3000):
        typed(field, "写到一半")
    after = again(qtbot, bench)
    assert after.wizard.steps[after.wizard.at].key == "work_basis"
    assert after.wizard.pages.currentWidget().fields[BASIS].text() == "写到一半"
    assert after.field("findings.nature_of_problem.finding").value() == "favourable"
    assert [text for text in after.told if "已恢复草稿" in text]


def test_restored_words_are_settled_when_the_officer_goes_on(qtbot: QtBot, bench: Bench) -> None:
    field = bench.field(BASIS)
    with qtbot.waitSignal(bench.lane.saved, timeout=3000):
        typed(field, REASON)
    after = again(qtbot, bench)
    after.wizard.go_step("summary")
    assert after.saved(BASIS) == REASON


def test_nothing_is_said_when_nothing_was_restored(qtbot: QtBot, bench: Bench) -> None:
    bench.wizard.go_step("decision_process")
    after = again(qtbot, bench)
    assert after.wizard.steps[after.wizard.at].key == "decision_process"
    assert not after.told


def test_hiding_the_wizard_settles_every_word(bench: Bench) -> None:
    typed(bench.field(BASIS), REASON)
    bench.wizard.hide()
    assert bench.saved(BASIS) == REASON


def test_going_to_another_case_settles_the_words_of_this_one(qtbot: QtBot, bench: Bench) -> None:
    typed(bench.field(BASIS), REASON)
    bench.read(replace(bench.view(), id="0" * 32, fields={"act_date": "2020-03-02"}, drafts={}, evidence=()))
    assert bench.saved(BASIS) == REASON
    assert bench.wizard.case == "0" * 32


def test_typing_goes_on_where_the_restored_words_end(qtbot: QtBot, bench: Bench) -> None:
    record_answer(bench.desk, RecordAnswer(bench.case, BASIS, "前半句，"))
    field = again(qtbot, bench).field(BASIS)
    typed(field, "后半句")
    assert field.text() == "前半句，后半句"


# Late answers.


def test_a_late_reading_never_overwrites_words_being_typed(bench: Bench) -> None:
    record_answer(bench.desk, RecordAnswer(bench.case, BASIS, "旧的理由"))
    bench.read()
    old = bench.view()
    field = bench.field(BASIS)
    field.control.setPlainText("正在写的新理由")
    bench.read(old)
    assert field.text() == "正在写的新理由"


def test_a_late_reading_never_takes_an_answer_back_that_is_on_its_way(bench: Bench) -> None:
    old = bench.view()
    field = bench.field("findings.work_basis.finding")
    bench.vault.held = True
    field.options.buttons["unfavourable"].click()
    bench.read(old)
    assert field.value() == "unfavourable"
    bench.vault.release()
    assert bench.saved("findings.work_basis.finding") == "unfavourable"


def test_an_answer_for_a_case_no_longer_shown_changes_nothing_here(bench: Bench) -> None:
    field = bench.field("exclusions")
    bench.vault.held = True
    field.ticks["NX02"].click()
    other = replace(bench.view(), id="0" * 32, fields={"act_date": "2020-03-02"}, drafts={}, evidence=())
    bench.read(other)
    bench.wizard.ceiling.chip.setText("原样")
    bench.vault.release()
    assert bench.wizard.ceiling.chip.text() == "原样"
    assert bench.saved("exclusions") == ["NX02"], "but it was saved"


def test_what_another_officer_saved_is_shown(bench: Bench) -> None:
    field = bench.field("findings.work_basis.finding")
    reason = bench.wizard.pages.currentWidget().fields[BASIS]
    record_answer(bench.desk, RecordAnswer(bench.case, "findings.work_basis.finding", "neutral"))
    record_answer(bench.desk, RecordAnswer(bench.case, BASIS, REASON))
    bench.read()
    assert (field.value(), reason.text()) == ("neutral", REASON)


def test_refused_words_stay_as_a_draft(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from lucheng_desktop.gui import wizard_keeper
    from lucheng_desktop.refusal import Refused

    def refuse(desk: Desk, order: RecordAnswer) -> None:
        raise Refused("E-LOCKED/assessed")

    monkeypatch.setattr(wizard_keeper, "record_answer", refuse)
    typed(bench.field(BASIS), REASON)
    bench.wizard.settle()
    assert [one.code for one in bench.refused] == ["E-LOCKED"]
    assert bench.view().drafts[BASIS] == REASON


# What is shown.


def test_evidence_is_stored_encrypted_and_named(qtbot: QtBot, bench: Bench, office: Office, tmp_path: Path) -> None:
    marker = "会议原始记录-不得出现在磁盘上"
    file = tmp_path / LONG_NAME
    file.write_text(marker, "utf-8")
    bench.wizard.go_step("work_basis")
    bench.wizard.attach(file)
    bench.read()
    assert LONG_NAME in bench.wizard.side.evidence.list.item(0).text()
    assert len(bench.saved("findings.work_basis.evidence")) == 1
    for stored in office.vault.rglob("*"):
        assert stored.is_dir() or marker.encode() not in stored.read_bytes()


def test_the_wizard_has_no_score(bench: Bench) -> None:
    answer_all(bench.desk, bench.case)
    bench.read()
    bench.wizard.go_step("summary")
    words = " ".join(label.text() for label in bench.wizard.findChildren(QLabel))
    assert not any(part in words for part in ("得分", "分数", "总分", "%"))
    assert bench.wizard.ceiling.chip.text().endswith(bench.desk.rules.term("ceilings", bench.view().opinion.ceiling))


def test_nothing_favourable_is_claimed_while_something_is_missing(bench: Bench) -> None:
    assert "尚未确定" in bench.wizard.ceiling.chip.text()
    assert bench.wizard.ceiling.chip.property("chip") == "plain"


def test_a_locked_case_can_be_read_and_not_answered(bench: Bench) -> None:
    record_answer(bench.desk, RecordAnswer(bench.case, BASIS, REASON))
    bench.read(locked=True)
    for step in bench.wizard.steps:
        bench.wizard.go_step(step.key)
        page = bench.wizard.pages.currentWidget()
        assert not any(button.isEnabled() for kind in (QRadioButton, QCheckBox) for button in page.findChildren(kind))
        assert all(box.isReadOnly() for box in page.findChildren(QPlainTextEdit))
    assert bench.field(BASIS).text() == REASON
    assert not bench.wizard.side.evidence.attach.isEnabled()


def test_another_pack_is_another_page(bench: Bench, tmp_path: Path) -> None:
    bench.wizard.go_step("work_basis")
    copy = Path(shutil.copytree(folder("lucheng-2019"), tmp_path / "lucheng-2019"))
    text = (copy / "criteria.toml").read_text("utf-8")
    (copy / "criteria.toml").write_text(text.replace("当时有无上级明令禁止", "当时到底有没有上级明令禁止"), "utf-8")
    bench.wizard.show_case(bench.view(), load(str(copy)), locked=False)
    assert bench.field("findings.work_basis.finding").label.text().startswith("当时到底有没有")


def test_the_step_list_counts_what_is_missing(bench: Bench) -> None:
    answer_all(bench.desk, bench.case, but="findings.work_basis.reason")
    bench.read()
    spoken = [bench.wizard.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(11)]
    assert "缺 1" in spoken[2]
    assert all("已填" in words for at, words in enumerate(spoken[:10]) if at != 2)
