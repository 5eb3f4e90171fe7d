"""Clearing: only what is false, with consent, by different officers, without a trace of who reported."""

from dataclasses import replace
from datetime import date

import pytest

from lucheng_desktop.procedures import clearance, issuing
from lucheng_desktop.refusal import Refused
from tests.office import NEUTRAL, TEXTS, At, approved, consented, found, proposed, registered


def test_the_way_of_a_clearance_by_different_officers(at: At) -> None:
    proposal = approved(at)
    with at("principal") as desk:
        view = clearance.show_clearance(desk, proposal.clearance)
        document = issuing.show_document(desk, proposal.document)
    assert (view.progress.state, document.progress.state) == ("approved", "signed_off")
    assert [done.officer for done in view.progress.done] == [
        "叶正平", "陈行远", "陈行远", "陈行远", "周慎之", "林知微", "叶正平",
    ]  # fmt: skip
    assert proposal.forms == ("written", "circular"), "书面 goes with any other form"


def test_the_not_excluded_allegation_is_refused_with_its_rule(at: At) -> None:
    with at("petition_office") as desk:
        _, doubtful = registered(desk).allegations
    found(at, doubtful, "not_excluded")
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            clearance.open_clearance(desk, clearance.OpenClearance(doubtful))
        assert clearance.list_clearances(desk) == ()
    assert refused.value.code == "E-NOT-CLEARABLE"
    assert "F05" in refused.value.rule
    assert refused.value.next


def test_an_unapproved_finding_is_refused(at: At) -> None:
    with at("petition_office") as desk:
        allegation, _ = registered(desk).allegations
    with at("handling_dept") as desk, pytest.raises(Refused) as refused:
        clearance.open_clearance(desk, clearance.OpenClearance(allegation))
    assert refused.value.code == "E-NOT-CLEARABLE"


def test_the_summary_may_not_quote_the_petition(at: At) -> None:
    with at("petition_office") as desk:
        allegation, _ = registered(desk).allegations
    candidate = found(at, allegation, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            clearance.seek_consent(desk, clearance.SeekConsent(candidate, TEXTS[0].text))
        assert clearance.show_clearance(desk, candidate).progress.state == "candidate"
    assert refused.value.code == "E-QUOTE"


@pytest.mark.parametrize("present", [("陈行远", "陈行远"), ("陈行远", " ")])
def test_two_different_officers_are_present_when_consent_is_asked(at: At, present: tuple[str, str]) -> None:
    with at("petition_office") as desk:
        allegation, _ = registered(desk).allegations
    candidate = found(at, allegation, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(candidate, NEUTRAL))
        order = clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), present)
        with pytest.raises(Refused) as refused:
            clearance.record_consent(desk, order)
        declined = clearance.record_consent(desk, replace(order, consent="decline", present=("甲", "乙")))
    assert refused.value.path == "$.present"
    assert declined.state == "declined"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scope": "district"}, "E-SCOPE"),
        ({"scope": "city", "harm_scope": "public"}, "E-SCOPE"),
        ({"forms": ()}, "E-INPUT"),
    ],
)
def test_a_proposal_wider_than_harm_or_power_is_refused_and_drafts_nothing(
    at: At, changes: dict[str, object], code: str
) -> None:
    candidate = consented(at)
    with pytest.raises(Refused) as refused:
        proposed(at, candidate, **changes)
    with at("handling_dept") as desk:
        assert issuing.list_documents(desk) == ()
        assert clearance.show_clearance(desk, candidate).progress.state == "consented"
    assert refused.value.code == code


def test_the_secrecy_review_finds_the_complainant_and_nothing_moves(at: At) -> None:
    """The summary hides the complainant's telephone; only the petition office's review can see that it is one."""
    with at("petition_office") as desk:
        false, _ = registered(desk).allegations
    candidate = found(at, false, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        summary = "与演练五金经营部有经济往来的问题"
        clearance.seek_consent(desk, clearance.SeekConsent(candidate, summary))
        consent = clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), ("陈行远", "方同舟"))
        clearance.record_consent(desk, consent)
    proposed(at, candidate)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(candidate, "同意。"))
    with at("petition_office") as desk:
        with pytest.raises(Refused) as refused:
            clearance.review_secrecy(desk, clearance.ReviewSecrecy(candidate))
        assert clearance.show_clearance(desk, candidate).progress.state == "reviewed"
    assert refused.value.code == "E-LEAK"


@pytest.mark.parametrize(
    ("role", "function", "order"),
    [
        ("handling_dept", clearance.review_clearance, lambda id_: clearance.ReviewClearance(id_, "同意。")),
        ("principal", clearance.review_secrecy, clearance.ReviewSecrecy),
        ("handling_dept", clearance.approve_clearance, clearance.ApproveClearance),
        ("principal", clearance.approve_clearance, clearance.ApproveClearance),
    ],
)
def test_a_step_by_the_wrong_officer_or_before_its_time_is_refused_in_words(
    at: At, role: str, function: object, order: object
) -> None:
    candidate = proposed(at, consented(at)).clearance
    with at(role) as desk:
        with pytest.raises(Refused) as refused:
            function(desk, order(candidate))  # type: ignore[operator]
        assert clearance.show_clearance(desk, candidate).progress.state == "proposed"
    assert refused.value.code in {"E-ROLE", "E-STATE", "E-SAME-PERSON"}
    assert refused.value.rule
