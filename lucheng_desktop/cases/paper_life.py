"""The life of an official paper: what a revision may not lose, what a number may not do, how long it is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.names import bare
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Given:
    """The last number of one series in one year, and the day it was given."""

    year: int
    on: date


def number_day(
    rules: "Rulebook", today: date, *, signed_on: date, last_on: date | None, series: Sequence[Given], year: int
) -> None:
    """Refused E-CLOCK when this PC's day cannot be right: before the signing, before a number already given (F25).

    A year beyond the next one is taken only when the officer typed it: `year`.
    """
    rule = rules.quote("F25")
    if today < signed_on:
        raise Refused("E-CLOCK/signed", rule=rule, today=today.isoformat(), signed=signed_on.isoformat())
    if last_on and today < last_on:
        raise Refused("E-CLOCK/given", rule=rule, today=today.isoformat(), last=last_on.isoformat())
    latest = max((one.year for one in series), default=today.year)
    if today.year < latest:
        raise Refused("E-CLOCK/year", rule=rule, today=today.isoformat(), year=latest)
    if today.year > latest + 1 and year != today.year:
        raise Refused("E-CLOCK/jump", path="$.year", rule=rule, today=today.isoformat(), year=latest)
    if year not in (0, today.year):
        raise Refused("E-CLOCK/typed", path="$.year", rule=rule, today=today.isoformat(), year=year)


def one_holder(rules: "Rulebook", number: str, others: Collection[str]) -> None:
    """Refused E-NUMBER/twice while another paper that is not void bears the same number (F25)."""
    if others:
        raise Refused("E-NUMBER/twice", rule=rules.quote("F25"), number=number, title=sorted(others)[0])


def points_kept(rules: "Rulebook", text: str, points: Collection[str]) -> None:
    """Refused E-REVISED unless the revised text still says every point that is cleared and what was found (F06)."""
    lost = [point for point in points if bare(point) not in bare(text)]
    if lost:
        raise Refused("E-REVISED", path="$.body", rule=rules.quote("F06"), point=lost[0])


_NEEDS = {"number": ("sealed", "numbered"), "seal": ("sealed",)}


def takes(rules: "Rulebook", kind: str, what: str) -> None:
    """Refused E-LIFE for a number (`number`) or a seal on a kind of paper that bears none."""
    if _life(rules, kind) not in _NEEDS[what]:
        raise Refused(f"E-LIFE/{what}", rule=rules.quote("C38"), kind=rules.term("papers", kind))


def goes_out_unsealed(rules: "Rulebook", kind: str, *, numbered: bool) -> None:
    """Refused E-LIFE for a paper that must be sealed, or numbered, before it is printed."""
    life = _life(rules, kind)
    if life == "sealed" or (life == "numbered" and not numbered):
        raise Refused("E-LIFE/sealed" if numbered else "E-LIFE/numbered", rule=rules.quote("C38"),
                      kind=rules.term("papers", kind))  # fmt: skip


def _life(rules: "Rulebook", kind: str) -> str:
    return next(term.life for term in rules.terms.papers if term.code == kind)


def kept_long_enough(rules: "Rulebook", kind: str, retention: str, override: str) -> str:
    """How long a paper is kept: the table's period, or the one asked for; shorter needs the authority's table (Q04)."""
    least = next(term.retention for term in rules.terms.papers if term.code == kind)
    if not retention:
        return least
    rules.known("retentions", retention, "retention")
    order = list(rules.words("retentions"))
    if order.index(retention) > order.index(least) and not override.strip():
        facts = {"volume": rules.term("papers", kind), "least": rules.term("retentions", least)}
        raise Refused("E-RETENTION", path="$.retention", rule=rules.quote("Q04"), **facts)
    return retention


def archived_day(on: date, *, registered_on: date, today: date) -> None:
    """Refused for a paper filed before it went out, or ahead of today."""
    if not registered_on <= on <= today:
        raise Refused("E-DAY", path="$.on", first=registered_on.isoformat(), last=today.isoformat())
