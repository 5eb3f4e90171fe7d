"""Entries from elsewhere: each is new, known, early (waits for what it builds on) or not to be trusted (quarantine)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.ledger.entry import GUARDED, START, Entry, decode, encode, verify
from lucheng_desktop.vault import journal
from lucheng_desktop.vault.projection import MEMBERS, project
from lucheng_desktop.vault.tables import ROWS, entry, extract, pending, quarantine

NEW, WAITS = "", "waits"


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of the entries. `waiting` and `conflicts` count what stands now; the others count this delivery."""

    new: int
    duplicates: int
    waiting: int
    quarantined: int
    conflicts: int
    """Records touched by this delivery that now need a person's choice."""
    records: tuple[tuple[str, str], ...]
    """(kind, id) of the records touched."""


@dataclass(slots=True)
class Register:
    """Offices of devices, keys and offices of officers: those the ledger knows, or those a delivery introduces."""

    devices: dict[bytes, str] = field(default_factory=dict)
    officers: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    """officer -> (Ed25519 public key in hex, office)."""

    def note(self, member: Entry) -> None:
        """Take in what a `member` entry says, unless it is known already."""
        office, key = member.body.get("office"), member.body.get("sign_key")
        if not isinstance(office, str) or not isinstance(key, str):
            return
        if member.entity_kind == "device":
            self.devices.setdefault(member.entity, office)
        if member.entity_kind == "officer":
            self.officers.setdefault(member.entity, (key, office))


def known(connection: Connection) -> Register:
    """The register as the ledger has it."""
    device, officer = ROWS["device"].c, ROWS["officer"].c
    devices = connection.execute(select(device.id, device.office)).all()
    officers = connection.execute(select(officer.id, officer.sign_key, officer.office)).all()
    return Register(
        {bytes.fromhex(id): office or "" for id, office in devices},
        {bytes.fromhex(id): (key or "", office or "") for id, key, office in officers},
    )


def introduced(entries: Iterable[Entry]) -> Register:
    """What the delivery says about its own devices and officers: a device of itself, an officer under his own key."""
    register = Register()
    for one in entries:
        if one.kind == "member" and (one.device == one.entity or _signed_by_himself(one)):
            register.note(one)
    return register


def _signed_by_himself(one: Entry) -> bool:
    key = _key(one.body.get("sign_key"))
    return one.officer == one.entity and key is not None and verify(one, key)


def _key(text: object) -> bytes | None:
    try:
        key = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return None
    return key if len(key) == 32 else None


class Delivery:
    """One call's worth of foreign entries, judged against the ledger and against each other."""

    def __init__(self, connection: Connection, office: str, device: bytes, extracts: frozenset[bytes]) -> None:
        self._connection, self._office, self._device = connection, office, device
        self._extracts = extracts
        self._known = known(connection)
        self._introduced = Register()
        self._heads = journal.device_heads(connection)

    def take(self, pool: list[Entry], stamp: int) -> tuple[list[Entry], int, list[Entry]]:
        """(accepted, quarantined, still waiting); goes round while anything moves."""
        self._introduced = introduced(pool)
        accepted: list[Entry] = []
        held = 0
        while True:
            early: list[Entry] = []
            for one in sorted(pool, key=lambda one: (one.stamp, one.seq)):
                verdict = self._verdict(one)
                if verdict == WAITS:
                    early.append(one)
                elif verdict == NEW:
                    accepted.append(self._accept(one))
                else:
                    held += 1
                    self._hold(one, verdict, stamp)
            if len(early) == len(pool):
                return accepted, held, early
            pool = early

    def _accept(self, one: Entry) -> Entry:
        journal.put(self._connection, one)
        if one.seq > self._heads.get(one.device, (0, START))[0]:
            self._heads[one.device] = (one.seq, one.id)
        if one.kind == "member":
            self._known.note(one)
        return one

    def _hold(self, one: Entry, reason: str, stamp: int) -> None:
        self._connection.execute(insert(quarantine).values(id=one.id, data=encode(one), reason=reason, stamp=stamp))

    def _verdict(self, one: Entry) -> str:
        """NEW, WAITS, or the reason to hold the entry."""
        if one.device == self._device:
            return "own device"
        if one.entity_kind == "peer":
            return "trust is not handed over"
        checks = (self._place, self._parents, self._membership, self._authorship)
        return next((verdict for check in checks if (verdict := check(one))), NEW)

    def _place(self, one: Entry) -> str:
        """Where it stands in its device's chain."""
        seq, head = self._heads.get(one.device, (0, START))
        if journal.id_at(self._connection, one.device, one.seq):
            return "fork"
        if one.device in self._extracts:
            return self._neighbours(one)
        if one.seq != seq + 1:
            return WAITS
        return NEW if one.prev == head else "fork"

    def _neighbours(self, one: Entry) -> str:
        """An extract may have gaps, but what stands side by side must be linked."""
        before = journal.id_at(self._connection, one.device, one.seq - 1)
        after = select(entry.c.data).where(entry.c.device == one.device, entry.c.seq == one.seq + 1)
        next_one = self._connection.execute(after).scalar()
        linked = before in (None, one.prev) and (next_one is None or decode(next_one).prev == one.id)
        return NEW if linked else "fork"

    def _parents(self, one: Entry) -> str:
        """All it builds on must be here, and belong to the same record."""
        if not one.parents:
            return NEW
        columns = (entry.c.entity_kind, entry.c.entity)
        found = self._connection.execute(select(*columns).where(entry.c.id.in_(one.parents))).all()
        if any((kind, entity) != (one.entity_kind, one.entity) for kind, entity in found):
            return "parents"
        return NEW if len(found) == len(one.parents) else WAITS

    def _membership(self, one: Entry) -> str:
        """Offices, devices, officers are described by `member` entries of their own office, and ours by nobody else."""
        if one.entity_kind not in MEMBERS:
            return NEW
        if one.kind != "member":
            return "unsigned member"
        office = one.entity.hex() if one.entity_kind == "office" else one.body.get("office")
        if self._office in (office, self._office_of(one)):
            return "local member"
        stood = self._known.officers.get(one.entity) if one.entity_kind == "officer" else None
        if stood and stood[0] != one.body.get("sign_key"):
            return "changed key"
        return NEW if office == self._device_office(one.device) else "other office"

    def _office_of(self, one: Entry) -> str:
        if one.entity_kind == "officer":
            return self._known.officers.get(one.entity, ("", ""))[1]
        return self._known.devices.get(one.entity, "")

    def _device_office(self, device: bytes) -> str | None:
        return self._known.devices.get(device) or self._introduced.devices.get(device)

    def _authorship(self, one: Entry) -> str:
        """An officer writes on devices of his own office; what he must sign he has signed."""
        office = self._device_office(one.device)
        officer = self._known.officers.get(one.officer) or self._introduced.officers.get(one.officer)
        if office is None or officer is None:
            return WAITS
        if officer[1] != office or office == self._office:
            return "other office"
        key = _key(officer[0])
        return NEW if one.kind not in GUARDED or (key and verify(one, key)) else "signature"


