"""核查: drafted by one officer, approved by another; what is not excluded is not cleared."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui.fields import TextField
from lucheng_desktop.gui.findings_page import FindingsPage
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.procedures import findings
from lucheng_desktop.procedures.drafts import DraftsOf, drafts_of
from tests.gui.seat import Sit, asked, choose, clipped, nameless, next_step, rest, sit, told, write
from tests.office import TEXTS, At, at, founded, office, registered

__all__ = ["at", "founded", "office", "sit"]

REASON = "调取签约台账和监控，谈话两名拆迁户，核对购物卡流水；三方相互印证，所反映的收受财物不存在。" * 4
Open = Callable[..., FindingsPage]


@pytest.fixture
def opened(sit: Sit, at: At) -> Open:
    """`page = opened("principal", 0)`: the page of an officer with the first allegation of a petition."""
    with at("petition_office") as desk:
        allegations = registered(desk).allegations

    def open_(role: str, which: int, *, inline: bool = True) -> FindingsPage:
        page: FindingsPage = sit(role, FindingsPage, inline=inline)
        page.open(allegations[which])
        rest()
        return page

    return open_


def draft(page: FindingsPage, finding: str, reason: str = REASON) -> None:
    choose(page.form.finding, finding)
    write(page.form.reason, reason)
    next_step(page)


def state(page: FindingsPage) -> str:
    view = asked(page, findings.show_allegation, page.record)
    return str(view.progress.state)


def test_every_finding_says_what_it_means_and_a_false_accusation_is_not_offered(opened: Open) -> None:
    page = opened("handling_dept", 0)
    offered = page.form.finding.options.buttons
    assert len(offered) == 7 and "false_accusation" not in offered
    assert all(button.accessibleDescription() for button in offered.values())
    assert "不得据此澄清" in offered["not_excluded"].accessibleDescription()
    assert "诬告陷害" in page.form.ui.municipal.text() and "设区的市" in page.form.ui.municipal.text()
    assert page.form.finding.value() == ""


def test_a_finding_is_drafted_with_the_keys_and_read_afterwards(opened: Open) -> None:
    page = opened("handling_dept", 0)
    button = page.form.finding.options.buttons["substantiated"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    for _ in range(3):
        QTest.keyClick(button.window().focusWidget(), Qt.Key.Key_Down)
    assert page.form.finding.value() == "unsubstantiated"
    write(page.form.reason, REASON)
    next_step(page)
    assert state(page) == "finding_drafted"
    assert page.form.ui.drafted.isVisible() and not page.form.ui.draft.isVisible()
    shown = [label.text() for label in page.form.ui.drafted.findChildren(type(page.form.ui.municipal))]
    assert {"失实", "陈行远", REASON} <= set(shown)


def test_an_empty_finding_is_not_sent(opened: Open) -> None:
    page = opened("handling_dept", 0)
    next_step(page)
    assert page.form.finding.error.isVisible() and page.form.reason.error.isVisible()
    assert state(page) == "open"


def test_the_drafter_may_not_approve_and_is_told_why(opened: Open) -> None:
    page = opened("handling_dept", 0)
    draft(page, "unsubstantiated")
    assert page.ui.next.text() == "批准结论" and not page.ui.next.isEnabled()
    assert page.ui.next.toolTip() and page.ui.missing.isVisible()
    next_step(page)
    assert state(page) == "finding_drafted"


@pytest.mark.parametrize("role", ["case_trial", "petition_office"])
def test_others_get_no_form(opened: Open, role: str) -> None:
    page = opened(role, 0)
    assert not page.form.ui.draft.isVisible() and not page.ui.next.isEnabled()


def test_an_approved_false_report_is_a_candidate_and_the_next_step_leads_there(opened: Open) -> None:
    draft(opened("handling_dept", 0), "unsubstantiated")
    page = opened("principal", 0)
    next_step(page)
    assert state(page) == "finding_approved" and "候选" in told(page)
    assert page.ui.next.text() == "打开澄清事项" and not page.form.ui.try_clearance.isVisible()
    candidate = asked(page, findings.show_allegation, page.record).clearance
    next_step(page)
    assert candidate and page.went == [("clearance", candidate)]


@pytest.mark.parametrize(("finding", "rule"), [("not_excluded", "F05"), ("substantiated", "C01")])
def test_trying_to_clear_what_is_not_false_shows_the_rule(opened: Open, finding: str, rule: str) -> None:
    draft(opened("handling_dept", 1), finding)
    page = opened("principal", 1)
    next_step(page)
    assert page.form.ui.try_clearance.isVisible() and not page.ui.next.isVisible()
    QTest.keyClick(page.form.ui.try_clearance, Qt.Key.Key_Space)
    rest()
    assert "E-NOT-CLEARABLE" in told(page) and f"依据：{rule}" in told(page) and "下一步" in told(page)
    assert page.went == []


def test_a_returned_finding_comes_back_with_the_reason_and_its_words(opened: Open) -> None:
    draft(opened("handling_dept", 0), "substantiated")
    page = opened("deputy_in_charge", 0)
    page.take("return_finding")
    rest()
    (sheet,) = page.findChildren(StepSheet)
    sheet.go.click()
    rest()
    assert state(page) == "finding_drafted"
    (field,) = sheet.findChildren(TextField)
    write(field, "证据链有缺口：购物卡去向没有核对。")
    sheet.go.click()
    rest()
    assert state(page) == "open" and "退回" in told(page)
    page = opened("handling_dept", 0)
    assert "购物卡去向没有核对" in page.form.ui.returned.text() and page.form.ui.returned.isVisible()
    assert (page.form.finding.value(), page.form.reason.value()) == ("substantiated", REASON)
    choose(page.form.finding, "unsubstantiated")
    next_step(page)
    assert state(page) == "finding_drafted"


def test_words_outlive_a_crash_and_stay_with_their_allegation(opened: Open) -> None:
    page = opened("handling_dept", 0)
    choose(page.form.finding, "unverifiable")
    write(page.form.reason, REASON)
    first = page.record
    page = opened("handling_dept", 1)
    assert page.form.reason.value() == "" and page.form.finding.value() == ""
    page.open(first)
    rest()
    assert (page.form.finding.value(), page.form.reason.value()) == ("unverifiable", REASON)
    assert "恢复" in told(page)
    next_step(page)
    assert state(page) == "finding_drafted"
    assert asked(page, drafts_of, DraftsOf("finding", first)) == {}


def test_a_refused_finding_keeps_its_words(opened: Open, at: At) -> None:
    page = opened("handling_dept", 0)
    choose(page.form.finding, "unsubstantiated")
    write(page.form.reason, REASON)
    order = findings.DraftFinding(page.record, "substantiated", "另一窗口先提交")
    asked(page, findings.draft_finding, order)
    assert state(page) == "finding_drafted"
    assert page.form.ui.drafted.isVisible()


def test_the_list_shows_all_allegations_with_their_states(opened: Open) -> None:
    page = opened("handling_dept", 0)
    rows = page.ui.table.rows
    texts = [[rows.index(row, column).data() for column in range(rows.columnCount())] for row in range(rows.rowCount())]
    assert [line[1] for line in texts] == ["1", "2"]
    assert [line[-1] for line in texts] == [one.text for one in TEXTS]


def test_the_doings_are_listed_with_officer_and_time(opened: Open, at: At) -> None:
    draft(opened("handling_dept", 0), "unsubstantiated")
    page = opened("principal", 0)
    next_step(page)
    page.ui.tabs.setCurrentIndex(1)
    rest()
    shown = [label.text() for label in page.ui.tabs.currentWidget().findChildren(type(page.form.ui.municipal))]
    assert [text for text in shown if len(text) == 3] == ["林知微", "陈行远", "叶正平"]


def test_it_works_over_the_vaults_own_thread(opened: Open, qtbot: QtBot) -> None:
    page = opened("handling_dept", 0, inline=False)
    qtbot.waitUntil(page.form.ui.draft.isVisible)
    write(page.form.reason, REASON)
    choose(page.form.finding, "unsubstantiated")
    next_step(page)
    qtbot.waitUntil(page.form.ui.drafted.isVisible)
    assert "失实" in told(page)


@pytest.mark.parametrize("size", [(1198, 706), (925, 552)])
def test_it_fits_and_speaks(opened: Open, size: tuple[int, int]) -> None:
    page = opened("handling_dept", 0)
    page.window().resize(*size)
    rest()
    assert clipped(page) == [] and nameless(page) == []
    draft(page, "not_excluded", REASON)
    assert clipped(page) == [] and nameless(page) == []
    page = opened("principal", 0)
    page.window().resize(*size)
    next_step(page)
    page.form.ui.try_clearance.click()
    rest()
    assert told(page) and clipped(page) == [] and nameless(page) == []
    assert page.window().width() == size[0]
