"""The check of the whole ledger names the first thing that is not as its writers left it."""

import random
from dataclasses import replace

import pytest

from lucheng_desktop.ledger.chain import check
from lucheng_desktop.ledger.entry import Entry, shred, sign
from tests.ledger.writers import Writer, ident, keys, officer_key

DEVICE = ident("pc 赵")


@pytest.fixture
def entries() -> list[Entry]:
    """Six entries of one PC: even ones free, odd ones (from 0) signed."""
    writer = Writer("赵")
    for number in range(3):
        writer.set(summary=f"摘要{number}")
        writer.move(f"step{number}", f"s{number}", f"s{number + 1}")
    return writer.entries


def fault(entries: list[Entry], **given: frozenset[bytes]) -> tuple[str, int] | None:
    found = check(entries, keys("赵").get, **given)
    assert (found.chain == "broken") == (found.first_fault is not None)
    return (found.first_fault.what, found.first_fault.seq) if found.first_fault else None


def test_a_whole_ledger_is_intact_in_any_order_with_duplicates(entries: list[Entry]) -> None:
    shuffled = entries * 2
    random.Random(7).shuffle(shuffled)
    found = check(shuffled, keys("赵").get)
    assert (found.entries, found.devices, found.chain, found.signatures, found.first_fault) == (6, 1, "intact", 3, None)
    assert found.heads == {DEVICE: (6, entries[-1].id)}


def test_an_empty_ledger_is_intact() -> None:
    found = check([], keys().get)
    assert (found.entries, found.chain, dict(found.heads)) == (0, "intact", {})


@pytest.mark.parametrize("position", range(5))
def test_a_changed_entry_breaks_the_link_after_it(entries: list[Entry], position: int) -> None:
    changed = replace(entries[position], stamp=entries[position].stamp + 1)
    expected = ("signature", position + 1) if position % 2 else ("link", position + 2)
    assert fault([*entries[:position], changed, *entries[position + 1 :]]) == expected


def test_a_changed_body_breaks_the_chain_and_a_shredded_one_does_not(entries: list[Entry]) -> None:
    assert fault([replace(entries[0], body={"summary": "另一句"}), *entries[1:]]) == ("link", 2)
    assert fault([shred(entry) for entry in entries]) is None


@pytest.mark.parametrize("position", range(1, 5))
def test_a_missing_entry_is_a_gap_except_in_a_named_extract(entries: list[Entry], position: int) -> None:
    holed = entries[:position] + entries[position + 1 :]
    assert fault(holed) == ("gap", position + 2)
    assert fault(holed, extracts=frozenset([DEVICE])) is None
    assert fault(holed, extracts=frozenset([ident("another")])) == ("gap", position + 2)


def test_a_missing_start_is_a_gap(entries: list[Entry]) -> None:
    assert fault(entries[1:]) == ("gap", 2)


def test_an_extract_is_still_held_to_its_links(entries: list[Entry]) -> None:
    changed = replace(entries[2], body={"summary": "另一句"})
    assert fault([changed, *entries[3:]], extracts=frozenset([DEVICE])) == ("link", 4)


def test_two_entries_at_one_place_are_a_fork(entries: list[Entry]) -> None:
    assert fault([*entries, replace(entries[5], signature=b"", salt=b"1" * 16, kind="note")]) == ("fork", 6)


def test_a_signature_by_somebody_else_or_an_unknown_officer_is_named(entries: list[Entry]) -> None:
    forged = sign(entries[5], officer_key("钱"))
    assert fault([*entries[:5], forged]) == ("signature", 6)
    found = check(entries, keys("钱").get)
    assert found.first_fault is not None and (found.first_fault.what, found.signatures) == ("officer", 0)
    assert (found.first_fault.device, found.first_fault.entry) == (DEVICE.hex(), entries[1].id.hex())
