"""The short code in the note of a paper: twelve digits (base 16) of the ledger's head, and one that checks them.

The check digit is that of ISO/IEC 7064's hybrid systems with 16 signs: any one wrong sign is noticed, and nearly every
two that changed places. Papers from before it had one bear twelve digits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from unicodedata import normalize

from lucheng_desktop.refusal import Refused

LENGTH = 12
_SIGNS = "0123456789abcdef"
_SLIPS = str.maketrans({"o": "0", "i": "1", "l": "1"})
"""Letters that are no digits of base 16, and what was meant by them."""
_TWINS = {"8": "8b", "b": "b8"}
"""Digits that look alike on paper and are both possible."""
_MOST_TWINS = 6
_BLANKS = re.compile(r"[\s\-–—－‐‑·.,，。、:：;；()（）]")
_AFTER_LABEL = re.compile(
    r"\W{0,3}" + r"\W{0,3}".join([r"([0-9A-Za-z]{4})"] * 3) + r"(?:\s{0,2}[-–—‐‑]\s{0,2}([0-9A-Za-z])(?![0-9A-Za-z]))?"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed code as it prints; `sound`: its check digit agrees, or it has none. `others`: what may be meant too."""

    code: str
    sound: bool
    checked: bool
    others: tuple[str, ...]


def checked(digits: str) -> str:
    """Twelve digits as they print, in groups of four, with their check digit."""
    return printed(digits + check_digit(digits))


def check_digit(digits: str) -> str:
    """The digit that follows `digits`."""
    rest = 16
    for sign in digits:
        rest = (rest + _SIGNS.index(sign)) % 16 or 16
        rest = rest * 2 % 17
    return _SIGNS[(17 - rest) % 16]


def printed(digits: str) -> str:
    """In groups of four, the check digit as a group of its own."""
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def read(text: str, label: str) -> Reading:
    """What was typed, or stands behind `label` in a scanned text; refused E-CODE when that is no code."""
    plain = normalize("NFKC", text)
    found = re.search(r"\s*".join(label), plain)
    digits = _labelled(plain[found.end() :]) if found else _BLANKS.sub("", plain)
    digits = digits.casefold().translate(_SLIPS)
    if len(digits) not in (LENGTH, LENGTH + 1) or not set(digits) <= set(_SIGNS):
        raise Refused("E-CODE", path="$.text")
    others = tuple(printed(one) for one in _twins(digits) if one != digits and sound(one))
    return Reading(printed(digits), sound(digits), len(digits) > LENGTH, others)


def _labelled(after: str) -> str:
    found = _AFTER_LABEL.match(after)
    return "".join(part or "" for part in found.groups()) if found else ""


def sound(digits: str) -> bool:
    """Whether the check digit agrees; twelve digits have none that could not."""
    return len(digits) == LENGTH or check_digit(digits[:LENGTH]) == digits[LENGTH:]


def _twins(digits: str) -> Iterator[str]:
    """The code with each 8 and b read as the other, few of which stand in one code."""
    places = [at for at, sign in enumerate(digits) if sign in _TWINS][:_MOST_TWINS]
    for chosen in product(*(_TWINS[digits[at]] for at in places)):
        told = list(digits)
        for at, sign in zip(places, chosen, strict=True):
            told[at] = sign
        yield "".join(told)
