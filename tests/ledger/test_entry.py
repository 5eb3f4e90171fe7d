"""The byte form of an entry: one form only, nothing lost, nothing changed unnoticed."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.ledger.canonical import pack, unpack
from lucheng_desktop.ledger.entry import (
    GUARDED,
    KINDS,
    LARGEST,
    START,
    Entry,
    decode,
    encode,
    issue,
    shred,
    sign,
    verify,
)
from lucheng_desktop.refusal import Refused
from tests.ledger.writers import ENTITY, Writer, ident, officer_key

GOLDEN = Path(__file__).parent / "golden" / "entries.json"

words = st.text(max_size=12) | st.sampled_from(
    ["陈堃喆", "“反映问题”——不属实", "𠮷野家\u3000", "é", "é", "\x00", "否‮是"]
)
scalars = words | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.none() | st.binary(max_size=40)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8
)
digests = st.binary(min_size=32, max_size=32)
idents = st.binary(min_size=16, max_size=16)
bodies = {
    "append": st.fixed_dictionaries({"list": words, "item": st.dictionaries(words, values, max_size=3)}),
    "transition": st.fixed_dictionaries({"step": words, "from": words, "to": words}, optional={"why": values}),
    "add": st.fixed_dictionaries({"set": words, "value": words | st.integers(0, 9) | st.binary(max_size=9)}),
    "remove": st.fixed_dictionaries({"set": words, "value": words}),
    "approve": st.fixed_dictionaries({"scope": st.lists(words, max_size=3), "digest": words}),
    "resolve": st.fixed_dictionaries(
        {}, optional={"fields": st.dictionaries(words, values, max_size=3), "state": words, "voided": st.booleans()}
    ),
}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    kind = draw(st.sampled_from(sorted(KINDS)))
    seq = draw(st.integers(1, 2**40))
    body = draw(bodies.get(kind, st.dictionaries(words, values, max_size=4)))
    prev = START if seq == 1 else draw(digests.filter(any))
    entry = Entry(
        draw(idents),
        seq,
        prev,
        draw(words.filter(bool)),
        draw(idents),
        tuple(draw(st.lists(digests, max_size=4))),
        kind,
        body,
        draw(idents),
        draw(st.integers(0, 2**62)),
        draw(st.integers(0, 99)),
        draw(idents),
    )
    return sign(entry, officer_key("赵")) if kind in GUARDED else entry


@given(entries())
def test_what_was_written_is_read(entry: Entry) -> None:
    again = decode(encode(entry))
    assert again == entry
    assert again.id == entry.id
    assert encode(again) == encode(entry)


@given(entries(), st.data())
def test_a_flipped_bit_is_refused_or_another_entry(entry: Entry, data: st.DataObject) -> None:
    wire = bytearray(encode(entry))
    wire[data.draw(st.integers(0, len(wire) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        other = decode(bytes(wire))
    except Refused as refused:
        assert refused.code in ("E-LEDGER-DAMAGED", "E-LEDGER-NEWER")
    else:
        assert other.id != entry.id


@given(entries(), st.data())
def test_cut_or_longer_is_refused(entry: Entry, data: st.DataObject) -> None:
    wire = encode(entry)
    cut = data.draw(st.integers(0, len(wire) - 1))
    for mutant in (wire[:cut], wire + wire[:cut] if cut else wire + b"\0"):
        with pytest.raises(Refused):
            decode(mutant)


@given(st.binary(max_size=300) | values.map(pack))
def test_noise_is_refused_and_nothing_else(noise: bytes) -> None:
    with pytest.raises(Refused):
        decode(noise)


@given(entries())
def test_a_shredded_body_leaves_id_and_signature(entry: Entry) -> None:
    gone = shred(entry)
    assert gone.id == entry.id
    assert decode(encode(gone)) == gone == shred(gone)
    assert not gone.body and not gone.salt
    if entry.kind in GUARDED:
        assert verify(gone, officer_key("赵").public_key().public_bytes_raw())


def test_the_digest_hides_a_guessable_body() -> None:
    writer = Writer("赵")
    first, second = writer.set(finding="false"), writer.set(finding="false")
    assert shred(first).shredded != shred(second).shredded
    assert shred(first).shredded == sha256(first.salt + pack({"finding": "false"})).digest()


def test_a_signature_is_the_officers_and_covers_every_part() -> None:
    entry = Writer("赵").move("register", "received", "registered")
    public = officer_key("赵").public_key().public_bytes_raw()
    assert verify(entry, public)
    assert not verify(entry, officer_key("钱").public_key().public_bytes_raw())
    assert not verify(entry, b"short")
    parts = {
        "device": ident("x"),
        "seq": 2,
        "prev": b"1" * 32,
        "entity_kind": "clearance",
        "entity": ident("y"),
        "parents": (b"2" * 32,),
        "kind": "void",
        "body": {"step": "register", "from": "received", "to": "archived"},
        "officer": ident("钱"),
        "stamp": 1,
        "schema": 2,
        "salt": b"3" * 16,
    }
    for name, value in parts.items():
        assert not verify(replace(entry, **{name: value}), public), name


@pytest.mark.parametrize(
    "change",
    [
        {"device": b"short"},
        {"device": "十六个字节长短的字"},
        {"seq": 0},
        {"seq": 2},
        {"seq": True},
        {"prev": b"1" * 32},
        {"kind": "sneak"},
        {"entity_kind": ""},
        {"salt": b""},
        {"stamp": -1},
        {"signature": b"1" * 64},
        {"parents": (b"1",)},
        {"body": {1: "x"}},
        {"body": {"x": 1.5}},
        {"body": {"x": {1, 2}}},
        {"body": {"x": 2**63}},
        {"body": {"x": "\ud800"}},
        {"kind": "append", "body": {"list": "talks"}},
        {"kind": "void"},
        {"shredded": b"1" * 32},
        {"body": {"text": "长" * LARGEST}},
    ],
)
def test_out_of_shape_is_never_written(change: dict[str, object]) -> None:
    entry = Writer("赵").set(summary="群众反映")
    with pytest.raises(ValueError):
        encode(replace(entry, **change))


@pytest.mark.parametrize(
    "key, value, code",
    [
        (0, 2, "E-LEDGER-NEWER"),
        (14, 2, "E-LEDGER-NEWER"),
        (7, "lease", "E-LEDGER-NEWER"),
        (0, "1", "E-LEDGER-DAMAGED"),
        (4, 7, "E-LEDGER-DAMAGED"),
        (8, [], "E-LEDGER-DAMAGED"),
        (20, 0, "E-LEDGER-DAMAGED"),
        (12, b"", "E-LEDGER-DAMAGED"),
        (6, [b"2" * 32, b"1" * 32], "E-LEDGER-DAMAGED"),
        (13, b"1" * 64, "E-LEDGER-DAMAGED"),
        (15, b"1" * 32, "E-LEDGER-DAMAGED"),
    ],
)
def test_a_newer_or_foreign_form_is_named(key: int, value: object, code: str) -> None:
    parts = cbor2.loads(encode(Writer("赵").set(summary="群众反映"))) | {key: value}
    with pytest.raises(Refused) as refused:
        decode(cbor2.dumps(parts, canonical=True))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "wire",
    [
        cbor2.dumps(cbor2.CBORTag(2, b"\1\1")),
        cbor2.dumps(cbor2.CBORTag(55799, 1)),
        bytes.fromhex("bf00ff"),
        bytes.fromhex("1801"),
        bytes.fromhex("a200010001"),
        bytes.fromhex("f93c00"),
        b"\x81" * 5000,
        bytes.fromhex("9bffffffffffffffff"),
        bytes.fromhex("5bffffffffffffffff"),
        bytes.fromhex("f7"),
        cbor2.dumps(cbor2.CBORTag(35, "(a+)+$")),
        bytes.fromhex("a2616200616100"),
    ],
)
def test_only_the_one_form_is_unpacked(wire: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(wire)


def test_golden_entries_still_read_the_same() -> None:
    for golden in json.loads(GOLDEN.read_text("utf-8")):
        entry = decode(bytes.fromhex(golden["wire"]))
        assert entry.id.hex() == golden["id"]
        assert (entry.kind, entry.entity.hex(), entry.seq) == (golden["kind"], ENTITY.hex(), golden["seq"])
        assert encode(entry).hex() == golden["wire"]
        if entry.kind in GUARDED:
            assert verify(entry, bytes.fromhex(golden["public"]))


@given(entries())
def test_issuing_is_signing_and_encoding(entry: Entry) -> None:
    key = officer_key("林知微")
    draft = replace(entry, signature=b"")
    expected = sign(draft, key) if entry.kind in GUARDED else draft
    made, data = issue(draft, key)
    assert data == encode(expected) and made.id == expected.id and decode(data) == made


def test_nothing_out_of_shape_is_issued() -> None:
    draft = Entry(ident("机"), 1, START, "person", ENTITY, (), "set", {"a": 1}, ident("人"), 5, 1, bytes(16))
    for wrong in ({"seq": 2}, {"salt": b""}, {"kind": "append"}, {"body": {"a": 1.5}}, {"body": {"a": "长" * LARGEST}}):
        with pytest.raises(ValueError):
            issue(replace(draft, **wrong), officer_key("林知微"))
    body = {"a": ["甲"]}
    made, _ = issue(replace(draft, body=body), officer_key("林知微"))
    body["a"].append("乙")
    assert made.body == {"a": ["甲"]}
