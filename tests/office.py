"""A small real office for tests: a SQLCipher vault with one officer a role, copied fresh for each test."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.procedures import clearance, findings, issuing, petitions
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.vault import door
from lucheng_desktop.vault.keyfile import Cost
from lucheng_desktop.vault.slots import FLOOR

CHEAP = Cost(FLOOR.memory, 1, 2)
"""Real Argon2id at the least a slot may say, because these tests unlock hundreds of times."""
PASSPHRASE = "雨水 惊蛰 清明 谷雨 42"
OFFICERS = {
    "petition_office": "林知微",
    "handling_dept": "陈行远",
    "case_trial": "周慎之",
    "deputy_in_charge": "郑敏行",
    "principal": "叶正平",
    "general_office": "黄清和",
    "seal_keeper": "何守诚",
    "case_supervision": "沈明鉴",
}
"""Invented."""
At = Callable[[str], AbstractContextManager[Desk]]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office on its first day."""
    place = tmp_path_factory.mktemp("founded") / "office.vault"
    people = [door.NewOfficer(name, (role,), PASSPHRASE) for role, name in OFFICERS.items()]
    door.create(place, office="鹿城区纪委监委（测试）", practice=True, officers=people, cost=CHEAP)
    return place


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Path:
    """A copy of the founded office."""
    return shutil.copytree(founded, tmp_path / "office.vault")


@pytest.fixture
def at(office: Path) -> At:
    """`with at("principal") as desk:` that officer at the desk."""
    return sitting(office)


def sitting(office: Path, people: Mapping[str, str] = OFFICERS, passphrase: str = PASSPHRASE) -> At:
    """The same in that office, with those people, who share a passphrase."""

    @contextmanager
    def sit(role: str) -> Iterator[Desk]:
        desk = unlock(Unlock(office, people[role], passphrase))
        with closing(desk.vault):
            yield desk

    return sit


SUMMARY = "反映旧村改造中的两个问题。"
ACCUSED = petitions.Accused("陈堃喆", "演练街道办事处（旧村改造指挥部）", "副主任", "section")
TEXTS = (
    petitions.AllegationText("反映其在旧村改造签约过程中收受拆迁户香烟两条、购物卡若干。", "integrity"),
    petitions.AllegationText("反映其擅自扩大安置面积，为他人谋取不当利益。", "work"),
)
COMPLAINANT = petitions.Complainant(
    "夏侯闻笛",
    "13912345678",
    "演练五金经营部",
    "演练路八十八号三单元",
    "330302198001010017",
    ("老夏",),
    ("占道经营被罚三次的五金店",),
)


def received(desk: Desk) -> petitions.PetitionReceived:
    """A petition of this office's own jurisdiction."""
    return petitions.receive_petition(desk, petitions.ReceivePetition(date(2026, 3, 2), "letter", "district"))


def registered(desk: Desk, **changes: object) -> petitions.PetitionRegistered:
    """The petition with two allegations against one person."""
    order = {
        "category": "accusation",
        "naming": "real_name",
        "summary": SUMMARY,
        "accused": ACCUSED,
        "allegations": TEXTS,
    }
    order |= {"complainant": COMPLAINANT} | changes
    return petitions.register_petition(desk, petitions.RegisterPetition(received(desk).petition, **order))


def found(at: At, allegation: str, finding: str) -> findings.FindingApproved:
    """A finding drafted by one officer and approved by another."""
    with at("handling_dept") as desk:
        reason = "调取签约台账、谈话两名拆迁户并核对票据，相互印证。"
        findings.draft_finding(desk, findings.DraftFinding(allegation, finding, reason))
    with at("principal") as desk:
        return findings.approve_finding(desk, findings.ApproveFinding(allegation))


def consented(at: At) -> str:
    """A clearance of the first allegation, found false, with the person's consent."""
    with at("petition_office") as desk:
        false, doubtful = registered(desk).allegations
    candidate = found(at, false, "unsubstantiated").candidate
    found(at, doubtful, "not_excluded")
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(candidate, NEUTRAL))
        answer = clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), ("陈行远", "方同舟"))
        clearance.record_consent(desk, answer)
    return candidate


NEUTRAL = "在旧村改造签约中存在廉洁方面的问题"
PROPOSAL = {
    "adverse_effect": "work_life",
    "harm_scope": "town_or_system",
    "scope": "unit",
    "scope_reason": "不实反映在本单位传播。",
    "forms": ("circular",),
}


def proposed(at: At, candidate: str, **changes: object) -> clearance.ClearanceProposed:
    """The proposal with its drafted circular."""
    with at("handling_dept") as desk:
        return clearance.propose_clearance(desk, clearance.ProposeClearance(candidate, **(PROPOSAL | changes)))


def supervised(at: At, candidate: str) -> None:
    """Reviewed by the case supervision office, which has weighed what else is known of the person."""
    with at("case_supervision") as desk:
        order = clearance.ReviewCaseSupervision(candidate, "没有影响澄清的其他情况。")
        clearance.review_case_supervision(desk, order)


def approved(at: At) -> clearance.ClearanceProposed:
    """Reviewed by the trial office and for secrecy, approved by the principal."""
    proposal = proposed(at, consented(at))
    supervised(at, proposal.clearance)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(proposal.clearance, "同意。"))
    with at("petition_office") as desk:
        clearance.review_secrecy(desk, clearance.ReviewSecrecy(proposal.clearance))
    with at("principal") as desk:
        clearance.approve_clearance(desk, clearance.ApproveClearance(proposal.clearance))
    return proposal


def sealed(at: At) -> issuing.DocumentNumbered:
    """Numbered, sealed and registered."""
    document = approved(at).document
    with at("general_office") as desk:
        numbered = issuing.number_document(desk, issuing.NumberDocument(document))
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, numbered.number))
    with at("general_office") as desk:
        issuing.register_document(desk, issuing.RegisterDocument(document, 3))
    return numbered
