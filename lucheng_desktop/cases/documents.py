"""The draft of an official document as plain data, checked before anything is laid out."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from lucheng_desktop.cases.names import bare
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused, sentences


@cache
def shape() -> Mapping[str, Any]:
    """What the fixed places of a draft may say (`resources/circulars/shape.toml`)."""
    import tomllib

    return tomllib.loads(resource("circulars", "shape.toml").read_text("utf-8"))


def _fault(case: str, *, at: str = "") -> PydanticCustomError:
    return PydanticCustomError("draft", "{case}", {"case": case, "at": at})


def _filled(text: str) -> str:
    if not text.strip():
        raise _fault("empty")
    return text


def _unpunctuated(text: str) -> str:
    if text.rstrip()[-1] in shape()["title_end"]:
        raise _fault("punctuation")
    return text


def _whole_lines(text: str) -> str:
    if not all(line.strip() for line in text.split("\n")):
        raise _fault("blank_line")
    return text


def _telling(name: str) -> str:
    if len(bare(name)) < SHORTEST_NAME:
        raise _fault("short")
    return name


def _square_code(text: str) -> str:
    if not re.fullmatch(shape()["check"], text):
        raise _fault("check")
    return text


def _series(text: str) -> str:
    if text not in shape()["series"]:
        raise _fault("series")
    return text


def _classification(text: str) -> str:
    if not any(re.fullmatch(pattern, text) for pattern in shape()["classification"]):
        raise _fault("classification")
    years = re.search(r"\d+", text)
    months_only = years is not None and text.endswith(shape()["months_end"])
    if years and not months_only and not 0 < int(years.group()) <= shape()["classification_years"][text[:2]]:
        raise _fault("classification")
    return text


def _urgency(text: str) -> str:
    if text not in shape()["urgency"]:
        raise _fault("code")
    return text


def _day(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            day = dt.date.fromisoformat(value)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    if isinstance(value, str):
        raise _fault("date")
    return value


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) != len(names):
        raise _fault("twice")
    return names


FIRST_YEAR, LAST_YEAR = 1949, 2199
"""Of a date that a document of this office can bear."""
SHORTEST_NAME = 2
"""Letters of a name that can be sought."""
SHOWN = 60
"""Characters of a wrong value that a refusal quotes."""
Text = Annotated[str, AfterValidator(_filled)]
Line = Annotated[Text, AfterValidator(_unpunctuated)]
Title = Annotated[
    str, Field(max_length=120), AfterValidator(_filled), AfterValidator(_unpunctuated), AfterValidator(_whole_lines)
]
PersonName = Annotated[str, AfterValidator(_telling)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Names = Annotated[tuple[Text, ...], AfterValidator(_distinct)]
Kind = Literal["circular", "letter", "minutes", "request", "decision", "notice", "report", "form"]
"""A report is text without a red head; a form is a table under a title."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Number(_Part):
    """发文字号: series, four-digit year, running number without leading zeros (GB/T 9704-2012 7.2.5)."""

    series: Annotated[str, AfterValidator(_series)]
    year: Annotated[int, Field(ge=2000, le=2099)]
    seq: Annotated[int, Field(ge=1, le=99999)]

    def __str__(self) -> str:
        return cast(str, shape()["number"]).format(series=self.series, year=self.year, seq=self.seq)


class Paragraph(_Part):
    """One paragraph as it prints; `level` 1 to 4 is the rank of its heading, 0 is plain text."""

    level: Annotated[int, Field(ge=0, le=4)]
    text: Text


class Cell(_Part):
    """One cell of a table; line feeds in its text begin new paragraphs."""

    text: Text
    span: Annotated[int, Field(ge=1, le=20)] = 1
    """Columns that it takes."""
    label: bool = False
    """Names what stands beside it: centred, in 黑体."""
    sign: Text | None = None
    """Who signs and when: the last line, on the right."""

    @property
    def whole(self) -> str:
        """Everything that prints in the cell, paragraph by paragraph."""
        return self.text if self.sign is None else f"{self.text}\n{self.sign}"


class Table(_Part):
    """A ruled table as wide as the page; `head` stands again on every further page."""

    columns: Annotated[tuple[Annotated[int, Field(ge=1, le=1000)], ...], Field(min_length=1, max_length=20)]
    """Widths in any one unit."""
    head: tuple[Text, ...] = ()
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(min_length=1)]
    title: Text | None = None
    """A line above the table."""

    @model_validator(mode="after")
    def _square(self) -> Self:
        wide = [sum(cell.span for cell in row) for row in self.rows]
        if any(count != len(self.columns) for count in (*wide, *([len(self.head)] if self.head else ()))):
            raise _fault("table")
        return self


