"""No step succeeds in the wrong state, for the wrong role or for the same person; every state leads to an end."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from lucheng_desktop.cases.rulebook import FIRST_STATE, Procedure, Transition, load
from lucheng_desktop.cases.states import check_step, lawful_steps, offers
from lucheng_desktop.refusal import Refused

RULES = load()
PROCEDURES = [procedure.code for procedure in RULES.procedures]
ROLES = [role.code for role in RULES.terms.roles if role.local]
OFFICERS = {f"{index:032x}": role for index, role in enumerate(ROLES)}
EVERYTHING = st.sets(st.sampled_from(ROLES))
PEOPLE = st.sampled_from(["甲" * 16, "乙" * 16, "丙" * 16])


def _cases(procedure: Procedure) -> st.SearchStrategy[tuple[Procedure, Transition, str]]:
    states = [FIRST_STATE, *(state.code for state in procedure.states)]
    return st.tuples(st.just(procedure), st.sampled_from(procedure.transitions), st.sampled_from(states))


@given(st.sampled_from(RULES.procedures).flatmap(_cases), PEOPLE, EVERYTHING, st.data())
def test_a_step_is_allowed_exactly_when_state_role_and_person_allow_it(
    case: tuple[Procedure, Transition, str], officer: str, roles: set[str], data: st.DataObject
) -> None:
    procedure, move, state = case
    doers = data.draw(st.dictionaries(st.sampled_from([one.code for one in procedure.transitions]), PEOPLE))
    others = [doers.get(step) for step in move.differ]
    lawful = state in move.from_ and bool(roles & set(move.actors)) and officer not in others
    facts = {"state": state, "officer": officer, "roles": roles, "doers": doers}
    try:
        assert check_step(RULES, procedure.code, move.code, **facts) is move
        allowed = True
    except Refused as refused:
        allowed = False
        assert refused.rule and refused.next
    assert allowed == lawful == (move in lawful_steps(RULES, procedure.code, **facts))


class Walk(RuleBasedStateMachine):
    """Officers at random, with one role or several, try steps at random on one record."""

    procedure: Procedure
    state: str
    doers: dict[str, str]

    @initialize(code=st.sampled_from(PROCEDURES))
    def begin(self, code: str) -> None:
        self.procedure = RULES.procedure(code)
        self.state = FIRST_STATE
        self.doers = {}

    @rule(officer=PEOPLE, roles=EVERYTHING, pick=st.integers(0, 50))
    def attempt(self, officer: str, roles: set[str], pick: int) -> None:
        move = self.procedure.transitions[pick % len(self.procedure.transitions)]
        try:
            check_step(
                RULES, self.procedure.code, move.code,
                state=self.state, officer=officer, roles=roles, doers=self.doers,
            )
        except Refused:
            return
        assert self.state in move.from_
        assert roles & set(move.actors)
        assert not [step for step in move.differ if self.doers.get(step) == officer]
        self.state, self.doers[move.code] = move.to, officer

    @invariant()
    def an_end_can_be_reached_by_one_officer_per_role(self) -> None:
        doers = dict.fromkeys(self.doers, "x" * 32)
        assert _reaches_an_end(self.procedure, self.state, doers)


def _reaches_an_end(procedure: Procedure, state: str, doers: dict[str, str]) -> bool:
    ends = {one.code for one in procedure.states if one.end}
    seen, open_ = {state}, [(state, doers)]
    while open_:
        state, doers = open_.pop()
        if state in ends:
            return True
        for officer, role in OFFICERS.items():
            moves = lawful_steps(RULES, procedure.code, state=state, officer=officer, roles=[role], doers=doers)
            fresh = [move for move in moves if move.to not in seen]
            seen.update(move.to for move in fresh)
            open_ += [(move.to, {**doers, move.code: officer}) for move in fresh]
    return False


TestWalk = Walk.TestCase
TestWalk.settings = settings(settings.default, max_examples=40)


@pytest.mark.parametrize("code", PROCEDURES)
def test_from_every_state_one_officer_per_role_can_reach_an_end(code: str) -> None:
    procedure = RULES.procedure(code)
    for state in (FIRST_STATE, *(one.code for one in procedure.states)):
        assert _reaches_an_end(procedure, state, {}), state


def test_the_main_path_of_a_clearance_is_the_agreed_one() -> None:
    path = ["", "candidate", "consent_sought", "consented", "proposed", "supervision_reviewed"]
    path += ["reviewed", "secrecy_reviewed", "approved", "issued"]
    arrows = {(before, move.to) for move in RULES.procedure("clearance").transitions for before in move.from_}
    assert set(pairwise(path)) <= arrows


def _refused(
    procedure: str, step: str, *, state: str, roles: list[str], doers: dict[str, str] | None = None
) -> Refused:
    with pytest.raises(Refused) as refused:
        check_step(RULES, procedure, step, state=state, officer="甲" * 16, roles=roles, doers=doers or {})
    return refused.value


def test_an_approver_does_not_approve_an_own_draft() -> None:
    """Scenario 13."""
    refused = _refused(
        "allegation", "approve_finding", state="finding_drafted", roles=["handling_dept", "principal"],
        doers={"draft_finding": "甲" * 16},
    )
    assert refused.code == "E-SAME-PERSON"
    assert "起草结论" in refused.message
    assert "F18" in refused.rule
    assert "主要负责人、分管领导" in refused.next


def test_the_wrong_room_is_told_whose_step_it_is() -> None:
    refused = _refused("clearance", "approve_clearance", state="secrecy_reviewed", roles=["handling_dept"])
    assert (refused.code, refused.next) == ("E-ROLE", "请主要负责人办理。")
    assert "第四十五条" in refused.rule


def test_the_wrong_time_is_told_what_comes_first() -> None:
    refused = _refused("clearance", "approve_clearance", state="consented", roles=["principal"])
    assert refused.code == "E-STATE"
    assert "提请澄清（承办部门）" in refused.next


@pytest.mark.parametrize(("state", "key"), [("withdrawn", "E-STATE/ended"), ("", "E-STATE/new")])
def test_before_the_first_and_after_the_last_state_the_words_fit(state: str, key: str) -> None:
    refused = _refused("clearance", "propose_clearance", state=state, roles=["handling_dept"])
    assert refused.key == key
    assert "“”" not in refused.message + refused.next


def test_an_unknown_step_is_refused() -> None:
    assert _refused("petition", "shred_petition", state="received", roles=ROLES).code == "E-STEP"


@pytest.mark.parametrize("later", ["sign_off_document", "number_document", "seal_document"])
def test_whoever_drafted_a_paper_neither_signs_numbers_nor_seals_it(later: str) -> None:
    move = RULES.procedure("document").transition(later)
    assert move
    refused = _refused("document", later, state=move.from_[0], roles=ROLES, doers={"draft_document": "甲" * 16})
    assert refused.code == "E-SAME-PERSON"


def test_every_step_from_a_state_is_offered_with_its_reason() -> None:
    found = offers(RULES, "allegation", state="finding_drafted", officer="甲", roles=["handling_dept"], doers={})
    assert [(one.transition.code, one.refused and one.refused.code) for one in found] == [
        ("approve_finding", "E-ROLE"), ("return_finding", "E-ROLE"),
    ]
