"""Figures of tolerance: I16-I18."""

from typing import TYPE_CHECKING

from lucheng_desktop.cases.questions import Books, Question, differs, filled, passed, within
from lucheng_desktop.cases.statistics import Indicator, Part, counted, part, shared, unit_of

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
TO_RECTIFY = Question("tolerance", (within("rectify_due"),))
RECTIFIED = Question("tolerance", (within("rectify_due"), passed("rectified_on")))


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
    """I18: of the corrections due in the period those completed by its end; unit %."""
    return shared(rules, "I18", books.count(TO_RECTIFY), books.count(RECTIFIED))


OF_TOLERANCE = (applications, tolerated, rectified)
"""I16-I18."""
