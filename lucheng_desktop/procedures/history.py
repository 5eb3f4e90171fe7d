"""Readings of the one ledger: what happened to a record, by whom, and proof that nobody rewrote it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.ledger.history import Change, chronicle
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.family import Member, family

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Line:
    """One change in the office's words: who, when, what, before and after."""

    at: datetime
    officer: str
    kind: str
    what: str
    before: str
    after: str


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
    shown = (f"{line.at:%Y-%m-%d %H:%M:%S}\t{line.officer}\t{line.kind}\t{line.what}\t{line.before}\t{line.after}" for line in lines)
    return "\n".join(shown) + "\n"


def _read(desk: Desk, members: Callable[["Shelf"], Iterable[Member]]) -> tuple[Line, ...]:
    with desk.vault.reading() as shelf:
        names = dict(shelf.rows("officer", ("id", "name")))
        changes = [(kind, change) for kind, record in members(shelf) for change in chronicle(shelf.history(kind, record))]
    in_order = sorted(changes, key=lambda found: found[1].stamp)
    return tuple(_line(desk, names, kind, change) for kind, change in in_order)


def verify_ledger(desk: Desk) -> LedgerCheck:
    """Check every link, every signature and the anchor."""
    check = desk.vault.ledger_check()
    head = ledger_head(desk).head
    counts = (check.entries, check.devices, check.chain, check.signatures, check.first_fault)
    return LedgerCheck(*counts, desk.vault.anchor, head)


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """How many entries the ledger holds and the id of this device's last one."""

    entries: int
    head: str


def ledger_head(desk: Desk) -> LedgerHead:
    """The head of the ledger as it goes onto paper."""
    with desk.vault.reading() as shelf:
        own = shelf.heads().get(desk.vault.device)
        entries = sum(1 for _ in shelf.entries())
    return LedgerHead(entries, own[1].hex() if own else "")


def _line(desk: Desk, names: Mapping[str, str], kind: str, change: Change) -> Line:
    officer = names.get(change.officer, change.officer)
    if change.kind == "transition":
        what, before, after = _step(desk, kind, change)
    else:
        what, before, after = _field_name(change.what), *(_value(desk, change.what, value) for value in (change.before, change.after))
    return Line(moment(change.stamp), officer, words("history")["kinds"][change.kind], what, before, after)


def _step(desk: Desk, kind: str, change: Change) -> tuple[str, str, str]:
    """A step by the verb on its button, and both states by their words."""
    procedure = desk.rules.procedure(kind)
    transition = procedure.transition(change.what)
    title = transition.title if transition else change.what
    return title, procedure.state_name(change.before), procedure.state_name(change.after)


def _field_name(field: str) -> str:
    """The office's name of a field; of a dotted one, the names of its parts."""
    names = words("history")["fields"]
    known: str = names.get(field) or ".".join(names.get(part, part) for part in field.split("."))
    return known


def _value(desk: Desk, field: str, value: object) -> str:
    """A value in words: codes by their names in the rule pack, lists and tables in one line, nothing as nothing."""
    if isinstance(value, dict):
        return "; ".join(f"{_field_name(name)}: {_value(desk, name, part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_value(desk, field, part) for part in value)
    if isinstance(value, bytes):
        return value.hex()
    text = "" if value is None else str(value)
    terms = words("history")["terms"].get(field)
    return desk.rules.term(terms, text) if terms else text
