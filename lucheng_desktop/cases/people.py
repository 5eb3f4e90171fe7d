"""People: the same name is not the same person; only the id is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Known:
    """A person the office has a record of."""

    id: str
    name: str
    unit: str
    post: str
    rank: str


def same_person(first: Known, second: Known) -> bool:
    """By id alone (F28)."""
    return first.id == second.id


def namesakes(name: str, people: Iterable[Known]) -> tuple[Known, ...]:
    """Everybody known under the name, blanks within it aside."""
    bare = _bare(name)
    return tuple(person for person in people if _bare(person.name) == bare)


def told_apart(rules: "Rulebook", newcomer: Known, people: Iterable[Known]) -> None:
    """Refused when somebody of the same name, unit and post is known already: choose that record or say more (F28)."""
    for person in namesakes(newcomer.name, people):
        if not same_person(person, newcomer) and (person.unit, person.post) == (newcomer.unit, newcomer.post):
            raise Refused("E-SAME-NAME/known", rule=rules.quote("F28"), name=newcomer.name, unit=newcomer.unit)


def _bare(name: str) -> str:
    return "".join(name.split())
