"""The rulebook: one pack of `resources/rules/`, read once, checked in shape, and frozen."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any

from pydantic import ValidationError

from lucheng_desktop.cases.items import (
    Combination,
    Criterion,
    DisposalTerm,
    Distinction,
    Exclusion,
    FindingTerm,
    Gate,
    HardExclusion,
    Indicator,
    Item,
    NamingTerm,
    Obstacle,
    Parameter,
    Principle,
    Provenance,
    Sanction,
    Situation,
    Source,
    Strict,
    Term,
    Terms,
    ValueTerm,
)
from lucheng_desktop.cases.layers import HEAD, assembled, folder, layers, parsed
from lucheng_desktop.cases.moves import FIRST_STATE, Procedure, State, TimeLimit, Transition
from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

__all__ = [
    "DEFAULT_PACK",
    "FIRST_STATE",
    "Criterion",
    "DisposalTerm",
    "FindingTerm",
    "Gate",
    "Item",
    "NamingTerm",
    "Procedure",
    "Provenance",
    "Rulebook",
    "Situation",
    "State",
    "Term",
    "TimeLimit",
    "Transition",
    "ValueTerm",
    "folder",
    "from_layers",
    "judging",
    "load",
    "pack_for",
    "packs",
]

DEFAULT_PACK = "lucheng-2020"


class Pack(Provenance):
    """What a pack is called, and how far it is settled as a whole."""

    id: str
    version: str
    title: str
    extends: str = ""
    """The pack whose items hold where this one says nothing else."""
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
    sanctions: tuple[Sanction, ...]
    combinations: tuple[Combination, ...]
    obstacles: tuple[Obstacle, ...]
    indicators: tuple[Indicator, ...]
    terms: Terms
    deadlines: tuple[TimeLimit, ...]
    procedures: tuple[Procedure, ...]

    def term(self, terms: str, code: str) -> str:
        """Chinese word of `code` in the list `terms`; a code the pack does not know stands for itself."""
        return self.words(terms).get(code, code)

    def known(self, terms: str, code: str, path: str) -> None:
        """Refused E-INPUT at `path` of an order unless `code` stands in the list `terms`."""
        if code not in self.words(terms):
            raise refusal(tuple(path.split(".")), "code")

    def words(self, terms: str) -> Mapping[str, str]:
        """The list `terms` (or `sanctions`): code -> Chinese word, in the order of the pack."""
        found = self.sanctions if terms == "sanctions" else getattr(self.terms, terms)
        return {term.code: term.name for term in found}

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


_DATED = ("criteria", "hard_exclusions", "gates", "distinctions", "situations", "exclusions", "deadlines")


@cache
def load(pack: str = DEFAULT_PACK) -> Rulebook:
    """The pack by name or folder; refused E-PACK if it cannot be read as one."""
    place = folder(pack)
    try:
        texts = layers(place)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Refused("E-PACK/faulty", pack=pack, fault=str(error).partition("\n")[0]) from error
    return from_layers(pack, texts)


def from_layers(pack: str, texts: Sequence[Mapping[str, str]]) -> Rulebook:
    """A pack kept as text, the lowest layer first; refused E-PACK/faulty if it cannot be read as one."""
    try:
        return Rulebook.model_validate(assembled(texts))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise Refused("E-PACK/faulty", pack=pack, fault=str(error).partition("\n")[0]) from error


def pack_for(day: date) -> str:
    """Name of the pack of this office in force on `day`; the latest to come into force wins."""
    fitting = [pack for pack in packs() if pack.in_force(day)]
    if not fitting:
        raise Refused("E-PACK/not_in_force", day=day.isoformat())
    return fitting[-1].id


@cache
def packs() -> tuple[Pack, ...]:
    """The heads of the packs that come with the program, oldest first."""
    heads = (parsed(file)["pack"] for file in resource("rules").glob(f"*/{HEAD}"))
    return tuple(sorted((Pack.model_validate(head) for head in heads), key=lambda pack: pack.effective_from))


def judging(rules: Rulebook, day: date) -> Rulebook:
    """The rules an act of `day` is judged by: `rules` if in force then, or else the pack of that day, or the oldest."""
    if rules.pack.in_force(day):
        return rules
    known = packs()
    return load(pack_for(day) if any(pack.in_force(day) for pack in known) else known[0].id)
