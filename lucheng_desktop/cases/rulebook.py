"""The rulebook: one pack of `resources/rules/`, read once, checked in shape, and frozen."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

DEFAULT_PACK = "lucheng-2020"
FIRST_STATE = ""
"""The state of a record before its first step."""

Ceiling = Literal["cannot_tolerate", "return_to_verify", "at_most_mitigate", "may_tolerate"]
CEILINGS: tuple[Ceiling, ...] = ("cannot_tolerate", "return_to_verify", "at_most_mitigate", "may_tolerate")
"""Worst first."""


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Provenance(Strict):
    """Whatever the pack says carries where it comes from, how far it is settled and when it applies."""

    source: str
    """Codes of `sources`, separated by blanks."""
    clause: str = ""
    """The clause of the first source."""
    status: str
    effective_from: date
    effective_to: date | None = None
    """The last day in force."""

    def in_force(self, day: date) -> bool:
        """Whether the item applies on `day`, both ends counted."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class Item(Provenance):
    code: str


class Source(Strict):
    code: str
    title: str
    seen: str
    """How it was read: in full, an opening, not at all."""
    address: str = ""


class Parameter(Item):
    name: str
    value: int | str | tuple[str, ...]


class Principle(Item):
    """A red line of the office's work, quoted by refusals."""

    text: str


class Criterion(Item):
    """One of the eight; its name and its reading can be of different origin."""

    id: str
    name: str
    origin: str
    """Where this item of the list comes from: the article, other offices' lists, or a guess."""
    core: bool
    """Facts must be established: not applicable is not an answer, too little evidence sends it back."""
    asks: str
    favourable: str
    neutral: str
    unfavourable: str
    evidence: tuple[str, ...]
    primary: tuple[str, ...]
    """Distinctions it can carry by itself."""
    supporting: tuple[str, ...]
    guidance: Provenance
    """Where the question, the three readings, the evidence and the distinctions come from."""


class HardExclusion(Item):
    """Coded by its criterion."""

    text: str


class Gate(Item):
    id: str
    name: str
    text: str
    failed: Ceiling
    """The best that remains when the condition is not met."""


class Distinction(Item):
    id: str
    short: str
    text: str


class Situation(Item):
    group: str
    title: str
    text: str
    conditions: tuple[str, ...]
    evidence: tuple[str, ...]
    distinctions: tuple[str, ...]


class Exclusion(Item):
    id: str
    text: str


class Indicator(Item):
    name: str
    unit: str
    definition: str


class Term(Item):
    name: str


class RoleTerm(Term):
    local: bool
    """An officer of this office can hold it."""


class FindingTerm(Term):
    clearable: Literal["yes", "with_trial_consent", "no"]
    false: bool
    """Counts as a false item in statistics."""
    determined_by: Literal["own", "municipal"]
    principle: str
    """The red line that is quoted when it may not be cleared."""


class JurisdictionTerm(Term):
    step: str = ""
    """The step by which a petition of this jurisdiction is received."""


class LevelTerm(Term):
    jurisdiction: Literal["own", "higher", "lower"]


class RankTerm(Term):
    level: str
    group: str


class FormTerm(Term):
    stands_alone: bool
    """False: only together with the written form."""


class ScopeTerm(Term):
    within_power: bool


class ConsentTerm(Term):
    permits: bool
    answered: bool
    """The person has said it."""


class ValueTerm(Term):
    """A value that a criterion can be given."""

    ceiling: Ceiling
    core_ceiling: Ceiling
    """The ceiling when the criterion is a core one."""
    core: bool
    """A core criterion may take it."""
    evidence: bool
    """It must be borne out by evidence."""


class Terms(Strict):
    """Every code list with its Chinese words, in the order lists are shown."""

    roles: tuple[RoleTerm, ...]
    findings: tuple[FindingTerm, ...]
    complainant_faults: tuple[Term, ...]
    channels: tuple[Term, ...]
    categories: tuple[Term, ...]
    namings: tuple[Term, ...]
    jurisdictions: tuple[JurisdictionTerm, ...]
    levels: tuple[LevelTerm, ...]
    ranks: tuple[RankTerm, ...]
    rank_groups: tuple[Term, ...]
    disciplines: tuple[Term, ...]
    subject_kinds: tuple[Term, ...]
    start_modes: tuple[Term, ...]
    forms: tuple[FormTerm, ...]
    scopes: tuple[ScopeTerm, ...]
    harms: tuple[Term, ...]
    consents: tuple[ConsentTerm, ...]
    name_displays: tuple[Term, ...]
    criterion_values: tuple[ValueTerm, ...]
    ceilings: tuple[Term, ...]
    flags: tuple[Term, ...]
    outcomes: tuple[Term, ...]
    final_grades: tuple[Term, ...]
    document_kinds: tuple[Term, ...]
    series: tuple[Term, ...]


class State(Item):
    name: str
    end: bool = False


class Limit(Strict):
    text: str
    working_days: int | None = None


class Transition(Item):
    """One step of a procedure; `code` is the step's name in programs, `title` the verb on its button."""

    title: str
    from_: tuple[str, ...] = Field(alias="from")
    to: str
    actors: tuple[str, ...]
    differ: tuple[str, ...] = ()
    """Earlier steps whose officers must be other people."""
    guards: tuple[str, ...] = ()
    document: str = ""
    limit: Limit | None = None
    automatic: bool = False
    """Follows from another step; nobody is offered it."""

    @property
    def id(self) -> str:
        """The step's name."""
        return self.code


