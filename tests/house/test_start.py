"""The window's first picture and the console's first word load nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "argon2", "cryptography", "fontTools", "keyring", "openpyxl", "pikepdf", "psycopg", "pydantic",
    "pyhanko", "pypdfium2", "pypinyin", "pyrage", "reportlab", "sqlalchemy", "sqlcipher3", "zstandard",
    "zxingcpp", "PIL",
}


@pytest.mark.parametrize("module", ["lucheng_desktop.app", "lucheng_desktop.gui.unlock_page"])
def test_the_window_starts_light(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_console_helps_lightly() -> None:
    code = (
        "import sys, contextlib, io; from lucheng_desktop.cli.door import main; sys.argv = ['lucheng', '--help']\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()): main()\n"
        f"print(*sorted({HEAVY | {'PySide6'}!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
