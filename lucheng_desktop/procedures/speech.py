"""Changes of the ledger in the office's words: fields, steps, codes and references by the names people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.ledger.history import Change
from lucheng_desktop.places import words


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

    def line(self, kind: str, change: Change) -> Line:
        """One change of a record of that kind as a line."""
        known = words("history")
        if change.kind == "transition":
            what, before, after = self._step(kind, change)
        elif change.kind == "note" and isinstance(change.after, Mapping):
            what, before, after = self._note(change.after)
        else:
            own = f"{kind}.{change.what}"
            field = own if own in known["fields"] else change.what
            what = field_name(field)
            before, after = (self._value(field, value) for value in (change.before, change.after))
        officer = self.names.get(change.officer, change.officer)
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
        return known["notes"].get(what, what), "", known["purposes"].get(purpose, purpose)

    def _value(self, field: str, value: object) -> str:
        """A value in words: codes and references by their names, lists and tables in one line, nothing as nothing."""
        if field == "draft" and isinstance(value, Mapping):
            return "".join(str(paragraph["text"]) for paragraph in value["body"])
        if isinstance(value, Mapping):
            return "; ".join(f"{field_name(name)}: {self._value(name, part)}" for name, part in value.items())
        if isinstance(value, list | tuple):
            return ", ".join(self._value(field, part) for part in value)
        if isinstance(value, bytes):
            return value.hex()
        return self._word(field, "" if value is None else str(value))

    def _word(self, field: str, text: str) -> str:
        terms = words("history")["terms"].get(field)
        return self.rules.term(terms, text) if terms else self.names.get(text, text)


def field_name(field: str) -> str:
    """The office's name of a field; of a dotted one, the names of its parts."""
    names = words("history")["fields"]
    known: str = names.get(field) or ".".join(names.get(part, part) for part in field.split("."))
    return known
