"""Key files of earlier days and of elsewhere: none opens the vault without being named, and none is left half."""

import shutil
from pathlib import Path

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import ceremony, check, door, durable, editions, keyfile, membership, recovery, standing
from lucheng_desktop.vault.store import Vault
from tests.vault import tamper
from tests.vault.officers.conftest import ADMIN, CHEAP, HANDLER, INTAKE, NEW, PASSPHRASE, Enter, refusal


def change(vault: Vault) -> None:
    """Another passphrase for the officer at the desk."""
    membership.change_passphrase(vault, PASSPHRASE, NEW, cost=CHEAP)


def kinds(directory: Path, officer: str, passphrase: str = PASSPHRASE) -> set[str]:
    results = check.check(directory, officer, passphrase)
    return {one.kind or one.code for one in results if one.state == check.FAULT}


def test_an_old_key_file_is_named(enter: Enter, directory: Path) -> None:
    before = (directory / keyfile.NAME).read_bytes()
    change(enter(HANDLER))
    after = (directory / keyfile.NAME).read_bytes()
    enter(ADMIN).close()
    assert kinds(directory, HANDLER, NEW) == set()
    (directory / keyfile.NAME).write_bytes(before)
    assert kinds(directory, HANDLER) == {"old-key"}
    vault = enter(HANDLER)
    assert vault.tampered == standing.OLD_KEY and refusal(lambda: change(vault)).key == standing.OLD_KEY
    vault.close()
    (directory / keyfile.NAME).write_bytes(after)
    assert kinds(directory, HANDLER, NEW) == set() and enter(HANDLER, NEW).tampered == ""


def test_two_officers_go_on_with_the_key_file_that_is_left(enter: Enter, directory: Path) -> None:
    before = (directory / keyfile.NAME).read_bytes()
    change(enter(HANDLER))
    enter(ADMIN).close()
    (directory / keyfile.NAME).write_bytes(before)
    vault = enter(HANDLER)
    ceremony.acknowledge(vault, "钥匙文件损坏，由备份取回", ADMIN, PASSPHRASE)
    change(vault)
    vault.close()
    assert enter(HANDLER, NEW).tampered == "" and kinds_closed(enter, directory) == set()
    (directory / keyfile.NAME).write_bytes(before)
    assert kinds(directory, HANDLER) == {"old-key"}, "a second time it is as old as the first time"


def kinds_closed(enter: Enter, directory: Path) -> set[str]:
    enter(ADMIN).close()
    return kinds(directory, ADMIN)


def test_a_key_file_from_before_somebody_left_is_named(enter: Enter, directory: Path) -> None:
    before = (directory / keyfile.NAME).read_bytes()
    membership.retire(enter(ADMIN), HANDLER, {}, lambda done, total: None)
    enter(ADMIN).close()
    (directory / keyfile.NAME).write_bytes(before)
    for officer in (HANDLER, ADMIN):
        assert refusal(lambda officer=officer: enter(officer)).key == standing.OLD_KEY
        assert kinds(directory, officer) == {"old-key"}


def test_an_old_recovery_set_does_not_come_back_with_an_old_key_file(enter: Enter, directory: Path) -> None:
    texts = recovery.split(enter(INTAKE)).texts
    before = (directory / keyfile.NAME).read_bytes()
    recovery.split(enter(INTAKE))
    enter(INTAKE).close()
    (directory / keyfile.NAME).write_bytes(before)
    assert refusal(lambda: recovery.restore(directory, texts[:2], HANDLER, NEW, cost=CHEAP)).key == standing.OLD_KEY


def test_the_key_file_of_another_vault_is_named(enter: Enter, directory: Path, tmp_path: Path) -> None:
    enter(ADMIN).close()
    people = [door.NewOfficer(name, ("general_office",), PASSPHRASE) for name in (ADMIN, HANDLER)]
    door.create(tmp_path / "外.vault", office="外区（示例）", practice=True, officers=people, cost=CHEAP)
    shutil.copy(tmp_path / "外.vault" / keyfile.NAME, directory / keyfile.NAME)
    assert refusal(lambda: enter(ADMIN)).key == "E-TAMPER/slot"
    assert kinds(directory, ADMIN) == {"slot"}


def test_exchanged_slots_are_named_to_both(enter: Enter, directory: Path) -> None:
    change(enter(HANDLER))
    enter(ADMIN).close()
    tamper.slot(directory)
    for officer, passphrase in ((ADMIN, PASSPHRASE), (INTAKE, PASSPHRASE)):
        assert refusal(lambda one=officer, two=passphrase: enter(one, two)).key == "E-TAMPER/slot"
        assert refusal(lambda one=officer: enter(one, "别的 口令 别的 口令")).key == "E-PASSPHRASE"


