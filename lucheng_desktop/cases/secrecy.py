"""What class a paper bears: the district originates none, it derives; and no PC holds what is above its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

NONE, WORK = "none", "work_secret"
DERIVED, AUTHORISED = "derived", "authorised"
OPTIONS = (NONE, WORK, DERIVED, AUTHORISED)
MOST_MONTHS = {"secret": 120, "confidential": 240, "top_secret": 360}
"""保密法 art. 20: ten, twenty and thirty years."""


@dataclass(frozen=True, slots=True)
class Class:
    """How a paper's class was come by; `months` of secrecy, `source`: the superior's paper, or the grant's number."""

    option: str
    level: str = ""
    months: int = 0
    source: str = ""


def rank(level: str) -> int:
    """Place of a level, the lowest first; refused for one that is none."""
    codes = [one["code"] for one in _levels()]
    if level not in codes:
        raise Refused("E-CLASS/level", path="$.level", level=level)
    return codes.index(level)


def read_mark(mark: str | None) -> str:
    """The level that a mark on paper stands for; `none` for no mark."""
    if not mark:
        return NONE
    known = [one for one in _levels() if one["mark"] and mark.startswith(one["mark"])]
    return str(known[-1]["code"]) if known else NONE


def come_by(rules: "Rulebook", found: Class) -> str:
    """The level, if this organ may give it: refused for a state secret of its own making (F23)."""
    if found.option not in OPTIONS:
        key = "E-CLASS/originate" if found.option in [one["code"] for one in _levels()] else "E-CLASS/option"
        raise Refused(key, path="$.option", rule=_quoted(rules), option=found.option)
    if found.option in (NONE, WORK):
        if found.level or found.months or found.source.strip():
            raise Refused("E-CLASS/plain", path="$.option", rule=_quoted(rules))
        return found.option
    if found.level not in MOST_MONTHS:
        raise Refused("E-CLASS/level", path="$.level", level=found.level)
    if not found.source.strip():
        raise Refused(f"E-CLASS/{found.option}", path="$.source", rule=_quoted(rules))
    if not 0 < found.months <= MOST_MONTHS[found.level]:
        facts = {"level": _name(found.level), "most": MOST_MONTHS[found.level] // 12}
        raise Refused("E-CLASS/period", path="$.months", rule=_quoted(rules), **facts)
    return found.level


def mark(found: Class) -> str | None:
    """What prints in the corner of the paper; None when nothing does."""
    level = found.option if found.option in (NONE, WORK) else found.level
    shown = _levels()[rank(level)]["mark"]
    if not found.months:
        return shown or None
    years, rest = divmod(found.months, 12)
    form = words("secrecy")["period"]["months" if rest else "years"]
    return str(form.format(level=shown, count=found.months if rest else years))


def within_ceiling(rules: "Rulebook", level: str, ceiling: str) -> None:
    """Refused for what this PC may not hold: a state secret belongs on a machine that was set up for it."""
    if rank(level) > rank(ceiling):
        raise Refused("E-CLASS/ceiling", rule=_quoted(rules), level=_name(level), ceiling=_name(ceiling))


def ceiling_founded(rules: "Rulebook", ceiling: str, basis: str) -> None:
    """Refused when a PC is to hold state secrets and nothing says that it was set up for them."""
    if rank(ceiling) > rank(WORK) and not basis.strip():
        raise Refused("E-CLASS/machine", path="$.basis", rule=_quoted(rules), level=_name(ceiling))


def may_synchronise(ceiling: str) -> bool:
    """Whether a PC of this ceiling may exchange anything over a line."""
    return rank(ceiling) <= rank(WORK)


def _levels() -> "list[dict[str, Any]]":
    found: list[dict[str, Any]] = words("secrecy")["levels"]
    return found


def _name(level: str) -> str:
    return str(_levels()[rank(level)]["name"])


def _quoted(rules: "Rulebook") -> str:
    return rules.quote("F23")
