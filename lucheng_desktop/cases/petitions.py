"""Petitions: whose they are is decided before anything is written down, and what follows from that."""

from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import working_days_after
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_ANONYMOUS = "anonymous"
_HIGHER = "higher"


def jurisdiction(rules: "Rulebook", managed_by: str, *, own_principal: bool = False) -> str:
    """own, higher or lower, by who manages the accused; one's own principal is always the higher organ's (art. 15)."""
    rules.known("levels", managed_by, "managed_by")
    level = next(term for term in rules.terms.levels if term.code == managed_by)
    return _HIGHER if own_principal else level.jurisdiction


def receiving_step(rules: "Rulebook", decided: str) -> str:
    """The step a received petition takes: kept, forwarded upward or redirected downward."""
    return next(term.step for term in rules.terms.jurisdictions if term.code == decided)


def kept_here(rules: "Rulebook", decided: str) -> None:
    """Refused unless content may be entered here: nothing is kept of a higher organ's petition (F10)."""
    if decided != "own":
        code = "F10" if decided == _HIGHER else "C04"
        raise Refused(f"E-JURISDICTION/{decided}", rule=rules.quote(code))


def forward_by(rules: "Rulebook", received_on: date) -> date:
    """The last day to forward a petition to the higher organ, by the calendar of working days."""
    return working_days_after(received_on, rules.parameter("forward_working_days")).on


def naming_needs_complainant(naming: str, *, known: bool) -> None:
    """Refused when a signed petition comes without its complainant, or an anonymous one with one (no tracing)."""
    if naming == _ANONYMOUS and known:
        raise Refused("E-NAMING/anonymous", path="$.complainant")
    if naming != _ANONYMOUS and not known:
        raise Refused("E-NAMING/signed", path="$.complainant")
