"""Up to where the ledger was found whole: a note under the vault's own key, so that only what is newer costs time.

Entries that were proven are only compared with what they were, byte for byte; links and signatures of newer ones are
checked. Without the master key nobody can write the note; a thorough check does without it.
"""

import hmac
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from struct import pack
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.ledger.chain import Check, check_stored
from lucheng_desktop.vault import admission, journal
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.pieces import pieces
from lucheng_desktop.vault.tables import entry, meta
from lucheng_desktop.vault.written import Written

_NAME = "proven"
NEAR = 5000
"""So many newer entries are checked without reading the proven ones again, each time a vault is opened."""
_BEFORE = Written(select(func.count()).where(entry.c.device == bindparam("device"), entry.c.seq <= bindparam("seq")))
_AFTER = Written(select(func.count()).where(entry.c.device == bindparam("device"), entry.c.seq > bindparam("seq")))


@dataclass(frozen=True, slots=True)
class Mark:
    """A device's last proven entry, how many there were up to it, and the sum of their bytes (hex)."""

    seq: int
    id: str
    entries: int
    sum: str


@dataclass(frozen=True, slots=True)
class Proven:
    """What an earlier check has found whole; `marks`: device (hex) -> its mark."""

    signatures: int = 0
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def entries(self) -> int:
        """How many entries."""
        return sum(mark.entries for mark in self.marks.values())

    @property
    def heads(self) -> dict[bytes, tuple[int, bytes]]:
        """Device -> (seq, id) of its last proven entry."""
        return {bytes.fromhex(device): (mark.seq, bytes.fromhex(mark.id)) for device, mark in self.marks.items()}


NOTHING = Proven()


class _Sum:
    """SHA-256 of all entries of a device one after another, and of their lengths."""

    def __init__(self) -> None:
        self.entries, self._bytes, self._lengths = 0, sha256(), sha256()

    def take(self, some: Sequence[bytes]) -> None:
        self.entries += len(some)
        self._bytes.update(b"".join(some))
        self._lengths.update(pack(f">{len(some)}I", *map(len, some)))

    def hex(self) -> str:
        return sha256(self._bytes.digest() + self._lengths.digest()).hexdigest()


def check(connection: Connection, before: Proven, *, newest: bool = False) -> tuple[Check, Proven]:
    """What stands, and what is proven now. `newest`: do not read again what was proven, if little came after it."""
    if newest and _is_near(connection, before):
        return found(connection, before), before
    sums = _sums(connection, before)
    if sums is None:
        before, sums = NOTHING, {}
    whole = found(connection, before)
    return whole, before if whole.first_fault else _grown(connection, before, whole, sums)


def found(connection: Connection, before: Proven = NOTHING) -> Check:
    """Links and signatures of all that came after what was proven, counted together with it."""
    keys, after = admission.keys(connection), before.heads
    stored = _newer(connection, after)
    new = check_stored(stored, keys.get, admission.extracts(connection), after)
    entries, signatures = new.entries + before.entries, new.signatures + before.signatures
    return Check(entries, new.devices, new.chain, signatures, new.first_fault, new.heads)


def _is_near(connection: Connection, before: Proven) -> bool:
    marks = [(bytes.fromhex(device), mark) for device, mark in before.marks.items()]
    stands = all(
        _BEFORE.rows(connection, device=device, seq=mark.seq) == [(mark.entries,)]
        and journal.id_at(connection, device, mark.seq) == bytes.fromhex(mark.id)
        for device, mark in marks
    )
    return stands and sum(_AFTER.rows(connection, device=device, seq=mark.seq)[0][0] for device, mark in marks) <= NEAR


def _sums(connection: Connection, before: Proven) -> dict[bytes, _Sum] | None:
    """The sums of what was proven, or None where a byte of it is not what it was."""
    sums = {}
    for device, mark in before.marks.items():
        made = sums[bytes.fromhex(device)] = _Sum()
        for some in pieces(connection, bytes.fromhex(device), 0, mark.seq):
            made.take(some)
        if (made.entries, made.hex()) != (mark.entries, mark.sum):
            return None
    return sums


def _newer(connection: Connection, after: Mapping[bytes, tuple[int, bytes]]) -> Iterator[bytes]:
    for device in journal.devices(connection):
        seq, _ = after.get(device, (0, b""))
        for some in pieces(connection, device, seq):
            yield from some


def _grown(connection: Connection, before: Proven, found: Check, sums: Mapping[bytes, _Sum]) -> Proven:
    marks = {}
    for device, (seq, id) in found.heads.items():
        made, (last, _) = sums.get(device) or _Sum(), before.heads.get(device, (0, b""))
        for some in pieces(connection, device, last, seq):
            made.take(some)
        marks[device.hex()] = Mark(seq, id.hex(), made.entries, made.hex())
    return Proven(found.signatures, marks)


def read(connection: Connection, master: MasterKey) -> Proven:
    """What is noted as proven; nothing when the note is not ours, or of an earlier program."""
    noted = connection.execute(select(meta.c.value).where(meta.c.name == _NAME)).scalar() or ""
    mac, _, text = noted.partition(" ")
    if not hmac.compare_digest(mac, master.mac(_NAME, text.encode()).hex()):
        return NOTHING
    said = json.loads(text)
    if "marks" not in said:
        return NOTHING
    marks = {device: Mark(**mark) for device, mark in said["marks"].items()}
    return Proven(said["signatures"], MappingProxyType(marks))


def write(connection: Connection, master: MasterKey, proven: Proven) -> None:
    """Note what is proven now."""
    marks = {device: asdict(mark) for device, mark in proven.marks.items()}
    text = json.dumps({"signatures": proven.signatures, "marks": marks}, sort_keys=True, separators=(",", ":"))
    noted = f"{master.mac(_NAME, text.encode()).hex()} {text}"
    row = insert(meta).values(name=_NAME, value=noted)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": noted}))
