"""What is committed names no package host and no machine's folders, hides no character, and clutters no root."""

import re
import subprocess
from functools import cache

from tests.house.source import HOUSE

# Brackets keep these patterns from finding themselves.
HOSTS = re.compile(
    r"pyp[i]\.(org|io|python)|pythonhoste[d]|npmj[s]\.|registr[y]\.npm|de[b]\.debian|debia[n]\.org/debian|crate[s]\.io"
    r"|prox[y]\.golang|mirror[s]?\.[a-z]+\.(com|cn|edu)|tun[a]\.tsinghua|condaforg[e]|anacond[a]\.org"
)
FOLDERS = re.compile(r"/wor[k]/|/far[m]/|/roo[t]/|/tm[p]/[a-z]+_jobs|[.]librar[y]|/hom[e]/[a-z]+/")
# Bidirectional and zero-width characters change what a reader sees; tests may hold them as bad input.
HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]")
ROOT = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "README.zh-CN.md", "docs",
    "installer", "lucheng_desktop", "pyproject.toml", "resources", "run", "test", "tests", "ui", "uv.lock",
}


@cache
def tracked() -> dict[str, str]:
    """Path -> text of every committed file; a binary file's text is empty."""
    order = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    names = subprocess.run(order, cwd=HOUSE, check=True, capture_output=True).stdout.decode().split("\0")
    held = {name: (HOUSE / name).read_bytes() for name in names if name and (HOUSE / name).is_file()}
    return {name: "" if b"\0" in data[:8000] else data.decode("utf-8", "replace") for name, data in held.items()}


def naming(pattern: re.Pattern[str], but: str = "\0") -> list[str]:
    texts = ((name, text) for name, text in tracked().items() if not name.startswith(but))
    return [f"{name}: {found[0]!r}" for name, text in texts if (found := pattern.search(text))]


def test_no_package_host_is_named() -> None:
    assert not naming(HOSTS)


def test_no_machines_folder_is_named() -> None:
    assert not naming(FOLDERS)


def test_no_hidden_character() -> None:
    assert not naming(HIDDEN, but="tests/")


def test_the_root_is_not_cluttered() -> None:
    assert {name.split("/")[0] for name in tracked()} <= ROOT


def test_the_patterns_find_what_they_are_for() -> None:
    assert HOSTS.search("https://files." + "python" + "hosted.org/packages/a.whl")
    assert HOSTS.search("https://" + "pypi" + ".org/simple")
    assert HOSTS.search("registry." + "npm" + "js.org")
    assert FOLDERS.search("/" + "work/main/x") and FOLDERS.search("/" + "root/.cache")
    assert HIDDEN.search("鹿\u200b城") and not HIDDEN.search("鹿城\t\n")
