"""Keys in memory: the vault master key, keys derived from it by label, and boxes sealed to a public key."""

import ctypes
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = 1
"""AES-256, ChaCha20, SHA-256, Ed25519, X25519; 2 is kept for SM2, SM3, SM4."""
_BYTES_HEAD = bytes.__basicsize__ - 1


class MasterKey:
    """The vault master key in the one buffer that is wiped; every other key comes from it by label."""

    def __init__(self, secret: bytearray, vault: bytes) -> None:
        assert len(secret) == 32
        self._secret, self._vault = secret, vault

    def __repr__(self) -> str:
        return "MasterKey()"

    def derive(self, label: str) -> bytearray:
        """The 32-byte key of one purpose; the caller wipes it."""
        return hkdf(self._secret, self._vault, b"lucheng/vault/1/" + label.encode())

    def mac(self, label: str, data: bytes) -> bytes:
        """HMAC-SHA256 of `data` under the key of one purpose."""
        key = self.derive(label)
        try:
            return hmac.digest(key, data, "sha256")
        finally:
            wipe(key)

    def wrap(self, slot_key: bytes | bytearray, bound: bytes) -> bytes:
        """The master key, encrypted under the key of a slot."""
        return lock_up(slot_key, self._secret, bound)

    def wipe(self) -> None:
        """Forget the key; nothing can be derived afterwards."""
        wipe(self._secret)


def hkdf(secret: bytes | bytearray, salt: bytes, info: bytes) -> bytearray:
    """HKDF-SHA256 to 32 bytes, straight into a buffer that can be wiped."""
    key = bytearray(32)
    HKDF(hashes.SHA256(), 32, salt, info).derive_into(secret, key)
    return key


def wipe(buffer: bytes | bytearray) -> None:
    """Overwrite a key. Bytes too: hand over only objects that nobody else holds."""
    if isinstance(buffer, bytearray):
        buffer[:] = bytes(len(buffer))
    elif len(buffer) > 1:  # the empty and the one-byte objects are shared by the whole interpreter
        ctypes.memset(id(buffer) + _BYTES_HEAD, 0, len(buffer))


def lock_up(key: bytes | bytearray, secret: bytes | bytearray, bound: bytes) -> bytes:
    """nonce(12) + AES-256-GCM of `secret`; `bound` must be the same again at opening."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound)


def unlock(key: bytes | bytearray, box: bytes, bound: bytes) -> bytes | None:
    """What `lock_up` locked, or None for another key, another binding or a changed byte."""
    try:
        return AESGCM(key).decrypt(box[:12], box[12:], bound)
    except (InvalidTag, ValueError):
        return None


def seal(public: bytes, secret: bytes, bound: bytes) -> bytes:
    """ephemeral(32) + box: anybody may write it, only the holder of the private half opens it."""
    once = X25519PrivateKey.generate()
    ephemeral = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return ephemeral + _box(shared, ephemeral, public).encrypt(bytes(12), secret, bound)


def unseal(private: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """What `seal` sealed, or None for another key, another binding or a changed byte."""
    own = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
        return _box(shared, sealed[:32], own.public_key().public_bytes_raw()).decrypt(bytes(12), sealed[32:], bound)
    except (InvalidTag, ValueError):
        return None


def _box(shared: bytes, ephemeral: bytes, public: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hkdf(shared, ephemeral + public, b"lucheng/seal/1"))
