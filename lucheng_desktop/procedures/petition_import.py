"""Taking in a legacy register (台账): looked through first, whole lines only, and the same file twice adds nothing."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import legacy, people
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, advance, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.petitions import of_that_name
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.cases.legacy import LegacyPetition
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ImportPetitions:
    """A register as an xlsx workbook; `dry_run` looks through it and writes nothing to the vault."""

    file: Path
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line was left out, as it stands in the error workbook."""

    sheet: str
    row: int
    column: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class PetitionsImported:
    """Petitions by what became of them; `changed` were taken in before and read otherwise now: nothing was touched.

    `faulty` counts the lines with a fault, and stands in for their petitions in `petitions`.
    """

    dry_run: bool
    petitions: int
    new: int
    known: int
    changed: int
    faulty: int
    faults: tuple[LineFault, ...]
    error_workbook: Path | None


@dataclass(slots=True)
class _Looked:
    """What was found while looking through: petitions to take in, and the faults of the others."""

    headings: dict[str, int] = field(default_factory=dict)
    petitions: list[tuple[str, "LegacyPetition"]] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)
    new: list[tuple[str, "LegacyPetition", tuple[str, ...]]] = field(default_factory=list)
    """With who is meant by each of its people: a record, or the mark of somebody new."""
    known: int = 0
    changed: int = 0


@step("petition")
def import_petitions(desk: Desk, order: ImportPetitions) -> PetitionsImported:
    """Register the sound petitions of a legacy register, each by the officer who takes it in; never a finding.

    Refused E-SHEET, E-FILE, E-ROLE: then nothing is written. Lines with a fault are left out and said in a copy of the
    workbook beside it. What the register says of results is kept as it is told and clears nobody.
    """
    looked = _read(desk, order.file)
    if order.dry_run:
        with desk.vault.reading() as shelf:
            _compare(desk, shelf, looked)
    else:
        with desk.vault.transaction() as shelf:
            persons = _compare(desk, shelf, looked)
            for sheet, petition, marks in looked.new:
                source = f"{order.file.name}/{sheet}/{petition.rows[0]}"
                _take_in(desk, shelf, source, petition, marks, persons)
            if looked.new:
                _note(desk, shelf, order.file, len(looked.new))
    faulty = len({(fault.sheet, fault.row) for fault in looked.faults})
    total = len(looked.new) + looked.known + faulty
    book = _error_workbook(order.file, looked)
    return PetitionsImported(
        order.dry_run, total, len(looked.new), looked.known, looked.changed, faulty, tuple(looked.faults), book
    )


def _read(desk: Desk, file: Path) -> _Looked:
    """Every register of the workbook. Refused E-SHEET/register when there is none."""
    from lucheng_desktop.exchange import spreadsheet

    looked = _Looked()
    for sheet in spreadsheet.read(file):
        if register := legacy.read(desk.rules, sheet.rows, desk.clock.today(), sheet.epoch):
            looked.headings[sheet.name] = register.heading
            looked.petitions += [(sheet.name, petition) for petition in register.petitions]
            looked.faults += [LineFault(sheet.name, one.row, one.column, one.code, one.text) for one in register.faults]
    if not looked.headings:
        raise Refused("E-SHEET/register", file=file.name)
    return looked


class _Persons:
    """Who is meant: everybody known, and everybody this register brings, under a mark until there is a record."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf, self._marks = shelf, 0
        self._known: dict[str, list[people.Known]] = {}
        self._records: dict[str, str] = {}

    def of(self, desk: Desk, petition: "LegacyPetition") -> tuple[str, ...]:
        """The mark or record of each person. Refused E-REGISTER/namesake where nobody said who is meant (F28)."""
        return tuple(self._one(desk, person, petition.namesake) for person in petition.people)

    def _one(self, desk: Desk, person: legacy.Person, namesake: str) -> str:
        new = people.Known(f"+{self._marks}", person.name, person.unit, person.post, person.rank)
        namesakes = self._namesakes(new.name)
        known = next((one for one in namesakes if (one.unit, one.post) == (new.unit, new.post)), None)
        if known and not namesake:
            raise Refused("E-REGISTER/namesake", rule=desk.rules.quote("F28"), name=new.name, unit=new.unit)
        if known and namesake == "same":
            return known.id
        namesakes.append(new)
        self._marks += 1
        return new.id

    def _namesakes(self, name: str) -> list[people.Known]:
        """Everybody of that name in the vault, found by the index, and in the lines before."""
        bare = "".join(name.split())
        if bare not in self._known:
            self._known[bare] = [*people.namesakes(name, of_that_name(self._shelf, name))]
        return self._known[bare]

    def record(self, shelf: "Shelf", mark: str, person: legacy.Person, managed_by: str) -> str:
        """The person's record, made when the mark is met first."""
        if not mark.startswith("+"):
            return mark
        if mark not in self._records:
            fields = {"name": person.name, "unit": person.unit, "post": person.post, "rank": person.rank}
            self._records[mark] = shelf.create("person", fields | {"managed_by": managed_by})
        return self._records[mark]


