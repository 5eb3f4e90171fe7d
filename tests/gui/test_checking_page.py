"""核对: what is brought goes to the register; what differs, or is void, never looks like a plain yes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.checking_page import CheckingPage
from lucheng_desktop.procedures.paper_check import PaperChecked, Registered, Square
from lucheng_desktop.procedures.paper_record import compared
from tests.cli.test_papers_brought import CODE, picture, square
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, clipped, nameless, rest, sit, write
from tests.office import founded, office

__all__ = ["founded", "office", "sit"]
DIGEST = "0123456789abcdef" * 2
FACTS = (
    compared("number", "鹿纪〔2026〕7号", "鹿纪〔2026〕7号", True), compared("name", "陈某某", "陈堃喆", False),
    compared("conclusion", "反映不属实", "反映不属实", True), compared("date", "2026-03-02", "2026-03-02", True),
    compared("body", DIGEST, DIGEST[::-1], False), compared("title", "", "关于为陈堃喆同志澄清正名的通报" * 3, None),
    compared("copy", "000012", "000012", True), compared("recipient", "", "温州市鹿城区演练街道党工委", None),
)  # fmt: skip
SQUARE = Square("valid", "00" * 8, "鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02", 12, DIGEST)
GOOD = PaperChecked(
    "current", "现行", "valid", "黄清和", True, True, Registered("鹿纪〔2026〕7号", "registered"),
    document="00" * 16, number="鹿纪〔2026〕7号", title="关于为陈堃喆同志澄清正名的通报", issued_on="2026-03-03",
    recipient="温州市鹿城区演练街道党工委", facts=tuple(one for one in FACTS if one.same is not False), square=SQUARE,
    holds=True,
)  # fmt: skip


@pytest.fixture
def page(sit: Sit) -> CheckingPage:
    made: CheckingPage = sit("petition_office", CheckingPage)
    return made


def shown(page: CheckingPage) -> set[str]:
    return {label.text() for label in page.result.findChildren(QLabel) if label.isVisible()}


def test_what_is_brought_is_looked_up_and_what_is_none_is_said(page: CheckingPage, tmp_path: Path) -> None:
    page.file.set_value(picture(tmp_path, square()))
    QTest.keyClick(page.check_file, Qt.Key.Key_Space)
    rest()
    assert "签名无效" in page.message.ui.text.text()
    assert "■ 登记簿中没有这份公文" in shown(page)
    assert {"鹿纪〔2026〕7号", "陈堃喆", "000012"} <= shown(page)
    write(page.typed, CODE)
    QTest.keyClick(page.typed.control, Qt.Key.Key_Return)
    rest()
    assert "登记簿中没有这份公文" in page.message.ui.text.text()
    page.typed.set_value(CODE.replace("5e6f", "5e7f"))
    QTest.keyClick(page.check_text, Qt.Key.Key_Space)
    rest()
    assert "输错" in page.message.ui.text.text()
    assert not page.result.isVisible(), "an earlier answer does not stand beside a refusal"
    broken = tmp_path / "坏.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    page.file.set_value(broken)
    QTest.keyClick(page.check_file, Qt.Key.Key_Space)
    rest()
    assert page.message.ui.code.text() == "E-PICTURE"
    page.file.set_value("")
    QTest.keyClick(page.check_file, Qt.Key.Key_Space)
    assert page.file.error.text() == "请选择文件。"


def test_facts_stand_side_by_side_and_what_differs_is_marked(page: CheckingPage) -> None:
    altered = tuple(one for one in FACTS if one.same is False)
    answer = PaperChecked(
        "current", "现行", "valid", "黄清和", True, False, document="00" * 16, number="鹿纪〔2026〕7号",
        title=GOOD.title, facts=FACTS, altered=altered, square=SQUARE, holds=False,
    )  # fmt: skip
    page.show_answer(answer)
    rest()
    assert "有不符之处" in page.message.ui.text.text()
    assert {"陈某某", "陈堃喆", "■ 不符", "✓ 一致", "● 请对照纸面", "● 现行"} <= shown(page)
    assert not clipped(page)
    assert not nameless(page)
    assert not cut_off(page)


@pytest.mark.parametrize(("standing", "word"), [
    ("void", "已作废"), ("corrected", "已撤回并更正"), ("disputed", "文号有冲突"),
])  # fmt: skip
def test_a_paper_that_no_longer_stands_is_never_a_plain_yes(page: CheckingPage, standing: str, word: str) -> None:
    page.show_answer(GOOD)
    rest()
    assert page.message.ui.text.text().startswith("公文真实")
    page.show_answer(replace(GOOD, standing=standing, word=word, reason="2026-04-01 另有更正。", holds=False))
    rest()
    assert page.message.ui.text.text() == f"这份公文不能再用：{word}。"
    assert "2026-04-01 另有更正。" in page.message.ui.then.text()
    assert f"■ {word}" in shown(page)
