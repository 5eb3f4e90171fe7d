"""Redeployment in a real office: nobody alone, nobody too early, nothing that points to who complained."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import cases, history, redeployed
from lucheng_desktop.procedures.deadlines import list_deadlines
from lucheng_desktop.procedures.person_path import PersonPath, person_path
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from tests.office import COMPLAINANT
from tests.procedures.wording import untold
from tests.redeploying import (
    GOAL,
    MENTOR,
    PAPER,
    PERSON,
    SIGNED,
    Walk,
    assessed,
    found_office,
    nominated,
    planned,
    recommendation,
    trained,
)


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """One case at four places of its way: (vault, case)."""
    folder = tmp_path_factory.mktemp("stages")
    place = folder / "office.vault"
    found_office(place)
    walk = Walk(place)
    kept = {"founded": (shutil.copytree(place, folder / "founded.vault"), "")}
    case = nominated(walk)
    for name, go in (("nominated", None), ("planned", planned), ("training", trained), ("assessed", assessed)):
        if go:
            go(walk, case)
        walk.close()
        kept[name] = (shutil.copytree(place, folder / f"{name}.vault"), case)
    return kept


@pytest.fixture
def stage(stages: dict[str, tuple[Path, str]], tmp_path: Path) -> Iterator[Any]:
    opened: list[Walk] = []

    def begin(name: str) -> tuple[Walk, str]:
        vault, case = stages[name]
        opened.append(Walk(shutil.copytree(vault, tmp_path / "office.vault")))
        return opened[0], case

    yield begin
    for walk in opened:
        walk.close()


def refused(walk: Walk, day: str, role: str, step: str, **order: Any) -> Refused:
    with pytest.raises(Refused) as found:
        walk.do(day, role, step, **order)
    return found.value


def test_the_whole_way_as_the_article_tells_it(stage: Any) -> None:
    walk, case = stage("assessed")
    here = {"redeployment": case}
    walk.do("2025-09-05", "principal", "propose_recommendation", **recommendation(case, "2025-09-05"))
    walk.do("2025-09-06", "organization_dept", "join_recommendation", **here, appeal_pending=False, on="2025-09-06")
    minutes = {"reference": "演练委纪要〔2025〕8号", "on": "2025-09-20"}
    alone = refused(walk, "2025-09-20", "principal", "record_consideration", **here, **minutes)
    assert alone.code == "E-ROLE"
    walk.do("2025-09-20", "organization_dept", "record_consideration", **here, **minutes)
    paper = {"reference": "演练干〔2025〕31号", "on": "2025-09-28"}
    walk.do("2025-09-28", "organization_dept", "record_reappointment", **here, **paper)
    walk.do("2025-10-08", "organization_dept", "begin_tracking", **here, arrangement="每季度谈话一次")
    note = {"on": "2026-01-08", "content": "适应岗位"}
    walk.do("2026-01-08", "organization_dept", "record_tracking", **here, **note)
    early = refused(walk, "2026-09-27", "general_office", "archive_redeployment", **here)
    assert (early.code, "2026-09-28" in early.message) == ("E-TRACKING", True)
    walk.do("2026-09-28", "general_office", "archive_redeployment", **here)
    with walk.at("2026-09-28", "handling_dept") as desk:
        view = redeployed.show_redeployment(desk, case)
        number = view.fields["number"]
        assert cases.show_case(desk, *cases.find_case(desk, number)).id == case
        told = history.printed(history.case_history(desk, "redeployment", case))
    assert (view.progress.state, view.reported_since, len(view.tracking)) == ("archived", 0, 1)
    days = ("start_on", "planned_end_on", "assessed_on", "recommended_on", "reappointed_on", "ended_on")
    kept = [view.fields[day] for day in days]
    assert kept == ["2025-03-01", "2025-09-01", "2025-09-01", "2025-09-06", "2025-09-28", "2026-09-28"]
    assert "考核末位免职" in told
    assert "不适宜担任现职调整" in told


def test_nobody_is_nominated_without_a_sanction_that_two_officers_saw(stage: Any) -> None:
    walk, _ = stage("founded")
    order = {"person": PERSON, "code": "pw", "decided_on": "2025-01-10", "effective_on": "2025-01-10"}
    made = walk.do("2025-02-10", "handling_dept", "record_sanction", **order, **PAPER)
    named = {"person": made.person, "basis": "无意过失"}
    keys = [
        refused(walk, "2025-02-10", "handling_dept", "nominate_redeployment", entry_reason=reason, **named).key
        for reason in ("assessment_removal", "party_sanction")
    ]
    assert keys == ["E-ENTRY/no_sanction", "E-ENTRY/unconfirmed"]
    own = refused(walk, "2025-02-10", "handling_dept", "confirm_sanction", sanction=made.sanction)
    assert own.code in ("E-ROLE", "E-SAME-PERSON")
    walk.do("2025-02-10", "case_trial", "confirm_sanction", sanction=made.sanction)
    nominate = {"entry_reason": "party_sanction"} | named
    walk.do("2025-02-10", "handling_dept", "nominate_redeployment", **nominate)
    again = refused(walk, "2025-02-10", "handling_dept", "nominate_redeployment", **nominate)
    assert again.key == "E-ENTRY/running"
    above = PERSON | {"name": "司徒望北", "managed_by": "municipal"}
    assert refused(walk, "2025-02-10", "handling_dept", "record_sanction", **order | {"person": above}, **PAPER).rule
    with walk.at("2025-02-10", "handling_dept") as desk, desk.vault.reading() as shelf:
        assert [name for (name,) in shelf.rows("person", ("name",))] == [PERSON["name"]]


def test_what_waits_is_told_to_whose_step_it_is_and_training_is_nobodys_task(stage: Any) -> None:
    walk, case = stage("nominated")
    with walk.at("2025-02-11", "organization_dept") as desk:
        tasks = [(task.kind, task.id, task.title, task.verb) for task in waiting(desk)]
    assert tasks == [("redeployment", case, PERSON["name"], "准入")]
    order = {
        "person": PERSON | {"name": "令狐岱宗"},
        "code": "pw",
        "decided_on": "2025-01-10",
        "effective_on": "2025-01-10",
    }
    made = walk.do("2025-02-11", "handling_dept", "record_sanction", **order, **PAPER)
    with walk.at("2025-02-11", "case_trial") as desk:
        assert [(task.id, task.title, task.verb) for task in waiting(desk)] == [(made.sanction, "令狐岱宗", "核对处分")]


def test_an_entry_is_open_and_honest(stage: Any) -> None:
    walk, case = stage("nominated")
    order = {"redeployment": case, "informed_on": "2025-02-11"}
    assert refused(walk, "2025-02-11", "organization_dept", "admit_redeployment", private_gain=True, **order).rule
    late = refused(walk, "2025-02-10", "organization_dept", "admit_redeployment", private_gain=False, **order)
    assert late.key == "E-DAY/future"
    alone = refused(walk, "2025-02-11", "handling_dept", "admit_redeployment", private_gain=False, **order)
    assert alone.code == "E-ROLE"
    walk.do("2025-02-11", "organization_dept", "admit_redeployment", private_gain=False, **order)
    plan = {"redeployment": case, "months": 6, "task": "现场办公室", "goals": [GOAL]}
    uncounted = {"goals": [GOAL, GOAL | {"counted": " "}]}
    for wrong, fault in (
        ({"months": 5}, "months"),
        ({"months": 13}, "months"),
        ({"goals": []}, "goals"),
        (uncounted, "goal"),
    ):
        found = refused(walk, "2025-02-11", "handling_dept", "draft_plan", **plan | wrong)
        assert (found.key, "R03" in found.rule) == (f"E-PLAN/{fault}", True)


def reported(walk: Walk, case: str, **complainant: str) -> None:
    """A petition against the person, its complainant sealed, found false."""
    day = "2025-02-13"
    with walk.at(day, "petition_office") as desk, desk.vault.reading() as shelf:
        person = shelf.record("redeployment", case).fields["person"]
    order = {"received_on": day, "channel": "letter", "managed_by": "district"}
    petition = walk.do(day, "petition_office", "receive_petition", **order).petition
    content = {
        "category": "accusation", "naming": "real_name", "summary": "反映工作作风问题。", "complainant": complainant,
        "accused": {"name": "", "unit": "", "post": "", "rank": "section", "person": person},
        "allegations": [{"text": "反映其作风粗暴。", "discipline": "masses"}],
    }  # fmt: skip
    content["accused"] |= {key: PERSON[key] for key in ("name", "unit", "post")}
    made = walk.do(day, "petition_office", "register_petition", petition=petition, **content)
    finding = {"allegation": made.allegations[0], "finding": "unsubstantiated", "reason": "多方核实，查无此事。"}
    walk.do(day, "handling_dept", "draft_finding", **finding)
    walk.do(day, "principal", "approve_finding", allegation=made.allegations[0])


def test_f19_posting_and_mentor_are_kept_apart_from_the_complainant_and_no_word_tells_why(stage: Any) -> None:
    walk, case = stage("planned")
    here = {"redeployment": case}
    reported(walk, case, name="欧阳 砚秋", unit="演练桥街道办事处城建中心", phone="13912345678")
    unit = {"unit": "演练桥街道办事处", "acceptance": "同意接收函", "accepted_on": "2025-02-20"}
    walk.do("2025-02-20", "organization_dept", "propose_posting", **here, **unit)
    assert refused(walk, "2025-02-20", "organization_dept", "confirm_posting", **here, apart=True).code == "E-ROLE"
    same = refused(walk, "2025-02-21", "petition_office", "confirm_posting", **here, apart=True)
    assert same.key == "E-UNIT"
    assert "F19" in same.rule or "R07" in same.rule
    walk.do("2025-02-21", "petition_office", "refuse_posting", **here)
    walk.do("2025-02-21", "organization_dept", "propose_posting", **here, **unit | {"unit": "演练山街道"})
    assert (
        refused(walk, "2025-02-21", "petition_office", "confirm_posting", **here, apart=False).key
        == "E-UNIT/unconfirmed"
    )
    walk.do("2025-02-21", "petition_office", "confirm_posting", **here, apart=True)
    order = {"mentor": MENTOR, "branch": "第一支部", "party_member": True, "uninterested": True}
    walk.do("2025-02-22", "organization_dept", "propose_mentor", **here, **order)
    same = refused(walk, "2025-02-23", "petition_office", "confirm_mentor", **here, apart=True)
    assert same.key == "E-MENTOR"
    told = json.dumps(same.as_json(), ensure_ascii=False)
    assert not any(word in told for word in ("欧阳", "举报件", "城建中心"))
    walk.do("2025-02-23", "petition_office", "refuse_mentor", **here)
    with walk.at("2025-02-23", "organization_dept") as desk:
        view = redeployed.show_redeployment(desk, case)
        told = history.printed(history.case_history(desk, "redeployment", case))
    assert "城建中心" not in told + repr(view)
    assert view.progress.state == "posted"


def test_f19_a_mentor_has_no_part_in_the_case_and_no_sanction_in_effect(stage: Any) -> None:
    walk, case = stage("planned")
    here = {"redeployment": case}
    unit = {"unit": "演练桥街道", "acceptance": "同意接收函", "accepted_on": "2025-02-20"}
    walk.do("2025-02-20", "organization_dept", "propose_posting", **here, **unit)
    walk.do("2025-02-21", "petition_office", "confirm_posting", **here, apart=True)
    warned = walk.sanction("2025-02-22", MENTOR, "pw", "2025-02-22").person
    with walk.at("2025-02-22", "organization_dept") as desk, desk.vault.reading() as shelf:
        person = shelf.record("redeployment", case).fields["person"]
    order = {"mentor": {"person": warned}, "branch": "第一支部", "party_member": True, "uninterested": True} | here
    for other, key in (({}, "unfit"), ({"mentor": {"person": person}}, "self"), ({"party_member": False}, "party"),
                       ({"uninterested": False}, "interest")):  # fmt: skip
        found = refused(walk, "2025-02-22", "organization_dept", "propose_mentor", **order | other)
        assert (found.key, "F19" in found.rule) == (f"E-MENTOR/{key}", True)


def test_scenario_20_a_rate_has_both_its_parts_a_day_and_evidence(stage: Any) -> None:
    walk, case = stage("training")
    order = {"redeployment": case, "on": "2025-06-30", "stated": "99.05%"} | SIGNED
    for name in ("denominator", "numerator", "on", "evidence"):
        found = refused(
            walk, "2025-07-01", "handling_dept", "record_metric", **{k: v for k, v in order.items() if k != name}
        )
        assert (found.code, found.path) == ("E-RATE", f"$.{name}")
    assert (
        refused(walk, "2025-07-01", "handling_dept", "record_metric", **order | {"stated": "99.50"}).key
        == "E-RATE/stated"
    )
    assert walk.do("2025-07-01", "handling_dept", "record_metric", **order).percent == "99.05"
    older = order | {"on": "2025-05-31", "numerator": 2000, "stated": ""}
    walk.do("2025-07-01", "handling_dept", "record_metric", **older)
    with walk.at("2025-07-01", "handling_dept") as desk:
        view = redeployed.show_redeployment(desk, case)
    parts = [view.fields[name] for name in ("metric", "metric_numerator", "metric_denominator", "metric_on")]
    assert parts == ["signing_rate", 3134, 3164, "2025-06-30"]
    assert len(view.metrics) == 2


def test_visits_appraisals_and_more_time(stage: Any) -> None:
    walk, case = stage("training")
    here, day = {"redeployment": case}, "2025-06-10"
    visit = here | {"on": "2025-06-09", "content": "听汇报、看现场、谈心"}
    for two in (("陈行远", "陈行远 "), ("陈行远", ""), ("陈行远", MENTOR["name"])):
        found = refused(walk, day, "handling_dept", "record_visit", **visit, visitors=list(two))
        assert (found.key, "R04" in found.rule) == ("E-VISIT", True)
    walk.do(day, "handling_dept", "record_visit", **visit, visitors=["陈行远", "沈明鉴"])
    appraisal = here | {"on": "2025-05-20", "appraiser": "street", "grade": "fair", "evidence": "五月鉴定表"}
    walk.do(day, "handling_dept", "record_appraisal", **appraisal)
    with walk.at(day, "handling_dept") as desk:
        view = redeployed.show_redeployment(desk, case)
    assert view.fields["visits"] == 1
    assert [(str(first), str(last)) for first, last in view.missed] == [
        ("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-30"),
    ]  # fmt: skip
    assert view.progress.state == "training"
    with walk.at(day, "handling_dept") as desk:
        assert waiting(desk) == ()
    with walk.at("2025-08-29", "handling_dept") as desk:
        due = [(one.limit, one.kind, str(one.on), one.mine) for one in list_deadlines(desk)]
    assert due == [("appraisal", "overdue", "2025-06-30", True), ("final_assessment", "urge", "2025-09-01", True)]
    more = here | {"reason": "任务未了"}
    assert refused(walk, day, "organization_dept", "request_extension", months=13, **more).key == "E-EXTEND/total"
    walk.do(day, "organization_dept", "request_extension", months=12, **more)
    walk.do(day, "deputy_in_charge", "approve_extension", **here)
    assert refused(walk, day, "organization_dept", "request_extension", months=1, **more).key == "E-EXTEND/again"
    with walk.at(day, "organization_dept") as desk:
        assert redeployed.show_redeployment(desk, case).fields["planned_end_on"] == "2026-09-01"
    walk.do(day, "principal", "suspend_training", **more)
    walk.do(day, "handling_dept", "propose_termination", **more)
    walk.do(day, "organization_dept", "confirm_termination", **more)
    with walk.at(day, "organization_dept") as desk:
        assert redeployed.show_redeployment(desk, case).fields["ended_on"] == day


def test_a_rest_moves_the_planned_end_by_its_working_days(stage: Any) -> None:
    walk, case = stage("training")
    here = {"redeployment": case}
    walk.do("2025-06-02", "principal", "suspend_training", **here, reason="抽调参加防汛")
    walk.do("2025-06-13", "deputy_in_charge", "resume_training", **here)
    order = here | {"on": "2025-09-02", "basis": "测评", "mentor_opinion": "好", "grade": "fair"}
    found = refused(walk, "2025-09-02", "deputy_in_charge", "assess_training", **order)
    assert (found.key, "2025-09-12" in found.message) == ("E-EARLY", True)
    with walk.at("2025-09-10", "handling_dept") as desk:
        assert ("final_assessment", "2025-09-12") in [(one.limit, str(one.on)) for one in list_deadlines(desk)]


def test_two_bodies_grade_and_an_early_end_needs_merit(stage: Any) -> None:
    walk, case = stage("training")
    here = {"redeployment": case}
    order = here | {"on": "2025-07-01", "basis": "测评", "mentor_opinion": "好"}
    for other in ({"grade": "excellent"}, {"grade": "fair", "early_reason": "很好"}):
        found = refused(walk, "2025-07-02", "deputy_in_charge", "assess_training", **order | other)
        assert (found.key, "2025-09-01" in found.message) == ("E-EARLY", True)
    walk.do(
        "2025-07-02",
        "deputy_in_charge",
        "assess_training",
        **order,
        grade="excellent",
        early_reason="四个月签约率99.05%",
    )
    two = {"basis": "谈话"} | here
    found = refused(walk, "2025-07-03", "organization_dept", "confirm_assessment", grade="fair", **two)
    assert (found.key, "R05" in found.rule) == ("E-GRADE/differ", True)
    walk.do("2025-07-03", "organization_dept", "return_assessment", **here, reason="等次不一致")
    assessed(walk, case, "fair")
    found = refused(walk, "2025-09-05", "principal", "propose_recommendation", **recommendation(case, "2025-09-05"))
    assert found.key == "E-GRADE"
    walk.do("2025-09-05", "principal", "end_without_recommendation", **here, reason="一般")


def test_f16_nobody_is_recommended_inside_an_effect_period_nor_refused_what_is_open(stage: Any) -> None:
    """Scenario 16, with the article's own case: 不适宜担任现职 bars nothing but a higher post."""
    walk, case = stage("assessed")
    order = recommendation(case, "2025-09-05")
    found = refused(walk, "2025-09-05", "principal", "propose_recommendation", **order | {"recommendation": "promote"})
    assert (found.key, "F16" in found.rule, "2026-01-11" in found.next) == ("E-EFFECT", True, True)
    with walk.at("2025-09-05", "handling_dept") as desk, desk.vault.reading() as shelf:
        person = shelf.record("redeployment", case).fields["person"]
    walk.do("2025-09-05", "principal", "propose_recommendation", **order)
    walk.sanction("2025-09-05", {"person": person}, "rem", "2025-09-05")
    joined = {"redeployment": case, "appeal_pending": False, "on": "2025-09-06"}
    found = refused(walk, "2025-09-06", "organization_dept", "join_recommendation", **joined)
    assert found.key == "E-EFFECT"
    walk.do("2025-09-06", "principal", "return_recommendation", redeployment=case, reason="又受处理")
    lower = {"recommendation": "reuse_lower", "on": "2025-09-06"}
    found = refused(walk, "2025-09-06", "principal", "propose_recommendation", **order | lower | {"leading": True})
    assert (found.key, "领导职务" in found.message, "2026-09-06" in found.next) == ("E-EFFECT", True, True)
    walk.do("2025-09-06", "principal", "propose_recommendation", **order | lower)
    walk.do("2025-09-06", "organization_dept", "join_recommendation", **joined)


