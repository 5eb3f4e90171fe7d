"""Attachments: what goes in comes out, and a damaged one says so without harming the others."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.files import Damage, set_aside_damaged
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.store import Vault

CHUNK = 1 << blobs.CHUNK_POWER
HEAD = 39


@pytest.fixture
def shelf(vault: Vault) -> Iterator[Shelf]:
    with vault.transaction() as shelf:
        yield shelf


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(bytearray(os.urandom(32)), b"v" * 16)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 12345])
def test_what_goes_in_comes_out(shelf: Shelf, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    source = tmp_path / "证据 材料（一）.bin"
    source.write_bytes(content)
    kept = shelf.attach(source, name=source.name, media_type="application/octet-stream")
    assert b"".join(shelf.attachment(kept.content)) == content
    assert (kept.bytes, kept.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert shelf.attach(content, name="另一个名字", media_type="x") == kept


def files(vault: Vault) -> list[Path]:
    return [path for path in vault.blobs.rglob("*") if path.is_file()]


def test_equal_content_lies_there_once_and_its_hash_is_no_name(vault: Vault, other: Vault) -> None:
    for store in (vault, other):
        with store.transaction() as shelf:
            for name in ("一", "二"):
                kept = shelf.attach("举报材料".encode(), name=name, media_type="text/plain")
    (mine,), (theirs,) = files(vault), files(other)
    assert mine.name != theirs.name and kept.sha256 not in (mine.name, theirs.name)
    assert "举报".encode() not in mine.read_bytes()


def test_an_attachment_of_another_vault_is_found_under_the_name_it_had(vault: Vault, other: Vault) -> None:
    with other.transaction() as there:
        kept = there.attach(b"content", name="a", media_type="t")
        content = b"".join(there.attachment(kept.content))
    with vault.transaction() as here:
        assert here.attach(content, name="a", media_type="t", known_as=kept.content) == kept
        assert b"".join(here.attachment(kept.content)) == content


def test_it_can_be_read_after_the_transaction(vault: Vault) -> None:
    with vault.transaction() as shelf:
        kept = shelf.attach(b"later", name="a", media_type="t")
    with vault.reading() as shelf:
        chunks = shelf.attachment(kept.content)
    assert b"".join(chunks) == b"later"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, HEAD + 2 * (CHUNK + 16) + 5 + 16 - 1), bit=st.integers(0, 7))
@example(place=0, bit=0)
@example(place=6, bit=0)
@example(place=20, bit=1)
def test_any_flipped_bit_is_found(master: MasterKey, tmp_path: Path, place: int, bit: int) -> None:
    stored = _stored(master, tmp_path)
    path = blobs.path_of(tmp_path, stored)
    whole = path.read_bytes()
    path.write_bytes(whole[:place] + bytes((whole[place] ^ 1 << bit,)) + whole[place + 1 :])
    try:
        with pytest.raises(Refused) as fault:
            list(blobs.read(tmp_path, master, stored, "甲.pdf"))
    finally:
        path.write_bytes(whole)
    assert fault.value.key == "E-ATTACHMENT-DAMAGED" and "甲.pdf" in fault.value.message


_made: dict[Path, str] = {}


def _stored(master: MasterKey, folder: Path) -> str:
    if folder not in _made:
        _made[folder] = blobs.store(folder, master, bytes(2 * CHUNK + 5)).file
    return _made[folder]


@pytest.mark.parametrize(
    "change",
    [
        lambda head, first, second, last: head + first + second,
        lambda head, first, second, last: head + first,
        lambda head, first, second, last: head,
        lambda head, first, second, last: head[:10],
        lambda head, first, second, last: b"",
        lambda head, first, second, last: head + second + first + last,
        lambda head, first, second, last: head + first + second + last + last,
        lambda head, first, second, last: head + first + last,
        lambda head, first, second, last: head + last,
        lambda head, first, second, last: os.urandom(39) + first + second + last,
    ],
)
def test_cut_swapped_and_added_chunks_are_found(master: MasterKey, tmp_path: Path, change: Any) -> None:
    stored = blobs.store(tmp_path, master, os.urandom(2 * CHUNK + 5)).file
    path = blobs.path_of(tmp_path, stored)
    whole = path.read_bytes()
    cuts = [0, HEAD, HEAD + CHUNK + 16, HEAD + 2 * (CHUNK + 16), len(whole)]
    path.write_bytes(change(*(whole[start:stop] for start, stop in pairwise(cuts))))
    with pytest.raises(Refused) as fault:
        list(blobs.read(tmp_path, master, stored, "甲"))
    assert fault.value.key == "E-ATTACHMENT-DAMAGED"


def test_files_exchanged_for_each_other_are_refused_before_their_end(vault: Vault) -> None:
    with vault.transaction() as shelf:
        kept = [shelf.attach(bytes((number,)) * (CHUNK + 5), name=f"{number}.pdf", media_type="t") for number in (1, 2)]
    one, other = (blobs.path_of(vault.blobs, stored.content) for stored in kept)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    for number, stored in enumerate(kept, 1):
        with vault.reading() as shelf, pytest.raises(Refused) as fault:
            list(shelf.attachment(stored.content))
        assert fault.value.key == "E-ATTACHMENT-DAMAGED/exchanged" and f"{number}.pdf" in fault.value.message


def test_one_damaged_file_harms_no_other_and_adding_it_again_heals_it(vault: Vault) -> None:
    with vault.transaction() as shelf:
        kept = [shelf.attach(text.encode(), name=f"{text}.txt", media_type="t") for text in ("一", "二", "三")]
    blobs.path_of(vault.blobs, kept[1].content).write_bytes(b"")
    blobs.path_of(vault.blobs, kept[2].content).unlink()
    with vault.reading() as shelf:
        assert b"".join(shelf.attachment(kept[0].content)) == "一".encode()
        for content, name, key in ((kept[1], "二", ""), (kept[2], "三", "/absent")):
            with pytest.raises(Refused) as fault:
                list(shelf.attachment(content.content))
            assert fault.value.key == f"E-ATTACHMENT-DAMAGED{key}" and f"{name}.txt" in fault.value.message
    with vault.transaction() as shelf:
        shelf.attach("二".encode(), name="二.txt", media_type="t")
        assert b"".join(shelf.attachment(kept[1].content)) == "二".encode()


def test_an_unknown_attachment(shelf: Shelf) -> None:
    with pytest.raises(Refused) as fault:
        list(shelf.attachment("00" * 32))
    assert fault.value.key == "E-ATTACHMENT-DAMAGED/absent"


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_source_that_cannot_be_read_leaves_nothing(vault: Vault, tmp_path: Path, make: Any) -> None:
    source = tmp_path / "不在了.pdf"
    make(source)
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.attach(source, name="不在了.pdf", media_type="t")
    assert fault.value.key == "E-ATTACHMENT-SOURCE" and "不在了.pdf" in fault.value.message
    assert files(vault) == []


def test_a_failure_while_writing_leaves_no_part(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(blobs.durable, "flush", lambda file: 1 / 0)
        with pytest.raises(ZeroDivisionError), vault.transaction() as shelf:
            shelf.attach(b"x", name="a", media_type="t")
    assert files(vault) == []


MEASURE = """
import resource, sys
from pathlib import Path
from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.keys import MasterKey
folder, size = Path(sys.argv[1]), int(sys.argv[2])
source = folder / "big"
with source.open("wb") as file:
    file.truncate(size)
