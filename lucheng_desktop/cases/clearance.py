"""Clearing: one approved false point about one person, with consent, in writing, no wider than the harm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.names import bare
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import FindingTerm, Rulebook

APPROVED = "finding_approved"
_WRITTEN = "written"
_MEDIA = "media"
_PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Reported:
    """An allegation as far as it bears on clearing another: `fact` is the link an officer set, empty if none."""

    id: str
    accused: str
    text: str
    state: str
    finding: str | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """Something else that stands against the person: `filed`, a case was opened; otherwise a clue not yet decided."""

    petition: str
    filed: bool


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the person agreed to at most; empty: said nothing about it."""

    forms: Sequence[str] = ()
    scope: str = ""
    name_display: str = ""
    text: str = ""


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


def finding_false(rules: "Rulebook", finding: str, state: str) -> None:
    """Refused unless the report was found false and that is approved; 诬告 is asked about nothing else (F04)."""
    if state != APPROVED or not finding or not _finding(rules, finding, "finding").false:
        raise Refused("E-ACCUSATION/not-false", rule=rules.quote("F04"))


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


def nothing_held(rules: "Rulebook", matters: Iterable[Matter]) -> None:
    """Refused while another clue or case stands against the person; the words do not say which or that (F09)."""
    if list(matters):
        raise Refused("E-HELD", rule=rules.quote("F09"))


def nothing_filed(rules: "Rulebook", matters: Iterable[Matter]) -> None:
    """Refused while a case filed against the person is open; a clue is for the officer who resumes to weigh (F09)."""
    filed = [matter for matter in matters if matter.filed]
    if filed:
        raise Refused("E-HELD/filed", rule=rules.quote("F09"), count=len(filed))


def names_nothing(rules: "Rulebook", reason: str, numbers: Iterable[str], texts: Iterable[str]) -> None:
    """Refused when a reason is missing, or names another petition or quotes it: everybody reads the record (F09)."""
    said, length = bare(reason), rules.parameter("quote_length")
    if not said:
        raise Refused("E-INPUT/blank", path="$.reason")
    if any(bare(number) in said for number in numbers) or any(_quoted(said, bare(text), length) for text in texts):
        raise Refused("E-HELD/named", path="$.reason", rule=rules.quote("F09"))


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


def reason_given(rules: "Rulebook", code: str, basis: str, *, declined: bool) -> None:
    """Refused unless one of the pack's reasons is named with its basis; a no of the person must be on record (Q05)."""
    rules.known("needless", code, "reason")
    if not basis.strip():
        raise Refused("E-INPUT/blank", path="$.basis")
    term = next(term for term in rules.terms.needless if term.code == code)
    if term.declined and not declined:
        raise Refused("E-NOT-NEEDED/unasked", path="$.reason", rule=rules.quote("C02"), reason=term.name)


def application_whole(rules: "Rulebook", *, facts: str, false_content: str, wish: str) -> None:
    """Refused unless the application says what happened, what of the report is false, and what is wished (Q06)."""
    told = {"facts": facts, "false_content": false_content, "wish": wish}
    for name, text in told.items():
        if not text.strip():
            raise Refused("E-APPLIED", path=f"$.{name}", rule=rules.quote("Q06"))


def applied_since(rules: "Rulebook", applied_on: date, decided_on: date | None) -> None:
    """Refused when the application is older than the decision it should re-open (Q06)."""
    if decided_on and applied_on < decided_on:
        day = decided_on.isoformat()
        raise Refused("E-APPLIED/old", path="$.applied_on", rule=rules.quote("Q06"), day=day)


def two_persons(rules: "Rulebook", present: Sequence[str]) -> tuple[str, ...]:
    """Their names; refused unless at least two different ones are given."""
    names = tuple(dict.fromkeys(name.strip() for name in present))
    if len(names) < 2 or not all(names):
        raise Refused("E-INPUT/two-persons", path="$.present")
    return names


