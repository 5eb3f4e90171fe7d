"""What a clearing needs from the city: a wider scope, a person it manages, and 诬告; its papers are never ours."""

from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.documents import shape
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_BRACKETS = str.maketrans("[]［］【】()（）", "〔〕" * 5)
"""However a number's year was bracketed when it was typed."""

_MOST_PERSONS = 999


def managed_above(rules: "Rulebook", managed_by: str) -> bool:
    """Whether the person is a higher organ's to manage."""
    return any(term.code == managed_by and term.jurisdiction == "higher" for term in rules.terms.levels)


def ground(rules: "Rulebook", *, scope: str, managed_by: str) -> str:
    """Why this goes to the city: rank or scope; refused when this office may decide it itself (F08)."""
    rules.known("scopes", scope, "scope")
    if managed_above(rules, managed_by):
        return "rank"
    if any(term.code == scope and not term.within_power for term in rules.terms.scopes):
        return "scope"
    raise Refused("E-ESCALATE/needless", path="$.scope", rule=rules.quote("F08"), scope=rules.term("scopes", scope))


def own_power(rules: "Rulebook", *, scope: str, managed_by: str, replied_scope: str) -> None:
    """Refused to decide alone what is the city's to decide, or to go further than it answered (F08)."""
    order, named = list(rules.words("scopes")), rules.term("scopes", replied_scope)
    beyond = any(term.code == scope and not term.within_power for term in rules.terms.scopes)
    if not replied_scope and (beyond or managed_above(rules, managed_by)):
        raise Refused("E-ESCALATE", path="$.scope", rule=rules.quote("F08"))
    if replied_scope and order.index(scope) > order.index(replied_scope):
        raise Refused("E-ESCALATE/wider", path="$.scope", rule=rules.quote("F08"), scope=named)


def theirs(rules: "Rulebook", reference: str, on: date, *, sent_on: date, today: date) -> str:
    """Number of the city's paper; refused when blank, of one of this office's own series, or of an impossible day."""
    said = "".join(reference.split()).translate(_BRACKETS)
    if not said:
        raise Refused("E-INPUT/blank", path="$.reference")
    if any(said.startswith(f"{series}〔") for series in own_series()):
        raise Refused("E-CITY-PAPER", path="$.reference", rule=rules.quote("F22"), reference=said)
    if not sent_on <= on <= today:
        raise Refused("E-CITY-PAPER/day", path="$.on", rule=rules.quote("F22"), first=sent_on, last=today)
    return said


def own_series() -> frozenset[str]:
    """Series that this office numbers its own papers in."""
    return frozenset(shape()["series"])


def replied(rules: "Rulebook", reference: str, own_paper: str) -> None:
    """Refused to pass on a paper of the city that is not on record, or in the place of one's own (F22)."""
    if not reference or own_paper:
        raise Refused("E-CITY-PAPER/none", rule=rules.quote("F22"))


def determined_above(rules: "Rulebook", determined_by: str) -> None:
    """Refused unless a city-level or higher organ determined 诬告陷害 (F04)."""
    rules.known("levels", determined_by, "determined_by")
    if not managed_above(rules, determined_by):
        level = rules.term("levels", determined_by)
        raise Refused("E-ACCUSATION/district", path="$.determined_by", rule=rules.quote("F04"), level=level)


def persons_named(count: int | None) -> dict[str, int]:
    """How many persons the determining paper names, where it was entered; refused when it can be no such number."""
    if count is not None and not 1 <= count <= _MOST_PERSONS:
        raise Refused("E-INPUT/range", path="$.persons")
    return {} if count is None else {"persons": count}
