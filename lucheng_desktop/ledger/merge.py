"""The state of an entity as a pure function of the set of its entries: nothing lost, nothing decided by a clock."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from lucheng_desktop.ledger.branches import Branch, Branches, Track, kept_apart, rank, track, written
from lucheng_desktop.ledger.canonical import pack
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.lineage import Lineage, places, trace

SINGLE = ("number", "seal", "print", "member")
"""Guarded kinds of which two concurrent ones always conflict; votes conflict only when one officer cast both."""
KEPT = ("vote", *SINGLE, "note")
"""Kinds whose bodies stand in `State.appended` under the kind's own name."""
_EDITS = frozenset(("set", "add", "remove", "append", "transition", "approve", "vote", *SINGLE))


@dataclass(frozen=True, slots=True)
class Step:
    """One step an officer took."""

    step: str
    source: str
    target: str
    officer: str
    stamp: int
    entry: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Approval:
    """One officer's approval of the fields under `scope`; stale once one was set unseen by the approver."""

    officer: str
    scope: tuple[str, ...]
    digest: str
    stamp: int
    stale: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A choice for people; `what`: field, group, "transition", "void" or a guarded kind; the first value is shown."""

    what: str
    values: tuple[Any, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What an entity is, after all the entries that are known."""

    kind: str
    id: str
    fields: Mapping[str, Any]
    state: str
    steps: tuple[Step, ...]
    approvals: tuple[Approval, ...]
    sets: Mapping[str, frozenset[Any]]
    appended: Mapping[str, tuple[Any, ...]]
    voided: bool
    conflicts: tuple[Conflict, ...]
    heads: tuple[bytes, ...]
    created: int
    updated: int
    entries: int

    def doer(self, step: str) -> str | None:
        """Who took `step` last (officer's id in hex), or None."""
        return next((taken.officer for taken in reversed(self.steps) if taken.step == step), None)


def fold(entries: Iterable[Entry], groups: Mapping[str, str]) -> State:
    """Merge the entries of one entity, in any order; `groups` maps a field or dotted prefix to its decision group."""
    lineage = trace(entries)
    first = _one_entity(lineage)
    fields, field_conflicts = _fields(lineage, groups)
    state, state_conflicts = _state(lineage)
    stamps = [entry.stamp for entry in lineage.entries]
    return State(
        kind=first.entity_kind,
        id=first.entity.hex(),
        fields=fields,
        state=state,
        steps=tuple(_steps(lineage)),
        approvals=tuple(_approvals(lineage)),
        sets=_sets(lineage),
        appended=_appended(lineage),
        voided=_voided(lineage),
        conflicts=(*field_conflicts, *state_conflicts, *_void_conflicts(lineage), *_single_conflicts(lineage)),
        heads=lineage.heads(),
        created=min(stamps),
        updated=max(stamps),
        entries=len(stamps),
    )


def _one_entity(lineage: Lineage) -> Entry:
    if len({(entry.entity_kind, entry.entity) for entry in lineage.entries}) != 1:
        raise ValueError("a state belongs to exactly one entity")
    return lineage.entries[0]


def group_of(name: str, groups: Mapping[str, str]) -> str | None:
    """The decision group of a field: by its own name, else by its nearest dotted prefix."""
    while name:
        if name in groups:
            return groups[name]
        name = name.rpartition(".")[0]
    return None


def written_fields(entry: Entry) -> Mapping[str, Any]:
    """The field values that an entry sets or, as a resolution, chooses."""
    if entry.kind == "set":
        return entry.body
    chosen: Mapping[str, Any] = entry.body.get("fields", {}) if entry.kind == "resolve" else {}
    return chosen


def _chosen(entries: Iterable[Entry], wanted: Callable[[Entry], bool]) -> int:
    return sum(1 << place for place, entry in enumerate(entries) if wanted(entry))


# fields and decision groups

Unit = tuple[bool, str]
"""(whether it is a decision group, its name)."""


