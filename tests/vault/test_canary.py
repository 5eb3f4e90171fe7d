"""Nothing that was typed into the vault lies readable in any file the process wrote."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import shim
from tests.vault.conftest import HANDLER, INTAKE, PASSPHRASE

SCENARIO = """
import os, sys
from pathlib import Path
from lucheng_desktop.vault import backup, door, keychain, membership, recovery, renewal, restore
from lucheng_desktop.vault.slots import FLOOR
keychain.ALLOWED = set()
directory, mark, intake, passphrase = Path(sys.argv[1]), *sys.argv[2:5]
vault = door.unlock(directory, intake, passphrase)
def fill(number):
    with vault.transaction() as shelf:
        person = shelf.create("person", {"name": mark, "unit": mark + "单位", "post": mark})
        petition = shelf.create("petition", {"number": mark, "summary": mark * 300})
        shelf.set("petition", petition, {"summary": mark + str(number)})
        shelf.append("petition", petition, "append", {"list": mark, "item": {mark: mark}})
        shelf.move("petition", petition, "register_petition", "", "registered", reason=mark)
        shelf.seal_identity(petition, {"name": mark, mark: mark})
        shelf.open_identity(petition, mark)
        shelf.keep_draft(mark, mark, mark, mark)
        shelf.attach(mark.encode() * 50000, name=mark, media_type=mark)
        assert shelf.search(mark)
for number in range(40):
    fill(number)
connection = vault._engine.connect()
connection.exec_driver_sql("PRAGMA cache_size = 10")
connection.exec_driver_sql("CREATE TEMP TABLE sorted AS SELECT data, random() AS r FROM entry ORDER BY r")
connection.exec_driver_sql("SELECT data, row_number() OVER (ORDER BY data DESC) FROM entry").fetchall()
connection.close()
sheets = recovery.split(vault)
recovery.drill(vault, sheets.texts[:2])
membership.change_passphrase(vault, passphrase, mark + "另一句", cost=FLOOR)
made = backup.make(vault)
membership.retire(vault, sys.argv[6], {"reason": mark}, lambda done, total: None)
renewal.renew_attachments(vault, lambda done, total: None)
if sys.argv[5] == "close":
    vault.close()
    restore.restore(made.place, directory.with_name("another.vault"), intake, mark + "另一句")
print("ready", flush=True)
sys.stdin.read()
"""


def marked(folder: Path, mark: str) -> list[Path]:
    """Files that hold the mark."""
    spelled, files = spellings(mark), [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(one in path.read_bytes() for one in spelled)]


def spellings(mark: str) -> list[bytes]:
    """The mark in any spelling a store might use."""
    spelled = [mark.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [*spelled, mark.encode().hex().encode(), "".join(f"{ord(letter):06x}" for letter in mark).encode()]


def open_but_deleted(pid: int, mark: str) -> list[str]:
    """Temporary files that have no name any more but still hold the mark."""
    if os.geteuid():  # the process forbids looking at it, which only root may ignore
        return []
    found = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        name = str(handle.readlink())
        if name.endswith("(deleted)") and mark.encode() in handle.read_bytes():
            found.append(name)
    return found


@pytest.mark.parametrize("end", ["close", "kill"])
def test_no_mark_in_any_file(directory: Path, tmp_path: Path, end: str) -> None:
    mark = f"金丝雀{os.urandom(6).hex()}𠮷"
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "SQLITE_TMPDIR")
    folders = {name: str(tmp_path / name) for name in names}
    for folder in folders.values():
        Path(folder).mkdir()
    arguments = [sys.executable, "-c", SCENARIO, str(directory), mark, INTAKE, PASSPHRASE, end, HANDLER]
    log = directory.parent.parent / f"{tmp_path.name}.log"
    heard = {} if shim.missing() else shim.listening(log)
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **folders, **heard}
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        assert marked(tmp_path, mark) == [] and open_but_deleted(process.pid, mark) == []
        process.send_signal(signal.SIGKILL)
    assert marked(tmp_path, mark) == []
    assert sum(path.stat().st_size for path in directory.rglob("*") if path.is_file()) > 2_000_000, "it did write"
    if heard:
        planted = [*spellings(mark), *spellings(PASSPHRASE)]
        assert shim.spilled(log, planted) == set(), "wherever on this PC, and if the file is long gone"
        assert log.stat().st_size > 2_000_000, "it was heard"
        log.unlink()


def test_the_search_for_marks_finds_marks(tmp_path: Path) -> None:
    (tmp_path / "leak").write_text(f"x{HANDLER}y", "utf-16")
    assert marked(tmp_path, HANDLER) == [tmp_path / "leak"]


@pytest.mark.skipif(bool(shim.missing()), reason=f"the library before the disk cannot be had: {shim.missing()}")
def test_a_file_that_is_gone_is_heard_all_the_same(tmp_path: Path) -> None:
    script = """
import os, subprocess, sys, tempfile
with (tempfile.TemporaryFile if len(sys.argv) < 3 else tempfile.NamedTemporaryFile)() as file:
    file.write(b"x" * 10 + sys.argv[1].encode()[:9])
    file.flush()
    file.write(sys.argv[1].encode()[9:])
if len(sys.argv) < 3:
    subprocess.run([sys.executable, "-c", os.environ["SCRIPT"], sys.argv[1], "child"], check=True)
"""
    log = tmp_path / "log"
    environment = {**os.environ, **shim.listening(log), "SCRIPT": script, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script, HANDLER * 3], env=environment, check=True)
    assert len(shim.spilled(log, [(HANDLER * 3).encode()])) == 2, "the parent's and the child's"
