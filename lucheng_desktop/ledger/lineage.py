"""Who came after whom: the entries of one entity in causal order, with all that each of them builds on."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lucheng_desktop.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class Lineage:
    """Entries so ordered that parents come first; sets of entries are whole numbers, bit i = entry i."""

    entries: tuple[Entry, ...]
    before: tuple[int, ...]
    """Everything entry i builds on, itself left out."""

    def latest(self, chosen: int) -> list[int]:
        """Those of the `chosen` entries that none of the others builds on, newest place first."""
        found = []
        while chosen:
            place = chosen.bit_length() - 1
            found.append(place)
            chosen &= ~(self.before[place] | 1 << place)
        return found

    def heads(self) -> tuple[bytes, ...]:
        """Ids of the entries nobody builds on yet, sorted."""
        return tuple(sorted(self.entries[place].id for place in self.latest((1 << len(self.entries)) - 1)))

    def unrelated(self, first: int, second: int) -> bool:
        """Whether neither of two entries had seen the other."""
        return first != second and not (self.before[first] >> second & 1 or self.before[second] >> first & 1)


def places(chosen: int) -> Iterator[int]:
    """The positions of the bits set in `chosen`, lowest first."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


def trace(entries: Iterable[Entry]) -> Lineage:
    """Order a set of entries; duplicates fall together, parents that have not arrived count as not there."""
    known = {entry.id: entry for entry in entries}
    ordered = tuple(_in_order(known))
    place = {entry.id: index for index, entry in enumerate(ordered)}
    before: list[int] = []
    for entry in ordered:
        seen = 0
        for parent in (place[one] for one in entry.parents if one in place):
            seen |= before[parent] | 1 << parent
        before.append(seen)
    return Lineage(ordered, tuple(before))


def _in_order(known: dict[bytes, Entry]) -> Iterator[Entry]:
    """Parents first; among those that are free to come next the earliest stamp, then the smallest id."""
    waiting = {one: sum(parent in known for parent in entry.parents) for one, entry in known.items()}
    children: dict[bytes, list[bytes]] = {}
    for one, entry in known.items():
        for parent in entry.parents:
            children.setdefault(parent, []).append(one)
    free = [(known[one].stamp, one) for one, count in waiting.items() if not count]
    heapq.heapify(free)
    while free:
        _, one = heapq.heappop(free)
        yield known[one]
        for child in children.get(one, ()):
            waiting[child] -= 1
            if not waiting[child]:
                heapq.heappush(free, (known[child].stamp, child))
