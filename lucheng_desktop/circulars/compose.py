"""Composes the clearance circular from facts, point by point, in the office's own wording."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft, read_draft
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class ClearedPoint:
    """One allegation that is cleared."""

    allegation: str
    """Neutral summary, no words of the petition."""
    finding: str
    """Code of the approved finding."""


@dataclass(frozen=True, slots=True)
class ClearanceFacts:
    """What a clearance circular is made of. Dates as `datetime.date`; names as they print."""

    issuers: tuple[str, ...]
    subject: str
    """The name as it prints (full, surname only or anonymous)."""
    points: tuple[ClearedPoint, ...]
    verified_by: str
    date: dt.date
    to: tuple[str, ...]
    practice: bool
    post: str = ""
    """Unit and post, printed before the name at its first mention."""
    number: tuple[str, int, int] | None = None
    """Series, year, running number."""
    cc: tuple[str, ...] = ()
    note: str | None = None
    printed_by: str | None = None
    printed_on: dt.date | None = None
    seal: str = "blank"
    code: str | None = None
    protected: tuple[Mapping[str, Any], ...] = ()
    """In the shape of `protected` in the console contract."""


@cache
def wording(name: str = "clearance") -> Mapping[str, Any]:
    """The sentences of one kind of document with source and status (`resources/circulars/NAME.toml`)."""
    return tomllib.loads(resource("circulars", f"{name}.toml").read_text("utf-8"))


def clearance_circular(facts: ClearanceFacts, words: Mapping[str, Any]) -> CircularDraft:
    """The draft of the circular; refused when a finding may not be cleared (E-STATE) or a fact is unfit (E-INPUT)."""
    subject = _say(words, "subject", name=facts.subject)
    body = _one(facts, words, subject) if len(facts.points) == 1 else _several(facts, words, subject)
    closing = [_say(words, "clearing", subject=subject), _say(words, "request"), _say(words, "closing")]
    number = dict(zip(("series", "year", "seq"), facts.number, strict=True)) if facts.number else None
    return read_draft({
        "kind": "circular", "issuers": list(facts.issuers), "number": number,
        "title": _say(words, "title", subject=subject), "to": list(facts.to),
        "body": [*body, *({"level": 0, "text": text} for text in closing)],
        "date": facts.date, "note": facts.note, "cc": list(facts.cc), "printed_by": facts.printed_by,
        "printed_on": facts.printed_on, "seal": facts.seal, "subjects": [facts.subject], "code": facts.code,
        "protected": [dict(person) for person in facts.protected], "practice": facts.practice,
    })


def _say(words: Mapping[str, Any], sentence: str, /, **facts: object) -> str:
    return str(words[sentence]["text"]).format_map(facts)


def finding_text(words: Mapping[str, Any], point: ClearedPoint) -> str:
    """The sentence on one finding; refused E-STATE when such a finding clears nobody."""
    known = words["finding"].get(point.finding)
    if known is None:
        name = words["unclearable"].get(point.finding, point.finding)
        raise Refused("E-STATE/not-clearable", finding=name)
    return str(known["text"])


def allegation_text(words: Mapping[str, Any], point: ClearedPoint) -> str:
    """The neutral summary without its last mark."""
    return point.allegation.strip().rstrip(words["signs"]["end"])


def _one(facts: ClearanceFacts, words: Mapping[str, Any], subject: str) -> list[dict[str, Any]]:
    point = facts.points[0]
    texts = [_say(words, "opening", described=facts.post + subject, allegation=allegation_text(words, point)),
             _say(words, "verified", verified_by=facts.verified_by, finding=finding_text(words, point))]
    return [{"level": 0, "text": text} for text in texts]


def _several(facts: ClearanceFacts, words: Mapping[str, Any], subject: str) -> list[dict[str, Any]]:
    count = words["ordinals"]["counts"][len(facts.points) - 1]
    texts = [_say(words, "opening_several", described=facts.post + subject, count=count),
             _say(words, "verified_several", verified_by=facts.verified_by)]
    ordinals = zip(words["ordinals"]["list"], facts.points, strict=False)
    points = [_say(words, "point", ordinal=ordinal, allegation=allegation_text(words, point),
                   finding=finding_text(words, point)) for ordinal, point in ordinals]
    return [{"level": 0, "text": text} for text in texts] + [{"level": 1, "text": text} for text in points]
