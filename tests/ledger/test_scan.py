"""Reading entries by their bytes says what decoding them says, for whole ledgers and for damaged ones."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.ledger import chain, scan
from lucheng_desktop.ledger.chain import check, check_stored
from lucheng_desktop.ledger.entry import GUARDED, Entry, decode, encode, shred, sign, to_be_signed
from lucheng_desktop.refusal import Refused
from tests.ledger.writers import Writer, ident, keys, officer_key

KNOWN = keys("赵", "钱").get


def ledger() -> list[Entry]:
    """Two PCs with every kind of entry, merged heads, and a device that knows many parents."""
    here, there = Writer("赵"), Writer("钱")
    bodies = {
        "set": {"summary": "摘要" * 40}, "transition": {"step": "s", "from": "", "to": "t"},
        "note": {}, "seal": {"n": 1}, "vote": {}, "number": {}, "print": {}, "member": {}, "void": {"reason": "误"},
        "approve": {"scope": ["a"], "digest": "d"}, "add": {"set": "s", "value": "甲"},
        "append": {"list": "l", "item": {}}, "resolve": {"fields": {"a": "b"}},
        "remove": {"set": "s", "value": "甲"},
    }  # fmt: skip
    for round in range(3):
        for writer in (here, there):
            for kind, body in bodies.items():
                writer.write(kind, {**body, "回合": round} if kind == "set" else body)
        here.hear(there)
        there.hear(here)
    return sorted(here.entries, key=lambda one: (one.device, one.seq))


ENTRIES = ledger()
STORED = [encode(one) for one in ENTRIES]


@pytest.mark.parametrize("place", range(len(ENTRIES)))
def test_an_entry_is_seen_as_it_decodes(place: int) -> None:
    entry, seen = ENTRIES[place], scan.seen(STORED[place])
    assert (seen.device, seen.seq, seen.prev, seen.id) == (entry.device, entry.seq, entry.prev, entry.id)
    if entry.kind in GUARDED:
        assert (seen.officer, seen.signature, seen.message) == (entry.officer, entry.signature, to_be_signed(entry))
    else:
        assert not seen.message


def test_nearly_all_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    long: list[bytes] = []
    monkeypatch.setattr(scan, "decode", lambda data: long.append(data) or decode(data))
    list(map(scan.seen, STORED))
    assert 0 < len(long) <= 4, "only entries with several parents"


@pytest.mark.parametrize("large", [23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**40])
def test_every_size_of_number(large: int) -> None:
    for entry in (replace(ENTRIES[0], seq=large, prev=b"p" * 32), replace(ENTRIES[0], stamp=large, seq=1)):
        assert (scan.seen(encode(entry)).seq, scan.seen(encode(entry)).id) == (entry.seq, entry.id)


def test_a_shredded_entry_keeps_its_id() -> None:
    assert scan.seen(encode(shred(ENTRIES[0]))).id == ENTRIES[0].id


@given(st.integers(0, len(STORED) - 1), st.integers(0, 10**6), st.integers(0, 7))
def test_a_flipped_bit_changes_the_id_or_is_refused(place: int, where: int, bit: int) -> None:
    data = bytearray(STORED[place])
    data[where % len(data)] ^= 1 << bit
    try:
        seen = scan.seen(bytes(data))
    except Refused as refused:
        assert refused.code in ("E-LEDGER-DAMAGED", "E-LEDGER-NEWER")
    else:
        assert seen.id != ENTRIES[place].id


@pytest.mark.parametrize("data", [b"", b"\xae", b"\xaf" + bytes(200), STORED[0][:-1], STORED[0] + b"\0"])
def test_what_is_no_entry_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        scan.seen(data)


def both(entries: list[Entry], **given: object) -> chain.Check:
    """The outcome of the check that decodes; the one that does not must say the same."""
    stored = [encode(one) for one in sorted(entries, key=lambda one: (one.device, one.seq, one.id))]
    decoded = check(map(decode, stored), KNOWN, given.get("extracts", frozenset()))  # type: ignore[arg-type]
    assert check_stored(stored, KNOWN, **given) == decoded  # type: ignore[arg-type]
    return decoded


def changed(entries: list[Entry], dice: random.Random) -> list[Entry]:
    """One entry changed, taken out, signed by somebody else, or put in twice with another body."""
    place = dice.randrange(len(entries))
    one = entries[place]
    signed = one.kind in GUARDED
    forged = sign(one, officer_key(dice.choice(("钱", "孙")))) if signed else replace(one, officer=bytes(16))
    by_another = replace(one, officer=ident("孙"))
    ways = [[replace(one, stamp=one.stamp + 1)], [], [forged], [by_another], [one, replace(one, salt=b"s" * 16)]]
    return [*entries[:place], *dice.choice(ways), *entries[place + 1 :]]


@pytest.mark.parametrize("seed", range(60))
def test_both_checks_name_the_same_fault(seed: int) -> None:
    dice = random.Random(seed)
    entries = changed(ENTRIES, dice)
    for extracts in (frozenset[bytes](), frozenset((ENTRIES[0].device,))):
        both(entries, extracts=extracts)


def test_whole_ledgers_agree() -> None:
    assert both(ENTRIES).chain == both([]).chain == "intact"


def test_a_check_goes_on_where_an_earlier_one_ended() -> None:
    heads, (device, other) = both(ENTRIES).heads, sorted({one.device for one in ENTRIES})
    tail = [one for one in ENTRIES if one.device == device][-5:]
    after = {device: (tail[0].seq - 1, tail[0].prev), other: heads[other]}
    found = check_stored(map(encode, tail), KNOWN, after=after)
    assert (found.chain, found.entries, found.devices, found.heads) == ("intact", 5, 2, heads)
    for wrong, what in (((tail[0].seq - 1, bytes(32)), "link"), ((tail[0].seq - 2, tail[0].prev), "gap")):
        fault = check_stored(map(encode, tail), KNOWN, after={device: wrong}).first_fault
        assert fault and (fault.what, fault.seq) == (what, tail[0].seq)
