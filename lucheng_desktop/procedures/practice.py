"""The practice vault: invented people, and a history that the program's own steps have walked."""

import secrets
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.places import resource
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import EnrolPeer, Unlock, card, enrol_peer, unlock
from lucheng_desktop.procedures.practice_history import walk_past
from lucheng_desktop.procedures.scenes import Calendar, Stage, play, stage
from lucheng_desktop.refusal import Refused, because


@dataclass(frozen=True, slots=True)
class MakePractice:
    """An empty or absent folder; `seed` makes passphrases and inventions repeatable, for trainers and tests.

    `cases`: petitions in all, the story's among them; None: as many as give the article's totals; 0: only the story.
    """

    folder: Path
    seed: int | None = None
    cases: int | None = None


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
    _walk(made, order)
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
    # The cheapest lawful guess: a practice vault guards nobody, and everybody sits down at it once.
    vault, name = folder / office["file"], office["name"]
    door.create(vault, office=name, practice=True, officers=newcomers, clock=Calendar(START), cost=slots.FLOOR)
    return officers


START = date(2021, 1, 4)
"""The day the practice office opened; its past and then its story start later."""


def _officer(papers: Path, one: Mapping[str, Any], random: Random) -> PracticeOfficer:
    paper = papers / f"{one['name']}.txt"
    paper.touch(mode=0o600)
    groups = ("".join(random.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(4)) for _ in range(4))
    paper.write_text("-".join(groups) + "\n", "utf-8")
    return PracticeOfficer(one["name"], tuple(one["roles"]), paper)


def _walk(made: PracticeMade, order: MakePractice) -> None:
    """The past of the office, then its story: everybody at the one open vault, day by day."""
    clock, (first, *others) = Calendar(START), made.officers
    with at_desk(made.vault, first, clock) as desk:
        seats = [(officer.name, passphrase_of(officer)) for officer in others]
        with stage(desk, clock, seats) as on:
            past = _read("past")
            story = _read("story")["scene"]
            told = sum(scene["step"] == "receive_petition" for scene in story)
            cases = past["cases"] if order.cases is None else max(0, order.cases - told)
            walk_past(on, past, cases, Random(order.seed))
            _tell(on, story)


def _tell(on: Stage, story: Sequence[Mapping[str, Any]]) -> None:
    from lucheng_desktop.vault.batch import batch

    answers: dict[str, Any] = {}
    with batch(on.host):
        for scene in story:
            on.clock.turn(scene["on"])
            play(on, scene, answers)


@contextmanager
def at_desk(vault: Path, officer: PracticeOfficer, clock: Clock | None = None) -> Iterator[Desk]:
    """An invented officer at the desk; the vault is locked again afterwards."""
    desk = unlock(Unlock(vault, officer.name, passphrase_of(officer)), clock)
    with closing(desk.vault):
        yield desk


def _introduce(made: PracticeMade) -> None:
    """Each vault takes in the cards of the other's officers."""
    with (
        at_desk(made.vault, made.officers[0], Calendar(START)) as desk,
        at_desk(made.peer, made.peer_officers[0], Calendar(START)) as peer,
    ):
        for taking, giving, officers in ((desk, peer, made.peer_officers), (peer, desk, made.officers)):
            for officer in officers:
                enrol_peer(taking, EnrolPeer(card(giving, officer.name)))
