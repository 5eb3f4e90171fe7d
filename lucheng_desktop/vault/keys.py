"""Keys in memory: the vault master key, keys derived from it by label, and boxes sealed to a public key."""

import ctypes
import hmac
import os
from collections.abc import Mapping

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

    def __init__(
        self, secret: bytearray, vault: bytes, generation: int = 1, former: Mapping[int, bytes] | None = None
    ) -> None:
        assert len(secret) == 32
        self._secret, self._vault = secret, vault
        self.generation, self._former = generation, dict(former or {})

    def __repr__(self) -> str:
        return "MasterKey()"

    @property
    def vault(self) -> bytes:
        """Id of the vault that it opens."""
        return self._vault

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

    def seal(self, public: bytes, bound: bytes) -> bytes:
        """The master key, sealed to the holder of a private key."""
        return seal(public, self._secret, bound)

    def blob_key(self, generation: int) -> bytearray | None:
        """The key of the attachments of a generation, or None when it is unknown; the caller wipes it."""
        if generation == self.generation:
            return self.derive("blob")
        outer = self.derive("former")
        found = unlock(outer, self._former.get(generation, b""), former_bound(self._vault, generation))
        wipe(outer)
        return bytearray(found) if found is not None else None

    def heir(self) -> "MasterKey":
        """The master key of the next generation, which still reads the attachments of all before."""
        heir = MasterKey(bytearray(os.urandom(32)), self._vault, self.generation + 1)
        outer = heir.derive("former")
        for generation in (*self._former, self.generation):
            key = self.blob_key(generation)
            assert key is not None
            heir._former[generation] = lock_up(outer, key, former_bound(self._vault, generation))
            wipe(key)
        wipe(outer)
        return heir

    @property
    def former(self) -> Mapping[int, bytes]:
        """Generation -> key of its attachments, wrapped under this key."""
        return dict(self._former)

    def forget_former(self) -> None:
        """No attachment of an earlier generation is left."""
        self._former.clear()

    def wipe(self) -> None:
        """Forget the key; nothing can be derived afterwards."""
        wipe(self._secret)


def bound_to(vault: bytes, holder: str, number: int) -> bytes:
    """What ties a wrapped key to its vault, holder and generation or epoch, so that none can stand for another."""
    return b"|".join((vault.hex().encode(), holder.encode(), str(number).encode(), str(SUITE).encode()))


def former_bound(vault: bytes, generation: int) -> bytes:
    """What ties the key of an earlier generation's attachments to its vault and generation."""
    return b"former|" + vault + generation.to_bytes(4, "big")


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


def seal(public: bytes, secret: bytes | bytearray, bound: bytes) -> bytes:
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
