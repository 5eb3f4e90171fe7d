"""The intake role at the sealed identities: opened for a purpose and a time, found by exact name or number."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import sealed

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.store import Vault

MINUTES = 10
"""How long an identity stays open for one stated purpose."""


@dataclass(frozen=True, slots=True)
class Grant:
    """An opening that still runs, by this process's own clock, which nobody can set; it ends with the session."""

    purpose: str
    until: float


def grant(
    shelf: "Shelf", petition: str, purpose: str, minutes: int = MINUTES, now: Callable[[], float] = time.monotonic
) -> Mapping[str, str]:
    """Open an identity for a purpose; until the time is up it may be seen again, then for a purpose stated anew."""
    facts = shelf.open_identity(petition, purpose, minutes)
    shelf._vault.grants[petition] = Grant(purpose, now() + 60 * minutes)
    return facts


def again(vault: "Vault", petition: str, now: Callable[[], float] = time.monotonic) -> Mapping[str, str]:
    """What a running opening shows; Refused `E-IDENTITY/expired` when there is none any more."""
    running = vault.grants.get(petition)
    if running is None or now() >= running.until:
        vault.grants.pop(petition, None)
        raise Refused("E-IDENTITY/expired")
    with vault.connection() as connection:
        return sealed.unseal(connection, vault.keys.intake, vault.keyfile.vault, petition)


def find(shelf: "Shelf", text: str, purpose: str) -> tuple[str, ...]:
    """Petitions whose complainant has exactly this name, phone or identity number; the ledger hears that, not whom."""
    vault = shelf._vault
    if not purpose.strip():
        raise Refused("E-IDENTITY/purpose")
    if not vault.keys.intake:
        _witness(shelf, {"what": "identity_search_refused", "purpose": purpose})
        raise Refused("E-IDENTITY", officer=vault.officer.name)
    found = sealed.find(shelf._connection, vault.keys.intake, vault.keyfile.vault, text)
    _witness(shelf, {"what": "identity_searched", "purpose": purpose, "found": len(found)})
    return found


def _witness(shelf: "Shelf", body: Mapping[str, Any]) -> None:
    office = shelf._vault.office
    shelf.append("office", office, "note", body)
    shelf.witnessed.append(("office", office, body))
