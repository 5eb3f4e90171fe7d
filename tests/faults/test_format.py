"""The document of the format says what the program writes: its examples are run as a reader would run them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lucheng_desktop.vault import keychain
from tests.faults import house

DOCUMENT = (Path(__file__).parents[2] / "docs" / "vault-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n```text\n(.*?)```", DOCUMENT, re.DOTALL)
READER = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(("order", "answer"), EXAMPLES)
def test_each_step_of_the_worked_example_repeats(order: str, answer: str) -> None:
    if "openssl" in order and not shutil.which("openssl"):
        pytest.skip("the openssl program is not installed")
    environment = {**os.environ, "PATH": PATH, "PYTHONUTF8": "1"}
    ran = subprocess.run(["sh", "-c", order], env=environment, check=True, capture_output=True)
    assert ran.stdout.decode().split() == answer.split()  # some versions of openssl add an empty line


def test_the_reader_in_the_document_opens_a_vault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain, "ALLOWED", set())
    directory = house.founded(tmp_path)
    vault = house.enter(directory)
    kept = [house.write_one(vault, number) for number in range(2)]
    with vault.transaction() as shelf:
        large = shelf.attach(os.urandom((2 << 20) + 5), name="大", media_type="t")
    known = vault.ledger_check()
    vault.close()
    environment = {**os.environ, "VAULT": str(directory), "OFFICER": house.INTAKE, "PASSPHRASE": house.PASSPHRASE}
    order = [sys.executable, "-c", READER[0]]
    said = subprocess.run(order, env=environment, check=True, capture_output=True, cwd=tmp_path).stdout.decode()
    contents = sorted([*(one.content for one in kept), large.content])
    expected = ["mac True", f"entries {known.entries} signed {known.signatures}"]
    assert said.splitlines() == expected + [f"attachment {content[:8]} True" for content in contents]
    assert "lucheng_desktop" not in READER[0] and len(EXAMPLES) == 6
