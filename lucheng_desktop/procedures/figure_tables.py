"""Figures as people read them: lines on a screen inside, and the table that may leave."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases.statistics import Indicator, Rate
from lucheng_desktop.exchange.spreadsheet import Value, plain_text, table
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.statistics import CountFigures, Figures, outward_figures, remember_told

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_LISTS = (
    "jurisdictions", "channels", "disposals", "handling_forms", "findings", "rank_groups", "forms", "scopes", "outcomes"
)  # fmt: skip


_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class ExportFigures:
    """Write the figures of a period to a .xlsx or .csv file outside the vault, as they may leave."""

    figures: CountFigures
    target: Path


@dataclass(frozen=True, slots=True)
class FiguresExported:
    """The file was read again; `withheld` names the figures of which cells were withheld."""

    target: Path
    sha256: str
    withheld: tuple[str, ...]


def export_figures(desk: Desk, order: ExportFigures) -> FiguresExported:
    """The table without small cells and without ids (F24); what it says is kept, and later tables held against it."""
    figures = outward_figures(desk, order.figures)
    form = "xlsx" if order.target.suffix.lower() == ".xlsx" else "csv"
    digest = write_checked(order.target, _FORMS[form](desk, figures))
    remember_told(desk, figures, form, digest)
    return FiguresExported(order.target, digest, tuple(one.code for one in figures.indicators if one.suppressed))


def _as_csv(desk: Desk, figures: Figures) -> bytes:
    text, told = StringIO(), _sheet(desk, figures)
    rows = [[plain_text(one) if isinstance(one, str) else one for one in row] for row in told]
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _as_workbook(desk: Desk, figures: Figures) -> bytes:
    return table(words("statistics")["title"], list(_sheet(desk, figures)))


_FORMS = {"csv": _as_csv, "xlsx": _as_workbook}


def lines(rules: "Rulebook", figures: Figures) -> dict[str, str]:
    """One line a figure: its name, then the count with its unit, both parts of a rate, and the splits."""
    say = words("statistics")
    told = {f"{one.code} {one.name}": _line(rules, one) for one in figures.indicators}
    period = say["period"].format(first=figures.first, last=figures.last)
    return {period: say["as_of"].format(day=figures.as_of, head=figures.ledger_head[:12])} | told


def _line(rules: "Rulebook", one: Indicator) -> str:
    return "  ".join(f"{name} {value}{unit}".strip() for name, value, unit in _cells(rules, one))


def _sheet(desk: Desk, figures: Figures) -> Iterator[tuple[Value, ...]]:
    say = words("statistics")
    yield tuple(say["columns"])
    for one in figures.indicators:
        yield from _figure(desk.rules, one)
    yield (say["period"].format(first=figures.first, last=figures.last),)
    yield (say["as_of"].format(day=figures.as_of, head=figures.ledger_head),)
    yield (say["practice" if desk.vault.practice else "office"].format(office=desk.vault.office_name),)


def _figure(rules: "Rulebook", one: Indicator) -> Iterator[tuple[Value, ...]]:
    """Code, name, what of it, number, unit; of a rate both parts behind it."""
    parts = (one.rate.numerator, one.rate.denominator) if one.rate else ()
    beside = one.unit != _PERCENT
    yield one.code, one.name, None, _number(one.value, one.rate), one.unit, *(() if beside else parts)
    if one.rate is not None and beside:
        share = None if one.rate.percent is None else Decimal(one.rate.percent)
        yield one.code, one.name, words("statistics")["share"], share, _PERCENT, *parts
    for code, count in one.by.items():
        yield one.code, one.name, _name(rules, code), _number(count), one.by_unit
    for code, part in one.parts.items():
        yield one.code, one.name, _name(rules, code), _number(part.value), part.unit


def _number(value: int | str | None, rate: Rate | None = None) -> Value:
    """Withheld, or of nothing at all, is a word; the rest are numbers."""
    if value is None:
        said: str = words("statistics")["nothing" if rate is not None else "withheld"]
        return said
    return Decimal(value) if isinstance(value, str) else value


def _cells(rules: "Rulebook", one: Indicator) -> Iterator[tuple[str, str, str]]:
    """(what, value, unit) of everything a figure says."""
    say = words("statistics")
    yield "", _text(one.value, one.rate), one.unit if one.value is not None or one.rate is None else ""
    if one.rate is not None:
        yield say["rate"], f"{one.rate.numerator}/{one.rate.denominator}", ""
    for code, count in one.by.items():
        share = one.shares.get(code)
        yield _name(rules, code), _text(count), one.by_unit + (f" {share}%" if share else "")
    for code, beside in one.parts.items():
        yield _name(rules, code), _text(beside.value), beside.unit


def _text(value: int | str | None, rate: Rate | None = None) -> str:
    return str(_number(value, rate))


def _name(rules: "Rulebook", code: str) -> str:
    own: dict[str, str] = words("statistics")["splits"]
    if code in own:
        return own[code]
    plain = code.removeprefix("scope_")
    lists = (name for name in _LISTS if hasattr(rules.terms, name))
    return next((rules.words(name)[plain] for name in lists if plain in rules.words(name)), plain)
