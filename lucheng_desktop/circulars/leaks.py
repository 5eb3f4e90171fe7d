"""Finds protected persons in texts: names, pinyin, numbers, places, phrases. A finding never repeats what it found."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, partial
from typing import Any

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.cases.names import arabic, bare, digits
from lucheng_desktop.circulars.fields import Field
from lucheng_desktop.circulars.likeness import Folded, Trace, fold, name_traces
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

PHONE_WINDOW, ID_WINDOW, ADDRESS_WINDOW, QUOTE_WINDOW = 7, 8, 6, 12
"""How many characters in a row give away a phone or identity number, an address, a quotation."""
MOBILE, ID_LENGTH = 11, 18
SHORTEST_NUMBER, SHORTEST_UNIT = 5, 5
SHORTEST_PHRASE, LONGEST_PHRASE, LIKE = 8, 30, 0.8
"""Lengths of a phrase that is also sought reworded, and the part of its characters that must stand in their order."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Where something shows and what kind of thing it is."""

    path: str
    where: str
    what: str


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "leaks.toml").read_text("utf-8"))


def _windows(text: str, size: int) -> tuple[str, ...]:
    return tuple(text[at:at + size] for at in range(max(1, len(text) - size + 1)))


def _number_traces(person: Protected) -> Iterator[Trace]:
    phone, number = digits(person.phone), bare(person.id_no)
    phone = phone.removeprefix("86") if len(phone) > MOBILE else phone
    for what, code, window in (("phone", phone, PHONE_WINDOW), ("id_no", number, ID_WINDOW)):
        if len(code) >= SHORTEST_NUMBER:
            yield what, partial(_in_figures, _windows(code, window))
        if len(code) >= PHONE_WINDOW:
            yield what, partial(_matches, _struck_out(code))
    if len(number) == ID_LENGTH and number[6:14].isdecimal():
        yield "birthday", partial(_born, number)


def _in_figures(parts: Sequence[str], text: Folded) -> bool:
    return any(part in run for run in text.figures for part in parts)


def _matches(pattern: re.Pattern[str], text: Folded) -> bool:
    return bool(pattern.search(text.counted))


def _struck_out(code: str) -> re.Pattern[str]:
    """A number with its middle struck out (138****1234), or its tail alone, still points at one person."""
    end, tail = code[-4:], "|".join(_words()["tail"])
    middle = rf"{code[:3]}\d*\D{{2,{len(code)}}}{end}(?!\d)"
    return re.compile(rf"{middle}|(?:{tail})\D{{0,3}}{end}|{end}\D{{0,3}}(?:{tail})")


def _born(number: str, text: Folded) -> bool:
    """The day of birth in an identity number, in whatever way a date is written, the century left out or not."""
    born = (int(number[8:10]), int(number[10:12]), int(number[12:14]))
    days = re.findall(r"(?<!\d)(?:\d\d)?(\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)", text.counted)
    return born in [tuple(map(int, day)) for day in days]


def _specific(address: str) -> str:
    """The part of an address behind the last public place, its numbers in digits."""
    close = bare(arabic(address))
    cut = max((close.rfind(place) + len(place) for place in _words()["public_places"] if place in close), default=0)
    return close[cut:] if len(close) - cut >= 3 else close


def _place_traces(person: Protected) -> Iterator[Trace]:
    if address := _specific(person.address):
        yield "address", partial(_in_address, _windows(address, ADDRESS_WINDOW))
    unit = _specific(person.unit)
    if unit := unit if len(unit) >= SHORTEST_UNIT else bare(arabic(person.unit)):
        yield "unit", partial(_in_address, _windows(unit, max(ADDRESS_WINDOW, len(unit) * 3 // 4)))


def _in_address(parts: Sequence[str], text: Folded) -> bool:
    return any(part in text.address for part in parts)


def _phrase_traces(person: Protected) -> Iterator[Trace]:
    for phrase in filter(None, map(bare, person.phrases)):
        yield "phrase", partial(_quoted, _windows(phrase, _telling(len(phrase))))
        if SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
            yield "phrase", partial(_reworded, phrase)


def _quoted(parts: Sequence[str], text: Folded) -> bool:
    return any(part in text.bare for part in parts)


def _telling(size: int) -> int:
    """How many characters in a row of a phrase give it away: of a short one the greater part."""
    return min(QUOTE_WINDOW, max(SHORTEST_PHRASE, size * 3 // 5))


def _reworded(phrase: str, text: Folded) -> bool:
    """A short phrase that points at a person, with a few of its characters left out, put in or changed."""
    size, known = len(phrase), set(phrase)
    there = [char in known for char in text.bare]
    for at in range(0, max(1, len(there) - size + 1), 2):
        if sum(there[at:at + size]) >= LIKE * size and _alike(phrase, text.bare[at:at + size + 2]):
            return True
    return False


def _alike(phrase: str, text: str) -> bool:
    blocks = SequenceMatcher(None, phrase, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= LIKE * len(phrase)


def _traces(person: Protected, subjects: Sequence[str], letters: frozenset[str]) -> list[Trace]:
    return [
        *name_traces(person, subjects, letters, _words()),
        *_number_traces(person),
        *_place_traces(person),
        *_phrase_traces(person),
    ]


def _found(field: Field, text: Folded, people: Iterable[Sequence[Trace]]) -> Iterator[Leak]:
    for traces in people:
        whats = dict.fromkeys(what for what, shows in traces if shows(text))
        if whats.keys() & {"name", "alias", "pinyin", "surname"}:
            whats.pop("likeness", None)
        yield from (Leak(field.path, field.where, _words()["what"][what]) for what in whats)


def find(texts: Iterable[Field], protected: Sequence[Protected], subjects: Sequence[str]) -> list[Leak]:
    """Everything of the protected persons that shows in the texts, each place and kind once."""
    return first((texts,), protected, subjects)


def first(
    groups: Iterable[Iterable[Field]], protected: Sequence[Protected], subjects: Sequence[str]
) -> list[Leak]:  # fmt: skip
    """What shows in the first group of texts in which anything does; what is sought is put together once for all."""
    if not protected:
        return []
    digits = _words()["chinese_digits"]
    folded = [[(field, fold(field.text, digits)) for field in texts] for texts in groups]
    letters = frozenset("".join(text.bare for texts in folded for _, text in texts))
    people = [_traces(person, subjects, letters) for person in protected]
    found = ([leak for field, text in texts for leak in _found(field, text, people)] for texts in folded)
    return list(dict.fromkeys(next(filter(None, found), ())))


def refuse(leaks: Sequence[Leak]) -> None:
    """E-LEAK with every place and kind, and never the protected text itself."""
    if leaks:
        form = _words()["list"]
        listed = dict.fromkeys(form["one"].format(where=leak.where, what=leak.what) for leak in leaks)
        raise Refused("E-LEAK", path=leaks[0].path, places=form["join"].join(listed))
