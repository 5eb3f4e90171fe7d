"""Limits that approved suspensions put off, as the figures count them: the days lost are not held against anybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from lucheng_desktop.cases.calendar import Due
from lucheng_desktop.cases.deadlines import Span, put_off
from lucheng_desktop.cases.questions import Books, Condition, Found, equals, none_of

SUSPENDING = ("approved", "ended")
"""States of a suspension whose days do not count."""


def undisturbed(mine: str) -> Condition:
    """No limit of the record that this column names was ever suspended."""
    return none_of("suspension", "subject", mine, equals("state", *SUSPENDING))


def spans(books: Books, kind: str) -> Mapping[str, Sequence[Span]]:
    """Record of this kind -> its approved suspensions."""
    found: dict[str, list[Span]] = defaultdict(list)
    where = {"subject_kind": kind, "state": SUSPENDING}
    for record, since, until in books.rows("suspension", ("subject", "since", "until"), where):
        found[record].append(Span(date.fromisoformat(since), date.fromisoformat(until) if until else None))
    return dict(found)


def last_day(start: str | None, due: str, suspended: Sequence[Span]) -> str | None:
    """The day a limit was put off to; None while a suspension lasts, because nobody knows the day yet."""
    last = put_off(Due(date.fromisoformat(due)), date.fromisoformat(start) if start else None, suspended).on
    return None if any(span.last is None and span.first <= last for span in suspended) else last.isoformat()


def joined(*found: Found) -> Found:
    """What was counted apart as one number."""
    return Found({"": sum(one.count for one in found)}, {"": tuple(id_ for one in found for id_ in one.of)})


def these(books: Books, ids: Iterable[str]) -> Found:
    """Records picked one by one, named only when ids are asked for."""
    known = tuple(ids)
    return Found({"": len(known)}, {"": known} if books.drill else {})
