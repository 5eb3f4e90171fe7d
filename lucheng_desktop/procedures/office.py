"""The office itself: who sits at the desk, who belongs to it, and whether its history is whole."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.chain import Check
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import Change
    from lucheng_desktop.vault.shelf import Shelf

PACK = "lucheng-2020"
"""The rule pack a vault works by until the office approves one of its own."""


@dataclass(frozen=True, slots=True)
class Unlock:
    """Open a vault as one of its officers."""

    vault: Path
    officer: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer as lists show one: of this vault (`local`) or of another, known by card."""

    id: str
    name: str
    roles: tuple[str, ...]
    office: str
    local: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What another vault must know to receive from and hand over to this officer: public keys only, hex."""

    office: str
    office_name: str
    device: str
    device_key: str
    officer: str
    name: str
    roles: tuple[str, ...]
    sign_key: str
    agree_key: str


@dataclass(frozen=True, slots=True)
class EnrolPeer:
    """Take in the card of an officer of another vault, brought by hand."""

    card: Card


@dataclass(frozen=True, slots=True)
class PeerEnrolled:
    """Bundles of that device are now trusted, and bundles can be made for that officer."""

    officer: str
    name: str


def officers_of(vault: Path) -> tuple[str, ...]:
    """The names that can unlock a vault; no key needed."""
    from lucheng_desktop.vault import door

    return door.officers(vault)


def unlock(order: Unlock, clock: Clock | None = None) -> Desk:
    """Unlock and lay the desk; refused with E-PASSPHRASE, E-VAULT-BUSY and the other codes of the door."""
    from lucheng_desktop.cases.rulebook import load
    from lucheng_desktop.vault import door

    clock = clock or Clock()
    vault = door.unlock(order.vault, order.officer, order.passphrase, clock=clock)
    return Desk(vault, vault.officer, clock, load(PACK))


def vault_info(vault: Path) -> dict[str, Any]:
    """What may be known of a vault without a passphrase."""
    from lucheng_desktop.vault import door

    return door.info(vault)


def recipient(desk: Desk, name: str) -> str:
    """The id of the one officer of that name, of this vault or another's; refused when there is none or several."""
    found = [one for one in colleagues(desk) if name in (one.name, one.id)]
    if len(found) != 1:
        raise Refused("E-RECIPIENT", name=name, count=len(found))
    return found[0].id


def colleagues(desk: Desk) -> tuple[Colleague, ...]:
    """Everybody known to this vault, own officers first."""
    with desk.vault.reading() as shelf:
        rows = shelf.rows("officer", ("id", "name", "roles", "office", "local"), order="created")
    people = (Colleague(id_, name, tuple(roles.split()), office, bool(local)) for id_, name, roles, office, local in rows)
    return tuple(sorted(people, key=lambda one: not one.local))


def card(desk: Desk, name: str = "") -> Card:
    """The card of an officer of this vault (the one at the desk when no name is given) for other vaults."""
    vault = desk.vault
    with vault.reading() as shelf:
        where = {"name": name or desk.officer.name, "local": 1}
        found = shelf.rows("officer", ("id", "name", "roles", "sign_key", "agree_key"), where=where)
        device = shelf.record("device", vault.device.hex()).fields["sign_key"]
    if not found:
        raise Refused("E-ABSENT", kind="officer")
    officer, officer_name, roles, sign_key, agree_key = found[0]
    place = (vault.office, vault.office_name, vault.device.hex(), device)
    return Card(*place, officer, officer_name, tuple(roles.split()), sign_key, agree_key)


@step("office")
def enrol_peer(desk: Desk, order: EnrolPeer) -> PeerEnrolled:
    """Write the peer's device and officer into the ledger under this officer's signature."""
    peer = order.card
    if peer.office == desk.vault.office and peer.device == desk.vault.device.hex():
        raise Refused("E-OWN-CARD")
    device = {"office": peer.office, "name": peer.office_name, "sign_key": peer.device_key}
    officer = {"name": peer.name, "roles": list(peer.roles), "office": peer.office}
    keys = {"sign_key": peer.sign_key, "agree_key": peer.agree_key, "local": False}
    with desk.vault.transaction() as shelf:
        _member(shelf, "device", peer.device, device)
        _member(shelf, "officer", peer.officer, officer | keys)
    return PeerEnrolled(peer.officer, peer.name)


def _member(shelf: "Shelf", kind: str, entity: str, fields: dict[str, Any]) -> None:
    """A member entry, unless the same keys are known already; another key under a known id is refused."""
    known = shelf.rows(kind, ("sign_key",), where={"id": entity})
    if not known:
        shelf.append(kind, entity, "member", fields)
    elif known[0][0] != fields["sign_key"]:
        raise Refused("E-CARD-KEY", name=fields["name"])
