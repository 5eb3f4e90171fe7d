"""The life of a paper: returned, revised, voided and drafted anew, numbered once on a sane day, filed away."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from lucheng_desktop.cases import paper_life, rulebook
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import (
    archiving,
    clearance,
    clearance_withdrawal,
    issuing,
    numbers,
    papers,
    printing,
    redrafting,
    revisions,
)
from lucheng_desktop.procedures.redrafting import RevisedParagraph
from lucheng_desktop.refusal import Refused
from tests.office import At, proposed, sitting
from tests.procedures.clearings import (
    agreed,
    agreed_office,
    approved_office,
    gone,
    issued_office,
    no,
    passed,
    send,
    signed,
)

__all__ = ["agreed", "agreed_office", "approved_office", "gone", "issued_office", "signed"]
TODAY = Clock().today()


def body(at: At, document: str) -> list[dict[str, Any]]:
    with at("handling_dept") as desk:
        found: list[dict[str, Any]] = issuing.show_document(desk, document).fields["draft"]["body"]
    return found


def revised(parts: list[dict[str, Any]], **more: str) -> redrafting.ReviseDocument:
    return redrafting.ReviseDocument(body=tuple(RevisedParagraph(**part) for part in parts), **more)


def test_a_draft_is_revised_and_the_leader_sees_what_changed(agreed: tuple[At, str], tmp_path: Path) -> None:
    at, about = agreed
    document = proposed(at, about).document
    parts = body(at, document)
    parts[-1]["text"] = "特此通报，请在本单位范围内传达。"
    with at("case_trial") as desk:
        no("E-ROLE", redrafting.revise_document, desk, revised(parts, document=document))
    with at("handling_dept") as desk:
        redrafting.revise_document(desk, revised(parts, document=document))
        no("E-REVISED", redrafting.revise_document, desk, revised(parts[-1:], document=document))
        quoted = [*parts, {"level": 0, "text": "旧村改造签约过程中收受拆迁户香烟两条、购物卡若干。"}]
        no("E-QUOTE", redrafting.revise_document, desk, revised(quoted, document=document))
        target = tmp_path / "修改对照.docx"
        answer = revisions.compare_drafts(desk, revisions.CompareDrafts(document, target))
    assert answer.seen == ""
    assert [run.text for one in answer.paragraphs for run in one.runs if run.change == "inserted"]
    assert "传达" in "".join(node.text or "" for node in Document(str(target)).element.iter())
    passed(at, about)
    with at("handling_dept") as desk:
        no("E-STATE", redrafting.revise_document, desk, revised(parts, document=document))
        assert revisions.compare_drafts(desk, revisions.CompareDrafts(document)).paragraphs == ()
    assert send(at, document).endswith("1号")


def test_a_signed_paper_is_not_edited_but_voided_by_two_and_drafted_anew(signed: tuple[At, str, str]) -> None:
    at, about, document = signed
    with at("general_office") as desk:
        one = issuing.number_document(desk, issuing.NumberDocument(document)).number
    with at("handling_dept") as desk:
        no("E-STATE", redrafting.void_and_redraft, desk, redrafting.VoidAndRedraft(document))
        no("E-ROLE", redrafting.order_redraft, desk, redrafting.OrderRedraft(document, "姓名写错"))
    with at("principal") as desk:
        no("E-INPUT", redrafting.order_redraft, desk, redrafting.OrderRedraft(document, " "))
        redrafting.order_redraft(desk, redrafting.OrderRedraft(document, "职务名称与任免文件不一致。"))
        no("E-ROLE", redrafting.void_and_redraft, desk, redrafting.VoidAndRedraft(document))
    with at("seal_keeper") as desk:
        no("E-STATE", issuing.seal_document, desk, issuing.SealDocument(document, one))
    with at("handling_dept") as desk:
        done = redrafting.void_and_redraft(desk, redrafting.VoidAndRedraft(document))
        assert done.number == one
        view = clearance.show_clearance(desk, about)
        assert (view.progress.state, view.document) == ("proposed", done.redraft)
        parts = issuing.show_document(desk, done.redraft).fields["draft"]["body"]
        parts[-1]["text"] = "特此通报。请周知。"
        redrafting.revise_document(desk, revised(parts, document=done.redraft))
        told = revisions.compare_drafts(desk, revisions.CompareDrafts(done.redraft))
    assert told.seen == "order_redraft"
    assert any(run.text.endswith("请周知。") for part in told.paragraphs for run in part.runs)
    with at("principal") as desk:
        no("E-STATE", clearance.approve_clearance, desk, clearance.ApproveClearance(about))
    passed(at, about)
    two = send(at, done.redraft)
    with at("general_office") as desk:
        read = archiving.read_register(desk, archiving.ReadRegister("circular", TODAY.year))
    assert [line.number for line in read.lines] == [one, two]
    assert read.gaps == () and not read.conflict
    assert read.lines[0].state == "voided" and "任免文件" in read.lines[0].void_reason
    assert read.lines[1].void_reason == ""


def test_a_registered_paper_is_filed_for_as_long_as_the_table_says(signed: tuple[At, str, str]) -> None:
    at, _, document = signed
    order = archiving.ArchiveDocument(document, "鹿纪档2026-1", TODAY)
    with at("general_office") as desk:
        no("E-STATE", archiving.archive_document, desk, order)
    send(at, document)
    with at("general_office") as desk:
        no("E-PRINT", archiving.archive_document, desk, order)
        printing.record_print(desk, printing.RecordPrint(document, 1, 3))
        no("E-RETENTION", archiving.archive_document, desk, replace(order, retention="years_10"))
        no("E-DAY", archiving.archive_document, desk, replace(order, on=TODAY - timedelta(1)))
        assert archiving.archive_document(desk, order).retention == "permanent"
        assert issuing.show_document(desk, document).progress.state == "archived"
        assert issuing.preview(desk, document).startswith(b"%PDF")


RULES = rulebook.load()
DAY = {
    "signed_on": date(2026, 3, 2),
    "last_on": date(2026, 3, 9),
    "series": (paper_life.Given(2026, date(2026, 3, 9)),),
}


@pytest.mark.parametrize(
    ("today", "changes", "key"),
    [
        (date(2026, 3, 1), {}, "E-CLOCK/signed"),
        (date(2026, 3, 8), {}, "E-CLOCK/given"),
        (date(2026, 3, 9), {"series": (paper_life.Given(2027, date(2026, 3, 9)),)}, "E-CLOCK/year"),
        (date(2028, 3, 9), {}, "E-CLOCK/jump"),
        (date(2028, 3, 9), {"year": 2027}, "E-CLOCK/jump"),
        (date(2026, 3, 9), {"year": 2027}, "E-CLOCK/typed"),
        (date(2026, 3, 9), {}, ""),
        (date(2027, 1, 4), {}, ""),
        (date(2028, 3, 9), {"year": 2028}, ""),
    ],
)
def test_no_number_on_a_day_that_cannot_be(today: date, changes: dict[str, Any], key: str) -> None:
    facts = {**DAY, "year": 0, **changes}
    if not key:
        return paper_life.number_day(RULES, today, **facts)
    with pytest.raises(Refused) as refused:
        paper_life.number_day(RULES, today, **facts)
    assert (refused.value.key, "F25" in refused.value.rule, bool(refused.value.next)) == (key, True, True)
    return None


def test_a_number_given_twice_blocks_both_papers_until_one_is_void(signed: tuple[At, str, str]) -> None:
    at, _, document = signed
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
        series, year = number.partition("〔")[0], TODAY.year
        with desk.vault.transaction() as shelf:
            register = shelf.record("register", numbers.register_id(desk.vault.office, series, year))
            rival = shelf.create("document", {"kind": "circular", "title": "另一台设备上的通报", "subject": "",
                                              "series": series, "year": year, "sequence": 1})  # fmt: skip
            shelf.append("register", register.id, "number", {"sequence": 1, "holder": rival})
    with at("seal_keeper") as desk:
        refused = no("E-NUMBER", issuing.seal_document, desk, issuing.SealDocument(document, number))
        assert "另一台设备上的通报" in refused.message
    with at("general_office") as desk:
        read = archiving.read_register(desk, archiving.ReadRegister("circular", year))
        assert [line.shared for line in read.lines] == [True, True]
        with desk.vault.transaction() as shelf:
            shelf.append("document", rival, "void", {"reason": "两台设备同时编号"})
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, number))


def test_a_correction_is_returned_revised_and_after_its_signature_drafted_anew(
    gone: tuple[Path, str, str, str],
) -> None:
    place, about, original, _ = gone
    at = sitting(place)
    with at("handling_dept") as desk:
        order = clearance_withdrawal.ProposeWithdrawal(about, "出现新的证据，反映属实。")
        paper = clearance_withdrawal.propose_withdrawal(desk, order).document
    with at("case_trial") as desk:
        no("E-INPUT", redrafting.return_document, desk, redrafting.ReturnDocument(paper, " "))
        redrafting.return_document(desk, redrafting.ReturnDocument(paper, "结尾写明执行要求。"))
    parts = [*body(at, paper), {"level": 0, "text": "请将本更正传达到原通报发送的范围。"}]
    with at("handling_dept") as desk:
        redrafting.revise_document(desk, revised(parts, document=paper))
        told = revisions.compare_drafts(desk, revisions.CompareDrafts(paper))
    assert told.seen == "return_document"
    assert [run.text for one in told.paragraphs for run in one.runs] == ["请将本更正传达到原通报发送的范围。"]
    with at("case_trial") as desk:
        papers.review_document(desk, papers.ReviewDocument(paper, "同意。"))
    with at("principal") as desk:
        no("E-WITH-CASE", papers.sign_off_document, desk, papers.SignOffDocument(paper))
        clearance_withdrawal.withdraw_clearance(desk, clearance_withdrawal.WithdrawClearance(about))
        redrafting.order_redraft(desk, redrafting.OrderRedraft(paper, "日期写错。"))
    with at("handling_dept") as desk:
        again = redrafting.void_and_redraft(desk, redrafting.VoidAndRedraft(paper)).redraft
        assert clearance.show_clearance(desk, about).fields["correction"] == again
    with at("case_trial") as desk:
        papers.review_document(desk, papers.ReviewDocument(again, "同意。"))
    with at("principal") as desk:
        papers.sign_off_document(desk, papers.SignOffDocument(again))
        assert issuing.show_document(desk, original).progress.state == "registered"
    with at("general_office") as desk:
        assert issuing.number_document(desk, issuing.NumberDocument(again)).number
