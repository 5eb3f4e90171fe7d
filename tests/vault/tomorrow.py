"""The program of tomorrow: today's with a second step of the migrations."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.vault import keyfile, tables
from lucheng_desktop.vault.migrations import steps

SECOND = '''"""A step of tomorrow."""
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

def upgrade() -> None:
    for step in {steps!r}:
        op.execute(step)
'''
GOOD = ("CREATE TABLE later (x TEXT NOT NULL) STRICT", "PRAGMA user_version = 2")


@contextmanager
def program(folder: Path, *statements: str) -> Iterator[None]:
    """While it runs; `folder` is for its second step, which runs these statements."""
    folder.mkdir(exist_ok=True)
    part = folder / f"{os.getpid()}.part"  # another process may be reading the step that it wrote itself
    part.write_text(SECOND.format(steps=statements), "utf-8")
    part.replace(folder / "0002_later.py")
    today = steps.config

    def config(connection: Any = None) -> Any:
        made = today(connection)
        mine = Path(steps.__file__).parent / "versions"
        made.set_main_option("version_path_separator", "newline")
        made.set_main_option("path_separator", "newline")
        made.set_main_option("version_locations", f"{mine}\n{folder}")
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "config", config)
        patch.setattr(keyfile, "SCHEMA", "0002")
        patch.setattr(tables, "USER_VERSION", 2)
        yield
