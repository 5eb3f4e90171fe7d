"""Every test of a vault's integrity, each with its name, and what was done to the vault named as such.

The file is read before the engine opens it; once a page or the log is found changed the engine is not let near it, so
that the evidence stays as it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import (
    admission,
    backup,
    ceremony,
    cipher,
    door,
    durable,
    generations,
    homes,
    inspection,
    journal,
    keyfile,
    leftovers,
    lock,
    pages,
    projection,
    proof,
    slots,
    standing,
    tables,
    wal,
    witness,
)
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.keyfile import KeyFile
from lucheng_desktop.vault.standing import CUT, DATABASE, EVIDENCE, LOG, OLD_KEY, OLD_PAGE, Found
from lucheng_desktop.vault.tables import blob, entry, head

if TYPE_CHECKING:
    from lucheng_desktop.vault.keys import MasterKey

OK, FAULT, SKIPPED = "ok", "fault", "skipped"
TAMPER = "E-TAMPER/"
_COPY = f"check{durable.PART}"
_NAMED = 10
"""So many damaged attachments are told by name."""


@dataclass(frozen=True, slots=True)
class Result:
    """One test: `state` is ok, fault or skipped; `kind` says which way of tampering, when it is one."""

    name: str
    state: str
    code: str = ""
    kind: str = ""
    message: str = ""
    next: str = ""


@dataclass(slots=True)
class _Run:
    """What the tests share."""

    directory: Path
    known: KeyFile
    master: "MasterKey"
    results: list[Result] = field(default_factory=list)

    @property
    def database(self) -> Path:
        """The file under test."""
        return self.directory / DATABASE

    def ask(self, name: str, test: Callable[[], None]) -> bool:
        """Run one test; what it refuses is its finding."""
        try:
            test()
        except Refused as refused:
            self.results.append(told(name, refused))
            return False
        self.results.append(Result(name, OK))
        return True

    def skip(self, *names: str) -> None:
        """These cannot be run any more, or must not."""
        self.results += [Result(name, SKIPPED) for name in names]


def told(name: str, refused: Refused) -> Result:
    """A refusal as the finding of a test."""
    kind = refused.key.removeprefix(TAMPER) if refused.key.startswith(TAMPER) else ""
    return Result(name, FAULT, refused.code, kind, refused.message, refused.next)


FILE = ("header", "pages", "log")
ENGINE = ("cipher", "structure", "schema", "index")
LEDGER = ("chain", "heads", "anchors", "projections")
REST = ("slots", "attachments")


def check(
    directory: Path, officer: str, passphrase: str, *, device_secret: bytes | None = None, places: tuple[Path, ...] = ()
) -> tuple[Result, ...]:
    """All tests; only who may open the vault may test it. Refused: E-PASSPHRASE, E-VAULT-BUSY, E-VAULT-ABSENT."""
    lock.harden()
    leftovers.settle(directory)
    held = lock.take(directory) if (directory / keyfile.NAME).is_file() else None
    try:
        known = keyfile.read(directory)
        standing.refuse_foreign(directory, known)
        with _entered(directory, known, officer, passphrase, device_secret) as run:
            _all(run, places)
            return tuple(run.results)
    except Refused as refused:
        if refused.code not in ("E-TAMPER", "E-VAULT-KEY-DAMAGED"):
            raise
        return (told("key_file", refused), *(Result(name, SKIPPED) for name in (*FILE, *ENGINE, *LEDGER, *REST)))
    finally:
        if held:
            held.release()


@contextmanager
def _entered(
    directory: Path, known: KeyFile, officer: str, passphrase: str, device_secret: bytes | None
) -> Iterator[_Run]:
    try:
        entered = door.opened_slot(known, officer, passphrase, device_secret, Delay(directory))
    except Refused as refused:
        if refused.key == "E-PASSPHRASE" and door.is_exchanged(known, officer, passphrase, device_secret):
            raise Refused("E-TAMPER/slot") from refused
        raise
    try:
        if not keyfile.is_ours(known, entered.master):
            raise Refused("E-TAMPER/slot")
        generations.settle(directory, known.generation)
        yield _Run(directory, known, entered.master, [Result("key_file", OK), Result("lock", OK)])
    finally:
        entered.master.wipe()
        entered.own.wipe()
        journal.forget()


def _all(run: _Run, places: tuple[Path, ...]) -> None:
    if not run.ask("header", lambda: _header(run)) or not _file(run):
        run.skip(*ENGINE, *LEDGER, *REST)
        return
    seen = _left(run)
    _engine(run, seen)
    if all(one.state == OK for one in run.results if one.name in ENGINE):
        _ledger(run, seen, places)
    else:
        run.skip(*LEDGER, *REST)


def _header(run: _Run) -> None:
    if not run.database.is_file() or not run.database.stat().st_size:
        raise Refused("E-VAULT-DAMAGED/absent", place=run.directory)
    cipher.refuse_plain(run.database)


def _file(run: _Run) -> bool:
    """The pages and the log as they lie on the disk."""
    return all([run.ask("pages", lambda: _pages(run)), run.ask("log", lambda: _log(run))])


def _pages(run: _Run) -> None:
    """Where the key fits no page at all, beside a witness of other keys, the key file is of an earlier generation."""
    found = pages.faults(run.database, run.master)
    fits_none = len(found) == -(-run.database.stat().st_size // pages.PAGE)
    if fits_none and standing.is_stranger(run.directory, witness.read(run.directory, run.master)):
        raise Refused(OLD_KEY)
    for fault in found[:1]:
        if fault.source:
            raise Refused("E-TAMPER/moved", page=fault.page, source=fault.source)
        raise Refused("E-TAMPER/bit", page=fault.page)


def _log(run: _Run) -> None:
    log, left = run.directory / LOG, witness.read(run.directory, run.master)
    planted = left is not None and left.state == witness.CLOSED and log.exists() and log.stat().st_size > 0
    if planted or (run.directory / EVIDENCE).exists() or wal.read(log).damaged:
        raise Refused("E-TAMPER/wal")


def _left(run: _Run) -> Found:
    left = witness.read(run.directory, run.master)
    replaced = left is not None and left.state == witness.CLOSED and left.pieces != pages.pieces(run.database)
    stranger = standing.is_stranger(run.directory, left)
    return Found(left, replaced, False, witness.progress(run.directory, run.master), run.known.edition, stranger)


def _engine(run: _Run, seen: Found) -> None:
    """Fresh connections, the log emptied first; authentic pages that do not fit together are of several days."""

    def sound(faults: Callable[[], list[str]]) -> Callable[[], None]:
        def test() -> None:
            with standing.naming(seen):
                if faults():
                    raise Refused(OLD_PAGE)

        return test

    database, master = run.database, run.master
    with suppress(Refused):
        proof.empty_log(database, master)
    run.ask("cipher", sound(lambda: proof.cipher_faults(database, master)))
    run.ask("structure", sound(lambda: proof.structure_faults(database, master, "integrity_check")))
    run.ask("schema", sound(lambda: _schema(run)))
    run.ask("index", sound(lambda: [] if proof.search_is_sound(database, master) else ["words"]))


def _schema(run: _Run) -> list[str]:
    with proof.reading(run.database, run.master) as connection:
        inspection.refuse_unlike(connection, run.known)
    return []


def _ledger(run: _Run, seen: Found, places: tuple[Path, ...]) -> None:
    with proof.reading(run.database, run.master) as connection:
        run.ask("chain", lambda: _chain(connection, seen))
        run.ask("heads", lambda: _heads(connection))
        if run.ask("anchors", lambda: _anchors(run, connection, seen, places)):
            _note_copy(run, connection)
        run.ask("projections", lambda: _projections(run, connection))
        run.ask("slots", lambda: _slots(run, connection))
        run.ask("attachments", lambda: _attachments(run, connection))


def _note_copy(run: _Run, connection: Connection) -> None:
    """That this is a copy of a vault written elsewhere: no fault of what lies there, but to be known."""
    if copied := homes.stranger(connection, run.directory):
        said = Refused("E-COPIED" if run.known.practice else copied)
        run.results[-1] = Result("anchors", OK, message=said.message, next=said.next)


def _chain(connection: Connection, seen: Found) -> None:
    fault = proof.ledger(connection).first_fault
    if fault is None:
        return
    if fault.what == "gap":
        raise Refused(CUT)
    raise Refused("E-TAMPER/entry", seq=fault.seq, device=fault.device[:8], what=fault.what)


def _heads(connection: Connection) -> None:
    """Nothing may point to an entry that is not there."""
    pointed = select(head.c.entry).where(head.c.entry.not_in(select(entry.c.id)))
    whole = not admission.extracts(connection)
    if connection.execute(pointed).first() or (whole and _builds_on_nothing(connection)):
        raise Refused(CUT)


def _builds_on_nothing(connection: Connection) -> bool:
    """Whether an entry names a parent that is not there."""
    parents = (parent for one in journal.all_entries(connection, {}) for parent in one.parents)
    return not all(journal.is_known(connection, parent) for parent in parents)


def _anchors(run: _Run, connection: Connection, seen: Found, places: tuple[Path, ...]) -> None:
    """Witness, keyring and the manifests of backups: each knows an entry that must be here."""
    if seen.witness is None and (run.directory / witness.NAME).exists():
        raise Refused("E-TAMPER/witness")
    if what := standing.suspicion(connection, seen, standing.anchor_id(run.known.vault)):
        raise Refused(what)
    given_up = ceremony.acknowledged(connection, run.known.office.hex())
    devices = backup.devices(connection)
    for place in (backup.home(run.directory), *places):
        for one in backup.generations(place, run.master, devices):
            for _, id in one.manifest.heads.values():
                if id not in given_up and not journal.is_known(connection, bytes.fromhex(id)):
                    raise Refused("E-TAMPER/rollback")


def _projections(run: _Run, connection: Connection) -> None:
    """Rows made anew from the entries, in a copy, must be the rows that stand here."""
    copy = run.directory / _COPY
    copy.unlink(missing_ok=True)
    try:
        cipher.copy(run.database, run.master, copy)
        engine = cipher.engine(copy, run.master)
        try:
            with engine.begin() as anew:
                projection.rebuild(anew)
                names = (name for name in tables.rows.tables if _rows(anew, name) != _rows(connection, name))
                different = next(names, "")
        finally:
            engine.dispose()
    finally:
        copy.unlink(missing_ok=True)
    if different:
        raise Refused("E-VAULT-ROWS", what=different)


def _rows(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    """All rows of a projection, without the numbers of the search index, which depend on its history."""
    table = tables.rows.tables[name]
    wanted = [column for column in table.c if column.name != "number" or name != tables.indexed.name]
    return sorted((tuple(row) for row in connection.execute(select(*wanted))), key=repr)


def _slots(run: _Run, connection: Connection) -> None:
    """Every slot belongs to an officer of the ledger, under his name, at a lawful cost."""
    names = dict(connection.execute(select(tables.ROWS["officer"].c.id, tables.ROWS["officer"].c.name)).all())
    for slot in run.known.slots:
        if names.get(slot.officer) != slot.name or not slots.is_lawful(slot.cost):
            raise Refused("E-TAMPER/slot")


def _attachments(run: _Run, connection: Connection) -> None:
    """Every attachment opens and is the one that was stored; of the damaged ones all are named."""
    rows = connection.execute(select(blob.c.file, blob.c.sha256, blob.c.name)).all()
    found = {row.file: _content(run, row.file, row.name) for row in rows}
    sums = {row.sha256 for row in rows}
    for row in rows:
        if found[row.file] != row.sha256 and found[row.file] in sums:
            raise Refused("E-TAMPER/blob", name=row.name)
    if damaged := [row.name for row in rows if found[row.file] != row.sha256]:
        raise Refused("E-ATTACHMENT-DAMAGED/found", count=len(damaged), names="、".join(damaged[:_NAMED]))


def _content(run: _Run, file: str, name: str) -> str:
    """The digest of what an attachment holds; nothing when it does not open."""
    try:
        return backup.content(run.directory / "blobs", run.master, file, name)
    except Refused:
        return ""
