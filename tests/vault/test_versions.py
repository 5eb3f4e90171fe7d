"""Vaults over the years: older ones are brought up whole or not at all, newer ones are left untouched."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import backup, check, door, durable, keyfile, tables, versions
from lucheng_desktop.vault.store import Vault
from tests.vault.tomorrow import GOOD, program

GOLDEN = Path(__file__).parents[1] / "golden"
OFFICER = "欧阳信访"
Enter = Callable[..., Vault]


@pytest.fixture(params=sorted(path.name for path in GOLDEN.glob("vault-*")))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A vault as a released program wrote it."""
    return Path(shutil.copytree(GOLDEN / request.param, tmp_path / "旧.vault"))


def enter(directory: Path) -> Vault:
    return door.unlock(directory, OFFICER, (directory / "passphrase.txt").read_text("utf-8").strip())


@pytest.fixture
def tomorrow(tmp_path: Path) -> Iterator[Callable[..., None]]:
    """The program of tomorrow: its second step runs these statements."""
    with ExitStack() as until_the_end:
        yield lambda *statements: until_the_end.enter_context(program(tmp_path / "later", *statements))


def everything_is_there(vault: Vault) -> None:
    with vault.transaction() as shelf:
        assert shelf.rows("person", ("name", "unit")) == [("单于雄", "旧镇街道办事处")]
        ((petition, number, state),) = shelf.rows("petition", ("id", "number", "state"))
        assert (number, state) == ("鹿信〔2026〕7号", "registered")
        assert shelf.open_identity(petition, "核对") == {"name": "夏侯闻笛", "phone": "13912345678"}
        assert shelf.drafts("finding", petition) == {"reason": "写到一半的话"}
        assert shelf.search("单于") and shelf.search("旧村改造")
    with vault.connection() as connection:
        content = connection.exec_driver_sql("SELECT content FROM blob").scalar_one()
    with vault.reading() as shelf:
        assert b"".join(shelf.attachment(content)) == "卷宗第一页".encode() * 500
    assert vault.ledger_check().chain == "intact"


def test_a_vault_of_every_released_form_opens(old: Path) -> None:
    vault = enter(old)
    everything_is_there(vault)
    vault.close()
    passphrase = (old / "passphrase.txt").read_text("utf-8").strip()
    assert {one.state for one in check.check(old, OFFICER, passphrase)} == {"ok"}


def test_an_older_vault_is_brought_up_after_a_backup(old: Path, tomorrow: Callable[..., None]) -> None:
    tomorrow(*GOOD)
    vault = enter(old)
    everything_is_there(vault)
    (before,) = backup.generations(backup.home(old), vault.master)
    assert before.manifest.schema == "0001" and vault.keyfile.schema == "0002"
    with vault.reading() as shelf:
        note = shelf.history("office", vault.office)[-1]
    assert note.body == {"what": "schema_upgraded", "purpose": "0001 → 0002", "backup": before.place.name}
    vault.close()
    vault = enter(old)
    assert len(backup.generations(backup.home(old), vault.master)) == 1, "once"
    vault.close()


@pytest.mark.parametrize(
    ("statements", "key"),
    [
        (("CREATE TABLE later (x TEXT NOT NULL) STRICT", "CREATE TABLE later (x TEXT NOT NULL) STRICT"), None),
        (("DROP TRIGGER entry_no_delete", "PRAGMA user_version = 2"), "E-VAULT-SCHEMA"),
        (("DROP INDEX edge_parent", "PRAGMA user_version = 2"), "E-VAULT-SCHEMA"),
        (("CREATE TABLE later (x TEXT NOT NULL) STRICT",), "E-VAULT-SCHEMA"),
    ],
)
def test_a_step_that_fails_leaves_the_vault_to_the_older_program(
    old: Path, tomorrow: Callable[..., None], statements: tuple[str, ...], key: str | None
) -> None:
    tomorrow(*statements)
    with pytest.raises(Exception) as fault:
        enter(old)
    assert key is None or (isinstance(fault.value, Refused) and fault.value.key == key)


@pytest.mark.parametrize(
    "statements", [("DROP TRIGGER entry_no_delete", "PRAGMA user_version = 2"), ("SELECT nothing",)]
)
def test_the_older_program_opens_it_again(
    old: Path, monkeypatch: pytest.MonkeyPatch, statements: tuple[str, ...]
) -> None:
    with monkeypatch.context() as later:
        later.setattr(keyfile, "SCHEMA", "0002")
        later.setattr(tables, "USER_VERSION", 2)

        def half(connection: Any) -> None:
            for statement in statements:
                connection.exec_driver_sql(statement)

        later.setattr(versions, "upgrade", half)
        with pytest.raises(Exception):  # noqa: B017
            enter(old)
    vault = enter(old)
    assert vault.tampered == ""
    everything_is_there(vault)
    vault.close()


def test_a_kill_between_database_and_key_file_is_made_good(
    old: Path, tomorrow: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow(*GOOD)
    with monkeypatch.context() as killed:
        killed.setattr(durable, "passed", lambda moment: 1 / 0 if moment == "upgraded the database" else None)
        with pytest.raises(ZeroDivisionError):
            enter(old)
    assert keyfile.read(old).schema == "0001"
    vault = enter(old)
    everything_is_there(vault)
    assert keyfile.read(old).schema == "0002" and len(backup.generations(backup.home(old), vault.master)) == 1
    vault.close()


def test_no_room_for_a_backup_means_no_step(
    old: Path, tomorrow: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow(*GOOD)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 1 << 20))  # type: ignore[attr-defined]
    with pytest.raises(Refused) as fault:
        enter(old)
    assert fault.value.key == "E-BACKUP/space" and keyfile.read(old).schema == "0001"


def test_a_vault_of_a_newer_program_is_left_untouched(old: Path) -> None:
    path = old / keyfile.NAME
    lines = path.read_bytes().split(b"\n")
    lines[1] = json.dumps(
        json.loads(lines[1]) | {"schema": "0099"}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    said = b"\n".join(lines[:2]) + b"\n"
    path.write_bytes(said + sha256(said).hexdigest().encode() + b"\n")
    before = {file: file.read_bytes() for file in old.rglob("*") if file.is_file()}
    for act in (lambda: enter(old), lambda: check.check(old, OFFICER, "x"), lambda: door.officers(old)):
        with pytest.raises(Refused) as fault:
            act()
        assert fault.value.key == "E-VAULT-NEWER" and "0099" in fault.value.message
    after = {file: file.read_bytes() for file in old.rglob("*") if file.is_file() and file.name != "lock"}
    assert after == before
