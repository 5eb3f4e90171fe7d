"""After a clearing was decided: carrying it out, looking in again, filing it, taking it back, and what still waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import Due, add_months, months_after, working_days_after
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

BANDS = ("fresh", "pending", "stale")
"""0-5 working days, then up to 30 days, then longer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that one form of clearing was carried out: what paper it is, and of which day."""

    form: str
    evidence: str
    on: date


@dataclass(frozen=True, slots=True)
class Volume:
    """One archive volume: its kind, how long it is to be kept, and the list of its files."""

    kind: str
    retention: str
    files: tuple[str, ...]


def implement_by(rules: "Rulebook", approved_on: date) -> Due:
    """The last day to carry a clearing out."""
    return working_days_after(approved_on, rules.parameter("implement_working_days"))


def follow_up_by(rules: "Rulebook", implemented_on: date) -> Due:
    """The last day to look in again."""
    return months_after(implemented_on, rules.parameter("followup_until_months"))


def by_two(rules: "Rulebook", persons: Sequence[str]) -> tuple[str, ...]:
    """Their names; refused unless two different persons did it (Q02)."""
    names = tuple(dict.fromkeys(name.strip() for name in persons))
    if len(names) < 2 or not all(names):
        raise Refused("E-IMPLEMENT/two", path="$.by", rule=rules.quote("Q02"))
    return names


def receipts_for_forms(rules: "Rulebook", forms: Collection[str], receipts: Sequence[Receipt]) -> None:
    """Refused unless every form of clearing has its proof, and no other form has one (Q02)."""
    for index, receipt in enumerate(receipts):
        rules.known("forms", receipt.form, f"receipts[{index}].form")
        if not receipt.evidence.strip():
            raise Refused("E-INPUT/blank", path=f"$.receipts[{index}].evidence")
        if receipt.form not in forms:
            form = rules.term("forms", receipt.form)
            raise Refused("E-RECEIPT/other", path=f"$.receipts[{index}].form", rule=rules.quote("Q02"), form=form)
    proven = {receipt.form for receipt in receipts}
    left = [rules.term("forms", form) for form in forms if form not in proven]
    if left:
        raise Refused("E-RECEIPT", path="$.receipts", rule=rules.quote("Q02"), forms="、".join(left))


def on_a_day(days: Collection[date], *, first: date, today: date) -> None:
    """Refused for anything dated before it could be done, or after today: nothing is entered ahead or back-dated."""
    if any(not first <= day <= today for day in days):
        raise Refused("E-DAY", path="$.on", first=first.isoformat(), last=today.isoformat())


def late_explained(rules: "Rulebook", on: date, due: date, reason: str) -> bool:
    """Whether it was late; refused when it was and nobody says why."""
    if on > due and not reason.strip():
        raise Refused("E-LATE", path="$.late_reason", rule=rules.quote("Q02"), due=due.isoformat())
    return on > due


def follow_up_due(rules: "Rulebook", on: date, implemented_on: date) -> None:
    """Refused before the month after which a clearing's effect can be seen (Q03)."""
    first = add_months(implemented_on, rules.parameter("followup_from_months"))
    if on < first:
        raise Refused("E-FOLLOW-UP/early", path="$.on", rule=rules.quote("Q03"), first=first.isoformat())


def follow_up_told(rules: "Rulebook", *, work: str, thinking: str, retaliation: bool, retaliation_note: str) -> None:
    """Refused unless work and thinking are told, and any reprisal against whoever reported is described (Q03)."""
    told = {"work": work, "thinking": thinking}
    blank = [name for name, text in told.items() if not text.strip()]
    if retaliation and not retaliation_note.strip():
        blank.append("retaliation_note")
    if blank:
        raise Refused("E-FOLLOW-UP", path=f"$.{blank[0]}", rule=rules.quote("Q03"))


def retaliation_handled(rules: "Rulebook", *, retaliation: bool, handled: str) -> None:
    """Refused to file a case away while a reprisal is left as it is (Q03)."""
    if retaliation and not handled.strip():
        raise Refused("E-RETALIATION", path="$.retaliation_handled", rule=rules.quote("Q03"))


def kept_long_enough(rules: "Rulebook", volumes: Sequence[Volume], override: str) -> tuple[str, ...]:
    """Warnings, one for each volume kept shorter than the table says; refused without the authority's own table (Q04).

    `override`: number and day of this office's retention table as the archive authority agreed to it.
    """
    if not volumes:
        raise Refused("E-INPUT/blank", path="$.volumes")
    order, terms = list(rules.words("retentions")), {term.code: term for term in rules.terms.volumes}
    short = []
    for index, volume in enumerate(volumes):
        path = f"volumes[{index}]"
        rules.known("volumes", volume.kind, f"{path}.kind")
        rules.known("retentions", volume.retention, f"{path}.retention")
        if not volume.files or not all(file.strip() for file in volume.files):
            raise Refused("E-INPUT/blank", path=f"$.{path}.files")
        term = terms[volume.kind]
        if order.index(volume.retention) > order.index(term.retention):
            facts = {"volume": term.name, "least": rules.term("retentions", term.retention)}
            found = Refused("E-RETENTION", path=f"$.{path}.retention", rule=rules.quote("Q04"), **facts)
            if not override.strip():
                raise found
            short.append(found.message)
    return tuple(short)


def same_scope(rules: "Rulebook", original: Sequence[str], correction: Sequence[str]) -> None:
    """Refused unless the correction goes to exactly those the original went to (F29)."""
    if set(original) != set(correction):
        raise Refused("E-WITHDRAW/scope", rule=rules.quote("F29"))


def original_organ(rules: "Rulebook", *, city_paper: bool, reference: str) -> None:
    """Refused to take back alone what the city's paper cleared: its number is needed (F29)."""
    if city_paper and not reference.strip():
        raise Refused("E-WITHDRAW/city", path="$.reference", rule=rules.quote("F29"))


def band(rules: "Rulebook", opened: date, as_of: date) -> str:
    """How long a candidate has waited for its decision, one of BANDS."""
    if as_of <= working_days_after(opened, rules.parameter("fresh_working_days")).on:
        return BANDS[0]
    return BANDS[1] if (as_of - opened).days <= rules.parameter("stale_days") else BANDS[2]
