"""Figures of tolerance: I16-I18."""

from typing import TYPE_CHECKING

from lucheng_desktop.cases.questions import Books, Found, Question, differs, filled, passed, within
from lucheng_desktop.cases.statistics import Indicator, Part, counted, part, shared, unit_of
from lucheng_desktop.cases.suspended import joined, last_day, spans, these, undisturbed

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_DAYS = {"applied": "submitted_on", "accepted": "accepted_on", "determined": "approved_on"}
_SUBJECTS = {name: Question("tolerance", (within(day),), of=("subject",)) for name, day in _DAYS.items()}
APPLIED = Question("tolerance", (within("submitted_on"),))
ACCEPTED = Question("tolerance", (within("accepted_on"),))
DETERMINED = Question("tolerance", (within("approved_on"),), "outcome")

_DECIDED = (within("approved_on"), filled("outcome"), differs("outcome", "withdrawn"))
DECIDED = Question("tolerance", _DECIDED)
TOLERATED = Question("tolerance", (*_DECIDED, differs("outcome", "not_tolerated")))
TO_RECTIFY = Question("tolerance", (within("rectify_due"), undisturbed("id")))
RECTIFIED = Question("tolerance", (*TO_RECTIFY.where, passed("rectified_on")))


def applications(rules: "Rulebook", books: Books) -> Indicator:
    """I16: applied for; beside it accepted and determined, cases (件) and persons (人); split by outcome determined."""
    case, person = unit_of(rules, "I16"), unit_of(rules, "I12")
    people = {f"{name}_persons": part(person, books.count(asked)) for name, asked in _SUBJECTS.items()}
    reached = {"accepted": part(case, books.count(ACCEPTED)), "determined": part(case, books.count(DETERMINED))}
    outcomes = dict(books.count(DETERMINED).counts)
    parts: dict[str, Part] = reached | people
    return counted(rules, "I16", books.count(APPLIED), by=outcomes, by_unit=case, parts=parts)


def tolerated(rules: "Rulebook", books: Books) -> Indicator:
    """I17: of the determinations of the period those that tolerate, in whole or in part; withdrawing is none; %."""
    return shared(rules, "I17", books.count(DECIDED), books.count(TOLERATED))


def rectified(rules: "Rulebook", books: Books) -> Indicator:
    """I18: of the corrections due in the period those completed by its end; unit %.

    Approved suspensions put the day off: a correction that rests is due in the period of its later day.
    """
    due, done = _put_off(books)
    return shared(rules, "I18", joined(books.count(TO_RECTIFY), due), joined(books.count(RECTIFIED), done))


def _put_off(books: Books) -> tuple[Found, Found]:
    """Corrections whose limit was suspended, due in the period by the day it was put off to; those completed."""
    suspended = spans(books, "tolerance")
    columns = ("id", "rectify_from", "rectify_due", "rectified_on")
    rows = books.rows("tolerance", columns, {"id": list(suspended)}) if suspended else []
    ends = [(id_, last_day(start, due, suspended[id_]), on) for id_, start, due, on in rows if due]
    due = [(id_, on) for id_, last, on in ends if last and books.first <= last <= books.last]
    return these(books, (id_ for id_, _ in due)), these(books, (id_ for id_, on in due if on and on <= books.last))


OF_TOLERANCE = (applications, tolerated, rectified)
"""I16-I18."""
