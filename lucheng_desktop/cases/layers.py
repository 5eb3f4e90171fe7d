"""Layers of a rule pack: what a pack says itself, laid over the pack it extends."""

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

Table = Mapping[str, Any]
HEAD = "pack.toml"


def folder(pack: str) -> Path:
    """Where a pack lies: a folder, or the name of one that comes with the program; refused E-PACK/absent."""
    for found in (Path(pack), resource("rules", pack)):
        with suppress(OSError):  # a name that no file system takes
            if pack and found.is_dir():
                return found
    raise Refused("E-PACK/absent", pack=pack)


def extended(place: Path, name: str, above: tuple[str, ...]) -> Path:
    """The pack `name` that the one at `place` extends: its neighbour, or one of the program; never one of `above`."""
    if name in above or name != Path(name).name:
        raise Refused("E-PACK/absent", pack=name)
    neighbour = place.resolve().parent / name
    return neighbour if neighbour.is_dir() else folder(name)


def parsed(file: Path) -> dict[str, Any]:
    """A TOML file with tuples in the place of lists."""
    return _table(file.read_text("utf-8"))


def layers(place: Path, above: tuple[str, ...] = ()) -> tuple[Mapping[str, str], ...]:
    """The texts of a pack and of all it extends, the lowest first: file name -> TOML; complete without this program."""
    files = {file.relative_to(place).as_posix(): file.read_text("utf-8") for file in sorted(place.rglob("*.toml"))}
    base = tree(files).get("pack", {}).get("extends")
    below = (*above, place.name)
    return (*(layers(extended(place, base, below), below) if base else ()), files)


def tree(files: Mapping[str, str]) -> dict[str, Any]:
    """The files of one layer as one tree, in the order of their names whatever order they come in."""
    own: dict[str, Any] = {}
    for name, text in sorted(files.items()):
        if "/" not in name:
            own.update({"terms": _table(text)} if name == "terms.toml" else _table(text))
    own["procedures"] = tuple(_table(text) for name, text in sorted(files.items()) if name.startswith("procedures/"))
    return own


def assembled(texts: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The layers of a pack as one tree, each laid over those below."""
    return reduce(overlaid, map(tree, texts))


def _table(text: str) -> dict[str, Any]:
    content: dict[str, Any] = _frozen(tomllib.loads(text))
    return content


def overlaid(base: Table, own: Table) -> dict[str, Any]:
    """Part by part: a row of `own` takes the place of the row of `base` with its code and a common day."""
    return {**base, **{name: _part(base.get(name), value) for name, value in own.items()}}


def days(row: Table) -> tuple[date, date]:
    """First and last day a row is in force; without dates, always."""
    first, last = row.get("effective_from"), row.get("effective_to")
    return first if isinstance(first, date) else date.min, last if isinstance(last, date) else date.max


def common_day(row: Table, other: Table) -> bool:
    """Whether two rows are in force on one day."""
    (start, end), (other_start, other_end) = days(row), days(other)
    return start <= other_end and other_start <= end


def _part(base: Any, own: Any) -> Any:
    if isinstance(base, tuple) and isinstance(own, tuple):
        return _rows(base, own)
    if isinstance(base, dict) and isinstance(own, dict) and "code" not in own and "id" not in own:
        return overlaid(base, own)
    return own


def _rows(base: tuple[Any, ...], own: tuple[Any, ...]) -> tuple[Any, ...]:
    """In the order of `base`; what is new comes behind."""
    told = {id(old): next((new for new in own if _supersedes(new, old)), old) for old in base}
    rows = {id(row): row for row in (*told.values(), *own)}
    return tuple(rows.values())


def _supersedes(new: Any, old: Any) -> bool:
    if not (isinstance(new, dict) and isinstance(old, dict)) or "code" not in new:
        return False
    return new["code"] == old.get("code") and common_day(new, old)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value
