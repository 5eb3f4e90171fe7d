"""The check of a rule pack: shape, sources, references, dates, and whether every procedure can be walked to an end."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import import_module
from itertools import combinations, product
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from lucheng_desktop.cases.layers import Table, common_day, days, extended, folder, overlaid, parsed
from lucheng_desktop.cases.rulebook import FIRST_STATE, Rulebook
from lucheng_desktop.cases.shapes import path_of
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

_REFERENCES = (
    ("criteria", "primary", "distinctions"),
    ("criteria", "supporting", "distinctions"),
    ("situations", "distinctions", "distinctions"),
    ("hard_exclusions", "code", "criteria"),
    ("terms.findings", "principle", "principles"),
    ("terms.ranks", "level", "terms.levels"),
    ("terms.ranks", "group", "terms.rank_groups"),
    ("terms.entry_reasons", "codes", "sanctions"),
    ("terms.volumes", "retention", "terms.retentions"),
    ("terms.papers", "retention", "terms.retentions"),
)
"""(list, field, list whose codes the field must name)."""
_STEP = re.compile(r"[^.\[\]]+|\[\d+\]")
_LASTING = ("sanctions[", "combinations[", "obstacles[")
"""What is chosen by an older day than the pack's own: a sanction of the past is judged today."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: file and place, and what."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class PackCheck:
    """The answer of `rules check` in the console contract."""

    ok: bool
    items: int
    by_status: Mapping[str, int]
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        """As the contract writes it."""
        return {**asdict(self), "faults": [asdict(fault) for fault in self.faults]}


def check_pack(pack: str) -> PackCheck:
    """Everything wrong with a pack, by name or folder; refused E-PACK/absent if there is none."""
    read = _Read(folder(pack))
    items = [table for path, table in _walk(read.tree) if _is_item(path)]
    statuses: list[str] = words("cases")["statuses"]
    given = Counter(table.get("status") for table in items)
    faults = (*read.faults, *_shape(read), *_meaning(read))
    return PackCheck(not faults, len(items), {status: given[status] for status in statuses}, faults)


class _Read:
    """The files of a pack and of what it extends, as far as they can be read, and where each part was written."""

    def __init__(self, place: Path, above: tuple[str, ...] = ()) -> None:
        self.tree: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.written: dict[int, str] = {}
        """id of a table -> file and place."""
        self.files: dict[str, str] = {}
        self._prefix = f"../{place.name}/" if above else ""
        for file in sorted(place.glob("*.toml")):
            self._take(self._content(file, self._prefix + file.name), self._prefix + file.name, file.stem)
        files = sorted(place.glob("procedures/*.toml"))
        self.tree["procedures"] = tuple(self._procedure(file) for file in files)
        self._extend(place, (*above, place.name))

    def _content(self, file: Path, name: str) -> dict[str, Any]:
        try:
            return parsed(file)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(Fault(name, _say("syntax", fault=str(error))))
            return {}

    def _take(self, content: Table, name: str, stem: str) -> None:
        for part, value in ({"terms": content} if stem == "terms" else content).items():
            if part in self.tree:
                self.faults.append(Fault(f"{name}:{part}", _say("unexpected")))
            self.tree[part] = value
            self.files[part] = name
        for path, table in _walk(content):
            self.written[id(table)] = f"{name}:{path}"

    def _procedure(self, file: Path) -> dict[str, Any]:
        name = f"{self._prefix}procedures/{file.name}"
        content = self._content(file, name)
        self.written |= {id(table): f"{name}:{path}" for path, table in _walk(content)}
        return content

    def _extend(self, place: Path, above: tuple[str, ...]) -> None:
        name = self.head.get("extends")
        if not isinstance(name, str) or not name:
            return
        try:
            base = _Read(extended(place, name, above), above)
        except Refused:
            self.faults.append(self.fault("pack.extends", "extends", pack=name))
            return
        self.below = base  # `written` knows its tables by id, so they must live on
        self.tree = overlaid(base.tree, self.tree)
        self.faults += base.faults
        self.written, self.files = base.written | self.written, base.files | self.files

    def place(self, path: str) -> str:
        """`criteria[0].source` as `criteria.toml:criteria[0].source`; what is absent stands by its bare path."""
        found: Any = self.tree
        told, rest = "", path
        for step in (match for match in _STEP.finditer(path)):
            found = _inside(found, step[0])
            if id(found) in self.written and isinstance(found, dict):
                told, rest = self.written[id(found)], path[step.end() :]
        if told:
            return f"{told}{rest}" if told[-1] != ":" else f"{told}{rest.removeprefix('.')}"
        file = self.files.get(path.partition(".")[0].partition("[")[0])
        return f"{file}:{path}" if file else path

    def inherits(self, path: str) -> bool:
        """Whether a row comes from the pack below, where it may have come to its end."""
        return self.place(path).startswith("../")

    @property
    def head(self) -> Table:
        """The pack's own table, or an empty one."""
        head = self.tree.get("pack")
        return head if isinstance(head, dict) else {}

    def fault(self, path: str, key: str, **facts: object) -> Fault:
        """What is wrong at `path`, in the words of `[check]`."""
        return Fault(self.place(path), _say(key, **facts))

    def rows(self, path: str) -> list[tuple[str, Table]]:
        """The tables of a list with their paths; nothing if it is not a list of tables."""
        value: Any = self.tree
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return _tables(path, value)


