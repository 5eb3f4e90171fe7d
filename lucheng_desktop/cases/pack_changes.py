"""Two packs side by side: what changed, which answers of an open case that touches, and who has approved a pack."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

Kind = Literal["added", "removed", "changed"]
APPROVERS = 2
_PROVENANCE = ("source", "clause", "status")
_ASKED = {"exclusions": "exclusions", "hard_exclusions": "hard_exclusions", "distinctions": "distinctions"}
_ASKED |= {"situations": "situations", "criteria": "findings", "gates": "gates"}
"""List of a pack -> the part of an assessment that answers it."""
_WIDER = {"parameters.reason_length": "findings", "parameters.g1_mode": "gates", "terms.criterion_values": "findings"}


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of an item before and after; None: it was not there."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is new, gone or altered; `path` names it by codes, such as `criteria.B5`."""

    path: str
    kind: Kind
    altered: tuple[Altered, ...]

    @property
    def only_provenance(self) -> bool:
        """Whether nothing changed but where the item comes from and how far it is settled."""
        names = {one.field.rpartition(".")[2] for one in self.altered}
        return self.kind == "changed" and names <= set(_PROVENANCE)


@dataclass(frozen=True, slots=True)
class Approval:
    """An officer's yes to a pack as it read then."""

    officer: str
    digest: str


def diff_packs(old: "Rulebook", new: "Rulebook") -> tuple[Change, ...]:
    """Every item that differs, in the order of `new`, what is gone last; comments and layout are of no account."""
    before, after = _items(old), _items(new)
    paths = [path for path in {**after, **before} if before.get(path) != after.get(path)]
    return tuple(_change(path, before.get(path), after.get(path)) for path in paths)


def to_reconfirm(old: "Rulebook", new: "Rulebook", answered: Collection[str]) -> tuple[str, ...]:
    """The answered questions of an open assessment whose rule reads otherwise in `new`: people look at them again."""
    touched = [change.path for change in diff_packs(old, new) if not change.only_provenance]
    places = set(chain.from_iterable(_answers(rules, path) for rules in (old, new) for path in touched))
    return tuple(sorted(path for path in answered if any(f"{path}.".startswith(f"{place}.") for place in places)))


def digest(rules: "Rulebook") -> str:
    """SHA-256 of all that a pack says, inherited items too: what approvals and signatures stand for."""
    text = json.dumps(rules.model_dump(mode="json", by_alias=True), ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def approved(rules: "Rulebook", drafter: str, approvals: Iterable[Approval]) -> None:
    """Refused unless two officers, neither of them the drafter, approved the pack as it reads now (F18)."""
    current = digest(rules)
    officers = {one.officer for one in approvals if one.digest == current} - {drafter}
    lacking = APPROVERS - len(officers)
    if lacking > 0:
        raise Refused("E-PACK/unapproved", rule=rules.quote("F18"), pack=rules.pack.title, count=lacking)


def _items(rules: "Rulebook") -> Mapping[str, Mapping[str, Any]]:
    """Item path -> its fields, flat."""
    found: dict[str, dict[str, Any]] = {}
    for path, field, value in _flat(rules.model_dump(mode="json", by_alias=True), "", ""):
        found.setdefault(path, {})[field] = value
    return found


def _flat(node: Mapping[str, Any], path: str, field: str) -> Iterator[tuple[str, str, Any]]:
    for name, value in node.items():
        place = f"{path}.{name}" if path else name
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for code, row in _named(value):
                yield from _flat(row, f"{place}.{code}", "")
        elif isinstance(value, dict):
            yield from _flat(value, *((path, f"{field}{name}.") if path else (place, "")))
        else:
            yield path, field + name, value


def _named(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows by code; a later version of a code bears its first day."""
    seen: set[str] = set()
    for row in rows:
        code: str = row["code"]
        yield f"{code}@{row['effective_from']}" if code in seen else code, row
        seen.add(code)


def _change(path: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Change:
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    old, new = before or {}, after or {}
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return Change(path, kind, tuple(Altered(name, old.get(name), new.get(name)) for name in names))


def _answers(rules: "Rulebook", path: str) -> Iterator[str]:
    """The questions an item stands behind: `criteria.B5` behind `findings.objective_conditions`."""
    yield from (answer for rule, answer in _WIDER.items() if path.startswith(rule))
    name, _, code = path.partition(".")
    if name in ("criteria", "gates"):
        items = getattr(rules, name)
        yield from (f"{_ASKED[name]}.{item.id}" for item in items if item.code == code.partition("@")[0])
    elif name in _ASKED:
        yield _ASKED[name]
