"""The one way a SQLCipher connection comes about: pragmas, assertions, authorizer. What goes wrong here is silent."""

from binascii import hexlify
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable
from lucheng_desktop.vault.keys import MasterKey, wipe

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x4C434856
"""`LCHV` in the database header."""
COMPATIBILITY = 4
LOWEST = (4, 17)
"""Before it FTS5 corrupts memory on crafted files."""
SETTINGS = frozenset(
    (
        "PRAGMA kdf_iter = 256000;", "PRAGMA cipher_page_size = 4096;", "PRAGMA cipher_use_hmac = 1;",
        "PRAGMA cipher_plaintext_header_size = 0;", "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
        "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
    )
)  # fmt: skip
PLAIN = b"SQLite format 3\0"
_PRAGMAS = (
    "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF",
    "cell_size_check = ON", "cache_size = -65536", "mmap_size = 0", "busy_timeout = 5000", "wal_autocheckpoint = 1000",
)  # fmt: skip
_EXPECTED = {
    "temp_store": 2, "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0, "mmap_size": 0,
}  # fmt: skip
_FIXED = frozenset(
    (
        "key", "rekey", "hexkey", "hexrekey", "textkey", "textrekey", "temp_store", "temp_store_directory",
        "journal_mode", "synchronous", "writable_schema", "trusted_schema", "secure_delete", "foreign_keys",
        "mmap_size", "locking_mode", "application_id", "cell_size_check",
    )
)  # fmt: skip
_CHANGES = "changes before"
_STANDING = "standing"
_FULL = "database or disk is full"
_DAMAGE = ("malformed", "not a database")
_OK, _DENY = 0, 1
_PRAGMA, _ATTACH, _DETACH, _FUNCTION = 19, 24, 25, 31
_FORBIDDEN_FUNCTIONS = frozenset(("load_extension", "sqlcipher_export", "fts3_tokenizer"))


def connect(path: Path, master: MasterKey, *, new: bool = False) -> Any:
    """A keyed, asserted, guarded connection; Refused E-VAULT-PLAIN, -DAMAGED, -ENGINE, -SCHEMA, -FULL, -DISK.

    It is its thread's alone: of two at one connection one waits with the engine's lock for the interpreter's (for the
    authorizer is Python), the other with that for the engine's, for ever.
    """
    import sqlcipher3.dbapi2 as driver

    if not new and not (path.is_file() and path.stat().st_size):
        raise Refused("E-VAULT-DAMAGED/absent", place=path)
    refuse_plain(path)
    with named(path):
        opened = driver.connect(str(path), isolation_level=None, check_same_thread=True, timeout=5)
        return _prepared(opened, path, master)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What the engine says past SQLAlchemy, in words."""
    import sqlcipher3.dbapi2 as driver

    try:
        yield
    except driver.DatabaseError as fault:
        if refused := in_words(fault, path):
            raise refused from fault
        raise


def _prepared(connection: Any, path: Path, master: MasterKey) -> Any:
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        _key(connection, master)
        _prove(connection)
        _settle(connection)
        _stamp(connection)
        _assert(connection, path)
        connection.set_authorizer(allowed)
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_plain(path: Path) -> None:
    """Refused `E-VAULT-PLAIN` when the file begins as an unencrypted database does."""
    if path.exists():
        with path.open("rb") as file:
            if file.read(len(PLAIN)) == PLAIN:
                raise Refused("E-VAULT-PLAIN")


def _key(connection: Any, master: MasterKey) -> None:
    key = master.derive("db")
    give_key(connection, key)
    wipe(key)


def give_key(connection: Any, key: bytearray) -> None:
    """Key by the C interface: no SQL text with the key, no copy left. A 63-digit key would silently be a passphrase."""
    if len(key) != 32:
        raise Refused("E-VAULT-ENGINE", what="key")
    digits = hexlify(key)  # bytes at once: a text of digits could not be wiped
    spelled = bytearray(b"x'" + bytes(64) + b"'")
    spelled[2:-1] = digits
    given = bytes(spelled)
    connection.set_key(given)
    for copy in (digits, spelled, given):
        wipe(copy)


def _prove(connection: Any) -> None:
    """Force the key check now: the slot has already proved the key, so "not a database" means a damaged file."""
    connection.execute(f"PRAGMA cipher_compatibility = {COMPATIBILITY}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _settle(connection: Any) -> None:
    connection.execute("PRAGMA temp_store = MEMORY")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise Refused("E-VAULT-ENGINE", what="journal_mode")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _stamp(connection: Any) -> None:
    """An empty file gets our mark; any other mark is not our file."""
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if not found and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif found != APPLICATION_ID:
        raise Refused("E-VAULT-SCHEMA", what="application_id")


def _assert(connection: Any, path: Path) -> None:
    def answer(pragma: str) -> Any:
        return (connection.execute(f"PRAGMA {pragma}").fetchone() or (None,))[0]

    faults = [
        "cipher_version" if _version(str(answer("cipher_version"))) < LOWEST else "",
        "cipher_status" if str(answer("cipher_status")) != "1" else "",
        "cipher_salt" if not answer("cipher_salt") else "",
        "cipher_settings" if {row[0] for row in connection.execute("PRAGMA cipher_settings")} != SETTINGS else "",
        *(name if answer(name) != value else "" for name, value in _EXPECTED.items()),
    ]
    if fault := next(filter(None, faults), ""):
        raise Refused("E-VAULT-ENGINE", what=fault)
    refuse_plain(path)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(" ")[0].split(".") if part.isdecimal())


def allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """SQLite's authorizer: nothing may write plain text elsewhere or loosen what the door has set."""
    if action in (_ATTACH, _DETACH):
        return _DENY
    if action == _FUNCTION and second in _FORBIDDEN_FUNCTIONS:
        return _DENY
    if action == _PRAGMA and second is not None:
        name = (first or "").lower()
        return _DENY if name in _FIXED or name.startswith("cipher") else _OK
    return _OK


