"""Legacy registers (台账): which columns a sheet has, which lines are petitions, and what each of them says."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeVar

from lucheng_desktop.cases import cells, names, petitions
from lucheng_desktop.cases.cells import EPOCH, Cell, Day
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

T = TypeVar("T")
Row = Sequence[Cell]
_SEARCHED = 30
"""Rows in which the headings must stand."""
_RECOGNISED = 3
"""Headings that make a sheet a register."""
_TERMS = {
    "channel": "channels", "category": "categories", "naming": "namings", "rank": "ranks", "managed_by": "levels",
    "discipline": "disciplines",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Headings:
    """Where each column of ours stands; `row` counts from 0 and is the lowest line of the headings."""

    row: int
    columns: Mapping[str, int]

    def cell(self, row: Row, column: str) -> Cell:
        """The cell of a line; an empty one where the register has no such column."""
        return row[self.columns[column]] if column in self.columns else Cell()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a line is about."""

    name: str
    unit: str
    post: str
    rank: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing reported of the person at `accused` in the petition's people."""

    accused: int
    text: str
    discipline: str


@dataclass(frozen=True, slots=True)
class LegacyPetition:
    """One petition of a register; `rows` count from 1, several where its fields are merged."""

    rows: tuple[int, ...]
    number: str
    received: Day
    channel: str
    category: str
    naming: str
    managed_by: str
    people: tuple[Person, ...]
    points: tuple[Point, ...]
    complainant: Mapping[str, str]
    result: str
    namesake: str

    def digest(self) -> str:
        """SHA-256 of everything but the complainant: from a digest of a name the name could be guessed."""
        told = asdict(self)
        kept = {name: part for name, part in told.items() if name not in ("rows", "complainant", "namesake", "naming")}
        return hashlib.sha256(json.dumps(kept, ensure_ascii=False, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RowFault:
    """What keeps a line out, in words; `column` is the register's own heading, `code` that of the refusal."""

    row: int
    column: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Register:
    """What one sheet holds."""

    petitions: tuple[LegacyPetition, ...]
    faults: tuple[RowFault, ...]
    heading: int
    """Row of the headings, from 1."""


def headings(rows: Sequence[Row]) -> Headings | None:
    """The headings of a sheet, in one line or in two; None when it is no register. Refused E-SHEET/headings."""
    found = max((_matched(rows, place) for place in range(min(_SEARCHED, len(rows)))), key=_fit, default=None)
    if found is None or len(found.columns) < _RECOGNISED:
        return None
    needed = words("legacy")["needed"]
    if missing := [needed[name] for name in needed if name not in found.columns]:
        raise Refused("E-SHEET/headings", missing=words("legacy")["and"].join(missing))
    return found


def _fit(found: Headings) -> tuple[int, int]:
    return len(found.columns), found.row


def _matched(rows: Sequence[Row], place: int) -> Headings:
    above = rows[place - 1] if place else ()
    columns: dict[str, int] = {}
    for position, cell in enumerate(rows[place]):
        lower, upper = _plain(cell), _plain(above[position]) if above else ""
        field = _fields().get(f"{upper}/{lower}") or _fields().get(lower)
        if field:
            columns.setdefault(field, position)
    return Headings(place, columns)


@cache
def _fields() -> Mapping[str, str]:
    return {_bare(told): field for field, known in words("legacy")["headings"].items() for told in known}


def _plain(cell: Cell) -> str:
    return _bare(str(cell.value)) if isinstance(cell.value, str) else ""


def _bare(told: str) -> str:
    """A heading without blanks, line ends, marks of need and what stands in brackets."""
    shown = unicodedata.normalize("NFKC", told)
    return re.sub(r"\([^)]*\)|[\s*:]", "", shown)


def read(rules: "Rulebook", rows: Sequence[Row], today: date, epoch: date = EPOCH) -> Register | None:
    """Every petition of a sheet, and every fault of the others, all faults of a line at once; None: no register."""
    found = headings(rows)
    if found is None:
        return None
    petitions_, faults = [], []
    for group in _groups(rows, found):
        reading = _Reading(rules, found, rows[found.row], today, epoch)
        petition = reading.petition(group)
        faults += reading.faults
        petitions_ += [petition] if petition and not reading.faults else []
    return Register(tuple(petitions_), tuple(faults), found.row + 1)


def _groups(rows: Sequence[Row], found: Headings) -> Iterator[list[tuple[int, Row]]]:
    """The lines of one petition each: several where its number or its day is merged over them."""
    kept = [(place + 1, row) for place, row in enumerate(rows) if place > found.row and _is_petition(row, rows, found)]
    starts = [0]
    for (_, before), (_, row) in pairwise(kept):
        starts.append(starts[-1] + (not _continues(before, row, found)))
    for _, lines in groupby(zip(starts, kept, strict=False), key=lambda pair: pair[0]):
        yield [line for _, line in lines]


def _continues(before: Row, row: Row, found: Headings) -> bool:
    column = "number" if "number" in found.columns else "received_on"
    cell = found.cell(row, column)
    return cell.value is not None and cell.origin != (0, 0) and cell.origin == found.cell(before, column).origin


def _is_petition(row: Row, rows: Sequence[Row], found: Headings) -> bool:
    """Not empty, no repeated heading, no line of notes or totals, no title across the sheet."""
    ours = [row[place] for place in found.columns.values()]
    if all(cell.value in (None, "") and not cell.fault for cell in ours):
        return False
    if len({cell.origin for cell in ours}) == 1 and ours[0].origin != (0, 0):
        return False
    again = [_plain(row[place]) == _plain(rows[found.row][place]) != "" for place in found.columns.values()]
    if sum(again) > len(again) // 2:
        return False
    first = next((str(cell.value).strip() for cell in row if cell.value not in (None, "")), "")
    return not first.replace(" ", "").startswith(tuple(words("legacy")["totals"]))


class _Reading:
    """One petition being read: what is understood, and every fault on the way."""

    def __init__(self, rules: "Rulebook", found: Headings, titles: Row, today: date, epoch: date) -> None:
        self._rules, self._found, self._titles = rules, found, titles
        self._today, self._epoch = today, epoch
        self.faults: list[RowFault] = []

    def petition(self, group: Sequence[tuple[int, Row]]) -> LegacyPetition | None:
        """The petition of these lines; None when something of it could not be understood."""
        number, row = group[0]
        if not (managed_by := self._kept_here(number, row)):
            return None
        received = self._tried(number, row, "received_on", self._day)
        complainant = self._complainant(number, row)
        naming = self._naming(number, row, complainant)
        people: dict[Person, int] = {}
        points = [point for line in group for point in self._points(*line, people, complainant)]
        if received is None or self.faults:
            return None
        return LegacyPetition(
            tuple(line for line, _ in group), self._text(number, row, "number"), received,
            self._code(number, row, "channel"),
            self._code(number, row, "category") or next(iter(self._rules.words("categories"))), naming, managed_by,
            tuple(people), tuple(points), complainant, self._text(number, row, "result"),
            self._tried(number, row, "namesake", _namesake) or "",
        )  # fmt: skip

    def _kept_here(self, number: int, row: Row) -> str:
        """Who manages the accused, asked before all else (art. 15): nothing is kept of a higher organ's petition."""
        rank, level = self._code(number, row, "rank"), self._code(number, row, "managed_by")
        usual = {term.code: term.level for term in self._rules.terms.ranks}
        level = level or usual.get(rank, "")
        if not level and not self.faults:
            self._fault(number, "managed_by", Refused("E-CELL/level"))
        if not level or self.faults:
            return ""
        decided = petitions.jurisdiction(self._rules, level)
        try:
            petitions.kept_here(self._rules, decided)
        except Refused as refused:
            self._fault(number, "managed_by", refused)
            return ""
        return level

    def _points(
        self, number: int, row: Row, people: dict[Person, int], complainant: Mapping[str, str]
    ) -> Iterator[Point]:
        told = self._tried(number, row, "allegations", _numbered) or ()
        persons = self._people(number, row)
        discipline = self._code(number, row, "discipline")
        if len(told) > 1 and len(persons) > 1:
            self._fault(number, "allegations", Refused("E-CELL/many"))
        for text in told:
            if len(complainant.get("name", "")) > 1 and names.bare(complainant["name"]) in names.bare(text):
                self._fault(number, "allegations", Refused("E-CELL/complainant"))
        for person in persons:
            position = people.setdefault(person, len(people))
            yield from (Point(position, text, discipline) for text in told)

    def _people(self, number: int, row: Row) -> tuple[Person, ...]:
        called = self._tried(number, row, "accused", _called) or ()
        rank = self._code(number, row, "rank")
        units, posts = (self._shared(number, row, column, len(called)) for column in ("unit", "post"))
        return tuple(Person(name, unit, post, rank) for name, unit, post in zip(called, units, posts, strict=False))

    def _shared(self, number: int, row: Row, column: str, persons: int) -> Sequence[str]:
        """A line for each person, or one for them all."""
        told = self._tried(number, row, column, cells.lines) or ("",)
        if len(told) not in (1, persons):
            self._fault(number, column, Refused("E-CELL/shared", persons=persons, lines=len(told)))
        return told * persons if len(told) == 1 else told

    def _complainant(self, number: int, row: Row) -> Mapping[str, str]:
        """Name and what else is known of who reported; empty when nobody signed."""
        name = self._text(number, row, "complainant")
        known = {
            "name": "" if name in words("legacy")["anonymous"] else name,
            "phone": self._tried(number, row, "phone", cells.phone) or "",
            "id_no": self._tried(number, row, "id_no", cells.identity_number) or "",
            "address": self._text(number, row, "address"),
        }  # fmt: skip
        if not known["name"] and any(known.values()):
            self._fault(number, "complainant", Refused("E-CELL/unsigned"))
        return {field: told for field, told in known.items() if told}

    def _naming(self, number: int, row: Row, complainant: Mapping[str, str]) -> str:
        """As the register says; a name without a word about it waits for verification."""
        told = self._code(number, row, "naming") or ("signed_unverified" if complainant else "anonymous")
        try:
            petitions.naming_needs_complainant(told, known=bool(complainant))
            if told == "real_name" and not {"phone", "address", "id_no"} & set(complainant):
                raise Refused("E-CELL/contact")
        except Refused as refused:
            self._fault(number, "naming", refused)
        return told

    def _day(self, cell: Cell) -> Day:
        return cells.day(cell, today=self._today, epoch=self._epoch)

    def _text(self, number: int, row: Row, column: str) -> str:
        return self._tried(number, row, column, cells.text) or ""

    def _code(self, number: int, row: Row, column: str) -> str:
        known = self._rules.words(_TERMS[column])
        others = words("legacy")["codes"].get(column, {})
        code = self._tried(number, row, column, lambda cell: cells.code(cell, known, others))
        return code or ""

    def _tried(self, number: int, row: Row, column: str, meaning: Callable[[Cell], T]) -> T | None:
        """What a cell means; None and a fault when it cannot be told."""
        cell = self._found.cell(row, column)
        try:
            if column in words("legacy")["needed"] and not cell.fault and not cells.text(cell):
                raise Refused("E-CELL/missing")
            return meaning(cell)
        except Refused as refused:
            self._fault(number, column, refused)
            return None

    def _fault(self, number: int, column: str, refused: Refused) -> None:
        place = self._found.columns.get(column)
        heading = "" if place is None else _plain(self._titles[place])
        fault = RowFault(number, heading, refused.code, refused.message)
        if fault not in self.faults:
            self.faults.append(fault)


def _numbered(cell: Cell) -> tuple[str, ...]:
    """The points of a cell: split where at least two are numbered, otherwise one."""
    told = "\n".join(cells.lines(cell))
    parts = [cells.text(Cell(part)) for part in re.split(words("legacy")["point"], told)]
    points = tuple(part for part in parts if part)
    return points if len(parts) > 2 else (cells.text(cell),)


_BETWEEN = re.compile(r"[、,，;；/\n]+")


def _called(cell: Cell) -> tuple[str, ...]:
    """The persons of a cell, each once."""
    told = (cells.name(Cell(part)) for line in cells.lines(cell) for part in _BETWEEN.split(line))
    return tuple(dict.fromkeys(name for name in told if name))


def _namesake(cell: Cell) -> str:
    """same, other, or nothing: how an officer told a namesake apart. Refused E-CELL/code."""
    say = words("legacy")
    others = {word: code for code in ("same", "other") for word in say[code]}
    return cells.code(cell, {code: say[code][0] for code in ("same", "other")}, others)
