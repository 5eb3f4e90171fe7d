"""Figures of petitions, clues and what became of them: I01-I08."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases.questions import (
    Books,
    Found,
    Question,
    at_most,
    differs,
    either,
    empty,
    equals,
    filled,
    latest,
    within,
)  # fmt: skip
from lucheng_desktop.cases.statistics import Indicator, Rate, counted, part, shared, unit_of
from lucheng_desktop.cases.suspended import joined, last_day, spans, these, undisturbed

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

REGISTERED = (within("received_on"), differs("state", "received"))
ACCUSATIONS = (*REGISTERED, equals("category", "accusation"), empty("repeat_of"))
TOLD_APART = either(differs("naming", "signed_unverified"), filled("real_name_verified_on"))
"""Signed and verified or not, or anonymous; a name that waits to be verified is neither."""
VERIFIED = (filled("real_name_verified_on"), differs("naming", "anonymous"))

RECEIVED = Question("petition", REGISTERED, "jurisdiction")
ACCUSED = Question("petition", ACCUSATIONS, "channel")
NAMED = Question("petition", (*ACCUSATIONS, TOLD_APART))
NAMED_TRULY = Question("petition", (*ACCUSATIONS, *VERIFIED))

_LAST = (within("approved_on"), latest("petition", "approved_on"))
DISPOSED = Question("disposal_approval", _LAST, "disposal", shown="petition")
DUE = Question("disposal_approval", (within("due"), undisturbed("petition")), shown="petition")
IN_TIME = Question("disposal_approval", (*DUE.where, at_most("approved_on", "due")), shown="petition")
WAITING = Question("petition", (within("disposal_due"), empty("disposal_approved_on"), undisturbed("id")))

FILED = Question("case_filing", (within("filed_on"),), of=("petition",))
CONFIRMED = ("confirmed", "restoration_recorded", "restored", "annulment_recorded")
"""States of a sanction that two officers have seen and nobody has lifted."""
SANCTIONED = Question("sanction", (within("decided_on"), equals("state", *CONFIRMED)), of=("person", "decided_on"))
HANDLED = Question("handling", (within("decided_on"),), "form")


def petitions_received(rules: "Rulebook", books: Books) -> Indicator:
    """I01: everything registered, repeats and what was passed on included, split by jurisdiction; unit 件次."""
    return counted(rules, "I01", books.count(RECEIVED), split=True)


def accusations(rules: "Rulebook", books: Books) -> Indicator:
    """I02: accusations among I01, a repeat counted with its first; unit 件."""
    return counted(rules, "I02", books.count(ACCUSED))


def real_names(rules: "Rulebook", books: Books) -> Indicator:
    """I03: accusations by channel (件), and the share of verified real names; a name not verified yet is in neither."""
    channels = books.count(ACCUSED).counts
    split = {"by": dict(channels), "by_unit": unit_of(rules, "I02")}
    return shared(rules, "I03", books.count(NAMED), books.count(NAMED_TRULY), **split)


def clues_disposed(rules: "Rulebook", books: Books) -> Indicator:
    """I04: clues whose disposal was approved in the period; unit 件."""
    return counted(rules, "I04", books.count(DISPOSED))


def disposals(rules: "Rulebook", books: Books) -> Indicator:
    """I05: the same by disposal, the last that was approved in the period; unit 件次."""
    return counted(rules, "I05", books.count(DISPOSED), split=True)


def disposed_on_time(rules: "Rulebook", books: Books) -> Indicator:
    """I06: of the clues due in the period those with a disposal approved by then; unit %.

    A clue taken up again is due again. Approved suspensions put the day off.
    """
    due, disposed = _put_off(books)
    whole = (books.count(DUE), books.count(WAITING), due)
    return shared(rules, "I06", joined(*whole), joined(books.count(IN_TIME), disposed))


def _put_off(books: Books) -> tuple[Found, Found]:
    """Clues whose limit was suspended, due in the period by the day it was put off to; those disposed of by then."""
    suspended = spans(books, "petition")
    terms = [one for one in _terms(books, list(suspended)) if one.due]
    ends = [(one, last_day(one.assigned_on, one.due or "", suspended[one.petition])) for one in terms]
    due = [(one, last) for one, last in ends if last and books.first <= last <= books.last]
    in_time = (one.petition for one, last in due if one.approved_on and one.approved_on <= last)
    return these(books, (one.petition for one, _ in due)), these(books, in_time)


class _Term(NamedTuple):
    """A limit for the disposal of a clue, and when the disposal was approved."""

    petition: str
    assigned_on: str | None
    due: str | None
    approved_on: str | None


def _terms(books: Books, petitions: list[str]) -> Iterator[_Term]:
    """Those that were met or missed, and those that run."""
    done = ("petition", "assigned_on", "due", "approved_on")
    yield from map(_Term._make, books.rows("disposal_approval", done, {"petition": petitions}))
    running = ("id", "assigned_on", "disposal_due", "disposal_approved_on")
    yield from map(_Term._make, books.rows("petition", running, {"id": petitions, "disposal_approved_on": None}))


def cases_filed(rules: "Rulebook", books: Books) -> Indicator:
    """I07: cases filed (件) and, beside them, persons sanctioned: once a decision (人)."""
    people = part(unit_of(rules, "I12"), books.count(SANCTIONED))
    return counted(rules, "I07", books.count(FILED), parts={"sanctioned": people})


def four_forms(rules: "Rulebook", books: Books) -> Indicator:
    """I08: persons dealt with by form, and the share of each in the sum; unit 人次."""
    found = books.count(HANDLED)
    shares = {form: Rate(count, found.count).percent for form, count in found.counts.items()}
    return counted(rules, "I08", found, split=True, shares=shares)


OF_PETITIONS = (
    petitions_received, accusations, real_names, clues_disposed, disposals, disposed_on_time, cases_filed, four_forms
)  # fmt: skip
"""I01-I08."""
