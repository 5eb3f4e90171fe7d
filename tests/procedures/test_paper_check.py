"""Checking a paper: by short code, by square, by scanned text; in force or void; every altered fact is named."""

from collections.abc import Iterator
from typing import Any

import pytest

from lucheng_desktop.procedures import drafting, issuing, printing
from lucheng_desktop.procedures.clearance_withdrawal import (
    ProposeWithdrawal,
    WithdrawClearance,
    propose_withdrawal,
    withdraw_clearance,
)
from lucheng_desktop.procedures.paper_check import CheckPaper, check_paper
from lucheng_desktop.procedures.papers import ReviewDocument, review_document
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, At
from tests.procedures.clearings import agreed, agreed_office, approved_office, send, signed

__all__ = ["agreed", "agreed_office", "approved_office", "signed"]
UNIT = f"{ACCUSED.unit}党组织"


@pytest.fixture
def squares() -> Iterator[None]:
    """The office has turned the square on."""
    words: Any = drafting.office_words()["distribution"]
    words["square"] = True
    yield
    words["square"] = False


def test_a_typed_code_says_whether_the_paper_is_in_force_and_what_was_altered(signed: tuple[At, str, str]) -> None:
    at, about, document = signed
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
        fields = issuing.show_document(desk, document).fields
        code = fields["code"]
        assert check_paper(desk, CheckPaper(code)).standing == "not_issued"
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, number))
    with at("general_office") as desk:
        issuing.register_document(desk, issuing.RegisterDocument(document, 3))
        printing.record_print(desk, printing.RecordPrint(document, 1, 3, (2,)))
        for typed in (code, code.upper(), code.replace("-", " "), f"（核验码：{code}）", code.replace("0", "O")):
            answer = check_paper(desk, CheckPaper(typed))
            assert (answer.standing, answer.word, answer.number, answer.altered) == ("current", "现行", number, ()), (
                typed
            )
        told = {"number": number, "name": ACCUSED.name, "copy": 1, "recipient": UNIT}
        answer = check_paper(desk, CheckPaper(code, **told))
        assert (answer.recipient, answer.altered) == (UNIT, ())
        wrong = {"number": number.replace("1号", "2号"), "name": "陈某某", "date": "2020-01-01", "title": "表彰通报"}
        answer = check_paper(desk, CheckPaper(code, **wrong))
        assert {one.what for one in answer.altered} == set(wrong)
        assert next(one.recorded for one in answer.altered if one.what == "name") == ACCUSED.name
        for copy, said in ((2, "销毁"), (9, "没有印发")):
            assert said in check_paper(desk, CheckPaper(code, copy=copy)).altered[0].recorded
        assert check_paper(desk, CheckPaper(code, copy=3, recipient=UNIT)).altered[0].what == "recipient"
        assert check_paper(desk, CheckPaper("0000-0000-0000")).standing == "unknown"
        for broken in ("", "核验码", "1a2b-3c4d-5e6", "1a2b-3c4d-5e6f7", "这不是核验码这不是核"):
            with pytest.raises(Refused) as refused:
                check_paper(desk, CheckPaper(broken))
            assert refused.value.code == "E-CODE"
        whole = issuing.preview(desk, document)
        text = _text(whole)
        assert check_paper(desk, CheckPaper(text)).altered == ()
        forged = check_paper(desk, CheckPaper(text.replace("不属实", "属实")))
        assert forged.altered and all(one.what == "body" for one in forged.altered)
    with at("handling_dept") as desk:
        correction = propose_withdrawal(desk, ProposeWithdrawal(about, "出现新的证据，反映属实。")).document
    with at("case_trial") as desk:
        review_document(desk, ReviewDocument(correction, "同意。"))
    with at("principal") as desk:
        withdraw_clearance(desk, WithdrawClearance(about))
        answer = check_paper(desk, CheckPaper(code))
    assert (answer.standing, answer.word) == ("void", "已作废")
    assert "撤销" in answer.reason


def _text(pdf: bytes) -> str:
    import subprocess

    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_a_square_is_verified_offline_and_names_what_it_does_not_share(
    signed: tuple[At, str, str], squares: None
) -> None:
    at, _, document = signed
    send(at, document)
    with at("petition_office") as desk:
        text = issuing.show_document(desk, document).fields["check"]
        answer = check_paper(desk, CheckPaper(text))
        assert (answer.standing, answer.signature, answer.altered) == ("current", "valid", ())
        flipped = text[:40] + ("0" if text[40] != "0" else "1") + text[41:]
        try:
            broken = check_paper(desk, CheckPaper(flipped))
        except Refused as refused:
            assert refused.code == "E-CODE"
        else:
            assert broken.signature == "invalid" or broken.standing == "unknown"
        assert [one.what for one in check_paper(desk, CheckPaper(text, name="另一个人")).altered] == ["name"]
