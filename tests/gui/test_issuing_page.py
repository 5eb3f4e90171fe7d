"""文书: a number that is given once, a seal that asks for it, a paper that is the register's own bytes."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lucheng_desktop.gui.confirm import Confirm
from lucheng_desktop.gui.issuing_page import IssuingPage
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.procedures import issuing
from lucheng_desktop.procedures.clearance import (
    ApproveClearance,
    ReviewClearance,
    ReviewSecrecy,
    approve_clearance,
    review_clearance,
    review_secrecy,
)
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, clipped, nameless, next_step, rest, sit, told, write
from tests.office import OFFICERS, PASSPHRASE, consented, founded, proposed, supervised

__all__ = ["founded", "sit"]


@pytest.fixture(scope="module")
def stages(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One document on its way: the office as it stood when it was drafted, approved, numbered, sealed, registered."""
    place = tmp_path_factory.mktemp("stages")
    office = shutil.copytree(founded, place / "office.vault")
    kept = {"founded": founded}

    @contextmanager
    def at(role: str) -> Iterator[Desk]:
        desk = unlock(Unlock(office, OFFICERS[role], PASSPHRASE))
        with closing(desk.vault):
            yield desk

    def keep(stage: str) -> None:
        kept[stage] = shutil.copytree(office, place / stage)

    proposal = proposed(at, consented(at))
    keep("drafted")
    supervised(at, proposal.clearance)
    with at("case_trial") as desk:
        review_clearance(desk, ReviewClearance(proposal.clearance, "同意。"))
    with at("petition_office") as desk:
        review_secrecy(desk, ReviewSecrecy(proposal.clearance))
    with at("principal") as desk:
        approve_clearance(desk, ApproveClearance(proposal.clearance))
    keep("approved")
    with at("general_office") as desk:
        numbered = issuing.number_document(desk, issuing.NumberDocument(proposal.document))
    keep("numbered")
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(proposal.document, numbered.number))
    keep("sealed")
    with at("general_office") as desk:
        issuing.register_document(desk, issuing.RegisterDocument(proposal.document, 3))
    keep("registered")
    return kept


