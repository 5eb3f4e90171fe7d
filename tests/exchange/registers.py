"""A legacy register as offices have them: two lines of headings, merged fields, every habit of writing; invented."""

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = (
    ("序号", None), ("信访编号", None), ("收到\n日期", None), ("信访来源", None), ("署名情况", None),
    ("被反映人", "姓名"), (None, "工作单位"), (None, "职务"), (None, "级别"), (None, "管理权限"),
    ("反映的主要问题（摘要）", None), ("问题性质", None), ("举报人", "姓名"), (None, "联系电话"), (None, "身份证号"),
    ("办理结果", None),
)  # fmt: skip
ROWS = 174
DAYS: tuple[Any, ...] = (
    "2013.10.5", "2013年10月", "2013/10/05", "２０１４．３．２", "二〇一五年六月七日", 42005, "42370",
    date(2017, 1, 9), 20180203, "2018年下半年",
)  # fmt: skip
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "一二三四五六七八九十甲乙丙丁"
STREETS = ("演练东街道办事处", "演练西街道办事处", "演练南镇人民政府", "演练北镇人民政府")
FAULTY = {
    10: {2: "13.5.6"}, 20: {2: 2013.1}, 30: {3: "飞鸽传书"}, 40: {14: 330302197001011234}, 50: {5: "张某某等人"},
    60: {10: None}, 70: {9: "市管"}, 80: {4: "实名", 12: "夏闻笛", 13: None},
    90: {5: "甲一、乙二", 10: "1.收礼。2.失职。"}, 100: {10: "夏闻笛反映其收礼。", 12: "夏闻笛", 13: "13912345678"},
    110: {1: "鹿信旧〔2013〕3号"}, 120: {2: "2013.10-2014.3"},
}  # fmt: skip
"""Row of the register (from 1) -> what is wrong there, by column."""


def line(number: int) -> list[Any]:
    """A sound line of the register."""
    signed = number % 3 == 0
    name = SURNAMES[number % len(SURNAMES)] + "　" + GIVEN[number // len(SURNAMES)]
    street, channel = STREETS[number % len(STREETS)], ("来信", "来 访", "12388", "电话举报")[number % 4]
    complainant = ("夏闻笛", 13912345678, "11010519491231002X") if signed else (None, None, None)
    return [
        number, f"鹿信旧〔2013〕{number}号", DAYS[number % len(DAYS)], channel, "署名待核实" if signed else "匿名",
        name, street, f"第{number}科科员", "科级", "区管" if number % 2 else None,
        f"反映其在第{number}号工程中优亲厚友。", "廉洁纪律", *complainant, "了结",
    ]  # fmt: skip


def sheet(into: Worksheet) -> None:
    """Title, two lines of headings, 174 lines with an empty one and a repeated heading between them, a total."""
    into.append(["演练区信访举报台账（2013—2018年）"])
    into.merge_cells("A1:P1")
    into.append([upper for upper, _ in HEADINGS])
    into.append([lower for _, lower in HEADINGS])
    into.merge_cells("F2:J2")
    into.merge_cells("M2:O2")
    for column, (_, lower) in enumerate(HEADINGS, start=1):
        if lower is None:
            into.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)
    for number in range(1, ROWS + 1):
        cells = line(number)
        for column, value in FAULTY.get(number, {}).items():
            cells[column] = value
        into.append(cells)
        if number == 87:
            into.append([])
            into.append([upper or lower for upper, lower in HEADINGS])
    into.append(["合计", None, f"{ROWS}件"])


def register(path: Path) -> Path:
    """The workbook at `path`, with a sheet that is no register and a hidden one."""
    book = Workbook()
    sheet(book.active)
    book.active.title = "台账"
    book.create_sheet("填表说明").append(["请按原件填写。"])
    book.create_sheet("旧稿").sheet_state = "hidden"
    book.save(path)
    return path
