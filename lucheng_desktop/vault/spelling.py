"""How text is spelled for search: one form of each character, then words of two characters for the index.

Tokens are hex of code points, so that no character newer than the tokenizer's tables, no quote or operator gets lost.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby, pairwise

from lucheng_desktop.places import resource

FORM = 2
"""Raise it when a text is cut into other tokens than before."""
_AGAIN = re.compile(f"(.){chr(0x3005)}")  # the sign that repeats the character before it
_FORMS = "forms.txt"
_PLAIN = re.compile("[a-z0-9]+")
_PINYIN = "p"
"""Stands before a token of letters that spell a name; hex never begins with it."""


@cache
def _forms() -> Mapping[int, str]:
    """Traditional and variant character -> the form under which it is looked up."""
    lines = resource("search", _FORMS).read_text("utf-8").splitlines()
    return {ord(other): line[0] for line in lines if not line.startswith("#") for other in line[1:]}


def shape() -> str:
    """What decides how a text is spelled; another value means that the index must be built again."""
    forms = sha256(resource("search", _FORMS).read_bytes()).hexdigest()
    return f"{FORM} {unicodedata.unidata_version} {forms}"


def normal(raw: str) -> str:
    """One spelling: width, case and variants folded, marks gone; a space only between two runs of letters or digits."""
    folded = unicodedata.normalize("NFKC", raw).casefold().translate(_forms())
    runs = [(latin, "".join(run)) for latin, run in groupby(_AGAIN.sub(r"\1\1", folded), _sort) if latin is not None]
    parts = []
    for place, (latin, run) in enumerate(runs):
        parts.append(" " + run if latin and place and runs[place - 1][0] else run)
    return "".join(parts)


@cache
def _sort(character: str) -> bool | None:
    """True: letters and digits of words with spaces; False: characters that stand alone; None: no part of a word."""
    if unicodedata.category(character)[0] not in "LNC" or character in "\0\n":
        return None
    return ord(character) < 0x2E80


def _runs(spelled: str) -> Iterator[tuple[bool, str]]:
    for latin, run in groupby(spelled, _sort):
        if latin is not None:
            yield latin, "".join(run)


def _hex(token: str) -> str:
    return "".join(f"{ord(character):06x}" for character in token)


def _pairs(run: str) -> list[str]:
    return [_hex(first + second) for first, second in pairwise(run)]


def tokens(spelled: str) -> Iterator[str]:
    """Every pair of neighbours and the last character of a run; whole words of letters and digits besides."""
    for latin, run in _runs(spelled):
        yield from _pairs(run)
        yield _hex(run[-1])
        if latin and len(run) > 2:
            yield _hex(run)


def letters(spelled: str) -> str:
    """The letters of a normal text that may be meant as pinyin, or nothing."""
    typed = spelled.replace(" ", "").replace("\u00fc", "v")
    return typed if typed.isascii() and typed.isalpha() else ""


def name_tokens(spellings: str) -> Iterator[str]:
    """Tokens of the lines of `spellings`, each as far as it is plain letters: the rest has no reading to be typed."""
    return (_PINYIN + plain[0] for line in spellings.split("\n") if (plain := _PLAIN.match(line)))


def match(spelled: str) -> str:
    """The index query for a normal text that is not empty: all that contains it, and a little more."""
    runs = list(_runs(spelled))
    words = " AND ".join(_wanted(runs)) or f"{_hex(runs[-1][1])}*"
    typed = letters(spelled)
    return f"({words}) OR {_PINYIN}{typed}*" if typed else words


def _wanted(runs: list[tuple[bool, str]]) -> Iterator[str]:
    """The first word may be the tail of a longer one, the last its beginning; those between are whole.

    A character that stands alone is in too many texts to help, unless it is all there is.
    """
    for place, (latin, run) in enumerate(runs):
        last = "*" if place == len(runs) - 1 else ""
        if latin and place and len(run) > 2:
            yield _hex(run) + last
        else:
            yield from _pairs(run)
