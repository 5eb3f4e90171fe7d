"""The demonstration seal of a practice vault: its key under the keeper's own lock."""

from dataclasses import dataclass

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import certificates, keys
from lucheng_desktop.vault.slots import OfficerKeys


@dataclass(slots=True)
class Opened:
    """A seal for the one moment of sealing; the key is wiped afterwards."""

    key: bytearray

    def sign(self, data: bytes) -> bytes:
        """ECDSA of `data`."""
        return certificates.sign(bytes(self.key), data)

    def wipe(self) -> None:
        """Overwrite the key."""
        keys.wipe(self.key)


def lock_demo(seal: str, key: bytes, officer: str, public: bytes) -> bytes:
    """A demonstration key for the keeper who practises."""
    return keys.seal(public, key, _bound(seal, officer))


def open_demo(seal: str, box: bytes, officer: str, own: OfficerKeys) -> Opened:
    """The demonstration key; Refused `E-SEAL/damaged`."""
    found = keys.unseal(own.agree, box, _bound(seal, officer))
    if found is None:
        raise Refused("E-SEAL/damaged")
    return Opened(bytearray(found))


def _bound(seal: str, officer: str) -> bytes:
    return f"lucheng/office-seal/1|{seal}|demo|{officer}".encode()
