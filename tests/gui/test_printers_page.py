"""打印机: the page is shown and printed, what a ruler says is typed in mm, a printer out of scale prints nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui import printers_page
from lucheng_desktop.gui.printers_page import PrintersPage
from lucheng_desktop.gui.sheet import StepSheet
from tests.gui.seat import Sit, clipped, nameless, next_step, rest, sit, told, write
from tests.office import founded, office

__all__ = ["founded", "office", "sit"]
QUEUE = "HP_LaserJet_M406"


@pytest.fixture(autouse=True)
def queues(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PC with one printer, whatever this one has."""
    monkeypatch.setattr(printers_page, "queues", lambda order, check: (QUEUE,))
    yield


def sheet(page: PrintersPage) -> StepSheet:
    assert isinstance(page._sheet, StepSheet)
    return page._sheet


def measure(page: PrintersPage, across: str, down: str, left: str, top: str) -> None:
    for path, text in {"across": across, "down": down, "left": left, "top": top}.items():
        write(sheet(page).fields[path], text)
    QTest.keyClick(sheet(page).go, Qt.Key.Key_Space)
    rest()


def test_a_printer_of_this_pc_is_measured_and_may_print(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    spool = tmp_path / "lp"
    spool.write_text(f'#!/bin/sh\n/bin/cat > "{tmp_path}/sent.pdf"\necho "request id is hp-1 (1 file(s))"\n')
    spool.chmod(0o755)
    page: PrintersPage = sit("general_office", PrintersPage)
    page.ui.table.choose(QUEUE)
    rest()
    assert page.ui.chip.text() == "▲ 没有校准"
    assert "还没有校准" in page.ui.missing.list.item(0).text()
    next_step(page)
    assert "hp-1" in told(page)
    assert (tmp_path / "sent.pdf").read_bytes() == page.paper._pdf, "what is shown is what was printed"
    for wrong in ("一百", "100.33", "1e2", "-100"):
        write(sheet(page).fields["across"], wrong)
        assert sheet(page).fields["across"].error.isVisible(), wrong
    measure(page, "30", "100", "20", "20")
    assert sheet(page).fields["across"].error.text(), "no printer makes 30 mm of 100"
    measure(page, "100.3", "99.8", "20.5", "19.8")
    assert "可以打印正式公文" in told(page) and "向左 0.5 毫米、向下 0.2 毫米" in told(page)
    assert page.ui.chip.text() == "✓ 可以打印公文"
    shown = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("100.3 毫米" in text and "+0.3%" in text for text in shown) and "黄清和" in shown
    assert not clipped(page) and not nameless(page)


def test_a_printer_out_of_scale_says_so_and_one_elsewhere_is_named(sit: Sit) -> None:
    page: PrintersPage = sit("general_office", PrintersPage)
    page.begin.click()
    rest()
    next_step(page)
    measure(page, "102", "100", "20", "20")
    assert sheet(page).fields["printer"].error.isVisible(), "which printer it is must be said"
    write(sheet(page).fields["printer"], "三楼彩色打印机")
    measure(page, "102", "100", "20", "20")
    assert "不能打印正式公文" in told(page)
    assert page.ui.chip.text() == "■ 尺寸不准"
    assert page.ui.name.text() == "三楼彩色打印机"
    assert [row.name for row in page.ui.table.rows._rows] == ["三楼彩色打印机", QUEUE]
