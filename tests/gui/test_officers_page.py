"""人员与密钥: everybody sees whose work a step is; who leaves hands over first; paper sheets are proven by two."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.code_sheet import CodeSheet
from lucheng_desktop.gui.confirm import Confirm
from lucheng_desktop.gui.lane import Cancelled
from lucheng_desktop.gui.officer_forms import tasks_in_words
from lucheng_desktop.gui.officers_page import OfficersPage
from lucheng_desktop.gui.secret_paper import SecretPaper, lay_out
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.procedures.officer_view import OfficerListed, list_officers
from lucheng_desktop.procedures.officers import unfinished_retirements
from lucheng_desktop.procedures.waiting import Task
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import generations, slots
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, asked, choose, clipped, nameless, rest, sit, told, write
from tests.office import CHEAP, OFFICERS, PASSPHRASE, At, at, founded, office, registered

__all__ = ["at", "founded", "office", "sit"]
NEWCOMER = "欧阳代办·阿依古丽"
NEW = "白露 秋分 寒露 霜降 17"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)
    yield


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    rest()


def turn_to(page: OfficersPage, name: str) -> None:
    rows = page.ui.table.rows
    page.ui.table.choose(next(rows.row(at).id for at in range(rows.rowCount()) if rows.row(at).name == name))
    rest()


def sheet(page: OfficersPage) -> StepSheet:
    assert isinstance(page._sheet, StepSheet)
    return page._sheet


def offered(page: OfficersPage) -> dict[str, str]:
    """Step -> why it is shut; nothing when it is open."""
    return {action.text(): "" if action.isEnabled() else action.toolTip() for action in page.actions_now()}


def type_name(page: OfficersPage, name: str) -> None:
    dialog = page.findChildren(Confirm)[-1]
    assert isinstance(dialog, QDialog)
    dialog.ui.number.setText(name)
    QTest.keyClick(dialog.ui.go, Qt.Key.Key_Space)
    rest()


def test_everybody_sees_whose_work_a_step_is(sit: Sit) -> None:
    page: OfficersPage = sit("principal", OfficersPage)
    assert not page.begin.isEnabled() and "办公室" in page.begin.toolTip()
    turn_to(page, OFFICERS["case_trial"])
    shut = offered(page)
    assert set(shut) == {"调整职责", "办理离任"}
    assert all("办公室" in why for why in shut.values())
    turn_to(page, OFFICERS["principal"])
    assert {step for step, why in offered(page).items() if not why} == {"更换口令", "制作本机密钥"}
    assert "另一名办公室人员" not in told(page)
    rows = page.lines.rows
    spoken = [[rows.index(row, at).data() for at in range(rows.columnCount())] for row in range(rows.rowCount())]
    (roles,) = (line for line in spoken if "职责" in line)
    assert roles[-2:] == ["", "主要负责人"] and "签名公钥" in [line[3] for line in spoken]
    page.sheets.click()
    rest()
    assert not page.recovery.ui.split.isEnabled() and "信访室" in page.recovery.ui.why.text()
    assert not page.recovery.ui.drill.isEnabled(), "there is nothing to prove yet"
    assert "没有制作过" in page.recovery.ui.none.text()
    assert not clipped(page)
    assert not nameless(page)


def test_an_officer_is_entered_and_comes_in_by_the_passphrase_he_typed(sit: Sit, office: Path) -> None:
    page: OfficersPage = sit("general_office", OfficersPage)
    press(page.begin)
    fields, go = page.adding.sheet.fields, page.adding.sheet.go
    assert fields["name"].control.hasFocus()
    assert not clipped(page)
    assert not cut_off(page)
    assert not nameless(page)
    write(fields["name"], NEWCOMER)
    choose(fields["roles"], "handling_dept")
    fields["passphrase"].set_value(NEW)
    fields["repeat"].set_value(NEW + "x")
    press(go)
    assert "不一致" in fields["repeat"].error.text()
    fields["repeat"].set_value(NEW)
    press(go)
    assert NEWCOMER in told(page)
    assert page.ui.name.text() == NEWCOMER
    assert fields["passphrase"].value() == fields["name"].value() == ""
    page.lane.shut(page, lambda desk: desk.vault.close())
    unlock(Unlock(office, NEWCOMER, NEW)).vault.close()


def test_roles_and_the_own_passphrase_are_changed(sit: Sit, office: Path) -> None:
    page: OfficersPage = sit("general_office", OfficersPage)
    turn_to(page, OFFICERS["seal_keeper"])
    page.take("change_roles")
    choose(sheet(page).fields["roles"], "case_supervision")
    press(sheet(page).go)
    assert "用印管理、案管室" in told(page) or "案管室、用印管理" in told(page)
    turn_to(page, OFFICERS["general_office"])
    page.take("change_passphrase")
    fields = sheet(page).fields
    for name, text in (("old", "不是原来的口令啊"), ("new", NEW), ("repeat", NEW)):
        fields[name].set_value(text)
    press(sheet(page).go)
    assert "口令不正确" in told(page)
    assert [fields[name].value() for name in ("old", "new", "repeat")] == [""] * 3
    for name, text in (("old", PASSPHRASE), ("new", NEW), ("repeat", NEW)):
        fields[name].set_value(text)
    press(sheet(page).go)
    assert "口令已更换" in told(page)
    page.lane.shut(page, lambda desk: desk.vault.close())
    unlock(Unlock(office, OFFICERS["general_office"], NEW)).vault.close()


def test_who_leaves_hands_over_first_and_a_pause_is_taken_up_again(
    at: At, sit: Sit, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at("petition_office") as desk:
        registered(desk)
    page: OfficersPage = sit("general_office", OfficersPage)
    leaver = OFFICERS["handling_dept"]
    turn_to(page, leaver)
    page.take("retire_officer")
    assert "2 件待办" in "\n".join(label.text() for label in sheet(page).findChildren(QLabel))
    press(sheet(page).go)
    assert sheet(page).fields["successor"].error.isVisible()
    write(sheet(page).fields["reason"], "调离本单位")
    sheet(page).fields["successor"].set_value(
        next(one.id for one in asked(page, people, None) if one.name == OFFICERS["principal"])
    )
    press(sheet(page).go)
    type_name(page, leaver)
    assert "E-OFFICER" in told(page), "a successor who may not do the work"
    with_roles(page, OFFICERS["case_trial"], "handling_dept")
    turn_to(page, leaver)
    page.take("retire_officer")
    write(sheet(page).fields["reason"], "调离本单位")
    sheet(page).fields["successor"].set_value(
        next(one.id for one in asked(page, people, None) if one.name == OFFICERS["case_trial"])
    )
    press(sheet(page).go)
    stopping(page, monkeypatch)
    type_name(page, leaver)
    assert "已暂停" in told(page)
    assert asked(page, lambda desk, order: unfinished_retirements(desk), None) == (leaver,)
    assert page.ui.chip.text().endswith("离任未办完")
    monkeypatch.undo()
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)
    page.take("retire_officer")
    assert "从中断处继续" in "\n".join(label.text() for label in sheet(page).findChildren(QLabel))
    write(sheet(page).fields["reason"], "调离本单位")
    sheet(page).fields["successor"].set_value(
        next(one.id for one in asked(page, people, None) if one.name == OFFICERS["case_trial"])
    )
    press(sheet(page).go)
    type_name(page, leaver)
    assert "已离任" in told(page)
    assert page.ui.chip.text().endswith("已离任")
    page.lane.shut(page, lambda desk: desk.vault.close())
    with pytest.raises(Refused):
        unlock(Unlock(office, leaver, PASSPHRASE))


def people(desk: Desk, order: None) -> list[OfficerListed]:
    """The principal, and whoever sits in the trial office."""
    return [one for one in list_officers(desk) if one.roles == ("principal",) or "case_trial" in one.roles]


def with_roles(page: OfficersPage, name: str, role: str) -> None:
    turn_to(page, name)
    page.take("change_roles")
    choose(sheet(page).fields["roles"], role)
    press(sheet(page).go)


def stopping(page: OfficersPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The officer pauses while the database is being copied."""

    def copy(*_: object) -> None:
        page.renewal._pause("retire_officer")
        raise Cancelled

    monkeypatch.setattr(generations, "_copy", copy)


