"""A vault made, checked, backed up and restored from the console; eight ways of tampering named by it."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lucheng_desktop.vault import door, keychain, slots
from tests.cli.console import Run
from tests.office import CHEAP
from tests.vault import tamper

PASSPHRASE = "雨水 惊蛰 清明 谷雨 42"
WHO = {"林知微": "petition_office", "叶正平": "principal", "黄清和": "general_office"}
Opened = Callable[..., tuple[object, ...]]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A vault with a backup, closed; the day after; and one that was killed with its log full."""
    place = tmp_path_factory.mktemp("days") / "鹿城.vault"
    people = [door.NewOfficer(name, (role,), PASSPHRASE) for name, role in WHO.items()]
    keychain_before, keychain.ALLOWED = keychain.ALLOWED, set()
    door.create(place, office="鹿城区纪委监委（测试）", practice=True, officers=people, cost=CHEAP)
    vault = door.unlock(place, "林知微", PASSPHRASE)
    with vault.transaction() as shelf:
        for name in ("甲", "乙"):
            shelf.create("person", {"name": name, "unit": "旧镇" * 200})
            shelf.attach(name.encode() * 5000, name=f"{name}.pdf", media_type="application/pdf")
    vault.close()
    first = shutil.copytree(place, place.with_name("first"))
    vault = door.unlock(place, "林知微", PASSPHRASE)
    for number in range(6):
        with vault.transaction() as shelf:
            shelf.create("person", {"name": f"第{number}人", "unit": "新镇" * 200})
    killed = shutil.copytree(place, place.with_name("killed"))
    vault.close()
    keychain.ALLOWED = keychain_before
    return {"first": Path(first), "last": place, "killed": Path(killed)}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "口令.txt"
    file.write_text(PASSPHRASE + "\n", "utf-8")
    return file


@pytest.fixture
def by(paper: Path) -> Opened:
    return lambda name="林知微": ("--officer", name, "--passphrase-file", paper, "--json")


