"""What one transaction may do: read, append to the ledger and the rows people read, keep files, drafts, identities."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.lineage import trace
from lucheng_desktop.ledger.merge import State, group_of
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import admission, blobs, drafts, journal, listing, projection, sealed, search
from lucheng_desktop.vault.admission import Admitted
from lucheng_desktop.vault.tables import blob

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault

_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment in the vault: its keyed content id in hex, its size and SHA-256."""

    content: str
    bytes: int
    sha256: str


class HiddenRecord(LookupError):
    """Somebody asked for a record that is hidden from whoever looks."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(kind, id)
        self.kind, self.id = kind, id


@dataclass(slots=True)
class Shelf:
    """The vault inside one transaction."""

    _vault: "Vault"
    _connection: Connection
    witnessed: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    """Notes that stay in the ledger even when the transaction is rolled back."""
    last: bytes = b""
    """Id of the entry written last."""
    looked_up: dict[str, Any] = field(default_factory=dict)
    """What a step asked once and need not ask again before this transaction ends."""
    hidden: frozenset[str] = frozenset()
    """Ids of records that are not there for whoever looks: lists leave them out, asking for one is `HiddenRecord`."""

    def record(self, kind: str, id: str) -> State:
        """The record as it stands; Refused `E-ABSENT` when nothing is known of it."""
        _not_hidden(self, kind, id)
        state = projection.state_of(self._connection, kind, id) if _ID.fullmatch(id) else None
        if state is None:
            raise Refused("E-ABSENT", kind=kind, id=id)
        return projection.owned(state)

    def append(
        self, kind: str, id: str, entry_kind: str, body: Mapping[str, Any], author: journal.Author | None = None
    ) -> Entry:
        """One ledger entry and the row it changes; guarded kinds are signed with the officer's key."""
        if kind not in KINDS:
            raise ValueError(f"no kind of record: {kind}")
        made = journal.write(self._connection, author or self._vault.author, kind, id, entry_kind, body)
        projection.advance(self._connection, made)
        self.last = made.id
        return made

    def create(self, kind: str, fields: Mapping[str, Any]) -> str:
        """A new record; its id, 32 hex."""
        id = os.urandom(16).hex()
        self.append(kind, id, "set", fields)
        return id

    def set(self, kind: str, id: str, fields: Mapping[str, Any]) -> None:
        """Write the fields that differ, nothing when none does. A field in conflict is written though it look alike."""
        state = self.record(kind, id)
        open_choices = {conflict.what for conflict in state.conflicts}
        groups = KINDS[kind].groups
        changed = {
            name: value
            for name, value in fields.items()
            if name not in state.fields
            or {name, group_of(name, groups)} & open_choices
            or not _alike(state.fields[name], value)
        }
        if changed:
            self.append(kind, id, "set", changed)

    def move(self, kind: str, id: str, step: str, source: str, target: str, **extras: Any) -> Entry:
        """A signed transition; whether it is lawful has been asked before."""
        return self.append(kind, id, "transition", {**extras, "step": step, "from": source, "to": target})

    def history(self, kind: str, id: str) -> tuple[Entry, ...]:
        """The record's entries, causes before effects, oldest first."""
        _not_hidden(self, kind, id)
        return trace(journal.entries_of(self._connection, kind, id)).entries

    def rows(
        self, kind: str, columns: Sequence[str], where: Mapping[str, Any] | None = None, order: str = "created",
        limit: int | None = None, start: int = 0,
    ) -> list[tuple[Any, ...]]:  # fmt: skip
        """Columns of the rows of a kind; no columns: how many. `where`: column -> value, None, several, or days.

        `order`: a column, `-` reverses; none (empty) is the quickest for what is only counted. `start`: rows left out.
        """
        return listing.rows(self._connection, kind, columns, where or {}, order, limit, start, self.hidden)

    def search(self, text: str, kinds: Sequence[str] = ()) -> list[tuple[str, str]]:
        """(kind, id) of the records whose searched fields contain the text."""
        return [found for found in search.find(self._connection, text, kinds) if found[1] not in self.hidden]

    def entries(self, since: Mapping[bytes, int] | None = None) -> Iterator[Entry]:
        """The ledger device by device, each after the given number."""
        return journal.all_entries(self._connection, since or {})

    def heads(self) -> dict[bytes, journal.Head]:
        """device -> (seq, id) of its last entry."""
        return journal.device_heads(self._connection)

    def admit(self, entries: Sequence[Entry], extracts: Collection[bytes] = ()) -> Admitted:
        """Take in foreign entries; of the devices in `extracts` only some entries were handed over."""
        vault = self._vault
        return admission.admit(
            self._connection, entries, office=vault.office, device=vault.device, clock=vault.clock,
            handed_over=frozenset(extracts),
        )  # fmt: skip

    def attach(
        self, source: Path | bytes | Iterator[bytes], *, name: str, media_type: str, known_as: str = ""
    ) -> Attached:
        """Keep a file, or chunks as they come. `known_as`: its content id where it came from, by which it is found."""
        given = source if isinstance(source, Path | bytes) else blobs.flowing(source)
        stored = blobs.store(self._vault.blobs, self._vault.master, given)
        content = known_as or stored.file
        row = {"content": content, "file": stored.file, "bytes": stored.bytes, "sha256": stored.sha256}
        named = insert(blob).values(**row, name=name, media_type=media_type)
        healed = named.on_conflict_do_update(
            index_elements=["content"], set_={"file": stored.file}, where=blob.c.sha256 == stored.sha256
        )
        self._connection.execute(healed)
        return Attached(content, stored.bytes, stored.sha256)

    def attachment(self, content: str) -> Iterator[bytes]:
        """The file's content in chunks; Refused `E-ATTACHMENT-DAMAGED`. May be read after the transaction."""
        wanted = select(blob.c.file, blob.c.name, blob.c.sha256).where(blob.c.content == content)
        found = self._connection.execute(wanted).first()
        if found is None:
            raise Refused("E-ATTACHMENT-DAMAGED/absent", name=content[:8])
        return blobs.read(self._vault.blobs, self._vault.master, found.file, found.name, found.sha256)

    def keep_draft(self, form: str, key: str, field: str, text: str) -> None:
        """Keep what was typed into a field of a form about the record `key`."""
        drafts.keep(self._connection, form, key, field, text, self._vault.clock.now())

    def drafts(self, form: str, key: str) -> dict[str, str]:
        """field -> text typed and not yet answered."""
        return drafts.kept(self._connection, form, key)

    def drop_drafts(self, form: str, key: str, fields: Collection[str] | None = None) -> None:
        """Forget drafts that have become answers."""
        drafts.drop(self._connection, form, key, fields)

    def seal_identity(self, petition: str, facts: Mapping[str, str]) -> None:
        """Lock away who complained; the ledger hears only that it was done."""
        self.record("petition", petition)
        keyfile = self._vault.keyfile
        held = self._vault.keys.intake
        sealed.seal(
            self._connection, keyfile.intake_public, keyfile.intake_epoch, keyfile.vault, petition, facts, held
        )  # fmt: skip
        self.append("petition", petition, "note", {"what": "identity_sealed"})

    def identity_sealed(self, petition: str) -> bool:
        """Whether there is an identity to open; this much every officer may know."""
        return sealed.is_sealed(self._connection, petition)

    def open_identity(self, petition: str, purpose: str, minutes: int = 0) -> Mapping[str, str]:
        """Who complained, for one purpose; opening and refusal stay in the ledger even if this transaction does not.

        `minutes`: how long it may be seen again, for the note; none when a step only works with it.
        """
        self.record("petition", petition)
        if not purpose.strip():
            raise Refused("E-IDENTITY/purpose")
        if not self._vault.keys.intake:
            _witness(self, petition, "identity_refused", purpose)
            raise Refused("E-IDENTITY", officer=self._vault.officer.name)
        _witness(self, petition, "identity_opened", purpose, **({"minutes": minutes} if minutes else {}))
        return sealed.unseal(self._connection, self._vault.keys.intake, self._vault.keyfile.vault, petition)

    def rebuild(self) -> None:
        """Drop all rows and search words and make them again from the entries."""
        projection.rebuild(self._connection)


def _not_hidden(shelf: Shelf, kind: str, id: str) -> None:
    if id in shelf.hidden:
        raise HiddenRecord(kind, id)


def _witness(shelf: Shelf, petition: str, what: str, purpose: str, **more: int) -> None:
    body = {"what": what, "purpose": purpose, **more}
    shelf.append("petition", petition, "note", body)
    shelf.witnessed.append(("petition", petition, body))


def _alike(known: object, given: object) -> bool:
    """Equal as the ledger sees it: True is not 1, a list is as good as a tuple."""
    if isinstance(known, list | tuple) and isinstance(given, list | tuple):
        return len(known) == len(given) and all(map(_alike, known, given))
    if isinstance(known, Mapping) and isinstance(given, Mapping):
        return known.keys() == given.keys() and all(_alike(known[name], given[name]) for name in known)
    return type(known) is type(given) and known == given
