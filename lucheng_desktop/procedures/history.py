"""Readings of the one ledger: what happened to a record, by whom, and proof that nobody rewrote it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import short_code
from lucheng_desktop.ledger.history import chronicle
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.family import Member, family
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.procedures.speech import Line, Speaker, pack_items
from lucheng_desktop.procedures.titles import ID, Titles

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """What a full check found, in the shape of the console contract; `anchor` compares the head with the keyring's."""

    entries: int
    devices: int
    chain: str
    signatures: int
    first_fault: Any
    anchor: str
    head: str


def history(desk: Desk, kind: str, record: str) -> tuple[Line, ...]:
    """Every change to one record, oldest first."""
    return _read(desk, lambda shelf: ((kind, record),))


def case_history(desk: Desk, kind: str, record: str) -> tuple[Line, ...]:
    """The changes of a record and of all that belongs to it, in one sequence."""
    return _read(desk, lambda shelf: family(shelf, kind, record))


def printed(lines: Iterable[Line]) -> str:
    """The history as text, one change a line: when, who, what, before, after."""
    shown = (
        f"{line.at:%Y-%m-%d %H:%M:%S}\t{line.officer}\t{line.kind}\t{line.what}\t{line.before}\t{line.after}"
        for line in lines
    )
    return "\n".join(shown) + "\n"


def _read(desk: Desk, members: Callable[["Shelf"], Iterable[Member]]) -> tuple[Line, ...]:
    with looking(desk) as shelf:
        changes = [
            (kind, change) for kind, record in members(shelf) for change in chronicle(shelf.history(kind, record))
        ]
        titles = Titles(shelf, desk.rules)
        pointed = {id_ for _, change in changes for id_ in _ids((change.officer, change.before, change.after))}
        names = {id_: title for id_ in pointed if (title := titles.of(id_))}
        speaker = Speaker(desk.rules, names, pack_items(desk.rules))
    in_order = sorted(changes, key=lambda found: found[1].stamp)
    return tuple(speaker.line(kind, change) for kind, change in in_order)


def _ids(value: object) -> Iterator[str]:
    """Everything in a value that may be the id of a record."""
    if isinstance(value, Mapping):
        yield from _ids(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _ids(part)
    elif isinstance(value, str | bytes):
        yield from ID.findall(value.hex() if isinstance(value, bytes) else value)


def verify_ledger(desk: Desk, *, newest: bool = False) -> LedgerCheck:
    """Check the ledger and the anchor; `newest`: do not read again what was proven before."""
    check = desk.vault.ledger_check(newest=newest)
    head = ledger_head(desk).head
    counts = (check.entries, check.devices, check.chain, check.signatures, check.first_fault)
    return LedgerCheck(*counts, desk.vault.anchor, head)


def printed_head(desk: Desk, shelf: "Shelf") -> str:
    """Twelve digits of this device's head and their check digit: each circular witnesses the ledger it came from."""
    _, head = shelf.heads()[desk.vault.device]
    return short_code.checked(head.hex()[: short_code.LENGTH])


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """How many entries the ledger holds and the id of this device's last one."""

    entries: int
    head: str


def ledger_head(desk: Desk) -> LedgerHead:
    """The head of the ledger as it goes onto paper."""
    from lucheng_desktop.vault import proof

    with desk.vault.connection() as connection:
        held = proof.holding(connection)
    _, head = held.heads.get(desk.vault.device.hex(), (0, ""))
    return LedgerHead(held.entries, head)
