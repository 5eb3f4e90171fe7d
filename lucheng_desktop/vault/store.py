"""An open vault: whose it is, which keys are at hand, and its transactions. Light to import; the engine is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.chain import Check
from lucheng_desktop.vault import cipher, keychain

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlalchemy import Connection, Engine

    from lucheng_desktop.ledger.clock import Clock
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


class Vault:
    """One unlocked vault of one officer; every call on one thread."""

    def __init__(self, opened: Opened) -> None:
        keyfile = opened.keyfile
        self.path, self.blobs = opened.path, opened.path / "blobs"
        self.office, self.office_name = keyfile.office.hex(), keyfile.office_name
        self.practice, self.device = keyfile.practice, keyfile.device
        self.keyfile, self.master, self.keys = keyfile, opened.master, opened.keys
        self.officer, self.author, self.device_key = opened.officer, opened.author, opened.device_key
        self._engine, self._lock = opened.engine, opened.lock
        self._writing = self._closed = False
        self.anchor = self._compare_anchor()
        """The ledger against the last head this PC has seen: current, ahead, rolled_back, none."""

    @property
    def clock(self) -> "Clock":
        """The clock whose stamps the ledger bears."""
        return self.author.clock

    @contextmanager
    def transaction(self) -> Iterator["Shelf"]:
        """All of it or nothing; notes that an identity was opened or refused stay even when the rest does not."""
        if self._writing:
            raise RuntimeError("a transaction inside a transaction")
        witnessed: Sequence[tuple[str, str, Mapping[str, Any]]] = ()
        self._writing = True
        try:
            with self._connected(writing=True) as connection:
                shelf = self._shelf(connection)
                witnessed = shelf.witnessed
                yield shelf
        except BaseException:
            self._write_down(witnessed)
            raise
        finally:
            self._writing = False

    def _write_down(self, witnessed: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
        if not witnessed:
            return
        with self._connected(writing=True) as connection:
            shelf = self._shelf(connection)
            for kind, id, body in witnessed:
                shelf.append(kind, id, "note", body)

    @contextmanager
    def reading(self) -> Iterator["Shelf"]:
        """One unchanging view; a write in it is an error, not a loss."""
        with self._connected(writing=False) as connection:
            yield self._shelf(connection)

    def _shelf(self, connection: "Connection") -> "Shelf":
        from lucheng_desktop.vault.shelf import Shelf

        return Shelf(self, connection)

    @contextmanager
    def _connected(self, *, writing: bool) -> Iterator["Connection"]:
        with self._engine.connect().execution_options(writing=writing) as connection, connection.begin():
            yield connection

    def ledger_check(self) -> Check:
        """Every chain and every signature, from the first entry on."""
        from lucheng_desktop.ledger.chain import check
        from lucheng_desktop.vault import admission

        with self._connected(writing=False) as connection:
            keys = admission.keys(connection)
            return check(self._shelf(connection).entries(), keys.get, admission.extracts(connection))

    def _head(self) -> tuple[int, bytes]:
        from lucheng_desktop.vault import journal

        with self._connected(writing=False) as connection:
            return journal.device_head(connection, self.device)

    def _compare_anchor(self) -> str:
        anchored = keychain.anchor(self.keyfile.vault)
        seq, _, id = anchored.partition(":")
        if not seq.isdecimal():
            return "none"
        head, _ = self._head()
        if self._id_at(int(seq)) != id:
            return ROLLED_BACK
        return "current" if head == int(seq) else "ahead"

    def _id_at(self, seq: int) -> str:
        from lucheng_desktop.vault import journal

        with self._connected(writing=False) as connection:
            return (journal.id_at(connection, self.device, seq) or b"").hex()

    def keep(self, known: "KeyFile") -> None:
        """Write `vault.key` anew, under the present master key, and go on with it."""
        from lucheng_desktop.vault import keyfile

        self.keyfile = keyfile.sealed(known, self.master)
        keyfile.write(self.path, self.keyfile)

    @contextmanager
    def driver(self) -> Iterator[Any]:
        """The engine's own connection, for copying the database page by page."""
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

    def close(self) -> None:
        """Anchor the head, empty the log into the file, forget the keys, let the next process in."""
        from lucheng_desktop.vault import journal

        if self._closed:
            return
        self._closed = True
        try:
            self._anchor()
            self.checkpoint()
        finally:
            self._engine.dispose()
            journal.forget()
            self.master.wipe()
            self.keys.wipe()
            self._lock.release()

    def _anchor(self) -> None:
        """A ledger that was rolled back must not overwrite the evidence of it."""
        if self.anchor != ROLLED_BACK:
            seq, id = self._head()
            keychain.keep_anchor(self.keyfile.vault, f"{seq}:{id.hex()}")

    def checkpoint(self) -> None:
        """Empty the log into the file."""
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
