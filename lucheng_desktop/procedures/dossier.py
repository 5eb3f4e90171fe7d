"""What the office knows of one person, gathered from the records for the guards; nothing of it is shown here."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.redeployment import Recorded
from lucheng_desktop.cases.sanctions import Imposed
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.petition_disposal import open_cases

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

STANDING = ("recorded", "confirmed", "restoration_recorded", "restored", "annulment_recorded")
"""States of a sanction that still speaks against the person."""
UNCONFIRMED = "recorded"
Identity = Mapping[str, str]
"""A sealed identity once opened; it is compared and forgotten."""
_UNFINISHED = ("open", "finding_drafted")
_AT_REST = ("repeat_filed", "withdrawn", "redirected", "redirected_down")
"""States of a petition in which nobody looks for a finding; one that is closed says so itself."""


def sees_all(desk: Desk) -> bool:
    """Whether this officer may know of petitions and cases against a person."""
    return not set(desk.officer.roles).isdisjoint(desk.rules.parameter("path_readers"))


def recorded(shelf: "Shelf", person: str) -> tuple[Recorded, ...]:
    """Every sanction on record that stands; one in conflict counts as unconfirmed."""
    rows = shelf.rows("sanction", ("id",), where={"person": person, "state": STANDING, "voided": 0})
    records = (shelf.record("sanction", id_) for (id_,) in rows)
    return tuple(Recorded(imposed(record), record.state != UNCONFIRMED and not record.conflicts) for record in records)


def imposed(record: "State") -> Imposed:
    """A sanction record as the effect periods count it."""
    fields = record.fields
    restored = fields.get("restored_on")
    return Imposed(
        fields["code"],
        date.fromisoformat(fields["effective_on"]),
        date.fromisoformat(restored) if restored else None,
        fields.get("months"),
    )


def petitions_of(shelf: "Shelf", person: str) -> tuple[str, ...]:
    """The petitions that accuse the person, each once."""
    rows = shelf.rows("allegation", ("petition",), where={"accused": person, "voided": 0})
    return tuple(dict.fromkeys(petition for (petition,) in rows))


def open_case(shelf: "Shelf", person: str) -> bool:
    """Whether a case filed against the person is not closed."""
    return bool(open_cases(shelf, person))


def open_clue(shelf: "Shelf", person: str) -> bool:
    """Whether anything reported of the person has no approved finding, on a petition that is not put to rest."""
    where = {"accused": person, "state": _UNFINISHED, "voided": 0}
    petitions = [petition for (petition,) in shelf.rows("allegation", ("petition",), where=where)]
    rows = shelf.rows("petition", ("state", "closed_on"), where={"id": petitions, "voided": 0})
    return any(not closed and state not in _AT_REST for state, closed in rows)


def private_gain(desk: Desk, shelf: "Shelf", person: str) -> bool:
    """Whether a tolerance case of the person names private gain among its exclusions."""
    named = set(desk.rules.parameter("private_gain_exclusions"))
    rows = shelf.rows("tolerance", ("id",), where={"subject": person, "voided": 0})
    return any(named & set(shelf.record("tolerance", id_).fields.get("exclusions") or ()) for (id_,) in rows)


def appealing(shelf: "Shelf", person: str) -> bool:
    """Whether an appeal of the person is under review."""
    cases = [case for (case,) in shelf.rows("tolerance", ("id",), where={"subject": person, "voided": 0})]
    return bool(shelf.rows("appeal", ("id",), where={"tolerance": cases, "state": "appealed"}, limit=1))


def entangled(shelf: "Shelf", person: str, other: str) -> bool:
    """Whether one petition accuses both."""
    return not set(petitions_of(shelf, person)).isdisjoint(petitions_of(shelf, other))


def complainants(shelf: "Shelf", person: str, purpose: str) -> Iterator[Identity]:
    """The sealed identities of all petitions against the person; each opening stays in the ledger."""
    for petition in petitions_of(shelf, person):
        if shelf.identity_sealed(petition):
            yield shelf.open_identity(petition, purpose)
