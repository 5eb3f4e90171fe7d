"""Registering what people report: jurisdiction first, then content, the complainant sealed apart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import people, states
from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.numbers import case_number
from lucheng_desktop.procedures.portions import EVERYTHING, Portion, named, newest
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ReceivePetition:
    """A petition lies on the desk; only what decides jurisdiction is asked."""

    received_on: date
    channel: str
    managed_by: str
    own_principal: bool = False


@dataclass(frozen=True, slots=True)
class PetitionReceived:
    """`jurisdiction` own: content may be entered. Anything else: forward by `forward_by`, nothing is stored."""

    petition: str
    jurisdiction: str
    forward_by: date | None


@dataclass(frozen=True, slots=True)
class Accused:
    """Whom a petition is about; `person` names somebody already known to the office."""

    name: str
    unit: str
    post: str
    rank: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class AllegationText:
    """One thing reported of the accused, in the office's neutral words."""

    text: str
    discipline: str


@dataclass(frozen=True, slots=True)
class Complainant:
    """Who reported; goes into the sealed table and nowhere else."""

    name: str
    phone: str = ""
    unit: str = ""
    address: str = ""
    id_no: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterPetition:
    """The content of a petition of this office's own jurisdiction."""

    petition: str
    category: str
    naming: str
    summary: str
    accused: Accused
    allegations: tuple[AllegationText, ...]
    complainant: Complainant | None = None


@dataclass(frozen=True, slots=True)
class PetitionRegistered:
    """The number it got and the records it opened."""

    petition: str
    number: str
    accused: str
    allegations: tuple[str, ...]


@step("petition")
def receive_petition(desk: Desk, order: ReceivePetition) -> PetitionReceived:
    """Decide jurisdiction before any content field opens (检举控告工作规则 arts 14-16)."""
    desk.rules.known("channels", order.channel, "channel")
    desk.rules.known("levels", order.managed_by, "managed_by")
    rules.day_between(order.received_on, "received_on", last=desk.clock.today())
    decided = rules.jurisdiction(desk.rules, order.managed_by, own_principal=order.own_principal)
    fields = {"jurisdiction": decided, "received_on": order.received_on.isoformat()}
    if decided == "own":
        fields |= {"channel": order.channel, "managed_by": order.managed_by}
    with desk.vault.transaction() as shelf:
        petition = shelf.create("petition", fields)
        advance(desk, shelf, rules.receiving_step(desk.rules, decided), shelf.record("petition", petition))
    forward_by = None if decided == "own" else rules.forward_by(desk.rules, order.received_on)
    return PetitionReceived(petition, decided, forward_by)


@step("petition")
def register_petition(desk: Desk, order: RegisterPetition) -> PetitionRegistered:
    """Enter the content under a number; the complainant is sealed before anything else is written."""
    _check(desk, order)
    with desk.vault.transaction() as shelf:
        record = shelf.record("petition", order.petition)
        allowed(desk, "register_petition", record)
        rules.kept_here(desk.rules, record.fields["jurisdiction"])
        if order.complainant:
            shelf.seal_identity(order.petition, _identity(order.complainant))
        accused = accused_person(desk, shelf, order.accused, record.fields["managed_by"])
        number = case_number(desk, shelf, "petition", order.petition)
        content = {"number": number, "category": order.category, "naming": order.naming, "summary": order.summary}
        shelf.set("petition", order.petition, content)
        allegations = tuple(
            enter_allegation(desk, shelf, "open_allegation", Reported(order.petition, accused, position), text)
            for position, text in enumerate(order.allegations, start=1)
        )
        advance(desk, shelf, "register_petition", record)
        shelf.drop_drafts("petition", order.petition)
    return PetitionRegistered(order.petition, number, accused, allegations)


def _check(desk: Desk, order: RegisterPetition) -> None:
    """Codes are known and what must be said is said."""
    desk.rules.known("categories", order.category, "category")
    desk.rules.known("namings", order.naming, "naming")
    rules.rank_is_ours(desk.rules, order.accused.rank, "accused.rank")
    check_content(desk, order.accused, order.allegations)
    rules.naming_needs_complainant(order.naming, known=order.complainant is not None)
    known = order.complainant
    rules.real_name_has_contact(desk.rules, order.naming, (known.phone, known.address) if known else ())


def check_content(desk: Desk, accused: Accused, allegations: tuple[AllegationText, ...]) -> None:
    """What is reported and of whom is said, in codes that the pack knows."""
    for index, allegation in enumerate(allegations):
        desk.rules.known("disciplines", allegation.discipline, f"allegations[{index}].discipline")
        rules.said(allegation.text, f"allegations[{index}].text")
    if not allegations:
        raise Refused("E-INPUT/blank", path="$.allegations")
    for field in ("name", "unit"):
        rules.said(getattr(accused, field), f"accused.{field}")


def _identity(complainant: Complainant) -> dict[str, str]:
    """Flat text fields for the sealed table; lists become lines."""
    return {
        name: value if isinstance(value, str) else "\n".join(value)
        for name, value in asdict(complainant).items()
        if value
    }


