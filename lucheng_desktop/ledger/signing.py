"""Ed25519 in the raw form all our formats use: 32-byte public keys, 64-byte signatures."""

import re
from base64 import b64decode, b64encode
from typing import Protocol

_SPKI = bytes.fromhex("302a300506032b6570032100")
"""What stands before a raw Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""


_PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]{1,400})-----END PUBLIC KEY-----")


class _PublicKey(Protocol):
    def public_bytes_raw(self) -> bytes: ...


class SigningKey(Protocol):
    """The private key of an officer or a device, wherever it is kept."""

    def sign(self, data: bytes, /) -> bytes:
        """Sixty-four bytes over `data`."""

    def public_key(self) -> _PublicKey:
        """The half that everybody may know."""


def public_of(key: SigningKey) -> bytes:
    """The raw 32-byte public half."""
    return key.public_key().public_bytes_raw()


def signed_by(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` over `message` was made with the private half of `public`."""
    # loaded with the first signature, not with the first page
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def pem(public: bytes) -> bytes:
    """The public key as standard tools read it."""
    return b"-----BEGIN PUBLIC KEY-----\n" + b64encode(_SPKI + public) + b"\n-----END PUBLIC KEY-----\n"


def from_pem(text: bytes) -> tuple[bytes, ...]:
    """The raw public keys in a file of one or more; others than Ed25519 are passed over."""
    found = (b64decode(block + b"==") for block in _PEM.findall(text))
    return tuple(key[len(_SPKI) :] for key in found if key.startswith(_SPKI) and len(key) == len(_SPKI) + 32)
