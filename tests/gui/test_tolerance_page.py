"""The page of tolerance cases: opened on facts, locked until they are confirmed, left and taken up again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.tolerance_page import TolerancePage
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.drafts import KeepDraft, keep_draft
from lucheng_desktop.procedures.tolerance import (
    CompleteAssessment,
    OpenTolerance,
    ToleranceView,
    complete_assessment,
    list_tolerance,
    open_tolerance,
    show_tolerance,
)
from lucheng_desktop.vault import keychain
from tests.gui.wizard_bench import typed
from tests.gui.wizard_office import DEPUTY, HANDLER, INTAKE, MATTER, REASON, Office, answer_all, found

BASIS = "findings.work_basis.reason"
WIZARD, MATERIALS, HISTORY = 1, 2, 3


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return found(tmp_path_factory.mktemp("made"))


@pytest.fixture
def office(template: Office, tmp_path: Path) -> Office:
    return template.copied(tmp_path)


class Sitting:
    """One officer at the page; getting up closes the vault."""

    def __init__(self, qtbot: QtBot, office: Office, officer: str = HANDLER) -> None:
        self.office = office
        self.desk: Desk = office.desk(officer)
        self.lane = Lane(inline=True)
        self.lane.open(self.lane, lambda: self.desk, lambda _: None)
        self.page = TolerancePage(self.lane)
        self.lane.changed.connect(self.page.changed)
        qtbot.addWidget(self.page)
        self.page.resize(1198, 700)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.page.wake()

    def view(self, case: str = "") -> ToleranceView:
        return show_tolerance(self.desk, case or self.office.case)

    def press_next(self, qtbot: QtBot) -> None:
        """Press the primary button; its step is taken when the field in hand has settled."""
        with qtbot.waitSignal(self.lane.changed, timeout=3000):
            self.page.ui.next.click()

    def leave(self) -> None:
        self.page.close()
        self.lane.close(lambda desk: desk.vault.close())


@pytest.fixture
def sit(qtbot: QtBot, office: Office) -> Iterator[Sitting]:
    sitting = Sitting(qtbot, office)
    yield sitting
    sitting.leave()


def unverified(sitting: Sitting) -> str:
    """A case whose report nobody has confirmed."""
    subject = sitting.view().fields["subject"]
    order = OpenTolerance(subject, "为保节点边报边建", QDate(2021, 3, 5).toPython(), "核查报告")
    return open_tolerance(sitting.desk, order).case


def test_the_list_shows_the_case_and_opens_it(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    assert sit.page.ui.name.text() == "陈堃喆"
    assert sit.page.ui.number.text() == list_tolerance(sit.desk)[0].number
    assert sit.page.ui.next.text() == "完成八看评估"


def test_a_case_is_opened_from_the_form_on_a_known_person(sit: Sitting) -> None:
    sit.page.begin.click()
    form = sit.page.opening
    assert form.subject.box.count() == 2
    assert "某街道办事处" in form.subject.box.itemText(1)
    form.subject.box.setCurrentIndex(1)
    form.act_date.control.setText("2019.6.30")
    form.matter.control.setPlainText("新办事项" + MATTER)
    form.verification.control.setPlainText("鹿核〔2019〕8号")
    form.sheet.go.click()
    row = list_tolerance(sit.desk)[0]
    assert (row.matter, row.act_date) == ("新办事项" + MATTER, "2019-06-30")
    assert sit.page.record == row.id
    assert row.number in sit.page.ui.message.ui.text.text()


def test_only_who_may_open_a_case_is_offered_its_form(qtbot: QtBot, office: Office) -> None:
    for officer, may in ((HANDLER, True), (INTAKE, False)):
        sitting = Sitting(qtbot, office, officer)
        assert sitting.page.begin.isEnabled() is may
        assert may or "承办部门" in sitting.page.begin.toolTip()
        sitting.leave()


def test_a_form_with_gaps_opens_nothing_and_says_where(sit: Sitting) -> None:
    sit.page.begin.click()
    sit.page.opening.sheet.go.click()
    assert len(list_tolerance(sit.desk)) == 1
    assert "请填写" in sit.page.opening.matter.error.text()


def test_what_was_typed_in_the_form_comes_back(qtbot: QtBot, sit: Sitting) -> None:
    sit.page.begin.click()
    sit.page.opening.matter.control.setPlainText("写到一半的事项")
    sit.leave()
    after = Sitting(qtbot, sit.office)
    after.page.begin.click()
    assert after.page.opening.matter.text() == "写到一半的事项"
    after.leave()


def test_the_wizard_is_shut_until_the_report_is_confirmed(sit: Sitting) -> None:
    sit.page.open(unverified(sit))
    sit.page.ui.tabs.setCurrentIndex(WIZARD)
    assert not sit.page.wizard.isVisible()
    assert "核查报告还没有批准" in sit.page.lock.ui.text.text()
    assert not sit.page.ui.next.isEnabled()
    assert sit.page.ui.next.toolTip()


def test_another_officer_confirms_and_the_wizard_opens(qtbot: QtBot, sit: Sitting) -> None:
    case = unverified(sit)
    sit.leave()
    deputy = Sitting(qtbot, sit.office, DEPUTY)
    deputy.page.open(case)
    deputy.press_next(qtbot)
    assert deputy.view(case).progress.state == "verified"
    deputy.page.ui.tabs.setCurrentIndex(WIZARD)
    assert deputy.page.wizard.isVisible()
    assert not deputy.page.wizard.side.evidence.attach.isEnabled(), "the deputy may read and not answer"
    deputy.leave()


def test_what_is_missing_stands_below_and_leads_there(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    shown = [sit.page.ui.missing.list.item(row) for row in range(sit.page.ui.missing.list.count())]
    assert len(shown) == len(sit.view().opinion.missing)
    wanted = next(item for item in shown if item.data(Qt.ItemDataRole.UserRole) == "situations")
    sit.page.ui.missing.list.itemActivated.emit(wanted)
    assert sit.page.ui.tabs.currentIndex() == WIZARD
    assert sit.page.wizard.steps[sit.page.wizard.at].key == "grounds"
    assert sit.page.wizard.pages.focused() == "situations"


def test_each_answer_shortens_the_list_below(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    before = sit.page.ui.missing.list.count()
    sit.page.jump("exclusions")
    sit.page.wizard.pages.currentWidget().fields["exclusions"].none.click()
    assert sit.page.ui.missing.list.count() == before - 1


def test_the_list_gives_way_to_the_wizard_and_can_be_called_back(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    sit.page.ui.tabs.setCurrentIndex(WIZARD)
    assert not sit.page.ui.listing.isVisible()
    sit.page.listing.click()
    assert sit.page.ui.listing.isVisible()
    sit.page.ui.tabs.setCurrentIndex(0)
    assert sit.page.ui.listing.isVisible()


def test_leaving_in_the_middle_and_coming_back(qtbot: QtBot, sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    sit.page.jump(BASIS)
    typed(sit.page.wizard.pages.currentWidget().fields[BASIS], "写到一半就下班了")
    sit.leave()
    after = Sitting(qtbot, sit.office)
    after.page.open(sit.office.case)
    assert after.page.ui.tabs.currentIndex() == WIZARD
    assert after.page.wizard.steps[after.page.wizard.at].key == "work_basis"
    assert after.page.wizard.pages.currentWidget().fields[BASIS].text() == "写到一半就下班了"
    after.leave()


def test_words_left_by_a_kill_come_back_and_the_page_says_so(sit: Sitting) -> None:
    keep_draft(sit.desk, KeepDraft("tolerance", sit.office.case, BASIS, "断电前的半句"))
    keep_draft(sit.desk, KeepDraft("tolerance", sit.office.case, "place", "work_basis"))
    sit.page.open(sit.office.case)
    assert "已恢复草稿" in sit.page.ui.message.ui.text.text()
    assert sit.page.wizard.pages.currentWidget().fields[BASIS].text() == "断电前的半句"


def test_completing_takes_the_last_words_with_it(qtbot: QtBot, sit: Sitting) -> None:
    answer_all(sit.desk, sit.office.case)
    sit.page.refresh()
    sit.page.open(sit.office.case)
    sit.page.jump(BASIS)
    sit.page.wizard.pages.currentWidget().fields[BASIS].control.setPlainText(REASON + "补充一句。")
    assert sit.page.ui.next.isEnabled()
    sit.page.ui.next.click()
    qtbot.waitUntil(lambda: sit.view().progress.state == "assessed", timeout=3000)
    assert sit.view().fields[BASIS] == REASON + "补充一句。"
    assert "八看评估已完成" in sit.page.ui.message.ui.text.text()
    assert not sit.page.wizard.side.evidence.attach.isEnabled()


def test_a_refusal_is_said_on_the_page_and_changes_nothing(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    sit.page.send(complete_assessment, CompleteAssessment(sit.office.case))
    assert "还有" in sit.page.ui.message.ui.text.text()
    assert sit.view().progress.state == "verified"


def test_the_other_case_shows_its_own_answers(sit: Sitting, qtbot: QtBot) -> None:
    other = unverified(sit)
    sit.page.refresh()
    sit.page.open(sit.office.case)
    sit.page.jump("gates.legality")
    sit.page.wizard.pages.currentWidget().fields["gates.legality"].dots[True].click()
    sit.page.open(other)
    assert sit.page.wizard.case == other
    assert "gates.legality" not in sit.view(other).fields
    sit.page.open(sit.office.case)
    assert sit.page.wizard.pages.currentWidget().fields["gates.legality"].value() is True


def test_the_history_names_who_did_what(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    sit.page.ui.tabs.setCurrentIndex(HISTORY)
    table = sit.page.history.rows
    officers = {table.index(row, 1).data() for row in range(table.rowCount())}
    assert officers >= {HANDLER, DEPUTY}
    before = table.rowCount()
    sit.page.jump("exclusions")
    sit.page.wizard.pages.currentWidget().fields["exclusions"].none.click()
    sit.page.ui.tabs.setCurrentIndex(HISTORY)
    assert sit.page.history.rows.rowCount() > before


def test_evidence_is_listed_among_the_materials(sit: Sitting, tmp_path: Path) -> None:
    file = tmp_path / "会议纪要（终稿）.txt"
    file.write_text("原件", "utf-8")
    sit.page.open(sit.office.case)
    sit.page.jump(BASIS)
    sit.page.wizard.attach(file)
    sit.page.ui.tabs.setCurrentIndex(MATERIALS)
    words = {label.text() for label in sit.page.materials.findChildren(QLabel)}
    assert words >= {"看工作依据", file.name, "6 B"}


def test_every_button_of_the_page_says_what_it_does(sit: Sitting) -> None:
    sit.page.open(sit.office.case)
    for button in sit.page.findChildren(QPushButton):
        assert button.text() or button.accessibleName()
