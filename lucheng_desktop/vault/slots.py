"""An officer's way in: Argon2id of the passphrase, joined with this PC's device secret, opens the officer's slot."""

import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import keys
from lucheng_desktop.vault.keyfile import Cost, KeyFile, Slot
from lucheng_desktop.vault.keys import MasterKey

FLOOR = Cost(64 * 1024, 3, 2)
CEILING = Cost(1024 * 1024, 24, 8)
"""A doctored file must not be able to ask for 64 GiB."""
_USUAL = Cost(256 * 1024, 2, 2)
_SHORTEST, _LONGEST = 0.7, 1.2


@dataclass(frozen=True, slots=True)
class OfficerKeys:
    """Private halves, 32 bytes each: Ed25519 to sign, X25519 to receive, the intake role's X25519 where it is held."""

    sign: bytes = field(repr=False)
    agree: bytes = field(repr=False)
    intake: bytes = field(default=b"", repr=False)

    @property
    def sign_public(self) -> bytes:
        """Raw Ed25519 public key."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()

    @property
    def agree_public(self) -> bytes:
        """Raw X25519 public key."""
        return agree_public(self.agree)

    def wipe(self) -> None:
        """Overwrite the private halves in memory."""
        for key in (self.sign, self.agree, self.intake):
            keys.wipe(key)


def new_keys() -> OfficerKeys:
    """Fresh keys of one officer."""
    sign, agree = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    return OfficerKeys(sign.private_bytes_raw(), agree.private_bytes_raw())


def agree_public(private: bytes) -> bytes:
    """Raw X25519 public key of a raw private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def calibrated(seconds: Callable[[Cost], float] | None = None) -> Cost:
    """The cost that takes 0.7 to 1.2 s on this PC, never under the floor; `seconds` measures one guess."""
    measure = seconds or _seconds
    cost = _USUAL
    spent = measure(cost)
    while spent > _LONGEST and cost.memory // 2 >= FLOOR.memory:
        cost = Cost(cost.memory // 2, FLOOR.time, cost.lanes)
        spent = measure(cost)
    if spent < _SHORTEST:
        passes = round(cost.time * (_SHORTEST + _LONGEST) / 2 / max(spent, 0.001))
        cost = Cost(cost.memory, min(max(passes, cost.time + 1), CEILING.time), cost.lanes)
    return cost


def _seconds(cost: Cost) -> float:
    start = time.perf_counter()
    _stretched("calibration", bytes(16), cost)
    return time.perf_counter() - start


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Full-width and half-width typing of one passphrase are the same passphrase."""
    typed = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(typed, salt, cost.time, cost.memory, cost.lanes, 32, Type.ID)


def new_slot(
    officer: bytes, name: str, passphrase: str, own: OfficerKeys, master: MasterKey, *, vault: bytes, generation: int,
    cost: Cost, device_secret: bytes | None,
) -> Slot:  # fmt: skip
    """A slot for one officer; the private keys in it open with this passphrase alone."""
    salt = os.urandom(16)
    bound = _bound(vault, officer.hex(), generation)
    key = _slot_key(passphrase, salt, cost, device_secret or b"", bound)
    slot = Slot(
        officer.hex(), name, cost, salt, device_secret is not None, master.wrap(key, b"master" + bound),
        keys.lock_up(key, own.sign + own.agree, b"own" + bound),
        keys.seal(own.agree_public, own.intake, b"intake" + bound) if own.intake else b"",
    )  # fmt: skip
    keys.wipe(key)
    return slot


def open_slot(
    keyfile: KeyFile, slot: Slot, passphrase: str, device_secret: bytes | None
) -> tuple[MasterKey, OfficerKeys]:
    """What the slot holds, or Refused: E-PASSPHRASE, E-VAULT-DEVICE (no secret), E-VAULT-KEY-DAMAGED (absurd cost)."""
    _refuse_absurd(slot.cost)
    if slot.bound and device_secret is None:
        raise Refused("E-VAULT-DEVICE")
    bound = _bound(keyfile.vault, slot.officer, keyfile.generation)
    key = _slot_key(passphrase, slot.salt, slot.cost, device_secret if slot.bound and device_secret else b"", bound)
    secret, own = keys.unlock(key, slot.master, b"master" + bound), keys.unlock(key, slot.own, b"own" + bound)
    keys.wipe(key)
    if secret is None or own is None:
        raise Refused("E-PASSPHRASE")
    master = MasterKey(bytearray(secret), keyfile.vault)
    keys.wipe(secret)
    return master, _officer_keys(own, slot.intake, bound)


def _officer_keys(own: bytes, intake: bytes, bound: bytes) -> OfficerKeys:
    sign, agree = own[:32], own[32:]
    keys.wipe(own)
    if not intake:
        return OfficerKeys(sign, agree)
    held = keys.unseal(agree, intake, b"intake" + bound)
    if held is None:
        raise Refused("E-VAULT-KEY-DAMAGED/changed")
    return OfficerKeys(sign, agree, held)


def _refuse_absurd(cost: Cost) -> None:
    pairs = ((cost.memory, FLOOR.memory, CEILING.memory), (cost.time, 1, CEILING.time), (cost.lanes, 1, CEILING.lanes))
    if not all(low <= value <= high for value, low, high in pairs):
        raise Refused("E-VAULT-KEY-DAMAGED/changed")


def _bound(vault: bytes, officer: str, generation: int) -> bytes:
    """What ties a wrapped key to its vault, slot and generation, so that slots cannot be swapped."""
    return b"|".join((vault.hex().encode(), officer.encode(), str(generation).encode(), str(keys.SUITE).encode()))


def _slot_key(passphrase: str, salt: bytes, cost: Cost, device_secret: bytes, bound: bytes) -> bytearray:
    stretched = _stretched(passphrase, salt, cost)
    key = keys.hkdf(stretched + device_secret, salt, b"lucheng/slot/1/" + bound)
    keys.wipe(stretched)
    return key
