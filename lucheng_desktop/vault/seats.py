"""Several officers at one open practice vault, for a history of many hands: each writes under a key of their own.

A vault of real cases has one officer at a time; here people are invented, and everybody plays every part.
"""

from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, inspection
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.store import Opened, Vault

if TYPE_CHECKING:
    from lucheng_desktop.vault.slots import Entered


class Seat(Vault):
    """The same open vault as another officer has it: same connection, clock and batch; it ends before the host's."""

    def __init__(self, host: Vault, opened: Opened) -> None:
        super().__init__(opened)
        self.together = host.together

    def close(self) -> None:
        """Forget this officer's keys; the vault stays open."""
        self.keys.wipe()
        del self.author


def sit_down(host: Vault, officer: str, passphrase: str) -> Vault:
    """Let another officer in beside `host`; refused E-PASSPHRASE; E-VAULT-SEAT where the cases are real."""
    if not host.practice:
        raise Refused("E-VAULT-SEAT")
    entered = door.opened_slot(host.keyfile, officer, passphrase, None, Delay(host.path))
    entered.master.wipe()
    return Seat(host, _opened(host, entered))


def _opened(host: Vault, entered: "Entered") -> Opened:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from lucheng_desktop.vault.journal import Author

    with host.connection() as connection:
        officer = inspection.officer_of(connection, host.keyfile, entered.slot.officer)
    key = Ed25519PrivateKey.from_private_bytes(entered.own.sign)
    author = Author(host.device, bytes.fromhex(officer.id), key, host.clock)
    return Opened(
        host.path, host.keyfile, officer, entered.own, host.master, host.device_key, author, host._engine, host._lock
    )
