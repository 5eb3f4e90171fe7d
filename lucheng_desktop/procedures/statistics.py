"""Figures of a period, counted from the columns of the records by the definitions of the rule pack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import clearance_figures, petition_figures, redeployment_figures, tolerance_figures
from lucheng_desktop.cases.statistics import ALWAYS, Indicator, Period, Rate
from lucheng_desktop.cases.suppression import marked, outward
from lucheng_desktop.procedures.desk import Desk

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

SIGNING_RATE = "signing_rate"
"""The article's metric: households that signed, of those that had to."""


@dataclass(frozen=True, slots=True)
class CountFigures:
    """All indicators of a period, both days counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures as they stood: on which day they were counted, and from which head of the ledger."""

    first: str
    last: str
    as_of: date
    ledger_head: str
    indicators: tuple[Indicator, ...]

    def as_json(self) -> dict[str, Any]:
        """The answer of `stats` in the console contract."""
        shown = {indicator.code: indicator.as_json() for indicator in self.indicators}
        period = {"from": self.first, "to": self.last}
        return {"indicators": shown, **period, "as_of": self.as_of, "ledger_head": self.ledger_head}


@dataclass(frozen=True, slots=True)
class Totals:
    """The article's measures as this vault has them."""

    false_items: int
    cleared: int
    cleared_section_level: int
    cleared_party_members: int
    reappointed: int
    signing_rate: dict[str, Any] | None


def count_figures(desk: Desk, order: CountFigures) -> Figures:
    """I01-I20 whole, for the office's own eyes; what could not leave the commission so is marked."""
    period = Period.between(order.first, order.last)
    with desk.vault.reading() as shelf:
        found = tuple(marked(desk.rules, indicator) for indicator in _indicators(desk, shelf, period))
        head = _head(desk, shelf)
    return Figures(period.first, period.last, desk.clock.today(), head, found)


def outward_figures(desk: Desk, order: CountFigures) -> Figures:
    """The same as they may leave the commission: small cells withheld, no ids (F24)."""
    counted = count_figures(desk, order)
    kept = tuple(outward(desk.rules, indicator) for indicator in counted.indicators)
    return Figures(counted.first, counted.last, counted.as_of, counted.ledger_head, kept)


def practice_totals(desk: Desk) -> Totals:
    """All the vault holds, from the first day on."""
    with desk.vault.reading() as shelf:
        found = {indicator.code: indicator for indicator in _indicators(desk, shelf, ALWAYS)}
        signed = redeployment_figures.metric(_measured(shelf), SIGNING_RATE, ALWAYS)
    by = found["I12"].by
    false, cleared, again = (int(found[code].value or 0) for code in ("I09", "I12", "I20"))
    section, party = (by.get(group) or 0 for group in ("section_level", "party_members"))
    return Totals(false, cleared, section, party, again, _told(signed))


