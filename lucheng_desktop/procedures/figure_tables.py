"""Figures as people read them: lines on a screen inside, and the table that may leave."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases.statistics import Indicator
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.statistics import CountFigures, Figures, outward_figures

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_LISTS = (
    "jurisdictions", "channels", "disposals", "handling_forms", "findings", "rank_groups", "forms", "scopes", "outcomes"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExportFigures:
    """Write the figures of a period to a .csv file outside the vault, as they may leave."""

    figures: CountFigures
    target: Path


@dataclass(frozen=True, slots=True)
class FiguresExported:
    """The file was read again; `withheld` names the figures of which cells were withheld."""

    target: Path
    sha256: str
    withheld: tuple[str, ...]


def export_figures(desk: Desk, order: ExportFigures) -> FiguresExported:
    """The table without small cells and without ids (F24)."""
    figures = outward_figures(desk, order.figures)
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(_sheet(desk.rules, figures))
    digest = write_checked(order.target, text.getvalue().encode("utf-8-sig"))
    return FiguresExported(order.target, digest, tuple(one.code for one in figures.indicators if one.suppressed))


def lines(rules: "Rulebook", figures: Figures) -> dict[str, str]:
    """One line a figure: its name, then the count with its unit, both parts of a rate, and the splits."""
    say = words("statistics")
    told = {f"{one.code} {one.name}": _line(rules, one) for one in figures.indicators}
    period = say["period"].format(first=figures.first, last=figures.last)
    return {period: say["as_of"].format(day=figures.as_of, head=figures.ledger_head[:12])} | told


def _line(rules: "Rulebook", one: Indicator) -> str:
    return "  ".join(f"{name} {value}{unit}".strip() for name, value, unit in _cells(rules, one))


def _sheet(rules: "Rulebook", figures: Figures) -> Iterator[tuple[str, ...]]:
    say = words("statistics")
    yield tuple(say["columns"])
    for one in figures.indicators:
        yield from ((one.code, one.name, *cell) for cell in _cells(rules, one))
    yield (say["period"].format(first=figures.first, last=figures.last),)
    yield (say["as_of"].format(day=figures.as_of, head=figures.ledger_head[:12]),)


def _cells(rules: "Rulebook", one: Indicator) -> Iterator[tuple[str, str, str]]:
    """(what, value, unit) of everything a figure says."""
    say = words("statistics")
    yield "", _text(one.value), one.unit
    if one.rate is not None:
        yield say["rate"], f"{one.rate.numerator}/{one.rate.denominator}", ""
    for code, count in one.by.items():
        share = one.shares.get(code)
        yield _name(rules, code), _text(count), one.by_unit + (f" {share}%" if share else "")
    for code, beside in one.parts.items():
        yield _name(rules, code), _text(beside.value), beside.unit


def _text(value: int | str | None) -> str:
    return words("statistics")["withheld"] if value is None else str(value)


def _name(rules: "Rulebook", code: str) -> str:
    own: dict[str, str] = words("statistics")["splits"]
    if code in own:
        return own[code]
    plain = code.removeprefix("scope_")
    lists = (name for name in _LISTS if hasattr(rules.terms, name))
    return next((rules.words(name)[plain] for name in lists if plain in rules.words(name)), plain)
