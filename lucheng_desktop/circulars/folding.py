"""Texts in the foldings that a search for persons needs: one width and case, look-alike signs unmasked."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from lucheng_desktop.cases.names import alike, arabic, bare, joined, plain
from lucheng_desktop.places import resource

_ENCLOSED = re.compile(r"(?:CIRCLED|SQUARED|REGIONAL INDICATOR SYMBOL) (?:LATIN (?:CAPITAL|SMALL) )?LETTER ([A-Z])$")
_SPOKEN_LEAST = 5
"""How many figures spelled in a row are read as a number."""
_ROUND = MappingProxyType({ord(char): "0" for char in "○◯⭕"})


@cache
def leak_words() -> Mapping[str, Any]:
    """How persons may be written and numbers be told (`resources/circulars/leaks.toml`)."""
    return tomllib.loads(resource("circulars", "leaks.toml").read_text("utf-8"))


class _Unmasked(dict[int, str | int | None]):
    """For `str.translate`: letters and figures of other scripts and in enclosures as plain ones; each asked once."""

    def __missing__(self, code: int) -> str | int | None:
        return self.setdefault(code, _unmasked(chr(code)))


def _unmasked(char: str) -> str | int | None:
    category = unicodedata.category(char)
    if category == "Me":
        return None
    if category == "No" or (category == "Nd" and not char.isascii()) or "\u3021" <= char <= "\u3029":
        value = unicodedata.numeric(char)
        folded = unicodedata.normalize("NFKC", char)
        return str(int(value)) if folded == char and value == int(value) and not char.isascii() else ord(char)
    found = _ENCLOSED.search(unicodedata.name(char, "")) if category == "So" else None
    return found[1].lower() if found else _alphabet().get(char, ord(char))


@cache
def _alphabet() -> Mapping[str, str]:
    return {char: letter for letter, others in leak_words()["letters"].items() for char in others}


_UNMASKED = _Unmasked()


def unmask(text: str) -> str:
    """`text` with Cyrillic, Greek and other look-alikes as Latin letters and every kind of figure as 0 to 9."""
    return text.translate(_UNMASKED)


@dataclass(frozen=True, slots=True)
class Folded:
    """One text in the foldings that the searches need."""

    plain: str
    spaced: str
    """`plain` with spaces kept as borders of Latin words."""
    joined: str
    bare: str
    counted: str
    """`plain` with Chinese numbers in digits, and the same without marks."""
    address: str
    letters: str
    """`plain` without digits."""
    told: str
    """`bare` with every Chinese figure as a digit."""
    figures: tuple[str, ...]
    latin: tuple[str, ...]
    tokens: frozenset[str]


def fold(raw: str) -> Folded:
    """The text in every folding."""
    text = unmask(raw)
    close, letters, counted = plain(text), bare(text), arabic(text)
    spaced = " ".join(plain(part) for part in text.split())
    chinese = leak_words()["chinese_digits"]
    told = "".join(chinese.get(char, char) for char in bare(close.translate(_ROUND)))
    tokens = re.findall(r"[a-z]+", re.sub(r"(?<=\b[a-z])[.\s](?=[a-z]\b)", "", spaced))
    return Folded(
        plain=close,
        spaced=spaced,
        joined=joined(counted),
        bare=letters,
        counted=counted,
        address=bare(counted),
        letters=re.sub(r"\d", "", close),
        told=told,
        figures=_figures(letters, told),
        latin=tuple(re.findall(r"[a-z]+", letters)),
        tokens=frozenset(tokens),
    )


def _figures(letters: str, told: str) -> tuple[str, ...]:
    """Runs of figures as written, as told in Chinese, in pinyin, and with letters that look like figures."""
    ways = {letters, told, _spoken().sub(_said, told), told.translate(_lookalikes())}
    return tuple(run for way in ways for run in re.findall(r"\d+x?", way))


@cache
def _spoken() -> re.Pattern[str]:
    words = sorted(leak_words()["spoken_digits"], key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)}){{{_SPOKEN_LEAST},}}")


def _said(found: re.Match[str]) -> str:
    words: Mapping[str, str] = leak_words()["spoken_digits"]
    one = "|".join(sorted(words, key=len, reverse=True))
    return "".join(words[word] for word in re.findall(one, found.group()))


@cache
def _lookalikes() -> Mapping[int, str]:
    return {ord(letter): digit for letter, digit in leak_words()["digit_letters"].items()}


def echo(secret: str, letters: frozenset[str]) -> Mapping[int, str]:
    """For `str.translate`: those of `letters` that sound like a character of `secret` as that character."""
    known = frozenset(secret)
    return {ord(other): char for char in sorted(known, reverse=True) for other in alike(char, letters) - known}
