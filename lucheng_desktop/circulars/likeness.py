"""How a name may be written so that it still points at the person: struck out, torn, called, spelled, sounded."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.cases.names import arabic, bare, given, initials, joined, plain, sounding, spelled, surname

HAN = r"\u4e00-\u9fff"
GAP = 3
"""How many signs may stand between two characters of a name that was torn apart."""
COMMON_ROWS = 0xD8
"""First byte of GB 2312 where its second, rarer level begins."""
SHORTEST_PINYIN, SHORTEST_INITIALS = 4, 3
LONGEST_NAME = 4
"""Longer ones are sought with one character struck out, not with every choice of them."""


Trace = tuple[str, Callable[["Folded"], bool]]
"""What kind of thing shows, and the test whether it shows in a text."""


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
    figures: tuple[str, ...]
    latin: tuple[str, ...]
    tokens: frozenset[str]


def fold(text: str, chinese_digits: Mapping[str, str]) -> Folded:
    """The text in every folding; `chinese_digits` says which characters stand for a digit."""
    close, letters, counted = plain(text), bare(text), arabic(text)
    spaced = " ".join(plain(part) for part in text.split())
    figures = "".join(chinese_digits.get(char, char) for char in letters)
    runs = re.findall(r"\d+x?", figures) + re.findall(r"\d+x?", letters)
    tokens = re.findall(r"[a-z]+", re.sub(r"(?<=\b[a-z])[.\s](?=[a-z]\b)", "", spaced))
    return Folded(
        plain=close,
        spaced=spaced,
        joined=joined(counted),
        bare=letters,
        counted=counted,
        address=bare(counted),
        letters=re.sub(r"\d", "", close),
        figures=tuple(runs),
        latin=tuple(re.findall(r"[a-z]+", letters)),
        tokens=frozenset(tokens),
    )


def name_traces(
    person: Protected, subjects: Sequence[str], letters: frozenset[str], words: Mapping[str, Any]
) -> Iterator[Trace]:
    """What kind of thing shows and the test whether it does, for each name; `letters` are all characters searched."""
    for what, name in (("name", person.name), *(("alias", alias) for alias in person.aliases)):
        written, spelling = joined(arabic(name)), spelled(name)
        short = {heads for heads in initials(name) if len(heads) >= SHORTEST_INITIALS}
        if written:
            yield what, partial(_written_out, written)
        yield "pinyin", partial(_spelled_out, spelling, short)
        yield "likeness", _likeness(bare(name), subjects, letters, words)
    if not _shared(person.name, subjects):
        calls = _surname_calls(surname(person.name), words)
        yield "surname", lambda text: any(call in text.bare for call in calls)


def _written_out(name: str, text: Folded) -> bool:
    return name in text.joined


def _spelled_out(spelling: re.Pattern[str], short: set[str], text: Folded) -> bool:
    if not short.isdisjoint(text.tokens):
        return True
    return any(len(found.group()) >= SHORTEST_PINYIN for run in text.latin for found in spelling.finditer(run))


def _shared(name: str, subjects: Sequence[str]) -> bool:
    """Whether somebody whom the paper is about bears the same surname: then the surname alone points at nobody."""
    return any(surname(plain(subject)) == surname(plain(name)) for subject in subjects)


def _surname_calls(family: str, words: Mapping[str, Any]) -> list[str]:
    return [*(family + call for call in words["after_surname"]), *(call + family for call in words["before_surname"])]


def _likeness(
    name: str, subjects: Sequence[str], letters: frozenset[str], words: Mapping[str, Any]
) -> Callable[[Folded], bool]:
    by_surname = () if _shared(name, subjects) else (*_called(name, words), *_struck_out(name, words))
    close = re.compile("|".join((*by_surname, *_torn(name), *_by_given_name(name, words))))
    latin, sound = re.compile("|".join(_lettered(name, words))), sounding(name, letters)
    others = [plain(subject) for subject in subjects]

    def shows(text: Folded) -> bool:
        if latin.search(text.spaced):
            return True
        return bool(close.search(_without(text.plain, others)) or sound.search(_without(text.letters, others)))

    return shows


def _without(text: str, subjects: Sequence[str]) -> str:
    """The text without the names of those it is about, which may sound like another's."""
    for subject in subjects:
        text = text.replace(subject, "\n")
    return text


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _struck_out(name: str, words: Mapping[str, Any]) -> Iterator[str]:
    """Some characters of the name masked; the surname, or two characters, are left to see."""
    for shown in product((True, False), repeat=len(name)) if len(name) <= LONGEST_NAME else _all_but_one(len(name)):
        if not all(shown) and (shown[0] or sum(shown) > 1):
            yield "".join(char if seen else words["masked"] for char, seen in zip(name, shown, strict=True))


def _all_but_one(size: int) -> Iterator[tuple[bool, ...]]:
    return (tuple(at != hidden for at in range(size)) for hidden in range(size))


def _torn(name: str) -> Iterator[str]:
    yield f"[^{HAN},.;:!?、。]{{0,{GAP}}}".join(name)
    if len(name) > 2:
        yield f"[^{HAN}]{{1,{GAP}}}".join(name)


def _called(name: str, words: Mapping[str, Any]) -> Iterator[str]:
    """The surname with a form of address, where a word begins: 提高同志 does not call a person named 高."""
    border = f"(?:(?<![{HAN}])|(?<=[{words['before_person']}]))"
    family, familiar = surname(name), words["familiar"]
    yield f"{border}{familiar}?{family}{_any(words['called'])}"
    yield f"{border}{familiar}{family}(?:(?![{HAN}])|{_any(words['speaks'])})"


def _lettered(name: str, words: Mapping[str, Any]) -> Iterator[str]:
    """Surname or given name in letters beside initials, a form of address or the other half in characters."""
    family, rest = spelled(surname(name)).pattern, given(name)
    heads, left, right = "|".join(initials(surname(name))), "(?<![a-z])", "(?![a-z])"
    yield rf"{left}{_any(words['latin_calls'])}\.?\s*(?:{family}){right}"
    yield rf"{left}(?:{family}|{heads})\s*{_any(words['after_surname'])}"
    if len(rest) < 2:
        return
    yield rf"{left}(?:(?:{heads})[\s.]*)?(?:{spelled(rest).pattern}){right}"
    for letters in map(r"[\s.]*".join, initials(rest)):
        yield rf"(?:{surname(name)}|{left}(?:{family}))[\s.]*{letters}{right}"
        yield rf"{left}{letters}[\s.]*(?:{family}){right}"


def _by_given_name(name: str, words: Mapping[str, Any]) -> Iterator[str]:
    """The given name alone, where it is called or speaks; a rare one anywhere, for it is nobody else's."""
    if len(given(name)) > 1:
        yield given(name) + ("" if _rare(given(name)) else _any([*words["after_given"], *words["speaks"]]))


def _rare(text: str) -> bool:
    return any(len(code := char.encode("gb2312", "ignore")) < 2 or code[0] >= COMMON_ROWS for char in text)