@pytest.fixture
def vault(days: dict[str, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(days["last"], tmp_path / "鹿城.vault"))


def test_a_vault_is_made_by_its_first_officer(lucheng: Run, tmp_path: Path, by: Opened) -> None:
    place = tmp_path / "新.vault"
    made = lucheng(
        "vault", "create", place, "--office", "鹿城", "--role", "principal", "--role", "deputy_in_charge", *by()
    )
    assert made.code == 0 and made.data["officers"] == ["林知微"] and (place / "ballast").stat().st_size == 32 << 20
    told = lucheng("officer", "list", place, *by()).data["officers"]
    assert told[0]["roles"] == ["principal", "deputy_in_charge"]
    assert (
        lucheng("vault", "create", place, "--office", "鹿城", "--role", "principal", *by()).refused["code"]
        == "E-VAULT-EXISTS"
    )


def test_a_vault_is_made_from_a_list(lucheng: Run, tmp_path: Path, by: Opened, paper: Path) -> None:
    listed = tmp_path / "名单.json"
    people = [{"name": name, "roles": [role], "passphrase_file": paper.name} for name, role in WHO.items()]
    listed.write_text(json.dumps({"office": "鹿城", "practice": True, "officers": people}), "utf-8")
    made = lucheng("vault", "create", tmp_path / "新.vault", "--officer-file", listed, "--json")
    assert made.data["officers"] == list(WHO) and made.data["practice"] is True
    people[1]["roles"] = ["emperor"]
    listed.write_text(json.dumps({"office": "鹿城", "officers": people}), "utf-8")
    refused = lucheng("vault", "create", tmp_path / "又.vault", "--officer-file", listed, "--json").refused
    assert (refused["code"], refused["path"]) == ("E-INPUT", "$.officers[1].roles[0]")
    assert not (tmp_path / "又.vault").exists()


@pytest.mark.parametrize("options", [(), ("--office", "鹿城"), ("--office", "鹿城", "--officer", "甲")])
def test_a_vault_without_anybody_is_not_made(lucheng: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert lucheng("vault", "create", tmp_path / "新.vault", *options, "--json").refused["code"] == "E-INPUT"


def test_a_healthy_vault_prints_every_check(lucheng: Run, vault: Path, by: Opened) -> None:
    told = lucheng("vault", "check", vault, *by())
    assert told.code == 0 and told.data["ok"] is True and told.data["tampering"] == []
    assert len(told.data["checks"]) == 15 and {one["state"] for one in told.data["checks"]} == {"ok"}
    plain = lucheng("vault", "check", vault, *by()[:-1])
    assert plain.code == 0 and all(one["title"] in plain.out for one in told.data["checks"])


TAMPERED: dict[str, Callable[[Path, Path], None]] = {
    "bit": lambda vault, _: tamper.bit(vault, random.Random(7)),
    "moved": lambda vault, _: tamper.moved(vault, random.Random(7)),
    "old-page": lambda vault, older: tamper.old_page(vault, older, random.Random(7)),
    "wal": lambda vault, _: tamper.wal(vault, random.Random(7)),
    "rollback": lambda vault, older: tamper.rollback(vault, older),
    "blob": lambda vault, _: tamper.blob(vault, random.Random(7)),
    "slot": lambda vault, _: tamper.slot(vault),
    "cut": lambda vault, _: tamper.cut(vault, "林知微", PASSPHRASE),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_each_kind_of_tampering_is_named(
    lucheng: Run, days: dict[str, Path], tmp_path: Path, by: Opened, kind: str
) -> None:
    vault = Path(shutil.copytree(days["killed" if kind == "wal" else "last"], tmp_path / "鹿城.vault"))
    TAMPERED[kind](vault, days["first"])
    told = lucheng("vault", "check", vault, *by())
    assert (told.code, told.data["ok"]) == (1, False)
    assert told.data["tampering"] == [kind]
    found = next(one for one in told.data["checks"] if one["kind"] == kind)
    assert found["code"] == "E-TAMPER" and found["message"] and found["next"]


def test_a_wrong_passphrase_checks_nothing(lucheng: Run, vault: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text("错\n", "utf-8")
    options = ("--officer", "林知微", "--passphrase-file", wrong, "--json")
    assert lucheng("vault", "check", vault, *options).refused["code"] == "E-PASSPHRASE"
    assert lucheng("vault", "check", vault, "--json").refused["code"] == "E-INPUT"
    assert lucheng("vault", "check", tmp_path / "无.vault", *options).refused["code"] == "E-VAULT-ABSENT"


def test_backup_restore_and_the_word_of_two(lucheng: Run, vault: Path, by: Opened, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    made = lucheng("vault", "backup", vault, "--folder", stick, *by()).data
    assert made["verified"] is True and made["attachments"] == 2 and Path(made["backup"]).parent == stick
    after = tmp_path / "人.json"
    opened = door.unlock(vault, "林知微", PASSPHRASE)
    with opened.transaction() as shelf:
        shelf.create("person", {"name": "备份以后", "unit": "新"})
    opened.close()
    refused = lucheng("vault", "restore", vault, "--backup", made["backup"], *by()).refused
    assert refused["code"] == "E-RESTORE" and "“鹿城”" in refused["next"]
    done = lucheng("vault", "restore", vault, "--backup", made["backup"], "--confirm", "鹿城", *by()).data
    assert Path(done["kept"]).is_dir() and done["entries"] == made["entries"] and done["missing"] == []
    told = lucheng("ledger", "verify", vault, *by())
    assert (told.code, told.data["anchor"]) == (1, "rolled_back")
    after.write_text(json.dumps({"reason": "硬盘更换", "second": "叶正平", "passphrase": PASSPHRASE}), "utf-8")
    signed = lucheng("case", "do", vault, "acknowledge_rollback", "--order", after, *by())
    assert signed.code == 0 and len(signed.data["entry"]) == 64
    assert lucheng("vault", "check", vault, *by()).data["ok"] is True
    again = lucheng("case", "do", vault, "acknowledge_rollback", "--order", after, *by()).refused
    assert again["code"] == "E-ROLLBACK"
