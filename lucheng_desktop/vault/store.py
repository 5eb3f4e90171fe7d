"""An open vault: whose it is, which keys are at hand, and its transactions. Light to import; the engine is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.chain import Check
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import ballast, cipher, keychain, standing
from lucheng_desktop.vault.witness import Progress

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlalchemy import Connection, Engine

    from lucheng_desktop.ledger.clock import Clock
    from lucheng_desktop.vault.batch import Batch
    from lucheng_desktop.vault.identities import Grant
    from lucheng_desktop.vault.journal import Author
    from lucheng_desktop.vault.keyfile import KeyFile
    from lucheng_desktop.vault.keys import MasterKey
    from lucheng_desktop.vault.lock import Lock
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.slots import OfficerKeys

ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Officer:
    """Who has unlocked the vault."""

    id: str
    name: str
    roles: tuple[str, ...]
    former: tuple[str, ...] = ()
    """Ids under which the same person worked before: duties stay separate across them."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What the door hands over."""

    path: Path
    keyfile: "KeyFile"
    officer: Officer
    keys: "OfficerKeys"
    master: "MasterKey"
    device_key: "Ed25519PrivateKey"
    author: "Author"
    engine: "Engine"
    lock: "Lock"
    tampered: str = ""
    copied: str = ""


class Vault:
    """One unlocked vault of one officer; every call on the thread that opened it, which is asserted."""

    def __init__(self, opened: Opened) -> None:
        keyfile = opened.keyfile
        self.path, self.blobs = opened.path, opened.path / "blobs"
        self.office, self.office_name = keyfile.office.hex(), keyfile.office_name
        self.practice, self.device = keyfile.practice, keyfile.device
        self.keyfile, self.master, self.keys = keyfile, opened.master, opened.keys
        self.officer, self.author, self.device_key = opened.officer, opened.author, opened.device_key
        self.clock: Clock = opened.author.clock
        """The clock whose stamps the ledger bears."""
        self._engine, self._lock, self._thread = opened.engine, opened.lock, get_ident()
        self._writing = self._closed = False
        self.tampered = opened.tampered
        """The refusal that names what was done to the vault since its last closing; nobody writes before two know."""
        self.copied = opened.copied
        """`E-TAMPER/clone` or `/copy` while this is a copy of a vault that is at home elsewhere."""
        self.grants: dict[str, Grant] = {}
        """Petition -> the opening of its complainant's identity that still runs."""
        self.shelves: list[Shelf] = []
        """The transactions and views that are open now, the innermost last."""
        self.together: list[Batch] = []
        """The batch that every transaction joins, while there is one."""
        self._progress = Progress(opened.path)
        self.anchor = ROLLED_BACK if self.tampered not in ("", self.copied) else self._compare_anchor()
        """The ledger against the last head this PC has seen: current, ahead, rolled_back, none."""

    @contextmanager
    def transaction(self) -> Iterator["Shelf"]:
        """All of it or nothing; notes that an identity was opened or refused stay even when the rest does not."""
        from lucheng_desktop.vault import editions

        if self._writing:
            raise RuntimeError("a transaction inside a transaction")
        if self.tampered:
            raise Refused(self.tampered)
        witnessed: Sequence[tuple[str, str, Mapping[str, Any]]] = ()
        self._writing = True
        try:
            with (
                editions.bound(self) as bind,
                self._connected(writing=True) as connection,
                self._laid(connection) as shelf,
            ):
                witnessed = shelf.witnessed
                yield shelf
                last = shelf.last
                bind(connection)
            self.told_saved(last)
        except BaseException:
            self.write_down(witnessed)
            raise
        finally:
            self._writing = False
            for batch in self.together:
                batch.notes.append((self, witnessed))

    def told_saved(self, last: bytes) -> None:
        """What has been committed is told as saved: from now on its absence is a loss."""
        for batch in self.together:
            batch.last = last or batch.last
        if last and not self.together:
            with suppress(OSError):  # no room: an older note stands there, which accuses nobody
                self._progress.note(last, self.master)

    def write_down(self, witnessed: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
        """Notes of a transaction that was rolled back."""
        if not witnessed:
            return
        with self._connected(writing=True) as connection:
            shelf = self._shelf(connection)
            for kind, id, body in witnessed:
                shelf.append(kind, id, "note", body)

    @contextmanager
    def reading(self) -> Iterator["Shelf"]:
        """One unchanging view; a write in it is an error, not a loss."""
        with self._connected(writing=False) as connection, self._laid(connection) as shelf:
            yield shelf

    @contextmanager
    def _laid(self, connection: "Connection") -> Iterator["Shelf"]:
        shelf = self._shelf(connection)
        self.shelves.append(shelf)
        try:
            yield shelf
        finally:
            self.shelves = [open_ for open_ in self.shelves if open_ is not shelf]

    def _shelf(self, connection: "Connection") -> "Shelf":
        from lucheng_desktop.vault.shelf import Shelf

        return Shelf(self, connection)

    @contextmanager
    def _connected(self, *, writing: bool) -> Iterator["Connection"]:
        _assert_own(self._thread)
        if self.together:
            with self.together[0].part(writing=writing) as joined:
                yield joined
            return
        try:
            with self._engine.connect().execution_options(writing=writing) as connection, connection.begin():
                yield connection
        except Refused as refused:
            if refused.key == "E-VAULT-FULL":
                ballast.release(self.path)
            raise

    def connection(self, *, writing: bool = False) -> "AbstractContextManager[Connection]":
        """A transaction below the shelf, for this room's own bookkeeping."""
        return self._connected(writing=writing)

    def ledger_check(self, *, thorough: bool = False, newest: bool = False) -> Check:
        """Links and signatures of what came after the last check, and that what it has proven is what it was.

        `thorough`: every link and signature anew. `newest`: what was proven need only be there, not be read again.
        """
        from lucheng_desktop.vault import proven

        with self._connected(writing=False) as connection:
            known = proven.NOTHING if thorough else proven.read(connection, self.master)
            found, now = proven.check(connection, known, newest=newest)
        if not self._writing and now != known:
            with self._connected(writing=True) as connection:
                proven.write(connection, self.master, now)
        return found

    def _head(self) -> tuple[int, bytes]:
        from lucheng_desktop.vault import journal

        with self._connected(writing=False) as connection:
            return journal.device_head(connection, self.device)

    def _compare_anchor(self) -> str:
        anchored = standing.anchor_id(self.keyfile.vault)
        if not anchored:
            return "none"
        return "current" if self._head()[1] == anchored else "ahead"

    def reinstate(self) -> None:
        """Two officers have acknowledged what was done to the vault: it goes on from here."""
        from lucheng_desktop.vault import editions, files

        files.keep_unclaimed(self)
        standing.put_by(self.path)
        editions.adopt(self)
        with self._connected(writing=False) as connection:
            standing.opened(self.path, self.master, self._head()[1], standing.closings(connection))
        self.tampered, self.copied, self.anchor = "", "", "current"

    def keep(self, known: "KeyFile", *, after: int = 0, tied: bool = False) -> None:
        """Write `vault.key` anew, under the present master key, and go on with it.

        Within a transaction, or `tied` to one below the shelf, it is undone if that fails. `after`: a number to pass.
        """
        from lucheng_desktop.vault import durable, editions, keyfile

        path = self.path / keyfile.NAME
        sealed = keyfile.sealed(replace(known, edition=max(self.keyfile.edition, after) + 1), self.master)
        if self._writing or tied:
            durable.keep_former(path)
        keyfile.write(self.path, sealed)
        self.keyfile = sealed
        if not (self._writing or tied):
            editions.confirm(self)

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """The engine's own connection, for copying the database page by page."""
        _assert_own(self._thread)
        raw = self._engine.raw_connection()
        try:
            yield raw.driver_connection
        finally:
            raw.close()

    def hand_over(self, master: "MasterKey", turn: Callable[[], "Engine"]) -> None:
        """Let go of the database, let `turn` put the next one in its place, and go on with that."""
        self._engine.dispose()
        self.master.wipe()
        self.master, self._engine = master, turn()
        with self._connected(writing=False) as connection:
            standing.opened(self.path, master, self._head()[1], standing.closings(connection))

    def close(self) -> None:
        """Anchor the head, empty the log into the file, forget the keys, let the next process in."""
        from lucheng_desktop.vault import journal

        if self._closed:
            return
        self._closed = True
        try:
            self._leave()
        finally:
            self._engine.dispose()
            self._progress.close()
            journal.forget()
            self.master.wipe()
            self.keys.wipe()
            del self.author, self.device_key  # OpenSSL overwrites a private key when the last hold on it is gone
            self._lock.release()

    def _leave(self) -> None:
        """Anchor and witness the vault as it is left; one that was tampered with must not overwrite the evidence."""
        closings = 0 if self.tampered else self._count_closing()
        self.checkpoint()
        seq, id = self._head()
        self._engine.dispose()
        if not self.tampered:
            keychain.keep_anchor(self.keyfile.vault, f"{seq}:{id.hex()}")
        if closings:
            standing.closed(self.path, self.master, id, closings, self.keyfile)

    def _count_closing(self) -> int:
        """How often the vault has now been closed; 0 when the disk is so full that it stays open on record."""
        for _ in range(2):  # the first refusal lets go of the ballast
            with suppress(Refused), self._connected(writing=True) as connection:
                return standing.count_closing(connection)
        return 0

    def checkpoint(self) -> None:
        """Empty the log into the file."""
        _assert_own(self._thread)
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except Exception as fault:
            refused = cipher.in_words(fault, self.path / "vault.db")
            if refused is None or refused.key != "E-VAULT-FULL":
                raise
            # on a full disk everything stays in the log, and the next opening goes on from there
        finally:
            raw.close()


def _assert_own(thread: int) -> None:
    """A second thread at a connection may wait for the first for ever, and that one for it."""
    if get_ident() != thread:
        raise RuntimeError("a vault on two threads")
