"""A seal under two locks: its key and picture open only with two halves, each under another officer's own key.

The key of the box comes from both halves: one is sealed to the X25519 key of each who may release the seal, the other
to its keeper's. Whoever releases passes his half on to the keeper, bound to one matter: a paper's bytes, a hand-over.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from lucheng_desktop.ledger.canonical import pack, unpack
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs, certificates, durable, keys
from lucheng_desktop.vault.slots import OfficerKeys
from lucheng_desktop.vault.tables import blob

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.store import Vault

RELEASE, PRESS = "release", "press"
"""The two halves: of those who release the sealing of a paper, and of the one who keeps the seal."""
_HALF = 32
_LABEL = "lucheng/office-seal/1"
Holders = Mapping[str, Mapping[str, bytes]]
"""Half -> officer -> X25519 public key."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A seal as it is kept: one box with two parts, and who holds which half: `half`, `officer`, `box`."""

    box: bytes = field(repr=False)
    halves: tuple[Mapping[str, Any], ...] = field(repr=False)


@dataclass(slots=True)
class Opened:
    """A seal for the one moment it is used; `key` is what its form signs with, `picture` what it presses."""

    key: bytearray = field(repr=False)
    picture: bytearray = field(default_factory=bytearray, repr=False)

    def sign(self, data: bytes) -> bytes:
        """ECDSA of `data` under a soft key."""
        return certificates.sign(bytes(self.key), data)

    def wipe(self) -> None:
        """Overwrite key and picture."""
        keys.wipe(self.key)
        keys.wipe(self.picture)


def lock(seal: str, opened: Opened, authority: bytes | bytearray, holders: Holders) -> Locked:
    """Lock a seal and the key of its authority up, for everyone in `holders`, under fresh halves."""
    halves = {half: bytearray(os.urandom(_HALF)) for half in (RELEASE, PRESS)}
    outer = _outer(seal, halves[RELEASE], halves[PRESS])
    content = pack({"key": bytes(opened.key), "picture": bytes(opened.picture)})
    parts = {name: keys.lock_up(outer, secret, _bound(seal, name))
             for name, secret in (("content", content), ("authority", authority))}  # fmt: skip
    handed = tuple(
        {"half": half, "officer": who, "box": keys.seal(public, halves[half], _bound(seal, half, who))}
        for half, people in holders.items() for who, public in people.items()
    )  # fmt: skip
    keys.wipe(content)
    for secret in (outer, *halves.values()):
        keys.wipe(secret)
    return Locked(pack(parts), handed)


def own_half(seal: str, half: str, halves: Iterable[Mapping[str, Any]], officer: str, own: OfficerKeys) -> bytes:
    """The half an officer holds; the caller wipes it. Refused `E-SEAL/half` when none was sealed to him."""
    boxes = [one["box"] for one in halves if (one["half"], one["officer"]) == (half, officer)]
    found = keys.unseal(own.agree, boxes[-1], _bound(seal, half, officer)) if boxes else None
    if found is None:
        raise Refused("E-SEAL/half")
    return found


def released(seal: str, half: bytes, keeper: str, public: bytes, matter: Mapping[str, Any]) -> bytes:
    """The releasing half, which is wiped, for one keeper and one matter: which paper, which bytes, until when."""
    box = keys.seal(public, half, _matter(seal, keeper, matter))
    keys.wipe(half)
    return box


def received(seal: str, box: bytes, keeper: str, own: OfficerKeys, matter: Mapping[str, Any]) -> bytes:
    """What `released` sealed; Refused `E-SEAL/release` for another keeper, other bytes, another day."""
    found = keys.unseal(own.agree, box, _matter(seal, keeper, matter))
    if found is None:
        raise Refused("E-SEAL/release")
    return found


def open_content(seal: str, release: bytes, press: bytes, box: bytes) -> Opened:
    """Key and picture by both halves. Refused `E-SEAL/damaged`."""
    content = _open(seal, release, press, box, "content")
    parts = unpack(content)
    opened = Opened(bytearray(parts["key"]), bytearray(parts["picture"]))
    for secret in (content, parts["key"], parts["picture"]):
        keys.wipe(secret)
    return opened


def open_authority(seal: str, release: bytes, press: bytes, box: bytes) -> bytearray:
    """The authority's private key by both halves. Refused `E-SEAL/damaged`."""
    found = _open(seal, release, press, box, "authority")
    key = bytearray(found)
    keys.wipe(found)
    return key


def _open(seal: str, release: bytes, press: bytes, box: bytes, what: str) -> bytes:
    outer = _outer(seal, release, press)
    try:
        found = keys.unlock(outer, unpack(box)[what], _bound(seal, what))
    except (ValueError, KeyError, TypeError):
        found = None
    keys.wipe(outer)
    if found is None:
        raise Refused("E-SEAL/damaged")
    return found


def _outer(seal: str, release: bytes | bytearray, press: bytes | bytearray) -> bytearray:
    both = bytearray(release) + press
    outer = keys.hkdf(both, bytes.fromhex(seal), _LABEL.encode())
    keys.wipe(both)
    return outer


def _bound(seal: str, *parts: str) -> bytes:
    return "|".join((_LABEL, seal, *parts)).encode()


def _matter(seal: str, keeper: str, matter: Mapping[str, Any]) -> bytes:
    return _bound(seal, "for", keeper) + b"|" + pack(dict(matter))


def destroy(shelf: "Shelf", content: str) -> str:
    """Forget a locked box within this transaction; the name of its file, which `erase` removes once it is over."""
    file = shelf._connection.execute(select(blob.c.file).where(blob.c.content == content)).scalar()
    shelf._connection.execute(delete(blob).where(blob.c.content == content))
    return str(file or "")


def erase(vault: "Vault", file: str) -> None:
    """Remove the file of a destroyed box from this vault; a kill before it leaves that to the next opening."""
    if file:
        place = blobs.path_of(vault.blobs, file)
        place.unlink(missing_ok=True)
        if place.parent.is_dir():
            durable.sync_folder(place.parent)


# the demonstration seal of a practice vault: one lock only, and nothing worth locking


def lock_demo(seal: str, key: bytes, officer: str, public: bytes) -> bytes:
    """A demonstration key for the keeper who practises."""
    return keys.seal(public, key, _demo_bound(seal, officer))


def open_demo(seal: str, box: bytes, officer: str, own: OfficerKeys) -> Opened:
    """The demonstration key; Refused `E-SEAL/damaged`."""
    found = keys.unseal(own.agree, box, _demo_bound(seal, officer))
    if found is None:
        raise Refused("E-SEAL/damaged")
    return Opened(bytearray(found))


def _demo_bound(seal: str, officer: str) -> bytes:
    return _bound(seal, "demo", officer)
