"""A clearance carried forward by the office's people, each stage walked once and copied for the tests that need it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import clearance, clearance_city, issuing, papers, petitions
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.refusal import Refused
from tests.office import (
    ACCUSED,
    COMPLAINANT,
    OFFICERS,
    PASSPHRASE,
    TEXTS,
    At,
    found,
    proposed,
    registered,
    sitting,
    supervised,
)

TWO = ("陈行远", "方同舟")
On = Callable[[str, date], AbstractContextManager[Desk]]


def no(code: str, function: Callable[..., Any], *orders: Any) -> Refused:
    """The refusal that must come, by its code, with a next step in words."""
    with pytest.raises(Refused) as refused:
        function(*orders)
    assert refused.value.code == code, refused.value
    assert refused.value.next
    return refused.value



def sitting_on(office: Path) -> On:
    """`with on("principal", day) as desk:` that officer at the desk, on that day."""

    @contextmanager
    def sit(role: str, day: date) -> Iterator[Desk]:
        at = datetime.combine(day, time(1), UTC)
        clock = Clock(wall=lambda: int(at.timestamp() * 1000))
        desk = unlock(Unlock(office, OFFICERS[role], PASSPHRASE), clock)
        with closing(desk.vault):
            yield desk

    return sit


def send(at: At, document: str, copies: int = 3) -> str:
    """Numbered, sealed and registered: its number."""
    with at("general_office") as desk:
        numbered = issuing.number_document(desk, issuing.NumberDocument(document))
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, numbered.number))
    with at("general_office") as desk:
        issuing.register_document(desk, issuing.RegisterDocument(document, copies))
    return numbered.number


def reviewed(at: At, candidate: str) -> None:
    """By case supervision, the trial office and for secrecy."""
    supervised(at, candidate)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(candidate, "同意。"))
    with at("petition_office") as desk:
        clearance.review_secrecy(desk, clearance.ReviewSecrecy(candidate))


def passed(at: At, candidate: str) -> None:
    """Reviewed and approved."""
    reviewed(at, candidate)
    with at("principal") as desk:
        clearance.approve_clearance(desk, clearance.ApproveClearance(candidate))


def asked(at: At, candidate: str, **answer: object) -> clearance.ConsentRecorded:
    """The person was asked and answered."""
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(candidate, "在旧村改造签约中存在廉洁方面的问题"))
        order = clearance.RecordConsent(
            candidate, **({"consent": "agree", "on": date(2026, 3, 20), "present": TWO} | answer)
        )
        return clearance.record_consent(desk, order)


def candidate(at: At, finding: str = "unsubstantiated", **changes: object) -> str:
    """The candidate of a petition with one allegation."""
    with at("petition_office") as desk:
        allegation = registered(desk, allegations=TEXTS[:1], **changes).allegations[0]
    return found(at, allegation, finding).candidate


ESCALATION = {
    "adverse_effect": "selection",
    "effect": "本人被列为考察对象后因此暂缓",
    "harm_scope": "public",
    "scope": "city",
    "scope_reason": "不实反映在全市干部中传播。",
    "forms": ("circular",),
}


def escalated(at: At, about: str) -> str:
    """The request of a clearance that has gone to the city."""
    with at("handling_dept") as desk:
        order = clearance_city.ProposeEscalation(about, **ESCALATION)
        request = clearance_city.propose_escalation(desk, order).document
    reviewed(at, about)
    with at("principal") as desk:
        papers.sign_off_document(desk, papers.SignOffDocument(request))
    send(at, request)
    return request


def other_petition(at: At, text: str = "反映其在另一项目招标中泄露标底。") -> petitions.PetitionRegistered:
    """Another petition about the same person."""
    with at("petition_office") as desk:
        person = petitions.namesakes(desk, ACCUSED.name)[0].id
        again = petitions.Accused(ACCUSED.name, ACCUSED.unit, ACCUSED.post, ACCUSED.rank, person)
        return registered(
            desk, accused=again, allegations=(petitions.AllegationText(text, "work"),), complainant=COMPLAINANT
        )


Office = tuple[Path, tuple[str, ...]]


@pytest.fixture(scope="session")
def agreed_office(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office in which one person has agreed to be cleared."""
    place = shutil.copytree(founded, tmp_path_factory.mktemp("agreed") / "office.vault")
    about = candidate(sitting(place))
    asked(sitting(place), about)
    return place, (about,)


@pytest.fixture(scope="session")
def approved_office(agreed_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same when the circular is signed off."""
    place = shutil.copytree(agreed_office[0], tmp_path_factory.mktemp("approved") / "office.vault")
    proposal = proposed(sitting(place), *agreed_office[1])
    passed(sitting(place), proposal.clearance)
    return place, (proposal.clearance, proposal.document)


@pytest.fixture(scope="session")
def issued_office(approved_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same when it has gone out."""
    place = shutil.copytree(approved_office[0], tmp_path_factory.mktemp("issued") / "office.vault")
    about, document = approved_office[1]
    return place, (about, document, send(sitting(place), document))


@pytest.fixture
def agreed(agreed_office: Office, tmp_path: Path) -> tuple[At, str]:
    """A copy of the office whose one clearance has its consent."""
    place = shutil.copytree(agreed_office[0], tmp_path / "agreed.vault")
    return sitting(place), agreed_office[1][0]


@pytest.fixture
def signed(approved_office: Office, tmp_path: Path) -> tuple[At, str, str]:
    """A copy of the office whose one clearance is approved; the clearance and its circular."""
    place = shutil.copytree(approved_office[0], tmp_path / "signed.vault")
    about, document = approved_office[1]
    return sitting(place), about, document


@pytest.fixture
def gone(issued_office: Office, tmp_path: Path) -> tuple[Path, str, str, str]:
    """A copy of the office whose one clearance has gone out; the clearance, its circular, the number."""
    about, document, number = issued_office[1]
    return shutil.copytree(issued_office[0], tmp_path / "gone.vault"), about, document, number
