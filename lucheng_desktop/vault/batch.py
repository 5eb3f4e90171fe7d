"""Many steps as one: each is a savepoint in one transaction, and all of them are committed together or none is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lucheng_desktop.vault.store import Vault

Notes = Sequence[tuple[str, str, Mapping[str, Any]]]


@dataclass(slots=True, eq=False)
class Batch:
    """The transaction that steps join."""

    connection: "Connection"
    last: bytes = b""
    """Id of the entry written last."""
    notes: list[tuple["Vault", Notes]] = field(default_factory=list)
    """What was noted of identities, by whose vault: it stays in the ledger even when the batch does not."""

    @contextmanager
    def part(self, *, writing: bool) -> Iterator["Connection"]:
        """One transaction or view of the batch; a write in a view is an error here too."""
        if writing:
            with self._savepoint():
                yield self.connection
            return
        before = cipher.changes(self.connection)
        yield self.connection
        if before != cipher.changes(self.connection):
            raise RuntimeError("a write while reading")

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        cipher.execute(self.connection, "SAVEPOINT part", ())
        try:
            yield
        except BaseException:
            cipher.execute(self.connection, "ROLLBACK TO part", ())
            cipher.standing(self.connection).clear()
            raise
        finally:
            cipher.execute(self.connection, "RELEASE part", ())


@contextmanager
def batch(vault: "Vault") -> Iterator[None]:
    """Every transaction until the end joins this one; a step that is refused takes back itself, an error everything."""
    if vault.together or vault.shelves:
        raise RuntimeError("a batch inside a transaction")
    if vault.tampered:
        raise Refused(vault.tampered)
    notes: list[tuple[Vault, Notes]] = []
    try:
        with vault.connection(writing=True) as connection:
            vault.together.append(made := Batch(connection, notes=notes))
            try:
                yield
            finally:
                vault.together.clear()
        vault.told_saved(made.last)
    except BaseException:
        for whose, witnessed in notes:
            whose.write_down(witnessed)
        raise
