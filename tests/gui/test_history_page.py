"""账本: the history of a case in the office's words, on screen and on paper, and a check that names what is wrong."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from lucheng_desktop.gui.history_page import HistoryPage
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.history import LedgerCheck
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, clipped, nameless, rest, sit
from tests.office import COMPLAINANT, OFFICERS, PASSPHRASE, TEXTS, found, founded, registered

__all__ = ["founded", "sit"]


@pytest.fixture(scope="module")
def worked(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one petition and one approved finding."""
    place = shutil.copytree(founded, tmp_path_factory.mktemp("worked") / "office.vault")

    @contextmanager
    def at(role: str) -> Iterator[Desk]:
        desk = unlock(Unlock(place, OFFICERS[role], PASSPHRASE))
        with closing(desk.vault):
            yield desk

    with at("petition_office") as desk:
        petition = registered(desk)
    found(at, petition.allegations[0], "unsubstantiated")
    return place


@pytest.fixture
def office(worked: Path, tmp_path: Path) -> Path:
    return shutil.copytree(worked, tmp_path / "office.vault")


@pytest.fixture
def page(sit: Sit) -> HistoryPage:
    made: HistoryPage = sit("principal", HistoryPage)
    made.ui.cases.selectRow(0)
    rest()
    return made


def lines(page: HistoryPage) -> list[tuple[str, ...]]:
    rows = page.lines.rows
    return [tuple(str(rows.index(at, column).data()) for column in range(6)) for at in range(rows.rowCount())]


def test_the_history_says_who_did_what_before_and_after(page: HistoryPage) -> None:
    told = [line[1:] for line in lines(page)]
    assert any((who, kind) == ("叶正平", "办理") and before and after for who, kind, _, before, after in told)
    assert any(after == TEXTS[0].text for *_, after in told)


def test_the_history_never_tells_who_reported(page: HistoryPage) -> None:
    told = "".join("".join(line) for line in lines(page))
    for secret in (COMPLAINANT.name, COMPLAINANT.phone, COMPLAINANT.id_no, *COMPLAINANT.aliases, *COMPLAINANT.phrases):
        assert secret not in told


def test_the_ledger_is_checked_when_the_page_is_read_and_on_demand(page: HistoryPage) -> None:
    assert page.ui.chain.text() == "✓ 账本完好"
    assert "个签名" in page.ui.ledger.text()
    page.ui.ledger.setText("")
    page.ui.verify.click()
    rest()
    assert "个签名" in page.ui.ledger.text()


def test_a_broken_ledger_is_named(page: HistoryPage) -> None:
    page._show_check(LedgerCheck(66, 2, "broken", 41, "设备 3f9a 第 7 条：签名不符", "rolled_back", "3f9a" * 16))
    assert page.ui.chain.text() == "■ 账本有误"
    assert "第 7 条" in page.ui.ledger.text()
    assert "旧的副本" in page.ui.ledger.text()


def test_the_history_on_paper_says_the_same(page: HistoryPage, tmp_path: Path) -> None:
    paper = tmp_path / "history.pdf"
    paper.write_bytes(page.paper._pdf)
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    bare = "".join(text.split())
    assert "办理历史" in bare
    assert "打印人：叶正平" in bare
    assert "第1页，共" in bare
    for line in lines(page):
        assert line[0].replace(" ", "") in bare
        assert line[1] in bare
    fonts = subprocess.run(["pdffonts", paper], capture_output=True, text=True, check=True).stdout
    assert all(" yes " in row for row in fonts.splitlines()[2:])


def test_searching_narrows_the_history(page: HistoryPage) -> None:
    whole = len(lines(page))
    page.search("陈行远")
    assert 0 < len(lines(page)) < whole
    page.search("")
    assert len(lines(page)) == whole


def test_keys_reach_every_line(page: HistoryPage) -> None:
    page.lines.setFocus()
    page.lines.selectRow(0)
    assert page.lines.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert page.lines.current() == "0"


def test_everything_has_a_name_and_room(page: HistoryPage) -> None:
    for tab in range(page.ui.tabs.count()):
        page.ui.tabs.setCurrentIndex(tab)
        rest()
        assert not nameless(page)
        assert not clipped(page)
        assert not cut_off(page)
