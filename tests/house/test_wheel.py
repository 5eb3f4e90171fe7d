"""The built wheel carries everything: rooms, rule packs, forms and style, and both entry points."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.source import HOUSE, PACKAGE


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and laid out as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    order = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(order, cwd=HOUSE, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def listed(folder: Path) -> set[str]:
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix() for file in files}


def test_every_module_and_every_resource_is_inside(unpacked: Path) -> None:
    inside = unpacked / "lucheng_desktop"
    assert listed(PACKAGE) <= listed(inside)
    for name in ("resources", "ui"):
        assert listed(HOUSE / name) == listed(inside / "_data" / name)


def test_the_program_finds_its_files_inside(unpacked: Path) -> None:
    code = (
        "from lucheng_desktop import places, refusal; print(places.__file__);"
        "assert refusal.sentences(); print(places.form('style.qss').is_file())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=unpacked, capture_output=True, text=True, encoding="utf-8", check=True
    )
    where, style = done.stdout.split()
    assert Path(where).is_relative_to(unpacked)
    assert style == "True"


def test_the_entry_points_are_named(unpacked: Path) -> None:
    told = next(unpacked.glob("*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "lucheng = lucheng_desktop.cli.door:main" in told
    assert "lucheng-desktop = lucheng_desktop.app:main" in told
