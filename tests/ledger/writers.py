"""Officers at PCs that write entries the way a vault does, for tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.ledger.entry import GUARDED, START, Entry, sign
from lucheng_desktop.ledger.lineage import trace

ENTITY = bytes(range(16))
GROUPS = {"finding": "finding", "findings": "assessment", "gates": "assessment"}


def ident(name: str) -> bytes:
    return sha256(name.encode()).digest()[:16]


def officer_key(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(sha256(b"officer" + name.encode()).digest())


def keys(*names: str) -> Mapping[bytes, bytes]:
    return {ident(name): officer_key(name).public_key().public_bytes_raw() for name in names}


@dataclass
class Writer:
    """One PC with one officer: knows some entries, appends its own."""

    name: str
    wall: int = 1_767_225_600_000
    known: dict[bytes, Entry] = field(default_factory=dict)
    seq: int = 0
    prev: bytes = START

    def __post_init__(self) -> None:
        self.clock = Clock(lambda: self.wall)

    def write(
        self,
        kind: str,
        body: Mapping[str, Any],
        *,
        entity: bytes = ENTITY,
        officer: str = "",
        entity_kind: str = "petition",
        parents: Iterable[bytes] | None = None,
    ) -> Entry:
        self.wall += 1000
        own = [entry for entry in self.known.values() if entry.entity == entity]
        seen = tuple(parents) if parents is not None else trace(own).heads()
        stamp = self.clock.now()
        salt = sha256(f"{self.name}/{self.seq}/{stamp}".encode()).digest()[:16]
        entry = Entry(
            ident("pc " + self.name),
            self.seq + 1,
            self.prev,
            entity_kind,
            entity,
            seen,
            kind,
            dict(body),
            ident(officer or self.name),
            stamp,
            1,
            salt,
        )
        entry = sign(entry, officer_key(officer or self.name)) if kind in GUARDED else entry
        self.seq, self.prev = entry.seq, entry.id
        self.known[entry.id] = entry
        return entry

    def set(self, **fields: Any) -> Entry:
        return self.write("set", {name.replace("__", "."): value for name, value in fields.items()})

    def move(self, step: str, source: str, target: str) -> Entry:
        return self.write("transition", {"step": step, "from": source, "to": target})

    def hear(self, *others: "Writer") -> None:
        for other in others:
            for entry in other.known.values():
                self.known.setdefault(entry.id, entry)
                self.clock.observe(entry.stamp)

    @property
    def entries(self) -> list[Entry]:
        return list(self.known.values())


def tampered(entry: Entry, **parts: Any) -> Entry:
    return replace(entry, **parts)
