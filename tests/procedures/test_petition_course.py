"""A petition's whole course through the public steps: screened, assigned, disposed of, verified, concluded, told."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import deadlines, findings
from lucheng_desktop.procedures import petition_allegations as adding
from lucheng_desktop.procedures import petition_disposal as disposal
from lucheng_desktop.procedures import petition_feedback as feedback
from lucheng_desktop.procedures import petition_handling as handling
from lucheng_desktop.procedures import petition_screening as screening
from lucheng_desktop.procedures.clearance import OpenClearance, list_clearances, open_clearance
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.procedures.petition_moves import PetitionAlone, PetitionWithReason
from lucheng_desktop.procedures.petitions import PetitionRegistered, list_petitions, show_petition
from lucheng_desktop.procedures.recusal import DeclareRecusal, declare_recusal
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.office import ACCUSED, CHEAP, PASSPHRASE, TEXTS, registered

SEATS = {
    "petition_office": ("林知微", ("petition_office", "case_supervision")),
    "handling_dept": ("陈行远", ("handling_dept",)),
    "second_handler": ("方同舟", ("handling_dept",)),
    "deputy_in_charge": ("郑敏行", ("deputy_in_charge",)),
    "principal": ("叶正平", ("principal",)),
}
"""Invented; the petition office keeps the case supervision room too, so that fewer people come and go."""
PRESENT = ("陈行远", "方 同舟")
REASON = "调取签约台账、谈话两名拆迁户并核对票据，相互印证。"
DAY = date(2026, 3, 2)
Do = Callable[..., Any]


@pytest.fixture(scope="session")
def supervised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with a case supervision room and two handlers."""
    place = tmp_path_factory.mktemp("supervised") / "office.vault"
    people = [door.NewOfficer(name, roles, PASSPHRASE) for name, roles in SEATS.values()]
    door.create(place, office="鹿城区纪委监委（测试）", practice=True, officers=people, cost=CHEAP, clock=_at(DAY))
    return place


def _at(day: date) -> Clock:
    return Clock(lambda: (day - date(1970, 1, 1)).days * 86_400_000 + 3_600_000)


class Room:
    """One desk; whoever is wanted sits down at it, on the day that was said last."""

    def __init__(self, office: Path) -> None:
        self.office, self.day, self.seat = office, DAY, ""
        self.desk: Desk | None = None

    def __call__(self, role: str, function: Callable[..., Any], order: Any = None, on: date | None = None) -> Any:
        day = on or self.day
        if self.desk is None or (self.seat, self.day) != (role, day):
            self.leave()
            self.desk = unlock(Unlock(self.office, SEATS[role][0], PASSPHRASE), _at(day))
            self.seat, self.day = role, day
        return function(self.desk, order)

    def leave(self) -> None:
        if self.desk:
            self.desk.vault.close()
        self.desk = None


@pytest.fixture
def do(supervised: Path, tmp_path: Path) -> Iterator[Room]:
    """`do("principal", step, order, day)`: that officer does it."""
    room = Room(Path(shutil.copytree(supervised, tmp_path / "office.vault")))
    with closing(SimpleNamespace(close=room.leave)):
        yield room


