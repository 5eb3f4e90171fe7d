"""Changes of the ledger in the office's words: fields, steps, codes and references by the names people know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.ledger.history import Change
from lucheng_desktop.places import words

_HEX = re.compile(r"[0-9a-f]{16,}")
_CODE = re.compile(r"[A-Za-z_]+[0-9]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One change in the office's words: who, when, what, before and after."""

    at: datetime
    officer: str
    kind: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of a pack and the names of the records that changes point to (id -> name)."""

    rules: Rulebook
    names: Mapping[str, str]
    items: Mapping[str, str]
    """The words of `pack_items`."""

    def line(self, kind: str, change: Change) -> Line:
        """One change of a record of that kind as a line."""
        known = words("history")
        if change.kind == "transition":
            what, before, after = self._step(kind, change)
        elif change.kind == "approve" and isinstance(change.after, Mapping):
            scope = (self.field_name(one) for one in change.after.get("scope", ()))
            what, before, after = self.field_name(change.what), "", ", ".join(scope)
        elif change.kind == "note" and isinstance(change.after, Mapping):
            what, before, after = self._note(change.after)
        else:
            own = f"{kind}.{change.what}"
            field = own if own in known["fields"] else change.what
            what = self.field_name(field)
            before, after = (self._value(field, value) for value in (change.before, change.after))
        officer = self._shown(change.officer)
        return Line(moment(change.stamp), officer, known["kinds"][change.kind], what, before, after)

    def _step(self, kind: str, change: Change) -> tuple[str, str, str]:
        """A step by the verb on its button, and both states by their words."""
        procedure = self.rules.procedure(kind)
        transition = procedure.transition(change.what)
        title = transition.title if transition else change.what
        return title, procedure.state_name(change.before), procedure.state_name(change.after)

    def _note(self, body: Mapping[str, object]) -> tuple[str, str, str]:
        """A note by its sentence and its purpose."""
        known, purpose = words("history"), str(body.get("purpose", ""))
        what = str(body.get("what", ""))
        return known["notes"].get(what, what), "", self._shown(known["purposes"].get(purpose, purpose))

    def _value(self, field: str, value: object) -> str:
        """A value in words: codes and references by their names, lists and tables in one line, nothing as nothing."""
        if field == "draft" and isinstance(value, Mapping):
            return "".join(str(paragraph["text"]) for paragraph in value["body"])
        if isinstance(value, Mapping):
            return "; ".join(f"{self.field_name(name)}: {self._value(name, part)}" for name, part in value.items())
        if isinstance(value, list | tuple):
            return ", ".join(self._value(field, part) for part in value)
        if isinstance(value, bytes):
            return self._shown(value.hex())
        if isinstance(value, bool) or (value in (0, 1) and field.rpartition(".")[2] in words("history")["flags"]):
            return str(words("history")["truth"]["yes" if value else "no"])
        return self._word(field, "" if value is None else str(value))

    def _word(self, field: str, text: str) -> str:
        terms = words("history")["terms"].get(field) or words("history")["terms"].get(field.rpartition(".")[2])
        word = self.rules.term(terms, text) if terms else text
        if word != text:
            return word
        if field == "pattern":
            return _CODE.sub(lambda found: self._code(found[0]), text)
        return self._shown(self._code(text))

    def _code(self, text: str) -> str:
        return str(self.items.get(text) or words("history")["codes"].get(text, text))

    def field_name(self, field: str) -> str:
        """The office's name of a field; of a dotted one, the names of its parts."""
        names = words("history")["fields"]
        known: str = names.get(field) or ".".join(
            names.get(part) or self.items.get(part, part) for part in field.split(".")
        )
        return known

    def _shown(self, text: str) -> str:
        """Ids by the names of their records; keys and sums, and what this vault has no name for, by their beginning."""
        return _HEX.sub(lambda found: self.names.get(found[0]) or shortened(found[0]), text)


def shortened(digest: str) -> str:
    """Twelve characters of a key, a sum or an id in groups of four, to be compared by eye."""
    return "-".join(digest[at : at + 4] for at in range(0, 12, 4))


def pack_items(rules: Rulebook) -> dict[str, str]:
    """What the pack calls criteria, gates, distinctions, situations and exclusions, by their codes and ids."""
    named = [(one.id, one.code, one.name) for one in rules.criteria]
    named += [(one.id, one.code, one.name) for one in rules.gates]
    named += [(one.code, one.code, one.name) for one in rules.terms.criterion_values]
    named += [(one.id, one.code, one.short) for one in rules.distinctions]
    named += [(one.code, one.code, one.title) for one in rules.situations]
    named += [(one.code, one.code, one.text) for one in rules.hard_exclusions]
    named += [(one.id, one.code, one.text) for one in rules.exclusions]
    return {key: name for *keys, name in named for key in keys}