def conditions_told(rules: "Rulebook", consent: str, conditions: Conditions) -> None:
    """Refused when the person agreed on conditions and none is on record, or one is unknown (C02)."""
    for index, form in enumerate(conditions.forms):
        rules.known("forms", form, f"requested_forms[{index}]")
    if conditions.scope:
        rules.known("scopes", conditions.scope, "requested_scope")
    if conditions.name_display:
        rules.known("name_displays", conditions.name_display, "requested_display")
    if consent == "agree_with_conditions" and conditions == Conditions():
        raise Refused("E-CONSENT/conditions", path="$.conditions", rule=rules.quote("C02"))


def within_consent(
    rules: "Rulebook", conditions: Conditions, *, forms: Sequence[str], scope: str, name_display: str
) -> None:
    """Refused when the proposal goes beyond what the person agreed to (F08)."""
    wider = conditions.scope and _at(rules, "scopes", scope) > _at(rules, "scopes", conditions.scope)
    if wider:
        agreed = rules.term("scopes", conditions.scope)
        raise Refused("E-SCOPE/consent", path="$.scope", rule=rules.quote("F08"), scope=agreed)
    display = conditions.name_display
    if display and _at(rules, "name_displays", name_display) < _at(rules, "name_displays", display):
        agreed = rules.term("name_displays", display)
        raise Refused("E-SCOPE/name", path="$.name_display", rule=rules.quote("F08"), display=agreed)
    beyond = [form for form in forms if conditions.forms and form not in (*conditions.forms, _WRITTEN)]
    if beyond:
        form = rules.term("forms", beyond[0])
        raise Refused("E-SCOPE/form", path="$.forms", rule=rules.quote("F08"), form=form)


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


def media_allowed(rules: "Rulebook", forms: Sequence[str], harm_scope: str) -> None:
    """Refused to clear in the media what was never said there (Q01)."""
    if _MEDIA in forms and harm_scope != _PUBLIC:
        raise Refused("E-MEDIA", path="$.forms", rule=rules.quote("Q01"))


def within_harm(rules: "Rulebook", *, scope: str, harm_scope: str) -> None:
    """Refused when wider than the harm went (F08)."""
    rules.known("scopes", scope, "scope")
    rules.known("scopes", harm_scope, "harm_scope")
    if _at(rules, "scopes", scope) > _at(rules, "scopes", harm_scope):
        facts = {"scope": rules.term("scopes", scope), "harm": rules.term("scopes", harm_scope)}
        raise Refused("E-SCOPE/harm", path="$.scope", rule=rules.quote("F08"), **facts)


def scope_allows(rules: "Rulebook", *, scope: str, harm_scope: str) -> None:
    """Refused when wider than the harm went, or than this organ may publish (F08)."""
    within_harm(rules, scope=scope, harm_scope=harm_scope)
    if not rules.terms.scopes[_at(rules, "scopes", scope)].within_power:
        raise Refused("E-SCOPE/power", path="$.scope", rule=rules.quote("F08"), scope=rules.term("scopes", scope))


def reviewed_by_all(rules: "Rulebook", done: Iterable[str]) -> None:
    """Refused while a review that the pack demands before approval is missing since the last proposal."""
    left = set(rules.parameter("clearance_reviews")) - set(done)
    if left:
        titles = [move.title for move in rules.procedure("clearance").transitions if move.code in left]
        raise Refused("E-REVIEWS", rule=rules.quote("F18"), missing="、".join(titles))


def _at(rules: "Rulebook", terms: str, code: str) -> int:
    return list(rules.words(terms)).index(code)


def _finding(rules: "Rulebook", code: str, path: str) -> "FindingTerm":
    rules.known("findings", code, path)
    return next(term for term in rules.terms.findings if term.code == code)


def _twin(reported: Reported, other: Reported) -> bool:
    return other.id != reported.id and other.accused == reported.accused and same_fact(reported, other)


def _quoted(summary: str, text: str, length: int) -> bool:
    return any(summary[at : at + length] in text for at in range(len(summary) - length + 1))
