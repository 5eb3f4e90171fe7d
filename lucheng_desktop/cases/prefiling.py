"""The list of reforms filed beforehand: filed on the day the register says, compared with the day of the act (F13)."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_TOLD = ("unit", "matter", "basis", "decision_record")


def matter_told(rules: "Rulebook", told: Mapping[str, str], start_on: date, end_on: date, today: date) -> None:
    """Refused when unit, matter, legal basis or record of the decision is missing, or the days cannot be right."""
    blank = [name for name in _TOLD if not told.get(name, "").strip()]
    if blank:
        raise Refused("E-PREFILED/blank", path=f"$.{blank[0]}", rule=rules.quote("F13"))
    if end_on < start_on:
        raise Refused("E-PREFILED/dates", path="$.end_on", rule=rules.quote("F13"))
    years = rules.parameter("prefiled_years")
    if end_on.year > today.year + years:
        raise Refused("E-PREFILED/far", path="$.end_on", rule=rules.quote("F13"), years=years)


def past_its_end(rules: "Rulebook", end_on: str, today: date) -> None:
    """Refused while the filed period still runs."""
    if today.isoformat() <= end_on:
        raise Refused("E-PREFILED/running", rule=rules.quote("F13"), end=end_on)


def period_told(rules: "Rulebook", first: date, last: date, today: date) -> None:
    """Refused for a period of a list that ends before it begins, or begins after today."""
    if not first <= last or first > today:
        raise Refused("E-PREFILED/period", path="$.last", rule=rules.quote("F13"))


def keeps_the_list(rules: "Rulebook", roles: Collection[str]) -> None:
    """Refused for anybody but those who file: the list is theirs."""
    move = rules.procedure("prefiled").transition("file_prefiled")
    actors = move.actors if move else ()
    if not set(actors) & set(roles):
        named = "、".join(rules.term("roles", one) for one in actors)
        raise Refused("E-PAPER/role", rule=rules.quote("C37"), actors=named)


def same_unit(rules: "Rulebook", filed: Mapping[str, Any], subject: Mapping[str, Any]) -> None:
    """Refused when another unit filed it: nobody borrows a filing."""
    if filed.get("unit") != subject.get("unit"):
        raise Refused("E-PREFILED/unit", path="$.prefiled", rule=rules.quote("F13"), unit=filed.get("unit"))


def late(filed_on: str, act_date: str) -> bool:
    """Whether it was filed after the act: shown as 事后补备, and evidence of nothing."""
    return filed_on > act_date


def date_stands(rules: "Rulebook", *, linked: bool) -> None:
    """Refused to answer by hand when a filing is linked: its date is the register's."""
    if linked:
        raise Refused("E-PREFILED/fixed", path="$.prefiled_on", rule=rules.quote("F13"))


def without_late(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """A case's fields without a linked filing among the evidence when it came after the act."""
    filing = fields.get("prefiled")
    if not filing or not late(str(fields.get("prefiled_on", "")), str(fields.get("act_date", ""))):
        return fields
    return {name: _but(value, filing) if name.endswith(".evidence") else value for name, value in fields.items()}


def _but(evidence: Any, filing: str) -> list[str]:
    return [one for one in evidence or () if one != filing]
