"""What may leave the commission: cells so small that they point to somebody stay inside (F24).

With them stay as many more as keep them from being worked out of totals, splits, other figures or other periods.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from lucheng_desktop.cases.statistics import ALWAYS, Indicator, Part, Period

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

Cell = tuple[str, str, str]
"""Figure, which of its counts, and of a split the word."""
Key = TypeVar("Key")
_RATE = ("numerator", "denominator", "rest")
_SIDES = ("numerator", "rest")
STANDING = frozenset(("I11", "I19"))
"""What is counted at the end of a period; such counts of several months do not add up to one of all."""


@dataclass(frozen=True, slots=True)
class Told:
    """Counts of a period that have left the commission, or are to leave."""

    period: Period
    cells: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """A count that everybody can add up: `total` is what the others make together."""

    total: Cell
    of: tuple[Cell, ...]

    @property
    def split(self) -> bool:
        """Whether the parts are listed together: a list that cannot be protected is left out whole."""
        return all(what == "by" for _, what, _ in self.of)


def marked(rules: "Rulebook", figures: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The figures whole, for the office's own eyes; `suppressed` says that one could not leave so."""
    left = outward(rules, figures, ALWAYS)
    return tuple(replace(one, suppressed=out.suppressed) for one, out in zip(figures, left, strict=True))


def outward(
    rules: "Rulebook", figures: Sequence[Indicator], period: Period, told: Sequence[Told] = (), least: int = 0
) -> tuple[Indicator, ...]:
    """The figures as they may leave: small cells and what would give them away are None; ids never leave.

    `told`: what has left for this and other periods; `least`: the smallest count that may be told, else the pack's.
    """
    cells = _cells(figures)
    sums = list(_sums(figures, cells))
    hiding = Hiding(cells, sums, max(least, rules.parameter("small_cell")))
    hiding.hide(cell for cell in cells if gives_away(cell, Told(period, cells), told, hiding.least))
    hiding.settle()
    return tuple(_left(one, hiding) for one in figures)


def counts_told(figures: Sequence[Indicator], period: Period) -> Told:
    """What figures that leave say, to be held against later ones."""
    return Told(period, _cells(figures))


def gives_away(cell: Cell, mine: Told, told: Sequence[Told], least: int) -> bool:
    """Whether a count, taken with those of other periods that have left, says what was small in some days alone.

    Each stretch of days between two ends of periods is an unknown; a period's count is the sum of its stretches.
    """
    if cell[0] in STANDING or cell not in mine.cells:
        return False
    known = [mine, *(one for one in told if cell in one.cells)]
    ends = sorted({one.period.first for one in known} | {_after(one.period.last) for one in known})
    done: dict[str, dict[str, Fraction]] = {}
    for one in known:
        row = {day: Fraction(1) for day in ends if one.period.first <= day <= one.period.last}
        if _tells(_entered(row | {_COUNT: Fraction(one.cells[cell])}, done), least):
            return True
    return any(_tells(row, least) for row in done.values())


_COUNT = ""
"""The right side of a row."""


def _after(day: str) -> str:
    return "~" if day >= "9999-12-31" else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _entered(row: dict[str, Fraction], done: dict[str, dict[str, Fraction]]) -> Mapping[str, Fraction]:
    """The row without what is known already, entered among the others; what is left of it."""
    for lead in [day for day in row if day in done]:
        subtract(row, done[lead], row[lead])
    if any(day != _COUNT for day in row):
        enter(row, done, next(day for day in row if day != _COUNT))
    return row


def _tells(row: Mapping[str, Fraction], least: int) -> bool:
    """One stretch alone with a small count, or the same stretches told twice with a small difference."""
    stretches = [part for day, part in row.items() if day != _COUNT]
    count = abs(row.get(_COUNT, Fraction(0)))
    return len(stretches) <= 1 and 0 < count < least


def _cells(figures: Iterable[Indicator]) -> dict[Cell, int]:
    return {cell: count for one in figures for cell, count in _counts(one) if count is not None}


def _counts(one: Indicator) -> Iterator[tuple[Cell, int | None]]:
    if isinstance(one.value, int):
        yield (one.code, "value", ""), one.value
    yield from (((one.code, "by", word), count) for word, count in one.by.items())
    yield from (((one.code, "part", name), part.value) for name, part in one.parts.items())
    if one.rate is not None:
        share = (one.rate.numerator, one.rate.denominator, one.rate.denominator - one.rate.numerator)
        yield from (((one.code, what, ""), count) for what, count in zip(_RATE, share, strict=True))


_ADDED = (
    (("I02", "value", ""), "I03", "by", ()),
    (("I05", "value", ""), "I04", "value", ()),
    (("I16", "part", "determined"), "I16", "by", ()),
    (("I17", "denominator", ""), "I16", "by", ("", "withdrawn")),
    (("I14", "denominator", ""), "I13", "part", ()),
)
"""Counts that counts of another figure make together, but for the words named."""


def _sums(figures: Sequence[Indicator], cells: dict[Cell, int]) -> Iterator[Sum]:
    """Everything that adds up inside one period."""
    for one in figures:
        value, by = (one.code, "value", ""), tuple((one.code, "by", word) for word in one.by)
        if by and cells.get(value) == sum(cells.get(cell, 0) for cell in by):
            yield Sum(value, by)
        if one.rate is not None:
            yield Sum((one.code, "denominator", ""), ((one.code, "numerator", ""), (one.code, "rest", "")))
    for total, code, what, but in _ADDED:
        of = tuple(cell for cell in cells if cell[:2] == (code, what) and cell[2] not in but)
        if of and total in cells:
            yield Sum(total, of)
    yield from _between(cells)


