"""The database file read without its engine: is every page as it was written, and does it lie in its own place.

A page of 4096 bytes ends with 16 bytes of IV and 64 of HMAC-SHA512 over its ciphertext, IV and number (little-endian);
the HMAC key is PBKDF2-HMAC-SHA512 of the database key, two rounds, with the file's first 16 bytes, each XOR 0x3a.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lucheng_desktop.vault.keys import MasterKey, wipe

PAGE = 4096
PIECE = 1 << 20
_TAG = 64
_SALT = 16
_UNUSED = 0x40000000 // PAGE + 1
"""SQLite locks bytes of this page and never stores anything in it."""
_NAMED = 8
"""For so many faults the place where the page comes from is looked for; each costs a reading of all numbers."""


@dataclass(frozen=True, slots=True)
class PageFault:
    """A page that is not authentic; `source`: the place it was taken from, 0 when its bytes were changed."""

    page: int
    source: int


class PageKey:
    """The key of the page tags of one database file; wiped on leaving."""

    def __init__(self, path: Path, master: MasterKey) -> None:
        with path.open("rb") as file:
            salt = bytes(byte ^ 0x3A for byte in file.read(_SALT))
        key = master.derive("db")
        self._key = hashlib.pbkdf2_hmac("sha512", key, salt, 2, 32)
        wipe(key)

    def __enter__(self) -> "PageKey":
        return self

    def __exit__(self, *_: object) -> None:
        wipe(self._key)

    def fits(self, page: bytes, number: int, place: int) -> bool:
        """Whether these bytes, lying at `place`, are page `number` as it was written."""
        body = page[_SALT if place == 1 else 0 : -_TAG] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.digest(self._key, body, "sha512"), page[-_TAG:])


def faults(path: Path, master: MasterKey) -> tuple[PageFault, ...]:
    """Every page that is not authentic in its place."""
    count = -(-path.stat().st_size // PAGE)
    with PageKey(path, master) as key:
        wrong = [(number, page) for number, page in _pages(path) if not _sound(key, number, page)]
        return tuple(
            PageFault(number, _source(key, page, number, count) if place < _NAMED else 0)
            for place, (number, page) in enumerate(wrong)
        )


def _pages(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        number = 1
        while page := file.read(PAGE):
            yield number, page
            number += 1


def _sound(key: PageKey, number: int, page: bytes) -> bool:
    return number == _UNUSED or (len(page) == PAGE and key.fits(page, number, number))


def _source(key: PageKey, page: bytes, place: int, count: int) -> int:
    if len(page) != PAGE:
        return 0
    return next((number for number in range(1, count + 1) if key.fits(page, number, place)), 0)


def pieces(path: Path) -> tuple[str, ...]:
    """SHA-256 of each MiB of the file, in hex."""
    found = []
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.append(hashlib.sha256(piece).hexdigest())
    return tuple(found)
