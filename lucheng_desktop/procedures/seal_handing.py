"""A seal changes hands or is put out of use: ordered by one who releases it, carried out by its keeper, locked anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.seal_keeping import SealMoved, holders, lock_up
from lucheng_desktop.procedures.seal_pressing import locked, passed_on, wipe
from lucheng_desktop.procedures.seal_records import KIND, RETIRED, agree_key, find_seal, own_seals, seal_facts
from lucheng_desktop.procedures.waiting import Task
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State, Step
    from lucheng_desktop.vault.shelf import Shelf

_HANDOVER, _RETIREMENT = "order_seal_handover", "order_seal_retirement"


@dataclass(frozen=True, slots=True)
class OrderSealHandover:
    """Who is to hold the halves from now on, by name; left out: as before."""

    seal: str
    reason: str
    keeper: str = ""
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOverSeal:
    """Carry an ordered hand-over out."""

    seal: str


@dataclass(frozen=True, slots=True)
class SealHandedOver:
    """Locked anew: the halves held before open nothing any more."""

    seal: str
    keeper: str
    approvers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderSealRetirement:
    """Put a seal out of use, with the reason."""

    seal: str
    reason: str


@dataclass(frozen=True, slots=True)
class RetireSeal:
    """Carry an ordered retirement out."""

    seal: str


@dataclass(frozen=True, slots=True)
class SealRetired:
    """The locked key is gone from this vault. `withdrawn`: the list of withdrawn certificates names it."""

    seal: str
    withdrawn: bool


@step("office_seal")
def order_seal_handover(desk: Desk, order: OrderSealHandover) -> SealMoved:
    """One who holds the releasing half passes it on to the keeper for exactly this hand-over."""
    with desk.vault.transaction() as shelf:
        record = _ordered(desk, shelf, _HANDOVER, order.seal, order.reason)
        facts = seal_facts(record)
        names = order.approvers or tuple(facts["approvers"])
        keeper, approvers = holders(desk, shelf, order.keeper or facts["keeper"], names)
        to = {"keeper": keeper.officer, "approvers": [one.officer for one in approvers]}
        if (to["keeper"], to["approvers"]) == (facts["keeper"], facts["approvers"]):
            raise Refused("E-SEAL-KEEPING/same", name=facts["name"])
        box = _passed(desk, shelf, record, _matter(facts, "handover", to))
        advance(desk, shelf, _HANDOVER, record, reason=order.reason, holders=to, box=box)
    return SealMoved(record.id, record.state)


@step("office_seal")
def hand_over_seal(desk: Desk, order: HandOverSeal) -> SealHandedOver:
    """The keeper opens the seal with both halves and locks it anew for its next holders."""
    with desk.vault.transaction() as shelf:
        record = find_seal(desk, shelf, order.seal)
        allowed(desk, "hand_over_seal", record)
        done = _last(record, _HANDOVER, "hand_over_seal")
        facts, to = seal_facts(record), done.body["holders"]
        halves = passed_on(desk, record.id, facts, done.body["box"], _matter(facts, "handover", to))
        former = _locked_anew(desk, shelf, record, halves, to)
        shelf.set(KIND, record.id, to)
        advance(desk, shelf, "hand_over_seal", record, order=done.entry)
        names = dict(shelf.rows("officer", ("id", "name")))
    _erase(desk, former)
    return SealHandedOver(record.id, names[to["keeper"]], tuple(names[one] for one in to["approvers"]))


def _locked_anew(
    desk: Desk, shelf: "Shelf", record: "State", halves: tuple[bytes, bytes], to: Mapping[str, Any]
) -> str:  # fmt: skip
    """Lock the seal for its next holders; the file of the former box."""
    from lucheng_desktop.vault import seals

    facts = dict(seal_facts(record))
    box = locked(shelf, facts)
    keeper, approvers = holders(desk, shelf, to["keeper"], to["approvers"])
    try:
        opened, authority = seals.open_content(record.id, *halves, box), seals.open_authority(record.id, *halves, box)
    finally:
        wipe(*halves)
    lock_up(shelf, record.id, facts, opened, authority, keeper, approvers)
    opened.wipe()
    return seals.destroy(shelf, facts["content"])


@step("office_seal")
def order_seal_retirement(desk: Desk, order: OrderSealRetirement) -> SealMoved:
    """Say that a seal is to be put out of use; whoever holds the releasing half passes it on for this."""
    with desk.vault.transaction() as shelf:
        record = _ordered(desk, shelf, _RETIREMENT, order.seal, order.reason)
        facts = seal_facts(record)
        holds = desk.officer.id in facts["approvers"]
        box = _passed(desk, shelf, record, _matter(facts, "retirement", {})) if holds else b""
        advance(desk, shelf, _RETIREMENT, record, reason=order.reason, box=box)
    return SealMoved(record.id, "retiring")


@step("office_seal")
def retire_seal(desk: Desk, order: RetireSeal) -> SealRetired:
    """Destroy the locked key and, where both halves are at hand, put the certificate on the list of withdrawn ones."""
    from lucheng_desktop.vault import seals

    with desk.vault.transaction() as shelf:
        record = find_seal(desk, shelf, order.seal)
        allowed(desk, "retire_seal", record)
        done, facts = _last(record, _RETIREMENT), dict(seal_facts(record))
        revoked = _withdrawn(desk, shelf, record, done)
        former = seals.destroy(shelf, facts["content"])
        facts |= {"content": "", "halves": [], "revoked": revoked or facts["revoked"]}
        shelf.append(KIND, record.id, "seal", facts)
        advance(desk, shelf, "retire_seal", record, order=done.entry, withdrawn=bool(revoked))
    _erase(desk, former)
    return SealRetired(record.id, bool(revoked))


def _withdrawn(desk: Desk, shelf: "Shelf", record: "State", done: "Step") -> bytes:
    """The list that names the seal's certificate; empty without both halves, or when the box is damaged."""
    from lucheng_desktop.vault import certificates, keys, seals

    facts = seal_facts(record)
    if not done.body["box"] or facts["keeper"] != desk.officer.id:
        return b""
    try:
        halves = passed_on(desk, record.id, facts, done.body["box"], _matter(facts, "retirement", {}))
        key = seals.open_authority(record.id, *halves, locked(shelf, facts))
    except Refused:  # a seal that cannot be opened must still be put out of use
        return b""
    wipe(*halves)
    now = moment(desk.vault.clock.now()).astimezone(UTC).replace(microsecond=0)
    made = certificates.withdraw(key, facts["authority"], facts["certificate"], now)
    keys.wipe(key)
    return made