def accused_person(desk: Desk, shelf: "Shelf", accused: Accused, managed_by: str) -> str:
    """The person record: the one that was named, or a new one; a namesake must be chosen or told apart (F28)."""
    if accused.person:
        known = shelf.record("person", accused.person)
        rules.kept_here(desk.rules, rules.jurisdiction(desk.rules, known.fields.get("managed_by") or managed_by))
        return known.id
    others = of_that_name(shelf, accused.name)
    people.told_apart(desk.rules, people.Known("", accused.name, accused.unit, accused.post, accused.rank), others)
    fields = {"name": accused.name, "unit": accused.unit, "post": accused.post, "rank": accused.rank}
    return shelf.create("person", fields | {"managed_by": managed_by})


def of_that_name(shelf: "Shelf", name: str) -> list[people.Known]:
    """Everybody whose name or unit contains the name, found by the index however many people are known."""
    found = [id_ for _, id_ in shelf.search(name, ("person",))]
    rows = shelf.rows("person", ("id", "name", "unit", "post", "rank"), where={"id": found})
    return [people.Known(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Reported:
    """Where an allegation belongs: petition, person and place among the petition's allegations."""

    petition: str
    accused: str
    position: int


def enter_allegation(desk: Desk, shelf: "Shelf", name: str, where: Reported, what: AllegationText) -> str:
    """A new allegation by the step `name`; its id."""
    fields: dict[str, Any] = {"petition": where.petition, "accused": where.accused, "position": where.position}
    allegation = shelf.create("allegation", fields | {"text": what.text, "discipline": what.discipline})
    advance(desk, shelf, name, shelf.record("allegation", allegation))
    return allegation


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """One line of the petition list."""

    id: str
    number: str
    received_on: str
    channel: str
    accused: str
    state: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class AllegationRow:
    """One allegation with what was found."""

    id: str
    petition: str
    number: str
    position: int
    accused: str
    text: str
    finding: str
    state: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class PetitionView:
    """Everything the page of one petition shows; never the complainant, only whether one is sealed."""

    id: str
    fields: dict[str, Any]
    accused: dict[str, Any]
    allegations: tuple[AllegationRow, ...]
    sealed: bool
    progress: Progress


def list_petitions(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[PetitionRow, ...]:
    """Registered and received petitions, newest first; `text` searches numbers, names and summaries."""
    with looking(desk) as shelf:
        columns = ("id", "number", "received_on", "channel", "state", "conflict")
        rows = newest(shelf, "petition", columns, part)
        accused = _names(shelf, {"petition": [row[0] for row in rows]} if part.count else {})
    found = (
        PetitionRow(id_, number or "", received, channel or "", accused.get(id_, ""), state, bool(conflict))
        for id_, number, received, channel, state, conflict in rows
    )
    return tuple(row for row in found if text in f"{row.number} {row.accused}")


def _names(shelf: "Shelf", where: Mapping[str, Any]) -> Mapping[str, str]:
    """Petition -> the names of all it is about, in the order they were entered."""
    rows = shelf.rows("allegation", ("petition", "accused"), where=where, order="created")
    people, found = named(shelf, "person", (person for _, person in rows)), dict[str, dict[str, None]]()
    for petition, person in rows:
        found.setdefault(petition, {})[people[person]] = None
    return {petition: "、".join(names) for petition, names in found.items()}


def list_allegations(desk: Desk, petition: str = "", part: Portion = EVERYTHING) -> tuple[AllegationRow, ...]:
    """The allegations of one petition, or of all, in the order they were registered."""
    with looking(desk) as shelf:
        return _allegations(shelf, {"petition": petition} if petition else {}, part)


def _allegations(shelf: "Shelf", where: dict[str, str], part: Portion = EVERYTHING) -> tuple[AllegationRow, ...]:
    columns = ("id", "petition", "position", "accused", "text", "finding", "state", "conflict")
    rows = shelf.rows("allegation", columns, where=where, limit=part.count, start=part.start)
    people = named(shelf, "person", (row[3] for row in rows))
    numbers = named(shelf, "petition", (row[1] for row in rows), "number")
    return tuple(
        AllegationRow(
            id_, petition, numbers[petition], position, people[accused], text, finding or "", state, bool(conflict)
        )
        for id_, petition, position, accused, text, finding, state, conflict in rows
    )


def show_petition(desk: Desk, petition: str) -> PetitionView:
    """One petition with its allegations and where it stands."""
    with looking(desk) as shelf:
        record = shelf.record("petition", petition)
        allegations = _allegations(shelf, {"petition": petition})
        persons = shelf.rows("allegation", ("accused",), where={"petition": petition}, limit=1)
        accused = dict(shelf.record("person", persons[0][0]).fields) if persons else {}
        sealed = shelf.identity_sealed(petition)
        where = progress(desk, shelf, record)
    return PetitionView(petition, dict(record.fields), accused, allegations, sealed, where)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the office already knows, told apart by unit, post and rank (F28)."""

    id: str
    name: str
    unit: str
    post: str
    rank: str


def namesakes(desk: Desk, name: str) -> tuple[Person, ...]:
    """Everybody known under exactly this name, to choose from when a petition names one again."""
    with looking(desk) as shelf:
        rows = shelf.rows("person", ("id", "name", "unit", "post", "rank"), where={"name": name}, order="created")
    return tuple(Person(*row) for row in rows)


def why_not_receive(desk: Desk, _order: None = None) -> str:
    """Why this officer may not take in a petition; empty when it is theirs to do."""
    officer = desk.officer
    try:
        states.check_step(
            desk.rules, "petition", "receive_petition", state="", officer=officer.id, roles=officer.roles, doers={}
        )
    except Refused as refused:
        return refused.message
    return ""
