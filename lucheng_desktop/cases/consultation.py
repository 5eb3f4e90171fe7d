"""The joint meeting: who sits in it, when it is quorate, how a ballot is counted. Every number stands in the pack."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.items import UnitTerm
    from lucheng_desktop.cases.rulebook import Rulebook

AGREE, AGAINST, ABSTAIN = "agree", "against", "abstain"
_COMMA = "、"
_PAPERS_CHANGE = frozenset(("complete_assessment", "return_papers", "reopen_determination"))
"""Steps after which the papers of a tolerance case are others."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A member unit and who sits for it; `officer`: the id of one of this office, who votes in person."""

    unit: str
    holder: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One unit's vote on one item, with what its member said."""

    item: str
    unit: str
    vote: str
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """One item counted: units by vote, who has not voted yet, whose votes contradict; `adopted` only when all is in."""

    agree: tuple[str, ...]
    against: tuple[str, ...]
    abstain: tuple[str, ...]
    missing: tuple[str, ...]
    contested: tuple[str, ...]
    eligible: int
    adopted: bool


def well_composed(rules: "Rulebook", subject_kind: str, seats: Sequence[Seat]) -> None:
    """Refused for an unknown or doubled unit, a nameless member, or a unit that has to be invited and is not."""
    for index, seat in enumerate(seats):
        rules.known("meeting_units", seat.unit, f"seats[{index}].unit")
        if seat.unit in {other.unit for other in seats[:index]}:
            raise Refused("E-MEETING/twice", path=f"$.seats[{index}].unit", unit=rules.term("meeting_units", seat.unit))
        if not seat.holder.strip():
            raise Refused("E-INPUT/blank", path=f"$.seats[{index}].holder")
    sitting = {seat.unit for seat in seats}
    wanted = (term for term in rules.terms.meeting_units if subject_kind in term.invited_for)
    lacking = [term.name for term in wanted if term.code not in sitting]
    if lacking:
        raise Refused("E-MEETING/members", path="$.seats", rule=rules.quote("C21"), units=_COMMA.join(lacking))


def materials_in_time(rules: "Rulebook", sent_on: date, held_on: date) -> None:
    """Refused when the papers went out less than the set number of working days before the meeting."""
    days = rules.parameter("meeting_notice_working_days")
    earliest = working_days_after(sent_on, days).on
    if held_on < earliest:
        facts = {"days": days, "earliest": earliest.isoformat()}
        raise Refused("E-MEETING/materials", path="$.held_on", rule=rules.quote("C21"), **facts)


def opined(opinion: str) -> str:
    """The opinion of a review; refused when it says nothing."""
    if not opinion.strip():
        raise Refused("E-INPUT/blank", path="$.opinion")
    return opinion.strip()


def prereviewed(rules: "Rulebook", steps: Sequence[str]) -> None:
    """Refused unless every office that looks at the papers has signed since they last changed; `steps`: in order."""
    changed = max((at for at, name in enumerate(steps) if name in _PAPERS_CHANGE), default=0)
    left = [name for name in rules.parameter("meeting_prereviews") if name not in steps[changed:]]
    if left:
        titles = [move.title for move in rules.procedure("tolerance").transitions if move.code in left]
        raise Refused("E-MEETING/prereview", rule=rules.quote("C31"), missing=_COMMA.join(titles))


def eligible(rules: "Rulebook", seats: Iterable[Seat], recused: Collection[str]) -> tuple[str, ...]:
    """The units that may vote: recused members count neither above nor below the line; experts never vote."""
    voting = {term.code for term in rules.terms.meeting_units if term.votes}
    return tuple(seat.unit for seat in seats if seat.unit in voting and seat.unit not in recused)


def too_few(rules: "Rulebook", seats: Iterable[Seat], recused: Collection[str]) -> bool:
    """Whether so many are recused that the matter goes to the higher organ."""
    least: int = rules.parameter("meeting_least_eligible")
    return len(eligible(rules, seats, recused)) < least


def escalated_only_when_too_few(rules: "Rulebook", seats: Iterable[Seat], recused: Collection[str]) -> None:
    """Refused while enough members may still vote: a meeting that can decide is not handed up."""
    if not too_few(rules, seats, recused):
        raise Refused("E-MEETING/enough", rule=rules.quote("C21"), least=rules.parameter("meeting_least_eligible"))


