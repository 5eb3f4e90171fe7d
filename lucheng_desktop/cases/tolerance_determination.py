"""What may be determined: never better than the ceiling, never against the meeting, never by one person alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.ceilings import CEILINGS, Ceiling
from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.cases.tolerance import nothing_missing
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.items import OutcomeTerm
    from lucheng_desktop.cases.rulebook import Rulebook

NOT_TOLERATED = "not_tolerated"
_NEVER, _VERIFY = CEILINGS[:2]
_OWN, _DISTRICT = "standing_committee", "district_committee"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a committee resolved: those who should attend, were present and agreed. `reference`: of its minutes.

    `major`: an important matter of a cadre the district manages, which is reported to the district committee.
    """

    body: str
    held_on: date
    reference: str
    should_attend: int
    present: int
    in_favour: int
    major: bool = False
    district_reference: str = ""


def argued(rules: "Rulebook", text: str) -> None:
    """Refused when the other side is not argued in earnest: fewer characters than the pack wants, blanks aside."""
    least = rules.parameter("objection_length")
    if len("".join(text.split())) < least:
        raise Refused("E-OBJECTION", path="$.objection", rule=rules.quote("C26"), least=least)


def within_ceiling(rules: "Rulebook", outcome: str, opinion: "Opinion", signed: Ceiling) -> None:
    """Refused for an outcome better than the rules leave; `signed`: the ceiling as the assessor signed it.

    A hard exclusion or an entry of the negative list stands against every meeting (F12).
    """
    term = determined(rules, outcome)
    nothing_missing(opinion)
    ceiling = min(opinion.ceiling, signed, key=CEILINGS.index)
    if ceiling == _VERIFY:
        raise Refused("E-OUTCOME/verify", path="$.outcome", rule=rules.quote("F11"))
    if ceiling == _NEVER and term.tolerates:
        reasons = "；".join(reason.text.rstrip("。") for reason in opinion.reasons if reason.ceiling == _NEVER)
        rule = f"{rules.quote('F12')}；{rules.quote('C25')}"
        raise Refused("E-OUTCOME/excluded", path="$.outcome", rule=rule, outcome=term.name, reasons=reasons or "—")
    if term.ceiling is None or CEILINGS.index(term.ceiling) > CEILINGS.index(ceiling):
        facts = {"outcome": term.name, "ceiling": rules.term("ceilings", ceiling)}
        raise Refused("E-OUTCOME/ceiling", path="$.outcome", rule=rules.quote("C25"), **facts)


def determined(rules: "Rulebook", outcome: str) -> "OutcomeTerm":
    """The outcome; refused E-INPUT for one that nobody determines, such as a withdrawal."""
    found = [term for term in rules.terms.outcomes if term.code == outcome and term.ceiling is not None]
    if not found:
        raise refusal(("outcome",), "code")
    return found[0]


def meeting_agreed(rules: "Rulebook", outcome: str, adopted: Mapping[str, bool]) -> None:
    """Refused unless a concluded meeting adopted the outcome; not tolerating also follows when it adopted no other."""
    if not adopted:
        raise Refused("E-OUTCOME/no_meeting", rule=rules.quote("C22"))
    others = [code for code in adopted if code != NOT_TOLERATED and adopted[code]]
    if not adopted.get(outcome) and (outcome != NOT_TOLERATED or others):
        name = rules.term("outcomes", outcome)
        raise Refused("E-OUTCOME/not_adopted", path="$.outcome", rule=rules.quote("C22"), outcome=name)


def statute_cited(rules: "Rulebook", outcome: str, statutes: Sequence[str], day: date) -> None:
    """Refused unless an article in force on `day` that allows the outcome is cited; refusing tolerance needs none."""
    known = {term.code: term for term in rules.terms.statutes if term.in_force(day)}
    for index, code in enumerate(statutes):
        if code not in known:
            raise refusal(("statutes", index), "code")
    term = determined(rules, outcome)
    if term.statute and not any(outcome in known[code].outcomes for code in statutes):
        fitting = "、".join(one.name for one in known.values() if outcome in one.outcomes)
        facts = {"outcome": term.name, "fitting": fitting}
        raise Refused("E-STATUTE", path="$.statutes", rule=rules.quote("C24"), **facts)


def collective(rules: "Rulebook", resolution: Resolution, managed_by: str = "") -> None:
    """Refused unless a committee that was quorate decided by a majority of those who should attend, on the record."""
    rules.known("deciding_bodies", resolution.body, "resolution.body")
    least = rules.parameter("committee_least")
    if resolution.should_attend < least or resolution.present < 2:
        raise Refused("E-COLLECTIVE/single", path="$.resolution", rule=rules.quote("C23"), least=least)
    if not resolution.in_favour <= resolution.present <= resolution.should_attend:
        raise refusal(("resolution", "present"), "other")
    if not resolution.reference.strip():
        raise Refused("E-COLLECTIVE/minutes", path="$.resolution.reference", rule=rules.quote("C23"))
    half = resolution.should_attend / 2
    if resolution.present <= half or resolution.in_favour <= half:
        facts = {"should": resolution.should_attend, "present": resolution.present, "favour": resolution.in_favour}
        raise Refused("E-COLLECTIVE", path="$.resolution", rule=rules.quote("C23"), **facts)
    _district_asked(rules, resolution, managed_by)


def _district_asked(rules: "Rulebook", resolution: Resolution, managed_by: str) -> None:
    own = {term.code for term in rules.terms.levels if term.jurisdiction == "own"}
    asked = resolution.body == _DISTRICT or resolution.district_reference.strip()
    if resolution.major and managed_by in own and not asked:
        raise Refused("E-COLLECTIVE/district", path="$.resolution.district_reference", rule=rules.quote("C23"))
