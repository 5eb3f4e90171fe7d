"""Who gets in, who does not, and what is said to him."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, durable, founding, keyfile, lock
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, OFFICE, OFFICERS, PASSPHRASE, PRINCIPAL

Enter = Callable[..., Vault]
HOLD = """
import sys
from pathlib import Path
from lucheng_desktop.vault import door, keychain
keychain.ALLOWED = set()
vault = door.unlock(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
print("open", flush=True)
sys.stdin.read()
"""


def code(fault: pytest.ExceptionInfo[Refused]) -> str:
    return fault.value.key


def test_names_are_known_before_anybody_is_in(directory: Path) -> None:
    assert door.officers(directory) == (INTAKE, HANDLER, PRINCIPAL)
    known = door.info(directory)
    assert (known.office_name, known.practice, len(known.vault), len(known.office)) == (OFFICE, True, 32, 32)


@pytest.mark.parametrize("officer", OFFICERS)
def test_each_officer_gets_in_with_his_own_roles(enter: Enter, officer: door.NewOfficer) -> None:
    vault = enter(officer.name)
    assert (vault.officer.name, vault.officer.roles) == (officer.name, officer.roles)
    assert (vault.office_name, vault.practice) == (OFFICE, True)
    assert bool(vault.keys.intake) == ("petition_office" in officer.roles)


def test_an_officer_can_be_named_by_his_id(enter: Enter) -> None:
    first = enter(HANDLER)
    id = first.officer.id
    first.close()
    assert enter(id).officer.name == HANDLER


def test_full_width_typing_is_the_same_passphrase(enter: Enter) -> None:
    assert enter(passphrase=PASSPHRASE.replace("９", "9")).officer.name == HANDLER


def test_wrong_passphrase_says_so_and_leaves_the_vault_free(directory: Path, enter: Enter) -> None:
    before = {path: path.read_bytes() for path in directory.iterdir() if path.name in ("vault.key", "vault.db")}
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE + "。")
    assert code(fault) == "E-PASSPHRASE"
    assert {path: path.read_bytes() for path in before} == before
    assert enter().officer.name == HANDLER


def test_unknown_officer(directory: Path) -> None:
    with pytest.raises(Refused) as fault:
        door.unlock(directory, "查无此人", PASSPHRASE)
    assert code(fault) == "E-VAULT-OFFICER" and "查无此人" in fault.value.message


def test_second_opening_in_the_same_process_is_busy(directory: Path, vault: Vault) -> None:
    with pytest.raises(Refused) as fault:
        door.unlock(directory, INTAKE, PASSPHRASE)
    assert code(fault) == "E-VAULT-BUSY" and str(os.getpid()) in fault.value.message


def test_second_process_is_busy_until_the_first_is_killed(directory: Path, enter: Enter) -> None:
    arguments = [sys.executable, "-c", HOLD, str(directory), INTAKE, PASSPHRASE]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        with pytest.raises(Refused) as fault:
            enter()
        assert code(fault) == "E-VAULT-BUSY" and str(holder.pid) in fault.value.message
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert enter().officer.name == HANDLER


def test_closing_twice_is_closing_once(enter: Enter) -> None:
    vault = enter()
    vault.close()
    vault.close()
    assert enter(INTAKE).officer.name == INTAKE


def test_closing_empties_the_log_and_forgets_the_keys(enter: Enter, directory: Path) -> None:
    vault = enter(INTAKE)
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "欧阳锋"})
    keys = vault.keys
    vault.close()
    assert not (directory / "vault.db-wal").exists() or not (directory / "vault.db-wal").stat().st_size
    assert (keys.sign, keys.agree, keys.intake) == (bytes(32), bytes(32), {1: bytes(32)})
    assert vault.master._secret == bytearray(32)


@pytest.mark.parametrize("name", ["vault.key", "vault.db"])
def test_a_missing_file_is_named_and_never_made_anew(directory: Path, name: str) -> None:
    (directory / name).unlink()
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == {"vault.key": "E-VAULT-ABSENT", "vault.db": "E-VAULT-DAMAGED/absent"}[name]
    assert not (directory / name).exists()


def test_an_empty_database_is_not_taken_for_a_new_one(directory: Path) -> None:
    (directory / "vault.db").write_bytes(b"")
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-DAMAGED/absent"
    assert (directory / "vault.db").read_bytes() == b""


def test_a_plain_database_is_refused(directory: Path) -> None:
    import sqlite3

    (directory / "vault.db").unlink()
    plain = sqlite3.connect(directory / "vault.db")
    plain.execute("CREATE TABLE t(x)")
    plain.commit()
    plain.close()
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-PLAIN"


def test_a_damaged_database_is_not_called_a_wrong_passphrase(directory: Path) -> None:
    data = bytearray((directory / "vault.db").read_bytes())
    data[100] ^= 1
    (directory / "vault.db").write_bytes(data)
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-DAMAGED"


def test_the_database_of_another_vault_does_not_open(directory: Path, other: Vault) -> None:
    other.close()
    shutil.copy(other.path / "vault.db", directory / "vault.db")
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-DAMAGED"


def test_files_are_for_the_owner_only(directory: Path, vault: Vault) -> None:
    with vault.transaction() as shelf:
        shelf.attach(b"x", name="一.txt", media_type="text/plain")
    for path in [directory, *directory.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_no_core_dumps(vault: Vault) -> None:
    import resource

    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def test_network_places_are_refused(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_filesystem", lambda path: "cifs")
    for act in (
        lambda: door.unlock(directory, HANDLER, PASSPHRASE),
        lambda: door.create(directory.with_name("新.vault"), office="甲", practice=True, officers=OFFICERS, cost=FLOOR),
    ):
        with pytest.raises(Refused) as fault:
            act()
        assert code(fault) == "E-VAULT-NETWORK" and "cifs" in fault.value.message


def test_the_deepest_mount_decides() -> None:
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "40 22 0:50 / /mnt/\\346\\241\\243\\346\\241\\210\\040share rw shared:1 - cifs //server/share rw\n"
        "41 40 8:2 / /mnt/\\346\\241\\243\\346\\241\\210\\040share/local rw - ext4 /dev/sdb1 rw\n"
    )
    assert lock.mounted_as(Path("/home/x"), mounts) == "ext4"
    assert lock.mounted_as(Path("/mnt/档案 share/a.vault"), mounts) == "cifs"
    assert lock.mounted_as(Path("/mnt/档案 share/local/a.vault"), mounts) == "ext4"


def test_an_existing_place_is_left_alone(directory: Path) -> None:
    before = (directory / "vault.key").read_bytes()
    with pytest.raises(Refused) as fault:
        door.create(directory, office="甲", practice=True, officers=OFFICERS, cost=FLOOR)
    assert code(fault) == "E-VAULT-EXISTS" and (directory / "vault.key").read_bytes() == before


def test_places_that_cannot_be_written(tmp_path: Path, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused) as fault:
        door.create(tmp_path / "没有" / "新.vault", office="甲", practice=True, officers=OFFICERS, cost=FLOOR)
    assert code(fault) == "E-VAULT-PLACE"
    monkeypatch.setattr(os, "open", _denied)
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-PLACE"


def _denied(*_: object) -> int:
    raise PermissionError


def test_a_failed_creation_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(founding, "_introduce", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        door.create(tmp_path / "新.vault", office="甲", practice=True, officers=OFFICERS, cost=FLOOR)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_become_a_vault(tmp_path: Path, enter: Enter) -> None:
    place = tmp_path / "空.vault"
    place.mkdir()
    door.create(place, office="甲", practice=False, officers=OFFICERS[:1], cost=FLOOR, clock=Clock())
    assert enter(INTAKE, place).practice is False


@pytest.mark.parametrize(
    ("officers", "expected"),
    [
        ((), "E-VAULT-OFFICER/none"),
        ((OFFICERS[0], OFFICERS[0]), "E-VAULT-OFFICER/twice"),
        ((door.NewOfficer("张三", (), " \u3000"),), "E-PASSPHRASE/empty"),
    ],
)
def test_unfit_officers(tmp_path: Path, officers: tuple[door.NewOfficer, ...], expected: str) -> None:
    with pytest.raises(Refused) as fault:
        door.create(tmp_path / "新.vault", office="甲", practice=True, officers=officers, cost=FLOOR)
    assert code(fault) == expected and list(tmp_path.iterdir()) == []


def test_a_newer_format_is_left_untouched(directory: Path) -> None:
    from hashlib import sha256

    lines = (directory / keyfile.NAME).read_bytes().split(b"\n")
    text = b"LCVK 2 1\n" + lines[1] + b"\n"
    (directory / keyfile.NAME).write_bytes(text + sha256(text).hexdigest().encode() + b"\n")
    with pytest.raises(Refused) as fault:
        door.unlock(directory, HANDLER, PASSPHRASE)
    assert code(fault) == "E-VAULT-NEWER"


def test_leftovers_of_a_crash_are_swept_at_the_next_opening(directory: Path, enter: Enter) -> None:
    part = directory / "blobs" / f"abc{durable.PART}"
    part.write_bytes(b"half")
    enter()
    assert not part.exists()


def test_importing_the_door_loads_neither_engine_nor_keyring() -> None:
    script = (
        "import sys; from lucheng_desktop.vault import door, store; "
        "print(sorted({'sqlalchemy', 'keyring', 'alembic', 'argon2', 'sqlcipher3'} & sys.modules.keys()))"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"
