"""Effect periods: what sanctions and organisational measures bar, until when, and whether a post may be given now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from lucheng_desktop.cases.calendar import add_months
from lucheng_desktop.cases.shapes import path_of, read, refusal
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.items import Combination, Sanction
    from lucheng_desktop.cases.rulebook import Rulebook

Column = Literal["lower", "same", "higher", "leading"]
"""What a sanction can bar: a lower post, one of the same rank, a higher one or wider use, any leading post."""
COLUMNS: tuple[Column, ...] = get_args(Column)
NEVER = date.max
_DAY = timedelta(days=1)
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Imposed:
    """A sanction on record. `months`: the effect period as decided; of a probation, how long that is."""

    code: str
    effective_on: date
    restored_on: date | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Reappointment:
    """May this person be given a post of that kind on that day?"""

    sanctions: tuple[Imposed, ...]
    target: Column
    on: date
    post_expiry_affects_use: bool
    open_case: bool


@dataclass(frozen=True, slots=True)
class Period:
    """The effect of one sanction: the last day barred per column, and what had to be said in counting it."""

    sanction: "Sanction"
    since: date
    ends: Mapping[Column, date]
    notes: tuple[str, ...] = ()
    """Keys of the words in `[reappoint]`."""
    combined: "Combination | None" = None
    restored: date | None = None

    @property
    def last(self) -> date:
        """The last day of the whole period."""
        return max(self.ends.values(), default=self.since)


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that bears on the answer, in words."""

    rule: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether the post may be given, from when each kind of post may, and why; None: never while the record stands."""

    allowed: bool
    earliest: Mapping[Column, date | None]
    reasons: tuple[Ground, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The answer of `rules reappoint` in the console contract."""
        reasons = [asdict(reason) for reason in self.reasons]
        return {"allowed": self.allowed, "earliest": dict(self.earliest), "reasons": reasons}


def read_reappointment(rules: "Rulebook", data: Any) -> Reappointment:
    """A question in the contract's shape; refused E-INPUT with the path of the first fault."""
    asked = read(Reappointment, data)
    for index, imposed in enumerate(asked.sanctions):
        check_imposed(rules, imposed, ("sanctions", index))
    return asked


def reappoint(rules: "Rulebook", asked: Reappointment) -> Eligibility:
    """Whether and from when (domain rules 7.4): per column the latest end; an open case bars every post."""
    periods = tuple(effect_periods(rules, asked.sanctions))
    standing = [obstacle for obstacle in rules.obstacles if getattr(asked, obstacle.code)]
    after = _DAY if rules.parameter("effect_end_rule") == "day_after" else timedelta()
    earliest = {column: None if standing else _earliest(periods, column, asked.on, after) for column in COLUMNS}
    grounds = [Ground(one.code, _say("obstacle", text=one.text), rules.cite(one)) for one in standing]
    told = (ground for period in periods for ground in _told(rules, period, asked, after))
    day = earliest[asked.target]
    return Eligibility(day is not None and day <= asked.on, earliest, (*grounds, *told))


def effect_periods(rules: "Rulebook", sanctions: Sequence[Imposed]) -> Iterator[Period]:
    """The effect period of each, earliest first; what is imposed within an old one can add what remains of it."""
    found: list[Period] = []
    for imposed in sorted(sanctions, key=_order):
        kind = _kind(rules, imposed)
        sum_of = next((one for one in rules.combinations if _applies(one, kind, imposed)), None)
        carried = max((old.last for old in found if sum_of and _within(sum_of, old, kind, imposed)), default=None)
        found.append(_period(kind, imposed, sum_of if carried else None, carried))
    yield from found


def check_imposed(rules: "Rulebook", imposed: Imposed, place: tuple[str | int, ...] = ()) -> None:
    """Refused E-INPUT, at `place` of an order, for what cannot be: unknown, before its time, ill restored."""
    versions = [one for one in rules.sanctions if one.code == imposed.code]
    if not versions:
        raise refusal((*place, "code"), "code")
    kind = next((one for one in versions if one.in_force(imposed.effective_on)), None)
    if kind is None:
        first = min(versions, key=lambda one: one.effective_from)
        facts = {"name": first.name, "since": first.effective_from, "on": imposed.effective_on}
        raise Refused("E-INPUT/not_yet", path=path_of((*place, "effective_on")), rule=rules.cite(first), **facts)
    if imposed.restored_on and (kind.starts != "restored" or imposed.restored_on < imposed.effective_on):
        raise refusal((*place, "restored_on"), "restored")
    least, most = _lengths(rules, kind)
    if imposed.months is not None and not least <= imposed.months <= most:
        raise refusal((*place, "months"), "limit_range", f"{least}-{most}")
    if kind.probation and imposed.months not in (None, *kind.probation):
        raise refusal((*place, "months"), "limit_range", "/".join(map(str, kind.probation)))


