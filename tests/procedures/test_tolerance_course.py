"""A tolerance case from the application to the archive, and everything that must not happen on the way."""

from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.procedures import (
    consultation_votes,
    precedents,
    prefiling,
    tolerance,
    tolerance_appeal,
    tolerance_application,
    tolerance_correction,
    tolerance_determination,
    tolerance_prereview,
)
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused
from tests.office import COMPLAINANT, At
from tests.procedures import tolerances
from tests.procedures.tolerances import (
    OBJECTION,
    PREREVIEWS,
    REASON,
    REPORT,
    RESOLVED,
    Stages,
    answer_all,
    assessed,
    called,
    held,
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "会议纪要 第３次（终稿）.txt"


def _state(desk: Desk, case: str) -> str:
    return tolerance.show_tolerance(desk, case).progress.state


def _proposes(case: str, outcome: str, *statutes: str) -> tolerance_determination.ProposeDetermination:
    return tolerance_determination.ProposeDetermination(case, outcome, "经会商研究。", statutes)


def _correct(at: At, case: str) -> None:
    """Told, filed and ordered to correct, long ago."""
    steps = tolerance_correction
    with at("handling_dept") as desk:
        parties = ("person", "unit", "org_dept", "claimant")
        steps.notify_determination(desk, steps.NotifyDetermination(case, parties, "送达回证三份", date(2020, 1, 6)))
    with at("general_office") as desk:
        assert "鹿容备" in steps.file_determination(desk, steps.FileDetermination(case)).number
    with at("handling_dept") as desk:
        order = steps.OrderRectification(case, ("完善面积认定复核制度",), None, date(2020, 1, 8))
        assert steps.order_rectification(desk, order).state == "rectifying"
        assert tolerance.show_tolerance(desk, case).fields["rectify_due"] == "2020-02-07"


def test_f15_an_application_goes_all_the_way_and_correction_cannot_be_skipped(at: At, paper: Path) -> None:
    about, steps = tolerances.subject(at), tolerance_application
    with at("handling_dept") as desk:
        order = steps.DraftApplication(about, "person", "旧村改造签约中个案面积认定偏差", date(2025, 6, 3))
        case = steps.draft_application(desk, order).case
        with pytest.raises(Refused, match="E-LOCKED"):  # F11
            tolerance.record_answer(desk, tolerance.RecordAnswer(case, "gates.legality", True))
        steps.submit_application(desk, steps.SubmitApplication(case, date(2026, 3, 2)))
        with pytest.raises(Refused) as refused:
            steps.accept_tolerance(desk, steps.AcceptTolerance(case, True))
        assert "4项" in refused.value.message
        some, every = ("stage", "basis"), ("stage", "basis", "claimed", "materials")
        with pytest.raises(Refused, match="E-RETURN"):
            steps.return_application(desk, steps.ReturnApplication(case, some, "补正。"))
        steps.return_application(desk, steps.ReturnApplication(case, every, "请一次补齐。"))
        added = steps.SupplementApplication(case, "", "accountability", "拟按问责条例谈话提醒", ("RC05",), "会议纪要")
        steps.supplement_application(desk, added)
        with pytest.raises(Refused, match="E-RETURN"):
            steps.return_application(desk, steps.ReturnApplication(case, every, "再补。"))
        with pytest.raises(Refused, match="E-TOLERANCE"):
            steps.accept_tolerance(desk, steps.AcceptTolerance(case, False))
        steps.accept_tolerance(desk, steps.AcceptTolerance(case, True, date(2026, 3, 4)))
        with pytest.raises(Refused, match="E-VERIFIERS"):
            steps.begin_verification(desk, steps.BeginVerification(case, ("陈行远", "陈行远")))
        steps.begin_verification(desk, steps.BeginVerification(case, ("陈行远", "方同舟")))
    with at("deputy_in_charge") as desk:
        with pytest.raises(Refused) as refused:  # F11
            tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
        assert "F11" in refused.value.rule
        assert steps.extend_verification(desk, steps.ExtendVerification(case, "证人外出。")).state == "verifying"
        with pytest.raises(Refused, match="E-EXTENSION"):
            steps.extend_verification(desk, steps.ExtendVerification(case, "再延。"))
    with at("handling_dept") as desk:
        steps.report_verification(desk, steps.ReportVerification(case, REPORT))
    with at("deputy_in_charge") as desk:
        tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    with at("handling_dept") as desk:
        answer_all(desk, case, paper)
        tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
        with pytest.raises(Refused, match="E-STATE"):  # no meeting before the other side was argued
            called(desk, case, "tolerate_full")
    with at("case_trial") as desk:
        with pytest.raises(Refused, match="E-OBJECTION"):
            tolerance_determination.argue_against(desk, tolerance_determination.ArgueAgainst(case, "同意。"))
        tolerance_determination.argue_against(desk, tolerance_determination.ArgueAgainst(case, OBJECTION))
    _prereviewed_one_by_one(at, case)
    with at("handling_dept") as desk:
        meeting = called(desk, case, "tolerate_full", "not_tolerated")
        with pytest.raises(Refused, match="E-MEETING"):
            called(desk, case, "tolerate_full")
        held(desk, meeting, {"justice": "against"})
        assert consultation_votes.show_consultation(desk, meeting).tallies["1"].adopted
        with pytest.raises(Refused) as refused:
            tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_full"))
        assert refused.value.code == "E-STATUTE" and "第六十一条" in refused.value.next
        tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_full", "LG61"))
    with at("principal") as desk:
        alone = RESOLVED.__class__("standing_committee", date(2026, 3, 30), "本人同意", 1, 1, 1)
        with pytest.raises(Refused) as refused:
            tolerance_determination.approve_determination(
                desk, tolerance_determination.ApproveDetermination(case, alone)
            )
        assert refused.value.key == "E-COLLECTIVE/single" and "C23" in refused.value.rule
        done = tolerance_determination.approve_determination(
            desk, tolerance_determination.ApproveDetermination(case, RESOLVED)
        )
        assert (done.outcome, done.state) == ("tolerate_full", "approved")
    after = tolerance_correction
    _correct(at, case)
    with at("handling_dept") as desk:
        for skip in (
            lambda: after.apply_result(desk, after.ApplyResult(case, ("no_deduction",), "告知单1号")),
            lambda: after.close_tolerance(desk, after.CloseTolerance(case)),
            lambda: after.close_refused(desk, after.CloseRefused(case, "免责，无需整改。")),
        ):
            with pytest.raises(Refused, match="E-STATE"):
                skip()
        after.report_rectification(desk, after.ReportRectification(case, "制度已修订，差额已退。"))
        with pytest.raises(Refused, match="E-SAME-PERSON"):
            after.accept_rectification(desk, after.AcceptRectification(case, "验收合格。"))
    with at("deputy_in_charge") as desk:
        after.accept_rectification(desk, after.AcceptRectification(case, "验收合格。", date(2026, 5, 6)))
    with at("handling_dept") as desk:
        after.apply_result(desk, after.ApplyResult(case, ("no_deduction", "no_veto"), "告知单〔2026〕1号"))
        after.close_tolerance(desk, after.CloseTolerance(case))
    with at("general_office") as desk:
        assert after.archive_tolerance(desk, after.ArchiveTolerance(case, "卷2026-17")).state == "archived"
        fields = tolerance.show_tolerance(desk, case).fields
    days = ("submitted_on", "accepted_on", "approved_on", "rectified_on", "outcome")
    assert [fields[name] for name in days] == ["2026-03-02", "2026-03-04", "2026-03-30", "2026-05-06", "tolerate_full"]


def test_f15_a_tolerated_case_is_not_closed_as_refused(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("approved", tmp_path), stages.case
    steps = tolerance_correction
    with at("handling_dept") as desk:
        with pytest.raises(Refused, match="E-NOTICE"):
            steps.notify_determination(desk, steps.NotifyDetermination(case, ("person",), "回证一份"))
        order = steps.NotifyDetermination(case, ("person", "unit", "org_dept"), "回证三份")
        steps.notify_determination(desk, order)
    with at("general_office") as desk:
        steps.file_determination(desk, steps.FileDetermination(case))
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            steps.close_refused(desk, steps.CloseRefused(case, "免责，无需整改。"))
        assert refused.value.key == "E-CORRECTION/skipped" and "F15" in refused.value.rule


def test_f12_no_meeting_overrides_a_hard_exclusion(stages: Stages, tmp_path: Path, paper: Path) -> None:
    at, case = stages.at("verified", tmp_path), stages.case
    assessed(at, case, paper, exclusions=("NX02",))
    with at("handling_dept") as desk:
        held(desk, called(desk, case, "tolerate_full", "tolerate_mitigate", "not_tolerated"), {})
        for outcome in ("tolerate_full", "partial", "tolerate_reduce", "tolerate_mitigate"):
            with pytest.raises(Refused) as refused:
                tolerance_determination.propose_determination(desk, _proposes(case, outcome, "LG61", "LZ11"))
            assert refused.value.key == "E-OUTCOME/excluded"
            assert "F12" in refused.value.rule and "谋取不正当利益" in refused.value.message
        tolerance_determination.propose_determination(desk, _proposes(case, "not_tolerated"))
        with desk.vault.transaction() as shelf:  # as an entry from another device might bring it
            shelf.set("tolerance", case, {"exclusions": []})
    with at("principal") as desk:
        order = tolerance_determination.ApproveDetermination(case, RESOLVED)
        assert tolerance_determination.approve_determination(desk, order).outcome == "not_tolerated"


def test_f12_answers_changed_after_signing_do_not_lift_the_ceiling(stages: Stages, tmp_path: Path, paper: Path) -> None:
    at, case = stages.at("verified", tmp_path), stages.case
    assessed(at, case, paper, exclusions=("NX02",))
    with at("handling_dept") as desk:
        held(desk, called(desk, case, "tolerate_full"), {})
        with desk.vault.transaction() as shelf:
            shelf.set("tolerance", case, {"exclusions": []})
        with pytest.raises(Refused, match="E-OUTCOME"):
            tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_full", "LG61"))


def test_an_exclusion_that_comes_up_after_the_proposal_stops_the_approval(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("proposed", tmp_path), stages.case
    with at("handling_dept") as desk, desk.vault.transaction() as shelf:
        shelf.set("tolerance", case, {"hard_exclusions": ["B3"]})
    with at("principal") as desk:
        with pytest.raises(Refused, match="E-OUTCOME"):
            tolerance_determination.approve_determination(
                desk, tolerance_determination.ApproveDetermination(case, RESOLVED)
            )
        back = tolerance_determination.ReturnDetermination(case, "有新情况，重新研究。")
        assert tolerance_determination.return_determination(desk, back).state == "consulted"


def _prereviewed_one_by_one(at: At, case: str) -> None:
    """No meeting while one of the three has not signed; what is sent back is argued and looked at anew."""
    papers = tolerance_prereview
    for role, name in PREREVIEWS:
        with at("handling_dept") as desk:
            with pytest.raises(Refused, match="E-STATE"):
                called(desk, case, "tolerate_full")
            with pytest.raises(Refused, match="E-ROLE"):
                getattr(papers, name)(desk, papers.PrereviewPapers(case, "同意。"))
        with at(role) as desk:
            with pytest.raises(Refused, match="E-INPUT"):
                getattr(papers, name)(desk, papers.PrereviewPapers(case, " "))
            if name == "prereview_secrecy":
                back = papers.ReturnPapers(case, "核查报告第三段写了来信的经过，请改写。")
                assert papers.return_papers(desk, back).state == "assessed"
                break
            getattr(papers, name)(desk, papers.PrereviewPapers(case, "同意。"))
    tolerances.argued(at, case)


def test_f01_papers_that_tell_who_complained_do_not_leave_the_house(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("argued", tmp_path), stages.case
    order = tolerance_prereview.PrereviewPapers(case, "同意。")
    with at("case_trial") as desk:
        tolerance_prereview.return_papers(desk, tolerance_prereview.ReturnPapers(case, "反方意见请补充。"))
        objection = f"来信人{COMPLAINANT.name}多次反映公示不足，经办人未及时报告，难以认定已尽合理注意。"
        tolerance_determination.argue_against(desk, tolerance_determination.ArgueAgainst(case, objection))
    with at("case_supervision") as desk:
        tolerance_prereview.prereview_supervision(desk, order)
    with at("case_trial") as desk:
        tolerance_prereview.prereview_trial(desk, order)
    with at("petition_office") as desk:
        with pytest.raises(Refused, match="E-LEAK") as refused:
            tolerance_prereview.prereview_secrecy(desk, order)
        assert COMPLAINANT.name not in str(refused.value) + refused.value.message
        assert tolerance.show_tolerance(desk, case).progress.state == "trial_prereviewed"


def test_what_the_meeting_voted_down_and_what_the_ceiling_forbids_is_not_proposed(
    stages: Stages, tmp_path: Path, paper: Path
) -> None:
    at, case = stages.at("verified", tmp_path), stages.case
    assessed(at, case, paper, findings__consequence_impact__finding="unfavourable")
    with at("handling_dept") as desk:
        votes = {"justice": "against", "industry": "against", "org_dept": "abstain"}
        found = held(desk, called(desk, case, "tolerate_full", "tolerate_mitigate"), votes)
        assert [one.adopted for one in found.tallies.values()] == [False, False]
        with pytest.raises(Refused) as refused:
            tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_full", "LG61"))
        assert refused.value.key == "E-OUTCOME/ceiling"
        with pytest.raises(Refused) as refused:
            tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_mitigate", "LZ11"))
        assert refused.value.key == "E-OUTCOME/not_adopted"
        again = called(desk, case, "tolerate_mitigate")
        held(desk, again, {})
        tolerance_determination.propose_determination(desk, _proposes(case, "tolerate_mitigate", "LZ11"))
        assert _state(desk, case) == "determination_proposed"
    with at("handling_dept") as desk:
        drawer = precedents.list_precedents(desk, case)
        assert drawer.nearest == ()


def test_scenario_13_the_proposer_does_not_approve(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("proposed", tmp_path), stages.case
    with at("handling_dept") as desk:
        rules, record = desk.rules, tolerance.show_tolerance(desk, case)
        move = rules.procedure("tolerance").transition("approve_determination")
        assert move and {"propose_determination", "complete_assessment", "argue_against"} <= {*move.differ}
        with pytest.raises(Refused, match="E-ROLE"):
            tolerance_determination.approve_determination(
                desk, tolerance_determination.ApproveDetermination(case, RESOLVED)
            )
        assert record.progress.state == "determination_proposed"


def test_scenario_14_two_failed_corrections_propose_and_do_not_revoke(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("approved", tmp_path), stages.case
    _correct(at, case)
    steps, later = tolerance_correction, tolerance_determination
    with at("handling_dept") as desk:
        first = steps.record_overdue(desk, steps.RecordOverdue(case, date(2020, 3, 2)))
        assert (first.failures, first.revocation_proposed) == (1, False)
        assert steps.list_revocation_proposals(desk) == ()
    revoke = later.RevokeTolerance(case, "correction_failed", "两次到期均未整改。", RESOLVED)
    with at("principal") as desk, pytest.raises(Refused) as refused:
        later.revoke_tolerance(desk, revoke)
    assert refused.value.code == "E-REVOCATION" and "C27" in refused.value.rule
    with at("handling_dept") as desk:
        second = steps.record_overdue(desk, steps.RecordOverdue(case, date(2020, 4, 2)))
        assert (second.failures, second.revocation_proposed, second.state) == (2, True, "rectifying")
        assert [row.grounds for row in steps.list_revocation_proposals(desk)] == [("correction_failed",)]
    with at("principal") as desk:
        with pytest.raises(Refused, match="E-COLLECTIVE"):
            alone = RESOLVED.__class__("standing_committee", date(2026, 5, 6), "批示", 1, 1, 1)
            later.revoke_tolerance(desk, later.RevokeTolerance(case, "correction_failed", "未整改。", alone))
        assert later.revoke_tolerance(desk, revoke).state == "revoked"


def test_an_appeal_runs_beside_the_case_and_another_department_hears_it(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("approved", tmp_path), stages.case
    _correct(at, case)
    steps = tolerance_appeal
    with at("handling_dept") as desk:
        with pytest.raises(Refused, match="E-APPEAL"):
            steps.appeal_tolerance(desk, steps.AppealTolerance(case, "不服。", date(2020, 3, 6)))
        filed = steps.appeal_tolerance(desk, steps.AppealTolerance(case, "应当免责。", date(2020, 1, 20))).appeal
        with pytest.raises(Refused) as refused:
            steps.appeal_tolerance(desk, steps.AppealTolerance(case, "再申诉。", date(2020, 1, 21)))
        assert refused.value.key == "E-APPEAL/open"
        report = tolerance_correction.ReportRectification(case, "已整改。")
        assert tolerance_correction.report_rectification(desk, report).state == "rectification_reported"
        with pytest.raises(Refused, match="E-ROLE"):
            steps.review_appeal(desk, steps.ReviewAppeal(filed, "uphold", "认定正确。", date(2020, 2, 3)))
    with at("case_trial") as desk, pytest.raises(Refused) as refused:  # who argued against is no stranger to the case
        steps.review_appeal(desk, steps.ReviewAppeal(filed, "uphold", "认定正确。", date(2020, 2, 3)))
    assert refused.value.key == "E-APPEAL/department"


def test_f13_scenario_11_a_filing_after_the_act_is_flagged_and_carries_nothing(
    stages: Stages, tmp_path: Path, paper: Path
) -> None:
    at, case, steps = stages.at("verified", tmp_path), stages.case, prefiling
    with at("handling_dept") as desk:
        order = steps.DraftPrefiled(
            "演练街道办事处（旧村改造指挥部）", "面积认定复核试点", date(2025, 1, 1), date(2027, 12, 31),
            "市试点批复", "党工委会议纪要",
        )  # fmt: skip
        filing = steps.draft_prefiled(desk, order).prefiled
        with pytest.raises(Refused, match="E-PREFILED"):
            steps.link_prefiled(desk, steps.LinkPrefiled(case, filing))
    with at("general_office") as desk:
        filed = steps.file_prefiled(desk, steps.FilePrefiled(filing))
        assert filed.filed_on == desk.clock.today()
        with pytest.raises(Refused, match="E-STATE"):
            steps.file_prefiled(desk, steps.FilePrefiled(filing))
    with at("handling_dept") as desk:
        answer_all(desk, case, paper, distinctions=("D2",), findings__work_basis__evidence=())
        assert steps.link_prefiled(desk, steps.LinkPrefiled(case, filing)).late
        opinion = tolerance.show_tolerance(desk, case).opinion
        assert "prefiled_after_act" in opinion.flags
        assert "findings.work_basis.evidence" in {one.path for one in opinion.missing}
        with pytest.raises(Refused) as refused:
            tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
        assert refused.value.code == "E-INCOMPLETE"
        with pytest.raises(Refused) as refused:
            tolerance.record_answer(desk, tolerance.RecordAnswer(case, "prefiled_on", "2025-01-02"))
        assert refused.value.key == "E-PREFILED/fixed" and "F13" in refused.value.rule


def test_f14_the_article_cited_and_the_rules_are_those_of_their_days(at: At, paper: Path) -> None:
    case = tolerances.verified(at, date(2019, 8, 1))
    with at("handling_dept") as desk:
        answer_all(desk, case, paper)
        assert tolerance.show_tolerance(desk, case).opinion.pack.id == "lucheng-2019"
        with pytest.raises(Refused, match="E-INPUT"):
            tolerance.record_answer(desk, tolerance.RecordAnswer(case, "act_date", "2026-01-01"))


def test_f11_a_case_taken_back_to_the_facts_is_locked_again(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("argued", tmp_path), stages.case
    with at("handling_dept") as desk:
        tolerance_application.verify_again(desk, tolerance_application.VerifyAgain(case, "出现新证据。"))
        with pytest.raises(Refused) as refused:
            tolerance.record_answer(desk, tolerance.RecordAnswer(case, "gates.legality", False))
        assert refused.value.key == "E-LOCKED" and "F11" in refused.value.rule
        assert REASON in tolerance.show_tolerance(desk, case).fields["findings.work_basis.reason"]


def test_an_appeal_that_is_upheld_changes_or_proposes_and_the_organ_revokes(stages: Stages, tmp_path: Path) -> None:
    at, case = stages.at("approved", tmp_path), stages.case
    steps, later = tolerance_correction, tolerance_determination
    with at("handling_dept") as desk:
        told = steps.NotifyDetermination(case, ("person", "unit", "org_dept"), "送达回证三份", date(2020, 1, 6))
        steps.notify_determination(desk, told)
        first = tolerance_appeal.AppealTolerance(case, "应当免责。", date(2020, 1, 20))
        filed = tolerance_appeal.appeal_tolerance(desk, first).appeal
    with at("principal") as desk:
        grounded = later.RevokeTolerance(case, "appeal", "复核决定书〔2026〕2号。", RESOLVED)
        with pytest.raises(Refused, match="E-REVOCATION"):
            later.revoke_tolerance(desk, grounded)
        gain = later.RevokeTolerance(case, "private_gain", "新查明收受开发商购物卡。", RESOLVED)
        other = RESOLVED.__class__("district_committee", RESOLVED.held_on, "鹿委纪要〔2026〕1号", 11, 10, 9)
        with pytest.raises(Refused) as refused:
            later.revoke_tolerance(desk, later.RevokeTolerance(case, gain.ground, gain.evidence, other))
        assert refused.value.key == "E-REVOCATION/organ"
    review = tolerance_appeal.ReviewAppeal(filed, "change", "认定偏轻。", date(2020, 2, 3))
    with at("deputy_in_charge") as desk, pytest.raises(Refused, match="E-APPEAL"):  # confirmed the report
        tolerance_appeal.review_appeal(desk, review)
    with at("principal") as desk:
        assert later.revoke_tolerance(desk, gain).state == "revoked"
        fields = tolerance.show_tolerance(desk, case).fields
        assert fields["outcome"] == "tolerate_full"  # what was decided stays on record


def test_a_second_application_for_the_same_act_and_one_without_ground_are_stopped(
    stages: Stages, tmp_path: Path
) -> None:
    at, case, steps = stages.at("approved", tmp_path), stages.case, tolerance_application
    with at("handling_dept") as desk:
        fields = tolerance.show_tolerance(desk, case).fields
        draft = steps.DraftApplication(
            fields["subject"], "initiated_by_commission", "“旧村改造签约”中个案面积认定偏差。", date(2025, 6, 3),
            "呈批表〔2026〕5号", "accountability", "问责条例", ("RC05",), "会议纪要",
        )  # fmt: skip
        again = steps.draft_application(desk, draft).case
        with pytest.raises(Refused) as refused:
            steps.withdraw_tolerance(desk, steps.WithdrawTolerance(again, "不再申请。"))
        assert refused.value.code == "E-WITHDRAWAL"
        steps.submit_application(desk, steps.SubmitApplication(again))
        with pytest.raises(Refused) as refused:
            steps.accept_tolerance(desk, steps.AcceptTolerance(again, True))
        assert refused.value.key == "E-TOLERANCE/decided" and fields["number"] in refused.value.message
        drawer = precedents.list_precedents(desk, again)
        assert [one.outcome for one in drawer.nearest] == ["tolerate_full"]
        assert fields["number"] not in str(drawer) and "演练" not in str(drawer)
    with at("deputy_in_charge") as desk:
        with pytest.raises(Refused, match="E-REJECTION"):
            steps.reject_tolerance(desk, steps.RejectTolerance(again, (), "不宜受理。", "市纪委监委"))
        rejected = steps.RejectTolerance(again, ("NX14",), "同类错误已获容错。", "市纪委监委")
        assert steps.reject_tolerance(desk, rejected).state == "rejected"
