"""Counting: indicators as pure functions over plain rows, each with its unit and, for a rate, both of its parts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Period:
    """Both days counted."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Concluded:
    """An allegation and what was found of it; `approved_on` None while it is open."""

    petition: str
    allegation: str
    finding: str
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearance that took effect; `group` is the rank group of a person."""

    subject: str
    kind: str
    group: str
    on: date


@dataclass(frozen=True, slots=True)
class Assessed:
    """A person at the end of redeployment; a day is None until it comes."""

    person: str
    grade: str
    assessed_on: date | None
    reappointed_on: date | None


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with both of its parts; `percent` has two decimals, rounded half up; None over nothing."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> str | None:
        """Such as `99.05`."""
        if not self.denominator:
            return None
        share = Decimal(100 * self.numerator) / self.denominator
        return str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure; `by` splits it, `of` are the ids it was counted from."""

    code: str
    name: str
    value: int
    unit: str
    by: Mapping[str, int]
    of: tuple[str, ...]
    rate: Rate | None = None


def rate(numerator: int, denominator: int) -> Rate:
    """A rate that was reported; refused without a whole it is a part of (C07)."""
    if not 0 <= numerator <= denominator or not denominator:
        raise Refused("E-RATE")
    return Rate(numerator, denominator)


def false_petitions(rules: "Rulebook", rows: Iterable[Concluded], period: Period) -> Indicator:
    """I09: petitions whose concluded allegations are all false, by the day of the last conclusion; unit 件."""
    concluded = [row for row in rows if row.approved_on is not None]
    false = _false(rules)
    petitions = (
        petition
        for petition, found in _grouped(concluded, lambda row: row.petition).items()
        if max(row.approved_on for row in found if row.approved_on) in period
        and all(row.finding in false for row in found)
    )
    return _counted(rules, "I09", list(petitions))


def false_allegations(rules: "Rulebook", rows: Iterable[Concluded], period: Period) -> Indicator:
    """I10: allegations found false, by the day of approval, split by finding; unit 个."""
    false = _false(rules)
    found = [row for row in rows if row.finding in false and row.approved_on in period]
    return _counted(rules, "I10", [row.allegation for row in found], Counter(row.finding for row in found))


def cleared_subjects(rules: "Rulebook", rows: Iterable[Cleared], period: Period) -> Indicator:
    """I12: distinct persons cleared, split by rank group; organizations under their own key; unit 人."""
    first = {row.subject: row for row in sorted(rows, key=lambda row: row.on, reverse=True) if row.on in period}
    persons = {subject: row for subject, row in first.items() if row.kind == "person"}
    others = len(first) - len(persons)
    by = Counter(row.group for row in persons.values()) + Counter(organization=others)
    return _counted(rules, "I12", list(persons), by)


def reappointed(rules: "Rulebook", rows: Iterable[Assessed], period: Period) -> Indicator:
    """I20: distinct persons re-appointed; the rate is fair or better among final assessments of the period; unit 人."""
    kept = list(rows)
    passing = list(rules.words("final_grades"))[:-1]
    graded = [row for row in kept if row.assessed_on in period]
    passed = sum(row.grade in passing for row in graded)
    persons = sorted({row.person for row in kept if row.reappointed_on in period})
    return _counted(rules, "I20", persons, share=Rate(passed, len(graded)))


def _false(rules: "Rulebook") -> Collection[str]:
    return {term.code for term in rules.terms.findings if term.false}


def _counted(
    rules: "Rulebook", code: str, of: Collection[str], by: Mapping[str, int] | None = None, share: Rate | None = None
) -> Indicator:
    known = next(indicator for indicator in rules.indicators if indicator.code == code)
    return Indicator(code, known.name, len(of), known.unit, dict(sorted((by or {}).items())), tuple(sorted(of)), share)


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> Mapping[str, list[T]]:
    return {name: list(found) for name, found in groupby(sorted(rows, key=key), key)}
