"""Vaults for the tests: real SQLCipher files, the floor of Argon2id, no keyring unless a test brings one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lucheng_desktop.vault import door, keychain
from lucheng_desktop.vault.slots import FLOOR
from lucheng_desktop.vault.store import Vault

OFFICE = "鹿城区（示例）廉洁办公室"
INTAKE, HANDLER, PRINCIPAL = "欧阳信访", "陈承办", "林主要·负责人"
PASSPHRASE = "正确的 马 电池 钉子 ９"
OFFICERS = (
    door.NewOfficer(INTAKE, ("petition_office",), PASSPHRASE),
    door.NewOfficer(HANDLER, ("handling_dept", "case_supervision"), PASSPHRASE),
    door.NewOfficer(PRINCIPAL, ("principal",), PASSPHRASE),
)
OUTSIDER = door.NewOfficer("外人甲", ("petition_office",), PASSPHRASE)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())


def _made(directory: Path, office: str, officers: tuple[door.NewOfficer, ...]) -> Path:
    before, keychain.ALLOWED = keychain.ALLOWED, set()
    door.create(directory, office=office, practice=True, officers=officers, cost=FLOOR)
    keychain.ALLOWED = before
    return directory


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One vault made once; tests open copies of it."""
    return _made(tmp_path_factory.mktemp("made") / "样板.vault", OFFICE, OFFICERS)


@pytest.fixture(scope="session")
def foreign_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of another office, made once."""
    return _made(tmp_path_factory.mktemp("made") / "外单位.vault", "外区（示例）廉洁办公室", (OUTSIDER,))


@pytest.fixture
def directory(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "鹿城 演练.vault"))


@pytest.fixture
def enter(directory: Path) -> Iterator[Callable[..., Vault]]:
    """Unlock a vault that is closed again after the test."""
    opened: list[Vault] = []

    def unlock(officer: str = HANDLER, path: Path = directory, passphrase: str = PASSPHRASE) -> Vault:
        opened.append(door.unlock(path, officer, passphrase))
        return opened[-1]

    yield unlock
    for vault in opened:
        vault.close()


@pytest.fixture
def vault(enter: Callable[..., Vault]) -> Vault:
    return enter()


@pytest.fixture
def other(foreign_template: Path, tmp_path: Path, enter: Callable[..., Vault]) -> Vault:
    """A vault of another office."""
    return enter(OUTSIDER.name, Path(shutil.copytree(foreign_template, tmp_path / "外单位.vault")))
