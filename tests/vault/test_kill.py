"""A process killed at any moment loses nothing it was told is saved, and leaves nothing half."""

import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import text

from lucheng_desktop.vault import blobs, door, durable, keyfile
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE
from tests.vault.test_projection import dump

WRITE = """
import itertools, sys
from pathlib import Path
from lucheng_desktop.vault import door, keychain
keychain.ALLOWED = set()
vault = door.unlock(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
print("open", flush=True)
for number in itertools.count():
    with vault.transaction() as shelf:
        person = shelf.create("person", {"name": f"张三丰{number}", "unit": "鹿城" * 200})
        shelf.set("person", person, {"unit": f"第{number}次"})
        petition = shelf.create("petition", {"number": person})
        shelf.move("petition", petition, "register_petition", "", "registered")
        shelf.seal_identity(petition, {"name": person})
        kept = shelf.attach(person.encode() * 5000, name=person, media_type="t")
        shelf.keep_draft("form", "key", person, "半句话")
    print(person, petition, kept.content, flush=True)
"""


def killed_after(directory: Path, lines: int, moment: float) -> list[tuple[str, str, str]]:
    """What a writing process had been told is saved when it was killed, so many lines and a moment after it began."""
    arguments = [sys.executable, "-c", WRITE, str(directory), HANDLER, PASSPHRASE]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        told = [writer.stdout.readline() for _ in range(lines)]
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(moment)
        writer.send_signal(signal.SIGKILL)
        told += _rest(writer.stdout)
    return [(person, petition, content) for person, petition, content in (line.split() for line in told)]


def _rest(output: IO[str]) -> list[str]:
    return [line for line in output.read().splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.parametrize("rounds", [4, pytest.param(240, marks=pytest.mark.soak)])
def test_killed_at_any_moment(directory: Path, enter: Callable[..., Vault], rounds: int) -> None:
    chance = random.Random(20260101 + rounds)
    told: list[tuple[str, str, str]] = []
    for _ in range(rounds):
        told += killed_after(directory, chance.randrange(0, 4), chance.random() * 0.06)
        vault = enter(INTAKE)
        _everything_told_is_there(vault, told)
        vault.close()
    assert told


def _everything_told_is_there(vault: Vault, told: list[tuple[str, str, str]]) -> None:
    with vault.transaction() as shelf:
        people = dict(shelf.rows("person", ("id", "unit")))
        petitions = dict(shelf.rows("petition", ("number", "state")))
        drafts = shelf.drafts("form", "key")
        assert people.keys() == petitions.keys() == drafts.keys(), "all of it or nothing"
        assert {person for person, _, _ in told} <= people.keys()
        assert all(unit.startswith("第") for unit in people.values()) and set(petitions.values()) <= {"registered"}
        for person, petition, content in told[-3:]:
            assert b"".join(shelf.attachment(content)) == person.encode() * 5000
            assert shelf.open_identity(petition, "核对") == {"name": person}
            assert shelf.drafts("form", "key")[person] == "半句话"
        before = dump(shelf)
        shelf.rebuild()
        assert dump(shelf) == before
    assert vault.ledger_check().chain == "intact"
    _files_are_sound(vault)


def _files_are_sound(vault: Vault) -> None:
    raw = vault._engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert cursor.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()
    with vault._engine.begin() as connection:
        connection.execute(text("INSERT INTO words(words) VALUES ('integrity-check')"))
        registered = set(connection.execute(text("SELECT file FROM blob")).scalars())
    lying = {path.name for path in vault.blobs.rglob("*") if path.is_file()}
    assert registered <= lying and not any(name.endswith(durable.PART) for name in lying)
    for name in lying:
        assert list(blobs.read(vault.blobs, vault.master, name, name))


REWRITE = """
import sys
from pathlib import Path
from lucheng_desktop.vault import keyfile
directory = Path(sys.argv[1])
known = keyfile.read(directory)
print("open", flush=True)
while True:
    keyfile.write(directory, known)
"""


def test_the_key_file_is_whole_at_every_moment(directory: Path) -> None:
    known = keyfile.read(directory)
    chance = random.Random(7)
    for _ in range(6):
        arguments = [sys.executable, "-c", REWRITE, str(directory)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None and writer.stdout.readline() == "open\n"
            with pytest.raises(subprocess.TimeoutExpired):
                writer.wait(chance.random() * 0.05)
            writer.kill()
        assert keyfile.read(directory) == known
    door.unlock(directory, HANDLER, PASSPHRASE).close()