def _compare(desk: Desk, shelf: "Shelf", looked: _Looked) -> _Persons:
    """Sort the petitions into new, known and changed, and find what only shows beside the others and the vault."""
    digests, numbers = _taken_in(shelf, [petition for _, petition in looked.petitions])
    given = Counter(petition.number for _, petition in looked.petitions)
    persons = _Persons(shelf)
    for sheet, petition in looked.petitions:
        if petition.digest() in digests:
            looked.known += 1
            continue
        try:
            _refuse_number(desk, petition.number, given, numbers)
            looked.new.append((sheet, petition, persons.of(desk, petition)))
        except Refused as refused:
            looked.changed += refused.key == "E-REGISTER/changed"
            _add(looked, sheet, petition, refused)
    return persons


def _taken_in(shelf: "Shelf", lines: Sequence["LegacyPetition"]) -> tuple[frozenset[str], Mapping[str, bool]]:
    """Digests of lines taken in before; of these lines' numbers those in use -> whether an import brought them."""
    given, nameless = [one.number for one in lines if one.number], [one.digest() for one in lines if not one.number]
    rows = shelf.rows("petition", ("number", "legacy"), {"number": given}, order="")
    rows += shelf.rows("petition", ("number", "legacy"), {"legacy": nameless}, order="") if nameless else []
    return frozenset(digest for _, digest in rows if digest), {number: bool(digest) for number, digest in rows}


def _refuse_number(desk: Desk, number: str, given: Mapping[str, int], numbers: Mapping[str, bool]) -> None:
    """Refused when a number stands twice, belongs to another petition, or is still to be given here."""
    if not number:
        return
    if given[number] > 1:
        raise Refused("E-REGISTER/twice", number=number)
    if number in numbers:
        raise Refused("E-REGISTER/changed" if numbers[number] else "E-REGISTER/taken", number=number)
    if desk.rules.term("series", "petition") in number and str(desk.clock.today().year) in number:
        raise Refused("E-REGISTER/ours", number=number)


def _add(looked: _Looked, sheet: str, petition: "LegacyPetition", refused: Refused) -> None:
    text = " ".join(part for part in (refused.message, refused.next) if part)
    looked.faults.append(LineFault(sheet, petition.rows[0], "", refused.code, text))


def _take_in(
    desk: Desk, shelf: "Shelf", source: str, petition: "LegacyPetition", marks: Sequence[str], persons: _Persons
) -> None:
    """One petition received and registered, its complainant sealed before anything else of it is written."""
    received = {"received_on": petition.received.on.isoformat(), "received_on.precision": petition.received.precision}
    fields = {"jurisdiction": "own", "channel": petition.channel, "managed_by": petition.managed_by}
    record = shelf.create("petition", fields | received)
    advance(desk, shelf, "receive_petition", shelf.record("petition", record))
    if petition.complainant:
        shelf.seal_identity(record, petition.complainant)
    number = petition.number or case_number(desk, shelf, "petition", record)
    shelf.set("petition", record, _content(petition) | {"number": number, "legacy.source": source})
    accused = [
        persons.record(shelf, mark, person, petition.managed_by)
        for mark, person in zip(marks, petition.people, strict=True)
    ]
    for position, point in enumerate(petition.points, start=1):
        told = {"petition": record, "accused": accused[point.accused], "position": position, "text": point.text}
        allegation = shelf.create("allegation", told | {"discipline": point.discipline})
        advance(desk, shelf, "open_allegation", shelf.record("allegation", allegation))
    advance(desk, shelf, "register_petition", shelf.record("petition", record))


def _content(petition: "LegacyPetition") -> dict[str, Any]:
    summary = petition.points[0].text
    told = {"category": petition.category, "naming": petition.naming, "summary": summary, "legacy": petition.digest()}
    return told | ({"legacy.result": petition.result} if petition.result else {})


def _note(desk: Desk, shelf: "Shelf", file: Path, new: int) -> None:
    """Which file it was, so that an auditor can hold the vault against the workbook."""
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as fault:
        raise Refused("E-FILE", file=file.name, reason=because(fault)) from fault
    told = {"what": "register_imported", "file": file.name, "sha256": digest, "petitions": new}
    shelf.append("office", desk.vault.office, "note", told)


def _error_workbook(file: Path, looked: _Looked) -> Path | None:
    """A copy of the workbook with the faults beside their lines; None when there are none."""
    from lucheng_desktop.exchange import spreadsheet

    if not looked.faults:
        return None
    say = words("legacy")
    told: dict[tuple[str, int], str] = {}
    for fault in looked.faults:
        line = say["line"].format(column=fault.column, text=fault.text) if fault.column else fault.text
        place = (fault.sheet, fault.row)
        told[place] = f"{told[place]}\n{line}" if place in told else line
    stem = file.stem.removesuffix(say["file"].removeprefix("{stem}").removesuffix(".xlsx"))
    out = file.with_name(say["file"].format(stem=stem))
    spreadsheet.write_faults(file, out, say["title"], told, looked.headings)
    return out
