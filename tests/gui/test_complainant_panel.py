"""Opening who complained: a purpose, a mark in the ledger, ten minutes; and for everybody else, whose work it is."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.procedures.history import history
from tests.gui.looking import cut_off
from tests.gui.seat import Sit, asked, clipped, nameless, rest, sit, told, write
from tests.office import ACCUSED, COMPLAINANT, At, at, founded, office, registered

__all__ = ["at", "founded", "office", "sit"]
OTHER = replace(ACCUSED, name="买买提·艾合买提江")


def shown(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)
    rest()


def test_it_is_opened_for_a_purpose_marked_and_put_away_when_the_time_is_over(at: At, sit: Sit) -> None:
    with at("petition_office") as desk:
        petition = registered(desk).petition
    page: PetitionsPage = sit("petition_office", PetitionsPage)
    page.open(petition)
    rest()
    panel, now = page.opened, [1000.0]
    panel.countdown._now = lambda: now[0]
    assert COMPLAINANT.name not in shown(page)
    press(page.sheet.ui.open_sealed)
    assert panel.purpose.control.hasFocus()
    press(panel.ui.go)
    assert panel.purpose.error.isVisible(), "no purpose, no opening"
    write(panel.purpose, "向举报人反馈办理情况")
    press(panel.ui.go)
    assert COMPLAINANT.name in shown(panel)
    assert "10:00" in shown(panel)
    assert panel.ui.leave.hasFocus()
    assert not clipped(page)
    assert not cut_off(page)
    assert not nameless(page)
    lines = asked(page, lambda desk, order: history(desk, "petition", petition), None)
    assert any("向举报人反馈办理情况" in f"{line.before}{line.after}{line.what}" for line in lines)
    assert not any(COMPLAINANT.name in f"{line.before}{line.after}{line.what}" for line in lines)
    now[0] += 599.5
    panel.countdown.timer.timeout.emit()
    assert COMPLAINANT.name in shown(panel)
    now[0] += 1
    panel.countdown.timer.timeout.emit()
    rest()
    assert not panel.isVisible()
    assert COMPLAINANT.name not in "\n".join(label.text() for label in page.findChildren(QLabel))
    assert "时间已到" in told(page)
    assert page.sheet.ui.open_sealed.isEnabled()


def test_another_petition_puts_it_away(at: At, sit: Sit) -> None:
    with at("petition_office") as desk:
        petition, other = (registered(desk, accused=one).petition for one in (ACCUSED, OTHER))
    page: PetitionsPage = sit("petition_office", PetitionsPage)
    page.open(petition)
    press(page.sheet.ui.open_sealed)
    write(page.opened.purpose, "核实署名")
    press(page.opened.ui.go)
    assert COMPLAINANT.phone in shown(page)
    page.open(other)
    rest()
    assert COMPLAINANT.phone not in "\n".join(label.text() for label in page.findChildren(QLabel))


def test_others_are_told_whose_work_it_is(at: At, sit: Sit) -> None:
    with at("petition_office") as desk:
        petition = registered(desk).petition
    page: PetitionsPage = sit("principal", PetitionsPage)
    page.open(petition)
    rest()
    button = page.sheet.ui.open_sealed
    assert button.isVisible() and not button.isEnabled()
    assert "信访室" in button.toolTip()
    assert "信访室" in button.accessibleDescription()


def test_petitions_are_found_by_exact_name_and_the_ledger_hears_not_whom(at: At, sit: Sit) -> None:
    with at("petition_office") as desk:
        made = registered(desk)
    page: PetitionsPage = sit("petition_office", PetitionsPage)
    press(page.look)
    search = page.searching
    assert search.text.control.hasFocus()
    assert not clipped(page)
    assert not nameless(page)
    write(search.text, COMPLAINANT.name[:2])
    write(search.purpose, "核对是否重复举报")
    press(search.sheet.go)
    assert "找到 0 件" in shown(search)
    write(search.text, COMPLAINANT.name)
    press(search.sheet.go)
    assert "找到 1 件" in shown(search)
    lines = asked(page, lambda desk, order: history(desk, "office", desk.vault.office), None)
    assert not any(COMPLAINANT.name in f"{line.before}{line.after}{line.what}" for line in lines)
    button = next(one for one in search.findChildren(QPushButton) if made.number in one.text())
    press(button)
    assert page.record == made.petition
    assert search.text.value() == ""
    page = sit("principal", PetitionsPage)
    assert not page.look.isEnabled() and "信访室" in page.look.toolTip()
