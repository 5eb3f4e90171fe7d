"""One officer of this office as the window shows him: roles, keys, what waits for him, and what may be done by whom."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.history import history
from lucheng_desktop.procedures.officers import ADMINISTRATOR, OfficerRow, hand_over_list, register
from lucheng_desktop.procedures.progress import Choice, Progress
from lucheng_desktop.procedures.speech import Line
from lucheng_desktop.procedures.waiting import Task
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.keyfile import Slot

SERVING, LEAVING, RETIRED = "serving", "leaving", "retired"
INTAKE = "petition_office"


@dataclass(frozen=True, slots=True)
class OfficerListed:
    """A row of the list; `state`: serving, leaving (a retirement that was interrupted) or retired."""

    id: str
    name: str
    roles: tuple[str, ...]
    state: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class OfficerView:
    """`intake`: whether he opens identities, all of them, or only those sealed since he came: none, all, since."""

    row: OfficerRow
    own: bool
    intake: str
    tasks: tuple[Task, ...]
    successors: tuple[tuple[str, str], ...]
    progress: Progress
    lines: tuple[Line, ...]


def state_of(row: OfficerRow) -> str:
    """Where an officer stands; one who has left and still has a slot has not been let go of."""
    if not row.retired:
        return SERVING
    return RETIRED if row.slot == "none" else LEAVING


def list_officers(desk: Desk, _order: None = None) -> tuple[OfficerListed, ...]:
    """Who serves, then who has left, each in the order they were entered."""
    found = [OfficerListed(one.id, one.name, one.roles, state_of(one)) for one in register(desk)]
    return tuple(sorted(found, key=lambda one: one.state == RETIRED))


def show_officer(desk: Desk, officer: str) -> OfficerView:
    """One officer; what waits for him is empty once he has left."""
    everybody = register(desk)
    row = next((one for one in everybody if one.id == officer), None)
    if row is None:
        raise Refused("E-ABSENT", kind="officer", id=officer)
    tasks = hand_over_list(desk, officer) if row.slot != "none" else ()
    others = tuple((one.id, one.name) for one in everybody if not one.retired and one.id != officer)
    own, intake = officer == desk.officer.id, _intake(desk, officer)
    return OfficerView(row, own, intake, tasks, others, _progress(desk, row, intake), history(desk, "officer", officer))


def _intake(desk: Desk, officer: str) -> str:
    slots = [slot for slot in desk.vault.keyfile.slots if slot.intake]
    mine = next((slot for slot in slots if slot.officer == officer), None)
    if mine is None:
        return "none"
    return "all" if mine.intake_from == min(slot.intake_from for slot in slots) else "since"


def _progress(desk: Desk, row: OfficerRow, intake: str) -> Progress:
    told, state = words("officers"), state_of(row)
    path = (SERVING, RETIRED) if state != LEAVING else (SERVING, LEAVING, RETIRED)
    steps = _own_steps(desk, row) if row.id == desk.officer.id else _steps(desk, row, intake)
    return Progress(state, told["states"][state], tuple((code, told["states"][code]) for code in path), steps, (), ())


def _own_steps(desk: Desk, row: OfficerRow) -> tuple[Choice, ...]:
    """Everybody looks after his own passphrase; what others must do is shown shut."""
    self_only = Refused("E-OFFICER/self").message
    renewing = (_choice("renew_attachments", _not_administrator(desk, "renew_attachments")),)
    return (
        _choice("change_passphrase", ""),
        _choice("bind_device", ""),
        *(renewing if desk.vault.keyfile.former else ()),
        _choice("change_roles", self_only),
        _choice("retire_officer", self_only),
    )


def _steps(desk: Desk, row: OfficerRow, intake: str) -> tuple[Choice, ...]:
    if row.retired and row.slot == "none":
        return ()
    retire = _choice("retire_officer", _not_administrator(desk, "retire_officer"))
    if row.retired:
        return (retire,)
    confirm = (_choice("confirm_intake", _not_confirming(desk, row)),) if intake == "since" else ()
    return (*confirm, _choice("change_roles", _not_administrator(desk, "change_roles")), retire)


def _choice(step: str, why: str) -> Choice:
    return Choice(step, words("officers")["titles"][step], (), not why, why)


def _not_administrator(desk: Desk, step: str) -> str:
    return "" if ADMINISTRATOR in desk.officer.roles else _role_wanted(desk, step, ADMINISTRATOR)


def why_not_add(desk: Desk, _order: None = None) -> str:
    """Whose work entering officers is, when it is not this officer's; empty when it is."""
    return _not_administrator(desk, "add_officer")


def _not_confirming(desk: Desk, row: OfficerRow) -> str:
    """Only who holds earlier keys of the intake role can hand them on."""
    mine: dict[str, Slot] = {slot.officer: slot for slot in desk.vault.keyfile.slots}
    first = min(desk.vault.keys.intake, default=0)
    if first and first < mine[row.id].intake_from:
        return ""
    return _role_wanted(desk, "confirm_intake", INTAKE)


def _role_wanted(desk: Desk, step: str, role: str) -> str:
    title: str = words("officers")["titles"][step]
    return Refused("E-ROLE", title=title, actors=desk.rules.term("roles", role)).message
