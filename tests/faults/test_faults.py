"""Every kind of fault in short, and in full at night; `python -m tests.faults` prints the same as a table."""

import random
from pathlib import Path

import pytest

from tests.faults import replay, shim
from tests.faults.__main__ import FAMILIES, SEED, split, together
from tests.faults.shim import CREATE, LINK, RENAME, SYNC, UNLINK, WRITE, Operation
from tests.faults.tally import table


def _held(name: str, night: bool) -> None:
    if FAMILIES[name].shimmed and (why := shim.missing()):
        pytest.skip(f"the library before the disk cannot be had: {why}")
    tallies = together(split(name, night, None, SEED))
    assert not sum(tally.bad for tally in tallies), "\n" + table(tallies)
    assert all(tally.rounds for tally in tallies)


@pytest.mark.parametrize("name", FAMILIES)
def test_nothing_told_is_lost_and_nothing_harmed_is_silent(name: str) -> None:
    _held(name, night=False)


@pytest.mark.soak
@pytest.mark.parametrize("name", FAMILIES)
def test_the_same_all_night(name: str) -> None:
    _held(name, night=True)


def _cut(tmp_path: Path, changes: list[Operation], luck: int = 0) -> dict[str, bytes]:
    """What a disk shows after the changes and a power cut."""
    root = tmp_path / "disk"
    root.mkdir(exist_ok=True)
    disk = replay.Disk(root)
    for change in changes:
        disk.replay(change)
    disk.cut(random.Random(luck), remains := tmp_path / f"remains {luck}")
    return {str(path.relative_to(remains)): path.read_bytes() for path in remains.rglob("*") if path.is_file()}


def test_the_disk_keeps_what_was_synced_and_may_lose_the_rest(tmp_path: Path) -> None:
    root = str(tmp_path / "disk")
    safe = [
        Operation(CREATE, f"{root}/a", 0, b""), Operation(WRITE, f"{root}/a", 0, b"one"),
        Operation(SYNC, f"{root}/a", 0, b""), Operation(SYNC, root, 0, b""),
    ]  # fmt: skip
    loose = [Operation(WRITE, f"{root}/a", 3, b"two" * 400), Operation(CREATE, f"{root}/b", 0, b"")]
    seen = [_cut(tmp_path, safe + loose, luck) for luck in range(60)]
    assert all(files["a"][:3] == b"one" for files in seen)
    assert {b"one", b"one" + b"two" * 400} < {files["a"] for files in seen}, "lost, kept, torn"
    assert {"b" in files for files in seen} == {True, False}


def test_a_link_is_a_name_that_needs_its_folder_synced(tmp_path: Path) -> None:
    root = str(tmp_path / "disk")
    changes = [Operation(CREATE, f"{root}/a", 0, b""), Operation(WRITE, f"{root}/a", 0, b"one")]
    changes += [Operation(SYNC, f"{root}/a", 0, b""), Operation(SYNC, root, 0, b"")]
    changes += [Operation(LINK, f"{root}/a", 0, f"{root}/b".encode())]
    assert {_cut(tmp_path, changes, luck).get("b") for luck in range(40)} == {b"one", None}
    changes += [Operation(SYNC, root, 0, b"")]
    assert {_cut(tmp_path, changes, luck).get("b") for luck in range(40, 60)} == {b"one"}


def test_a_renamed_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    root = str(tmp_path / "disk")
    changes = [Operation(CREATE, f"{root}/a", 0, b""), Operation(WRITE, f"{root}/a", 0, b"old")]
    changes += [Operation(SYNC, f"{root}/a", 0, b""), Operation(SYNC, root, 0, b"")]
    changes += [Operation(CREATE, f"{root}/a.part", 0, b""), Operation(WRITE, f"{root}/a.part", 0, b"new")]
    changes += [Operation(SYNC, f"{root}/a.part", 0, b""), Operation(RENAME, f"{root}/a.part", 0, f"{root}/a".encode())]
    assert {_cut(tmp_path, changes, luck)["a"] for luck in range(40)} == {b"old", b"new"}
    changes += [Operation(SYNC, root, 0, b""), Operation(UNLINK, f"{root}/a", 0, b"")]
    assert {_cut(tmp_path, changes, luck).get("a") for luck in range(40, 80)} == {b"new", None}
