"""Breaks a title into lines shaped as trapezium or rhombus, between words (GB/T 9704-2012 7.3.1)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, inf

from lucheng_desktop.circulars import lines
from lucheng_desktop.circulars.display import Glyph, set_text, text_width
from lucheng_desktop.circulars.grid import LEFT, POINT, SIZE_2, SIZE_3, WIDTH
from lucheng_desktop.refusal import Refused

TITLE_CELL = SIZE_2 * POINT
TITLE_PITCH = (SIZE_2 + SIZE_3 * 7 / 8) * POINT

MEASURE = 40
"""Half-cells of a title line: 20 characters of 22 pt in 156 mm."""
MOST_LINES = 6
_SHORTEST = 6


@cache
def _words() -> tuple[tuple[str, ...], ...]:
    rules = lines.rules()
    return tuple(tuple(rules[name]) for name in
                 ("title_words", "title_after", "title_before", "title_never_first", "title_never_last"))


def _inside_words(text: str, words: Sequence[str]) -> set[int]:
    """Positions inside a known word; of overlapping words the longer one counts."""
    taken = [False] * len(text)
    inside: set[int] = set()
    for word in sorted(words, key=len, reverse=True):
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            if not any(taken[start:end]):
                taken[start:end] = [True] * len(word)
                inside |= set(range(start + 1, end))
            start = text.find(word, start + 1)
    return inside


BARRED = 9.0
"""What a break before a word that should not begin a line costs where there is no other."""


def costs(text: str, names: Iterable[str], last_resort: bool = False) -> list[float]:
    """What a break before each character costs: nothing behind a particle, infinite inside a word or a name."""
    words, after, before, never_first, never_last = _words()
    words = (*words, *names)
    tied, inside = lines.ties(text, names, MEASURE), _inside_words(text, words)
    found = [inf]
    for at in range(1, len(text)):
        left, right = text[:at], text[at:]
        barred = right.startswith(never_first) or left.endswith(never_last)
        if at in inside or not lines.breakable(text, tied, at) or (barred and not last_resort):
            found.append(inf)
        elif barred:
            found.append(BARRED)
        elif left.endswith(after) or right.startswith(before):
            found.append(0.0)
        else:
            found.append(3.0 - left.endswith(words) - right.startswith(words))
    return found


@dataclass(frozen=True, slots=True)
class _Try:
    cost: float
    cuts: tuple[int, ...]


def _shape(widths: Sequence[int]) -> float:
    """What a shape costs: blocks and hourglasses are avoided, so are very uneven lines."""
    pairs = list(pairwise(widths))
    cost = sum(1.5 for one, other in pairs if abs(one - other) < 2)
    threes = zip(widths, widths[1:], widths[2:], strict=False)
    cost += sum(6.0 for one, middle, other in threes if middle < min(one, other))
    cost += sum(max(0, abs(one - other) - 16) * 0.5 for one, other in pairs)
    return cost + (4.0 if min(widths) < 0.4 * max(widths) else 0.0)


def _tries(text: str, where: Sequence[float], count: int) -> Iterator[_Try]:
    """Every way to cut into `count` lines that fit."""
    sizes = [0]
    for char in text:
        sizes.append(sizes[-1] + lines.width(char))
    slack = max(10, MEASURE - sizes[-1] // count)

    def step(start: int, left: int, cuts: tuple[int, ...], spent: float) -> Iterator[_Try]:
        if left == 1:
            ends = (0, *cuts, len(text))
            widths = [sizes[end] - sizes[begin] for begin, end in pairwise(ends)]
            if widths[-1] <= MEASURE:
                yield _Try(spent + _shape(widths), cuts)
            return
        middle = (sizes[-1] - sizes[start]) / left
        for at in range(start + 1, len(text)):
            wide = sizes[at] - sizes[start]
            if wide > MEASURE:
                break
            if where[at] < inf and wide >= _SHORTEST and abs(wide - middle) <= slack:
                yield from step(at, left - 1, (*cuts, at), spent + where[at])

    return step(0, count, (), 0.0)


def _best(text: str, names: Sequence[str]) -> tuple[int, ...] | None:
    """The cuts that cost least: by the rules, before barred words where nothing else fits, at last inside a name."""
    where = (costs(text, names), costs(text, names, last_resort=True), costs(text, (), last_resort=True))
    return next((cuts for at, one in enumerate(where) if (cuts := _cuts(text, one, any_shape=at > 0))), None)


def _cuts(text: str, where: Sequence[float], any_shape: bool) -> tuple[int, ...] | None:
    fewest = ceil(sum(map(lines.width, text)) / MEASURE)
    for count in range(fewest, min(fewest + 2, MOST_LINES + 1)):
        found = min(_tries(text, where, count), key=lambda one: (one.cost, one.cuts), default=None)
        if found is not None and (found.cost < 12 or count > fewest or any_shape):
            return found.cuts
    return None


def break_title(text: str, names: Sequence[str]) -> list[str]:
    """The lines of the title; breaks set by hand (line feeds) win. E-GEOMETRY when it cannot be set."""
    by_hand = text.split("\n")
    if any(sum(map(lines.width, line)) > MEASURE for line in by_hand) and len(by_hand) == 1:
        cuts = _best(text, names)
        if cuts is None:
            raise Refused("E-GEOMETRY", what=_what(), clause="7.3.1")
        ends = (0, *cuts, len(text))
        return [text[start:end] for start, end in pairwise(ends)]
    if any(sum(map(lines.width, line)) > MEASURE for line in by_hand):
        raise Refused("E-GEOMETRY", what=_what(), clause="7.3.1")
    return by_hand


def title_glyphs(text: Sequence[str], top: float, names: Sequence[str]) -> Iterator[Glyph]:
    """The lines of a title in 二号小标宋, centred in the type area."""
    for at, line in enumerate(text):
        left = LEFT + (WIDTH - text_width(line, TITLE_CELL / 2)) / 2
        yield from set_text(line, "biaosong", left, top + at * TITLE_PITCH, SIZE_2, TITLE_CELL / 2, names)


def _what() -> str:
    from lucheng_desktop.circulars.parts import words

    return str(words()["unfit"]["title"])
