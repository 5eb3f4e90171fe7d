"""Clearing: one approved false point about one person, with consent, in writing, no wider than the harm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases.names import bare
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import FindingTerm, Rulebook

APPROVED = "finding_approved"
_WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Reported:
    """An allegation as far as it bears on clearing another: `fact` is the link an officer set, empty if none."""

    id: str
    accused: str
    text: str
    state: str
    finding: str | None = None
    fact: str = ""


def district_may_find(rules: "Rulebook", finding: str) -> None:
    """Refused for 诬告陷害: only a city-level organ determines it (F04)."""
    if _finding(rules, finding, "finding").determined_by != "own":
        name = rules.term("findings", finding)
        raise Refused("E-FINDING/municipal", path="$.finding", rule=rules.quote("F04"), finding=name)


def clearable(rules: "Rulebook", finding: str, *, trial_consent: bool = False) -> bool:
    """Whether a finding can be cleared at all; the false part of a partly true one with the trial office's consent."""
    allowed = _finding(rules, finding, "finding").clearable
    return allowed == "yes" or (allowed == "with_trial_consent" and trial_consent)


def finding_allows(rules: "Rulebook", finding: str, state: str, *, trial_consent: bool = False) -> None:
    """Refused unless the finding is approved (F03) and false; not excluded is not false (F05)."""
    if state != APPROVED or not finding:
        raise Refused("E-NOT-CLEARABLE/unapproved", rule=rules.quote("F03"))
    if not clearable(rules, finding, trial_consent=trial_consent):
        term = _finding(rules, finding, "finding")
        raise Refused(f"E-NOT-CLEARABLE/{finding}", rule=rules.quote(term.principle), finding=term.name)


def no_open_twin(rules: "Rulebook", reported: Reported, others: Iterable[Reported]) -> None:
    """Refused while the same fact about the same person is open elsewhere, or was found otherwise (F03, F05).

    Persons are told apart by id.
    """
    twins = [other for other in others if _twin(reported, other)]
    open_ = [other for other in twins if other.state != APPROVED]
    if open_:
        raise Refused("E-TWIN-OPEN", rule=rules.quote("F03"), count=len(open_))
    contrary = [other.finding for other in twins if other.finding and not clearable(rules, other.finding)]
    if contrary:
        finding = rules.term("findings", contrary[0])
        raise Refused("E-TWIN-OPEN/contrary", rule=rules.quote("F05"), finding=finding)


def same_fact(first: Reported, second: Reported) -> bool:
    """Whether an officer linked them, or they say the same but for blanks, widths and punctuation."""
    if first.fact or second.fact:
        return first.fact == second.fact
    return bare(first.text) == bare(second.text)


def neutral_summary(rules: "Rulebook", summary: str, text: str) -> None:
    """Refused if empty or if it quotes the petition for 12 characters or more (F27)."""
    if not summary.strip():
        raise Refused("E-INPUT/blank", path="$.summary")
    quoted = _quoted(bare(summary), bare(text), rules.parameter("quote_length"))
    if quoted:
        raise Refused("E-QUOTE", path="$.summary", rule=rules.quote("F27"), count=rules.parameter("quote_length"))


def agrees(rules: "Rulebook", consent: str) -> bool:
    """True to go on, False when the person declines; somebody not reached yet has said neither (C02)."""
    rules.known("consents", consent, "consent")
    term = next(term for term in rules.terms.consents if term.code == consent)
    if not term.answered:
        raise Refused("E-CONSENT", path="$.consent", rule=rules.quote("C02"), consent=term.name)
    return term.permits


def forms_with_writing(rules: "Rulebook", forms: Sequence[str]) -> tuple[str, ...]:
    """The forms in the pack's order; written is added to any that cannot stand alone (C03)."""
    for index, form in enumerate(forms):
        rules.known("forms", form, f"forms[{index}]")
    if not forms:
        raise Refused("E-INPUT/blank", path="$.forms")
    together = {term.code for term in rules.terms.forms if term.code in forms and not term.stands_alone}
    chosen = {*forms, *([_WRITTEN] if together else [])}
    return tuple(term.code for term in rules.terms.forms if term.code in chosen)


def scope_allows(rules: "Rulebook", *, scope: str, harm_scope: str) -> None:
    """Refused when wider than the harm went, or than this organ may publish (F08)."""
    rules.known("scopes", scope, "scope")
    rules.known("scopes", harm_scope, "harm_scope")
    order = list(rules.words("scopes"))
    facts = {"scope": rules.term("scopes", scope), "harm": rules.term("scopes", harm_scope)}
    if order.index(scope) > order.index(harm_scope):
        raise Refused("E-SCOPE/harm", path="$.scope", rule=rules.quote("F08"), **facts)
    if not rules.terms.scopes[order.index(scope)].within_power:
        raise Refused("E-SCOPE/power", path="$.scope", rule=rules.quote("F08"), **facts)


def _finding(rules: "Rulebook", code: str, path: str) -> "FindingTerm":
    rules.known("findings", code, path)
    return next(term for term in rules.terms.findings if term.code == code)


def _twin(reported: Reported, other: Reported) -> bool:
    return other.id != reported.id and other.accused == reported.accused and same_fact(reported, other)


def _quoted(summary: str, text: str, length: int) -> bool:
    return any(summary[at : at + length] in text for at in range(len(summary) - length + 1))
