"""All steps of all procedures by name, for scripts and for the practice story."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lucheng_desktop.cases import rulebook, shapes
from lucheng_desktop.procedures import (  # noqa: F401 - importing them enters their steps
    accusation,
    archiving,
    attachments,
    cards,
    case_papers,
    case_rules,
    check_keys,
    clearance,
    clearance_after,
    clearance_city,
    clearance_holds,
    clearance_start,
    clearance_withdrawal,
    complainants,
    consultation,
    consultation_votes,
    copies,
    deadlines,
    distribution,
    findings,
    handover,
    issuing,
    keeping,
    office,
    officers,
    packs,
    paper_check,
    papers,
    person_path,
    petition_allegations,
    petition_disposal,
    petition_feedback,
    petition_forwarding,
    petition_handling,
    petition_import,
    petition_screening,
    petitions,
    posting,
    prefiling,
    printers,
    printing,
    recovery,
    recusal,
    redeployment,
    redrafting,
    reuse,
    revisions,
    sanctions,
    seal_handing,
    seal_keeping,
    seal_releases,
    secrecy,
    tolerance,
    tolerance_appeal,
    tolerance_application,
    tolerance_correction,
    tolerance_determination,
    tolerance_prereview,
    training,
)
from lucheng_desktop.procedures.desk import STEPS, Step


def all_steps() -> Mapping[str, Step]:
    """Step name -> step."""
    return STEPS


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step as scripts see it: its procedure, the JSON Schema of its order, and the roles that may take it."""

    name: str
    procedure: str
    order: dict[str, Any]
    actors: tuple[str, ...]


def catalogue() -> tuple[StepShown, ...]:
    """Every step by name; a step that moves no record (an answer, a copy) names no actors of its own."""
    actors = {move.id: move.actors for procedure in rulebook.load().procedures for move in procedure.transitions}
    return tuple(
        StepShown(step.name, step.procedure, shapes.schema(step.order), actors.get(step.name, ()))
        for step in sorted(all_steps().values(), key=lambda step: (step.procedure, step.name))
    )
