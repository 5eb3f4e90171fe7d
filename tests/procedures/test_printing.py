"""Printing a sealed paper: registered first, numbered, jams told and witnessed, reprints go on, receipts asked for."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from lucheng_desktop.cases.distribution import Share
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import (
    archiving,
    circulation,
    deadlines,
    distribution,
    issuing,
    printers,
    printing,
    waiting,
)
from lucheng_desktop.procedures.history import history
from tests.office import ACCUSED, At
from tests.procedures.clearings import (
    agreed,
    agreed_office,
    approved_office,
    issued_office,
    no,
    signed,
    sitting_on,
)

__all__ = ["agreed", "agreed_office", "approved_office", "issued_office", "signed"]
TODAY = Clock().today()
UNIT = f"{ACCUSED.unit}党组织"


def sealed(at: At, document: str) -> None:
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, number))


def test_a_paper_is_printed_jams_and_is_printed_again_without_a_number_twice(
    signed: tuple[At, str, str], tmp_path: Path
) -> None:
    at, _, document = signed
    sealed(at, document)
    with at("general_office") as desk:
        plan = distribution.plan_distribution(desk, distribution.PlanDistribution(document))
        assert plan.numbered and [one.recipient for one in plan.shares] == [
            UNIT,
            "温州市纪委监委",
            "区委组织部",
            "存档",
        ]
        order = issuing.RegisterDocument(document, 6, (Share(UNIT, 4), Share("存档", 2)))
        strange = (Share("演练街道办事处", 6),)
        assert no("E-SHARES", issuing.register_document, desk, replace(order, shares=strange)).rule
        no("E-PRINTER", issuing.register_document, desk, replace(order, printer="没有量过的打印机"))
        assert issuing.register_document(desk, order).job == 1
        file = tmp_path / "份.pdf"
        saved = printing.save_print_file(desk, printing.SavePrintFile(document, 1, file))
        assert saved.sha256 == sha256(file.read_bytes()).hexdigest()
        reprint = printing.ReprintDocument(document, 2, "卡纸", (Share(UNIT, 2),))
        no("E-PRINT", printing.reprint_document, desk, reprint)
        outcome = printing.RecordPrint(document, 1, 6, (2, 3))
        no("E-PRINT", printing.record_print, desk, replace(outcome, spoiled=(7,)))
        done = printing.record_print(desk, outcome)
        assert (done.lost, done.witness_needed) == (2, True)
        no("E-PRINT", printing.record_print, desk, outcome)
        no("E-PRINT", printing.reprint_document, desk, reprint)
        no("E-SAME-PERSON", printing.witness_destruction, desk, printing.WitnessDestruction(document, 1))
    with at("seal_keeper") as desk:
        printing.witness_destruction(desk, printing.WitnessDestruction(document, 1))
        no("E-PRINT", printing.witness_destruction, desk, printing.WitnessDestruction(document, 1))
        no("E-ROLE", printing.reprint_document, desk, reprint)
    with at("general_office") as desk:
        no("E-INPUT", printing.reprint_document, desk, replace(reprint, reason=" "))
        again = printing.reprint_document(desk, reprint)
        assert (again.job, again.first, again.last) == (2, 7, 8)
        filed = archiving.ArchiveDocument(document, "2026-1", TODAY)
        no("E-PRINT", archiving.archive_document, desk, filed)
        printing.record_print(desk, printing.RecordPrint(document, 2, 2))
        listed = distribution.list_deliveries(desk, distribution.ListDeliveries(document))
        assert [(one.recipient, one.copies, one.first, one.last) for one in listed.deliveries] == [
            (UNIT, 2, 1, 4), (UNIT, 2, 7, 8)]  # fmt: skip
        archiving.archive_document(desk, filed)
        told = " ".join(f"{line.what}{line.before}{line.after}" for line in history(desk, "document", document))
    assert "卡纸" in told and "监销印坏的纸张" in told


def test_what_nobody_signed_for_is_a_reminder_and_one_too_few_is_looked_for(signed: tuple[At, str, str]) -> None:
    at, _, document = signed
    sealed(at, document)
    with at("general_office") as desk:
        path = desk.vault.path
        issuing.register_document(desk, issuing.RegisterDocument(document, 3))
        rows = distribution.list_deliveries(desk, distribution.ListDeliveries(document)).deliveries
        assert [(one.recipient, one.copies) for one in rows] == [(UNIT, 1), ("温州市纪委监委", 1), ("区委组织部", 1)]
        receipt = distribution.RecordReceipt(rows[0].id, TODAY, "李文书", 1)
        no("E-RECEIPT", distribution.record_receipt, desk, replace(receipt, copies=2))
        no("E-DAY", distribution.record_receipt, desk, replace(receipt, on=TODAY - timedelta(1)))
        no("E-INPUT", distribution.record_receipt, desk, replace(receipt, by=" "))
        distribution.record_receipt(desk, receipt)
        no("E-STATE", distribution.record_receipt, desk, receipt)
        assert not [task for task in waiting.waiting(desk) if task.kind == "delivery"]
        printing.record_print(desk, printing.RecordPrint(document, 1, 3))
    with sitting_on(path)("general_office", TODAY + timedelta(30)) as desk:
        late = [row for row in deadlines.list_deadlines(desk) if row.procedure == "delivery"]
        (task,) = [task for task in waiting.waiting(desk) if task.kind == "delivery"]
        assert (task.id, task.verb) == (document, "登记签收") and "2 处" in task.state
        reminder = distribution.RemindRecipient(rows[1].id, "电话催办。")
        no("E-INPUT", distribution.remind_recipient, desk, replace(reminder, reason=" "))
        no("E-STATE", distribution.remind_recipient, desk, replace(reminder, delivery=rows[0].id))
        assert distribution.remind_recipient(desk, reminder).times == 1
        assert distribution.remind_recipient(desk, reminder).times == 2
        shown = circulation.circulation(desk, document)
        assert [(one.state, len(one.reminded)) for one in shown.deliveries] == [
            ("received", 0), ("overdue", 2), ("overdue", 0)]  # fmt: skip
        assert shown.next == "record_receipt"
    with sitting_on(path)("seal_keeper", TODAY + timedelta(30)) as desk:
        no("E-ROLE", distribution.remind_recipient, desk, reminder)
        assert not [task for task in waiting.waiting(desk) if task.kind == "delivery"]
    assert [(row.kind, row.verb, row.mine) for row in late] == [("overdue", "登记签收", True)] * 2


def test_only_a_measured_printer_in_scale_prints_and_pages_are_moved_for_it(
    signed: tuple[At, str, str], tmp_path: Path
) -> None:
    at, _, document = signed
    sealed(at, document)
    with at("general_office") as desk:
        page = printers.save_calibration_page(desk, printers.SaveCalibrationPage(tmp_path / "校准.pdf"))
        assert page.target.read_bytes().startswith(b"%PDF")
        measured = printers.RecordCalibration("办公室激光", 1020, 1000, 200, 200)
        assert not printers.record_calibration(desk, measured).fit
        register = issuing.RegisterDocument(document, 3, printer="办公室激光")
        assert "Q09" in no("E-PRINTER", issuing.register_document, desk, register).rule
        done = printers.record_calibration(desk, replace(measured, across=1003, left=215, top=150))
        assert (done.fit, done.right, done.below, done.clamped) == (True, -15, 30, True)
        assert printers.list_printers(desk) == (printers.Printer("办公室激光", -15, 30),)
        assert issuing.register_document(desk, register).job == 1
        unsent = printing.SendToPrinter(document, 1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", str(tmp_path))
            no("E-SPOOL", printing.send_to_printer, desk, unsent)
        no("E-PRINT", printing.send_to_printer, desk, replace(unsent, job=2))
