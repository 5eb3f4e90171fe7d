"""Names in every shape they may hide in: widths, spacing, marks and pinyin."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from lucheng_desktop.places import words

MOST_READINGS = 256


def plain(text: str) -> str:
    """`text` in one width and case, without spaces, format characters or accents."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(char for char in parts if unicodedata.category(char) not in ("Mn", "Cf", "Cc", "Zs", "Zl", "Zp"))


def bare(text: str) -> str:
    """`plain(text)` reduced to letters and digits."""
    return "".join(char for char in plain(text) if char.isalnum())


def joined(text: str) -> str:
    """`plain(text)` without marks that may be slipped into a name; marks that end a phrase stay as borders."""
    return "".join(char for char in plain(text) if char.isalnum() or char in ",.;:!?、。")


def digits(text: str) -> str:
    """The decimal digits of `text`, any width."""
    return "".join(str(unicodedata.digit(char)) for char in plain(text) if char.isdigit())


@cache
def _syllables(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    known = [*found[0], words("surnames")["readings"].get(char, "")] if found else [char.casefold()]
    return tuple(dict.fromkeys(filter(None, known)))


def _umlauts(spelling: str) -> Iterator[str]:
    yield spelling
    for letters in ("u", "yu"):
        yield spelling.replace("v", letters)


def spelled(name: str) -> re.Pattern[str]:
    """Finds `name` in pinyin letters (small, without tones and spaces): every reading, both orders, none left out."""
    syllables = [_alternatives(_syllables(char)) for char in bare(name)]
    orders = ("".join(syllables[cut:] + syllables[:cut]) for cut in range(min(3, len(syllables))))
    return re.compile("|".join(orders))


def _alternatives(syllables: tuple[str, ...]) -> str:
    every = sorted({spelling for syllable in syllables for spelling in _umlauts(syllable)}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, every))})"


def initials(name: str) -> frozenset[str]:
    """The first letters of every reading of `name`."""
    heads = [tuple({syllable[0] for syllable in _syllables(char)}) for char in bare(name)]
    return frozenset("".join(reading) for reading in islice(product(*heads), MOST_READINGS))


def spellings(name: str) -> frozenset[str]:
    """What may be typed in letters to find `name`: full pinyin and first letters, from any character on.

    A spelling of a name of many readings is cut at MOST_READINGS for each of its beginnings.
    """
    syllables = [_syllables(char) for char in bare(name)]
    found = set()
    for start in range(len(syllables)):
        heads = [tuple(dict.fromkeys(syllable[:1] for syllable in readings)) for readings in syllables[start:]]
        for parts in (syllables[start:], heads):
            for reading in islice(product(*parts), MOST_READINGS):
                found |= set(_umlauts("".join(reading)))
    return frozenset(found)


def surname(name: str) -> str:
    """The surname, two characters where the name begins with a compound one."""
    return name[:2] if len(name) > 2 and name[:2] in words("surnames")["compound"] else name[:1]