def units(lineage: Lineage, groups: Mapping[str, str]) -> Mapping[Unit, Track]:
    """Each field or decision group with its writes followed through the history."""
    members: dict[Unit, int] = defaultdict(int)
    names: dict[str, Unit] = {}
    for place, entry in enumerate(lineage.entries):
        for name in written_fields(entry):
            unit = names.setdefault(name, _unit(name, groups))
            members[unit] |= 1 << place
    return {unit: track(lineage, writes, _writer(unit, names)) for unit, writes in sorted(members.items())}


def _unit(name: str, groups: Mapping[str, str]) -> Unit:
    group = group_of(name, groups)
    return (False, name) if group is None else (True, group)


def _writer(unit: Unit, names: Mapping[str, Unit]) -> Callable[[Branches, Entry], Branches]:
    def write(branches: Branches, entry: Entry) -> Branches:
        own = {name: value for name, value in written_fields(entry).items() if names[name] == unit}
        return written(branches, own, entry)

    return write


def _fields(lineage: Lineage, groups: Mapping[str, str]) -> tuple[Mapping[str, Any], list[Conflict]]:
    values: dict[str, Any] = {}
    conflicts = []
    for (grouped, name), unit in units(lineage, groups).items():
        branches = unit.now()
        values |= branches[0].values
        if len(branches) > 1:
            shown = [branch.values if grouped else branch.values[name] for branch in branches]
            conflicts.append(_conflict(name, shown, branches))
    return MappingProxyType(values), conflicts


def _conflict(what: str, values: Iterable[Any], branches: Iterable[Branch]) -> Conflict:
    return Conflict(what, tuple(values), tuple(branch.entry.hex() for branch in branches))


# guarded: state, void, and kinds that stand alone


def _is_transition(entry: Entry) -> bool:
    return (entry.kind == "transition" and not entry.shredded) or (entry.kind == "resolve" and "state" in entry.body)


def _moved(branches: Branches, entry: Entry) -> Branches:
    """Concurrent transitions stay apart, even equal ones; a later step moves only the branches at its source."""
    if entry.kind == "resolve":
        return (Branch({"state": entry.body["state"]}, rank(entry)),)
    after = Branch({"state": entry.body["to"]}, rank(entry))
    if len(branches) < 2:
        return (after,)
    source = {"state": entry.body["from"]}
    return kept_apart(Branch(after.values, one.rank) if one.values == source else one for one in branches)


def states(lineage: Lineage) -> Track:
    """The entity's state followed through its transitions."""
    return track(lineage, _chosen(lineage.entries, _is_transition), _moved, kept_apart)


def _state(lineage: Lineage) -> tuple[str, list[Conflict]]:
    branches = states(lineage).now()
    found = [branch.values["state"] for branch in branches]
    return (found[0] if found else ""), [_conflict("transition", found, branches)] if len(found) > 1 else []


def _is_void(entry: Entry) -> bool:
    return entry.kind == "void" or (entry.kind == "resolve" and "voided" in entry.body)


def _voided(lineage: Lineage) -> bool:
    deciding = lineage.latest(_chosen(lineage.entries, _is_void))
    return any(lineage.entries[place].body.get("voided", True) for place in deciding)


def _settled(lineage: Lineage, place: int, decides: Callable[[Entry], bool]) -> int:
    """Everything known to a resolution that decides this and had seen entry `place`."""
    known = 0
    for later, entry in enumerate(lineage.entries):
        if entry.kind == "resolve" and lineage.before[later] >> place & 1 and decides(entry):
            known |= lineage.before[later]
    return known


def _clashes(lineage: Lineage, place: int, others: int, decides: Callable[[Entry], bool]) -> list[int]:
    """The `others` that neither saw entry `place` nor were seen by it, and that nobody has settled with it."""
    unrelated = [other for other in places(others & ~lineage.before[place]) if lineage.unrelated(place, other)]
    settled = _settled(lineage, place, decides) if unrelated else 0
    return [other for other in unrelated if not settled >> other & 1]


