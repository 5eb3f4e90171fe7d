"""The first day of a vault: keys, tables, and signed entries that name its office, its device and its officers."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, insert

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import cipher, homes, inspection, journal, keychain, keyfile, keys, projection, proof, slots
from lucheng_desktop.vault.journal import Author
from lucheng_desktop.vault.keyfile import Cost, KeyFile, Slot
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.migrations.steps import upgrade
from lucheng_desktop.vault.slots import OfficerKeys
from lucheng_desktop.vault.tables import meta

if TYPE_CHECKING:
    from lucheng_desktop.vault.door import NewOfficer

_INTAKE = "petition_office"


@dataclass(frozen=True, slots=True)
class _Founder:
    """One officer of the first day."""

    id: bytes
    new: "NewOfficer"
    keys: OfficerKeys


def found(
    part: Path, *, home: Path, office: str, practice: bool, officers: Sequence["NewOfficer"], clock: Clock,
    cost: Cost | None,
) -> None:  # fmt: skip
    """Write `vault.key` and `vault.db` into an empty directory that will be called `home`."""
    vault, device_private = os.urandom(16), Ed25519PrivateKey.generate()
    master = MasterKey(bytearray(os.urandom(32)), vault)
    intake = X25519PrivateKey.generate().private_bytes_raw() if any(_INTAKE in one.roles for one in officers) else b""
    founders = [_Founder(os.urandom(16), one, _keys(one, intake)) for one in officers]
    wrapped = keys.lock_up(master.derive("device"), device_private.private_bytes_raw(), vault)
    known = KeyFile(
        vault=vault, generation=1, office=os.urandom(16), office_name=office, practice=practice, device=os.urandom(16),
        device_key=wrapped, intake_public=slots.agree_public(intake) if intake else b"", intake_epoch=1,
        cipher=cipher.COMPATIBILITY, schema=keyfile.SCHEMA, slots=tuple(_slots(vault, master, founders, cost)),
    )  # fmt: skip
    keyfile.write(part, keyfile.sealed(known, master))
    with _filled(part, known, master) as connection:
        homes.settle(connection, part, home)
        _introduce(connection, known, founders, device_private.public_key().public_bytes_raw(), clock)
    master.wipe()
    for founder in founders:
        founder.keys.wipe()


def _keys(officer: "NewOfficer", intake: bytes) -> OfficerKeys:
    fresh = slots.new_keys()
    held = {1: bytes(bytearray(intake))} if _INTAKE in officer.roles else {}
    return OfficerKeys(fresh.sign, fresh.agree, held)


def _slots(vault: bytes, master: MasterKey, founders: Sequence[_Founder], cost: Cost | None) -> Iterator[Slot]:
    """A slot for each; this PC's keyring joins in where there is one."""
    spent = cost or slots.calibrated()
    secret = keychain.new_device_secret(vault)
    for one in founders:
        yield slots.new_slot(
            one.id, one.new.name, one.new.passphrase, one.keys, master, vault=vault, generation=1, cost=spent,
            device_secret=secret,
        )  # fmt: skip


def device_key(known: KeyFile, master: MasterKey) -> bytes:
    """The device's Ed25519 private key; Refused `E-VAULT-KEY-DAMAGED/changed`."""
    key = master.derive("device")
    private = keys.unlock(key, known.device_key, known.vault)
    keys.wipe(key)
    if private is None:
        raise Refused("E-VAULT-KEY-DAMAGED/changed")
    return private


@contextmanager
def _filled(part: Path, known: KeyFile, master: MasterKey) -> Iterator[Connection]:
    """The new database's first transaction, with its tables made; afterwards all of it is in the one file."""
    engine = cipher.engine(part / "vault.db", master, new=True)
    try:
        with engine.connect() as connection, connection.begin():
            upgrade(connection)
            connection.execute(insert(meta), _facts(known))
            inspection.refuse_other_tables(connection)
            projection.rebuild(connection)
            yield connection
    finally:
        engine.dispose()
    proof.empty_log(part / "vault.db", master)


def _facts(known: KeyFile) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in inspection.facts(known).items()]


def _introduce(
    connection: Connection, known: KeyFile, founders: Sequence[_Founder], device_public: bytes, clock: Clock
) -> None:
    """Office and device are signed by the first officer, each officer by himself: his key is his own word."""
    office = known.office.hex()
    first = _author(known, founders[0], clock)
    device = {"office": office, "name": known.device.hex()[:8], "sign_key": device_public.hex()}
    _member(connection, first, "device", known.device, device)
    _member(connection, first, "office", known.office, {"name": known.office_name, "practice": int(known.practice)})
    for one in founders:
        public = {"sign_key": one.keys.sign_public.hex(), "agree_key": one.keys.agree_public.hex()}
        about = {"name": one.new.name, "roles": list(one.new.roles), "office": office, **public}
        _member(connection, _author(known, one, clock), "officer", one.id, about)


def _author(known: KeyFile, officer: _Founder, clock: Clock) -> Author:
    return Author(known.device, officer.id, Ed25519PrivateKey.from_private_bytes(officer.keys.sign), clock)


def _member(connection: Connection, author: Author, kind: str, entity: bytes, body: Mapping[str, object]) -> None:
    journal.write(connection, author, kind, entity.hex(), "member", body)
    projection.project(connection, kind, entity.hex())
