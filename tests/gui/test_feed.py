"""A long list is read as far as somebody looks, and whole as soon as somebody searches or sorts it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from lucheng_desktop.gui import feed
from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import petitions
from tests.gui.seat import Sit, rest, sit
from tests.office import At, at, founded, office

__all__ = ["at", "founded", "office", "sit"]

MANY = 95


@pytest.fixture
def page(at: At, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> Iterator[PetitionsPage]:
    """The petitions page of an office with more petitions than are read at a time."""
    monkeypatch.setattr(feed, "_COUNT", 40)
    with at("petition_office") as desk:
        order = petitions.ReceivePetition(Clock().today(), "letter", "municipal")
        for _ in range(MANY):
            petitions.receive_petition(desk, order)
    yield sit("petition_office", PetitionsPage)


def test_the_next_portion_comes_when_the_end_is_in_sight(page: PetitionsPage) -> None:
    table, bar = page.ui.table, page.ui.table.verticalScrollBar()
    assert table.rows.total() == 40 and page.feed.more
    assert "往下还有" in page.ui.count.text()
    table.selectRow(3)
    chosen = table.current()
    for total in (80, MANY):
        bar.setValue(bar.maximum())
        rest()
        assert table.rows.total() == total
    assert not page.feed.more and "往下还有" not in page.ui.count.text()
    assert table.current() == chosen
    assert len({table.rows.row(at).id for at in range(MANY)}) == MANY
    page.refresh()
    rest()
    assert table.rows.total() == MANY, "as far as it was read before"


def test_searching_and_sorting_read_the_whole_list(page: PetitionsPage) -> None:
    page.search("没有这样的来件")
    rest()
    assert (page.ui.table.rows.rowCount(), page.ui.table.rows.total()) == (0, MANY)


def test_sorting_reads_the_whole_list(page: PetitionsPage) -> None:
    page.ui.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    rest()
    assert page.ui.table.rows.total() == MANY
