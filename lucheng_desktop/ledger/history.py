"""The history of an entity as lines people read: who changed what, when, from what, to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.lineage import trace
from lucheng_desktop.ledger.merge import states, units, written_fields


@dataclass(frozen=True, slots=True)
class Change:
    """One line: `what` is a field, a step, a set, a list or the kind itself; `before` is what the writer saw."""

    stamp: int
    officer: str
    kind: str
    what: str
    before: Any
    after: Any
    entry: str


def chronicle(entries: Iterable[Entry]) -> tuple[Change, ...]:
    """Every change of one entity in causal order, one line for each field."""
    lineage = trace(entries)
    fields = {name: unit for (_, name), unit in units(lineage, {}).items()}
    state = states(lineage)
    lines: list[Change] = []
    member: Mapping[str, Any] = {}
    for place, entry in enumerate(lineage.entries):
        if entry.kind == "member" and not entry.shredded:
            lines.extend(_membership(entry, member))
            member = entry.body
            continue
        seen = {name: unit.seen_by(place) for name, unit in fields.items() if name in written_fields(entry)}
        before = {name: branches[0].values[name] for name, branches in seen.items() if branches}
        stood = state.seen_by(place) if entry.kind == "resolve" else ()
        lines.extend(_lines(entry, before, stood[0].values["state"] if stood else ""))
    return tuple(lines)


def _membership(entry: Entry, before: Mapping[str, Any]) -> Iterator[Change]:
    """What a member's entry says anew; it repeats all the rest."""
    for name in (*entry.body, *(name for name in before if name not in entry.body)):
        old, new = before.get(name), entry.body.get(name)
        if old != new:
            yield Change(entry.stamp, entry.officer.hex(), entry.kind, name, old, new, entry.id.hex())


def _lines(entry: Entry, before: Mapping[str, Any], state: str) -> Iterator[Change]:
    for what, old, new in _changes(entry, before, state):
        yield Change(entry.stamp, entry.officer.hex(), entry.kind, what, old, new, entry.id.hex())


def _changes(entry: Entry, before: Mapping[str, Any], state: str) -> Iterator[tuple[str, Any, Any]]:
    body = entry.body
    if entry.shredded:
        yield entry.kind, None, None
    elif entry.kind in ("set", "resolve"):
        for name, value in written_fields(entry).items():
            yield name, before.get(name), value
        if entry.kind == "resolve":
            yield from _choices(body, state)
    elif entry.kind == "transition":
        yield body["step"], body["from"], body["to"]
    elif entry.kind in ("add", "remove"):
        yield body["set"], *((None, body["value"]) if entry.kind == "add" else (body["value"], None))
    elif entry.kind == "append":
        yield body["list"], None, body["item"]
    else:
        yield entry.kind, None, dict(body)


def _choices(body: Mapping[str, Any], state: str) -> Iterator[tuple[str, Any, Any]]:
    if "state" in body:
        yield "transition", state, body["state"]
    if "voided" in body:
        yield "void", None, body["voided"]
    for kind in body.get("settles", ()):
        yield kind, None, None
