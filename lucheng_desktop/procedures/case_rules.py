"""The rules a tolerance case is judged by: those it began under, until an officer moves it to the ones in use."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import criteria, pack_changes
from lucheng_desktop.cases.pack_changes import Change
from lucheng_desktop.cases.rulebook import load, packs
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.packs import kept_rules
from lucheng_desktop.procedures.reading import looking
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook
    from lucheng_desktop.ledger.merge import State

FIELD, OPEN_AGAIN = "rules.pack", "rules.reconfirm"


@dataclass(frozen=True, slots=True)
class UpgradeCaseRules:
    """Judge the case by the rules in use now."""

    case: str


@dataclass(frozen=True, slots=True)
class CaseRulesUpgraded:
    """`reconfirm` names the answers whose rule reads otherwise: each is to be given again first."""

    case: str
    rules: str
    reconfirm: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRules:
    """What a case is judged by, what is in use now, how they differ, and which answers that touches."""

    case: str
    rules: str
    in_use: str
    changes: tuple[Change, ...]
    reconfirm: tuple[str, ...]


def pinned(desk: Desk, record: "State") -> "Rulebook":
    """The rules a case began under or was moved to; those in use if that version is gone."""
    version = _version(record)
    if version in ("", edition(desk.rules)):
        return desk.rules
    own = kept_rules(desk, *version.split(" ", 1))
    program = [load(pack.id) for pack in packs() if f"{pack.id} {pack.version}" == version]
    return next((found for found in (own, *program) if found), desk.rules)


def rules_of(desk: Desk, case: str) -> "Rulebook":
    """What a tolerance case is judged by."""
    with looking(desk) as shelf:
        record = shelf.record("tolerance", case)
    return pinned(desk, record)


def edition(rules: "Rulebook") -> str:
    """A pack as transitions name it."""
    return f"{rules.pack.id} {rules.pack.version}"


def _version(record: "State") -> str:
    first = record.steps[0].body.get("pack", "") if record.steps else ""
    return str(record.fields.get(FIELD, first))


def compare_case_rules(desk: Desk, case: str) -> CaseRules:
    """What moving a case to the rules in use would change; nothing is written."""
    with looking(desk) as shelf:
        record = shelf.record("tolerance", case)
    old = pinned(desk, record)
    changes = pack_changes.diff_packs(old, desk.rules)
    return CaseRules(case, edition(old), edition(desk.rules), changes, _touched(old, desk.rules, record))


@step("tolerance")
def upgrade_case_rules(desk: Desk, order: UpgradeCaseRules) -> CaseRulesUpgraded:
    """Move an open assessment to the rules in use; answers they touch are kept and marked to be given again.

    Refused E-PACK/same when they are in use for it already.
    """
    from lucheng_desktop.procedures.tolerance import assessor

    with desk.vault.transaction() as shelf:
        record = assessor(desk, shelf, order.case)
        old = pinned(desk, record)
        if edition(old) == edition(desk.rules):
            raise Refused("E-PACK/same", pack=desk.rules.pack.title, version=desk.rules.pack.version)
        again = sorted({*_touched(old, desk.rules, record), *record.fields.get(OPEN_AGAIN, ())})
        shelf.set("tolerance", order.case, {FIELD: edition(desk.rules), OPEN_AGAIN: again})
    return CaseRulesUpgraded(order.case, edition(desk.rules), tuple(again))


def _touched(old: "Rulebook", new: "Rulebook", record: "State") -> tuple[str, ...]:
    return pack_changes.to_reconfirm(old, new, criteria.answers(record.fields))


def given_again(record: "State", path: str) -> dict[str, Any]:
    """The mark without an answer that is given now; nothing where there is no such mark."""
    marked = record.fields.get(OPEN_AGAIN, ())
    return {OPEN_AGAIN: [one for one in marked if one != path]} if path in marked else {}


def all_given_again(desk: Desk, record: "State") -> None:
    """Refused E-PACK/reconfirm while an answer stands from before its rule changed."""
    if marked := record.fields.get(OPEN_AGAIN, ()):
        raise Refused("E-PACK/reconfirm", rule=pinned(desk, record).pack.title, count=len(marked), first=marked[0])
