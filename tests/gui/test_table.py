"""The table: rows stay what they are, sorting and narrowing make another order."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui.table import ROW_PX, Column, RecordTable, RowModel, by, widths


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    state: str
    sequence: int


NAMES = ("陈堃喆", "欧阳慧敏", "买买提·阿不都热合曼·艾合买提江", "陈堃喆", "𠮷田野")
ROWS = tuple(Row(f"{at:032x}", name, ("已登记", "待收")[at % 2], 10 - at) for at, name in enumerate(NAMES))
COLUMNS = (
    Column("姓名", by("name"), 160, stretch=True),
    Column("状态", by("state"), 90, tone=lambda row: "done" if row.state == "已登记" else "soon", narrow=True),
    Column("序号", by("sequence"), 60, key=lambda row: row.sequence, right=True, spare=True),
)


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable()
    qtbot.addWidget(made)
    made.lay_out(COLUMNS)
    made.resize(420, 300)
    made.show_rows(ROWS)
    made.show()
    return made


def shown(table: RecordTable) -> list[str]:
    return [table.rows.row(at).id[-1] for at in range(table.rows.rowCount())]


def test_rows_come_in_the_order_they_were_read(table: RecordTable) -> None:
    assert shown(table) == ["0", "1", "2", "3", "4"]


def test_the_model_keeps_qts_contract(table: RecordTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.rows)


def test_sorting_uses_the_key_and_not_the_words(table: RecordTable) -> None:
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert [table.rows.row(at).sequence for at in range(5)] == [6, 7, 8, 9, 10]
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert shown(table) == ["0", "1", "2", "3", "4"]


def test_sorting_can_be_taken_back(table: RecordTable) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert shown(table) != ["0", "1", "2", "3", "4"]
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["0", "1", "2", "3", "4"]


def test_finding_looks_into_every_column(table: RecordTable) -> None:
    table.rows.find("  陈堃 ")
    assert shown(table) == ["0", "3"]
    table.rows.find("待收")
    assert shown(table) == ["1", "3"]
    table.rows.find("")
    assert len(shown(table)) == 5


def test_the_header_offers_the_words_of_a_column(table: RecordTable) -> None:
    menu = table.narrow_menu(1)
    words = [action for action in menu.actions() if action.isCheckable()]
    assert [action.text() for action in words] == ["已登记", "待收"]
    words[1].trigger()
    assert shown(table) == ["1", "3"]
    assert table.rows.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is not None
    menu.actions()[-1].trigger()
    assert len(shown(table)) == 5


def test_a_column_of_names_offers_no_words(table: RecordTable) -> None:
    assert not [action for action in table.narrow_menu(0).actions() if action.isCheckable()]


def test_the_chosen_record_stays_chosen_through_sorting_narrowing_and_rereading(table: RecordTable) -> None:
    table.choose(ROWS[3].id)
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert table.current() == ROWS[3].id
    table.rows.find("陈")
    assert table.current() == ROWS[3].id
    table.show_rows(ROWS[2:])
    assert table.current() == ROWS[3].id


def test_a_chosen_record_that_is_narrowed_away_is_chosen_no_more(table: RecordTable) -> None:
    table.choose(ROWS[1].id)
    table.rows.find("陈")
    assert table.current() == ""


def test_choosing_and_opening_are_told(qtbot: QtBot, table: RecordTable) -> None:
    with qtbot.waitSignal(table.chosen) as chosen:
        table.choose(ROWS[2].id)
    assert chosen.args == [ROWS[2].id]
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [ROWS[2].id]


def test_ten_thousand_rows_are_put_into_words_bit_by_bit(qtbot: QtBot) -> None:
    said = 0

    def name(row: Row) -> str:
        nonlocal said
        said += 1
        return row.name

    table = RecordTable()
    qtbot.addWidget(table)
    table.lay_out((Column("姓名", name, 160),))
    table.resize(420, 700)
    table.show()
    table.show_rows([Row(f"{at:032x}", f"陈堃喆{at}", "已登记", at) for at in range(10_000)], f"{9_999:032x}")
    assert said < 100
    most = 0
    while said < 10_000:
        before = said
        QApplication.processEvents()
        most = max(most, said - before)
    assert most < 1_000
    table.rows.find("陈堃喆9999")
    assert table.rows.rowCount() == 1


def test_searching_does_not_wait_until_all_rows_are_in_words(table: RecordTable) -> None:
    table.show_rows([Row(f"{at:032x}", f"陈堃喆{at}", "已登记", at) for at in range(2_000)])
    table.rows.find("陈堃喆1999")
    assert table.rows.rowCount() == 1


def test_an_unknown_record_cannot_be_chosen(table: RecordTable) -> None:
    assert not table.choose("f" * 32)
    assert not table.choose("")


def test_rows_have_one_height_and_fill_the_width(table: RecordTable) -> None:
    assert {table.rowHeight(at) for at in range(5)} == {ROW_PX}
    assert sum(table.columnWidth(at) for at in range(3)) == table.viewport().width()
    assert not table.horizontalScrollBar().isVisible()


def test_a_name_too_long_for_its_cell_shows_whole_on_hover(table: RecordTable) -> None:
    table.resize(300, 300)
    for row, expected in ((0, ""), (2, NAMES[2])):
        index = table.rows.index(row, 0)
        at = table.visualRect(index).center()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))
        table.viewportEvent(event)
        assert QToolTip.text() == expected


@given(st.integers(180, 1600))
def test_columns_fill_any_room_and_none_is_squeezed_to_nothing(room: int) -> None:
    made = widths(COLUMNS, room)
    assert sum(made) <= room
    assert room - sum(made) < len(COLUMNS)
    assert all(width >= 56 for width in made[:2])
    assert made[2] in (0, 60)


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5)), max_size=30), st.sampled_from(["", "陈", "5", "无"])
)
def test_narrowing_never_invents_or_loses_a_row(facts: list[tuple[str, int]], text: str) -> None:
    model = RowModel(COLUMNS)
    rows = [Row(f"{at:032x}", name, "已登记", number) for at, (name, number) in enumerate(facts)]
    model.show(rows)
    model.find(text)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    found = [model.row(at) for at in range(model.rowCount())]
    expected = [row for row in rows if text in row.name or text in "已登记" or text in str(row.sequence)]
    assert sorted(found, key=lambda row: row.id) == expected
    assert [row.sequence for row in found] == sorted((row.sequence for row in found), reverse=True)
    assert model.total() == len(rows)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen screen cannot
def test_the_header_menu_opens_where_it_was_asked_for(qtbot: QtBot, table: RecordTable) -> None:
    table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = table.findChildren(type(table.narrow_menu(0)))[0]
    assert menu.isVisible()
    menu.close()


def test_a_row_that_cannot_be_told_is_our_fault_and_does_not_end_the_program(table: RecordTable, qtbot: QtBot) -> None:
    with qtbot.capture_exceptions() as faults:
        table.lay_out((Column("姓名", lambda row: {}[row.name], 160, tone=lambda row: "done"),))
        table.show_rows(ROWS)
        table.grab()
    assert {fault[0] for fault in faults} == {KeyError}
    assert table.model().index(0, 0).data() == ""
