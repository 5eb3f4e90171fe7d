"""What people call a record: its number or its name, or else what it is about and when; never its id."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.cases.rulebook import Rulebook
from lucheng_desktop.places import words

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf

ID = re.compile(r"[0-9a-f]{32}")


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The columns of a list that the titles of that kind ask for."""
    asked = (part[1] for template in words("history")["titles"].get(kind, ()) for part in Formatter().parse(template))
    return tuple(dict.fromkeys(name for name in asked if name))


@dataclass(slots=True)
class Titles:
    """Titles of the records of one view, each looked up once."""

    shelf: "Shelf"
    rules: Rulebook
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, id_: str) -> str:
        """The title of the record with that id, whatever its kind; nothing when this vault has no such record."""
        if id_ not in self._known:
            self._known[id_] = ""  # two records that point at each other end here
            self._known[id_] = next(filter(None, (self._read(kind, id_) for kind in KINDS)), "")
        return self._known[id_]

    def _read(self, kind: str, id_: str) -> str:
        rows = self.shelf.rows(kind, columns(kind) or ("id",), where={"id": id_})
        return self.line(kind, dict(zip(columns(kind), rows[0], strict=False))) if rows else ""

    def line(self, kind: str, row: Mapping[str, Any]) -> str:
        """The first way to call a record of that kind for which the row has everything."""
        said = {name: self._word(name, value) for name, value in row.items() if value not in (None, "")}
        for template in words("history")["titles"].get(kind, ()):
            if all(name in said for _, name, _, _ in Formatter().parse(template) if name):
                title: str = template.format_map(said)
                return title
        return ""

    def _word(self, name: str, value: Any) -> str:
        text, terms = str(value), words("history")["terms"].get("sanction.code" if name == "code" else name)
        if ID.fullmatch(text):
            return self.of(text)
        return self.rules.term(terms, text) if terms else text
