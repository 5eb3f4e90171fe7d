"""Joint meetings in a real office: called in time, members who stand back, votes in person, minutes as recorded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.circulars.templates import Frame, compose
from lucheng_desktop.procedures import consultation, consultation_votes, recusal, tolerance
from lucheng_desktop.procedures.consultation import OpenConsultation, RecuseMember, ReplaceMember
from lucheng_desktop.procedures.consultation_votes import CastVote
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.history import case_history
from lucheng_desktop.refusal import Refused
from tests.office import OFFICERS, At
from tests.procedures.tolerances import SEATS, Stages, called, held

EVERYBODY = tuple(seat.unit for seat in SEATS)
DAY = date(2026, 3, 25)


@pytest.fixture
def case(stages: Stages) -> str:
    return stages.case


@pytest.fixture
def at(stages: Stages, tmp_path: Path) -> At:
    return stages.at("argued", tmp_path)


def _officer(desk: Desk, role: str) -> str:
    with desk.vault.reading() as shelf:
        ((found,),) = shelf.rows("officer", ("id",), where={"name": OFFICERS[role]})
    return str(found)


def test_who_stands_back_is_counted_nowhere_and_may_be_replaced(at: At, case: str) -> None:
    with at("handling_dept") as desk:
        meeting = called(desk, case, "tolerate_full")
        changed = consultation.recuse_member(desk, RecuseMember(meeting, "justice", "interest", "亲属在该单位。"))
        assert "justice" not in changed.eligible and len(changed.eligible) == 5
        with pytest.raises(Refused) as refused:
            consultation.recuse_member(desk, RecuseMember(meeting, "industry", "other", "有人反映。", proposed=True))
        assert refused.value.key == "E-RECUSAL/proposed"
        few = OpenConsultation(meeting, DAY, ("discipline", "org_dept", "case_trial"))
        with pytest.raises(Refused) as refused:  # three of five
            consultation.open_consultation(desk, few)
        assert refused.value.key == "E-QUORUM" and "C21" in refused.value.rule
        consultation.recuse_member(desk, RecuseMember(meeting, "org_dept", "witness", "曾作证。"))
        with pytest.raises(Refused) as refused:
            consultation.open_consultation(desk, OpenConsultation(meeting, DAY, EVERYBODY))
        assert refused.value.key == "E-QUORUM/required"
        consultation.replace_member(desk, ReplaceMember(meeting, "org_dept", "欧阳接任"))
        voters = consultation.open_consultation(desk, OpenConsultation(meeting, DAY, EVERYBODY)).voters
        assert voters == ("discipline", "org_dept", "handling_dept", "case_trial", "industry")
        with pytest.raises(Refused, match="E-BALLOT"):
            consultation_votes.cast_vote(desk, CastVote(meeting, "1", "justice", "agree"))
        with pytest.raises(Refused, match="E-STATE"):
            consultation.recuse_member(desk, RecuseMember(meeting, "industry", "other", "迟到的回避。"))


def test_too_few_after_recusals_goes_up_and_the_case_waits(at: At, case: str) -> None:
    with at("handling_dept") as desk:
        meeting = called(desk, case, "tolerate_full")
        with pytest.raises(Refused, match="E-MEETING"):
            consultation.escalate_consultation(desk, consultation.EscalateConsultation(meeting, "意见不一。"))
        for unit in ("handling_dept", "case_trial", "industry", "justice"):
            consultation.recuse_member(desk, RecuseMember(meeting, unit, "interest", "与该事项有利害关系。"))
        with pytest.raises(Refused) as refused:
            consultation.open_consultation(desk, OpenConsultation(meeting, DAY, EVERYBODY))
        assert refused.value.key == "E-QUORUM/escalate"
        ended = consultation.escalate_consultation(desk, consultation.EscalateConsultation(meeting, "回避过多。"))
        assert ended.state == "escalated"
        assert tolerance.show_tolerance(desk, case).progress.state == "adjourned"
        again = called(desk, case, "tolerate_full")
        assert [row.state for row in consultation_votes.list_consultations(desk, case)] == ["called", "escalated"]
        consultation.adjourn_consultation(desk, consultation.AdjournConsultation(again, "到会不足。"))
        assert tolerance.show_tolerance(desk, case).progress.state == "adjourned"


def test_an_officer_votes_in_person_and_the_register_of_recusals_reaches_the_meeting(at: At, case: str) -> None:
    with at("handling_dept") as desk:
        trial, principal = _officer(desk, "case_trial"), _officer(desk, "principal")
        own = {"case_trial": trial, "discipline": principal}
        seats = [replace(seat, officer=own.get(seat.unit, "")) for seat in SEATS]
        order = consultation.CallConsultation(
            "tolerance", case, (consultation.Item("1", "认定为免责", "tolerate_full"),), tuple(seats),
            date(2026, 3, 20), DAY, "三楼会议室",
        )  # fmt: skip
        meeting = consultation.call_consultation(desk, order).meeting
        with pytest.raises(Refused) as refused:
            consultation.recuse_member(desk, RecuseMember(meeting, "discipline", "subject", "配偶的兄弟。"))
        assert refused.value.key == "E-RECUSAL/principal"
        consultation.open_consultation(desk, OpenConsultation(meeting, DAY, EVERYBODY))
        with pytest.raises(Refused) as refused:
            consultation_votes.cast_vote(desk, CastVote(meeting, "1", "case_trial", "agree"))
        assert refused.value.key == "E-BALLOT/in_person"
        with pytest.raises(Refused, match="E-BALLOT"):
            consultation_votes.conclude_consultation(desk, consultation_votes.ConcludeConsultation(meeting))
        consultation.adjourn_consultation(desk, consultation.AdjournConsultation(meeting, "审理室代表未到。"))
    with at("case_trial") as desk:
        recusal.declare_recusal(desk, recusal.DeclareRecusal("tolerance", case, "interest", "曾参与该项目。"))
    with at("handling_dept") as desk:
        again = consultation.call_consultation(desk, order).meeting
        with pytest.raises(Refused) as refused:
            consultation.open_consultation(desk, OpenConsultation(again, DAY, EVERYBODY))
        assert refused.value.key == "E-QUORUM/required"


def test_votes_are_signed_opinions_are_not_votes_and_the_minutes_say_what_was_recorded(at: At, case: str) -> None:
    with at("general_office") as desk:
        meeting = called(desk, case, "tolerate_full")
        present = tuple(unit for unit in EVERYBODY if unit != "justice")
        voters = consultation.open_consultation(desk, OpenConsultation(meeting, DAY, present)).voters
        opinion = consultation_votes.RecordOpinion(meeting, "justice", "同意免责。")
        consultation_votes.record_opinion(desk, opinion)
        with pytest.raises(Refused) as refused:
            consultation_votes.cast_vote(desk, CastVote(meeting, "1", "discipline", "agree", "同意。"))
        assert refused.value.key == "E-BALLOT/chair"
        votes = {"org_dept": "agree", "handling_dept": "agree", "case_trial": "against", "industry": "agree"}
        for unit, vote in {**votes, "discipline": "abstain"}.items():
            said = "程序瑕疵仍应从轻处理" if vote == "against" else ""
            consultation_votes.cast_vote(desk, CastVote(meeting, "1", unit, vote, said))
        with pytest.raises(Refused, match="E-BALLOT"):
            consultation_votes.cast_vote(desk, CastVote(meeting, "1", "org_dept", "against", "改变主意。"))
        done = consultation_votes.conclude_consultation(desk, consultation_votes.ConcludeConsultation(meeting))
        found = done.tallies["1"]
        with desk.vault.transaction() as shelf:  # as an entry from another device might bring it
            swapped = [{"code": "1", "text": "认定为从轻", "outcome": "tolerate_mitigate"}]
            shelf.set("consultation", meeting, {"items": swapped, "seats": []})
        assert consultation_votes.show_consultation(desk, meeting).minutes["1"]["eligible"] == 5
        assert (len(voters), found.eligible, len(found.agree), found.adopted) == (5, 5, 3, False)
        with desk.vault.reading() as shelf:
            cast = [entry for entry in shelf.history("consultation", meeting) if entry.kind == "vote"]
        assert len(cast) == 5 and all(len(entry.signature) == 64 for entry in cast)
        minutes = consultation_votes.show_consultation(desk, meeting).minutes["1"]
        draft = compose("consultation_minutes", minutes, Frame(("鹿城区纪委监委",), DAY, practice=True))
        text = "".join(part.text for part in draft.body)
        assert "同意3个，不同意1个，弃权1个" in text and "程序瑕疵仍应从轻处理" in text
        assert "缺席单位的书面意见不计入表决" in text and "没有获得通过" in text
        assert any("表决" in line.kind for line in case_history(desk, "tolerance", case))


def test_the_other_procedures_use_the_same_meeting(at: At, case: str) -> None:
    with at("handling_dept") as desk:
        clearances = consultation.CallConsultation(
            "clearance", "0" * 32, (consultation.Item("1", "同意在全区范围澄清"),), SEATS[:4],
            date(2026, 3, 20), DAY, "三楼会议室",
        )  # fmt: skip
        with pytest.raises(Refused, match="E-ABSENT"):
            consultation.call_consultation(desk, clearances)
        late = replace(clearances, subject_kind="tolerance", subject=case, held_on=date(2026, 3, 24))
        with pytest.raises(Refused, match="E-INPUT"):
            consultation.call_consultation(desk, late)
        item = consultation.Item("1", "认定为免责", "tolerate_full")
        with pytest.raises(Refused, match="E-MEETING"):
            consultation.call_consultation(desk, replace(late, items=(item,), seats=SEATS))
        assert held(desk, called(desk, case, "tolerate_full"), {}).tallies["1"].adopted
