"""文书: a number that is given once, a seal that asks for it, a paper that is the register's own bytes."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui import printing as gui_printing
from lucheng_desktop.gui import sealing_page
from lucheng_desktop.gui.confirm import Confirm
from lucheng_desktop.gui.issuing_page import IssuingPage
from lucheng_desktop.gui.sealing_page import SealingPage
from lucheng_desktop.gui.sheet import StepSheet
from lucheng_desktop.gui.tasks_page import TasksPage
from lucheng_desktop.procedures import issuing, printers, redrafting
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
from lucheng_desktop.procedures.printing import PrintFileReleased
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, choose, clipped, nameless, next_step, rest, sit, told, write
from tests.office import ACCUSED, OFFICERS, PASSPHRASE, consented, founded, proposed, sitting, supervised

__all__ = ["founded", "sit"]
PRINTER = "办公室激光打印机"


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
        printers.record_calibration(desk, printers.RecordCalibration(PRINTER, 1003, 1000, 205, 198))
        issuing.register_document(desk, issuing.RegisterDocument(proposal.document, 6, printer=PRINTER))
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
    found = page._sheet
    assert isinstance(found, StepSheet)
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
    assert "退改" not in [one.text() for one in page.actions_now()], "it goes back with its case"
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
    assert page.ui.next.text() == "登记打印结果"
    assert "已归档" in page.ui.path._words and "已作废重拟" not in page.ui.path._words


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
    assert page.ui.path._words == ("草稿", "已核稿", "已签发", "已编号", "准予作废重拟"), "no state it never had"
    page = seated(sit, "handling_dept")
    next_step(page)
    assert "叶正平" in sheet(page).accessibleDescription() and "职务名称有误。" in sheet(page).accessibleDescription()
    go(page)
    assert "已作废：鹿纪〔" in told(page)
    assert "作废" in page.ui.chip.text() and not page.ui.path.isVisible()
    assert "职务名称有误。" in page.ui.missing.list.item(0).text()
    void = page.record
    assert page.ui.next.text() == "看新的文稿"
    next_step(page)
    assert page.record != void and page.ui.chip.text() == "● 草稿"


@stage("sealed")
def test_copies_go_to_whom_the_paper_names_and_the_rest_to_the_file(sit: Sit) -> None:
    page = seated(sit, "general_office")
    page.paper.ui.print.click()
    rest()
    fields = sheet(page).fields
    assert all(part in sheet(page).accessibleDescription() for part in ("逐份编号", "还没有校准过的打印机"))
    assert [fields[f"shares[{at}].copies"].value() for at in range(3)] == [1, 1, 1]
    write(fields["shares[0].copies"], "4")
    write(fields["copies"], "5")
    go(page)
    assert "不能少于 6" in fields["copies"].error.text()
    write(fields["shares[2].copies"], "0")
    write(fields["copies"], "7")
    go(page)
    assert [(one.recipient, one.copies, one.numbers) for one in page.copies.deliveries] == [
        (f"{ACCUSED.unit}党组织", 4, (1, 4)), ("温州市纪委监委", 1, (5, 5))]  # fmt: skip
    (job,) = page.copies.jobs
    assert (job.copies, job.numbers, job.printer) == (7, (1, 7), "")
    assert not page.late.prints.go.isEnabled() and page.late.prints.file.isEnabled()


@stage("registered")
def test_what_was_typed_for_a_step_comes_back(sit: Sit) -> None:
    page = seated(sit, "general_office")
    next_step(page)
    write(sheet(page).fields["spoiled"], "2、4-5")
    page = seated(sit, "general_office")
    next_step(page)
    rest()
    assert sheet(page).fields["spoiled"].value() == (2, 4, 5)


@stage("registered")
def test_what_is_shown_is_the_very_file_of_the_job(sit: Sit, tmp_path: Path) -> None:
    page = seated(sit, "general_office")
    page.late.turn_to("prints")
    rest()
    (job,) = page.copies.jobs
    assert sha256(page.late.prints.paper._pdf).hexdigest() == job.sha256
    assert job.sha256[:8] in page.late.prints.ui.digest.text()
    assert job.sha256 != page.view.fields["sha256"], "its copies bear numbers and stand where the printer puts them"
    assert len(page.late.prints.paper.pages) == 6 * page.view.fields["pages"]
    page.late.prints.file.click()
    rest()
    sheet(page).fields["target"].set_value(tmp_path / "打印件.pdf")
    go(page)
    assert sha256((tmp_path / "打印件.pdf").read_bytes()).hexdigest() == job.sha256


@stage("registered")
def test_a_job_goes_to_its_printer_and_its_outcome_is_asked(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "bin" / "lp"
    spool.parent.mkdir()
    spool.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/said"\n/bin/cat > "{tmp_path}/sent.pdf"\n'
                     'echo "request id is office-7 (1 file(s))"\n')  # fmt: skip
    spool.chmod(0o755)
    monkeypatch.setenv("PATH", str(spool.parent))
    page = seated(sit, "general_office")
    page.take("print_job")
    rest()
    assert "office-7" in told(page)
    assert sha256((tmp_path / "sent.pdf").read_bytes()).hexdigest() == page.copies.jobs[0].sha256
    options = (tmp_path / "said").read_text()
    assert PRINTER in options and "two-sided-long-edge" in options and "print-scaling=none" in options
    assert {"sheets", "spoiled"} == set(sheet(page).fields), "the outcome is asked at once"


@stage("registered")
def test_without_a_print_service_the_same_job_is_drawn_page_by_page(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    released = []

    def into_a_file(job: PrintFileReleased) -> QPrinter:
        released.append(job)
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        gui_printing.prepare(printer, job)
        monkeypatch.setattr(printer, "printerName", lambda: job.printer, raising=False)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return printer

    monkeypatch.setattr(gui_printing, "device", into_a_file)
    monkeypatch.setattr(gui_printing, "_DPI", 72)
    page = seated(sit, "general_office")
    assert not page.copies.spooler
    page.take("print_job")
    for _ in range(40):
        rest()
    (job,) = released
    assert (job.sha256, job.times) == (page.copies.jobs[0].sha256, 1)
    assert sha256(job.pdf).hexdigest() == job.sha256
    assert "12 页" in told(page) and "sheets" in sheet(page).fields
    with closing(pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))) as drawn:
        assert len(drawn) == 12


@stage("registered")
def test_the_print_dialog_may_not_take_another_printer(sit: Sit) -> None:
    page = seated(sit, "general_office")
    page.late.prints.dialog.click()
    rest()
    dialog = page.findChild(QPrintDialog)
    dialog.accepted.emit(dialog.printer())
    dialog.done(0)
    rest()
    assert "E-PRINTER" in told(page) and PRINTER in told(page)


@stage("registered")
def test_a_print_nobody_told_of_waits_at_the_next_unlocking(sit: Sit) -> None:
    """The power went between printing and telling: nothing but the vault remembers the job."""
    tasks = sit("general_office", TasksPage)
    (task,) = [one for one in tasks._tasks.values() if one.kind == "document"]
    assert (task.verb, task.state) == ("登记打印结果", "打印结果没有登记")
    tasks.table.opened.emit(task.id)
    assert tasks.went == [("issuing", task.id)]
    assert not [one for one in sit("seal_keeper", TasksPage)._tasks.values() if one.kind == "document"]
    page = seated(sit, "general_office")
    assert page.ui.next.text() == "登记打印结果"
    assert "还没有登记结果" in page.ui.missing.list.item(0).text()


@stage("registered")
def test_a_jam_is_told_witnessed_and_its_copies_printed_with_new_numbers(sit: Sit) -> None:
    page = seated(sit, "general_office")
    next_step(page)
    for wrong in ("7", "2-9", "二", "3、3"):
        write(sheet(page).fields["spoiled"], wrong)
        assert sheet(page).fields["spoiled"].error.isVisible(), wrong
    write(sheet(page).fields["spoiled"], "2、3")
    write(sheet(page).fields["sheets"], "3")
    go(page)
    assert sheet(page).fields["sheets"].error.text(), "four whole copies take four sheets"
    write(sheet(page).fields["sheets"], "6")
    go(page)
    assert "印坏 2 份" in told(page) and "监销" in told(page)
    assert page.ui.next.text() == "监销印坏的纸张" and not page.ui.next.isEnabled()
    (task,) = [one for one in sit("principal", TasksPage)._tasks.values() if one.kind == "document"]
    assert task.verb == "监销印坏的纸张"
    page = seated(sit, "principal")
    next_step(page)
    assert "000002、000003" in sheet(page).accessibleDescription() and "黄清和" in sheet(page).accessibleDescription()
    go(page)
    page = seated(sit, "general_office")
    assert page.ui.next.text() == "补印"
    next_step(page)
    rest()
    fields = sheet(page).fields
    assert [fields[f"shares[{at}].copies"].value() for at in range(3)] == [0, 1, 1]
    go(page)
    assert fields["reason"].error.isVisible()
    write(fields["reason"], "卡纸。")
    go(page)
    assert "000007—000008" in told(page)
    assert page.ui.next.text() == "打印第 2 次"


@stage("registered")
def test_receipts_are_entered_reminded_of_and_the_paper_filed(sit: Sit) -> None:
    page = seated(sit, "general_office")
    next_step(page)
    write(sheet(page).fields["sheets"], "6")
    go(page)
    assert page.ui.next.text() == "登记签收"
    next_step(page)
    deliveries = page.late.deliveries.ui
    assert deliveries.table.isVisible() and "待签收 3 处" in deliveries.summary.text()
    deliveries.remind.click()
    rest()
    write(sheet(page).fields["reason"], "电话催办，对方答复明日签收。")
    go(page)
    assert "第 1 次" in told(page) and "已催办 1 次" in deliveries.line.text()
    deliveries.receive.click()
    rest()
    fields = sheet(page).fields
    assert sheet(page).go.text() == "确定：登记签收" and "份号 000001）" in sheet(page).accessibleDescription()
    write(fields["by"], "李文书")
    write(fields["copies"], "2")
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    write(fields["on"], today)
    go(page)
    assert fields["copies"].error.isVisible(), "one copy was sent"
    write(fields["copies"], "1")
    go(page)
    assert "待签收 2 处" in deliveries.summary.text()
    page.take("archive_document")
    rest()
    assert "2 处没有签收" in sheet(page).accessibleDescription()
    choose(sheet(page).fields["retention"], "years_10")
    write(sheet(page).fields["archive_number"], "2026-永久-12")
    go(page)
    assert sheet(page).fields["retention"].error.isVisible(), "shorter than the table"
    write(sheet(page).fields["override"], "区档案局2026年5月核准的期限表")
    go(page)
    assert "10年" in told(page) and page.ui.chip.text() == "✓ 已归档"
    assert [one.received_by for one in page.copies.deliveries] == ["李文书", "", ""]


@stage("registered")
def test_who_may_not_take_a_receipt_is_told_whose_work_it_is(sit: Sit) -> None:
    page = seated(sit, "seal_keeper")
    page.late.turn_to("deliveries")
    assert not page.late.deliveries.ui.receive.isEnabled()
    assert page.late.deliveries.ui.receive.toolTip()


@stage("numbered")
def test_a_draft_in_the_place_of_a_void_one_shows_what_was_changed(sit: Sit, office: Path, tmp_path: Path) -> None:
    at = sitting(office)
    with at("principal") as desk:
        (document,) = [row.id for row in issuing.list_documents(desk)]
        redrafting.order_redraft(desk, redrafting.OrderRedraft(document, "写法不当。"))
    with at("handling_dept") as desk:
        fresh = redrafting.void_and_redraft(desk, redrafting.VoidAndRedraft(document)).redraft
        body = issuing.show_document(desk, fresh).fields["draft"]["body"]
        parts = [redrafting.RevisedParagraph(one["level"], one["text"]) for one in body]
        parts[-1] = replace(parts[-1], text=parts[-1].text + "请在本单位范围内宣读。")
        redrafting.revise_document(desk, redrafting.ReviseDocument(fresh, tuple(parts)))
    page = sit("principal", IssuingPage)
    page.open(fresh)
    rest()
    page.ui.tabs.setCurrentIndex(3)
    rest()
    assert "准予作废重拟" in page.late.revision.head.text() and "叶正平" in page.late.revision.head.text()
    marked = [one.text() for one in page.late.revision.findChildren(QLabel) if "<u>" in one.text()]
    assert any("<u>请在本单位范围内宣读。</u>" in text for text in marked)
    assert not clipped(page)
    page.late.revision.save.click()
    rest()
    sheet(page).fields["target"].set_value(tmp_path / "修改标记.docx")
    go(page)
    assert (tmp_path / "修改标记.docx").read_bytes()[:2] == b"PK"


@stage("sealed")
def test_the_register_names_three_officers_and_leads_to_the_paper(sit: Sit) -> None:
    page: SealingPage = sit("principal", SealingPage)
    (line,) = page._lines.values()
    assert len({line.applicant, line.approver, line.keeper}) == 3
    assert page.ui.chain.text() == "✓ 环环相接"
    assert line.sha256[:8] in page.ui.line.text() and "第一行" in page.ui.line.text()
    assert [page.ui.year.itemText(at) for at in range(page.ui.year.count())] == [f"{line.at[:4]}年", "全部年度"]
    page.ui.go.click()
    assert page.went == [("issuing", line.id)]
    page.ui.year.setCurrentIndex(1)
    page.ui.year.activated.emit(1)
    rest()
    assert page.ui.year.currentData() == 0 and len(page._lines) == 1
    assert not clipped(page) and not cut_off(page)
    page.ui.tabs.setCurrentIndex(1)
    rest()
    with pypdfium2.PdfDocument(page.paper._pdf) as paper:
        text = paper[0].get_textpage().get_text_range().replace("\r\n", "")
    assert all(part in text for part in (line.applicant, line.keeper, line.sha256[:8], "环环相接", "叶正平"))


@stage("sealed")
def test_a_line_that_does_not_hang_together_is_said(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    read = sealing_page.seal_register
    monkeypatch.setattr(
        sealing_page, "seal_register", lambda desk, year: tuple(replace(one, chained=False) for one in read(desk, year))
    )
    page: SealingPage = sit("seal_keeper", SealingPage)
    assert page.ui.chain.text() == "■ 有 1 行不相接"
    assert "1号" in page.ui.facts.text() and "报告负责人" in page.ui.facts.text()


def test_before_anything_was_sealed_it_says_what_comes_here(sit: Sit) -> None:
    page: SealingPage = sit("seal_keeper", SealingPage)
    assert "还没有用印登记" in page.ui.nothing.text()
    assert not page.ui.go.isVisible() and not page.ui.year.isEnabled()