def quorate(rules: "Rulebook", seats: Sequence[Seat], recused: Collection[str], present: Collection[str]) -> None:
    """Refused unless enough of the eligible units are present, the chair and the units that must be among them."""
    sitting = {seat.unit for seat in seats}
    for index, unit in enumerate(present):
        if unit not in sitting:
            raise refusal(("present", index), "code")
    if too_few(rules, seats, recused):
        raise Refused("E-QUORUM/escalate", rule=rules.quote("C21"), least=rules.parameter("meeting_least_eligible"))
    may_vote = eligible(rules, seats, recused)
    there = [unit for unit in may_vote if unit in present]
    lacking = [term.name for term in _required(rules) if term.code not in there]
    if lacking:
        raise Refused("E-QUORUM/required", path="$.present", rule=rules.quote("C21"), units=_COMMA.join(lacking))
    if Fraction(len(there), len(may_vote)) < _share(rules, "meeting_quorum"):
        facts = {"present": len(there), "eligible": len(may_vote), "share": rules.parameter("meeting_quorum")}
        raise Refused("E-QUORUM", path="$.present", rule=rules.quote("C21"), **facts)


def may_cast(rules: "Rulebook", ballot: Ballot, cast: Iterable[Ballot], voters: Collection[str]) -> None:
    """Refused for a vote of nobody entitled, a second vote on the same item, and a chair who does not speak last."""
    rules.known("ballots", ballot.vote, "vote")
    name = rules.term("meeting_units", ballot.unit)
    if ballot.unit not in voters:
        raise Refused("E-BALLOT/not_entitled", path="$.unit", rule=rules.quote("C22"), unit=name)
    voted = {one.unit for one in cast if one.item == ballot.item}
    if ballot.unit in voted:
        raise Refused("E-BALLOT/twice", rule=rules.quote("C22"), unit=name)
    waiting = [rules.term("meeting_units", unit) for unit in voters if unit not in voted and unit != ballot.unit]
    if ballot.unit in {term.code for term in rules.terms.meeting_units if term.chair} and waiting:
        raise Refused("E-BALLOT/chair", rule=rules.quote("C22"), units=_COMMA.join(waiting))
    if ballot.vote == AGAINST and not ballot.opinion.strip():
        raise Refused("E-BALLOT/dissent", path="$.opinion", rule=rules.quote("C22"))


def tally(rules: "Rulebook", item: str, ballots: Iterable[Ballot], voters: Collection[str]) -> Tally:
    """One item counted over `voters`, the eligible units present; whatever anybody else sent in counts for nothing."""
    votes: dict[str, set[str]] = {unit: set() for unit in voters}
    for ballot in ballots:
        if ballot.item == item and ballot.unit in votes:
            votes[ballot.unit].add(ballot.vote)
    clear = {unit: next(iter(given)) for unit, given in votes.items() if len(given) == 1}
    agree, against, abstain = (_voting(clear, vote) for vote in (AGREE, AGAINST, ABSTAIN))
    missing = tuple(unit for unit, given in votes.items() if not given)
    contested = tuple(unit for unit, given in votes.items() if len(given) > 1)
    whole = bool(votes) and not missing and not contested
    adopted = whole and Fraction(len(agree), len(votes)) >= _share(rules, "meeting_majority")
    return Tally(agree, against, abstain, missing, contested, len(votes), adopted)


def _voting(votes: Mapping[str, str], vote: str) -> tuple[str, ...]:
    return tuple(unit for unit, given in votes.items() if given == vote)


def counted(rules: "Rulebook", tallies: Mapping[str, Tally]) -> None:
    """Refused while a vote is outstanding or one unit's votes contradict each other."""
    for found in tallies.values():
        if found.contested:
            raise Refused("E-BALLOT/contested", rule=rules.quote("C22"), units=_named(rules, found.contested))
        if found.missing:
            raise Refused("E-BALLOT/missing", rule=rules.quote("C22"), units=_named(rules, found.missing))


def _required(rules: "Rulebook") -> "list[UnitTerm]":
    return [term for term in rules.terms.meeting_units if term.required]


def _share(rules: "Rulebook", parameter: str) -> Fraction:
    return Fraction(rules.parameter(parameter))


def _named(rules: "Rulebook", units: Iterable[str]) -> str:
    return _COMMA.join(rules.term("meeting_units", unit) for unit in units)
