"""The people the office knows by name: offered to choose from, and entered when a step needs somebody new."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import people
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.petitions import Person, of_that_name
from lucheng_desktop.procedures.portions import EVERYTHING, Portion
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody a step is about: `person` already on record, or else who it is."""

    person: str = ""
    name: str = ""
    unit: str = ""
    post: str = ""
    rank: str = ""
    managed_by: str = ""


def list_people(desk: Desk, text: str = "", part: Portion = EVERYTHING) -> tuple[Person, ...]:
    """Everybody on record, or a portion, in the order of their names; `text` is found in name, unit or pinyin."""
    columns = ("id", "name", "unit", "post", "rank")
    with looking(desk) as shelf:
        found = {"id": [id_ for _, id_ in shelf.search(text, ("person",))]} if text.strip() else {}
        rows = shelf.rows("person", columns, found, "name", part.count, part.start)
    return tuple(Person(*row) for row in rows)


def person_of(desk: Desk, shelf: "Shelf", whom: Whom, path: str) -> str:
    """The record that was named, or a new one; a namesake must be chosen or told apart (F28)."""
    if whom.person:
        return shelf.record("person", whom.person).id
    _check(desk, whom, path)
    known = people.Known("", whom.name, whom.unit, whom.post, whom.rank)
    people.told_apart(desk.rules, known, of_that_name(shelf, whom.name))
    fields = {"name": whom.name, "unit": whom.unit, "post": whom.post, "rank": whom.rank}
    return shelf.create("person", fields | {"managed_by": whom.managed_by})


def _check(desk: Desk, whom: Whom, path: str) -> None:
    """What must be said is said, and nothing is kept here of a cadre of a higher organ."""
    for field in ("name", "unit"):
        if not getattr(whom, field).strip():
            raise Refused("E-INPUT/blank", path=f"$.{path}.{field}")
    desk.rules.known("ranks", whom.rank, f"{path}.rank")
    desk.rules.known("levels", whom.managed_by, f"{path}.managed_by")
    level = next(term for term in desk.rules.terms.levels if term.code == whom.managed_by)
    if level.jurisdiction == "higher":
        raise Refused("E-PERSON/higher", path=f"$.{path}.managed_by", rule=desk.rules.quote("F10"), level=level.name)
