"""A secret on three sheets of paper, any two of which bring it back: SLIP-39 shares as 33 groups of four digits.

A group is the number of a SLIP-39 word, 0000 to 1023, to be typed on a numeric keypad in any country.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from lucheng_desktop.refusal import Refused

SHEETS, NEEDED, GROUPS = 3, 2, 33
_TOP = 1023
_NUMBERS = re.compile(r"[0-9\s]+")


def split(secret: bytes) -> tuple[str, ...]:
    """Three sheets of a 32-byte secret, each a line of groups."""
    from shamir_mnemonic import generate_mnemonics, wordlist

    words = generate_mnemonics(1, [(NEEDED, SHEETS)], secret, extendable=False)[0]
    return tuple(" ".join(f"{index:04}" for index in wordlist.mnemonic_to_indices(sheet)) for sheet in words)


def joined(texts: Sequence[str]) -> tuple[bytes, tuple[int, ...]]:
    """(secret, numbers of the sheets from 1) of two typed sheets; Refused `E-RECOVERY/*` with the sheet and group."""
    from shamir_mnemonic import Share, combine_mnemonics
    from shamir_mnemonic.utils import MnemonicError

    if len(texts) < NEEDED:
        raise Refused("E-RECOVERY/few", needed=NEEDED, count=len(texts))
    sheets = [_words(number, groups_of(text)) for number, text in enumerate(texts, 1)]
    numbers = tuple(Share.from_mnemonic(sheet).index + 1 for sheet in sheets)
    if len(set(numbers)) < NEEDED:
        raise Refused("E-RECOVERY/same")
    try:
        return combine_mnemonics(sheets), numbers
    except MnemonicError as fault:
        raise Refused("E-RECOVERY/apart") from fault


def groups_of(text: str) -> list[str]:
    """The groups on a sheet as it was printed or typed: lines of digits count, words around them do not."""
    lines = unicodedata.normalize("NFKC", text).splitlines()
    return [group for line in lines if _NUMBERS.fullmatch(line) for group in line.split()]


def _words(sheet: int, groups: Sequence[str]) -> str:
    """The sheet as SLIP-39 words; Refused with the first group that cannot be right."""
    from shamir_mnemonic import wordlist

    for at, group in enumerate(groups, 1):
        if len(group) != 4 or int(group) > _TOP:
            raise Refused("E-RECOVERY/group", sheet=sheet, group=at, said=group)
    if len(groups) != GROUPS:
        raise Refused("E-RECOVERY/count", sheet=sheet, count=len(groups), needed=GROUPS)
    indices = [int(group) for group in groups]
    if fault := _syndrome(indices):
        suspects = list(_suspects(fault))
        if len(suspects) == 1:
            raise Refused("E-RECOVERY/group", sheet=sheet, group=suspects[0], said=groups[suspects[0] - 1])
        raise Refused("E-RECOVERY/checksum", sheet=sheet)
    return " ".join(wordlist.words_from_indices(indices))


def _syndrome(indices: Sequence[int]) -> int:
    """Zero when the checksum holds."""
    from shamir_mnemonic import rs1024
    from shamir_mnemonic.constants import CUSTOMIZATION_STRING_ORIG

    return int(rs1024._polymod(list(CUSTOMIZATION_STRING_ORIG) + list(indices))) ^ 1


def _suspects(fault: int) -> Iterator[int]:
    """Groups (from 1) of which a single one, read wrongly, explains the fault; the code knows at most one."""
    plain = _syndrome([0] * GROUPS)
    for at in range(GROUPS):
        bits = [_syndrome([1 << bit if place == at else 0 for place in range(GROUPS)]) ^ plain for bit in range(10)]
        reach = {0}
        for bit in bits:
            reach |= {bit ^ known for known in reach}
        if fault in reach:
            yield at + 1
