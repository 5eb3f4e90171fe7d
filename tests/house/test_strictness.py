"""The suite's own strictness: a Python warning, a log warning or a Qt warning fails the test that caused it."""

import re
import subprocess
import sys
from pathlib import Path

from tests.house.source import HOUSE

SAMPLES = '''
import logging, warnings
import pytest
from PySide6.QtCore import qWarning

def test_clean(): logging.getLogger("a").info("calm")
def test_warning(): warnings.warn("python", stacklevel=1)
def test_log(): logging.getLogger("a").warning("log")
def test_log_meant(caplog): logging.getLogger("a").warning("meant"); assert "meant" in caplog.text
def test_qt(qapp): qWarning("qt")
@pytest.mark.soak
def test_soak(): pass
@pytest.mark.xfail
def test_wrongly_given_up(): pass
'''


def test_warnings_fail(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_samples.py").write_text(SAMPLES, "utf-8")
    for name in ("pyproject.toml", "tests/conftest.py"):
        (tmp_path / name).write_text((HOUSE / name).read_text("utf-8"), "utf-8")
    order = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-v"]
    told = subprocess.run(order, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False).stdout
    # A log warning shows as an error of the test's teardown; its body had passed before.
    verdicts = re.findall(r"^tests/test_samples\.py::(test_\w+) (PASSED|FAILED|ERROR)", told, re.MULTILINE)
    red = {name for name, verdict in verdicts if verdict != "PASSED"}
    assert red == {"test_warning", "test_log", "test_qt", "test_wrongly_given_up"}, told
    assert {"test_clean", "test_log_meant"} <= {name for name, _ in verdicts}
    assert "1 deselected" in told


def test_an_unknown_order_says_how_to_use_run() -> None:
    done = subprocess.run([HOUSE / "run", "--nonsense"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--headless OUT" in done.stderr
