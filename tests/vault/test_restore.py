"""A backup becomes the vault again: nothing is overwritten, and what was lost is acknowledged by two."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, ceremony, door, keyfile, leftovers, restore
from lucheng_desktop.vault.check import check
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE, PRINCIPAL
from tests.vault.test_check import days, work  # noqa: F401

Enter = Callable[..., Vault]


@pytest.fixture
def directory(days: dict[str, Path], tmp_path: Path) -> Path:  # noqa: F811
    """A vault that has gone on after its backup."""
    return Path(shutil.copytree(days["last"], tmp_path / "鹿城.vault"))


def people(vault: Vault) -> int:
    with vault.reading() as shelf:
        return len(shelf.rows("person", ("id",)))


def bring_back(directory: Path, source: Path | None = None, confirmation: str = "鹿城") -> restore.Restored:
    source = source or restore.newest(backup.home(directory))
    return restore.restore(source, directory, HANDLER, PASSPHRASE, confirmation=confirmation)


@pytest.mark.parametrize("typed", ["", "鹿城.vault", "别的"])
def test_what_is_newer_gives_way_only_to_its_own_name(directory: Path, typed: str) -> None:
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file() and path.name != "attempts"}
    with pytest.raises(Refused) as fault:
        bring_back(directory, confirmation=typed)
    assert fault.value.key == "E-RESTORE/newer" and "“鹿城”" in fault.value.next
    assert {path: path.read_bytes() for path in before if path.name != "lock"} == {
        path: data for path, data in before.items() if path.name != "lock"
    }
    assert [path.name for path in directory.parent.iterdir()] == [directory.name]


def test_the_former_vault_stays_beside_and_the_restored_one_needs_two(directory: Path, enter: Enter) -> None:
    former = (directory / "vault.db").read_bytes()
    done = bring_back(directory)
    assert done.kept and (done.kept / "vault.db").read_bytes() == former and done.missing == ()
    assert done.kept.name.startswith("鹿城.vault.before-restore-")
    vault = enter(HANDLER, directory)
    assert (vault.tampered, vault.anchor) == ("E-TAMPER/rollback", "rolled_back") and people(vault) == 3
    with pytest.raises(Refused):
        work(vault)
    vault.close()
    assert {one.kind for one in check(directory, INTAKE, PASSPHRASE) if one.state == "fault"} == {"rollback"}
    vault = enter(INTAKE, directory)
    ceremony.acknowledge(vault, "硬盘损坏，由备份恢复", PRINCIPAL, PASSPHRASE)
    work(vault)
    vault.close()
    assert {one.state for one in check(directory, INTAKE, PASSPHRASE)} == {"ok"}
    assert enter(HANDLER, directory).tampered == ""


def test_a_restored_vault_writes_under_a_device_of_its_own(directory: Path, enter: Enter) -> None:
    """The old device's numbers have gone on elsewhere: the same number again would be a fork."""
    old = keyfile.read(directory).device
    bring_back(directory)
    vault = enter(HANDLER, directory)
    ceremony.acknowledge(vault, "恢复", PRINCIPAL, PASSPHRASE)
    assert vault.device != old
    with vault.reading() as shelf:
        assert {seq for seq, _ in (shelf.heads()[vault.device],)} == {4}
        assert dict(shelf.rows("device", ("id", "office")))[vault.device.hex()] == vault.office
    assert vault.ledger_check().chain == "intact"


def test_attachments_come_back(directory: Path, enter: Enter) -> None:
    for path in (directory / "blobs").rglob("*"):
        if path.is_file():
            path.unlink()
    bring_back(directory)
    vault = enter(HANDLER, directory)
    with vault.connection() as connection:
        content = [row[0] for row in connection.exec_driver_sql("SELECT content FROM blob").all()]
    with vault.reading() as shelf:
        assert {len(b"".join(shelf.attachment(one))) for one in content} == {9000 * len("甲.pdf".encode())}


def test_backups_stay_with_the_vault(directory: Path, enter: Enter) -> None:
    bring_back(directory)
    assert restore.newest(backup.home(directory)).is_dir()
    vault = enter(HANDLER, directory)
    ceremony.acknowledge(vault, "恢复", PRINCIPAL, PASSPHRASE)
    assert backup.make(vault).manifest.number == 2


