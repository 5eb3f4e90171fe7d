"""A clearance from its first word to the archive, and every harm that must not happen on the way."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.cases.clearance_after import Receipt, Volume
from lucheng_desktop.cases.shapes import schema
from lucheng_desktop.procedures import (
    accusation,
    clearance,
    clearance_after,
    clearance_city,
    clearance_holds,
    clearance_start,
    clearance_withdrawal,
    findings,
    issuing,
    papers,
    petitions,
)
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, TEXTS, At, found, proposed, registered, sitting, supervised
from tests.procedures.clearings import (
    ESCALATION,
    TWO,
    agreed,
    agreed_office,
    approved_office,
    asked,
    candidate,
    escalated,
    gone,
    issued_office,
    other_petition,
    passed,
    reviewed,
    send,
    signed,
    sitting_on,
)

__all__ = ["agreed", "agreed_office", "approved_office", "gone", "issued_office", "signed"]

WISH = {"facts": "2019年任副主任", "false_content": "收受香烟和购物卡一事不存在", "wish": "请在本单位说明"}
TODAY = date.today()  # noqa: DTZ011 - the office's clock runs in these tests


def state(at: At, about: str, role: str = "handling_dept") -> str:
    with at(role) as desk:
        return clearance.show_clearance(desk, about).progress.state


def no(code: str, rule: str, function: Any, *orders: Any, **changes: Any) -> Refused:
    """The refusal, which quotes its rule and says what to do."""
    with pytest.raises(Refused) as refused:
        function(*orders, **changes)
    assert refused.value.code == code, refused.value
    assert rule in refused.value.rule
    assert refused.value.next
    return refused.value


def test_f27_nobody_is_asked_with_the_complaint_in_hand(at: At) -> None:
    about = candidate(at)
    with at("handling_dept") as desk:
        no(
            "E-QUOTE",
            "F27",
            clearance.seek_consent,
            desk,
            clearance.SeekConsent(about, f"关于{TEXTS[0].text[3:20]}的事"),
        )
        view = clearance.show_clearance(desk, about)
        assert view.progress.state == "candidate" and "summary" not in view.fields


def test_scenario_5_a_meeting_alone_gets_writing_and_a_letter(agreed: tuple[At, str]) -> None:
    at, about = agreed
    answer = proposed(at, about, forms=("meeting",))
    assert answer.forms == ("written", "meeting")
    with at("handling_dept") as desk:
        letter = issuing.show_document(desk, answer.document)
    assert (letter.fields["kind"], "澄清函" in letter.fields["title"]) == ("letter", True)
    assert TEXTS[0].text not in str(letter.fields["draft"])
    passed(at, about)
    assert send(at, answer.document).startswith("鹿纪函〔")
    assert state(at, about) == "issued"


def test_scenario_9_declined_and_asked_for_a_year_later_it_is_the_same_allegation(at: At) -> None:
    about = candidate(at)
    assert asked(at, about, consent="decline").state == "declined"
    with at("handling_dept") as desk:
        before = clearance.show_clearance(desk, about)
        order = clearance_start.RecordApplication(about, date(2027, 3, 22), **WISH)
        no("E-APPLIED", "Q06", clearance_start.record_application, desk, replace(order, wish=" "))
        no("E-APPLIED", "Q06", clearance_start.record_application, desk, replace(order, applied_on=date(2026, 3, 1)))
        answer = clearance_start.record_application(desk, order)
        after = clearance.show_clearance(desk, about)
    assert (answer.reopened, answer.state) == (True, "candidate")
    assert after.fields["allegation"] == before.fields["allegation"]
    now = [after.fields[name] for name in ("start_mode", "consent", "decided_on")]
    assert now == ["application", "", None]
    asked(at, about)
    assert proposed(at, about).clearance == about


def test_every_candidate_is_decided_and_not_needed_has_a_reason_and_two_officers(at: At) -> None:
    about = candidate(at)
    with at("handling_dept") as desk:
        (row,) = clearance_start.clearance_backlog(desk)
        assert (row.clearance, row.band) == (about, "fresh")
        assert clearance_start.clearance_backlog(desk, row.opened_on + timedelta(31))[0].band == "stale"
        order = clearance_start.ProposeNotNeeded(about, "no_adverse_effect", "经了解，反映没有传播，未影响其工作。")
        no("E-INPUT", "", clearance_start.propose_not_needed, desk, replace(order, reason="not_wanted"))
        no("E-INPUT", "", clearance_start.propose_not_needed, desk, replace(order, basis=" "))
        declined = replace(order, reason="consent_declined")
        no("E-NOT-NEEDED", "C02", clearance_start.propose_not_needed, desk, declined)
        no("E-ROLE", "", clearance_start.decide_not_needed, desk, clearance_start.DecideNotNeeded(about))
    with at("deputy_in_charge") as desk:
        no("E-STATE", "", clearance_start.decide_not_needed, desk, clearance_start.DecideNotNeeded(about))
        assert waiting(desk) == ()
    with at("handling_dept") as desk:
        clearance_start.propose_not_needed(desk, order)
    with at("deputy_in_charge") as desk:
        assert [task.step for task in waiting(desk)] == ["decide_not_needed"]
        assert clearance_start.decide_not_needed(desk, clearance_start.DecideNotNeeded(about)).state == "not_needed"
        assert clearance_start.clearance_backlog(desk) == ()
        fields = clearance.show_clearance(desk, about).fields
    assert (fields["not_needed_reason"], bool(fields["decided_on"]), "鹿澄" in fields["number"]) == (
        "no_adverse_effect", True, True,
    )  # fmt: skip


def test_f03_nothing_is_cleared_while_the_same_fact_is_open_elsewhere(at: At) -> None:
    about = candidate(at)
    with at("petition_office") as desk:
        allegation = registered(desk, accused=petitions.Accused("另一人", "别的单位", "科员", "section")).allegations[0]
    with at("handling_dept") as desk:
        no("E-NOT-CLEARABLE", "F03", clearance.open_clearance, desk, clearance.OpenClearance(allegation))
    asked(at, about)
    other_petition(at, TEXTS[0].text)
    no("E-TWIN-OPEN", "F03", proposed, at, about)


def test_f05_scenario_3_not_excluded_is_no_way_to_be_cleared(at: At) -> None:
    with at("petition_office") as desk:
        doubtful = registered(desk, allegations=TEXTS[1:]).allegations[0]
    assert found(at, doubtful, "not_excluded").candidate == ""
    with at("handling_dept") as desk:
        no("E-NOT-CLEARABLE", "F05", clearance.open_clearance, desk, clearance.OpenClearance(doubtful))
        request = accusation.RequestDetermination(doubtful, "某项问题", "伪造", "意图", "检验意见", "密3")
        no("E-ACCUSATION", "F04", accusation.request_determination, desk, request)
    with at("case_trial") as desk:
        part = clearance_start.OpenFalsePart(doubtful, "收受购物卡一节", "同意。")
        no("E-NOT-CLEARABLE", "F05", clearance_start.open_false_part, desk, part)


def test_f06_scenario_2_of_two_points_the_false_one_and_of_a_partly_true_one_its_false_part(at: At) -> None:
    with at("petition_office") as desk:
        partly, false = registered(desk).allegations
    assert found(at, partly, "partly_substantiated").candidate == ""
    about = found(at, false, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        no("E-NOT-CLEARABLE", "F06", clearance.open_clearance, desk, clearance.OpenClearance(partly))
        assert clearance.open_clearance(desk, clearance.OpenClearance(false)).clearance == about
    with at("case_trial") as desk:
        order = clearance_start.OpenFalsePart(partly, "收受购物卡一节不属实", "同意就该节澄清。")
        part = clearance_start.open_false_part(desk, order).clearance
        no("E-FALSE-PART", "F06", clearance_start.open_false_part, desk, order)
        no("E-FALSE-PART", "F06", clearance_start.open_false_part, desk, replace(order, allegation=false))
    asked(at, part)
    document = proposed(at, part).document
    with at("handling_dept") as desk:
        body = str(issuing.show_document(desk, document).fields["draft"]["body"])
    assert "这部分反映不属实" in body and TEXTS[1].text not in body


def test_f08_the_paper_goes_no_further_than_the_harm_and_the_persons_word(at: At) -> None:
    about = candidate(at)
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(about, "在旧村改造签约中存在廉洁方面的问题"))
        order = clearance.RecordConsent(about, "agree_with_conditions", date(2026, 3, 20), TWO)
        no("E-CONSENT", "C02", clearance.record_consent, desk, order)
        limits = {"requested_scope": "self_and_unit_head", "requested_display": "surname_only"}
        clearance.record_consent(desk, replace(order, **limits, requested_forms=("meeting",)))
    small = {"scope": "self_and_unit_head", "name_display": "surname_only", "forms": ("meeting",)}
    for changes, path in (
        ({"scope": "unit"}, "$.scope"),
        ({"name_display": "full"}, "$.name_display"),
        ({"forms": ("circular",)}, "$.forms"),
        ({"scope": "district"}, "$.scope"),
        ({"forms": ("meeting", "media")}, "$.forms"),
    ):
        with pytest.raises(Refused) as refused:
            proposed(at, about, **(small | changes))
        assert (refused.value.path, bool(refused.value.rule), bool(refused.value.next)) == (path, True, True)
    document = proposed(at, about, **small).document
    with at("handling_dept") as desk:
        draft = str(issuing.show_document(desk, document).fields["draft"])
    assert "陈某" in draft and ACCUSED.name not in draft


def test_f09_scenario_8_another_clue_or_case_holds_it_and_the_drafter_is_not_told_which(
    agreed: tuple[At, str],
) -> None:
    at, about = agreed
    other = other_petition(at)
    refused = no("E-HELD", "F09", proposed, at, about)
    told = str(refused.as_json())
    assert not any(word in told for word in (other.number, "招标", "标底", "立案"))
    with at("handling_dept") as desk:
        no("E-HELD", "F09", clearance_holds.open_matters, desk, about)
        hold = clearance_holds.SuspendClearance(about, "other_matters", "有关情况须先行研究。")
        no("E-ROLE", "", clearance_holds.suspend_clearance, desk, hold)
    with at("deputy_in_charge") as desk:
        shown = clearance_holds.open_matters(desk, about)
        assert [(one.number, one.filed) for one in shown] == [(other.number, False)]
        no("E-HELD", "F09", clearance_holds.suspend_clearance, desk, replace(hold, reason=f"见{other.number}"))
        no("E-INPUT", "", clearance_holds.suspend_clearance, desk, replace(hold, reason=" "))
        assert clearance_holds.suspend_clearance(desk, hold).state == "suspended"
    no("E-STATE", "", proposed, at, about)
    with at("deputy_in_charge") as desk:
        answer = clearance_holds.resume_clearance(desk, clearance_holds.ResumeClearance(about, "情况已经研究。"))
    assert answer.state == "consented"
    passed(at, proposed(at, about).clearance)


def test_f09_scenario_8_an_open_case_holds_whatever_the_officers_say(signed: tuple[At, str, str]) -> None:
    """A case filed against the person after approval stops number, issue and resumption."""
    at, about, document = signed
    with at("deputy_in_charge") as desk, desk.vault.transaction() as shelf:
        record = shelf.record("clearance", about)
        petition = record.fields["petition"]
        against = [record.fields["subject"]]
        shelf.set("petition", petition, {"case_filed_on": "2026-03-30", "case_filed_against": against})
    with at("general_office") as desk:
        number = issuing.NumberDocument(document)
        no("E-HELD", "F09", issuing.number_document, desk, number)
    with at("deputy_in_charge") as desk:
        order = clearance_holds.SuspendClearance(about, "other_matters", "有关情况须先行研究。")
        clearance_holds.suspend_clearance(desk, order)
        resume = clearance_holds.ResumeClearance(about, "情况已经研究。")
        no("E-HELD", "F09", clearance_holds.resume_clearance, desk, resume)
        with desk.vault.transaction() as shelf:
            shelf.set("petition", petition, {"closed_on": "2026-06-30"})
        assert clearance_holds.resume_clearance(desk, resume).state == "consented"
    with at("general_office") as desk:
        no("E-VOIDED", "", issuing.number_document, desk, number)
    second = proposed(at, about)
    assert second.document != document


def test_f25_the_number_of_a_void_paper_is_not_given_again(signed: tuple[At, str, str]) -> None:
    at, about, document = signed
    with at("general_office") as desk:
        one = issuing.number_document(desk, issuing.NumberDocument(document)).number
    with at("deputy_in_charge") as desk:
        order = clearance_holds.SuspendClearance(about, "new_evidence", "有新的证据。")
        clearance_holds.suspend_clearance(desk, order)
        clearance_holds.resume_clearance(desk, clearance_holds.ResumeClearance(about, "已经核实。"))
    second = proposed(at, about)
    passed(at, about)
    two = send(at, second.document)
    assert (one[-2:], two[-2:]) == ("1号", "2号")
    with at("general_office") as desk:
        rows = {row.id: row for row in issuing.list_documents(desk)}
    assert (rows[document].number, rows[document].voided) == (one, True)


def test_scenario_13_whoever_drafts_or_reviews_does_not_approve(agreed: tuple[At, str]) -> None:
    at, about = agreed
    proposed(at, about)
    with at("handling_dept") as desk:
        no("E-STATE", "", clearance.approve_clearance, desk, clearance.ApproveClearance(about))
    reviewed(at, about)
    for role in ("handling_dept", "case_trial", "petition_office", "deputy_in_charge"):
        with at(role) as desk:
            no("E-ROLE", "", clearance.approve_clearance, desk, clearance.ApproveClearance(about))
    assert state(at, about) == "secrecy_reviewed"


def test_what_is_the_citys_goes_up_and_comes_back_as_number_day_and_scope(agreed: tuple[At, str]) -> None:
    at, about = agreed
    no("E-SCOPE", "F08", proposed, at, about, scope="city", harm_scope="public")
    with at("handling_dept") as desk:
        order = clearance_city.ProposeEscalation(about, **ESCALATION)
        no("E-ESCALATE", "F08", clearance_city.propose_escalation, desk, replace(order, scope="district"))
        missing = no("E-INPUT", "", clearance_city.propose_escalation, desk, replace(order, effect=" "))
        assert "造成的不良影响" in missing.message
        no("E-SIGNER", "", clearance_city.propose_escalation, desk, replace(order, signer="不存在的人"))
        answer = clearance_city.propose_escalation(desk, order)
    assert answer.ground == "scope"
    with at("principal") as desk:
        no("E-STATE", "", papers.sign_off_document, desk, papers.SignOffDocument(answer.document))
    supervised(at, about)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(about, "同意。"))
    with at("principal") as desk:
        no("E-WITH-CASE", "C06", papers.sign_off_document, desk, papers.SignOffDocument(answer.document))
    with at("petition_office") as desk:
        clearance.review_secrecy(desk, clearance.ReviewSecrecy(about))
    with at("principal") as desk:
        no("E-ESCALATE", "F08", clearance.approve_clearance, desk, clearance.ApproveClearance(about))
        papers.sign_off_document(desk, papers.SignOffDocument(answer.document))
    send(at, answer.document)
    assert state(at, about) == "escalated"
    with at("general_office") as desk:
        reply = clearance_city.RecordCityReply(about, "温纪〔2026〕18号", desk.clock.today(), "city")
        no("E-INPUT", "", clearance_city.record_city_reply, desk, replace(reply, reference=" "))
        no("E-CITY-PAPER", "F22", clearance_city.record_city_reply, desk, replace(reply, reference="鹿纪[2026]1号"))
        no("E-CITY-PAPER", "F22", clearance_city.record_city_reply, desk, replace(reply, on=date(2020, 1, 1)))
        before = len(issuing.list_documents(desk))
        assert clearance_city.record_city_reply(desk, reply).state == "higher_replied"
        assert len(issuing.list_documents(desk)) == before, "nothing is printed in the city's name"
        deliver = clearance_city.DeliverCityPaper(about, 12)
        no("E-STATE", "", clearance_city.deliver_city_paper, desk, deliver)
    with at("principal") as desk:
        clearance.approve_clearance(desk, clearance.ApproveClearance(about))
    with at("general_office") as desk:
        assert clearance_city.deliver_city_paper(desk, deliver).state == "issued"
    with at("handling_dept") as desk:
        withdrawal = clearance_withdrawal.ProposeWithdrawal(about, "复查属实。")
        assert clearance_withdrawal.propose_withdrawal(desk, withdrawal).document == ""
    with at("principal") as desk:
        order_back = clearance_withdrawal.WithdrawClearance(about)
        no("E-WITHDRAW", "F29", clearance_withdrawal.withdraw_clearance, desk, order_back)
        clearance_withdrawal.withdraw_clearance(desk, replace(order_back, reference="温纪〔2026〕40号"))


def test_f22_no_step_takes_an_issuer_and_the_answer_stays_within_its_scope(agreed: tuple[At, str]) -> None:
    orders = [schema(step.order) for step in all_steps().values()]
    named = {name for shape in orders for name in shape.get("properties", {})}
    assert not named & {"issuer", "issuers", "series"}
    at, about = agreed
    request = escalated(at, about)
    with at("general_office") as desk:
        assert issuing.show_document(desk, request).fields["draft"]["issuers"] == ["中共温州市鹿城区纪律检查委员会"]
        reply = clearance_city.RecordCityReply(about, "温纪函〔2026〕3号", desk.clock.today(), "unit")
        clearance_city.record_city_reply(desk, reply)
    wide = {"scope": "district", "harm_scope": "public"}
    no("E-ESCALATE", "F08", proposed, at, about, **wide)
    own = proposed(at, about, scope="unit", harm_scope="public")
    passed(at, about)
    send(at, own.document)
    assert state(at, about) == "issued"


def test_a_person_whom_the_city_manages_is_the_citys_to_clear(agreed: tuple[At, str]) -> None:
    at, about = agreed
    with at("handling_dept") as desk, desk.vault.transaction() as shelf:
        shelf.set("person", shelf.record("clearance", about).fields["subject"], {"managed_by": "municipal"})
    no("E-ESCALATE", "F08", proposed, at, about)
    with at("handling_dept") as desk:
        order = clearance_city.ProposeEscalation(about, **(ESCALATION | {"scope": "unit"}))
        assert clearance_city.propose_escalation(desk, order).ground == "rank"


def test_f04_scenario_4_only_the_citys_number_makes_a_false_accusation(at: At) -> None:
    with at("petition_office") as desk:
        false, other = registered(desk).allegations
    with at("handling_dept") as desk:
        draft = findings.DraftFinding(other, "false_accusation", "恶意。")
        refused = no("E-FINDING", "F04", findings.draft_finding, desk, draft)
        assert "提请认定诬告陷害" in refused.next
    found(at, false, "unsubstantiated")
    with at("handling_dept") as desk:
        order = accusation.RequestDetermination(
            false, "在签约中收受财物的问题", "所附收条系伪造", "在公示期内连续寄送", "笔迹检验意见", "演练密2026-003"
        )
        missing = no("E-INPUT", "", accusation.request_determination, desk, replace(order, evidence=" ", intent=""))
        assert "主要证据" in missing.message and "意图" in missing.message
        asked_for = accusation.request_determination(desk, order)
    answer = accusation.RecordDetermination(asked_for.accusation, "municipal", "温纪〔2026〕9号", TODAY)
    with at("general_office") as desk:
        no("E-STATE", "", accusation.record_determination, desk, answer)
    with at("case_trial") as desk:
        accusation.review_request(desk, accusation.ReviewRequest(asked_for.accusation, "同意。"))
    with at("petition_office") as desk:
        accusation.review_request_secrecy(desk, accusation.ReviewRequestSecrecy(asked_for.accusation))
    with at("principal") as desk:
        papers.sign_off_document(desk, papers.SignOffDocument(asked_for.document))
    send(at, asked_for.document)
    with at("general_office") as desk:
        today = desk.clock.today()
        answer = replace(answer, on=today)
        no("E-ACCUSATION", "F04", accusation.record_determination, desk, replace(answer, determined_by="district"))
        no("E-INPUT", "", accusation.record_determination, desk, replace(answer, reference=""))
        no("E-CITY-PAPER", "F22", accusation.record_determination, desk, replace(answer, reference="鹿纪〔2026〕9号"))
        assert accusation.record_determination(desk, answer).state == "determined"
        fields = accusation.show_accusation(desk, asked_for.accusation).fields
    assert (fields["reference"], fields["determined_by"], fields["determined_on"]) == (
        "温纪〔2026〕9号", "municipal", today.isoformat(),
    )  # fmt: skip


def _receipts(day: date) -> tuple[Receipt, ...]:
    return Receipt("written", "送达回证一份", day), Receipt("circular", "通报签收单十二份", day)


def test_carried_out_by_two_with_proof_looked_into_after_a_month_and_filed(gone: tuple[Path, str, str, str]) -> None:
    place, about, _, _ = gone
    at, on = sitting(place), sitting_on(place)
    steps = clearance_after
    with at("handling_dept") as desk:
        day = desk.clock.today()
        order = steps.ImplementClearance(about, day, TWO, _receipts(day))
        no("E-IMPLEMENT", "Q02", steps.implement_clearance, desk, replace(order, by=("陈行远", "陈行远 ")))
        no("E-RECEIPT", "Q02", steps.implement_clearance, desk, replace(order, receipts=order.receipts[:1]))
        other = (*order.receipts, Receipt("media", "网页", day))
        no("E-RECEIPT", "Q02", steps.implement_clearance, desk, replace(order, receipts=other))
        early = replace(order, on=day - timedelta(400))
        with pytest.raises(Refused, match="E-DAY"):
            steps.implement_clearance(desk, early)
    far = day + timedelta(40)
    with on("handling_dept", far) as desk:
        late = replace(order, on=far)
        no("E-LATE", "Q02", steps.implement_clearance, desk, late)
        assert steps.implement_clearance(desk, replace(late, late_reason="本人外出学习。")).late
        visit = steps.FollowUpClearance(about, far + timedelta(10), TWO, "工作正常", "思想稳定", False)
        no("E-FOLLOW-UP", "Q03", steps.follow_up_clearance, desk, visit)
    visited = far + timedelta(45)
    with on("handling_dept", visited) as desk:
        visit = replace(visit, on=visited)
        no("E-FOLLOW-UP", "Q03", steps.follow_up_clearance, desk, replace(visit, work=" "))
        no("E-FOLLOW-UP", "Q03", steps.follow_up_clearance, desk, replace(visit, retaliation=True))
        told = replace(visit, retaliation=True, retaliation_note="有人打听来信情况，已制止。")
        assert steps.follow_up_clearance(desk, told).retaliation
    with on("general_office", visited) as desk:
        volumes = (Volume("trial", "years_10", ("审理报告", "审核意见")), Volume("circular", "permanent", ("通报",)))
        file = steps.ArchiveClearance(about, "演练2026-澄-001", volumes, visited, visited)
        refused = no("E-RETENTION", "Q04", steps.archive_clearance, desk, file)  # scenario 24
        assert (refused.path, "审理卷" in refused.message) == ("$.volumes[0].retention", True)
        table = replace(file, override="区档案局〔2025〕3号，2025年5月6日同意")
        no("E-RETALIATION", "Q03", steps.archive_clearance, desk, table)
        answer = steps.archive_clearance(desk, replace(table, retaliation_handled="已批评教育。"))
        view = clearance.show_clearance(desk, about)
    assert len(answer.warnings) == 1
    assert (view.progress.state, view.progress.path[-1][0]) == ("archived", "archived")
    assert not {"suspended", "escalated", "withdrawn"} & {code for code, _ in view.progress.path}


def test_f29_a_wrong_clearing_is_taken_back_as_far_as_it_went_and_stays_on_record(
    gone: tuple[Path, str, str, str],
) -> None:
    place, about, circular, number = gone
    at = sitting(place)
    steps = clearance_withdrawal
    with at("principal") as desk:
        no("E-WITHDRAW", "F29", steps.withdraw_clearance, desk, steps.WithdrawClearance(about))
        no("E-ROLE", "", steps.propose_withdrawal, desk, steps.ProposeWithdrawal(about, "复查属实。"))
    with at("handling_dept") as desk:
        no("E-INPUT", "", steps.propose_withdrawal, desk, steps.ProposeWithdrawal(about, " "))
        correction = steps.propose_withdrawal(desk, steps.ProposeWithdrawal(about, "新的证据证明反映属实。")).document
        no("E-ROLE", "", steps.withdraw_clearance, desk, steps.WithdrawClearance(about))
        drafts = [issuing.show_document(desk, one).fields["draft"] for one in (circular, correction)]
    assert drafts[0]["to"] == drafts[1]["to"]
    assert number in str(drafts[1]["body"]) and "新的证据" not in str(drafts[1])
    with at("principal") as desk:
        no("E-STATE", "", steps.withdraw_clearance, desk, steps.WithdrawClearance(about))  # nobody has read it yet
    with at("case_trial") as desk:
        papers.review_document(desk, papers.ReviewDocument(correction, "同意。"))
    with at("principal") as desk:
        no("E-WITH-CASE", "C06", papers.sign_off_document, desk, papers.SignOffDocument(correction))
        assert steps.withdraw_clearance(desk, steps.WithdrawClearance(about)).state == "withdrawn"
    assert send(at, correction).endswith("2号")
    with at("handling_dept") as desk:
        view = clearance.show_clearance(desk, about)
        registered_ = {row.id: row.state for row in issuing.list_documents(desk)}
    assert (view.progress.state, view.progress.choices) == ("withdrawn", ())
    assert registered_[circular] == "registered", "the original stays in the register"
