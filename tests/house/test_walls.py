"""The floor plan holds: import-linter's contracts, and which room may use which library."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import HOUSE, Module, modules

OURS = "lucheng_desktop"
# Room -> libraries; DESIGN's table of rooms. A room that is missing here fails.
LIBRARIES = {
    "__init__": "",
    "__main__": "PySide6",
    "app": "PySide6",
    "gui": "PySide6 shiboken6 pypdfium2",
    "cli": "",
    "procedures": "",
    "vault": "sqlalchemy alembic sqlcipher3 keyring cryptography argon2 shamir_mnemonic",
    "circulars": "reportlab pikepdf pyhanko pyhanko_certvalidator asn1crypto PIL pypdfium2 fontTools zxingcpp docx "
    "pkcs11",
    "exchange": "pyrage zstandard sqlalchemy psycopg openpyxl",
    "ledger": "cbor2 cryptography",
    "cases": "pydantic pydantic_core pypinyin",
    "refusal": "",
    "places": "",
}


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and report of import-linter on the package that lies in `folder`."""
    order = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"]
    done = subprocess.run(order, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def libraries(module: Module) -> set[str]:
    """The top-level names of all libraries a module imports, wherever in it."""
    names = {alias.name for node in module.nodes(ast.Import) for alias in node.names}
    names |= {node.module for node in module.nodes(ast.ImportFrom) if node.module and not node.level}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {OURS}


def strangers(module: Module) -> set[str]:
    """Libraries that have no place in this module's room."""
    return libraries(module) - set(LIBRARIES[module.room].split())


def test_every_contract_is_kept() -> None:
    code, report = lint(HOUSE)
    assert code == 0, report


@pytest.mark.parametrize(
    ("place", "line", "contract"),
    [
        ("cases/__init__.py", "import PySide6.QtCore", "Only gui, app and __main__ know a screen"),
        ("places.py", "def _late() -> None:\n    import PySide6", "Only gui, app and __main__ know a screen"),
        ("ledger/__init__.py", "from lucheng_desktop import procedures", "Imports run down the floors"),
        ("vault/__init__.py", "import lucheng_desktop.exchange", "Imports run down the floors"),
        ("cases/__init__.py", "import lucheng_desktop.ledger", "Imports run down the floors"),
        ("gui/__init__.py", "import lucheng_desktop.vault", "Pages and the console reach stores"),
        ("cli/__init__.py", "import lucheng_desktop.circulars", "Pages and the console reach stores"),
        ("circulars/__init__.py", "import lucheng_desktop.ledger", "Official documents know cases"),
        ("services/__init__.py", '"""A room nobody placed."""', "Imports run down the floors"),
    ],
)
def test_a_breach_is_found(tmp_path: Path, place: str, line: str, contract: str) -> None:
    shutil.copytree(HOUSE / OURS, tmp_path / OURS, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    broken = tmp_path / OURS / place
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    code, report = lint(tmp_path)
    verdicts = [row for row in report.splitlines() if row.startswith(contract)]
    assert code != 0
    # A module without a place stops the linter before any verdict.
    assert any(row.endswith("BROKEN") for row in verdicts) or "services" in report, report


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_a_room_uses_only_its_libraries(module: Module) -> None:
    assert not strangers(module)


def test_a_library_in_the_wrong_room_is_found() -> None:
    text = "import sys\ndef draw():\n    from reportlab.pdfgen import canvas\n"
    assert strangers(Module("lucheng_desktop/vault/store.py", text, ast.parse(text))) == {"reportlab"}
    assert not strangers(Module("lucheng_desktop/circulars/pdf.py", text, ast.parse(text)))


# Modules that talk to a network; product law: it is never touched unless an office sets up its own central database.
NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc", "webbrowser", "telnetlib"}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.place)
def test_no_module_opens_a_network(module: Module) -> None:
    named = {alias.name for node in module.nodes(ast.Import) for alias in node.names}
    named |= {f"{node.module}.{alias.name}" for node in module.nodes(ast.ImportFrom) for alias in node.names}
    named = {name for name in named if not name.startswith("urllib.parse")}
    assert not {name for name in named if name.split(".")[0] in NETWORK | {"urllib"} or "QtNetwork" in name}
