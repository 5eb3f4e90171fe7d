"""Exact search over sealed identities: keyed sums of names and numbers, by a key that only the intake role holds.

Without that key nobody can try out names, not even who holds the vault's master key.
"""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import blake2b

from lucheng_desktop.vault import keys

_FIELDS = {"name": "name", "aliases": "name", "phone": "phone", "id_no": "id_no"}
"""Fields of an identity that can be searched for -> what they are searched as."""
SIZE = 16
_ROOM = 8
"""Sums stand in groups of eight, the rest random: their number tells nothing."""


def tokens(private: bytes, vault: bytes, facts: Mapping[str, str]) -> bytes:
    """The sums of one identity, one behind another."""
    key = _key(private, vault)
    found = [_token(key, kind, value) for kind, value in sorted(set(_values(facts)))]
    keys.wipe(key)
    return b"".join(found) + os.urandom(-len(found) % _ROOM * SIZE)


def wanted(private: bytes, vault: bytes, text: str) -> frozenset[bytes]:
    """The sums by which an identity that holds the text as a name or number is known."""
    key = _key(private, vault)
    found = frozenset(_token(key, kind, spelled) for kind in set(_FIELDS.values()) if (spelled := normal(kind, text)))
    keys.wipe(key)
    return found


def holds(tokens: bytes, sums: frozenset[bytes]) -> bool:
    """Whether one of the sums stands among the tokens."""
    return any(tokens[at : at + SIZE] in sums for at in range(0, len(tokens), SIZE))


def matches(facts: Mapping[str, str], text: str) -> bool:
    """The same question to an open identity, for one that was sealed by an officer without the role."""
    return any(value == normal(kind, text) for kind, value in _values(facts))


def normal(kind: str, text: str) -> str:
    """One spelling: width, case, spaces and punctuation do not count; a phone number by its last eleven digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    spelled = "".join(character for character in folded if unicodedata.category(character)[0] in "LN")
    return spelled[-11:] if kind == "phone" else spelled


def _values(facts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, kind in _FIELDS.items():
        for line in facts.get(field, "").splitlines():
            if spelled := normal(kind, line):
                yield kind, spelled


def _key(private: bytes, vault: bytes) -> bytearray:
    return keys.hkdf(private, vault, b"lucheng/blind/1")


def _token(key: bytearray, kind: str, spelled: str) -> bytes:
    return blake2b(f"{kind}|{spelled}".encode(), key=key, digest_size=SIZE).digest()
