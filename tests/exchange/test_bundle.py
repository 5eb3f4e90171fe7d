"""A bundle arrives whole and for the right reader, or nothing of it is used."""

import errno
import json
import stat
import threading
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from lucheng_desktop.exchange import sealing, writing
from lucheng_desktop.exchange.bundle import Attachment, Human, inspect, open_bundle, write
from lucheng_desktop.exchange.keys import fingerprint, public_of
from lucheng_desktop.refusal import Refused, fields, sentences
from tests.exchange.parcels import (
    BLOB,
    DEVICE_KEY,
    DEVICE_PUBLIC,
    OTHER_CASE,
    READER,
    SECOND,
    SENDER,
    STRANGER,
    attachment,
    case_entries,
    packed,
    parcel,
    trusted,
)
from tests.ledger.writers import ENTITY, Writer, ident

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return packed(tmp_path / "移送.bundle").file


def code(file: Path, reader: bytes = READER) -> str:
    with pytest.raises(Refused) as refused:
        open_bundle(file, reader, trusted)
    return refused.value.code


@pytest.mark.parametrize("reader", [READER, SECOND])
def test_what_went_in_comes_out(bundle: Path, reader: bytes) -> None:
    opened = open_bundle(bundle, reader, trusted)
    assert sorted(entry.id for entry in opened.entries()) == sorted(entry.id for entry in case_entries())
    found = [(one.name, one.size, b"".join(content)) for one, content in opened.attachments()]
    assert found == [("会议纪要“终稿”.pdf", len(BLOB), BLOB), ("谈话笔录.txt", 6, "笔录".encode())]
    assert [name for name, _ in opened.human()] == ["历史.txt", "鹿纪〔2026〕1号.pdf"]
    header = opened.header
    assert (header.purpose, header.cases, header.sender) == ("移送审理", ("鹿信〔2026〕7号",), SENDER.hex())
    assert (header.nature, header.counter, header.heads) == ("extract", 3, {SENDER.hex(): 40})
    assert READER.hex() not in repr(opened) and repr(READER) not in repr(opened)


def test_the_receipt_counts_what_is_in_the_file(tmp_path: Path) -> None:
    receipt = packed(tmp_path / "移送.bundle")
    assert (receipt.entries, receipt.attachments, receipt.volumes, receipt.segments) == (12, 2, 1, 2)
    assert receipt.sha256 == sha256(receipt.file.read_bytes()).hexdigest()
    assert receipt.bytes == receipt.file.stat().st_size
    assert receipt.readers == (fingerprint(public_of(READER)), fingerprint(public_of(SECOND)))
    assert list(tmp_path.iterdir()) == [receipt.file]
    assert stat.S_IMODE(receipt.file.stat().st_mode) == 0o600


def test_without_a_key_only_size_digest_and_number_of_readers_show(bundle: Path) -> None:
    seen = inspect(bundle)
    assert (seen.bytes, seen.readers) == (bundle.stat().st_size, 2)
    data = bundle.read_bytes()
    for word in ("移送", "鹿信", "会议纪要", "历史", "虚报", SENDER.hex(), ENTITY.hex(), "HEADER"):
        assert word.encode() not in data


