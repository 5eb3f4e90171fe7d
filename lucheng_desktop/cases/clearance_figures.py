"""Figures of findings and of clearing names: I09-I15."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.cases.questions import (
    Books,
    Question,
    ahead,
    at_most,
    differs,
    either,
    empty,
    equals,
    filled,
    none_of,
    passed,
    within,
)  # fmt: skip
from lucheng_desktop.cases.statistics import Indicator, Part, counted, part, shared, unit_of

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

AGES = ("within_5_working_days", "within_30_days", "over_30_days")
_WORKING_DAYS, _DAYS = 5, 30
_CONCLUDED = equals("state", "finding_approved")

OPENED = "allegation.allegation.approved_on"
"""The day on which the finding that made a candidate was approved."""
BACKLOG = Question("clearance", (passed(OPENED), ahead("decided_on")), OPENED)

_CARRIED_OUT = (within("implemented_on"), differs("state", "withdrawn"))
"""What proved wrong and was withdrawn counts no more."""
CLEARED = Question("clearance", _CARRIED_OUT, "subject.person.rank", ("subject",))
FORMS = Question("clearance", _CARRIED_OUT, "forms")
SCOPES = Question("clearance", _CARRIED_OUT, "scope")
HELD = Question("clearance", _CARRIED_OUT)
HELD_IN_TIME = Question("clearance", (*_CARRIED_OUT, at_most("implemented_on", "implement_due")))

REQUESTED = Question("false_accusation", (within("requested_on"),), of=("petition",))


def false_findings(rules: "Rulebook") -> Collection[str]:
    """The findings by which a report counts as false."""
    return {term.code for term in rules.terms.findings if term.false}


def false_petitions(rules: "Rulebook", books: Books) -> Indicator:
    """I09: petitions whose concluded allegations are all false, by the day of the last conclusion; unit 件."""
    false = false_findings(rules)
    found = (_CONCLUDED, equals("finding", *false), within("approved_on"))
    other = (_CONCLUDED, filled("approved_on"), either(differs("finding", *false), ahead("approved_on")))
    asked = Question("allegation", (*found, none_of("allegation", "petition", "petition", *other)), of=("petition",))
    return counted(rules, "I09", books.count(asked))


def false_allegations(rules: "Rulebook", books: Books) -> Indicator:
    """I10: allegations found false, by the day of approval, split by finding; unit 个."""
    found = (_CONCLUDED, equals("finding", *false_findings(rules)), within("approved_on"))
    return counted(rules, "I10", books.count(Question("allegation", found, "finding")), split=True)


def backlog(rules: "Rulebook", books: Books) -> Indicator:
    """I11: candidates without a decision at the end of the period, split by age; unit 个."""
    waiting = books.count(BACKLOG)
    ages = {opened: (_age(opened, books.last),) for opened in waiting.counts}
    return counted(rules, "I11", waiting.named(ages), split=True)


@cache
def _age(opened: str, end: str) -> str:
    since, until = date.fromisoformat(opened), date.fromisoformat(end)
    if (until - since).days <= _WORKING_DAYS or until <= working_days_after(since, _WORKING_DAYS).on:
        return AGES[0]
    return AGES[1] if (until - since).days <= _DAYS else AGES[2]


def cleared_subjects(rules: "Rulebook", books: Books) -> Indicator:
    """I12: distinct persons cleared (人), split by the group of the rank last known; organizations beside them (个)."""
    groups = {term.code: (term.group,) for term in rules.terms.ranks}
    found = books.count(CLEARED)
    grouped = found.named({rank: groups.get(rank, ("",)) for rank in found.counts})
    organizations = part(unit_of(rules, "I10"), grouped.among(("",)))
    persons = grouped.among(grouped.counts.keys() - {""})
    return counted(rules, "I12", persons, split=True, parts={"organizations": organizations})


def clearance_forms(rules: "Rulebook", books: Books) -> Indicator:
    """I13: forms of the clearances carried out, each counted, the written form by itself; beside them scopes; 次."""
    used, scopes = books.count(FORMS), books.count(SCOPES)
    unit = unit_of(rules, "I13")
    parts = {f"scope_{scope}": part(unit, scopes.among((scope,))) for scope in sorted(scopes.counts)}
    return counted(rules, "I13", used.named({forms: forms.split() for forms in used.counts}), split=True, parts=parts)


def cleared_on_time(rules: "Rulebook", books: Books) -> Indicator:
    """I14: of the clearances carried out in the period those within their limit; unit %."""
    return shared(rules, "I14", books.count(HELD), books.count(HELD_IN_TIME))


def false_accusations(rules: "Rulebook", books: Books) -> Indicator:
    """I15: petitions that the city or an organ above it determined to be false accusations, by reference; unit 件.

    Beside them the persons (人), as many as each determining paper names: who reported stays sealed and uncompared.
    Petitions of which the paper's number of persons was not entered, and the office's own requests, stand apart (件).
    """
    above = {term.code for term in rules.terms.levels if term.jurisdiction == "higher"}
    where = (within("determined_on"), equals("determined_by", *above), filled("reference"))
    named = books.count(Question("false_accusation", (*where, filled("persons")), "persons", ("reference", "persons")))
    untold = books.count(Question("false_accusation", (*where, empty("persons")), of=("petition",)))
    case, person = unit_of(rules, "I15"), unit_of(rules, "I12")
    persons = Part(sum(int(count) * papers for count, papers in named.counts.items()), person)
    parts = {"persons": persons, "requested": part(case, books.count(REQUESTED))}
    parts |= {"persons_untold": part(case, untold)} if untold.count else {}
    return counted(rules, "I15", books.count(Question("false_accusation", where, of=("petition",))), parts=parts)


OF_CLEARANCES = (
    false_petitions, false_allegations, backlog, cleared_subjects, clearance_forms, cleared_on_time, false_accusations
)  # fmt: skip
"""I09-I15."""