def test_f17_without_a_day_of_restoration_nobody_is_recommended(stage: Any) -> None:
    """Scenario 17: 恢复日期缺失."""
    walk, case = stage("assessed")
    with walk.at("2025-09-05", "handling_dept") as desk, desk.vault.reading() as shelf:
        person = shelf.record("redeployment", case).fields["person"]
    made = walk.sanction("2025-09-05", {"person": person}, "ppr", "2021-08-01", months=12)
    order = recommendation(case, "2025-09-05")
    found = refused(walk, "2025-09-05", "principal", "propose_recommendation", **order)
    assert (found.key, "恢复日期缺失" in found.message, "F17" in found.rule) == ("E-EFFECT/restoration", True, True)
    restored = {"sanction": made.sanction, "restored_on": "2022-08-01"} | PAPER
    walk.do("2025-09-05", "handling_dept", "record_restoration", **restored)
    assert refused(walk, "2025-09-05", "principal", "propose_recommendation", **order).key == "E-EFFECT/restoration"
    walk.do("2025-09-05", "case_trial", "confirm_restoration", sanction=made.sanction)
    walk.do("2025-09-05", "principal", "propose_recommendation", **order)


def test_what_is_undecided_bars_and_who_may_not_know_hears_only_to_wait(stage: Any) -> None:
    walk, case = stage("assessed")
    order = recommendation(case, "2025-09-05")
    pending = refused(walk, "2025-09-05", "principal", "propose_recommendation", **order | {"appeal_pending": True})
    assert pending.key == "E-OPEN-CASE/appeal"
    use = refused(walk, "2025-09-05", "principal", "propose_recommendation", **order | {"affects_use": True})
    assert use.key == "E-EFFECT/use"
    walk.do("2025-09-05", "principal", "propose_recommendation", **order)
    with walk.at("2025-09-05", "petition_office") as desk, desk.vault.transaction() as shelf:
        person = shelf.record("redeployment", case).fields["person"]
        petition = shelf.create("petition", {"received_on": "2025-09-05"})
        allegation = shelf.create("allegation", {"accused": person, "petition": petition, "text": "反映收受礼金"})
        shelf.move("allegation", allegation, "open_allegation", "", "open")
    joined = {"redeployment": case, "appeal_pending": False, "on": "2025-09-06"}
    found = refused(walk, "2025-09-06", "organization_dept", "join_recommendation", **joined)
    assert found.key == "E-OPEN-CASE/hold"
    assert not any(word in json.dumps(found.as_json(), ensure_ascii=False) for word in ("举报", "信访", "礼金", "立案"))
    with walk.at("2025-09-06", "organization_dept") as desk, pytest.raises(Refused, match="E-PATH"):
        person_path(desk, PersonPath(person))
    with walk.at("2025-09-06", "case_supervision") as desk:
        path = person_path(desk, PersonPath(person))
    with walk.at("2025-09-06", "petition_office") as desk, desk.vault.transaction() as shelf:
        shelf.set("petition", petition, {"closed_on": "2025-09-06"})
    walk.do("2025-09-06", "principal", "return_recommendation", redeployment=case, reason="等候结论")
    with walk.at("2025-09-06", "petition_office") as desk, desk.vault.transaction() as shelf:
        filed = {"case_filed_on": "2025-09-06", "case_filed_against": [person], "concluded_on": "2025-09-05"}
        shelf.set("petition", petition, filed | {"closed_on": None})
        shelf.move("allegation", allegation, "approve_finding", "open", "finding_approved")
    found = refused(walk, "2025-09-06", "principal", "propose_recommendation", **order | {"on": "2025-09-06"})
    assert (found.key, "政务处分法" in found.rule) == ("E-OPEN-CASE", True)
    kinds = [mark.kind for mark in path.waymarks]
    assert sorted(kinds) == ["allegation", "petition", "redeployment", "sanction"]
    assert COMPLAINANT.name not in repr(path)


def test_what_a_redeployment_shows_is_in_words(stage: Any) -> None:
    walk, _ = stage("assessed")
    with walk.at("2026-03-02", "organization_dept") as desk:
        assert untold(desk) == []
