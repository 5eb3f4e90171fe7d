"""F18: whoever has to stand back takes no step in the case, whoever decides is somebody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.procedures import (
    clearance,
    copies,
    findings,
    handover,
    history,
    issuing,
    person_path,
    petitions,
    recusal,
    tolerance,
)
from lucheng_desktop.procedures.cases import find_case, list_cases, show_case
from lucheng_desktop.procedures.deadlines import list_deadlines
from lucheng_desktop.procedures.people import list_people
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, NEUTRAL, At, found, proposed, registered

REPORT = "演练核查〔2026〕3号核查报告：事实已查清。"


def consented_for(at: At, known: petitions.PetitionRegistered) -> str:
    """The clearance of the first allegation, with the person's consent."""
    about = found(at, known.allegations[0], "unsubstantiated").candidate
    found(at, known.allegations[1], "not_excluded")
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(about, NEUTRAL))
        answer = clearance.RecordConsent(about, "agree", date(2026, 3, 20), ("陈行远", "方同舟"))
        clearance.record_consent(desk, answer)
    return about


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
        with pytest.raises(Refused, match="E-RECUSED"):
            tolerance.show_tolerance(desk, case)
        with pytest.raises(Refused, match="E-RECUSED"):
            tolerance.open_tolerance(desk, tolerance.OpenTolerance(known.accused, "另一事", date(2025, 6, 3), REPORT))
    with at("principal") as desk:
        recusal.reject_recusal(desk, recusal.RejectRecusal(declared, "与本案无关，不影响公正处理。"))
    with at("handling_dept") as desk:
        assert findings.draft_finding(desk, _drafts(known.allegations[0])).finding == "unsubstantiated"


def test_f18_whoever_is_recused_reads_nothing_of_it_and_the_asking_stays_on_record(at: At, tmp_path: Path) -> None:
    with at("petition_office") as desk:
        known = registered(desk)
        other = registered(desk, accused=replace(ACCUSED, name="闻人静", unit="演练第二街道"))
    paper = proposed(at, candidate := consented_for(at, known)).document
    report = tolerance.OpenTolerance(known.accused, "旧村改造签约", date(2025, 6, 3), REPORT)
    with at("handling_dept") as desk:
        case = tolerance.open_tolerance(desk, report).case
        number = petitions.show_petition(desk, known.petition).fields["number"]
        assert petitions.show_petition(desk, known.petition).fields["summary"]
        recusal.declare_recusal(desk, recusal.DeclareRecusal("person", known.accused, "interest", "曾为其下属。"))
        before = desk.vault.ledger_check().entries
        doors: list[Callable[[], object]] = [
            lambda: petitions.show_petition(desk, known.petition),
            lambda: findings.show_allegation(desk, known.allegations[0]),
            lambda: clearance.show_clearance(desk, candidate),
            lambda: tolerance.show_tolerance(desk, case),
            lambda: issuing.show_document(desk, paper),
            lambda: issuing.preview(desk, paper),
            lambda: issuing.save_draft_docx(desk, issuing.SaveDraftDocx(paper, tmp_path / "稿.docx")),
            lambda: show_case(desk, *find_case(desk, number)),
            lambda: history.case_history(desk, "petition", known.petition),
            lambda: history.history(desk, "person", known.accused),
            lambda: person_path.person_path(desk, person_path.PersonPath(known.accused)),
            lambda: copies.export_attachments(desk, copies.ExportAttachments("tolerance", case, tmp_path / "附件")),
            lambda: handover.export_cases(
                desk, handover.ExportCases((("petition", known.petition),), (desk.officer.id,), tmp_path / "b", "查阅")
            ),
        ]
        for door in doors:
            with pytest.raises(Refused) as refused:
                door()
            assert refused.value.key == "E-RECUSED/read" and "C32" in refused.value.rule and refused.value.next
        assert desk.vault.ledger_check().entries == before + len(doors), "each asking is noted"
        hidden = {known.petition, *known.allegations, known.accused, case, candidate}
        for listed in (
            petitions.list_petitions, petitions.list_allegations, clearance.list_clearances, tolerance.list_tolerance,
            list_cases, waiting, list_people, list_deadlines,
        ):  # fmt: skip
            assert not {row.id for row in listed(desk)} & hidden, listed.__name__
        assert {row.id for row in petitions.list_petitions(desk)} == {other.petition}
        (row,) = issuing.list_documents(desk)
        assert (row.title, row.subject) == ("回避，不予显示", "回避，不予显示"), "the register keeps its line"
        assert petitions.show_petition(desk, other.petition).fields["summary"]
        assert desk.vault.ledger_check().entries == before + len(doors), "ordinary reading leaves no trace"
    with at("principal") as desk:
        assert "回避人员查阅被拒绝" in {line.what for line in history.history(desk, "petition", known.petition)}


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
