"""Ed25519 in the raw form all our formats use: 32-byte public keys, 64-byte signatures."""

from base64 import b64encode
from typing import Protocol

_SPKI = bytes.fromhex("302a300506032b6570032100")
"""What stands before a raw Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""


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