master = MasterKey(bytearray(32), b"v" * 16)
stored = blobs.store(folder / "blobs", master, source)
assert sum(map(len, blobs.read(folder / "blobs", master, stored.file, "big"))) == size
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(folder: Path, size: int) -> int:
    """KiB of the largest footprint of a process that stores and reads a file of so many bytes."""
    folder.mkdir()
    arguments = [sys.executable, "-c", MEASURE, str(folder), str(size)]
    return int(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    assert peak(tmp_path / "large", 24 * CHUNK) - peak(tmp_path / "small", 4 * CHUNK) < 8 * 1024


def test_chunks_of_any_size_are_one_content(vault: Vault) -> None:
    content = os.urandom(2 * CHUNK + 7)
    pieces = [content[:1], b"", content[1 : CHUNK + 5], content[CHUNK + 5 :]]
    with vault.transaction() as shelf:
        kept = shelf.attach((piece for piece in pieces if piece), name="流", media_type="t")
        assert shelf.attach(content, name="整", media_type="t") == kept
        assert shelf.attach(iter(()), name="空", media_type="t").bytes == 0


def test_only_what_nothing_refers_to_is_collected(vault: Vault, enter: Any) -> None:
    with vault.transaction() as shelf:
        kept = shelf.attach("留".encode(), name="留", media_type="t")
    with suppress(ZeroDivisionError), vault.transaction() as shelf:
        lost = shelf.attach("弃".encode(), name="弃", media_type="t")
        raise ZeroDivisionError
    with vault.transaction() as shelf:  # the record alone must be enough
        named = shelf.attach("名".encode(), name="名", media_type="t")
        shelf.create("attachment", {"content": named.content})
        shelf._connection.exec_driver_sql("DELETE FROM blob WHERE name = '名'")
    for file in files(vault):
        os.utime(file, (0, 0))
    assert {path.name for path in files(vault)} == {kept.content, lost.content, named.content}
    vault.close()
    again = enter()
    assert {path.name for path in files(again)} == {kept.content, named.content}


def test_a_damaged_file_is_set_aside_and_the_others_stay(vault: Vault) -> None:
    with vault.transaction() as shelf:
        kept = [shelf.attach(text.encode(), name=f"{text}.txt", media_type="t") for text in ("一", "二", "三")]
    blobs.path_of(vault.blobs, kept[1].content).write_bytes(b"LCBL")
    assert set_aside_damaged(vault) == Damage(("二.txt",), (), 2)
    assert (vault.blobs / blobs.ASIDE / f"{kept[1].content}.0").read_bytes() == b"LCBL"
    assert set_aside_damaged(vault) == Damage((), ("二.txt",), 2)
    with vault.transaction() as shelf:
        with pytest.raises(Refused):
            list(shelf.attachment(kept[1].content))
        assert [b"".join(shelf.attachment(kept[place].content)).decode() for place in (0, 2)] == ["一", "三"]
        shelf.attach("二".encode(), name="二.txt", media_type="t")
        assert b"".join(shelf.attachment(kept[1].content)).decode() == "二"
    assert set_aside_damaged(vault) == Damage((), (), 3)


@pytest.mark.soak
def test_memory_stays_flat_at_256_mib(tmp_path: Path) -> None:
    assert peak(tmp_path / "large", 256 * CHUNK) - peak(tmp_path / "small", 4 * CHUNK) < 8 * 1024
