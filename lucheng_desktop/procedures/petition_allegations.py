"""A petition about several people: each with their own allegations, and each allegation with its own finding."""

from dataclasses import dataclass

from lucheng_desktop.cases import petitions as rules
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.petitions import (
    Accused,
    AllegationText,
    Reported,
    accused_person,
    check_content,
    enter_allegation,
)


@dataclass(frozen=True, slots=True)
class AddAllegation:
    """What a registered petition also reports, of the same person or another; who manages that person is said first."""

    petition: str
    managed_by: str
    accused: Accused
    allegations: tuple[AllegationText, ...]


@dataclass(frozen=True, slots=True)
class AllegationAdded:
    """The person's record and the new allegations."""

    petition: str
    accused: str
    allegations: tuple[str, ...]


@step("allegation")
def add_allegation(desk: Desk, order: AddAllegation) -> AllegationAdded:
    """Enter further allegations; of a person managed by a higher level nothing is entered (F10)."""
    rules.kept_here(desk.rules, rules.jurisdiction(desk.rules, order.managed_by))
    rules.rank_is_ours(desk.rules, order.accused.rank, "accused.rank")
    check_content(desk, order.accused, order.allegations)
    with desk.vault.transaction() as shelf:
        petition = shelf.record("petition", order.petition)
        rules.kept_here(desk.rules, petition.fields["jurisdiction"])
        rules.takes_allegations(desk.rules, petition.state)
        known = len(shelf.rows("allegation", ("id",), where={"petition": order.petition}))
        accused = accused_person(desk, shelf, order.accused, order.managed_by)
        added = tuple(
            enter_allegation(desk, shelf, "add_allegation", Reported(order.petition, accused, position), text)
            for position, text in enumerate(order.allegations, start=known + 1)
        )
    return AllegationAdded(order.petition, accused, added)
