"""登记: jurisdiction first; typed words outlive a crash, the complainant's touch no draft; refusals lose nothing."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui.petitions_page import PetitionsPage
from lucheng_desktop.procedures import petitions
from lucheng_desktop.procedures.drafts import DraftsOf, drafts_of
from tests.gui.seat import Sit, asked, choose, clipped, nameless, next_step, rest, sit, told, write
from tests.office import COMPLAINANT, TEXTS, At, at, found, founded, office, registered

__all__ = ["at", "founded", "office", "sit"]

LONG = "反映其在演练街道旧村改造一期二期三期签约、评估、选房、安置、审计和信访答复过程中" * 6
MARKER = "欧阳·标记〇七"


def take_in(page: PetitionsPage, managed_by: str = "district", *, own_principal: bool = False) -> None:
    """Step one, with the keys."""
    page.begin.click()
    write(page.intake.received_on, "2026.3.2")
    choose(page.intake.channel, "letter")
    choose(page.intake.managed_by, managed_by)
    if own_principal:
        page.intake.ui.own_principal.click()
    QTest.keyClick(page.intake.ui.decide, Qt.Key.Key_Space)
    rest()


def fill(page: PetitionsPage, naming: str = "real_name") -> None:
    """Step two without the complainant."""
    form = page.content
    for name, text in (("name", "陈堃喆"), ("unit", "演练街道办事处（旧村改造指挥部）"), ("post", "副主任")):
        write(form.accused[name], text)
    choose(form.rank, "section")
    choose(form.category, "accusation")
    choose(form.naming, naming)
    write(form.summary, "反映旧村改造中的两个问题。")
    for at_, one in enumerate(TEXTS):
        if at_:
            form.ui.add_allegation.click()
        write(form.allegations.lines[at_].text, one.text)
        choose(form.allegations.lines[at_].discipline, one.discipline)


def test_no_content_field_is_open_before_jurisdiction_is_decided(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    page.begin.click()
    rest()
    assert page.intake.isVisible() and not page.content.isVisible()
    assert [field.isVisible() for field in page.content.drafted] == [False] * 7
    page.intake.ui.decide.click()
    rest()
    assert not page.content.isVisible() and page.intake.received_on.error.isVisible()
    assert asked(page, petitions.list_petitions, "") == ()


@pytest.mark.parametrize(("managed_by", "principal"), [("municipal", False), ("central", False), ("district", True)])
def test_a_higher_jurisdiction_opens_no_content_and_says_by_when(sit: Sit, managed_by: str, principal: bool) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page, managed_by, own_principal=principal)
    assert page.forward.isVisible() and not page.content.isVisible() and not page.intake.isVisible()
    assert "径送上级" in page.forward.ui.heading.text() and "2026-03-09" in page.forward.ui.by.text()
    assert "第十五条" in page.forward.ui.rule.text()
    assert not page.ui.next.isVisible()
    (row,) = asked(page, petitions.list_petitions, "")
    view = asked(page, petitions.show_petition, row.id)
    assert set(view.fields) == {"jurisdiction", "received_on"}


def test_a_lower_jurisdiction_is_handed_down(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page, "town")
    assert page.forward.isVisible() and "转交下级" in page.forward.ui.heading.text()


def test_a_whole_petition_is_registered_and_then_read(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    assert page.content.isVisible() and page.content.accused["name"].control.hasFocus()
    fill(page)
    write(page.content.sealed["name"], COMPLAINANT.name)
    write(page.content.sealed["phone"], COMPLAINANT.phone)
    next_step(page)
    assert page.sheet.isVisible() and not page.content.isVisible()
    assert "1号" in told(page) and "1号" in page.ui.number.text()
    assert "已登记" in page.ui.chip.text()
    view = asked(page, petitions.show_petition, page.record)
    assert [(one.text, one.position) for one in view.allegations] == [(TEXTS[0].text, 1), (TEXTS[1].text, 2)]
    assert view.sealed and view.accused["name"] == "陈堃喆"
    shown = [label.text() for label in page.sheet.findChildren(type(page.sheet.ui.sealed)) if label.isVisible()]
    assert {"陈堃喆", TEXTS[0].text, TEXTS[1].text} <= set(shown)
    assert COMPLAINANT.name not in "".join(shown)


def test_everything_can_be_done_with_the_keys(sit: Sit, qtbot: QtBot) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    form = page.content
    order = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        order.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [field.control for field in form.drafted]
    wanted += [form.ui.add_allegation, *(field.control for field in form.allegations.fields())]
    wanted += [field.control for field in (*form.sealed.values(), form.phrases)]
    places = [order.index(control) for control in wanted]
    assert places == sorted(places)
    fill(page, "anonymous")
    QTest.keyClick(form.summary.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.sheet.isVisible)


def test_words_outlive_a_crash_and_the_complainant_is_in_no_draft(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    fill(page)
    write(page.content.sealed["name"], MARKER)
    write(page.content.phrases, MARKER)
    petition = page.record
    kept = asked(page, drafts_of, DraftsOf("petition", petition))
    assert MARKER not in repr(kept)
    assert json.loads(kept["allegations"])[1] == [TEXTS[1].text, TEXTS[1].discipline]
    page = sit("petition_office", PetitionsPage)
    page.open(petition)
    rest()
    form = page.content
    assert form.accused["name"].value() == "陈堃喆" and form.rank.value() == "section"
    assert [line.content() for line in form.allegations.lines] == [(one.text, one.discipline) for one in TEXTS]
    assert form.sealed["name"].value() == "" and "恢复" in told(page)
    write(form.sealed["name"], COMPLAINANT.name)
    write(form.sealed["phone"], COMPLAINANT.phone)
    next_step(page)
    assert page.sheet.isVisible()
    assert asked(page, drafts_of, DraftsOf("petition", petition)) == {}


def test_the_complainant_is_cleared_at_once_and_cannot_be_undone_back(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    fill(page)
    write(page.content.sealed["name"], MARKER)
    write(page.content.phrases, MARKER)
    next_step(page)
    for field in (page.content.sealed["name"], page.content.phrases):
        field.control.undo()
        assert field.text() == ""


def test_another_petition_does_not_inherit_the_complainant(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    write(page.content.accused["name"], "甲")
    write(page.content.sealed["name"], MARKER)
    first = page.record
    take_in(page)
    assert page.record != first
    assert page.content.sealed["name"].value() == "" and page.content.accused["name"].value() == ""
    page.open(first)
    rest()
    assert page.content.accused["name"].value() == "甲" and page.content.sealed["name"].value() == ""


def test_a_refusal_says_its_code_and_loses_nothing(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    fill(page)
    write(page.content.accused["post"], LONG)
    next_step(page)
    assert page.content.isVisible() and "E-NAMING" in told(page) and "下一步" in told(page)
    assert page.content.sealed["name"].control.hasFocus()
    assert page.content.accused["post"].value() == LONG
    assert [line.content()[0] for line in page.content.allegations.lines] == [one.text for one in TEXTS]
    write(page.content.sealed["name"], COMPLAINANT.name)
    next_step(page)
    assert page.content.sealed["phone"].control.hasFocus() and "联系方式" in told(page)
    write(page.content.sealed["phone"], COMPLAINANT.phone)
    next_step(page)
    assert page.sheet.isVisible()


def test_empty_fields_say_so_below_themselves_and_nothing_is_sent(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    next_step(page)
    form = page.content
    wrong = [form.accused["name"], form.accused["unit"], form.rank, form.category, form.naming, form.summary]
    assert all(field.error.isVisible() for field in (*wrong, *form.allegations.fields()))
    assert not form.accused["post"].error.isVisible()
    assert form.accused["name"].control.hasFocus() and not told(page)


def test_a_namesake_is_chosen_among_the_known(sit: Sit, at: At) -> None:
    with at("petition_office") as desk:
        known = registered(desk).accused
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    fill(page, "anonymous")
    next_step(page)
    assert "E-SAME-NAME" in told(page) and page.content.ui.same_name.isVisible()
    (button,) = page.content.ui.same_name.findChildren(QPushButton)
    assert "演练街道办事处" in button.text()
    QTest.keyClick(button, Qt.Key.Key_Space)
    rest()
    assert not page.content.ui.same_name.isVisible() and page.content.ui.chosen_person.isVisible() and not told(page)
    next_step(page)
    rows = asked(page, petitions.namesakes, "陈堃喆")
    assert page.sheet.isVisible() and [row.id for row in rows] == [known]


def test_another_unit_is_another_person(sit: Sit, at: At) -> None:
    with at("petition_office") as desk:
        registered(desk)
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    fill(page, "anonymous")
    next_step(page)
    page.content.ui.same_name.findChildren(QPushButton)[0].click()
    write(page.content.accused["unit"], "演练镇人民政府")
    assert page.content.person == "" and not page.content.ui.chosen_person.isVisible()
    next_step(page)
    assert page.sheet.isVisible() and len(asked(page, petitions.namesakes, "陈堃喆")) == 2


def test_allegations_are_added_taken_away_and_numbered_again(sit: Sit) -> None:
    page = sit("petition_office", PetitionsPage)
    take_in(page)
    lines = page.content.allegations
    assert not lines.lines[0].remove.isVisible()
    for text in ("一", "二", "三"):
        write(lines.lines[-1].text, text)
        page.content.ui.add_allegation.click()
    lines.lines[1].remove.click()
    rest()
    assert [line.content()[0] for line in lines.lines] == ["一", "三", ""]
    assert [line.text.path for line in lines.lines] == [f"allegations[{at_}].text" for at_ in range(3)]


def test_the_way_to_a_finding(sit: Sit, at: At) -> None:
    with at("petition_office") as desk:
        answer = registered(desk)
    page = sit("petition_office", PetitionsPage)
    page.open(answer.petition)
    rest()
    buttons = [button for button in page.sheet.findChildren(QPushButton) if button.isVisible()]
    buttons[1].click()
    assert page.went == [("findings", answer.allegations[1])]
    told_next = [page.ui.missing.list.item(at).text() for at in range(page.ui.missing.list.count())]
    assert any("甄别" in line and "由您办理" in line for line in told_next) and not page.ui.next.isVisible()


def test_the_finding_stands_beside_its_allegation(sit: Sit, at: At) -> None:
    with at("petition_office") as desk:
        answer = registered(desk)
    found(at, answer.allegations[0], "unsubstantiated")
    page = sit("petition_office", PetitionsPage)
    page.open(answer.petition)
    rest()
    shown = [label.text() for label in page.sheet.findChildren(type(page.sheet.ui.sealed))]
    assert f"{TEXTS[0].text}\n结论：失实" in shown


@pytest.mark.parametrize("role", ["case_trial", "principal", "handling_dept"])
def test_others_cannot_begin_and_are_told_whose_work_it_is(sit: Sit, role: str) -> None:
    page = sit(role, PetitionsPage)
    assert not page.begin.isEnabled() and "信访室" in page.begin.toolTip()


def test_others_see_that_a_petition_waits_but_no_form(sit: Sit, at: At) -> None:
    with at("petition_office") as desk:
        waiting = petitions.receive_petition(desk, petitions.ReceivePetition(_day(), "letter", "district")).petition
    page = sit("case_trial", PetitionsPage)
    page.open(waiting)
    rest()
    assert page.sheet.isVisible() and not page.content.isVisible() and not page.ui.next.isEnabled()
    assert "信访室" in page.ui.next.toolTip()


def _day() -> date:
    return date(2026, 3, 2)


@pytest.mark.parametrize("size", [(1198, 706), (925, 552)])
def test_it_fits_and_speaks(sit: Sit, at: At, size: tuple[int, int]) -> None:
    """At the design size, and at 125 % of it, where the page has four fifths of the room."""
    page = sit("petition_office", PetitionsPage)
    page.window().resize(*size)
    page.begin.click()
    rest()
    assert clipped(page) == [] and nameless(page) == []
    take_in(page)
    fill(page)
    write(page.content.summary, LONG)
    next_step(page)
    assert clipped(page) == [] and nameless(page) == []
    choose(page.content.naming, "anonymous")
    next_step(page)
    assert page.sheet.isVisible() and clipped(page) == [] and nameless(page) == []
    assert page.window().width() == size[0]
