"""Breaks a paragraph into lines of 28 cells: marks kept from wrong ends, squeezed first, numbers and names whole.

Widths are whole half-cells: a Han character or full-width mark takes two, a Latin letter or digit one
(GB/T 15834-2011 5.1).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from lucheng_desktop.circulars.fonts import spans
from lucheng_desktop.places import resource

MEASURE = 56
"""Half-cells of a full line (28 characters)."""
NO_START = frozenset("。，、；：？！”’）〕】》〉」』｝］·－–～—…%％‰℃,.;:?!)]}")
NO_END = frozenset("“‘（〔【《〈「『｛［([{")
SLASHES = frozenset("/／")
SQUEEZED_AFTER = frozenset("。，、；：？！”’）〕】》〉」』")
"""Marks whose ink lies in the left half: they can give up the right one."""
SQUEEZED_BEFORE = frozenset("“‘（〔【《〈「『")
DOUBLES = ("——", "……")
MOST_SQUEEZED = 3
"""Marks of one line that may be squeezed."""
MOST_SPREAD = 0.09
"""Largest extra space behind a character, in em: more would look torn, and readers of the file would see a blank."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where its characters come from and how wide each is set."""

    start: int
    text: str
    indent: int
    """Half-cells left free at the start."""
    widths: tuple[int, ...]
    """Half-cells of each character; a squeezed mark has 1."""
    spread: float
    """Extra space behind each character that may be spread, in half-cells."""
    whole: tuple[bool, ...]
    """Whether the character is tied to the next one: no space is spread there."""

    @property
    def end(self) -> float:
        """Where the last character ends, in half-cells from the left edge."""
        gaps = sum(not tied for tied in self.whole[:-1])
        return self.indent + sum(self.widths) + gaps * self.spread


@cache
def rules() -> Mapping[str, Any]:
    """What stays together (`resources/circulars/breaks.toml`)."""
    return tomllib.loads(resource("circulars", "breaks.toml").read_text("utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    han = r"\u4e00-\u9fff"
    return tuple(re.compile(text.replace(r"\p{han}", han)) for text in rules()["together"])


@cache
def width(char: str) -> int:
    """Half-cells of a character at its natural width."""
    return 1 if unicodedata.east_asian_width(char) in ("Na", "N", "H") else 2


def ties(text: str, names: Iterable[str], room: int = MEASURE) -> list[bool]:
    """For each character whether it is tied to the next: numbers with units, 文号, names, doubled marks."""
    tied = [False] * len(text)
    found = [match.span() for pattern in _patterns() for match in pattern.finditer(text)]
    doubles = [match.span() for mark in DOUBLES for match in re.finditer(re.escape(mark), text)]
    for start, end in (*found, *doubles, *spans(text, names)):
        if sum(map(width, text[start:end])) <= room:
            tied[start:end - 1] = [True] * (end - 1 - start)
    return tied


def breakable(text: str, tied: Sequence[bool], at: int) -> bool:
    """Whether a new line may start at character `at` (0 < at < len)."""
    before, after = text[at - 1], text[at]
    wrong = after in NO_START or before in NO_END or before in SLASHES or after in SLASHES
    return not wrong and not tied[at - 1]


def clusters(text: str, tied: Sequence[bool], room: int = MEASURE) -> list[tuple[int, int]]:
    """The pieces between places where a line may be broken; a piece wider than `room` is cut where it must be."""
    cuts = [0, *(at for at in range(1, len(text)) if breakable(text, tied, at)), len(text)]
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        pieces.extend(_cut(text, start, end, room))
    return pieces


def _cut(text: str, start: int, end: int, room: int) -> list[tuple[int, int]]:
    pieces, used, begin = [], 0, start
    for at in range(start, end):
        if used + width(text[at]) > room:
            pieces.append((begin, at))
            begin, used = at, 0
        used += width(text[at])
    pieces.append((begin, end))
    return pieces


def _squeezable(text: str) -> list[int]:
    """Positions of the marks that can give up half their width, the ones at the end of the line first."""
    return [at for at in reversed(range(len(text))) if text[at] in SQUEEZED_AFTER or _opens_free(text, at)]


def _opens_free(text: str, at: int) -> bool:
    """An opening mark moves left by half a cell: behind a figure or a mark it would leave the order of the text."""
    before = text[at - 1] if at else ""
    free = not before or (width(before) == 2 and before not in SQUEEZED_AFTER and before not in SQUEEZED_BEFORE)
    return text[at] in SQUEEZED_BEFORE and free


def _fits(text: str, more: str, room: int) -> bool:
    """Whether `more` may join the line: as it is, or squeezed where leaving it out would tear a hole."""
    hole = room - sum(map(width, text))
    over = sum(map(width, more)) - hole
    if over <= 0:
        return True
    marks = _squeezable(text + more)
    ends_free = over == 1 and more[-1] in SQUEEZED_AFTER
    return ends_free or (hole > 1 and over <= min(len(marks), MOST_SQUEEZED))


def break_lines(text: str, first: int, rest: int, names: Iterable[str] = (), measure: int = MEASURE) -> list[Line]:
    """The lines of one paragraph; `first` and `rest` are the indents of its first and later lines in half-cells."""
    room = measure - max(first, rest)
    tied = ties(text, names, room)
    pieces = clusters(text, tied, room)
    lines: list[Line] = []
    taken = 0
    while taken < len(pieces):
        indent = rest if lines else first
        start = pieces[taken][0]
        last = taken
        free = measure - indent
        while last + 1 < len(pieces) and _fits(text[start:pieces[last][1]], text[slice(*pieces[last + 1])], free):
            last += 1
        end = pieces[last][1]
        lines.append(_line(text, tied, start, end, indent, measure))
        taken = last + 1
    return lines


def _line(text: str, tied: Sequence[bool], start: int, end: int, indent: int, measure: int) -> Line:
    part = text[start:end]
    widths = [width(char) for char in part]
    over = indent + sum(widths) - measure
    for at in _squeezable(part)[:max(over, 0)]:
        widths[at] = 1
    whole = tuple(tied[start:end])
    spread = _spread(whole, measure - indent - sum(widths), end == len(text))
    return Line(start, part, indent, tuple(widths), spread, whole)


def _spread(whole: Sequence[bool], left: int, final: bool) -> float:
    """What each free gap takes of `left` half-cells; the last line of a paragraph stays as it is."""
    gaps = sum(not tied for tied in whole[:-1])
    if final or left <= 0 or not gaps:
        return 0.0
    spread = left / gaps
    return spread if spread <= 2 * MOST_SPREAD else 0.0
