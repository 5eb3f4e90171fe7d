"""Figures of tolerance: I16-I18."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases.statistics import Indicator, Part, Period, counted, part, shared, tally

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_REFUSED, _WITHDRAWN = "not_tolerated", "withdrawn"


class Asked(NamedTuple):
    """A tolerance case; every day is None until it comes."""

    case: str
    subject: str | None
    submitted_on: str | None
    accepted_on: str | None
    approved_on: str | None
    outcome: str | None
    rectify_due: str | None
    rectified_on: str | None


def applications(rules: "Rulebook", rows: Sequence[Asked], period: Period) -> Indicator:
    """I16: applied for; beside it accepted and determined, cases (件) and persons (人); split by outcome determined."""
    days = {"accepted": "accepted_on", "determined": "approved_on"}
    applied = [row for row in rows if period.holds(row.submitted_on)]
    reached = {name: [row for row in rows if period.holds(getattr(row, day))] for name, day in days.items()}
    made, person = counted(rules, "I16", (row.case for row in applied)), counted(rules, "I12", ()).unit
    parts: dict[str, Part] = {"applied_persons": part(person, _people(applied))}
    for name, found in reached.items():
        parts |= {name: part(made.unit, (row.case for row in found)), f"{name}_persons": part(person, _people(found))}
    outcomes = tally(row.outcome or "" for row in reached["determined"])
    return Indicator(made.code, made.name, made.value, made.unit, outcomes, made.unit, made.of, parts=parts)


def _people(rows: Iterable[Asked]) -> set[str]:
    return {row.subject for row in rows if row.subject}


def tolerated(rules: "Rulebook", rows: Iterable[Asked], period: Period) -> Indicator:
    """I17: of the determinations of the period those that tolerate, in whole or in part; withdrawing is none; %."""
    decided = [row for row in rows if period.holds(row.approved_on) and row.outcome not in (None, "", _WITHDRAWN)]
    granted = [row.case for row in decided if row.outcome != _REFUSED]
    return shared(rules, "I17", [row.case for row in decided], granted)


def rectified(rules: "Rulebook", rows: Iterable[Asked], period: Period) -> Indicator:
    """I18: of the corrections due in the period those completed by its end; unit %."""
    due = [row for row in rows if period.holds(row.rectify_due)]
    done = [row.case for row in due if period.past(row.rectified_on)]
    return shared(rules, "I18", [row.case for row in due], done)


def of_tolerance(rules: "Rulebook", rows: Sequence[Asked], period: Period) -> tuple[Indicator, ...]:
    """I16-I18."""
    return applications(rules, rows, period), tolerated(rules, rows, period), rectified(rules, rows, period)
