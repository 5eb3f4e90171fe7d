"""`lucheng stats`: the contract's shape, whole inside, withheld where it leaves."""

import csv
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.console import Practice, Run

YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


def test_stats_counts_a_period_in_the_contracts_shape(lucheng: Run, practice: Practice) -> None:
    who = practice.by("principal")
    told = lucheng("stats", practice.vault, *YEAR, *who, "--json").data
    assert set(told) >= {"indicators", "as_of", "ledger_head"}
    assert list(told["indicators"]) == [f"I{number:02}" for number in range(1, 21)]
    for figure in told["indicators"].values():
        assert {"name", "value", "unit", "suppressed"} <= set(figure)
        if figure["unit"] == "%":
            assert {"numerator", "denominator"} <= set(figure)
    received = told["indicators"]["I01"]
    assert (received["value"], received["unit"], received["by"]) == (3, "件次", {"higher": 1, "own": 2})
    assert (len(received["of"]), received["suppressed"]) == (3, True)
    assert told["indicators"]["I02"]["value"] == 2
    assert told["indicators"]["I09"]["value"] == told["indicators"]["I10"]["value"] == 1
    assert told["ledger_head"] == lucheng("ledger", "head", practice.vault, *who, "--json").data["head"]
    before = lucheng("stats", practice.vault, "--from", "2024-01-01", "--to", "2025-03-02", *who, "--json").data
    assert before["indicators"]["I01"]["value"] == 0


def test_f24_what_leaves_shows_no_figure_of_one(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    """F24, scenario 22: three petitions of two kinds would name who wrote the third."""
    who = practice.by("principal")
    told = lucheng("stats", practice.vault, *YEAR, *who, "--outward", "--json").data["indicators"]
    assert (told["I01"]["value"], told["I01"]["by"], told["I01"]["of"]) == (3, {"higher": None, "own": None}, [])
    assert (told["I09"]["value"], told["I09"]["suppressed"]) == (None, True)
    file = tmp_path / "统计 表.csv"
    answer = lucheng("stats", practice.vault, *YEAR, *who, "--export", file, "--json").data
    assert "I09" in answer["withheld"]
    with file.open(encoding="utf-8-sig", newline="") as read:
        rows = list(csv.reader(read))
    assert next(row for row in rows if row[0] == "I09")[3] == "不予列出"
    assert not [row for row in rows if len(row) == 5 and row[3] in ("1", "2")]
    assert answer["sha256"]


def test_stats_speaks_in_lines_too(lucheng: Run, practice: Practice) -> None:
    plain = lucheng("stats", practice.vault, *YEAR, *practice.by("principal"))
    assert plain.code == 0
    assert "I09 失实件: 1件" in plain.out and "来信 1件" in plain.out


@pytest.mark.parametrize(
    ("first", "last", "path"),
    [("2025-02-30", "2025-12-31", "$.first"), ("2025-01-01", "明年", "$.last"), ("2025-02-02", "2025-02-01", "$.last")],
)
def test_days_that_make_no_period_are_refused(
    lucheng: Run, practice: Practice, first: str, last: str, path: str
) -> None:
    who = practice.by("principal")
    refused = lucheng("stats", practice.vault, "--from", first, "--to", last, *who, "--json").refused
    assert (refused["code"], refused["path"]) == ("E-INPUT", path)


def test_a_workbook_leaves_and_what_it_says_is_held_against_the_next(
    lucheng: Run, practice: Practice, tmp_path: Path
) -> None:
    """The year is told; then all but its last petition may not be told: the difference would be that one."""
    who, file = practice.by("principal"), tmp_path / "全年 统计.xlsx"
    vault = shutil.copytree(practice.vault, tmp_path / "copy.vault")
    told = lucheng("stats", vault, *YEAR, *who, "--export", file, "--json").data
    sheet = load_workbook(file).worksheets[0]
    values = {row[0]: row[3] for row in sheet.iter_rows(values_only=True) if row[2] is None}
    assert (values["I01"], values["I09"], "I09" in told["withheld"]) == (3, "不予列出", True)
    assert told["sha256"] == sha256(file.read_bytes()).hexdigest()
    longer = ("--from", "2020-01-01", "--to", "2025-12-31")
    assert lucheng("stats", vault, *longer, *who, "--outward", "--json").data["indicators"]["I01"]["value"] == 3
    assert lucheng("stats", vault, *YEAR, *who, "--json").data["indicators"]["I01"]["value"] == 3


def test_a_signed_month_is_proven_with_and_without_a_vault(lucheng: Run, practice: Practice, tmp_path: Path) -> None:
    who, file = practice.by("principal"), tmp_path / "三月.json"
    vault = shutil.copytree(practice.vault, tmp_path / "copy.vault")
    month = ("--from", "2025-03-01", "--to", "2025-03-31")
    signed = lucheng("stats", vault, *month, *who, "--signed", file, "--json").data
    assert signed["month"] == "2025-03" and "I01" in signed["withheld"] and signed["counts"] > 10
    alone = lucheng("figures", "verify", file, "--json").data
    known = lucheng("figures", "verify", file, "--vault", vault, *who, "--json").data
    assert (alone["signature"], alone["signer"], known["signer"]) == ("valid", None, "叶正平")
    assert "I01" not in known["figures"]["counts"], "one petition in March"
    file.write_text(file.read_text("utf-8").replace('"I04": 0', '"I04": 9'), "utf-8")
    assert lucheng("figures", "verify", file, "--json").refused["code"] == "E-FIGURE-SET"
    for first, last in (("2025-03-01", "2025-03-30"), ("2025-03-02", "2025-03-31"), ("2025-03-01", "2025-04-30")):
        refused = lucheng("stats", vault, "--from", first, "--to", last, *who, "--signed", file, "--json").refused
        assert refused["code"] == "E-FIGURES"


@pytest.mark.parametrize(
    ("first", "last", "received"),
    [
        ("2025-03-03", "2025-03-03", 1),
        ("2024-02-29", "2024-02-29", 0),
        ("2031-01-01", "2031-12-31", 0),
        ("0001-01-01", "9999-12-31", 3),
        ("2019-06-14", "2020-01-20", 0),
    ],
)
def test_odd_periods_are_counted_like_any_other(
    lucheng: Run, practice: Practice, first: str, last: str, received: int
) -> None:
    told = lucheng("stats", practice.vault, "--from", first, "--to", last, *practice.by("principal"), "--json").data
    assert told["indicators"]["I01"]["value"] == received == len(told["indicators"]["I01"]["of"])
