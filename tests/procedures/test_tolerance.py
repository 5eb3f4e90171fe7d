"""Tolerance: locked until verified, every answer saved as given, closed only when whole."""

from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.procedures import drafts, tolerance
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused
from tests.office import At, registered

REASON = "签约方案经指挥部集体研究并公示，过程记录完整，事后已逐户复核并纠正差额，未发现个人获利情形。"
REPORT = "演练核查〔2026〕3号核查报告：事实已查清。"


def opened(at: At) -> str:
    """A case whose verification another officer has confirmed."""
    with at("petition_office") as desk:
        subject = registered(desk).accused
    with at("handling_dept") as desk:
        order = tolerance.OpenTolerance(subject, "旧村改造签约中个案面积认定偏差", date(2025, 6, 3), REPORT)
        case = tolerance.open_tolerance(desk, order).case
    with at("deputy_in_charge") as desk:
        tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    return case


def answer(desk: Desk, case: str, path: str, value: tolerance.Answer) -> tolerance.AnswerRecorded:
    return tolerance.record_answer(desk, tolerance.RecordAnswer(case, path, value))


def answer_all(desk: Desk, case: str, evidence: Path, **other: tolerance.Answer) -> None:
    """Every question answered in the person's favour, but for `other`."""
    rules = load()
    for gate in rules.gates:
        answer(desk, case, f"gates.{gate.id}", True)
    for path, value in (
        ("exclusions", ()),
        ("hard_exclusions", ()),
        ("distinctions", ("D1",)),
        ("situations", ("RC05",)),
    ):
        answer(desk, case, path, other.get(path, value))
    for criterion in rules.criteria:
        tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, criterion.id, evidence, f"{criterion.name}.txt"))
        answer(desk, case, f"findings.{criterion.id}.finding", "favourable")
        answer(desk, case, f"findings.{criterion.id}.reason", REASON)


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    paper = tmp_path / "会议纪要 第３次（终稿）.txt"
    paper.write_text("集体研究记录，演练材料。" * 4000, "utf-8")
    return paper


def test_the_criteria_stay_locked_until_another_officer_confirms_the_report(at: At) -> None:
    with at("petition_office") as desk:
        subject = registered(desk).accused
    with at("handling_dept") as desk:
        case = tolerance.open_tolerance(desk, tolerance.OpenTolerance(subject, "事项", date(2025, 6, 3), REPORT)).case
        with pytest.raises(Refused) as refused:
            answer(desk, case, "gates.legality", True)
        with pytest.raises(Refused):
            tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    assert refused.value.code == "E-LOCKED"


def test_a_whole_assessment_gives_a_ceiling_with_reasons_and_closes(at: At, evidence: Path) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        answer_all(desk, case, evidence)
        view = tolerance.show_tolerance(desk, case)
        assert (view.opinion.ceiling, view.opinion.missing) == ("may_tolerate", ())
        assert {one.bytes for one in view.evidence} == {evidence.stat().st_size}
        done = tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
        assert done.opinion.ceiling == "may_tolerate"
        with pytest.raises(Refused) as refused:
            answer(desk, case, "gates.legality", False)
    assert refused.value.code.startswith("E-LOCKED")


def test_one_private_gain_outweighs_eight_good_findings(at: At, evidence: Path) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        answer_all(desk, case, evidence, exclusions=("NX02",))
        opinion = tolerance.show_tolerance(desk, case).opinion
    assert opinion.ceiling == "cannot_tolerate"
    assert opinion.reasons[0].rule == "NX02"


def test_an_unfinished_assessment_cannot_be_closed_and_says_what_is_missing(at: At) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        answer(desk, case, "gates.legality", True)
        with pytest.raises(Refused) as refused:
            tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
        assert tolerance.show_tolerance(desk, case).progress.state == "verified"
    assert refused.value.code == "E-INCOMPLETE"
    assert refused.value.path


def test_drafts_survive_and_go_when_the_answer_is_given(at: At) -> None:
    case = opened(at)
    path = "findings.work_basis.reason"
    with at("handling_dept") as desk:
        drafts.keep_draft(desk, drafts.KeepDraft("tolerance", case, path, "写到一半"))
    with at("handling_dept") as desk:
        assert tolerance.show_tolerance(desk, case).drafts == {path: "写到一半"}
        answer(desk, case, path, REASON)
        assert tolerance.show_tolerance(desk, case).drafts == {}


@pytest.mark.parametrize(
    ("path", "value"),
    [("gates.luck", True), ("findings.work_basis.finding", "brilliant"), ("exclusions", ("NX99",)), ("nonsense", "x"),
     ("prefiled_on", "2026-02-30")],
)  # fmt: skip
def test_an_answer_no_question_has_is_refused(at: At, path: str, value: tolerance.Answer) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            answer(desk, case, path, value)
        assert path not in tolerance.show_tolerance(desk, case).fields
    assert refused.value.code == "E-INPUT"


def test_damaged_evidence_is_named_and_harms_no_other(at: At, evidence: Path, office: Path) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        for criterion, text in (("work_basis", "一"), ("decision_process", "二")):
            evidence.write_text(text, "utf-8")
            tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, criterion, evidence, f"{criterion}.txt"))
        one, two = (record for record in tolerance.show_tolerance(desk, case).evidence)
        with desk.vault.reading() as shelf:
            contents = [shelf.record("attachment", found.id).fields["content"] for found in (one, two)]
        for blob in (office / "blobs").rglob("*"):
            if blob.is_file() and blob.name.startswith(contents[0][:8]):
                blob.write_bytes(blob.read_bytes()[:-1] + b"?")
        with desk.vault.reading() as shelf:
            with pytest.raises(Refused) as refused:
                b"".join(shelf.attachment(contents[0]))
            assert b"".join(shelf.attachment(contents[1])).decode() == "二"
    assert refused.value.code == "E-ATTACHMENT-DAMAGED"
