"""Who may take which step now: state, role, separation of duties; every no names its rule and the way on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Procedure, Rulebook, Transition

_COMMA = "、"


@dataclass(frozen=True, slots=True)
class Offer:
    """A step from the present state, and why this officer may not take it; `refused` None: it is open."""

    transition: "Transition"
    refused: Refused | None


def check_step(
    rules: "Rulebook",
    procedure: str,
    step: str,
    *,
    state: str,
    officer: str,
    roles: Collection[str],
    doers: Mapping[str, str],
) -> "Transition":
    """The step if `officer` may take it in `state`; refused E-STEP, E-STATE, E-ROLE or E-SAME-PERSON.

    `doers`: step name -> id of the officer who took it last, of this record and of those that belong to it.
    """
    known = rules.procedure(procedure)
    move = known.transition(step)
    if move is None:
        raise Refused("E-STEP", step=step, procedure=known.title)
    refused = _refusal(rules, known, move, state=state, officer=officer, roles=roles, doers=doers)
    if refused:
        raise refused
    return move


def check_turn(rules: "Rulebook", procedure: str, move: "Transition", last: str) -> None:
    """Refused E-STATE unless `move` may come at any time of its state, or directly after the step `last`."""
    if move.after and last not in move.after:
        titles = (one.title for one in rules.procedure(procedure).transitions if one.code in move.after)
        raise Refused("E-STATE/after", rule=rules.cite(move), title=move.title, wanted=_COMMA.join(titles))


def offers(
    rules: "Rulebook", procedure: str, *, state: str, officer: str, roles: Collection[str], doers: Mapping[str, str]
) -> tuple[Offer, ...]:
    """Every step that leads on from `state`, in the pack's order, open or with its reason."""
    known = rules.procedure(procedure)
    return tuple(
        Offer(move, _refusal(rules, known, move, state=state, officer=officer, roles=roles, doers=doers))
        for move in _onward(known, state)
    )


def lawful_steps(
    rules: "Rulebook", procedure: str, *, state: str, officer: str, roles: Collection[str], doers: Mapping[str, str]
) -> "tuple[Transition, ...]":
    """The steps that `officer` may take now, in the pack's order."""
    found = offers(rules, procedure, state=state, officer=officer, roles=roles, doers=doers)
    return tuple(offer.transition for offer in found if offer.refused is None)


def _refusal(
    rules: "Rulebook",
    procedure: "Procedure",
    move: "Transition",
    *,
    state: str,
    officer: str,
    roles: Collection[str],
    doers: Mapping[str, str],
) -> Refused | None:
    if state not in move.from_:
        return _wrong_state(rules, procedure, move, state)
    if not set(move.actors) & set(roles):
        return Refused("E-ROLE", rule=rules.cite(move), title=move.title, actors=_roles(rules, move.actors))
    done = [step for step in move.differ if doers.get(step) == officer]
    if done:
        return _same_person(rules, procedure, move, done)
    return None


def _wrong_state(rules: "Rulebook", procedure: "Procedure", move: "Transition", state: str) -> Refused:
    onward = [one for one in _onward(procedure, state) if not one.automatic]
    facts = {
        "title": move.title,
        "wanted": _COMMA.join(procedure.state_name(before) for before in move.from_ if before),
        "state": procedure.state_name(state),
        "onward": _COMMA.join(f"{one.title}（{_roles(rules, one.actors)}）" for one in onward),
    }
    key = "E-STATE/new" if not state else "E-STATE" if onward else "E-STATE/ended"
    return Refused(key, rule=rules.cite(move), **facts)


def _same_person(rules: "Rulebook", procedure: "Procedure", move: "Transition", done: list[str]) -> Refused:
    titles = (procedure.transition(step) for step in done)
    facts = {
        "title": move.title,
        "done": _COMMA.join(one.title for one in titles if one),
        "actors": _roles(rules, move.actors),
    }
    return Refused("E-SAME-PERSON", rule=f"{rules.quote('F18')}；{move.title}：{rules.cite(move)}", **facts)


def _onward(procedure: "Procedure", state: str) -> "list[Transition]":
    return [move for move in procedure.transitions if state in move.from_]


def _roles(rules: "Rulebook", codes: Collection[str]) -> str:
    return _COMMA.join(rules.term("roles", code) for code in codes)
