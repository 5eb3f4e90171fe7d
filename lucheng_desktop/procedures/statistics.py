"""Figures of a period, counted from the columns of the records by the definitions of the rule pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from lucheng_desktop.cases import clearance_figures, petition_figures, redeployment_figures, tolerance_figures
from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.cases.statistics import ALWAYS, Indicator, Period, Rate
from lucheng_desktop.cases.suppression import marked, outward
from lucheng_desktop.procedures.desk import Desk

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

T = TypeVar("T")
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
    sanctioned = ("id", "person", "decided_on", "state")
    disposed = ("id", "disposal", "disposal_due", "disposal_approved_on", "case_filed_on")
    return petition_figures.of_petitions(
        desk.rules,
        _read(shelf, "petition", (*told, "repeat_of"), petition_figures.Received),
        _read(shelf, "petition", disposed, petition_figures.Clue),
        _read(shelf, "handling", ("id", "form", "decided_on"), petition_figures.Handled),
        [petition_figures.Sanctioned(*row[:3]) for row in _read(shelf, "sanction", sanctioned) if row[3] in _CONFIRMED],
        period,
    )


_CONFIRMED = frozenset(("confirmed", "restoration_recorded", "restored", "annulment_recorded"))
"""States of a sanction that two officers have seen and nobody has lifted."""


def _of_clearances(desk: Desk, shelf: "Shelf", period: Period) -> tuple[Indicator, ...]:
    concluded = list(_concluded(shelf))
    opened = {row.allegation: row.approved_on for row in concluded}
    asked = ("id", "petition", "requested_on", "determined_on", "determined_by", "reference")
    return clearance_figures.of_clearances(
        desk.rules,
        concluded,
        list(_candidates(shelf, opened)),
        list(_cleared(desk, shelf)),
        _read(shelf, "false_accusation", asked, clearance_figures.Accused),
        period,
    )


def _concluded(shelf: "Shelf") -> Iterator[clearance_figures.Concluded]:
    for petition, id_, finding, approved_on, state in shelf.rows(
        "allegation", ("petition", "id", "finding", "approved_on", "state"), where={"voided": 0}
    ):
        yield clearance_figures.Concluded(petition, id_, finding or "", approved_on if state == _FOUND else None)


_FOUND = "finding_approved"


def _candidates(shelf: "Shelf", opened: dict[str, str | None]) -> Iterator[clearance_figures.Candidate]:
    for id_, allegation, state, decided_on in _read(shelf, "clearance", ("id", "allegation", "state", "decided_on")):
        day = opened.get(allegation)
        yield clearance_figures.Candidate(id_, day, decided_on or (day if state in _DECIDED else None))


_DECIDED = frozenset(("declined", "approved", "issued"))


def _cleared(desk: Desk, shelf: "Shelf") -> Iterator[clearance_figures.Cleared]:
    groups = {term.code: term.group for term in desk.rules.terms.ranks}
    ranks = dict(shelf.rows("person", ("id", "rank")))
    issued = dict(shelf.rows("document", ("clearance", "issued_on"), where={"state": "registered"}))
    columns = ("id", "subject", "state", "implement_due", "forms", "scope", "implemented_on")
    for id_, subject, state, due, forms, scope, done_on in _read(shelf, "clearance", columns):
        out = None if state == "withdrawn" else done_on or (issued.get(id_) if state == "issued" else None)
        group, on = groups.get(ranks.get(subject, ""), ""), out
        yield clearance_figures.Cleared(id_, subject, group, on, due, tuple((forms or "").split()), scope or "")


def _measured(shelf: "Shelf") -> list[redeployment_figures.Measured]:
    columns = ("metric", "metric_numerator", "metric_denominator", "metric_on")
    return _read(shelf, "redeployment", columns, redeployment_figures.Measured)


def _read(shelf: "Shelf", kind: str, columns: tuple[str, ...], shape: Any = tuple) -> list[Any]:
    """Rows of a kind in a shape; a column no procedure writes yet is None, a kind that is not there has no rows."""
    if kind not in KINDS:
        return []
    known = {name.partition(":")[0] for name in KINDS[kind].columns} | {"id", "state"}
    present = [name for name in columns if name in known]
    rows = shelf.rows(kind, present, where={"voided": 0})
    make = getattr(shape, "_make", shape)
    if len(present) == len(columns):
        return [make(row) for row in rows]
    places = [present.index(name) if name in known else None for name in columns]
    return [make(None if place is None else row[place] for place in places) for row in rows]
