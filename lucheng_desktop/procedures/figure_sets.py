"""A month's figures, signed by the officer and kept as told, and the proof of such a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lucheng_desktop.cases.statistics import Indicator, Period, whole_month
from lucheng_desktop.exchange import figure_set
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.statistics import CountFigures, outward_figures, remember_told
from lucheng_desktop.refusal import Refused, because


@dataclass(frozen=True, slots=True)
class SignFigures:
    """A calendar month that is over, and the file to write."""

    first: date
    last: date
    target: Path


@dataclass(frozen=True, slots=True)
class FiguresSigned:
    """The file was opened and proven again; `counts` are in it, of the figures `withheld` nothing or not all."""

    target: Path
    sha256: str
    month: str
    counts: int
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifyFigures:
    """A signed file, and whether the officers of this desk's vault are to be asked who signed it."""

    file: Path


@dataclass(frozen=True, slots=True)
class FiguresVerified:
    """`signature`: valid for the key that the file names; `signer`: whose key that is here, None where nobody knows."""

    signature: str
    signer: str | None
    figures: dict[str, Any]


def sign_figures(desk: Desk, order: SignFigures) -> FiguresSigned:
    """Sign the month with the officer's own key; small cells, by the stricter measure for other offices, stay out."""
    month = whole_month(Period.between(order.first, order.last), desk.clock.today())
    least: int = desk.rules.parameter("small_cell_central")
    figures = outward_figures(desk, CountFigures(order.first, order.last), least)
    key, vault = desk.vault.author.key, desk.vault
    measures = [told for one in figures.indicators for told in _measures(one)]
    made = figure_set.FigureSet(
        office=vault.office, office_name=vault.office_name, practice=vault.practice, month=month,
        as_of=figures.as_of.isoformat(), ledger_head=figures.ledger_head, officer=desk.officer.id,
        officer_name=desk.officer.name, key=vault.keys.sign_public.hex(),
        counts={name: count for name, count, _ in measures},
        units={name: unit for name, _, unit in measures},
        withheld=tuple(one.code for one in figures.indicators if one.suppressed),
    )  # fmt: skip
    data = figure_set.sealed(made, key)
    if figure_set.opened(data, order.target.name) != made:
        raise Refused("E-EXPORT", file=order.target.name)
    digest = write_checked(order.target, data)
    remember_told(desk, figures, "signed", digest)
    return FiguresSigned(order.target, digest, month, len(made.counts), made.withheld)


def _measures(one: Indicator) -> Iterator[tuple[str, int, str]]:
    """(measure, count, unit) of everything a figure says in whole numbers."""
    if isinstance(one.value, int):
        yield one.code, one.value, one.unit
    if one.rate is not None:
        yield f"{one.code}.numerator", one.rate.numerator, ""
        yield f"{one.code}.denominator", one.rate.denominator, ""
    yield from ((f"{one.code}.by.{word}", count, one.by_unit) for word, count in one.by.items() if count is not None)
    yield from (
        (f"{one.code}.{name}", part.value, part.unit) for name, part in one.parts.items() if part.value is not None
    )


def verify_figures(order: VerifyFigures, desk: Desk | None = None) -> FiguresVerified:
    """Whether the file is as it was signed, and by whom of the officers known here; Refused E-FILE, E-FIGURE-SET."""
    try:
        data = order.file.read_bytes()
    except OSError as fault:
        raise Refused("E-FILE", file=order.file.name, reason=because(fault)) from fault
    made = figure_set.opened(data, order.file.name)
    told = {name: getattr(made, name) for name in made.__slots__}
    return FiguresVerified("valid", _signer(desk, made) if desk else None, told)


def _signer(desk: Desk, made: figure_set.FigureSet) -> str | None:
    with desk.vault.reading() as shelf:
        names = shelf.rows(
            "officer", ("name",), where={"sign_key": made.key, "id": made.officer, "office": made.office}
        )
    return names[0][0] if names else None
