"""Killed in the middle of a word: at most the last two seconds are gone, and the vault and its ledger are whole."""

import random
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from lucheng_desktop.procedures.history import verify_ledger
from lucheng_desktop.procedures.tolerance import show_tolerance
from lucheng_desktop.vault import keychain
from tests.gui.wizard_bench import Bench
from tests.gui.wizard_office import Office, found

HOUSE = Path(__file__).resolve().parents[2]
LOST_AT_MOST_S = 2.0


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return found(tmp_path)


def type_and_kill(office: Office, letters: int) -> list[tuple[float, str, str]]:
    """Let the typist type about that many letters, kill it, and give what it typed: (when, step, text of the field)."""
    typed: list[tuple[float, str, str]] = []
    command = [sys.executable, "-m", "tests.gui.wizard_typist", str(office.vault), office.case]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=HOUSE, **pipes) as run:
        assert run.stdout
        for line in run.stdout:
            kind, *words = line.rstrip("\n").split(" ", 2)
            if kind == "letter":
                typed.append((monotonic(), words[0], words[1]))
            if len(typed) >= letters:
                run.kill()
                break
        _, faults = run.communicate()
    assert "Traceback" not in faults, faults
    assert len(typed) >= letters, faults
    return typed


def check(qtbot: QtBot, office: Office, typed: list[tuple[float, str, str]]) -> None:
    """The page comes back at the step and with the words; the ledger is whole."""
    killed = typed[-1][0]
    safe = [(key, text) for at, key, text in typed if at < killed - LOST_AT_MOST_S]
    desk = office.desk()
    try:
        after = Bench(qtbot, desk, office.case)
        assert after.wizard.steps[after.wizard.at].key in {key for _, key, _ in typed[len(safe) :]}
        restored = {key: after.field(f"findings.{key}.reason").text() for _, key, _ in typed}
        for key in restored:
            must_be = max((text for other, text in safe if other == key), key=len, default="")
            assert restored[key].startswith(must_be), f"{key}: {len(must_be) - len(restored[key])} letters lost"
        after.wizard.settle()
        saved = show_tolerance(desk, office.case).fields
        assert all(saved.get(f"findings.{key}.reason", "") == text for key, text in restored.items())
        ledger = verify_ledger(desk)
        assert (ledger.chain, ledger.first_fault) == ("intact", None)
    finally:
        desk.vault.close()


def test_killed_three_times_in_a_row(qtbot: QtBot, office: Office) -> None:
    for letters in (40, 75, 100):
        check(qtbot, office, type_and_kill(office, letters))


@pytest.mark.soak
def test_killed_twenty_times_at_random_moments(qtbot: QtBot, office: Office) -> None:
    chance = random.Random()
    for _ in range(20):
        check(qtbot, office, type_and_kill(office, chance.randint(5, 240)))
