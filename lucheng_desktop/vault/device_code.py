"""The device secret on paper, for a PC without a keyring: fourteen groups of four letters and digits.

Base 32 of the secret and three bytes of its SHA-256, so that a letter read wrongly is noticed before it is tried.
"""

import base64
import binascii
import unicodedata
from hashlib import sha256

from lucheng_desktop.refusal import Refused

_SECRET, _SUM = 32, 3
_MISREAD = str.maketrans("018", "OIB")
"""Base 32 has none of these digits: who types one has read a letter."""


def spelled(secret: bytes) -> str:
    """The code of a 32-byte secret."""
    letters = base64.b32encode(secret + sha256(secret).digest()[:_SUM]).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def read(code: str) -> bytes:
    """The secret of a typed code, or Refused `E-DEVICE-CODE`."""
    typed = unicodedata.normalize("NFKC", code).upper().translate(_MISREAD)
    try:
        data = base64.b32decode("".join(typed.replace("-", " ").split()))
    except (binascii.Error, ValueError) as fault:
        raise Refused("E-DEVICE-CODE") from fault
    secret, proof = data[:_SECRET], data[_SECRET:]
    if len(data) != _SECRET + _SUM or sha256(secret).digest()[:_SUM] != proof:
        raise Refused("E-DEVICE-CODE")
    return secret