def _inside(value: Any, step: str) -> Any:
    """What `name` or `[3]` names in a table or list; None if nothing."""
    if step[0] == "[":
        return value[int(step[1:-1])] if isinstance(value, tuple) and int(step[1:-1]) < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _say(key: str, **facts: object) -> str:
    text: str = words("cases")["check"][key]
    return text.format(**facts)


def _tables(path: str, value: Any) -> list[tuple[str, Table]]:
    rows = enumerate(value if isinstance(value, tuple) else ())
    return [(f"{path}[{index}]", row) for index, row in rows if isinstance(row, dict)]


def _texts(value: Any) -> tuple[str, ...]:
    many = value if isinstance(value, tuple) else (value,)
    return tuple(text for text in many if isinstance(text, str))


def _codes(rows: Iterable[tuple[str, Table]]) -> set[str]:
    return {code for _, row in rows for code in _texts(row.get("code"))}


def _walk(value: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every table in a tree with its path, outermost first."""
    if isinstance(value, dict):
        yield path, value
        for name, part in value.items():
            yield from _walk(part, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _walk(part, f"{path}[{index}]")


def _is_item(path: str) -> bool:
    """Rules carry provenance; the list of sources and the heads of procedures do not."""
    inside = path.partition(".")[2] if path.startswith("procedures[") else path
    return inside.endswith(("]", ".guidance")) and not inside.startswith("sources[")


def _shape(read: _Read) -> Iterator[Fault]:
    texts = words("cases")["faults"]
    try:
        Rulebook.model_validate(read.tree)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            yield Fault(read.place(path_of(fault["loc"]).removeprefix("$.")), texts.get(fault["type"], texts["other"]))


def _meaning(read: _Read) -> Iterator[Fault]:
    yield from _provenance(read)
    yield from _doubles(read)
    for path, name, wanted in _REFERENCES:
        known = _codes(read.rows(wanted))
        for place, row in read.rows(path):
            unknown = [code for code in _texts(row.get(name)) if code not in known]
            yield from (read.fault(f"{place}.{name}", "code", code=code) for code in unknown)
    for place, procedure in read.rows("procedures"):
        yield from _references(read, place, procedure)
        yield from _walkable(read, place, procedure)
    yield from _limits(read)


def _limits(read: _Read) -> Iterator[Fault]:
    """Limits of steps and states that no procedure has."""
    procedures = [one for _, one in read.rows("procedures")]
    steps = {code for one in procedures for code in _codes(_tables("", one.get("transitions")))}
    states = {str(one.get("code")): _codes(_tables("", one.get("states"))) for one in procedures}
    for place, row in read.rows("deadlines"):
        for name, key, codes in (
            ("step", "differ", steps),
            ("states", "state", states.get(str(row.get("procedure")), set())),
        ):
            lost = [code for code in _texts(row.get(name)) if code not in codes]
            yield from (read.fault(f"{place}.{name}", key, code=code) for code in lost)


def _provenance(read: _Read) -> Iterator[Fault]:
    sources, statuses = _codes(read.rows("sources")), words("cases")["statuses"]
    for path, row in _walk(read.tree):
        if not (_is_item(path) or path == "pack"):
            continue
        if isinstance(row.get("source"), str):
            unknown = [code for code in row["source"].split() or [""] if code not in sources]
            yield from (read.fault(f"{path}.source", "source", code=code) for code in unknown)
        if "status" in row and row["status"] not in statuses:
            yield read.fault(f"{path}.status", "status")
        first, last = days(row)
        if last < first:
            yield read.fault(f"{path}.effective_to", "dates")
        elif not (path.startswith(_LASTING) or read.inherits(path) or common_day(row, read.head)):
            yield read.fault(f"{path}.effective_from", "idle")


def _doubles(read: _Read) -> Iterator[Fault]:
    """The same code twice in one list on the same day."""
    for path, row in _walk(read.tree):
        for name, value in row.items():
            tables = _tables(f"{path}.{name}" if path else name, value)
            yield from _doubled(read, tables)


def _doubled(read: _Read, rows: list[tuple[str, Table]]) -> Iterator[Fault]:
    for (_, first), (place, second) in combinations(rows, 2):
        both = [name for name in ("code", "id") if name in first and first[name] == second.get(name)]
        if both and common_day(first, second):
            yield read.fault(f"{place}.{both[0]}", "duplicate", code=first[both[0]])


def _references(read: _Read, place: str, procedure: Table) -> Iterator[Fault]:
    steps = _tables(f"{place}.transitions", procedure.get("transitions"))
    states = {FIRST_STATE, *_codes(_tables("", procedure.get("states")))}
    roles = _codes(read.rows("terms.roles"))
    known: Mapping[str, tuple[str, Collection[str]]] = {
        "from": ("state", states),
        "to": ("state", states - {FIRST_STATE}),
        "actors": ("role", roles),
        "differ": ("differ", _codes(steps)),
        "after": ("differ", _codes(steps)),
    }
    for path, step in steps:
        for name, (key, codes) in known.items():
            unknown = [code for code in _texts(step.get(name)) if code not in codes]
            yield from (read.fault(f"{path}.{name}", key, code=code) for code in unknown)
        lost = [guard for guard in _texts(step.get("guards", ())) if not _is_guard(guard)]
        yield from (read.fault(f"{path}.guards", "guard", code=guard) for guard in lost)


def _is_guard(name: str) -> bool:
    """Whether `module.function` is a public function of this room."""
    module, _, function = name.partition(".")
    if not (module.isidentifier() and function.isidentifier()) or "_" in (module[0], function[0]):
        return False
    try:
        return callable(getattr(import_module(f"{__package__}.{module}"), function, None))
    except ModuleNotFoundError:
        return False


def _walkable(read: _Read, place: str, procedure: Table) -> Iterator[Fault]:
    arrows = set(_arrows(procedure))
    reached = _closure({FIRST_STATE}, arrows)
    states = _tables(f"{place}.states", procedure.get("states"))
    ends = {state.get("code") for _, state in states if state.get("end")}
    saved = _closure(ends, {(after, before) for before, after in arrows})
    left = {before for before, _ in arrows}
    for path, state in states:
        code = state.get("code")
        if code not in reached:
            yield read.fault(path, "unreachable", code=code)
        if code not in saved:
            yield read.fault(path, "no_way_out" if code in left else "dead_end", code=code)
    yield from _never_before(read, place, procedure, arrows)


def _arrows(procedure: Table) -> Iterator[tuple[str, str]]:
    for _, step in _tables("", procedure.get("transitions")):
        yield from product(_texts(step.get("from")), _texts(step.get("to")))


def _never_before(read: _Read, place: str, procedure: Table, arrows: set[tuple[str, str]]) -> Iterator[Fault]:
    """A separation of duties that can never bite, because the other step cannot come first."""
    steps = _tables(f"{place}.transitions", procedure.get("transitions"))
    after = {step.get("code"): _closure(_texts(step.get("to")), arrows) for _, step in steps}
    for path, step in steps:
        froms = set(_texts(step.get("from")))
        idle = [other for other in _texts(step.get("differ", ())) if other in after and not after[other] & froms]
        yield from (read.fault(f"{path}.differ", "same_person", code=other) for other in idle)


def _closure(start: Collection[Any], arrows: set[tuple[str, str]]) -> set[Any]:
    found = set(start)
    while more := {after for before, after in arrows if before in found} - found:
        found |= more
    return found
