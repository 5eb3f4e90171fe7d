"""A seal under two locks: its key and picture open only with two halves, held by different officers' own keys.

The key of the box comes from both halves; each half is sealed to the X25519 key of everyone in its role. Whoever
releases a paper passes his half on, bound to that paper's bytes, to one keeper and to a time.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import certificates, keys
from lucheng_desktop.vault.slots import OfficerKeys

RELEASE, PRESS = "release", "press"
"""The two halves: of those who sign papers off, and of those who keep the seal."""
_HALF = 32
_KEY_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Locked:
    """A seal as it is kept: the box with key and picture, the box with the authority's key, half -> holder -> box."""

    content: bytes
    authority: bytes
    halves: Mapping[str, Mapping[str, bytes]]


@dataclass(slots=True)
class Opened:
    """A seal for the one moment of pressing; both buffers are wiped afterwards."""

    key: bytearray
    picture: bytearray

    def sign(self, data: bytes) -> bytes:
        """ECDSA of `data`."""
        return certificates.sign(bytes(self.key), data)

    def wipe(self) -> None:
        """Overwrite key and picture."""
        keys.wipe(self.key)
        keys.wipe(self.picture)


def lock(
    seal: str, key: bytes, picture: bytes, authority_key: bytes, holders: Mapping[str, Mapping[str, bytes]]
) -> Locked:
    """Lock a seal up. `holders`: half -> officer -> X25519 public key of everyone who is to hold it."""
    halves = {half: os.urandom(_HALF) for half in (RELEASE, PRESS)}
    outer = _outer(seal, halves[RELEASE], halves[PRESS])
    content = len(key).to_bytes(_KEY_LENGTH, "big") + key + picture
    box = keys.lock_up(outer, content, _bound(seal, "content"))
    authority = keys.lock_up(outer, authority_key, _bound(seal, "authority"))
    handed = {
        half: {who: hand(seal, half, halves[half], who, public) for who, public in people.items()}
        for half, people in holders.items()
    }
    for secret in (content, *halves.values()):
        keys.wipe(secret)
    keys.wipe(outer)
    return Locked(box, authority, handed)


def own_half(seal: str, half: str, boxes: Mapping[str, bytes], officer: str, own: OfficerKeys) -> bytes:
    """The half an officer holds; Refused `E-SEAL/half` when none was sealed to him."""
    found = keys.unseal(own.agree, boxes.get(officer, b""), _bound(seal, half, officer)) if officer in boxes else None
    if found is None:
        raise Refused("E-SEAL/half")
    return found


def hand(seal: str, half: str, secret: bytes, officer: str, public: bytes) -> bytes:
    """A half sealed to one more holder, by one who holds it."""
    return keys.seal(public, secret, _bound(seal, half, officer))


def released(seal: str, secret: bytes, keeper: str, public: bytes, matter: Mapping[str, Any]) -> bytes:
    """The releasing half for one keeper and one matter: what is to be sealed, which bytes, until when."""
    return keys.seal(public, secret, _matter(seal, keeper, matter))


def received(seal: str, box: bytes, keeper: str, own: OfficerKeys, matter: Mapping[str, Any]) -> bytes:
    """What `released` sealed; Refused `E-SEAL/release` for another keeper, other bytes or another time."""
    found = keys.unseal(own.agree, box, _matter(seal, keeper, matter))
    if found is None:
        raise Refused("E-SEAL/release")
    return found


def open_content(seal: str, release: bytes, press: bytes, box: bytes) -> Opened:
    """Key and picture, by both halves, which are wiped. Refused `E-SEAL/damaged`."""
    content = bytearray(_open(seal, release, press, box, "content"))
    length = int.from_bytes(content[:_KEY_LENGTH], "big") + _KEY_LENGTH
    opened = Opened(content[_KEY_LENGTH:length], content[length:])
    keys.wipe(content)
    keys.wipe(release)
    keys.wipe(press)
    return opened


def open_authority(seal: str, release: bytes, press: bytes, box: bytes) -> bytes:
    """The authority's private key; the halves stay. Refused `E-SEAL/damaged`."""
    return _open(seal, release, press, box, "authority")


def _open(seal: str, release: bytes, press: bytes, box: bytes, what: str) -> bytes:
    outer = _outer(seal, release, press)
    found = keys.unlock(outer, box, _bound(seal, what))
    keys.wipe(outer)
    if found is None:
        raise Refused("E-SEAL/damaged")
    return found


def _outer(seal: str, release: bytes, press: bytes) -> bytearray:
    both = bytearray(release + press)
    outer = keys.hkdf(both, bytes.fromhex(seal), b"lucheng/office-seal/1")
    keys.wipe(both)
    return outer


def _bound(seal: str, *parts: str) -> bytes:
    return "|".join(("lucheng/office-seal/1", seal, *parts)).encode()


def _matter(seal: str, keeper: str, matter: Mapping[str, Any]) -> bytes:
    return _bound(seal, "for", keeper, *(f"{name}={matter[name]}" for name in sorted(matter)))


# the demonstration seal of a practice vault: one lock only, and nothing worth locking


def lock_demo(seal: str, key: bytes, officer: str, public: bytes) -> bytes:
    """A demonstration key for the keeper who practises."""
    return keys.seal(public, key, _bound(seal, "demo", officer))


def open_demo(seal: str, box: bytes, officer: str, own: OfficerKeys) -> Opened:
    """The demonstration key; Refused `E-SEAL/damaged`."""
    found = keys.unseal(own.agree, box, _bound(seal, "demo", officer))
    if found is None:
        raise Refused("E-SEAL/damaged")
    return Opened(bytearray(found), bytearray())
