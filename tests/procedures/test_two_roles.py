"""Separation of duties where roles do not help: one officer holds both, and still is only one person."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import clearance, findings, issuing
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.office import CHEAP, NEUTRAL, PASSPHRASE, PROPOSAL, registered

ALL_ROLES = (
    "petition_office", "handling_dept", "case_trial", "deputy_in_charge", "principal", "general_office", "seal_keeper",
    "case_supervision",
)  # fmt: skip
NAMES = ("欧阳一肩挑", "端木第二人", "令狐第三人")
Act = Callable[[int, Callable[[Desk, Any], Any], Any], Any]


@pytest.fixture(scope="module")
def founded_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of three, each of whom may do everything."""
    place = tmp_path_factory.mktemp("small") / "small.vault"
    people = [door.NewOfficer(name, ALL_ROLES, PASSPHRASE) for name in NAMES]
    door.create(place, office="三人纪检组（测试）", practice=True, officers=people, cost=CHEAP)
    return place


@pytest.fixture
def act(founded_small: Path, tmp_path: Path) -> Act:
    """`act(0, function, order)`: the first of the three does it."""
    place = Path(shutil.copytree(founded_small, tmp_path / "small.vault"))

    def do(who: int, function: Callable[[Desk, Any], Any], order: Any) -> Any:
        desk = unlock(Unlock(place, NAMES[who], PASSPHRASE))
        with closing(desk.vault):
            return function(desk, order)

    return do


def refused_as_same(act: Act, who: int, function: Callable[[Desk, Any], Any], order: Any) -> None:
    with pytest.raises(Refused) as refused:
        act(who, function, order)
    assert refused.value.code == "E-SAME-PERSON", refused.value
    assert "F18" in refused.value.rule
    assert refused.value.next
    assert refused.value.message.endswith("须由另一人办理。")


def _drafted(act: Act) -> str:
    allegation: str = act(0, lambda desk, _: registered(desk).allegations[0], None)
    act(0, findings.draft_finding, findings.DraftFinding(allegation, "unsubstantiated", "理由。"))
    return allegation


def _proposed(act: Act) -> clearance.ClearanceProposed:
    candidate = act(1, findings.approve_finding, findings.ApproveFinding(_drafted(act))).candidate
    act(0, clearance.seek_consent, clearance.SeekConsent(candidate, NEUTRAL))
    consent = clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), NAMES[:2])
    act(0, clearance.record_consent, consent)
    order = clearance.ProposeClearance(candidate, **PROPOSAL)
    proposal: clearance.ClearanceProposed = act(0, clearance.propose_clearance, order)
    return proposal


def test_a_finding(act: Act) -> None:
    allegation = _drafted(act)
    refused_as_same(act, 0, findings.approve_finding, findings.ApproveFinding(allegation))
    refused_as_same(act, 0, findings.return_finding, findings.ReturnFinding(allegation, "理由。"))
    assert act(1, findings.approve_finding, findings.ApproveFinding(allegation)).candidate


def test_a_clearance_and_its_document(act: Act) -> None:
    proposal = _proposed(act)
    case, paper = proposal.clearance, proposal.document
    refused_as_same(act, 0, clearance.return_clearance, clearance.ReturnClearance(case, "理由。"))
    supervision = clearance.ReviewCaseSupervision(case, "没有影响澄清的其他情况。")
    refused_as_same(act, 0, clearance.review_case_supervision, supervision)
    act(1, clearance.review_case_supervision, supervision)
    refused_as_same(act, 0, clearance.review_clearance, clearance.ReviewClearance(case, "同意。"))
    act(1, clearance.review_clearance, clearance.ReviewClearance(case, "同意。"))
    refused_as_same(act, 0, clearance.review_secrecy, clearance.ReviewSecrecy(case))
    act(1, clearance.review_secrecy, clearance.ReviewSecrecy(case))
    for who in (0, 1):
        refused_as_same(act, who, clearance.approve_clearance, clearance.ApproveClearance(case))
    act(2, clearance.approve_clearance, clearance.ApproveClearance(case))
    for who in (0, 2):
        refused_as_same(act, who, issuing.number_document, issuing.NumberDocument(paper))
    number = act(1, issuing.number_document, issuing.NumberDocument(paper)).number
    for who in (0, 2):
        refused_as_same(act, who, issuing.seal_document, issuing.SealDocument(paper, number))
    assert act(1, issuing.seal_document, issuing.SealDocument(paper, number)).pages


def test_whoever_approved_before_a_return_counts_no_more_than_their_last_act(act: Act) -> None:
    """The reviewer of the first round proposes the second: then the proposer of the first round may review it."""
    case = _proposed(act).clearance
    supervision = clearance.ReviewCaseSupervision(case, "没有影响澄清的其他情况。")
    act(1, clearance.review_case_supervision, supervision)
    act(1, clearance.review_clearance, clearance.ReviewClearance(case, "同意。"))
    act(1, clearance.return_clearance, clearance.ReturnClearance(case, "理由。"))
    act(1, clearance.propose_clearance, clearance.ProposeClearance(case, **PROPOSAL))
    refused_as_same(act, 1, clearance.review_case_supervision, supervision)
    act(0, clearance.review_case_supervision, supervision)
    refused_as_same(act, 1, clearance.review_clearance, clearance.ReviewClearance(case, "同意。"))
    act(0, clearance.review_clearance, clearance.ReviewClearance(case, "同意。"))
    refused_as_same(act, 1, clearance.review_secrecy, clearance.ReviewSecrecy(case))
