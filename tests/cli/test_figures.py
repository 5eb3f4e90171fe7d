"""`lucheng stats`: the contract's shape, whole inside, withheld where it leaves."""

import csv
from pathlib import Path

import pytest

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
