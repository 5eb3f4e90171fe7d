"""One person's path over petitions, clearances, tolerance, sanctions and redeployment; never who complained."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures import dossier
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.progress import standing
from lucheng_desktop.procedures.reading import looking, refuse
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class PersonPath:
    """Whose path."""

    person: str


@dataclass(frozen=True, slots=True)
class Waymark:
    """One record on the path: its day, kind, id, number if it has one, state as code and word, and what came of it."""

    on: str
    kind: str
    id: str
    number: str
    state: str
    word: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Path:
    """The whole path, oldest first."""

    person: str
    name: str
    waymarks: tuple[Waymark, ...]


_FOLLOWED = {
    "allegation": ("accused", "found_on", "finding", "findings"),
    "clearance": ("subject", "implemented_on", "consent", "consents"),
    "tolerance": ("subject", "act_date", "outcome", "outcomes"),
    "handling": ("person", "decided_on", "form", "handling_forms"),
    "sanction": ("person", "effective_on", "code", "sanctions"),
    "redeployment": ("person", "start_on", "final_grade", "final_grades"),
}
"""Kind -> the field that names the person, its day, and its outcome with the words for it."""


@step("person")
def person_path(desk: Desk, order: PersonPath) -> Path:
    """Everything on record of one person; for officers who handle such cases, not for the organisation department."""
    if not dossier.sees_all(desk):
        readers = "、".join(desk.rules.term("roles", role) for role in desk.rules.parameter("path_readers"))
        raise Refused("E-PATH", readers=readers)
    refuse(desk, "person", order.person)
    with looking(desk) as shelf:
        person = shelf.record("person", order.person)
        marks = [*_petitions(desk, shelf, person.id), *_others(desk, shelf, person.id)]
    marks.sort(key=lambda mark: (mark.on, mark.kind, mark.id))
    return Path(person.id, person.fields["name"], tuple(marks))


def _petitions(desk: Desk, shelf: "Shelf", person: str) -> Iterator[Waymark]:
    for id_ in dossier.petitions_of(shelf, person):
        record = shelf.record("petition", id_)
        yield _mark(desk, record, record.fields.get("received_on"), "")


def _others(desk: Desk, shelf: "Shelf", person: str) -> Iterator[Waymark]:
    for kind, (whose, day, outcome, terms) in _FOLLOWED.items():
        for (id_,) in shelf.rows(kind, ("id",), where={whose: person}):
            record = shelf.record(kind, id_)
            code = record.fields.get(outcome) or ""
            yield _mark(desk, record, record.fields.get(day), desk.rules.term(terms, code) if code else "")


def _mark(desk: Desk, record: "State", day: str | None, outcome: str) -> Waymark:
    on = day or moment(record.created).date().isoformat()
    state, word = standing(desk, record.kind, record.state, voided=record.voided)
    return Waymark(on, record.kind, record.id, record.fields.get("number") or "", state, word, outcome)
