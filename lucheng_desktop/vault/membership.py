"""Who may come in: officers added, retired, given other roles, passphrases changed; the ledger has a word of each.

`vault.key` is written before the ledger's transaction ends: a kill between the two leaves a slot without an officer,
which opens nothing and goes at the next change; never an officer without a way in.
"""

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import epochs, generations, keychain, slots
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.door import INTAKE, NewOfficer
from lucheng_desktop.vault.generations import Advanced
from lucheng_desktop.vault.journal import Author
from lucheng_desktop.vault.keyfile import Cost, KeyFile, Slot
from lucheng_desktop.vault.tables import identity

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.slots import OfficerKeys
    from lucheng_desktop.vault.store import Vault

SHORTEST = 10
"""Characters of a new passphrase."""


def add(vault: "Vault", new: NewOfficer, *, cost: Cost | None = None) -> str:
    """Enter an officer, who has typed his passphrase himself; his id. Refused E-VAULT-OFFICER/twice, E-PASSPHRASE/*."""
    refuse_weak(new.passphrase)
    own, id = slots.new_keys(), os.urandom(16)
    spent, secret = cost or slots.calibrated(), secret_for_new_slot(vault.keyfile)
    with vault.transaction() as shelf:
        known = _sound(vault.keyfile, shelf)
        if any(slot.name == new.name for slot in known.slots):
            raise Refused("E-VAULT-OFFICER/twice", officer=new.name)
        introduce(vault, shelf, id, new, own)
        slot = slots.new_slot(
            id, new.name, new.passphrase, own, vault.master, vault=known.vault, generation=known.generation,
            cost=spent, device_secret=secret,
        )  # fmt: skip
        known = replace(known, slots=(*known.slots, slot))
        _keep(vault, shelf, known, new_epoch=INTAKE in new.roles)
    own.wipe()
    return id.hex()


def introduce(vault: "Vault", shelf: "Shelf", id: bytes, new: NewOfficer, own: "OfficerKeys") -> None:
    """The officer's own word for his keys, then the word of the officer at the desk for his roles.

    Whoever left under the same name counts as the same person, so that nobody confirms his own work under a new entry.
    """
    namesakes = shelf.rows("officer", ("id", "retired"), {"name": new.name, "local": 1})
    former = [one for one, retired in namesakes if retired]
    said = {"name": new.name, "roles": list(new.roles), "office": vault.office}
    said |= {"sign_key": own.sign_public.hex(), "agree_key": own.agree_public.hex()}
    said |= {"formerly": former} if former else {}
    himself = Author(vault.device, id, Ed25519PrivateKey.from_private_bytes(own.sign), vault.clock)
    shelf.append("officer", id.hex(), "member", said, himself)
    if vault.officer.id != id.hex():
        shelf.append("officer", id.hex(), "member", said)


def secret_for_new_slot(known: KeyFile) -> bytes | None:
    """The device secret this PC keeps for the vault; a new one only while no slot is bound to another."""
    kept = keychain.device_secret(known.vault)
    if kept is not None or any(slot.bound for slot in known.slots):
        return kept
    return keychain.new_device_secret(known.vault)


def retire(vault: "Vault", officer: str, said: Mapping[str, Any], advanced: Advanced) -> None:
    """Drop an officer's slot and give everybody else a new generation of keys; asked again, it goes on.

    `said` goes into the signed entry. Refused `E-OFFICER/self`, `E-OFFICER/last-intake`.
    """
    leaver = _other(vault, officer)
    with vault.transaction() as shelf:
        known = _sound(vault.keyfile, shelf)
        state = shelf.record("officer", leaver.officer)
        holders = _holders(shelf, known, without=leaver.officer)
        _refuse_loss(shelf, known, leaver, holders)
        if not state.fields.get("retired"):
            shelf.append("officer", leaver.officer, "member", {**state.fields, **said, "retired": 1})
    left = replace(known, slots=tuple(slot for slot in known.slots if slot.officer != leaver.officer))
    generations.renew(vault, epochs.rotated(left, holders) if leaver.intake else left, advanced)
    _take_own(vault)


def change_roles(vault: "Vault", officer: str, roles: Sequence[str]) -> None:
    """Give an officer other roles; the intake role begins a new epoch when somebody gets or loses it."""
    slot = _other(vault, officer)
    with vault.transaction() as shelf:
        known = _sound(vault.keyfile, shelf)
        state = shelf.record("officer", slot.officer)
        changed = INTAKE in set(roles) ^ set(state.fields["roles"])
        if changed and INTAKE not in roles:
            _refuse_loss(shelf, known, slot, _holders(shelf, known, without=slot.officer))
        shelf.append("officer", slot.officer, "member", {**state.fields, "roles": list(roles)})
        _keep(vault, shelf, known, new_epoch=changed)


def confirm_intake(vault: "Vault", officer: str) -> None:
    """Hand the keys of the earlier epochs to a newcomer in the intake role: one who holds them decides, nobody else."""
    slot = vault.keyfile.slot(officer)
    mine = min(vault.keys.intake, default=slot.intake_from)
    if not slot.intake or mine >= slot.intake_from:
        raise Refused("E-OFFICER/intake", officer=slot.name)
    missing = {epoch: key for epoch, key in vault.keys.intake.items() if epoch < slot.intake_from}
    with vault.transaction() as shelf:
        public = bytes.fromhex(shelf.record("officer", slot.officer).fields["agree_key"])
        shelf.append("officer", slot.officer, "note", {"what": "intake_confirmed"})
        vault.keep(_with_slot(vault.keyfile, epochs.given(vault.keyfile, slot, public, missing)))


