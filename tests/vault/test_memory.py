"""Keys in the memory of a running process, read from outside as a thief of memory would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE

SESSION = """
import sys
from pathlib import Path
from lucheng_desktop.vault import backup, door, keychain, membership, renewal, restore
from lucheng_desktop.vault.slots import FLOOR
keychain.ALLOWED = set()
directory, intake, passphrase, leaver = Path(sys.argv[1]), *sys.argv[2:5]
vault = door.unlock(directory, intake, passphrase)
with vault.transaction() as shelf:
    petition = shelf.create("petition", {"number": "甲"})
    shelf.move("petition", petition, "register_petition", "", "registered")
    shelf.seal_identity(petition, {"name": "乙"})
    shelf.open_identity(petition, "核对")
    shelf.attach(b"x" * 3000, name="甲", media_type="t")
print("open", flush=True)
sys.stdin.readline()
other = passphrase + " 另一句"
membership.change_passphrase(vault, passphrase, other, cost=FLOOR)
membership.change_passphrase(vault, other, passphrase, cost=FLOOR)
membership.retire(vault, leaver, {}, lambda done, total: None)
renewal.renew_attachments(vault, lambda done, total: None)
made = backup.make(vault)
vault.close()
restore.restore(made.place, directory.with_name("another.vault"), intake, passphrase)
print("closed", flush=True)
sys.stdin.readline()
"""


def copies(pid: int, secret: bytes) -> int:
    """How often the secret stands in the writable memory of a process."""
    found = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, stop = (int(edge, 16) for edge in line.split()[0].split("-"))
            if " rw" in line and "[v" not in line:
                memory.seek(start)
                found += memory.read(stop - start).count(secret)
    return found


def keys_of(vault: Vault) -> tuple[bytes, bytes, list[bytes]]:
    """The keys of the database and of the vault, and those of officer, role and device; the vault is closed."""
    database, master = bytes(vault.master.derive("db")), bytes(vault.master._secret)
    own = [bytes(bytearray(key)) for key in (vault.keys.sign, vault.keys.agree, *vault.keys.intake.values())]
    own.append(vault.device_key.private_bytes_raw())
    vault.close()
    return database, master, own


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may read another process")
def test_the_database_key_lies_nowhere_and_every_other_key_goes_at_closing(
    directory: Path, enter: Callable[..., Vault]
) -> None:
    database, master, own = keys_of(enter(INTAKE))
    arguments = [sys.executable, "-c", SESSION, str(directory), INTAKE, PASSPHRASE, HANDLER]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "open\n"
        assert (copies(process.pid, database), copies(process.pid, database.hex().encode())) == (0, 0)
        assert copies(process.pid, master) == 1, "the one buffer that is wiped"
        assert all(copies(process.pid, key) for key in own), "the search finds keys that are there"
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "closed\n"
        gone = [database, database.hex().encode(), master, *own]
        for path in (directory, directory.with_name("another.vault")):  # all of them have new keys since
            later, heir, mine = keys_of(enter(INTAKE, path))
            assert later != database and heir != master
            gone += [later, later.hex().encode(), heir, *mine]
        assert [copies(process.pid, key) for key in gone] == [0] * len(gone)
        process.kill()
