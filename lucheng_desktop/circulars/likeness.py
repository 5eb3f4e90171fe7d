"""How a name may be written so that it still points at the person: struck out, torn, called, spelled, sounded."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise, product

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.cases.names import (
    alike,
    arabic,
    bare,
    given,
    initials,
    joined,
    letters_of,
    plain,
    spelled,
    surname,
)
from lucheng_desktop.circulars.folding import Folded, leak_words, unmask

HAN = r"\u4e00-\u9fff"
GAP = 3
"""How many signs may stand between two characters of a name that was torn apart."""
COMMON_ROWS = 0xD8
"""First byte of GB 2312 where its second, rarer level begins."""
SHORTEST_PINYIN, SHORTEST_INITIALS = 4, 3
SHORTEST_PART, SHORTEST_LATIN_PART, PART_ENDS = 3, 5, "·•・‧∙⋅.．。,，"
LONGEST_NAME = 4
"""Longer ones are sought with one character struck out, not with every choice of them."""
_BREAKS = r"[\s.·\-_/']{0,2}"
"""What may stand between the syllables of a name in letters."""


Trace = tuple[str, Callable[[Folded], bool]]
"""What kind of thing shows, and the test whether it shows in a text."""


def name_traces(person: Protected, subjects: Sequence[str], letters: frozenset[str]) -> Iterator[Trace]:
    """What kind of thing shows and the test whether it does, for each name; `letters` are all characters searched."""
    told = [("name", person.name), *(("alias", alias) for alias in person.aliases)]
    told += [("name", part) for part in _parts(person.name) if not any(part in plain(one) for one in subjects)]
    for what, written in told:
        name = unmask(written)
        if close := joined(arabic(name)):
            yield what, _written_out(name, close)
        yield "pinyin", partial(_spelled_out, spelled(name), _short(name))
        yield "likeness", _likeness(bare(name), subjects, letters)
    if not _shared(person.name, subjects):
        calls = _surname_calls(surname(unmask(person.name)))
        yield "surname", lambda text: any(call in text.bare for call in calls)


def _parts(name: str) -> Iterator[str]:
    """What of a name in several parts (阿不都热合曼·买买提, John Smith) points at the person by itself."""
    parts = [bare(part) for part in re.split(rf"[{PART_ENDS}\s]+", name)]
    for part in parts if len(parts) > 1 else ():
        if len(part) >= (SHORTEST_LATIN_PART if part.isascii() else SHORTEST_PART):
            yield part


def _short(name: str) -> set[str]:
    """First letters that are no common abbreviation."""
    known = leak_words()["abbreviations"]
    return {heads for heads in initials(name) if len(heads) >= SHORTEST_INITIALS and heads not in known}


def _written_out(name: str, written: str) -> Callable[[Folded], bool]:
    """The name itself; one that is also a common word (程序) only where a person is meant."""
    if bare(name) not in leak_words()["common_words"]:
        return lambda text: written in text.joined
    meant = re.compile("|".join(_meant(bare(name))))
    return lambda text: bool(meant.search(text.plain))


def _meant(name: str) -> Iterator[str]:
    words = leak_words()
    yield f"{name}{_any([*words['after_surname'], *words['called'], *words['speaks']])}"
    yield f"{_any(words['introduces'])}[:,]?{name}(?![{HAN}])"


def _spelled_out(spelling: re.Pattern[str], short: set[str], text: Folded) -> bool:
    if not short.isdisjoint(text.tokens):
        return True
    runs = (way for run in text.latin for way in (run, run[::-1]))
    return any(len(found.group()) >= SHORTEST_PINYIN for run in runs for found in spelling.finditer(run))


def _shared(name: str, subjects: Sequence[str]) -> bool:
    """Whether somebody whom the paper is about bears the same surname: then the surname alone points at nobody."""
    return any(surname(plain(subject)) == surname(plain(name)) for subject in subjects)


def _surname_calls(family: str) -> list[str]:
    words = leak_words()
    calls = [*(family + call for call in words["after_surname"]), *(call + family for call in words["before_surname"])]
    for told in words["told_surnames"].get(family, ()):
        calls += [told + family, *(call + told for call in words["before_surname"])]
    return calls


def _likeness(name: str, subjects: Sequence[str], letters: frozenset[str]) -> Callable[[Folded], bool]:
    by_surname = () if _shared(name, subjects) else (*_called(name), *_struck_out(name))
    words = leak_words()["common_words"]
    torn = (*_torn(name, name in words), *_turned(name), *_half_lettered(name))
    close = re.compile("|".join((*by_surname, *torn, *_by_given_name(name), *_told(name))))
    latin, sounds = re.compile("|".join(_lettered(name))), _sounds(name, letters)
    others = [plain(subject) for subject in subjects]

    def shows(text: Folded) -> bool:
        if latin.search(text.spaced):
            return True
        hits = close.finditer(_without(text.plain, others))
        return any(hit.group() not in words for hit in hits) or sounds(_without(text.letters, others))

    return shows


def _without(text: str, subjects: Sequence[str]) -> str:
    """The text without the names of those it is about, which may sound like another's."""
    for subject in subjects:
        text = text.replace(subject, "\n")
    return text


