"""Legacy registers: looked through, taken in whole or not at all; the same twice adds nothing."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from lucheng_desktop.procedures.petition_import import ImportPetitions, PetitionsImported, import_petitions
from lucheng_desktop.refusal import Refused
from tests.exchange import registers
from tests.office import At


def taken(at: At, file: Path, *, dry_run: bool = False) -> PetitionsImported:
    with at("petition_office") as desk:
        return import_petitions(desk, ImportPetitions(file, dry_run))


def rows(at: At, kind: str, *columns: str) -> list[tuple[object, ...]]:
    with at("petition_office") as desk, desk.vault.reading() as shelf:
        return shelf.rows(kind, columns)


def test_174_lines_dry_run_error_workbook_and_nothing_new_the_second_time(at: At, tmp_path: Path) -> None:
    file = registers.register(tmp_path / "台账.xlsx")
    bad = len(registers.FAULTY) + 1  # the number given twice keeps both of its lines out
    dry = taken(at, file, dry_run=True)
    assert (dry.petitions, dry.new, dry.known, dry.faulty) == (174, 174 - bad, 0, bad)
    assert not rows(at, "petition", "id") and dry.error_workbook == tmp_path / "台账.错误说明.xlsx"
    first = taken(at, file)
    assert (first.new, first.faulty, first.faults) == (dry.new, bad, dry.faults)
    assert len(rows(at, "petition", "id")) == len(rows(at, "allegation", "id")) == 174 - bad
    assert {finding for _, finding in rows(at, "allegation", "id", "finding")} == {None}
    second = taken(at, file)
    assert (second.new, second.known, second.changed, second.faulty) == (0, 174 - bad, 0, bad)
    assert len(rows(at, "petition", "id")) == 174 - bad
    mended(first.error_workbook)
    third = taken(at, first.error_workbook)
    assert (third.new, third.known, third.faulty) == (1, 174 - bad, bad - 1)
    assert third.error_workbook == first.error_workbook


def mended(book: Path | None) -> None:
    """The officer writes the right day into the copy that says what was wrong."""
    assert book is not None
    opened = load_workbook(book)
    sheet = opened["台账"]
    told = {sheet.cell(row, 17).value for row in range(4, sheet.max_row + 1)} - {None}
    assert len(told) >= 10 and any("1月，也可能是10月" in line for line in told)
    sheet["C23"].value = "2013年10月"
    sheet["Q23"].value = None
    opened.save(book)


HEADINGS = [
    "编号",
    "收到日期",
    "来源",
    "被反映人",
    "单位",
    "职务",
    "级别",
    "反映问题",
    "同名处理",
    "举报人",
    "联系电话",
]


def small(path: Path, *lines: list[object]) -> Path:
    book = Workbook()
    for line in (HEADINGS, *lines):
        book.active.append(line)
    book.save(path)
    return path


LINE = ["旧1", "2013.10.5", "来信", "赵一", "演练街道", "主任", "科级", "反映其收礼。", None, "夏闻笛", "13912345678"]


def test_a_namesake_is_told_apart_by_a_person_and_a_change_touches_nothing(at: At, tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    assert taken(at, small(file, LINE)).new == 1
    again = ["旧2", *LINE[1:]]
    asked = taken(at, small(file, LINE, again))
    assert (asked.known, asked.new, [fault.code for fault in asked.faults]) == (1, 0, ["E-REGISTER"])
    same, other = ([*again[:8], told, *again[9:]] for told in ("同一人", "另一人"))
    assert taken(at, small(file, same, ["旧3", *other[1:]])).new == 2
    assert len(rows(at, "person", "id")) == 2
    changed = taken(at, small(file, [*LINE[:7], "反映其失职。", *LINE[8:]]))
    assert (changed.new, changed.changed, changed.faulty) == (0, 1, 1)
    assert {text for (text,) in rows(at, "allegation", "text")} == {"反映其收礼。"}


def test_the_complainant_is_sealed_and_stands_in_no_row_or_entry(at: At, tmp_path: Path) -> None:
    taken(at, small(tmp_path / "台账.xlsx", LINE))
    with at("petition_office") as desk, desk.vault.transaction() as shelf:
        ((petition,),) = shelf.rows("petition", ("id",))
        assert shelf.open_identity(petition, "核对导入")["phone"] == "13912345678"
        written = "".join(str(entry.body) for entry in shelf.entries())
    assert "赵一" in written and "夏闻笛" not in written and "13912345678" not in written


def test_nothing_is_kept_of_a_higher_organs_petition(at: At, tmp_path: Path) -> None:
    done = taken(at, small(tmp_path / "台账.xlsx", [*LINE[:6], "副县级", "反映机密甲乙丙。", *LINE[8:]]))
    assert done.new == 0 and "机密" not in str(done)
    with at("petition_office") as desk, desk.vault.reading() as shelf:
        assert "机密" not in "".join(str(entry.body) for entry in shelf.entries())


def test_only_the_petition_office_takes_in_and_a_wrong_file_writes_nothing(at: At, tmp_path: Path) -> None:
    file = small(tmp_path / "台账.xlsx", LINE)
    with at("handling_dept") as desk, pytest.raises(Refused, match="E-ROLE"):
        import_petitions(desk, ImportPetitions(file))
    book = Workbook()
    book.active.append(["姓名", "电话"])
    book.save(tmp_path / "通讯录.xlsx")
    with pytest.raises(Refused, match="E-SHEET"):
        taken(at, tmp_path / "通讯录.xlsx")
    ours = taken(at, small(file, ["鹿信〔2026〕3号", *LINE[1:]]))
    assert [fault.code for fault in ours.faults] == ["E-REGISTER"] and not rows(at, "petition", "id")
