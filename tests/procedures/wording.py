"""Reads the history and the titles of every record of a vault as people would, and collects what is not in words."""

import re

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.procedures import history
from lucheng_desktop.procedures.cases import list_cases
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.titles import Titles

NAMES = re.compile(
    r"[\w/+-]+\.(?:txt|pdf|docx|toml|case|bundle)\b|application/\S+|text/plain|[0-9a-f]{4}(?:-[0-9a-f]{4}){2}"
    r"|\b[0-9a-f]{8}\b"
)
"""Names of files, kinds of media and shortened sums and numbers of devices are as they are."""
RAW = re.compile(r"[0-9a-f]{16,}|[A-Za-z]+_[A-Za-z_]+|(?<![A-Za-z])[a-z]{3,}(?![A-Za-z])|True|False|None")


def raw(text: str) -> list[str]:
    """Ids and codes in a text for people."""
    return RAW.findall(NAMES.sub("", text))


def untold(desk: Desk) -> list[str]:
    """Every place where a history or a title shows an id or a code."""
    found = [f"case {row.kind}: {row.title}" for row in list_cases(desk) if raw(row.title) or not row.title]
    with desk.vault.reading() as shelf:
        titles = Titles(shelf, desk.rules)
        records = [(kind, id_) for kind in KINDS for (id_,) in shelf.rows(kind, ("id",))]
        named = [(kind, titles.of(id_)) for kind, id_ in records]
    found += [f"{kind}: {title}" for kind, title in named if raw(title) or not title]
    for kind, id_ in records:
        for line in history.history(desk, kind, id_):
            parts = (line.officer, line.kind, line.what, line.before, line.after)
            found += [f"{kind} {line.what}: {part}" for part in parts if raw(part)]
    return found
