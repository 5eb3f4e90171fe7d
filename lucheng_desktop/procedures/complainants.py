"""Who complained: opened by the petition office alone, for a purpose and a time, and found by exact name or number."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.reading import hidden, refuse
from lucheng_desktop.refusal import Refused

INTAKE = "petition_office"
"""The only role that opens identities."""


@dataclass(frozen=True, slots=True)
class OpenComplainant:
    """See who complained; `purpose` stays in the ledger."""

    petition: str
    purpose: str


@dataclass(frozen=True, slots=True)
class ComplainantOpened:
    """What was sealed, and until when it may be seen again without a purpose stated anew, `seconds` from now."""

    petition: str
    facts: dict[str, str] = field(repr=False)
    until: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class FindComplainant:
    """Petitions of a person by exact name, phone or identity number."""

    text: str = field(repr=False)
    purpose: str


@dataclass(frozen=True, slots=True)
class ComplainantFound:
    """(petition, number) in the order they were sealed; never the person."""

    petitions: tuple[tuple[str, str], ...]


@step("petition")
def open_complainant(desk: Desk, order: OpenComplainant) -> ComplainantOpened:
    """Open the sealed identity; the refusal of anybody else is on the record too."""
    from lucheng_desktop.vault import identities

    refuse(desk, "petition", order.petition)
    with desk.vault.transaction() as shelf:
        facts = dict(identities.grant(shelf, order.petition, order.purpose))
    until = moment(desk.clock.now()) + timedelta(minutes=identities.MINUTES)
    return ComplainantOpened(order.petition, facts, until, 60 * identities.MINUTES)


def see_complainant(desk: Desk, petition: str) -> dict[str, str]:
    """What an opening that still runs shows; refused `E-IDENTITY/expired` afterwards."""
    from lucheng_desktop.vault import identities

    refuse(desk, "petition", petition)
    return dict(identities.again(desk.vault, petition))


def why_not_open(desk: Desk, _order: None = None) -> str:
    """Whose work opening identities is, when it is not this officer's; empty when it is. No request yet."""
    if INTAKE in desk.officer.roles:
        return ""
    title: str = words("officers")["titles"]["open_complainant"]
    return Refused("E-ROLE", title=title, actors=desk.rules.term("roles", INTAKE)).message


@step("petition")
def find_complainant(desk: Desk, order: FindComplainant) -> ComplainantFound:
    """Whether somebody has complained before; the ledger hears how many were found, not for whom was looked."""
    from lucheng_desktop.vault import identities

    with desk.vault.transaction() as shelf:
        found = identities.find(shelf, order.text, order.purpose)
        numbers = dict(shelf.rows("petition", ("id", "number"), where={"id": found}))
    left_out = hidden(desk)
    shown = [petition for petition in found if petition not in left_out]
    return ComplainantFound(tuple((petition, numbers.get(petition) or "") for petition in shown))
