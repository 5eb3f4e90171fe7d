"""Figures of redeployment: I19, I20, and the metrics that come with both of their parts."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases.statistics import Indicator, Part, Period, Rate, counted

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook


class Trained(NamedTuple):
    """A redeployment; a day is None until it comes, `visits` are those completed so far."""

    redeployment: str
    person: str
    start_on: str | None
    ended_on: str | None
    visits: int | None
    grade: str | None
    assessed_on: str | None
    reappointed_on: str | None


class Measured(NamedTuple):
    """A metric of one person's work with numerator, denominator and day."""

    metric: str | None
    numerator: int | None
    denominator: int | None
    on: str | None


def in_training(rules: "Rulebook", rows: Iterable[Trained], period: Period) -> Indicator:
    """I19: persons whose redeployment is open at the end of the period (人), and the visits made to them (人次)."""
    found = [row for row in rows if period.past(row.start_on) and not period.past(row.ended_on)]
    visits = Part(sum(row.visits or 0 for row in found), counted(rules, "I08", ()).unit)
    return counted(rules, "I19", {row.person for row in found}, parts={"visits": visits})


def reappointed(rules: "Rulebook", rows: Sequence[Trained], period: Period) -> Indicator:
    """I20: distinct persons re-appointed (人); the rate is fair or better among final assessments of the period."""
    passing = list(rules.words("final_grades"))[:-1]
    graded = [row for row in rows if period.holds(row.assessed_on)]
    passed = [row.redeployment for row in graded if row.grade in passing]
    persons = {row.person for row in rows if period.holds(row.reappointed_on)}
    return counted(rules, "I20", persons, rate=Rate(len(passed), len(graded)), reached=tuple(sorted(passed)))


def metric(rows: Iterable[Measured], name: str, period: Period) -> Rate | None:
    """What was measured under one name in the period, all persons together; None where nothing was."""
    found = [row for row in rows if row.metric == name and row.denominator and period.holds(row.on)]
    if not found:
        return None
    return Rate(sum(row.numerator or 0 for row in found), sum(row.denominator or 0 for row in found))


def of_redeployment(rules: "Rulebook", rows: Sequence[Trained], period: Period) -> tuple[Indicator, ...]:
    """I19 and I20."""
    return in_training(rules, rows, period), reappointed(rules, rows, period)
