"""Redeployment: who may enter, where and with whom, how long, what counts as a figure, and when to recommend at all."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import count, pairwise
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import add_months
from lucheng_desktop.cases.sanctions import Column, Eligibility, Imposed, Reappointment, effect_periods, reappoint
from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.cases.statistics import Rate, rate
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.items import RecommendationTerm, RhythmTerm
    from lucheng_desktop.cases.rulebook import Rulebook

_SHORTEST_NAME = 2
"""A unit named by less than this is not told from another by being part of its name."""
_MOST = 10**12
"""More than anybody counts in a district: a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A sanction on record; `confirmed`: another officer has held it against the decision."""

    imposed: Imposed
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """What the training is to reach: what is counted, and how much of it at least, in which unit."""

    text: str
    counted: str
    at_least: int
    unit: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody proposed as mentor, as far as the office knows: `entangled`: accused together with the person."""

    same: bool
    party_member: bool
    uninterested: bool
    entangled: bool
    open_case: bool
    sanctions: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What kind of post is recommended, and for which day; `affects_use`: though expired, it still speaks against."""

    recommendation: str
    leading: bool
    on: date
    affects_use: bool


def dated(path: str, on: date, not_before: date | None, today: date) -> None:
    """Refused when a day lies ahead, or before the one it has to follow."""
    if on > today:
        raise Refused("E-DAY/future", path=f"$.{path}", on=on, today=today)
    if not_before and on < not_before:
        raise Refused("E-DAY/before", path=f"$.{path}", on=on, first=not_before)


def entry_reason_stands(rules: "Rulebook", reason: str, recorded: Iterable[Recorded]) -> None:
    """Refused unless a confirmed sanction or measure of that kind is on record: the effect period hangs on it (F16)."""
    rules.known("entry_reasons", reason, "entry_reason")
    term = next(term for term in rules.terms.entry_reasons if term.code == reason)
    fitting = [one for one in recorded if one.imposed.code in term.codes]
    if not fitting:
        raise Refused("E-ENTRY/no_sanction", path="$.entry_reason", rule=rules.quote("F16"), reason=term.name)
    if not any(one.confirmed for one in fitting):
        raise Refused("E-ENTRY/unconfirmed", path="$.entry_reason", rule=rules.quote("R06"), reason=term.name)


def not_running(rules: "Rulebook", numbers: Collection[str]) -> None:
    """Refused while another redeployment of the same person runs."""
    if numbers:
        raise Refused("E-ENTRY/running", rule=rules.quote("R03"), number=next(iter(numbers)))


def no_private_gain(rules: "Rulebook", *, declared: bool, on_record: bool, sees: bool) -> None:
    """Refused when there was private gain, said now or found before; who may not know the latter hears to wait."""
    if declared:
        raise Refused("E-ENTRY/private_gain", path="$.private_gain", rule=rules.quote("R02"))
    if on_record:
        raise Refused("E-ENTRY/gain_on_record", rule=rules.quote("R02")) if sees else Refused("E-OPEN-CASE/hold")


def no_open_case(rules: "Rulebook", open_case: bool, *, sees: bool) -> None:
    """Refused while the person is investigated (政务处分法 art. 52); who may not know hears only to wait."""
    if open_case and not sees:
        raise Refused("E-OPEN-CASE/hold")
    if open_case:
        obstacle = next(one for one in rules.obstacles if one.code == "open_case")
        raise Refused("E-OPEN-CASE", rule=f"{obstacle.text}——{rules.cite(obstacle)}")


def nothing_pending(rules: "Rulebook", *, declared: bool, appeal: bool, open_clue: bool, sees: bool) -> None:
    """Refused while an appeal, declared or on record, or anything reported of the person is undecided."""
    if not (declared or sees) and (appeal or open_clue):
        raise Refused("E-OPEN-CASE/hold")
    if declared or appeal:
        raise Refused("E-OPEN-CASE/appeal", path="$.appeal_pending", rule=rules.quote("R08"))
    if open_clue:
        raise Refused("E-OPEN-CASE/clue", rule=rules.quote("R08"))


def plan_fits(rules: "Rulebook", months: int) -> None:
    """Refused unless half a year to a year."""
    least, most = rules.parameter("training_least_months"), rules.parameter("training_most_months")
    if not least <= months <= most:
        raise Refused("E-PLAN/months", path="$.months", rule=rules.quote("R03"), months=months, least=least, most=most)


def goals_measurable(rules: "Rulebook", goals: Sequence[Goal]) -> None:
    """Refused unless every goal says what is counted and how much of it at least."""
    if not goals:
        raise Refused("E-PLAN/goals", path="$.goals", rule=rules.quote("R03"))
    for index, goal in enumerate(goals):
        told = (goal.text, goal.counted, goal.unit)
        if not 1 <= goal.at_least <= _MOST or not all(part.strip() for part in told):
            raise Refused("E-PLAN/goal", path=f"$.goals[{index}]", rule=rules.quote("R03"), number=index + 1)


def unit_accepts(reference: str, unit: str) -> None:
    """Refused unless the unit is named and its acceptance is at hand."""
    for path, text in (("unit", unit), ("acceptance", reference)):
        if not text.strip():
            raise Refused("E-INPUT/blank", path=f"$.{path}")


def unit_apart(rules: "Rulebook", unit: str, sealed: Collection[str], *, confirmed: bool) -> None:
    """Refused when the unit is one that must be kept apart (F19); never says which, nor how many were looked at."""
    if not confirmed:
        raise Refused("E-UNIT/unconfirmed", path="$.apart", rule=rules.quote("R07"))
    if any(_same_unit(unit, other) for other in sealed):
        raise Refused("E-UNIT", rule=rules.quote("R07"))


def mentor_fits(rules: "Rulebook", mentor: Candidate, on: date) -> None:
    """Refused unless a party member without a part in the old case and without a sanction in effect (F19).

    What only the office may know of the mentor is refused in one sentence, so that nobody learns which it was.
    """
    faults = {
        "E-MENTOR/self": mentor.same,
        "E-MENTOR/party": not mentor.party_member,
        "E-MENTOR/interest": not mentor.uninterested,
        "E-MENTOR/unfit": mentor.entangled or mentor.open_case or in_effect(rules, mentor.sanctions, on),
    }
    for key in (key for key, found in faults.items() if found):
        raise Refused(key, path="$.mentor", rule=rules.quote("F19"))


def mentor_apart(rules: "Rulebook", name: str, sealed: Collection[str], *, confirmed: bool) -> None:
    """Refused when the mentor is one who must be kept apart (F19); never says why."""
    if not confirmed:
        raise Refused("E-MENTOR/unconfirmed", path="$.apart", rule=rules.quote("R07"))
    if any(_bare(name) == _bare(other) for other in sealed):
        raise Refused("E-MENTOR", rule=rules.quote("R07"))


def in_effect(rules: "Rulebook", recorded: Sequence[Recorded], on: date) -> bool:
    """Whether any sanction still has effect on the day; one that nobody has confirmed counts as in effect."""
    if not all(one.confirmed for one in recorded):
        return True
    return any(period.last >= on for period in effect_periods(rules, [one.imposed for one in recorded]))


def metric_whole(numerator: int | None, denominator: int | None, evidence: str, stated: str = "") -> Rate:
    """A figure of the training with both its parts and its evidence; refused E-RATE (C07)."""
    if numerator is None or denominator is None or denominator > _MOST:
        raise Refused("E-RATE", path="$.numerator" if numerator is None else "$.denominator")
    found = rate(numerator, denominator)
    if not evidence.strip():
        raise Refused("E-RATE/evidence", path="$.evidence")
    if stated.strip() and not _agrees(found, stated):
        raise Refused("E-RATE/stated", path="$.stated", stated=stated.strip(), percent=found.percent)
    return found


def two_visitors(rules: "Rulebook", visitors: Sequence[str], others: Collection[str]) -> tuple[str, ...]:
    """Two different people, neither the visited person nor the mentor."""
    names = tuple(_bare(name) for name in visitors)
    if len(set(names)) < len(names) or not all(names) or set(names) & {_bare(name) for name in others}:
        raise Refused("E-VISIT", path="$.visitors", rule=rules.quote("R04"))
    return tuple(name.strip() for name in visitors)


def planned_end(start: date, months: int) -> date:
    """The last day of the training: that many months after its first."""
    return add_months(start, months)


def extension_fits(rules: "Rulebook", months: int, more: int, *, extended: bool) -> None:
    """Refused a second time, and beyond the longest time in all."""
    most = rules.parameter("training_total_months")
    if extended:
        raise Refused("E-EXTEND/again", rule=rules.quote("R03"))
    if more < 1 or months + more > most:
        facts = {"months": months, "more": more, "most": most}
        raise Refused("E-EXTEND/total", path="$.months", rule=rules.quote("R03"), **facts)


def end_reached(rules: "Rulebook", planned_end: date, on: date, *, grade: str, early_reason: str) -> None:
    """Refused before the planned end, but for outstanding merit with reasons (the article: after four months)."""
    outstanding = grade == rules.parameter("recommending_grade") and early_reason.strip()
    if on < planned_end and not outstanding:
        best = rules.term("final_grades", rules.parameter("recommending_grade"))
        raise Refused("E-EARLY", path="$.early_reason", rule=rules.quote("R03"), end=planned_end, best=best)


def mentor_has_no_vote(rules: "Rulebook", officer: str, mentor: str) -> None:
    """Refused when the officer who grades is the mentor."""
    if _bare(officer) == _bare(mentor):
        raise Refused("E-GRADE/mentor", rule=rules.quote("R05"), mentor=mentor)


def grades_agree(rules: "Rulebook", first: str, second: str) -> None:
    """Refused when the two bodies come to different grades."""
    if first != second:
        names = (rules.term("final_grades", first), rules.term("final_grades", second))
        raise Refused("E-GRADE/differ", path="$.grade", rule=rules.quote("R05"), first=names[0], second=names[1])


def excellent(rules: "Rulebook", grade: str) -> None:
    """Refused with any grade but the one that may be recommended."""
    wanted = rules.parameter("recommending_grade")
    if grade != wanted:
        facts = {"grade": rules.term("final_grades", grade), "wanted": rules.term("final_grades", wanted)}
        raise Refused("E-GRADE", rule=rules.quote("R05"), **facts)


def outside_effect_period(rules: "Rulebook", recorded: Sequence[Recorded], sought: Sought) -> None:
    """Refused while any recorded sanction bars such a post on that day, all of them together (F16, F17)."""
    if not all(one.confirmed for one in recorded):
        raise Refused("E-EFFECT/unconfirmed", rule=rules.quote("R06"))
    if sought.affects_use:
        obstacle = next(one for one in rules.obstacles if one.code == "post_expiry_affects_use")
        raise Refused("E-EFFECT/use", path="$.affects_use", rule=f"{obstacle.text}——{rules.cite(obstacle)}")
    for column in columns(rules, sought):
        answer = reappoint(rules, Reappointment(_imposed(recorded), column, sought.on, False, False))
        if not answer.allowed:
            raise _barred(rules, recorded, sought, column, answer)


def columns(rules: "Rulebook", sought: Sought) -> tuple[Column, ...]:
    """The columns of the effect table a recommendation falls under."""
    found = recommendation(rules, sought.recommendation).column
    return (found, "leading") if sought.leading else (found,)


def recommendation(rules: "Rulebook", code: str) -> "RecommendationTerm":
    """The recommendation of that code; refused E-INPUT for another."""
    rules.known("recommendations", code, "recommendation")
    return next(term for term in rules.terms.recommendations if term.code == code)


def rhythm(rules: "Rulebook", code: str) -> "RhythmTerm":
    """How often the training is appraised; refused E-INPUT for an unknown code."""
    rules.known("appraisal_rhythms", code, "rhythm")
    return next(term for term in rules.terms.appraisal_rhythms if term.code == code)


def earliest(rules: "Rulebook", recorded: Sequence[Recorded], on: date) -> Eligibility:
    """From when each kind of post is open, as all recorded sanctions together leave it."""
    return reappoint(rules, Reappointment(_imposed(recorded), "higher", on, False, False))


def missed(start: date, months: int, until: date, appraised: Collection[date]) -> Iterator[tuple[date, date]]:
    """First and last day of every whole period without an appraisal: an alert, never a failure."""
    step, first = 1, start
    while (last := add_months(start, months * step) - timedelta(days=1)) < until:
        if not any(first <= day <= last for day in appraised):
            yield first, last
        step, first = step + 1, last + timedelta(days=1)


def appraisal_due(start: date, months: int, on: date | None = None) -> date:
    """The last day of the period after the one that was appraised on a day; of the first one when none was."""
    ends = (add_months(start, months * step) - timedelta(days=1) for step in count(1))
    return next(ends) if on is None else next(last for first, last in pairwise(ends) if on <= first)


def tracked_until(rules: "Rulebook", reappointed_on: date) -> date:
    """The last day of the tracking."""
    return add_months(reappointed_on, rules.parameter("tracking_months"))


def tracked_long_enough(rules: "Rulebook", reappointed_on: date, today: date) -> None:
    """Refused before the time of tracking is over."""
    months = rules.parameter("tracking_months")
    if today < (until := tracked_until(rules, reappointed_on)):
        raise Refused("E-TRACKING", months=months, until=until)


def _imposed(recorded: Iterable[Recorded]) -> tuple[Imposed, ...]:
    return tuple(one.imposed for one in recorded)


def _barred(
    rules: "Rulebook", recorded: Sequence[Recorded], sought: Sought, column: Column, answer: Eligibility
) -> Refused:
    facts = {"target": words("cases")["columns"][column], "on": sought.on}
    reasons = "".join(ground.text for ground in answer.reasons)
    sources = "；".join(dict.fromkeys(ground.source for ground in answer.reasons))
    if (day := answer.earliest[column]) is not None:
        rule = f"{rules.quote('F16')}；{sources}"
        return Refused("E-EFFECT", rule=rule, reasons=reasons, day=day, **facts)
    code = "F17" if any(_unrestored(rules, one) for one in recorded) else "F16"
    key = "E-EFFECT/restoration" if code == "F17" else "E-EFFECT/never"
    return Refused(key, rule=f"{rules.quote(code)}；{sources}", reasons=reasons, **facts)


def _unrestored(rules: "Rulebook", one: Recorded) -> bool:
    kinds = {kind.code for kind in rules.sanctions if kind.starts == "restored"}
    return one.imposed.code in kinds and not one.imposed.restored_on


def _agrees(found: Rate, stated: str) -> bool:
    """Whether the percentage as stated is the one that the parts give, at the places it was stated with."""
    try:
        told = Decimal(stated.strip().rstrip("%％"))
        exact = Decimal(100 * found.numerator) / found.denominator
        return abs(told - exact) <= Decimal((0, (5,), min(int(told.as_tuple().exponent), 0) - 1))
    except (InvalidOperation, ValueError, TypeError):
        raise refusal(("stated",), "other") from None


def _same_unit(unit: str, other: str) -> bool:
    one, two = sorted((_bare(unit), _bare(other)), key=len)
    return len(one) >= _SHORTEST_NAME and one in two


def _bare(text: str) -> str:
    return "".join(text.split())
