"""The intake role's keys: a new pair for each epoch, its private half sealed to everyone who holds the role.

A change of the role's holders begins a new epoch. A holder has one box for each epoch he may open, without gaps up to
the present one; who comes later gets the earlier ones from a holder, never from the administrator.
"""

from collections.abc import Mapping

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import keys
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
