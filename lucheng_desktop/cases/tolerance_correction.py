"""After the decision: everybody is told, the error is corrected even if wholly tolerated, and it can be taken back."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lucheng_desktop.cases.tolerance_determination import NOT_TOLERATED
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_COMMA = "、"


def everybody_told(rules: "Rulebook", parties: Sequence[str]) -> None:
    """Refused while the person, the unit or whoever else must know has not been told."""
    for index, party in enumerate(parties):
        rules.known("notified_parties", party, f"parties[{index}]")
    lacking = [term.name for term in rules.terms.notified_parties if term.required and term.code not in parties]
    if lacking:
        raise Refused("E-NOTICE", path="$.parties", rule=rules.quote("F15"), parties=_COMMA.join(lacking))


def plan(rules: "Rulebook", tasks: Sequence[str], due: date | None, today: date) -> date:
    """The last day of the correction; refused without a task or with a day that has passed (F15)."""
    if not tasks or not all(task.strip() for task in tasks):
        raise Refused("E-CORRECTION/plan", path="$.tasks", rule=rules.quote("F15"))
    last = due or today + timedelta(days=rules.parameter("rectify_days"))
    if last <= today:
        raise Refused("E-CORRECTION/past", path="$.due", rule=rules.quote("F15"))
    return last


def only_when_refused(rules: "Rulebook", outcome: str) -> None:
    """Refused for every tolerated case: what is tolerated, wholly or in part, is corrected first (F15)."""
    if outcome != NOT_TOLERATED:
        raise Refused("E-CORRECTION/skipped", rule=rules.quote("F15"), outcome=rules.term("outcomes", outcome))


def overdue(rules: "Rulebook", due: str, today: date) -> None:
    """Refused while the correction still has time."""
    if today.isoformat() <= due:
        raise Refused("E-CORRECTION/time", rule=rules.quote("F15"), due=due)


def revocation_due(rules: "Rulebook", failures: int) -> bool:
    """Whether the correction has failed so often that taking the tolerance back has to be proposed; never more."""
    often: int = rules.parameter("rectify_failures")
    return failures >= often


def uses_known(rules: "Rulebook", uses: Sequence[str]) -> None:
    """Refused for an unknown use of the result, or for none."""
    for index, use in enumerate(uses):
        rules.known("result_uses", use, f"uses[{index}]")
    if not uses:
        raise Refused("E-INPUT/blank", path="$.uses")


def nothing_open(rules: "Rulebook", appeals: int) -> None:
    """Refused while an appeal is open."""
    if appeals:
        raise Refused("E-CLOSING/appeal", rule=rules.quote("C28"))


def ground_known(rules: "Rulebook", ground: str, evidence: str, proposed: Collection[str]) -> None:
    """Refused without evidence, and for a ground that has to be proposed first and was not."""
    rules.known("revocation_grounds", ground, "ground")
    if not evidence.strip():
        raise Refused("E-REVOCATION/evidence", path="$.evidence", rule=rules.quote("C27"))
    term = next(term for term in rules.terms.revocation_grounds if term.code == ground)
    if term.proposed and ground not in proposed:
        raise Refused("E-REVOCATION", path="$.ground", rule=rules.quote("C27"), ground=term.name)
