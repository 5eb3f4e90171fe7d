"""When a passphrase is lost: a recovery key on three sheets of paper, any two of which make a new way in.

The key wraps the master key; its X25519 half receives what comes later, master keys of new generations and keys of new
intake epochs. It opens no officer's own keys: who comes in by it signs with new ones.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, epochs, keys, membership, shares, slots
from lucheng_desktop.vault.door import INTAKE, NewOfficer
from lucheng_desktop.vault.keyfile import Cost, KeyFile, Recovery
from lucheng_desktop.vault.keys import MasterKey, bound_to

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Sheets:
    """A new set of sheets: its number, and what each says."""

    number: str
    texts: tuple[str, ...] = field(repr=False)


def split(vault: "Vault") -> Sheets:
    """Make a new set, which ends an older one; whoever makes it must hold already what it opens."""
    known, number, key = vault.keyfile, os.urandom(4).hex(), bytearray(os.urandom(32))
    if known.intake_public and len(vault.keys.intake) != known.intake_epoch - min(_all_epochs(known)) + 1:
        raise Refused("E-RECOVERY/intake")
    recovery = _wrapped(Recovery(number, b"", b"", b"", vault.officer.id), known.vault, key, vault.master)
    boxes, first = epochs.sealed(vault.keys.intake, recovery.public, known.vault, number)
    with vault.transaction() as shelf:
        shelf.append("office", vault.office, "note", {"what": "recovery_split", "sheets": number})
        vault.keep(replace(known, recovery=replace(recovery, intake=boxes, intake_from=first)))
    texts = shares.split(bytes(key))
    keys.wipe(key)
    return Sheets(number, texts)


def _all_epochs(known: KeyFile) -> list[int]:
    return [slot.intake_from for slot in known.slots if slot.intake] or [known.intake_epoch]


def _wrapped(sheets: Recovery, vault: bytes, key: bytearray, master: MasterKey) -> Recovery:
    """The recovery part with the master key and a fresh token under the recovery key."""
    bound = bound_to(vault, sheets.sheets, master.generation)
    wrapping, private = _wrapping(key, vault), _private(key, vault)
    wrapped = replace(
        sheets, public=slots.agree_public(private), master=master.wrap(wrapping, b"master" + bound),
        token=keys.lock_up(wrapping, os.urandom(16), b"token" + vault), since=master.generation, handed=b"",
    )  # fmt: skip
    keys.wipe(wrapping)
    keys.wipe(private)
    return wrapped


def _wrapping(key: bytearray, vault: bytes) -> bytearray:
    return keys.hkdf(key, vault, b"lucheng/recovery/1/wrap")


def _private(key: bytearray, vault: bytes) -> bytes:
    return bytes(keys.hkdf(key, vault, b"lucheng/recovery/1/agree"))


def drill(vault: "Vault", texts: Sequence[str]) -> tuple[int, ...]:
    """Prove two sheets by the test token, on the record, without using them; the numbers of the sheets."""
    known = vault.keyfile
    sheets = _sheets(known)
    try:
        secret, numbers = shares.joined(texts)
        key = bytearray(secret)
        keys.wipe(secret)
        _prove(sheets, known, key)
    except Refused:
        _note(vault, {"what": "recovery_drill_failed", "sheets": sheets.sheets})
        raise
    _note(vault, {"what": "recovery_drilled", "sheets": sheets.sheets, "numbers": list(numbers)})
    if sheets.handed:
        vault.keep(replace(known, recovery=_wrapped(sheets, known.vault, key, vault.master)))
    keys.wipe(key)
    return numbers


def _note(vault: "Vault", body: dict[str, object]) -> None:
    with vault.transaction() as shelf:
        shelf.append("office", vault.office, "note", body)


def _sheets(known: KeyFile) -> Recovery:
    if known.recovery is None:
        raise Refused("E-RECOVERY/none")
    return known.recovery


def _prove(sheets: Recovery, known: KeyFile, key: bytearray) -> None:
    """Refused `E-RECOVERY/other` unless the key is that of the present set."""
    wrapping = _wrapping(key, known.vault)
    token = keys.unlock(wrapping, sheets.token, b"token" + known.vault)
    keys.wipe(wrapping)
    if token is None:
        raise Refused("E-RECOVERY/other", number=sheets.sheets)


@dataclass(frozen=True, slots=True)
class Recovered:
    """The new entry of the officer, and that of before."""

    officer: str
    before: str
    name: str


def restore(
    directory: Path, texts: Sequence[str], officer: str, passphrase: str, *, clock: Clock | None = None,
    cost: Cost | None = None,
) -> Recovered:  # fmt: skip
    """A new slot for a named officer of the vault by two sheets; he gets new keys of his own, and a signed word of it.

    Refused `E-RECOVERY/*`, `E-VAULT-OFFICER`, `E-PASSPHRASE/short`.
    """
    membership.refuse_weak(passphrase)
    vault = door.let_in(directory, lambda known: _entered(known, texts, officer), clock)
    try:
        return _reseated(vault, officer, passphrase, cost or slots.calibrated())
    finally:
        vault.close()


def _entered(known: KeyFile, texts: Sequence[str], officer: str) -> slots.Entered:
    """The vault opens for the officer as he was; only his own keys are new."""
    sheets = _sheets(known)
    slot = known.slot(officer)
    secret, _ = shares.joined(texts)
    key = bytearray(secret)
    keys.wipe(secret)
    _prove(sheets, known, key)
    private = _private(key, known.vault)
    held = epochs.opened(sheets.intake, sheets.intake_from, private, known.vault, sheets.sheets)
    master = _master(known, sheets, key, private)
    keys.wipe(private)
    keys.wipe(key)
    return slots.Entered(master, replace(slots.new_keys(), intake=held), slot)


def _master(known: KeyFile, sheets: Recovery, key: bytearray, private: bytes) -> MasterKey:
    if sheets.handed:
        return slots.master_of(known, slots.received(known, sheets.sheets, sheets.handed, private))
    wrapping, bound = _wrapping(key, known.vault), bound_to(known.vault, sheets.sheets, sheets.since)
    secret = keys.unlock(wrapping, sheets.master, b"master" + bound)
    keys.wipe(wrapping)
    if secret is None:
        raise Refused("E-VAULT-KEY-DAMAGED/changed")
    return slots.master_of(known, secret)


def _reseated(vault: "Vault", officer: str, passphrase: str, cost: Cost) -> Recovered:
    """The earlier entry is closed and a new one of the same person opened: old signatures keep their old key."""
    known, id = vault.keyfile, os.urandom(16)
    before = known.slot(officer)
    new = NewOfficer(before.name, vault.officer.roles, passphrase)
    own = vault.keys if INTAKE in new.roles else replace(vault.keys, intake={})
    slot = slots.new_slot(
        id, new.name, passphrase, own, vault.master, vault=known.vault, generation=known.generation,
        cost=cost, device_secret=membership.secret_for_new_slot(known),
    )  # fmt: skip
    vault.author = replace(vault.author, officer=id)
    vault.officer = replace(vault.officer, id=id.hex())
    with vault.transaction() as shelf:
        _close_entry(shelf, before.officer, id.hex())
        membership.introduce(vault, shelf, id, new, own)
        used = {"what": "recovery_used", "sheets": _sheets(known).sheets}
        shelf.append("office", vault.office, "note", used)
        seated = (slot if one.officer == before.officer else one for one in known.slots)
        vault.keep(replace(known, slots=tuple(seated)))
    return Recovered(id.hex(), before.officer, before.name)


def _close_entry(shelf: "Shelf", before: str, after: str) -> None:
    said = shelf.record("officer", before).fields
    shelf.append("officer", before, "member", {**said, "retired": 1, "reason": "recovery", "successor": after})
