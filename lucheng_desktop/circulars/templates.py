"""The office's wording of each kind of document: named fields, sentences with source, and what is still missing.

One file of `resources/circulars/kinds/` is one kind of document. A field is text, a person's name (a subject of the
document), people (others who are named), a date, a count, names, points (`ClearedPoint`), items with parts of their
own (a part may be a person), or a choice among options.
A form has tables instead of sentences: there a fact that may be left out says 未作答.
"""

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft, read_draft
from lucheng_desktop.circulars import forms, parts
from lucheng_desktop.circulars.compose import ClearedPoint, allegation_text, finding_text, wording
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the text, whatever the kind of document."""

    issuers: tuple[str, ...]
    date: dt.date
    practice: bool
    to: tuple[str, ...] = ()
    number: tuple[str, int, int] | None = None
    """Series, year, running number."""
    classification: str | None = None
    signers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    note: str | None = None
    cc: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_on: dt.date | None = None
    seal: str = "blank"
    code: str | None = None
    serial: str | None = None
    """The office's own number of a form."""
    enclosures: tuple[Mapping[str, Any], ...] = ()
    """Contents of attachments in the shape of a draft."""
    protected: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that the document needs and that was not given: its path and its name in the office's words."""

    path: str
    label: str


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "kinds.toml").read_text("utf-8"))


@cache
def names() -> tuple[str, ...]:
    """All kinds of document that have a template."""
    return tuple(sorted(file.stem for file in resource("circulars", "kinds").glob("*.toml")))


@cache
def template(name: str) -> Mapping[str, Any]:
    """One template: name, kind of layout, fields, options, title and sentences."""
    return tomllib.loads(resource("circulars", "kinds", f"{name}.toml").read_text("utf-8"))


def missing(name: str, facts: Facts) -> tuple[Missing, ...]:
    """Everything that keeps the document from being drafted, in the order of its fields."""
    made = template(name)
    needed = {field for choice in _chosen(made, facts) for field in choice.get("needs", ())}
    return tuple(gap for field, told in made["fields"].items()
                 for gap in _gaps(made, field, facts.get(field), told, field in needed))


def compose(name: str, facts: Facts, frame: Frame) -> CircularDraft:
    """The draft; refused with the whole list when facts are missing (E-INPUT/fields) or when they do not agree."""
    made = template(name)
    if unknown := sorted(facts.keys() - made["fields"].keys()):
        raise Refused("E-INPUT/field", path=f"$.{unknown[0]}", document=made["name"], field=unknown[0])
    if gaps := missing(name, facts):
        listed = _words()["missing_join"].join(gap.label for gap in gaps)
        raise Refused("E-INPUT/fields", path=gaps[0].path, document=made["name"], fields=listed)
    _add_up(made, facts)
    said = _said(made, facts)
    people = {"subjects": _people(made, facts, "person"), "named": _people(made, facts, "people")}
    return read_draft(_framed(frame) | _matter(made, facts, said)
                      | {"kind": made["kind"], "title": made["title"]["text"].format_map(said)} | people)


def _people(made: Mapping[str, Any], facts: Facts, kind: str) -> list[str]:
    """The people whom the fields name: the subjects (`person`) or others (`people`, one or several)."""
    found: list[str] = []
    for field, told in made["fields"].items():
        value = facts.get(field) or ()
        if told.get("type") == kind:
            found += [value] if isinstance(value, str) else value
        elif told.get("type") == "items" and kind in told:
            found += [item[told[kind]] for item in value if item.get(told[kind])]
    each = (name for text in found for name in text.split(_words()["join"]))
    return list(dict.fromkeys(filter(None, map(_close, each))))


def _matter(made: Mapping[str, Any], facts: Facts, said: Mapping[str, str]) -> dict[str, Any]:
    """The tables of a form, or the sentences of a text; what stays in the office has no imprint."""
    inside: dict[str, Any] = {"printed_by": None, "printed_on": None, "cc": [], "number": None, "seal": "blank"}
    if "table" in made:
        return inside | {"tables": forms.tables(made, facts, _words()), "to": []}
    body = [part for sentence in made["sentence"] for part in _sentence(sentence, facts, said)]
    return {"body": body} | (inside if made["kind"] == "report" else {})