def _told(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {"numerator": rate.numerator, "denominator": rate.denominator, "percent": rate.percent}


def _head(desk: Desk, shelf: "Shelf") -> str:
    own = shelf.heads().get(desk.vault.device)
    return own[1].hex() if own else ""


def _indicators(desk: Desk, shelf: "Shelf", period: Period) -> Iterator[Indicator]:
    rules, columns = desk.rules, ("id", "subject", "submitted_on", "accepted_on", "approved_on", "outcome")
    yield from _of_petitions(desk, shelf, period)
    yield from _of_clearances(desk, shelf, period)
    asked = _read(shelf, "tolerance", (*columns, "rectify_due", "rectified_on"), tolerance_figures.Asked)
    yield from tolerance_figures.of_tolerance(rules, asked, period)
    trained = ("id", "person", "start_on", "ended_on", "visits", "final_grade", "assessed_on", "reappointed_on")
    redeployed = _read(shelf, "redeployment", trained, redeployment_figures.Trained)
    yield from redeployment_figures.of_redeployment(rules, redeployed, period)


def _of_petitions(desk: Desk, shelf: "Shelf", period: Period) -> tuple[Indicator, ...]:
    told = ("id", "state", "received_on", "jurisdiction", "channel", "category", "naming", "real_name_verified_on")
    disposed = ("id", "disposal", "disposal_due", "disposal_approved_on", "case_filed_on")
    clues = {
        clue.petition: clue
        for day in disposed[2:]
        for clue in _read(shelf, "petition", disposed, petition_figures.Clue, {day: period})
    }
    sanctioned, confirmed = ("id", "person", "decided_on"), {"state": _CONFIRMED}
    return petition_figures.of_petitions(
        desk.rules,
        _read(shelf, "petition", (*told, "repeat_of"), petition_figures.Received, {"received_on": period}),
        list(clues.values()),
        _read(shelf, "handling", ("id", "form", "decided_on"), petition_figures.Handled),
        _read(shelf, "sanction", sanctioned, petition_figures.Sanctioned, confirmed),
        period,
    )


_CONFIRMED = ("confirmed", "restoration_recorded", "restored", "annulment_recorded")
"""States of a sanction that two officers have seen and nobody has lifted."""


def _of_clearances(desk: Desk, shelf: "Shelf", period: Period) -> tuple[Indicator, ...]:
    asked = ("id", "petition", "requested_on", "determined_on", "determined_by", "reference")
    return clearance_figures.of_clearances(
        desk.rules,
        _concluded(desk, shelf, period),
        _candidates(shelf, period),
        _cleared(desk, shelf, period),
        _read(shelf, "false_accusation", asked, clearance_figures.Accused),
        period,
    )


_FOUND = "finding_approved"


def _concluded(desk: Desk, shelf: "Shelf", period: Period) -> list[clearance_figures.Concluded]:
    """What was concluded since the period began, and what was concluded before of petitions that may be false."""
    columns, shape = ("petition", "id", "finding", "approved_on"), clearance_figures.Concluded
    since = Period(period.first, ALWAYS.last)
    recent = _read(shelf, "allegation", columns, shape, {"approved_on": since, "state": _FOUND})
    false = clearance_figures.false_findings(desk.rules)
    doubtful = {row.petition for row in recent if row.finding not in false}
    others = {row.petition for row in recent} - doubtful
    whole = _read(shelf, "allegation", columns, shape, {"petition": others, "state": _FOUND})
    return recent + [row for row in whole if row.approved_on and row.approved_on < period.first]


def _candidates(shelf: "Shelf", period: Period) -> list[clearance_figures.Candidate]:
    """Those without a decision at the end of the period; each has waited since its finding was approved."""
    columns, later = ("id", "allegation", "decided_on"), Period(period.last, ALWAYS.last)
    undecided = [row for day in (None, later) for row in _read(shelf, "clearance", columns, tuple, {"decided_on": day})]
    found = {"id": [allegation for _, allegation, _ in undecided]}
    opened = dict(shelf.rows("allegation", ("id", "approved_on"), where=found, order=""))
    return [clearance_figures.Candidate(id_, opened.get(of), decided_on) for id_, of, decided_on in undecided]


def _cleared(desk: Desk, shelf: "Shelf", period: Period) -> list[clearance_figures.Cleared]:
    """What was carried out; a clearing that proved wrong and was withdrawn counts no more."""
    groups = {term.code: term.group for term in desk.rules.terms.ranks}
    columns = ("id", "subject", "implemented_on", "implement_due", "forms", "scope", "state")
    held = _read(shelf, "clearance", columns, tuple, {"implemented_on": period})
    ranks = dict(shelf.rows("person", ("id", "rank"), where={"id": [row[1] for row in held]}, order=""))
    return [
        clearance_figures.Cleared(
            id_, subject, groups.get(ranks.get(subject, ""), ""), on, due, tuple((forms or "").split()), scope or ""
        )
        for id_, subject, on, due, forms, scope, state in held
        if state != "withdrawn"
    ]


def _measured(shelf: "Shelf") -> list[redeployment_figures.Measured]:
    columns = ("metric", "metric_numerator", "metric_denominator", "metric_on")
    return _read(shelf, "redeployment", columns, redeployment_figures.Measured)


def _read(
    shelf: "Shelf", kind: str, columns: tuple[str, ...], shape: Any, where: Mapping[str, Any] | None = None
) -> list[Any]:
    """Rows of a kind that are not void, in a shape, in no order."""
    found = shelf.rows(kind, columns, where={**(where or {}), "voided": 0}, order="")
    return list(map(partial(tuple.__new__, shape), found))
