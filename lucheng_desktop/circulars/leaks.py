"""Finds protected persons in texts: names, pinyin, numbers, places, phrases. A finding never repeats what it found."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.cases.names import arabic, bare, digits, pinyin_of
from lucheng_desktop.circulars.fields import Field
from lucheng_desktop.circulars.folding import Folded, echo, fold, leak_words, unmask
from lucheng_desktop.circulars.likeness import Trace, name_traces
from lucheng_desktop.refusal import Refused

PHONE_WINDOW, ID_WINDOW, ADDRESS_WINDOW, QUOTE_WINDOW = 7, 8, 6, 12
"""How many characters in a row give away a phone or identity number, an address, a quotation."""
MOBILE, ID_LENGTH, AREA = 11, 18, 8
"""Lengths of numbers; so many first figures of an identity number (place, century) are those of a whole county."""
SHORTEST_NUMBER, SHORTEST_UNIT, SHORTEST_PLACE = 5, 5, 3
DIGITS_APART, WORDS_BETWEEN = 3, 4
"""How many other characters may stand between the figures of a number, and between a road and its house."""
SHORTEST_PHRASE, LONGEST_PHRASE, LIKE = 8, 30, 0.8
"""Lengths of a phrase that is also sought reworded, and the part of its characters that must stand in their order."""
LONGEST_SPELLED = 60
"""Longer phrases are not sought in pinyin."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Where something shows and what kind of thing it is."""

    path: str
    where: str
    what: str


def _windows(text: str, size: int) -> tuple[str, ...]:
    return tuple(text[at:at + size] for at in range(max(1, len(text) - size + 1)))


def _number_traces(person: Protected) -> Iterator[Trace]:
    phone, number = digits(unmask(person.phone)), bare(unmask(person.id_no))
    phone = phone.removeprefix("86") if len(phone) > MOBILE else phone
    for what, code, window in (("phone", phone, PHONE_WINDOW), ("id_no", number, ID_WINDOW)):
        if len(code) >= SHORTEST_NUMBER:
            yield what, partial(_in_figures, _telling_parts(code, window))
        if len(code) >= PHONE_WINDOW:
            yield what, partial(_matches, _struck_out(code))
            yield what, partial(_apart, _spread(code, window))
    if len(number) == ID_LENGTH and number[6:14].isdecimal():
        yield "birthday", partial(_born, number)


def _telling_parts(code: str, window: int) -> tuple[str, ...]:
    """Parts of a number, from either end; not those that are all alike (0000000) or a whole county's (33030219)."""
    parts = [part for at, part in enumerate(_windows(code, window)) if len(code) < ID_LENGTH or at + window > AREA]
    telling = [part for part in parts if len(set(part)) > 2] or [code]
    joined_ends = [code[:3] + code[-4:]] if len(code) == MOBILE else []
    return (*telling, *(part[::-1] for part in telling), *joined_ends)


def _in_figures(parts: Sequence[str], text: Folded) -> bool:
    return any(part in run for run in text.figures for part in parts)


def _matches(pattern: re.Pattern[str], text: Folded) -> bool:
    return bool(pattern.search(text.counted))


def _apart(pattern: re.Pattern[str], text: Folded) -> bool:
    return bool(pattern.search(text.told))


def _spread(code: str, window: int) -> re.Pattern[str]:
    """The number, or its greater part, with something slipped in between its figures: 138a0013b8000."""
    parts = _windows(code, max(window, len(code) - 2))
    return re.compile("|".join(rf"\D{{0,{DIGITS_APART}}}".join(part) for part in parts))


def _struck_out(code: str) -> re.Pattern[str]:
    """A number with its middle struck out (138****1234), or its tail alone, still points at one person."""
    words, end, first = leak_words(), code[-4:], code[:3]
    middle = rf"{first}\d*\D{{2,{len(code)}}}{end}(?!\d)|{first}\d*[{words['struck']}]{{1,{len(code)}}}{end}(?!\d)"
    short = rf"{first}\d*[{words['struck']}]{{3,{len(code)}}}(?:{code[-3:]}|{code[-2:]})(?!\d)"
    tail = words["tail"]
    return re.compile(rf"{middle}|{short}|{tail}\D{{0,3}}{end}|(?<!\d){end}\D{{0,3}}{tail}")


def _born(number: str, text: Folded) -> bool:
    """The day of birth in an identity number, in whatever way a date is written, the century left out or not."""
    year, month, day = born = (int(number[8:10]), int(number[10:12]), int(number[12:14]))
    days = re.findall(r"(?<!\d)(?:\d\d)?(\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)", text.counted)
    turned = re.findall(r"(?<!\d)(\d{1,2})\D(\d{1,2})\D\d\d(\d\d)(?!\d)", text.counted)
    found = [tuple(map(int, one)) for one in (*days, *((last, one, other) for one, other, last in turned))]
    return born in found or (year, day, month) in found[len(days) :] or number[8:14] in text.figures


