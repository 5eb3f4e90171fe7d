"""Keeping the vault: making one, checking it whole, backing it up, restoring it, and going on after a rollback."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.places import words
from lucheng_desktop.procedures import backups
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.vault.backup import Generation
    from lucheng_desktop.vault.check import Result


@dataclass(frozen=True, slots=True)
class Founder:
    """An officer of the first day; the passphrase is in a file of his own, first line."""

    name: str
    roles: tuple[str, ...]
    passphrase_file: Path


@dataclass(frozen=True, slots=True)
class CreateVault:
    """Make the vault of an office."""

    vault: Path
    office: str
    officers: tuple[Founder, ...]
    practice: bool = False


@dataclass(frozen=True, slots=True)
class VaultCreated:
    """It is there and opens."""

    vault: Path
    office: str
    practice: bool
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckVault:
    """Check a vault that nobody has open; `places`: folders with further backups, which testify too."""

    vault: Path
    officer: str
    passphrase: str = field(repr=False)
    places: tuple[Path, ...] = ()
    device_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """One test and its outcome: ok, fault, skipped; `message` of one that is ok is to be known, and no fault."""

    name: str
    title: str
    state: str
    code: str
    kind: str
    message: str
    next: str


@dataclass(frozen=True, slots=True)
class VaultChecked:
    """All tests; `tampering` names the kinds that were found."""

    vault: Path
    ok: bool
    tampering: tuple[str, ...]
    checks: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class BackUp:
    """Make a backup now; `to`: another folder than the vault's own; `remember`: copy there from now on at each lock."""

    to: Path | None = None
    remember: bool = False


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was opened again and checked; `damaged`: attachments that the vault itself has lost."""

    backup: Path
    number: int
    made: str
    entries: int
    heads: tuple[str, ...]
    sha256: str
    attachments: int
    damaged: tuple[str, ...]
    verified: bool = True


@dataclass(frozen=True, slots=True)
class RestoreVault:
    """Put a backup in a vault's place, the newest of its own unless one is named; `confirmation`: the vault's name."""

    vault: Path
    officer: str
    passphrase: str = field(repr=False)
    backup: Path | None = None
    confirmation: str = ""
    device_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class VaultRestored:
    """`kept`: where the former vault lies; `missing`: attachments the backup lacks; `next`: what two must do now."""

    vault: Path
    backup: Path
    kept: Path | None
    entries: int
    missing: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class AcknowledgeRollback:
    """Go on with a vault that is not as it was left; the second officer types his own passphrase at this desk."""

    reason: str
    second: str
    passphrase: str = field(repr=False)
    device_code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RollbackAcknowledged:
    """Id of the entry that both have signed."""

    entry: str


def create_vault(order: CreateVault) -> VaultCreated:
    """A new vault of a new office; refused: E-VAULT-EXISTS, E-VAULT-PLACE, E-VAULT-OFFICER, E-INPUT."""
    from lucheng_desktop.cases.rulebook import load
    from lucheng_desktop.procedures.office import PACK
    from lucheng_desktop.vault import ballast, door

    rules = load(PACK)
    for place, founder in enumerate(order.officers):
        if not founder.roles:
            raise Refused("E-OFFICER/no-role", officer=founder.name)
        for number, role in enumerate(founder.roles):
            rules.known("roles", role, f"officers[{place}].roles[{number}]")
    people = [door.NewOfficer(one.name, one.roles, _first_line(one.passphrase_file)) for one in order.officers]
    door.create(order.vault, office=order.office, practice=order.practice, officers=people)
    ballast.lay(order.vault)
    return VaultCreated(order.vault, order.office, order.practice, tuple(one.name for one in order.officers))


def _first_line(file: Path) -> str:
    from lucheng_desktop.refusal import because

    try:
        return file.read_text("utf-8-sig").partition("\n")[0]
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error
    except UnicodeDecodeError as error:
        raise Refused("E-INPUT/encoding", file=file.name) from error


def check_vault(order: CheckVault) -> VaultChecked:
    """Run every test; refused only when the vault cannot be tested: E-PASSPHRASE, E-VAULT-BUSY, E-VAULT-ABSENT."""
    from lucheng_desktop.vault.check import FAULT, check

    secret = _device_secret(order.device_code)
    results = check(order.vault, order.officer, order.passphrase, device_secret=secret, places=order.places)
    kinds = tuple(dict.fromkeys(one.kind for one in results if one.kind))
    ok = all(one.state != FAULT for one in results)
    return VaultChecked(order.vault, ok, kinds, tuple(map(_titled, results)))


def _device_secret(code: str) -> bytes | None:
    from lucheng_desktop.vault import device_code

    return device_code.read(code) if code.strip() else None


def _titled(result: "Result") -> Checked:
    title = words("keeping")["checks"][result.name]
    return Checked(result.name, title, result.state, result.code, result.kind, result.message, result.next)


@step("keeping")
def back_up(desk: Desk, order: BackUp) -> BackedUp:
    """Make a backup and open it again; refused: E-BACKUP, E-TAMPER. Good older ones stay when it fails."""
    from lucheng_desktop.vault import backup, ballast

    made = backup.make(desk.vault, order.to)
    if order.to and order.remember:
        with desk.vault.connection(writing=True) as connection:
            backup.remember(connection, order.to.resolve())
    ballast.lay(desk.vault.path)
    return _told(made)


def _told(made: "Generation") -> BackedUp:
    said = made.manifest
    heads = tuple(sorted(id for _, id in said.heads.values()))
    sum_ = said.files["vault.db"]
    return BackedUp(made.place, said.number, said.made, said.entries, heads, sum_, len(said.blobs), said.damaged)


def back_up_if_due(desk: Desk, _order: None = None) -> tuple[BackedUp, ...]:
    """Back up what was written since the last good backup, at home and, when it can be reached, in the named place.

    What is refused stays on record with the vault until a backup succeeds.
    """
    from lucheng_desktop.vault import backup

    if desk.vault.tampered:
        return ()
    with desk.vault.connection() as connection:
        named = backup.remembered(connection)
    places = [None, *([named] if named and named.is_dir() else [])]
    try:
        made = tuple(back_up(desk, BackUp(place)) for place in places if backup.is_due(desk.vault, place))
    except Refused as refused:
        backups.note_failure(desk, refused)
        raise
    backups.forget_failure(desk)
    return made


def back_up_daily(desk: Desk, opening: bool = False) -> tuple[BackedUp, ...]:
    """The backup of the day for a vault that stays open; at opening, what locking last time did not come to."""
    if desk.vault.tampered or (not opening and backups.backed_up_today(desk)):
        return ()
    return back_up_if_due(desk)


def lock(desk: Desk) -> Refused | None:
    """Back up what is new, then lock; a backup that is refused keeps nobody from locking and is handed back."""
    try:
        back_up_if_due(desk)
    except Refused as refused:
        return refused
    finally:
        desk.vault.close()
    return None


def restore_vault(order: RestoreVault) -> VaultRestored:
    """Put a backup in the vault's place; refused: E-RESTORE until the vault's name is typed, E-BACKUP, E-PASSPHRASE."""
    from lucheng_desktop.vault import backup, leftovers, restore

    leftovers.bring_backups(order.vault)
    source = order.backup or restore.newest(backup.home(order.vault))
    done = restore.restore(
        source, order.vault, order.officer, order.passphrase, confirmation=order.confirmation,
        device_secret=_device_secret(order.device_code),
    )  # fmt: skip
    told: str = words("keeping")["after_restore"]
    return VaultRestored(done.vault, source, done.kept, done.entries, done.missing, told)


@step("keeping")
def acknowledge_rollback(desk: Desk, order: AcknowledgeRollback) -> RollbackAcknowledged:
    """Two officers take the vault as it is; both sign the reason. Refused: E-ROLLBACK, E-PASSPHRASE."""
    from lucheng_desktop.vault import ceremony

    if not (desk.vault.tampered or desk.vault.copied):
        raise Refused("E-ROLLBACK/none")
    if not order.reason.strip():
        raise Refused("E-ROLLBACK/reason", path="reason")
    secret = _device_secret(order.device_code)
    acknowledge = ceremony.acknowledge
    return RollbackAcknowledged(
        acknowledge(desk.vault, order.reason, order.second, order.passphrase, device_secret=secret)
    )


def suspicion(desk: Desk, _order: None = None) -> Refused | None:
    """What was done to the vault since its last closing, in words; from then on it is only read."""
    return Refused(desk.vault.tampered) if desk.vault.tampered else None


def copy_notice(desk: Desk) -> Refused | None:
    """That a practice vault is a copy, in words; for one of real cases `suspicion` says so, and nobody writes."""
    return Refused("E-COPIED") if desk.vault.copied and not desk.vault.tampered else None


def clock_notice(desk: Desk) -> Refused | None:
    """That this PC's clock stands before the last record, in words: all work goes on, only numbers are not given."""
    from lucheng_desktop.procedures import numbers

    set_back = desk.clock.set_back
    return Refused("E-CLOCK", behind=numbers.behind(set_back)) if set_back else None
