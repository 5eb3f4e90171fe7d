"""Figures of a period, counted from the columns of the records by the definitions of the rule pack."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.clearance_figures import OF_CLEARANCES
from lucheng_desktop.cases.petition_figures import OF_PETITIONS
from lucheng_desktop.cases.redeployment_figures import OF_REDEPLOYMENT, metric
from lucheng_desktop.cases.statistics import ALWAYS, Indicator, Period, Rate
from lucheng_desktop.cases.suppression import Told, counts_told, marked, outward
from lucheng_desktop.cases.tolerance_figures import OF_TOLERANCE
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.reading import hidden

if TYPE_CHECKING:
    from lucheng_desktop.vault.counting import Counted
    from lucheng_desktop.vault.shelf import Shelf

DEFINED = (*OF_PETITIONS, *OF_CLEARANCES, *OF_TOLERANCE, *OF_REDEPLOYMENT)
"""I01-I20."""
SIGNING_RATE = "signing_rate"
"""The article's metric: households that signed, of those that had to."""


@dataclass(frozen=True, slots=True)
class CountFigures:
    """All indicators of a period, both days counted; `ids`: with those of the records behind each figure."""

    first: date
    last: date
    ids: bool = False


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
        found = _counted(desk, shelf, period, order.ids)
        head = _head(desk, shelf)
    told, left_out = marked(desk.rules, found), hidden(desk)
    shown = tuple(_led_nowhere(indicator, left_out) for indicator in told) if left_out else told
    return Figures(period.first, period.last, desk.clock.today(), head, shown)


def _counted(desk: Desk, shelf: "Shelf", period: Period, ids: bool = False) -> tuple[Indicator, ...]:
    books = _books(shelf, period, ids)
    return tuple(define(desk.rules, books) for define in DEFINED)


def _books(shelf: "Shelf", period: Period, ids: bool = False) -> "Counted":
    from lucheng_desktop.vault.counting import Counted

    return Counted(shelf._connection, period, ids)


def _led_nowhere(indicator: Indicator, left_out: frozenset[str]) -> Indicator:
    """The figure as it is, without the ids of what the officer is recused from (C32)."""
    of, reached = ([id_ for id_ in ids if id_ not in left_out] for ids in (indicator.of, indicator.reached))
    parts = {
        name: replace(part, of=tuple(id_ for id_ in part.of if id_ not in left_out))
        for name, part in indicator.parts.items()
    }
    return replace(indicator, of=tuple(of), reached=tuple(reached), parts=parts)


def outward_figures(desk: Desk, order: CountFigures, least: int = 0) -> Figures:
    """The same as they may leave the commission: small cells withheld, no ids (F24).

    Nothing withheld can be worked out of it together with the sets that have left for other periods.
    """
    period = Period.between(order.first, order.last)
    with desk.vault.reading() as shelf:
        found = _counted(desk, shelf, period)
        told, head = figures_told(shelf), _head(desk, shelf)
    left = outward(desk.rules, found, period, told, least)
    return Figures(period.first, period.last, desk.clock.today(), head, left)


def figures_told(shelf: "Shelf") -> tuple[Told, ...]:
    """What sets of figures that left this office have said."""
    rows = shelf.rows("figure_set", ("first", "last", "cells"), where={"voided": 0})
    return tuple(
        Told(Period(first, last), {(code, what, word): count for code, what, word, count in json.loads(cells)})
        for first, last, cells in rows
    )


def remember_told(desk: Desk, figures: Figures, form: str, sha256: str) -> None:
    """Keep what leaves: later sets are held against it."""
    told = counts_told(figures.indicators, Period(figures.first, figures.last))
    cells = [[*cell, count] for cell, count in sorted(told.cells.items()) if cell[1] != "rest"]
    days = {"first": figures.first, "last": figures.last, "as_of": figures.as_of.isoformat()}
    with desk.vault.transaction() as shelf:
        shelf.create(
            "figure_set", days | {"form": form, "sha256": sha256, "cells": json.dumps(cells, ensure_ascii=False)}
        )


def practice_totals(desk: Desk) -> Totals:
    """All the vault holds, from the first day on."""
    with desk.vault.reading() as shelf:
        found = {one.code: one for one in _counted(desk, shelf, ALWAYS)}
        signed = metric(_books(shelf, ALWAYS), SIGNING_RATE)
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
