"""Findings: per allegation, by two officers; an approved-false one becomes a candidate."""

import pytest

from lucheng_desktop.procedures import findings, petitions
from lucheng_desktop.procedures.clearance import list_clearances
from lucheng_desktop.refusal import Refused
from tests.office import At, found, registered


def _two(at: At) -> tuple[str, ...]:
    with at("petition_office") as desk:
        return registered(desk).allegations


def test_false_opens_a_candidate_and_not_excluded_opens_none(at: At) -> None:
    false, doubtful = _two(at)
    assert found(at, false, "unsubstantiated").candidate
    assert found(at, doubtful, "not_excluded").candidate == ""
    with at("handling_dept") as desk:
        assert [row.state for row in list_clearances(desk)] == ["candidate"]
        assert [row.finding for row in petitions.list_allegations(desk)] == ["unsubstantiated", "not_excluded"]


def test_nobody_approves_a_finding_of_their_own(at: At) -> None:
    """An officer of both roles still may not be both people; here the drafter simply lacks the role and is refused."""
    allegation, _ = _two(at)
    with at("handling_dept") as desk:
        findings.draft_finding(desk, findings.DraftFinding(allegation, "unsubstantiated", "理由。"))
        with pytest.raises(Refused) as refused:
            findings.approve_finding(desk, findings.ApproveFinding(allegation))
        assert findings.show_allegation(desk, allegation).progress.state == "finding_drafted"
    assert refused.value.code in {"E-ROLE", "E-SAME-PERSON"}
    assert refused.value.next


def test_a_returned_finding_is_open_again_and_keeps_the_reason_in_its_history(at: At) -> None:
    allegation, _ = _two(at)
    with at("handling_dept") as desk:
        findings.draft_finding(desk, findings.DraftFinding(allegation, "unsubstantiated", "理由。"))
    with at("principal") as desk:
        findings.return_finding(desk, findings.ReturnFinding(allegation, "缺少票据。"))
        with desk.vault.reading() as shelf:
            last = shelf.record("allegation", allegation).steps[-1]
    assert (last.target, last.body["reason"]) == ("open", "缺少票据。")


@pytest.mark.parametrize("finding", ["false_accusation", "maybe", ""])
def test_what_the_district_may_not_find_is_refused(at: At, finding: str) -> None:
    allegation, _ = _two(at)
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            findings.draft_finding(desk, findings.DraftFinding(allegation, finding, "理由。"))
        assert findings.show_allegation(desk, allegation).progress.state == "open"
    assert refused.value.path == "$.finding"
