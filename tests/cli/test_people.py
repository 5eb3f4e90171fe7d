"""Officers and recovery sheets from the console."""

from pathlib import Path

import pytest

from lucheng_desktop.vault import slots
from tests.cli.console import OFFICERS, Practice, Run
from tests.office import CHEAP

NEWCOMER = "欧阳代办·阿依古丽"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "calibrated", lambda: CHEAP)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A new passphrase in a file."""
    file = tmp_path / "新口令.txt"
    file.write_text("新来的人 自己的 口令 2026\n第二行不算\n", "utf-8")
    return file


def test_an_officer_comes_and_goes(lucheng: Run, practice: Practice, paper: Path) -> None:
    admin = (*practice.by("general_office"), "--json")
    roles = ("--role", "handling_dept", "--role", "case_supervision")
    new = ("--name", NEWCOMER, *roles, "--new-passphrase-file", paper)
    assert lucheng("officer", "add", practice.vault, *new, *admin).data["roles"] == [
        "handling_dept",
        "case_supervision",
    ]
    himself = ("--officer", NEWCOMER, "--passphrase-file", paper, "--json")
    told = lucheng("officer", "list", practice.vault, *himself).data
    assert NEWCOMER in [one["name"] for one in told["officers"]]
    leaver = OFFICERS["handling_dept"]
    tasks = lucheng("officer", "retire", practice.vault, leaver, "--tasks", *admin).data["tasks"]
    refused = lucheng("officer", "retire", practice.vault, leaver, *admin).refused
    assert refused["code"] == "E-INPUT" and refused["path"] == "$.reason"
    why = ("--reason", "调离", "--successor", NEWCOMER)
    gone = lucheng("officer", "retire", practice.vault, leaver, *why, *admin).data
    assert (gone["tasks"], gone["generation"]) == (tasks, 2)
    told = lucheng("officer", "list", practice.vault, *himself).data
    assert {one["name"]: one["retired"] for one in told["register"]}[leaver] is True
    assert leaver not in [one["name"] for one in told["officers"]]
    refused = lucheng("ledger", "head", practice.vault, *practice.by("handling_dept"), "--json").refused
    assert refused["code"] == "E-VAULT-OFFICER"
    assert lucheng("ledger", "verify", practice.vault, *himself).data["chain"] == "intact"


def test_sheets_one_a_file_and_the_way_back_by_two(
    lucheng: Run, practice: Practice, paper: Path, tmp_path: Path
) -> None:
    folder, lost = tmp_path / "份额", OFFICERS["principal"]
    intake = (*practice.by("petition_office"), "--json")
    admin = (*practice.by("general_office"), "--json")
    assert lucheng("recovery", "split", practice.vault, "--folder", folder, *admin).refused["code"] == "E-ROLE"
    made = lucheng("recovery", "split", practice.vault, "--folder", folder, *intake).data
    files = [Path(file) for file in made["files"]]
    assert len(files) == 3 and sorted(folder.iterdir()) == sorted(files)
    assert [oct(file.stat().st_mode & 0o777) for file in files] == ["0o600"] * 3
    rows = [[line for line in file.read_text("utf-8").splitlines() if line[:4].isdigit()] for file in files]
    assert [len(" ".join(row).split()) for row in rows] == [33] * 3
    assert not {*rows[0]} & {*rows[1]} - {*rows[2]}, "no sheet shows another"

    new = ("--officer", lost, "--passphrase-file", paper, "--json")
    one = lucheng("recovery", "restore", practice.vault, "--sheet", files[0], *new).refused
    assert one["code"] == "E-RECOVERY" and "2 份" in one["message"]
    spoiled = tmp_path / "抄错.txt"
    group = rows[1][0].split()[0]
    spoiled.write_text(files[1].read_text("utf-8").replace(group, f"{int(group) ^ 1:04}", 1), "utf-8")
    wrong = lucheng("recovery", "restore", practice.vault, "--sheet", files[0], "--sheet", spoiled, *new).refused
    assert "第 2 份的第 1 组" in wrong["message"]
    back = lucheng("recovery", "restore", practice.vault, "--sheet", files[2], "--sheet", files[1], *new).data
    assert (back["name"], back["make_new_sheets"]) == (lost, True)
    assert lucheng("ledger", "verify", practice.vault, *new).data["chain"] == "intact"
