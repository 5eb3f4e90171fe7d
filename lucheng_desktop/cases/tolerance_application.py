"""Applying for tolerance: who may, what an application must say, who verifies, and when it is turned away."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

PERSON, UNIT, COMMISSION = "person", "unit", "initiated_by_commission"
NO_JURISDICTION = "jurisdiction"
"""The one ground for turning an application away that is no exclusion."""
_COMMA = "、"


def applicant_named(rules: "Rulebook", kind: str, applicant: str, subject: Mapping[str, Any]) -> None:
    """Refused unless the person applies for himself, the unit for its own, or the commission names its own paper."""
    rules.known("applicant_kinds", kind, "applicant_kind")
    if kind == COMMISSION and not applicant.strip():
        raise Refused("E-APPLICANT/paper", path="$.applicant")
    own = {PERSON: subject.get("name"), UNIT: subject.get("unit")}
    if kind in own and applicant.strip() and applicant.strip() != own[kind]:
        raise Refused("E-APPLICANT", path="$.applicant", kind=rules.term("applicant_kinds", kind), own=own[kind])


def missing_parts(rules: "Rulebook", fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of everything an application must say and does not, in the order of the pack."""
    return tuple(code for code in rules.words("application_parts") if not _said(fields.get(code)))


def complete(rules: "Rulebook", fields: Mapping[str, Any]) -> None:
    """Refused while anything is missing; all of it is named at once."""
    lacking = missing_parts(rules, fields)
    if lacking:
        facts = {"count": len(lacking), "parts": _named(rules, lacking)}
        raise Refused("E-APPLICATION", path=f"$.{lacking[0]}", rule=rules.quote("C29"), **facts)


def returned_once(rules: "Rulebook", fields: Mapping[str, Any], listed: Sequence[str], *, before: bool) -> None:
    """Refused for a second return, and for a notice that does not list every missing part at once."""
    for index, code in enumerate(listed):
        rules.known("application_parts", code, f"missing[{index}]")
    if before:
        raise Refused("E-RETURN/twice", rule=rules.quote("C29"))
    unlisted = [code for code in missing_parts(rules, fields) if code not in listed]
    if unlisted:
        raise Refused("E-RETURN", path="$.missing", rule=rules.quote("C29"), parts=_named(rules, unlisted))
    if not listed:
        raise Refused("E-INPUT/blank", path="$.missing")


def kept_here(rules: "Rulebook", level: str) -> None:
    """Refused for a cadre whom a higher organ manages."""
    known = {term.code: term for term in rules.terms.levels}
    if level in known and known[level].jurisdiction == "higher":
        raise Refused("E-TOLERANCE/higher", rule=rules.quote("F10"), level=known[level].name)


def not_decided_before(rules: "Rulebook", decided: Collection[str]) -> None:
    """Refused when the same act of the same person has been determined already; `decided`: those cases' numbers."""
    if decided:
        raise Refused("E-TOLERANCE/decided", rule=rules.quote("C28"), number=sorted(decided)[0])


def recusal_checked(rules: "Rulebook", *, checked: bool) -> None:
    """Refused until somebody says that nobody who handles the case has to stand back."""
    if not checked:
        raise Refused("E-TOLERANCE/recusal", path="$.recusal_checked", rule=rules.quote("C20"))


def rejected_with_review(rules: "Rulebook", grounds: Sequence[str], level: str, review_organ: str) -> None:
    """Refused without a ground of the negative list or of jurisdiction, and without the way to a review."""
    known = {item.code for item in rules.exclusions} | {NO_JURISDICTION}
    for index, ground in enumerate(grounds):
        if ground not in known:
            raise refusal(("grounds", index), "code")
    if not grounds:
        raise Refused("E-REJECTION", path="$.grounds", rule=rules.quote("F12"))
    higher = {term.code for term in rules.terms.levels if term.jurisdiction == "higher"}
    if NO_JURISDICTION in grounds and level not in higher:
        raise Refused("E-REJECTION/jurisdiction", path="$.grounds", rule=rules.quote("F10"))
    if not review_organ.strip():
        raise Refused("E-REJECTION/review", path="$.review_organ", rule=rules.quote("C28"))


def two_verifiers(rules: "Rulebook", verifiers: Sequence[str]) -> None:
    """Refused for fewer different verifiers than the pack wants."""
    least = rules.parameter("verifiers_least")
    named = [name.strip() for name in verifiers]
    if "" in named:
        raise Refused("E-INPUT/blank", path=f"$.verifiers[{named.index('')}]")
    if len(set(named)) < least:
        raise Refused("E-VERIFIERS", path="$.verifiers", rule=rules.quote("C30"), least=least)


def verifiers_clear(rules: "Rulebook", recused: Sequence[str]) -> None:
    """Refused when a verifier has to stand back; `recused`: their names."""
    if recused:
        raise Refused("E-VERIFIERS/recused", path="$.verifiers", rule=rules.quote("C30"), names=_COMMA.join(recused))


def extended_once(rules: "Rulebook", extensions: int) -> None:
    """Refused for a second extension."""
    if extensions:
        raise Refused("E-EXTENSION", rule=rules.quote("C30"))


def verification_reported(rules: "Rulebook", report: str) -> None:
    """Refused while there is no report to approve (F11)."""
    if not report.strip():
        raise Refused("E-VERIFICATION", rule=rules.quote("F11"))


def withdrawable(rules: "Rulebook", kind: str) -> None:
    """Refused for what the commission began of its own accord: nobody applied who could withdraw."""
    if kind not in (PERSON, UNIT):
        raise Refused("E-WITHDRAWAL", rule=rules.quote("C29"))


def _said(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _named(rules: "Rulebook", codes: Collection[str]) -> str:
    return _COMMA.join(rules.term("application_parts", code) for code in codes)