def _ordered(desk: Desk, shelf: "Shelf", name: str, seal: str, reason: str) -> "State":
    if not reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    record = find_seal(desk, shelf, seal)
    allowed(desk, name, record)
    return record


def _matter(facts: Mapping[str, Any], what: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """What a half is passed on for; `content`: the locked box that it opens."""
    return {"for": what, "content": facts["content"], **more}


def _passed(desk: Desk, shelf: "Shelf", record: "State", matter: Mapping[str, Any]) -> bytes:
    from lucheng_desktop.vault import seals

    facts = seal_facts(record)
    half = seals.own_half(record.id, seals.RELEASE, facts["halves"], desk.officer.id, desk.vault.keys)
    return seals.released(record.id, half, facts["keeper"], agree_key(shelf, facts["keeper"]), matter)


def _last(record: "State", ordered: str, carried: str = "") -> "Step":
    """The order that stands and is not carried out; refused E-SEAL-KEEPING/unordered."""
    steps = [done for done in record.steps if done.step in (ordered, carried)]
    if not steps or steps[-1].step != ordered:
        raise Refused("E-SEAL-KEEPING/unordered", name=seal_facts(record)["name"])
    return steps[-1]


def _erase(desk: Desk, file: str) -> None:
    from lucheng_desktop.vault import seals

    seals.erase(desk.vault, file)


def held_seals(desk: Desk, officer: str) -> tuple[Task, ...]:
    """The seals that somebody else must hold before this officer leaves."""
    move = desk.rules.procedure(KIND).transition("hand_over_seal")
    with desk.vault.reading() as shelf:
        found = held_by(desk, shelf, officer)
    return tuple(
        Task(KIND, one.id, seal_facts(one)["name"], desk.rules.state_name(KIND, one.state), move.id, move.title,
             moment(one.updated))
        for one in found if move
    )  # fmt: skip


def refuse_held(desk: Desk, officer: str, name: str) -> None:
    """Refused E-SEAL-KEEPING/held while an officer who is to leave keeps a seal or alone may release one."""
    with desk.vault.reading() as shelf:
        held = [seal_facts(one)["name"] for one in held_by(desk, shelf, officer)]
    if held:
        raise Refused("E-SEAL-KEEPING/held", officer=name, name=held[0], count=len(held))


def held_by(desk: Desk, shelf: "Shelf", officer: str) -> "tuple[State, ...]":
    """Seals not retired that nobody could use without this officer."""
    seals = [one for one in own_seals(desk, shelf) if one.state and one.state != RETIRED]
    return tuple(one for one in seals
                 if seal_facts(one)["keeper"] == officer or seal_facts(one)["approvers"] == [officer])  # fmt: skip