def copy(path: Path, master: MasterKey, target: Path) -> None:
    """Write the database compactly into a new file under the same key; the one attachment a connection may make."""
    connection = connect(path, master)
    try:
        place = str(target)
        connection.set_authorizer(
            lambda action, first, *rest: _OK if (action, first) == (_ATTACH, place) else allowed(action, first, *rest)
        )
        with named(target):
            connection.execute("VACUUM INTO ?", (place,))
    finally:
        connection.close()


def engine(path: Path, master: MasterKey, *, new: bool = False) -> "Engine":
    """SQLAlchemy over such connections; a transaction begins as a writer's or a reader's, nothing in between."""
    import sqlcipher3.dbapi2 as driver
    from sqlalchemy import QueuePool, create_engine, event

    made = create_engine(
        "sqlite://", creator=lambda: connect(path, master, new=new), module=driver, poolclass=QueuePool, pool_size=1,
        max_overflow=3, hide_parameters=True,
    )  # fmt: skip
    event.listen(made, "connect", lambda _, record: record.info.update(path=path))
    event.listen(made, "begin", _begin)
    event.listen(made, "commit", _commit)
    event.listen(made, "handle_error", partial(_say, path))
    return made


def execute(connection: "Connection", text: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """Run a statement on the driver's own connection, inside the engine's transaction; faults in the same words."""
    proxied = connection.connection
    try:
        return proxied.driver_connection.execute(text, values)  # type: ignore[union-attr]
    except connection.dialect.loaded_dbapi.DatabaseError as fault:
        if refused := in_words(fault, proxied.info.get("path", Path())):
            raise refused from fault
        raise


def _begin(connection: "Connection") -> None:
    """A reader is held to reading at its end: `PRAGMA query_only` would make every statement be prepared anew."""
    writing = connection.get_execution_options().get("writing", True)
    execute(connection, "BEGIN IMMEDIATE" if writing else "BEGIN", ())
    standing(connection).clear()
    connection.info[_CHANGES] = None if writing else changes(connection)


def _commit(connection: "Connection") -> None:
    before = connection.info[_CHANGES]
    if before is None:
        durable.passed("about to commit")
    elif before != changes(connection):
        raise RuntimeError("a write while reading")


def standing(connection: "Connection") -> dict[Any, Any]:
    """What was looked up in this transaction and holds until it, or a part of it, ends or is taken back."""
    kept: dict[Any, Any] = connection.info.setdefault(_STANDING, {})
    return kept


def changes(connection: "Connection") -> int:
    """How many rows this connection has changed since it was opened."""
    count: int = connection.connection.driver_connection.total_changes  # type: ignore[union-attr]
    return count


def _say(path: Path, context: Any) -> None:
    fault = context.original_exception
    if refused := in_words(fault, path):
        raise refused from fault


def in_words(fault: BaseException, path: Path) -> Refused | None:
    """What the engine says of a full or failing disk, a shut folder or a damaged file, as an officer can use it."""
    said = str(fault)
    if _FULL in said:
        return Refused("E-VAULT-FULL")
    if "unable to open" in said:
        return Refused("E-VAULT-PLACE", place=path.parent)
    if "disk I/O error" in said:
        return Refused("E-VAULT-DISK")
    return Refused("E-VAULT-DAMAGED") if any(damage in said for damage in _DAMAGE) else None
