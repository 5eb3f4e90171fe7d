"""A healthy vault passes every test; each of eight ways of tampering is found and named."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, ceremony, door, keychain, standing, wal, witness
from lucheng_desktop.vault.check import ENGINE, FILE, LEDGER, REST, check
from lucheng_desktop.vault.keyfile import Cost
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault import tamper
from tests.vault.conftest import HANDLER, INTAKE, OFFICERS, PASSPHRASE, PRINCIPAL

CHEAP = Cost(FLOOR.memory, 1, 2)
ALL = ("key_file", "lock", *FILE, *ENGINE, *LEDGER, *REST)


def work(vault: Vault, rounds: int = 3) -> None:
    for number in range(rounds):
        with vault.transaction() as shelf:
            shelf.create("person", {"name": f"第{number}人", "unit": "旧镇街道办事处" * 30})


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One vault on three days: `first`, `last` (closed), `killed` (with its log)."""
    place = tmp_path_factory.mktemp("days") / "鹿城.vault"
    before, keychain.ALLOWED = keychain.ALLOWED, set()
    door.create(place, office="鹿城区（示例）廉洁办公室", practice=True, officers=OFFICERS, cost=CHEAP)
    vault = door.unlock(place, HANDLER, PASSPHRASE)
    work(vault)
    with vault.transaction() as shelf:
        for name in ("甲.pdf", "乙.pdf"):
            shelf.attach(name.encode() * 9000, name=name, media_type="application/pdf")
    backup.make(vault)
    vault.close()
    first = shutil.copytree(place, place.with_name("first"))
    vault = door.unlock(place, HANDLER, PASSPHRASE)
    work(vault, 6)
    killed = shutil.copytree(place, place.with_name("killed"))
    vault.close()
    keychain.ALLOWED = before
    return {"first": Path(first), "last": place, "killed": Path(killed)}


