"""The office's own people: entered, given roles, retired with a hand-over list, and their passphrases."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.procedures.assigned import HANDLED
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.reading import hidden
from lucheng_desktop.procedures.seal_handing import held_seals, refuse_held
from lucheng_desktop.procedures.waiting import Task, waiting
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.generations import Advanced


def quietly(_done: int, _total: int) -> None:
    """Nobody watches the progress."""


ADMINISTRATOR = "general_office"
"""The role that keeps the list of officers; it opens no complainant's identity."""


@dataclass(frozen=True, slots=True)
class AddOfficer:
    """A new officer, who types the passphrase himself."""

    name: str
    roles: tuple[str, ...]
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficerAdded:
    """He can come in; `bound`: on this PC only, or with its device code."""

    officer: str
    name: str
    roles: tuple[str, ...]
    bound: bool


@dataclass(frozen=True, slots=True)
class RetireOfficer:
    """An officer leaves; `successor` takes over what waits for him."""

    officer: str
    reason: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class OfficerRetired:
    """He cannot come in any more; the vault's keys are those of a new generation. `tasks`: what was handed over."""

    officer: str
    name: str
    generation: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class ChangeRoles:
    """All the roles an officer has from now on."""

    officer: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """What he may do now; `epoch` is that of the intake role's key."""

    officer: str
    name: str
    roles: tuple[str, ...]
    epoch: int


@dataclass(frozen=True, slots=True)
class ConfirmIntake:
    """Let a newcomer in the petition office open what was sealed before he came."""

    officer: str


@dataclass(frozen=True, slots=True)
class IntakeConfirmed:
    """He may open identities from this epoch on."""

    officer: str
    since: int


@dataclass(frozen=True, slots=True)
class ChangePassphrase:
    """The officer at the desk takes a new passphrase."""

    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PassphraseChanged:
    """From the next unlocking on."""

    officer: str


