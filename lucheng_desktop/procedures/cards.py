"""Public-key cards as files: written and read again, and shown only when their words are those of their entries."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import shapes
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.office import Card, card, fingerprint
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.ledger.entry import Entry
    from lucheng_desktop.ledger.merge import State

FORMAT = "lucheng-card-1"
_MOST_BYTES = 1 << 20
_CODE_DIGITS = 24


@dataclass(frozen=True, slots=True)
class CardFile:
    """What a card's file holds; another `format` is none of ours."""

    format: str
    card: Card


@dataclass(frozen=True, slots=True)
class SaveCard:
    """Write the card of the officer at the desk to a file for another office."""

    target: Path


@dataclass(frozen=True, slots=True)
class CardSaved:
    """The file was read again and holds the card; `code` is what both sides compare aloud."""

    target: Path
    bytes: int
    code: str


@step("office")
def save_card(desk: Desk, order: SaveCard) -> CardSaved:
    """Write the card, read the file as a receiver would, and only then say that it is written."""
    own = card(desk)
    content = json.dumps(asdict(CardFile(FORMAT, own)), ensure_ascii=False, indent=1).encode()
    write_checked(order.target, content)
    if read_card(order.target) != own:
        order.target.unlink()
        raise Refused("E-EXPORT", file=order.target.name)
    return CardSaved(order.target, len(content), code(own))


def code(shown: Card) -> str:
    """Twenty-four hex digits over the whole card in groups of four: another key or device anywhere is another code."""
    told = json.dumps(asdict(shown), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(told.encode()).hexdigest()[:_CODE_DIGITS]
    return " ".join(digest[at : at + 4] for at in range(0, _CODE_DIGITS, 4))


def open_card(desk: Desk, file: Path) -> Card:
    """Another device's card, to be compared before it is taken in; refused with E-OWN-CARD for this device's own."""
    found = read_card(file)
    if bytes.fromhex(found.device) == desk.vault.device:
        raise Refused("E-OWN-CARD")
    return found


def read_card(file: Path) -> Card:
    """The card in a file, its words proven by its signed entries; nothing is taken in. Refused E-FILE, E-CARD."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error
    try:
        found = shapes.read(CardFile, json.loads(content))
    except (ValueError, RecursionError, Refused) as error:
        raise Refused("E-CARD/file", file=file.name) from error
    if found.format != FORMAT:
        raise Refused("E-CARD/file", file=file.name)
    if not _true(found.card):
        raise Refused("E-CARD", name=found.card.officer)
    return found.card


def _true(shown: Card) -> bool:
    """Whether office, officer, roles, device and fingerprint are what the card's entries say, each one signed."""
    from lucheng_desktop.ledger.entry import decode

    try:
        entries = [decode(bytes.fromhex(wire)) for wire in shown.entries]
        told = _members(entries)
        return _signed(entries, told["officer"]) and _says(told, shown)
    except (ValueError, KeyError, TypeError):
        return False


def _members(entries: Iterable["Entry"]) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Kind -> id -> fields of the members that the entries introduce."""
    from lucheng_desktop.ledger.merge import fold

    grouped: dict[str, dict[str, list[Entry]]] = {"office": {}, "device": {}, "officer": {}}
    for entry in entries:
        grouped[entry.entity_kind].setdefault(entry.entity.hex(), []).append(entry)
    return {kind: {id_: _stated(fold(found, {})) for id_, found in ids.items()} for kind, ids in grouped.items()}


def _stated(member: "State") -> Mapping[str, Any]:
    """What the member entries of one member say, the later ones over the earlier."""
    stated: dict[str, Any] = {}
    for body in member.appended["member"]:
        stated |= body
    return stated


def _signed(entries: Iterable["Entry"], officers: Mapping[str, Mapping[str, Any]]) -> bool:
    from lucheng_desktop.ledger.entry import verify

    return all(verify(entry, bytes.fromhex(officers[entry.officer.hex()]["sign_key"])) for entry in entries)


def _says(told: Mapping[str, Mapping[str, Mapping[str, Any]]], shown: Card) -> bool:
    office = told["device"][shown.device]["office"]
    return told["office"][office]["name"] == shown.office and any(
        (one["name"], tuple(one["roles"]), one["office"]) == (shown.officer, shown.roles, office)
        and fingerprint(one["agree_key"]) == shown.fingerprint
        for one in told["officer"].values()
    )
