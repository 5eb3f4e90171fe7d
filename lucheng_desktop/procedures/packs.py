"""The office's own rule pack: drafted from files, compared, approved by two officers, then what desks work by."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases import pack_changes
from lucheng_desktop.cases.layers import folder, layers
from lucheng_desktop.cases.pack_changes import Approval, Change
from lucheng_desktop.cases.pack_check import check_pack
from lucheng_desktop.cases.rulebook import Rulebook, from_layers, load
from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk, advance, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf
    from lucheng_desktop.vault.store import Vault

_APPROVING = ("approve_pack", "confirm_pack")


@dataclass(frozen=True, slots=True)
class DraftPack:
    """The folder of a pack that passes `rules check`; what it extends is taken in with it."""

    folder: Path


@dataclass(frozen=True, slots=True)
class PackDrafted:
    """Waiting for two other officers; `digest` stands for every word of it, `changes` is against the rules in use."""

    pack: str
    id: str
    version: str
    digest: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ApprovePack:
    """The first yes, to the pack whose digest the officer has before them."""

    pack: str
    digest: str


@dataclass(frozen=True, slots=True)
class ConfirmPack:
    """The second yes, by another officer: the pack comes into use."""

    pack: str
    digest: str


@dataclass(frozen=True, slots=True)
class WithdrawPack:
    """Take back a pack that is not yet in use."""

    pack: str
    reason: str


@dataclass(frozen=True, slots=True)
class PackMoved:
    """The pack stands at `state`."""

    pack: str
    state: str


@step("pack")
def draft_pack(desk: Desk, order: DraftPack) -> PackDrafted:
    """Take a pack in from files. Refused E-PACK/faulty, /not-own (its status is not the office's), /known."""
    rules, texts = _read(order.folder)
    head = rules.pack
    if head.status != words("cases")["statuses"][1]:
        raise Refused("E-PACK/not-own", pack=head.title, status=head.status)
    digest = pack_changes.digest(rules)
    fields = {"pack": head.id, "version": head.version, "title": head.title, "digest": digest}
    fields |= {"effective_from": head.effective_from.isoformat()}
    fields |= {"effective_to": head.effective_to.isoformat()} if head.effective_to else {}
    with desk.vault.transaction() as shelf:
        where = {"pack": head.id, "version": head.version}
        if any(state != "withdrawn" for (state,) in shelf.rows("pack", ("state",), where=where)):
            raise Refused("E-PACK/known", pack=head.title, version=head.version)
        record = shelf.create("pack", {**fields, "layers": [dict(text) for text in texts]})
        advance(desk, shelf, "draft_pack", shelf.record("pack", record), digest=digest)
    return PackDrafted(record, head.id, head.version, digest, pack_changes.diff_packs(desk.rules, rules))


def _read(place: Path) -> tuple[Rulebook, Sequence[Mapping[str, str]]]:
    """The pack in a folder, checked in full, with its texts."""
    found = folder(str(place))
    if faults := check_pack(str(place)).faults:
        raise Refused("E-PACK/faulty", pack=place.name, fault=f"{faults[0].path} {faults[0].text}")
    texts = layers(found)
    return from_layers(place.name, texts), texts


@step("pack")
def approve_pack(desk: Desk, order: ApprovePack) -> PackMoved:
    """Say yes to the words as they stand; the officer's signature is on it."""
    with desk.vault.transaction() as shelf:
        _advanced(desk, shelf, "approve_pack", order.pack, order.digest)
    return PackMoved(order.pack, "approved_once")


@step("pack")
def confirm_pack(desk: Desk, order: ConfirmPack) -> PackMoved:
    """The second yes: whoever unlocks from now on works by it; the one in use before is replaced, never deleted."""
    with desk.vault.transaction() as shelf:
        before = [id_ for id_, state in shelf.rows("pack", ("id", "state")) if state == "in_force"]
        record = _advanced(desk, shelf, "confirm_pack", order.pack, order.digest)
        approvals = [Approval(done.officer, done.body["digest"]) for done in record.steps if done.step in _APPROVING]
        pack_changes.approved(_kept(record), record.doer("draft_pack") or "", approvals)
        for id_ in before:
            advance(desk, shelf, "replace_pack", shelf.record("pack", id_), by=order.pack)
    return PackMoved(order.pack, "in_force")


@step("pack")
def withdraw_pack(desk: Desk, order: WithdrawPack) -> PackMoved:
    """Take a draft back with the reason; it stays in the register."""
    if not order.reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    with desk.vault.transaction() as shelf:
        advance(desk, shelf, "withdraw_pack", shelf.record("pack", order.pack), reason=order.reason.strip())
    return PackMoved(order.pack, "withdrawn")


def _advanced(desk: Desk, shelf: "Shelf", name: str, pack: str, digest: str) -> "State":
    """The record after a yes to exactly these words. Refused E-PACK/other-words."""
    record = shelf.record("pack", pack)
    if pack_changes.digest(_kept(record)) != digest:
        raise Refused("E-PACK/other-words", pack=record.fields["title"])
    advance(desk, shelf, name, record, digest=digest)
    return shelf.record("pack", pack)


def _kept(record: "State") -> Rulebook:
    return from_layers(record.fields["pack"], record.fields["layers"])


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack of the office's own."""

    id: str
    pack: str
    version: str
    title: str
    digest: str
    effective_from: str
    state: str


def list_packs(desk: Desk) -> tuple[PackRow, ...]:
    """Every pack the office has drafted, newest first."""
    columns = ("id", "pack", "version", "title", "digest", "effective_from", "state")
    with desk.vault.reading() as shelf:
        return tuple(PackRow(*row) for row in shelf.rows("pack", columns, order="-created"))


def compare_pack(desk: Desk, pack: str) -> tuple[Change, ...]:
    """What would change against the rules this desk works by."""
    with desk.vault.reading() as shelf:
        return pack_changes.diff_packs(desk.rules, _kept(shelf.record("pack", pack)))


def kept_rules(desk: Desk, pack: str, version: str) -> Rulebook | None:
    """A pack of the office's own that is or was in use, as it reads; None when there is none that can be read."""
    with desk.vault.reading() as shelf:
        rows = shelf.rows("pack", ("id", "state"), where={"pack": pack, "version": version})
        records = [shelf.record("pack", id_) for id_, state in rows if state in ("in_force", "replaced")]
    with suppress(Refused):
        return _kept(records[0]) if records else None
    return None


def office_rules(vault: "Vault", today: date, otherwise: str) -> Rulebook:
    """The office's own pack in use today, or else the program's of that name.

    Passed over are packs that officers of another office approved, however they came here, and one that this program
    can no longer read: then the program's stands in, and its documents are exercises again.
    """
    with vault.reading() as shelf:
        rows = shelf.rows("pack", ("id", "effective_from", "effective_to"), where={"state": "in_force"})
        fitting = [id_ for id_, first, last in rows if first <= today.isoformat() <= (last or "9999")]
        own = {officer for (officer,) in shelf.rows("officer", ("id",), where={"local": 1})} if fitting else set()
        records = [shelf.record("pack", id_) for id_ in fitting]
    for record in records:
        if {done.officer for done in record.steps} <= own:
            with suppress(Refused):
                return _kept(record)
    return load(otherwise)
