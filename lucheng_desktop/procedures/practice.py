"""The practice vault: invented people, and a history that the program's own steps have walked."""

import secrets
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

from lucheng_desktop.cases.shapes import read
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.places import resource
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Card, EnrolPeer, Unlock, card, enrol_peer, unlock
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.refusal import Refused, because


@dataclass(frozen=True, slots=True)
class MakePractice:
    """An empty or absent folder; `seed` makes passphrases repeatable, for trainers and tests."""

    folder: Path
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeOfficer:
    """One invented officer and where the passphrase is written."""

    name: str
    roles: tuple[str, ...]
    passphrase_file: Path


@dataclass(frozen=True, slots=True)
class PracticeMade:
    """The vault, its officers, and the vault of the peer that receives bundles."""

    vault: Path
    officers: tuple[PracticeOfficer, ...]
    peer: Path
    peer_officers: tuple[PracticeOfficer, ...]


def make_practice(order: MakePractice) -> PracticeMade:
    """Make both vaults, introduce them to each other, and walk the story."""
    _refuse_taken(order.folder)
    offices = _read("office")
    random = Random(order.seed) if order.seed is not None else secrets.SystemRandom()
    first = _make(order.folder, offices["office"], random)
    second = _make(order.folder, offices["peer"], random)
    made = PracticeMade(order.folder / offices["office"]["file"], first, order.folder / offices["peer"]["file"], second)
    _walk(made)
    _introduce(made)
    return made


def _refuse_taken(folder: Path) -> None:
    """Refused E-PRACTICE-EXISTS when something lies there, E-FILE when it can be no folder."""
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise Refused("E-FILE", file=folder.name, reason=because(error)) from error
    if taken:
        raise Refused("E-PRACTICE-EXISTS", folder=folder.name)


def _read(name: str) -> Any:
    return tomllib.loads(resource("practice", f"{name}.toml").read_text("utf-8"))


def passphrase_of(officer: PracticeOfficer) -> str:
    """The passphrase as it is written in the officer's file."""
    return officer.passphrase_file.read_text("utf-8").strip()


def _make(folder: Path, office: Mapping[str, Any], random: Random) -> tuple[PracticeOfficer, ...]:
    from lucheng_desktop.vault import door, slots

    papers = folder / "passphrases"
    papers.mkdir(parents=True, mode=0o700, exist_ok=True)
    officers = tuple(_officer(papers, one, random) for one in office["officer"])
    newcomers = [door.NewOfficer(one.name, one.roles, passphrase_of(one)) for one in officers]
    # The cheapest lawful guess: a practice vault guards nobody, and its story unlocks many times.
    vault, name = folder / office["file"], office["name"]
    door.create(vault, office=name, practice=True, officers=newcomers, clock=_clock_at(START), cost=slots.FLOOR)
    return officers


START = date(2025, 1, 2)
"""The day the practice office opened; its story starts later."""


def _officer(papers: Path, one: Mapping[str, Any], random: Random) -> PracticeOfficer:
    paper = papers / f"{one['name']}.txt"
    paper.touch(mode=0o600)
    groups = ("".join(random.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(4)) for _ in range(4))
    paper.write_text("-".join(groups) + "\n", "utf-8")
    return PracticeOfficer(one["name"], tuple(one["roles"]), paper)


def _clock_at(day: date) -> Clock:
    """A clock that stands at nine in the morning of `day` in the office."""
    at = datetime.combine(day, time(1), UTC)
    return Clock(wall=lambda: int(at.timestamp() * 1000))


def _walk(made: PracticeMade) -> None:
    """Walk the story scene by scene, each by the officer whose role it is."""
    by_role = {role: officer for officer in made.officers for role in officer.roles}
    answers: dict[str, Any] = {}
    for (role, day), scenes in groupby(_read("story")["scene"], key=lambda scene: (scene["role"], scene["on"])):
        with at_desk(made.vault, by_role[role], _clock_at(day)) as desk:
            for scene in scenes:
                _play(desk, scene, answers)


@contextmanager
def at_desk(vault: Path, officer: PracticeOfficer, clock: Clock | None = None) -> Iterator[Desk]:
    """An invented officer at the desk; the vault is locked again afterwards."""
    desk = unlock(Unlock(vault, officer.name, passphrase_of(officer)), clock)
    with closing(desk.vault):
        yield desk


def _introduce(made: PracticeMade) -> None:
    """Each vault takes in the cards of the other's officers."""
    for vault, officers, other, others in (
        (made.vault, made.officers, made.peer, made.peer_officers),
        (made.peer, made.peer_officers, made.vault, made.officers),
    ):
        with at_desk(other, others[0], _clock_at(START)) as desk:
            cards = [card(desk, officer.name) for officer in others]
        with at_desk(vault, officers[0], _clock_at(START)) as desk:
            _enrol(desk, cards)


def _enrol(desk: Desk, cards: list[Card]) -> None:
    for peer in cards:
        enrol_peer(desk, EnrolPeer(peer))


def _play(desk: Desk, scene: Mapping[str, Any], answers: dict[str, Any]) -> None:
    step = all_steps()[scene["step"]]
    answer = step.function(desk, read(step.order, _filled(scene["order"], answers)))
    answers[scene.get("keep", "")] = answer


def _filled(value: Any, answers: Mapping[str, Any]) -> Any:
    """The order with dates as text and `@name.field.index` put in from earlier answers."""
    if isinstance(value, dict):
        return {name: _filled(part, answers) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, answers) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and value.startswith("@"):
        return _found(value[1:].split("."), answers)
    return value


def _found(path: list[str], answers: Mapping[str, Any]) -> Any:
    found = answers[path[0]]
    for part in path[1:]:
        found = found[int(part)] if part.isdigit() else getattr(found, part)
    return found
