"""The square code of a paper: its key facts and a digest of its text, signed; read back from what a scanner types.

Off unless the office turns it on: the standard has no such element. Copying a genuine page is not seen by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import sha256

from lucheng_desktop.cases.names import bare
from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.display import Rule
from lucheng_desktop.refusal import Refused

PREFIX = "LC1:"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_KEY_ID, _DIGEST, _SIGNATURE = 8, 16, 64
SIDE = 26.0
"""Of the printed square in mm, without the quiet zone around it."""
_QUIET = 4
"""Modules that stay white around it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the paper says of itself; they are printed on it in clear too."""

    number: str
    name: str
    conclusion: str
    date: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a square says: the facts, the digest of the text, who signed, and the bytes that were signed."""

    facts: Facts
    digest: bytes
    key: bytes
    signed: bytes
    signature: bytes


def text_digest(texts: Sequence[str]) -> bytes:
    """Sixteen bytes over the letters and figures of the body, whatever the line breaks and marks."""
    return sha256(bare("".join(texts)).encode()).digest()[:_DIGEST]


def key_id(public: bytes) -> bytes:
    """Eight bytes that name a public key."""
    return sha256(public).digest()[:_KEY_ID]


def to_sign(facts: Facts, texts: Sequence[str], public: bytes) -> bytes:
    """Version, key, facts with their lengths, digest: what the signature is over."""
    told = [part.encode() for part in astuple(facts)]
    if any(len(part) > 255 for part in told):
        raise Refused("E-CODE/long")
    lengths = b"".join(bytes([len(part)]) + part for part in told)
    return bytes([1]) + key_id(public) + lengths + text_digest(texts)


def written(signed: bytes, signature: bytes) -> str:
    """What the square holds: letters that a scanner types on any keyboard (base 45)."""
    data = signed + signature
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return PREFIX + "".join("".join(_digits(int.from_bytes(pair), len(pair) + 1)) for pair in pairs)


def _digits(value: int, count: int) -> Iterator[str]:
    for _ in range(count):
        value, rest = divmod(value, 45)
        yield _ALPHABET[rest]


def read(text: str) -> Claim:
    """The claim in what a scanner typed; refused E-CODE/scan when it is not whole."""
    try:
        return _claim(_bytes(text.strip("\r\n\t").removeprefix(PREFIX)))
    except (ValueError, IndexError, OverflowError):
        raise Refused("E-CODE/scan") from None


def _bytes(text: str) -> bytes:
    found = b""
    for at in range(0, len(text), 3):
        part = [_ALPHABET.index(char) for char in text[at : at + 3]]
        found += sum(digit * 45**place for place, digit in enumerate(part)).to_bytes(len(part) - 1)
    return found


def _claim(data: bytes) -> Claim:
    signed, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
    if signed[:1] != b"\1":
        raise ValueError
    at, told = 1 + _KEY_ID, []
    for _ in range(4):
        length = signed[at]
        told.append(signed[at + 1 : at + 1 + length].decode())
        at += 1 + length
    if len(signed) - at != _DIGEST or len(signature) != _SIGNATURE:
        raise ValueError
    return Claim(Facts(*told), signed[at:], signed[1 : 1 + _KEY_ID], signed, signature)


@lru_cache(maxsize=4)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares, row by row, at level M."""
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    return tuple(tuple(bool(one) for one in row) for row in code.modules)


def height(text: str) -> float:
    """Of the square with its quiet zone, in mm."""
    count = len(modules(text))
    return SIDE * (count + 2 * _QUIET) / count


def drawn(text: str, left: float, top: float) -> tuple[Rule, ...]:
    """The square as black rules, one for each run of dark modules; `left`, `top` of the quiet zone in mm."""
    rows = modules(text)
    size = SIDE / len(rows)
    return tuple(
        Rule(left + (_QUIET + start) * size, left + (_QUIET + end) * size, top + (_QUIET + at) * size, size, "black")
        for at, row in enumerate(rows)
        for start, end in _runs(row)
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, dark in enumerate((*row, False)):
        if dark and start is None:
            start = at
        if not dark and start is not None:
            yield start, at
            start = None


def conclusion() -> str:
    """What a clearing paper concludes, in short."""
    return parts.word("conclusion")
