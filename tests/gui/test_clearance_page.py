"""澄清: eight officers, one next step each; a no loses no words; the circular is seen before approval."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.clearance_forms import ActForm, AnswerForm, ConsentForm, ProposalForm
from lucheng_desktop.gui.clearance_page import ClearancePage
from lucheng_desktop.procedures import clearance
from tests.gui.seat import Sit, asked, choose, clipped, nameless, next_step, rest, sit, told, write
from tests.office import TEXTS, At, at, found, founded, office, registered

__all__ = ["at", "founded", "office", "sit"]

SUMMARY = "反映其在旧村改造中收受他人财物的问题"
REASON = "不实反映在本单位造成议论，影响其正常履职，宜在原知晓范围内说明。"
Open = Callable[[str], ClearancePage]


@pytest.fixture
def opened(sit: Sit, at: At) -> Open:
    """`page = opened("principal")`: the page of an officer with the one candidate there is."""
    with at("petition_office") as desk:
        allegation = registered(desk).allegations[0]
    candidate = found(at, allegation, "unsubstantiated").candidate

    def open_(role: str) -> ClearancePage:
        page: ClearancePage = sit(role, ClearancePage)
        page.open(candidate)
        rest()
        return page

    return open_


def consent(page: ClearancePage, answer: str = "agree", second: str = "周慎之") -> None:
    assert isinstance(page.form, AnswerForm)
    choose(page.form.consent, answer)
    write(page.form.on, "2026-3-20")
    write(page.form.present[0], "陈行远")
    write(page.form.present[1], second)
    next_step(page)


def propose(page: ClearancePage, scope: str = "unit") -> None:
    form = page.form
    assert isinstance(form, ProposalForm)
    choose(form.effect, "work_life")
    choose(form.display, "full")
    choose(form.harm, "unit")
    choose(form.scope, scope)
    write(form.reason, REASON)
    choose(form.forms, "circular")
    next_step(page)


def ask_consent(page: ClearancePage, summary: str = SUMMARY) -> None:
    assert isinstance(page.form, ConsentForm)
    write(page.form.summary, summary)
    next_step(page)


def review(page: ClearancePage) -> None:
    assert isinstance(page.form, ActForm)
    write(page.form.opinion, "事实清楚，依据充分，方式范围适当，同意。")
    next_step(page)


REVIEWS = (
    ("case_supervision", review),
    ("case_trial", review),
    ("petition_office", next_step),
    ("principal", next_step),
)


def view(page: ClearancePage) -> Any:
    return asked(page, clearance.show_clearance, page.record)


def state(page: ClearancePage) -> str:
    return str(view(page).progress.state)


def test_eight_steps_by_different_officers_lead_to_the_number(opened: Open) -> None:
    page = opened("handling_dept")
    verbs = []
    for act in (ask_consent, consent, propose):
        verbs.append(page.ui.next.text())
        act(page)
    for role, act in REVIEWS:
        page = opened(role)
        verbs.append(page.ui.next.text())
        act(page)
    assert verbs == [
        "征求本人意见", "记录本人意见", "提请澄清", "案管室审核", "审理审核通过", "保密审查通过", "批准澄清",
    ]  # fmt: skip
    assert state(page) == "approved" and page.form is None
    page = opened("general_office")
    said = [label.accessibleName() for label in page.findChildren(QLabel)]
    assert "周慎之（审理审核通过）：事实清楚，依据充分，方式范围适当，同意。" in said
    next_step(page)
    assert page.went == [("issuing", view(page).document)]


def test_the_person_is_never_shown_the_petitions_words(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page, TEXTS[0].text[:20])
    assert "E-QUOTE" in told(page) and state(page) == "candidate"
    assert isinstance(page.form, ConsentForm) and page.form.summary.value() == TEXTS[0].text[:20]
    assert page.form.summary.error.isVisible() and page.form.summary.control.hasFocus()


def test_a_leak_is_shown_on_the_picture_of_the_page(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page, "反映夏侯×笛所说的收受他人财物的问题")
    consent(page)
    propose(page)
    for role in ("case_supervision", "case_trial"):
        review(opened(role))
    page = opened("petition_office")
    next_step(page)
    rest()
    assert "E-LEAK" in told(page) and state(page) == "reviewed"
    marked = [mark for paper in page.paper.pages for _, mark in paper.marks]
    assert [mark.text for mark in marked] == ["姓名的变形、谐音或者称呼"] and marked[0].page == 0
    assert page.paper.isVisible() and page.paper.ui.marks.count() == 1 and not page.paper.ui.print.isEnabled()


def test_two_different_officers_must_have_been_present(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page, second="陈行远")
    assert "E-INPUT" in told(page) and state(page) == "consent_sought"
    assert isinstance(page.form, AnswerForm)
    assert [field.value() for field in page.form.present] == ["陈行远", "陈行远"]
    assert page.form.consent.value() == "agree"
    write(page.form.present[1], "周慎之")
    next_step(page)
    assert state(page) == "consented"


def test_a_date_that_is_none_is_said_below_its_field(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    assert isinstance(page.form, AnswerForm)
    write(page.form.on, "三月二十日")
    consent_words = page.form.on.error.text()
    next_step(page)
    assert "2026-03-05" in consent_words and state(page) == "consent_sought"
    assert page.form.on.text() == "三月二十日"


def test_declining_ends_it_lawfully(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page, "decline")
    assert state(page) == "declined" and page.form is None and not page.ui.next.isVisible()
    assert "不同意" in told(page) and "不同意" in page.ui.chip.text()


def test_an_answer_on_conditions_says_which(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page, "agree_with_conditions")
    assert isinstance(page.form, AnswerForm)
    assert "E-CONSENT" in told(page) and state(page) == "consent_sought"
    assert page.form.conditions.error.isVisible()
    write(page.form.conditions, "只在本单位说明。")
    next_step(page)
    assert state(page) == "consented"
    assert view(page).fields["consent.conditions"]["text"] == "只在本单位说明。"


def test_a_person_not_reached_has_not_answered(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    assert isinstance(page.form, AnswerForm)
    assert set(page.form.consent.options.buttons) == {"agree", "agree_with_conditions", "decline"}


def test_written_is_always_among_the_forms_and_shown_so(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page)
    form = page.form
    assert isinstance(form, ProposalForm)
    written = form.forms.options.buttons["written"]
    assert written.isChecked() and not written.isEnabled() and written.accessibleDescription()
    propose(page)
    assert view(page).fields["forms"] == ["written", "circular"]
    assert "书面、通报" in told(page)


def test_a_scope_wider_than_the_harm_is_refused_and_keeps_the_form(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page)
    propose(page, "district")
    assert "E-SCOPE" in told(page) and state(page) == "consented"
    form = page.form
    assert isinstance(form, ProposalForm) and form.scope.error.isVisible()
    assert form.reason.value() == REASON and form.forms.value() == ("written", "circular")
    choose(form.scope, "unit")
    next_step(page)
    assert state(page) == "proposed"


def test_words_outlive_a_crash(opened: Open) -> None:
    page = opened("handling_dept")
    ask_consent(page)
    consent(page)
    propose(page, "city")
    assert "E-SCOPE" in told(page)
    page = opened("handling_dept")
    form = page.form
    assert isinstance(form, ProposalForm) and "恢复" in told(page)
    assert (form.harm.value(), form.scope.value(), form.reason.value()) == ("unit", "city", REASON)
    assert form.forms.value() == ("written", "circular")


@pytest.mark.parametrize("role", ["case_trial", "petition_office", "principal", "general_office"])
def test_who_may_not_sees_why_and_no_form(opened: Open, role: str) -> None:
    page = opened(role)
    assert page.form is None and not page.ui.next.isEnabled()
    assert "承办部门" in page.ui.next.toolTip() and page.ui.missing.isVisible()


def test_the_circular_is_seen_before_it_is_approved_and_cannot_be_printed_here(opened: Open) -> None:
    page = opened("handling_dept")
    assert not page.ui.tabs.isTabVisible(1)
    ask_consent(page)
    consent(page)
    propose(page)
    page.ui.tabs.setCurrentIndex(1)
    rest()
    assert len(page.paper.pages) >= 1 and not page.paper.ui.print.isVisible()
    words = view(page)
    assert words.document and "陈行远" in [done.officer for done in words.progress.done]


def test_the_list_names_every_candidate(opened: Open) -> None:
    page = opened("handling_dept")
    rows = page.ui.table.rows
    assert rows.rowCount() == 1
    line = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert line[:2] == ["陈堃喆", "待评估"] and line[-1] == TEXTS[0].text


@pytest.mark.parametrize("size", [(1198, 706), (925, 552)])
def test_it_fits_and_speaks_in_every_state(opened: Open, size: tuple[int, int]) -> None:
    page = opened("handling_dept")
    page.window().resize(*size)
    for act in (ask_consent, consent, propose):
        rest()
        assert clipped(page) == [] and nameless(page) == []
        act(page)
    for role, act in REVIEWS:
        page = opened(role)
        page.window().resize(*size)
        rest()
        assert clipped(page) == [] and nameless(page) == []
        act(page)
    assert clipped(page) == [] and state(page) == "approved"
    assert page.window().width() == size[0]
