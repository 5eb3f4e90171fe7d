"""Backups: opened again before they count, thinned out by number, and never in the way of a good one."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, ballast, cipher, door, keychain, proof
from lucheng_desktop.vault.backup import DATABASE, Generation
from lucheng_desktop.vault.keyfile import Cost
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, OFFICERS, PASSPHRASE

CHEAP = Cost(FLOOR.memory, 1, 2)


@pytest.fixture(scope="module")
def cheap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a little in it."""
    place = tmp_path_factory.mktemp("cheap") / "鹿城.vault"
    before, keychain.ALLOWED = keychain.ALLOWED, set()
    door.create(place, office="鹿城区（示例）廉洁办公室", practice=True, officers=OFFICERS, cost=CHEAP)
    vault = door.unlock(place, HANDLER, PASSPHRASE)
    with vault.transaction() as shelf:
        for name in ("欧阳锋", "单于雄", "夏侯闻笛"):
            shelf.create("person", {"name": name, "unit": "旧镇街道办事处" * 9})
        shelf.attach("卷宗第一页".encode() * 9000, name="卷宗.pdf", media_type="application/pdf")
        shelf.attach("卷宗第二页".encode() * 9000, name="附件.pdf", media_type="application/pdf")
    vault.close()
    keychain.ALLOWED = before
    return place


@pytest.fixture
def directory(cheap: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cheap, tmp_path / "鹿城 演练.vault"))


def write(vault: Vault, name: str = "又一人") -> None:
    with vault.transaction() as shelf:
        shelf.create("person", {"name": name, "unit": "新"})


def files(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def test_a_backup_opens_and_holds_what_the_vault_holds(vault: Vault) -> None:
    assert backup.is_due(vault)
    made = backup.make(vault)
    assert made.place.parent == vault.path / "backups" and not backup.is_due(vault)
    assert files(made.place) == {"manifest", "vault.db", "vault.key"}
    with proof.reading(made.place / DATABASE, vault.master) as connection:
        assert proof.holding(connection) == made.manifest.holding
        assert len(connection.exec_driver_sql("SELECT * FROM row_person").all()) == 3
    assert made.manifest.files == {name: backup.digest(made.place / name) for name in ("vault.db", "vault.key")}
    assert len(made.manifest.blobs) == 2 and not made.manifest.damaged
    public = Ed25519PublicKey.from_public_bytes(vault.device_key.public_key().public_bytes_raw())
    public.verify(bytes.fromhex(made.manifest.signature), backup.signed(made.manifest))


def test_a_manifest_that_was_changed_is_no_manifest(vault: Vault) -> None:
    made = backup.make(vault)
    path = made.place / backup.MANIFEST
    path.write_bytes(path.read_bytes().replace(b'"entries":', b'"entries": '))
    assert backup.generations(made.place.parent, vault.master) == []


def test_an_earlier_generation_of_keys_is_known_by_its_device(vault: Vault) -> None:
    made = backup.make(vault)
    stranger = MasterKey(bytearray(32), b"v" * 16)
    with vault.connection() as connection:
        devices = backup.devices(connection)
    assert len(devices) == 1
    assert backup.read(made.place, stranger, devices) == made.manifest
    assert backup.read(made.place, stranger) is None and backup.read(made.place, stranger, [bytes(32)]) is None


def test_only_what_is_new_is_added(vault: Vault) -> None:
    first = backup.make(vault)
    shared = {path: path.stat().st_ino for path in (first.place.parent / "blobs").rglob("*-*")}
    with vault.transaction() as shelf:
        shelf.attach(b"third", name="c", media_type="t")
    second = backup.make(vault)
    after = {path: path.stat().st_ino for path in (first.place.parent / "blobs").rglob("*-*")}
    assert len(after) == 3 and shared.items() <= after.items()
    assert first.manifest.blobs.items() <= second.manifest.blobs.items()


def test_where_files_cannot_be_linked_they_are_copied_and_read_again(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    made = backup.make(vault, tmp_path / "U盘" / "备份")
    copies = list((made.place.parent / "blobs").rglob("*-*"))
    assert sorted(backup.digest(path) for path in copies) == sorted(
        backup.digest(path) for path in vault.blobs.rglob("*") if path.is_file()
    )
    assert all(path.stat().st_nlink == 1 for path in copies)


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-1])])
def test_a_damaged_attachment_is_named_and_keeps_nothing_else_back(vault: Vault, harm: Any) -> None:
    harmed = next(path for path in vault.blobs.rglob("*") if path.is_file())
    harm(harmed)
    made = backup.make(vault)
    assert made.manifest.damaged == (harmed.name,) and len(made.manifest.blobs) == 1


