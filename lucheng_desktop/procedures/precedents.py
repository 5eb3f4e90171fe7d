"""The drawer of precedents: what was decided in cases like this one, without a word about whose they were."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.cases import criteria
from lucheng_desktop.cases import precedents as rules
from lucheng_desktop.cases.precedents import Decided, Precedent
from lucheng_desktop.procedures.reading import looking

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk


@dataclass(frozen=True, slots=True)
class Precedents:
    """The nearest decided cases, and how often each outcome stands among them."""

    nearest: tuple[Precedent, ...]
    outcomes: dict[str, int]


def list_precedents(desk: "Desk", case: str, count: int = 3) -> Precedents:
    """The decided cases whose coded answers are most like those of `case`, explained and anonymous."""
    with looking(desk) as shelf:
        record = shelf.record("tolerance", case)
        columns = ("id", "pattern", "outcome", "approved_on", "voided")
        rows = shelf.rows("tolerance", columns)
    own = rules.pattern(criteria.from_fields(desk.rules, record.fields))
    decided = (
        Decided(pattern, outcome, approved[:4])
        for id_, pattern, outcome, approved, voided in rows
        if id_ != case and pattern and outcome and approved and not voided
    )
    found = rules.nearest(own, decided, count)
    return Precedents(found, rules.outcomes(found))
