"""Numbers are given once and never again: one register per series and year, gapless, voids kept."""

import re
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from lucheng_desktop.cases import paper_life
from lucheng_desktop.cases.documents import shape
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

REGISTERS = UUID("6d1f5a52-0f64-5b0e-9c7e-2a4c1b7f9d10")
"""Name space of register ids, so that every device finds the same register for a series and year."""


_PRINTED = re.compile(r"(.+)〔(\d{4})〕([1-9]\d*)\D")


def register_id(office: str, series: str, year: int) -> str:
    """The one id of the register of `series` in `year` at `office` (hex)."""
    return uuid5(REGISTERS, f"{office}/{series}/{year}").hex


def allocate(desk: Desk, shelf: "Shelf", series: str, holder: str) -> tuple[int, int]:
    """Give `holder` the next number of `series`: (year, sequence).

    Refused E-CLOCK when the PC's clock was put back, E-CONFLICT while two devices' numbers wait for a decision.
    """
    year = desk.clock.today().year
    register = register_id(desk.vault.office, series, year)
    known = shelf.rows("register", ("last", "conflict"), where={"id": register})
    if desk.clock.set_back:
        raise Refused("E-CLOCK", behind=behind(desk.clock.set_back))
    if any(conflict for _, conflict in known):
        raise Refused("E-NUMBER/conflict", rule=desk.rules.quote("F25"), series=series, year=year)
    if not known:
        shelf.append("register", register, "set", {"series": series, "year": year})
    sequence = 1 + max((last for last, _ in known if last), default=0)
    shelf.append("register", register, "number", {"sequence": sequence, "holder": holder})
    return year, sequence


def check_day(desk: Desk, shelf: "Shelf", series: str, signed_on: date, year: int) -> None:
    """Refused E-CLOCK unless today can be the day of the next number of `series`; `year` is what the officer typed."""
    rows = shelf.rows("register", ("series", "year", "last", "updated"), order="")
    given = [paper_life.Given(on_year, moment(stamp).date()) for name, on_year, last, stamp in rows
             if last and name == series]  # fmt: skip
    last_on = max((one.on for one in given), default=None)
    today = desk.clock.today()
    paper_life.number_day(desk.rules, today, signed_on=signed_on, last_on=last_on, series=given, year=year)


def refuse_shared(desk: Desk, shelf: "Shelf", document: "State") -> None:
    """Refused while the document's number is in conflict, or another document that is not void bears it too."""
    fields = document.fields
    if "sequence" not in fields:
        return
    register = shelf.record("register", register_id(desk.vault.office, fields["series"], fields["year"]))
    number = official(fields["series"], fields["year"], fields["sequence"])
    holders = {body["holder"] for body in register.appended.get("number", ())
               if body["sequence"] == fields["sequence"]}  # fmt: skip
    if document.id not in holders:
        raise Refused("E-TEXT-CHANGED", rule=desk.rules.quote("C06"))
    where = {"id": sorted(holders - {document.id}), "voided": 0}
    others = [title for (title,) in shelf.rows("document", ("title",), where=where)] if len(holders) > 1 else []
    paper_life.one_holder(desk.rules, number, others)


def behind(milliseconds: int) -> str:
    """How far a clock was put back, in the largest unit of which there are at least two."""
    minutes = milliseconds // 60_000
    sizes = {"days": 24 * 60, "hours": 60, "minutes": 1}
    unit = next((name for name, size in sizes.items() if minutes >= 2 * size), "minutes")
    told: str = words("keeping")["behind"][unit]
    return told.format(count=minutes // sizes[unit])


def case_number(desk: Desk, shelf: "Shelf", procedure: str, holder: str) -> str:
    """A number inside the office for a petition or case, in the pattern of the rule pack, such as 鹿信〔2026〕3号."""
    series = desk.rules.term("series", procedure)
    year, sequence = allocate(desk, shelf, series, holder)
    return official(series, year, sequence)


def official(series: str, year: int, sequence: int) -> str:
    """A number as it is printed: hexagonal brackets, full year, no leading zero (GB/T 9704-2012 7.2.5)."""
    printed: str = shape()["number"].format(series=series, year=year, seq=sequence)
    return printed


def with_number(shelf: "Shelf", number: str) -> str:
    """The id of the paper that bears a printed number, a void one only where no other does; empty when none does."""
    found = _PRINTED.fullmatch(number)
    if not found:
        return ""
    where = {"series": found[1], "year": int(found[2]), "sequence": int(found[3])}
    rows = sorted(shelf.rows("document", ("voided", "id"), where=where))
    return str(rows[0][1]) if rows else ""
