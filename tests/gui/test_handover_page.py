"""交接: nothing is called exported before it was opened again, nothing is taken in before it was proven whole."""

import shutil
import subprocess
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.handover_page import HandoverPage
from lucheng_desktop.procedures.cards import SaveCard, code, read_card, save_card
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.vault import door
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, choose, clipped, nameless, rest, sit, told, write
from tests.office import CHEAP, OFFICERS, PASSPHRASE, founded, registered

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
    assert page.receipts.ui.table.rows.rowCount() == 1
    assert page.receipts.ui.table.rows.index(0, 1).data() == "移交"


def test_verifying_takes_nothing_in(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接.lck"
    export(page, target)
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(target)
    press(page.ui.verify_go)
    assert "核验无误，尚未导入" in told(page)
    assert facts(page)["用途"] == "移交承办部门核查"
    assert page.receipts.ui.table.rows.rowCount() == 1


def test_what_is_known_already_is_counted_as_known(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接.lck"
    export(page, target)
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(target)
    press(page.ui.import_go)
    assert "新增 0 条" in told(page)
    assert int(facts(page)["已有记录"]) > 0
    assert page.receipts.ui.table.rows.rowCount() == 2


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
    assert page.receipts.ui.table.rows.rowCount() == 1
    assert page.ui.import_go.isEnabled()


def test_a_file_that_is_not_there_is_said_at_the_field(page: HandoverPage, tmp_path: Path) -> None:
    page.ui.tabs.setCurrentIndex(1)
    page.file.set_value(tmp_path / "没有.lck")
    press(page.ui.verify_go)
    assert "没有这个文件" in page.file.error.text()


def test_the_receipt_is_a_paper_to_sign(page: HandoverPage, tmp_path: Path) -> None:
    target = tmp_path / "交接 一.lck"
    export(page, target)
    page.ui.tabs.setCurrentIndex(2)
    page.receipts.ui.table.selectRow(0)
    rest()
    paper = tmp_path / "receipt.pdf"
    paper.write_bytes(page.receipts.paper._pdf)
    done = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    said = "".join(done.stdout.split())
    digest = sha256(target.read_bytes()).hexdigest()
    row = page.receipts._read.receipts[0]
    for wanted in (
        "案件交接单", "交接一.lck", digest, *row.cases, f"{row.entries}条", OFFICERS["handling_dept"],
        OFFICERS["petition_office"], "移交承办部门核查", f"{row.at.astimezone():%Y-%m-%d%H:%M}",
        "移交人（签名）：＿", "接收人（签名）：＿", "打印人：林知微",
    ):  # fmt: skip
        assert wanted in said
    assert row.cases and row.entries > 0
    fonts = subprocess.run(["pdffonts", paper], capture_output=True, text=True, check=True).stdout
    assert all(" yes " in line for line in fonts.splitlines()[2:])


@pytest.fixture
def card_file(founded: Path, tmp_path: Path) -> Path:
    """The card of an officer of another office."""
    place = tmp_path / "peer.vault"
    officers = [door.NewOfficer("吴接力", ("handling_dept",), PASSPHRASE)]
    door.create(place, office="第七派驻组（测试）", practice=True, officers=officers, cost=CHEAP)
    desk = unlock(Unlock(place, "吴接力", PASSPHRASE))
    with closing(desk.vault):
        return save_card(desk, SaveCard(tmp_path / "吴接力.json")).target


def open_card_file(page: HandoverPage, file: Path) -> None:
    page.ui.tabs.setCurrentIndex(3)
    page.cards.file.set_value(file)
    press(page.cards.ui.read)


def test_a_card_is_taken_in_only_after_it_was_compared(page: HandoverPage, card_file: Path) -> None:
    open_card_file(page, card_file)
    ui = page.cards.ui
    assert ui.compare.isVisible()
    assert ui.code.text() == code(read_card(card_file))
    assert {"第七派驻组（测试）", "吴接力", "承办部门"} <= {label.text() for label in ui.compare.findChildren(QLabel)}
    assert not ui.enrol.isEnabled()
    assert not clipped(page)
    assert not nameless(page)
    press(ui.compared)
    press(ui.enrol)
    assert "已登记：吴接力（第七派驻组（测试））" in told(page)
    assert not ui.compare.isVisible()
    assert page.recipients is not None
    assert "吴接力" in {button.text() for button in page.recipients.options.buttons.values()}


def test_a_card_that_is_not_taken_in_leaves_nothing(page: HandoverPage, card_file: Path) -> None:
    open_card_file(page, card_file)
    press(page.cards.ui.leave)
    assert not page.cards.ui.compare.isVisible()
    assert page.cards.ui.read.hasFocus()
    assert page.recipients is not None
    assert "吴接力" not in {button.text() for button in page.recipients.options.buttons.values()}


def test_a_forged_card_is_refused_in_the_panel(page: HandoverPage, card_file: Path) -> None:
    card_file.write_text(card_file.read_text("utf-8").replace("handling_dept", "principal"), "utf-8")
    open_card_file(page, card_file)
    assert page.ui.message.ui.code.text() == "E-CARD"
    assert not page.cards.ui.compare.isVisible()


def test_the_own_card_is_saved_and_shows_what_to_read_aloud(page: HandoverPage, tmp_path: Path) -> None:
    page.ui.tabs.setCurrentIndex(3)
    page.cards.target.set_value(tmp_path / "名片.json")
    press(page.cards.ui.save)
    assert "名片已导出：名片.json" in told(page)
    assert facts(page)["核对码"] == code(read_card(tmp_path / "名片.json"))


def test_everything_has_a_name_and_room(page: HandoverPage, tmp_path: Path) -> None:
    export(page, tmp_path / "交接.lck")
    for tab in range(page.ui.tabs.count()):
        page.ui.tabs.setCurrentIndex(tab)
        rest()
        assert not nameless(page)
        assert not clipped(page)
        assert not cut_off(page)
