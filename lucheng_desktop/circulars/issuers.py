"""Long names of issuers on several lines, between words, as even as can be (GB/T 9704-2012 7.2.4, 7.3.5.1)."""

from functools import lru_cache
from itertools import combinations, pairwise

from lucheng_desktop.circulars.lines import width
from lucheng_desktop.circulars.title import costs

UNEVEN = 0.5
"""What each half-cell costs by which a line differs from its even share."""
BROKEN_WORD = 60.0
"""What a break inside a word costs: it is made only where there is no other."""


@lru_cache(maxsize=64)
def broken(name: str, count: int) -> tuple[str, ...]:
    """The name on `count` lines; on one where it is too short for more."""
    if count < 2 or len(name) < 2 * count:
        return (name,)
    where = costs(name, (), last_resort=True)
    even = sum(map(width, name)) / count

    def cost(cuts: tuple[int, ...]) -> float:
        lines = _cut(name, cuts)
        spent = sum(min(where[at], BROKEN_WORD) for at in cuts)
        return spent + UNEVEN * sum(abs(sum(map(width, line)) - even) for line in lines)

    tries = combinations(range(2, len(name) - 1), count - 1)
    return _cut(name, min(tries, key=lambda cuts: (cost(cuts), cuts), default=()))


def _cut(name: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(name[start:end] for start, end in pairwise((0, *cuts, len(name))))
