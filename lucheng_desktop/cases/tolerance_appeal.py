"""Appeals against a determination: in time, one at a time, heard by another department than the first."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.cases.calendar import days_after
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

ORIGINAL = ("open_tolerance", "complete_assessment", "propose_determination", "argue_against", "confirm_verification")
"""Whoever took one of these steps does not hear the appeal."""
_DEPARTMENT = "handling_dept"


def in_time(rules: "Rulebook", told_on: date, filed_on: date) -> None:
    """Refused before the person was told and after the days the pack gives from then on."""
    last = days_after(told_on, rules.parameter("appeal_days")).on
    if not told_on <= filed_on <= last:
        facts = {"told": told_on.isoformat(), "last": last.isoformat()}
        raise Refused("E-APPEAL/time", path="$.filed_on", rule=rules.quote("C28"), **facts)


def one_at_a_time(rules: "Rulebook", running: int) -> None:
    """Refused while another appeal in the same case is open."""
    if running:
        raise Refused("E-APPEAL/open", rule=rules.quote("C28"))


def another_department(
    rules: "Rulebook", roles: Collection[str], officer: Collection[str], doers: Mapping[str, str]
) -> None:
    """Refused for the department that handled the case, and for anybody who had a hand in it; `officer`: all ids."""
    if _DEPARTMENT in roles or any(doers.get(step) in officer for step in ORIGINAL):
        raise Refused("E-APPEAL/department", rule=f"{rules.quote('C28')}；{rules.quote('F18')}")
