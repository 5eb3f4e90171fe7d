"""Figures of a period, counted from the records by the definitions of the rule pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import statistics as counting
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Totals:
    """The article's measures as this vault has them."""

    false_items: int
    cleared: int
    cleared_section_level: int
    cleared_party_members: int
    reappointed: int
    signing_rate: None = None
    """No procedure enters a metric yet."""


def practice_totals(desk: Desk) -> Totals:
    """All the vault holds, from the first day on."""
    period = counting.Period(date.min, date.max)
    with desk.vault.reading() as shelf:
        concluded, cleared = list(_concluded(shelf)), list(_cleared(desk, shelf))
    false = counting.false_petitions(desk.rules, concluded, period)
    persons = counting.cleared_subjects(desk.rules, cleared, period)
    again = counting.reappointed(desk.rules, (), period)
    by = persons.by
    return Totals(false.value, persons.value, by.get("section_level", 0), by.get("party_members", 0), again.value)


def _concluded(shelf: "Shelf") -> Iterator[counting.Concluded]:
    for id_, petition, finding in shelf.rows("allegation", ("id", "petition", "finding")):
        approved = _day(shelf.record("allegation", id_), "approve_finding")
        yield counting.Concluded(petition, id_, finding or "", approved)


def _cleared(desk: Desk, shelf: "Shelf") -> Iterator[counting.Cleared]:
    ranks = {term.code: term.group for term in desk.rules.terms.ranks}
    people = dict(shelf.rows("person", ("id", "rank")))
    for id_, subject in shelf.rows("clearance", ("id", "subject"), where={"state": "issued"}):
        issued = _day(shelf.record("clearance", id_), "issue_clearance")
        if issued:
            yield counting.Cleared(subject, "person", ranks[people[subject]], issued)


def _day(record: "State", step: str) -> date | None:
    """The day a step was last taken."""
    return next((moment(done.stamp).date() for done in reversed(record.steps) if done.step == step), None)
