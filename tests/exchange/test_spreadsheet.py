"""Workbooks as people keep them: merged fields, formulas, day numbers; and given back in the same order."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lucheng_desktop.cases import legacy, rulebook
from lucheng_desktop.exchange import spreadsheet
from lucheng_desktop.refusal import Refused
from tests.exchange import registers

TODAY = date(2026, 11, 23)


def test_a_register_of_174_lines_with_every_habit(tmp_path: Path) -> None:
    sheets = spreadsheet.read(registers.register(tmp_path / "台账.xlsx"))
    assert [sheet.name for sheet in sheets] == ["台账", "填表说明"]
    read = legacy.read(rulebook.load(), sheets[0].rows, TODAY, sheets[0].epoch)
    assert read is not None and legacy.read(rulebook.load(), sheets[1].rows, TODAY) is None
    faulty = {number: number + 3 + 2 * (number > 87) for number in registers.FAULTY}
    twice = faulty.pop(110)  # a number given twice is only seen beside the other lines
    assert {fault.row for fault in read.faults} == set(faulty.values())
    assert len(read.petitions) == registers.ROWS - len(faulty) and any(twice in one.rows for one in read.petitions)
    first = read.petitions[0]
    assert (first.people[0].name, first.received.precision, first.channel) == ("钱一", "month", "visit")
    assert {one.naming for one in read.petitions} == {"anonymous", "signed_unverified"}
    assert all(bool(one.complainant) == (one.naming != "anonymous") for one in read.petitions)


def test_merged_lines_are_one_petition(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["编号", "收到日期", "来源", "被反映人", "单位", "级别", "反映问题"])
    sheet.append(["旧1", "2013.10.5", "来信", "赵一", "演练街道", "科级", "反映其收礼。"])
    sheet.append([None, None, None, None, None, "科级", "反映其失职。"])
    sheet.append([None, None, None, "钱二", "演练街道", "科级", "反映其失职。"])
    sheet.append(["旧2", "2013.10.5", "来信", "孙三", "演练街道", "科级", "1.反映其收礼3.5万元。2.反映其失职。"])
    for field in ("A2:A4", "B2:B4", "C2:C4", "D2:D3", "E2:E3"):
        sheet.merge_cells(field)
    book.save(tmp_path / "台账.xlsx")
    (only,) = spreadsheet.read(tmp_path / "台账.xlsx")
    read = legacy.read(rulebook.load(), only.rows, TODAY)
    assert read is not None and not read.faults
    first, second = read.petitions
    assert first.rows == (2, 3, 4) and [person.name for person in first.people] == ["赵一", "钱二"]
    assert [(point.accused, point.text) for point in first.points] == [
        (0, "反映其收礼。"), (0, "反映其失职。"), (1, "反映其失职。"),
    ]  # fmt: skip
    assert [point.text for point in second.points] == ["反映其收礼3.5万元。", "反映其失职。"]


def test_formulas_without_results_and_errors_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=1+1", "=A1", 5])
    book.active["C1"].value, book.active["C1"].data_type = "#REF!", "e"
    book.save(tmp_path / "a.xlsx")
    (only,) = spreadsheet.read(tmp_path / "a.xlsx")
    assert [cell.fault for cell in only.rows[0]] == ["formula", "formula", "error"]


def test_faults_stand_beside_their_lines_and_nothing_moves(tmp_path: Path) -> None:
    source, out = registers.register(tmp_path / "台账.xlsx"), tmp_path / "说明.xlsx"
    for told in ("=不是公式", "第二次"):
        spreadsheet.write_faults(source, out, "错误说明", {("台账", 13): told, ("台账", 20): "甲\n乙"}, {"台账": 3})
        before, after = load_workbook(tmp_path / "台账.xlsx")["台账"], load_workbook(out)["台账"]
        column = after.max_column
        assert column == before.max_column + 1 == 17
        assert [after.cell(row, column).value for row in (3, 13, 20, 21)] == ["错误说明", told, "甲\n乙", None]
        assert after.cell(13, column).data_type == "s"
        assert [[cell.value for cell in row[:16]] for row in after.iter_rows()] == [
            [cell.value for cell in row] for row in before.iter_rows()
        ]
        source = out  # an office mends that very copy and hands it in again
    assert (out.stat().st_mode & 0o777) == 0o600 and not list(tmp_path.glob("*.part"))


def refused(path: Path) -> str:
    with pytest.raises(Refused) as fault:
        spreadsheet.read(path)
    return fault.value.key


def test_what_is_no_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "台账.xlsx"
    assert refused(path) == "E-FILE"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert refused(path) == "E-SHEET/old"
    for content in (b"", "姓名,单位".encode("gb18030"), b"PK\x03\x04half"):
        path.write_bytes(content)
        assert refused(path) == "E-SHEET"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "no workbook")
    assert refused(path) == "E-SHEET"
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 5)
    assert refused(path) == "E-SHEET/size"


def test_a_register_without_the_needed_columns_says_which(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["编号", "收到日期", "来源", "被反映人"])
    book.save(tmp_path / "台账.xlsx")
    (only,) = spreadsheet.read(tmp_path / "台账.xlsx")
    with pytest.raises(Refused, match="单位、反映问题"):
        legacy.headings(only.rows)


NASTY = ("=1+1", "+86", "-3", "@cmd", "\t=1", '=HYPERLINK("http://example.invalid","点我")', "正常", "")


def test_a_table_has_numbers_as_numbers_and_executes_nothing(tmp_path: Path) -> None:
    rows = [("代码", "数值", "率"), *((words or None, 3, Decimal("99.05")) for words in NASTY), ("末行",)]
    place = tmp_path / "统计 表.xlsx"
    place.write_bytes(spreadsheet.table("统计表", rows))
    sheet = load_workbook(place).worksheets[0]
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 8 + ["n", "s"]
    assert [sheet.cell(row, 1).value or "" for row in range(2, 10)] == list(NASTY)
    assert sheet["A2"].quotePrefix and not sheet["A8"].quotePrefix
    assert (sheet["B2"].value, sheet["C2"].value, sheet["C2"].number_format) == (3, 99.05, "0.00")


def test_text_files_begin_no_formula() -> None:
    assert [spreadsheet.plain_text(one)[:1] for one in NASTY] == ["'"] * 6 + ["正", ""]
