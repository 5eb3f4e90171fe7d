"""Every procedure of every pack: no step for a wrong actor, no state that its officers cannot lead to an end."""

from collections.abc import Iterator

import pytest
from _pytest.mark import ParameterSet

from lucheng_desktop.cases.rulebook import FIRST_STATE, Procedure, Rulebook, Transition, load, packs
from lucheng_desktop.cases.states import check_step
from lucheng_desktop.refusal import Refused


def _machines() -> Iterator[ParameterSet]:
    """Each version of a procedure once: what a pack inherits unchanged was tried in the pack below."""
    known: list[Procedure] = []
    for rules in (load(head.id) for head in packs()):
        fresh = [procedure for procedure in rules.procedures if procedure not in known]
        known += fresh
        yield from (pytest.param(rules, one, id=f"{rules.pack.id}-{one.code}") for one in fresh)


MACHINES = tuple(_machines())


def _taken(rules: Rulebook, code: str, move: Transition, state: str, role: str, doers: dict[str, str]) -> bool:
    try:
        check_step(rules, code, move.code, state=state, officer=role, roles=[role], doers=doers)
    except Refused as refused:
        assert refused.rule and refused.next
        return False
    return True


@pytest.mark.parametrize(("rules", "procedure"), MACHINES)
def test_no_step_is_taken_by_a_wrong_actor_or_at_a_wrong_time(rules: Rulebook, procedure: Procedure) -> None:
    for move in procedure.transitions:
        for state in (FIRST_STATE, *(one.code for one in procedure.states)):
            for role in (term.code for term in rules.terms.roles):
                lawful = state in move.from_ and role in move.actors
                assert _taken(rules, procedure.code, move, state, role, {}) == lawful
                doers = dict.fromkeys(move.differ, role)
                assert _taken(rules, procedure.code, move, state, role, doers) == (lawful and not move.differ)


@pytest.mark.parametrize(("rules", "procedure"), MACHINES)
def test_from_every_state_its_officers_reach_an_end(rules: Rulebook, procedure: Procedure) -> None:
    """Each role is one officer, who did every earlier step that was theirs to do."""
    ends = {state.code for state in procedure.states if state.end}
    roles = [term.code for term in rules.terms.roles]
    for start in (FIRST_STATE, *(one.code for one in procedure.states)):
        seen, ahead = {start}, [start]
        while ahead and not seen & ends:
            state = ahead.pop()
            for move in procedure.transitions:
                for role in roles:
                    doers = {done.code: done.actors[0] for done in procedure.transitions}
                    if move.to and move.to not in seen and _taken(rules, procedure.code, move, state, role, doers):
                        seen.add(move.to)
                        ahead.append(move.to)
        assert seen & ends, start