@pytest.fixture
def office(request: pytest.FixtureRequest, stages: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the office at the stage the test asks for."""
    return shutil.copytree(stages[getattr(request, "param", "founded")], tmp_path / "office.vault")


def stage(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("office", [name], indirect=True)


def seated(sit: Sit, role: str) -> IssuingPage:
    """The page with the one document open."""
    page: IssuingPage = sit(role, IssuingPage)
    page.ui.table.selectRow(0)
    rest()
    return page


def sheet(page: IssuingPage) -> StepSheet:
    found = page.findChild(StepSheet)
    assert found is not None
    return found


def go(page: IssuingPage) -> None:
    QTest.keyClick(sheet(page).go, Qt.Key.Key_Space)
    rest()


def test_an_empty_register_says_what_comes_here(sit: Sit) -> None:
    page = sit("general_office", IssuingPage)
    assert "还没有文书" in page.ui.list_empty.text()
    assert not page.ui.next.isVisible()


@stage("drafted")
def test_a_draft_is_read_here_and_worked_on_in_clearance(sit: Sit) -> None:
    page = seated(sit, "case_trial")
    assert len(page.paper.pages) >= 1
    assert not page.paper.ui.print.isVisible()
    assert page.ui.next.text() == "去澄清办理"
    next_step(page)
    assert [key for key, _ in page.went] == ["clearance"]


@stage("drafted")
def test_a_draft_goes_out_for_editing_as_a_draft(sit: Sit, tmp_path: Path) -> None:
    page = seated(sit, "case_trial")
    assert "Word" in page.copy.text()
    QTest.keyClick(page.copy, Qt.Key.Key_Space)
    rest()
    assert "重新拟稿" in sheet(page).accessibleDescription()
    target = tmp_path / "草稿 通报.docx"
    sheet(page).fields["target"].set_value(target)
    go(page)
    assert "已重新打开核对" in told(page)
    assert target.read_bytes()[:2] == b"PK"


@stage("approved")
def test_what_is_signed_is_not_exported_for_editing(sit: Sit) -> None:
    assert not seated(sit, "general_office").copy.isVisible()


@stage("approved")
def test_numbering_says_first_that_it_cannot_be_taken_back(sit: Sit) -> None:
    page = seated(sit, "general_office")
    before = page.paper._pdf
    next_step(page)
    assert "不能收回" in sheet(page).accessibleDescription()
    assert not page.ui.next.isEnabled()
    go(page)
    assert "已编号：鹿纪〔" in told(page)
    assert page.ui.number.text().endswith("1号")
    assert page.paper._pdf != before
    assert page.ui.next.text() == "用印"
    assert not page.ui.next.isEnabled()
    assert page.ui.missing.list.count() == 1


@stage("approved")
def test_leaving_the_sheet_gives_no_number(sit: Sit) -> None:
    page = seated(sit, "general_office")
    next_step(page)
    QTest.keyClick(sheet(page).leave, Qt.Key.Key_Space)
    rest()
    assert page.ui.next.isEnabled()
    assert page.ui.number.text() == ""


@stage("numbered")
def test_sealing_asks_for_the_number_to_be_typed(sit: Sit) -> None:
    page = seated(sit, "seal_keeper")
    next_step(page)
    question = page.findChild(Confirm)
    assert question is not None
    assert page.view.number in question.ui.ask.text()
    question.ui.number.setText("鹿纪〔2026〕2号")
    assert not question.ui.go.isEnabled()
    question.ui.number.setText(f" {page.view.number} ")
    QTest.keyClick(question.ui.number, Qt.Key.Key_Return)
    rest()
    assert "已用印" in told(page)
    assert page.ui.chip.text() == "✓ 已用印"
    assert page.paper.ui.print.isVisible()


@stage("numbered")
def test_escape_seals_nothing(sit: Sit) -> None:
    page = seated(sit, "seal_keeper")
    next_step(page)
    question = page.findChild(Confirm)
    question.ui.number.setText(page.view.number)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    rest()
    assert page.ui.chip.text() == "● 已编号"


@stage("sealed")
def test_copies_are_a_whole_number(sit: Sit) -> None:
    page = seated(sit, "general_office")
    next_step(page)
    copies = sheet(page).fields["copies"]
    for wrong in ("", "0", "三", "1.5", "-1", "1000", "²"):
        write(copies, wrong)
        go(page)
        assert copies.error.isVisible(), wrong
    write(copies, "3")
    go(page)
    assert "印发 3 份" in told(page)
    assert page.ui.chip.text() == "✓ 已登记"
    assert not page.ui.next.isVisible()


@stage("registered")
def test_a_copy_is_the_registers_own_bytes(sit: Sit, tmp_path: Path) -> None:
    page = seated(sit, "handling_dept")
    QTest.keyClick(page.copy, Qt.Key.Key_Space)
    rest()
    target = tmp_path / "通报 副本.pdf"
    sheet(page).fields["target"].set_value(target)
    go(page)
    assert "已重新读出核对" in told(page)
    assert target.read_bytes() == page.paper._pdf
    assert sha256(target.read_bytes()).hexdigest() == page.view.fields["sha256"]


@stage("registered")
def test_a_copy_into_a_folder_that_is_not_there_is_said_at_the_field(sit: Sit, tmp_path: Path) -> None:
    page = seated(sit, "handling_dept")
    QTest.keyClick(page.copy, Qt.Key.Key_Space)
    target = sheet(page).fields["target"]
    target.set_value(tmp_path / "没有" / "通报.pdf")
    go(page)
    assert "没有这个文件夹" in target.error.text()


@stage("registered")
def test_everything_has_a_name_and_room(sit: Sit) -> None:
    page = seated(sit, "general_office")
    for tab in range(page.ui.tabs.count()):
        page.ui.tabs.setCurrentIndex(tab)
        rest()
        assert not nameless(page)
        assert not clipped(page)
        assert not cut_off(page)


@stage("numbered")
def test_a_signed_paper_is_voided_by_order_and_drafted_anew(sit: Sit) -> None:
    page = seated(sit, "principal")
    page.take("order_redraft")
    rest()
    write(sheet(page).fields["reason"], "职务名称有误。")
    go(page)
    assert "等待承办部门" in told(page)
    assert "准予作废重拟" in page.ui.chip.text()
    page = seated(sit, "handling_dept")
    next_step(page)
    go(page)
    assert "已作废：鹿纪〔" in told(page)
    assert "作废" in page.ui.chip.text()
