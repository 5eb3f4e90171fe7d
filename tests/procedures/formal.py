"""A formal office with one paper numbered and one seal in use, built once and set back before each test."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.cases import shapes
from lucheng_desktop.procedures import issuing, seal_keeping, steps
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.vault import door
from tests.circulars.rings import ring
from tests.office import CHEAP, OFFICERS, PASSPHRASE, At, approved, sitting

NAME = "中共温州市鹿城区纪律检查委员会"
EXTRA = {"second_keeper": ("苏守拙", "seal_keeper"), "second_principal": ("顾怀远", "principal")}
"""Besides one officer a role: another keeper and another who signs papers off. Invented."""


def do(desk: Desk, step: str, **order: Any) -> Any:
    """A step by its name, with its order as the console reads it."""
    found = steps.all_steps()[step]
    return found.function(desk, shapes.read_order(found.order, json.loads(json.dumps(order))))


@dataclass(frozen=True, slots=True)
class Formal:
    """`at(role)`: the desk of an officer; the numbered paper; ids of the seals."""

    at: At
    place: Path
    document: str
    number: str
    seal: str
    back: Callable[[], None]

    def release(self, seal: str = "", **changes: Any) -> Any:
        """By the officer who signed off."""
        with self.at("principal") as desk:
            order = {"document": self.document, "number": self.number, "seal": seal or self.seal}
            return do(desk, "release_sealing", **order | changes)

    def press(self, role: str = "seal_keeper", **changes: Any) -> Any:
        """By the keeper."""
        with self.at(role) as desk:
            return do(desk, "seal_document", **{"document": self.document, "number": self.number} | changes)


def taken_in(at: At, form: str, image: Path | None = None, **changes: Any) -> seal_keeping.SealTakenIn:
    """A seal taken in and put into use."""
    order = {"form": form, "name": NAME, "keeper": OFFICERS["seal_keeper"], "approvers": [OFFICERS["principal"]],
             "note": "主任办公会〔2026〕3号纪要（演练）", "decided_on": "2026-01-05"}  # fmt: skip
    order |= {"image": str(image)} if image else {}
    with at("general_office") as desk:
        made: seal_keeping.SealTakenIn = do(desk, "take_in_seal", **order | changes)
    with at("principal") as desk:
        do(desk, "confirm_seal", seal=made.seal, certificate=made.certificate)
    return made


def founded(place: Path) -> At:
    """A formal office."""
    people = [door.NewOfficer(name, (role,), PASSPHRASE) for role, name in OFFICERS.items()]
    people += [door.NewOfficer(name, (role,), PASSPHRASE) for name, role in EXTRA.values()]
    door.create(place, office="鹿城区纪委监委（测试）", practice=False, officers=people, cost=CHEAP)
    return sitting(place, OFFICERS | {key: name for key, (name, _) in EXTRA.items()})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Formal:
    """The office as each test finds it, with an image seal."""
    folder = tmp_path_factory.mktemp("formal")
    place, kept, picture = folder / "office.vault", folder / "kept", folder / "印模.png"
    at = founded(place)
    document = approved(at).document
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
    picture.write_bytes(ring())
    made = taken_in(at, "image", picture)
    shutil.copytree(place, kept)

    def back() -> None:
        shutil.rmtree(place)
        shutil.copytree(kept, place)

    return Formal(at, place, document, number, made.seal, back)


@pytest.fixture
def formal(built: Formal) -> Formal:
    """The office set back; at the same place, since a formal vault that was copied writes nowhere else."""
    built.back()
    return built