def refusal(do: Do, *step: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        do(*step)
    assert refused.value.next
    return refused.value


def taken_in(do: Do, **changes: object) -> PetitionRegistered:
    known: PetitionRegistered = do("petition_office", lambda desk, _: registered(desk, **changes))
    return known


def accepted(do: Do, petition: str) -> None:
    do("petition_office", screening.screen_petition, screening.ScreenPetition(petition, "属本机关管辖，有具体线索。"))
    do("petition_office", screening.accept_petition, PetitionAlone(petition))


def assigned(do: Do, petition: str) -> None:
    accepted(do, petition)
    do("petition_office", disposal.assign_petition, disposal.AssignPetition(petition, ("陈行远",)))


def approved(do: Do, petition: str, kind: str = "preliminary_verification") -> None:
    assigned(do, petition)
    do("handling_dept", disposal.propose_disposal, disposal.ProposeDisposal(petition, kind, "线索具体，可查。"))
    do("principal", disposal.approve_disposal, PetitionAlone(petition))


def verifying(do: Do, petition: str) -> None:
    approved(do, petition)
    do("handling_dept", disposal.start_verification, disposal.StartVerification(petition, PRESENT))


def found(do: Do, allegation: str, finding: str) -> findings.FindingApproved:
    do("handling_dept", findings.draft_finding, findings.DraftFinding(allegation, finding, REASON))
    made: findings.FindingApproved = do("principal", findings.approve_finding, findings.ApproveFinding(allegation))
    return made


def concluded(do: Do, known: PetitionRegistered, *finds: str) -> None:
    verifying(do, known.petition)
    for allegation, finding in zip(known.allegations, finds, strict=True):
        do("handling_dept", findings.draft_finding, findings.DraftFinding(allegation, finding, REASON))
    for allegation in known.allegations:
        do("principal", findings.approve_finding, findings.ApproveFinding(allegation))
    do("handling_dept", disposal.conclude_petition, PetitionAlone(known.petition))


def state(do: Do, petition: str) -> str:
    return str(do("handling_dept", show_petition, petition).progress.state)


def test_a_petition_is_carried_from_screening_to_feedback(do: Do) -> None:
    known = taken_in(do)
    petition = known.petition
    concluded(do, known, "unsubstantiated", "not_excluded")
    assert state(do, petition) == "concluded"
    open_ = feedback.OpenForFeedback(petition, "naming_check")
    assert do("petition_office", feedback.open_for_feedback, open_).facts["name"] == "夏侯闻笛"
    do("petition_office", feedback.confirm_naming, PetitionAlone(petition))
    given = feedback.GiveFeedback(petition, DAY, PRESENT, "objection", "仍认为安置面积有出入。")
    assert refusal(do, "handling_dept", feedback.give_feedback, given).key == "E-FEEDBACK/unopened"
    do("petition_office", feedback.open_for_feedback, replace(open_, purpose="feedback"))
    alone = refusal(do, "handling_dept", feedback.give_feedback, replace(given, present=("陈行远", "陈 行远")))
    assert (alone.code, alone.path) == ("E-TWO-OFFICERS", "$.present")
    assert refusal(do, "handling_dept", feedback.give_feedback, replace(given, objection=" ")).path == "$.objection"
    do("handling_dept", feedback.give_feedback, given)
    do("handling_dept", disposal.close_petition, PetitionWithReason(petition, "结果已反馈。"))
    fields = do("handling_dept", show_petition, petition).fields
    told = {name: fields[name] for name in ("disposal", "concluded_on", "fed_back_on", "closed_on", "naming")}
    day = DAY.isoformat()
    assert told == {
        "disposal": "preliminary_verification", "concluded_on": day, "fed_back_on": day, "closed_on": day,
        "naming": "real_name",
    }  # fmt: skip
    do("handling_dept", disposal.reopen_petition, disposal.ReopenPetition(petition, "本人补充了签约录音。"))
    fields = do("handling_dept", show_petition, petition).fields
    assert (state(do, petition), fields["closed_on"], fields["fed_back_on"]) == ("reopened", None, None)


def test_acceptance_is_told_once_by_two_officers_and_within_the_limit(do: Do) -> None:
    petition = taken_in(do).petition
    told = feedback.TellAccepted(petition, DAY, PRESENT)
    assert refusal(do, "petition_office", feedback.tell_accepted, told).key == "E-FEEDBACK/not-accepted"
    accepted(do, petition)
    assert refusal(do, "petition_office", feedback.tell_accepted, told).key == "E-FEEDBACK/unopened"
    late = DAY + timedelta(days=22)
    shown = do("petition_office", deadlines.list_deadlines, None, late)
    (row,) = [one for one in shown if one.limit == "acceptance"]
    assert (row.kind, row.on, row.left, row.mine, row.verb) == ("overdue", date(2026, 3, 23), -1, True, "告知受理")
    do("petition_office", feedback.open_for_feedback, feedback.OpenForFeedback(petition, "acceptance"))
    do("petition_office", feedback.tell_accepted, replace(told, on=late))
    assert refusal(do, "petition_office", feedback.tell_accepted, replace(told, on=late)).key == "E-FEEDBACK/told"
    assert not [one for one in do("petition_office", deadlines.list_deadlines) if one.limit == "acceptance"]
    with pytest.raises(Refused, match="E-CLOCK"):  # the PC's clock stands before the last entry
        do("petition_office", lambda desk, _: registered(desk, accused=replace(ACCUSED, post="科员")), None, DAY)


def test_f21_an_anonymous_petition_has_no_timer_no_check_and_no_feedback(do: Do) -> None:
    """Scenario 19: 40 days after closing nobody is reminded of the petition; its false point still waits."""
    known = taken_in(do, naming="anonymous", complainant=None)
    concluded(do, known, "unsubstantiated", "unverifiable")
    do("handling_dept", disposal.close_petition, PetitionWithReason(known.petition, "已办结。"))
    shown = do("petition_office", deadlines.list_deadlines, None, DAY + timedelta(days=40))
    assert {row.procedure for row in shown} == {"clearance"}
    for purpose in ("naming_check", "acceptance", "feedback"):
        refused = refusal(do, "petition_office", feedback.open_for_feedback, _open(known.petition, purpose))
        assert (refused.key, refused.rule.startswith("F21")) == ("E-FEEDBACK/anonymous", True)
    given = feedback.GiveFeedback(known.petition, DAY, PRESENT, "no_objection")
    assert refusal(do, "handling_dept", feedback.give_feedback, given).key == "E-FEEDBACK/anonymous"
    assert refusal(do, "petition_office", feedback.confirm_naming, PetitionAlone(known.petition)).rule[:3] == "F21"


def _open(petition: str, purpose: str) -> feedback.OpenForFeedback:
    return feedback.OpenForFeedback(petition, purpose)


def test_f26_a_withdrawn_petition_is_kept_whole_and_can_be_taken_up_again(do: Do) -> None:
    known = taken_in(do)
    before = do("petition_office", show_petition, known.petition)
    order = PetitionWithReason(known.petition, "本人来电表示不再反映。")
    do("petition_office", screening.withdraw_petition, order)
    after = do("petition_office", show_petition, known.petition)
    assert after.progress.state == "withdrawn" and after.sealed
    assert {name: after.fields[name] for name in before.fields} == dict(before.fields)
    assert after.allegations == before.allegations
    assert [row.number for row in do("principal", list_petitions, "")] == [known.number]
    refused = refusal(do, "handling_dept", findings.draft_finding, _drafted(known.allegations[0]))
    assert refused.code == "E-FINDING"
    do("handling_dept", disposal.reopen_petition, disposal.ReopenPetition(known.petition, "另有人提供了录音。"))
    do("petition_office", disposal.reassign_petition, disposal.AssignPetition(known.petition, ("方同舟",)))
    assert state(do, known.petition) == "assigned"


def _drafted(allegation: str) -> findings.DraftFinding:
    return findings.DraftFinding(allegation, "unsubstantiated", REASON)


def test_f06_of_two_people_on_one_petition_only_the_one_reported_falsely_is_a_candidate(do: Do) -> None:
    """Scenario 2, with two people: each is found apart, and each stands or falls alone."""
    known = taken_in(do, allegations=TEXTS[:1])
    other = replace(ACCUSED, name="欧阳若谷", post="主任科员")
    more = adding.AddAllegation(known.petition, "district", other, TEXTS[1:])
    added = do("petition_office", adding.add_allegation, more)
    verifying(do, known.petition)
    refused = refusal(do, "handling_dept", disposal.conclude_petition, PetitionAlone(known.petition))
    assert (refused.code, "2" in refused.message) == ("E-CONCLUDE", True)
    found(do, known.allegations[0], "unsubstantiated")
    assert found(do, added.allegations[0], "substantiated").candidate == ""
    do("handling_dept", disposal.conclude_petition, PetitionAlone(known.petition))
    assert [row.subject for row in do("handling_dept", list_clearances, "")] == ["陈堃喆"]
    refused = refusal(do, "handling_dept", open_clearance, OpenClearance(added.allegations[0]))
    assert refused.code == "E-NOT-CLEARABLE"
    refused = refusal(do, "principal", disposal.file_case, disposal.FileCase(known.petition, (known.accused,)))
    assert (refused.key, refused.path, refused.rule[:3]) == ("E-CASE/no-finding", "$.persons[0]", "F06")
    form = handling.ProposeHandling(known.petition, known.accused, "first", "提醒谈话。")
    assert refusal(do, "handling_dept", handling.propose_handling, form).path == "$.person"
    do("principal", disposal.file_case, disposal.FileCase(known.petition, (added.accused,)))
    assert do("principal", _open_cases, known.accused) == ()
    assert [one.number for one in do("principal", _open_cases, added.accused)] == [known.number]
    made = do("handling_dept", handling.propose_handling, replace(form, person=added.accused)).handling
    assert refusal(do, "handling_dept", handling.decide_handling, handling.DecideHandling(made)).code == "E-ROLE"
    assert do("principal", handling.decide_handling, handling.DecideHandling(made)).state == "decided"
    do("handling_dept", disposal.close_petition, PetitionWithReason(known.petition, "案件已结。"))
    assert do("principal", _open_cases, added.accused) == ()


def _open_cases(desk: Desk, person: str) -> tuple[Any, ...]:
    with desk.vault.reading() as shelf:
        return disposal.open_cases(shelf, person)


def test_f05_not_excluded_clears_nobody_however_the_petition_ends(do: Do) -> None:
    """Scenario 3."""
    known = taken_in(do)
    concluded(do, known, "not_excluded", "not_excluded")
    assert do("handling_dept", list_clearances, "") == ()
    refused = refusal(do, "handling_dept", open_clearance, OpenClearance(known.allegations[0]))
    assert (refused.key, refused.rule[:3]) == ("E-NOT-CLEARABLE/not_excluded", "F05")


def test_f10_nothing_is_entered_of_somebody_managed_above(do: Do) -> None:
    known = taken_in(do)
    above = replace(ACCUSED, name="诸葛明镜", rank="county")
    more = adding.AddAllegation(known.petition, "municipal", above, TEXTS[:1])
    refused = refusal(do, "petition_office", adding.add_allegation, more)
    assert (refused.key, "第十五条" in refused.rule) == ("E-JURISDICTION/higher", True)
    refused = refusal(do, "petition_office", adding.add_allegation, replace(more, managed_by="district"))
    assert (refused.key, refused.path, refused.rule[:3]) == ("E-JURISDICTION/rank", "$.accused.rank", "F10")
    with pytest.raises(Refused, match="E-JURISDICTION"):
        taken_in(do, accused=above)
    assert "诸葛明镜" not in repr(do("petition_office", _everything))


def _everything(desk: Desk, _: None) -> list[Any]:
    with desk.vault.reading() as shelf:
        return [entry.body for entry in shelf.entries()]


def test_findings_wait_for_verification_once_screening_has_begun(do: Do) -> None:
    known = taken_in(do)
    approved(do, known.petition)
    refused = refusal(do, "handling_dept", findings.draft_finding, _drafted(known.allegations[0]))
    assert (refused.key, "处置已批准" in refused.message) == ("E-FINDING/handling", True)
    assert refusal(do, "handling_dept", disposal.start_verification, _verified_by(known.petition, "陈行远")).path
    do("handling_dept", disposal.start_verification, _verified_by(known.petition, *PRESENT))
    do("handling_dept", findings.draft_finding, _drafted(known.allegations[0]))
    refused = refusal(do, "deputy_in_charge", findings.approve_finding, findings.ApproveFinding(known.allegations[0]))
    assert (refused.key, "主要负责人" in refused.next) == ("E-DISPOSAL/approver", True)
    fault = replace(_drafted(known.allegations[1]), complainant_fault="false_accusation")
    refused = refusal(do, "handling_dept", findings.draft_finding, fault)
    assert (refused.key, refused.rule[:3]) == ("E-FAULT/municipal", "F04")
    do("handling_dept", findings.draft_finding, replace(fault, complainant_fault="mistaken"))


def _verified_by(petition: str, *names: str) -> disposal.StartVerification:
    return disposal.StartVerification(petition, names)


def test_a_recused_officer_is_neither_assigned_nor_named_a_verifier(do: Do) -> None:
    petition = taken_in(do).petition
    do("handling_dept", declare_recusal, DeclareRecusal("petition", petition, "interest", "曾为其下属。"))
    accepted(do, petition)
    order = disposal.AssignPetition(petition, ("陈行远",))
    assert refusal(do, "petition_office", disposal.assign_petition, order).code == "E-RECUSED"
    registrar = refusal(do, "petition_office", disposal.assign_petition, replace(order, handlers=("林知微",)))
    assert (registrar.code, registrar.path) == ("E-HANDLER", "$.handlers[0]")
    unknown = refusal(do, "petition_office", disposal.assign_petition, replace(order, handlers=("查无此人",)))
    assert unknown.key == "E-HANDLER/unknown"
    do("petition_office", disposal.assign_petition, replace(order, handlers=("方同舟",)))
    talk = disposal.ProposeDisposal(petition, "talk_inquiry", "先谈话。")
    assert refusal(do, "handling_dept", disposal.propose_disposal, talk).code == "E-RECUSED"
    do("second_handler", disposal.propose_disposal, talk)
    do("principal", disposal.approve_disposal, PetitionAlone(petition))
    start = disposal.StartVerification(petition, PRESENT)
    assert refusal(do, "second_handler", disposal.start_verification, start).code == "E-RECUSED"
    do("second_handler", disposal.start_verification, replace(start, verifiers=("方同舟", "司徒远山")))
    shown = do("second_handler", show_petition, petition).fields
    assert (shown["verifying_on"], shown["verification_due"]) == ("2026-03-02", "2026-04-01")


def test_only_who_was_assigned_handles_it_and_a_hand_over_lets_it_stand_where_it_stands(do: Do) -> None:
    known = taken_in(do)
    verifying(do, known.petition)
    first = known.allegations[0]
    draft = findings.DraftFinding(first, "unsubstantiated", REASON)
    for step, order in (
        (findings.draft_finding, draft),
        (disposal.conclude_petition, PetitionAlone(known.petition)),
    ):
        refused = refusal(do, "second_handler", step, order)
        assert refused.key == "E-HANDLER/other" and "C33" in (refused.rule or "") and "陈行远" in refused.message
    order = disposal.AssignPetition(known.petition, ("方同舟",))
    assert refusal(do, "principal", disposal.hand_over_petition, order).code == "E-ROLE"
    due = do("petition_office", show_petition, known.petition).fields["disposal_due"]
    moved = do("petition_office", disposal.hand_over_petition, order)
    view = do("petition_office", show_petition, known.petition)
    assert (moved.state, view.progress.state, view.fields["disposal_due"]) == ("verifying", "verifying", due)
    assert refusal(do, "handling_dept", findings.draft_finding, draft).key == "E-HANDLER/other"
    do("second_handler", findings.draft_finding, draft)


def test_who_leaves_is_followed_by_whom_the_case_supervision_room_names(do: Do) -> None:
    known = taken_in(do)
    verifying(do, known.petition)

    def gone(desk: Any, _: None) -> None:
        with desk.vault.transaction() as shelf:
            for (officer,) in shelf.rows("officer", ("id",), where={"name": "陈行远"}):
                shelf.append("officer", officer, "member", {"retired": True})

    do("petition_office", gone)
    draft = findings.DraftFinding(known.allegations[0], "unsubstantiated", REASON)
    assert refusal(do, "second_handler", findings.draft_finding, draft).key == "E-HANDLER/left"
    tasks = do("petition_office", lambda desk, _: waiting(desk))
    mine = [(task.id, task.step) for task in tasks if task.kind == "petition"]
    assert mine == [(known.petition, "hand_over_petition")]
    do("petition_office", disposal.hand_over_petition, disposal.AssignPetition(known.petition, ("方同舟",)))
    do("second_handler", findings.draft_finding, draft)


def test_what_is_taken_back_while_it_is_dealt_with_is_noted_and_goes_on(do: Do) -> None:
    known = taken_in(do)
    assigned(do, known.petition)
    order = PetitionWithReason(known.petition, "来信人书面表示撤回。")
    assert refusal(do, "petition_office", screening.note_withdrawal, order).code == "E-STATE"
    propose = disposal.ProposeDisposal(known.petition, "preliminary_verification", "线索具体，可查。")
    do("handling_dept", disposal.propose_disposal, propose)
    assert refusal(do, "petition_office", screening.withdraw_petition, order).code == "E-STATE"
    assert refusal(do, "handling_dept", screening.note_withdrawal, order).code == "E-ROLE"
    assert do("petition_office", screening.note_withdrawal, order).state == "disposal_proposed"
    refused = refusal(do, "petition_office", screening.note_withdrawal, order)
    assert refused.key == "E-WITHDRAWAL/noted" and "C34" in (refused.rule or "")
    assert do("petition_office", show_petition, known.petition).fields["withdrawn_on"] == DAY.isoformat()
    do("principal", disposal.approve_disposal, PetitionAlone(known.petition))
    do("handling_dept", disposal.start_verification, disposal.StartVerification(known.petition, PRESENT))
    assert state(do, known.petition) == "verifying"


def test_repeats_are_linked_by_people_kept_and_unlinked(do: Do) -> None:
    first = taken_in(do)
    again = taken_in(do, accused=replace(ACCUSED, person=first.accused), naming="anonymous", complainant=None)
    (likely,) = do("petition_office", screening.likely_repeats, again.petition)
    assert (likely.number, likely.likeness, likely.accused) == (first.number, 100, "陈堃喆")
    assert not {"text", "summary"} & set(type(likely).__slots__)
    order = screening.ScreenPetition(again.petition, "与前件相近。")
    assert refusal(do, "petition_office", screening.screen_petition, order).path == "$.different"
    link = screening.LinkRepeat(again.petition, first.petition, "同一人同一事，前件已登记。")
    assert refusal(do, "petition_office", screening.link_repeat, replace(link, reason=" ")).path == "$.reason"
    assert refusal(do, "handling_dept", screening.link_repeat, link).code == "E-ROLE"
    do("petition_office", screening.link_repeat, link)
    back = screening.LinkRepeat(first.petition, again.petition, "反过来。")
    assert refusal(do, "petition_office", screening.link_repeat, back).key == "E-REPEAT/circle"
    do("petition_office", screening.screen_petition, order)
    assert refusal(do, "petition_office", screening.accept_petition, PetitionAlone(again.petition)).key[-6:] == "repeat"
    do("petition_office", screening.file_repeat, PetitionAlone(again.petition))
    assert state(do, again.petition) == "repeat_filed"
    undone = screening.UnlinkRepeat(again.petition, "后件另有新的时段。")
    do("petition_office", screening.unlink_repeat, undone)
    assert refusal(do, "petition_office", screening.unlink_repeat, undone).key == "E-REPEAT/none"
    do("petition_office", screening.rescreen_petition, PetitionWithReason(again.petition, "解除关联。"))
    do("petition_office", screening.accept_petition, PetitionAlone(again.petition))
    numbers = {row.number for row in do("petition_office", list_petitions, "")}
    assert numbers == {first.number, again.number}


def test_the_disposal_that_was_approved_is_the_one_that_is_carried_out(do: Do) -> None:
    petition = taken_in(do).petition
    approved(do, petition, "hold")
    ended = refusal(do, "handling_dept", disposal.close_petition, PetitionWithReason(petition, "了结。"))
    assert (ended.key, "暂存待查" in ended.message) == ("E-DISPOSAL/other", True)
    rest = disposal.HoldPetition(petition, date(2027, 3, 3))
    assert refusal(do, "handling_dept", disposal.hold_petition, rest).path == "$.review_on"
    do("handling_dept", disposal.hold_petition, replace(rest, review_on=date(2027, 3, 2)))
    (row,) = [one for one in do("handling_dept", deadlines.list_deadlines, None, date(2027, 3, 1)) if one.mine]
    assert (row.kind, row.on, row.left) == ("urge", date(2027, 3, 2), 1)
    do("handling_dept", disposal.extend_hold, replace(rest, review_on=date(2027, 9, 1)))
    do("handling_dept", disposal.close_held, PetitionWithReason(petition, "期满无新线索。"))
    assert state(do, petition) == "closed"
    another = taken_in(do, accused=replace(ACCUSED, post="科员")).petition
    old = disposal.ProposeDisposal(another, "file_case", "拟立案。")
    assert refusal(do, "handling_dept", disposal.propose_disposal, old).key == "E-DISPOSAL/ended"


def test_a_suspension_counts_only_when_approved(do: Do) -> None:
    petition = taken_in(do).petition
    assigned(do, petition)
    late = date(2026, 4, 3)

    def overdue() -> list[tuple[str, date]]:
        rows = do("handling_dept", deadlines.list_deadlines, None, late)
        return [(one.kind, one.on) for one in rows if one.limit == "disposal"]

    assert overdue() == [("overdue", date(2026, 4, 2))]
    order = deadlines.AskSuspension("petition", petition, date(2026, 3, 9), "等待测绘鉴定。", date(2026, 3, 13))
    asked = do("handling_dept", deadlines.ask_suspension, order).suspension
    assert overdue() == [("overdue", date(2026, 4, 2))]
    decide = deadlines.DecideSuspension(asked)
    assert refusal(do, "handling_dept", deadlines.approve_suspension, decide).code == "E-ROLE"
    do("deputy_in_charge", deadlines.approve_suspension, decide)
    assert overdue() == [("remind", date(2026, 4, 10))]
