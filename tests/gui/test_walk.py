"""By keyboard alone: Tab goes through every page in reading order, always seen, always named; nothing is cut."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget, QWidget

from lucheng_desktop.gui.clearance_page import ClearancePage
from lucheng_desktop.gui.findings_page import FindingsPage
from lucheng_desktop.gui.handover_page import HandoverPage
from lucheng_desktop.gui.history_page import HistoryPage
from lucheng_desktop.gui.issuing_page import IssuingPage
from lucheng_desktop.gui.keeping_page import KeepingPage
from lucheng_desktop.gui.officers_page import OfficersPage
from lucheng_desktop.gui.page import Page
from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.gui.printers_page import PrintersPage
from lucheng_desktop.gui.sealing_page import SealingPage
from lucheng_desktop.gui.table import RecordTable
from lucheng_desktop.gui.tasks_page import TasksPage
from lucheng_desktop.procedures import petitions
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from tests.gui.looking import cut_off, tabbed
from tests.gui.seat import PLACE, Sit, clipped, nameless, rest, sit
from tests.office import OFFICERS, PASSPHRASE, found, founded, received, registered, sealed

__all__ = ["founded", "sit"]

LONG = petitions.Accused("买买提·阿不都热合曼·艾合买提江", "演练街道办事处（旧村改造指挥部）", "副主任", "section")
SMALL = (1093 - 168, 614 - 34 - 28)
"""What is left to a page at the design size when everything is drawn at 125 %."""
MOST_STOPS = 80


@pytest.fixture(scope="module")
def worked(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a sealed document, a candidate, an open allegation and a petition that has just come in."""
    place = shutil.copytree(founded, tmp_path_factory.mktemp("worked") / "office.vault")

    @contextmanager
    def at(role: str) -> Iterator[Desk]:
        desk = unlock(Unlock(place, OFFICERS[role], PASSPHRASE))
        with closing(desk.vault):
            yield desk

    sealed(at)
    with at("petition_office") as desk:
        allegations = registered(desk, accused=LONG).allegations
        received(desk)
    found(at, allegations[0], "unsubstantiated")
    return place


@pytest.fixture
def office(worked: Path, tmp_path: Path) -> Path:
    return shutil.copytree(worked, tmp_path / "office.vault")


def first(page: Page) -> None:
    """The newest record of the list at the left."""
    table = next(table for table in page.findChildren(RecordTable) if table.isVisible())
    table.selectRow(0)


def newest_open(page: Page) -> None:
    table = page.findChildren(RecordTable)[0]
    table.selectRow(table.rows.rowCount() - 1)


def intake(page: Page) -> None:
    assert isinstance(page, PetitionsPage)
    page.start()


def asked_for_a_purpose(page: Page) -> None:
    assert isinstance(page, PetitionsPage)
    newest_open(page)
    rest()
    page.opened.ask()


def newcomer(page: Page) -> None:
    assert isinstance(page, OfficersPage)
    page.start()


def envelopes(page: Page) -> None:
    assert isinstance(page, OfficersPage)
    page.show_recovery()


Prepare = Callable[[Page], None]
PLACES: dict[str, tuple[str, type[Page], Prepare]] = {
    "tasks": ("handling_dept", TasksPage, first),
    "petition intake": ("petition_office", PetitionsPage, intake),
    "petition content": ("petition_office", PetitionsPage, first),
    "petition to read": ("principal", PetitionsPage, newest_open),
    "complainant to open": ("petition_office", PetitionsPage, asked_for_a_purpose),
    "finding to draft": ("handling_dept", FindingsPage, newest_open),
    "finding to read": ("principal", FindingsPage, first),
    "clearance": ("handling_dept", ClearancePage, first),
    "document": ("general_office", IssuingPage, first),
    "seals": ("seal_keeper", SealingPage, lambda page: None),
    "printers": ("general_office", PrintersPage, lambda page: page.begin.click()),
    "handover": ("petition_office", HandoverPage, first),
    "history": ("principal", HistoryPage, first),
    "officer": ("general_office", OfficersPage, first),
    "officer to enter": ("general_office", OfficersPage, newcomer),
    "recovery sheets": ("petition_office", OfficersPage, envelopes),
    "backups": ("general_office", KeepingPage, lambda page: None),
}
Go = Callable[..., Page]