def _void_conflicts(lineage: Lineage) -> list[Conflict]:
    voids = _chosen(lineage.entries, lambda entry: entry.kind == "void")
    edits = voids | _chosen(lineage.entries, lambda entry: entry.kind in _EDITS)
    clashing: set[int] = set()
    for place in places(voids):
        clashes = _clashes(lineage, place, edits, lambda entry: "voided" in entry.body)
        clashing.update(clashes, [place] if clashes else [])
    return _clash_conflict(lineage, "void", clashing)


def _single_conflicts(lineage: Lineage) -> Iterator[Conflict]:
    rivals: dict[tuple[str, bytes], int] = defaultdict(int)
    for place, entry in enumerate(lineage.entries):
        if entry.kind == "vote" or entry.kind in SINGLE:
            rivals[entry.kind, entry.officer if entry.kind == "vote" else b""] |= 1 << place
    for (kind, _), group in sorted(rivals.items()):
        yield from _clash_conflict(lineage, kind, _clashing(lineage, kind, group))


def _clashing(lineage: Lineage, kind: str, rivals: int) -> set[int]:
    def decides(entry: Entry) -> bool:
        return kind in entry.body.get("settles", ())

    return {clash for place in places(rivals) for clash in _clashes(lineage, place, rivals, decides)}


def _clash_conflict(lineage: Lineage, what: str, clashing: Iterable[int]) -> list[Conflict]:
    entries = sorted((lineage.entries[place] for place in clashing), key=rank, reverse=True)
    if not entries:
        return []
    return [Conflict(what, tuple(entry.body for entry in entries), tuple(entry.id.hex() for entry in entries))]


# what only grows


def _steps(lineage: Lineage) -> Iterator[Step]:
    for entry in lineage.entries:
        if entry.kind == "transition" and not entry.shredded:
            step, source, target = (entry.body[part] for part in ("step", "from", "to"))
            yield Step(step, source, target, entry.officer.hex(), entry.stamp, entry.id.hex(), entry.body)


def covers(scope: Iterable[str], name: str) -> bool:
    """Whether a field lies under one of the prefixes; an empty prefix covers every field."""
    return any(not prefix or name == prefix or name.startswith(f"{prefix}.") for prefix in scope)


def _approvals(lineage: Lineage) -> Iterator[Approval]:
    for place, entry in enumerate(lineage.entries):
        if entry.kind != "approve" or entry.shredded:
            continue
        scope = tuple(entry.body["scope"])
        yield Approval(entry.officer.hex(), scope, entry.body["digest"], entry.stamp, _stale(lineage, place, scope))


def _stale(lineage: Lineage, place: int, scope: tuple[str, ...]) -> bool:
    unseen = (entry for other, entry in enumerate(lineage.entries) if not lineage.before[place] >> other & 1)
    return any(covers(scope, name) for entry in unseen for name in written_fields(entry))


def _sets(lineage: Lineage) -> Mapping[str, frozenset[Any]]:
    """A value is in while one adding of it was not seen by any removal."""
    adds: dict[tuple[str, bytes], int] = defaultdict(int)
    removed: dict[tuple[str, bytes], int] = defaultdict(int)
    values: dict[bytes, Any] = {}
    for place, entry in enumerate(lineage.entries):
        if entry.kind in ("add", "remove") and not entry.shredded:
            key = entry.body["set"], pack(entry.body["value"])
            values[key[1]] = entry.body["value"]
            adds[key] |= 1 << place if entry.kind == "add" else 0
            removed[key] |= lineage.before[place] if entry.kind == "remove" else 0
    found: dict[str, set[Any]] = defaultdict(set)
    for (name, packed), added in adds.items():
        found[name].update([values[packed]] if added & ~removed[name, packed] else [])
    return MappingProxyType({name: frozenset(members) for name, members in sorted(found.items())})


def _appended(lineage: Lineage) -> Mapping[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for entry in lineage.entries:
        if entry.kind == "append" and not entry.shredded:
            found[entry.body["list"]].append(entry.body["item"])
        elif entry.kind in KEPT and not entry.shredded:
            found[entry.kind].append(entry.body)
    return MappingProxyType({name: tuple(items) for name, items in sorted(found.items())})
