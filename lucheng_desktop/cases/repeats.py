"""Repeat petitions: found by the accused and the matter, linked by people, never merged and always kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases.names import bare
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Matter:
    """One allegation as far as it tells whether it has been reported before."""

    petition: str
    accused: str
    discipline: str
    text: str


@dataclass(frozen=True, slots=True)
class Likely:
    """An earlier petition about the same person, and how much of the wording is the same, in percent."""

    petition: str
    likeness: int


def likely(rules: "Rulebook", own: Iterable[Matter], others: Iterable[Matter]) -> tuple[Likely, ...]:
    """Earlier petitions that may report the same of the same person, most alike first; only people decide (C10)."""
    least, mine, found = rules.parameter("repeat_likeness"), list(own), dict[str, int]()
    for other in others:
        alike = [likeness(one.text, other.text) for one in mine if _comparable(one, other)]
        if alike and max(alike) >= least:
            found[other.petition] = max(found.get(other.petition, 0), *alike)
    return tuple(Likely(petition, found[petition]) for petition in sorted(found, key=lambda one: -found[one]))


def likeness(first: str, second: str) -> int:
    """How many of the pairs of neighbouring characters two texts share, in percent of the shorter one's."""
    pairs, others = _pairs(first), _pairs(second)
    shorter = min(len(pairs), len(others))
    return 100 * len(pairs & others) // shorter if shorter else 0


def decided(rules: "Rulebook", count: int, *, repeat_of: str | None, different: str) -> None:
    """Refused while likely repeats are neither linked nor said to be something else, with the reason."""
    if count and not repeat_of and not different.strip():
        raise Refused("E-REPEAT/undecided", path="$.different", rule=rules.quote("C10"), count=count)


def linked(rules: "Rulebook", repeat_of: str | None) -> None:
    """Refused unless an officer has linked the petition to the one it repeats."""
    if not repeat_of:
        raise Refused("E-REPEAT/none", rule=rules.quote("C10"))


def may_link(rules: "Rulebook", petition: str, other: str, *, repeat_of: str | None, chain: Iterable[str]) -> None:
    """Refused for a petition that is linked already, for itself, and for one that repeats it in turn."""
    if repeat_of:
        raise Refused("E-REPEAT/linked", rule=rules.quote("C10"))
    if petition == other or petition in set(chain):
        raise Refused("E-REPEAT/circle", path="$.repeat_of", rule=rules.quote("C10"))


def _comparable(one: Matter, other: Matter) -> bool:
    return one.petition != other.petition and one.accused == other.accused


def _pairs(text: str) -> set[str]:
    plain = bare(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