class Enclosure(_Part):
    """What stands behind the document under one of the names of its 附件说明."""

    number: Annotated[int, Field(ge=1)]
    """Which attachment, from 1."""
    body: tuple[Paragraph, ...] = ()
    tables: tuple[Table, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.body and not self.tables:
            raise _fault("empty")
        return self


class Protected(_Part):
    """A person whose identity must not be recognisable anywhere in the document."""

    name: PersonName
    aliases: tuple[PersonName, ...] = ()
    unit: str = ""
    phone: str = ""
    id_no: str = ""
    address: str = ""
    phrases: tuple[Text, ...] = ()


class CircularDraft(_Part):
    """Everything that prints on one official document, in the shape of the console contract `circular render`."""

    kind: Kind
    issuers: Annotated[Names, Field(min_length=1, max_length=2)]
    number: Number | None = None
    copy_no: Annotated[int, Field(ge=1, le=999999)] | None = None
    copy_row: bool = False
    """The place of 份号 is kept free: each printed copy gets its own."""
    classification: Annotated[str, AfterValidator(_classification)] | None = None
    urgency: Annotated[str, AfterValidator(_urgency)] | None = None
    signers: Names = ()
    title: Title
    """A line feed sets a break by hand."""
    to: Names
    body: Annotated[tuple[Paragraph, ...], Field(validate_default=True)] = ()
    tables: Annotated[tuple[Table, ...], Field(validate_default=True)] = ()
    """Of a form; text documents carry theirs as enclosures."""
    attachments: tuple[Line, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    """Contents of attachments that print behind the document; others are enclosed on paper."""
    serial: Annotated[Text, Field(max_length=24)] | None = None
    """The office's own number of a form, which is no 发文字号."""
    date: Day
    note: Text | None = None
    cc: Names = ()
    printed_by: Text | None = None
    printed_on: Day | None = None
    seal: Literal["blank", "demo"] = "blank"
    subjects: Names
    named: Names = ()
    """Other people who are named: like a subject's, their names stand whole and in one face."""
    protected: tuple[Protected, ...]
    practice: bool
    code: Text | None = None
    """Short code of the ledger's head, printed with the note."""
    check: Annotated[str, AfterValidator(_square_code)] | None = None
    """What the square code holds; none: no square is printed. With `copy_row` each copy gets its own of that size."""
    determination: Text | None = None
    """Number of the higher commission's paper that determined a false accusation; without it the word is refused."""

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody whose name must stand whole."""
        return tuple(dict.fromkeys((*self.subjects, *self.signers, *self.named)))

    @field_validator("body", "tables")
    @classmethod
    def _matter(cls, matter: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        """A form is its tables; every other document is its text."""
        kind = info.data.get("kind")
        if kind is not None and (info.field_name == "tables") != (kind == "form"):
            if matter:
                raise _fault("tables")
        elif kind is not None and not matter:
            raise _fault("nothing")
        return matter

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind == "request" and not self.signers:
            raise _fault("signers", at="signers")
        if self.kind == "letter" and not self.to:
            raise _fault("addressee", at="to")
        if self.kind == "form" and self.to:
            raise _fault("form_to", at="to")
        if (self.printed_by is None) != (self.printed_on is None):
            raise _fault("printed", at="printed_by" if self.printed_by is None else "printed_on")
        if self.printed_on is not None and self.printed_on < self.date:
            raise _fault("printed", at="printed_on")
        numbers = [one.number for one in self.enclosures]
        if numbers != sorted(set(numbers)) or any(number > len(self.attachments) for number in numbers):
            raise _fault("enclosure", at="enclosures")
        return self


_CASES = {
    "json_invalid": "object",
    "missing": "missing",
    "extra_forbidden": "extra",
    "literal_error": "code",
    "too_short": "empty",
    "string_too_short": "empty",
    "string_too_long": "long",
    "too_long": "many",
}


def _case(fault: Mapping[str, Any]) -> str:
    """The refusal's case for one fault that pydantic found."""
    kind = cast(str, fault["type"])
    if kind == "draft":
        return cast(str, fault["ctx"]["case"])
    if kind in _CASES:
        return _CASES[kind]
    if kind.startswith("date"):
        return "date"
    return "type" if kind.endswith("_type") else "code"


def _path(where: tuple[int | str, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where)


def _refusal(fault: Mapping[str, Any]) -> Refused:
    told = fault.get("ctx") or {}
    path = _path((*fault["loc"], told["at"]) if told.get("at") else fault["loc"])
    key = f"E-INPUT/draft-{_case(fault)}"
    key = key if key in sentences() else "E-INPUT/draft"
    return Refused(key, path=path, where=path, value=_shown(path, fault.get("input")), most=told.get("max_length", ""))


def _shown(path: str, value: object) -> str:
    """What was written there, cut short; nothing of a protected person: others may read the refusal."""
    if ".protected" in path:
        return str(shape()["hidden"])
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
        return str(shape()["object"])
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[:SHOWN] + shape()["cut"]


def read_draft(data: object) -> CircularDraft:
    """The draft written in `data` (JSON values, dates as text); E-INPUT with the path of the first fault."""
    if not isinstance(data, Mapping):
        raise Refused("E-INPUT/draft-object", path="$")
    try:
        written = json.dumps(data, ensure_ascii=False, default=_plain)
    except (TypeError, ValueError):
        raise Refused("E-INPUT/draft-object", path="$") from None
    try:
        return CircularDraft.model_validate_json(written.encode("utf-8", "surrogatepass"))
    except ValidationError as error:
        raise _refusal(cast(Mapping[str, Any], error.errors(include_url=False)[0])) from None


def _plain(value: object) -> object:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def draft_data(draft: CircularDraft) -> dict[str, Any]:
    """The draft as JSON values, so that `read_draft(draft_data(d)) == d`."""
    return draft.model_dump(mode="json")