@dataclass(frozen=True, slots=True)
class BindDevice:
    """On a PC without a keyring: let this officer in only with a printed code; `code`: the one printed before."""

    passphrase: str = field(repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeviceBound:
    """The code to print and keep apart from the PC."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer of this office, even a retired one. `slot`: none, own, or handed (renewed when he comes in next)."""

    id: str
    name: str
    roles: tuple[str, ...]
    retired: bool
    slot: str
    bound: bool


@step("office")
def add_officer(desk: Desk, order: AddOfficer) -> OfficerAdded:
    """Enter an officer; both his own key and this officer's signature stand in the ledger."""
    from lucheng_desktop.vault import membership
    from lucheng_desktop.vault.door import NewOfficer

    _administers(desk, "add_officer")
    _known_roles(desk, order.name, order.roles)
    if not order.name.strip():
        raise Refused("E-INPUT/blank", path="$.name")
    id_ = membership.add(desk.vault, NewOfficer(order.name.strip(), order.roles, order.passphrase))
    return OfficerAdded(id_, order.name.strip(), order.roles, desk.vault.keyfile.slot(id_).bound)


def hand_over_list(desk: Desk, officer: str) -> tuple[Task, ...]:
    """What waits for another officer of this vault, longest waiting first, and the seals that need him."""
    left_out = hidden(desk)
    return tuple(task for task in _waits_for(desk, officer) if task.id not in left_out)


def _waits_for(desk: Desk, officer: str) -> tuple[Task, ...]:
    """All of it: nobody leaves with work that is left to nobody, whoever keeps the list."""
    from lucheng_desktop.vault.store import Officer

    id_ = desk.vault.keyfile.slot(officer).officer
    with desk.vault.reading() as shelf:
        said = shelf.record("officer", id_).fields
    his = Officer(id_, said["name"], tuple(said["roles"]), tuple(said.get("formerly", ())))
    return (*waiting(replace(desk, officer=his)), *held_seals(desk, id_))


@step("office")
def retire_officer(desk: Desk, order: RetireOfficer, advanced: "Advanced" = quietly) -> OfficerRetired:
    """Hand over what waits, drop the slot, renew the keys; asked again after an interruption, it goes on."""
    from lucheng_desktop.vault import membership

    _administers(desk, "retire_officer")
    if not order.reason.strip():
        raise Refused("E-INPUT/blank", path="$.reason")
    slot = desk.vault.keyfile.slot(order.officer)
    refuse_held(desk, slot.officer, slot.name)
    tasks, left_out = _waits_for(desk, slot.officer), hidden(desk)
    successor = _successor(desk, order, slot.name, tasks)
    said = {"reason": order.reason, "successor": successor} if successor else {"reason": order.reason}
    membership.retire(desk.vault, slot.officer, said, advanced)
    shown = tuple(task for task in tasks if task.id not in left_out)
    return OfficerRetired(slot.officer, slot.name, desk.vault.keyfile.generation, shown)


def _successor(desk: Desk, order: RetireOfficer, name: str, tasks: tuple[Task, ...]) -> str:
    """The id of the one who takes over; he must be able to do every task."""
    if not order.successor:
        if tasks:
            raise Refused("E-OFFICER/handover", officer=name, count=len(tasks))
        return ""
    slot = desk.vault.keyfile.slot(order.successor)
    if slot.name == name:
        raise Refused("E-OFFICER/successor", successor=name, count=len(tasks))
    able = {(task.kind, task.id) for task in _waits_for(desk, slot.officer)}
    ahead = [task for task in tasks if (task.kind, task.id) not in able]
    if left := [task for task in ahead if not _assigned_anew(desk, task, slot.officer)]:
        raise Refused("E-OFFICER/successor", successor=slot.name, count=len(left))
    return slot.officer


def _assigned_anew(desk: Desk, task: Task, successor: str) -> bool:
    """Whether a task is a handler's: the successor has it once the case supervision room assigns the petition anew."""
    move = desk.rules.procedure(task.kind).transition(task.step)
    with desk.vault.reading() as shelf:
        roles = shelf.record("officer", successor).fields["roles"]
    return bool(move and HANDLED in move.guards and set(move.actors) & set(roles))


@step("office")
def change_roles(desk: Desk, order: ChangeRoles) -> RolesChanged:
    """Say anew what an officer may do; his next unlocking goes by it."""
    from lucheng_desktop.vault import membership

    _administers(desk, "change_roles")
    slot = desk.vault.keyfile.slot(order.officer)
    _known_roles(desk, slot.name, order.roles)
    membership.change_roles(desk.vault, slot.officer, order.roles)
    return RolesChanged(slot.officer, slot.name, order.roles, desk.vault.keyfile.intake_epoch)


@step("office")
def confirm_intake(desk: Desk, order: ConfirmIntake) -> IntakeConfirmed:
    """One who holds the earlier keys of the petition office hands them to a newcomer."""
    from lucheng_desktop.vault import membership

    membership.confirm_intake(desk.vault, order.officer)
    slot = desk.vault.keyfile.slot(order.officer)
    return IntakeConfirmed(slot.officer, slot.intake_from)


@step("office")
def change_passphrase(desk: Desk, order: ChangePassphrase) -> PassphraseChanged:
    """A new passphrase for the officer at the desk, who proves the old one first."""
    from lucheng_desktop.vault import membership

    membership.change_passphrase(desk.vault, order.old, order.new)
    return PassphraseChanged(desk.officer.id)


@step("office")
def bind_device(desk: Desk, order: BindDevice) -> DeviceBound:
    """Make a printed code part of what the officer at the desk needs to come in."""
    from lucheng_desktop.vault import device_code, membership

    known = device_code.read(order.code) if order.code.strip() else None
    return DeviceBound(device_code.spelled(membership.bind(desk.vault, order.passphrase, device_secret=known)))


@dataclass(frozen=True, slots=True)
class RenewAttachments:
    """Bring attachments of earlier generations under the present keys, when there is time."""


@dataclass(frozen=True, slots=True)
class AttachmentsRenewed:
    """How many were older, and whether the earlier keys could be forgotten."""

    renewed: int
    finished: bool


@step("office")
def renew_attachments(desk: Desk, order: RenewAttachments, advanced: "Advanced" = quietly) -> AttachmentsRenewed:
    """Encrypt older attachments anew, one by one; may be stopped anywhere and asked again."""
    from lucheng_desktop.vault import renewal

    renewed = 0

    def count(done: int, total: int) -> None:
        nonlocal renewed
        renewed = done
        advanced(done, total)

    renewal.renew_attachments(desk.vault, count)
    return AttachmentsRenewed(renewed, not desk.vault.keyfile.former)


def register(desk: Desk) -> tuple[OfficerRow, ...]:
    """All officers this office has had, in the order they were entered."""
    slots = {slot.officer: slot for slot in desk.vault.keyfile.slots}
    with desk.vault.reading() as shelf:
        rows = shelf.rows("officer", ("id", "name", "roles", "retired"), where={"local": 1}, order="created")
    found = ((slots.get(id_), id_, name, roles, retired) for id_, name, roles, retired in rows)
    return tuple(
        OfficerRow(
            id_, name, tuple(roles.split()), bool(retired),
            "none" if slot is None else "handed" if slot.handed else "own", slot is not None and slot.bound,
        )
        for slot, id_, name, roles, retired in found
    )  # fmt: skip


def unfinished_retirements(desk: Desk) -> tuple[str, ...]:
    """Names of officers whose retirement was interrupted: to be retired once more."""
    from lucheng_desktop.vault import membership

    return membership.unfinished(desk.vault)


def _administers(desk: Desk, name: str) -> None:
    if ADMINISTRATOR not in desk.officer.roles:
        title, actors = words("officers")["titles"][name], desk.rules.term("roles", ADMINISTRATOR)
        raise Refused("E-ROLE", title=title, actors=actors)


def _known_roles(desk: Desk, name: str, roles: tuple[str, ...]) -> None:
    if not roles:
        raise Refused("E-OFFICER/no-role", officer=name)
    for index, role in enumerate(roles):
        desk.rules.known("roles", role, f"roles[{index}]")
