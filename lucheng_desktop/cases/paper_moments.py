"""When a paper of a case is drafted, by whom, and to whom it goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_COMMA = "、"


@dataclass(frozen=True, slots=True)
class Moment:
    """A kind of paper, the kind of record it goes with, the states it is drafted in, by which roles, its mark."""

    kind: str
    of: str
    states: tuple[str, ...]
    actors: tuple[str, ...]
    mark: str | None
    to: str
    """unit, person, applicant, given, or empty for a paper that goes to nobody."""
    signed_by: tuple[str, ...] = ("principal",)
    """Roles of which one signs it off."""


def moment_of(moments: Sequence[Moment], kind: str, of: str) -> Moment:
    """The moment of such a paper; refused for one that no case of that kind has."""
    found = [one for one in moments if (one.kind, one.of) == (kind, of)]
    if not found:
        known = sorted({one.kind for one in moments if one.of == of})
        raise Refused("E-PAPER/kind", path="$.kind", kind=kind, known=_COMMA.join(known) or "—")
    return found[0]


def at_its_moment(rules: "Rulebook", moment: Moment, *, state: str, roles: Collection[str]) -> None:
    """Refused in another state of the case, and for anybody who does not draft such papers."""
    if state not in moment.states:
        procedure = rules.procedure(moment.of)
        wanted = _COMMA.join(procedure.state_name(one) for one in moment.states)
        raise Refused("E-PAPER/moment", rule=rules.quote("C37"), state=procedure.state_name(state), wanted=wanted)
    if not set(moment.actors) & set(roles):
        actors = _COMMA.join(rules.term("roles", one) for one in moment.actors)
        raise Refused("E-PAPER/role", rule=rules.quote("C37"), actors=actors)


def signs(rules: "Rulebook", signed_by: Collection[str], roles: Collection[str]) -> None:
    """Refused for an officer who does not sign off this kind of paper."""
    if not set(signed_by) & set(roles):
        actors = _COMMA.join(rules.term("roles", one) for one in signed_by)
        raise Refused("E-PAPER/signer", rule=rules.quote("C38"), actors=actors)


def said_once(name: str, label: str, *, known: bool) -> None:
    """Refused for what the record says itself: two words for one fact may differ."""
    if known:
        raise Refused("E-PAPER/known", path=f"$.facts.{name}", field=label)


def addressees(moment: Moment, given: tuple[str, ...], *, unit: str, person: str, applicant: str) -> tuple[str, ...]:
    """To whom it goes: those named by the drafter, or whom the record names."""
    own = {"unit": unit, "person": person, "applicant": applicant}
    if moment.to == "given" and not given:
        raise Refused("E-INPUT/blank", path="$.to")
    if given or not moment.to:
        return given
    return (own[moment.to],)
