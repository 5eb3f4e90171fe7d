"""Resolves the dependencies anew into `uv.lock` and `installer/requirements.txt`: names, versions and hashes, no host.

Keeps locked versions where pyproject.toml still allows them; `--upgrade` takes the newest. docs/decisions/ says why.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
LOCK = HOUSE / "uv.lock"
REQUIREMENTS = HOUSE / "installer" / "requirements.txt"

UV = Path(sys.executable).parent / "uv"
_INDEX = re.compile(r"^# The lock names files.*?\n\[\[tool\.uv\.index\]\]\n.*?\n\n", re.MULTILINE | re.DOTALL)
_PYTHONS = {"py3", "py2.py3", "py311", "cp311", "cp312", "cp313"}
# Highest glibc of the wheels we take: x86-64 runs on UOS 20, ARM64 on Kylin V10 SP1.
_GLIBC = {"x86_64": 28, "aarch64": 31}


def _linux_fits(platform: str) -> bool:
    tags = re.findall(r"manylinux(?:_2_(\d+)|(1|2010|2014))_(x86_64|aarch64)(?=\.|$)", platform)
    return any(not minor or int(minor) <= _GLIBC[machine] for minor, _, machine in tags)


def wanted(wheel: str) -> bool:
    """Whether a wheel of this file name can be installed on one of the office's machines."""
    python, abi, platform = wheel.removesuffix(".whl").split("-")[-3:]
    older = abi == "abi3" and re.fullmatch(r"cp3([2-9]|1[01])", python)
    if not (older or python in _PYTHONS) or abi.endswith("t"):
        return False
    return platform in ("any", "win_amd64") or _linux_fits(platform)


def _resolved(pins: list[str]) -> str:
    """The lock uv writes against the index this machine is set up with; pins are `name==version` wishes."""
    project = _INDEX.sub("", (HOUSE / "pyproject.toml").read_text("utf-8"))
    project = project.replace("[tool.uv]\n", f"[tool.uv]\nconstraint-dependencies = {pins!r}\n", 1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(project, "utf-8")
        subprocess.run([UV, "lock", "--project", folder, "--no-progress"], check=True)
        return Path(folder, "uv.lock").read_text("utf-8")


def _without_hosts(lock: str) -> str:
    """Every file by its name in `wheelhouse/`; source archives, other systems' wheels and our wishes left out."""
    lock = re.sub(r'source = \{ registry = "[^"]+" \}', 'source = { registry = "wheelhouse" }', lock)
    lock = re.sub(r"^sdist = .*\n", "", lock, flags=re.MULTILINE)
    lock = re.sub(r"^\[manifest\]\nconstraints = \[.*?^\]\n\n", "", lock, flags=re.MULTILINE | re.DOTALL)
    lines = []
    for line in lock.splitlines():
        if file := re.match(r'    \{ url = "[^"]*/([^/"]+\.whl)", (hash = "[^"]+", size = \d+)', line):
            if wanted(file[1]):
                lines.append(f'    {{ path = "{file[1]}", {file[2]} }},')
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _pins() -> list[str]:
    """What the present lock holds; a name locked twice is split by system and pinned in pyproject.toml already."""
    packages = [p for p in tomllib.loads(LOCK.read_text("utf-8"))["package"] if "registry" in p["source"]]
    names = [package["name"] for package in packages]
    return [f"{p['name']}=={p['version']}" for p in packages if names.count(p["name"]) == 1]


def _check(lock: str) -> None:
    """Every locked package brings at least one wheel that we may install."""
    bare = [p["name"] for p in tomllib.loads(lock)["package"] if "registry" in p["source"] and not p.get("wheels")]
    if bare:
        sys.exit(f"no wheel for the office's machines: {', '.join(bare)}")


def export() -> str:
    """The hash-checked requirements that `run` installs, read out of the lock."""
    order = [str(UV), "export", "--frozen", "--offline", "--no-header", "--no-emit-project", "--all-groups", "--quiet"]
    return subprocess.run(order, cwd=HOUSE, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def main() -> None:
    """Resolve, take the hosts out, write both files."""
    keep = LOCK.exists() and "--upgrade" not in sys.argv[1:]
    lock = _without_hosts(_resolved(_pins() if keep else []))
    _check(lock)
    LOCK.write_text(lock, "utf-8")
    REQUIREMENTS.write_text(export(), "utf-8")


if __name__ == "__main__":
    main()
