"""`vault.key`: what may be known without a passphrase, and the wrapped keys; text that is readable in ten years.

Three lines: `LCVK format suite`, one line of JSON with sorted keys (bytes as hex), SHA-256 of the two lines before.
The sum finds damage; the MAC inside, under the vault master key, finds a change made on purpose.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable
from lucheng_desktop.vault.keys import SUITE, MasterKey

NAME = "vault.key"
FORMAT = 1
SCHEMA = "0001"
"""The one Alembic head; `vault.key` and the database say it too."""
_MAGIC = "LCVK"
_LARGEST = 1 << 20
_LATER = {"intake_from": 1, "since": 1, "handed": b"", "former": (), "recovery": None, "edition": 0}
"""Fields that came after the first vaults; while they say nothing they are not written, and old files read on."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id memory in KiB, passes, lanes."""

    memory: int
    time: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One officer's way in."""

    officer: str
    name: str
    cost: Cost
    salt: bytes
    bound: bool
    """Whether the device secret of this PC's keyring is part of the key."""
    master: bytes
    """The vault master key, wrapped."""
    own: bytes
    """The officer's own private keys, wrapped; nobody else can unwrap them."""
    intake: bytes
    """The intake role's private keys, a box sealed to the officer for each epoch, or nothing."""
    intake_from: int = 1
    """The epoch of the first of these boxes; the last is the present one's."""
    since: int = 1
    """The generation in which this slot's own keys were wrapped."""
    handed: bytes = b""
    """The master key of a newer generation, sealed to the officer until he comes in next and wraps it himself."""


@dataclass(frozen=True, slots=True)
class Former:
    """What is left of an earlier generation: the key of its attachments, wrapped under the present master key."""

    generation: int
    blob_key: bytes


@dataclass(frozen=True, slots=True)
class Recovery:
    """What any two of three recovery sheets open."""

    sheets: str
    """Number of the set of sheets; older sets open nothing."""
    public: bytes
    """X25519 public key that goes with the recovery key: what comes later is sealed to it."""
    master: bytes
    """The vault master key, wrapped under the recovery key."""
    token: bytes
    """A test token under the recovery key, by which a drill proves two sheets."""
    maker: str
    """Officer who made them and saw them all; when he leaves, they go."""
    intake: bytes = b""
    intake_from: int = 1
    since: int = 1
    """The generation in which the master key was wrapped."""
    handed: bytes = b""
    """The master key of a newer generation, sealed to `public`."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Everything `vault.key` holds."""

    vault: bytes
    generation: int
    office: bytes
    office_name: str
    practice: bool
    device: bytes
    device_key: bytes
    """The device's Ed25519 private key, wrapped under the vault master key."""
    intake_public: bytes
    """The intake role's X25519 public key, or nothing when no officer holds the role."""
    intake_epoch: int
    cipher: int
    """`cipher_compatibility` of the database; never the default of the day."""
    schema: str
    slots: tuple[Slot, ...]
    mac: bytes = b""
    former: tuple[Former, ...] = ()
    recovery: Recovery | None = None
    edition: int = 0
    """How often the file has been written anew; the database remembers the last number."""

    def slot(self, officer: str) -> Slot:
        """The slot of an officer by name or id, or Refused `E-VAULT-OFFICER`."""
        found = [slot for slot in self.slots if officer in (slot.name, slot.officer)]
        if not found:
            raise Refused("E-VAULT-OFFICER", officer=officer)
        return found[0]


def sealed(keyfile: KeyFile, master: MasterKey) -> KeyFile:
    """The same with its MAC."""
    return replace(keyfile, mac=_mac(keyfile, master))


def refuse_changed(keyfile: KeyFile, master: MasterKey) -> None:
    """Refused `E-VAULT-KEY-DAMAGED` when somebody without the master key rewrote the file."""
    if not is_ours(keyfile, master):
        raise Refused("E-VAULT-KEY-DAMAGED/changed")


def is_ours(keyfile: KeyFile, master: MasterKey) -> bool:
    """Whether a holder of the master key wrote the file."""
    return hmac.compare_digest(keyfile.mac, _mac(keyfile, master))


def _mac(keyfile: KeyFile, master: MasterKey) -> bytes:
    return master.mac("vault.key", _text(replace(keyfile, mac=b"")))


def write(directory: Path, keyfile: KeyFile) -> None:
    """Put `vault.key` into the directory, whole or not at all."""
    durable.write(directory / NAME, _whole(keyfile))


def _whole(keyfile: KeyFile) -> bytes:
    text = _text(keyfile)
    return text + sha256(text).hexdigest().encode() + b"\n"


def digest(keyfile: KeyFile) -> str:
    """SHA-256 of the file, in hex."""
    return sha256(_whole(keyfile)).hexdigest()


def read(directory: Path) -> KeyFile:
    """`vault.key`, or Refused: E-VAULT-ABSENT, E-VAULT-NEWER, E-VAULT-KEY-DAMAGED."""
    try:
        with (directory / NAME).open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as fault:
        raise Refused("E-VAULT-ABSENT", place=directory) from fault
    known = _parsed(data)
    if known.schema > SCHEMA:
        raise Refused("E-VAULT-NEWER", found=known.schema, known=SCHEMA)
    return known


def _text(keyfile: KeyFile) -> bytes:
    parts = asdict(keyfile, dict_factory=_said)
    body = json.dumps(parts, default=bytes.hex, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{_MAGIC} {FORMAT} {SUITE}\n{body}\n".encode()


def _said(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if name not in _LATER or value != _LATER[name]}


def _parsed(data: bytes) -> KeyFile:
    lines = data.split(b"\n")
    if len(lines) != 4 or lines[3] or sha256(b"\n".join(lines[:2]) + b"\n").hexdigest().encode() != lines[2]:
        raise Refused("E-VAULT-KEY-DAMAGED")
    _refuse_newer(lines[0])
    try:
        return _keyfile(json.loads(lines[1]))
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused("E-VAULT-KEY-DAMAGED") from fault


def _refuse_newer(head: bytes) -> None:
    magic, _, version = head.decode("ascii", "replace").partition(" ")
    if magic != _MAGIC:
        raise Refused("E-VAULT-KEY-DAMAGED")
    if version != f"{FORMAT} {SUITE}":
        raise Refused("E-VAULT-NEWER", found=version, known=f"{FORMAT} {SUITE}")


def _keyfile(parts: Mapping[str, Any]) -> KeyFile:
    slots = tuple(_record(Slot, slot | {"cost": Cost(**slot["cost"])}) for slot in parts["slots"])
    former = tuple(_record(Former, one) for one in parts.get("former", ()))
    recovery = _record(Recovery, parts["recovery"]) if parts.get("recovery") else None
    return _record(KeyFile, {**parts, "slots": slots, "former": former, "recovery": recovery})


def _record(shape: type[T], parts: Mapping[str, Any]) -> T:
    """A record of `shape`: hex back to bytes, and exactly the fields that belong there."""
    as_bytes = {field.name for field in fields(shape) if field.type is bytes}  # type: ignore[arg-type]
    return shape(**{name: bytes.fromhex(value) if name in as_bytes else value for name, value in parts.items()})
