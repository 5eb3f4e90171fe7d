"""A vault to harm: made once, copied for each round, written to, and compared with what an officer was told."""

import contextlib
import functools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import text

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs, door, durable, keychain, slots
from lucheng_desktop.vault.shelf import Shelf
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault
from tests.vault.test_projection import dump

INTAKE, HANDLER, PASSPHRASE = "欧阳信访", "陈承办", "正确的 马 电池 钉子 ９"
OFFICERS = (
    door.NewOfficer(INTAKE, ("petition_office",), PASSPHRASE),
    door.NewOfficer(HANDLER, ("handling_dept",), PASSPHRASE),
)
_opened: list[Vault] = []
ATTACHED = 60
"""Repetitions of an id that make an attachment of 1920 bytes."""


def prepare() -> None:
    """No keyring but a test's own; what thousands of openings would work out again and again is worked out once."""
    keychain.ALLOWED = set()
    keychain.anchor(bytes(16))  # loads what asking a keyring loads, before anything forks
    keychain._silent.set()  # from now on there is nobody to ask
    remembered = functools.lru_cache(slots.hash_secret_raw)
    slots.hash_secret_raw = lambda *asked: bytes(bytearray(remembered(*asked)))  # the caller wipes what it gets
    create, first = sqlalchemy.create_engine, sqlalchemy.create_engine("sqlite://")

    def sharing(*asked: Any, **named: Any) -> sqlalchemy.Engine:
        """SQL that was compiled for one vault serves the next."""
        made = create(*asked, **named)
        if shared := getattr(first, "shared", None):
            made.dialect, made._compiled_cache = shared
        first.shared = (made.dialect, made._compiled_cache)  # type: ignore[attr-defined]
        return made

    sqlalchemy.create_engine = sharing


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """A folder in memory where there is one: what is tried here does not depend on the disk under it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="lucheng-faults-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def founded(folder: Path) -> Path:
    """A new vault of two officers."""
    directory = folder / "样板.vault"
    door.create(directory, office="鹿城区（示例）廉洁办公室", practice=True, officers=OFFICERS, cost=FLOOR)
    return directory


def enter(directory: Path, officer: str = INTAKE, passphrase: str = PASSPHRASE) -> Vault:
    """Open the vault; `leave` closes what a deed that was broken off has left open."""
    _opened[:] = [vault for vault in _opened if not vault._closed]
    _opened.append(door.unlock(directory, officer, passphrase))
    return _opened[-1]


def leave() -> None:
    """Close every vault that is still open, as well as the disk lets it."""
    while _opened:
        with contextlib.suppress(Refused):
            _opened.pop().close()


@dataclass(frozen=True, slots=True)
class Told:
    """What an officer was told is saved."""

    number: int
    person: str
    petition: str
    content: str

    def line(self) -> bytes:
        return f"{self.number} {self.person} {self.petition} {self.content}\n".encode()


def told(lines: bytes) -> list[Told]:
    """Promises out of what a process wrote; a last line cut short was not told."""
    split = [line.decode().split() for line in lines.splitlines(keepends=True) if line.endswith(b"\n")]
    return [Told(int(number), person, petition, content) for number, person, petition, content in split]


def write_one(vault: Vault, number: int, more: str = "") -> Told:
    """One transaction with a bit of everything; `more` makes it larger, where no index has to read it."""
    with vault.transaction() as shelf:
        person = shelf.create("person", {"name": f"张三丰{number}", "unit": "鹿城"})
        shelf.set("person", person, {"unit": f"第{number}次"})
        petition = shelf.create("petition", {"number": person})
        shelf.move("petition", petition, "register_petition", "", "registered")
        shelf.seal_identity(petition, {"name": person})
        kept = shelf.attach(person.encode() * ATTACHED, name=person, media_type="t")
        shelf.keep_draft("form", "key", person, "半句话" + more)
    return Told(number, person, petition, kept.content)


def compare(vault: Vault, promised: Sequence[Told], *, deep: bool = False) -> None:
    """AssertionError unless everything told is there, every transaction is whole and every file is sound."""
    with vault.transaction() if deep else vault.reading() as shelf:
        people = dict(shelf.rows("person", ("id", "unit")))
        petitions = dict(shelf.rows("petition", ("number", "state")))
        drafts = shelf.drafts("form", "key")
        assert {one.person for one in promised} <= people.keys(), "lost"
        assert people.keys() == petitions.keys() == drafts.keys(), "half a transaction"
        assert all(unit.startswith("第") for unit in people.values()), "half a record"
        assert set(petitions.values()) <= {"registered"}, "half a record"
        for one in promised if deep else promised[-2:]:
            assert b"".join(shelf.attachment(one.content)) == one.person.encode() * ATTACHED, "attachment"
        if deep:
            _closely(shelf, promised)
    _sound(vault, deep)


def _closely(shelf: Shelf, promised: Sequence[Told]) -> None:
    for one in promised:
        assert shelf.open_identity(one.petition, "核对") == {"name": one.person}, "identity"
    before = dump(shelf)
    shelf.rebuild()
    assert dump(shelf) == before, "rows"


def _sound(vault: Vault, deep: bool) -> None:
    raw = vault._engine.raw_connection()
    cursor: Any = raw.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert cursor.execute("PRAGMA cipher_integrity_check").fetchall() == [], "cipher_integrity_check"
    assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity_check"
    raw.close()
    with vault._engine.begin() as connection:
        registered = set(connection.execute(text("SELECT file FROM blob")).scalars())
    lying = {path.name for path in vault.blobs.rglob("*") if path.is_file()}
    assert registered <= lying, "attachment absent"
    assert not any(name.endswith(durable.PART) for name in lying), "leftover"
    if deep:
        assert vault.ledger_check().chain == "intact", "chain"
        for name in lying:
            assert list(blobs.read(vault.blobs, vault.master, name, name)), "attachment"


def remove(path: Path) -> None:
    """A file or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def copy(directory: Path, to: Path) -> Path:
    """A fresh copy in place of whatever lies there."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(directory, to))