def test_an_empty_or_foreign_file_is_no_bundle(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"PK\3\4", b"age-encryption.org/v1\n", b"age-encryption.org/v2\n--- x")):
        file = tmp_path / f"{number}.bundle"
        file.write_bytes(data)
        assert code(file) == "E-BUNDLE-DAMAGED"
        with pytest.raises(Refused):
            inspect(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert code(tmp_path / "没有.bundle") == "E-BUNDLE-READ"
    assert code(tmp_path) == "E-BUNDLE-READ"


class FailingAfter(sealing._Read):
    """A medium that gives three pieces and then no more."""

    left = 3

    def read(self, size: int = -1) -> bytes:
        self.left -= 1
        if self.left < 0:
            self.fault = OSError(errno.EIO, "I/O error")
            raise self.fault
        return super().read(size)


def test_a_medium_that_fails_in_the_middle_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_bundle(bundle, READER, trusted)
    monkeypatch.setattr(sealing, "_Read", FailingAfter)
    with pytest.raises(Refused) as refused:
        list(opened.human())
    assert refused.value.code == "E-BUNDLE-READ" and "I/O error" in refused.value.message


def test_the_wrong_reader_is_refused(bundle: Path) -> None:
    assert code(bundle, STRANGER) == "E-BUNDLE-RECIPIENT"


def test_an_unregistered_or_misnamed_sender_is_refused(bundle: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_bundle(bundle, READER, lambda device: None)
    assert refused.value.code == "E-BUNDLE-SENDER" and SENDER.hex() in refused.value.message
    with pytest.raises(Refused) as refused:
        open_bundle(bundle, READER, lambda device: public_of(STRANGER))
    assert refused.value.code == "E-BUNDLE-DAMAGED"


def test_a_case_bundle_cannot_carry_another_case(tmp_path: Path) -> None:
    strange = Writer("赵").write("set", {"summary": "别案内容"}, entity=OTHER_CASE)
    with pytest.raises(ValueError, match="not handed over"):
        packed(tmp_path / "移送.bundle", entries=[*case_entries(), strange])
    assert not list(tmp_path.iterdir())


def test_a_whole_history_goes_too(tmp_path: Path) -> None:
    writer = Writer("赵")
    for number in range(20):
        writer.write("note", {"n": number}, entity=ident(f"案{number % 3}"))
    receipt = packed(tmp_path / "全部.bundle", nature="whole", entries=writer.entries, entities=[])
    assert list(open_bundle(receipt.file, READER, trusted).entries()) == writer.entries


def test_a_bundle_of_nothing_but_a_header_opens(tmp_path: Path) -> None:
    receipt = packed(tmp_path / "空.bundle", entries=[], entities=[], attachments=[], human=[])
    opened = open_bundle(receipt.file, READER, trusted)
    assert (list(opened.entries()), list(opened.attachments()), list(opened.human())) == ([], [], [])


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 65535, 65536, 65537, 1 << 20])
def test_attachments_of_awkward_sizes(tmp_path: Path, size: int) -> None:
    receipt = packed(
        tmp_path / "移送.bundle", attachments=[attachment(bytes(range(256)) * (size // 256) + bytes(size % 256))]
    )
    ((one, content),) = [
        (one, b"".join(content)) for one, content in open_bundle(receipt.file, READER, trusted).attachments()
    ]
    assert one.size == len(content) == size


def test_a_part_that_is_not_taken_is_skipped(bundle: Path) -> None:
    opened = open_bundle(bundle, READER, trusted)
    assert [one.name for one, _ in opened.attachments()] == ["会议纪要“终稿”.pdf", "谈话笔录.txt"]
    parts = opened.attachments()
    _, content = next(parts)
    assert BLOB.startswith(next(content))
    parts.close()
    assert all(thread.name != "age" for thread in threading.enumerate())


def test_a_file_swapped_after_the_proof_is_noticed(bundle: Path, tmp_path: Path) -> None:
    opened = open_bundle(bundle, READER, trusted)
    other = packed(
        tmp_path / "另一个.bundle", attachments=[attachment(BLOB[::-1])], human=[Human("历史.txt", b"x")]
    ).file
    other.replace(bundle)
    with pytest.raises(Refused) as refused:
        list(opened.human())
    assert refused.value.code == "E-BUNDLE-DAMAGED"


def test_the_sender_opens_it_again_before_it_gets_its_name(tmp_path: Path) -> None:
    target = tmp_path / "移送.bundle"
    readers = [public_of(READER), public_of(SECOND)]
    assert write(target, parcel(), readers, DEVICE_KEY, own=SECOND).verified
    with pytest.raises(Refused):
        write(tmp_path / "另一个.bundle", parcel(), readers, DEVICE_KEY, own=STRANGER)
    assert list(tmp_path.iterdir()) == [target]


def test_the_sheet_lies_beside_it_only_when_asked(tmp_path: Path) -> None:
    write(tmp_path / "移送.bundle", parcel(), [public_of(READER)], DEVICE_KEY, explain=True)
    sheet = (tmp_path / "说明.txt").read_text("utf-8")
    assert "age -d -i 密钥.txt 移送.bundle | zstd -d | tar -x" in sheet
    assert "openssl" in sheet and "鹿信" not in sheet


# what goes wrong while writing


def lying(size: int, content: bytes) -> Attachment:
    return Attachment("ab" * 32, "甲.pdf", "application/pdf", size, lambda: iter([content]))


def failing() -> Iterator[bytes]:
    yield b"1"
    raise Refused("E-LEDGER-DAMAGED", what="blob")


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (lying(9, b"12345"), ValueError),
        (lying(1, b"12345"), ValueError),
        (Attachment("ab" * 32, "甲.pdf", "application/pdf", 9, failing), Refused),
        (Attachment("../../甲", "甲.pdf", "application/pdf", 0, lambda: ()), ValueError),
    ],
)
def test_a_fault_while_writing_leaves_nothing(tmp_path: Path, one: Attachment, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        packed(tmp_path / "移送.bundle", attachments=[one])
    assert not list(tmp_path.iterdir())


def test_an_older_bundle_stays_when_the_new_one_fails(bundle: Path) -> None:
    before = bundle.read_bytes()
    with pytest.raises(ValueError):
        packed(bundle, attachments=[lying(9, b"")])
    assert bundle.read_bytes() == before
    assert list(bundle.parent.iterdir()) == [bundle]


@pytest.mark.parametrize(
    "name",
    [
        "../甲.txt",
        "/甲.txt",
        "甲\n.txt",
        ".",
        "..",
        "",
        "甲/乙.txt",
        "甲\u202e.txt",
        "CON:",
        "-rf",
        "甲.txt ",
        "长" * 40,
        "\x00",
    ],
)
def test_readable_copies_have_plain_file_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        packed(tmp_path / "移送.bundle", human=[Human(name, b"")])


def test_two_copies_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        packed(tmp_path / "移送.bundle", human=[Human("A.txt", b"1"), Human("a.txt", b"2")])


def test_cancelling_leaves_nothing_and_progress_ends_at_the_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write(
        tmp_path / "1.bundle",
        parcel(),
        [public_of(READER)],
        DEVICE_KEY,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == sorted(seen) and seen[-1][0] == seen[-1][1] > len(BLOB)

    def stop(done: int, total: int) -> None:
        if done > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "2.bundle", parcel(), [public_of(READER)], DEVICE_KEY, progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["1.bundle"]


class FullDisk:
    """A medium with room for a little."""

    def __init__(self, room: int, number: int) -> None:
        self.room, self.number = room, number

    def __call__(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise OSError(self.number, "medium")
        return len(data)


@pytest.mark.parametrize(("number", "key"), [(errno.ENOSPC, "E-BUNDLE-WRITE/full"), (errno.EIO, "E-BUNDLE-WRITE")])
@pytest.mark.parametrize("room", [0, 100_000])
def test_a_full_or_broken_medium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str, room: int
) -> None:
    disk = FullDisk(room, number)
    monkeypatch.setattr(writing._Digesting, "write", lambda self, data: disk(data))
    with pytest.raises(Refused) as refused:
        packed(tmp_path / "移送.bundle")
    assert refused.value.key == key and "移送.bundle" in refused.value.message
    assert not list(tmp_path.iterdir())


def test_a_folder_that_has_gone(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        packed(tmp_path / "优盘" / "移送.bundle")
    assert refused.value.code == "E-BUNDLE-WRITE"


def test_a_medium_that_forgets_is_found_by_rereading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(part: Path, plan: object, *rest: object) -> object:
        written = real(part, plan, *rest)  # type: ignore[arg-type]
        part.write_bytes(part.read_bytes()[:-1])
        return written

    real = writing._written
    monkeypatch.setattr(writing, "_written", forget)
    with pytest.raises(Refused) as refused:
        packed(tmp_path / "移送.bundle")
    assert refused.value.key == "E-BUNDLE-WRITE/reread"
    assert not list(tmp_path.iterdir())


def test_memory_stays_flat_whatever_the_attachment(tmp_path: Path) -> None:
    piece = sha256(b"").digest() * 8192
    large = Attachment("ab" * 32, "录像.mp4", "video/mp4", 256 * len(piece), lambda: (piece for _ in range(256)))
    tracemalloc.start()
    try:
        receipt = packed(tmp_path / "移送.bundle", attachments=[large])
        opened = open_bundle(receipt.file, READER, trusted)
        taken = sum(len(part) for _, content in opened.attachments() for part in content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert taken == large.size == 64 << 20
    assert peak < 12 << 20


def test_bundles_of_released_formats_still_open() -> None:
    known = json.loads((GOLDEN / "known.json").read_text("utf-8"))
    for name, expected in known.items():
        opened = open_bundle(GOLDEN / name, READER, lambda device: DEVICE_PUBLIC)
        assert [entry.id.hex() for entry in opened.entries()] == expected["entries"]
        assert [sha256(b"".join(content)).hexdigest() for _, content in opened.attachments()] == expected["attachments"]


@pytest.mark.parametrize("key", [key for key in sentences() if key.startswith("E-BUNDLE")])
def test_each_refusal_reads_with_its_facts(key: str) -> None:
    facts = {"file": "移送.bundle", "what": "age", "device": "ab", "version": "2", "reason": "I/O error"}
    refused = Refused(key, **{name: facts[name] for name in fields(key)})
    assert refused.next and "{" not in refused.message
