"""Precedents: the decided cases most alike, explained code by code, without score, name, unit or number."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Assessment

_MARK = "="


@dataclass(frozen=True, slots=True)
class Decided:
    """A determined case as far as it may be shown: its pattern, its outcome and the year."""

    pattern: str
    outcome: str
    year: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decided case beside this one: the outcome, the codes in which both agree, and those in which they differ.

    `here` and `there`: what only this case, and only the other one, has.
    """

    outcome: str
    year: str
    agree: tuple[str, ...]
    here: tuple[str, ...]
    there: tuple[str, ...]


def pattern(given: "Assessment") -> str:
    """The coded answers of a case, such as `work_basis=favourable G:legality=yes D1 RC05`, in a fixed order."""
    findings = (f"{name}{_MARK}{answer.finding}" for name, answer in given.findings.items() if answer.finding)
    gates = (f"{name}{_MARK}{'yes' if met else 'no'}" for name, met in given.gates.items() if met is not None)
    vetoes = (f"veto{_MARK}{code}" for code in given.hard_exclusions or ())
    codes = (*findings, *gates, *vetoes, *(given.exclusions or ()), *given.distinctions, *given.situations)
    return " ".join(sorted(codes))


def nearest(own: str, decided: Iterable[Decided], count: int = 3) -> tuple[Precedent, ...]:
    """The `count` decided cases that differ from `own` in the fewest codes; among equals the newest first."""
    compared = [(_beside(own, one), one) for one in decided]
    newest_first = sorted(compared, key=lambda pair: pair[1].year, reverse=True)
    fewest = sorted(newest_first, key=lambda pair: (len({*pair[0].here, *pair[0].there}), -len(pair[0].agree)))
    return tuple(found for found, _ in fewest[:count])


def outcomes(found: Iterable[Precedent]) -> dict[str, int]:
    """How often each outcome stands among precedents: the line that compares the measure applied."""
    return dict(Counter(one.outcome for one in found).most_common())


def _beside(own: str, other: Decided) -> Precedent:
    mine, theirs = set(own.split()), set(other.pattern.split())
    parts = (mine & theirs, mine - theirs, theirs - mine)
    return Precedent(other.outcome, other.year, *(tuple(sorted(part)) for part in parts))
