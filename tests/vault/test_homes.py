"""A copy of a whole vault is known as one at its opening, and two copies never write as one device."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import ceremony, door, homes, keyfile
from lucheng_desktop.vault.check import check
from lucheng_desktop.vault.store import Vault
from tests.vault.conftest import HANDLER, INTAKE, OFFICERS, PASSPHRASE, PRINCIPAL
from tests.vault.test_check import CHEAP, work

Enter = Callable[..., Vault]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of real cases on its first day."""
    place = tmp_path_factory.mktemp("real") / "鹿城.vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lucheng_desktop.vault.keychain.ALLOWED", set())
        door.create(place, office="鹿城区（示例）", practice=False, officers=OFFICERS, cost=CHEAP)
    return place


@pytest.fixture
def enter() -> Iterator[Enter]:
    """Unlock a vault that is closed again after the test."""
    opened: list[Vault] = []

    def unlock(officer: str, path: Path) -> Vault:
        opened.append(door.unlock(path, officer, PASSPHRASE))
        return opened[-1]

    yield unlock
    for vault in opened:
        vault.close()


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Makes this PC another: its number, and the address of its one built-in adapter."""

    def become(number: str, address: str) -> None:
        place = tmp_path / f"pc {number} {address.replace(':', '')}"
        (place / "net" / "eth0" / "device").mkdir(parents=True, exist_ok=True)
        (place / "net" / "eth0" / "address").write_text(address + "\n")
        (place / "machine-id").write_text(number + "\n")
        monkeypatch.setattr(homes, "MACHINE", (place / "machine-id",))
        monkeypatch.setattr(homes, "ADAPTERS", place / "net")

    become("3d1219c7", "a0:b1:c2:00:00:01")
    return become


@pytest.fixture
def directory(real: Path, tmp_path: Path, enter: Enter, pc: object) -> Path:
    """The vault at home in its folder on the first PC."""
    place = tmp_path / "原处" / "鹿城.vault"
    shutil.copytree(real, place)
    at_home(enter(HANDLER, place))
    return place


def at_home(vault: Vault) -> None:
    """As if the vault had been made where it lies."""
    with vault.connection(writing=True) as connection:
        homes.settle(connection, vault.path, vault.path)
    vault.tampered = vault.copied = ""
    vault.close()


def people(vault: Vault) -> None:
    with vault.transaction() as shelf:
        shelf.create("person", {"name": "欧阳某"})


def test_a_vault_that_stays_is_never_called_a_copy(directory: Path, enter: Enter, pc: Callable[..., None]) -> None:
    for _ in range(2):
        vault = enter(HANDLER, directory)
        assert (vault.tampered, vault.copied) == ("", "")
        people(vault)
        vault.close()
    moved = directory.rename(directory.with_name("改了名.vault"))
    vault = enter(HANDLER, moved)
    assert vault.copied == ""
    vault.close()
    pc("3d1219c7", "02:42:ac:00:00:07")  # the adapter unplugged, another made up by the system
    vault = enter(HANDLER, moved)
    assert vault.copied == ""
    vault.close()
    pc("3d1219c7", "a0:b1:c2:00:00:09")
    assert enter(HANDLER, moved).copied == homes.CLONE, "an adapter missing for a day has not been forgotten"


@pytest.mark.parametrize(
    ("number", "address", "beside", "what"),
    [
        ("99999999", "a0:b1:c2:00:00:02", False, homes.CLONE),
        ("3d1219c7", "a0:b1:c2:00:00:02", False, homes.CLONE),
        ("3d1219c7", "a0:b1:c2:00:00:01", True, homes.COPY),
    ],
    ids=["another PC", "a PC from the same image", "a folder beside"],
)
def test_a_copy_is_named_and_goes_on_as_a_new_device(
    directory: Path, enter: Enter, pc: Callable[..., None], number: str, address: str, beside: bool, what: str
) -> None:
    copy = directory.with_name("另一份.vault") if beside else directory
    if beside:
        shutil.copytree(directory, copy)
    pc(number, address)
    first = keyfile.read(copy).device
    vault = enter(HANDLER, copy)
    assert (vault.tampered, vault.copied, vault.anchor) == (what, what, "none")
    with pytest.raises(Refused) as fault:
        people(vault)
    assert fault.value.key == what and "复制件" in fault.value.message and "两名人员" in fault.value.next
    ceremony.acknowledge(vault, "更换计算机", PRINCIPAL, PASSPHRASE)
    people(vault)
    assert vault.device != first and (vault.tampered, vault.copied) == ("", "")
    assert vault.ledger_check(thorough=True).chain == "intact"
    vault.close()
    again = enter(INTAKE, copy)
    assert (again.tampered, again.device) == ("", vault.device)
    again.close()
    if beside:
        original = enter(INTAKE, directory)
        people(original)
        assert original.device == first, "the original goes on as it was"


def test_a_copy_that_nobody_acknowledged_is_named_again_and_checked_without_a_fault(
    directory: Path, enter: Enter, pc: Callable[..., None]
) -> None:
    pc("99999999", "a0:b1:c2:00:00:02")
    for _ in range(2):
        vault = enter(HANDLER, directory)
        assert vault.tampered == homes.CLONE
        vault.close()
    found = {one.name: one for one in check(directory, HANDLER, PASSPHRASE)}
    assert {one.state for one in found.values()} == {"ok"} and not {one.kind for one in found.values()} - {""}
    assert "另一台计算机" in found["anchors"].message


def test_a_vault_copied_before_anybody_opened_it_is_a_copy(real: Path, tmp_path: Path, enter: Enter) -> None:
    copy = Path(shutil.copytree(real, tmp_path / "复制.vault"))
    assert enter(HANDLER, copy).tampered == homes.COPY


def test_a_practice_vault_may_be_copied_and_says_so(template: Path, tmp_path: Path, enter: Enter) -> None:
    copy = Path(shutil.copytree(template, tmp_path / "演练.vault"))
    vault = enter(HANDLER, copy)
    assert (vault.tampered, vault.copied) == ("", homes.COPY)
    people(vault)
    device = vault.device
    ceremony.acknowledge(vault, "单独使用", PRINCIPAL, PASSPHRASE)
    work(vault, 1)
    assert vault.device != device and vault.copied == ""


def test_a_pc_that_says_nothing_of_itself_is_told_by_the_folder(
    directory: Path, enter: Enter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(homes, "MACHINE", ())
    monkeypatch.setattr(homes, "ADAPTERS", tmp_path / "nothing")
    vault = enter(HANDLER, directory)
    assert vault.copied == ""
    vault.close()
    assert enter(HANDLER, Path(shutil.copytree(directory, tmp_path / "U盘.vault"))).tampered == homes.COPY


def test_an_old_key_file_does_not_bring_back_the_device_of_before(
    directory: Path, enter: Enter, pc: Callable[..., None]
) -> None:
    before, original = (directory / keyfile.NAME).read_bytes(), keyfile.read(directory).device
    pc("99999999", "a0:b1:c2:00:00:02")
    vault = enter(HANDLER, directory)
    ceremony.acknowledge(vault, "更换计算机", PRINCIPAL, PASSPHRASE)
    vault.close()
    (directory / keyfile.NAME).write_bytes(before)
    assert "old-key" in {one.kind for one in check(directory, HANDLER, PASSPHRASE)}
    again = enter(INTAKE, directory)
    assert again.tampered == "E-TAMPER/old-key" and again.device == original
    ceremony.acknowledge(again, "钥匙文件由备份取回", PRINCIPAL, PASSPHRASE)
    people(again)
    assert again.device not in (original, vault.device), "the original may have gone on meanwhile"
