"""The joint meeting: quorum, recusal above and below the line, votes counted once, opinions of the absent never."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lucheng_desktop.cases import consultation as rules
from lucheng_desktop.cases.consultation import Ballot, Seat
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES = load()
UNITS = [term.code for term in RULES.terms.meeting_units]
VOTING = [term.code for term in RULES.terms.meeting_units if term.votes]
VOTES = list(RULES.words("ballots"))
SEATS = tuple(Seat(unit, f"代表{index}") for index, unit in enumerate(UNITS))
SOME = st.sets(st.sampled_from(VOTING))
BALLOT = st.builds(Ballot, st.sampled_from("12"), st.sampled_from(UNITS), st.sampled_from(VOTES))
BALLOTS = st.lists(BALLOT, max_size=30)


@given(BALLOTS, SOME, st.randoms())
def test_a_tally_counts_each_entitled_unit_once_in_any_order_and_nobody_else(ballots, voters, random) -> None:
    found = rules.tally(RULES, "1", ballots, sorted(voters))
    again = random.sample(ballots, len(ballots)) + ballots
    assert rules.tally(RULES, "1", again, sorted(voters)) == found
    sides = [*found.agree, *found.against, *found.abstain, *found.missing, *found.contested]
    assert sorted(sides) == sorted(voters) and found.eligible == len(voters)
    strangers = [one for one in ballots if one.unit in voters and one.item == "1"]
    assert rules.tally(RULES, "1", strangers, sorted(voters)) == found


@given(BALLOTS, SOME)
def test_an_item_is_adopted_exactly_by_two_thirds_of_the_eligible_present_with_all_votes_in(ballots, voters) -> None:
    found = rules.tally(RULES, "1", ballots, sorted(voters))
    whole = bool(voters) and not found.missing and not found.contested
    assert found.adopted == (whole and Fraction(len(found.agree), len(voters)) >= Fraction(2, 3))


@given(st.dictionaries(st.sampled_from(VOTING), st.sampled_from(VOTES), min_size=1), st.data())
def test_a_recused_unit_counts_neither_above_nor_below_the_line(votes, data) -> None:
    recused = data.draw(st.sets(st.sampled_from(sorted(votes)), max_size=len(votes) - 1))
    ballots = [Ballot("1", unit, vote) for unit, vote in votes.items()]
    voters = [unit for unit in votes if unit not in recused]
    agree = sum(votes[unit] == "agree" for unit in voters)
    assert rules.tally(RULES, "1", ballots, voters).adopted == (3 * agree >= 2 * len(voters))


@given(SOME, st.sets(st.sampled_from(UNITS)))
def test_a_meeting_is_quorate_exactly_by_the_rule(recused: set[str], present: set[str]) -> None:
    eligible = [unit for unit in VOTING if unit not in recused]
    there = [unit for unit in eligible if unit in present]
    wanted = {"discipline", "org_dept", "case_trial"}
    lawful = len(eligible) >= 3 and wanted <= {*there} and 3 * len(there) >= 2 * len(eligible)
    try:
        rules.quorate(RULES, SEATS, recused, sorted(present))
        assert lawful
    except Refused as refused:
        assert not lawful
        assert "C21" in refused.rule and refused.next
        assert (refused.key == "E-QUORUM/escalate") == (len(eligible) < 3)


@given(SOME)
def test_nothing_is_handed_up_that_the_meeting_can_decide(recused: set[str]) -> None:
    assume(len(set(VOTING) - recused) >= 3)
    with pytest.raises(Refused, match="E-MEETING"):
        rules.escalated_only_when_too_few(RULES, SEATS, recused)


def test_materials_go_out_three_working_days_before_the_meeting() -> None:
    rules.materials_in_time(RULES, date(2026, 3, 2), date(2026, 3, 5))
    with pytest.raises(Refused) as refused:
        rules.materials_in_time(RULES, date(2026, 3, 6), date(2026, 3, 10))
    assert "2026-03-11" in refused.value.message
    with pytest.raises(Refused) as refused:  # the National Day holidays lie between
        rules.materials_in_time(RULES, date(2025, 9, 30), date(2025, 10, 9))
    assert refused.value.path == "$.held_on"


def test_who_must_be_asked_is_asked_once_and_by_name() -> None:
    rules.well_composed(RULES, "tolerance", SEATS)
    for faulty, key in (
        (SEATS[1:], "E-MEETING/members"),
        ((*SEATS, SEATS[0]), "E-MEETING/twice"),
        ((replace(SEATS[0], holder=" "), *SEATS[1:]), "E-INPUT/blank"),
        ((*SEATS, Seat("press", "记者")), "E-INPUT"),
    ):
        with pytest.raises(Refused) as refused:
            rules.well_composed(RULES, "tolerance", faulty)
        assert refused.value.key == key


CAST = (Ballot("1", "org_dept", "agree"), Ballot("1", "case_trial", "against", "程序瑕疵不宜免责。"))
VOTERS = ("discipline", "org_dept", "case_trial", "justice")


@pytest.mark.parametrize(
    ("ballot", "key"),
    [
        (Ballot("1", "org_dept", "agree"), "E-BALLOT/twice"),
        (Ballot("1", "audit", "agree"), "E-BALLOT/not_entitled"),
        (Ballot("1", "expert", "agree"), "E-BALLOT/not_entitled"),
        (Ballot("1", "discipline", "agree"), "E-BALLOT/chair"),
        (Ballot("1", "justice", "against", " "), "E-BALLOT/dissent"),
        (Ballot("1", "justice", "maybe"), "E-INPUT"),
    ],
)
def test_no_vote_is_cast_twice_for_others_before_the_chair_or_in_silent_dissent(ballot: Ballot, key: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.may_cast(RULES, ballot, CAST, VOTERS)
    assert refused.value.key == key


def test_the_chair_votes_when_all_others_have() -> None:
    rules.may_cast(RULES, Ballot("1", "justice", "abstain"), CAST, VOTERS)
    rules.may_cast(RULES, Ballot("1", "discipline", "agree"), (*CAST, Ballot("1", "justice", "abstain")), VOTERS)


def test_a_vote_that_contradicts_itself_is_counted_for_neither_side() -> None:
    found = rules.tally(RULES, "1", (*CAST, Ballot("1", "org_dept", "against")), VOTERS)
    assert found.contested == ("org_dept",) and not found.adopted
    with pytest.raises(Refused, match="E-BALLOT"):
        rules.counted(RULES, {"1": found})
