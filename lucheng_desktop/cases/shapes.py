"""Shapes of orders: from plain JSON data into frozen dataclasses, strictly, and the JSON Schema of each."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from lucheng_desktop import places
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
Place = tuple[str | int, ...]

ROOT = "$"
_KEY_MARK = "[key]"
_CENTURIES = range(1900, 2200)
_UNKEPT = re.compile("[\0\ud800-\udfff]")


def read(kind: type[T], data: Any) -> T:
    """`data` as a `kind`; unknown keys, wrong types, missing fields are refused as E-INPUT at the first fault."""
    wanted: Any = kind
    adapter: TypeAdapter[T] = _adapter(wanted)
    return read_with(adapter, data)


def read_order(kind: type[T], data: Any) -> T:
    """As `read`, for what an officer orders: a day of another century is a slip of the pen."""
    found = read(kind, data)
    for place, day in _days(found):
        if day.year not in _CENTURIES:
            raise refusal(place, "date_parsing")
    return found


def _days(node: Any, place: Place = ()) -> Iterator[tuple[Place, date]]:
    if isinstance(node, date):
        yield place, node
    elif is_dataclass(node) and not isinstance(node, type):
        for one in fields(node):
            yield from _days(getattr(node, one.name), (*place, one.name))
    elif isinstance(node, list | tuple):
        for at, one in enumerate(node):
            yield from _days(one, (*place, at))


def schema(kind: type[Any]) -> dict[str, Any]:
    """JSON Schema of `kind`, closed: no other key is taken."""
    wanted: Any = kind
    closed: dict[str, Any] = _closed(_adapter(wanted).json_schema())
    return closed


def read_with(adapter: "TypeAdapter[T]", data: Any) -> T:
    """As `read`, with an adapter made elsewhere."""
    from pydantic import ValidationError

    broken = _unreadable(data)
    if broken is not None:
        raise refusal(broken, "json_invalid")
    try:
        found = adapter.validate_json(json.dumps(data), strict=True, extra="forbid")
    except ValidationError as error:
        raise _first(data, error) from None
    changed = _changed(data, adapter.dump_python(found, mode="json"))
    if changed is not None:
        raise refusal(changed, "date_parsing")
    return found


def refusal(place: Place, fault: str, expected: str = "") -> Refused:
    """E-INPUT at `place`; `fault` is a key of the words in `[faults]`."""
    texts = places.words("cases")["faults"]
    where = path_of(place)
    return Refused("E-INPUT", path=where, where=where, fault=texts.get(fault, texts["other"]).format(expected=expected))


def path_of(place: Place) -> str:
    """`("xs", 0, "a")` as `$.xs[0].a`; the whole is `$`."""
    return ROOT + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _first(data: Any, error: "ValidationError") -> Refused:
    faults = [(_resolved(data, fault["loc"]), fault) for fault in error.errors(include_url=False)]
    place, fault = min(faults, key=lambda pair: _rank(data, pair[0]))
    return refusal(place, fault["type"], str(fault.get("ctx", {}).get("expected", "")))


def _resolved(data: Any, loc: Place) -> Place:
    """The part of `loc` that is a place in `data`: names of union members and key marks fall away."""
    place: list[str | int] = []
    for depth, step in enumerate(loc, 1):
        if isinstance(data, Mapping) and (step in data or (depth == len(loc) and step != _KEY_MARK)):
            place.append(step)
            data = data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int):
            place.append(step)
            data = data[step] if step < len(data) else None
    return tuple(place)


def _rank(data: Any, place: Place) -> tuple[int, ...]:
    """Position of `place` in reading order; what is absent comes after what its parent holds."""
    rank: list[int] = []
    for step in place:
        if isinstance(data, Mapping):
            keys = list(data)
            rank.append(keys.index(step) if step in data else len(keys))
            data = data.get(step)
        else:
            rank.append(int(step))
            data = data[int(step)] if int(step) < len(data) else None
    return tuple(rank)


def _unreadable(data: Any, place: Place = ()) -> Place | None:
    """Where a text holds half a character or the mark that ends a text, which no file and no file name can store."""
    if isinstance(data, str):
        return place if _UNKEPT.search(data) else None
    found = (_unreadable(part, (*place, step)) for step, part in _parts(data))
    return next((fault for fault in found if fault is not None), None)


def _changed(data: Any, kept: Any, place: Place = ()) -> Place | None:
    """Where what was understood is not what was written: a number of seconds in the place of a date."""
    if not isinstance(data, Mapping | list | tuple):
        return None if data == kept else place
    found = (_changed(part, kept[step], (*place, step)) for step, part in _parts(data))
    return next((fault for fault in found if fault is not None), None)


def _parts(data: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(data, Mapping):
        return data.items()
    return enumerate(data) if isinstance(data, list | tuple) else ()


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(part) for name, part in node.items()}
    return closed | ({"additionalProperties": False} if isinstance(node.get("properties"), dict) else {})
