"""The end of a paper: filed away for as long as the table says; and the register of numbers, void ones with reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases import paper_life, printing
from lucheng_desktop.cases.petitions import said
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk, advance, allowed, day_of, step
from lucheng_desktop.procedures.numbers import official, register_id
from lucheng_desktop.procedures.progress import standing
from lucheng_desktop.procedures.reading import masked

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ArchiveDocument:
    """File a registered paper; no `retention` takes the table's, a shorter one needs the authority's: `override`."""

    document: str
    archive_number: str
    on: date
    retention: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True)
class DocumentArchived:
    """How long it is kept, as a code of the pack."""

    document: str
    retention: str


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """Which register: the pack's code of a series, such as circular for 鹿纪, and a year."""

    kind: str
    year: int


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number: who bears it, since when, where that stands, and why it is void. `shared`: it was given twice."""

    number: str
    holder: str
    kind: str
    title: str
    state: str
    word: str
    void_reason: str
    shared: bool


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """The register in order; `gaps` are numbers that nobody bears, of which there are none."""

    series: str
    year: int
    lines: tuple[NumberLine, ...]
    gaps: tuple[int, ...]
    conflict: bool


@step("document")
def archive_document(desk: Desk, order: ArchiveDocument) -> DocumentArchived:
    """File the paper away with its retention; shorter than the table only by the authority's own table (Q04)."""
    number = said(order.archive_number, "archive_number")
    with desk.vault.transaction() as shelf:
        record = shelf.record("document", order.document)
        allowed(desk, "archive_document", record)
        printing.settled(desk.rules, printing.jobs(record.appended.get("print", ())))
        kept = paper_life.kept_long_enough(desk.rules, record.fields["kind"], order.retention, order.override)
        registered = day_of(record, "register_document") or date.min
        paper_life.archived_day(order.on, registered_on=registered, today=desk.clock.today())
        fields = {"archive.number": number, "archive.retention": kept, "archive.on": order.on.isoformat()}
        fields |= {"archive.override": order.override.strip()} if order.override.strip() else {}
        shelf.set("document", order.document, fields)
        advance(desk, shelf, "archive_document", record, retention=kept)
    return DocumentArchived(order.document, kept)


@step("document")
def read_register(desk: Desk, order: ReadRegister) -> RegisterRead:
    """Every number of a series in a year from 1 on, with what became of it; void ones stay, with the reason."""
    desk.rules.known("series", order.kind, "kind")
    series = desk.rules.term("series", order.kind)
    with desk.vault.reading() as shelf:
        register = shelf.record("register", register_id(desk.vault.office, series, order.year))
        given = [(body["sequence"], body["holder"]) for body in register.appended.get("number", ())]
        kinds = _kinds(shelf, [holder for _, holder in given])
        found = tuple(_lines(desk, shelf, (series, order.year), given, kinds))
    lines = masked(found, desk, "title", "void_reason", by="holder")
    sequences = {sequence for sequence, _ in given}
    gaps = tuple(sorted(set(range(1, max(sequences, default=0) + 1)) - sequences))
    return RegisterRead(series, order.year, lines, gaps, bool(register.conflicts))


def _kinds(shelf: "Shelf", holders: list[str]) -> dict[str, str]:
    """Which kind of record each holder is."""
    known = ("document", "petition", "clearance", "tolerance", "redeployment", "prefiled")
    return {row[0]: kind for kind in known for row in shelf.rows(kind, ("id",), where={"id": holders}, order="")}


def _lines(
    desk: Desk, shelf: "Shelf", register: tuple[str, int], given: list[tuple[int, str]], kinds: dict[str, str]
) -> Iterator[NumberLine]:
    for sequence, holder in sorted(given):
        kind = kinds.get(holder, "")
        record = shelf.record(kind, holder) if kind else None
        shared = sum(other == sequence for other, _ in given) > 1
        number = official(*register, sequence)
        if record is None:
            yield NumberLine(number, holder, kind, "", "", "", "", shared)
            continue
        title = str(record.fields.get("title") or record.fields.get("matter") or "")
        state, word = standing(desk, kind, record.state, voided=record.voided)
        yield NumberLine(number, holder, kind, title, state, word, why_void(shelf, record), shared)


def why_void(shelf: "Shelf", record: "State") -> str:
    """The reason given with the last voiding, and its day; empty while the record stands."""
    if not record.voided:
        return ""
    voids = [entry for entry in shelf.history(record.kind, record.id) if entry.kind == "void"]
    return f"{moment(voids[-1].stamp).date().isoformat()} {voids[-1].body.get('reason', '')}" if voids else ""
