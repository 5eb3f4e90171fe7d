"""The next state from the last one: what `fold` would say, without reading the whole history again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.merge import KEPT, Approval, State, Step, covers, group_of

_NOTHING: Mapping[str, Any] = MappingProxyType({})
Groups = Mapping[str, str]
Changes = dict[str, Any]
"""Attribute of State -> its new value."""


def follow(state: State, entry: Entry, groups: Groups) -> State | None:
    """`state` after an entry whose writer saw all of it; None where only `fold` can tell."""
    if state.conflicts or entry.shredded or entry.parents != state.heads:
        return None
    change = _CHANGES.get(entry.kind)
    changes = change(state, entry, groups) if change else None
    if changes is None:
        return None
    created, updated = min(state.created, entry.stamp), max(state.updated, entry.stamp)
    return replace(
        state, heads=(entry.id,), created=created, updated=updated, entries=state.entries + 1, **changes
    )


def begin(entry: Entry, groups: Groups) -> State | None:
    """The state that a record's first entry makes; None where only `fold` can tell."""
    blank = State(
        kind=entry.entity_kind, id=entry.entity.hex(), fields=_NOTHING, state="", steps=(), approvals=(),
        sets=_NOTHING, appended=_NOTHING, voided=False, conflicts=(), heads=(), created=entry.stamp,
        updated=entry.stamp, entries=0,
    )  # fmt: skip
    return follow(blank, entry, groups)


def _set(state: State, entry: Entry, groups: Groups) -> Changes:
    fields = {**state.fields, **entry.body}
    if len(fields) > len(state.fields):
        fields = {name: fields[name] for name in sorted(fields, key=lambda name: _place(name, groups))}
    approvals = tuple(_looked_at_again(approval, entry) for approval in state.approvals)
    return {"fields": MappingProxyType(fields), "approvals": approvals}


def _place(name: str, groups: Groups) -> tuple[bool, str]:
    """Fields of their own by name, then the groups by name; inside a group the order of writing stays."""
    group = group_of(name, groups)
    return (False, name) if group is None else (True, group)


def _looked_at_again(approval: Approval, entry: Entry) -> Approval:
    touched = any(covers(approval.scope, name) for name in entry.body)
    return replace(approval, stale=True) if touched and not approval.stale else approval


def _move(state: State, entry: Entry, groups: Groups) -> Changes:
    step, source, target = (entry.body[part] for part in ("step", "from", "to"))
    taken = Step(step, source, target, entry.officer.hex(), entry.stamp, entry.id.hex(), entry.body)
    return {"state": target, "steps": (*state.steps, taken)}


def _approve(state: State, entry: Entry, groups: Groups) -> Changes:
    scope = tuple(entry.body["scope"])
    given = Approval(entry.officer.hex(), scope, entry.body["digest"], entry.stamp, stale=False)
    return {"approvals": (*state.approvals, given)}


def _void(state: State, entry: Entry, groups: Groups) -> Changes:
    return {"voided": bool(entry.body.get("voided", True))}


def _change_set(state: State, entry: Entry, groups: Groups) -> Changes | None:
    """A whole number and a truth value may look alike in a set of Python's: `fold` keeps them apart."""
    name, value = entry.body["set"], entry.body["value"]
    if isinstance(value, int):
        return None
    members = state.sets.get(name, frozenset())
    members = members | {value} if entry.kind == "add" else members - {value}
    return {"sets": _sorted({**state.sets, name: members})}


def _append(state: State, entry: Entry, groups: Groups) -> Changes:
    own = entry.kind == "append"
    name, item = (entry.body["list"], entry.body["item"]) if own else (entry.kind, entry.body)
    return {"appended": _sorted({**state.appended, name: (*state.appended.get(name, ()), item)})}


def _sorted(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(sorted(parts.items())))


_CHANGES: Mapping[str, Callable[[State, Entry, Groups], Changes | None]] = MappingProxyType(
    {"set": _set, "transition": _move, "approve": _approve, "void": _void, "add": _change_set, "remove": _change_set}
    | dict.fromkeys(("append", *KEPT), _append)
)
