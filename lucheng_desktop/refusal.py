"""The one kind of error that is shown in words: a rule or the outside world says no.

Every sentence stands in `resources/refusals/` under its key, a file for a room or for one of its subjects; Python holds
the key and the facts.
"""

import errno
import tomllib
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any

from lucheng_desktop.places import resource, words


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """All refusals by key: `message`, and where they apply `rule` (source and clause) and `next` (lawful step)."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(resource("refusals").rglob("*.toml")):
        found.update(tomllib.loads(file.read_text("utf-8")))
    return found


def fields(key: str) -> frozenset[str]:
    """The names of the facts that the sentences of `key` ask for."""
    parts = (part for text in sentences()[key].values() for part in Formatter().parse(text))
    return frozenset(name for _, name, _, _ in parts if name)


def because(error: OSError) -> str:
    """Why the system could not read or write a file, in the words of `resources/words/reasons.toml`."""
    known = words("reasons")
    return str(known.get(errno.errorcode.get(error.errno or 0, ""), known["other"]))


class Refused(Exception):
    """No, in words.

    `key` is `E-CODE` or `E-CODE/case`; `facts` fill the sentence, and so does `path`: a JSON path into the order.
    `shown` is what a window can show beside the sentence, such as the page with the place on it; it is never written.
    """

    shown: object = None

    def __init__(self, key: str, *, path: str = "", rule: str = "", **facts: object) -> None:
        sentence, facts = sentences()[key], {**facts, "path": path}
        self.key = key
        self.code = key.partition("/")[0]
        self.facts: Mapping[str, object] = facts
        self.message = sentence["message"].format_map(facts)
        self.rule = rule or sentence.get("rule", "").format_map(facts)
        self.next = sentence.get("next", "").format_map(facts)
        self.path = path
        super().__init__(f"{self.code}: {self.message}")

    def as_json(self) -> dict[str, Any]:
        """The `refused` object of the console contract; empty parts are left out."""
        parts = {"code": self.code, "message": self.message, "rule": self.rule, "path": self.path, "next": self.next}
        return {name: text for name, text in parts.items() if text}
