"""A segment holds what it says, by whom it says, or is refused."""

from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.exchange import segment
from lucheng_desktop.exchange.keys import public_of
from lucheng_desktop.exchange.sealing import seal_bytes
from lucheng_desktop.exchange.segment import Sealer, open_segment, read_header, runs, seal
from lucheng_desktop.ledger.canonical import pack
from lucheng_desktop.ledger.entry import Entry, encode
from lucheng_desktop.refusal import Refused
from tests.exchange.parcels import (
    DEVICE_KEY,
    OFFICE,
    OTHER_CASE,
    READER,
    SECOND,
    SENDER,
    STRANGER,
    case_entries,
    trusted,
)
from tests.ledger.writers import ENTITY, Writer, ident

SEALER = Sealer(OFFICE, SENDER, DEVICE_KEY, (public_of(READER), public_of(SECOND)), epoch=2)


def one_device(count: int = 8) -> list[Entry]:
    writer = Writer("赵")
    for number in range(count):
        writer.set(summary=f"第{number}稿") if number % 2 else writer.write("note", {"n": number}, entity=OTHER_CASE)
    return writer.entries


def test_a_segment_gives_back_its_entries() -> None:
    entries = one_device()
    data = seal(entries, "whole", SEALER)
    for reader in (READER, SECOND):
        header, found = open_segment(data, reader, trusted)
        assert found == tuple(entries)
    assert (header.device, header.signer, header.seq0, header.seq1, header.n, header.epoch) == (
        SENDER,
        SENDER,
        1,
        8,
        8,
        2,
    )
    assert read_header(data)[0] == header
    assert b"\xe7\xac\xac" not in data  # 第


def test_an_extract_has_gaps_and_only_the_chosen_entity() -> None:
    entries = [entry for entry in one_device() if entry.entity == ENTITY]
    (run,) = runs(entries, "extract")
    header, found = open_segment(seal(run, "extract", SEALER), READER, trusted)
    assert (header.nature, header.seq0, header.seq1, header.n) == ("extract", 2, 8, 4)
    assert found == tuple(entries)
    with pytest.raises(Refused):
        open_segment(seal(run, "whole", SEALER), READER, trusted)


def test_entries_are_cut_by_device_gap_number_and_size() -> None:
    entries = one_device()
    assert [len(run) for run in runs(reversed(entries * 2), "whole")] == [8]
    assert [len(run) for run in runs(entries[:3] + entries[5:], "whole")] == [3, 3]
    assert [len(run) for run in runs(entries[:3] + entries[5:], "extract")] == [6]
    assert len(list(runs(case_entries(), "extract"))) == 2
    many = Writer("赵")
    for number in range(segment.MOST_ENTRIES + 1):
        many.write("note", {"n": number}, parents=())
    assert [len(run) for run in runs(many.entries, "whole")] == [segment.MOST_ENTRIES, 1]
    large = Writer("赵")
    for _ in range(3):
        large.write("note", {"text": "长" * 200_000}, parents=())
    found = list(runs(large.entries, "whole"))
    assert [len(run) for run in found] == [1, 1, 1]
    assert open_segment(seal(found[0], "whole", SEALER), READER, trusted)[1] == (large.entries[0],)


def test_a_fork_goes_in_pieces_of_their_own() -> None:
    entries = one_device(3)
    forked = replace(entries[2], salt=b"9" * 16)
    found = list(runs([*entries, forked], "whole"))
    assert sorted(map(len, found)) == [1, 3]


def test_a_stranger_cannot_read_and_an_unknown_device_is_named() -> None:
    data = seal(one_device(), "whole", SEALER)
    with pytest.raises(Refused) as refused:
        open_segment(data, STRANGER, trusted, "甲.lcsg")
    assert refused.value.code == "E-BUNDLE-RECIPIENT"
    with pytest.raises(Refused) as refused:
        open_segment(data, READER, lambda device: None, "甲.lcsg")
    assert refused.value.code == "E-BUNDLE-SENDER" and SENDER.hex() in refused.value.message


def test_another_key_under_the_same_device_is_refused() -> None:
    data = seal(one_device(), "whole", SEALER)
    with pytest.raises(Refused) as refused:
        open_segment(data, READER, lambda device: public_of(STRANGER))
    assert refused.value.code == "E-BUNDLE-DAMAGED"


@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    wire = bytearray(SEALED)
    wire[data.draw(st.integers(0, len(wire) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Refused):
        open_segment(bytes(wire), READER, trusted)


@given(st.integers(0, 4000), st.binary(min_size=0, max_size=20))
def test_cut_or_longer_is_refused(length: int, tail: bytes) -> None:
    mutant = SEALED[: length % len(SEALED)] + tail if length % 2 or not tail else SEALED + tail
    with pytest.raises(Refused):
        open_segment(mutant, READER, trusted)


@pytest.mark.parametrize("place", [4, 5])
def test_a_newer_format_or_suite_is_named(place: int) -> None:
    wire = bytearray(SEALED)
    wire[place] = 2
    with pytest.raises(Refused) as refused:
        open_segment(bytes(wire), READER, trusted)
    assert refused.value.code == "E-BUNDLE-NEWER"


def signed(plain: bytes, run: list[Entry], **changed: object) -> bytes:
    """A segment by a registered device whose program lies."""
    header = read_header(seal(run, "whole", SEALER))[0]
    sealed = seal_bytes(plain, SEALER.readers)
    parts = {name: getattr(header, name) for name in header.__slots__} | {"clen": len(sealed)} | changed
    packed = pack(parts)
    start = segment._PREFIX.pack(b"LCSG", 1, 1, len(packed)) + packed
    return start + sealed + DEVICE_KEY.sign(segment._to_be_signed(start, sealed))


@pytest.mark.parametrize(
    "change",
    [
        {"n": 7},
        {"seq0": 2},
        {"seq1": 9},
        {"prev": bytes(31) + b"1"},
        {"head": bytes(32)},
        {"device": ident("pc 钱")},
        {"nature": "other"},
        {"extra": 1},
        {"epoch": "2"},
    ],
)
def test_a_header_that_does_not_fit_is_refused(change: dict[str, object]) -> None:
    run = one_device()
    with pytest.raises(Refused) as refused:
        open_segment(signed(zstandard.compress(pack([encode(entry) for entry in run])), run, **change), READER, trusted)
    assert refused.value.code == "E-BUNDLE-DAMAGED"


@pytest.mark.parametrize(
    "plain",
    [
        zstandard.compress(bytes(1 << 30)),
        zstandard.compress(b"noise"),
        zstandard.compress(pack({})),
        zstandard.compress(pack([1])),
        zstandard.compress(pack([b"1"])),
        b"no zstd",
        b"",
        zstandard.compress(pack([])),
    ],
)
def test_bombs_and_noise_inside_are_refused(plain: bytes) -> None:
    with pytest.raises(Refused) as refused:
        open_segment(signed(plain, one_device()), READER, trusted)
    assert refused.value.code == "E-BUNDLE-DAMAGED"


def test_an_entry_of_a_newer_program_is_named_as_such() -> None:
    run = one_device()
    wires = [encode(entry) for entry in run]
    wires[3] = wires[3].replace(b"\x07cset", b"\x07csit")
    with pytest.raises(Refused) as refused:
        open_segment(signed(zstandard.compress(pack(wires)), run), READER, trusted)
    assert refused.value.code == "E-BUNDLE-NEWER"


SEALED = seal(one_device(), "whole", SEALER)
