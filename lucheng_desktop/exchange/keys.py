"""Raw X25519 keys in the text form of age (bech32), and the short prints by which a bundle names its readers."""

from collections.abc import Iterable
from hashlib import sha256

from pyrage import x25519

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_RECIPIENT, _IDENTITY = "age", "age-secret-key-"


def _checksum(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check


def _spread(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _fives(data: bytes) -> list[int]:
    """Eight-bit bytes as five-bit groups, the last one filled up with zeros."""
    spare = -len(data) * 8 % 5
    number = int.from_bytes(data, "big") << spare
    count = (len(data) * 8 + spare) // 5
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _bech32(prefix: str, data: bytes) -> str:
    values = _fives(data)
    check = _checksum([*_spread(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * place & 31 for place in reversed(range(6))]
    return f"{prefix}1" + "".join(_ALPHABET[value] for value in values)


def _raw(prefix: str, text: str) -> bytes:
    values = [_ALPHABET.index(letter) for letter in text[len(prefix) + 1 :]]
    if not text.startswith(f"{prefix}1") or len(values) != 58 or _checksum([*_spread(prefix), *values]) != 1:
        raise ValueError("not an age key")
    number = 0
    for value in values[:-6]:
        number = number << 5 | value
    return (number >> 4).to_bytes(32, "big")


def _sized(key: bytes) -> bytes:
    if len(key) != 32:
        raise ValueError(f"a key of {len(key)} bytes")
    return key


def recipient_text(public: bytes) -> str:
    """`age1...` of a raw 32-byte X25519 public key."""
    return _bech32(_RECIPIENT, _sized(public))


def identity_text(private: bytes) -> str:
    """`AGE-SECRET-KEY-1...` of a raw 32-byte X25519 private key."""
    return _bech32(_IDENTITY, _sized(private)).upper()


def recipient(public: bytes) -> x25519.Recipient:
    """The reader who owns the raw X25519 key `public`."""
    return x25519.Recipient.from_str(recipient_text(public))


def identity(private: bytes) -> x25519.Identity:
    """The raw X25519 key `private` as it opens what was sealed to its public half."""
    return x25519.Identity.from_str(identity_text(private))


def public_of(private: bytes) -> bytes:
    """The raw X25519 public key that belongs to `private`."""
    return _raw(_RECIPIENT, str(identity(private).to_public()))


def fingerprint(public: bytes) -> str:
    """SHA-256 of a raw public key in hex: how a bundle names its readers."""
    return sha256(public).hexdigest()
