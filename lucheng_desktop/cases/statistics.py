"""Counting: what an indicator is, each with its unit and, for a rate, both of its parts; the subjects count theirs."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.questions import Found
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Period:
    """Both days counted; ISO text, which sorts as the days do."""

    first: str
    last: str

    @classmethod
    def between(cls, first: date, last: date) -> "Period":
        """Refused E-INPUT when the last day comes before the first."""
        if last < first:
            raise Refused("E-INPUT/period", path="$.last")
        return cls(first.isoformat(), last.isoformat())

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in the period; a day that has not come does not."""
        return day is not None and self.first <= day <= self.last

    def past(self, day: str | None) -> bool:
        """Whether a day has come by the end of the period."""
        return day is not None and day <= self.last


ALWAYS = Period(date.min.isoformat(), date.max.isoformat())
"""From the first day on."""


def whole_month(period: Period, today: date) -> str:
    """The calendar month that a period is, such as 2026-03; refused E-FIGURES/month, or /running while it lasts."""
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    if first.day != 1 or last != first.replace(day=monthrange(first.year, first.month)[1]):
        raise Refused("E-FIGURES/month", path="$.last")
    if last >= today:
        raise Refused("E-FIGURES/running", path="$.last", last=last)
    return period.first[:7]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with both of its parts; `percent` has two decimals, rounded half up; None over nothing."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> str | None:
        """Such as `99.05`."""
        if not self.denominator:
            return None
        share = Decimal(100 * self.numerator) / self.denominator
        return str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Part:
    """A count that stands beside the indicator's own, in a unit of its own; never added to it."""

    value: int | None
    unit: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: `by` splits it (in `by_unit`), `of` are the ids it was counted from, `parts` are beside it.

    Of a rate `value` is the percentage as text and `of` are the ids of its whole, `reached` those of its numerator.
    """

    code: str
    name: str
    value: int | str | None
    unit: str
    by: Mapping[str, int | None] = field(default_factory=dict)
    by_unit: str = ""
    of: tuple[str, ...] = ()
    rate: Rate | None = None
    reached: tuple[str, ...] = ()
    shares: Mapping[str, str | None] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    suppressed: bool = False
    """Cells of it are too small to leave the commission."""

    def as_json(self) -> dict[str, Any]:
        """The figure in the console contract's shape."""
        shown: dict[str, Any] = {"name": self.name, "value": self.value, "unit": self.unit}
        if self.rate is not None:
            parts = {"numerator": self.rate.numerator, "denominator": self.rate.denominator}
            shown |= parts | {"percent": self.rate.percent, "reached": list(self.reached)}
        if self.by_unit:
            shown |= {"by": dict(self.by), "by_unit": self.by_unit}
        if self.shares:
            shown["shares"] = dict(self.shares)
        if self.parts:
            shown["parts"] = {
                name: {"value": part.value, "unit": part.unit, "of": list(part.of)} for name, part in self.parts.items()
            }
        return shown | {"of": list(self.of), "suppressed": self.suppressed}


def rate(numerator: int, denominator: int) -> Rate:
    """A rate that was reported; refused without a whole it is a part of (C07)."""
    if not 0 <= numerator <= denominator or not denominator:
        raise Refused("E-RATE")
    return Rate(numerator, denominator)


def counted(rules: "Rulebook", code: str, found: Found, *, split: bool = False, **more: Any) -> Indicator:
    """A count of what was found, with its split where it has one."""
    known = _known(rules, code)
    parted = {"by": dict(found.counts), "by_unit": known.unit} if split else {}
    return Indicator(code, known.name, found.count, known.unit, of=found.of, **parted, **more)


def shared(rules: "Rulebook", code: str, whole: Found, reached: Found, **more: Any) -> Indicator:
    """A rate: of the whole those that reached it."""
    share, known = Rate(reached.count, whole.count), _known(rules, code)
    return Indicator(code, known.name, share.percent, known.unit, of=whole.of, rate=share, reached=reached.of, **more)


def unit_of(rules: "Rulebook", code: str) -> str:
    """What an indicator counts in."""
    unit: str = _known(rules, code).unit
    return unit


def _known(rules: "Rulebook", code: str) -> Any:
    return next(indicator for indicator in rules.indicators if indicator.code == code)


def part(unit: str, found: Found) -> Part:
    """What was found, beside the indicator."""
    return Part(found.count, unit, found.of)
