"""交接: nothing is called exported before it was opened again, nothing is taken in before it was proven whole."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.handover_page import HandoverPage
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, choose, clipped, nameless, rest, sit, told, write
from tests.office import OFFICERS, PASSPHRASE, founded, registered

__all__ = ["founded", "sit"]


@pytest.fixture(scope="module")
def worked(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one petition."""
    place = shutil.copytree(founded, tmp_path_factory.mktemp("worked") / "office.vault")
    desk = unlock(Unlock(place, OFFICERS["petition_office"], PASSPHRASE))
    with closing(desk.vault):
        registered(desk)
    return place


@pytest.fixture
def office(worked: Path, tmp_path: Path) -> Path:
    return shutil.copytree(worked, tmp_path / "office.vault")


@pytest.fixture
def page(sit: Sit) -> HandoverPage:
    made: HandoverPage = sit("petition_office", HandoverPage)
    return made


def press(button: object) -> None:
    QTest.keyClick(button, Qt.Key.Key_Space)  # type: ignore[call-overload]
    rest()


def colleague(page: HandoverPage, role: str) -> str:
    assert page.recipients is not None
    words = {button.text(): code for code, button in page.recipients.options.buttons.items()}
    return words[OFFICERS[role]]


def export(page: HandoverPage, target: Path) -> None:
    page.ui.cases.selectAll()
    choose(page.recipients, colleague(page, "handling_dept"))
    write(page.purpose, "移交承办部门核查")
    page.target.set_value(target)
    press(page.ui.export_go)


def facts(page: HandoverPage) -> dict[str, str]:
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and " " in one.accessibleName()]
    return dict(one.accessibleName().split(" ", 1) for one in labels)


def test_one_does_not_hand_over_to_oneself(page: HandoverPage) -> None:
    names = {button.text() for button in page.recipients.options.buttons.values()}
    assert names == set(OFFICERS.values()) - {OFFICERS["petition_office"]}


def test_without_a_case_nothing_is_written(page: HandoverPage) -> None:
    press(page.ui.export_go)
    assert "请先在左侧选定" in told(page)


def test_what_is_missing_is_said_at_its_field(page: HandoverPage, tmp_path: Path) -> None:
    page.ui.cases.selectAll()
    page.target.set_value(tmp_path / "没有" / "交接.lck")
    press(page.ui.export_go)
    assert [one.error.isVisible() for one in (page.recipients, page.purpose, page.target)] == [True, True, True]
    assert not list(tmp_path.glob("*.lck"))


def test_an_export_gives_a_receipt_and_the_file(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接 一.lck"
    export(page, target)
    assert "导出成功：交接 一.lck" in told(page)
    assert target.stat().st_size > 0
    receipt = facts(page)
    assert receipt["接收人"] == OFFICERS["handling_dept"]
    assert str(target.stat().st_size) in receipt["大小"]
    page.ui.tabs.setCurrentIndex(2)
    rest()
    assert page.ui.receipts.rows.rowCount() == 1
    assert page.ui.receipts.rows.index(0, 1).data() == "移交"


def test_verifying_takes_nothing_in(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接.lck"
    export(page, target)
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(target)
    press(page.ui.verify_go)
    assert "核验无误，尚未导入" in told(page)
    assert facts(page)["用途"] == "移交承办部门核查"
    assert page.ui.receipts.rows.rowCount() == 1


def test_what_is_known_already_is_counted_as_known(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接.lck"
    export(page, target)
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(target)
    press(page.ui.import_go)
    assert "新增 0 条" in told(page)
    assert int(facts(page)["已有记录"]) > 0
    assert page.ui.receipts.rows.rowCount() == 2


@pytest.mark.parametrize("at_byte", [0, 0.5, -1])
def test_one_flipped_byte_is_refused_and_nothing_taken_in(page: HandoverPage, tmp_path: Path, at_byte: float) -> None:
    target = tmp_path / "交接.lck"
    export(page, target)
    content = bytearray(target.read_bytes())
    content[int(at_byte * len(content)) if at_byte > 0 else int(at_byte)] ^= 1
    target.write_bytes(content)
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(target)
    press(page.ui.import_go)
    assert page.ui.message.ui.code.text().startswith("E-")
    assert page.ui.receipts.rows.rowCount() == 1
    assert page.ui.import_go.isEnabled()


def test_a_file_that_is_not_there_is_said_at_the_field(page: HandoverPage, tmp_path: Path) -> None:
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(tmp_path / "没有.lck")
    press(page.ui.verify_go)
    assert "没有这个文件" in page.file.error.text()


def test_everything_has_a_name_and_room(page: HandoverPage, tmp_path: Path) -> None:
    export(page, tmp_path / "交接.lck")
    for tab in range(page.ui.tabs.count()):
        page.ui.tabs.setCurrentIndex(tab)
        rest()
        assert not nameless(page)
        assert not clipped(page)
        assert not cut_off(page)
