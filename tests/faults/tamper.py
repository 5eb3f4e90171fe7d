"""Bytes changed, exchanged and put back by hand: each is named at opening or reading, or it has done no harm."""

import contextlib
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import keyring
import keyring.backend

from lucheng_desktop.ledger.clock import Clock, wall_milliseconds
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, keychain, membership
from lucheng_desktop.vault.slots import FLOOR
from tests.faults import house
from tests.faults.tally import BAD, WHOLE, Tally, unnamed
from tests.vault import tamper as harm

HARMLESS = "harmless: opens, and all that was told is there"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, as this PC would have one."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


@dataclass(frozen=True, slots=True)
class Scene:
    """One vault on several days, and what had been told."""

    old: Path
    """As it was closed on an earlier day."""
    closed: Path
    """As it was closed today."""
    killed: Path
    """Today's, killed afterwards with a log of three transactions beside the file."""
    left: Path
    """Closed on a later day, when somebody had left and everybody else had new keys."""
    foreign: Path
    told: list[house.Told]
    more: list[house.Told]
    """What was told between closing and the kill."""
    anchors: dict[tuple[str, str], str]
    """This PC's keyring after the closing."""


Change = Callable[[Path, Scene, random.Random], None]


def run(rounds: int, seed: int, part: int = 0, parts: int = 1) -> list[Tally]:
    """Each way of changing a vault, so many rounds for those that have a place to choose."""
    ring, chance, rounds = Ring(), random.Random(seed + part), -(-rounds // parts)
    keyring.set_keyring(ring)
    keychain.ALLOWED = {(Ring.__module__, Ring.__qualname__)}
    keychain._silent.clear()
    with house.workshop() as folder:
        scene = _scene(folder, ring)
        tries = partial(_tried, folder / "案.vault", scene, ring, chance)
        tallies = [tries(name, killed, change, max(1, round(rounds * share))) for name, killed, share, change in WAYS]
        return [*tallies, _untouched(tries), *_others(folder, scene, ring)]


def _scene(folder: Path, ring: Ring) -> Scene:
    working = house.founded(folder)
    told, days = [], []
    for day in range(2):
        vault = house.enter(working)
        told += [house.write_one(vault, day * 10 + number) for number in range(5)]
        if day:
            membership.change_passphrase(vault, house.PASSPHRASE, "另一句 足够长的 口令 ２０２６", cost=FLOOR)
            membership.change_passphrase(vault, "另一句 足够长的 口令 ２０２６", house.PASSPHRASE, cost=FLOOR)
        vault.close()
        days.append(house.copy(working, folder / f"day {day}"))
    anchors = dict(ring.held)
    vault = house.enter(working)
    more = [house.write_one(vault, 100 + number) for number in range(3)]
    killed = house.copy(working, folder / "killed")
    membership.retire(vault, house.HANDLER, {}, lambda done, total: None)
    vault.close()
    (folder / "elsewhere").mkdir()
    return Scene(days[0], days[1], killed, working, house.founded(folder / "elsewhere"), told, more, anchors)


def _tried(
    place: Path, scene: Scene, ring: Ring, chance: random.Random, name: str, killed: bool, change: Change, rounds: int
) -> Tally:  # fmt: skip
    tally = Tally(name)
    for _ in range(rounds):
        house.copy(scene.killed if killed else scene.closed, place)
        ring.held = dict(scene.anchors)
        change(place, scene, chance)
        tally.add(_looked_at(place, [*scene.told, *scene.more] if killed else scene.told))
    return tally


def _looked_at(place: Path, told: list[house.Told]) -> str:
    try:
        vault = house.enter(place)
    except Refused as fault:
        return f"named: {fault.key}"
    except Exception as fault:
        return unnamed(fault)
    try:
        if vault.tampered:
            return f"named: {vault.tampered}"
        house.compare(vault, told, deep=True)
    except Refused as fault:
        return f"named: {fault.key}"
    except AssertionError as fault:
        return f"{BAD}silent: {fault}"
    except Exception as fault:
        return unnamed(fault)
    finally:
        with contextlib.suppress(Refused):  # a damaged vault may say so once more while it closes
            vault.close()
    return HARMLESS


def _untouched(tries: Callable[..., Tally]) -> Tally:
    """The control: what nobody changed raises no alarm."""
    tally = Tally("control: nothing changed, closed or killed")
    for killed in (False, True):
        tally.outcomes += tries("", killed, lambda place, scene, chance: None, 5).outcomes
    alarms = sum(count for outcome, count in tally.outcomes.items() if outcome != HARMLESS)
    if alarms:
        tally.outcomes[f"{BAD}false alarm"] = alarms
    return tally


def _flip(path: Path, chance: random.Random) -> None:
    harm.flip(path, chance.randrange(path.stat().st_size))


def _flip_in(name: str) -> Change:
    return lambda place, scene, chance: _flip(place / name, chance)


def _blobs(place: Path) -> list[Path]:
    return sorted(path for path in (place / "blobs").rglob("*") if path.is_file())


def _flip_blob(place: Path, scene: Scene, chance: random.Random) -> None:
    _flip(chance.choice(_blobs(place)), chance)


def _lose_blob(place: Path, scene: Scene, chance: random.Random) -> None:
    chance.choice(_blobs(place)).unlink()


def _old_page(place: Path, scene: Scene, chance: random.Random) -> None:
    """A page of an earlier day, with its own sound HMAC, where it belongs."""
    harm.old_page(place, scene.old, chance, chance.choice(harm.changed_pages(place, scene.old)))


def _cut_file(place: Path, scene: Scene, chance: random.Random) -> None:
    os.truncate(place / "vault.db", chance.randrange((place / "vault.db").stat().st_size))


def _cut_log(place: Path, scene: Scene, chance: random.Random) -> None:
    os.truncate(place / "vault.db-wal", chance.randrange((place / "vault.db-wal").stat().st_size))


def _no_log(place: Path, scene: Scene, chance: random.Random) -> None:
    (place / "vault.db-wal").unlink()


def _old_folder(place: Path, scene: Scene, chance: random.Random) -> None:
    house.copy(scene.old, place)


def _foreign_slots(place: Path, scene: Scene, chance: random.Random) -> None:
    shutil.copyfile(scene.foreign / "vault.key", place / "vault.key")


def _old_slots(place: Path, scene: Scene, chance: random.Random) -> None:
    shutil.copyfile(scene.old / "vault.key", place / "vault.key")


def _slots_of_before(place: Path, scene: Scene, chance: random.Random) -> None:
    """The key file of a day on which somebody was still there who has left since."""
    house.copy(scene.left, place)
    shutil.copyfile(scene.closed / "vault.key", place / "vault.key")


def _cut_ledger(place: Path, scene: Scene, chance: random.Random) -> None:
    """An officer who may open the vault removes the newest entries with other software."""
    where = f"seq > (SELECT max(seq) - {chance.randrange(1, 30)} FROM entry)"
    harm.cut(place, house.INTAKE, house.PASSPHRASE, where=where)


WAYS: tuple[tuple[str, bool, float, Change], ...] = (
    ("a bit of vault.db", False, 0.3, _flip_in("vault.db")),
    ("a bit of the log", True, 0.2, _flip_in("vault.db-wal")),
    ("a bit of vault.key", False, 0.1, _flip_in("vault.key")),
    ("a bit of an attachment", False, 0.05, _flip_blob),
    ("two attachments exchanged", False, 0.03, lambda place, scene, chance: harm.blob(place, chance)),
    ("an attachment removed", False, 0.02, _lose_blob),
    ("a page moved", False, 0.05, lambda place, scene, chance: harm.moved(place, chance)),
    ("an old page put back", False, 0.1, _old_page),
    ("vault.db cut short", False, 0.03, _cut_file),
    ("the log cut short", True, 0.05, _cut_log),
    ("the log removed", True, 0.005, _no_log),
    ("vault.db of an earlier day", False, 0.005, lambda place, scene, chance: harm.rollback(place, scene.old)),
    ("the whole folder of an earlier day", False, 0.005, _old_folder),
    ("vault.key of another vault", False, 0.005, _foreign_slots),
    ("vault.key of an earlier day", False, 0.005, _old_slots),
    ("vault.key from before somebody left", False, 0.005, _slots_of_before),
    ("two officers' slots exchanged", False, 0.005, lambda place, scene, chance: harm.slot(place)),
    ("the ledger's end cut off", False, 0.03, _cut_ledger),
)
"""What is done, whether to the killed vault, its share of the rounds, and how."""


def _others(folder: Path, scene: Scene, ring: Ring) -> list[Tally]:
    return [_two_processes(folder, scene, ring), _clock(folder, scene, ring)]


def _two_processes(folder: Path, scene: Scene, ring: Ring) -> Tally:
    tally, place = Tally("a second process"), house.copy(scene.closed, folder / "案.vault")
    ring.held = dict(scene.anchors)
    vault = house.enter(place)
    second = os.fork()
    if not second:
        try:
            house.enter(place)
        except Refused as fault:
            os._exit(17 if fault.key == "E-VAULT-BUSY" else 1)
        finally:
            os._exit(2)
    busy = os.waitstatus_to_exitcode(os.waitpid(second, 0)[1]) == 17
    tally.outcomes["named: E-VAULT-BUSY" if busy else f"{BAD}let in"] += 1
    house.compare(vault, scene.told, deep=True)
    vault.close()
    return tally


def _clock(folder: Path, scene: Scene, ring: Ring) -> Tally:
    """Work in 1970 and back again: noticed, stamps keep growing, nothing is lost."""
    tally, place = Tally("the clock in 1970 and back"), house.copy(scene.closed, folder / "案.vault")
    ring.held = dict(scene.anchors)
    told, stamps = list(scene.told), []
    for wall in (lambda: 0, wall_milliseconds):
        vault = door.unlock(place, house.INTAKE, house.PASSPHRASE, Clock(wall))
        told.append(house.write_one(vault, len(told)))
        stamps.append((vault.clock.set_back > 0, vault.clock.now()))
        house.compare(vault, told, deep=True)
        vault.close()
    noticed = [back for back, _ in stamps] == [True, False] and stamps[0][1] < stamps[1][1]
    tally.outcomes["noticed, order kept, " + WHOLE if noticed else f"{BAD}not noticed"] += 1
    return tally
