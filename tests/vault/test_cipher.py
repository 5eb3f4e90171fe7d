"""The silent traps of SQLCipher: each one is shut by the door, and each test shows the trap first where it can."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher
from lucheng_desktop.vault.keys import MasterKey


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(bytearray(os.urandom(32)), b"v" * 16)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def connection(path: Path, master: MasterKey) -> Iterator[Any]:
    made = cipher.connect(path, master, new=True)
    yield made
    made.close()


def test_without_a_key_sqlcipher_writes_plain_text_and_we_never_do(tmp_path: Path, path: Path, connection: Any) -> None:
    trap = driver.connect(str(tmp_path / "trap.db"))
    trap.execute("CREATE TABLE t(x)")
    trap.commit()
    trap.close()
    assert (tmp_path / "trap.db").read_bytes()[:16] == cipher.PLAIN
    connection.execute("CREATE TABLE t(x)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert path.read_bytes()[:16] != cipher.PLAIN


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_would_be_a_passphrase_and_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(Refused) as fault:
        cipher.give_key(driver.connect(str(tmp_path / "x.db")), bytearray(length))
    assert fault.value.key == "E-VAULT-ENGINE"


def test_an_unkeyed_connection_does_not_pass_the_assertions(path: Path, master: MasterKey, monkeypatch: Any) -> None:
    monkeypatch.setattr(cipher, "_key", lambda *_: None)
    with pytest.raises(Refused) as fault:
        cipher.connect(path, master, new=True)
    assert fault.value.key == "E-VAULT-ENGINE"


def test_other_cipher_settings_do_not_pass_the_assertions(path: Path, master: MasterKey, monkeypatch: Any) -> None:
    monkeypatch.setattr(cipher, "COMPATIBILITY", 3)
    with pytest.raises(Refused) as fault:
        cipher.connect(path, master, new=True)
    assert (fault.value.key, "cipher_settings" in fault.value.message) == ("E-VAULT-ENGINE", True)


def test_an_old_engine_does_not_pass_the_assertions(path: Path, master: MasterKey, monkeypatch: Any) -> None:
    monkeypatch.setattr(cipher, "LOWEST", (4, 999))
    with pytest.raises(Refused) as fault:
        cipher.connect(path, master, new=True)
    assert (fault.value.key, "cipher_version" in fault.value.message) == ("E-VAULT-ENGINE", True)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH '{there}' AS leak KEY ''",
        "ATTACH '{there}' AS leak",
        "DETACH main",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
        "PRAGMA hexrekey = '00'",
        "PRAGMA temp_store = FILE",
        "PRAGMA temp_store = 1",
        "PRAGMA TEMP_STORE(1)",
        "PRAGMA main.temp_store = 1",
        "PRAGMA temp_store_directory = '/'",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA cipher_memory_security = ON",
        "PRAGMA cipher_plaintext_header_size = 32",
        "PRAGMA cipher_use_hmac = OFF",
        "PRAGMA cipher_log = '{there}'",
        "PRAGMA secure_delete = OFF",
        "PRAGMA trusted_schema = ON",
        "SELECT load_extension('{there}')",
        "SELECT sqlcipher_export('main')",
        "VACUUM INTO '{there}'",
    ],
)
def test_nothing_may_loosen_what_the_door_has_set(connection: Any, tmp_path: Path, statement: str) -> None:
    there = tmp_path / "leak.db"
    with pytest.raises(driver.DatabaseError, match=r"not authorized|prohibited|authorization denied"):
        connection.execute(statement.format(there=there))
    assert not there.exists()


def test_what_work_needs_is_allowed(connection: Any) -> None:
    for pragma in ("table_info('t')", "query_only = 1", "wal_checkpoint", "cipher_integrity_check"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def test_the_settings_are_as_written(connection: Any) -> None:
    def answer(pragma: str) -> Any:
        return connection.execute(f"PRAGMA {pragma}").fetchone()[0]

    expected = {
        "journal_mode": "wal", "synchronous": 2, "temp_store": 2, "foreign_keys": 1, "secure_delete": 1,
        "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "cache_size": -65536, "busy_timeout": 5000,
        "application_id": cipher.APPLICATION_ID,
    }  # fmt: skip
    assert {pragma: answer(pragma) for pragma in expected} == expected


def test_the_same_key_opens_again_and_another_does_not(path: Path, master: MasterKey, connection: Any) -> None:
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    cipher.connect(path, master).close()
    with pytest.raises(Refused) as fault:
        cipher.connect(path, MasterKey(bytearray(os.urandom(32)), b"v" * 16))
    assert fault.value.key == "E-VAULT-DAMAGED"


def test_another_program_s_file_is_refused(path: Path, master: MasterKey, monkeypatch: Any) -> None:
    monkeypatch.setattr(cipher, "APPLICATION_ID", 7)
    cipher.connect(path, master, new=True).close()
    monkeypatch.undo()
    with pytest.raises(Refused) as fault:
        cipher.connect(path, master)
    assert fault.value.key == "E-VAULT-SCHEMA"


def test_a_missing_file_is_not_made(path: Path, master: MasterKey) -> None:
    with pytest.raises(Refused) as fault:
        cipher.connect(path, master)
    assert fault.value.key == "E-VAULT-DAMAGED/absent" and not path.exists()


def test_no_copy_of_the_key_stays_in_a_python_object(path: Path, master: MasterKey, monkeypatch: Any) -> None:
    given: list[bytearray] = []
    give = cipher.give_key

    def remembered(connection: Any, key: bytearray) -> None:
        given.append(key)
        give(connection, key)

    monkeypatch.setattr(cipher, "give_key", remembered)
    cipher.connect(path, master, new=True).close()
    assert given == [bytearray(32)]
