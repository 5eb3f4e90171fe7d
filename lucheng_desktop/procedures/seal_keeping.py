"""The office's seals in keeping: taken in by one officer, put into use by another, listed; their authorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases import seals as rules
from lucheng_desktop.cases.seals import Holder
from lucheng_desktop.procedures.desk import Desk, advance, allowed, step
from lucheng_desktop.procedures.issued_files import write_checked
from lucheng_desktop.procedures.seal_forms import DEMO, Wanted, form_of
from lucheng_desktop.procedures.seal_records import (
    KIND,
    RETIRED,
    agree_key,
    find_seal,
    holder,
    own_seals,
    seal_facts,
)
from lucheng_desktop.procedures.seal_tokens import TokenKey
from lucheng_desktop.procedures.sealing import told
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.seals import Opened
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class TakeInSeal:
    """Make a seal of the office: `form` image (with a picture's file), key (a signature over a blank place) or token.

    `name`: the issuing organ as papers sign; `keeper` and `approvers` (who may release its use): officers by name;
    `token`: of that form, where its key is, and its PIN for this once; `diameter` in mm; `note` and `decided_on`: by
    what decision.
    """

    form: str
    name: str
    keeper: str
    approvers: tuple[str, ...]
    note: str
    decided_on: date
    diameter: int = 42
    image: Path | None = None
    token: TokenKey | None = None


@dataclass(frozen=True, slots=True)
class SealTakenIn:
    """Waiting for another officer; `certificate` is the fingerprint (SHA-256) that he confirms."""

    seal: str
    name: str
    form: str
    certificate: str


@dataclass(frozen=True, slots=True)
class ConfirmSeal:
    """Put a seal into use; `certificate`: its fingerprint, as it was told at taking in."""

    seal: str
    certificate: str


@dataclass(frozen=True, slots=True)
class SealMoved:
    """The seal stands at `state`."""

    seal: str
    state: str


@step("office_seal")
def take_in_seal(desk: Desk, order: TakeInSeal) -> SealTakenIn:
    """Check the picture, make key and certificate, lock both under two halves. Refused E-SEAL-KEEPING/*, -IMAGE/*."""
    from lucheng_desktop.vault.certificates import fingerprint

    if desk.vault.practice:
        raise Refused("E-SEAL/practice")
    name = _checked(desk, order)
    with desk.vault.transaction() as shelf:
        _refuse_known(desk, shelf, name, order.form)
        keeper, approvers = holders(desk, shelf, order.keeper, order.approvers)
        fields = {"name": name, "form": order.form, "keeper": keeper.officer, "diameter": order.diameter}
        fields |= {"approvers": [one.officer for one in approvers], "decided_on": order.decided_on.isoformat()}
        seal = shelf.create(KIND, fields | {"note": order.note.strip()})
        record = shelf.record(KIND, seal)
        allowed(desk, "take_in_seal", record)
        made = form_of(order.form).make(desk, Wanted(name, order.diameter, order.image, order.token))
        facts = {"form": order.form, "name": name, "diameter": order.diameter, "pictured": bool(made.opened.picture)}
        facts |= {**told(made.credentials), **made.told}
        lock_up(shelf, seal, facts, made.opened, made.authority, keeper, approvers)
        made.opened.wipe()
        mark = fingerprint(made.credentials.signer)
        advance(desk, shelf, "take_in_seal", record, certificate=mark)
    return SealTakenIn(seal, name, order.form, mark)


def _checked(desk: Desk, order: TakeInSeal) -> str:
    """The seal's name, of an order that can be true."""
    from lucheng_desktop.circulars.seal_press import LEAST, MOST
    from lucheng_desktop.circulars.wording import refuse_higher

    form_of(order.form)
    for field, text in (("name", order.name), ("note", order.note)):
        if not text.strip():
            raise Refused("E-INPUT/blank", path=f"$.{field}")
    if not LEAST <= order.diameter <= MOST:
        raise Refused("E-SEAL-KEEPING/diameter", path="$.diameter", least=LEAST, most=MOST)
    if order.decided_on > desk.clock.today():
        raise Refused("E-SEAL-KEEPING/day", path="$.decided_on", on=order.decided_on.isoformat())
    refuse_higher(order.name, "$.name")
    return order.name.strip()


def _refuse_known(desk: Desk, shelf: "Shelf", name: str, form: str) -> None:
    for record in own_seals(desk, shelf):
        facts = seal_facts(record)
        if (facts["name"], facts["form"]) == (name, form) and record.state != RETIRED:
            raise Refused("E-SEAL-KEEPING/known", name=name)


def holders(desk: Desk, shelf: "Shelf", keeper: str, approvers: Sequence[str]) -> tuple[Holder, tuple[Holder, ...]]:
    """Who is to hold the halves; refused E-SEAL-HOLDER/*."""
    keeping = holder(desk, shelf, keeper)
    releasing = tuple({one.officer: one for one in (holder(desk, shelf, who) for who in approvers)}.values())
    rules.fitting_holders(desk.rules, keeping, releasing)
    return keeping, releasing


def lock_up(
    shelf: "Shelf", seal: str, facts: Mapping[str, Any], opened: "Opened", authority: bytes | bytearray,
    keeper: Holder, approvers: Sequence[Holder],
) -> None:  # fmt: skip
    """Lock a seal for these holders, under fresh halves, and say so in the ledger; the authority's key is wiped."""
    from lucheng_desktop.vault import keys, seals

    public = {who.officer: agree_key(shelf, who.officer) for who in (keeper, *approvers)}
    sealed_to = {
        seals.RELEASE: {one.officer: public[one.officer] for one in approvers},
        seals.PRESS: {keeper.officer: public[keeper.officer]},
    }
    locked = seals.lock(seal, opened, authority, sealed_to)
    keys.wipe(authority)
    stored = shelf.attach(locked.box, name=f"{seal}.seal", media_type="application/octet-stream")
    who = {"keeper": keeper.officer, "approvers": [one.officer for one in approvers]}
    halves = [dict(half) for half in locked.halves]
    shelf.append(KIND, seal, "seal", {**facts, **who, "content": stored.content, "halves": halves})


@step("office_seal")
def confirm_seal(desk: Desk, order: ConfirmSeal) -> SealMoved:
    """Another officer compares the fingerprint and puts the seal into use. Refused E-SEAL-KEEPING/certificate."""
    from lucheng_desktop.vault.certificates import fingerprint

    with desk.vault.transaction() as shelf:
        record = find_seal(desk, shelf, order.seal)
        allowed(desk, "confirm_seal", record)
        if order.certificate.replace(":", "").lower() != fingerprint(seal_facts(record)["certificate"]):
            raise Refused("E-SEAL-KEEPING/certificate", path="$.certificate")
        advance(desk, shelf, "confirm_seal", record, certificate=order.certificate)
    return SealMoved(record.id, "in_use")


@dataclass(frozen=True, slots=True)
class SealRow:
    """One seal of the office: its state in words, its holders by name, its certificate's fingerprint, its token."""

    id: str
    name: str
    form: str
    state: str
    word: str
    diameter: int
    keeper: str
    approvers: tuple[str, ...]
    certificate: str
    token: str = ""


def list_seals(desk: Desk) -> tuple[SealRow, ...]:
    """The seals of the office, oldest first, retired ones too."""
    with desk.vault.reading() as shelf:
        names: Mapping[str, str] = dict(shelf.rows("officer", ("id", "name")))
        seals = sorted(own_seals(desk, shelf), key=lambda one: one.created)
    return tuple(_row(desk, record, names) for record in seals if seal_facts(record)["form"] != DEMO)


def _row(desk: Desk, record: "State", names: Mapping[str, str]) -> SealRow:
    from lucheng_desktop.vault.certificates import fingerprint

    facts = seal_facts(record)
    approvers = tuple(names.get(one, "") for one in facts["approvers"])
    word = desk.rules.state_name(KIND, record.state)
    return SealRow(
        record.id, facts["name"], facts["form"], record.state, word, facts["diameter"], names.get(facts["keeper"], ""),
        approvers, fingerprint(facts["certificate"]), facts.get("token", {}).get("serial", ""),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaveAuthority:
    """Write the certificates of the office's own authorities to a file."""

    target: Path


@dataclass(frozen=True, slots=True)
class AuthoritySaved:
    """The file was read again; the fingerprints (SHA-256) are for comparing by another way."""

    target: Path
    fingerprints: tuple[str, ...]


@step("office_seal")
def save_authority(desk: Desk, order: SaveAuthority) -> AuthoritySaved:
    """One PEM file that anybody checks the office's papers by, with the lists of what was withdrawn.

    Refused E-SEAL/none while there is no seal.
    """
    from lucheng_desktop.vault.certificates import as_text, fingerprint, list_as_text

    with desk.vault.reading() as shelf:
        found = [seal_facts(record) for record in own_seals(desk, shelf)]
    if not found:
        raise Refused("E-SEAL/none")
    parts = [as_text(one["authority"]) + list_as_text(one["revoked"]) for one in found]
    write_checked(order.target, b"".join(parts))
    return AuthoritySaved(order.target, tuple(fingerprint(one["authority"]) for one in found))
