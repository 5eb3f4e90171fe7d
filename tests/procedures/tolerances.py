"""A tolerance case carried forward step by step by the office's people."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.cases.consultation import Seat
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.tolerance_determination import Resolution
from lucheng_desktop.procedures import (
    consultation,
    consultation_votes,
    tolerance,
    tolerance_determination,
    tolerance_prereview,
)
from lucheng_desktop.procedures.desk import Desk
from tests.office import At, registered, sitting

RULES = load()
REASON = "签约方案经指挥部集体研究并公示，过程记录完整，事后已逐户复核并纠正差额，未发现个人获利情形。"
OBJECTION = "差额虽已纠正，但公示前两日已有群众反映，经办人未及时报告，难以认定已尽合理注意，宜从轻而不宜免责。"
REPORT = "演练核查〔2026〕3号核查报告：事实已查清。"
SEATS = (
    Seat("discipline", "叶正平"), Seat("org_dept", "柳知行"), Seat("handling_dept", "陈行远"),
    Seat("case_trial", "周慎之"), Seat("industry", "高建行"), Seat("justice", "司明法"), Seat("expert", "顾问之"),
)  # fmt: skip
RESOLVED = Resolution("standing_committee", date(2026, 3, 30), "鹿纪常纪〔2026〕9号", 7, 6, 5)


def subject(at: At) -> str:
    with at("petition_office") as desk:
        return registered(desk).accused


def verified(at: At, act_date: date = date(2025, 6, 3)) -> str:
    """Opened on established facts."""
    about = subject(at)
    with at("handling_dept") as desk:
        order = tolerance.OpenTolerance(about, "旧村改造签约中个案面积认定偏差", act_date, REPORT)
        case = tolerance.open_tolerance(desk, order).case
    with at("deputy_in_charge") as desk:
        tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    return case


def answer_all(desk: Desk, case: str, paper: Path, **other: tolerance.Answer) -> None:
    """Every question answered in the person's favour, but for `other`, by path with two underlines for the point."""
    paper.write_text("集体研究记录，演练材料。", "utf-8")
    answers: dict[str, tolerance.Answer] = {f"gates.{gate.id}": True for gate in RULES.gates}
    answers |= {"exclusions": (), "hard_exclusions": (), "distinctions": ("D1",), "situations": ("RC05",)}
    order = tolerance.AttachEvidence(case, RULES.criteria[0].id, paper, paper.name)
    evidence = tolerance.attach_evidence(desk, order).attachment
    for criterion in RULES.criteria:
        head = f"findings.{criterion.id}"
        answers |= {f"{head}.finding": "favourable", f"{head}.reason": REASON, f"{head}.evidence": (evidence,)}
    answers |= {path.replace("__", "."): value for path, value in other.items()}
    tolerance.record_answer(desk, tolerance.RecordAnswer(case, "gates.legality", answers.pop("gates.legality")))
    with desk.vault.transaction() as shelf:  # at once what people answer one by one
        shelf.set("tolerance", case, {path: list(v) if isinstance(v, tuple) else v for path, v in answers.items()})


def assessed(at: At, case: str, paper: Path, **other: tolerance.Answer) -> None:
    """Assessed otherwise than in the person's favour, and argued against."""
    with at("handling_dept") as desk:
        answer_all(desk, case, paper, **other)
        tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
    argued(at, case)


def argued(at: At, case: str) -> None:
    with at("case_trial") as desk:
        tolerance_determination.argue_against(desk, tolerance_determination.ArgueAgainst(case, OBJECTION))
    prereviewed(at, case)


def prereviewed(at: At, case: str) -> None:
    """The papers looked at and signed by the three who do."""
    for role, name in PREREVIEWS:
        with at(role) as desk:
            getattr(tolerance_prereview, name)(desk, tolerance_prereview.PrereviewPapers(case, "材料齐全，同意。"))


PREREVIEWS = (
    ("case_supervision", "prereview_supervision"),
    ("case_trial", "prereview_trial"),
    ("petition_office", "prereview_secrecy"),
)


def called(desk: Desk, case: str, *outcomes: str) -> str:
    """A meeting in time, with an item for each outcome."""
    items = tuple(
        consultation.Item(str(index), f"认定为{RULES.term('outcomes', outcome)}", outcome)
        for index, outcome in enumerate(outcomes, start=1)
    )
    order = consultation.CallConsultation(
        "tolerance", case, items, SEATS, date(2026, 3, 20), date(2026, 3, 25), "区纪委监委三楼会议室"
    )
    return consultation.call_consultation(desk, order).meeting


def held(desk: Desk, meeting: str, votes: dict[str, str]) -> consultation_votes.ConsultationConcluded:
    """Opened with everybody there, each item voted alike, concluded; `votes`: unit -> vote, others agree."""
    present = tuple(seat.unit for seat in SEATS)
    order = consultation.OpenConsultation(meeting, date(2026, 3, 25), present)
    voters = consultation.open_consultation(desk, order).voters
    items = consultation_votes.show_consultation(desk, meeting).fields["items"]
    for item in items:
        for unit in (*voters[1:], *voters[:1]):
            vote = votes.get(unit, "agree")
            said = "认定免责依据不足" if vote == "against" else ""
            consultation_votes.cast_vote(desk, consultation_votes.CastVote(meeting, item["code"], unit, vote, said))
    return consultation_votes.conclude_consultation(desk, consultation_votes.ConcludeConsultation(meeting))


def proposed(at: At, case: str) -> None:
    """Brought before a meeting that agreed to everything, and proposed as wholly tolerated."""
    with at("handling_dept") as desk:
        held(desk, called(desk, case, "tolerate_full"), {})
        order = tolerance_determination.ProposeDetermination(case, "tolerate_full", "会商一致同意。", ("LG61",))
        tolerance_determination.propose_determination(desk, order)


def approved(at: At, case: str) -> None:
    with at("principal") as desk:
        order = tolerance_determination.ApproveDetermination(case, RESOLVED)
        tolerance_determination.approve_determination(desk, order)


@dataclass(frozen=True)
class Stages:
    """One case, as the whole office stood at four moments of its course."""

    case: str
    folder: Path

    def at(self, stage: str, place: Path) -> At:
        """The desk in a copy of the office as it stood then."""
        return sitting(Path(shutil.copytree(self.folder / stage, place / f"{stage}.vault")))


@pytest.fixture(scope="session")
def stages(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Carried forward once for all tests."""
    folder = tmp_path_factory.mktemp("tolerances")
    work = Path(shutil.copytree(founded, folder / "work"))
    at = sitting(work)
    case = verified(at)
    shutil.copytree(work, folder / "verified")
    with at("handling_dept") as desk:
        answer_all(desk, case, folder / "材料.txt")
        tolerance.complete_assessment(desk, tolerance.CompleteAssessment(case))
    argued(at, case)
    shutil.copytree(work, folder / "argued")
    proposed(at, case)
    shutil.copytree(work, folder / "proposed")
    approved(at, case)
    shutil.copytree(work, folder / "approved")
    return Stages(case, folder)
