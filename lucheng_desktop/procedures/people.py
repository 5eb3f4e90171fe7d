"""The people the office knows by name, as pages offer them to choose from."""

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.petitions import Person


def list_people(desk: Desk, text: str = "") -> tuple[Person, ...]:
    """Everybody on record, in the order of their names; `text` searches name and unit."""
    with desk.vault.reading() as shelf:
        rows = shelf.rows("person", ("id", "name", "unit", "post", "rank"), order="name")
    return tuple(one for one in (Person(*row) for row in rows) if text in f"{one.name} {one.unit}")
