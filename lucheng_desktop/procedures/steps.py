"""All steps of all procedures by name, for scripts and for the practice story."""

from collections.abc import Mapping

from lucheng_desktop.procedures import clearance, findings, handover, issuing, office, petitions, tolerance
from lucheng_desktop.procedures.desk import STEPS, Step

PROCEDURES = (petitions, findings, tolerance, clearance, issuing, handover, office)
"""Importing them entered their steps."""


def all_steps() -> Mapping[str, Step]:
    """Step name -> step."""
    return STEPS