@pytest.fixture
def flipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A disk that changes one bit of what was copied."""
    really = cipher.copy

    def copy(path: Path, master: Any, target: Path) -> None:
        really(path, master, target)
        data = bytearray(target.read_bytes())
        data[-3000] ^= 4
        target.write_bytes(data)

    monkeypatch.setattr(cipher, "copy", copy)
    yield


def test_a_copy_that_is_not_sound_displaces_nothing(
    vault: Vault, request: pytest.FixtureRequest
) -> None:
    good = backup.make(vault)
    before = files(good.place.parent)
    write(vault)
    request.getfixturevalue("flipped")
    with pytest.raises(Refused) as fault:
        backup.make(vault)
    assert fault.value.key == "E-BACKUP/unsound"
    assert files(good.place.parent) == before and backup.is_due(vault)


def test_a_copy_with_another_ledger_is_not_sound(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    older = backup.make(vault).place / DATABASE
    write(vault)
    monkeypatch.setattr(cipher, "copy", lambda path, master, target: shutil.copyfile(older, target))
    with pytest.raises(Refused) as fault:
        backup.make(vault)
    assert (fault.value.key, "ledger" in fault.value.message) == ("E-BACKUP/unsound", True)


def test_too_little_room_is_said_before_anything_is_written(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 1 << 20))  # type: ignore[attr-defined]
    with pytest.raises(Refused) as fault:
        backup.make(vault)
    assert fault.value.key == "E-BACKUP/space" and not files(vault.path / "backups")


def test_what_a_crash_left_is_swept(vault: Vault) -> None:
    left = vault.path / "backups" / "000001-20260101.part"
    left.mkdir()
    (left / DATABASE).write_bytes(b"half")
    assert backup.make(vault).manifest.number == 1 and not left.exists()


def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, days: list[str]) -> list[str]:
    """Which of the generations made on these days stay."""
    known = []
    for number, day in enumerate(days, 1):
        manifest = backup.Manifest(number, day, "", "", "", "", 0, {}, {}, {}, ())
        place = tmp_path / f"{number:06}-{day.replace('-', '')}"
        place.mkdir()
        known.append(Generation(place, manifest))
    backup.thin_out(tmp_path, known)
    return sorted(path.name for path in tmp_path.glob("*-*"))


def test_seven_stay_and_the_last_of_each_month(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    days = ["2026-01-03", "2026-01-30", "2026-02-02", *(f"2026-03-{day:02}" for day in range(1, 11))]
    assert kept(monkeypatch, tmp_path, days) == [
        "000002-20260130", "000003-20260202", *(f"{number:06}-202603{number - 3:02}" for number in range(7, 14))
    ]  # fmt: skip


def test_a_clock_set_back_costs_no_newer_generation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    days = [*(f"2026-03-{day:02}" for day in range(1, 8)), *(["1970-01-01"] * 3)]
    assert [name[:6] for name in kept(monkeypatch, tmp_path, days)] == [f"{number:06}" for number in range(4, 11)]


def test_attachments_of_generations_that_went_go_too(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "NEWEST", 1)
    first = backup.make(vault)
    shared = sorted((first.place.parent / "blobs").rglob("*-*"))
    unnamed = shared[0].with_name("ff" * 32 + "-00000000")
    unnamed.write_bytes(b"")
    write(vault)
    second = backup.make(vault)
    assert not unnamed.exists() and sorted((first.place.parent / "blobs").rglob("*-*")) == shared
    assert [one.place for one in backup.generations(first.place.parent, vault.master)] == [second.place]


def test_with_a_generation_that_cannot_be_read_no_attachment_goes(vault: Vault) -> None:
    first = backup.make(vault)
    (first.place / backup.MANIFEST).write_bytes(b"")
    shared = sorted((first.place.parent / "blobs").rglob("*-*"))
    stray = shared[0].with_name("ff" * 32 + "-00000000")
    stray.write_bytes(b"")
    backup.make(vault)
    assert stray.exists() and first.place.exists()


def test_a_backup_of_a_vault_that_was_tampered_with_is_refused(
    directory: Path, enter: Callable[..., Vault]
) -> None:
    older = (directory / DATABASE).read_bytes()
    vault = enter()
    write(vault)
    vault.close()
    (directory / DATABASE).write_bytes(older)
    with pytest.raises(Refused) as fault:
        backup.make(enter())
    assert fault.value.key == "E-TAMPER/rollback"


def test_the_place_that_was_named_is_remembered(directory: Path, enter: Callable[..., Vault], tmp_path: Path) -> None:
    vault = enter()
    with vault.connection(writing=True) as connection:
        assert backup.remembered(connection) is None
        backup.remember(connection, tmp_path / "U盘")
    vault.close()
    with enter().connection() as connection:
        assert backup.remembered(connection) == tmp_path / "U盘"


def test_ballast_is_let_go_when_the_disk_is_full(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "SIZE", 1 << 20)
    assert ballast.lay(vault.path) and ballast.lay(vault.path)
    assert (vault.path / ballast.NAME).stat().st_blocks * 512 >= 1 << 20
    with vault._engine.connect() as connection:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size}")
    with pytest.raises(Refused) as fault, vault.transaction() as shelf:
        shelf.create("person", {"name": "长" * 9000, "unit": "宽" * 9000})
    assert fault.value.key == "E-VAULT-FULL" and not (vault.path / ballast.NAME).exists()


def test_no_ballast_where_it_would_fill_the_disk(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 1 << 20))  # type: ignore[attr-defined]
    assert not ballast.lay(vault.path) and not (vault.path / ballast.NAME).exists()


def test_the_copying_door_opens_for_one_file_only(vault: Vault, tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as driver

    connection = cipher.connect(vault.path / DATABASE, vault.master)
    with pytest.raises(driver.DatabaseError):
        connection.execute("VACUUM INTO ?", (str(tmp_path / "else.db"),))
    connection.close()
    cipher.copy(vault.path / DATABASE, vault.master, tmp_path / "一份'引号.db")
    assert (tmp_path / "一份'引号.db").read_bytes()[:15] != b"SQLite format 3"
