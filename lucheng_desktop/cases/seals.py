"""What the office's own seal may be used for: who holds which half of it, and what was released to whom until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

RULE = "C40"
KEEPING, SIGNING = "seal_document", "release_sealing"
"""The steps whose actors may keep a seal, and release its use."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An officer who is to hold a half of a seal."""

    officer: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What was released: which seal, to which keeper, for which bytes (SHA-256), until the end of which day."""

    seal: str
    keeper: str
    sha256: str
    until: date


def fitting_holders(rules: "Rulebook", keeper: Holder, approvers: Sequence[Holder]) -> None:
    """Refused E-SEAL-HOLDER/* unless the keeper keeps seals, each approver signs papers off, and nobody is both."""
    if not approvers:
        raise Refused("E-SEAL-HOLDER/none", path="$.approvers", rule=rules.quote(RULE))
    for who, step in ((keeper, KEEPING), *((one, SIGNING) for one in approvers)):
        move = rules.procedure("document").transition(step)
        if move is None or not {*move.actors} & {*who.roles}:
            actors = words("sealing")["comma"].join(rules.term("roles", code) for code in (move.actors if move else ()))
            title = move.title if move else step
            raise Refused("E-SEAL-HOLDER/role", rule=rules.quote(RULE), name=who.name, title=title, actors=actors)
    if keeper.officer in {one.officer for one in approvers}:
        raise Refused("E-SEAL-HOLDER/both", path="$.keeper", rule=rules.quote(RULE), name=keeper.name)


def released(rules: "Rulebook", release: Release | None, wanted: Release) -> None:
    """Refused E-SEAL/* unless exactly this was released; `wanted.until` is the day on which it is asked for."""
    if release is None:
        raise Refused("E-SEAL/unreleased", rule=rules.quote(RULE))
    if release.seal != wanted.seal:
        raise Refused("E-SEAL/other", rule=rules.quote(RULE))
    if release.keeper != wanted.keeper:
        raise Refused("E-SEAL/keeper", rule=rules.quote(RULE))
    if release.sha256 != wanted.sha256:
        raise Refused("E-SEAL/bytes", rule=rules.quote(RULE), released=release.sha256[:12], found=wanted.sha256[:12])
    if wanted.until > release.until:
        raise Refused("E-SEAL/expired", rule=rules.quote(RULE), until=release.until.isoformat())


def own_name(rules: "Rulebook", issuers: Sequence[str], name: str) -> int:
    """Which of the signatures is the seal's; refused E-SEAL/issuer when the paper is in other names only."""
    if name not in issuers:
        comma = words("sealing")["comma"]
        raise Refused("E-SEAL/issuer", rule=rules.quote(RULE), name=name, issuers=comma.join(issuers))
    return list(issuers).index(name)
