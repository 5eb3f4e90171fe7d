"""The square code of a paper: its key facts and a digest of its text, signed; read back from what a scanner types.

Off unless the office turns it on: the standard has no such element. A copy of a genuine page bears a genuine square;
the copy number in it says whose page was copied. To the byte: docs/gbt9704.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from lucheng_desktop.cases.names import bare
from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.display import Rule
from lucheng_desktop.refusal import Refused

PREFIX = "LC1:"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_WITHOUT_COPY, _WITH_COPY = 1, 2
"""The versions of what is signed: the first ones bore no copy number."""
_KEY_ID, _COPY, _DIGEST, _SIGNATURE = 8, 3, 16, 64
SIDE = 26.0
"""Of the printed square in mm, without the quiet zone around it."""
_QUIET = 4
"""Modules that stay white around it."""
_ROOM = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419)
"""Characters that the versions 1 to 12 hold at level M (ISO/IEC 18004); beyond, modules are smaller than 0.4 mm and a
plain office scanner does not tell them apart."""
_TYPED = str.maketrans({"。": ".", "￥": "$", "¥": "$", "、": "/", "×": "*", "—": "-", "–": "-", "\n": "", "\r": ""})
"""What a keyboard in Chinese mode makes of the signs that a scanner types."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the paper says of itself; they are printed on it in clear too. `copy`: 份号, 0 where copies bear none."""

    number: str
    name: str
    conclusion: str
    date: str
    copy: int = 0


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
    """Version, key, copy, facts with their lengths, digest: what the signature is over."""
    told = [part.encode() for part in (facts.number, facts.name, facts.conclusion, facts.date)]
    if any(len(part) > 255 for part in told):
        raise Refused("E-CODE/long")
    lengths = b"".join(bytes([len(part)]) + part for part in told)
    head = bytes([_WITH_COPY]) + key_id(public) + facts.copy.to_bytes(_COPY)
    return head + lengths + text_digest(texts)


def written(signed: bytes, signature: bytes) -> str:
    """What the square holds: letters that a scanner types on any keyboard (base 45)."""
    data = signed + signature
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return PREFIX + "".join("".join(_digits(int.from_bytes(pair), len(pair) + 1)) for pair in pairs)


def _digits(value: int, count: int) -> Iterator[str]:
    for _ in range(count):
        value, rest = divmod(value, 45)
        yield _ALPHABET[rest]


def meant(text: str) -> bool:
    """Whether a text is what a square of ours holds, or a piece of it."""
    return plain(text).startswith(PREFIX)


def plain(text: str) -> str:
    """As it was written, whatever a scanner's keyboard or a mail's line breaks made of it."""
    return normalize("NFKC", text).translate(_TYPED).strip().upper()


def read(text: str) -> Claim:
    """The claim in what a scanner typed; refused E-CODE/scan when it is not whole."""
    told = plain(text).removeprefix(PREFIX)
    try:
        claim = _claim(_bytes(told))
    except (ValueError, IndexError, OverflowError):
        raise Refused("E-CODE/scan") from None
    if written(claim.signed, claim.signature) != PREFIX + told:
        raise Refused("E-CODE/scan")
    return claim


def _bytes(text: str) -> bytes:
    found = b""
    for at in range(0, len(text), 3):
        part = [_ALPHABET.index(char) for char in text[at : at + 3]]
        found += sum(digit * 45**place for place, digit in enumerate(part)).to_bytes(len(part) - 1)
    return found


def _claim(data: bytes) -> Claim:
    signed, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
    at = {_WITHOUT_COPY: 1 + _KEY_ID, _WITH_COPY: 1 + _KEY_ID + _COPY}.get(signed[0], len(signed))
    copy, told = int.from_bytes(signed[1 + _KEY_ID : at]), []
    for _ in range(4):
        length = signed[at]
        told.append(signed[at + 1 : at + 1 + length].decode())
        at += 1 + length
    if len(signed) - at != _DIGEST or len(signature) != _SIGNATURE:
        raise ValueError
    number, name, conclusion, date = told
    facts = Facts(number, name, conclusion, date, copy)
    return Claim(facts, signed[at:], signed[1 : 1 + _KEY_ID], signed, signature)


@lru_cache(maxsize=4)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light squares, row by row, at level M, as many as the length of the text asks for.

    Refused E-CODE/long where they would be too small.
    """
    import zxingcpp

    version = next((at for at, room in enumerate(_ROOM, 1) if len(text) <= room), None)
    if version is None:
        raise Refused("E-CODE/long")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", version=version)
    seen: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(seen).tolist()
    return tuple(tuple(not one for one in row) for row in rows)


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