def change_passphrase(
    vault: "Vault", old: str, new: str, *, cost: Cost | None = None, device_secret: bytes | None = None
) -> None:
    """Write the slot of the officer at the desk anew, once the old passphrase has opened it. Refused E-PASSPHRASE*."""
    known = vault.keyfile
    slot = known.slot(vault.officer.id)
    secret = device_secret or (keychain.device_secret(known.vault) if slot.bound else None)
    refuse_wrong(vault, slot, old, secret)
    refuse_weak(new)
    if _spelled(new) == _spelled(old):
        raise Refused("E-PASSPHRASE/same")
    fresh = slots.new_slot(
        bytes.fromhex(slot.officer), slot.name, new, vault.keys, vault.master, vault=known.vault,
        generation=known.generation, cost=cost or slots.calibrated(), device_secret=secret if slot.bound else None,
    )  # fmt: skip
    with vault.transaction() as shelf:
        shelf.append("officer", slot.officer, "note", {"what": "passphrase_changed"})
        vault.keep(_with_slot(known, fresh))


def bind(
    vault: "Vault", passphrase: str, *, device_secret: bytes | None = None, cost: Cost | None = None
) -> bytes:  # fmt: skip
    """Make the device secret part of this officer's slot, on a PC without a keyring; the secret, to be printed.

    `device_secret`: the one other slots are bound to already; Refused `E-VAULT-DEVICE` when that is not given.
    """
    known, slot = vault.keyfile, vault.keyfile.slot(vault.officer.id)
    secret = device_secret or keychain.device_secret(known.vault)
    if secret is None and any(one.bound for one in known.slots):
        raise Refused("E-VAULT-DEVICE")
    refuse_wrong(vault, slot, passphrase, secret)
    secret = secret or os.urandom(32)
    fresh = slots.new_slot(
        bytes.fromhex(slot.officer), slot.name, passphrase, vault.keys, vault.master, vault=known.vault,
        generation=known.generation, cost=cost or slots.calibrated(), device_secret=secret,
    )  # fmt: skip
    with vault.transaction() as shelf:
        shelf.append("officer", slot.officer, "note", {"what": "device_bound"})
        vault.keep(_with_slot(known, fresh))
    return secret


def refuse_wrong(vault: "Vault", slot: Slot, passphrase: str, device_secret: bytes | None) -> None:
    """Refused `E-PASSPHRASE` unless it opens the slot; wrong ones count as at the door."""
    delay = Delay(vault.path)
    delay.vault = vault.keyfile.vault
    delay.begin(slot.officer)
    entered = slots.open_slot(vault.keyfile, slot, passphrase, device_secret)
    delay.succeed(slot.officer)
    entered.master.wipe()
    entered.own.wipe()


def refuse_weak(passphrase: str) -> None:
    """Refused `E-PASSPHRASE/short`."""
    if (count := len(_spelled(passphrase).strip())) < SHORTEST:
        raise Refused("E-PASSPHRASE/short", count=count, floor=SHORTEST)


def _spelled(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase)


def unfinished(vault: "Vault") -> tuple[str, ...]:
    """Names of officers whose retirement is in the ledger while their slots are still there."""
    with vault.reading() as shelf:
        retired = {id for id, gone in shelf.rows("officer", ("id", "retired")) if gone}
    return tuple(slot.name for slot in vault.keyfile.slots if slot.officer in retired)


def _other(vault: "Vault", officer: str) -> Slot:
    slot = vault.keyfile.slot(officer)
    if slot.officer == vault.officer.id:
        raise Refused("E-OFFICER/self")
    return slot


def _sound(known: KeyFile, shelf: "Shelf") -> KeyFile:
    """Without slots that a kill left before their officer was entered."""
    entered = {id for (id,) in shelf.rows("officer", ("id",))}
    return replace(known, slots=tuple(slot for slot in known.slots if slot.officer in entered))


def _holders(shelf: "Shelf", known: KeyFile, without: str = "") -> dict[str, bytes]:
    """officer -> X25519 key of all with a slot who have the intake role."""
    seated = {slot.officer for slot in known.slots} - {without}
    people = shelf.rows("officer", ("id", "roles", "agree_key"))
    return {id: bytes.fromhex(key) for id, roles, key in people if id in seated and INTAKE in roles.split()}


def _refuse_loss(shelf: "Shelf", known: KeyFile, leaver: Slot, holders: Mapping[str, bytes]) -> None:
    """Refused `E-OFFICER/last-intake` when nobody who stays could open what has been sealed."""
    if not leaver.intake or not shelf._connection.execute(select(func.count()).select_from(identity)).scalar():
        return
    staying = [slot.intake_from for slot in known.slots if slot.officer in holders and slot.intake]
    if not staying or min(staying) > leaver.intake_from:
        raise Refused("E-OFFICER/last-intake", officer=leaver.name)


def _keep(vault: "Vault", shelf: "Shelf", known: KeyFile, *, new_epoch: bool) -> None:
    vault.keep(epochs.rotated(known, _holders(shelf, known)) if new_epoch else known)
    _take_own(vault)


def _take_own(vault: "Vault") -> None:
    """The officer at the desk holds what his slot says now."""
    slot = vault.keyfile.slot(vault.officer.id)
    held = epochs.opened(slot.intake, slot.intake_from, vault.keys.agree, vault.keyfile.vault, slot.officer)
    vault.keys = replace(vault.keys, intake=held)


def _with_slot(known: KeyFile, slot: Slot) -> KeyFile:
    return replace(known, slots=tuple(slot if one.officer == slot.officer else one for one in known.slots))
