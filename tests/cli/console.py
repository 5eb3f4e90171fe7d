"""The console as a script meets it: a practice vault made once, copied for each test, and `lucheng` run in it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.cli.door import main
from lucheng_desktop.procedures.practice import MakePractice, make_practice

FIRST, SECOND = "鹿信〔2025〕1号", "鹿信〔2025〕2号"
"""The petition that the practice story clears, and the one that still waits."""
CIRCULAR = "鹿纪〔2025〕1号"
OFFICERS = {
    "petition_office": "林知微",
    "handling_dept": "陈行远",
    "case_trial": "周慎之",
    "principal": "叶正平",
    "general_office": "黄清和",
    "seal_keeper": "何守诚",
    "peer": "吴接力",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a script gets: exit code, both streams, and stdout read as one JSON object where it is one."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON object on stdout."""
        assert self.out.count("\n") == 1, self.out
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def refused(self) -> Any:
        """The refusal, in the contract's shape."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert set(self.data) == {"refused"}
        refused = self.data["refused"]
        assert {"code", "message"} <= set(refused) <= {"code", "message", "rule", "path", "next"}
        assert all(isinstance(text, str) and text for text in refused.values())
        assert self.err == "", "with --json nothing is said on stderr"
        return refused


Run = Callable[..., Answer]


@pytest.fixture
def lucheng(capfd: pytest.CaptureFixture[str]) -> Run:
    """`lucheng("ledger", "verify", vault)`: run the console here."""

    def run(*argv: object) -> Answer:
        capfd.readouterr()
        try:
            code = main([str(one) for one in argv])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return run


@dataclass(frozen=True, slots=True)
class Practice:
    """A copy of the practice folder."""

    folder: Path

    @property
    def vault(self) -> Path:
        return self.folder / "practice.vault"

    @property
    def peer(self) -> Path:
        return self.folder / "peer.vault"

    def by(self, role: str) -> tuple[str, str]:
        """The options that let an officer in."""
        name = OFFICERS[role]
        return f"--officer={name}", f"--passphrase-file={self.folder / 'passphrases' / name}.txt"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice folder, made once by the program's own steps."""
    folder = tmp_path_factory.mktemp("practice") / "演练 库"
    make_practice(MakePractice(folder, 20250101, cases=0))
    return folder


@pytest.fixture
def practice(made: Path, tmp_path: Path) -> Practice:
    return Practice(Path(shutil.copytree(made, tmp_path / "演练 库")))
