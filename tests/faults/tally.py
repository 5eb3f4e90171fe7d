"""What came of the rounds of one kind of fault."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

WHOLE = "whole: all that was told is there"
BAD = "BAD "
"""How every outcome begins that may never happen."""


def unnamed(fault: Exception) -> str:
    """The outcome of an error that no officer could read."""
    return f"{BAD}unnamed: {type(fault).__name__} {next(iter(str(fault).splitlines()), '')}"


@dataclass(slots=True)
class Tally:
    """A kind of fault and how often it ended how."""

    fault: str
    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def rounds(self) -> int:
        return self.outcomes.total()

    @property
    def bad(self) -> int:
        return sum(count for outcome, count in self.outcomes.items() if outcome.startswith(BAD))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {"fault": self.fault, "outcomes": dict(self.outcomes)}


def table(tallies: list[Tally]) -> str:
    """The table of the closing note."""
    lines = ["| fault | rounds | outcome | times |", "|---|---:|---|---:|"]
    for tally in tallies:
        for place, (outcome, times) in enumerate(tally.outcomes.most_common()):
            first = f"| {tally.fault} | {tally.rounds} " if not place else "| | "
            lines.append(f"{first}| {outcome} | {times} |")
    return "\n".join(lines)
