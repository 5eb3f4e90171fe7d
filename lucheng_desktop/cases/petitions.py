"""Petitions: whose they are is decided before anything is written down, and what follows from that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import NamingTerm, Rulebook

_ANONYMOUS = "anonymous"
_HIGHER = "higher"
_OWN = "own"
_BEFORE_SCREENING = "registered"
_VERIFYING = "verifying"


def jurisdiction(rules: "Rulebook", managed_by: str, *, own_principal: bool = False) -> str:
    """own, higher or lower, by who manages the accused; one's own principal is always the higher organ's (art. 15)."""
    rules.known("levels", managed_by, "managed_by")
    level = next(term for term in rules.terms.levels if term.code == managed_by)
    return _HIGHER if own_principal else level.jurisdiction


def noted_once(rules: "Rulebook", state: str, steps: Sequence[str]) -> None:
    """Refused when the withdrawal was noted since the petition was last taken up; `steps`: in order."""
    since = max((at for at, name in enumerate(steps) if name == "reopen_petition"), default=-1)
    if "note_withdrawal" in steps[since + 1 :]:
        raise Refused("E-WITHDRAWAL/noted", rule=rules.quote("C34"), state=rules.state_name("petition", state))


def receiving_step(rules: "Rulebook", decided: str) -> str:
    """The step a received petition takes: kept, forwarded upward or redirected downward."""
    return next(term.step for term in rules.terms.jurisdictions if term.code == decided)


def kept_here(rules: "Rulebook", decided: str) -> None:
    """Refused unless content may be entered here: nothing is kept of a higher organ's petition (F10)."""
    if decided != _OWN:
        code = "F10" if decided == _HIGHER else "C04"
        raise Refused(f"E-JURISDICTION/{decided}", rule=rules.quote(code))


def rank_is_ours(rules: "Rulebook", rank: str, path: str = "rank") -> None:
    """Refused when people of that rank are managed by a higher level: such a petition is only forwarded (F10)."""
    rules.known("ranks", rank, path)
    term = next(term for term in rules.terms.ranks if term.code == rank)
    if jurisdiction(rules, term.level) == _HIGHER:
        level = rules.term("levels", term.level)
        raise Refused("E-JURISDICTION/rank", path=f"$.{path}", rule=rules.quote("F10"), rank=term.name, level=level)


def forward_by(rules: "Rulebook", received_on: date) -> date:
    """The last day to forward a petition to the higher organ, by the calendar of working days."""
    return working_days_after(received_on, rules.parameter("forward_working_days")).on


def day_between(on: date, path: str, *, first: date | None = None, last: date | None = None) -> None:
    """Refused unless `on` lies between both days, each counted: nothing is done before its cause or in the future."""
    if last is not None and on > last:
        raise Refused("E-DAY/late", path=f"$.{path}", on=on.isoformat(), limit=last.isoformat())
    if first is not None and on < first:
        raise Refused("E-DAY/early", path=f"$.{path}", on=on.isoformat(), limit=first.isoformat())


def said(text: str, path: str) -> str:
    """The text without blanks around it; refused E-INPUT/blank when nothing remains."""
    if not text.strip():
        raise Refused("E-INPUT/blank", path=f"$.{path}")
    return text.strip()


def naming_needs_complainant(naming: str, *, known: bool) -> None:
    """Refused when a signed petition comes without its complainant, or an anonymous one with one (no tracing)."""
    if naming == _ANONYMOUS and known:
        raise Refused("E-NAMING/anonymous", path="$.complainant")
    if naming != _ANONYMOUS and not known:
        raise Refused("E-NAMING/signed", path="$.complainant")


def real_name_has_contact(rules: "Rulebook", naming: str, contacts: Iterable[str]) -> None:
    """Refused when a petition counts as real-name without a concrete way to reach the complainant (C11)."""
    if naming_term(rules, naming).feedback and not any(one.strip() for one in contacts):
        name = rules.term("namings", naming)
        raise Refused("E-NAMING/contact", path="$.complainant.phone", rule=rules.quote("C11"), naming=name)


def naming_term(rules: "Rulebook", naming: str) -> "NamingTerm":
    """What a naming means; refused E-INPUT for one that the pack does not know."""
    rules.known("namings", naming, "naming")
    return next(term for term in rules.terms.namings if term.code == naming)


def takes_allegations(rules: "Rulebook", state: str) -> None:
    """Refused once the findings are concluded or the petition is not handled here: what is new reopens it first."""
    states = rules.procedure("petition").states
    codes = [one.code for one in states]
    open_ = [one for one in states[codes.index(_BEFORE_SCREENING) : codes.index(_VERIFYING) + 1] if not one.end]
    if state not in {one.code for one in open_}:
        raise Refused("E-ALLEGATION/petition", rule=rules.quote("F06"), state=rules.state_name("petition", state))


def may_be_found(rules: "Rulebook", state: str) -> None:
    """Refused while a petition that is being screened and assigned is not yet, or no longer, under verification."""
    if state not in (_BEFORE_SCREENING, _VERIFYING):
        raise Refused("E-FINDING/handling", rule=rules.quote("C12"), state=rules.state_name("petition", state))


def fault_allowed(rules: "Rulebook", fault: str) -> None:
    """Refused for 诬告陷害: what is to be thought of the complainant is the city's to determine (F04)."""
    rules.known("complainant_faults", fault, "complainant_fault")
    determined = [term for term in rules.terms.findings if term.code == fault and term.determined_by != _OWN]
    if determined:
        name = rules.term("complainant_faults", fault)
        raise Refused("E-FAULT/municipal", path="$.complainant_fault", rule=rules.quote("F04"), fault=name)


def acceptable(rules: "Rulebook", category: str, *, repeat_of: str | None) -> None:
    """Refused for what is no accusation or appeal, and for a linked repeat: it is filed, not handled a second time."""
    if repeat_of:
        raise Refused("E-SCREENING/repeat", rule=rules.quote("C10"))
    if category in ("out_of_scope", "no_substance"):
        raise Refused("E-SCREENING/category", category=rules.term("categories", category))


@dataclass(frozen=True, slots=True)
class Filed:
    """A case filed against a person on a petition; `closed_on` None while it is open."""

    petition: str
    number: str
    person: str
    filed_on: str | None
    closed_on: str | None = None


def open_case_on(person: str, rows: Iterable[Filed]) -> tuple[Filed, ...]:
    """The cases that stand open against this person: none may be cleared meanwhile (F09)."""
    return tuple(row for row in rows if row.person == person and row.filed_on and not row.closed_on)
