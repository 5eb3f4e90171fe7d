"""The lock fits the project, names no host, and has a wheel for each of the office's machines."""

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from installer import lock
from tests.house.source import HOUSE, modules
from tests.house.test_walls import libraries

_OLDEST = {"linux x86_64": (28, "x86_64"), "linux aarch64": (31, "aarch64")}


def platforms(machine: str) -> list[str]:
    if machine == "win32 AMD64":
        return ["win_amd64"]
    newest, kind = _OLDEST[machine]
    names = [f"manylinux_2_{minor}_{kind}" for minor in range(newest, 16, -1)]
    return [*names, f"manylinux2014_{kind}", f"manylinux2010_{kind}", f"manylinux1_{kind}"]


def tags(machine: str, python: tuple[int, int]) -> set[Tag]:
    places = platforms(machine)
    name = f"cp{python[0]}{python[1]}"
    return {*cpython_tags(python, platforms=places), *compatible_tags(python, name, places)}


def locked() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = tomllib.loads(lock.LOCK.read_text("utf-8"))["package"]
    return [package for package in packages if "registry" in package["source"]]


def wheels() -> dict[tuple[str, str], set[Tag]]:
    """Name and version -> every tag its locked wheels serve."""
    return {
        (package["name"], package["version"]): {
            tag for wheel in package["wheels"] for tag in parse_wheel_filename(wheel["path"])[3]
        }
        for package in locked()
    }


def test_every_file_has_a_hash_and_none_a_host() -> None:
    assert {package["source"]["registry"] for package in locked()} == {"wheelhouse"}
    files = [wheel for package in locked() for wheel in package["wheels"]]
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", wheel["hash"]) for wheel in files)
    assert all("/" not in wheel["path"] and lock.wanted(wheel["path"]) for wheel in files)


def test_the_requirements_are_the_lock() -> None:
    assert lock.REQUIREMENTS.read_text("utf-8") == lock.export(), "run installer/lock.py"


def test_the_lock_is_the_projects() -> None:
    done = subprocess.run(
        [lock.UV, "lock", "--check", "--offline"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("machine", ["linux x86_64", "linux aarch64", "win32 AMD64"])
@pytest.mark.parametrize("python", [(3, 11), (3, 12), (3, 13)])
def test_each_machine_can_install_everything(machine: str, python: tuple[int, int]) -> None:
    system, kind = machine.split()
    place = {
        "sys_platform": system, "platform_machine": kind, "python_version": f"{python[0]}.{python[1]}",
        "python_full_version": f"{python[0]}.{python[1]}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    fits, served = tags(machine, python), wheels()
    lines = [line.removesuffix(" \\") for line in lock.REQUIREMENTS.read_text("utf-8").splitlines()]
    asked = [Requirement(line) for line in lines if re.match(r"[a-z]", line)]
    needed = [one for one in asked if one.marker is None or one.marker.evaluate(place)]
    assert len(needed) > 30
    assert not [one.name for one in needed if not served[one.name, str(one.specifier).removeprefix("==")] & fits]


@pytest.mark.parametrize(
    ("wheel", "taken"),
    [
        ("a-1-py3-none-any.whl", True),
        ("a-1-cp311-abi3-manylinux_2_28_x86_64.whl", True),
        ("a-1-cp39-abi3-manylinux_2_31_aarch64.whl", True),
        ("a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", True),
        ("a-1-cp313-cp313-win_amd64.whl", True),
        ("a-1-cp311-abi3-manylinux_2_34_x86_64.whl", False),
        ("a-1-cp311-cp311-musllinux_1_2_x86_64.whl", False),
        ("a-1-cp311-cp311-macosx_11_0_arm64.whl", False),
        ("a-1-cp310-cp310-manylinux_2_28_x86_64.whl", False),
        ("a-1-cp313-cp313t-manylinux_2_28_x86_64.whl", False),
        ("a-1-cp314-cp314-manylinux_2_28_x86_64.whl", False),
        ("a-1-cp311-cp311-win32.whl", False),
        ("a-1-cp311-cp311-manylinux_2_28_ppc64le.whl", False),
    ],
)
def test_only_wheels_for_the_offices_machines_are_locked(wheel: str, taken: bool) -> None:
    assert lock.wanted(wheel) is taken


def test_every_library_we_ship_has_its_licence_listed() -> None:
    order = [str(lock.UV), "export", "--frozen", "--offline", "--no-emit-project", "--no-dev", "--no-hashes", "-q"]
    told = subprocess.run(order, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    names = {line.split("==")[0] for line in told.splitlines() if re.match(r"[a-z]", line)}
    libraries_part = (HOUSE / "docs/licences.md").read_text("utf-8").partition("| library |")[2]
    rows = [line for line in libraries_part.splitlines()[1:] if line.startswith("| ")]
    first = [row.split("|")[1].partition("(")[0] for row in rows]
    listed = [name.strip() for cell in first for name in cell.split(",")]
    assert sorted(listed) == sorted(names)


def test_what_is_declared_is_what_is_imported() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {canonicalize_name(Requirement(text).name) for text in project["dependencies"]}
    brought = {"pydantic_core", "shiboken6"}  # parts of pydantic and PySide6
    imported = set().union(*(libraries(module) for module in modules())) - brought
    owners = packages_distributions()
    used = {canonicalize_name(owner) for name in imported for owner in owners.get(name, [name])}
    taken_by_openpyxl = {"defusedxml"}
    assert used | taken_by_openpyxl == declared
