"""What is done with a petition that is kept: who handles it, the four disposals, verification, conclusion, a case."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import Limit, add_months, counted
from lucheng_desktop.cases.clearance import APPROVED
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import DisposalTerm, Rulebook, Transition

AGAINST = ("substantiated", "partly_substantiated")
"""Findings that something can follow from for the person."""
HANDLER = "handling_dept"


@dataclass(frozen=True, slots=True)
class Handler:
    """An officer who is to handle a petition."""

    officer: str
    name: str
    roles: tuple[str, ...]


def handlers_apart(
    rules: "Rulebook", handlers: Sequence[Handler], registrar: str | None, accused: Collection[str]
) -> None:
    """Refused unless somebody of the handling department is named, no registrar and nobody of an accused's name."""
    if not handlers:
        raise Refused("E-INPUT/blank", path="$.handlers")
    for index, one in enumerate(handlers):
        place = {"path": f"$.handlers[{index}]", "officer": one.name}
        if HANDLER not in one.roles:
            raise Refused("E-HANDLER/role", role=rules.term("roles", HANDLER), **place)
        if one.officer == registrar:
            raise Refused("E-HANDLER/registrar", rule=rules.quote("F18"), **place)
        if one.name in accused:
            raise Refused("E-HANDLER/accused", rule=rules.quote("C20"), **place)


def handled_by(
    rules: "Rulebook", move: "Transition", handlers: Collection[str], own: Collection[str], *, serving: Sequence[str]
) -> None:
    """Refused for anybody but the handlers; `serving`: names of those of them who have not left."""
    if set(handlers).isdisjoint(own):
        facts = {"title": move.title, "handlers": "、".join(serving)}
        raise Refused("E-HANDLER/other" if serving else "E-HANDLER/left", rule=rules.quote("C33"), **facts)


def in_force(rules: "Rulebook", disposal: str, day: date) -> "DisposalTerm":
    """The disposal, if it is one of those that the rules of `day` know."""
    rules.known("disposals", disposal, "disposal")
    term = next(term for term in rules.terms.disposals if term.code == disposal)
    if not term.in_force(day):
        raise Refused("E-DISPOSAL/ended", path="$.disposal", rule=rules.cite(term), disposal=term.name)
    return term


def leads_to(rules: "Rulebook", disposal: str | None, step: str) -> None:
    """Refused when another disposal was approved than the one that `step` carries out."""
    approved = [term for term in rules.terms.disposals if term.code == disposal]
    if not approved or approved[0].leads != step:
        procedure = rules.procedure("petition")
        wanted = procedure.transition(approved[0].leads) if approved else None
        facts = {"disposal": rules.term("disposals", disposal or ""), "wanted": wanted.title if wanted else ""}
        raise Refused("E-DISPOSAL/other", rule=rules.quote("C12"), **facts)


def due_after(rules: "Rulebook", disposal: str, start: date) -> date | None:
    """The last day for carrying out a disposal begun on `start`; None when no rule sets one."""
    limit = next(term.limit for term in rules.terms.disposals if term.code == disposal)
    return counted(start, Limit(limit.working_days, limit.days, limit.months)).on if limit else None


def two_officers(rules: "Rulebook", names: Iterable[str], path: str = "verifiers") -> tuple[str, ...]:
    """The names, each once, without blanks; refused unless they are two or more."""
    known = tuple(dict.fromkeys("".join(name.split()) for name in names if name.strip()))
    if len(known) < 2:
        raise Refused("E-TWO-OFFICERS", path=f"$.{path}", rule=rules.quote("C12"), count=len(known))
    return known


def review_within(rules: "Rulebook", review_on: date, today: date) -> None:
    """Refused unless the review comes after today and within the longest time a petition may rest."""
    months = rules.parameter("hold_review_months")
    if not today < review_on <= add_months(today, months):
        raise Refused("E-HOLD", path="$.review_on", months=months, last=add_months(today, months).isoformat())


def every_allegation_found(rules: "Rulebook", states: Iterable[str]) -> None:
    """Refused while an allegation has no approved finding, and for a petition without any."""
    known = list(states)
    open_ = sum(state != APPROVED for state in known)
    if open_ or not known:
        raise Refused("E-CONCLUDE", rule=rules.quote("C12"), open=open_, all=len(known))


def result_approver(rules: "Rulebook", disposal: str | None, roles: Collection[str]) -> None:
    """Refused when the result of this disposal is approved by another role than those of the officer (art. 41)."""
    wanted = next((term.approver for term in rules.terms.disposals if term.code == disposal), "")
    if wanted and wanted not in roles:
        facts = {"disposal": rules.term("disposals", disposal or ""), "approver": rules.term("roles", wanted)}
        raise Refused("E-DISPOSAL/approver", rule=rules.quote("C12"), **facts)


def may_file_case(rules: "Rulebook", persons: Sequence[str], against: Collection[str], filed: Collection[str]) -> None:
    """Refused for nobody, for a person without a finding against them (F06), and for one with a case already."""
    if not persons:
        raise Refused("E-INPUT/blank", path="$.persons")
    for index, person in enumerate(persons):
        if person not in against:
            raise Refused("E-CASE/no-finding", path=f"$.persons[{index}]", rule=rules.quote("F06"))
        if person in filed:
            raise Refused("E-CASE/filed", path=f"$.persons[{index}]")


def found_against(rules: "Rulebook", person: str, against: Collection[str]) -> None:
    """Refused when nothing was found against the person on this petition (F06)."""
    if person not in against:
        raise Refused("E-CASE/no-finding", path="$.person", rule=rules.quote("F06"))
