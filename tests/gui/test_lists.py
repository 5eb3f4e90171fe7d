"""The lists of all pages: the number tells rows apart and is never cut, conflict and voiding are said."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.gui import tasks_page
from lucheng_desktop.gui.cells import TONE
from lucheng_desktop.gui.clearance_page import ClearancePage
from lucheng_desktop.gui.facts import fill_done, padded
from lucheng_desktop.gui.findings_page import FindingsPage
from lucheng_desktop.gui.handover_page import HandoverPage
from lucheng_desktop.gui.history_page import HistoryPage
from lucheng_desktop.gui.issuing_page import IssuingPage
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.page import Page, say
from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.gui.table import RecordTable
from lucheng_desktop.gui.tasks_page import TasksPage
from lucheng_desktop.gui.tolerance_page import TolerancePage
from lucheng_desktop.ledger.clock import Clock, moment
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.procedures.progress import Done
from lucheng_desktop.procedures.waiting import Task
from tests.gui.looking import cut_off
from tests.gui.seat import PLACE, clipped, rest

LONGEST = "鹿信〔2026〕1234号"
LISTS = {
    "petition": PetitionsPage,
    "allegation": FindingsPage,
    "clearance": ClearancePage,
    "tolerance": TolerancePage,
    "document": IssuingPage,
}
CASES = {"handover": HandoverPage, "history": HistoryPage}
ROW = SimpleNamespace(
    id="0" * 32, kind="petition", number=LONGEST, position=12, accused="买买提·阿不都热合曼", subject="陈堃喆",
    state="registered", word="已登记", conflict=False, voided=False, finding="not_excluded", consent="agree",
    text="反映其在旧村改造签约过程中收受拆迁户香烟两条。", allegation="反映其擅自扩大安置面积。", petition=LONGEST,
    received_on="2026-03-02", channel="letter", title="关于为陈堃喆同志澄清正名的通报", issued_on="2026-03-02",
    matter="在旧村改造中先行先试。", act_date="2024-05-06",
)  # fmt: skip


Show = Callable[..., RecordTable]


@pytest.fixture
def shown(qtbot: QtBot, lane: Lane) -> Iterator[Show]:
    """`shown(kind)`: the list of a page at the design size, with one row."""
    kept = []

    def show(kind: type[Page], **changes: object) -> RecordTable:
        page = kind(lane)
        kept.append(page)
        qtbot.addWidget(page)
        page.resize(*PLACE)
        page.show()
        table: RecordTable = page.ui.table if kind in LISTS.values() else page.ui.cases
        table.show_rows([SimpleNamespace(**vars(ROW) | changes)])
        QApplication.processEvents()
        return table

    yield show
    kept.clear()


def titled(table: RecordTable, titles: set[str]) -> int:
    columns = table.rows.columns
    return next(at for at in range(len(columns)) if columns[at].title in titles and not table.isColumnHidden(at))


def room(table: RecordTable, column: int) -> int:
    return table.columnWidth(column) - 18 - (14 if table.rows.columns[column].tone else 0)


@pytest.mark.parametrize("kind", [*LISTS.values(), *CASES.values()])
def test_the_whole_number_is_seen(shown: Show, kind: type[Page]) -> None:
    table = shown(kind)
    column = titled(table, {"编号", "件号", "文号"})
    assert table.rows.index(0, column).data() == LONGEST
    assert table.fontMetrics().horizontalAdvance(LONGEST) <= room(table, column)
    table.show_rows([SimpleNamespace(**vars(ROW) | {"id": f"{at:032x}"}) for at in range(60)])
    rest()
    assert table.verticalScrollBar().isVisible()
    assert table.fontMetrics().horizontalAdvance(LONGEST) <= room(table, column), "a scroll bar takes its room too"


@pytest.mark.parametrize("code", LISTS)
def test_every_state_is_seen_whole(shown: Show, code: str) -> None:
    table = shown(LISTS[code])
    column = titled(table, {"状态"})
    words = [state.name for state in load().procedure(code).states]
    assert max(table.fontMetrics().horizontalAdvance(word) for word in words) <= room(table, column)


@pytest.mark.parametrize("kind", [*LISTS.values(), *CASES.values()])
def test_a_record_in_conflict_says_so_in_its_row(shown: Show, kind: type[Page]) -> None:
    table = shown(kind, conflict=True)
    cell = table.rows.index(0, titled(table, {"状态"}))
    assert (cell.data(), cell.data(TONE)) == ("冲突", "stop")


@pytest.mark.parametrize("kind", [IssuingPage, *CASES.values()])
def test_a_void_document_says_so_in_its_row(shown: Show, kind: type[Page]) -> None:
    table = shown(kind, state="voided", word="作废")
    cell = table.rows.index(0, titled(table, {"状态"}))
    assert (cell.data(), cell.data(TONE)) == ("作废", "stop")


def test_what_was_said_with_a_step_stands_below_it(qtbot: QtBot) -> None:
    column = QVBoxLayout()
    tab = padded(column)
    qtbot.addWidget(tab)
    opinion = "事实清楚，方式和范围适当，同意。" * 12
    at = moment(Clock().now())
    silent = Done("propose_clearance", "提请澄清", "陈行远", at)
    fill_done(column, (silent, Done("review_clearance", "审核", "周慎之", at, opinion)))
    tab.resize(660, 500)
    tab.show()
    QApplication.processEvents()
    said = [label for label in tab.findChildren(QLabel) if label.text() == opinion]
    assert [label.accessibleName() for label in said] == [f"周慎之（审核）：{opinion}"]
    assert not clipped(tab)


def test_an_empty_desk_says_so_where_the_title_stands(qtbot: QtBot, lane: Lane) -> None:
    page = TasksPage(lane)
    qtbot.addWidget(page)
    page.resize(*PLACE)
    page.show()
    nameless = Task("petition", "0" * 32, "", "已径送上级", "record_delivery", "登记送达", moment(0))
    page._show((nameless,))
    assert page.table.rows.index(0, 1).data() == "未编号"
    page._show(())
    QApplication.processEvents()
    assert page.empty.isVisible()
    assert not page.table.isVisible()
    assert not page.hint.isVisible()
    assert page.empty.x() == page.title.x()
    assert 0 < page.empty.y() - page.title.geometry().bottom() < 24
    assert not cut_off(page)


def test_the_longest_waiting_tasks_are_read_first_and_the_others_when_they_are_looked_for(
    qtbot: QtBot, lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [
        Task("petition", f"{at:032x}", f"鹿信〔2026〕{at}号", "已登记", "screen", "筛查", moment(0))
        for at in range(1200)
    ]
    read: list[Portion] = []

    def waiting(_desk: object, part: Portion) -> tuple[Task, ...]:
        read.append(part)
        return tuple(known[part.start :][: part.count])

    monkeypatch.setattr(tasks_page, "waiting", waiting)
    monkeypatch.setattr(lane, "ask", lambda _page, step, order, take: take(step(None, order)))
    page = TasksPage(lane)
    qtbot.addWidget(page)
    page.refresh()
    assert (page.table.rows.total(), page.more) == (500, True)
    assert page.count.text() == say("table.count_more", total=500)
    page.search("1199号")
    assert (page.table.rows.rowCount(), page.table.rows.total(), page.more) == (1, 1200, False)
    page.refresh()
    assert read == [Portion(0, 500), Portion(), Portion()], "what was read whole is read whole again"