class Procedure(Strict):
    code: str
    title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def transition(self, step: str) -> Transition | None:
        """The step of that name."""
        return next((move for move in self.transitions if move.code == step), None)

    def state_name(self, state: str) -> str:
        """The Chinese word of a state; of the time before the first step, nothing."""
        return next((known.name for known in self.states if known.code == state), "")

    def on(self, day: date) -> "Procedure":
        """The same procedure with only the steps in force on `day`."""
        return self.model_copy(update={"transitions": tuple(move for move in self.transitions if move.in_force(day))})


class Pack(Provenance):
    """What a pack is called, and how far it is settled as a whole."""

    id: str
    version: str
    title: str
    note: str = ""


class Rulebook(Strict):
    """A pack as programs read it; `on` gives what was in force on a day."""

    pack: Pack
    sources: tuple[Source, ...]
    parameters: tuple[Parameter, ...]
    principles: tuple[Principle, ...]
    criteria: tuple[Criterion, ...]
    hard_exclusions: tuple[HardExclusion, ...]
    gates: tuple[Gate, ...]
    distinctions: tuple[Distinction, ...]
    situations: tuple[Situation, ...]
    exclusions: tuple[Exclusion, ...]
    indicators: tuple[Indicator, ...]
    terms: Terms
    procedures: tuple[Procedure, ...]

    def term(self, terms: str, code: str) -> str:
        """Chinese word of `code` in the list `terms`; a code the pack does not know stands for itself."""
        return self.words(terms).get(code, code)

    def known(self, terms: str, code: str, path: str) -> None:
        """Refused E-INPUT at `path` of an order unless `code` stands in the list `terms`."""
        if code not in self.words(terms):
            raise refusal(tuple(path.split(".")), "code")

    def words(self, terms: str) -> Mapping[str, str]:
        """The list `terms`: code -> Chinese word, in the order of the pack."""
        return {term.code: term.name for term in getattr(self.terms, terms)}

    def parameter(self, code: str) -> Any:
        """Value of a parameter; a pack without it is our bug."""
        return next(found.value for found in self.parameters if found.code == code)

    def procedure(self, code: str) -> Procedure:
        """The procedure of that name; another name is our bug."""
        return next(found for found in self.procedures if found.code == code)

    def state_name(self, procedure: str, state: str) -> str:
        """The Chinese word of a state."""
        return self.procedure(procedure).state_name(state)

    def principle(self, code: str) -> Principle:
        """The red line of that code."""
        return next(found for found in self.principles if found.code == code)

    def cite(self, item: Provenance) -> str:
        """Where an item comes from, in words: titles, clause, status."""
        first, *others = (self._titles[code] for code in item.source.split())
        return f"{'、'.join((first + item.clause, *others))}（{item.status}）"

    def quote(self, code: str) -> str:
        """A red line as refusals quote it: code, text, source."""
        found = self.principle(code)
        return f"{code} {found.text}——{self.cite(found)}"

    def on(self, day: date) -> "Rulebook":
        """The same pack with only the items in force on `day`."""
        kept = {name: tuple(item for item in getattr(self, name) if item.in_force(day)) for name in _DATED}
        return self.model_copy(update={**kept, "procedures": tuple(found.on(day) for found in self.procedures)})

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {source.code: source.title for source in self.sources}


_DATED = ("criteria", "hard_exclusions", "gates", "distinctions", "situations", "exclusions")


def folder(pack: str) -> Path:
    """Where a pack lies: a folder, or the name of one that comes with the program."""
    path = Path(pack)
    found = path if path.is_dir() else resource("rules", pack)
    if not found.is_dir() or not pack:
        raise Refused("E-PACK/absent", pack=pack)
    return found


@cache
def load(pack: str = DEFAULT_PACK) -> Rulebook:
    """The pack by name or folder; refused E-PACK if it cannot be read as one."""
    try:
        return Rulebook.model_validate(assemble(folder(pack)))
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError, FileNotFoundError) as error:
        raise Refused("E-PACK/faulty", pack=pack, fault=str(error).partition("\n")[0]) from error


def pack_for(day: date) -> str:
    """Name of the pack of this office in force on `day`; the latest to come into force wins."""
    packs = (load(path.name) for path in sorted(resource("rules").iterdir()) if path.is_dir())
    fitting = [rules.pack for rules in packs if rules.pack.in_force(day)]
    if not fitting:
        raise Refused("E-PACK/not_in_force", day=day.isoformat())
    return max(fitting, key=lambda pack: pack.effective_from).id


def assemble(place: Path) -> dict[str, Any]:
    """The files of a pack as one tree; lists become tuples."""
    tree: dict[str, Any] = {}
    for file in sorted(place.glob("*.toml")):
        content = _read(file)
        tree.update({"terms": content} if file.stem == "terms" else content)
    tree["procedures"] = tuple(_read(file) for file in sorted(place.glob("procedures/*.toml")))
    return tree


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every table in a tree with its path, outermost first."""
    if isinstance(value, dict):
        yield path, value
        for name, part in value.items():
            yield from walk(part, f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from walk(part, f"{path}[{index}]")


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = _frozen(tomllib.loads(file.read_text("utf-8")))
    return content


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value
