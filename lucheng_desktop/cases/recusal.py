"""Recusal: who is kept from a case, by what relation, and who decides it."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook, Transition

STANDING = ("declared", "upheld")
"""States in which a recusal keeps its officer away: an own declaration at once, another's proposal when upheld."""
OF_THE_HOUSE = frozenset(
    ("office", "officer", "device", "recusal", "register", "peer", "pack", "handover", "printer", "office_seal")
)
"""Kinds that are about no matter; the own recusal is for its officer to read."""
_LEADING = frozenset(
    ("person", "petition", "allegation", "clearance", "tolerance", "redeployment", "document", "subject", "accused")
) | {"owner", "mentor", "meeting", "prefiled"}
LED_BY: tuple[tuple[str, str], ...] = tuple(
    (kind.name, column)
    for kind in KINDS.values()
    if kind.name not in OF_THE_HOUSE
    for column in kind.columns
    if column in _LEADING
)
"""(kind, column): whoever is kept from the record that the column names is kept from the record that has it."""
OWN_STEPS = frozenset(("declare_recusal", "propose_recusal"))
"""Whoever is recused may still say so, of themselves or of a colleague."""
_COMPLAINANT = "complainant"
_PRINCIPAL = "principal"


def not_recused(rules: "Rulebook", move: "Transition", kept_from: Mapping[str, str], touched: Collection[str]) -> None:
    """Refused when a step touches a person or record its officer is recused from; the relation is named, nobody is."""
    relations = sorted({relation for target, relation in kept_from.items() if target in touched})
    if relations:
        facts = {"title": move.title, "relation": rules.term("recusal_relations", relations[0])}
        actors = "、".join(rules.term("roles", actor) for actor in move.actors)
        raise Refused("E-RECUSED", rule=f"{rules.quote('C20')}；{rules.quote('F18')}", actors=actors, **facts)


def not_read(rules: "Rulebook", relation: str) -> None:
    """Refused always: the officer is recused by this relation from what was to be read."""
    raise Refused("E-RECUSED/read", rule=rules.quote("C32"), relation=rules.term("recusal_relations", relation))


def relation_told(rules: "Rulebook", relation: str, reason: str) -> None:
    """Refused unless the relation is known and explained; of a complainant no word beyond the relation is kept."""
    rules.known("recusal_relations", relation, "relation")
    if relation == _COMPLAINANT and reason.strip():
        raise Refused("E-RECUSAL/identity", path="$.reason", rule=rules.quote("C20"))
    if relation != _COMPLAINANT and not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")


def decided_here(rules: "Rulebook", roles: Collection[str]) -> None:
    """Refused for the principal, whose recusal the higher organ decides; `roles` are those of the officer concerned."""
    if _PRINCIPAL in roles:
        raise Refused("E-RECUSAL/principal", rule=rules.quote("C20"))


def decided_by_principal(rules: "Rulebook", roles: Collection[str]) -> None:
    """Refused when another's recusal would be entered by anybody but the principal; `roles`: of whoever enters it."""
    if _PRINCIPAL not in roles:
        raise Refused("E-RECUSAL/proposed", rule=rules.quote("C20"))


def decided_above(rules: "Rulebook", roles: Collection[str], reference: str) -> None:
    """Refused unless it is the principal's recusal and the higher organ's paper is named."""
    if _PRINCIPAL not in roles:
        raise Refused("E-RECUSAL/here", rule=rules.quote("C20"))
    if not reference.strip():
        raise Refused("E-INPUT/blank", path="$.reference")


def another_officer(rules: "Rulebook", officer: str, decider: str) -> None:
    """Refused when an officer would decide the own recusal."""
    if officer == decider:
        raise Refused("E-RECUSAL/own", rule=rules.quote("C20"))
