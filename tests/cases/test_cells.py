"""Cells of spreadsheets: every habit of writing a day, and what Excel has ruined is said, never guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import cells
from lucheng_desktop.cases.cells import EPOCH, Cell, Day
from lucheng_desktop.refusal import Refused

TODAY = date(2026, 11, 23)

DAYS = {
    "2013-10-05": Day(date(2013, 10, 5), "day"),
    "2013.10.5": Day(date(2013, 10, 5), "day"),
    "2013/10/05 ": Day(date(2013, 10, 5), "day"),
    "２０１３．１０．５": Day(date(2013, 10, 5), "day"),
    "2013年10月5日": Day(date(2013, 10, 5), "day"),
    "2013 年 10 月 5 号": Day(date(2013, 10, 5), "day"),
    "二〇一三年十月五日": Day(date(2013, 10, 5), "day"),
    "二零一三年十二月三十一日": Day(date(2013, 12, 31), "day"),
    "二〇一三年十月二十日": Day(date(2013, 10, 20), "day"),
    "2013-10-05 14:30:00": Day(date(2013, 10, 5), "day"),
    "2013-10-05T14:30": Day(date(2013, 10, 5), "day"),
    "2013年10月5日14时30分": Day(date(2013, 10, 5), "day"),
    "2013年10月5日收到": Day(date(2013, 10, 5), "day"),
    "20131005": Day(date(2013, 10, 5), "day"),
    20131005: Day(date(2013, 10, 5), "day"),
    44561: Day(date(2021, 12, 31), "day"),
    "44561": Day(date(2021, 12, 31), "day"),
    44561.6: Day(date(2021, 12, 31), "day"),
    datetime(2013, 10, 5, 8, tzinfo=UTC): Day(date(2013, 10, 5), "day"),
    "2013.10": Day(date(2013, 10, 1), "month"),
    "2013年10月": Day(date(2013, 10, 1), "month"),
    "2013年10月以来": Day(date(2013, 10, 1), "month"),
    "2013年10月份": Day(date(2013, 10, 1), "month"),
    "2013.1": Day(date(2013, 1, 1), "month"),
    2013.11: Day(date(2013, 11, 1), "month"),
    2013.2: Day(date(2013, 2, 1), "month"),
    201310: Day(date(2013, 10, 1), "month"),
    "2019年上半年": Day(date(2019, 1, 1), "half_year"),
    "2019下半年": Day(date(2019, 7, 1), "half_year"),
    2013: Day(date(2013, 1, 1), "year"),
    "2013年": Day(date(2013, 1, 1), "year"),
}


@pytest.mark.parametrize("value", DAYS, ids=str)
def test_a_day_is_read_as_exactly_as_it_was_written(value: cells.Value) -> None:
    assert cells.day(Cell(value), today=TODAY) == DAYS[value]


NO_DAYS = {
    2013.1: "E-CELL/month-lost",
    "13.10.5": "E-CELL/short-year",
    "13年10月5日": "E-CELL/short-year",
    "2013.10-2014.3": "E-CELL/span",
    "2013年3月至2014年5月": "E-CELL/span",
    "2013-13-01": "E-CELL/day",
    "2013.2.30": "E-CELL/day",
    "近期": "E-CELL/day",
    "2027-01-01": "E-CELL/future",
    "1913年10月": "E-CELL/early",
    True: "E-CELL/day",
    "": "E-CELL/day",
}


@pytest.mark.parametrize("value", NO_DAYS, ids=str)
def test_what_is_no_day_is_said_and_not_guessed(value: cells.Value) -> None:
    with pytest.raises(Refused) as refused:
        cells.day(Cell(value), today=TODAY)
    assert refused.value.key == NO_DAYS[value]


@given(
    st.dates(date(1954, 11, 1), TODAY), st.sampled_from(("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"))
)
def test_every_day_in_every_form_and_as_excel_counts_it(on: date, form: str) -> None:
    assert cells.day(Cell(on.strftime(form)), today=TODAY) == Day(on, "day")
    assert cells.day(Cell((on - EPOCH).days), today=TODAY) == Day(on, "day")


@given(st.text(max_size=12) | st.floats() | st.integers())
def test_nonsense_is_refused_in_words_and_never_breaks(value: cells.Value) -> None:
    for meaning in (
        lambda cell: cells.day(cell, today=TODAY),
        cells.identity_number,
        cells.phone,
        cells.text,
        cells.name,
    ):
        try:
            meaning(Cell(value))
        except Refused as refused:
            assert refused.message


def test_identity_numbers_that_excel_cut_are_found() -> None:
    assert cells.identity_number(Cell("１１０１０５１９４９１２３１００２ｘ")) == "11010519491231002X"
    assert cells.identity_number(Cell("110105491231002")) == "110105491231002"
    assert cells.identity_number(Cell(None)) == ""
    for value, key in {
        3.30302197001011e17: "E-CELL/ruined",
        330302197001011000: "E-CELL/ruined",
        "3.30302E+17": "E-CELL/ruined",
        "110105194912310021": "E-CELL/identity",
        "3303021970": "E-CELL/identity",
    }.items():
        with pytest.raises(Refused) as refused:
            cells.identity_number(Cell(value))
        assert refused.value.key == key


def test_numbers_and_blanks_that_only_look_like_text() -> None:
    assert cells.phone(Cell(13912345678.0)) == "13912345678"
    assert cells.text(Cell("\u200b 鹿城\xa0区\n五马街\ufeff")) == "鹿城 区 五马街"
    assert cells.name(Cell("张　三")) == "张三"
    assert cells.lines(Cell("一\n\n 二 ")) == ("一", "二")
    for told in ("张三等人", "某村书记", "张三3人"):
        with pytest.raises(Refused, match="E-CELL"):
            cells.name(Cell(told))


@pytest.mark.parametrize("fault", ["formula", "error"])
def test_a_cell_without_a_result_is_said(fault: str) -> None:
    with pytest.raises(Refused, match="E-CELL") as refused:
        cells.text(Cell(None, fault))
    assert refused.value.key == f"E-CELL/{fault}"


def test_words_for_codes_in_any_width() -> None:
    known, others = {"letter": "来信", "web": "网络"}, {"12388": "web"}
    assert [cells.code(Cell(told), known, others) for told in ("来 信", "１２３８８", 12388, None)] == [
        "letter",
        "web",
        "web",
        "",
    ]
    with pytest.raises(Refused, match="来信、网络"):
        cells.code(Cell("飞鸽"), known, others)