def test_sheets_are_made_printed_proven_and_their_files_deleted(sit: Sit, tmp_path: Path) -> None:
    page: OfficersPage = sit("petition_office", OfficersPage)
    page.sheets.click()
    rest()
    panel = page.recovery
    write(panel.folder, str(tmp_path / "信封"))
    press(panel.ui.split)
    assert len(panel.files) == 3
    buttons = [panel.ui.prints.itemAt(at).widget() for at in range(3)]
    assert [button.accessibleName() for button in buttons if isinstance(button, QPushButton)] == [
        f"打印恢复份额第 {sheet} 份" for sheet in (1, 2, 3)
    ]
    assert not clipped(page)
    assert not cut_off(page)
    assert not nameless(page)
    texts = [file.read_text("utf-8") for file in panel.files]
    shown = "\n".join(label.text() for label in page.window().findChildren(QLabel))
    first = next(line for line in texts[0].splitlines() if line[:4].isdigit())
    assert first.split()[0] not in shown, "a sheet is never on the screen"
    groups = [" ".join(line for line in text.splitlines() if line[:4].isdigit()) for text in texts]
    write(panel.first, groups[0])
    write(panel.second, groups[0])
    press(panel.ui.drill)
    assert "同一份" in told(page)
    write(panel.second, groups[2])
    press(panel.ui.drill)
    assert "演练通过：第 1、3 份" in told(page)
    assert panel.first.value() == panel.second.value() == ""
    assert OFFICERS["petition_office"] in "\n".join(label.text() for label in panel.findChildren(QLabel))
    pdf = tmp_path / "sheet.pdf"
    pdf.write_bytes(lay_out(SecretPaper(theme.face(), "份额", panel.files[1], lambda **_: ""), lambda *_: None))
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert groups[1].split() == [word for word in read.split() if len(word) == 4 and word.isdigit()]
    press(panel.ui.discard)
    assert not list((tmp_path / "信封").glob("*.txt"))
    assert not panel.ui.discard.isVisible()


