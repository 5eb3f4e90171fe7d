"""The page of fault lines names every one of the thirty, and only tests that there are."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
ROWS = [line.split("|")[1:-1] for line in (HOUSE / "docs" / "fault-lines.md").read_text("utf-8").splitlines()
        if line.startswith("| F")]  # fmt: skip
TESTS = {
    name for file in HOUSE.glob("tests/**/test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text("utf-8"))
}


def test_every_fault_line_stands_on_the_page_once() -> None:
    assert [row[0].strip() for row in ROWS] == [f"F{number:02}" for number in range(1, 31)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip())
def test_a_fault_line_names_tests_that_there_are_or_says_when(row: list[str]) -> None:
    _, harm, control, tried, open_ = (cell.strip() for cell in row)
    named = re.findall(r"`(\w+)`", tried)
    assert harm
    assert control
    assert named or open_
    assert not [name for name in named if name not in TESTS]
    own = re.compile(rf"test_(?!f\d\d_)|{'test_' + row[0].strip().lower()}_")
    assert all(own.match(name) for name in named), "a test of another fault line"
