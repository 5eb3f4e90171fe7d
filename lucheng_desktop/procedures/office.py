"""The office itself: who sits at the desk, who belongs to it, and whether its history is whole."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.entry import Entry
    from lucheng_desktop.vault.door import Info
    from lucheng_desktop.vault.shelf import Shelf

PACK = "lucheng-2020"
"""The rule pack a vault works by until the office approves one of its own."""


@dataclass(frozen=True, slots=True)
class Unlock:
    """Open a vault as one of its officers."""

    vault: Path
    officer: str
    passphrase: str
    device_code: str = ""
    """The printed code of this PC, where no keyring keeps it."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer as lists show one, with the name of the office: of this vault (`local`) or of another, by card."""

    id: str
    name: str
    roles: tuple[str, ...]
    office: str
    local: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What another vault must know to receive from this device and to hand over to this officer.

    `entries`: the signed member entries of office, device and officer, in hex; the rest is for the eye, to compare.
    """

    office: str
    officer: str
    roles: tuple[str, ...]
    device: str
    fingerprint: str
    entries: tuple[str, ...]


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


def waits(vault: Path, officer: str) -> int:
    """Seconds an officer has to wait after wrong passphrases before another is tried."""
    from lucheng_desktop.vault import door

    return door.waits(vault, officer)


def unlock(order: Unlock, clock: Clock | None = None) -> Desk:
    """Unlock and lay the desk; refused with E-PASSPHRASE, E-VAULT-BUSY and the other codes of the door."""
    from lucheng_desktop.procedures.packs import office_rules
    from lucheng_desktop.vault import device_code, door

    secret = device_code.read(order.device_code) if order.device_code.strip() else None
    clock = clock or Clock()
    vault = door.unlock(order.vault, order.officer, order.passphrase, clock=clock, device_secret=secret)
    return Desk(vault, vault.officer, clock, office_rules(vault, clock.today(), PACK))


def vault_info(vault: Path) -> "Info":
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
    """Everybody in office known to this vault, own officers first."""
    with desk.vault.reading() as shelf:
        offices = dict(shelf.rows("office", ("id", "name")))
        where = {"retired": None}
        rows = shelf.rows("officer", ("id", "name", "roles", "office", "local"), where=where, order="created")
    people = (
        Colleague(id_, name, tuple(roles.split()), offices.get(office, office), bool(local))
        for id_, name, roles, office, local in rows
    )
    return tuple(sorted(people, key=lambda one: not one.local))


def card(desk: Desk, name: str = "") -> Card:
    """The card of an officer of this vault (the one at the desk when no name is given) for other vaults."""
    from lucheng_desktop.ledger.entry import encode

    vault = desk.vault
    with vault.reading() as shelf:
        where = {"name": name or desk.officer.name, "local": 1, "retired": None}
        found = shelf.rows("officer", ("id", "name", "roles", "agree_key"), where=where)
        if not found:
            raise Refused("E-ABSENT", kind="officer", id=name)
        officer, officer_name, roles, agree_key = found[0]
        members = (("office", vault.office), ("device", vault.device.hex()), ("officer", officer))
        entries = [entry for kind, id_ in members for entry in shelf.history(kind, id_) if entry.kind == "member"]
        signer = {entry.officer.hex() for entry in entries} - {officer}
        entries += [
            entry for id_ in sorted(signer) for entry in shelf.history("officer", id_) if entry.kind == "member"
        ]
    wires = tuple(encode(entry).hex() for entry in entries)
    return Card(
        vault.office_name, officer_name, tuple(roles.split()), vault.device.hex(), fingerprint(agree_key), wires
    )


def fingerprint(key: str) -> str:
    """Twenty characters of a public key in groups of four, to be compared by reading aloud."""
    digest = sha256(bytes.fromhex(key)).hexdigest()[:20]
    return " ".join(digest[at : at + 4] for at in range(0, 20, 4))


@step("office")
def enrol_peer(desk: Desk, order: EnrolPeer) -> PeerEnrolled:
    """Take in a card: its entries join the ledger, and this officer's signature says that the device is trusted."""
    entries, device = _read_card(order.card)
    if device == desk.vault.device:
        raise Refused("E-OWN-CARD")
    with desk.vault.transaction() as shelf:
        admitted = shelf.admit(entries, frozenset({device}))
        if admitted.quarantined or admitted.waiting:
            raise Refused("E-CARD", name=order.card.officer)
        officer = _introduced(shelf, order.card)
        known = shelf.record("device", order.card.device).fields
        if not shelf.rows("peer", ("id",), where={"id": order.card.device}):
            fields = {"name": order.card.office, "sign_key": known["sign_key"]}
            shelf.append("peer", order.card.device, "set", fields)
    return PeerEnrolled(officer, order.card.officer)


def _read_card(card: Card) -> tuple[list["Entry"], bytes]:
    """The card's entries and its device; a card introduces offices, devices and officers, and carries nothing else."""
    from lucheng_desktop.ledger.entry import decode

    try:
        entries = [decode(bytes.fromhex(wire)) for wire in card.entries]
        device = bytes.fromhex(card.device)
    except ValueError as error:
        raise Refused("E-CARD", name=card.officer) from error
    if any(entry.kind != "member" or entry.entity_kind not in ("office", "device", "officer") for entry in entries):
        raise Refused("E-CARD", name=card.officer)
    return entries, device


def _introduced(shelf: "Shelf", card: Card) -> str:
    """The officer that the card's own entries describe; words that say otherwise are refused."""
    for id_, agree_key in shelf.rows("officer", ("id", "agree_key"), where={"name": card.officer, "local": 0}):
        if fingerprint(agree_key) == card.fingerprint:
            found: str = id_
            return found
    raise Refused("E-CARD", name=card.officer)
