"""What must hold after any merge, worked out the slow and plain way, without the merge's own code."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.merge import State


def ancestors(entry: Entry, known: Mapping[bytes, Entry]) -> frozenset[bytes]:
    found: set[bytes] = set()
    waiting = [parent for parent in entry.parents if parent in known]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parent for parent in known[one].parents if parent in known)
    return frozenset(found)


class History:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self.known = {entry.id: entry for entry in entries}
        self.seen = {one: ancestors(entry, self.known) for one, entry in self.known.items()}

    def saw(self, later: Entry, earlier: Entry) -> bool:
        return earlier.id in self.seen[later.id]

    def apart(self, one: Entry, other: Entry) -> bool:
        return one.id != other.id and not self.saw(one, other) and not self.saw(other, one)

    def of(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.known.values() if entry.kind in kinds]


def values_of(entry: Entry) -> Mapping[str, Any]:
    return {"set": entry.body, "resolve": entry.body.get("fields", {})}.get(entry.kind, {})


def unit(name: str, groups: Mapping[str, str]) -> str:
    parts = name.split(".")
    prefixes = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return next((groups[prefix] for prefix in prefixes if prefix in groups), name)


def shown(state: State, what: str, name: str) -> list[Any]:
    """Every value of a field that a person can see: the standing one and those of its conflict."""
    values = [state.fields[name]] if name in state.fields else []
    for conflict in state.conflicts:
        if conflict.what == what:
            values += [
                value.get(name) if isinstance(value, Mapping) and what != name else value for value in conflict.values
            ]
            values += [value.get(name) for value in conflict.values if isinstance(value, Mapping)]
    return values


def lost_values(history: History, state: State, groups: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Values nobody overwrote knowingly and nobody can see."""
    for entry in history.of("set", "resolve"):
        for name, value in values_of(entry).items():
            over = (
                other
                for other in history.of("set", "resolve")
                if history.saw(other, entry) and name in values_of(other)
            )
            if not any(over) and value not in shown(state, unit(name, groups), name):
                yield name, value


def hidden_choices(history: History, state: State, groups: Mapping[str, str]) -> Iterator[str]:
    """Units written by two who did not know of each other, with nobody later knowing both, and no conflict shown."""
    writes = history.of("set", "resolve")
    touched = {entry.id: {unit(name, groups) for name in values_of(entry)} for entry in writes}
    named = {conflict.what for conflict in state.conflicts}
    for one, other in combinations(writes, 2):
        for what in (touched[one.id] & touched[other.id]) - named:
            after = (
                late
                for late in writes
                if what in touched[late.id] and history.saw(late, one) and history.saw(late, other)
            )
            if history.apart(one, other) and not any(after):
                yield what


def false_alarms(history: History, state: State, groups: Mapping[str, str]) -> Iterator[str]:
    """Conflicts over units whose writers all knew of one another."""
    for conflict in state.conflicts:
        if conflict.what in ("transition", "void", "vote", "number"):
            kinds = (
                ("transition",)
                if conflict.what == "transition"
                else ("void", "set", "add", "remove", "append", "transition", "approve", "vote", "number")
            )
            concerned = history.of(*kinds, "resolve")
        else:
            concerned = [
                e
                for e in history.of("set", "resolve")
                if conflict.what in {unit(name, groups) for name in values_of(e)}
            ]
        if not any(history.apart(one, other) for one, other in combinations(concerned, 2)):
            yield conflict.what


def merged_guarded(history: History, state: State) -> Iterator[str]:
    """Guarded pairs written apart from each other, settled by no resolution that knew both, and not shown."""
    named = {conflict.what for conflict in state.conflicts}
    decides = {"transition": "state", "void": "voided"}
    for what, kinds in {
        "transition": ("transition",),
        "number": ("number",),
        "vote": ("vote",),
        "void": ("void",),
    }.items():
        for one, other in combinations(history.of(*kinds), 2):
            settled = any(
                history.saw(late, one)
                and history.saw(late, other)
                and (decides.get(what) in late.body or what in late.body.get("settles", ()))
                for late in history.of("resolve")
            )
            rivals = what != "vote" or one.officer == other.officer
            if history.apart(one, other) and rivals and not settled and what not in named:
                yield what


def members(history: History) -> dict[str, frozenset[Any]]:
    found: dict[str, set[Any]] = {}
    for entry in history.of("add", "remove"):
        found.setdefault(entry.body["set"], set())
    for entry in history.of("add"):
        same = [
            e
            for e in history.of("remove")
            if (e.body["set"], e.body["value"]) == (entry.body["set"], entry.body["value"])
        ]
        if not any(history.saw(late, entry) for late in same):
            found[entry.body["set"]].add(entry.body["value"])
    return {name: frozenset(values) for name, values in found.items()}


def fresh_approvals(history: History) -> list[str]:
    """Digests of approvals that nobody wrote past."""
    found = []
    for entry in history.of("approve"):
        unseen = [write for write in history.of("set", "resolve") if not history.saw(entry, write)]
        names = {name for write in unseen for name in values_of(write)}
        if not any(
            name == prefix or name.startswith(prefix + ".") or not prefix
            for name in names
            for prefix in entry.body["scope"]
        ):
            found.append(entry.body["digest"])
    return sorted(found)