def _chosen(made: Mapping[str, Any], facts: Facts) -> Iterator[Mapping[str, Any]]:
    for field, options in made.get("option", {}).items():
        if facts.get(field) in options:
            yield options[facts[field]]


def _gaps(made: Mapping[str, Any], field: str, value: Any, told: Mapping[str, Any], needed: bool) -> Iterator[Missing]:
    label = told["label"]
    if not _given(value):
        if needed or not told.get("optional"):
            yield Missing(f"$.{field}", label)
    elif told.get("type") == "choice" and value not in made["option"][field]:
        yield Missing(f"$.{field}", _words()["missing_choice"].format(label=label))
    elif told.get("type") == "items":
        yield from (Missing(f"$.{field}[{at}].{part}",
                            _words()["missing_part"].format(label=label, number=at + 1, part=name))
                    for at, item in enumerate(value) for part, name in told["parts"].items()
                    if part not in told.get("open", ()) and not _given(item.get(part)))


def _given(value: Any) -> bool:
    """Whether something is there: a count may be nought, a text must not be blank, a list must not hold a blank."""
    if isinstance(value, str):
        return bool(_close(value))
    if isinstance(value, Sequence):
        return bool(value) and all(_given(one) for one in value)
    if isinstance(value, ClearedPoint):
        return bool(_close(value.allegation))
    return value is not None


def _close(text: str) -> str:
    """A value as it joins a sentence that brings its own mark at the end."""
    return text.strip().rstrip(_words()["end"])


def _add_up(made: Mapping[str, Any], facts: Facts) -> None:
    for total, summands in made.get("sum", {}).items():
        if facts[total] != sum(facts[one] for one in summands):
            label = made["fields"][total]["label"]
            raise Refused("E-INPUT/sum", path=f"$.{total}", document=made["name"], field=label)


def _said(made: Mapping[str, Any], facts: Facts) -> dict[str, str]:
    """Every simple fact as it reads in a sentence; a choice reads as its option, filled with the other facts."""
    plain = {field: _read(facts[field]) for field in made["fields"]
             if _given(facts.get(field)) and made["fields"][field].get("type") not in ("points", "items", "choice")}
    options = {field: options[facts[field]]["text"].format_map(plain)
               for field, options in made.get("option", {}).items() if _given(facts.get(field))}
    return plain | options


def _read(value: Any) -> str:
    if isinstance(value, dt.date):
        return parts.day(value)
    if isinstance(value, str | int):
        return _close(str(value))
    return str(_words()["join"].join(map(_close, value)))


def _sentence(sentence: Mapping[str, Any], facts: Facts, said: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The paragraphs that one sentence of the template becomes: none, one, or one for each item."""
    level = sentence.get("level", 0)
    if "each" in sentence:
        for number, item in enumerate(facts[sentence["each"]], 1):
            told = {**said, **_item(item), "ordinal": ordinal(level, number)}
            yield {"level": level, "text": sentence["text"].format_map(told)}
    elif "when" not in sentence or sentence["when"] in said:
        yield {"level": level, "text": sentence["text"].format_map(said)}


def _item(item: Any) -> dict[str, str]:
    if isinstance(item, ClearedPoint):
        words = wording()
        return {"allegation": allegation_text(words, item), "finding": finding_text(words, item)}
    return {name: _read(value) for name, value in item.items()}


def ordinal(level: int, number: int) -> str:
    """一、 （一） 1. （1） by level; `number` from 1 to 99."""
    words = _words()
    tens, ones = divmod(number, 10)
    chinese = words["digits"][ones] if ones or not tens else ""
    if tens:
        chinese = (words["digits"][tens] if tens > 1 else "") + words["ten"] + chinese
    return str(words["ordinal"][str(level)]).format(chinese=chinese, arabic=number)


def _framed(frame: Frame) -> dict[str, Any]:
    number = dict(zip(("series", "year", "seq"), frame.number, strict=True)) if frame.number else None
    lists: Iterable[str] = ("issuers", "to", "signers", "attachments", "cc")
    plain = ("date", "practice", "classification", "note", "printed_by", "printed_on", "seal", "code", "serial")
    return ({name: list(getattr(frame, name)) for name in lists} | {name: getattr(frame, name) for name in plain}
            | {"number": number, "protected": [dict(person) for person in frame.protected],
               "enclosures": [dict(one) for one in frame.enclosures]})
