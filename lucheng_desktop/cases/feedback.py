"""Telling a complainant who gave a name: that it was accepted, and what became of it; nobody else is asked or timed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lucheng_desktop.cases import disposals
from lucheng_desktop.cases.petitions import naming_term
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

ACCEPTANCE, RESULT, NAMING = "acceptance", "feedback", "naming_check"
"""The purposes for which an identity is opened here."""


def owed(rules: "Rulebook", naming: str) -> None:
    """Refused for an anonymous or unverified petition: nobody is traced, nothing is owed, no time runs (F21)."""
    term = naming_term(rules, naming)
    if not term.feedback:
        key = "E-FEEDBACK/unverified" if term.verifiable else "E-FEEDBACK/anonymous"
        raise Refused(key, rule=rules.quote("F21"), naming=term.name)


def may_verify(rules: "Rulebook", naming: str, verified_on: str | None) -> None:
    """Refused for an anonymous petition, which is not traced (F21), and for a name that was verified before."""
    term = naming_term(rules, naming)
    if not term.verifiable:
        raise Refused("E-FEEDBACK/anonymous", rule=rules.quote("F21"), naming=term.name)
    if verified_on:
        raise Refused("E-FEEDBACK/verified", on=verified_on)


def acceptance_due(
    rules: "Rulebook", naming: str, *, accepted_on: str | None, told_on: str | None, again: bool
) -> None:
    """Refused unless a real-name petition was accepted and its complainant not told; a repeat is not told again."""
    owed(rules, naming)
    if again:
        raise Refused("E-FEEDBACK/repeat", rule=rules.quote("C11"))
    if not accepted_on:
        raise Refused("E-FEEDBACK/not-accepted", rule=rules.quote("C11"))
    if told_on:
        raise Refused("E-FEEDBACK/told", on=told_on)


def result_due(
    rules: "Rulebook", naming: str, *, ended_on: str | None, verified_on: str | None, fed_back_on: str | None
) -> None:
    """Refused unless there is a result, the name is verified and the complainant not told yet."""
    owed(rules, naming)
    if not ended_on:
        raise Refused("E-FEEDBACK/open", rule=rules.quote("C11"))
    if not verified_on:
        raise Refused("E-FEEDBACK/name", rule=rules.quote("C11"), naming=rules.term("namings", naming))
    if fed_back_on:
        raise Refused("E-FEEDBACK/told", on=fed_back_on)


def two_officers(rules: "Rulebook", names: Iterable[str]) -> tuple[str, ...]:
    """Who gave the feedback: two or more."""
    return disposals.two_officers(rules, names, "present")


def identity_opened(rules: "Rulebook", purposes: Iterable[str], wanted: str) -> None:
    """Refused unless the sealed identity was opened for exactly this purpose, on the record."""
    if wanted not in purposes:
        raise Refused("E-FEEDBACK/unopened", rule=rules.quote("C11"))
