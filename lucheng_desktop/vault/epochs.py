"""The intake role's keys: a new pair for each epoch, its private half sealed to everyone who holds the role.

A change of the role's holders begins a new epoch. A holder has one box for each epoch he may open, without gaps up to
the present one; who comes later gets the earlier ones from a holder, never from the administrator.
"""

from collections.abc import Mapping
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import keys
from lucheng_desktop.vault.keyfile import KeyFile, Recovery, Slot
from lucheng_desktop.vault.keys import bound_to

_BOX = 32 + 32 + 16
"""Ephemeral key, private half, tag."""


def sealed(held: Mapping[int, bytes], public: bytes, vault: bytes, holder: str) -> tuple[bytes, int]:
    """(boxes, first epoch) of the private halves, sealed to the holder's X25519 key."""
    boxes = {epoch: keys.seal(public, held[epoch], _bound(vault, holder, epoch)) for epoch in held}
    return b"".join(boxes[epoch] for epoch in sorted(boxes)), min(boxes, default=1)


def opened(boxes: bytes, first: int, private: bytes, vault: bytes, holder: str) -> dict[int, bytes]:
    """epoch -> private half; Refused `E-VAULT-KEY-DAMAGED/changed`."""
    held = {}
    for epoch, box in split(boxes, first).items():
        secret = keys.unseal(private, box, _bound(vault, holder, epoch))
        if secret is None:
            raise Refused("E-VAULT-KEY-DAMAGED/changed")
        held[epoch] = secret
    return held


def split(boxes: bytes, first: int) -> dict[int, bytes]:
    """epoch -> its box."""
    return {first + at // _BOX: boxes[at : at + _BOX] for at in range(0, len(boxes), _BOX)}


def joined(boxes: bytes, first: int, more: bytes, more_from: int) -> tuple[bytes, int]:
    """Boxes and more boxes of the same holder; Refused `E-VAULT-KEY-DAMAGED/changed` if an epoch were missing."""
    both = split(more, more_from) | split(boxes, first)
    if sorted(both) != list(range(min(both, default=1), min(both, default=1) + len(both))):
        raise Refused("E-VAULT-KEY-DAMAGED/changed")
    return b"".join(both[epoch] for epoch in sorted(both)), min(both, default=1)


def _bound(vault: bytes, holder: str, epoch: int) -> bytes:
    return b"intake" + bound_to(vault, holder, epoch)


def rotated(known: KeyFile, holders: Mapping[str, bytes]) -> KeyFile:
    """A new epoch. `holders`: officer -> X25519 key of everyone who has the role; everyone else loses his boxes."""
    fresh = X25519PrivateKey.generate()
    private, epoch = fresh.private_bytes_raw(), known.intake_epoch + 1
    rotated = replace(
        known, intake_epoch=epoch, slots=tuple(_with_epoch(known, one, holders, private) for one in known.slots),
        intake_public=fresh.public_key().public_bytes_raw() if holders else b"",
        recovery=_escrowed(known, {epoch: private}),
    )  # fmt: skip
    keys.wipe(private)
    return rotated


def _with_epoch(known: KeyFile, slot: Slot, holders: Mapping[str, bytes], private: bytes) -> Slot:
    if slot.officer not in holders:
        return replace(slot, intake=b"", intake_from=1)
    return given(known, slot, holders[slot.officer], {known.intake_epoch + 1: private})


def given(known: KeyFile, slot: Slot, public: bytes, held: Mapping[int, bytes]) -> Slot:
    """The slot with the keys of more epochs."""
    boxes, first = joined(slot.intake, slot.intake_from, *sealed(held, public, known.vault, slot.officer))
    return replace(slot, intake=boxes, intake_from=first)


def _escrowed(known: KeyFile, held: Mapping[int, bytes]) -> Recovery | None:
    """The recovery sheets' part with the keys of more epochs: without them one forgotten passphrase may lose all."""
    sheets = known.recovery
    if sheets is None:
        return None
    boxes, first = joined(
        sheets.intake, sheets.intake_from, *sealed(held, sheets.public, known.vault, sheets.sheets)
    )  # fmt: skip
    return replace(sheets, intake=boxes, intake_from=first)


def escrowed(known: KeyFile, held: Mapping[int, bytes]) -> KeyFile:
    """The key file in which the recovery sheets open every epoch that is `held`."""
    sheets = known.recovery
    if sheets is None or not held or held.keys() <= split(sheets.intake, sheets.intake_from).keys():
        return known
    return replace(known, recovery=_escrowed(known, held))