def test_ones_own_passphrase_under_anothers_name_is_no_tampering(enter: Enter, directory: Path) -> None:
    change(enter(HANDLER))
    enter(ADMIN).close()
    for killed in (False, True):
        if killed:
            (directory / "witness").unlink()
        assert refusal(lambda: enter(ADMIN, NEW)).key == "E-PASSPHRASE"
        assert refusal(lambda: check.check(directory, ADMIN, NEW)).key == "E-PASSPHRASE"


@pytest.mark.parametrize("links", [True, False])
def test_a_transaction_that_fails_leaves_the_key_file_as_it_was(
    enter: Enter, directory: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    vault = enter(HANDLER)
    before, known = (directory / keyfile.NAME).read_bytes(), vault.keyfile

    def full(*_: object) -> None:
        raise Refused("E-VAULT-FULL")

    monkeypatch.setattr(editions, "record", full)
    if not links:
        monkeypatch.setattr(durable.os, "link", _unlinked)
    assert refusal(lambda: change(vault)).key == "E-VAULT-FULL"
    monkeypatch.undo()
    assert (directory / keyfile.NAME).read_bytes() == before and vault.keyfile is known
    change(vault)
    assert not list(directory.glob("vault.key.*"))
    assert enter(HANDLER, NEW).keyfile.edition == known.edition + 1


def _unlinked(*_: object) -> None:
    raise OSError(95, "no links here")


def test_a_key_file_ahead_of_the_database_is_what_a_kill_leaves(enter: Enter, directory: Path) -> None:
    vault = enter(HANDLER)
    vault.keep(vault.keyfile)
    with vault.connection(writing=True) as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE name = 'key_edition'")
    vault.close()
    assert kinds(directory, HANDLER) == set() and enter(HANDLER).tampered == ""
    with enter(HANDLER).connection() as connection:
        assert editions.recorded(connection) == 1


def test_parts_that_a_kill_left_are_gone_at_the_next_opening(enter: Enter, directory: Path) -> None:
    for name in ("vault.key.former.part", "witness.part"):
        (directory / name).write_bytes(b"x")
    enter(HANDLER)
    assert not list(directory.glob("*.part"))


def rolled_back(directory: Path, enter: Enter) -> Path:
    """The vault with its database of an earlier day; where a copy with the later one lies."""
    early = (directory / "vault.db").read_bytes()
    vault = enter(HANDLER)
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "后来的人"})
    vault.close()
    later = Path(shutil.copytree(directory, directory.with_name("别处.vault")))
    (directory / "vault.db").write_bytes(early)
    return later


def test_after_a_loss_two_officers_go_on_as_a_new_device_and_nothing_forks(enter: Enter, directory: Path) -> None:
    later = rolled_back(directory, enter)
    vault = enter(HANDLER)
    before = vault.device
    assert vault.tampered == standing.ROLLBACK
    ceremony.acknowledge(vault, "硬盘故障", ADMIN, PASSPHRASE)
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "重新登记的人"})
    assert vault.device != before and vault.ledger_check().chain == "intact"
    vault.close()
    assert kinds(directory, ADMIN) == set()
    vault = enter(HANDLER)
    assert vault.tampered == "" and vault.device != before
    ours, theirs = numbered(vault), numbered(enter(HANDLER, path=later))
    assert all(ours[place] == theirs[place] for place in ours.keys() & theirs.keys()), "one number, two entries"


def numbered(vault: Vault) -> dict[tuple[bytes, int], bytes]:
    with vault.reading() as shelf:
        return {(one.device, one.seq): one.id for one in shelf.entries()}


def test_a_kill_while_the_device_is_changed_leaves_a_vault_that_opens(
    enter: Enter, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rolled_back(directory, enter)
    vault = enter(HANDLER)
    monkeypatch.setattr(durable, "put_back", lambda path: False)
    monkeypatch.setattr(ceremony, "_signed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ceremony.acknowledge(vault, "硬盘故障", ADMIN, PASSPHRASE)
    monkeypatch.undo()
    vault.close()
    vault = enter(HANDLER)
    assert vault.tampered == standing.ROLLBACK
    ceremony.acknowledge(vault, "硬盘故障", ADMIN, PASSPHRASE)
    vault.close()
    assert enter(HANDLER).tampered == "" and kinds_closed(enter, directory) == set()
