"""Clearing: only what is false, with consent, by different officers, without a trace of who reported."""

from dataclasses import replace
from datetime import date

import pytest

from lucheng_desktop.procedures import cases, clearance, history, issuing
from lucheng_desktop.procedures.waiting import waiting
from lucheng_desktop.refusal import Refused
from tests.office import NEUTRAL, TEXTS, At, approved, consented, found, proposed, registered, supervised


def test_the_way_of_a_clearance_by_different_officers(at: At) -> None:
    proposal = approved(at)
    with at("principal") as desk:
        view = clearance.show_clearance(desk, proposal.clearance)
        document = issuing.show_document(desk, proposal.document)
    assert (view.progress.state, document.progress.state) == ("approved", "signed_off")
    assert [done.officer for done in view.progress.done] == [
        "叶正平", "陈行远", "陈行远", "陈行远", "沈明鉴", "周慎之", "林知微", "叶正平",
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
    supervised(at, candidate)
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


REASON = "通报第二段与核查结论的表述不一致，请改正。"


def _back(at: At, role: str, candidate: str, reason: str = REASON) -> clearance.ClearanceMoved:
    with at(role) as desk:
        return clearance.return_clearance(desk, clearance.ReturnClearance(candidate, reason))


def _reviewed(at: At, candidate: str, *, secrecy: bool = False) -> None:
    supervised(at, candidate)
    with at("case_trial") as desk:
        clearance.review_clearance(desk, clearance.ReviewClearance(candidate, "同意。"))
    if secrecy:
        with at("petition_office") as desk:
            clearance.review_secrecy(desk, clearance.ReviewSecrecy(candidate))


@pytest.mark.parametrize(
    ("before", "role"), [("proposed", "case_trial"), ("reviewed", "petition_office"), ("secrecy_reviewed", "principal")]
)
def test_a_proposal_is_sent_back_from_every_desk_and_its_paper_is_void(at: At, before: str, role: str) -> None:
    first = proposed(at, consented(at))
    if before != "proposed":
        _reviewed(at, first.clearance, secrecy=before == "secrecy_reviewed")
    assert _back(at, role, first.clearance).state == "consented"
    with at("handling_dept") as desk:
        view = clearance.show_clearance(desk, first.clearance)
        paper = issuing.show_document(desk, first.document)
        told = history.case_history(desk, "clearance", first.clearance)
    assert view.returned == REASON
    assert view.document == ""
    assert (paper.progress.state, paper.progress.word, paper.progress.choices) == ("voided", "作废", ())
    assert [line.kind for line in told].count("作废") == 1
    assert any(REASON in line.after for line in told), "the reason can be read where the paper was voided"


def test_the_second_proposal_has_a_paper_of_its_own_and_the_void_one_stays_in_the_register(at: At) -> None:
    first = proposed(at, consented(at))
    _reviewed(at, first.clearance, secrecy=True)
    _back(at, "principal", first.clearance)
    second = proposed(at, first.clearance, name_display="surname_only")
    assert second.document != first.document
    _reviewed(at, first.clearance, secrecy=True)
    with at("principal") as desk:
        clearance.approve_clearance(desk, clearance.ApproveClearance(first.clearance))
        rows = {row.id: row for row in issuing.list_documents(desk)}
        listed = [(row.kind, row.word) for row in cases.list_cases(desk) if row.kind == "document"]
    assert [(rows[one.document].voided, rows[one.document].word) for one in (first, second)] == [
        (True, "作废"),
        (False, "已签发"),
    ]
    assert sorted(listed) == [("document", "作废"), ("document", "已签发")]
    with at("general_office") as desk:
        assert issuing.number_document(desk, issuing.NumberDocument(second.document)).number.endswith("1号")


def test_a_void_paper_goes_no_further(at: At) -> None:
    first = proposed(at, consented(at))
    _back(at, "case_trial", first.clearance)
    with at("general_office") as desk:
        for function, order in (
            (issuing.number_document, issuing.NumberDocument(first.document)),
            (issuing.register_document, issuing.RegisterDocument(first.document, 1)),
        ):
            with pytest.raises(Refused) as refused:
                function(desk, order)
            assert refused.value.code == "E-VOIDED"
        assert [task for task in waiting(desk) if task.kind == "document"] == []
    with at("case_trial") as desk, pytest.raises(Refused) as refused:
        clearance.review_clearance(desk, clearance.ReviewClearance(first.clearance, "同意。"))
    assert refused.value.code == "E-STATE"


@pytest.mark.parametrize(
    ("role", "reason", "code"),
    [("case_trial", " \n", "E-INPUT"), ("handling_dept", "理由。", "E-ROLE"), ("seal_keeper", "理由。", "E-ROLE")],
)
def test_a_return_without_reason_or_right_changes_nothing(at: At, role: str, reason: str, code: str) -> None:
    first = proposed(at, consented(at))
    with pytest.raises(Refused) as refused:
        _back(at, role, first.clearance, reason)
    with at("handling_dept") as desk:
        assert clearance.show_clearance(desk, first.clearance).progress.state == "proposed"
        assert not issuing.list_documents(desk)[0].voided
    assert refused.value.code == code


def test_an_approved_clearance_is_not_sent_back(at: At) -> None:
    done = approved(at)
    with pytest.raises(Refused) as refused:
        _back(at, "principal", done.clearance)
    assert refused.value.code == "E-STATE"


def test_a_return_is_offered_but_nobodys_task(at: At) -> None:
    candidate = proposed(at, consented(at)).clearance
    with at("principal") as desk:
        choices = clearance.show_clearance(desk, candidate).progress.choices
        assert [(one.step, one.open, one.back) for one in choices] == [
            ("review_case_supervision", False, False),
            ("return_clearance", True, True),
            ("suspend_clearance", False, True),
        ]
        assert [task for task in waiting(desk) if task.kind == "clearance"] == []


def test_a_text_changed_behind_a_reviewers_back_is_not_approved(at: At) -> None:
    """Somebody writes another draft into the record after the petition office has looked at it."""
    proposal = proposed(at, consented(at))
    _reviewed(at, proposal.clearance, secrecy=True)
    with at("case_trial") as desk, desk.vault.transaction() as shelf:
        draft = dict(shelf.record("document", proposal.document).fields["draft"])
        shelf.set("document", proposal.document, {"draft": {**draft, "note": "（联系人：夏侯闻笛）"}})
    with at("principal") as desk:
        with pytest.raises(Refused) as refused:
            clearance.approve_clearance(desk, clearance.ApproveClearance(proposal.clearance))
        assert clearance.show_clearance(desk, proposal.clearance).progress.state == "secrecy_reviewed"
    assert refused.value.code == "E-TEXT-CHANGED"
    assert "C06" in refused.value.rule