def _between(cells: dict[Cell, int]) -> Iterator[Sum]:
    """Names not verified yet are what the rate of I03 leaves of I02; what was not tolerated is in I16 and I17."""
    whole, told = ("I02", "value", ""), ("I03", "denominator", "")
    if whole in cells and told in cells:
        cells["I03", "waiting", ""] = cells[whole] - cells[told]
        yield Sum(whole, (told, ("I03", "waiting", "")))
    refused, rest = ("I16", "by", "not_tolerated"), ("I17", "rest", "")
    if refused in cells and rest in cells:
        yield Sum(rest, (refused,))


@dataclass(slots=True)
class Hiding:
    """Which cells stay inside: the small ones, then more until no sum gives one of them away."""

    cells: Mapping[Cell, int]
    sums: Sequence[Sum]
    least: int
    hidden: set[Cell] = field(default_factory=set)
    dropped: set[Sum] = field(default_factory=set)
    """Sums of lists left out whole: nobody knows which of their cells are empty."""
    spent: set[Sum] = field(default_factory=set)

    def settle(self) -> None:
        """Hide until nothing hidden can be worked out; each round hides a cell more, or drops a list."""
        self.hide(cell for cell, count in self.cells.items() if 0 < count < self.least)
        while told := self._telling():
            self._protect(told)

    def hide(self, cells: Iterable[Cell]) -> None:
        """Who reached a rate gives away who did not."""
        for code, what, word in list(cells):
            self.hidden |= {(code, one, "") for one in _SIDES} if what in _SIDES else {(code, what, word)}

    def _known(self, cell: Cell) -> bool:
        return cell in self.cells and cell not in self.hidden

    def _telling(self) -> Sum | None:
        """A sum that gives away what is hidden: by itself, or together with others."""
        for one in self.sums:
            inside = [cell for cell in one.of if cell in self.hidden]
            if inside and self._known(one.total) and one not in self.dropped and not self._undecided(inside):
                return one
        return _solving([one for one in self.sums if one not in self.spent], self.hidden)

    def _undecided(self, inside: Sequence[Cell]) -> bool:
        """Whether the sum of what is hidden leaves more than one way to fill the cells, none of which is empty."""
        together = sum(self.cells[cell] for cell in inside)
        full = sum(1 for cell in inside if self.cells[cell])
        return len(inside) > 1 and together >= max(self.least, full + 1)

    def _protect(self, one: Sum) -> None:
        """The smallest of the others; when all are hidden, the list goes, then the total."""
        others = [(self.cells[cell], cell) for cell in one.of if self._known(cell) and self.cells[cell]]
        if others:
            self.hide([min(others)[1]])
        elif one.split and one not in self.dropped:
            self.hidden |= set(one.of)
            self.dropped |= {other for other in self.sums if set(other.of) & set(one.of)}
        elif self._known(one.total):
            self.hide([one.total])
        else:
            self.spent.add(one)


def _solving(sums: Sequence[Sum], hidden: set[Cell]) -> Sum | None:
    """A sum in a set of sums that together leave one hidden cell a single value: elimination, row by row."""
    done: dict[Cell, dict[Cell, Fraction]] = {}
    for one in sums:
        row = {cell: Fraction(1) for cell in one.of if cell in hidden}
        if one.total in hidden:
            row[one.total] = row.get(one.total, Fraction(0)) - 1
        for lead in [cell for cell in row if cell in done]:
            subtract(row, done[lead], row[lead])
        if row:
            enter(row, done, next(iter(row)))
        if any(len(left) == 1 for left in done.values()):
            return one
    return None


def subtract(row: dict[Key, Fraction], other: Mapping[Key, Fraction], times: Fraction) -> None:
    """Take a row, so many times, from another."""
    for key, part in other.items():
        row[key] = row.get(key, Fraction(0)) - times * part
        if not row[key]:
            del row[key]


def enter(row: dict[Key, Fraction], done: dict[Key, dict[Key, Fraction]], lead: Key) -> None:
    """Among reduced rows: its lead is in no other."""
    made = {key: part / row[lead] for key, part in row.items()}
    for other in done.values():
        if lead in other:
            subtract(other, made, other[lead])
    done[lead] = made


def _left(one: Indicator, hiding: Hiding) -> Indicator:
    hidden = {(what, word) for code, what, word in hiding.hidden if code == one.code}
    rate = None if any((what, "") in hidden for what in _RATE) else one.rate
    gone = ("value", "") in hidden or (isinstance(one.value, str) and rate is None)
    by = {word: None if ("by", word) in hidden else count for word, count in one.by.items()}
    if (one.by and gone and isinstance(one.value, int)) or any(_own(total, one) for total in hiding.dropped):
        by = {}  # which words there are would tell as much
    parts = {
        name: Part(None if ("part", name) in hidden else part.value, part.unit) for name, part in one.parts.items()
    }
    left = replace(one, value=None if gone else one.value, by=by, rate=rate, parts=parts, of=(), reached=())
    whole = by == dict(one.by)
    return replace(left, suppressed=_differs(left, one), shares=one.shares if whole else {})


def _own(dropped: Sum, one: Indicator) -> bool:
    """Whether the list that is left out is the figure's own."""
    return dropped.split and any(code == one.code for code, _, _ in dropped.of)


def _differs(left: Indicator, one: Indicator) -> bool:
    told = ((left.value, left.rate, dict(left.by)), [part.value for part in left.parts.values()])
    return told != ((one.value, one.rate, dict(one.by)), [part.value for part in one.parts.values()])