def admit(
    connection: Connection, entries: Iterable[Entry], *, office: str, device: bytes, clock: Clock,
    handed_over: frozenset[bytes],
) -> Admitted:  # fmt: skip
    """Take in a delivery with all that waited before; the caller's transaction makes it whole or nothing."""
    given = list(entries)
    fresh = {one.id: one for one in given if not _seen(connection, one.id)}
    before = dict(_waiting(connection))
    gaps = handed_over | extracts(connection)
    delivery = Delivery(connection, office, device, gaps)
    accepted, held, early = delivery.take([*{**before, **fresh}.values()], clock.now())
    _keep_waiting(connection, early)
    _keep_extracts(connection, handed_over & {one.device for one in accepted})
    for one in accepted:
        clock.observe(one.stamp)
    records = _project(connection, accepted)
    repeated = len(given) - len(fresh) + len(before.keys() & fresh.keys())
    return Admitted(len(accepted), repeated, len(early), held, _conflicts(connection, records), records)


def _seen(connection: Connection, id: bytes) -> bool:
    held = select(quarantine.c.id).where(quarantine.c.id == id)
    return journal.is_known(connection, id) or connection.execute(held).first() is not None


def _waiting(connection: Connection) -> Iterator[tuple[bytes, Entry]]:
    for id, data in connection.execute(select(pending.c.id, pending.c.data)).all():
        yield id, decode(data)


def _keep_waiting(connection: Connection, early: Iterable[Entry]) -> None:
    connection.execute(delete(pending))
    for one in early:
        connection.execute(insert(pending).values(id=one.id, data=encode(one)))


def _keep_extracts(connection: Connection, devices: Iterable[bytes]) -> None:
    for device in sorted(set(devices) - extracts(connection)):
        connection.execute(insert(extract).values(device=device))


def _project(connection: Connection, accepted: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    touched = sorted({(one.entity_kind, one.entity.hex()) for one in accepted})
    for kind, id in touched:
        if kind in KINDS:
            project(connection, kind, id)
    return tuple(touched)


def _conflicts(connection: Connection, records: Iterable[tuple[str, str]]) -> int:
    flags = (select(ROWS[kind].c.conflict).where(ROWS[kind].c.id == id) for kind, id in records if kind in KINDS)
    return sum(connection.execute(flag).scalar_one() for flag in flags)


def keys(connection: Connection) -> dict[bytes, bytes]:
    """officer -> Ed25519 public key, of every officer the ledger knows."""
    found = ((officer, _key(text)) for officer, (text, _) in known(connection).officers.items())
    return {officer: key for officer, key in found if key}


def extracts(connection: Connection) -> frozenset[bytes]:
    """Devices of which only some entries were handed over."""
    return frozenset(connection.execute(select(extract.c.device)).scalars())
