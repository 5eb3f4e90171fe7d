"""Figures of findings and of clearing names: I09-I15."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.cases.statistics import Indicator, Period, counted, part, shared

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_MUNICIPAL = "municipal"
AGES = ("within_5_working_days", "within_30_days", "over_30_days")
_WORKING_DAYS, _DAYS = 5, 30


class Concluded(NamedTuple):
    """An allegation and what was found of it; `approved_on` None while it is open."""

    petition: str
    allegation: str
    finding: str
    approved_on: str | None


class Candidate(NamedTuple):
    """A false allegation that must be decided upon: cleared, or lawfully not."""

    clearance: str
    opened_on: str | None
    decided_on: str | None


class Cleared(NamedTuple):
    """A clearance; `group` is the rank group of a person and empty for an organization; `forms` are codes."""

    clearance: str
    subject: str
    group: str
    on: str | None
    due: str | None = None
    forms: tuple[str, ...] = ()
    scope: str = ""


class Accused(NamedTuple):
    """A request that the city determine a false accusation, and its answer."""

    request: str
    petition: str
    requested_on: str | None
    determined_on: str | None
    determined_by: str | None
    reference: str | None


def false_petitions(rules: "Rulebook", rows: Iterable[Concluded], period: Period) -> Indicator:
    """I09: petitions whose concluded allegations are all false, by the day of the last conclusion; unit 件."""
    false = false_findings(rules)
    last: dict[str, str] = {}
    kept: dict[str, bool] = defaultdict(lambda: True)
    for row in rows:
        if row.approved_on is not None:
            last[row.petition] = max(last.get(row.petition, ""), row.approved_on)
            kept[row.petition] &= row.finding in false
    return counted(rules, "I09", (petition for petition, day in last.items() if kept[petition] and period.holds(day)))


def false_allegations(rules: "Rulebook", rows: Iterable[Concluded], period: Period) -> Indicator:
    """I10: allegations found false, by the day of approval, split by finding; unit 个."""
    false = false_findings(rules)
    found = [row for row in rows if row.finding in false and period.holds(row.approved_on)]
    return counted(rules, "I10", (row.allegation for row in found), (row.finding for row in found))


def false_findings(rules: "Rulebook") -> Collection[str]:
    """The findings by which a report counts as false."""
    return {term.code for term in rules.terms.findings if term.false}


def backlog(rules: "Rulebook", rows: Iterable[Candidate], period: Period) -> Indicator:
    """I11: candidates without a decision at the end of the period, split by age; unit 个."""
    waiting = [row for row in rows if period.past(row.opened_on) and not period.past(row.decided_on)]
    ages = (_age(row.opened_on or "", period.last) for row in waiting)
    return counted(rules, "I11", (row.clearance for row in waiting), ages)


@cache
def _age(opened: str, end: str) -> str:
    since, until = date.fromisoformat(opened), date.fromisoformat(end)
    if (until - since).days <= _WORKING_DAYS or until <= working_days_after(since, _WORKING_DAYS).on:
        return AGES[0]
    return AGES[1] if (until - since).days <= _DAYS else AGES[2]


def cleared_subjects(rules: "Rulebook", rows: Iterable[Cleared], period: Period) -> Indicator:
    """I12: distinct persons cleared (人), split by the rank group last known; organizations beside them (个)."""
    held = sorted((row for row in rows if period.holds(row.on)), key=lambda row: (row.on, row.group))
    groups = {row.subject: row.group for row in held}
    persons = {subject: group for subject, group in groups.items() if group}
    unit = counted(rules, "I10", ()).unit
    organizations = part(unit, groups.keys() - persons.keys())
    return counted(rules, "I12", persons, persons.values(), parts={"organizations": organizations})


def clearance_forms(rules: "Rulebook", rows: Iterable[Cleared], period: Period) -> Indicator:
    """I13: forms of the clearances carried out, each counted, the written form by itself; beside them scopes; 次."""
    held = [row for row in rows if period.holds(row.on)]
    used = [(row.clearance, form) for row in held for form in dict.fromkeys(row.forms)]
    scopes: dict[str, list[str]] = defaultdict(list)
    for row in held:
        scopes[row.scope].append(row.clearance)
    made = counted(rules, "I13", (clearance for clearance, _ in used), (form for _, form in used))
    parts = {f"scope_{scope}": part(made.unit, ids) for scope, ids in sorted(scopes.items())}
    return counted(rules, "I13", made.of, (form for _, form in used), parts=parts)


def cleared_on_time(rules: "Rulebook", rows: Iterable[Cleared], period: Period) -> Indicator:
    """I14: of the clearances carried out in the period those within their limit; unit %."""
    held = [row for row in rows if period.holds(row.on)]
    timely = [row.clearance for row in held if row.on and row.due and row.on <= row.due]
    return shared(rules, "I14", [row.clearance for row in held], timely)


def false_accusations(rules: "Rulebook", rows: Sequence[Accused], period: Period) -> Indicator:
    """I15: petitions the city determined to be false accusations, by reference; the office's requests beside them."""
    determined = {
        row.petition for row in rows
        if period.holds(row.determined_on) and row.reference and row.determined_by == _MUNICIPAL
    }  # fmt: skip
    asked = {row.petition for row in rows if period.holds(row.requested_on)}
    made = counted(rules, "I15", determined)
    return counted(rules, "I15", made.of, parts={"requested": part(made.unit, asked)})


def of_clearances(
    rules: "Rulebook", concluded: Sequence[Concluded], candidates: Sequence[Candidate], cleared: Sequence[Cleared],
    accused: Sequence[Accused], period: Period,
) -> tuple[Indicator, ...]:  # fmt: skip
    """I09-I15."""
    return (
        false_petitions(rules, concluded, period),
        false_allegations(rules, concluded, period),
        backlog(rules, candidates, period),
        cleared_subjects(rules, cleared, period),
        clearance_forms(rules, cleared, period),
        cleared_on_time(rules, cleared, period),
        false_accusations(rules, accused, period),
    )
