"""What may leave the commission: cells so small that they point to somebody stay inside (F24)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lucheng_desktop.cases.statistics import Indicator, Part, Rate

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

Cells = Mapping[str, int | None]


def marked(rules: "Rulebook", indicator: Indicator) -> Indicator:
    """The figure whole, for the office's own eyes; `suppressed` says that it could not leave so."""
    return replace(indicator, suppressed=outward(rules, indicator).suppressed)


def outward(rules: "Rulebook", indicator: Indicator) -> Indicator:
    """The figure as it may leave: small cells and what would give them away are None; ids never leave."""
    least: int = rules.parameter("small_cell")
    rate = None if _tells(indicator.rate, least) else indicator.rate
    by, parts = shown(indicator.by, least), _parts(indicator.parts, least)
    value = None if _small(indicator.value, least) else indicator.value
    if isinstance(value, str) and rate is None:
        value = None
    if value is None and isinstance(indicator.value, int):
        by = dict.fromkeys(by)  # the splits of a figure that is withheld add up to it
    changed = (value, by, rate, parts) != (indicator.value, dict(indicator.by), indicator.rate, _bare(indicator.parts))
    return replace(
        indicator, value=value, by=by, rate=rate, parts=parts, of=(), reached=(), suppressed=changed,
        shares=indicator.shares if by == dict(indicator.by) else {},
    )  # fmt: skip


def shown(cells: Cells, least: int) -> dict[str, int | None]:
    """A split whose sum is known: small cells withheld, and with them as many more as keep them from being worked out.

    Empty where nothing would do: which cells there are would tell as much.
    """
    filled = sorted((count, name) for name, count in cells.items() if count)
    hidden = [count for count, _ in filled if count < least]
    for count, _ in filled[len(hidden) :]:
        if not hidden or _undecided(hidden, least):
            break
        hidden.append(count)
    if hidden and not _undecided(hidden, least):
        return {}
    withheld = {name for _, name in filled[: len(hidden)]}
    return {name: None if name in withheld else count for name, count in cells.items()}


def _undecided(hidden: list[int], least: int) -> bool:
    """Whether the sum of what is hidden leaves more than one way to fill the cells."""
    return len(hidden) > 1 and sum(hidden) >= max(least, len(hidden) + 1)


def _small(value: int | str | None, least: int) -> bool:
    return isinstance(value, int) and 0 < value < least


def _tells(rate: Rate | None, least: int) -> bool:
    """Whether those that reached it, those that did not, or the whole are a small cell."""
    if rate is None:
        return False
    return any(_small(cell, least) for cell in (rate.numerator, rate.denominator - rate.numerator, rate.denominator))


def _parts(parts: Mapping[str, Part], least: int) -> dict[str, Part]:
    cells = shown({name: part.value for name, part in parts.items()}, least)
    return {name: Part(cells.get(name), part.unit) for name, part in parts.items()}


def _bare(parts: Mapping[str, Part]) -> dict[str, Part]:
    return {name: Part(part.value, part.unit) for name, part in parts.items()}
