"""F18: whoever has to stand back takes no step in the case, whoever decides is somebody else."""

from datetime import date

import pytest

from lucheng_desktop.procedures import findings, recusal, tolerance
from lucheng_desktop.procedures.cases import find_case, show_case
from lucheng_desktop.refusal import Refused
from tests.office import At, registered

REPORT = "演练核查〔2026〕3号核查报告：事实已查清。"


def _drafts(allegation: str) -> findings.DraftFinding:
    return findings.DraftFinding(allegation, "unsubstantiated", "调取台账、谈话两人，相互印证，未见所反映的情形。")


def test_f18_whoever_is_recused_takes_no_step_in_anything_about_that_person(at: At) -> None:
    with at("petition_office") as desk:
        known = registered(desk)
    with at("handling_dept") as desk:
        case = tolerance.open_tolerance(
            desk, tolerance.OpenTolerance(known.accused, "旧村改造签约", date(2025, 6, 3), REPORT)
        ).case
    with at("deputy_in_charge") as desk:
        tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    with at("handling_dept") as desk:
        order = recusal.DeclareRecusal("person", known.accused, "interest", "曾为其下属。")
        declared = recusal.declare_recusal(desk, order).recusal
        with pytest.raises(Refused) as refused:
            findings.draft_finding(desk, _drafts(known.allegations[0]))
        assert refused.value.code == "E-RECUSED"
        assert "C20" in refused.value.rule and "F18" in refused.value.rule
        assert "承办部门" in refused.value.next
        with pytest.raises(Refused, match="E-RECUSED"):
            tolerance.record_answer(desk, tolerance.RecordAnswer(case, "gates.legality", True))
        choices = tolerance.show_tolerance(desk, case).progress.choices
        assert all("回避" in one.why for one in choices if one.step == "complete_assessment")
        with pytest.raises(Refused, match="E-RECUSED"):
            tolerance.open_tolerance(desk, tolerance.OpenTolerance(known.accused, "另一事", date(2025, 6, 3), REPORT))
    with at("principal") as desk:
        recusal.reject_recusal(desk, recusal.RejectRecusal(declared, "与本案无关，不影响公正处理。"))
    with at("handling_dept") as desk:
        assert findings.draft_finding(desk, _drafts(known.allegations[0])).finding == "unsubstantiated"


def test_f18_the_kin_of_a_complainant_stands_back_without_a_word_about_the_complainant(at: At) -> None:
    with at("petition_office") as desk:
        known = registered(desk)
    with at("handling_dept") as desk:
        told = recusal.DeclareRecusal("petition", known.petition, "complainant", "举报人是我堂兄夏侯某。")
        with pytest.raises(Refused) as refused:
            recusal.declare_recusal(desk, told)
        assert refused.value.key == "E-RECUSAL/identity"
        recusal.declare_recusal(desk, recusal.DeclareRecusal("petition", known.petition, "complainant"))
        with pytest.raises(Refused, match="E-RECUSED"):
            findings.draft_finding(desk, _drafts(known.allegations[1]))
    with at("petition_office") as desk:
        (row,) = recusal.list_recusals(desk)
        assert row.person == ""
        assert show_case(desk, *find_case(desk, row.id)).progress.word == "本人已提出"


def test_f18_the_recusal_of_the_principal_is_decided_above(at: At) -> None:
    with at("petition_office") as desk:
        known = registered(desk)
    with at("handling_dept") as desk:
        findings.draft_finding(desk, _drafts(known.allegations[0]))
        with desk.vault.reading() as shelf:
            ((principal,),) = shelf.rows("officer", ("id",), where={"roles": "principal"})
        about = recusal.ProposeRecusal(principal, "person", known.accused, "subject", "配偶的兄弟。")
        proposed = recusal.propose_recusal(desk, about).recusal
    with at("principal") as desk:
        for decide in (
            lambda: recusal.uphold_recusal(desk, recusal.UpholdRecusal(proposed)),
            lambda: recusal.reject_recusal(desk, recusal.RejectRecusal(proposed, "不成立。")),
        ):
            with pytest.raises(Refused) as refused:
                decide()
            assert refused.value.key == "E-RECUSAL/principal"
            assert "上级" in refused.value.message and "C20" in refused.value.rule
    with at("general_office") as desk:
        reply = recusal.RecordRecusalReply(proposed, True, "温纪函〔2026〕18号", date(2026, 3, 12))
        assert recusal.record_recusal_reply(desk, reply).state == "upheld"
    with at("principal") as desk, pytest.raises(Refused, match="E-RECUSED"):
        findings.approve_finding(desk, findings.ApproveFinding(known.allegations[0]))
    with at("deputy_in_charge") as desk:
        assert findings.approve_finding(desk, findings.ApproveFinding(known.allegations[0])).candidate


def test_nobody_decides_about_themselves_or_proposes_themselves(at: At) -> None:
    with at("petition_office") as desk:
        known = registered(desk)
        with pytest.raises(Refused) as refused:
            own = recusal.ProposeRecusal(desk.officer.id, "person", known.accused, "subject", "亲属。")
            recusal.propose_recusal(desk, own)
        assert refused.value.key == "E-INPUT/own_recusal"
        order = recusal.DeclareRecusal("person", known.accused, "witness", "曾就此事作证。")
        declared = recusal.declare_recusal(desk, order).recusal
        with pytest.raises(Refused, match="E-ROLE"):
            recusal.uphold_recusal(desk, recusal.UpholdRecusal(declared))
        with pytest.raises(Refused, match="E-INPUT"):
            recusal.declare_recusal(desk, recusal.DeclareRecusal("person", known.accused, "rival", "不和。"))
