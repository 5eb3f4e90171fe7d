"""The skeleton of a record page: one next step, reasons why not, jumps, answers that come too late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.gui.chips import PathBar, tone_of
from lucheng_desktop.gui.fields import LineField, TextField
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.record_page import Head, RecordPage, with_form
from lucheng_desktop.gui.sheet import sheet_for
from lucheng_desktop.gui.table import Column, by
from lucheng_desktop.procedures.progress import Choice, Progress
from lucheng_desktop.procedures.waiting import WATCHED
from lucheng_desktop.refusal import Refused
from tests.gui.looking import cut_off, tabbed

WHY = "起草人和批准人不能是同一人，请由另一名有批准职责的人员办理。"
PATH = (("received", "已收到"), ("registered", "已登记"), ("found", "已核查"), ("closed", "已办结"))
DRAFT = Choice("draft_finding", "记录核查结论", ("handling_dept",), True, "")
APPROVE = Choice("approve_finding", "批准结论", ("principal",), False, WHY)
PROGRESS = Progress("registered", "已登记", PATH, (APPROVE, DRAFT), (), ())


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str


ROWS = tuple(Row(f"{at:032x}", name) for at, name in enumerate(("陈堃喆", "买买提·阿不都热合曼·艾合买提江", "𠮷田野")))


class Page(RecordPage):
    """A page of names; what it reads and how it stands can be set by a test."""

    def __init__(self, lane: Lane) -> None:
        super().__init__(lane, "信访举报件", (Column("姓名", by("name"), 120, stretch=True),), empty="还没有记录。")
        self.rows: tuple[Row, ...] = ROWS
        self.progress = PROGRESS
        self.missing: tuple[tuple[str, str], ...] = (("reason", "还没有写理由"),)
        self.ahead: tuple[Choice, ...] = ()
        self.done: list[str] = []
        self.reason = TextField("reason", "理由", required=True)
        tab = QWidget()
        QVBoxLayout(tab).addWidget(self.reason)
        self.add_tab(QWidget(), "概况")
        self.add_tab(tab, "问题")

    def rows_from(self) -> tuple[Any, Any]:
        return lambda desk, order: self.rows, None

    def view_from(self, record: str) -> tuple[Any, Any]:
        return lambda desk, order: next(row for row in self.rows if row.id == order), record

    def show_view(self, view: Row) -> Head:
        return Head(view.name, "鹿信〔2026〕1号", self.progress, self.missing, self.ahead)

    def steps(self) -> Mapping[str, Callable[[], None]]:
        return {"draft_finding": self._draft}

    def _draft(self) -> None:
        line = LineField("place", "地点", required=True)
        self.open_sheet(
            sheet_for("记录核查结论", (line,), lambda values: self.done.append(values["place"]), self.close_sheet)
        )


@pytest.fixture
def page(qtbot: QtBot, lane: Lane) -> Page:
    made = Page(lane)
    qtbot.addWidget(made)
    made.resize(1198, 700)
    made.show()
    made.wake()
    made.open(ROWS[0].id)
    settle()
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def test_the_first_open_step_is_the_one_primary_button(page: Page) -> None:
    assert page.ui.next.text() == "记录核查结论"
    assert page.ui.next.isEnabled()
    assert [action.text() for action in page.actions_now()] == ["批准结论", "记录核查结论"]


def test_a_shut_step_says_why_on_hover_and_in_the_list(page: Page) -> None:
    shut = page.actions_now()[0]
    assert not shut.isEnabled()
    assert shut.toolTip() == WHY
    texts = [page.ui.missing.list.item(at).text() for at in range(page.ui.missing.list.count())]
    assert texts == ["还没有写理由", f"批准结论：{WHY}"]


def test_when_every_step_is_shut_the_button_says_why(page: Page) -> None:
    page.progress = replace(PROGRESS, choices=(APPROVE,))
    page.refresh()
    assert not page.ui.next.isEnabled()
    assert page.ui.next.toolTip() == WHY
    assert not page.ui.other.isVisible()


def test_a_record_in_conflict_says_so_in_the_place_of_its_state(page: Page) -> None:
    assert "已登记" in page.ui.chip.text()
    page.progress = replace(PROGRESS, conflicts=("finding",))
    page.refresh()
    assert page.ui.chip.text() == "■ 冲突"


def test_when_nothing_can_follow_there_is_no_button(page: Page) -> None:
    page.progress = replace(PROGRESS, choices=())
    page.refresh()
    assert not page.ui.next.isVisible()


def test_steps_without_a_form_are_told_with_whose_work_they_are_and_offer_no_button(page: Page) -> None:
    shut = Choice("accept_petition", "受理", ("principal",), False, "“受理”由主要负责人办理，您没有这项职责。")
    mine = Choice("screen_petition", "甄别", ("petition_office",), True, "")
    aside = Choice("withdraw_petition", "撤回", ("petition_office",), True, "", back=True)
    page.progress, page.ahead = with_form(replace(PROGRESS, choices=(mine, shut, aside)), page.steps())
    page.missing = ()
    page.refresh()
    lines = page.ui.missing.list
    assert page.ui.missing.isVisible() and page.ui.missing.heading.text() == "接下来"
    texts = [lines.item(at).text() for at in range(lines.count())]
    assert texts == ["“甄别”由您办理。窗口里还没有这一步的页面，请在控制台办理。", shut.why]
    assert not page.ui.next.isVisible() and not page.actions_now()


def test_a_step_opens_its_fields_and_its_button_rests(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.ui.next, Qt.Key.Key_Space)
    settle()
    field = page.findChild(LineField)
    assert field.control.hasFocus()
    assert not page.ui.next.isEnabled()
    sheet = field.parentWidget()
    qtbot.keyClick(sheet.go, Qt.Key.Key_Space)
    assert field.error.isVisible()
    assert page.done == []
    qtbot.keyClicks(field.control, "street 8")
    qtbot.keyClick(sheet.go, Qt.Key.Key_Space)
    assert page.done == ["street 8"]
    qtbot.keyClick(sheet.leave, Qt.Key.Key_Space)
    assert page.ui.next.isEnabled()


def test_another_record_closes_the_fields(page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(page.ui.next, Qt.Key.Key_Space)
    settle()
    page.ui.table.choose(ROWS[1].id)
    settle()
    assert not page.ui.sheet_place.isVisible()
    assert page.ui.next.isEnabled()


def test_an_answer_that_comes_too_late_shows_nothing(page: Page) -> None:
    page._show(ROWS[2], ROWS[2].id)
    assert page.ui.name.text() == "陈堃喆"


def test_a_refusal_goes_to_the_top_and_to_its_field(page: Page) -> None:
    refused = Refused("E-INPUT/blank", path="$.reason")
    page.refuse(refused)
    assert page.ui.message.isVisible()
    assert page.ui.message.ui.code.text() == "E-INPUT"
    assert page.ui.tabs.currentIndex() == 1
    assert page.reason.error.text() == refused.message
    assert page.reason.control.hasFocus()


def test_the_missing_list_jumps_by_click_and_by_enter(page: Page, qtbot: QtBot) -> None:
    page.ui.missing.list.setCurrentRow(0)
    page.ui.missing.list.setFocus()
    qtbot.keyClick(page.ui.missing.list, Qt.Key.Key_Return)
    settle()
    assert page.ui.tabs.currentIndex() == 1
    assert page.reason.control.hasFocus()
    page.ui.missing.list.itemClicked.emit(page.ui.missing.list.item(1))
    assert page.reason.control.hasFocus()


def test_counts_say_what_is_shown_and_chosen(page: Page) -> None:
    assert page.ui.count.text() == "共 3 条，选中 1 条"
    page.search("陈")
    assert page.ui.count.text() == "显示 1 条，共 3 条，选中 1 条"
    page.search("没有这样的人")
    assert page.ui.list_empty.text() == "没有符合条件的记录，请改搜索词或清除筛选。"
    assert not page.ui.table.isVisible()


def test_an_empty_list_says_what_to_do(page: Page) -> None:
    page.rows = ()
    page.record = ""
    page.refresh()
    assert page.ui.list_empty.text() == "还没有记录。"


@pytest.mark.parametrize(("width", "height"), [(1198, 700), (925, 512)])
@pytest.mark.parametrize("sheet", [False, True])
def test_nothing_is_cut_off_with_sheet_and_message(page: Page, width: int, height: int, sheet: bool) -> None:
    page.resize(width, height)
    page.refuse(Refused("E-INPUT/blank", path="$.nowhere"))
    if sheet:
        page.take("draft_finding")
    settle()
    assert (page.width(), page.height()) == (width, height)
    assert not cut_off(page)


def test_tab_goes_from_list_to_steps_to_tabs_to_what_is_missing(page: Page) -> None:
    widget, order = page.ui.table, []
    while widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    stops = [one for one in order if one in tabbed(page)]
    wanted = [page.ui.table, page.ui.other, page.ui.next, page.ui.tabs.tabBar(), page.ui.missing.list]
    assert [one for one in stops if one in wanted] == wanted


def test_the_path_says_where_the_record_stands(page: Page, qtbot: QtBot) -> None:
    assert page.ui.path.accessibleName() == "办理进度：已登记，第 2 步，共 4 步"
    bar = PathBar()
    qtbot.addWidget(bar)
    bar.resize(200, 28)
    bar.show_path(PATH, "closed")
    bar.show()
    assert not bar.grab().isNull()
    bar.show_path((), "")
    assert not bar.isVisible()


def test_states_have_tones_and_unknown_ones_are_open() -> None:
    assert tone_of("registered") == "done"
    assert tone_of("void") == "stop"
    assert tone_of("something_new") == "open"
    assert tone_of("") == "plain"


def test_no_end_of_a_case_looks_as_if_work_were_under_way() -> None:
    ends = [(kind, state.code) for kind in WATCHED for state in load().procedure(kind).states if state.end]
    assert [one for one in ends if tone_of(one[1]) == "open"] == []
