"""Names in every shape they may hide in: widths, spacing, marks and pinyin."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, product

from lucheng_desktop.places import words

MOST_READINGS = 256
TEN = 10
_COUNTED = frozenset(range(TEN)) | {10, 20, 30, 100, 1000}


class _Kept(dict[int, int | None]):
    """For `str.translate`: drops what `dropped` says of a character; each character is asked about once."""

    def __init__(self, dropped: Callable[[str], bool]) -> None:
        super().__init__()
        self._dropped = dropped

    def __missing__(self, code: int) -> int | None:
        return self.setdefault(code, None if self._dropped(chr(code)) else code)


_SHOWN = _Kept(lambda char: unicodedata.category(char) in ("Mn", "Cf", "Cc", "Zs", "Zl", "Zp"))
_LETTERS = _Kept(lambda char: not char.isalnum())
_PHRASES = _Kept(lambda char: not char.isalnum() and char not in ",.;:!?、。")


def plain(text: str) -> str:
    """`text` in one width and case, without spaces, format characters or accents."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold().translate(_SHOWN)


def bare(text: str) -> str:
    """`plain(text)` reduced to letters and digits."""
    return plain(text).translate(_LETTERS)


def joined(text: str) -> str:
    """`plain(text)` without marks that may be slipped into a name; marks that end a phrase stay as borders."""
    return plain(text).translate(_PHRASES)


def digits(text: str) -> str:
    """The decimal digits of `text`, any width."""
    return "".join(str(unicodedata.digit(char)) for char in plain(text) if char.isdigit())


def _counted(found: re.Match[str]) -> str:
    values = [int(unicodedata.numeric(char)) for char in found.group()]
    if max(values) < TEN:
        return "".join(map(str, values))
    total, last = 0, 0
    for value in values:
        total, last = (total + (last or 1) * value, 0) if value >= TEN else (total, value)
    return str(total + last)


def arabic(text: str) -> str:
    """`plain(text)` with its Chinese numbers in digits: 八十八弄 and 捌拾捌弄 become 88弄, 一九六八年 1968年."""
    close = plain(text)
    counting = {char for char in close if not char.isdecimal() and unicodedata.numeric(char, 0.5) in _COUNTED}
    return re.sub(f"[{''.join(counting)}]+", _counted, close) if counting else close


@cache
def _toned(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE3, heteronym=True, errors="ignore", neutral_tone_with_five=True)
    return frozenset(found[0]) if found else frozenset()


def alike(char: str, others: frozenset[str], *, toned: bool = True) -> frozenset[str]:
    """Those of `others` that may be read as `char` is: in sound and tone, or in sound alone."""
    sounds = _sounding(others, toned)
    return frozenset().union(*(sounds.get(reading, frozenset()) for reading in _read(char, toned)))


def _read(char: str, toned: bool) -> Iterable[str]:
    return _toned(char) if toned or not _toned(char) else _syllables(char)


@lru_cache(maxsize=4)
def _sounding(letters: frozenset[str], toned: bool) -> dict[str, set[str]]:
    """The letters of each reading."""
    found: dict[str, set[str]] = {}
    for letter in letters:
        for reading in _read(letter, toned):
            found.setdefault(reading, set()).add(letter)
    return found


def letters_of(char: str) -> str:
    """A pattern for every spelling of one character in pinyin; for a character without one, a pattern of nothing."""
    return _alternatives(_syllables(char)) if _syllables(char) else "(?!)"


def pinyin_of(text: str) -> str:
    """The commonest pinyin of `text`, without tones and spaces."""
    return "".join(_syllables(char)[0] if _syllables(char) else char for char in text)


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


def given(name: str) -> str:
    """What stands behind the surname."""
    return name[len(surname(name)) :]


def surname(name: str) -> str:
    """The surname, two characters where the name begins with a compound one."""
    return name[:2] if len(name) > 2 and name[:2] in words("surnames")["compound"] else name[:1]
