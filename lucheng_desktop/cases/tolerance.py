"""Tolerance: the eight criteria open only on verified facts and close only when nothing is missing."""

from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.criteria import Opinion, read_fields
from lucheng_desktop.cases.shapes import refusal
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

VERIFIED = "verified"
UNVERIFIED = frozenset(
    ("", "draft", "returned", "submitted", "rejected", "accepted", "verifying", "reported", "withdrawn")
)
"""States in which the facts are not established."""


def wizard_open(state: str) -> None:
    """Refused before the verification report is approved (F11), and after the assessment is closed."""
    if state in UNVERIFIED:
        raise Refused("E-LOCKED")
    if state != VERIFIED:
        raise Refused("E-LOCKED/assessed")


def check_answer(rules: "Rulebook", path: str, value: Any) -> None:
    """Refused E-INPUT unless `path` is a question of the assessment and `value` an answer it takes; None clears it.

    The day of the act is the case's own and no answer changes it.
    """
    if path == "act_date":
        raise refusal((path,), "extra_forbidden")
    read_fields(rules, {path: value})


def nothing_missing(opinion: Opinion) -> None:
    """Refused while anything is missing; the first is named, all are counted (C08)."""
    if opinion.missing:
        first = opinion.missing[0]
        raise Refused("E-INCOMPLETE", path=f"$.{first.path}", count=len(opinion.missing), first=first.text)
