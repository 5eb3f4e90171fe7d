"""Figures of petitions, clues and what became of them: I01-I08."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lucheng_desktop.cases.statistics import Indicator, Period, Rate, counted, part, shared, tally

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_UNREGISTERED, _ACCUSATION = "received", "accusation"
_PENDING, _ANONYMOUS = "signed_unverified", "anonymous"


class Received(NamedTuple):
    """A petition; every day and word is None until it comes."""

    petition: str
    state: str
    received_on: str | None
    jurisdiction: str | None
    channel: str | None
    category: str | None
    naming: str | None
    verified_on: str | None
    repeat_of: str | None


class Clue(NamedTuple):
    """A petition as the clue it gave; one that changed its disposal comes as often as it was approved."""

    petition: str
    disposal: str | None
    due: str | None
    approved_on: str | None
    filed_on: str | None


class Handled(NamedTuple):
    """A person dealt with in one of the four forms."""

    handling: str
    form: str | None
    decided_on: str | None


class Sanctioned(NamedTuple):
    """A sanction; several of one person on one day are one decision."""

    sanction: str
    person: str | None
    decided_on: str | None


def petitions_received(rules: "Rulebook", rows: Iterable[Received], period: Period) -> Indicator:
    """I01: everything registered, repeats and what was passed on included, split by jurisdiction; unit 件次."""
    found = _registered(rows, period)
    return counted(rules, "I01", (row.petition for row in found), (row.jurisdiction or "" for row in found))


def accusations(rules: "Rulebook", rows: Iterable[Received], period: Period) -> Indicator:
    """I02: accusations among I01, a repeat counted with its first; unit 件."""
    return counted(rules, "I02", (row.petition for row in _accusations(rows, period)))


def real_names(rules: "Rulebook", rows: Iterable[Received], period: Period) -> Indicator:
    """I03: accusations by channel (件), and the share of verified real names; a name not verified yet is in neither."""
    found = _accusations(rows, period)
    whole = [row for row in found if row.naming != _PENDING or row.verified_on]
    verified = [row.petition for row in whole if row.verified_on and row.naming != _ANONYMOUS]
    channels = tally(row.channel or "" for row in found)
    unit = counted(rules, "I02", ()).unit
    return shared(rules, "I03", [row.petition for row in whole], verified, by=channels, by_unit=unit)


def _registered(rows: Iterable[Received], period: Period) -> list[Received]:
    first, last = period.first, period.last
    return [
        row for row in rows
        if row.received_on is not None and first <= row.received_on <= last and row.state != _UNREGISTERED
    ]  # fmt: skip


def _accusations(rows: Iterable[Received], period: Period) -> list[Received]:
    return [row for row in _registered(rows, period) if row.category == _ACCUSATION and not row.repeat_of]


def clues_disposed(rules: "Rulebook", rows: Iterable[Clue], period: Period) -> Indicator:
    """I04: clues whose disposal was approved in the period; unit 件."""
    return counted(rules, "I04", _last_disposals(rows, period))


def disposals(rules: "Rulebook", rows: Iterable[Clue], period: Period) -> Indicator:
    """I05: the same by disposal, the last that was approved in the period; unit 件次."""
    last = _last_disposals(rows, period)
    return counted(rules, "I05", last, (row.disposal or "" for row in last.values()))


def _last_disposals(rows: Iterable[Clue], period: Period) -> dict[str, Clue]:
    first, last = period.first, period.last
    approved = (row for row in rows if row.approved_on is not None and first <= row.approved_on <= last)
    return {row.petition: row for row in sorted(approved, key=lambda row: (row.approved_on, row.disposal or ""))}


def disposed_on_time(rules: "Rulebook", rows: Iterable[Clue], period: Period) -> Indicator:
    """I06: of the clues due in the period those with a disposal approved by then; unit %."""
    first, last = period.first, period.last
    due = [row for row in rows if row.due is not None and first <= row.due <= last]
    timely = {row.petition for row in due if row.approved_on is not None and row.due and row.approved_on <= row.due}
    return shared(rules, "I06", {row.petition for row in due}, timely)


def cases_filed(rules: "Rulebook", rows: Iterable[Clue], sanctions: Iterable[Sanctioned], period: Period) -> Indicator:
    """I07: cases filed (件) and, beside them, persons sanctioned: once a decision (人)."""
    filed = {row.petition for row in rows if period.holds(row.filed_on)}
    decided = {(row.person, row.decided_on): row.sanction for row in sanctions if period.holds(row.decided_on)}
    people = part(counted(rules, "I12", ()).unit, decided.values())
    return counted(rules, "I07", filed, parts={"sanctioned": people})


def four_forms(rules: "Rulebook", rows: Iterable[Handled], period: Period) -> Indicator:
    """I08: persons dealt with by form, and the share of each in the sum; unit 人次."""
    found = [row for row in rows if period.holds(row.decided_on)]
    made = counted(rules, "I08", (row.handling for row in found), (row.form or "" for row in found))
    return counted(
        rules, "I08", made.of, (row.form or "" for row in found),
        shares={form: Rate(count or 0, len(found)).percent for form, count in made.by.items()},
    )  # fmt: skip


def of_petitions(
    rules: "Rulebook", received: Sequence[Received], clues: Sequence[Clue], handled: Sequence[Handled],
    sanctions: Sequence[Sanctioned], period: Period,
) -> tuple[Indicator, ...]:  # fmt: skip
    """I01-I08."""
    return (
        petitions_received(rules, received, period),
        accusations(rules, received, period),
        real_names(rules, received, period),
        clues_disposed(rules, clues, period),
        disposals(rules, clues, period),
        disposed_on_time(rules, clues, period),
        cases_filed(rules, clues, sanctions, period),
        four_forms(rules, handled, period),
    )