def _specific(address: str, *, down_to: str) -> tuple[str, str]:
    """The part of an address behind the last public place of a kind, and all of it; its numbers in digits."""
    close = bare(arabic(unmask(address)))
    places = leak_words()[down_to]
    cut = max((close.rfind(place) + len(place) for place in places if place in close), default=0)
    return close[cut:], close


def _place_traces(person: Protected, issuers: str, letters: frozenset[str]) -> Iterator[Trace]:
    """What stands in the name of the paper's own issuer points at nobody; a place alone neither."""
    for what, parts in (("address", _address_parts(person.address)), ("unit", _unit_parts(person.unit))):
        if telling := [part for part in parts if part not in issuers]:
            yield what, _heard(telling, letters)
    rest, _ = _specific(person.address, down_to="public_places")
    if house := re.match(r"\D{2,}?(\D{2,4})(\d+)", rest) or re.match(r"(\D{2,4})(\d+)", rest):
        yield "address", partial(_matches, re.compile(rf"{house[1]}\D{{0,{WORDS_BETWEEN}}}{house[2]}(?!\d)"))


def _address_parts(address: str) -> tuple[str, ...]:
    rest, close = _specific(address, down_to="public_places")
    if len(rest) >= SHORTEST_PLACE:
        return _windows(rest, ADDRESS_WINDOW)
    return (close[-ADDRESS_WINDOW:],) if rest and len(close) >= SHORTEST_PLACE else ()


def _unit_parts(unit: str) -> tuple[str, ...]:
    """The greater part of a unit's own name; of a short one with the place it belongs to."""
    rest, close = _specific(unit, down_to="public_places")
    if len(rest) >= SHORTEST_UNIT:
        return _windows(rest, max(ADDRESS_WINDOW, len(rest) * 3 // 4))
    if rest:
        return (close[-max(ADDRESS_WINDOW, len(rest) + 3):],) if len(close) >= SHORTEST_PLACE else ()
    rest, _ = _specific(unit, down_to="wide_places")
    return (rest,) if len(rest) >= SHORTEST_PLACE else ()


def _heard(parts: Sequence[str], letters: frozenset[str]) -> Callable[[Folded], bool]:
    """Whether one of the parts shows: as it is, in characters of the same sound (traditional ones too), in pinyin."""
    echoes = echo("".join(parts), letters)
    spelled = {pinyin_of(part) for part in parts} if sum(map(len, parts)) <= LONGEST_SPELLED * QUOTE_WINDOW else set()
    sought = (*parts, *spelled)

    def shows(text: Folded) -> bool:
        ways = {text.bare, text.address, text.address.translate(echoes)}
        return any(part in way for way in ways for part in sought)

    return shows


def _phrase_traces(person: Protected, letters: frozenset[str]) -> Iterator[Trace]:
    for phrase in filter(None, (bare(unmask(phrase)) for phrase in person.phrases)):
        yield "phrase", _heard(_windows(phrase, _telling(len(phrase))), letters)
        if SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE:
            yield "phrase", partial(_reworded, phrase)


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


def _traces(person: Protected, subjects: Sequence[str], issuers: str, letters: frozenset[str]) -> list[Trace]:
    return [
        *name_traces(person, subjects, letters),
        *_number_traces(person),
        *_place_traces(person, issuers, letters),
        *_phrase_traces(person, letters),
    ]


def _found(field: Field, text: Folded, people: Iterable[Sequence[Trace]]) -> Iterator[Leak]:
    for traces in people:
        whats = dict.fromkeys(what for what, shows in traces if shows(text))
        if whats.keys() & {"name", "alias", "pinyin", "surname"}:
            whats.pop("likeness", None)
        yield from (Leak(field.path, field.where, leak_words()["what"][what]) for what in whats)


def find(
    texts: Iterable[Field], protected: Sequence[Protected], subjects: Sequence[str], issuers: Sequence[str] = ()
) -> list[Leak]:
    """Everything of the protected persons that shows in the texts, each place and kind once."""
    return first((texts,), protected, subjects, issuers)


def first(
    groups: Iterable[Iterable[Field]], protected: Sequence[Protected], subjects: Sequence[str],
    issuers: Sequence[str] = (),
) -> list[Leak]:  # fmt: skip
    """What shows in the first group of texts in which anything does; what is sought is put together once for all."""
    if not protected:
        return []
    folded = [[(field, fold(field.text)) for field in texts] for texts in groups]
    letters = frozenset("".join(text.bare for texts in folded for _, text in texts))
    own = "\n".join(bare(arabic(name)) for name in issuers)
    people = [_traces(person, subjects, own, letters) for person in protected]
    found = ([leak for field, text in texts for leak in _found(field, text, people)] for texts in folded)
    return list(dict.fromkeys(next(filter(None, found), ())))


def refuse(leaks: Sequence[Leak]) -> None:
    """E-LEAK with every place and kind, and never the protected text itself."""
    if leaks:
        form = leak_words()["list"]
        listed = dict.fromkeys(form["one"].format(where=leak.where, what=leak.what) for leak in leaks)
        raise Refused("E-LEAK", path=leaks[0].path, places=form["join"].join(listed))