def test_very_much_work_is_told_by_its_oldest_and_a_count() -> None:
    task = Task("petition", "0" * 32, "", "已径送上级", "record_delivery", "登记送达", moment(0))
    told_of = tasks_in_words([task] * 603)
    assert len(told_of) == 21 and told_of[-1] == "另有 583 项，没有列出。"
    assert told_of[0] == "登记送达：未编号（已径送上级），1970-01-01 起"
    assert tasks_in_words([task]) == told_of[:1]


def test_the_code_of_this_pc_is_shown_once(sit: Sit) -> None:
    page: OfficersPage = sit("case_trial", OfficersPage)
    turn_to(page, OFFICERS["case_trial"])
    page.take("bind_device")
    sheet(page).fields["passphrase"].set_value(PASSPHRASE)
    press(sheet(page).go)
    code = page._sheet
    assert isinstance(code, CodeSheet)
    assert len(code.code.text().split()) == 14
    assert not clipped(page)
    press(code.away)
    assert page._sheet is None
    assert not [label for label in page.findChildren(QLabel) if len(label.text().split()) == 14]


def test_progress_is_shown_while_keys_are_renewed(sit: Sit) -> None:
    page: OfficersPage = sit("general_office", OfficersPage)
    turn_to(page, OFFICERS["case_trial"])
    heard: list[QObject] = []
    page.renewal.begun.connect(heard.append)
    page.take("retire_officer")
    write(sheet(page).fields["reason"], "退休")
    press(sheet(page).go)
    type_name(page, OFFICERS["case_trial"])
    assert len(heard) == 2, "keys, then attachments"
    assert "密钥更新到第 2 代" in told(page)
