"""What stands after concurrent writes to a field, group or state: one branch, or several for people to choose from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lucheng_desktop.ledger.canonical import pack
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.lineage import Lineage, places

Rank = tuple[int, bytes]
"""Stamp, then id: the higher one is shown while nobody has chosen."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One outcome of a history: the values, and the entry that made it."""

    values: Mapping[str, Any]
    rank: Rank

    @property
    def entry(self) -> bytes:
        return self.rank[1]


Branches = tuple[Branch, ...]
"""Highest rank first."""


def rank(entry: Entry) -> Rank:
    """How `entry` sorts among concurrent ones."""
    return entry.stamp, entry.id


def _distinct(found: Iterable[Branch], key: Callable[[Branch], object]) -> Branches:
    found = tuple(found)
    if len(found) < 2:
        return found
    kept = {key(branch): branch for branch in sorted(found, key=lambda branch: branch.rank)}
    return tuple(sorted(kept.values(), key=lambda branch: branch.rank, reverse=True))


def kept_apart(found: Iterable[Branch]) -> Branches:
    """Even equal branches stay several, unless one entry made both."""
    return _distinct(found, lambda branch: (branch.rank, pack(branch.values)))


def alike_merged(found: Iterable[Branch]) -> Branches:
    """Branches whose values are equal become one, of the highest rank."""
    return _distinct(found, lambda branch: pack(branch.values))


def written(branches: Branches, values: Mapping[str, Any], entry: Entry) -> Branches:
    """Write `values` over every branch its writer saw: where they still differ afterwards, nobody has chosen yet."""
    bases = branches or (Branch({}, rank(entry)),)
    after = alike_merged(Branch({**branch.values, **values}, branch.rank) for branch in bases)
    return after if len(after) > 1 else (Branch(after[0].values, rank(entry)),)


@dataclass(frozen=True, slots=True)
class Track:
    """The writes to one unit that is decided together, each with the branches that stood after it."""

    lineage: Lineage
    writes: int
    after: Mapping[int, Branches]
    gather: Callable[[Iterable[Branch]], Branches]

    def seen_by(self, place: int) -> Branches:
        """What stood before entry `place`, as its writer saw it."""
        return self._standing(self.writes & self.lineage.before[place])

    def now(self) -> Branches:
        """What stands at the end of all histories together."""
        return self._standing(self.writes)

    def _standing(self, chosen: int) -> Branches:
        return self.gather(branch for place in self.lineage.latest(chosen) for branch in self.after[place])


def track(
    lineage: Lineage,
    writes: int,
    write: Callable[[Branches, Entry], Branches],
    gather: Callable[[Iterable[Branch]], Branches] = alike_merged,
) -> Track:
    """Follow one unit through its `writes`: `write` gives the branches after one, `gather` joins concurrent ones."""
    after: dict[int, Branches] = {}
    unit = Track(lineage, writes, after, gather)
    for place in places(writes):
        after[place] = write(unit.seen_by(place), lineage.entries[place])
    return unit
