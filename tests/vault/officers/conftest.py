"""A vault of three officers that is cheap to unlock: these tests do so a hundred times."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door, keychain, slots
from lucheng_desktop.vault.keyfile import Cost
from lucheng_desktop.vault.store import Vault

CHEAP = Cost(1024, 1, 1)
"""Under the floor that test_slots.py holds."""
PASSPHRASE, NEW = "处暑 白露 秋分 寒露 17", "霜降 立冬 小雪 大雪 24"
ADMIN, INTAKE, HANDLER, NEWCOMER = "黄清和", "欧阳信访", "陈承办", "司马新来·买买提"
Enter = Callable[..., Vault]


@pytest.fixture(scope="module", autouse=True)
def cheap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "FLOOR", CHEAP)
        patch.setattr(keychain, "ALLOWED", set())
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "样板.vault"
    roles = {ADMIN: "general_office", INTAKE: "petition_office", HANDLER: "handling_dept"}
    people = [door.NewOfficer(name, (role,), PASSPHRASE) for name, role in roles.items()]
    door.create(path, office="鹿城区（示例）廉洁办公室", practice=True, officers=people, cost=CHEAP)
    return path


@pytest.fixture
def directory(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "鹿城 演练.vault"))


@pytest.fixture
def enter(directory: Path) -> Iterator[Enter]:
    """Unlock the vault, which is locked before anybody else comes in."""
    opened: list[Vault] = []

    def unlock(officer: str = ADMIN, passphrase: str = PASSPHRASE, path: Path = directory) -> Vault:
        if opened:
            opened[-1].close()
        opened.append(door.unlock(path, officer, passphrase))
        return opened[-1]

    yield unlock
    for vault in opened:
        vault.close()


def refusal(act: Callable[[], Any]) -> Refused:
    """What the act is refused with."""
    with pytest.raises(Refused) as fault:
        act()
    return fault.value
