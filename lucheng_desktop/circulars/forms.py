"""Fills the tables of a form: every entered fact prints, and what was not entered says so."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.compose import ClearedPoint, finding_text, wording

Facts = Mapping[str, Any]


def entered(value: Any, join: str) -> str:
    """A fact as it was entered, without blank lines."""
    if isinstance(value, dt.date):
        return parts.day(value)
    if isinstance(value, str | int):
        return "\n".join(line for line in (part.strip() for part in str(value).splitlines()) if line)
    return join.join(filter(None, (entered(one, join) for one in value)))


def tables(made: Mapping[str, Any], facts: Facts, words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables of a template in the shape of a draft."""
    said = _said(made, facts, words)
    return [_table(table, facts, said, words) for table in made["table"]]


def _said(made: Mapping[str, Any], facts: Facts, words: Mapping[str, Any]) -> dict[str, str]:
    """Every simple field: its option, what was entered, or 未作答."""
    said = {field: entered(facts[field], words["join"]) if facts.get(field) is not None else ""
            for field, told in made["fields"].items() if told.get("type") not in ("points", "items")}
    for field, options in made.get("option", {}).items():
        said[field] = options[facts[field]]["text"] if facts.get(field) else ""
    return {field: text or words["unanswered"] for field, text in said.items()}


def _table(table: Mapping[str, Any], facts: Facts, said: Mapping[str, str], words: Mapping[str, Any]) -> dict[str, Any]:
    rows = [row for line in table["rows"] for row in _rows(line, facts, said, words)]
    return {"title": table.get("title"), "columns": table["columns"], "head": table.get("head", []), "rows": rows}


def _rows(line: Any, facts: Facts, said: Mapping[str, str], words: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """One row, or one for each item; a list that holds nothing still says so in a row of its own."""
    if isinstance(line, Sequence):
        yield [_cell(cell, said, words) for cell in line]
        return
    items = [_item(item, words) for item in facts.get(line["each"]) or ()] or [{}]
    for number, item in enumerate(items, 1):
        told = _Told({**said, **item, "number": str(number)}, words["unanswered"])
        yield [_cell(cell, told, words) for cell in line["cells"]]


class _Told(dict[str, str]):
    """What was said; any other part of an item says 未作答."""

    def __init__(self, told: Mapping[str, str], unanswered: str) -> None:
        super().__init__(told)
        self.unanswered = unanswered

    def __missing__(self, key: str) -> str:
        return self.unanswered


def _item(item: Any, words: Mapping[str, Any]) -> dict[str, str]:
    if isinstance(item, ClearedPoint):
        return {"allegation": item.allegation.strip(), "finding": finding_text(wording(), item)}
    told = {name: entered(value, words["join"]) for name, value in item.items() if value is not None}
    return {name: text for name, text in told.items() if text}


def fields_of(text: str) -> list[str]:
    """The names of the fields that a template's text says."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _cell(cell: Any, said: Mapping[str, str], words: Mapping[str, Any]) -> dict[str, Any]:
    """A text without a field is a label; a signature line stays open for the pen where nobody is named yet."""
    made = {"text": cell} if isinstance(cell, str) else dict(cell)
    text = made["text"]
    label = made.get("label", not fields_of(text))
    filled = {"text": text.format_map(said), "span": made.get("span", 1), "label": label}
    if "sign" in made:
        open_ = any(said[name] == words["unanswered"] for name in fields_of(made["sign"]))
        filled["sign"] = words["sign_open"] if open_ else made["sign"].format_map(said)
    return filled
