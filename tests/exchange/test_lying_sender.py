"""A registered device whose program lies: every promise of the header is held against what came."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.exchange import manifest, segment, tar, writing
from lucheng_desktop.exchange.bundle import open_bundle
from lucheng_desktop.exchange.keys import fingerprint, public_of
from lucheng_desktop.exchange.segment import Sealer
from lucheng_desktop.exchange.tar import Member
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
    forged,
    members,
    packed,
    plain,
    trusted,
)
from tests.ledger.writers import Writer

Parts = dict[str, bytes]
SEALER = Sealer(OFFICE, SENDER, DEVICE_KEY, (public_of(READER), public_of(SECOND)))


def signed_again(parts: Parts) -> bytes:
    """The stream of these members with digests and signature that fit them."""
    blocks = [tar.head(Member(name, len(data))) + data + tar.padding(len(data)) for name, data in parts.items()]
    stream = b"".join(blocks)
    sums = manifest.sums(sha256(stream).digest(), ((name, sha256(data).digest()) for name, data in parts.items()))
    for name, data in ((manifest.SUMS, sums), (manifest.SIGNATURE, DEVICE_KEY.sign(sums))):
        stream += tar.head(Member(name, len(data))) + data + tar.padding(len(data))
    return stream + tar.END


def told(parts: Parts, **changed: Any) -> Parts:
    """The same members under a header that says something else; sizes and names are told as they are."""
    rest = {name: data for name, data in parts.items() if name != manifest.HEADER}
    listed = [{"name": name, "size": len(data)} for name, data in rest.items()]
    header = json.loads(parts[manifest.HEADER]) | {"members": listed} | changed
    data = json.dumps(header, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return {manifest.HEADER: data} | rest


def outcome(tmp_path: Path, change: Callable[[Parts], Parts], **given: Any) -> str:
    parts = dict(members(plain(packed(tmp_path / "移送.bundle", **given).file))[:-2])
    file = forged(tmp_path / "谎报.bundle", signed_again(change(parts)))
    try:
        open_bundle(file, READER, trusted)
    except Refused as refused:
        return refused.code
    return "opened"


def with_segment(parts: Parts, run: Any, name: str = "", sealer: Sealer = SEALER, **changed: Any) -> Parts:
    data = segment.seal(run, "extract", sealer)
    name = name or manifest.segment_name(run[0].device, run[0].seq, run[-1].id)
    return told(parts | {name: data}, **changed)


def test_the_workshop_itself_is_sound(tmp_path: Path) -> None:
    assert outcome(tmp_path, told) == "opened"
    extra = Writer("赵").write("note", {})
    assert outcome(tmp_path, lambda parts: with_segment(parts, [extra], entries=13)) == "opened"


def test_a_header_written_otherwise_is_refused(tmp_path: Path) -> None:
    assert outcome(tmp_path, lambda parts: {**parts, "HEADER.json": parts["HEADER.json"] + b" "}) == "E-BUNDLE-DAMAGED"


def test_readers_that_leave_me_out_are_refused(tmp_path: Path) -> None:
    readers = [fingerprint(public_of(STRANGER))]
    assert outcome(tmp_path, lambda parts: told(parts, readers=readers), entries=[]) == "E-BUNDLE-RECIPIENT"


@pytest.mark.parametrize("entries", [0, 11, 13])
def test_a_wrong_count_is_refused(tmp_path: Path, entries: int) -> None:
    assert outcome(tmp_path, lambda parts: told(parts, entries=entries)) == "E-BUNDLE-DAMAGED"


def test_an_entry_of_another_case_is_refused(tmp_path: Path) -> None:
    strange = Writer("赵").write("note", {}, entity=OTHER_CASE)
    assert outcome(tmp_path, lambda parts: with_segment(parts, [strange], entries=13)) == "E-BUNDLE-DAMAGED"


def test_an_entry_that_comes_twice_is_refused(tmp_path: Path) -> None:
    again = [entry for entry in case_entries() if entry.seq == 1][:1]
    assert outcome(tmp_path, lambda parts: with_segment(parts, again)) == "E-BUNDLE-DAMAGED"


def test_a_segment_under_another_name_is_refused(tmp_path: Path) -> None:
    name = f"seg/{SENDER.hex()}/000000000009-0000000000000000.lcsg"
    extra = [Writer("赵").write("note", {})]
    assert outcome(tmp_path, lambda parts: with_segment(parts, extra, name, entries=13)) == "E-BUNDLE-DAMAGED"


def test_a_segment_of_another_office_or_nature_is_refused(tmp_path: Path) -> None:
    extra = [Writer("赵").write("note", {})]
    sealer = Sealer(bytes(16), SENDER, DEVICE_KEY, SEALER.readers)
    assert outcome(tmp_path, lambda parts: with_segment(parts, extra, "", sealer, entries=13)) == "E-BUNDLE-DAMAGED"
    assert outcome(tmp_path, lambda parts: told(parts, nature="whole", entities=[])) == "E-BUNDLE-DAMAGED"


def test_attachments_are_those_that_are_listed(tmp_path: Path) -> None:
    assert outcome(tmp_path, lambda parts: told(parts, attachments=[])) == "E-BUNDLE-DAMAGED"
    assert outcome(tmp_path, lambda parts: told(parts | {"blob/" + "ab" * 32: b"x"})) == "E-BUNDLE-DAMAGED"


@pytest.mark.parametrize(
    "name", ["human/../x", "human/", "/etc/x", "seg/x", "blob/AB", "other", "human/\u202ex", "SENDER.pem2"]
)
def test_members_with_other_names_are_refused(tmp_path: Path, name: str) -> None:
    assert outcome(tmp_path, lambda parts: told(parts | {name: b"x"})) == "E-BUNDLE-DAMAGED"


def test_a_key_beside_the_registered_one_is_refused(tmp_path: Path) -> None:
    def change(parts: Parts) -> Parts:
        return {**parts, "SENDER.pem": parts["SENDER.pem"].replace(b"A", b"B")}

    assert outcome(tmp_path, change) == "E-BUNDLE-DAMAGED"
    assert (
        outcome(tmp_path, lambda parts: told({n: d for n, d in parts.items() if n != "SENDER.pem"}))
        == "E-BUNDLE-DAMAGED"
    )


def test_a_bundle_that_reads_back_otherwise_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = open_bundle(packed(tmp_path / "甲.bundle").file, READER, trusted)
    monkeypatch.setattr(writing, "open_bundle", lambda *given: other)
    with pytest.raises(Refused) as refused:
        packed(tmp_path / "乙.bundle", own=READER)
    assert refused.value.key == "E-BUNDLE-WRITE/reread"
    assert [file.name for file in tmp_path.iterdir()] == ["甲.bundle"]