@pytest.fixture
def go(sit: Sit) -> Go:
    """`go(place, size)`: a page with a record open, in a window that has the focus."""

    def turn(place: str) -> Page:
        role, kind, prepare = PLACES[place]
        page: Page = sit(role, kind)
        page.window().activateWindow()
        prepare(page)
        rest()
        return page

    return turn


def tabs(page: Page) -> Iterator[None]:
    """Turn to every tab of the page."""
    inner = [one for one in page.findChildren(QTabWidget) if one.isVisible()]
    for at in range(inner[0].count() if inner else 1):
        if inner and not inner[0].isTabVisible(at):
            continue
        if inner:
            inner[0].setCurrentIndex(at)
        rest()
        yield


def walk(
    page: Page, key: Qt.Key = Qt.Key.Key_Tab, at_each: Callable[[QWidget], None] = lambda stop: None
) -> list[QWidget]:
    """What the Tab key comes to, from the first stop until it is there again."""
    page.window().setFocus()
    tabbed(page)[0].setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in stops:
        assert here is not None
        assert len(stops) < MOST_STOPS
        stops.append(here)
        at_each(here)
        QTest.keyClick(here, key)
        QApplication.processEvents()
    assert here is stops[0], f"Tab goes round {here.objectName()} for ever"
    return stops


def box(widget: QWidget, inside: QWidget | None = None) -> QRect:
    return QRect(widget.mapTo(inside or widget.window(), QPoint(0, 0)), widget.size())


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}"


def area(widget: QWidget) -> QScrollArea | None:
    """The scrolled area a widget lies in; what is scrolled out of sight has no place in the window."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def back(before: QWidget, after: QWidget) -> bool:
    """Whether somebody who reads comes to the second first: it stands above, and not in a column further right."""
    ground = area(before)
    if ground is not None and ground is area(after):
        one, other = box(before, ground.widget()), box(after, ground.widget())
    else:
        one, other = box(ground or before), box(area(after) or after)
    return other.bottom() <= one.top() and other.left() <= one.right()


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_everything_in_reading_order(go: Go, place: str) -> None:
    page = go(place)
    for _ in tabs(page):
        stops = walk(page)
        assert {told(one) for one in tabbed(page)} <= {told(one) for one in stops}
        turns = [(told(one), told(other)) for one, other in pairwise([*stops, stops[0]]) if back(one, other)]
        assert len(turns) <= 1, "only from the last back to the first"
        assert not nameless(page)
    onward = walk(page)
    assert walk(page, Qt.Key.Key_Backtab) == [onward[0], *reversed(onward[1:])]


def picture(window: QWidget, around: QRect) -> QImage:
    rest()
    return window.grab(around).toImage()


def differing(one: QImage, other: QImage) -> int:
    """How many bits of two pictures of one size differ; a line of a ring is more than four a dot."""
    assert one.size() == other.size()
    first, second = (int.from_bytes(bytes(seen.constBits()), "little") for seen in (one, other))
    return (first ^ second).bit_count()


@pytest.mark.parametrize("place", PLACES)
def test_the_focus_is_always_seen(go: Go, place: str) -> None:
    unseen = []

    def compare(stop: QWidget) -> None:
        around = box(stop).adjusted(-3, -3, 3, 3)
        focused = picture(stop.window(), around)
        stop.clearFocus()
        if differing(focused, picture(stop.window(), around)) < 4 * min(stop.width(), stop.height()):
            unseen.append(told(stop))
        stop.setFocus(Qt.FocusReason.TabFocusReason)

    walk(go(place), at_each=compare)
    assert unseen == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_at_100_and_at_125_percent(go: Go, place: str) -> None:
    page = go(place)
    for size in (PLACE, SMALL):
        page.window().resize(*size)
        for _ in tabs(page):
            assert (page.window().width(), page.window().height()) == size
            assert not clipped(page)
            assert not cut_off(page)