@pytest.fixture
def vault_at(days: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    return lambda day: Path(shutil.copytree(days[day], tmp_path / "鹿城.vault"))


def kinds(directory: Path, officer: str = PRINCIPAL) -> set[str]:
    """What a check calls the faults it finds."""
    results = check(directory, officer, PASSPHRASE)
    assert tuple(one.name for one in results) == (ALL if results[0].state == "ok" else (ALL[0], *ALL[2:]))
    return {one.kind or one.code for one in results if one.state == "fault"}


@pytest.mark.parametrize("day", ["first", "last", "killed"])
def test_a_healthy_vault_passes_and_stays_as_it_is(vault_at: Callable[[str], Path], day: str) -> None:
    directory = vault_at(day)
    for _ in range(2):
        assert [(one.name, one.state) for one in check(directory, PRINCIPAL, PASSPHRASE)] == [
            (name, "ok") for name in ALL
        ]
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    assert vault.tampered == ""
    vault.close()
    assert not (directory / "check.part").exists()


@pytest.mark.parametrize("seed", range(2))
def test_a_bit(vault_at: Callable[[str], Path], seed: int) -> None:
    directory = vault_at("last")
    tamper.bit(directory, random.Random(seed))
    before = (directory / "vault.db").read_bytes()
    assert kinds(directory) == {"bit"}
    assert (directory / "vault.db").read_bytes() == before, "evidence"


@pytest.mark.parametrize("seed", range(2))
def test_a_page_moved(vault_at: Callable[[str], Path], seed: int) -> None:
    directory = vault_at("last")
    tamper.moved(directory, random.Random(seed))
    assert kinds(directory) == {"moved"}


def test_any_old_page_put_back(vault_at: Callable[[str], Path], days: dict[str, Path]) -> None:
    directory = vault_at("last")
    whole = (directory / "vault.db").read_bytes()
    pages = tamper.changed_pages(directory, days["first"])
    assert len(pages) > 8
    for page in random.Random(1).sample(pages, 4) + pages[:1]:
        tamper.old_page(directory, days["first"], random.Random(0), page)
        assert kinds(directory) == {"old-page"}, page
        (directory / "vault.db").write_bytes(whole)
    assert kinds(directory) == set()


def test_an_old_page_is_named_at_the_door(vault_at: Callable[[str], Path], days: dict[str, Path]) -> None:
    directory = vault_at("last")
    whole = (directory / "vault.db").read_bytes()
    for page in tamper.changed_pages(directory, days["first"]):
        tamper.old_page(directory, days["first"], random.Random(0), page)
        try:
            vault = door.unlock(directory, HANDLER, PASSPHRASE)
        except Refused as refused:
            assert refused.code == "E-TAMPER"
        else:
            assert vault.tampered and vault.anchor == "rolled_back"
            vault.close()
        (directory / "vault.db").write_bytes(whole)


@pytest.mark.parametrize("seed", range(4))
def test_a_bit_of_the_log(vault_at: Callable[[str], Path], seed: int) -> None:
    directory = vault_at("killed")
    tamper.wal(directory, random.Random(seed))
    assert kinds(directory) == {"wal"}
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    assert vault.tampered == "E-TAMPER/wal"
    vault.close()
    assert "wal" in kinds(directory), "and it stays so"


def test_a_log_that_was_taken_away(vault_at: Callable[[str], Path]) -> None:
    directory = vault_at("killed")
    (directory / "vault.db-wal").unlink()
    assert kinds(directory) == {"wal"}


def test_a_log_of_another_day_is_not_played(vault_at: Callable[[str], Path], days: dict[str, Path]) -> None:
    directory = vault_at("last")
    shutil.copy(days["killed"] / "vault.db-wal", directory / "vault.db-wal")
    assert kinds(directory) == {"wal"}
    door.unlock(directory, HANDLER, PASSPHRASE).close()
    assert (directory / standing.EVIDENCE).read_bytes() == (days["killed"] / "vault.db-wal").read_bytes()


def test_a_torn_last_write_is_no_tampering(days: dict[str, Path], tmp_path: Path) -> None:
    log = tmp_path / "log"
    data = (days["killed"] / "vault.db-wal").read_bytes()
    whole = wal.read(days["killed"] / "vault.db-wal")
    assert whole.header and whole.sound == (len(data) - 32) // 4120 and not whole.damaged
    for length in range(32, len(data), 7001):
        log.write_bytes(data[:length])
        assert not wal.read(log).damaged
    log.write_bytes(data[:-50] + bytes(50))
    assert not wal.read(log).damaged and wal.read(log).sound == whole.sound - 1


def test_the_whole_file_put_back(vault_at: Callable[[str], Path], days: dict[str, Path]) -> None:
    directory = vault_at("last")
    tamper.rollback(directory, days["first"])
    assert kinds(directory) == {"rollback"}


def test_the_whole_folder_put_back_is_known_to_a_backup_elsewhere(
    vault_at: Callable[[str], Path], days: dict[str, Path], tmp_path: Path
) -> None:
    directory, elsewhere = vault_at("last"), tmp_path / "U盘"
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    backup.make(vault, elsewhere)
    vault.close()
    shutil.rmtree(directory)
    shutil.copytree(days["first"], directory)
    assert kinds(directory) == set(), "nothing in the folder can tell"
    results = check(directory, PRINCIPAL, PASSPHRASE, places=(elsewhere,))
    assert {one.kind for one in results if one.state == "fault"} == {"rollback"}


def test_attachments_swapped(vault_at: Callable[[str], Path]) -> None:
    directory = vault_at("last")
    tamper.blob(directory, random.Random(0))
    assert kinds(directory) == {"blob"}


def test_every_damaged_attachment_is_named(vault_at: Callable[[str], Path]) -> None:
    directory = vault_at("last")
    first, second = sorted((directory / "blobs").glob("??/*"))
    tamper.flip(first, 100)
    second.unlink()
    (found,) = (one for one in check(directory, PRINCIPAL, PASSPHRASE) if one.state == "fault")
    assert (found.name, found.code, found.kind) == ("attachments", "E-ATTACHMENT-DAMAGED", "")
    assert "甲.pdf" in found.message and "乙.pdf" in found.message and "quarantine_attachments" in found.next


def test_files_of_lost_records_are_kept_when_two_officers_go_on(
    vault_at: Callable[[str], Path], days: dict[str, Path]
) -> None:
    directory = vault_at("last")
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    with vault.transaction() as shelf:
        lost = shelf.attach("将会丢失".encode(), name="丢失.txt", media_type="text/plain").content
    vault.close()
    tamper.rollback(directory, days["last"])
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    assert vault.tampered
    ceremony.acknowledge(vault, "断电后数据文件被误覆盖，经核对同意继续使用。", PRINCIPAL, PASSPHRASE)
    vault.close()
    door.unlock(directory, HANDLER, PASSPHRASE).close()
    assert [path.name for path in (directory / "blobs" / "unclaimed").iterdir()] == [f"{lost}.0"]


@pytest.mark.parametrize("officer", [INTAKE, HANDLER, PRINCIPAL])
def test_slots_swapped(vault_at: Callable[[str], Path], officer: str) -> None:
    directory = vault_at("last")
    tamper.slot(directory)
    assert kinds(directory, officer) == {"slot"}


def test_a_wrong_passphrase_is_no_tampering(vault_at: Callable[[str], Path]) -> None:
    with pytest.raises(Refused) as fault:
        check(vault_at("last"), HANDLER, PASSPHRASE + "x")
    assert fault.value.key == "E-PASSPHRASE"


@pytest.mark.parametrize(
    "where",
    ["seq > (SELECT max(seq) - 2 FROM entry)", "seq = (SELECT max(seq) FROM entry)", "seq = 7", "seq > 6 AND seq < 9"],
)
def test_entries_cut(vault_at: Callable[[str], Path], where: str) -> None:
    directory = vault_at("last")
    tamper.cut(directory, HANDLER, PASSPHRASE, where=where)
    assert "cut" in kinds(directory) and "rollback" not in kinds(directory)
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    assert vault.tampered
    vault.close()


def test_a_witness_that_was_changed_is_named(vault_at: Callable[[str], Path]) -> None:
    directory = vault_at("last")
    tamper.flip(directory / witness.NAME, 40)
    assert kinds(directory) == {"witness"}


def test_two_officers_acknowledge_and_the_work_goes_on(vault_at: Callable[[str], Path], days: dict[str, Path]) -> None:
    directory = vault_at("last")
    tamper.rollback(directory, days["first"])
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    with pytest.raises(Refused) as fault:
        ceremony.acknowledge(vault, "硬盘故障", HANDLER, PASSPHRASE)
    assert fault.value.key == "E-ROLLBACK/alone"
    with pytest.raises(Refused) as fault:
        ceremony.acknowledge(vault, "硬盘故障", PRINCIPAL, "别的口令")
    assert fault.value.key == "E-PASSPHRASE" and vault.tampered
    ceremony.acknowledge(vault, "硬盘故障，由上周备份继续", PRINCIPAL, PASSPHRASE)
    work(vault)
    assert vault.ledger_check().chain == "intact"
    vault.close()
    assert kinds(directory) == set()
    vault = door.unlock(directory, HANDLER, PASSPHRASE)
    with vault.reading() as shelf:
        last = shelf.history("office", vault.office)[-3:]
    assert [one.kind for one in last] == ["note", "approve", "approve"] and vault.tampered == ""
    assert len({one.officer for one in last[1:]}) == 2 and last[0].body["lost"]
    vault.close()