def test_a_vault_that_is_gone_or_damaged(directory: Path, tmp_path: Path, enter: Enter) -> None:
    elsewhere = tmp_path / "U盘"
    shutil.copytree(backup.home(directory), elsewhere)
    (directory / "vault.db").write_bytes(b"damaged" * 999)
    with pytest.raises(Refused) as fault:
        bring_back(directory, confirmation="")
    assert fault.value.key == "E-RESTORE/newer"
    shutil.rmtree(directory)
    done = bring_back(directory, restore.newest(elsewhere), confirmation="")
    assert done.kept is None and people(enter(HANDLER, directory)) == 3


def test_a_backup_newer_than_what_stands_needs_no_word(directory: Path, enter: Enter, tmp_path: Path) -> None:
    older = Path(shutil.copytree(directory, tmp_path / "旧"))
    vault = enter(HANDLER, directory)
    work(vault)
    made = backup.make(vault, tmp_path / "U盘")
    vault.close()
    shutil.copy(older / "vault.db", directory / "vault.db")
    assert bring_back(directory, made.place, confirmation="").kept
    assert people(enter(HANDLER, directory)) == 12


@pytest.mark.parametrize("name", ["vault.db", "vault.key", "manifest"])
def test_a_backup_that_was_changed_is_refused(directory: Path, name: str) -> None:
    source = restore.newest(backup.home(directory))
    data = bytearray((source / name).read_bytes())
    data[-200] ^= 1
    (source / name).write_bytes(data)
    with pytest.raises(Refused) as fault:
        bring_back(directory)
    assert fault.value.code in ("E-BACKUP", "E-VAULT-KEY-DAMAGED")
    assert [path.name for path in directory.parent.iterdir()] == [directory.name]


def test_an_open_vault_is_not_replaced(directory: Path, enter: Enter) -> None:
    enter(HANDLER, directory)
    with pytest.raises(Refused) as fault:
        bring_back(directory)
    assert fault.value.key == "E-VAULT-BUSY"


def test_nothing_to_restore(tmp_path: Path) -> None:
    for act in (lambda: restore.newest(tmp_path), lambda: bring_back(tmp_path / "新.vault", tmp_path)):
        with pytest.raises(Refused) as fault:
            act()
        assert fault.value.key == "E-BACKUP/none"


def test_a_wrong_passphrase_restores_nothing(directory: Path) -> None:
    with pytest.raises(Refused) as fault:
        restore.restore(restore.newest(backup.home(directory)), directory, HANDLER, "错", confirmation="鹿城")
    assert fault.value.key == "E-PASSPHRASE" and door.officers(directory)


def test_a_restore_killed_between_its_renames_is_undone_and_said(directory: Path) -> None:
    former = directory.with_name(f"{directory.name}.before-restore-20260301-080000")
    earlier = directory.with_name(f"{directory.name}.before-restore-20260302-080000")
    earlier.mkdir()
    directory.rename(former)
    (part := directory.with_name(f".{directory.name}-abcdefgh.part")).mkdir()
    with pytest.raises(Refused) as fault:
        door.info(directory)
    assert fault.value.key == "E-RESTORE/broken-off" and directory.name in fault.value.message
    assert not part.exists() and not former.exists() and earlier.exists()
    door.unlock(directory, INTAKE, PASSPHRASE).close()
    earlier.rmdir()


def test_a_vault_that_was_taken_away_does_not_come_back_by_itself(directory: Path) -> None:
    directory.rename(directory.with_name(f"{directory.name}.before-restore-20260301-080000"))
    with pytest.raises(Refused) as fault:
        door.info(directory)
    assert fault.value.key == "E-VAULT-ABSENT" and not directory.exists()


def test_backups_that_a_kill_left_behind_follow_at_the_next_opening(directory: Path) -> None:
    former = directory.with_name(f"{directory.name}.before-restore-20260301-080000")
    (former / "backups" / "000001-20260301").mkdir(parents=True)
    shutil.rmtree(directory / "backups")
    leftovers.bring_backups(directory)
    assert (directory / "backups" / "000001-20260301").is_dir() and not (former / "backups").exists()
    (former / "backups" / "000002-20260301").mkdir(parents=True)
    leftovers.bring_backups(directory)
    assert (former / "backups").exists(), "a vault with backups of its own takes none"


def test_what_a_killed_founding_left_goes_at_the_next_one(tmp_path: Path) -> None:
    left = tmp_path / ".新.vault-abcdefgh.part"
    left.mkdir()
    (left / "vault.key").write_bytes(b"x")
    (at_work := tmp_path / ".新.vault-hgfedcba.part").mkdir()
    with leftovers.growing(at_work):
        leftovers.clear(tmp_path / "新.vault")
        assert at_work.exists() and not left.exists(), "not what somebody is working on"
    leftovers.clear(tmp_path / "新.vault")
    assert not at_work.exists()
