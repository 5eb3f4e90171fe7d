"""What figures ask of the rows of an office: definitions as data, which the vault counts where the rows lie.

A path is a column, or `column.kind.column`: the column of the record that the first one names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


class Condition(NamedTuple):
    """How a path is compared; `others` are conditions inside it, `values` words or paths, as `how` needs them."""

    how: str
    path: str = ""
    values: tuple[str, ...] = ()
    others: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Rows of a kind that are not void and meet every condition, split by a path.

    `of`: what is counted, each once: the record itself, what its columns name, or pairs of them. `shown`: the column
    whose id stands for each; else what is counted, and one record of each pair.
    """

    kind: str
    where: tuple[Condition, ...]
    by: str = ""
    of: tuple[str, ...] = ("id",)
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are by each word of the split (one empty word where there is none); which, if that was asked."""

    counts: Mapping[str, int]
    ids: Mapping[str, tuple[str, ...]]

    @property
    def count(self) -> int:
        """All together."""
        return sum(self.counts.values())

    @property
    def of(self) -> tuple[str, ...]:
        """Which they are, in the order of their ids."""
        return tuple(sorted(id_ for ids in self.ids.values() for id_ in ids))

    def among(self, words: Iterable[str]) -> "Found":
        """Those of some words of the split."""
        kept = set(words)
        return Found(
            {word: count for word, count in self.counts.items() if word in kept},
            {word: ids for word, ids in self.ids.items() if word in kept},
        )

    def named(self, words: Mapping[str, Sequence[str]]) -> "Found":
        """The split in other words: each of it stands for the words given, and is counted under every one of them."""
        counts: dict[str, int] = {}
        ids: dict[str, tuple[str, ...]] = {}
        for word, count in self.counts.items():
            for other in words[word]:
                counts[other] = counts.get(other, 0) + count
                ids[other] = ids.get(other, ()) + self.ids.get(word, ())
        return Found(dict(sorted(counts.items())), ids)


NONE = Found({}, {})


class Books(Protocol):
    """The rows of an office for one period, whose first and last day are counted; ISO text."""

    @property
    def first(self) -> str: ...

    @property
    def last(self) -> str: ...

    @property
    def drill(self) -> bool:
        """Whether ids are asked for."""

    def count(self, question: Question) -> Found:
        """How many rows meet the question."""

    def rows(self, kind: str, columns: Sequence[str], where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Columns of the rows of a kind, as a list reads them."""


def within(path: str) -> Condition:
    """The day lies in the period."""
    return Condition("within", path)


def passed(path: str) -> Condition:
    """The day has come by the end of the period."""
    return Condition("passed", path)


def ahead(path: str) -> Condition:
    """The day has not come by the end of the period."""
    return Condition("ahead", path)


def equals(path: str, *words: str) -> Condition:
    """One of these words."""
    return Condition("equals", path, tuple(sorted(words)))


def differs(path: str, *words: str) -> Condition:
    """None of these words; nothing at all is none of them."""
    return Condition("differs", path, tuple(sorted(words)))


def filled(path: str) -> Condition:
    """There is something."""
    return Condition("filled", path)


def empty(path: str) -> Condition:
    """There is nothing."""
    return Condition("empty", path)


def at_most(path: str, other: str) -> Condition:
    """The day is no later than the day of another column."""
    return Condition("at_most", path, (other,))


def either(*conditions: Condition) -> Condition:
    """At least one holds."""
    return Condition("either", others=conditions)


def none_of(kind: str, column: str, mine: str, *conditions: Condition) -> Condition:
    """No record of a kind, not void, whose column names what my path does meets the conditions."""
    return Condition("none", mine, (kind, column), conditions)


def latest(column: str, day: str) -> Condition:
    """The last one in the period, by day, of all records of the kind whose column names the same."""
    return Condition("latest", column, (day,))
