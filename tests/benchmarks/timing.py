"""Rounds in turn, so that a noisy neighbour hits both; and what is said of them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `measured` and `target` are of one unit; None: `note` says why it was not measured."""

    what: str
    measured: float | None
    target: float | None
    unit: str
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or where nothing was measured."""
        return None if self.target is None or self.measured is None else self.measured <= self.target


def seconds(work: Work) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(works: Sequence[Work], rounds: int, before: Sequence[Work] = ()) -> list[list[float]]:
    """Seconds of each work in each round, the order turned about every time; `before` each is not timed."""
    found: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        places = range(len(works)) if number % 2 else range(len(works) - 1, -1, -1)
        for place in places:
            if before:
                before[place]()
            found[place].append(seconds(works[place]))
    return found


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> float:
    """Median over median: a stall of the disk in one round counts for nobody."""
    return median(mine) / median(theirs)


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 stay under."""
    return quantiles(times, n=20)[-1]
