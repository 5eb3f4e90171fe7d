"""退回: a proposal is sent back with a reason, never as the first thing offered, and its paper is shown as void."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lucheng_desktop.gui.clearance_page import ClearancePage
from lucheng_desktop.gui.issuing_page import IssuingPage
from lucheng_desktop.gui.sheet import StepSheet
from tests.gui.seat import Sit, clipped, nameless, rest, sit, told, write
from tests.office import At, at, consented, founded, office, proposed, supervised

__all__ = ["at", "founded", "office", "sit"]

REASON = "通报第二段与核查结论的表述不一致，请按结论原文改正后重新提请。"


def _page(sit: Sit, role: str, candidate: str) -> ClearancePage:
    page: ClearancePage = sit(role, ClearancePage)
    page.open(candidate)
    rest()
    return page


def _confirm(page: ClearancePage) -> None:
    QTest.mouseClick(page.findChild(StepSheet).go, Qt.MouseButton.LeftButton)
    rest()


def test_a_proposal_is_sent_back_with_a_reason(sit: Sit, at: At) -> None:
    proposal = proposed(at, consented(at))
    supervised(at, proposal.clearance)
    page = _page(sit, "case_trial", proposal.clearance)
    assert page.ui.next.text() == "审理审核通过"
    assert "退回重提" in [action.text() for action in page.actions_now()]
    page.take("return_clearance")
    rest()
    sheet = page.findChild(StepSheet)
    assert clipped(page) == []
    assert nameless(page) == []
    _confirm(page)
    assert page.view is not None
    assert page.view.progress.state == "supervision_reviewed", "without a reason nothing is sent"
    write(sheet.fields["reason"], REASON)
    _confirm(page)
    assert "已退回" in told(page)
    page = _page(sit, "handling_dept", proposal.clearance)
    assert page.view is not None
    assert page.view.progress.state == "consented"
    assert any(REASON in label.text() for label in page.findChildren(QLabel)), "whoever mends it reads why"
    assert not page.ui.tabs.isTabVisible(1), "the void paper is no longer the paper of this proposal"
    register: IssuingPage = sit("general_office", IssuingPage)
    rows = register.ui.table.rows
    line = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert "作废" in line
    register.open(proposal.document)
    rest()
    assert not register.ui.next.isVisible()
    assert not register.paper.ui.print.isVisible()


def test_who_may_only_send_back_is_not_urged_to(sit: Sit, at: At) -> None:
    page = _page(sit, "principal", proposed(at, consented(at)).clearance)
    assert page.ui.next.text() == "案管室审核"
    assert not page.ui.next.isEnabled()
    assert "退回重提" in [action.text() for action in page.actions_now() if action.isEnabled()]
