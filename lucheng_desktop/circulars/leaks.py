"""Finds protected persons in texts: names, pinyin, numbers, places, phrases. A finding never repeats what it found."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.cases.names import bare, digits, initials, joined, plain, spelled, surname
from lucheng_desktop.circulars.fields import Field
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

PHONE_WINDOW, ID_WINDOW, ADDRESS_WINDOW, QUOTE_WINDOW = 7, 8, 6, 12
"""How many characters in a row give away a phone or identity number, an address, a quotation."""
MOBILE = 11
SHORTEST_PINYIN, SHORTEST_INITIALS, SHORTEST_NUMBER, SHORTEST_UNIT = 4, 3, 5, 5


@dataclass(frozen=True, slots=True)
class Leak:
    """Where something shows and what kind of thing it is."""

    path: str
    where: str
    what: str


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "leaks.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Text:
    """One text in the foldings that the searches need."""

    joined: str
    bare: str
    figures: tuple[str, ...]
    latin: tuple[str, ...]
    tokens: tuple[str, ...]


def _folded(text: str) -> _Text:
    close = bare(text)
    figures = "".join(_words()["chinese_digits"].get(char, char) for char in close)
    runs = re.findall(r"\d+x?", figures) + re.findall(r"\d+x?", close)
    tokens = re.findall(r"[a-z]+", re.sub(r"(?<=\b[a-z])[.\s](?=[a-z]\b)", "", _spaced(text)))
    return _Text(joined(text), close, tuple(runs), tuple(re.findall(r"[a-z]+", close)), tuple(tokens))


def _spaced(text: str) -> str:
    """Like `plain`, with spaces kept as borders of Latin words."""
    return " ".join(plain(part) for part in text.split())


def _windows(text: str, size: int) -> Iterator[str]:
    return (text[at:at + size] for at in range(max(1, len(text) - size + 1)))


def _names(person: Protected) -> Iterator[tuple[str, str]]:
    yield "name", person.name
    yield from (("alias", alias) for alias in person.aliases)


def _shows_name(person: Protected, text: _Text) -> Iterator[str]:
    for what, name in _names(person):
        if joined(name) and joined(name) in text.joined:
            yield what
        if any(len(found.group()) >= SHORTEST_PINYIN for run in text.latin for found in spelled(name).finditer(run)):
            yield "pinyin"
        short = [letters for letters in initials(name) if len(letters) >= SHORTEST_INITIALS]
        if set(text.tokens) & set(short):
            yield "pinyin"


def _shows_surname(person: Protected, text: _Text, subjects: Sequence[str]) -> bool:
    family = surname(person.name)
    if any(surname(subject) == family for subject in subjects):
        return False
    behind = any(family + call in text.bare for call in _words()["after_surname"])
    return behind or any(call + family in text.bare for call in _words()["before_surname"])


def _shows_numbers(person: Protected, text: _Text) -> Iterator[str]:
    phone = digits(person.phone)
    phone = phone.removeprefix("86") if len(phone) > MOBILE else phone
    if len(phone) >= SHORTEST_NUMBER and _in_runs(phone, PHONE_WINDOW, text.figures):
        yield "phone"
    number = bare(person.id_no)
    if len(number) >= SHORTEST_NUMBER and _in_runs(number, ID_WINDOW, text.figures):
        yield "id_no"
    if len(number) == 18 and any(birthday in text.bare for birthday in _birthdays(number)):
        yield "birthday"


def _birthdays(number: str) -> list[str]:
    if not number[6:14].isdecimal():
        return []
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    return [form.format(year=year, month=month, day=day) for form in _words()["birthday"]]


def _in_runs(number: str, window: int, runs: Iterable[str]) -> bool:
    return any(part in run for run in runs for part in _windows(number, window))


def _masked(person: Protected, text: str) -> bool:
    """A number with its middle struck out (138****1234) still points at one person."""
    close = plain(text)
    numbers = [number for number in (digits(person.phone), bare(person.id_no)) if len(number) >= PHONE_WINDOW]
    return any(re.search(f"{number[:3]}\\d*{_words()['mask']}{{2,}}{number[-4:]}", close) for number in numbers)


def _specific(address: str) -> str:
    """The part of an address behind the last public place."""
    close = bare(address)
    cut = max((close.rfind(place) + len(place) for place in _words()["public_places"] if place in close), default=0)
    return close[cut:] if len(close) - cut >= 3 else close


def _shows_place(person: Protected, text: _Text) -> Iterator[str]:
    if person.address and any(part in text.bare for part in _windows(_specific(person.address), ADDRESS_WINDOW)):
        yield "address"
    unit = _specific(person.unit)
    if person.unit and (unit if len(unit) >= SHORTEST_UNIT else bare(person.unit)) in text.bare:
        yield "unit"
    for phrase in map(bare, person.phrases):
        if phrase and any(part in text.bare for part in _windows(phrase, QUOTE_WINDOW)):
            yield "phrase"


def _shows(person: Protected, text: str, subjects: Sequence[str]) -> Iterator[str]:
    folded = _folded(text)
    yield from _shows_name(person, folded)
    if _shows_surname(person, folded, subjects):
        yield "surname"
    yield from _shows_numbers(person, folded)
    if _masked(person, text):
        yield "phone"
    yield from _shows_place(person, folded)


def find(texts: Iterable[Field], protected: Sequence[Protected], subjects: Sequence[str]) -> list[Leak]:
    """Everything of the protected persons that shows in the texts, each place and kind once."""
    found = (Leak(field.path, field.where, _words()["what"][what]) for field in texts for person in protected
             for what in _shows(person, field.text, subjects))
    return list(dict.fromkeys(found))


def refuse(leaks: Sequence[Leak]) -> None:
    """E-LEAK with every place and kind, and never the protected text itself."""
    if leaks:
        form = _words()["list"]
        listed = dict.fromkeys(form["one"].format(where=leak.where, what=leak.what) for leak in leaks)
        raise Refused("E-LEAK", path=leaks[0].path, places=form["join"].join(listed))
