"""Checking a paper: by short code, by square, by scanned text; in force or void; every altered fact is named."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.circulars import check_code
from lucheng_desktop.ledger.signing import public_of
from lucheng_desktop.procedures import drafting, issuing, printing
from lucheng_desktop.procedures.check_keys import SaveCheckKeys, save_check_keys
from lucheng_desktop.procedures.clearance_withdrawal import (
    ProposeWithdrawal,
    WithdrawClearance,
    propose_withdrawal,
    withdraw_clearance,
)
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.paper_check import CheckPaper, check_paper
from lucheng_desktop.procedures.papers import ReviewDocument, review_document
from lucheng_desktop.procedures.verifying import verify_paper
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, COMPLAINANT, At
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
    assert (answer.standing, answer.word, answer.holds) == ("withdrawn", "已撤回，更正尚未印发", False)
    assert "撤销" in answer.reason
    number = send(at, correction, 1)
    with at("general_office") as desk:
        answer = check_paper(desk, CheckPaper(code))
        assert (answer.standing, answer.word, answer.holds) == ("corrected", "已撤回并更正", False)
        assert number in answer.reason
        assert check_paper(desk, CheckPaper(issuing.show_document(desk, correction).fields["code"])).word == "现行"


def _text(pdf: bytes) -> str:
    import subprocess

    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def _wrong(code: str, at: int) -> str:
    """The code with one other digit in that place, none that looks like it."""
    digits = "0123456789acdef".replace("b", "").replace("8", "")
    return code[:at] + next(one for one in digits if one != code[at]) + code[at + 1 :]


def test_a_mistyped_code_is_noticed_and_a_misread_one_found(signed: tuple[At, str, str]) -> None:
    at, _, document = signed
    with at("general_office") as desk:
        issuing.number_document(desk, issuing.NumberDocument(document))
        code = issuing.show_document(desk, document).fields["code"]
        for place in (0, 6, 15):
            with pytest.raises(Refused) as refused:
                check_paper(desk, CheckPaper(_wrong(code, place)))
            assert refused.value.key == "E-CODE/digit"
        assert check_paper(desk, CheckPaper(code[:14])).document == document, "an old code has no check digit"
        twins = str.maketrans("8b", "b8")
        swapped = code.translate(twins)
        answer = check_paper(desk, CheckPaper(swapped))
        assert answer.document == document
        assert swapped == code or code in answer.note
        assert answer.unchanged is None, "a code proves no text"


def _pictured(pdf: bytes, page: int) -> bytes:
    """A page as a scanner of 150 dpi sends it."""
    import io

    import pypdfium2

    out = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as file:
        file[page].render(scale=150 / 72, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()


def test_the_square_of_a_copy_names_its_recipient_and_says_nothing_that_is_not_printed(
    signed: tuple[At, str, str], squares: None, tmp_path: Path
) -> None:
    at, about, document = signed
    number, before = send(at, document), check_code.written(_old(at, document), bytes(64))
    with at("general_office") as desk:
        printed, keys = tmp_path / "印发.pdf", tmp_path / "公钥.pem"
        printing.save_print_file(desk, printing.SavePrintFile(document, 1, printed))
        picture, other = tmp_path / "第二份.png", tmp_path / "第三份.png"
        picture.write_bytes(_pictured(printed.read_bytes(), 3))
        other.write_bytes(_pictured(printed.read_bytes(), 5))
        answer = check_paper(desk, CheckPaper(file=picture))
        assert (answer.standing, answer.signature, answer.unchanged, answer.holds) == ("current", "valid", True, True)
        assert (answer.signer, answer.square.copy, answer.altered) == (desk.officer.name, 2, ())
        third = check_paper(desk, CheckPaper(file=other))
        assert third.square.copy == 3
        assert {answer.recipient, third.recipient} <= {UNIT, "存档", "温州市纪委监委", "区委组织部"}
        shown = {one.what: (one.printed, one.recorded) for one in answer.facts}
        assert shown["number"] == (number, number)
        assert shown["copy"] == ("000002", "000002")
        save_check_keys(desk, SaveCheckKeys(keys))
        old = check_paper(desk, CheckPaper(before))
        assert (old.standing, old.signature, old.altered, old.holds) == ("current", "invalid", (), False)
        fields = issuing.show_document(desk, document).fields
        _says_only_what_is_printed(desk, fields, about, document, printed)
        _names_what_differs(desk, document)
    alone = verify_paper(str(picture), keys=keys)
    assert (alone.standing, alone.signature, alone.trusted, alone.holds) == ("unverified", "valid", True, True)
    assert alone.unchanged is None
    assert "不能知道" in alone.note
    blind = verify_paper(str(picture))
    assert (blind.signature, blind.square.signature, blind.holds) == ("none", "unchecked", None)


def _old(at: At, document: str) -> bytes:
    """What was signed of this paper before squares bore a copy number."""
    with at("general_office") as desk:
        claim = check_code.read(issuing.show_document(desk, document).fields["check"])
    return b"\1" + claim.signed[1:9] + claim.signed[12:]


def _says_only_what_is_printed(desk: Desk, fields: Any, about: str, document: str, printed: Path) -> None:
    text = "".join(_text(printed.read_bytes()).split())
    claim = check_code.read(fields["check"])
    assert all(part in text for part in (claim.facts.number, claim.facts.name))
    year, month, day = (int(part) for part in claim.facts.date.split("-"))
    assert f"{year}年{month}月{day}日" in text
    assert set(claim.facts.conclusion) <= set(text)
    whole = claim.signed.hex()
    with desk.vault.reading() as shelf:
        petition = shelf.record("clearance", about).fields["petition"]
    for secret in (about, document, petition, desk.officer.id, COMPLAINANT.name.encode().hex()):
        assert secret not in whole


def _names_what_differs(desk: Desk, document: str) -> None:
    """Signed by the office and still not its paper: each fact by itself."""
    key = desk.vault.author.key
    fields = issuing.show_document(desk, document).fields
    texts = [part["text"] for part in fields["draft"]["body"]]
    facts = check_code.read(fields["check"]).facts
    cases: list[tuple[str, Any, list[str]]] = [
        ("name", replace(facts, name="陈某某"), texts), ("conclusion", replace(facts, conclusion="反映属实"), texts),
        ("date", replace(facts, date="2020-01-01"), texts), ("body", facts, ["另外的正文"]),
        ("copy", replace(facts, copy=999), texts),
    ]  # fmt: skip
    for what, told, body in cases:
        signed = check_code.to_sign(told, body, public_of(key))
        answer = check_paper(desk, CheckPaper(check_code.written(signed, key.sign(signed))))
        assert ([one.what for one in answer.altered], answer.holds) == ([what], False)
        assert answer.signature == "valid"


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
