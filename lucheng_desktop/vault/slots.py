"""An officer's way in: Argon2id of the passphrase, joined with this PC's device secret, opens the officer's slot."""

import os
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import epochs, keys
from lucheng_desktop.vault.keyfile import Cost, KeyFile, Slot, is_ours
from lucheng_desktop.vault.keys import MasterKey, bound_to

FLOOR = Cost(64 * 1024, 3, 2)
CEILING = Cost(1024 * 1024, 24, 8)
"""A doctored file must not be able to ask for 64 GiB."""
_USUAL = Cost(256 * 1024, 2, 2)
_SHORTEST, _LONGEST = 0.7, 1.2


@dataclass(frozen=True, slots=True)
class OfficerKeys:
    """Private halves, 32 bytes each: Ed25519 to sign, X25519 to receive, the intake role's X25519 by epoch."""

    sign: bytes = field(repr=False)
    agree: bytes = field(repr=False)
    intake: Mapping[int, bytes] = field(default_factory=dict, repr=False)

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
        for key in (self.sign, self.agree, *self.intake.values()):
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
    stretched = _stretched(passphrase, salt, cost)
    boxes, first = epochs.sealed(own.intake, own.agree_public, vault, officer.hex())
    slot = Slot(officer.hex(), name, cost, salt, device_secret is not None, b"", b"", boxes, first, generation)
    wrapped = _wrapped(slot, vault, stretched, device_secret or b"", own.sign + own.agree, master)
    keys.wipe(stretched)
    return wrapped


def _wrapped(slot: Slot, vault: bytes, stretched: bytes, device_secret: bytes, own: bytes, master: MasterKey) -> Slot:
    """The slot with master key and own keys under its key of the master key's generation; `own` is wiped."""
    bound = bound_to(vault, slot.officer, master.generation)
    key = _slot_key(stretched, slot.salt, device_secret, bound)
    wrapped = replace(
        slot, since=master.generation, handed=b"", master=master.wrap(key, b"master" + bound),
        own=keys.lock_up(key, own, b"own" + bound),
    )  # fmt: skip
    keys.wipe(key)
    keys.wipe(own)
    return wrapped


@dataclass(frozen=True, slots=True)
class Entered:
    """What an opened slot holds, and the slot as it should stand from now on."""

    master: MasterKey
    own: OfficerKeys
    slot: Slot


def open_slot(keyfile: KeyFile, slot: Slot, passphrase: str, device_secret: bytes | None) -> Entered:
    """What the slot holds, or Refused: E-PASSPHRASE, E-VAULT-DEVICE (no secret), E-VAULT-KEY-DAMAGED (absurd cost)."""
    _refuse_absurd(slot.cost)
    if slot.bound and device_secret is None:
        raise Refused("E-VAULT-DEVICE")
    secret = device_secret if slot.bound and device_secret else b""
    stretched = _stretched(passphrase, slot.salt, slot.cost)
    try:
        return _entered(keyfile, slot, stretched, secret)
    finally:
        keys.wipe(stretched)


def lies_elsewhere(keyfile: KeyFile, mine: Slot, passphrase: str, device_secret: bytes | None) -> bool:
    """Whether the passphrase opens what lies in another slot, while the key file is not as we wrote it.

    Who types his own passphrase under another's name opens a slot too, but in a key file that is sound.
    """
    others = [slot for slot in keyfile.slots if slot.officer != mine.officer and is_lawful(slot.cost)]
    return any(_fits(keyfile, slot, mine, passphrase, device_secret or b"") for slot in others)


def _fits(keyfile: KeyFile, slot: Slot, mine: Slot, passphrase: str, device_secret: bytes) -> bool:
    stretched = _stretched(passphrase, slot.salt, slot.cost)
    secret = device_secret if slot.bound else b""
    try:
        for since in {slot.since, mine.since}:
            if _opens(keyfile, replace(slot, officer=mine.officer, since=since), stretched, secret):
                return True
        return _opens(keyfile, slot, stretched, secret) and not _is_sound(keyfile, slot, stretched, secret)
    finally:
        keys.wipe(stretched)


def _opens(keyfile: KeyFile, slot: Slot, stretched: bytes, device_secret: bytes) -> bool:
    bound = bound_to(keyfile.vault, slot.officer, slot.since)
    key = _slot_key(stretched, slot.salt, device_secret, bound)
    own = keys.unlock(key, slot.own, b"own" + bound)
    keys.wipe(key)
    keys.wipe(own or b"")
    return own is not None


def _is_sound(keyfile: KeyFile, slot: Slot, stretched: bytes, device_secret: bytes) -> bool:
    """Whether the master key in the slot has written the key file."""
    try:
        entered = _entered(keyfile, slot, stretched, device_secret)
    except Refused:
        return False
    ours = is_ours(keyfile, entered.master)
    entered.master.wipe()
    entered.own.wipe()
    return ours


def _entered(keyfile: KeyFile, slot: Slot, stretched: bytes, device_secret: bytes) -> Entered:
    bound = bound_to(keyfile.vault, slot.officer, slot.since)
    key = _slot_key(stretched, slot.salt, device_secret, bound)
    own, wrapped = keys.unlock(key, slot.own, b"own" + bound), keys.unlock(key, slot.master, b"master" + bound)
    keys.wipe(key)
    if own is None or wrapped is None:
        raise Refused("E-PASSPHRASE")
    if slot.handed:
        keys.wipe(wrapped)
        wrapped = received(keyfile, slot.officer, slot.handed, own[32:])
    master = master_of(keyfile, wrapped)
    held = epochs.opened(slot.intake, slot.intake_from, own[32:], keyfile.vault, slot.officer)
    mine = OfficerKeys(own[:32], own[32:], held)
    current = _wrapped(slot, keyfile.vault, stretched, device_secret, own, master) if slot.handed else slot
    keys.wipe(own)
    return Entered(master, mine, current)


def master_of(keyfile: KeyFile, secret: bytes) -> MasterKey:
    """The master key from its 32 bytes, which are wiped."""
    former = {one.generation: one.blob_key for one in keyfile.former}
    master = MasterKey(bytearray(secret), keyfile.vault, keyfile.generation, former)
    keys.wipe(secret)
    return master


def handed(keyfile: KeyFile, holder: str, public: bytes, master: MasterKey) -> bytes:
    """The master key sealed to its holder, who was not there when this generation began."""
    return master.seal(public, b"handed" + bound_to(keyfile.vault, holder, master.generation))


def received(keyfile: KeyFile, holder: str, box: bytes, private: bytes) -> bytes:
    """What `handed` sealed; Refused `E-VAULT-KEY-DAMAGED/changed`."""
    secret = keys.unseal(private, box, b"handed" + bound_to(keyfile.vault, holder, keyfile.generation))
    if secret is None:
        raise Refused("E-VAULT-KEY-DAMAGED/changed")
    return secret


def _refuse_absurd(cost: Cost) -> None:
    if not is_lawful(cost):
        raise Refused("E-VAULT-KEY-DAMAGED/changed")


def is_lawful(cost: Cost) -> bool:
    """Whether a slot may ask for so much and must ask for no less."""
    pairs = ((cost.memory, FLOOR.memory, CEILING.memory), (cost.time, 1, CEILING.time), (cost.lanes, 1, CEILING.lanes))
    return all(low <= value <= high for value, low, high in pairs)


def _slot_key(stretched: bytes, salt: bytes, device_secret: bytes, bound: bytes) -> bytearray:
    joined = bytearray(stretched + device_secret)
    key = keys.hkdf(joined, salt, b"lucheng/slot/1/" + bound)
    keys.wipe(joined)
    return key
