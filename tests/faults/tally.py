"""What came of the rounds of one kind of fault."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

WHOLE = "whole: all that was told is there"
BAD = "BAD "
"""How every outcome begins that may never happen."""
SILENT, UNNAMED = f"{BAD}silent: ", f"{BAD}unnamed: "


def unnamed(fault: Exception) -> str:
    """The outcome of an error that no officer could read."""
    return f"{UNNAMED}{type(fault).__name__} {next(iter(str(fault).splitlines()), '')}"


@dataclass(slots=True)
class Tally:
    """A kind of fault and how often it ended how."""

    fault: str
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: str) -> None:
        """One more round."""
        self.outcomes[outcome] += 1
        heard(self)

    @property
    def rounds(self) -> int:
        return self.outcomes.total()

    @property
    def bad(self) -> int:
        return self._count(BAD)

    @property
    def silent(self) -> int:
        """Rounds after which something harmed was taken for sound."""
        return self._count(SILENT)

    @property
    def unnamed(self) -> int:
        """Rounds that ended in an error without a sentence."""
        return self._count(UNNAMED)

    @property
    def lost(self) -> int:
        """Rounds after which something was not there, or not whole, that had been told as saved."""
        return self.bad - self.silent - self.unnamed

    def _count(self, start: str) -> int:
        return sum(count for outcome, count in self.outcomes.items() if outcome.startswith(start))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        counted = {name: getattr(self, name) for name in ("rounds", "lost", "silent", "unnamed")}
        return {"fault": self.fault, **counted, "outcomes": dict(self.outcomes)}


heard: Callable[[Tally], None] = lambda tally: None  # noqa: E731
"""Hears of every round; `python -m tests.faults` lets it tell how far it is."""


def joined(tallies: Iterable[Tally]) -> list[Tally]:
    """Tallies of one fault from several processes as one."""
    known: dict[str, Tally] = {}
    for tally in tallies:
        known.setdefault(tally.fault, Tally(tally.fault)).outcomes += tally.outcomes
    return list(known.values())


def table(tallies: list[Tally]) -> str:
    """The table of the closing note."""
    lines = [
        "| fault | rounds | acknowledged lost | silently accepted | without a sentence | named as, or how it ended |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for tally in tallies:
        ends = "; ".join(f"{end.removeprefix('named: ')} {times}" for end, times in tally.outcomes.most_common())
        lines.append(f"| {tally.fault} | {tally.rounds} | {tally.lost} | {tally.silent} | {tally.unnamed} | {ends} |")
    return "\n".join(lines)