def _any(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _struck_out(name: str) -> Iterator[str]:
    """Some characters of the name masked; the surname, or two characters, are left to see."""
    masked = leak_words()["masked"]
    for shown in product((True, False), repeat=len(name)) if len(name) <= LONGEST_NAME else _all_but_one(len(name)):
        if not all(shown) and (shown[0] or sum(shown) > 1):
            yield "".join(char if seen else masked for char, seen in zip(name, shown, strict=True))


def _all_but_one(size: int) -> Iterator[tuple[bool, ...]]:
    return (tuple(at != hidden for at in range(size)) for hidden in range(size))


def _torn(name: str, word: bool) -> Iterator[str]:
    yield f"[^{HAN},.;:!?、。]{{{int(word)},{GAP}}}".join(name)
    if len(name) > 2:
        yield f"[^{HAN}]{{1,{GAP}}}".join(name)
        yield f"{_border()}{surname(name)}[,、]{given(name)}"


def _turned(name: str) -> Iterator[str]:
    """Back to front, or the surname last, where nothing else is said before and behind."""
    if len(name) > 2:
        ends = f"(?:(?![{HAN}])|{_any([*leak_words()['called'], *leak_words()['speaks']])})"
        yield f"{_border()}(?:{name[::-1]}|{given(name)}{surname(name)}){ends}"


def _border() -> str:
    """Where a word begins: 提高同志 does not call a person named 高."""
    return f"(?:(?<![{HAN}])|(?<=[{leak_words()['before_person']}]))"


def _called(name: str) -> Iterator[str]:
    """The surname with a form of address."""
    words, family = leak_words(), surname(name)
    familiar = words["familiar"]
    yield f"{_border()}{familiar}?{family}{_any(words['called'])}"
    yield f"{_border()}{familiar}{family}(?:(?![{HAN}])|{_any(words['speaks'])})"


def _lettered(name: str) -> Iterator[str]:
    """Surname or given name in letters beside initials, a form of address or the other half in characters."""
    words, rest = leak_words(), given(name)
    family, heads = spelled(surname(name)).pattern, "|".join(initials(surname(name)))
    left, right = f"(?<![a-z])(?!{_any(words['abbreviations'])}(?![a-z]))", "(?![a-z])"
    yield rf"{left}{_any(words['latin_calls'])}\.?\s*(?:{family}){right}"
    yield rf"{left}(?:{family}|{heads})\s*{_any(words['after_surname'])}"
    if len(rest) < 2:
        yield rf"{left}(?:{family})[\s.]+[{''.join(initials(rest))}]{right}" if initials(rest) else "(?!)"
        return
    yield rf"{left}(?:(?:{heads})[\s.]*)?(?:{spelled(rest).pattern}){right}"
    for letters in map(_BREAKS.join, initials(rest)):
        yield rf"(?:{surname(name)}|{left}(?:{family})){_BREAKS}{letters}{right}"
        yield rf"{left}{letters}{_BREAKS}(?:{family}){right}"
    yield from (f"{left}{way}{right}" for way in _mixed(name))


def _mixed(name: str) -> Iterator[str]:
    """Some syllables spelled out, of the others the first letter, the surname first or last; or all parted."""
    if len(name) > LONGEST_NAME:
        return
    full = [f"(?:{letters_of(char)})" for char in name]
    either = [f"(?:{letters_of(char)}|[{''.join(initials(char))}])" for char in name]
    size = len(surname(name))
    for at, char in enumerate(name):
        if any(re.fullmatch(full[at], head) for head in initials(char)):
            continue
        ways = [*either[:at], full[at], *either[at + 1 :]]
        yield _BREAKS.join(ways)
        yield _BREAKS.join((*ways[size:], *ways[:size]))
    yield from (r"[\s.·\-_/']{1,2}".join(heads) for heads in initials(name) if len(heads) >= SHORTEST_INITIALS)


def _half_lettered(name: str) -> Iterator[str]:
    """One character behind the surname as its first letter: 王j国, 王建g."""
    for at in range(1, len(name)):
        heads = "".join(initials(name[at]))
        start = name[:at] if len(name) > 2 else _border() + name[:at]
        yield f"{start}[{heads}](?![a-z0-9]){name[at + 1:]}" if heads else "(?!)"


def _told(name: str) -> Iterator[str]:
    """Two characters described one after the other (建设的建、国家的国); a surname told by its parts."""
    of = f"[{HAN}]{{1,3}}{leak_words()['of']}"
    for one, other in pairwise(name):
        yield f"{one}{of}{one}.{{0,2}}{other}{of}{other}"
    for told in leak_words()["told_surnames"].get(surname(name), ()):
        yield f"{told}{given(name)}" if given(name) else "(?!)"


def _by_given_name(name: str) -> Iterator[str]:
    """The given name alone, where it is called or speaks; a rare one anywhere, for it is nobody else's."""
    words = leak_words()
    if len(given(name)) > 1:
        yield given(name) + ("" if _rare(given(name)) else _any([*words["after_given"], *words["speaks"]]))


def _rare(text: str) -> bool:
    return any(len(code := char.encode("gb2312", "ignore")) < 2 or code[0] >= COMMON_ROWS for char in text)


def _sounds(name: str, letters: frozenset[str]) -> Callable[[str], bool]:
    """Whether a text sounds or looks like the name: of two characters one must be the same, a word is no name."""
    ways = [_written(char, letters) for char in name]
    if len(name) == 2:
        one, other = tuple(name)
        alone = f"(?<![{HAN}]){''.join(ways)}(?![{HAN}])"
        found = re.compile("|".join((one + ways[1], ways[0] + other, alone)))
    else:
        found = re.compile("|".join(("".join(ways), *_one_off(name, letters))))
    words = leak_words()["common_words"]
    return lambda text: any(hit.group() not in words for hit in found.finditer(text))


def _written(char: str, letters: frozenset[str]) -> str:
    """One character as itself, as one of `letters` that sounds like it, or in pinyin."""
    others = (letters & {char}) | alike(char, letters)
    close = f"[{''.join(sorted(others))}]|" if others else ""
    return f"(?:{close}{letters_of(char)})"


def _one_off(name: str, letters: frozenset[str]) -> Iterator[str]:
    """The name with one character of another tone, or one that looks like it."""
    for at, char in enumerate(name) if len(name) <= LONGEST_NAME else ():
        rhymes = alike(char, letters, toned=False)
        if others := letters & (rhymes | _lookalikes(char)) - {char}:
            yield f"{name[:at]}[{''.join(sorted(others))}]{name[at + 1:]}"


@cache
def _lookalikes(char: str) -> frozenset[str]:
    groups = leak_words()["lookalikes"]
    return frozenset("".join(group for group in groups if char in group)) - {char}