def _lengths(rules: "Rulebook", kind: "Sanction") -> tuple[int, int]:
    caps = [one.cap for one in rules.combinations if one.family == kind.family and one.cap]
    return 1, min(caps, default=_LONGEST)


def _kind(rules: "Rulebook", imposed: Imposed) -> "Sanction":
    return next(one for one in rules.sanctions if one.code == imposed.code and one.in_force(imposed.effective_on))


def _order(imposed: Imposed) -> tuple[Any, ...]:
    return imposed.effective_on, imposed.code, imposed.months or 0, imposed.restored_on or NEVER


def _applies(rule: "Combination", kind: "Sanction", imposed: Imposed) -> bool:
    return rule.family == kind.family and rule.in_force(imposed.effective_on) and bool(kind.months)


def _within(rule: "Combination", old: Period, kind: "Sanction", new: Imposed) -> bool:
    """Whether `new` falls into an old period that it prolongs; like sanctions of one day were decided together."""
    if old.sanction.family != kind.family or old.last < new.effective_on or not old.ends:
        return False
    if rule.like:
        return old.sanction.code == kind.code
    return old.since < new.effective_on


def _period(kind: "Sanction", imposed: Imposed, rule: "Combination | None", carried: date | None) -> Period:
    since = imposed.effective_on
    counted, note = _counted_from(kind, imposed)
    notes = [note] if note else []
    if kind.starts != "restored" and imposed.months is not None and imposed.months < kind.months:
        notes.append("shorter")
    base = counted if carried is None else _later(counted, carried - since)
    ends = dict.fromkeys(kind.never, NEVER)
    for column in COLUMNS:
        months = _months(kind, imposed, column)
        if months is not None:
            ends[column] = _end(counted, base, months, rule)
    return Period(kind, since, ends, tuple(notes), rule, imposed.restored_on)


def _counted_from(kind: "Sanction", imposed: Imposed) -> tuple[date, str]:
    """The day the months run from, and why it is not known: a restoration is missing, or came before its time."""
    if kind.starts == "effective":
        return imposed.effective_on, ""
    if imposed.restored_on is None:
        return NEVER, "not_restored"
    served = _plus(imposed.effective_on, imposed.months or min(kind.probation))
    return (NEVER, "restored_early") if imposed.restored_on < served - _DAY else (imposed.restored_on, "")


def _months(kind: "Sanction", imposed: Imposed, column: Column) -> int | None:
    """Months a column is barred: as the rule says, or longer where the decision says so."""
    months: int | None = getattr(kind, column)
    decided = 0 if kind.starts == "restored" or imposed.months is None else imposed.months
    return months if months is None or decided <= kind.months else max(months, decided)


def _end(counted: date, base: date, months: int, rule: "Combination | None") -> date:
    """The last day: what remains of the old period and the new one, never less than the new one by itself."""
    alone, together = _plus(counted, months), _plus(base, months)
    if rule and rule.cap:
        together = min(together, _plus(counted, rule.cap))
    return max(alone, together)


def _plus(day: date, months: int) -> date:
    try:
        return add_months(day, months)
    except OverflowError:
        return NEVER


def _later(day: date, by: timedelta) -> date:
    return day + by if by <= NEVER - day else NEVER


def _earliest(periods: Sequence[Period], column: Column, on: date, after: timedelta) -> date | None:
    """The day after the last barred one; `on` where nothing bars the column, None where something always does."""
    last = max((period.ends[column] for period in periods if column in period.ends), default=None)
    if last is None:
        return on
    return None if last >= NEVER - after else last + after


def _told(rules: "Rulebook", period: Period, asked: Reappointment, after: timedelta) -> Iterator[Ground]:
    kind, column = period.sanction, words("cases")["columns"][asked.target]
    end = period.ends.get(asked.target)
    facts: dict[str, object] = {"name": kind.name, "since": period.since, "column": column, "months": kind.months}
    keys = [*period.notes, *(["future"] if period.since > asked.on else [])]
    if end is None:
        keys.append("open")
    elif end == NEVER and asked.target in kind.never:
        keys.append("never")
    elif end < NEVER - after:
        keys.append("expired" if end + after <= asked.on else "barred")
        facts |= {"until": end, "day": end + after}
    for key in keys:
        yield Ground(kind.code, _say(key, restored=period.restored, **facts), rules.cite(kind))
    if period.combined:
        text = _say("combined", text=period.combined.text, **facts)
        yield Ground(period.combined.code, text, rules.cite(period.combined))


def _say(key: str, **facts: object) -> str:
    text: str = words("cases")["reappoint"][key]
    return text.format(**facts)
